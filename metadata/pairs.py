"""Which table and field of a revision is which of an earlier one: by key, or by `renamed_from`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metadata.edits import renamed_documents
from metadata.pieces import renamed_items
from metadata.resolved import Resolved, Table


@dataclass(frozen=True, slots=True)
class TablePair:
    """One table at two revisions. `fields` maps the key of each field that is in both to the key
    it had before."""

    before: Table
    after: Table
    fields: Mapping[str, str]


def pair_tables(before: Resolved, after: Resolved) -> dict[str, TablePair]:
    """The tables that are in both revisions, by the full name they have now."""
    renamed = {
        f"{new[0]}.{new[2]}": f"{old[0]}.{old[2]}"
        for new, old in renamed_documents(before.sources, after.sources).items()
        if new[1] == "table"
    }
    pairs: dict[str, TablePair] = {}
    for name, table in after.tables.items():
        old = before.tables.get(renamed.get(name, name))
        if old is not None:
            pairs[name] = TablePair(old, table, pair_fields(old, table))
    return pairs


def pair_fields(before: Table, after: Table) -> dict[str, str]:
    """New key → old key of the fields that are in both tables."""
    renamed = renamed_items(field_marks(before), field_marks(after))
    pairs = {key: renamed.get(key, key) for key in after.fields}
    return {key: old for key, old in pairs.items() if old in before.fields}


def field_marks(table: Table) -> dict[str, object]:
    """The properties of each field that tell which it is."""
    return {
        key: {"key": key, "renamed_from": field.document.renamed_from}
        for key, field in table.fields.items()
    }
