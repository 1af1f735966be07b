"""The metric of a trial over the records that have entered it: one statement for both groups."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import cast

import sqlalchemy as sa

from engine.access import access_of
from engine.catalog import Catalog
from engine.database import Connection
from engine.database.statements import Prepared, prepare
from engine.reading.masking import MaskedTables
from engine.workspace import Workspace
from engine.writing.rows import Rows
from formula.sql import sql_parameters, to_sql
from formula.sql_types import from_storage
from formula.typed import Typed
from formula.types import Boolean
from metadata.resolved_workflow import Automation
from workflow.formulas import automation_actor, context_for
from workflow.jobs import Json, bind
from workflow.pinned_documents import read_pinned, resolve_with
from workflow.trial_tables import tg_trial_entry
from workflow.trials.documents import document_key
from workflow.trials.figures import figures_json
from workflow.trials.store import Trial, count_entered

E = tg_trial_entry.c

Values = dict[str, list[tuple[float, int]]]


def version_on_trial(connection: Connection, work: Workspace, trial: Trial) -> Automation | None:
    """The automation as the trial began with it; None where it cannot be read any more."""
    app, key = trial.place
    found = read_pinned(connection, document_key(trial.place), trial.revision)
    if found is None:
        return None
    if found.is_present:
        return work.resolved.automations.get((app, key))
    catalog = work.catalog
    kept = ("version on trial", trial.automation, trial.revision)
    resolved = catalog.cache(
        kept, lambda: resolve_with(connection, work, document_key(trial.place), found)
    )
    return None if resolved is None else resolved.automations.get((app, key))


def measure_trial(
    connection: Connection, work: Workspace, trial: Trial, automation: Automation | None
) -> Json | None:
    """The figures of the trial as they stand now; None where its metric cannot be taken."""
    if automation is None or automation.metric is None or automation.table is None:
        return None
    metric = automation.metric
    counted = values_of(connection, work, trial, automation, metric)
    entered = count_entered(connection, trial.id)
    is_rate = isinstance(metric.type, Boolean)
    return figures_json(trial.document, entered, counted, is_rate=is_rate)


def values_of(
    connection: Connection,
    work: Workspace,
    trial: Trial,
    automation: Automation,
    metric: Typed,
) -> Values:
    """By group, each value of the metric and how many records that are there have it; records
    for which it is blank or fails are left out."""
    catalog = work.catalog
    key = ("values on trial", automation.name, id(metric))
    # The tree is kept with it: its id is no other one's meanwhile.
    statement, scale, _ = catalog.cache(
        key, lambda: (*compile_values(catalog, automation, metric), metric)
    )
    rows = Rows(connection, catalog, is_writing=False)
    context = context_for(work, catalog, rows, automation.app)
    given = {**sql_parameters(context, connection.dialect), "of_trial": trial.id}
    found: Values = defaultdict(list)
    for arm, stored, count in connection.rows(statement, given):
        value = cast("Decimal | int | bool | None", from_storage(stored, metric.type, scale))
        if value is not None:
            found[cast(str, arm)].append((float(value), cast(int, count)))
    return found


def compile_values(
    catalog: Catalog, automation: Automation, metric: Typed
) -> tuple[Prepared, int | None]:
    """The statement of `values_of`, and the scale of its values. Grouped around a selection:
    PostgreSQL does not know two places of one expression as the same once they hold parameters."""
    table = cast(str, automation.table)
    access = access_of(catalog, automation_actor(automation, 0))
    context = catalog.sql_context(automation.app)
    tables = MaskedTables(catalog.sql_tables, access, context)
    source = tables.mask(catalog.sql_tables.own(table), table)
    value = to_sql(metric, tables, source, context)
    conditions = [E.trial == bind("of_trial", E.trial)]
    if source.alive is not None:
        conditions.append(source.alive)
    entered = (
        sa.select(E.arm.label("arm"), value.value.label("value"))
        .select_from(source.table.join(tg_trial_entry, E.record == source.id))
        .where(*conditions)
        .subquery()
    )
    statement = sa.select(entered.c.arm, entered.c.value, sa.func.count()).group_by(
        entered.c.arm, entered.c.value
    )
    return prepare(statement, catalog.dialect), value.scale
