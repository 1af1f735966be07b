"""The way through the steps: keys, jumps, what is never reached, what may not be known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from formula.typed import ContextValue, Typed
from metadata.checks.conditions import every_part
from metadata.checks.known import twice, unknown
from metadata.checks.site import Site
from metadata.problems import Place, Problem
from metadata.resolve_automations import HOOK, METRIC
from metadata.resolve_steps import RECORD
from metadata.resolved_workflow import Step
from metadata.step_kinds import STEP_KINDS
from metadata.step_kinds.goto import GotoStep

GIVEN = frozenset({RECORD, HOOK, METRIC})
"""What STEP knows before any step."""

Sure = frozenset[str] | None
"""The steps that have given something on every way to here; None: no way leads here."""


def check_flow(site: Site) -> Iterator[Problem]:
    """Keys differ, jumps lead somewhere, every step can be reached."""
    steps = site.automation.steps
    keyed = [
        (step.document.key, place_of(site, step).at("key"))
        for step in all_steps(steps)
        if step.document.key is not None
    ]
    yield from twice(keyed, "duplicate_key")
    for key, place in keyed:
        if key in GIVEN:
            yield Problem("reserved_key", place, {"name": key})
    keys = {key for key, _ in keyed}
    yield from check_jumps(site, steps, (), keys)
    walk = Walk(site, targets=set(jumps(steps)))
    walk.block(steps, GIVEN)
    yield from walk.problems
    yield from read_too_early(site)


def all_steps(steps: Sequence[Step]) -> Iterator[Step]:
    """Every step, inner ones after the one they belong to."""
    for step in steps:
        yield step
        for block in step.blocks.values():
            yield from all_steps(block)


def jumps(steps: Sequence[Step]) -> Iterator[str]:
    """The keys of the steps that jumps lead to."""
    for step in all_steps(steps):
        if isinstance(step.document, GotoStep):
            yield step.document.step


def place_of(site: Site, step: Step) -> Place:
    """Where a step stands."""
    return Place(site.place.app, site.place.kind, site.place.key, step.pointer)


def check_jumps(
    site: Site, steps: Sequence[Step], outer: tuple[str, ...], keys: set[str]
) -> Iterator[Problem]:
    """A jump leads to a step of its own block or of one around it, and not round for ever."""
    here = (*outer, *(step.document.key for step in steps if step.document.key is not None))
    for index, step in enumerate(steps):
        if isinstance(step.document, GotoStep):
            target, place = step.document.step, place_of(site, step).at("step")
            if target not in keys:
                yield unknown("unknown_step", place, target, keys)
            elif target not in here:
                yield Problem("goto_into_block", place, {"name": target})
            elif step.document.when is None and is_endless(steps[: index + 1], target):
                yield Problem("endless_loop", place, {"name": target})
        for block in step.blocks.values():
            yield from check_jumps(site, block, here, keys)


def is_endless(steps: Sequence[Step], target: str) -> bool:
    """Whether the jump at the end comes round again with nothing that waits or leaves between."""
    first = next((i for i, step in enumerate(steps) if step.document.key == target), None)
    if first is None:
        return False
    between = list(all_steps(steps[first:-1]))
    return not any(STEP_KINDS[step.do].waits or step.do in {"stop", "goto"} for step in between)


@dataclass(slots=True)
class Walk:
    """One walk through all steps in order, with what is sure on the way. `arriving` is what jumps
    ahead bring to the steps they lead to."""

    site: Site
    targets: set[str]
    arriving: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def block(self, steps: Sequence[Step], sure: Sure) -> Sure:
        """What is sure after the block."""
        was_told, before = False, sure or GIVEN
        for step in steps:
            key = step.document.key
            if key is not None and key in self.arriving:
                sure = common([sure, self.arriving[key]])
            if sure is None:
                if key not in self.targets and not was_told:
                    place = place_of(self.site, step)
                    self.problems.append(Problem("never_reached", place, severity="warning"))
                    was_told = True
                sure = before
            before = sure
            self.reads(step, sure)
            sure = self.after(step, sure)
        return sure

    def after(self, step: Step, sure: frozenset[str]) -> Sure:
        """What is sure after a step; one that may be passed over adds nothing."""
        found = self.performed(step, sure)
        return found if step.document.when is None else common([found, sure])

    def performed(self, step: Step, sure: frozenset[str]) -> Sure:
        """What is sure after a step that was performed."""
        key = step.document.key
        given = sure | {key} if key is not None and step.results else sure
        if step.do == "stop":
            return None
        if isinstance(step.document, GotoStep):
            known = self.arriving.get(step.document.step)
            self.arriving[step.document.step] = sure if known is None else known & sure
            return None
        if not step.blocks:
            return given
        before = sure if step.do == "call" else given
        ends = {name: self.block(block, before) for name, block in step.blocks.items()}
        if step.do == "each":
            return sure
        if step.do in {"call", "wait"}:
            return common([given, *ends.values()])
        if step.do == "confirm" and getattr(step.document, "within", None) is None:
            ends.pop("on_timeout", None)
        return common(list(ends.values()))

    def reads(self, step: Step, sure: frozenset[str]) -> None:
        """Tells of formulas that read a step which may not have been performed."""
        place = place_of(self.site, step)
        for pointer, typed in formulas_of(step):
            where = place.at(*pointer.split("/"))
            for name in sorted(steps_read(typed) - sure - {step.document.key}):
                self.problems.append(
                    Problem("step_not_sure", where, {"name": name}, severity="warning")
                )


def common(several: Sequence[Sure]) -> Sure:
    """What is sure whichever way was taken; None where no way goes on."""
    found = [each for each in several if each is not None]
    return frozenset.intersection(*found) if found else None


def formulas_of(step: Step) -> Iterator[tuple[str, Typed]]:
    """(pointer, formula) of all formulas of a step, those in its texts too."""
    if step.when is not None:
        yield "when", step.when
    yield from step.formulas.items()
    for pointer, template in step.texts.items():
        yield from ((pointer, part) for part in template.parts if isinstance(part, Typed))


def steps_read(typed: Typed) -> set[str]:
    """The steps that a formula names."""
    return {
        str(node.key).partition(".")[0]
        for node in every_part(typed)
        if isinstance(node, ContextValue) and node.name == "variable"
    }


def read_too_early(site: Site) -> Iterator[Problem]:
    """The condition of the automation is looked at before any step."""
    if site.automation.when is not None:
        for name in sorted(steps_read(site.automation.when) - GIVEN):
            yield Problem("step_not_yet", site.place.at("when"), {"name": name})
