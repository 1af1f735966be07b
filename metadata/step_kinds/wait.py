"""`wait`: until a moment, an event, or a formula holds; a waiting run is a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from formula.scope import Use
from formula.types import DateTime, Text, Type
from metadata.documents.label import Formula
from metadata.documents.triggers import Duration, TimeKind
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind, Steps


class WaitStep(StepBase):
    """`during`: so long; `until`: a moment; `holds`: until the run's own record fulfils it, looked
    at whenever the record changes. `within` bounds `holds`, and then `on_timeout` follows.
    `STEP.key.ended` is `reached` or `timeout`."""

    do: Literal["wait"]
    during: Duration | None = None
    time: TimeKind = "calendar"
    until: Formula | None = None
    holds: Formula | None = None
    within: Duration | None = None
    on_timeout: Steps = ()


def formulas(step: WaitStep) -> Iterable[FormulaPart]:
    """The moment or the condition."""
    if step.until is not None:
        yield FormulaPart(("until",), step.until, expected=DateTime())
    if step.holds is not None:
        yield FormulaPart(("holds",), step.holds, Use.CONDITION)


def blocks(step: WaitStep) -> Mapping[str, Steps]:
    """What follows where it did not come to hold."""
    return {"on_timeout": step.on_timeout}


def results(_: WaitStep, __: Known) -> Mapping[str, Type]:
    """How the waiting ended."""
    return {"ended": Text()}


WAIT = StepKind("wait", WaitStep, formulas, blocks=blocks, results=results, waits=True)
