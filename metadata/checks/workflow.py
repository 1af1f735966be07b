"""What happens over time, checked whole: one question each, everything found told at once."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.approvals import check_approval
from metadata.checks.causes import check_causes
from metadata.checks.connectors import check_connector
from metadata.checks.flow import check_flow
from metadata.checks.site import Site, Workflow
from metadata.checks.steps import check_steps
from metadata.checks.triggers import check_trigger
from metadata.draft import Draft
from metadata.problems import Place, Problem


def check_workflow(draft: Draft, workflow: Workflow) -> Iterator[Problem]:
    """Everything that is wrong with automations, approvals and connectors but their formulas."""
    for automation in workflow.automations.values():
        place = Place(automation.app, "automation", automation.key)
        site = Site(draft, workflow, automation, place)
        yield from check_trigger(site)
        yield from check_steps(site, automation.steps)
        yield from check_flow(site)
    for approval in workflow.approvals.values():
        yield from check_approval(draft, workflow, approval)
    for connector in workflow.connectors.values():
        yield from check_connector(draft, workflow, connector)
    yield from check_causes(draft, workflow)
