"""Walking and rebuilding typed trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import TypeVar

from formula.typed import (
    Aggregate,
    Case,
    FieldValue,
    Follow,
    IsBlank,
    Literal,
    RecordId,
    RelatedList,
    Typed,
)
from formula.types import Boolean

_Node = TypeVar("_Node", bound=Typed)
_FACTS = frozenset(field.name for field in fields(Typed))
_PART_NAMES: dict[str, tuple[str, ...]] = {}


def carrying(node: _Node, parts: Iterable[Typed]) -> _Node:
    """`node` that may fail, is volatile and is contextual where one of its `parts` is."""
    parts = tuple(parts)
    return replace(
        node,
        may_error=node.may_error or any(part.may_error for part in parts),
        volatile=node.volatile or any(part.volatile for part in parts),
        contextual=node.contextual or any(part.contextual for part in parts),
    )


def parts_of(node: Typed) -> Iterator[Typed]:
    """The nodes directly under `node`."""
    for name in _part_names(type(node)):
        yield from _typed_in(getattr(node, name))


def binds_record(node: Typed, part: Typed) -> bool:
    """Whether `part` of `node` is read with a further record in scope (the item's, at depth 0)."""
    if isinstance(node, Aggregate):
        return part is not node.source
    return isinstance(node, RelatedList) and part is node.argument


def size_of(node: Typed, known: dict[int, tuple[Typed, int]]) -> int:
    """The nodes that a back end will write for `node`; shared parts count every time.

    `known` remembers sizes from one call to the next, with the nodes so that ids stay theirs.
    """
    pending = [(node, False)]
    while pending:
        current, seen = pending.pop()
        if id(current) in known:
            continue
        if seen:
            size = 1 + sum(known[id(part)][1] for part in parts_of(current))
            known[id(current)] = (current, size)
        else:
            pending.append((current, True))
            pending.extend((part, False) for part in parts_of(current))
    return known[id(node)][1]


def shifted(node: Typed, by: int) -> Typed:
    """`node` as it reads `by` records further inside."""
    return replaced(node, 0, lambda found, depth: _deeper(found, depth, by))


def of_record(definition: Typed, record: Typed | int) -> Typed:
    """The value of `definition` (written for its own record) for another record.

    `record` is the depth of a record in scope, or a reference whose record is meant; for a
    reference to nothing the result is blank.
    """
    if isinstance(record, int):
        return shifted(definition, record)
    value = replaced(definition, 0, lambda found, depth: _followed(found, depth, record))
    nothing = Literal(type=value.type, nullable=True, value=None, span=value.span)
    case = Case(
        type=value.type,
        nullable=True,
        branches=((IsBlank(type=Boolean(), operand=record), nothing),),
        otherwise=value,
    )
    return carrying(case, (record, value))


def _deeper(node: Typed, depth: int, by: int) -> Typed | None:
    if isinstance(node, FieldValue | RecordId) and node.depth >= depth:
        return replace(node, depth=node.depth + by)
    return None


def _followed(node: Typed, depth: int, record: Typed) -> Typed | None:
    if isinstance(node, RecordId) and node.depth == depth:
        return shifted(record, depth)
    if isinstance(node, FieldValue) and node.depth == depth:
        return Follow(
            type=node.type,
            nullable=True,
            may_error=node.may_error or record.may_error,
            volatile=record.volatile,
            contextual=record.contextual,
            span=node.span,
            record=shifted(record, depth),
            table=node.table,
            key=node.key,
        )
    return None


def replaced(node: Typed, depth: int, change: Callable[[Typed, int], Typed | None]) -> Typed:
    """`node` with every part for which `change` has an answer replaced by it; `depth` is how many
    records of items are in scope at `node`."""
    changed = change(node, depth)
    if changed is not None:
        return changed
    values: dict[str, object] = {}
    for name in _part_names(type(node)):
        value = getattr(node, name)
        inner = depth + 1 if isinstance(value, Typed) and binds_record(node, value) else depth
        new = _replaced_in(value, inner, change)
        if new is not value:
            values[name] = new
    # Both Related and FieldValue keep their facts: only which record they read has changed.
    return replace(node, **values) if values else node  # type: ignore[arg-type]  # names of fields


def _replaced_in(value: object, depth: int, change: Callable[[Typed, int], Typed | None]) -> object:
    if isinstance(value, Typed):
        return replaced(value, depth, change)
    if isinstance(value, tuple):
        new = tuple(_replaced_in(item, depth, change) for item in value)
        same = all(one is other for one, other in zip(new, value, strict=True))
        return value if same else new
    return value


def _typed_in(value: object) -> Iterator[Typed]:
    if isinstance(value, Typed):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _typed_in(item)


def _part_names(kind: type[Typed]) -> tuple[str, ...]:
    names = _PART_NAMES.get(kind.__name__)
    if names is None:
        names = tuple(field.name for field in fields(kind) if field.name not in _FACTS)
        _PART_NAMES[kind.__name__] = names
    return names
