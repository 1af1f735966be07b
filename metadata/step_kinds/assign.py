"""`assign`: a record finds its person by ordered rules, and a trace says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from formula.scope import Use
from formula.types import Number, Ref, Text, Type
from metadata.documents.label import Document, FieldKey, Formula, Label
from metadata.documents.who import DepartmentCode, ParameterName, Pick
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind


class AssigneeDocument(Document):
    """Whom, and how one of several is picked: exactly one of `role`, `department` (a code),
    `department_of` (a formula that gives one), `supervisor_of` (a formula that gives a person) and
    `person` (a formula). `deep` takes the departments below in, `head` is who leads it. `weight`
    and `score` are formulas over the person (`姓名`, `部门` …) with `STEP.record` the record;
    `capacity` is how many a person takes a day; `near` is the location field of the record and
    `place` a formula that gives the location of the person, for `nearest`."""

    role: str | ParameterName | None = None
    department: DepartmentCode | ParameterName | None = None
    department_of: Formula | None = None
    deep: bool = False
    head: bool = False
    supervisor_of: Formula | None = None
    person: Formula | None = None
    pick: Pick = "round_robin"
    weight: Formula | None = None
    score: Formula | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    near: FieldKey | None = None
    place: Formula | None = None


class AssignRuleDocument(Document):
    """The first rule that holds and finds somebody decides."""

    when: Formula | None = None
    label: Label | None = None
    to: AssigneeDocument


class AssignStep(StepBase):
    """`field` of the run's own record gets the person (with `pick: "all"` a field that holds
    several gets all of them), `department` (a department field) that of the person, or of the
    first. An assignment that comes round again in one run leaves out who declined. Nobody found:
    `otherwise`; still nobody: the run goes on, `STEP.key` is blank and the trace says so.
    `takeover` asks for a reason that the event keeps (a formula)."""

    do: Literal["assign"]
    field: FieldKey
    department: FieldKey | None = None
    rules: Annotated[tuple[AssignRuleDocument, ...], Field(max_length=200)] = ()
    otherwise: AssigneeDocument | None = None
    takeover: Formula | None = None


def formulas(step: AssignStep) -> Iterable[FormulaPart]:
    """The conditions of the rules, and what decides between people."""
    for index, rule in enumerate(step.rules):
        if rule.when is not None:
            yield FormulaPart(("rules", index, "when"), rule.when, Use.CONDITION)
        yield from of_assignee(("rules", index, "to"), rule.to)
    if step.otherwise is not None:
        yield from of_assignee(("otherwise",), step.otherwise)
    if step.takeover is not None:
        yield FormulaPart(("takeover",), step.takeover, expected=Text())


ASSIGNEE_PARTS: Mapping[str, tuple[str | None, Type | None]] = {
    "department_of": (None, Ref("department")),
    "supervisor_of": (None, Ref("user")),
    "person": (None, None),
    "weight": ("user", Number()),
    "score": ("user", Number()),
    "place": ("user", None),
}
"""The formulas of an assignee: the table each reads, and what it must give."""


def of_assignee(steps: tuple[str | int, ...], to: AssigneeDocument) -> Iterable[FormulaPart]:
    """Whom, and what decides between several."""
    for name, (table, expected) in ASSIGNEE_PARTS.items():
        text = getattr(to, name)
        if text is not None:
            use = Use.SEVERAL if name == "person" else Use.SET
            yield FormulaPart((*steps, name), text, use, table, expected=expected)


def results(_: AssignStep, __: Known) -> Mapping[str, Type]:
    """Who it is."""
    return {"": Ref("user")}


ASSIGN = StepKind("assign", AssignStep, formulas, results=results)
