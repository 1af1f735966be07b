"""The difference of documents as JSON: the edits that lead from one set of documents to another.

``compare_documents(a, b)`` gives edits; ``apply_edits(a, edits)`` gives b; the inverses, last one
first, applied to b give a. `metadata.changes` says in words what an edit means.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metadata.documents.kinds import KINDS
from metadata.pieces import (
    ABSENT,
    WHOLE,
    identifier_of,
    identity_of,
    is_same,
    items_of,
    renamed_items,
)
from metadata.resolved import DocumentKey

Sources = Mapping[DocumentKey, Mapping[str, object]]
Path = tuple[str, ...]
"""Steps into a document: property names, and what list items are known by."""

MARKS = ("key", "renamed_from")
"""The properties that a rename writes."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """The value at `path` becomes `after`; ABSENT where the property is not there."""

    document: DocumentKey
    path: Path
    before: object
    after: object

    def inverse(self) -> SetValue:
        """The edit that takes this one back."""
        return SetValue(self.document, self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddItem:
    """`item` stands in a list, behind the item known as `previous` (None: at the start). The last
    step of `path` is what it is known by. `alone`: the list is there only while it holds items."""

    document: DocumentKey
    path: Path
    item: object
    previous: str | None
    alone: bool = False

    def inverse(self) -> RemoveItem:
        """The edit that takes this one back."""
        return RemoveItem(self.document, self.path, self.item, self.previous, self.alone)


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """The opposite of AddItem: `item` no longer stands in its list."""

    document: DocumentKey
    path: Path
    item: object
    previous: str | None
    alone: bool = False

    def inverse(self) -> AddItem:
        """The edit that takes this one back."""
        return AddItem(self.document, self.path, self.item, self.previous, self.alone)


@dataclass(frozen=True, slots=True)
class Reorder:
    """The items of the list at `path` stand in another order."""

    document: DocumentKey
    path: Path
    before: tuple[str, ...]
    after: tuple[str, ...]

    def inverse(self) -> Reorder:
        """The edit that takes this one back."""
        return Reorder(self.document, self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class RenameItem:
    """An item gets another key and stays the same item. The last step of `path` is its old key;
    `before` and `after` are its properties `key` and `renamed_from`, where it has them."""

    document: DocumentKey
    path: Path
    before: Mapping[str, object]
    after: Mapping[str, object]

    def inverse(self) -> RenameItem:
        """The edit that takes this one back."""
        path = (*self.path[:-1], str(self.after["key"]))
        return RenameItem(self.document, path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class AddDocument:
    document: DocumentKey
    body: Mapping[str, object]
    path: Path = ()

    def inverse(self) -> RemoveDocument:
        """The edit that takes this one back."""
        return RemoveDocument(self.document, self.body)


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    document: DocumentKey
    body: Mapping[str, object]
    path: Path = ()

    def inverse(self) -> AddDocument:
        """The edit that takes this one back."""
        return AddDocument(self.document, self.body)


@dataclass(frozen=True, slots=True)
class RenameDocument:
    """`document` gets another key and stays the same; `before` and `after` as in RenameItem."""

    document: DocumentKey
    before: Mapping[str, object]
    after: Mapping[str, object]
    path: Path = ()

    @property
    def renamed(self) -> DocumentKey:
        """What the document is called afterwards."""
        return (*self.document[:2], str(self.after["key"]))

    def inverse(self) -> RenameDocument:
        """The edit that takes this one back."""
        return RenameDocument(self.renamed, self.after, self.before)


Edit = (
    SetValue
    | AddItem
    | RemoveItem
    | Reorder
    | RenameItem
    | AddDocument
    | RemoveDocument
    | RenameDocument
)


def compare_documents(before: Sources, after: Sources) -> tuple[Edit, ...]:
    """The edits that lead from `before` to `after`, ordered by kind and key of the document as the
    kinds stand in an app's folder; empty exactly if both are the same."""
    renamed = renamed_documents(before, after)
    gone = before.keys() - after.keys() - set(renamed.values())
    edits: list[Edit] = []
    for document in sorted(after.keys() | gone, key=place_in_folder):
        if document in gone:
            edits.append(RemoveDocument(document, before[document]))
        elif document in renamed:
            old = renamed[document]
            edits.append(RenameDocument(old, marks(before[old]), marks(after[document])))
            unmarked = without_marks(before[old]), without_marks(after[document])
            edits.extend(compare_values(document, (), *unmarked))
        elif document not in before:
            edits.append(AddDocument(document, after[document]))
        else:
            edits.extend(compare_values(document, (), before[document], after[document]))
    return tuple(edits)


def place_in_folder(document: DocumentKey) -> tuple[int, DocumentKey]:
    """What sorts documents as people list them: the app, its tables and so on, then by key."""
    kinds = list(KINDS)
    kind = document[1]
    return kinds.index(kind) if kind in kinds else len(kinds), document


def renamed_documents(before: Sources, after: Sources) -> dict[DocumentKey, DocumentKey]:
    """New → old of the documents that say they were renamed."""
    renamed: dict[DocumentKey, DocumentKey] = {}
    for group in sorted({document[:2] for document in after}):
        old = {key[2]: body for key, body in before.items() if key[:2] == group}
        new = {key[2]: body for key, body in after.items() if key[:2] == group}
        for key, old_key in renamed_items(old, new).items():
            renamed[(*group, key)] = (*group, old_key)
    return renamed


def compare_values(
    document: DocumentKey, path: Path, before: object, after: object
) -> Iterator[Edit]:
    """The edits between two values that stand at `path`."""
    if is_same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            pair = before.get(name, ABSENT), after.get(name, ABSENT)
            if name not in WHOLE:
                yield from compare_values(document, (*path, name), *pair)
            elif not is_same(*pair):
                yield SetValue(document, (*path, name), *pair)
        return
    alone = before is ABSENT or after is ABSENT
    old = items_of([] if before is ABSENT else before)
    new = items_of([] if after is ABSENT else after)
    is_listed = old is not None and new is not None and not (alone and not old and not new)
    if path and is_listed and old is not None and new is not None:
        yield from compare_items(document, path, (old, new), alone)
    else:
        yield SetValue(document, path, before, after)


def compare_items(
    document: DocumentKey,
    path: Path,
    lists: tuple[Mapping[str, object], Mapping[str, object]],
    alone: bool,
) -> Iterator[Edit]:
    """The edits between two lists whose items are known by something: renames, removals, additions,
    a new order, and what changed inside the items that stayed."""
    before, after = lists
    renamed = renamed_items(before, after)
    for key, old_key in renamed.items():
        yield RenameItem(document, (*path, old_key), marks(before[old_key]), marks(after[key]))
    new_keys = {old_key: key for key, old_key in renamed.items()}
    kept = {new_keys.get(key, key): item for key, item in before.items()}
    order = list(kept)
    for index in reversed(range(len(order))):
        key = order[index]
        if key not in after:
            previous = order[index - 1] if index else None
            yield RemoveItem(document, (*path, key), kept[key], previous, alone)
    present, previous = [key for key in order if key in after], None
    for key, item in after.items():
        if key not in kept:
            yield AddItem(document, (*path, key), item, previous, alone)
            present.insert(0 if previous is None else present.index(previous) + 1, key)
        previous = key
    if present != list(after):
        yield Reorder(document, path, tuple(present), tuple(after))
    for key in (key for key in after if key in kept):
        old, new = kept[key], after[key]
        if key in renamed:
            pair = without_marks(old), without_marks(new)
            yield from compare_values(document, (*path, key), *pair)
        elif identifier_of(old) == identifier_of(new):
            yield from compare_values(document, (*path, key), old, new)
        else:
            yield SetValue(document, (*path, key), old, new)


def marks(item: object) -> dict[str, object]:
    """The properties of an item that a rename writes."""
    assert isinstance(item, Mapping)
    return {name: item[name] for name in MARKS if name in item}


def without_marks(item: object) -> dict[str, object]:
    """The properties of an item that a rename leaves alone."""
    assert isinstance(item, Mapping)
    return {name: value for name, value in item.items() if name not in MARKS}


def inverse_edits(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that take all of `edits` back."""
    return tuple(edit.inverse() for edit in reversed(edits))


def apply_edits(sources: Sources, edits: Sequence[Edit]) -> dict[DocumentKey, Mapping[str, object]]:
    """The documents after the edits, in their order. Raises KeyError where an edit does not fit."""
    bodies: dict[DocumentKey, dict[str, object]] = {}
    result: dict[DocumentKey, Mapping[str, object]] = dict(sources)
    for edit in edits:
        if isinstance(edit, RemoveDocument):
            del result[edit.document]
        elif isinstance(edit, AddDocument):
            result[edit.document] = bodies[edit.document] = copy.deepcopy(dict(edit.body))
        else:
            body = bodies.get(edit.document) or copy.deepcopy(dict(result[edit.document]))
            if isinstance(edit, RenameDocument):
                del result[edit.document]
                bodies.pop(edit.document, None)
                body = {**edit.after, **without_marks(body)}
                result[edit.renamed] = bodies[edit.renamed] = body
            else:
                result[edit.document] = bodies[edit.document] = body
                apply_within(body, edit)
    return result


def apply_within(
    body: dict[str, object], edit: SetValue | AddItem | RemoveItem | Reorder | RenameItem
) -> None:
    """The document `body` is as the edit says."""
    if isinstance(edit, SetValue):
        set_at(body, edit.path, edit.after)
        return
    path = edit.path if isinstance(edit, Reorder) else edit.path[:-1]
    present = value_at(body, path)
    items = items_of([] if present is ABSENT else present)
    if items is None:
        raise KeyError(path)
    if isinstance(edit, AddItem):
        index = 0 if edit.previous is None else list(items).index(edit.previous) + 1
        values = list(items.values())
        values.insert(index, copy.deepcopy(edit.item))
    elif isinstance(edit, RemoveItem):
        values = [item for key, item in items.items() if key != edit.path[-1]]
    elif isinstance(edit, Reorder):
        values = [items[key] for key in edit.after]
    else:
        item = {**edit.after, **without_marks(items[edit.path[-1]])}
        values = [item if key == edit.path[-1] else old for key, old in items.items()]
    is_gone = isinstance(edit, RemoveItem) and edit.alone and not values
    set_at(body, path, ABSENT if is_gone else values)


def value_at(value: object, path: Path) -> object:
    """The value at `path`; ABSENT where there is none."""
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step, ABSENT)
        else:
            value = (items_of(value) or {}).get(step, ABSENT)
    return value


def set_at(body: dict[str, object], path: Path, value: object) -> None:
    """The value at `path` is `value`; the property is gone where it is ABSENT."""
    holder: object = value_at(body, path[:-1])
    if isinstance(holder, dict):
        if value is ABSENT:
            holder.pop(path[-1], None)
        else:
            holder[path[-1]] = copy.deepcopy(value)
        return
    if not isinstance(holder, list):
        raise KeyError(path)
    index = [identity_of(item) for item in holder].index(path[-1])
    holder[index] = copy.deepcopy(value)
