"""Which records the lines of a file are: new ones, or those that have the value of a key field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import sqlalchemy as sa

from engine.access import TableAccess, access_of
from engine.actor import Actor
from engine.database.statements import one_of, prepare
from engine.errors import Forbidden, ImportRefused
from engine.formula_context import request_parameters
from engine.importing.cleaning import Cleaner, title_text
from engine.importing.files import Line, is_filled
from engine.importing.mapping import Mapped, fold, spellings
from engine.reading.masking import MaskedTables
from engine.workspace import Workspace
from engine.writing.change import Change, Kind, Refusal
from formula.types import Text
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Unreadable, shorten
from metadata.resolved import Field, Table


class Mode(StrEnum):
    """What lines become: new records, changes of those that are there, or either."""

    CREATE = "create"
    UPDATE = "update"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Key:
    """The field that tells records apart, and the column of the file that has its values."""

    field: Field
    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What makes changes of lines."""

    work: Workspace
    actor: Actor
    table: str
    cleaner: Cleaner
    mode: Mode
    key: Key | None

    @property
    def resolved_table(self) -> Table:
        """The table as its documents have it now."""
        return self.work.catalog.tables[self.table].table

    def cut(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines up to the first whose key stands above already: what that one writes must be
        there when this one is looked for."""
        if self.key is None:
            return lines
        seen: set[str] = set()
        for count, line in enumerate(lines):
            text = self.key_of(line)
            if text in seen:
                return lines[:count]
            if isinstance(text, str):
                seen.add(text)
        return lines

    def changes(self, lines: Sequence[Line]) -> list[Change | Refusal]:
        """For each line what is to be written, or why nothing can be."""
        if self.key is None:
            return [self.create(line) for line in lines]
        keys = [self.key_of(line) for line in lines]
        wanted = sorted({text for text in keys if isinstance(text, str)})
        found = self.find(wanted) if wanted else {}
        return [self.change(line, text, found) for line, text in zip(lines, keys, strict=True)]

    def change(
        self, line: Line, text: str | Unreadable | None, found: Mapping[str, Sequence[int]]
    ) -> Change | Refusal:
        """The change of one line, whose key is `text`."""
        key = cast(Key, self.key).field.key
        if isinstance(text, Unreadable):
            return Refusal(text.code, key, parameters=text.parameters, suggestion=text.suggestion)
        ids = found.get(text, ()) if text is not None else ()
        if len(ids) == 1:
            values = self.cleaner.values(line.cells)
            values.pop(key, None)
            return Change(Kind.UPDATE, self.table, ids[0], values, lenient=True)
        if ids:
            return Refusal("record_ambiguous", key, parameters={"value": shorten(text)})
        if self.mode is Mode.BOTH:
            return self.create(line)
        if text is None:
            return Refusal("key_blank", key)
        return Refusal("record_unknown", key, parameters={"value": shorten(text)})

    def create(self, line: Line) -> Change:
        """The line as a new record."""
        values = self.cleaner.values(line.cells)
        return Change(Kind.CREATE, self.table, values=values, lenient=True)

    def key_of(self, line: Line) -> str | Unreadable | None:
        """What the line has in the key's column, as the field stores it."""
        key = cast(Key, self.key)
        cell = line.cells[key.index] if key.index < len(line.cells) else None
        if not is_filled(cell):
            return None
        text = title_text(cell)
        kind = FIELD_TYPES[key.field.type]
        if not kind.writable:
            return text
        reading = Reading(self.work.time_zone, lenient=True)
        value = kind.reader(key.field, reading)(text)
        return value if value is None or isinstance(value, str | Unreadable) else str(value)

    def find(self, texts: Sequence[str]) -> dict[str, list[int]]:
        """The records that the actor sees with these keys."""
        key = cast(Key, self.key).field.key
        catalog = self.work.catalog
        access = access_of(catalog, self.actor)
        context = catalog.sql_context(self.table.partition(".")[0])
        source = MaskedTables(catalog.sql_tables, access, context).source(self.table)
        value = source.field(key).value
        query = sa.select(source.id, value).where(one_of(value, "keys"))
        if source.alive is not None:
            query = query.where(source.alive)
        name = ("import key", access, self.table, key)
        prepared = catalog.cache(name, lambda: prepare(query, catalog.dialect))
        parameters = {**request_parameters(self.work, self.actor, prepared), "keys": list(texts)}
        found: dict[str, list[int]] = {}
        for id, text in self.work.database.rows(prepared, parameters):
            found.setdefault(cast(str, text), []).append(cast(int, id))
        return found


def find_key(mask: TableAccess, mapped: Mapped, mode: Mode, name: str | None) -> Key | None:
    """The key of an import in this mode, None where all lines are new records. Raises Forbidden
    where the actor may not do that to the table, ImportRefused where the field is no key."""
    if (mode is not Mode.UPDATE and not mask.create) or (
        mode is not Mode.CREATE and mask.update is False
    ):
        raise Forbidden("import")
    if mode is Mode.CREATE:
        return None
    found = mask.table.fields.get(name or "")
    if found is None or found.key not in mask.visible or not isinstance(found.value_type, Text):
        raise ImportRefused("import_unknown_key", {"name": (name or "")[:50]})
    column = next((it for it in mapped.columns if it.key == found.key), None)
    if column is not None:
        return Key(found, column.index, column.heading)
    names = set(map(fold, spellings(found)))
    for index, heading in enumerate(mapped.headings):
        if fold(heading) in names:
            return Key(found, index, heading)
    raise ImportRefused("import_unknown_key", {"name": found.key})
