"""What stands beside the records when references are expanded: the titles of their targets.

A target outside the reader's rows is left out, as if it were not there; so is a title that the
reader may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

import sqlalchemy as sa

from engine.access import Access
from engine.catalog import Catalog
from engine.catalog_table import Values
from engine.database import Reader
from engine.database.statements import Prepared, one_of, prepare
from engine.files.stored import read_files
from engine.reading.masking import MaskedTables
from engine.reading.shape import CompiledList
from metadata.fields.built_in import BUILT_IN_TABLES, FILE_TABLE

Given = Callable[[Prepared], Mapping[str, object]]
"""The fixed parameters that a statement names, for this request."""

Expanding = tuple[Sequence[str], Sequence[Values], Given]
"""The fields to expand, the records, and what gives the parameters."""

Expanded = dict[str, dict[str, dict[str, object]]]


def expand_records(
    connection: Reader,
    catalog: Catalog,
    access: Access,
    compiled: CompiledList,
    expanding: Expanding,
) -> Expanded:
    """`{field: {id: {"title": …}}}` for each expanded reference of the records."""
    keys, records, given = expanding
    found: Expanded = {}
    for key in keys:
        own = compiled.table.table.fields.get(key)
        target = "user" if own is None else cast(str, own.target)
        ids = sorted(set(_ids(records, key)))
        if target == FILE_TABLE:
            # The reader sees the field that holds them; files have no other rights.
            files = read_files(connection, catalog.dialect, ids)
            found[key] = {str(id): {"title": it.name, **it.shown()} for id, it in files.items()}
            continue
        found[key] = titles_of(connection, catalog, access, target, (ids, given))
    return found


def _ids(records: Sequence[Values], key: str) -> Iterable[int]:
    for record in records:
        value = record.get(key)
        if isinstance(value, tuple):
            yield from value
        elif isinstance(value, int):
            yield value


def titles_of(
    connection: Reader,
    catalog: Catalog,
    access: Access,
    target: str,
    wanted: tuple[Sequence[int], Given],
) -> dict[str, dict[str, object]]:
    """`{id: {"title": …}}` of those of the records that the reader sees, by one statement."""
    ids, given = wanted
    is_open = target in BUILT_IN_TABLES or target in access.tables
    if not ids or not is_open:
        return {}
    statement = catalog.cache(
        ("titles", access, target), lambda: _select_titles(catalog, access, target)
    )
    rows = connection.rows(statement, {**given(statement), "ids": ids})
    return {str(id): {"title": title} for id, title in rows}


def _select_titles(catalog: Catalog, access: Access, target: str) -> Prepared:
    tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(target.partition(".")[0]))
    source = tables.source(target)
    title = source.field("name") if target in BUILT_IN_TABLES else None
    if target not in BUILT_IN_TABLES:
        mask = access.table(target)
        if mask.table.title is not None and mask.table.title in mask.visible:
            title = source.field(mask.table.title)
    query = sa.select(source.id, sa.null() if title is None else title.value).where(
        one_of(source.id, "ids")
    )
    if source.alive is not None:
        query = query.where(source.alive)
    return prepare(query, catalog.dialect)
