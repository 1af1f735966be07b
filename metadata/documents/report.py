"""A report: figures and lists computed by formulas, and a page that shows them to one reader."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Document, Formula, Key, Label, TableName

PageWords = Annotated[str, StringConstraints(min_length=1, max_length=50_000)]
PageText = PageWords | Annotated[dict[Literal["zh", "en"], PageWords], Field(min_length=1)]
"""A page in the language of templates (metadata.page_templates), one for all languages or each."""

ColumnOrder = Annotated[str, StringConstraints(pattern=r"^-?[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""The name of a group or column; `-` before it: greatest first."""

MOST_ROWS = 500


class TotalsDocument(Document):
    """Each of `measures` is a formula over the records that `filter` finds (`COUNT()`,
    `SUM(金额)`)."""

    table: TableName
    filter: Formula | None = None
    measures: Annotated[dict[Key, Formula], Field(min_length=1, max_length=50)]


class ListDocument(Document):
    """At most `most` rows of `columns`, in this order. Without `group_by` a row is a record of the
    table and a column a formula over it; with it a row is a group (one for each value of these
    formulas) and a column a measure over its records."""

    table: TableName
    filter: Formula | None = None
    group_by: Annotated[dict[Key, Formula], Field(max_length=4)] = Field(default_factory=dict)
    columns: Annotated[dict[Key, Formula], Field(min_length=1, max_length=30)]
    order: Annotated[tuple[ColumnOrder, ...], Field(max_length=5)] = ()
    most: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 50


class ReportDocument(Document):
    """With `table` it is about one record of it, which `values` read and filters name as
    `STEP.record`. First `totals` are measured; `values` and `lists` may read them as `STEP.name`.
    The `template` names all three; every figure is what its reader may see."""

    key: Key
    label: Label
    description: Label | None = None
    table: TableName | None = None
    totals: Annotated[tuple[TotalsDocument, ...], Field(max_length=20)] = ()
    values: Annotated[dict[Key, Formula], Field(max_length=100)] = Field(default_factory=dict)
    lists: Annotated[dict[Key, ListDocument], Field(max_length=20)] = Field(default_factory=dict)
    template: PageText
