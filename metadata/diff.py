"""Two revisions → the changes between them, named and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metadata.changes import PATTERNS
from metadata.changes.change import Change, Subject
from metadata.changes.fields import NarrowField, WidenField
from metadata.edits import (
    Edit,
    Path,
    RenameDocument,
    RenameItem,
    Sources,
    compare_documents,
    renamed_documents,
    value_at,
)
from metadata.pairs import TablePair, pair_tables
from metadata.pieces import ABSENT, pointer_parts
from metadata.plan_columns import COMPUTED, is_narrower
from metadata.problems import Place
from metadata.resolved import DocumentKey, Resolved


def diff_documents(before: Resolved, after: Resolved) -> tuple[Change, ...]:
    """Everything that differs between two revisions, each difference as one named change; empty
    exactly if the documents are the same. Applying their edits in order leads from one to the
    other."""
    renamed = renamed_documents(before.sources, after.sources)
    pairs = pair_tables(before, after)
    changes = []
    for edit in compare_documents(before.sources, after.sources):
        pattern = next(pattern for pattern in PATTERNS if pattern.fits(edit))
        kind = pattern.change_of(edit)
        if kind is WidenField and is_narrowing(edit, pairs):
            kind = NarrowField
        steps = pattern.own_steps(edit)
        old, new = places_of(edit, renamed)
        subjects = (
            subject_of(before.sources, *old, steps),
            subject_of(after.sources, *new, steps),
        )
        is_there = [subject for subject in subjects if subject is not None]
        changes.append(kind(edit, is_there[0], is_there[-1], steps))
    return tuple(changes)


def is_narrowing(edit: Edit, pairs: Mapping[str, TablePair]) -> bool:
    """Whether the field that the edit is within may lose values."""
    pair = pairs.get(f"{edit.document[0]}.{edit.document[2]}")
    if pair is None or edit.path[1] not in pair.fields:
        return False
    old, new = pair.before.fields[pair.fields[edit.path[1]]], pair.after.fields[edit.path[1]]
    return is_narrower(old, new) or (new.type in COMPUTED and old.type not in COMPUTED)


def places_of(
    edit: Edit, renamed: Mapping[DocumentKey, DocumentKey]
) -> tuple[tuple[DocumentKey, Path], tuple[DocumentKey, Path]]:
    """Where what the edit is about stands before, and where it stands after."""
    old, new = renamed.get(edit.document, edit.document), edit.document
    if isinstance(edit, RenameDocument):
        old, new = edit.document, edit.renamed
    if isinstance(edit, RenameItem):
        return (old, edit.path), (new, (*edit.path[:-1], str(edit.after["key"])))
    return (old, edit.path), (new, edit.path)


def subject_of(sources: Sources, document: DocumentKey, path: Path, steps: int) -> Subject | None:
    """The piece that the first `steps` of the path name, as it stands in `sources`; None if it is
    not there. (A field that is renamed in the same change is looked for where it stands.)"""
    body = sources.get(document)
    own = path[:steps]
    if body is None or value_at(body, own) is ABSENT:
        return None
    place = Place(*document).at(*pointer_parts(body, path))
    trail = [(document[2], body), *named_steps(sources, document, own)]
    keys = [key for key, _ in trail]
    if document[1] == "app":
        keys = keys[1:] or keys
    labels = [label_in_chinese(key, piece) for key, piece in trail]
    return Subject(place, {"zh": ".".join(labels[-len(keys) :]), "en": ".".join(keys)})


def named_steps(sources: Sources, document: DocumentKey, own: Path) -> Iterator[tuple[str, object]]:
    """The keys along the path with the pieces whose labels name them: every second step is a key.
    A machine is named by its field, a role's power by the table and field it is over."""
    for index in range(1, len(own), 2):
        key = own[index]
        if document[1] == "role":
            table = (*split_name(own[1], document[0]),)
            body = sources.get((table[0], "table", table[1]), {})
            yield key, body if index == 1 else value_at(body, ("fields", key))
        elif own[index - 1] == "state_machines":
            yield key, value_at(sources[document], ("fields", key))
        else:
            yield key, value_at(sources[document], own[: index + 1])


def split_name(name: str, app: str) -> tuple[str, str]:
    """The app and key of a table named in a document of `app`."""
    owner, dot, key = name.rpartition(".")
    return (owner, key) if dot else (app, key)


def label_in_chinese(key: str, piece: object) -> str:
    """What a piece is called in Chinese, else its key."""
    label = piece.get("label") if isinstance(piece, Mapping) else None
    if isinstance(label, Mapping):
        label = label.get("zh") or next(iter(label.values()), None)
    return label if isinstance(label, str) else key
