"""Changes to a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeGuard

from metadata.changes.change import Change
from metadata.changes.messages import sentence_of
from metadata.changes.pattern import ANY, REST, Pattern
from metadata.pieces import is_list


@dataclass(frozen=True, slots=True)
class AddField(Change):
    """A new field; records that exist have it blank."""

    code: ClassVar[str] = "add_field"

    def parameters(self, language: str) -> dict[str, str]:
        """The type of the field and how many options it has, beside its name."""
        kind = self.said("type", language)
        options = next((item["options"] for item in self.values if has_options(item)), ())
        if is_list(options) and options:
            count = sentence_of("count_options", language, {"count": str(len(options))})
            kind = f"{kind}{count}"
        return Change.parameters(self, language) | {"kind": kind}

    def inverse(self) -> RemoveField:
        """The change that takes this one back."""
        return self.turned(RemoveField)


@dataclass(frozen=True, slots=True)
class RemoveField(Change):
    """The field is gone; its values are kept 30 days."""

    code: ClassVar[str] = "remove_field"

    def inverse(self) -> AddField:
        """The change that takes this one back."""
        return self.turned(AddField)


@dataclass(frozen=True, slots=True)
class RenameField(Change):
    """The field has another key and is the same field (`renamed_from`)."""

    code: ClassVar[str] = "rename_field"


@dataclass(frozen=True, slots=True)
class RelabelField(Change):
    """People call the field something else; formulas that name it are rewritten."""

    code: ClassVar[str] = "relabel_field"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class WidenField(Change):
    """The field takes other values, and every value it has fits."""

    code: ClassVar[str] = "widen_field"


@dataclass(frozen=True, slots=True)
class NarrowField(Change):
    """The field takes other values, and some it has may not fit."""

    code: ClassVar[str] = "narrow_field"


@dataclass(frozen=True, slots=True)
class ChangeDefault(Change):
    """New records get another value."""

    code: ClassVar[str] = "change_default"

    def parameters(self, language: str) -> dict[str, str]:
        """The two defaults, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeFormula(Change):
    """The field is computed differently; its values are computed anew."""

    code: ClassVar[str] = "change_formula"

    def parameters(self, language: str) -> dict[str, str]:
        """The two formulas, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeField(Change):
    """Any other property of a field: its help, its bounds, its history."""

    code: ClassVar[str] = "change_field"


@dataclass(frozen=True, slots=True)
class ReorderFields(Change):
    """The fields stand in another order."""

    code: ClassVar[str] = "reorder_fields"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


TYPE_PROPERTIES = ("type", "decimals", "currency", "currencies", "table")
"""The properties that say what values a field takes and how they are stored."""

PATTERNS = (
    Pattern(
        "table",
        ("fields", ANY),
        ChangeField,
        add=AddField,
        remove=RemoveField,
        rename=RenameField,
        reorder=ReorderFields,
    ),
    Pattern("table", ("fields", ANY, "label"), RelabelField),
    Pattern("table", ("fields", ANY, "default"), ChangeDefault),
    Pattern("table", ("fields", ANY, "formula"), ChangeFormula),
    *(Pattern("table", ("fields", ANY, name), WidenField) for name in TYPE_PROPERTIES),
    Pattern("table", ("fields", ANY, "currencies", REST), WidenField),
)
"""`metadata.diff` tells which of WidenField is a NarrowField."""

LAST_PATTERNS = (Pattern("table", ("fields", ANY, REST), ChangeField),)
"""After those of options."""


def has_options(item: object) -> TypeGuard[Mapping[str, object]]:
    """Whether it is a field with options."""
    return isinstance(item, Mapping) and "options" in item
