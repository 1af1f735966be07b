"""A plan as it is shown to people and kept: everything in words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from metadata.plan import Plan
from metadata.plan_costs import Cost
from metadata.plan_messages import danger_sentence, finding_sentence, step_sentence
from metadata.problems import Problem
from metadata.resolved import Resolved

LANGUAGES = ("zh", "en")

Json = Mapping[str, object]
Told = Mapping[str, tuple[Json, ...]]
"""`changes`, `steps`, `dangers` and `findings` as JSON; a `sentence` maps language to words."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan under its number. With `problems` that are errors it cannot be applied: the documents
    are wrong, and nothing is told of changes. `is_harmless`: it may be applied unasked."""

    id: int
    app: str | None
    base: int
    undoes: int | None
    is_harmless: bool
    lists: Told
    problems: tuple[Problem, ...] = ()

    @property
    def dangers(self) -> tuple[str, ...]:
        """The codes that need consent."""
        return tuple(str(danger["code"]) for danger in self.lists.get("dangers", ()))

    @property
    def is_valid(self) -> bool:
        """Whether the documents it makes can be used."""
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def is_blocked(self) -> bool:
        """Whether records do not allow it."""
        return any(finding["blocks"] for finding in self.lists.get("findings", ()))

    def told(self, language: str) -> dict[str, object]:
        """The plan as JSON in one language; problems are not among it."""
        return {
            "id": str(self.id),
            "app": self.app,
            "base": self.base,
            "undoes": self.undoes,
            "harmless": self.is_harmless,
            **{
                name: [in_language(entry, language) for entry in self.lists.get(name, ())]
                for name in ("changes", "steps", "dangers", "findings")
            },
        }


def in_language(entry: Json, language: str) -> dict[str, object]:
    """The entry with its sentence in one language."""
    sentence = cast(Mapping[str, str], entry["sentence"])
    return {**entry, "sentence": sentence[language if language in sentence else "zh"]}


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan with the records it concerns counted: `rows` of each table it goes through."""

    plan: Plan
    rows: Mapping[str, int] = field(default_factory=dict)
    is_harmless: bool = False


def tell_plan(measured: Measured, costs: tuple[Cost, ...], after: Resolved) -> Told:
    """Everything about a plan in words."""
    plan = measured.plan
    phases = ["expand"] * len(plan.expand) + ["backfill"] * len(plan.backfill)
    phases += ["after"] * len(plan.after_flip)
    return {
        "changes": tuple(
            {"code": change.code, "sentence": {at: change.sentence(at) for at in LANGUAGES}}
            for change in plan.changes
        ),
        "steps": tuple(
            {
                "kind": type(cost.step).__name__,
                "phase": phase,
                "sentence": {at: step_sentence(cost.step, after, at) for at in LANGUAGES},
                "rows": cost.rows,
                "seconds": round(cost.seconds, 3),
            }
            for cost, phase in zip(costs, phases, strict=True)
        ),
        "dangers": tuple(
            {
                "code": danger.code,
                "sentence": {at: danger_sentence(danger, at) for at in LANGUAGES},
                "rows": danger.rows,
                "examples": [
                    {"record": record, "value": value} for record, value in danger.examples
                ],
            }
            for danger in plan.dangers
        ),
        "findings": tuple(
            {
                "code": finding.code,
                "sentence": {at: finding_sentence(finding, after, at) for at in LANGUAGES},
                "rows": finding.rows,
                "blocks": finding.blocks,
            }
            for finding in plan.findings
        ),
    }
