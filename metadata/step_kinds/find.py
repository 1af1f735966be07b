"""`find`: records by a filter; `STEP.key` is the first of them, or all with `all`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from formula.scope import Use
from formula.types import ListOf, Number, Ref, Type
from metadata.documents.label import FieldKey, Formula, TableName
from metadata.step_kinds.step_kind import FormulaPart, Known, StepBase, StepKind

Sort = Annotated[str, StringConstraints(pattern=r"^-?[a-z][a-z0-9_]*(,-?[a-z][a-z0-9_]*)*$")]


class FindStep(StepBase):
    """`filter` reads the record looked for; `STEP.record` in it is the run's own one. `similar`
    orders by likeness to the run's own record in these fields, likest first (both tables must have
    them); `near` by the distance from it, nearest first (both tables must have this location
    field; what has no place is not found). `STEP.key.count` is how many were found, at most
    `most`."""

    do: Literal["find"]
    table: TableName
    filter: Formula | None = None
    sort: Sort | None = None
    similar: Annotated[tuple[FieldKey, ...], Field(max_length=10)] = ()
    near: FieldKey | None = None
    all: bool = False
    most: Annotated[int, Field(ge=1, le=1_000)] = 100


def formulas(step: FindStep) -> Iterable[FormulaPart]:
    """The filter, which reads the table looked into."""
    if step.filter is not None:
        yield FormulaPart(("filter",), step.filter, Use.FILTER, step.table)


def results(step: FindStep, known: Known) -> Mapping[str, Type]:
    """The record or records, and their number."""
    found = Ref(known(step.table))
    return {"": ListOf(found) if step.all else found, "count": Number(0)}


FIND = StepKind("find", FindStep, formulas, results=results)
