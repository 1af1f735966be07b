"""`render`: a report is drawn for its reader and kept as a file of the run's own record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.writing.change import Change, Kind
from metadata.fields.file import most_files
from metadata.resolved import Field
from metadata.step_kinds.render import RenderStep
from workflow.people import first_id, ids_in
from workflow.steps.step import ANSWER, FAILED, BoundStep, Done, Failed, Outside, StepOutcome
from workflow.steps.written import NO_RECORD, note_of, write_if_there

RENDER = "render"


def perform(bound: BoundStep) -> StepOutcome:
    """The report is asked for; once it is a file, the record holds it."""
    if bound.record is None or bound.table is None or bound.row is None:
        return NO_RECORD
    step = cast(RenderStep, bound.step.document)
    if bound.woken is None:
        return ask(bound, step)
    if FAILED in bound.woken.payload:
        failed = cast(Mapping[str, object], bound.woken.payload[FAILED])
        parameters = cast(Mapping[str, str | int], failed.get("parameters") or {})
        return Failed(str(failed["code"]), parameters)
    answer = cast(Mapping[str, str], bound.woken.payload[ANSWER])
    field = bound.work.catalog.tables[bound.table].table.fields[step.field]
    values = {step.field: held_with(field, bound.row.get(step.field), answer["file"])}
    outcome = write_if_there(bound, Change(Kind.UPDATE, bound.table, bound.record, values))
    return NO_RECORD if outcome is None else Done(note=note_of(outcome, values))


def ask(bound: BoundStep, step: RenderStep) -> StepOutcome:
    """What there is to draw, and for whom."""
    reader = None
    if step.reader is not None:
        reader = first_id(bound.value("reader"))
        if reader is None:
            return Failed("report_without_reader")
    request = {
        "report": f"{bound.automation.app}.{step.report}",
        "record": bound.record,
        "reader": reader,
    }
    return Outside(RENDER, request, note={"report": step.report})


def held_with(field: Field, held: object, file: str) -> list[str]:
    """The files of the field with one more; where it takes no more, the oldest go."""
    found = [*(str(id) for id in ids_in(held)), file]
    return found[-most_files(field) :]
