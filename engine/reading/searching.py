"""Words in a search box: records whose searchable fields, as far as visible, hold all of them.

What a record's texts hold decides; the index (engine.search_index) only says at which records to
look. Where it knows nothing, or says too many, all are looked at, and the first page is soon full.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from engine.access import TableAccess
from engine.catalog_table import CompiledTable
from engine.database import Reader
from engine.database.statements import one_of
from engine.database.types import TextC
from engine.errors import InvalidQuery, QueryProblem
from engine.search_index import find_by_initials, find_by_words
from engine.search_terms import INITIALS, wanted_of
from formula.sql_types import SqlSource
from formula.types import Text

MOST_WORDS = 5
LONGEST = 100
MOST_FOUND = 2_000
"""More records than these are found sooner by looking at them in the order of the list."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index says of a search: the only records to look at, None where it cannot say; and
    those that have the word as the initials of their pinyin."""

    among: tuple[int, ...] | None = None
    initials: tuple[int, ...] = ()


def search_keys(access: TableAccess) -> list[str]:
    """The fields that a search looks into."""
    fields = access.table.fields
    return [
        key
        for key in access.table.search
        if key in access.visible and isinstance(fields[key].value_type, Text)
    ]


def words_of(text: str) -> list[str]:
    """The words that are looked for, in lower case."""
    return text[:LONGEST].lower().split()[:MOST_WORDS]


def look_up(reader: Reader, access: TableAccess, table: CompiledTable, text: str) -> Found:
    """What the index says, for everybody who sees these fields: a hidden one is not asked for."""
    keys, words = search_keys(access), words_of(text)
    initials: tuple[int, ...] = ()
    if len(words) == 1 and INITIALS.fullmatch(words[0]):
        # In rows where it is hidden a field must not be told of by its initials.
        everywhere = [key for key in keys if access.visible[key] is True]
        known = find_by_initials(reader, table, everywhere, words[0], MOST_FOUND)
        initials = tuple(known or ())
    wanted = [found for found in map(wanted_of, words) if found is not None]
    if not wanted:
        return Found(None, initials)
    among = find_by_words(reader, table, keys, wanted, MOST_FOUND + 1)
    if among is None or len(among) + len(initials) > MOST_FOUND:
        return Found(None, initials)
    return Found((*among, *initials), initials)


def search_condition(
    access: TableAccess, source: SqlSource, dialect: str, *, is_found: bool
) -> sa.ColumnElement[bool]:
    """One of the visible search fields holds each word; case is ignored for ASCII letters. With
    `is_found` only the records of the parameter `search_among` are looked at.

    The statement takes a fixed number of words, the unused ones empty: '' is in every text.
    """
    keys = search_keys(access)
    if not keys:
        raise InvalidQuery([QueryProblem("not_searchable", "search", {"table": access.table.name})])
    texts = [sa.func.lower(source.field(key).value, type_=TextC()) for key in keys]
    words = [sa.bindparam(f"search_{index}", type_=TextC()) for index in range(MOST_WORDS)]
    holds = sa.and_(
        *(sa.or_(word == "", *(_holds(text, word, dialect) for text in texts)) for word in words)
    )
    condition = sa.or_(holds, one_of(source.id, "search_initials"))
    return sa.and_(one_of(source.id, "search_among"), condition) if is_found else condition


def search_parameter(text: str | None, found: Found | None = None) -> dict[str, object]:
    """The words of a search, and what the index says, as the parameters of `search_condition`."""
    if text is None:
        return {}
    words = words_of(text)
    padded = words + [""] * (MOST_WORDS - len(words))
    found = found or Found()
    return {
        **{f"search_{index}": word for index, word in enumerate(padded)},
        "search_among": found.among or (),
        "search_initials": found.initials,
    }


def _holds(
    text: sa.ColumnElement[object], word: sa.ColumnElement[object], dialect: str
) -> sa.ColumnElement[bool]:
    # LIKE would need escapes and differs between the databases (formula.md 2.7).
    find = sa.func.instr if dialect == "sqlite" else sa.func.strpos
    return find(text, word, type_=sa.Integer()) > 0
