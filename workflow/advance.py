"""What comes next in a run (pure): its state before and what a step did give its state after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflow.jobs import Json
from workflow.program import Instruction, Program
from workflow.runs import DEAD, DONE, RUNNING, WAITING, Run
from workflow.steps.step import (
    Done,
    Failed,
    GoTo,
    Outside,
    StepOutcome,
    Stop,
    WaitFor,
)
from workflow.variables import variables_json


@dataclass(frozen=True, slots=True)
class PassedOver:
    """The step's `when` does not hold."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """The run as it is now, and what it waits for. `asks` is what must be done outside before it
    goes on; `tries_again`: the same step, after a while."""

    run: Run
    topics: tuple[str, ...] = ()
    asks: Outside | None = None
    tries_again: bool = False


def outside_topic(run: Run) -> str:
    """What wakes a run whose present step was done outside."""
    return f"outside:{run.id}:{run.steps}"


def advance(program: Program, run: Run, outcome: StepOutcome | PassedOver) -> Advanced:
    """The run after its present step gave this outcome; never a run that stands still unnoticed:
    it goes on, waits for something, is tried again, or is over."""
    instruction = program.instructions[run.cursor]
    match outcome:
        case PassedOver():
            return moved(program, run, instruction.next)
        case Done():
            after = instruction.next
            if outcome.branch is not None:
                after = instruction.blocks.get(outcome.branch, after)
            return moved(program, run, after, left_by(instruction, outcome))
        case GoTo():
            after_jump = program.positions.get(outcome.step)
            if after_jump is None:
                return Advanced(dead(run, "step_unknown", {"step": outcome.step}))
            return moved(program, run, after_jump)
        case Stop():
            return moved(program, run, program.end)
        case WaitFor():
            if not outcome.topics and outcome.until is None:
                return Advanced(dead(run, "waits_for_nothing", {}))
            waiting = replace(run, state=WAITING, until=outcome.until)
            return Advanced(waiting, outcome.topics)
        case Outside():
            waiting = replace(run, state=WAITING, until=None)
            return Advanced(waiting, (outside_topic(run),), outcome)
        case Failed() if outcome.passes:
            return Advanced(run, tries_again=True)
        case Failed():
            error: Json = {"problems": list(outcome.problems)} if outcome.problems else {}
            return Advanced(dead(run, outcome.code, outcome.parameters, error))


def moved(program: Program, run: Run, cursor: int, left: Json | None = None) -> Advanced:
    """The run at another position, one step further, knowing what the step has left."""
    after = replace(
        run,
        cursor=cursor,
        steps=run.steps + 1,
        until=None,
        state=DONE if cursor >= program.end else RUNNING,
        variables={**run.variables, **left} if left else run.variables,
    )
    if after.state == DONE:
        return Advanced(after)
    if after.steps >= program.most_steps:
        return Advanced(dead(after, "too_many_steps", {"most": program.most_steps}))
    return Advanced(after)


def left_by(instruction: Instruction, done: Done) -> Json:
    """What later steps may name of this one."""
    key = instruction.step.key
    return variables_json(
        {f"{key}.{part}" if part else key: value for part, value in done.values.items()}
    )


def dead(run: Run, code: str, parameters: Mapping[str, str | int], more: Json | None = None) -> Run:
    """The run cannot go on by itself."""
    error: Json = {"code": code, "parameters": dict(parameters), **(more or {})}
    return replace(run, state=DEAD, error=error)
