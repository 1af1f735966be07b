"""What somebody listens to, of each table: only such events go into the outbox (decision 36).

The catalog knows *listened*, not who: this reads the documents, and knows no runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.catalog import Catalog
from engine.writing.change import Kind
from engine.writing.program import own_reads
from formula.typed import Typed
from metadata.documents.connector import ConnectorDocument
from metadata.documents.triggers import Inactive, MomentReached, RecordSaved, RecordUpdated, Streak
from metadata.resolved import Resolved
from metadata.resolved_states import StateMachine
from metadata.resolved_workflow import Automation, Step

MADE = frozenset({Kind.CREATE.value})
CHANGED = frozenset({Kind.UPDATE.value, Kind.TRANSITION.value})
GONE = frozenset({Kind.DELETE.value})
BACK = frozenset({Kind.RESTORE.value})

BY_TRIGGER: Mapping[str, frozenset[str]] = {
    "record.created": MADE,
    "record.updated": CHANGED,
    "record.saved": MADE | CHANGED,
    "record.deleted": GONE,
    "state.entered": MADE | CHANGED,
    "state.left": CHANGED,
    "form.submitted": MADE,
    "streak": MADE | CHANGED,
    "time.moment": MADE | CHANGED | GONE | BACK,
    "time.inactive": MADE | CHANGED | GONE | BACK,
}
"""The kinds of events that each trigger looks at."""


@dataclass(slots=True)
class Listened:
    """The kinds of events of one table that somebody listens to, and the computed fields whose
    changes alone are an event to somebody."""

    kinds: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


NOTHING = Listened()


def listened(catalog: Catalog, table: str) -> Listened:
    """What somebody listens to of the table."""
    found = catalog.cache("listened", lambda: listened_tables(catalog.resolved))
    return found.get(table, NOTHING)


def is_listened(catalog: Catalog, table: str, kind: str) -> bool:
    """Whether somebody listens to this kind of event of the table."""
    return kind in listened(catalog, table).kinds


def listened_tables(resolved: Resolved) -> dict[str, Listened]:
    """The same for every table of which anything is listened to."""
    found: dict[str, Listened] = {}
    for automation in resolved.automations.values():
        listen_for(resolved, automation, found)
    for name, table in resolved.tables.items():
        if any(starts_runs(machine) for machine in table.machines.values()):
            listening(found, name).kinds |= MADE | CHANGED
    for approval in resolved.approvals.values():
        listening(found, approval.table).kinds |= CHANGED | GONE
    for connector in resolved.connectors.values():
        for table_name in written_back(connector.app, connector.document):
            listening(found, table_name).kinds |= MADE | CHANGED | GONE | BACK
    for name, each in found.items():
        fields = resolved.tables[name].fields if name in resolved.tables else {}
        each.fields = {key for key in each.fields if key in fields and fields[key].formula}
    return found


def listening(found: dict[str, Listened], table: str) -> Listened:
    """The entry of a table."""
    return found.setdefault(table, Listened())


def listen_for(resolved: Resolved, automation: Automation, found: dict[str, Listened]) -> None:
    """What one automation listens to: its trigger, its waits, and that its record goes."""
    table, document = automation.table, automation.trigger.document
    if table is None:
        return
    entry = listening(found, table)
    if automation.document.enabled:
        entry.kinds |= BY_TRIGGER.get(automation.trigger.event, frozenset())
        entry.fields |= set(fields_of(automation))
        if isinstance(document, Inactive):
            for child in children_of(resolved, table, document.children):
                listening(found, child).kinds |= MADE
        if automation.document.trial is not None and table in resolved.tables:
            # The version beside it may wait for anything that happens to its record.
            entry.kinds |= CHANGED | GONE | BACK
            entry.fields |= set(resolved.tables[table].fields)
    # Runs that wait go on when the document is switched off.
    for step in all_steps(automation.steps):
        entry.kinds |= GONE
        if "holds" in step.formulas:
            entry.kinds |= CHANGED | BACK
            entry.fields |= own_reads(step.formulas["holds"])


def fields_of(automation: Automation) -> Iterator[str]:
    """The fields whose change may start the automation."""
    document = automation.trigger.document
    if isinstance(document, RecordUpdated | RecordSaved | Inactive):
        yield from document.fields
    if isinstance(document, MomentReached | Streak):
        yield document.field
    if isinstance(document, RecordUpdated | RecordSaved) and isinstance(automation.when, Typed):
        yield from own_reads(automation.when)


def children_of(resolved: Resolved, table: str, keys: Iterable[str]) -> Iterator[str]:
    """The tables of children fields."""
    fields = resolved.tables[table].fields if table in resolved.tables else {}
    for key in keys:
        if key in fields and fields[key].target is not None:
            yield str(fields[key].target)


def all_steps(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps and all inner ones."""
    for step in steps:
        yield step
        for block in step.blocks.values():
            yield from all_steps(block)


def starts_runs(machine: StateMachine) -> bool:
    """Whether a move or a state of the machine names an automation."""
    return any(move.run is not None for move in machine.transitions.values()) or any(
        state.on_enter or state.on_leave for state in machine.document.states
    )


def written_back(app: str, document: ConnectorDocument) -> Iterator[str]:
    """The tables whose records are written to an outside system."""
    for sync in document.syncs:
        if sync.write_back is not None:
            yield sync.table if "." in sync.table else f"{app}.{sync.table}"
