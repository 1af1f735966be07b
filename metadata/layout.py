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
    (`table`) that no field maps to any more, with the revision that retired them. 0 stands for
    columns that held computed values only: nothing is lost when they go at once."""

    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    retired: Mapping[str, int] = field(default_factory=dict)


NOTHING_LOST = 0
"""In place of a revision in `retired`: the column held computed values only."""


def layout_to_json(layout: Layout) -> dict[str, object]:
    """The layout as JSON, for the store of revisions."""
    return {
        "tables": {
            name: {
                "physical": table.physical,
                "columns": dict(table.columns),
                "links": dict(table.links),
            }
            for name, table in layout.tables.items()
        },
        "retired": dict(layout.retired),
    }


def layout_from_json(value: Mapping[str, object]) -> Layout:
    """The layout that `layout_to_json` wrote."""
    tables, retired = value["tables"], value["retired"]
    assert isinstance(tables, Mapping)
    assert isinstance(retired, Mapping)
    return Layout(
        {
            name: TableLayout(table["physical"], dict(table["columns"]), dict(table["links"]))
            for name, table in tables.items()
        },
        dict(retired),
    )
