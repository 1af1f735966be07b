"""Changes to a table as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import REST, Pattern


@dataclass(frozen=True, slots=True)
class AddTable(Change):
    """A new table with all that stands in its document."""

    code: ClassVar[str] = "add_table"

    def parameters(self, language: str) -> dict[str, str]:
        """How many fields the table has, beside its name."""
        return Change.parameters(self, language) | {"fields": self.count("fields")}

    def inverse(self) -> RemoveTable:
        """The change that takes this one back."""
        return self.turned(RemoveTable)


@dataclass(frozen=True, slots=True)
class RemoveTable(Change):
    """The table is gone; its records are kept 30 days."""

    code: ClassVar[str] = "remove_table"

    def inverse(self) -> AddTable:
        """The change that takes this one back."""
        return self.turned(AddTable)


@dataclass(frozen=True, slots=True)
class RenameTable(Change):
    """The table has another key and is the same table (`renamed_from`)."""

    code: ClassVar[str] = "rename_table"


@dataclass(frozen=True, slots=True)
class RelabelTable(Change):
    """People call the table something else."""

    code: ClassVar[str] = "relabel_table"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeTable(Change):
    """Any other property of the table: its title, what is searched, its icon."""

    code: ClassVar[str] = "change_table"


PATTERNS = (
    Pattern("table", (), ChangeTable, add=AddTable, remove=RemoveTable, rename=RenameTable),
    Pattern("table", ("label",), RelabelTable),
    Pattern("table", (REST,), ChangeTable),
)
