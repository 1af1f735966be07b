"""Three-way merge of documents: a base that moved (decision 18), the upgrade of a package.

What only one side changed is taken; what both changed alike is taken; what both changed otherwise
is a conflict, and stays as it is at present until somebody decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metadata.edits import Path, Sources, renamed_documents
from metadata.pieces import ABSENT, WHOLE, is_list, is_same, items_of, pointer_parts, renamed_items
from metadata.problems import Place
from metadata.resolved import DocumentKey

KINDS = ("type", "kind")
"""Properties that say which others a piece has: when one side changes them, what the other side
changed inside may have no place any more."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A piece that both sides changed, each in its own way: what it was, and both sides. ABSENT
    where it is not there. `place` points into the present documents, as far as they go."""

    document: DocumentKey
    path: Path
    place: Place
    old: object
    new: object
    present: object

    @property
    def name(self) -> str:
        """What somebody who decides calls it: `view/lead_all/columns/company/width`."""
        return "/".join((*self.document[1:], *self.path))


@dataclass(frozen=True, slots=True)
class Merged:
    """The documents with what both sides changed; whole only where `conflicts` is empty."""

    documents: Mapping[DocumentKey, Mapping[str, object]]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Three:
    """One value at all three points."""

    old: object
    new: object
    present: object

    def map(self, name: str) -> Three:
        """The property `name` of the three objects; ABSENT in those that are none."""
        return Three(*(part_of(value, name) for value in (self.old, self.new, self.present)))


@dataclass(slots=True)
class Found:
    """The conflicts found so far, within one document."""

    document: DocumentKey
    present: object
    taken: Collection[str] = ()
    conflicts: list[Conflict] = field(default_factory=list)

    def add(self, path: Path, three: Three) -> object:
        """The conflict is noted, and the value is what it is at present; where the new one was
        `taken` (by the conflict's name) it is that, and nothing is left to decide."""
        place = Place(*self.document).at(*pointer_parts(self.present, path))
        found = Conflict(self.document, path, place, three.old, three.new, three.present)
        if found.name in self.taken:
            return three.new
        self.conflicts.append(found)
        return three.present


def merge_documents(
    old: Sources, new: Sources, present: Sources, taken: Collection[str] = ()
) -> Merged:
    """What leads from `old` to `new`, done to `present`; of the conflicts whose names are `taken`
    the new side is."""
    to_new = {was: now for now, was in renamed_documents(old, new).items()}
    to_present = {was: now for now, was in renamed_documents(old, present).items()}
    arrived = {*new, *present} - set(to_new.values()) - set(to_present.values())
    documents: dict[DocumentKey, Mapping[str, object]] = {}
    conflicts: list[Conflict] = []
    for document in sorted({*old, *arrived}):
        names = to_new.get(document, document), to_present.get(document, document)
        three = Three(
            old.get(document, ABSENT), new.get(names[0], ABSENT), present.get(names[1], ABSENT)
        )
        found = Found(names[1] if names[1] in present else names[0], three.present, taken)
        body = merge_values(found, (), three)
        conflicts.extend(found.conflicts)
        if isinstance(body, Mapping):
            renamed = names[1] if names[1] != document else names[0]
            documents[renamed if document in old else document] = body
    return Merged(documents, tuple(conflicts))


def merge_values(found: Found, path: Path, three: Three) -> object:
    """The value that both sides lead to."""
    if is_same(three.new, three.present) or is_same(three.old, three.new):
        return three.present
    if is_same(three.old, three.present):
        return three.new
    old, new, present = (as_object(value) for value in (three.old, three.new, three.present))
    if old is not None and new is not None and present is not None:
        return merge_objects(found, path, three)
    lists = [as_items(value) for value in (three.old, three.new, three.present)]
    if is_list(three.new) and is_list(three.present) and None not in lists:
        return merge_lists(found, path, three)
    return found.add(path, three)


def as_object(value: object) -> Mapping[str, object] | None:
    """The value if it is an object; one that is not there has no properties."""
    if value is ABSENT:
        return {}
    return value if isinstance(value, Mapping) else None


def as_items(value: object) -> dict[str, object] | None:
    """The items if it is a list of known ones; one that is not there has none."""
    return items_of([] if value is ABSENT else value)


def part_of(value: object, name: str) -> object:
    """A property of an object, ABSENT where there is none."""
    return value.get(name, ABSENT) if isinstance(value, Mapping) else ABSENT


def merge_objects(found: Found, path: Path, three: Three) -> object:
    """Property by property; a piece that is gone on one side is a conflict as a whole, and so is
    one that becomes another kind of piece."""
    if three.new is ABSENT or three.present is ABSENT:
        return found.add(path, three)
    kinds = [three.map(name) for name in KINDS]
    if not all(is_same(kind.new, kind.present) for kind in kinds):
        return found.add(path, three)
    merged: dict[str, object] = {}
    names = [name for value in (three.present, three.new) for name in as_object(value) or {}]
    for name in dict.fromkeys(names):
        parts = three.map(name)
        value = (
            merge_whole(found, (*path, name), parts)
            if name in WHOLE
            else merge_values(found, (*path, name), parts)
        )
        if value is not ABSENT:
            merged[name] = value
    return merged


def merge_whole(found: Found, path: Path, three: Three) -> object:
    """A value that is one piece whatever it is made of."""
    if is_same(three.new, three.present) or is_same(three.old, three.new):
        return three.present
    return three.new if is_same(three.old, three.present) else found.add(path, three)


def merge_lists(found: Found, path: Path, three: Three) -> object:
    """Item by item; items are the same where they are known by the same, or were renamed."""
    old = as_items(three.old) or {}
    new = under_old_keys(old, as_items(three.new) or {})
    present = under_old_keys(old, as_items(three.present) or {})
    noted = len(found.conflicts)
    merged: dict[str, object] = {}
    for key in dict.fromkeys([*old, *present, *new]):
        parts = Three(*(items.get(key, ABSENT) for items in (old, new, present)))
        value = merge_values(found, (*path, key), parts)
        if value is not ABSENT:
            merged[key] = value
    values = [merged[key] for key in merged_order(found, path, (old, new, present), merged)]
    if items_of(values) is None:
        # Both sides brought an item of this key, one of them by renaming: none can be taken.
        del found.conflicts[noted:]
        return found.add(path, three)
    return values


def under_old_keys(old: Mapping[str, object], items: Mapping[str, object]) -> dict[str, object]:
    """The items by the key they had in `old`."""
    renamed = renamed_items(old, items)
    return {renamed.get(key, key): item for key, item in items.items()}


Lists = tuple[Mapping[str, object], Mapping[str, object], Mapping[str, object]]
"""The items of one list: old, new, present."""


def merged_order(
    found: Found, path: Path, lists: Lists, merged: Mapping[str, object]
) -> Iterator[str]:
    """The keys of the merged items in order: the old ones as the side that moved them has them,
    each followed by what the sides put behind it. It is the same whichever side is which."""
    old, new, present = lists
    kept = [tuple(key for key in items if key in old and key in merged) for items in (new, present)]
    everywhere = [key for key in old if key in merged]
    kept = [side if len(side) == len(everywhere) else tuple(everywhere) for side in kept]
    moved = [side for side in kept if side != tuple(everywhere)]
    order = moved[-1] if moved else tuple(everywhere)
    if len(set(moved)) > 1:
        sides = Three(tuple(old), tuple(new), tuple(present))
        order = moved[0] if found.add(path, sides) == sides.new else order
    behind = merge_arrivals(arrivals(new, old, merged), arrivals(present, old, merged))
    for anchor in (None, *order):
        if anchor is not None:
            yield anchor
        yield from behind.get(anchor, ())


Arrivals = Mapping[str | None, Sequence[str]]
"""Old key, or None for the start → the new keys that stand behind it."""


def arrivals(
    items: Iterable[str], old: Mapping[str, object], merged: Mapping[str, object]
) -> dict[str | None, list[str]]:
    """What one side put into the list, by the old item that it stands behind."""
    behind: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in items:
        if key in old:
            anchor = key if key in merged else anchor
        elif key in merged:
            behind.setdefault(anchor, []).append(key)
    return behind


def merge_arrivals(one: Arrivals, other: Arrivals) -> dict[str | None, list[str]]:
    """What both sides put into the list. Behind the same item, the side whose first key comes first
    in the alphabet goes first; what both brought stands once."""
    behind: dict[str | None, list[str]] = {}
    placed: set[str] = set()
    for anchor in sorted({*one, *other}, key=lambda anchor: anchor or ""):
        first, second = sorted([one.get(anchor, ()), other.get(anchor, ())], key=list)
        news = [key for key in dict.fromkeys([*first, *second]) if key not in placed]
        placed.update(news)
        behind[anchor] = news
    return behind
