"""Records that a file names by their titles, found for the whole file at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.database.statements import one_of, prepare
from engine.formula_context import request_parameters
from engine.reading.masking import MaskedTables
from engine.workspace import Workspace
from formula.types import Text
from metadata.documents.label import text_in
from metadata.fields.field_type import Unreadable, shorten
from metadata.fields.people import PEOPLE_TABLES
from metadata.resolved import Field

AT_ONCE = 1_000
AMBIGUOUS = 0
"""Stands for an id where several records have the title."""

ID_DIGITS = 19


@dataclass(frozen=True, slots=True)
class Titles:
    """The ids of records by title, per target table; `labels` are the tables' own."""

    found: Mapping[str, Mapping[str, int]]
    labels: Mapping[str, str]

    def find(self, field: Field, text: str) -> object:
        """The id of the record that the text names by title or id, or Unreadable."""
        target = cast(str, field.target)
        id = self.found.get(target, {}).get(text)
        if id is None and text.isascii() and text.isdigit() and len(text) <= ID_DIGITS:
            return text
        if id:
            return id
        code = "title_unknown" if id is None else "title_ambiguous"
        table = self.labels.get(target, target)
        return Unreadable(code, {"table": table, "value": shorten(text)})


def find_titles(
    work: Workspace, actor: Actor, table: str, wanted: Mapping[str, set[str]]
) -> Titles:
    """The records that the actor may see under these titles; `wanted` are titles by field key."""
    catalog = work.catalog
    fields = catalog.tables[table].table.fields
    texts: dict[str, set[str]] = {}
    for key, titles in wanted.items():
        texts.setdefault(cast(str, fields[key].target), set()).update(titles)
    found = {
        target: read_titles(work, actor, catalog, target, sorted(titles))
        for target, titles in texts.items()
    }
    return Titles(found, {target: label_of(catalog, actor, target) for target in texts})


def label_of(catalog: Catalog, actor: Actor, target: str) -> str:
    """What a table is called in the actor's language."""
    if target in PEOPLE_TABLES:
        _, chinese, english = PEOPLE_TABLES[target].names
        return english if actor.language == "en" else chinese
    return text_in(catalog.tables[target].table.labels, actor.language) or target


def read_titles(
    work: Workspace, actor: Actor, catalog: Catalog, target: str, titles: Sequence[str]
) -> dict[str, int]:
    """The ids by title; a title of several records is AMBIGUOUS."""
    found: dict[str, int] = {}
    statement = title_query(catalog, actor, target)
    if statement is None:
        return found
    prepared = prepare(statement, catalog.dialect)
    given = request_parameters(work, actor, prepared)
    for start in range(0, len(titles), AT_ONCE):
        parameters = {**given, "titles": list(titles[start : start + AT_ONCE])}
        for id, title in work.database.rows(prepared, parameters):
            text = cast(str, title)
            found[text] = AMBIGUOUS if text in found else cast(int, id)
    return found


def title_query(
    catalog: Catalog, actor: Actor, target: str
) -> sa.Select[tuple[object, ...]] | None:
    """The masked query for ids and titles; None where the table's records have no title."""
    key = title_key(catalog, target)
    access = access_of(catalog, actor)
    if key is None or (target not in PEOPLE_TABLES and target not in access.tables):
        return None
    context = catalog.sql_context(target.partition(".")[0])
    source = MaskedTables(catalog.sql_tables, access, context).source(target)
    title = source.field(key).value
    query = sa.select(source.id, title).where(one_of(title, "titles"))
    return query if source.alive is None else query.where(source.alive)


def title_key(catalog: Catalog, target: str) -> str | None:
    """The text field that stands for a record of the table."""
    if target in PEOPLE_TABLES:
        return "name"
    table = catalog.tables[target].table
    if table.title is None or not isinstance(table.fields[table.title].value_type, Text):
        return None
    return table.title
