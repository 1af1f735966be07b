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
    """A field in a form; `span` of the twelve columns."""

    field: FieldKey
    span: int = Field(default=6, ge=1, le=12)


class SectionDocument(Document):
    label: Label | None = None
    fields: tuple[FormPlaceDocument, ...] = Field(min_length=1, max_length=500)


class ChildListDocument(Document):
    """The records of a children field, listed below their parent."""

    field: FieldKey
    columns: tuple[ColumnDocument, ...] = Field(min_length=1, max_length=200)
    sort: tuple[SortKey, ...] = Field(default=(), max_length=5)
    limit: int | None = Field(default=None, ge=1, le=200)


class ViewBase(Document):
    key: Key
    label: Label
    table: TableName
    type: str


class GridView(ViewBase):
    type: Literal["grid"]
    columns: tuple[ColumnDocument, ...] = Field(min_length=1, max_length=500)
    filter: Formula | None = None
    sort: tuple[SortKey, ...] = Field(default=(), max_length=5)
    group: tuple[FieldKey, ...] = Field(default=(), max_length=3)
    colors: tuple[ColorRuleDocument, ...] = Field(default=(), max_length=50)


class FormView(ViewBase):
    type: Literal["form"]
    sections: tuple[SectionDocument, ...] = Field(min_length=1, max_length=50)


class DetailView(ViewBase):
    type: Literal["detail"]
    header: tuple[FieldKey, ...] = Field(default=(), max_length=20)
    sections: tuple[SectionDocument, ...] = Field(default=(), max_length=50)
    children: tuple[ChildListDocument, ...] = Field(default=(), max_length=20)


ViewDocument = Annotated[GridView | FormView | DetailView, Field(discriminator="type")]
