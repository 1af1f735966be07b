"""The index of searched fields: `tg_search` holds the terms of each record.

An FTS5 table on SQLite, a tsvector with a GIN index on PostgreSQL. A record's terms are written in
the transaction that writes one of its searched fields; `tg_searched` says of which fields the
terms of all records are there (engine.search_upkeep).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import CompiledTable, Values
from engine.database import Connection, Reader, Row
from engine.database.named import NamedStatements
from engine.database.statements import one_of
from engine.database.types import RecordId, TextC
from engine.search_terms import Codes, Wanted, codes_of, match_initials, match_words, terms_of
from engine.system_tables import tg_searched
from metadata.plan_indexes import searched_fields

SLICE = 500

RECORD = sa.bindparam("record", type_=RecordId())
TERMS = sa.bindparam("terms", type_=TextC())
MATCH = sa.bindparam("match", type_=TextC())
MOST = sa.bindparam("most", type_=sa.Integer())

# FTS5 has a language of its own, and a tsvector no type among ours: both are written out.
SQLITE = {
    "put": "INSERT OR REPLACE INTO tg_search (rowid, terms) VALUES (:record, :terms)",
    "find": "SELECT rowid FROM tg_search WHERE tg_search MATCH :match LIMIT :most",
    "find latest": "SELECT rowid FROM tg_search WHERE tg_search MATCH :match"
    " ORDER BY rowid DESC LIMIT :most",
}
# For the sake of a limit the planner would read the whole table; it does not look into a WITH, and
# no more of that is done than is asked for.
FOUND = (
    "WITH found AS MATERIALIZED (SELECT record FROM tg_search"
    " WHERE terms @@ CAST(:match AS tsquery)) SELECT record FROM found"
)
POSTGRESQL = {
    "put": "INSERT INTO tg_search (record, terms) VALUES (:record, CAST(:terms AS tsvector))"
    " ON CONFLICT (record) DO UPDATE SET terms = excluded.terms",
    "find": f"{FOUND} LIMIT :most",
    "find latest": f"{FOUND} ORDER BY record DESC LIMIT :most",
}


def written_out(texts: Mapping[str, str]) -> NamedStatements:
    """The statements of one database."""
    finding = (MATCH, MOST)
    return NamedStatements(
        {
            "put": sa.text(texts["put"]).bindparams(RECORD, TERMS),
            "find": sa.text(texts["find"]).bindparams(*finding).columns(record=RecordId()),
            "find latest": sa.text(texts["find latest"])
            .bindparams(*finding)
            .columns(record=RecordId()),
        }
    )


STATEMENTS = {"sqlite": written_out(SQLITE), "postgresql": written_out(POSTGRESQL)}
READY = sa.select(tg_searched.c.place).where(one_of(tg_searched.c.place, "places"))


def searched_codes(table: CompiledTable) -> dict[str, Codes]:
    """The fields of a table whose texts have terms, with the codes of these."""

    def find() -> dict[str, Codes]:
        return {key: codes_of(place) for key, place in searched_places(table).items()}

    return table.made("searched fields", find)


def searched_places(table: CompiledTable) -> dict[str, str]:
    """The same with their places, `table.column`. A second life of a field has another place."""
    return {
        key: f"{table.layout.physical}.{table.layout.columns[key]}"
        for key in searched_fields(table.table)
    }


def index_changed(
    connection: Connection, table: CompiledTable, written: Iterable[tuple[Values, Collection[str]]]
) -> None:
    """The terms are right for records of which these fields were written."""
    fields = searched_codes(table)
    if fields:
        index_records(
            connection,
            table,
            [values for values, changed in written if not fields.keys().isdisjoint(changed)],
        )


def index_records(connection: Connection, table: CompiledTable, records: Sequence[Values]) -> None:
    """The terms of these records are what their fields say."""
    if not records:
        return
    fields = tuple(searched_codes(table).items())
    put = STATEMENTS[connection.dialect].on(connection.dialect, "put")
    rows = [
        {
            "record": values["id"],
            "terms": terms_of([(codes, text_of(values.get(key))) for key, codes in fields]),
        }
        for values in records
    ]
    connection.run_many(put, rows)


def text_of(value: object) -> str | None:
    """The text of a searched field; a formula that failed has none."""
    return value if isinstance(value, str) else None


def index_again(connection: Connection, ids: Sequence[int], *, table: CompiledTable) -> None:
    """The terms of these records are what the database says; nobody writes them meanwhile."""
    keys = tuple(searched_codes(table))
    if not keys:
        return
    statement = table.statement("searched values", lambda: select_searched(table, keys))
    for start in range(0, len(ids), SLICE):
        rows = connection.rows(statement, {"ids": ids[start : start + SLICE]})
        found = [dict(zip(("id", *keys), row, strict=True)) for row in rows]
        index_records(connection, table, found)


def select_searched(table: CompiledTable, keys: Sequence[str]) -> sa.Select[Row]:
    """Ids and searched texts of the records of the parameter `ids`, held against writers."""
    columns = [table.columns(key)[0] for key in keys]
    query: sa.Select[Row] = sa.select(table.sql.c.id, *columns)
    query = query.where(one_of(table.sql.c.id, "ids")).order_by(table.sql.c.id)
    return query.with_for_update(read=True) if table.dialect == "postgresql" else query


def find_by_words(
    reader: Reader, table: CompiledTable, keys: Sequence[str], words: Sequence[Wanted], most: int
) -> list[int] | None:
    """Some records, at most `most`, of which one of the fields may hold each word. None where the
    index does not know all the fields."""
    match = partial(match_words, table.dialect, words)
    return find(reader, table, keys, ("find", most), match)


def find_by_initials(
    reader: Reader, table: CompiledTable, keys: Sequence[str], word: str, most: int
) -> list[int] | None:
    """The latest records of which one of the fields has these initials of pinyin."""
    match = partial(match_initials, table.dialect, word)
    return find(reader, table, keys, ("find latest", most), match)


def find(
    reader: Reader,
    table: CompiledTable,
    keys: Sequence[str],
    how: tuple[str, int],
    match: Callable[[Sequence[Codes]], str],
) -> list[int] | None:
    """What the index finds, if it knows all the fields; `how` is the statement and how many it
    may find."""
    fields, places = searched_codes(table), searched_places(table)
    if not keys or any(key not in fields for key in keys):
        return None
    wanted = [places[key] for key in keys]
    dialect = table.dialect
    ready = table.statement("searched ready", lambda: READY)
    if len(reader.rows(ready, {"places": wanted})) < len(wanted):
        return None
    name, most = how
    given = {"match": match([fields[key] for key in keys]), "most": most}
    rows = reader.rows(STATEMENTS[dialect].on(dialect, name), given)
    return [cast(int, row[0]) for row in rows]
