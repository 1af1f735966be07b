"""One search through every table that somebody sees: the records that fit best, of any app.

Each table is searched as its list is (engine.read_records), under the same mask; what is weighed
here are values that the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from engine.access import Access, TableAccess, access_of
from engine.actor import Actor
from engine.read_records import list_records
from engine.reading.query import ListQuery, Sort
from engine.reading.searching import search_keys, words_of
from engine.search_terms import initials_of
from engine.workspace import Workspace

MOST_HITS = 20
MOST_WEIGHED = 100
"""Records of one table, the latest that fit; the best of them are shown."""

IS_TITLE, BEGINS_TITLE, IN_TITLE, IS_FIELD, IN_FIELD, ELSEWHERE = range(6)
"""How well a record fits, best first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. `field` is where, and `text` what stands there; None where the
    words are spread over several fields. Less `rank` fits better."""

    table: str
    id: str
    title: str | None
    field: str | None
    text: str | None
    rank: int


def search_everywhere(
    work: Workspace, actor: Actor, text: str, *, app: str | None = None, limit: int = MOST_HITS
) -> list[Hit]:
    """The records that fit best, of all tables or of one app's; the latest of those that fit
    alike."""
    access = access_of(work.catalog, actor)
    if not words_of(text):
        return []
    hits = [
        hit
        for mask in searched_tables(access, app)
        for hit in search_table(work, actor, mask, text)
    ]
    hits.sort(key=lambda hit: (hit.rank, -int(hit.id)))
    return hits[:limit]


def searched_tables(access: Access, app: str | None) -> Iterator[TableAccess]:
    """The tables of which the reader sees records and a searched field."""
    for name in sorted(access.tables):
        mask = access.table(name)
        is_asked = app is None or mask.table.app == app
        if is_asked and mask.read is not False and search_keys(mask):
            yield mask


def search_table(work: Workspace, actor: Actor, mask: TableAccess, text: str) -> list[Hit]:
    """The latest records of a table that fit."""
    keys = search_keys(mask)
    title = mask.table.title if mask.table.title in mask.visible else None
    query = ListQuery(
        mask.table.name,
        sort=(Sort("id", descending=True),),
        fields=tuple(dict.fromkeys(key for key in (title, *keys) if key is not None)),
        search=text,
        limit=MOST_WEIGHED,
    )
    records = cast("list[Mapping[str, object]]", list_records(work, actor, query)["records"])
    return [hit_of(mask, record, (title, keys), text) for record in records]


def hit_of(
    mask: TableAccess,
    record: Mapping[str, object],
    fields: tuple[str | None, Sequence[str]],
    text: str,
) -> Hit:
    """How well a record fits, and where."""
    title, keys = fields
    values = cast(Mapping[str, object], record["values"])
    shown = None if title is None or values.get(title) is None else str(values[title])
    rank, key = ELSEWHERE, None
    for each in keys:
        found = weigh(str(values[each]), text, is_title=each == title) if values.get(each) else None
        if found is not None and found < rank:
            rank, key = found, each
    if key is None:
        key = next((each for each in keys if has_initials(values.get(each), text)), None)
    where = None if key is None else str(values[key])
    return Hit(mask.table.name, str(record["id"]), shown, key, where, rank)


def weigh(value: str, text: str, *, is_title: bool) -> int | None:
    """How well a value fits; None where it does not hold all the words."""
    lowered, wanted = value.lower(), text.strip().lower()
    if not all(word in lowered for word in words_of(text)):
        return None
    if lowered == wanted:
        return IS_TITLE if is_title else IS_FIELD
    if is_title:
        return BEGINS_TITLE if lowered.startswith(wanted) else IN_TITLE
    return IN_FIELD


def has_initials(value: object, text: str) -> bool:
    """Whether the initials of the value's pinyin hold the text."""
    wanted = text.strip().lower()
    return isinstance(value, str) and any(tail.startswith(wanted) for tail in initials_of(value))
