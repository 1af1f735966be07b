"""`assign`: a record finds its person by ordered rules, and a trace says why."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import cast

from engine.writing.change import Change, Kind
from metadata.step_kinds.assign import AssignStep
from workflow.assigning.decide import Decision, decide
from workflow.assigning.ledger import Ledger, StoredLedger
from workflow.assigning.traces import Assignment, keep_assignment, run_started_at
from workflow.people import everybody, first_id, ids_in
from workflow.steps.step import BoundStep, Done, Failed, Json, StepOutcome
from workflow.steps.written import NO_RECORD, write_if_there

HAD = "had"
"""In the step's memory: who had the record in this run. Coming round again, it is not them."""


def perform(bound: BoundStep) -> StepOutcome:
    """The record has its person, and the trace says why it is that one; where nobody was found the
    record stays as it is."""
    began = time.perf_counter()
    step = cast(AssignStep, bound.step.document)
    if bound.record is None or bound.table is None or bound.row is None:
        return NO_RECORD
    before = first_id(bound.row.get(step.field))
    reason = None if step.takeover is None else cast("str | None", bound.value("takeover"))
    if step.takeover is not None and before is not None and not reason:
        return Failed("takeover_needs_reason")
    decision = decide_anew(bound, StoredLedger(bound.connection, bound.work))
    if decision.chosen:
        values = values_of(bound, step, decision.chosen)
        change = Change(Kind.UPDATE, bound.table, bound.record, values, reason=reason)
        if write_if_there(bound, change) is None:
            return NO_RECORD
    trace: Json = {
        "rules": list(decision.tried),
        "chosen": [str(user) for user in decision.chosen],
    }
    made = Assignment(
        id=bound.work.new_id(),
        table=bound.table,
        record=bound.record,
        field=step.field,
        automation=bound.automation.name,
        run=bound.run,
        step=bound.step.key,
        triggered_at=run_started_at(bound.connection, bound.run) or bound.now,
        at=bound.now,
        microseconds=int((time.perf_counter() - began) * 1_000_000),
        before=before,
        chosen=next(iter(decision.chosen), None),
        rule=decision.rule,
        reason=reason,
        trace=trace,
    )
    keep_assignment(bound.connection, made)
    return Done(values={"": made.chosen}, note=note_of(decision))


def decide_anew(bound: BoundStep, ledger: Ledger) -> Decision:
    """Who gets the record, of those who had it in this run nobody; they have had it from now on."""
    had = ids_in(bound.memory.get(HAD))
    decision = decide(bound, had, ledger)
    if decision.chosen:
        bound.memory[HAD] = [*had, *decision.chosen]
    return decision


def values_of(bound: BoundStep, step: AssignStep, chosen: Sequence[int]) -> dict[str, object]:
    """What the record gets: the person or people, and the department of the first."""
    assert bound.table is not None, "perform has seen it"
    fields = bound.work.catalog.tables[bound.table].table.fields
    is_many = fields[step.field].type == "users"
    ids = [str(user) for user in chosen]
    values: dict[str, object] = {step.field: ids if is_many else ids[0]}
    if step.department is not None:
        place = everybody(bound.work, bound.connection).main_department(chosen[0])
        values[step.department] = None if place is None else str(place)
    return values


def note_of(decision: Decision) -> Json:
    """What the run's own trace tells: the rest is under the record's assignments."""
    return {
        "rule": decision.rule,
        "chosen": [str(user) for user in decision.chosen],
        "tried": len(decision.tried),
    }
