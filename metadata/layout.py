"""Where a field lives in the database: part of every revision (decisions 2, 21).

A removed or retyped field only leaves the layout; its column stays for 30 days, so that undo can
put it back. A second life of a key gets another column (`mobile__2`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TableLayout:
    """`physical` is the SQL table (`crm__lead`); `columns` maps a field key to its main column.
    Companions derive from it: `{column}__currency` (money), `{column}__err` (formula that may
    fail). `links` maps a references or users field to its link table (`crm__lead__watchers`,
    columns record, target, position)."""

    physical: str
    columns: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """`tables` by full table name. `retired` are physical columns (`table.column`) and tables
    (`table`) that no field maps to any more, with the revision that retired them."""

    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    retired: Mapping[str, int] = field(default_factory=dict)
