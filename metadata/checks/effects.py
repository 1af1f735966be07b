"""What an automation does to records and to other automations, as far as its steps say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formula.typed import Typed
from metadata.checks.site import Workflow
from metadata.documents.states import StateMachineDocument, TransitionDocument
from metadata.draft import Draft, TableDraft
from metadata.resolved_workflow import Automation, Step
from metadata.step_kinds.assign import AssignStep
from metadata.step_kinds.run import RunStep

ASKING = frozenset({"confirm", "approve"})
"""Steps that a person answers, which ends any runaway."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that is done: a record of `table` created, updated (these fields) or deleted, with
    `moves` (field, from, to), or an `automation` started. It `is_certain` where no condition
    stands before it. `touched` are the fields and what is computed from them."""

    kind: str
    table: str | None = None
    fields: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    values: tuple[Typed, ...] = ()
    moves: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    automation: str | None = None
    is_certain: bool = True


def effects_of(draft: Draft, workflow: Workflow, automation: Automation) -> Iterator[Effect]:
    """Everything that the steps do but what a person has to agree to first."""
    for effect in of_block(draft, automation, automation.steps, is_certain=True):
        yield with_computed(draft, effect)


def of_block(
    draft: Draft, automation: Automation, steps: Sequence[Step], *, is_certain: bool
) -> Iterator[Effect]:
    """What the steps of a block do; after a step that waits it is another time."""
    for step in steps:
        sure = is_certain and step.document.when is None
        yield from (replace(effect, is_certain=sure) for effect in of_step(draft, automation, step))
        if step.do in ASKING:
            return
        for block in step.blocks.values():
            yield from of_block(draft, automation, block, is_certain=False)
        if step.do in {"stop", "goto", "wait", "branch", "call"}:
            is_certain = False


def of_step(draft: Draft, automation: Automation, step: Step) -> Iterator[Effect]:
    """What one step does by itself."""
    own = automation.table
    table = step.table or own
    values = tuple(
        typed for pointer, typed in step.formulas.items() if pointer.startswith("values/")
    )
    keys = frozenset(getattr(step.document, "values", {}))
    match step.do:
        case "set":
            yield Effect("update", own, keys, values=values)
        case "update":
            yield Effect("update", table, keys, values=values)
        case "create":
            yield from created(draft, table, keys)
        case "delete":
            yield Effect("delete", table)
        case "assign" if isinstance(step.document, AssignStep):
            named = {step.document.field, step.document.department or step.document.field}
            yield Effect("update", own, frozenset(named))
        case "move":
            yield from moved(draft, automation, table, step)
        case "run" if isinstance(step.document, RunStep):
            yield Effect("run", automation=f"{automation.app}.{step.document.automation}")
        case _:
            return


def created(draft: Draft, table: str | None, keys: frozenset[str]) -> Iterator[Effect]:
    """A new record is in the initial state of every machine."""
    found = draft.tables.get(table or "")
    machines = found.document.state_machines if found else ()
    moves = tuple((machine.field, (), machine.initial) for machine in machines)
    yield Effect("create", table, keys, moves=moves)
    for machine in machines:
        yield from of_state(found, machine, (), machine.initial)


def moved(draft: Draft, automation: Automation, table: str | None, step: Step) -> Iterator[Effect]:
    """A move changes the state and what goes with it, and starts what the machine says."""
    found = draft.tables.get(table or "")
    key = getattr(step.document, "transition", None)
    for machine in found.document.state_machines if found else ():
        for move in machine.transitions:
            if move.key != key or move.approval is not None:
                continue
            fields = {machine.field, *move.set, *getattr(step.document, "form", ())}
            moves = ((machine.field, move.from_states, move.to),)
            yield Effect("update", table, frozenset(fields), moves=moves)
            for made in move.creates:
                full = draft.full_name(found.app if found else automation.app, made.table)
                yield from created(draft, full, frozenset(made.values))
            yield from of_move(found, machine, move)


def of_move(
    table: TableDraft | None, machine: StateMachineDocument, move: TransitionDocument
) -> Iterator[Effect]:
    """The automations that a move starts."""
    if move.run is not None and table is not None:
        yield Effect("run", automation=full(table.app, move.run))
    yield from of_state(table, machine, move.from_states, move.to)


def of_state(
    table: TableDraft | None, machine: StateMachineDocument, came: tuple[str, ...], to: str
) -> Iterator[Effect]:
    """The automations that leaving and entering a state starts."""
    for state in machine.states if table is not None else ():
        names = state.on_enter if state.key == to else ()
        if state.key in came:
            names = (*names, *state.on_leave)
        for name in names:
            assert table is not None
            yield Effect("run", automation=full(table.app, name))


def full(app: str, name: str) -> str:
    """`app.key`."""
    return name if "." in name else f"{app}.{name}"


def with_computed(draft: Draft, effect: Effect) -> Effect:
    """The effect with the formula fields of its table that may follow from it: all of them, for a
    change of one field can reach any other through related records."""
    table = draft.tables.get(effect.table or "")
    computed = {key for key, field in table.fields.items() if field.formula} if table else set()
    return replace(effect, touched=effect.fields | frozenset(computed))
