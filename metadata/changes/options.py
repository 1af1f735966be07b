"""Changes to options, of one field or shared, and to option sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddOption(Change):
    """A new option to choose."""

    code: ClassVar[str] = "add_option"

    def inverse(self) -> RemoveOption:
        """The change that takes this one back."""
        return self.turned(RemoveOption)


@dataclass(frozen=True, slots=True)
class RemoveOption(Change):
    """The option is gone; records that hold it lose it, restorably."""

    code: ClassVar[str] = "remove_option"

    def inverse(self) -> AddOption:
        """The change that takes this one back."""
        return self.turned(AddOption)


@dataclass(frozen=True, slots=True)
class RelabelOption(Change):
    """People call the option something else; its value stays."""

    code: ClassVar[str] = "relabel_option"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class RecolourOption(Change):
    """The option is shown in another color."""

    code: ClassVar[str] = "recolour_option"

    def parameters(self, language: str) -> dict[str, str]:
        """The two colors, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeFieldOption(Change):
    """Any other property of an option of a field."""

    code: ClassVar[str] = "change_option"


@dataclass(frozen=True, slots=True)
class ChangeOption(Change):
    """Any other property of an option of a shared set: its parent."""

    code: ClassVar[str] = "change_option"


@dataclass(frozen=True, slots=True)
class ReorderFieldOptions(Change):
    """The options of a field stand in another order."""

    code: ClassVar[str] = "reorder_options"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ReorderOptions(Change):
    """The options of a shared set stand in another order."""

    code: ClassVar[str] = "reorder_options"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class AddOptionSet(Change):
    """A new list of options that fields may share."""

    code: ClassVar[str] = "add_option_set"

    def parameters(self, language: str) -> dict[str, str]:
        """How many options the set has, beside its name."""
        return Change.parameters(self, language) | {"options": self.count("options")}

    def inverse(self) -> RemoveOptionSet:
        """The change that takes this one back."""
        return self.turned(RemoveOptionSet)


@dataclass(frozen=True, slots=True)
class RemoveOptionSet(Change):
    """The list of options is gone; no field uses it."""

    code: ClassVar[str] = "remove_option_set"

    def inverse(self) -> AddOptionSet:
        """The change that takes this one back."""
        return self.turned(AddOptionSet)


@dataclass(frozen=True, slots=True)
class ChangeOptionSet(Change):
    """Any other property of an option set: its label, its source."""

    code: ClassVar[str] = "change_option_set"


FIELD = ("fields", ANY, "options", ANY)
SHARED = ("options", ANY)

PATTERNS = (
    Pattern(
        "table",
        FIELD,
        ChangeFieldOption,
        add=AddOption,
        remove=RemoveOption,
        reorder=ReorderFieldOptions,
    ),
    Pattern("table", (*FIELD, "label"), RelabelOption),
    Pattern("table", (*FIELD, "color"), RecolourOption),
    Pattern("table", (*FIELD, REST), ChangeFieldOption),
    Pattern("option_set", (), ChangeOptionSet, add=AddOptionSet, remove=RemoveOptionSet),
    Pattern(
        "option_set",
        SHARED,
        ChangeOption,
        add=AddOption,
        remove=RemoveOption,
        reorder=ReorderOptions,
    ),
    Pattern("option_set", (*SHARED, "label"), RelabelOption),
    Pattern("option_set", (*SHARED, "color"), RecolourOption),
    Pattern("option_set", (*SHARED, REST), ChangeOption),
    Pattern("option_set", (REST,), ChangeOptionSet),
)
