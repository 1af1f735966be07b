"""What happens over time, checked whole: one question each, everything found told at once."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.approvals import check_approval
from metadata.checks.causes import check_causes
from metadata.checks.connectors import check_connector
from metadata.checks.flow import check_flow
from metadata.checks.site import Site, Workflow, startable
from metadata.checks.state_names import full_name, named_approvals, named_automations
from metadata.checks.steps import check_steps
from metadata.checks.trials import check_trial
from metadata.checks.triggers import check_trigger
from metadata.documents.states import StateMachineDocument
from metadata.draft import Draft, TableDraft
from metadata.problems import Place, Problem


def check_workflow(draft: Draft, workflow: Workflow) -> Iterator[Problem]:
    """Everything that is wrong with automations, approvals and connectors but their formulas."""
    for automation in workflow.automations.values():
        place = Place(automation.app, "automation", automation.key)
        site = Site(draft, workflow, automation, place)
        yield from check_trigger(site)
        yield from check_trial(site)
        yield from check_steps(site, automation.steps)
        yield from check_flow(site)
    for approval in workflow.approvals.values():
        yield from check_approval(draft, workflow, approval)
    for connector in workflow.connectors.values():
        yield from check_connector(draft, workflow, connector)
    yield from check_machines(draft, workflow)
    yield from check_causes(draft, workflow)


def check_machines(draft: Draft, workflow: Workflow) -> Iterator[Problem]:
    """What state machines start waits to be called, and is about records of their table; whether
    it is there at all is asked by metadata.checks.states."""
    for table in draft.tables.values():
        for index, machine in enumerate(table.document.state_machines):
            place = table.place.at("state_machines", index)
            yield from check_machine(draft, workflow, table, (machine, place))


def check_machine(
    draft: Draft, workflow: Workflow, table: TableDraft, of: tuple[StateMachineDocument, Place]
) -> Iterator[Problem]:
    """What one machine starts and waits for."""
    for name, where in named_automations(*of):
        full = split_name(table.app, name)
        if full in workflow.automations:
            yield from startable(draft, workflow, full, table.name, where)
    for name, where in named_approvals(*of):
        approval = workflow.approvals.get(split_name(table.app, name))
        if approval is not None and approval.table != table.name:
            parameters = {"name": name, "table": approval.table}
            yield Problem("approval_of_other_table", where, parameters)


def split_name(app: str, name: str) -> tuple[str, str]:
    """(app, key) of a document as a document of `app` names it."""
    owner, _, key = full_name(app, name).partition(".")
    return owner, key
