"""Changes to approvals, and to connectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddApproval(Change):
    """A new approval; nothing asks for it until a move or a step names it."""

    code: ClassVar[str] = "add_approval"

    def parameters(self, language: str) -> dict[str, str]:
        """How many nodes it has, beside the name."""
        return Change.parameters(self, language) | {"nodes": self.count("nodes")}

    def inverse(self) -> RemoveApproval:
        """The change that takes this one back."""
        return self.turned(RemoveApproval)


@dataclass(frozen=True, slots=True)
class RemoveApproval(Change):
    """The approval is gone; those under way come to their end."""

    code: ClassVar[str] = "remove_approval"

    def inverse(self) -> AddApproval:
        """The change that takes this one back."""
        return self.turned(AddApproval)


@dataclass(frozen=True, slots=True)
class RelabelApproval(Change):
    """People call the approval something else."""

    code: ClassVar[str] = "relabel_approval"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeApproval(Change):
    """Anything about the whole approval: what it freezes, what follows its verdict."""

    code: ClassVar[str] = "change_approval"


@dataclass(frozen=True, slots=True)
class AddNode(Change):
    """One more node."""

    code: ClassVar[str] = "add_node"

    def inverse(self) -> RemoveNode:
        """The change that takes this one back."""
        return self.turned(RemoveNode)


@dataclass(frozen=True, slots=True)
class RemoveNode(Change):
    """One node less."""

    code: ClassVar[str] = "remove_node"

    def inverse(self) -> AddNode:
        """The change that takes this one back."""
        return self.turned(AddNode)


@dataclass(frozen=True, slots=True)
class ChangeNode(Change):
    """Who decides in a node, and how."""

    code: ClassVar[str] = "change_node"


@dataclass(frozen=True, slots=True)
class ReorderNodes(Change):
    """The nodes come in another order."""

    code: ClassVar[str] = "reorder_nodes"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class AddConnector(Change):
    """A new outside system."""

    code: ClassVar[str] = "add_connector"

    def inverse(self) -> RemoveConnector:
        """The change that takes this one back."""
        return self.turned(RemoveConnector)


@dataclass(frozen=True, slots=True)
class RemoveConnector(Change):
    """The outside system is asked no more; what came from it stays."""

    code: ClassVar[str] = "remove_connector"

    def inverse(self) -> AddConnector:
        """The change that takes this one back."""
        return self.turned(AddConnector)


@dataclass(frozen=True, slots=True)
class RelabelConnector(Change):
    """People call the connector something else."""

    code: ClassVar[str] = "relabel_connector"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeConnector(Change):
    """Its address, its operations, what it brings in."""

    code: ClassVar[str] = "change_connector"


NODE = ("nodes", ANY)

PATTERNS = (
    Pattern("approval", (), ChangeApproval, add=AddApproval, remove=RemoveApproval),
    Pattern("approval", ("label",), RelabelApproval),
    Pattern("approval", NODE, ChangeNode, add=AddNode, remove=RemoveNode, reorder=ReorderNodes),
    Pattern("approval", (*NODE, REST), ChangeNode),
    Pattern("approval", (REST,), ChangeApproval),
    Pattern("connector", (), ChangeConnector, add=AddConnector, remove=RemoveConnector),
    Pattern("connector", ("label",), RelabelConnector),
    Pattern("connector", (REST,), ChangeConnector),
)
