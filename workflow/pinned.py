"""The definition a run started with: its document as it was, read against the tables of today."""

from __future__ import annotations

from engine.catalog import Catalog
from engine.database import Connection
from engine.workspace import Workspace
from metadata.resolved_workflow import Automation
from workflow.pinned_documents import read_pinned, resolve_with
from workflow.program import Program, program_of
from workflow.runs import Run


def pinned_automation(connection: Connection, work: Workspace, run: Run) -> Automation | None:
    """The automation as it was when the run began; None where it cannot be read any more: what it
    names has been removed since."""
    catalog = work.catalog
    if run.revision == catalog.number:
        return present(catalog, run.automation)
    key = ("pinned automation", run.automation, run.revision)
    return catalog.cache(key, lambda: read_automation(connection, work, run))


def program(catalog: Catalog, automation: Automation) -> Program:
    """The automation's program, made once for each of its versions."""
    key = ("program", automation.name, id(automation))
    # The automation is kept with it: its id is nobody else's meanwhile.
    return catalog.cache(key, lambda: (program_of(automation.steps), automation))[0]


def present(catalog: Catalog, name: str) -> Automation | None:
    """The automation of the present revision."""
    app, _, key = name.partition(".")
    return catalog.resolved.automations.get((app, key))


def read_automation(connection: Connection, work: Workspace, run: Run) -> Automation | None:
    """The same, resolved anew where the document is no longer the present one."""
    app, _, key = run.automation.partition(".")
    document = (app, "automation", key)
    found = read_pinned(connection, document, run.revision)
    if found is None:
        return None
    if found.is_present:
        return present(work.catalog, run.automation)
    resolved = resolve_with(connection, work, document, found)
    return None if resolved is None else resolved.automations.get((app, key))
