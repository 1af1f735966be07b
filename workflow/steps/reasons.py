"""Why a formula of a step gave what it gave: the values of its parts, for the trace."""

from __future__ import annotations

from dataclasses import dataclass

from engine.reading.explaining import explain, spans_of
from formula.errors import Span
from formula.syntax import parse
from workflow.formulas import NO_RECORD
from workflow.steps.step import BoundStep, Json

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Written:
    """A formula as it was written, and where its parts are."""

    text: str
    spans: frozenset[Span]


def reason_of(bound: BoundStep, pointer: str, *, holds: bool) -> Json:
    """`{pointer, text, holds, parts: [{text, value | error}]}` of a condition of the step."""
    typed = bound.step.formulas[pointer]
    key = ("written", bound.automation.name, bound.step.pointer, pointer, id(typed))
    written = bound.work.catalog.cache(key, lambda: written_at(bound, pointer))
    row = bound.row
    surroundings = (NO_RECORD if row is None else row, bound.context)
    parts: list[Json] = []
    for part in explain(typed, written.text, written.spans, surroundings):
        if len(parts) == MOST_PARTS:
            break
        shown = {"error": part["error"]} if "error" in part else {"value": part["value"]}
        parts.append({"text": part["text"], **shown})
    return {"pointer": pointer, "text": written.text, "holds": holds, "parts": parts}


def written_at(bound: BoundStep, pointer: str) -> Written:
    """The formula that the document has there."""
    found: object = bound.step.document
    for name in pointer.split("/"):
        found = found[int(name)] if isinstance(found, tuple) else getattr(found, name)
    text = str(found)
    return Written(text, frozenset(spans_of(parse(text))))
