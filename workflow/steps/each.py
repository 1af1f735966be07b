"""`each`: its steps for every record or value of a list, one after the other.

The step comes round after each of them: what is left of the list is in its memory.
"""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.each import EachStep
from workflow.steps.step import BoundStep, Done, Json, StepOutcome
from workflow.variables import from_json, to_json


def perform(bound: BoundStep) -> StepOutcome:
    """The next of the list is `STEP.key`, or the list is done. The list is as it was when the step
    began; what it has beyond `most` is told in the note and left out."""
    memory, note = bound.memory, cast(Json, {})
    if "left" not in memory:
        items = items_of(bound.value("over"))
        most = cast(EachStep, bound.step.document).most
        memory["left"] = [to_json(item) for item in items[:most]]
        note = {"count": len(items), "left_out": max(0, len(items) - most)}
    left = cast(list[object], memory["left"])
    if not left:
        del memory["left"]
        return Done(values={"": None}, note=note)
    memory["left"] = left[1:]
    return Done("steps", values={"": from_json(left[0])}, note=note)


def items_of(value: object) -> list[object]:
    """The items of a list; a value that is no list stands for itself, a blank for none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
