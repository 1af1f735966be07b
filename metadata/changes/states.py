"""Changes to state machines: their states and moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddStateMachine(Change):
    """A state field gets its states and moves."""

    code: ClassVar[str] = "add_state_machine"

    def inverse(self) -> RemoveStateMachine:
        """The change that takes this one back."""
        return self.turned(RemoveStateMachine)


@dataclass(frozen=True, slots=True)
class RemoveStateMachine(Change):
    """A field is moved by no machine any more."""

    code: ClassVar[str] = "remove_state_machine"

    def inverse(self) -> AddStateMachine:
        """The change that takes this one back."""
        return self.turned(AddStateMachine)


@dataclass(frozen=True, slots=True)
class ChangeStateMachine(Change):
    """Something about a machine as a whole: where records begin."""

    code: ClassVar[str] = "change_state_machine"


@dataclass(frozen=True, slots=True)
class AddState(Change):
    """A new state."""

    code: ClassVar[str] = "add_state"

    def inverse(self) -> RemoveState:
        """The change that takes this one back."""
        return self.turned(RemoveState)


@dataclass(frozen=True, slots=True)
class RemoveState(Change):
    """The state is gone; records in it go to the one that takes its place (`renamed_from`), else
    back to the initial one, restorably."""

    code: ClassVar[str] = "remove_state"

    def inverse(self) -> AddState:
        """The change that takes this one back."""
        return self.turned(AddState)


@dataclass(frozen=True, slots=True)
class RelabelState(Change):
    """People call the state something else."""

    code: ClassVar[str] = "relabel_state"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class RecolourState(Change):
    """The state is shown in another color."""

    code: ClassVar[str] = "recolour_state"

    def parameters(self, language: str) -> dict[str, str]:
        """The two colors, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeState(Change):
    """Any other property of a state."""

    code: ClassVar[str] = "change_state"


@dataclass(frozen=True, slots=True)
class AddLimit(Change):
    """Records may stay in the state only so long."""

    code: ClassVar[str] = "add_limit"

    def inverse(self) -> RemoveLimit:
        """The change that takes this one back."""
        return self.turned(RemoveLimit)

    def parameters(self, language: str) -> dict[str, str]:
        """How long, beside the name."""
        return Change.parameters(self, language) | {"within": self.said("within", language)}


@dataclass(frozen=True, slots=True)
class RemoveLimit(Change):
    """Records may stay in the state as long as they like."""

    code: ClassVar[str] = "remove_limit"

    def inverse(self) -> AddLimit:
        """The change that takes this one back."""
        return self.turned(AddLimit)


@dataclass(frozen=True, slots=True)
class ChangeLimit(Change):
    """The time in the state is another one, or what happens when it is over."""

    code: ClassVar[str] = "change_limit"


@dataclass(frozen=True, slots=True)
class AddChecklistItem(Change):
    """Something more is to be ticked in the state."""

    code: ClassVar[str] = "add_checklist_item"

    def inverse(self) -> RemoveChecklistItem:
        """The change that takes this one back."""
        return self.turned(RemoveChecklistItem)


@dataclass(frozen=True, slots=True)
class RemoveChecklistItem(Change):
    """Something less is to be ticked in the state."""

    code: ClassVar[str] = "remove_checklist_item"

    def inverse(self) -> AddChecklistItem:
        """The change that takes this one back."""
        return self.turned(AddChecklistItem)


@dataclass(frozen=True, slots=True)
class ChangeChecklistItem(Change):
    """An item of the checklist says something else."""

    code: ClassVar[str] = "change_checklist_item"


@dataclass(frozen=True, slots=True)
class ReorderStates(Change):
    """The states stand in another order."""

    code: ClassVar[str] = "reorder_states"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class AddTransition(Change):
    """A new move."""

    code: ClassVar[str] = "add_transition"

    def inverse(self) -> RemoveTransition:
        """The change that takes this one back."""
        return self.turned(RemoveTransition)


@dataclass(frozen=True, slots=True)
class RemoveTransition(Change):
    """The move is gone."""

    code: ClassVar[str] = "remove_transition"

    def inverse(self) -> AddTransition:
        """The change that takes this one back."""
        return self.turned(AddTransition)


@dataclass(frozen=True, slots=True)
class RelabelTransition(Change):
    """People call the move something else."""

    code: ClassVar[str] = "relabel_transition"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeTransition(Change):
    """Something about a move: from where, to where, its guard, its form."""

    code: ClassVar[str] = "change_transition"


@dataclass(frozen=True, slots=True)
class ReorderTransitions(Change):
    """The moves are offered in another order."""

    code: ClassVar[str] = "reorder_transitions"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


MACHINE = ("state_machines", ANY)
STATE = (*MACHINE, "states", ANY)
CHECKLIST_ITEM = (*STATE, "checklist", ANY)
TRANSITION = (*MACHINE, "transitions", ANY)

PATTERNS = (
    Pattern("table", MACHINE, ChangeStateMachine, add=AddStateMachine, remove=RemoveStateMachine),
    Pattern("table", STATE, ChangeState, add=AddState, remove=RemoveState, reorder=ReorderStates),
    Pattern("table", (*STATE, "label"), RelabelState),
    Pattern("table", (*STATE, "color"), RecolourState),
    Pattern("table", (*STATE, "limit"), ChangeLimit, add=AddLimit, remove=RemoveLimit),
    Pattern("table", (*STATE, "limit", REST), ChangeLimit),
    Pattern(
        "table",
        CHECKLIST_ITEM,
        ChangeChecklistItem,
        add=AddChecklistItem,
        remove=RemoveChecklistItem,
    ),
    Pattern("table", (*CHECKLIST_ITEM, REST), ChangeChecklistItem),
    Pattern("table", (*STATE, REST), ChangeState),
    Pattern(
        "table",
        TRANSITION,
        ChangeTransition,
        add=AddTransition,
        remove=RemoveTransition,
        reorder=ReorderTransitions,
    ),
    Pattern("table", (*TRANSITION, "label"), RelabelTransition),
    Pattern("table", (*TRANSITION, REST), ChangeTransition),
    Pattern("table", (*MACHINE, REST), ChangeStateMachine),
)
