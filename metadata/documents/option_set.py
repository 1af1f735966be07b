"""Options that many fields share; a tree where options name a `parent`."""

from __future__ import annotations

from pydantic import Field

from metadata.documents.label import Color, Document, Key, Label, OptionValue, Words


class OptionDocument(Document):
    """One choice. Its `value` is what is stored and never changes."""

    value: OptionValue
    label: Label
    color: Color | None = None


class TreeOptionDocument(Document):
    """One choice of a shared set; `parent` is the value of the option above it."""

    value: OptionValue
    label: Label
    color: Color | None = None
    parent: OptionValue | None = None


class OptionSetDocument(Document):
    """Shared options. `source` says where the list comes from (a standard, a law)."""

    key: Key
    label: Label
    description: Label | None = None
    source: Words | None = None
    options: tuple[TreeOptionDocument, ...] = Field(max_length=10_000)
