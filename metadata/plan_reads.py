"""Which stored formulas a plan must compute anew, and what computed values disclose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formula.typed import Call, Coerce, ContextValue, Typed
from formula.typed_walk import parts_of
from formula.types import MultiSelect, Option, Select
from metadata.dependencies import COMPUTED, find_dependencies
from metadata.resolved import Field, Resolved, Table

Name = tuple[str, str]
"""(full table name, field key)."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a formula reads that is no field: the labels of option sets, parameters of its app."""

    labels: frozenset[str]
    parameters: frozenset[str]


def mentions_of(formula: Typed) -> Mentions:
    """What the formula reads beside fields."""
    labels: set[str] = set()
    parameters: set[str] = set()
    for node in walk(formula):
        match node:
            case ContextValue(name="param", key=str(key)):
                parameters.add(key)
            case Coerce() | Call():
                # A text made of an option is its label; which functions show labels is not known
                # here, so all that take an option count.
                labels.update(option_sets_in(parts_of(node)))
            case _:
                pass
    return Mentions(frozenset(labels), frozenset(parameters))


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


def option_sets_in(parts: Iterable[Typed]) -> Iterator[str]:
    """The option sets that some of the parts are of."""
    for part in parts:
        if isinstance(part.type, Select | MultiSelect):
            yield part.type.set_key


def stored_formula_trees(resolved: Resolved) -> dict[Name, Typed]:
    """The typed tree of every formula field that is stored."""
    return {
        (name, key): field.formula
        for name, table in resolved.tables.items()
        for key, field in table.fields.items()
        if field.type == "formula" and field.formula is not None and not field.volatile
    }


def fields_to_compute(
    after: Resolved, changed: Iterable[Name], relabelled: frozenset[str], apps: frozenset[str]
) -> tuple[Name, ...]:
    """The stored formulas that must be computed when the values of `changed` fields change, the
    labels of the `relabelled` option sets, or parameters of `apps`; each after those it reads."""
    stale: set[Name] = set(changed)
    if relabelled or apps:
        for name, formula in stored_formula_trees(after).items():
            mentions = mentions_of(formula)
            is_set_anew = bool(mentions.parameters) and after.tables[name[0]].app in apps
            if mentions.labels & relabelled or is_set_anew:
                stale.add(name)
    if not stale:
        return ()
    dependencies = find_dependencies(after.tables)
    waiting = list(stale)
    while waiting:
        readers = {(edge.table, edge.field) for edge in dependencies.edges_of(*waiting.pop())}
        waiting.extend(readers - stale)
        stale |= readers
    return tuple(name for name in dependencies.order if name in stale)


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


def sources_behind(resolved: Resolved) -> dict[Name, frozenset[Name]]:
    """For every computed field, volatile ones too, the fields people fill in that its value follows
    from, however far away."""
    dependencies = find_dependencies(resolved.tables)
    computed = {
        (name, key)
        for name, table in resolved.tables.items()
        for key, field in table.fields.items()
        if field.type in COMPUTED
    }
    return {name: dependencies.reads_of(*name) - computed for name in computed}
