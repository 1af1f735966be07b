"""How like two records are: the mean likeness of some of their fields, between 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

from engine.writing.rows import Rows
from formula.errors import FormulaValueError
from formula.types import Text
from workflow.steps.step import BoundStep

MONTH = timedelta(days=30)


def likest(
    bound: BoundStep, table: str, fields: Sequence[str], ids: Sequence[int]
) -> list[tuple[int, float]]:
    """(id, likeness) of those of the records that are at all like the run's own one, the likest
    first, of equals the newest. The own record is like none but itself, and left out."""
    own = bound.row
    if own is None:
        return []
    is_same_table = table == bound.table
    rows = Rows(bound.connection, bound.work.catalog, is_writing=False)
    others = [id for id in ids if not (is_same_table and id == bound.record)]
    rows.fetch(table, others)
    known = bound.work.catalog.tables[table].table.fields
    texts = {key for key in fields if isinstance(known[key].value_type, Text)}
    scored: list[tuple[int, float]] = []
    for id in others:
        found = rows.record(table, id)
        score = 0.0 if found is None else likeness(own, found, fields, texts)
        if score > 0:
            scored.append((id, score))
    return sorted(scored, key=lambda pair: (-pair[1], -pair[0]))


def likeness(
    one: Mapping[str, object],
    other: Mapping[str, object],
    fields: Sequence[str],
    texts: set[str] | frozenset[str],
) -> float:
    """How like the records are in those fields of which the first one has a value; fields of
    `texts` are compared by their words, others that are no numbers by being the same.

    >>> one = {"price": 100, "area": "330000", "name": "湖州新材料"}
    >>> likeness(one, {"price": 50, "area": "330000", "name": "湖州新材料"}, list(one), {"name"})
    0.8333333333333334
    """
    asked = [key for key in fields if is_known(one.get(key))]
    if not asked:
        return 0.0
    found = (value_likeness(one[key], other.get(key), is_text=key in texts) for key in asked)
    return sum(found) / len(asked)


def is_known(value: object) -> bool:
    """Whether there is a value at all."""
    return value is not None and not isinstance(value, FormulaValueError)


def value_likeness(one: object, other: object, *, is_text: bool) -> float:
    """How like two values of one field are; a blank is like none."""
    if not is_known(other):
        return 0.0
    if isinstance(one, bool) or isinstance(other, bool):
        return float(one == other)
    if is_text:
        return set_likeness(pairs_of(str(one)), pairs_of(str(other)))
    match one, other:
        case ((int() | Decimal()), (int() | Decimal())):
            return number_likeness(Decimal(one), Decimal(other))
        case date(), date():
            return date_likeness(one, other)
        case ((tuple() | list()), (tuple() | list())):
            return set_likeness(set(one), set(other))
    return float(one == other)


def number_likeness(one: Decimal, other: Decimal) -> float:
    """1 for the same number, 0 from twice as much or beyond zero on."""
    largest = max(abs(one), abs(other))
    return 1.0 if not largest else max(0.0, 1.0 - float(abs(one - other) / largest))


def date_likeness(one: date, other: date) -> float:
    """1 for the same moment, a half for a month between."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        apart = abs(one - other)
    else:
        apart = abs(day_of(one) - day_of(other))
    return 1.0 / (1.0 + apart / MONTH)


def day_of(moment: date) -> date:
    """The day, without the time."""
    return moment.date() if isinstance(moment, datetime) else moment


def set_likeness(one: set[object] | set[str], other: set[object] | set[str]) -> float:
    """The share of what both have in what either has."""
    either = cast("set[object]", one) | cast("set[object]", other)
    both = cast("set[object]", one) & cast("set[object]", other)
    return len(both) / len(either) if either else 0.0


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters, without blanks and case; a single one for itself."""
    plain = "".join(text.casefold().split())
    return {plain[at : at + 2] for at in range(len(plain) - 1)} or {plain}
