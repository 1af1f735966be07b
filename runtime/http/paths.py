"""Which application serves a path, found part by part.

Trying one regular expression after another costs as much as reading the record that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

FREE = re.compile(r"\{(\w+)\}")


@dataclass(slots=True)
class Step(Generic[T]):
    """What may follow on the beginning of a path: parts as they are written, or any part. `found`
    is what serves the path that ends here, with the `names` of its free parts."""

    written: dict[str, Step[T]] = field(default_factory=dict)
    free: Step[T] | None = None
    names: tuple[str, ...] = ()
    found: T | None = None


Match = tuple[T, dict[str, str]]
"""What serves a path, and its free parts by name."""


def build_paths(served: Mapping[str, T]) -> Step[T]:
    """The first step of these paths, written as in `/apps/{app}/tables`; those with a part that
    is not wholly free or wholly written are left out.

    >>> first = build_paths({"/a/{x}": 1, "/a/b": 2})
    >>> find_path(first, "/a/c"), find_path(first, "/a/b"), find_path(first, "/a/")
    ((1, {'x': 'c'}), (2, {}), None)
    """
    first: Step[T] = Step()
    for path, what in served.items():
        step, names, parts = first, list[str](), path.split("/")
        if any("{" in part and not FREE.fullmatch(part) for part in parts):
            continue
        for part in parts:
            if FREE.fullmatch(part):
                names.append(part.strip("{}"))
                step.free = step.free or Step()
                step = step.free
            else:
                step = step.written.setdefault(part, Step())
        step.names, step.found = tuple(names), what
    return first


def find_path(first: Step[T], path: str) -> Match[T] | None:
    """What serves the path, None where nothing does. A part as it is written goes before a free
    one, which is never empty."""
    return _follow(first, path.split("/"), ())


def _follow(step: Step[T], parts: Sequence[str], values: tuple[str, ...]) -> Match[T] | None:
    for index, part in enumerate(parts):
        written, free = step.written.get(part), step.free if part else None
        if written is not None and free is not None:
            rest = parts[index + 1 :]
            found = _follow(written, rest, values)
            return found or _follow(free, rest, (*values, part))
        if written is not None:
            step = written
        elif free is not None:
            step = free
            values = (*values, part)
        else:
            return None
    return None if step.found is None else (step.found, dict(zip(step.names, values, strict=True)))
