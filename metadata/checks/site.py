"""A place in an automation that is being checked, and what it can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formula.typed import Typed
from formula.types import ListOf, Ref, Type, type_name
from metadata.checks.known import unknown, unknown_fields
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES
from metadata.problems import Place, Problem
from metadata.resolved_reports import Report
from metadata.resolved_workflow import Approval, Automation, Connector, Step

CALLED = "called"


@dataclass(frozen=True, slots=True)
class Workflow:
    """What happens over time in a draft: everything by (app, key)."""

    automations: Mapping[tuple[str, str], Automation]
    approvals: Mapping[tuple[str, str], Approval]
    connectors: Mapping[tuple[str, str], Connector]
    reports: Mapping[tuple[str, str], Report]

    def keys(self, kind: str, app: str) -> set[str]:
        """The keys of an app's documents of a kind."""
        found = {
            "automation": self.automations,
            "approval": self.approvals,
            "connector": self.connectors,
            "report": self.reports,
        }[kind]
        return {key for owner, key in found if owner == app}


@dataclass(frozen=True, slots=True)
class Site:
    """A step, or what stands before all steps (then `step` is None)."""

    draft: Draft
    workflow: Workflow
    automation: Automation
    place: Place
    step: Step | None = None

    @property
    def app(self) -> str:
        """The app of the automation."""
        return self.automation.app

    def table(self, name: str | None) -> TableDraft | None:
        """The table as the document names it; the run's own without a name."""
        full = self.automation.table if name is None else self.draft.full_name(self.app, name)
        return self.draft.tables.get(full or "")

    def formula(self, pointer: str) -> Typed | None:
        """The typed formula of the step at a pointer within it."""
        return None if self.step is None else self.step.formulas.get(pointer)


def named(
    draft: Draft, workflow: Workflow, kind: str, name: tuple[str, str], place: Place
) -> Iterator[Problem]:
    """The document (app, key) that is named, where it is not there."""
    app, key = name
    known = workflow.keys(kind, app)
    if key not in known and (app, kind, key) not in draft.unread:
        yield unknown(f"unknown_{kind}", place, key, known)


def startable(
    draft: Draft, workflow: Workflow, name: tuple[str, str], table: str | None, place: Place
) -> Iterator[Problem]:
    """The automation is there, waits to be called, and runs for records of the table."""
    yield from named(draft, workflow, "automation", name, place)
    automation = workflow.automations.get(name)
    if automation is None:
        return
    if automation.trigger.event != CALLED:
        yield Problem("not_called", place, {"name": name[1]})
    elif automation.table is not None and automation.table != table:
        parameters = {"name": name[1], "table": automation.table}
        yield Problem("runs_for_other_records", place, parameters)


def written_fields(
    table: TableDraft | None, values: Sequence[str], place: Place, code: str
) -> Iterator[Problem]:
    """Fields that are given values are there, and people could write them."""
    if table is None:
        return
    yield from unknown_fields(table, [(key, place.at(key)) for key in values])
    for key in values:
        field = table.fields.get(key)
        if field is not None and (not FIELD_TYPES[field.type].writable or field.type == "state"):
            yield Problem(code, place.at(key), {"name": key, "type": field.type})


def of_type(
    table: TableDraft | None, key: str | None, types: frozenset[str], place: Place, code: str
) -> Iterator[Problem]:
    """The field is there and of one of the types."""
    if table is None or key is None:
        return
    yield from unknown_fields(table, [(key, place)])
    field = table.fields.get(key)
    if field is not None and field.type not in types:
        yield Problem(code, place, {"name": key, "type": field.type})


def gives_people(typed: Typed | None, place: Place) -> Iterator[Problem]:
    """A formula that says who gives people."""
    if typed is None or is_of(typed.type, "user"):
        return
    yield Problem("not_people", place, {"type": type_name(typed.type)})


def is_of(type_: Type, table: str) -> bool:
    """Whether the value is a record of the table, or a list of such."""
    return type_ in (Ref(table), ListOf(Ref(table)))
