"""The two sides of a replay: the documents as they are, and as the draft would have them. Each has
its own ledger and its own timers, and goes through the same past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeGuard

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database import Connection
from engine.working_time import WorkingTime
from engine.workspace import Workspace
from engine.writing.program import Step as FormulaStep
from engine.writing.program import program_of, step_of
from formula.references import reads
from metadata.resolved import Resolved
from metadata.resolved_workflow import Automation, Step
from metadata.step_kinds import StepDocument
from metadata.step_kinds.assign import AssignStep
from workflow.assigning.absences import Absence
from workflow.assigning.ledger import TableField
from workflow.backtest.differences import Differences
from workflow.backtest.ledger import ReplayLedger
from workflow.backtest.timers import Timers
from workflow.backtest.vantage import Vantage
from workflow.pinned import program
from workflow.triggers import Listeners, listeners_by_table

PRESENT, DRAFT = "present", "draft"
STATEMENTS = frozenset({"find", "measure", "sample"})
"""Steps that ask the database, which has the columns of today."""

Missing = frozenset[tuple[str, str]]
"""(table, field); ALL stands for a table that is not there at all."""
ALL = "*"


@dataclass(frozen=True, slots=True)
class Stage:
    """What both sides share: where they read, when, and what differs between them."""

    work: Workspace
    connection: Connection
    present: Catalog
    draft: Catalog
    differences: Differences
    calendar: WorkingTime
    absences: Sequence[Absence]
    since: datetime
    until: datetime


@dataclass(slots=True, eq=False)
class Side:
    """One side. `automations` are those that are replayed, as far as this side has them and they
    are switched on; `formulas` by table what is computed anew for a record of the past, in order.
    Of `missing` fields the database knows nothing."""

    name: str
    catalog: Catalog
    connection: Connection
    vantage: Vantage
    ledger: ReplayLedger
    timers: Timers
    automations: Mapping[str, Automation]
    listeners: Mapping[str, Listeners]
    formulas: Mapping[str, tuple[FormulaStep, ...]]
    missing: Missing
    blind: dict[str, frozenset[str]] = field(default_factory=dict)

    def cannot_read(self, automation: Automation) -> frozenset[str]:
        """The keys of the automation's steps that ask for what is missing."""
        found = self.blind.get(automation.name)
        if found is None:
            steps = program(self.catalog, automation).instructions
            found = frozenset(it.step.key for it in steps if self.is_blind(it.step))
            self.blind[automation.name] = found
        return found

    def table(self, name: str) -> CompiledTable | None:
        """The table by this side's documents."""
        return self.catalog.tables.get(name)

    def is_blind(self, step: Step) -> bool:
        """Whether the step asks the database for what it does not have."""
        if step.do not in STATEMENTS or not self.missing:
            return False
        named = {
            (read.table, read.key) for typed in step.formulas.values() for read in reads(typed)
        }
        return not named.isdisjoint(self.missing) or (step.table or "", ALL) in self.missing


def build_side(stage: Stage, name: str, loads: Mapping[TableField, Counter[int]]) -> Side:
    """A side at the beginning of the days."""
    catalog = stage.present if name == PRESENT else stage.draft
    vantage = Vantage(stage.work, catalog)
    vantage.moment = stage.since
    differences = stage.differences
    own = {field: Counter(counts) for field, counts in loads.items()}
    places = frozenset(f"{table}.{key}:{state}" for table, key, state in differences.limits)
    automations = replayed(catalog.resolved, differences)
    return Side(
        name=name,
        catalog=catalog,
        connection=stage.connection,
        vantage=vantage,
        ledger=ReplayLedger(vantage, stage.absences, own),
        timers=Timers(catalog, stage.calendar, frozenset(automations), places),
        automations=automations,
        listeners=listeners_among(catalog.resolved, automations),
        formulas=formulas_anew(catalog, differences),
        missing=missing_fields(stage),
    )


def replayed(resolved: Resolved, differences: Differences) -> dict[str, Automation]:
    """The automations that differ, as these documents have them; those switched off are left
    out."""
    return {
        automation.name: automation
        for automation in resolved.automations.values()
        if automation.name in differences.automations and automation.document.enabled
    }


def listeners_among(
    resolved: Resolved, automations: Mapping[str, Automation]
) -> dict[str, Listeners]:
    """What events may start, by table."""
    found: dict[str, Listeners] = {}
    for table, listeners in listeners_by_table(resolved).items():
        kept = {
            event: [it for it in listening if it.name in automations]
            for event, listening in listeners.by_event.items()
        }
        found[table] = Listeners(kept)
    return found


def formulas_anew(catalog: Catalog, differences: Differences) -> dict[str, tuple[FormulaStep, ...]]:
    """The formulas that are compared, by table, in the order they must be computed."""
    found: dict[str, tuple[FormulaStep, ...]] = {}
    for name in {table for table, _ in differences.fields}:
        compiled = catalog.tables.get(name)
        if compiled is None:
            continue
        wanted = {key for table, key in differences.fields if table == name}
        stored = {step.key: step for step in program_of(compiled).formulas}
        steps: list[FormulaStep] = []
        for key in compiled.table.order:
            formula = compiled.table.fields[key].formula
            if key in wanted and formula is not None:
                steps.append(stored.get(key) or step_of(key, formula))
        found[name] = tuple(steps)
    return found


def missing_fields(stage: Stage) -> Missing:
    """The fields of the draft that records of today do not have."""
    present = stage.present.resolved.tables
    found: set[tuple[str, str]] = set()
    for name, table in stage.draft.resolved.tables.items():
        there = present[name].fields if name in present else {}
        found |= {(name, key) for key in table.fields if key not in there}
        if name not in present:
            found.add((name, ALL))
    return frozenset(found)


def assigned_fields(stage: Stage) -> set[TableField]:
    """The fields of which somebody is picked by how much people have on their hands, on either
    side; new ones aside, which nobody has had."""
    found: set[TableField] = set()
    for catalog in (stage.present, stage.draft):
        for automation in replayed(catalog.resolved, stage.differences).values():
            steps = (it.step.document for it in program(catalog, automation).instructions)
            found |= {(automation.table or "", it.field) for it in steps if picks_by_load(it)}
    return found - missing_fields(stage)


def picks_by_load(document: StepDocument) -> TypeGuard[AssignStep]:
    """Whether the step looks at how much people have on their hands."""
    if not isinstance(document, AssignStep):
        return False
    otherwise = () if document.otherwise is None else (document.otherwise,)
    assignees = (*(rule.to for rule in document.rules), *otherwise)
    return any(it.pick == "least_loaded" for it in assignees)
