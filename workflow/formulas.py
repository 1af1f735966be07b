"""Formulas of automations: their surroundings, and their values on a record."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from engine.actor import Actor, Origin
from engine.catalog import LANGUAGE, Catalog
from engine.catalog_table import Values
from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.rows import Rows
from formula.context import Context, Records, Row
from formula.errors import FormulaValueError
from formula.evaluate import Compiled, compile_python
from formula.typed import Typed
from metadata.resolved_workflow import Automation

NO_RECORD: Row = {}


def automation_actor(automation: Automation, run: int) -> Actor:
    """Who an automation writes as: nobody's person, under its own name, for this run."""
    return Actor(
        user=None,
        name=automation.labels.get("zh") or automation.key,
        roles=frozenset(),
        is_admin=True,
        origin=Origin.AUTOMATION,
        via=f"run:{run}",
    )


def run_of(via: object) -> int | None:
    """The run that an event was written by, None where it was none."""
    text = via if isinstance(via, str) else ""
    return int(text.removeprefix("run:")) if text.startswith("run:") else None


def context_for(
    work: Workspace,
    catalog: Catalog,
    rows: Records,
    app: str,
    *,
    user: int | None = None,
    variables: Mapping[str, object] | None = None,
    old: Row | None = None,
    changed: frozenset[str] = frozenset(),
) -> Context:
    """What a formula of an automation knows besides its record."""
    return Context(
        now=work.now(),
        time_zone=work.time_zone,
        user=user,
        language=LANGUAGE,
        records=rows,
        parameters=catalog.resolved.parameters.get(app, {}),
        variables=variables or {},
        old=old,
        changed=changed,
    )


def compiled(catalog: Catalog, key: Hashable, typed: Typed) -> Compiled:
    """The formula as a function; `key` names it within the revision."""
    # The tree is kept beside: while it is, its id is no other one's.
    made = catalog.cache(
        ("workflow formula", key, id(typed)), lambda: (compile_python(typed), typed)
    )
    return made[0]


def holds(formula: Compiled, row: Row | None, context: Context) -> bool:
    """Whether the formula is TRUE; blank and an error are not (formula.md 2.5)."""
    try:
        return formula(NO_RECORD if row is None else row, context) is True
    except FormulaValueError:
        return False


def record_of(
    connection: Connection, catalog: Catalog, table: str | None, record: int | None
) -> Values | None:
    """The record as it is stored, its links included; None where it is gone or there is none."""
    if table is None or record is None or table not in catalog.tables:
        return None
    return full_record(Rows(connection, catalog, is_writing=False), catalog, table, record)


def full_record(rows: Rows, catalog: Catalog, table: str, record: int) -> Values | None:
    """The record with the ids of its links, None where it is gone."""
    found = rows.record(table, record)
    if found is None:
        return None
    linked = catalog.tables[table].linked
    return {**found, **{key: rows.link_ids(table, key, record) or None for key in linked}}
