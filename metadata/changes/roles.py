"""Changes to roles and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change, values_apart
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddRole(Change):
    """A new role; nobody has it yet."""

    code: ClassVar[str] = "add_role"

    def inverse(self) -> RemoveRole:
        """The change that takes this one back."""
        return self.turned(RemoveRole)


@dataclass(frozen=True, slots=True)
class RemoveRole(Change):
    """The role is gone; who had it loses what only it allowed."""

    code: ClassVar[str] = "remove_role"

    def inverse(self) -> AddRole:
        """The change that takes this one back."""
        return self.turned(AddRole)


@dataclass(frozen=True, slots=True)
class RelabelRole(Change):
    """People call the role something else."""

    code: ClassVar[str] = "relabel_role"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeRole(Change):
    """What a role may do beyond the tables: what it builds, its workspace powers."""

    code: ClassVar[str] = "change_role"


@dataclass(frozen=True, slots=True)
class AddPowers(Change):
    """A role may do something with one more table."""

    code: ClassVar[str] = "add_powers"

    def inverse(self) -> RemovePowers:
        """The change that takes this one back."""
        return self.turned(RemovePowers)


@dataclass(frozen=True, slots=True)
class RemovePowers(Change):
    """A role may do nothing with a table any more."""

    code: ClassVar[str] = "remove_powers"

    def inverse(self) -> AddPowers:
        """The change that takes this one back."""
        return self.turned(AddPowers)


@dataclass(frozen=True, slots=True)
class ChangePowers(Change):
    """What a role may do with a table."""

    code: ClassVar[str] = "change_powers"


@dataclass(frozen=True, slots=True)
class ChangeFieldPower(Change):
    """What a role may do with one field."""

    code: ClassVar[str] = "change_field_power"

    def parameters(self, language: str) -> dict[str, str]:
        """The two powers, beside the name."""
        powers = values_apart(*self.values, language, ("power",))
        return Change.parameters(self, language) | powers


TABLE = ("tables", ANY)
FIELD = (*TABLE, "fields", ANY)

PATTERNS = (
    Pattern("role", (), ChangeRole, add=AddRole, remove=RemoveRole),
    Pattern("role", ("label",), RelabelRole),
    Pattern("role", TABLE, ChangePowers, add=AddPowers, remove=RemovePowers),
    Pattern("role", FIELD, ChangeFieldPower),
    Pattern("role", (*FIELD, REST), ChangeFieldPower),
    Pattern("role", (*TABLE, REST), ChangePowers),
    Pattern("role", (REST,), ChangeRole),
)
