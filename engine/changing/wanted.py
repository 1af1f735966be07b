"""What somebody wants the documents to be: what to put, what to delete, what to take back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from engine.errors import DocumentsConflict
from metadata.edits import Sources
from metadata.merge import merge_documents
from metadata.read_documents import read_documents
from metadata.resolved import DocumentKey

Json = Mapping[str, object]
Documents = dict[DocumentKey, object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish, made at revision `base`. `app` None: several apps. `undoes` is the revision to take
    back; such a wish puts and deletes nothing itself."""

    app: str | None
    base: int
    put: Mapping[DocumentKey, object] = field(default_factory=dict)
    delete: Collection[DocumentKey] = ()
    undoes: int | None = None


def want(
    app: str,
    base: int,
    put: Sequence[tuple[str, object]],
    delete: Sequence[tuple[str, str]],
) -> Wanted:
    """The wish to put documents, each (kind, JSON), into an app and to delete (kind, key)."""
    bodies = {(app, kind, key_of(body)): body for kind, body in put}
    return Wanted(app, base, bodies, tuple((app, kind, key) for kind, key in delete))


def key_of(body: object) -> str:
    """The key a document gives itself; '' where it gives none, which reading it will tell."""
    key = body.get("key") if isinstance(body, Mapping) else None
    return key if isinstance(key, str) else ""


def want_whole(desired: Mapping[DocumentKey, object], base: int, present: Sources) -> Wanted:
    """The wish that the apps that occur in `desired` have exactly these documents; `present` are
    those at `base`."""
    apps = {name[0] for name in desired}
    gone = tuple(name for name in present if name[0] in apps and name not in desired)
    return Wanted(apps.pop() if len(apps) == 1 else None, base, dict(desired), gone)


def apply_wish(wanted: Wanted, base: Sources, present: Sources) -> Documents:
    """The documents as they are wanted, where `base` was looked at and `present` is by now.

    A document that cannot be read is not merged but taken as it is, for its problems to be told.
    Raises DocumentsConflict.
    """
    desired: Documents = dict(base)
    desired.update(wanted.put)
    for name in wanted.delete:
        desired.pop(name, None)
    read = read_documents(desired).sources
    merged = merge_documents(base, read, present)
    if merged.conflicts:
        raise DocumentsConflict(merged.conflicts)
    unread = {name: body for name, body in desired.items() if name not in read}
    return {**merged.documents, **unread}


def undo_wish(undone: Sources, before: Sources, present: Sources) -> Documents:
    """The present documents without what led from `before` to `undone`. Raises
    DocumentsConflict where somebody has changed the same since."""
    merged = merge_documents(undone, before, present)
    if merged.conflicts:
        raise DocumentsConflict(merged.conflicts)
    return dict(merged.documents)


def wanted_to_json(wanted: Wanted) -> dict[str, object]:
    """The wish as JSON."""
    return {
        "app": wanted.app,
        "base": wanted.base,
        "put": [[*name, body] for name, body in wanted.put.items()],
        "delete": [list(name) for name in wanted.delete],
        "undoes": wanted.undoes,
    }


def wanted_from_json(value: Json) -> Wanted:
    """The wish that `wanted_to_json` wrote."""
    put = cast(list[tuple[str, str, str, object]], value["put"])
    delete = cast(list[tuple[str, str, str]], value["delete"])
    return Wanted(
        cast(str | None, value["app"]),
        cast(int, value["base"]),
        {(app, kind, key): body for app, kind, key, body in put},
        tuple((app, kind, key) for app, kind, key in delete),
        cast(int | None, value["undoes"]),
    )
