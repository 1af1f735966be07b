"""Words in a search box: records whose searchable fields, as far as visible, hold all of them."""

from __future__ import annotations

import sqlalchemy as sa

from engine.access import TableAccess
from engine.database.types import TextC
from engine.errors import InvalidQuery, QueryProblem
from formula.sql_types import SqlSource

MOST_WORDS = 5
LONGEST = 100


def search_condition(
    access: TableAccess, source: SqlSource, dialect: str
) -> sa.ColumnElement[bool]:
    """One of the visible search fields holds each word; case is ignored for ASCII letters.

    The statement takes a fixed number of words, the unused ones empty: '' is in every text.
    """
    keys = [key for key in access.table.search if key in access.visible]
    if not keys:
        raise InvalidQuery([QueryProblem("not_searchable", "search", {"table": access.table.name})])
    texts = [sa.func.lower(source.field(key).value, type_=TextC()) for key in keys]
    words = [sa.bindparam(f"search_{index}", type_=TextC()) for index in range(MOST_WORDS)]
    return sa.and_(
        *(sa.or_(word == "", *(_holds(text, word, dialect) for text in texts)) for word in words)
    )


def search_parameter(text: str | None) -> dict[str, object]:
    """The words of a search as the parameters of `search_condition`."""
    if text is None:
        return {}
    words = text[:LONGEST].lower().split()[:MOST_WORDS]
    padded = words + [""] * (MOST_WORDS - len(words))
    return {f"search_{index}": word for index, word in enumerate(padded)}


def _holds(
    text: sa.ColumnElement[object], word: sa.ColumnElement[object], dialect: str
) -> sa.ColumnElement[bool]:
    # LIKE would need escapes and differs between the databases (formula.md 2.7).
    find = sa.func.instr if dialect == "sqlite" else sa.func.strpos
    return find(text, word, type_=sa.Integer()) > 0
