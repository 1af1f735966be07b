"""What each kind of step would come to: one row a kind, as in `workflow.steps`.

Steps that only read are performed as they are. What would write, send or ask is noted; the steps
that follow see its values. Answers of people are taken as yes, those of machines as blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from engine.writing.change import Refusal
from engine.writing.moves import find_transition
from metadata.step_kinds.approve import ApproveStep
from metadata.step_kinds.assign import AssignStep
from metadata.step_kinds.call import CallStep
from metadata.step_kinds.confirm import ConfirmStep
from metadata.step_kinds.emit import EmitStep
from metadata.step_kinds.move import MoveStep
from metadata.step_kinds.notify import NotifyStep
from metadata.step_kinds.render import RenderStep
from workflow.backtest.foreseen import Foreseen
from workflow.backtest.ledger import is_open
from workflow.backtest.moving import Wrote, draft_of, open_past, refusals_of_move
from workflow.backtest.trail import Assigned, Refused, Written
from workflow.connectors.filling import json_of
from workflow.people import first_id
from workflow.steps import (
    assign,
    branch,
    confirm,
    each,
    extract,
    find,
    goto,
    measure,
    run,
    sample,
    stop,
    wait,
)
from workflow.steps.step import Done, Failed, Json, StepOutcome, WaitFor
from workflow.steps.written import GONE, NO_RECORD, field_values, record_named

YES = "accept"


def foresee_set(bound: Foreseen) -> StepOutcome:
    """The record would have the values."""
    if bound.record is None or bound.table is None:
        return NO_RECORD
    values = field_values(bound, "values", bound.table)
    return would_write(bound, bound.table, bound.record, values)


def foresee_update(bound: Foreseen) -> StepOutcome:
    """The other record would have the values."""
    found = record_named(bound)
    if found is None:
        return Done()
    return would_write(bound, *found, field_values(bound, "values", found[0]))


def would_write(
    bound: Foreseen, table: str, record: int, values: Mapping[str, object]
) -> StepOutcome:
    """The record would have these values, and the steps that follow see them."""
    note_write(bound, table, {"record": str(record), "values": dict(values)})
    bound.course.write(table, record, values)
    return Done(note={"record": str(record), "values": dict(values)})


def foresee_create(bound: Foreseen) -> StepOutcome:
    """A record would be there; what later steps read of it is blank."""
    table = bound.step.table
    assert table is not None, "the model asks for a table"
    values = field_values(bound, "values", table)
    note_write(bound, table, {"values": values})
    bound.course.trail.doubts.add("created_blank")
    return Done(values={"": None}, note={"values": values})


def foresee_delete(bound: Foreseen) -> StepOutcome:
    """The record would be gone."""
    found = record_named(bound)
    if found is None:
        return Done(note=GONE)
    note_write(bound, found[0], {"record": str(found[1])})
    if found == bound.course.beside.own:
        bound.course.overlay(None)
    return Done(note={"record": str(found[1])})


def foresee_move(bound: Foreseen) -> StepOutcome:
    """The record would be in the next state, or the machine would refuse."""
    document = cast(MoveStep, bound.step.document)
    found = record_named(bound)
    if found is None:
        return NO_RECORD if document.record is None else Done(note=GONE)
    table, record = found
    row = bound.seen.record(table, record)
    compiled = bound.course.side.table(table)
    move = None if compiled is None else find_transition(compiled.table, document.transition)
    if row is None or compiled is None or move is None:
        return Done(note=GONE)
    machine, transition = move
    values = {**field_values(bound, "form", table), machine.field: transition.to}
    read = bound.course.read(table, values)
    new = {**row, **read}
    reason = None if document.reason is None else document.transition
    keys = frozenset(read)
    wrote = Wrote("update", record, dict(row), new, keys, reason=reason)
    past = open_past(bound.course.side, compiled, None, bound.seen)
    draft = draft_of(compiled, wrote, past)
    refusals = list(refusals_of_move(past, draft, machine, transition))
    if refusals:
        return refused(bound, refusals)
    if transition.approval is not None:
        bound.course.trail.doubts.add("approved")
    return would_write(bound, table, record, values)


def refused(bound: Foreseen, refusals: list[Refusal]) -> StepOutcome:
    """The step would be refused, and the run with it."""
    step = bound.step
    problems: list[Json] = []
    for it in refusals:
        told = Refused(step.key, step.do, it.code, it.field, it.parameters, it.message)
        bound.course.trail.refused.append(told)
        problems.append({"code": it.code, "field": it.field})
    return Failed("write_refused", problems=problems)


def note_write(bound: Foreseen, table: str | None, values: Mapping[str, object]) -> None:
    """The step would have done this."""
    written = Written(bound.step.key, bound.step.do, table, values)
    bound.course.trail.written.append(written)


def foresee_assign(bound: Foreseen) -> StepOutcome:
    """The record would have its person, by the decision of a real run over the replay's ledger."""
    step, row = cast(AssignStep, bound.step.document), bound.row
    if bound.record is None or bound.table is None or row is None:
        return NO_RECORD
    before = first_id(row.get(step.field))
    if step.takeover is not None and before is not None and not bound.value("takeover"):
        return Failed("takeover_needs_reason")
    side = bound.course.side
    decision = assign.decide_anew(bound, side.ledger)
    trail, chosen = bound.course.trail, decision.chosen
    trail.assigned.append(Assigned(bound.step.key, bound.table, step.field, chosen))
    if chosen:
        compiled = side.catalog.tables[bound.table]
        place = bound.table, step.field
        side.ledger.give(place, bound.record, chosen[0], is_open=is_open(compiled, row))
        values = assign.values_of(bound, step, chosen)
        bound.course.write(bound.table, bound.record, values)
    note = {**assign.note_of(decision), "rules": list(decision.tried)}
    return Done(values={"": next(iter(chosen), None)}, note=note)


def foresee_confirm(bound: Foreseen) -> StepOutcome:
    """The people would be asked; the first of them is taken to accept."""
    document = cast(ConfirmStep, bound.step.document)
    people = bound.people("who")
    if not people:
        return confirm.timed_out(bound)
    bound.course.trail.asked += [(user, document.do) for user in people]
    bound.course.trail.doubts.add("accepted")
    values = {"answer": YES, "by": people[0], "comment": None}
    return Done(f"on_{YES}", values, {"people": [str(user) for user in people]})


def foresee_approve(bound: Foreseen) -> StepOutcome:
    """The approval is taken to be agreed to."""
    if bound.record is None:
        return Failed("record_gone")
    document = cast(ApproveStep, bound.step.document)
    note_write(bound, bound.table, {"approval": document.approval})
    bound.course.trail.doubts.add("approved")
    return Done("on_agreed", {"verdict": "agreed"}, {"verdict": "agreed"})


def foresee_task(bound: Foreseen) -> StepOutcome:
    """Each of the people would have a to-do."""
    people = bound.people("who")
    bound.course.trail.asked += [(user, bound.step.do) for user in people]
    return Done(note={"people": [str(user) for user in people]})


def foresee_notify(bound: Foreseen) -> StepOutcome:
    """Each of the people would hear of it by each channel."""
    document = cast(NotifyStep, bound.step.document)
    people = list(bound.people("who"))
    if document.cc is not None:
        people += bound.people("cc")
    people = list(dict.fromkeys(people))
    channels = list(dict.fromkeys(document.by))
    bound.course.trail.told += [(user, channel) for user in people for channel in channels]
    return Done(note={"people": [str(user) for user in people], "by": channels})


def foresee_call(bound: Foreseen) -> StepOutcome:
    """Nobody is asked, and nothing is known of the answer."""
    document = cast(CallStep, bound.step.document)
    values = {name: json_of(value) for name, value in bound.values("values").items()}
    where = f"{document.connector}.{document.operation}"
    note_write(bound, None, {"operation": where, "values": values})
    bound.course.trail.doubts.add("not_called")
    return Done(values=dict.fromkeys(document.parts), note={"operation": where, "values": values})


def foresee_render(bound: Foreseen) -> StepOutcome:
    """A page would be drawn and kept; nobody draws it."""
    document = cast(RenderStep, bound.step.document)
    if bound.record is None or bound.table is None:
        return NO_RECORD
    if document.reader is not None and first_id(bound.value("reader")) is None:
        return Failed("report_without_reader")
    note_write(bound, bound.table, {"report": document.report})
    return Done(note={"report": document.report})


def foresee_emit(bound: Foreseen) -> StepOutcome:
    """Those who subscribed would hear of it."""
    document = cast(EmitStep, bound.step.document)
    values = {name: json_of(value) for name, value in bound.values("values").items()}
    note_write(bound, None, {"event": document.event, "values": values})
    return Done(note={"event": document.event})


def foresee_wait(bound: Foreseen) -> StepOutcome:
    """The moment would come; what is waited for is taken to come at once."""
    outcome = wait.perform(bound)
    if not isinstance(outcome, WaitFor):
        return outcome
    if outcome.topics:
        bound.course.trail.doubts.add("waited_for")
    elif outcome.until is not None:
        bound.course.side.vantage.moment = outcome.until
    bound.memory.clear()
    return wait.REACHED


FORESEE: Mapping[str, Callable[[Foreseen], StepOutcome]] = {
    "set": foresee_set,
    "create": foresee_create,
    "update": foresee_update,
    "delete": foresee_delete,
    "move": foresee_move,
    "find": find.perform,
    "measure": measure.perform,
    "sample": sample.perform,
    "extract": extract.perform,
    "approve": foresee_approve,
    "assign": foresee_assign,
    "confirm": foresee_confirm,
    "task": foresee_task,
    "notify": foresee_notify,
    "call": foresee_call,
    "emit": foresee_emit,
    "render": foresee_render,
    "wait": foresee_wait,
    "branch": branch.perform,
    "each": each.perform,
    "run": run.perform,
    "stop": stop.perform,
    "goto": goto.perform,
}
