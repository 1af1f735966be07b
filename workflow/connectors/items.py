"""Items of a page: what each says, and which of them are news. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256

import orjson

from metadata.documents.connector import SyncDocument
from workflow.connectors.filling import json_at, text_of

LONGEST_ID = 200
SCALARS = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its id there, the value that says how new it is, and the values of fields as JSON.
    `code` says what is wrong with one that cannot be used."""

    outside_id: str
    version: str | None
    values: Mapping[str, object]
    sha256: str
    code: str | None = None


def read_items(sync: SyncDocument, found: Iterable[object]) -> list[Item]:
    """The items of a page, of those with the same id the newest (the last of equally new ones)."""
    items: dict[str, Item] = {}
    for each in found:
        item = read_item(sync, each)
        before = items.get(item.outside_id)
        if before is None or not is_older(item.version, before.version):
            items[item.outside_id] = item
    return list(items.values())


def read_item(sync: SyncDocument, found: object) -> Item:
    """What the item says."""
    if not isinstance(found, dict):
        return Item(mark_of(found), None, {}, "", "item_unreadable")
    outside_id = json_at(found, sync.dedupe)
    name = text_of(outside_id).replace("\x00", "")[:LONGEST_ID]
    if not isinstance(outside_id, SCALARS) or not name:
        return Item(mark_of(found), None, {}, "", "item_without_id")
    values = {it.field: flat(json_at(found, it.at)) for it in sync.columns}
    version = None if sync.cursor_at is None else json_at(found, sync.cursor_at)
    text = orjson.dumps(values, option=orjson.OPT_SORT_KEYS)
    return Item(name, text_of(version) or None, values, sha256(text).hexdigest())


def flat(value: object) -> object:
    """The value as a field may take it: texts without what a database cannot keep."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def mark_of(found: object) -> str:
    """A name for an item that has none: the same for the same content."""
    return "?" + sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def is_older(version: str | None, than: str | None) -> bool:
    """Whether one value of the cursor's place comes before another: as numbers where both are,
    else as texts, as ISO moments sort.

    >>> is_older("9", "10"), is_older("2026-01-02", "2026-01-10"), is_older(None, "1")
    (True, True, False)
    """
    if version is None or than is None:
        return False
    mine, other = number_in(version), number_in(than)
    if mine is not None and other is not None:
        return mine < other
    return version < than


def number_in(text: str) -> Decimal | None:
    """The finite number that the text is."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def greatest(values: Iterable[str | None]) -> str | None:
    """The newest of the values."""
    found: str | None = None
    for value in values:
        if value is not None and (found is None or is_older(found, value)):
            found = value
    return found


def slices(items: Sequence[Item], size: int) -> Iterable[Sequence[Item]]:
    """The items, so many at a time; one empty part where there are none."""
    for start in range(0, max(len(items), 1), size):
        yield items[start : start + size]
