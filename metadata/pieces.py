"""JSON values as pieces: what makes two values the same, and what a list's items are known by.

A document is compared and merged piece by piece. An item of a list is known by its key, so that
moving it or adding one before it is not a change of all that follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeGuard

from metadata.documents.label import LANGUAGES


class Absent(Enum):
    """The value of a property that is not there, which is not the same as null."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT

IDENTITIES = ("key", "value", "field", "view", "app")
"""The properties an item is known by; the first that it has counts."""

WHOLE = frozenset(
    {
        "label",
        "message",
        "help",
        "placeholder",
        "description",
        "heading",
        "intro",
        "button",
        "thanks",
        "ask",
        "reason",
        "text",
        "title",
        "todo",
        "confirm",
        "template",
    }
)
"""Properties whose value is one piece though it is an object: a text in several languages."""


def is_same(one: object, other: object) -> bool:
    """Whether two JSON values are the same: `true` is not `1`, `1` is not `1.0`, the order of an
    object's properties says nothing.

    >>> is_same({"a": 1, "b": [True]}, {"b": [True], "a": 1})
    True
    >>> is_same([1], [True])
    False
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and one == other


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list | tuple)


def identity_of(item: object) -> str | None:
    """What an item of a list is known by; None where nothing names it.

    An item without a key is known by its label (the sections of a form), a step without one by
    what it does, and "" is the only one without a name.

    >>> identity_of({"field": "mobile", "width": 120}), identity_of("mobile")
    ('mobile', 'mobile')
    """
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return None
    name = identifier_of(item)
    if name is not None:
        return str(item[name])
    label: object = item.get("label", item.get("do", ""))
    if isinstance(label, Mapping):
        label = next((label[language] for language in LANGUAGES if language in label), "")
    return label if isinstance(label, str) else None


def identifier_of(item: object) -> str | None:
    """The property an item is known by; None where that is its label, or the item no object."""
    if not isinstance(item, Mapping):
        return None
    if "do" in item:
        return "key" if isinstance(item.get("key"), str) else None
    return next((name for name in IDENTITIES if isinstance(item.get(name), str)), None)


def items_of(value: object) -> dict[str, object] | None:
    """The items of a list by what they are known by, in order; None where the value is no list or
    two of its items cannot be told apart: such a value is one piece."""
    if not is_list(value):
        return None
    items: dict[str, object] = {}
    for item in value:
        identity = identity_of(item)
        if identity is None or identity in items:
            return None
        items[identity] = item
    return items


def renamed_items(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, str]:
    """New key → old key of the items that say they were renamed (`renamed_from`, decision 3), or
    that get back the key they were renamed from: so undo leads back."""
    renamed: dict[str, str] = {}
    gone = {key: item for key, item in before.items() if key not in after}
    for key, item in after.items():
        if key in before or not has_key(item, key):
            continue
        back = (old for old, was in gone.items() if earlier_key(was, old) == key)
        old = earlier_key(item, key)
        old = old if old in gone and has_key(gone[old], old) else next(back, None)
        if old is not None and old not in renamed.values():
            renamed[key] = old
    return renamed


def earlier_key(item: object, key: str) -> str | None:
    """The key that an item says it had."""
    old = item.get("renamed_from") if has_key(item, key) else None
    return old if isinstance(old, str) else None


def has_key(item: object, key: str) -> TypeGuard[Mapping[str, object]]:
    """Whether the item is known by its property `key`, and this is it."""
    return isinstance(item, Mapping) and item.get("key") == key


def pointer_parts(document: object, path: Sequence[str]) -> tuple[str | int, ...]:
    """The steps of the JSON pointer that leads along `path`, in which items are named by what they
    are known by; it ends where the document does."""
    parts: list[str | int] = []
    value = document
    for step in path:
        if isinstance(value, Mapping):
            parts.append(step)
            value = value.get(step)
            continue
        items = items_of(value)
        if items is None or step not in items:
            break
        parts.append(list(items).index(step))
        value = items[step]
    return tuple(parts)
