"""The records a write looks at, each read once: by id, by parent, by link.

Stored formulas and rules see everything that is not deleted, whoever writes: what an actor may
see is the mask's affair, never that of a value that is stored for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.database import Connection, Row
from engine.database.statements import one_of
from engine.people import department_by_code, departments_above
from metadata.fields.built_in import BUILT_IN_TABLES

Kin = dict[int, list[Values]]


class Rows:
    """The records of one transaction, as the formulas of a write see them (formula.evaluate.
    Records). Memory of what was read is dropped where the write changes it."""

    def __init__(self, connection: Connection, catalog: Catalog, *, is_writing: bool) -> None:
        """On PostgreSQL a write locks what it looks up by id FOR SHARE: whoever changes such a
        record waits, and then finds what was computed from it."""
        self._shape = "shared" if is_writing and connection.dialect == "postgresql" else "seen"
        self._connection = connection
        self._catalog = catalog
        self._known: dict[str, dict[int, Values | None]] = defaultdict(dict)
        self._kin: dict[tuple[str, str], Kin] = {}
        self._links: dict[tuple[str, str], dict[int, tuple[int, ...]]] = {}
        self.unborn: set[int] = set()
        """New records that are not stored yet: nobody belongs to them."""

    def record(self, table: str, id: int) -> Values | None:
        """The record, None where it is deleted or was never there."""
        known = self._known[table]
        if id not in known:
            self.fetch(table, (id,))
        return known[id]

    def fetch(self, table: str, ids: Iterable[int]) -> None:
        """The records are known; one query for those that were not."""
        known = self._known[table]
        missing = [id for id in ids if id not in known]
        if not missing:
            return
        known.update(dict.fromkeys(missing))
        if table in BUILT_IN_TABLES:
            found = self._people(table, missing)
        else:
            build = share_by_id if self._shape == "shared" else select_by_id
            found = self._stored(self._catalog.tables[table], self._shape, build, missing)
        for values in found:
            known[cast(int, values["id"])] = values

    def take(self, table: str, ids: Iterable[int], found: dict[int, Values]) -> None:
        """These records are known to be as `found`; the others of `ids`, and deleted ones, are
        not there."""
        for id in ids:
            values = found.get(id)
            is_there = values is not None and values.get("deleted_at") is None
            self._known[table][id] = values if is_there else None

    def put(self, table: str, values: Values) -> None:
        """The record is as it is now written."""
        self._known[table][cast(int, values["id"])] = values

    def forget(self, table: str, ids: Iterable[int]) -> None:
        """These records are read again when asked for."""
        known = self._known[table]
        for id in ids:
            known.pop(id, None)

    def forget_kin(self, table: str) -> None:
        """Which records of the table belong to whom is read again when asked for."""
        for key in [key for key in self._kin if key[0] == table]:
            del self._kin[key]
        for link in [link for link in self._links if link[0] == table]:
            del self._links[link]

    def children(self, table: str, back: str, id: int) -> Sequence[Values]:
        """The records whose field `back` is the id, in the order of their ids."""
        if id in self.unborn:
            return ()
        if id not in self._kin.get((table, back), ()):
            self.fetch_children(table, back, (id,))
        return self._kin[table, back][id]

    def put_children(self, table: str, back: str, id: int, found: list[Values]) -> None:
        """These are the children that the record will have."""
        self._kin.setdefault((table, back), {})[id] = found

    def fetch_children(self, table: str, back: str, ids: Iterable[int]) -> None:
        """The children of these records are known; one query for those that were not."""
        kin = self._kin.setdefault((table, back), {})
        missing = [id for id in ids if id not in kin]
        if not missing:
            return
        kin.update({id: [] for id in missing})
        compiled = self._catalog.tables[table]
        found = self._stored(
            compiled, ("by", back), lambda table: select_children(table, back), missing
        )
        for values in found:
            kin[cast(int, values[back])].append(values)

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Values]:
        """The linked records, in the order of their ids."""
        target = self._catalog.tables[owner_table].table.fields[key].target
        assert target is not None
        ids = sorted(self.link_ids(owner_table, key, id))
        self.fetch(target, ids)
        found = (self.record(target, linked) for linked in ids)
        return [values for values in found if values is not None]

    def link_ids(self, owner_table: str, key: str, id: int) -> tuple[int, ...]:
        """The ids of the linked records in the order of the field."""
        known = self._links.setdefault((owner_table, key), {})
        if id not in known and id in self.unborn:
            return ()
        if id not in known:
            self.fetch_links(owner_table, key, (id,))
        return known[id]

    def fetch_links(self, owner_table: str, key: str, ids: Iterable[int]) -> None:
        """The links of these records are known; one query for those that were not."""
        known = self._links.setdefault((owner_table, key), {})
        missing = [id for id in ids if id not in known]
        if not missing:
            return
        compiled = self._catalog.tables[owner_table]
        statement = compiled.statement(("links", key), lambda: select_links(compiled.link(key)))
        found: dict[int, list[int]] = {id: [] for id in missing}
        for record, target in self._connection.rows(statement, {"ids": missing}):
            found[cast(int, record)].append(cast(int, target))
        known.update({id: tuple(targets) for id, targets in found.items()})

    def put_links(self, owner_table: str, key: str, id: int, ids: tuple[int, ...]) -> None:
        """The links are as they are now written, or will be."""
        self._links.setdefault((owner_table, key), {})[id] = ids

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """The departments of a person; with `deep` all above them too."""
        return departments_above(self._connection, user, deep)

    def department_id(self, code: str) -> int | None:
        """The department with this code."""
        return department_by_code(self._connection, code)

    def _stored(
        self,
        compiled: CompiledTable,
        shape: object,
        build: Callable[[CompiledTable], sa.Select[Row]],
        ids: Sequence[int],
    ) -> list[Values]:
        statement = compiled.statement(("rows", shape), lambda: build(compiled))
        read = compiled.row_of
        return [read(row) for row in self._connection.rows(statement, {"ids": ids})]

    def _people(self, table: str, ids: Sequence[int]) -> list[Values]:
        statement = self._catalog.cache(
            ("people", table), lambda: self._catalog.sql_tables.prepare_people(table)
        )
        keys = tuple(BUILT_IN_TABLES[table].fields)
        rows = self._connection.rows(statement, {"ids": ids})
        return [person(keys, row) for row in rows]


def person(keys: Sequence[str], row: Row) -> Values:
    """A row of a people table as a record."""
    return dict(zip(keys, row, strict=True))


def select_alive(compiled: CompiledTable, where: sa.ColumnElement[bool]) -> sa.Select[Row]:
    """Whole records that are not deleted, in the order of their ids."""
    return compiled.alive(compiled.records().where(where)).order_by(compiled.sql.c.id)


def select_links(link: sa.Table) -> sa.Select[tuple[int, int]]:
    """The links of some records, in the order of the field."""
    return (
        sa.select(link.c.record, link.c.target)
        .where(one_of(link.c.record, "ids"))
        .order_by(link.c.record, link.c.position)
    )


def select_by_id(compiled: CompiledTable) -> sa.Select[Row]:
    """The records with the parameter `ids`."""
    return select_alive(compiled, one_of(compiled.sql.c.id, "ids"))


def share_by_id(compiled: CompiledTable) -> sa.Select[Row]:
    """The same, kept from being changed until the transaction ends."""
    return select_by_id(compiled).with_for_update(read=True)


def select_children(compiled: CompiledTable, back: str) -> sa.Select[Row]:
    """The records whose field `back` is one of the parameter `ids`."""
    return select_alive(compiled, one_of(compiled.columns(back)[0], "ids"))
