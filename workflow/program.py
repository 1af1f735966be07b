"""The steps of an automation as a flat list (pure): where a run stands is one number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metadata.resolved_workflow import Step
from metadata.step_kinds.each import EachStep

MOST_STEPS = 500
"""Steps of one run, beside those inside lists it goes over."""
MOST_IN_LISTS = 100_000


@dataclass(frozen=True, slots=True)
class Instruction:
    """A step; the position after it, and the first position of each of its blocks."""

    step: Step
    next: int
    blocks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Program:
    """All steps of an automation, inner ones too, in the order of the document. The position after
    the last one is the end."""

    instructions: tuple[Instruction, ...]
    positions: Mapping[str, int]
    """By the step's key."""
    most_steps: int

    @property
    def end(self) -> int:
        """The position of a run that is over."""
        return len(self.instructions)


def program_of(steps: Sequence[Step]) -> Program:
    """The program of these steps.

    After the last step of a block comes what follows the step around it; in a list that is gone
    over, that step itself.
    """
    instructions = tuple(instructions_of(steps, 0, size_of(steps)))
    positions = {each.step.key: index for index, each in enumerate(instructions)}
    return Program(instructions, positions, min(MOST_STEPS + in_lists(steps), MOST_IN_LISTS))


def size_of(steps: Sequence[Step]) -> int:
    """How many steps these are, inner ones included."""
    return sum(1 + sum(map(size_of, step.blocks.values())) for step in steps)


def instructions_of(steps: Sequence[Step], first: int, after: int) -> Iterator[Instruction]:
    """The instructions of steps that stand from `first` on; `after` is what follows the last."""
    here = first
    for index, step in enumerate(steps):
        beyond = here + size_of((step,))
        following = beyond if index + 1 < len(steps) else after
        onward = here if isinstance(step.document, EachStep) else following
        blocks: dict[str, int] = {}
        inner: list[Instruction] = []
        begin = here + 1
        for name, block in step.blocks.items():
            blocks[name] = begin if block else onward
            inner.extend(instructions_of(block, begin, onward))
            begin += size_of(block)
        yield Instruction(step, following, blocks)
        yield from inner
        here = beyond


def in_lists(steps: Sequence[Step]) -> int:
    """How many steps lists may add, at most."""
    total = 0
    for step in steps:
        inner = sum(map(in_lists, step.blocks.values()))
        if isinstance(step.document, EachStep):
            total += step.document.most * (1 + sum(map(size_of, step.blocks.values())) + inner)
        else:
            total += inner
    return total
