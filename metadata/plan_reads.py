"""What formulas read, as a plan needs it: which must be computed anew, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formula.typed import Call, Coerce, ContextValue, FieldValue, Follow, Related, Typed
from formula.typed_walk import parts_of
from formula.types import MultiSelect, Option, Select
from metadata.pairs import TablePair
from metadata.resolved import Field, Resolved, Table

Name = tuple[str, str]
"""(full table name, field key)."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What one formula reads: fields, the labels of option sets, parameters of its app."""

    fields: frozenset[Name]
    labels: frozenset[str]
    parameters: frozenset[str]


def walk(formula: Typed) -> Iterator[Typed]:
    """Every part of a typed tree, shared ones once."""
    seen: set[int] = set()
    waiting = [formula]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            waiting.extend(parts_of(node))
            yield node


def reads_of(formula: Typed) -> Reads:
    """What the formula reads directly."""
    fields: set[Name] = set()
    labels: set[str] = set()
    parameters: set[str] = set()
    for node in walk(formula):
        match node:
            case FieldValue() | Follow():
                fields.add((node.table, node.key))
            case Related():
                back = [(node.table, node.back)] if node.back else []
                fields.update([(node.owner_table, node.key), *back])
            case ContextValue(name="param", key=str(key)):
                parameters.add(key)
            case Coerce() | Call():
                # A text made of an option is its label; which functions show labels is not known
                # here, so all that take an option count.
                labels.update(option_sets_in(parts_of(node)))
            case _:
                pass
    return Reads(frozenset(fields), frozenset(labels), frozenset(parameters))


def option_sets_in(parts: Iterable[Typed]) -> Iterator[str]:
    """The option sets that some of the parts are of."""
    for part in parts:
        if isinstance(part.type, Select | MultiSelect):
            yield part.type.set_key


def computed_fields(resolved: Resolved) -> dict[Name, Field]:
    """Every formula field that is stored."""
    return {
        (name, key): field
        for name, table in resolved.tables.items()
        for key, field in table.fields.items()
        if field.type == "formula" and not field.volatile
    }


def fields_to_compute(
    after: Resolved, changed: Iterable[Name], relabelled: frozenset[str], apps: frozenset[str]
) -> tuple[Name, ...]:
    """The stored formulas that must be computed when the values of `changed` fields change, the
    labels of the `relabelled` option sets, or parameters of `apps`; each after those it reads."""
    reads = {
        name: reads_of(field.formula)
        for name, field in computed_fields(after).items()
        if field.formula is not None
    }
    stale: set[Name] = set(changed)
    for name, read in reads.items():
        is_told = bool(read.labels & relabelled)
        if is_told or (read.parameters and after.tables[name[0]].app in apps):
            stale.add(name)
    readers: dict[Name, list[Name]] = {}
    for name, read in reads.items():
        for source in read.fields:
            readers.setdefault(source, []).append(name)
    waiting = list(stale)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in stale:
                stale.add(reader)
                waiting.append(reader)
    return tuple(name for name in in_order(reads) if name in stale)


def in_order(reads: Mapping[Name, Reads]) -> tuple[Name, ...]:
    """The formulas, each after those it reads; resolved documents have no cycles."""
    ordered: dict[Name, None] = {}
    for start in reads:
        waiting = [(start, False)]
        while waiting:
            name, is_ready = waiting.pop()
            if name in ordered:
                continue
            if is_ready:
                ordered[name] = None
                continue
            waiting.append((name, True))
            waiting.extend((read, False) for read in sorted(reads[name].fields) if read in reads)
    return tuple(ordered)


def relabelled_sets(before: Resolved, after: Resolved) -> frozenset[str]:
    """The option sets, as types name them, in which some option is called something else."""
    old = dict(option_labels(before))
    return frozenset(
        set_key
        for (set_key, value), labels in option_labels(after)
        if old.get((set_key, value), labels) != labels
    )


def option_labels(
    resolved: Resolved,
) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    """(option set, value) → labels, of every option that a field offers."""
    for table in resolved.tables.values():
        fields = [own for own in table.fields.values() if own.type != "formula"]
        for field in fields:
            if isinstance(field.value_type, Select | MultiSelect):
                key = field.value_type.set_key
                yield from (((key, o.value), o.labels) for o in options_of(table, field))


def options_of(table: Table, field: Field) -> tuple[Option, ...]:
    """The options of a field: those of its document, or the states of its machine."""
    machine = table.machines.get(field.key)
    return machine.states if field.type == "state" and machine else field.options


def parameters_changed(before: Resolved, after: Resolved) -> frozenset[str]:
    """The apps whose parameters have other values."""
    apps = {*before.parameters, *after.parameters}
    return frozenset(app for app in apps if before.parameters.get(app) != after.parameters.get(app))


def deep_reads(resolved: Resolved) -> dict[Name, frozenset[Name]]:
    """For every formula and generated field, volatile ones too, the fields that are not formulas
    themselves and that its value follows from, however far away."""
    reads = {
        (name, key): reads_of(field.formula)
        for name, table in resolved.tables.items()
        for key, field in table.fields.items()
        if field.formula is not None
    }
    deep: dict[Name, frozenset[Name]] = {}
    for name in in_order(reads):
        deep[name] = frozenset().union(
            *(deep.get(source, frozenset({source})) for source in reads[name].fields)
        )
    return deep


def renamed_names(pairs: Mapping[str, TablePair]) -> dict[Name, Name]:
    """New → old name of the fields that are in both revisions."""
    return {
        (name, key): (pair.before.name, old)
        for name, pair in pairs.items()
        for key, old in pair.fields.items()
    }
