"""Changes to views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import REST, Pattern


@dataclass(frozen=True, slots=True)
class AddView(Change):
    """A new way to look at a table."""

    code: ClassVar[str] = "add_view"

    def parameters(self, language: str) -> dict[str, str]:
        """What kind it is, beside the name."""
        return Change.parameters(self, language) | {"kind": self.said("type", language)}

    def inverse(self) -> RemoveView:
        """The change that takes this one back."""
        return self.turned(RemoveView)


@dataclass(frozen=True, slots=True)
class RemoveView(Change):
    """The view is gone; the records stay."""

    code: ClassVar[str] = "remove_view"

    def inverse(self) -> AddView:
        """The change that takes this one back."""
        return self.turned(AddView)


@dataclass(frozen=True, slots=True)
class RelabelView(Change):
    """People call the view something else."""

    code: ClassVar[str] = "relabel_view"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeView(Change):
    """Anything a view shows: its columns, filter, sections, colors."""

    code: ClassVar[str] = "change_view"


PATTERNS = (
    Pattern("view", (), ChangeView, add=AddView, remove=RemoveView),
    Pattern("view", ("label",), RelabelView),
    Pattern("view", (REST,), ChangeView),
)
