"""Changes to the rules of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddRule(Change):
    """A new rule; records that break it stay until they are touched."""

    code: ClassVar[str] = "add_rule"

    def parameters(self, language: str) -> dict[str, str]:
        """What kind it is, beside the name."""
        return Change.parameters(self, language) | {"kind": self.said("kind", language)}

    def inverse(self) -> RemoveRule:
        """The change that takes this one back."""
        return self.turned(RemoveRule)


@dataclass(frozen=True, slots=True)
class RemoveRule(Change):
    """The rule no longer holds."""

    code: ClassVar[str] = "remove_rule"

    def inverse(self) -> AddRule:
        """The change that takes this one back."""
        return self.turned(AddRule)


@dataclass(frozen=True, slots=True)
class ChangeRule(Change):
    """Something about a rule: when it holds, for which fields, what it says."""

    code: ClassVar[str] = "change_rule"


@dataclass(frozen=True, slots=True)
class ReorderRules(Change):
    """The rules stand in another order, which is the order they are applied in."""

    code: ClassVar[str] = "reorder_rules"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


PATTERNS = (
    Pattern(
        "table",
        ("rules", ANY),
        ChangeRule,
        add=AddRule,
        remove=RemoveRule,
        reorder=ReorderRules,
    ),
    Pattern("table", ("rules", ANY, REST), ChangeRule),
)
