"""What a formula reads, along which relations; and a new name put into its text (2.1, 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formula.check import Checked
from formula.names import as_name
from formula.typed import (
    Aggregate,
    Case,
    Changed,
    Coalesce,
    ContextValue,
    FieldValue,
    Follow,
    GroupRows,
    IfError,
    OldValue,
    RecordId,
    Related,
    RelatedList,
    Typed,
)
from formula.typed_walk import parts_of
from formula.types import Ref


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way from the formula's record to the record that is read.

    `kind` is to_one (`key` of `table` points at a `target`), children (records of `target` whose
    field `back` points at the record), links (the many-reference `key` of `table`), asker (the
    user who is asking) or step (what the step `key` of an automation gave); the last two only in
    formulas that are not stored.
    """

    kind: str
    table: str
    key: str
    target: str
    back: str | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """Field `key` of `table`, read of the records that `path` leads to; () is the own record.

    Relation fields on the way are dependencies too, and so is the membership of children (their
    `back` field) and links (the many-reference, and `id` of the linked records).
    """

    path: tuple[Step, ...]
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A record the formula looks at: how it is reached, and its table."""

    path: tuple[Step, ...]
    table: str

    def beyond(self, step: Step) -> _Place:
        return _Place((*self.path, step), step.target)


_Records = tuple[tuple[_Place, ...], ...]


def reads(typed: Typed) -> tuple[Dependency, ...]:
    """Everything that the value of a formula depends on, each once."""
    return tuple(dict.fromkeys(_reads(typed, ())))


def rename(checked: Checked, table: str, field: str, old: str, new: str) -> str:
    """The text with the field's name `new` wherever it says `old`; all else stays as it is.

    Occurrences that name the field by its key or by another label keep doing so.
    """
    places = [
        (found.span.start, found.span.end)
        for found in checked.resolutions
        if (found.kind, found.owner, found.key) == ("field", table, field)
    ]
    text = checked.text
    for start, end in sorted(places, reverse=True):
        written = text[start:end]
        if written in {old, "{" + old.replace("}", "}}") + "}"}:
            # Braces that the old name did not need are the writer's choice, and stay.
            chosen = written != old and as_name(old) == old
            name = "{" + new.replace("}", "}}") + "}" if chosen else as_name(new)
            text = text[:start] + name + text[end:]
    return text


def rename_option(checked: Checked, option_set: str, value: str, old: str, new: str) -> str:
    """The text with the option's label `new` wherever a literal says `old`."""
    places = [
        (found.span.start, found.span.end)
        for found in checked.resolutions
        if (found.kind, found.owner, found.key) == ("option", option_set, value)
    ]
    text = checked.text
    for start, end in sorted(places, reverse=True):
        opening, closing = text[start], text[end - 1]
        if _unquoted(text[start:end]) == old:
            if opening in "'\"":
                inner = new.replace(opening, opening * 2)
            elif closing in new:
                opening, closing, inner = "'", "'", new.replace("'", "''")
            else:
                inner = new
            text = text[:start] + opening + inner + closing + text[end:]
    return text


def _unquoted(literal: str) -> str:
    quote, inner = literal[0], literal[1:-1]
    return inner.replace(quote * 2, quote) if quote in "'\"" else inner


def _reads(node: Typed, records: _Records) -> Iterator[Dependency]:
    match node:
        case FieldValue(depth=depth, table=table, key=key):
            for place in _at(records, depth, table):
                yield Dependency(place.path, table, key)
        case Follow(record=record, table=table, key=key):
            yield from _reads(record, records)
            for place in _places(record, records):
                yield Dependency(place.path, table, key)
        case OldValue(table=table, key=key) | Changed(table=table, key=key):
            yield Dependency((), table, key)
        case Aggregate(source=source) | RelatedList(source=source):
            yield from _reads(source, records)
            items = _items(source, records)
            inner = (items, *records)
            for part in (node.argument, getattr(node, "condition", None)):
                if part is not None:
                    yield from _reads(part, inner)
        case Related():
            yield from _reads(node.record, records)
            yield from _membership(node, records)
        case _:
            for part in parts_of(node):
                yield from _reads(part, records)


def _membership(node: Related, records: _Records) -> Iterator[Dependency]:
    for place in _places(node.record, records):
        beyond = place.beyond(_step(node))
        if node.back is not None:
            yield Dependency(beyond.path, node.table, node.back)
        else:
            yield Dependency(place.path, node.owner_table, node.key)
            yield Dependency(beyond.path, node.table, "id")


def _items(source: Typed, records: _Records) -> tuple[_Place, ...]:
    match source:
        case Related():
            return tuple(place.beyond(_step(source)) for place in _places(source.record, records))
        case GroupRows(table=table):
            return (_Place((), table),)
        case _:
            return ()


def _step(node: Related) -> Step:
    kind = "links" if node.back is None else "children"
    return Step(kind, node.owner_table, node.key, node.table, node.back)


def _at(records: _Records, depth: int, table: str) -> tuple[_Place, ...]:
    """The record at `depth`; beyond the items that are being gone over it is the own one."""
    return records[depth] if depth < len(records) else (_Place((), table),)


def _places(record: Typed, records: _Records) -> tuple[_Place, ...]:
    """The records that a reference may point at, by the ways it may have come."""
    match record:
        case RecordId(depth=depth, table=table):
            return _at(records, depth, table)
        case FieldValue(depth=depth, table=table):
            places = _at(records, depth, table)
            return tuple(_beyond(place, record, record.key) for place in places)
        case Follow():
            before = _places(record.record, records)
            return tuple(_beyond(place, record, record.key) for place in before)
        case Case(branches=branches, otherwise=otherwise):
            values = [value for _, value in branches] + [otherwise]
        case Coalesce(operands=operands):
            values = list(operands)
        case IfError(operand=operand, otherwise=otherwise):
            values = [operand, otherwise]
        case ContextValue(type=Ref(table=table), name="variable", key=str(key)):
            return (_Place((Step("step", "", key, table),), table),)
        case ContextValue(type=Ref(table=table), name=name):
            return (_Place((Step("asker", "", name, table),), table),)
        case _:
            return ()
    found = [place for value in values for place in _places(value, records)]
    return tuple(dict.fromkeys(found))


def _beyond(place: _Place, record: Typed, key: str) -> _Place:
    assert isinstance(record.type, Ref)
    return place.beyond(Step("to_one", place.table, key, record.type.table))
