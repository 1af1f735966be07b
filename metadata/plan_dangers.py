"""What a plan destroys or discloses, each with its place: what a person must say yes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from metadata.documents.label import text_in
from metadata.fields import SYSTEM_FIELDS, SystemField
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.pairs import TablePair
from metadata.plan_columns import (
    COMPUTED,
    Fate,
    Place,
    is_narrower,
    is_relabelled_money,
    place_of,
)
from metadata.plan_layout import FieldMove
from metadata.plan_reads import Name, options_of, sources_behind
from metadata.resolved import Field, Resolved, Role, Table, TablePowers
from metadata.steps import Danger

SEEN = frozenset({"read", "create", "edit"})


def find_dangers(
    before: Resolved,
    after: Resolved,
    pairs: Mapping[str, TablePair],
    moves: Iterable[FieldMove],
) -> tuple[Danger, ...]:
    """Everything that consent is needed for, ordered as the tables stand."""
    return (
        *removed_tables(before, pairs),
        *(danger for pair in pairs.values() for danger in removed_fields(pair)),
        *(danger for pair in pairs.values() for danger in removed_options(pair)),
        *(danger for pair in pairs.values() for danger in other_currencies(pair)),
        *(danger for move in moves for danger in lost_values(move, after)),
        *exposures(before, after),
    )


def removed_tables(before: Resolved, pairs: Mapping[str, TablePair]) -> Iterator[Danger]:
    """Tables whose records nobody reaches any more."""
    kept = {pair.before.name for pair in pairs.values()}
    for name, table in before.tables.items():
        if name not in kept:
            yield Danger(f"remove_table:{name}", named("subject", table))


def removed_fields(pair: TablePair) -> Iterator[Danger]:
    """Fields whose values nobody reaches any more; computed ones lose nothing."""
    kept = set(pair.fields.values())
    for key, field in pair.before.fields.items():
        if key not in kept and place_of(field) is not Place.NOWHERE and field.type not in COMPUTED:
            yield Danger(f"remove_field:{pair.before.name}.{key}", of_field(pair.before, field))


def removed_options(pair: TablePair) -> Iterator[Danger]:
    """Options and states that records may hold."""
    for key, old_key in pair.fields.items():
        for value, labels in options_gone(pair, key):
            before = pair.before.fields[old_key]
            kind = "state" if before.type == "state" else "option"
            yield Danger(
                f"remove_{kind}:{pair.before.name}.{old_key}.{value}",
                {**of_option(pair.before, before, value, labels), **successor(pair, key, value)},
            )


def successor(pair: TablePair, key: str, state: str) -> dict[str, str]:
    """The parameters that name the state which takes the place of one that is gone."""
    machine = pair.after.machines.get(key)
    if machine is None:
        return {}
    found = machine.successor_of(state)
    labels = next(option.labels for option in machine.states if option.value == found)
    return {"successor_zh": text_in(labels, "zh") or found, "successor_en": found}


def options_gone(pair: TablePair, key: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The options of a field, by value and labels, that it has no more; none where its values are
    converted or dropped as a whole."""
    before, after = pair.before.fields[pair.fields[key]], pair.after.fields[key]
    if before.type != after.type:
        return
    left = {option.value for option in options_of(pair.after, after)}
    for option in options_of(pair.before, before):
        if option.value not in left:
            yield option.value, option.labels


def other_currencies(pair: TablePair) -> Iterator[Danger]:
    """Money fields whose amounts are taken for another currency, unconverted."""
    for key, old_key in pair.fields.items():
        before, after = pair.before.fields[old_key], pair.after.fields[key]
        if is_relabelled_money(before, after):
            yield Danger(f"change_currency:{pair.after.name}.{key}", of_field(pair.after, after))


def lost_values(move: FieldMove, after: Resolved) -> Iterator[Danger]:
    """Values that do not fit their new type, or give way to computed ones."""
    table = after.tables[move.table]
    place = f"{move.table}.{move.key}"
    if move.before is None:
        return
    if move.fate is Fate.CONVERT and is_narrower(move.before, move.after):
        types = {"from": move.before.type, "to": move.after.type}
        yield Danger(f"narrow_type:{place}", {**of_field(table, move.after), **types})
    if move.fate is Fate.COMPUTE and move.before.type not in COMPUTED:
        yield Danger(f"clear_values:{place}", of_field(table, move.after))


def exposures(before: Resolved, after: Resolved) -> Iterator[Danger]:
    """Roles that will see a value computed from fields they may not see, and do not yet
    (decision 44)."""
    known = dict(exposed_fields(before))
    for (role_key, name, key), hidden in exposed_fields(after):
        news = hidden - known.get((role_key, name, key), frozenset())
        if news:
            role, table = after.roles[role_key], after.tables[name]
            told = [told_source(after, source) for source in sorted(hidden)]
            yield Danger(
                f"exposes:{'.'.join(role_key)}.{name}.{key}",
                {
                    **of_field(table, table.fields[key]),
                    "role_zh": text_in(role.labels, "zh"),
                    "role_en": role.key,
                    "sources_zh": "、".join(names["subject_zh"] for names in told),
                    "sources_en": ", ".join(names["subject_en"] for names in told),
                },
            )


Exposed = tuple[tuple[str, str], str, str]
"""(role), full table name, field key."""


def exposed_fields(resolved: Resolved) -> Iterator[tuple[Exposed, frozenset[Name]]]:
    """Every computed field that a role sees, with the fields behind it that the role does not."""
    reads = sources_behind(resolved)
    for role_key, name, key in seen_fields(resolved):
        role = resolved.roles[role_key]
        behind = reads.get((name, key), frozenset())
        hidden = frozenset(source for source in behind if is_hidden(role, source))
        if hidden:
            yield (role_key, name, key), hidden


def seen_fields(resolved: Resolved) -> Iterator[Exposed]:
    """Every field that some role sees."""
    for role_key, role in resolved.roles.items():
        for name, powers in role.tables.items():
            yield from ((role_key, name, key) for key in powers.fields if sees(powers, key))


def is_hidden(role: Role, source: Name) -> bool:
    """Whether the role may not see the field. People and system fields are no secrets."""
    name, key = source
    if name in BUILT_IN_TABLES:
        return False
    powers = role.tables.get(name)
    if powers is None or powers.read is False:
        return True
    return key not in SYSTEM_FIELDS and not sees(powers, key)


def sees(powers: TablePowers, key: str) -> bool:
    """Whether the powers show the field."""
    return powers.fields.get(key, "hidden") in SEEN


def told_source(resolved: Resolved, source: Name) -> dict[str, str]:
    """A field that a formula reads, in words."""
    table = resolved.tables[source[0]]
    field = table.fields.get(source[1])
    return of_field(table, SYSTEM_FIELDS[source[1]] if field is None else field)


def named(name: str, table: Table) -> dict[str, str]:
    """The parameters that name a table."""
    return {f"{name}_zh": text_in(table.labels, "zh"), f"{name}_en": table.key}


def of_field(table: Table, field: Field | SystemField) -> dict[str, str]:
    """The parameters that name a field: `线索.手机`, `lead.mobile`."""
    return {
        "subject_zh": f"{text_in(table.labels, 'zh')}.{text_in(field.labels, 'zh')}",
        "subject_en": f"{table.key}.{field.key}",
    }


def of_option(table: Table, field: Field, value: str, labels: Mapping[str, str]) -> dict[str, str]:
    """The parameters that name an option of a field."""
    names = of_field(table, field)
    return {
        "subject_zh": f"{names['subject_zh']}.{text_in(labels, 'zh') or value}",
        "subject_en": f"{names['subject_en']}.{value}",
    }
