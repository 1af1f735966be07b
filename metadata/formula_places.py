"""A formula where it stands in a document."""

from __future__ import annotations

from dataclasses import dataclass

from formula.scope import Use


@dataclass(frozen=True, slots=True)
class Place:
    """A formula: the steps of its JSON pointer, its text, the table it reads as the document
    writes it (None without a record), and the field whose type it must give, of `field_of` where
    that is another table. It `remembers` where OLD is known; a text `is_text` that holds formulas
    in `{{ }}`."""

    steps: tuple[str | int, ...]
    text: str
    use: Use
    table: str | None
    field: str | None = None
    field_of: str | None = None
    remembers: bool = False
    is_text: bool = False
