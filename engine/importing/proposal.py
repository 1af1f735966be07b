"""What a file's columns probably are, for somebody who looks before anything is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.access import TableAccess
from engine.importing.files import Sheet, is_filled
from engine.importing.mapping import (
    GIVEN,
    find_header,
    fold,
    heading_text,
    match_columns,
    names_of,
)
from formula.nearest import nearest
from metadata.documents.label import text_in
from metadata.fields.field_type import shorten
from metadata.resolved import Table

Json = dict[str, object]

CONFIDENCE: Mapping[str, float] = {
    GIVEN: 1.0,
    "exact": 1.0,
    "loose": 0.9,
    "currency": 0.9,
    "synonym": 0.6,
    "pinyin": 0.6,
}
SAMPLES = 5


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of the file. `target` is the field, `price.currency` for a part of one, None where
    it is none; `suggestion` a field whose label is much like the heading."""

    index: int
    heading: str
    samples: tuple[str, ...]
    filled: int
    target: str | None
    how: str | None
    suggestion: str | None

    @property
    def told(self) -> Json:
        """The column as JSON."""
        return {
            "index": self.index,
            "heading": self.heading,
            "samples": list(self.samples),
            "filled": self.filled,
            "target": self.target,
            "how": self.how,
            "confidence": CONFIDENCE[self.how] if self.how else 0.0,
            "suggestion": self.suggestion,
        }


def propose(
    table: Table, mask: TableAccess, sheet: Sheet, given: Mapping[str, str]
) -> tuple[tuple[ProposedColumn, ...], int]:
    """The columns with the fields they probably are, and how many lines stand below the headings.
    What `given` says is not guessed; a field that the actor may not fill is none."""
    names = names_of(table, mask)
    wanted = {fold(heading): target for heading, target in given.items()}
    header = find_header(names, sheet.lines, wanted)
    headings = [heading_text(cell) for cell in header.cells]
    matched, _ = match_columns(names, headings, wanted)
    by_index = {column.index: column for column in matched}
    below = sheet.lines[sheet.lines.index(header) + 1 :]
    labels = {text: key for key, it in names.fields.items() for text in it.labels.values()}
    found = []
    for index, heading in enumerate(headings):
        column = by_index.get(index)
        cells = [
            line.cells[index]
            for line in below
            if index < len(line.cells) and not line.broken and is_filled(line.cells[index])
        ]
        near = nearest(heading, list(labels)) if column is None and heading else ()
        found.append(
            ProposedColumn(
                index,
                heading,
                tuple(dict.fromkeys(shorten(str(cell)) for cell in cells[:SAMPLES])),
                len(cells),
                None if column is None else column.target,
                None if column is None else column.how,
                labels[near[0]] if near else None,
            )
        )
    return tuple(found), len(below)


def importable_fields(table: Table, mask: TableAccess, language: str) -> list[Json]:
    """The fields that columns may be."""
    needed = {
        key
        for rule in table.rules
        if rule.kind == "required" and rule.when is None
        for key in rule.fields
    }
    return [
        {
            "key": key,
            "label": text_in(found.labels, language) or key,
            "type": found.type,
            "required": key in needed,
        }
        for key, found in names_of(table, mask).fields.items()
    ]
