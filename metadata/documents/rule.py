"""The rules of a table: one model for each rule kind, told apart by `kind`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Document, FieldKey, Formula, Key, Label

FieldKeys = Annotated[tuple[FieldKey, ...], Field(min_length=1, max_length=200)]
Moments = Annotated[tuple[Literal["create", "edit"], ...], Field(min_length=1, max_length=2)]


class RuleBase(Document):
    """What every rule has. Without `when` it holds always, without `on` on create and on edit."""

    key: Key
    label: Label | None = None
    kind: str
    on: Moments | None = None
    when: Formula | None = None


class RequiredRule(RuleBase):
    """The fields must not be blank."""

    kind: Literal["required"]
    fields: FieldKeys
    message: Label | None = None


class ValidateRule(RuleBase):
    """A record for which `refuse_when` is true is refused (decision 29)."""

    kind: Literal["validate"]
    refuse_when: Formula
    message: Label
    fields: FieldKeys | None = None


class VisibleRule(RuleBase):
    """The fields are shown only `when` it holds; `clear` empties hidden ones (decision 30)."""

    kind: Literal["visible"]
    fields: FieldKeys
    when: Formula
    clear: bool = False


class CleanRule(RuleBase):
    """A written value of `field` is replaced by `set`."""

    kind: Literal["clean"]
    field: FieldKey
    set: Formula


class FillRule(RuleBase):
    """A blank `field` gets `set` when something that `set` reads is written (decision 27)."""

    kind: Literal["fill"]
    field: FieldKey
    set: Formula


class UniqueRule(RuleBase):
    """No two records have the same values in all `fields`; blanks never collide."""

    kind: Literal["unique"]
    fields: FieldKeys
    message: Label | None = None


RuleDocument = Annotated[
    RequiredRule | ValidateRule | VisibleRule | CleanRule | FillRule | UniqueRule,
    Field(discriminator="kind"),
]
