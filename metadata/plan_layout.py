"""Where each field lives after a plan: columns kept, taken back or made anew (decisions 2, 21)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from metadata.layout import NOTHING_LOST, Layout, TableLayout
from metadata.pairs import TablePair
from metadata.plan_columns import COMPUTED, Fate, Place, columns_of, fate_of, place_of
from metadata.resolved import Field, Resolved, Table

Name = tuple[str, str]
"""(full table name, field key)."""

MOST_NAME = 63
"""PostgreSQL cuts longer names."""

RESERVED_COLUMNS = frozenset(
    {"id", "created_at", "created_by", "updated_at", "updated_by", "version"}
    | {"deleted_at", "deletion", "rowid", "oid", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax"}
)
"""Columns that are the engine's or the database's own; a field with such a key gets another."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A state of the workspace whose columns may be taken back: the revision that undo or redo
    leads to."""

    documents: Resolved
    layout: Layout


@dataclass(frozen=True, slots=True)
class FieldMove:
    """What becomes of one field that a plan touches. `before` None: it was not there.
    `is_taken_back`: its place is an earlier one, with the values it had then."""

    table: str
    key: str
    before: Field | None
    after: Field
    fate: Fate
    is_taken_back: bool = False


@dataclass(slots=True)
class LayoutDraft:
    """A layout in the making; `moves` are the fields that get another place, `created` the tables
    that are made anew and `taken_back` those that were retired."""

    revision: int
    retired: dict[str, int]
    tables: dict[str, TableLayout] = field(default_factory=dict)
    moves: list[FieldMove] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    newly_retired: list[str] = field(default_factory=list)
    physical: set[str] = field(default_factory=set)
    """Names of tables that are in use or kept."""

    def retire(self, name: str, *, is_computed: bool = False) -> None:
        """The table or column `name` is mapped by nothing any more."""
        self.retired[name] = NOTHING_LOST if is_computed else self.revision
        self.newly_retired.append(name)

    def take_back(self, names: Iterable[str]) -> None:
        """The tables or columns are in use again."""
        for name in names:
            del self.retired[name]

    def free_table(self, *parts: str) -> str:
        """A table name made of the parts that nothing has; its second life ends in `__2`."""
        for life in range(1, len(self.physical) + 2):
            name = cut_name("__".join(parts if life == 1 else (*parts, str(life))))
            if name not in self.physical:
                break
        self.physical.add(name)
        return name


def plan_layout(
    layout: Layout,
    after: Resolved,
    pairs: Mapping[str, TablePair],
    computed: frozenset[Name],
    base: tuple[int, Earlier | None],
) -> LayoutDraft:
    """Every table and field of `after` has its place; `computed` are the formulas that need a new
    column because their values change. `base` is the revision to come and what may be taken
    back."""
    draft = LayoutDraft(base[0], dict(layout.retired))
    draft.physical = {
        *(table.physical for table in layout.tables.values()),
        *(link for table in layout.tables.values() for link in table.links.values()),
        *(name for name in layout.retired if "." not in name),
    }
    kept = {pair.before.name for pair in pairs.values()}
    for name in layout.tables.keys() - kept:
        retire_table(draft, layout.tables[name])
    for name, table in after.tables.items():
        earlier = earlier_table(base[1], name)
        if name in pairs:
            old = layout.tables[pairs[name].before.name]
            ground = Ground(pairs[name], old, computed, earlier)
            draft.tables[name] = lay_out_fields(draft, ground)
        elif earlier is not None and earlier[1].physical in draft.retired:
            draft.taken_back.append(name)
            draft.tables[name] = take_table_back(draft, table, earlier)
        else:
            draft.created.append(name)
            draft.tables[name] = lay_out_table(draft, table)
    return draft


def earlier_table(earlier: Earlier | None, name: str) -> tuple[Table, TableLayout] | None:
    """The table and its layout as they were."""
    if earlier is None or name not in earlier.layout.tables:
        return None
    return earlier.documents.tables[name], earlier.layout.tables[name]


def retire_table(draft: LayoutDraft, old: TableLayout) -> None:
    """The table and its link tables are kept, and mapped by nothing."""
    for name in (old.physical, *old.links.values()):
        draft.retire(name)


def lay_out_table(draft: LayoutDraft, table: Table) -> TableLayout:
    """The places of a table that is made anew."""
    physical = draft.free_table(table.app, table.key)
    taken: set[str] = set()
    columns, links = {}, {}
    for key, own in table.fields.items():
        place = place_of(own)
        if place is Place.COLUMN:
            columns[key] = free_column(own, taken)
        elif place is Place.LINK:
            links[key] = draft.free_table(physical, key)
            draft.moves.append(FieldMove(table.name, key, None, own, Fate.FRESH))
    return TableLayout(physical, columns, links)


def take_table_back(
    draft: LayoutDraft, table: Table, earlier: tuple[Table, TableLayout]
) -> TableLayout:
    """The places of a table that was retired: plain fields where they were, formulas anew because
    what they read may have changed since."""
    was, old = earlier
    draft.take_back([old.physical, *old.links.values()])
    pair = TablePair(was, table, {key: key for key in table.fields if key in was.fields})
    computed = frozenset((table.name, key) for key in table.fields)
    return lay_out_fields(draft, Ground(pair, old, computed, None, has_rows_of_now=False))


@dataclass(frozen=True, slots=True)
class Ground:
    """A table that is there, and what its new layout starts from. `has_rows_of_now` is False for
    one that is taken back: there are no present values to convert."""

    pair: TablePair
    old: TableLayout
    computed: frozenset[Name]
    earlier: tuple[Table, TableLayout] | None
    has_rows_of_now: bool = True

    def fate(self, key: str) -> Fate:
        """What becomes of the values of a stored field."""
        own, was = self.pair.after.fields[key], self.was(key)
        is_stale = own.type in COMPUTED and (self.pair.after.name, key) in self.computed
        if is_stale or (was is None and own.type in COMPUTED):
            return Fate.COMPUTE
        fate = Fate.FRESH if was is None else fate_of(was, own)
        is_lost = fate is Fate.CONVERT and not self.has_rows_of_now
        return Fate.FRESH if is_lost else fate

    def was(self, key: str) -> Field | None:
        """The field as it was, whatever it was called."""
        old_key = self.pair.fields.get(key)
        return None if old_key is None else self.pair.before.fields[old_key]

    def earlier_place(self, key: str, draft: LayoutDraft) -> str | None:
        """The column or link table that still holds the field's earlier values; None where there is
        none, or they are of another kind."""
        if self.earlier is None or self.earlier[1].physical != self.old.physical:
            return None
        table, layout = self.earlier
        was, own = table.fields.get(key), self.pair.after.fields[key]
        place = layout.columns.get(key) or layout.links.get(key)
        if was is None or place is None or own.type in COMPUTED:
            return None
        names = kept_names(self.old.physical, was, place)
        is_there = all(name in draft.retired for name in names)
        return place if is_there and fate_of(was, own) is Fate.KEEP else None

    def names_in_use(self, draft: LayoutDraft) -> set[str]:
        """Every physical column of the table, kept ones too."""
        prefix = f"{self.old.physical}."
        kept = {name.removeprefix(prefix) for name in draft.retired if name.startswith(prefix)}
        fields = self.pair.before.fields
        return kept.union(*(columns_of(fields[key], at) for key, at in self.old.columns.items()))


def lay_out_fields(draft: LayoutDraft, ground: Ground) -> TableLayout:
    """The places of a table that stays or is taken back."""
    taken = ground.names_in_use(draft)
    physical, table = ground.old.physical, ground.pair.after
    places: dict[Place, dict[str, str]] = {Place.COLUMN: {}, Place.LINK: {}, Place.NOWHERE: {}}
    for key, own in table.fields.items():
        place = place_of(own)
        if place is Place.NOWHERE:
            continue
        fate = ground.fate(key)
        if fate is Fate.KEEP:
            old_key = ground.pair.fields[key]
            places[place][key] = {**ground.old.columns, **ground.old.links}[old_key]
            continue
        back = ground.earlier_place(key, draft)
        if back is not None:
            draft.take_back(kept_names(physical, own, back))
            places[place][key] = back
        elif place is Place.COLUMN:
            places[place][key] = free_column(own, taken)
        else:
            places[place][key] = draft.free_table(physical, key)
        was, is_back = ground.was(key), back is not None
        draft.moves.append(FieldMove(table.name, key, was, own, fate, is_back))
    retire_fields(draft, ground, {**places[Place.COLUMN], **places[Place.LINK]})
    return TableLayout(physical, places[Place.COLUMN], places[Place.LINK])


def retire_fields(draft: LayoutDraft, ground: Ground, places: Mapping[str, str]) -> None:
    """The columns and link tables that the table's fields had and no field has now are kept."""
    mapped = set(places.values())
    for key, place in {**ground.old.columns, **ground.old.links}.items():
        if place not in mapped:
            was = ground.pair.before.fields[key]
            for name in kept_names(ground.old.physical, was, place):
                draft.retire(name, is_computed=was.type in COMPUTED)


def kept_names(physical: str, own: Field, place: str) -> tuple[str, ...]:
    """What a field's place is called among the retired: a link table by its name, columns with that
    of their table."""
    if place_of(own) is Place.LINK:
        return (place,)
    return tuple(f"{physical}.{column}" for column in columns_of(own, place))


def free_column(own: Field, taken: set[str]) -> str:
    """A column for the field that is not taken, nor are its companions; it is taken now."""
    life = 1
    column = own.key
    while column in RESERVED_COLUMNS or taken.intersection(columns_of(own, column)):
        life += 1
        column = f"{own.key}__{life}"
    taken.update(columns_of(own, column))
    return column


def cut_name(name: str) -> str:
    """The name, the end of a long one replaced by a hash of the whole."""
    if len(name) <= MOST_NAME:
        return name
    return f"{name[: MOST_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
