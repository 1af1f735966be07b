"""How far records are from the run's own one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from engine.writing.rows import Rows
from workflow.assigning.pickers import kilometres
from workflow.steps.step import BoundStep


def nearest(
    bound: BoundStep, table: str, field: str, ids: Sequence[int]
) -> list[tuple[int, Decimal]]:
    """(id, kilometres) of those of the records that have a place, the nearest to the run's own one
    first, of equals the newest; none where that has no place. The own record is left out."""
    own = bound.row
    here = None if own is None else own.get(field)
    if not isinstance(here, Mapping):
        return []
    rows = Rows(bound.connection, bound.work.catalog, is_writing=False)
    rows.fetch(table, ids)
    found: list[tuple[int, Decimal]] = []
    for id in ids:
        record = rows.record(table, id)
        there = None if record is None else record.get(field)
        if isinstance(there, Mapping) and (table, id) != (bound.table, bound.record):
            places = cast(Mapping[str, float], here), cast(Mapping[str, float], there)
            found.append((id, kilometres(*places)))
    return sorted(found, key=lambda pair: (pair[1], -pair[0]))
