"""The definition a run started with: its document as it was, read against the tables of today."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from engine.catalog import Catalog
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import read_sources
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.resolve import resolve_documents
from metadata.resolved_workflow import Automation
from workflow.program import Program, program_of
from workflow.runs import Run

DOCUMENT = tg_document.c
KIND = "automation"


def at(name: str) -> sa.BindParameter[object]:
    """A parameter of the document's key."""
    return sa.bindparam(f"of_{name}", type_=DOCUMENT[name].type)


REVISION = sa.bindparam("revision", type_=DOCUMENT.from_revision.type)
STATEMENTS = NamedStatements(
    {
        "body": sa.select(DOCUMENT.body, DOCUMENT.from_revision, DOCUMENT.to_revision).where(
            DOCUMENT.kind == KIND,
            DOCUMENT.app == at("app"),
            DOCUMENT.key == at("key"),
            DOCUMENT.from_revision <= REVISION,
            sa.or_(DOCUMENT.to_revision.is_(None), DOCUMENT.to_revision > REVISION),
        )
    }
)


def pinned_automation(connection: Connection, work: Workspace, run: Run) -> Automation | None:
    """The automation as it was when the run began; None where it cannot be read any more: what it
    names has been removed since."""
    catalog = work.catalog
    if run.revision == catalog.number:
        return present(catalog, run.automation)
    key = ("pinned automation", run.automation, run.revision)
    return catalog.cache(key, lambda: read_pinned(connection, work, run))


def program(catalog: Catalog, automation: Automation) -> Program:
    """The automation's program, made once for each of its versions."""
    key = ("program", automation.name, id(automation))
    # The automation is kept with it: its id is nobody else's meanwhile.
    return catalog.cache(key, lambda: (program_of(automation.steps), automation))[0]


def present(catalog: Catalog, name: str) -> Automation | None:
    """The automation of the present revision."""
    app, _, key = name.partition(".")
    return catalog.resolved.automations.get((app, key))


def read_pinned(connection: Connection, work: Workspace, run: Run) -> Automation | None:
    """The same, resolved anew where the document is no longer the present one."""
    catalog = work.catalog
    app, _, key = run.automation.partition(".")
    given = {"of_app": app, "of_key": key, "revision": run.revision}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "body"), given)
    if not rows:
        return None
    body, _, replaced = rows[0]
    if replaced is None:
        return present(catalog, run.automation)
    sources = read_sources(connection, catalog.number)
    sources[app, KIND, key] = cast("dict[str, object]", body)
    resolution = resolve_documents(sources, work.typings, str(work.time_zone))
    if resolution.resolved is None:
        return None
    return resolution.resolved.automations.get((app, key))
