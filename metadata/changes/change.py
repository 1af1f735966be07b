"""What all changes share: one edit of the documents, said in words and able to be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

from metadata.changes.messages import property_words, sentence_of, value_words
from metadata.edits import (
    AddDocument,
    AddItem,
    Edit,
    RemoveDocument,
    RemoveItem,
    RenameDocument,
    RenameItem,
    Reorder,
    SetValue,
)
from metadata.pieces import ABSENT, is_same
from metadata.problems import Place

Kind = TypeVar("Kind", bound="Change")


@dataclass(frozen=True, slots=True)
class Subject:
    """The piece that changes: its place, and what it is called in each language (`线索.手机`,
    `lead.mobile`)."""

    place: Place
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One named change. `before` and `after` are the piece as it stands before and after; where it
    is there only once, both are the same."""

    code: ClassVar[str]
    """Finds the words in `metadata.changes.messages`."""

    edit: Edit
    before: Subject
    after: Subject
    own_steps: int = 0
    """How many steps of the edit's path name the subject and not one of its properties."""

    @property
    def place(self) -> Place:
        """Where the change is to be seen: in the documents after it, if it is still there."""
        return self.after.place

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return self.turned(type(self))

    def turned(self, kind: type[Kind]) -> Kind:
        """The change in the other direction, as one of `kind`."""
        return kind(self.edit.inverse(), self.after, self.before, self.own_steps)

    def sentence(self, language: str) -> str:
        """The change in words: `字段 线索.手机：名称 电话 → 手机`."""
        return sentence_of(self.code, language, self.parameters(language))

    def parameters(self, language: str) -> dict[str, str]:
        """What fills the words: `subject`, and `what` differs."""
        return {"subject": self.after.names[language], "what": self.difference(language)}

    def pair(self, language: str) -> dict[str, str]:
        """What was and what is, in words."""
        return values_apart(*self.values, language, self.edit.path[-1:])

    def said(self, name: str, language: str) -> str:
        """What the piece that came or went says under `name`, in words."""
        piece = next((value for value in self.values if isinstance(value, Mapping)), {})
        return value_words(piece.get(name, ABSENT), language, name)

    def count(self, name: str) -> str:
        """How many items the piece that came or went has under `name`."""
        piece = next((value for value in self.values if isinstance(value, Mapping)), {})
        return str(len(piece.get(name, ())))

    def difference(self, language: str) -> str:
        """What is different, in words that fit any piece: `最大长度 100 → 120`."""
        edit = self.edit
        if isinstance(edit, SetValue):
            pair = values_apart(edit.before, edit.after, language, edit.path[-1:])
            return sentence_of("set_value", language, self.named(edit.path, language) | pair)
        if isinstance(edit, Reorder):
            pair = {"before": ", ".join(edit.before), "after": ", ".join(edit.after)}
            return sentence_of("reorder", language, self.named(edit.path, language) | pair)
        if isinstance(edit, AddItem | RemoveItem):
            code = "add_item" if isinstance(edit, AddItem) else "remove_item"
            item = {"item": value_words(edit.item, language)}
            return sentence_of(code, language, self.named(edit.path[:-1], language) | item)
        if isinstance(edit, RenameItem | RenameDocument):
            pair = {"before": str(edit.before["key"]), "after": str(edit.after["key"])}
            return sentence_of("rename", language, pair)
        return value_words(edit.body.get("label", edit.document[2]), language)

    def named(self, path: tuple[str, ...], language: str) -> dict[str, str]:
        """The name of the property at `path`, as this kind of change tells it."""
        return {"property": property_words(path[self.own_steps :], language)}

    """How many steps of an edit's path name the subject and not one of its properties."""

    @property
    def values(self) -> tuple[object, object]:
        """The JSON values before and after: of the property, of the item or of the document."""
        edit = self.edit
        match edit:
            case SetValue() | RenameItem() | RenameDocument() | Reorder():
                return edit.before, edit.after
            case AddItem():
                return ABSENT, edit.item
            case RemoveItem():
                return edit.item, ABSENT
            case AddDocument():
                return ABSENT, edit.body
            case RemoveDocument():
                return edit.body, ABSENT


def values_apart(
    before: object, after: object, language: str, name: tuple[str, ...]
) -> dict[str, str]:
    """Two values of the property `name` in words that differ: a text whose wording in `language` is
    the same is shown in every language it has."""
    last = name[0] if name else ""
    shown = value_words(before, language, last), value_words(after, language, last)
    if shown[0] == shown[1] and not is_same(before, after):
        shown = value_words(before, None), value_words(after, None)
    return {"before": shown[0], "after": shown[1]}
