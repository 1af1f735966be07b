"""Which change an edit is: patterns over the kind of a document and the path into it."""

from __future__ import annotations

from dataclasses import dataclass

from metadata.changes.change import Change
from metadata.edits import (
    AddDocument,
    AddItem,
    Edit,
    Path,
    RemoveDocument,
    RemoveItem,
    RenameDocument,
    RenameItem,
    Reorder,
)
from metadata.pieces import ABSENT

ANY = "*"
"""One step of a path, whatever it is."""

REST = "..."
"""All further steps of a path, and at least one."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Edits of documents of `kind` at `path` are the change `change`; those that add, remove,
    rename or reorder what stands there are another one where it is said."""

    kind: str
    path: Path
    change: type[Change]
    add: type[Change] | None = None
    remove: type[Change] | None = None
    rename: type[Change] | None = None
    reorder: type[Change] | None = None

    def fits(self, edit: Edit) -> bool:
        """Whether the edit is one of these."""
        if self.kind not in (ANY, edit.document[1]):
            return False
        path = (*edit.path, ANY) if isinstance(edit, Reorder) else edit.path
        is_open = self.path[-1:] == (REST,)
        fixed = self.path[:-1] if is_open else self.path
        fits_length = len(path) > len(fixed) if is_open else len(path) == len(fixed)
        pairs = zip(fixed, path, strict=False)
        return fits_length and all(wanted in (ANY, step) for wanted, step in pairs)

    def change_of(self, edit: Edit) -> type[Change]:
        """The change that a fitting edit is."""
        return self.special_of(edit) or self.change

    def special_of(self, edit: Edit) -> type[Change] | None:
        """The class for what the edit does, where it has one of its own."""
        match edit:
            case AddDocument() | AddItem():
                return self.add
            case RemoveDocument() | RemoveItem():
                return self.remove
            case RenameDocument() | RenameItem():
                return self.rename
            case Reorder():
                return self.reorder
        is_new, is_gone = edit.before is ABSENT, edit.after is ABSENT
        return self.add if is_new else self.remove if is_gone else None

    def own_steps(self, edit: Edit) -> int:
        """How many steps of a fitting edit's path name the piece itself: those up to the last that
        may be anything; a new order is one of the piece around."""
        named = max((index + 1 for index, step in enumerate(self.path) if step == ANY), default=0)
        return max(named - 2, 0) if isinstance(edit, Reorder) and self.reorder else named
