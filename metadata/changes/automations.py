"""Changes to automations and their steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from metadata.changes.change import Change
from metadata.changes.messages import value_words
from metadata.changes.pattern import ANY, REST, Pattern
from metadata.changes.workflow_words import SWITCHED
from metadata.documents.automation import TrialDocument
from metadata.pieces import ABSENT


@dataclass(frozen=True, slots=True)
class AddAutomation(Change):
    """Something new happens by itself; what happened before starts nothing."""

    code: ClassVar[str] = "add_automation"

    def parameters(self, language: str) -> dict[str, str]:
        """What starts it and how many steps it has, beside the name."""
        piece = next((value for value in self.values if isinstance(value, Mapping)), {})
        trigger = piece.get("on")
        event = trigger.get("event", ABSENT) if isinstance(trigger, Mapping) else ABSENT
        words = value_words(event, language, "event")
        told = {"event": words, "steps": self.count("steps")}
        return Change.parameters(self, language) | told

    def inverse(self) -> RemoveAutomation:
        """The change that takes this one back."""
        return self.turned(RemoveAutomation)


@dataclass(frozen=True, slots=True)
class RemoveAutomation(Change):
    """It starts no more; runs under way come to their end."""

    code: ClassVar[str] = "remove_automation"

    def inverse(self) -> AddAutomation:
        """The change that takes this one back."""
        return self.turned(AddAutomation)


@dataclass(frozen=True, slots=True)
class RelabelAutomation(Change):
    """People call the automation something else."""

    code: ClassVar[str] = "relabel_automation"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class SwitchAutomation(Change):
    """The automation is switched on or off."""

    code: ClassVar[str] = "switch_automation"

    def parameters(self, language: str) -> dict[str, str]:
        """Which of the two, beside the name; what does not say it is on."""
        is_on = self.values[1] is not False
        return Change.parameters(self, language) | {"state": SWITCHED[is_on][language]}


@dataclass(frozen=True, slots=True)
class ChangeTrigger(Change):
    """Something else starts the automation."""

    code: ClassVar[str] = "change_trigger"

    def named(self, path: tuple[str, ...], language: str) -> dict[str, str]:
        """The property of the trigger."""
        return Change.named(self, path[1:], language)


@dataclass(frozen=True, slots=True)
class ChangeAutomation(Change):
    """Anything else about an automation: its condition, how its runs go beside each other."""

    code: ClassVar[str] = "change_automation"


@dataclass(frozen=True, slots=True)
class AddTrial(Change):
    """The version runs for some of the records, the one before it for the others."""

    code: ClassVar[str] = "add_trial"

    def parameters(self, language: str) -> dict[str, str]:
        """The terms of the trial, what it does not say filled in, beside the name."""
        said = cast(Mapping[str, object], self.values[1])
        defaults = {name: field.default for name, field in TrialDocument.model_fields.items()}
        terms = {**defaults, **said}
        told = {name: str(terms[name]) for name in ("days", "metric")}
        told["share"] = f"{cast(float, terms['share']) * 100:g} %"
        return Change.parameters(self, language) | told

    def inverse(self) -> RemoveTrial:
        """The change that takes this one back."""
        return self.turned(RemoveTrial)


@dataclass(frozen=True, slots=True)
class RemoveTrial(Change):
    """What was on trial runs for all records."""

    code: ClassVar[str] = "remove_trial"

    def inverse(self) -> AddTrial:
        """The change that takes this one back."""
        return self.turned(AddTrial)


@dataclass(frozen=True, slots=True)
class AddStep(Change):
    """One more step; runs under way keep the steps they started with."""

    code: ClassVar[str] = "add_step"

    def parameters(self, language: str) -> dict[str, str]:
        """What it does, beside the name."""
        return Change.parameters(self, language) | {"do": self.said("do", language)}

    def inverse(self) -> RemoveStep:
        """The change that takes this one back."""
        return self.turned(RemoveStep)


@dataclass(frozen=True, slots=True)
class RemoveStep(Change):
    """One step less."""

    code: ClassVar[str] = "remove_step"

    def inverse(self) -> AddStep:
        """The change that takes this one back."""
        return self.turned(AddStep)


@dataclass(frozen=True, slots=True)
class ChangeStep(Change):
    """What a step does, or what stands in its blocks."""

    code: ClassVar[str] = "change_step"


@dataclass(frozen=True, slots=True)
class ReorderSteps(Change):
    """The steps come in another order."""

    code: ClassVar[str] = "reorder_steps"

    def parameters(self, language: str) -> dict[str, str]:
        """The two orders, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


STEP = ("steps", ANY)

PATTERNS = (
    Pattern("automation", (), ChangeAutomation, add=AddAutomation, remove=RemoveAutomation),
    Pattern("automation", ("label",), RelabelAutomation),
    Pattern("automation", ("enabled",), SwitchAutomation),
    Pattern("automation", ("on", REST), ChangeTrigger),
    Pattern("automation", ("trial",), ChangeAutomation, add=AddTrial, remove=RemoveTrial),
    Pattern("automation", STEP, ChangeStep, add=AddStep, remove=RemoveStep, reorder=ReorderSteps),
    Pattern("automation", (*STEP, REST), ChangeStep),
    Pattern("automation", (REST,), ChangeAutomation),
)
