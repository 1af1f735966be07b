"""The formulas in what documents say of people."""

from __future__ import annotations

from collections.abc import Iterable

from formula.scope import Use
from formula.types import Ref
from metadata.documents.who import Anybody, ByDepartment, ByRole, BySupervisor, WhoDocument
from metadata.step_kinds.step_kind import FormulaPart, Pointer

USER = Ref("user")
DEPARTMENT = Ref("department")


def who_formulas(steps: Pointer, who: WhoDocument) -> Iterable[FormulaPart]:
    """Every formula of a `who`; one that stands alone may give one person or several."""
    match who:
        case str():
            yield FormulaPart(steps, who, Use.SEVERAL)
        case ByRole(department=str() as text):
            yield FormulaPart((*steps, "department"), text, expected=DEPARTMENT)
        case ByDepartment(of=str() as text):
            yield FormulaPart((*steps, "of"), text, expected=DEPARTMENT)
        case BySupervisor(supervisor_of=text):
            yield FormulaPart((*steps, "supervisor_of"), text, expected=USER)
        case Anybody(any=several):
            for index, each in enumerate(several):
                yield from who_formulas((*steps, "any", index), each)
