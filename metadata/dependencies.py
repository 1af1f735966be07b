"""What recomputes when a value changes: the edges between fields, and the order of computing.

An edge says: when `source_field` of a record of `source_table` changes, `field` of the records of
`table` that reach it by `path` must be computed again. Besides what a formula reads at the end of
a path, every relation on the way is an edge too: a re-pointed reference, and a child that comes,
goes or moves to another parent (formula.md 3.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from formula.references import Step, reads
from formula.typed import Typed
from metadata.resolved import Field, Table

FieldPlace = tuple[str, str]
"""(full table name, field key)."""

COMPUTED = frozenset({"formula", "generated"})


@dataclass(frozen=True, slots=True)
class Edge:
    """`path` leads from a record of `table` to the record of `source_table`; () is the same
    record. It is walked backwards to find whom a change concerns: a `to_one` step by the records
    whose `key` is the changed record's id, a `children` step by the child's `back` (the old and
    the new one), a `links` step by the link rows whose target it is."""

    source_table: str
    source_field: str
    table: str
    field: str
    path: tuple[Step, ...] = ()


class Dependencies:
    """The edges of all stored formulas.

    `order` has every stored formula after all that it reads. `stratum` says how many stored
    formulas lie below one: those of one stratum do not read each other.
    """

    def __init__(
        self,
        edges: Iterable[Edge],
        stored: Iterable[FieldPlace],
        reads_by_field: Mapping[FieldPlace, set[FieldPlace]],
    ) -> None:
        self.edges = tuple(edges)
        self._stored = frozenset(stored)
        self._reads = reads_by_field
        self._by_source: dict[FieldPlace, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            self._by_source[edge.source_table, edge.source_field].append(edge)

    def edges_of(self, table: str, field: str) -> tuple[Edge, ...]:
        """What is computed again when the field changes in a record of the table."""
        return tuple(self._by_source.get((table, field), ()))

    def edges_of_table(self, table: str) -> tuple[Edge, ...]:
        """What other records compute again when a record of the table comes or goes."""
        return self._coming_and_going.get(table, ())

    def listened(self, table: str) -> frozenset[str]:
        """The fields of the table that formulas of other records read."""
        return frozenset(
            edge.source_field for edge in self.edges if edge.source_table == table and edge.path
        )

    def reads_of(self, table: str, field: str) -> frozenset[FieldPlace]:
        """Everything a computed field reads, through other computed fields too; relation fields
        and the computed fields on the way are among it."""
        found: set[FieldPlace] = set()
        waiting = [(table, field)]
        while waiting:
            for read in self._reads.get(waiting.pop(), ()):
                if read not in found:
                    found.add(read)
                    waiting.append(read)
        return frozenset(found)

    def stratum(self, table: str, field: str) -> int:
        """0 for a formula that reads no other stored formula, else one more than the highest."""
        return self.strata[table, field]

    @cached_property
    def strata(self) -> Mapping[FieldPlace, int]:
        """The stratum of every stored formula."""
        below: dict[FieldPlace, set[FieldPlace]] = defaultdict(set)
        for edge in self.edges:
            if (edge.source_table, edge.source_field) in self._stored:
                below[edge.table, edge.field].add((edge.source_table, edge.source_field))
        strata: dict[FieldPlace, int] = {}
        waiting = set(self._stored)
        while waiting:
            ready = {place for place in waiting if below[place] <= strata.keys()}
            for place in ready:
                strata[place] = 1 + max((strata[source] for source in below[place]), default=-1)
            waiting -= ready
            if not ready:
                # Resolved documents have no cycles (F111).
                raise ValueError(f"cycle among {sorted(waiting)}")
        return strata

    @cached_property
    def order(self) -> tuple[FieldPlace, ...]:
        """Every stored formula, lowest stratum first."""
        return tuple(sorted(self.strata, key=lambda place: (self.strata[place], place)))

    @cached_property
    def _coming_and_going(self) -> Mapping[str, tuple[Edge, ...]]:
        found: dict[str, dict[Edge, None]] = defaultdict(dict)
        for edge in self.edges:
            if edge.path:
                found[edge.source_table][edge] = None
        return {table: tuple(edges) for table, edges in found.items()}


def find_dependencies(tables: Mapping[str, Table]) -> Dependencies:
    """The dependencies of all tables (`Resolved.tables`)."""
    edges: dict[Edge, None] = {}
    stored: list[FieldPlace] = []
    reads_by_field: dict[FieldPlace, set[FieldPlace]] = {}
    computed = [
        (table.name, field.key, field.formula, field.type == "formula" and not field.volatile)
        for table in tables.values()
        for field in table.fields.values()
        if field.type in COMPUTED and field.formula is not None
    ]
    for table_name, key, formula, is_stored in computed:
        read = reads(formula)
        reads_by_field[table_name, key] = {(item.table, item.key) for item in read}
        if is_stored:
            stored.append((table_name, key))
            for item in read:
                edges[Edge(item.table, item.key, table_name, key, item.path)] = None
    return Dependencies(edges, stored, reads_by_field)


def reads_of_formula(typed: Typed) -> frozenset[FieldPlace]:
    """Every field that a formula reads by itself, of whatever table."""
    return frozenset((item.table, item.key) for item in reads(typed))


def stored_formulas(table: Table) -> tuple[Field, ...]:
    """The formula fields that have a column, in the order of computing."""
    return tuple(table.fields[key] for key in table.order if not table.fields[key].volatile)
