"""Can each step do what it says? One check for each kind of step; what is not here has nothing
to go wrong but its formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from metadata.checks.conditions import verdict
from metadata.checks.record_steps import RECORD_CHECKS
from metadata.checks.render_step import check_render
from metadata.checks.site import Site
from metadata.checks.waiting_steps import WAITING_CHECKS
from metadata.problems import Place, Problem
from metadata.resolved_workflow import Step

StepCheck = Callable[[Site, Any, Place], Iterator[Problem]]
"""(site, document of the step, its place) → what is wrong with it."""

STEP_CHECKS: Mapping[str, StepCheck] = {
    **RECORD_CHECKS,
    **WAITING_CHECKS,
    "render": check_render,
}
NEEDS_RECORD = frozenset({"set", "assign", "approve", "render"})
"""Steps about the run's own record."""


def check_steps(site: Site, steps: tuple[Step, ...]) -> Iterator[Problem]:
    """Every step of a block and of the blocks within."""
    for step in steps:
        place = Place(site.place.app, site.place.kind, site.place.key, step.pointer)
        inner = Site(site.draft, site.workflow, site.automation, place, step)
        yield from check_step(inner, step, place)
        for block in step.blocks.values():
            yield from check_steps(site, block)


def check_step(site: Site, step: Step, place: Place) -> Iterator[Problem]:
    """One step without its inner ones."""
    if site.automation.table is None and needs_record(step):
        yield Problem("step_without_record", place, {"do": step.do})
    found = verdict(step.when)
    if found is False:
        yield Problem("never_holds", place.at("when"))
    elif found is True:
        yield Problem("always_holds", place.at("when"), severity="warning")
    check = STEP_CHECKS.get(step.do)
    if check is not None:
        yield from check(site, step.document, place)


def needs_record(step: Step) -> bool:
    """Whether the step works on the run's own record."""
    if step.do in {"move", "delete"}:
        return "record" not in step.formulas and getattr(step.document, "record", None) is None
    return step.do in NEEDS_RECORD or getattr(step.document, "holds", None) is not None
