"""Views: how the records of one table are shown. Told apart by `type`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Color, Document, FieldKey, Formula, Key, Label, TableName

SortKey = Annotated[str, StringConstraints(pattern="^-?[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""A field key, with `-` before it for descending."""


class ColumnDocument(Document):
    """`width` in pixels; a `frozen` column stays in sight."""

    field: FieldKey
    width: int | None = Field(default=None, ge=40, le=2_000)
    frozen: bool = False


class ColorRuleDocument(Document):
    """Where `when` holds, `field` (or the whole row) is shown in `color`."""

    when: Formula
    field: FieldKey | None = None
    color: Color


class FormPlaceDocument(Document):
    """A field in a form; `span` of the twelve columns: 6 is half, 12 the whole width. `help` is
    shown instead of the field's own."""

    field: FieldKey
    span: int = Field(default=6, ge=1, le=12)
    help: Label | None = None


class SectionDocument(Document):
    """A part of a form. With one of the `columns` every field has the whole width."""

    label: Label | None = None
    help: Label | None = None
    columns: Literal[1, 2] = 2
    fields: tuple[FormPlaceDocument, ...] = Field(min_length=1, max_length=500)


class ChildListDocument(Document):
    """The records of a children field, listed below their parent."""

    field: FieldKey
    columns: tuple[ColumnDocument, ...] = Field(min_length=1, max_length=200)
    sort: tuple[SortKey, ...] = Field(default=(), max_length=5)
    limit: int | None = Field(default=None, ge=1, le=200)


UrlParameter = Annotated[str, StringConstraints(pattern="^[A-Za-z][A-Za-z0-9_.-]{0,59}$")]
"""The name of a parameter in the address of a public form: `utm_source`."""


class PublicFormDocument(Document):
    """Whoever has the link may fill in the form, without signing in (decision 45): it may create
    records and nothing else, and writes only its own fields, those of `values` and those of
    `from_url`.

    `from_url` maps parameters of the form's address to fields that are not shown; what such a field
    cannot hold is left out. `values` are written where the address says nothing.
    """

    heading: Label | None = None
    intro: Label | None = None
    button: Label | None = None
    thanks: Label | None = None
    from_url: dict[UrlParameter, FieldKey] = Field(default_factory=dict, max_length=50)
    values: dict[FieldKey, str | int | float | bool] = Field(default_factory=dict, max_length=50)


class ViewBase(Document):
    key: Key
    label: Label
    table: TableName
    type: str


class GridView(ViewBase):
    """A list. The columns stand in their order; a field that is none of them is not shown."""

    type: Literal["grid"]
    columns: tuple[ColumnDocument, ...] = Field(min_length=1, max_length=500)
    filter: Formula | None = None
    sort: tuple[SortKey, ...] = Field(default=(), max_length=5)
    group: tuple[FieldKey, ...] = Field(default=(), max_length=3)
    colors: tuple[ColorRuleDocument, ...] = Field(default=(), max_length=50)
    density: Literal["compact", "standard", "comfortable"] = "standard"


class KanbanView(ViewBase):
    """A board: moving a card is a transition. The columns are the states of the state field, or
    with `by: "phase"` their phases; `columns` picks which and in which order. A card shows the
    record's title and the fields `cards`; `total` is measured for each column (`SUM(金额)`)."""

    type: Literal["kanban"]
    field: FieldKey
    by: Literal["state", "phase"] = "state"
    columns: tuple[Key, ...] = Field(default=(), max_length=100)
    cards: tuple[FieldKey, ...] = Field(default=(), max_length=12)
    total: Formula | None = None
    filter: Formula | None = None
    sort: tuple[SortKey, ...] = Field(default=(), max_length=5)
    colors: tuple[ColorRuleDocument, ...] = Field(default=(), max_length=50)


class FormView(ViewBase):
    type: Literal["form"]
    sections: tuple[SectionDocument, ...] = Field(min_length=1, max_length=50)
    public: PublicFormDocument | None = None


class DetailView(ViewBase):
    type: Literal["detail"]
    header: tuple[FieldKey, ...] = Field(default=(), max_length=20)
    sections: tuple[SectionDocument, ...] = Field(default=(), max_length=50)
    children: tuple[ChildListDocument, ...] = Field(default=(), max_length=20)


ViewDocument = Annotated[GridView | KanbanView | FormView | DetailView, Field(discriminator="type")]
