"""★ The life of a report: totals → values → lists → page, each with the rights of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import UnknownRecord
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.transaction import Transaction, open_transaction
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.typed import Typed
from formula.types import Ref
from metadata.documents.label import text_in
from metadata.fields.field_type import Showing
from metadata.fields.number import tell_number
from metadata.resolved_reports import Report, ReportQuery
from workflow.errors import ReportUnknown
from workflow.formulas import NO_RECORD, compiled
from workflow.reports.cells import Cell
from workflow.reports.page import page_of, template_in
from workflow.reports.queries import Rows, Whose, read_rows
from workflow.texts import ReaderRecords

RECORD = "record"
GROUPED_FROM = 10_000
"""Smaller numbers may be years."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A report being drawn for one reader in one snapshot. `row` is the record that it is about."""

    transaction: Transaction
    report: Report
    telling: Telling
    whose: Whose
    row: Row

    def figures(self, context: Context) -> dict[str, object]:
        """Everything that the page names: cells, and lists of rows of cells."""
        given: dict[str, object] = {}
        measured = dict(context.variables)
        for totals in self.report.totals:
            (row,) = self.rows(totals, context)
            given.update(self.cells(totals, row))
            measured.update(row)
        context = replace(context, variables=measured)
        for name, typed in self.report.values.items():
            given[name] = self.value(name, typed, context)
        for name, query in self.report.lists.items():
            rows = self.rows(query, context)
            self.know_titles(query, rows)
            given[name] = [self.cells(query, row) for row in rows]
        return given

    def rows(self, query: ReportQuery, context: Context) -> Rows:
        """The rows of a query."""
        return read_rows(self.transaction.connection, self.whose, query, context)

    def cells(self, query: ReportQuery, row: Mapping[str, object]) -> dict[str, Cell]:
        """The values of a row with their words."""
        typed = {**query.groups, **query.columns}
        return {name: self.cell(typed[name], value) for name, value in row.items()}

    def cell(self, typed: Typed, value: object) -> Cell:
        """A value with its words, told as the field it comes from is; large numbers in groups of
        three digits, as on paper."""
        words = self.telling.node(typed, value)
        is_large = isinstance(value, int | Decimal) and not -GROUPED_FROM < value < GROUPED_FROM
        return Cell(value, grouped(words) if is_large and words == tell_number(value) else words)

    def value(self, name: str, typed: Typed, context: Context) -> Cell:
        """The value of a formula over the record; one that fails is blank."""
        key = ("report", self.report.name, name)
        try:
            found = compiled(self.transaction.catalog, key, typed)(self.row, context)
        except FormulaValueError:
            return Cell(None, "")
        return self.cell(typed, found)

    def know_titles(self, query: ReportQuery, rows: Rows) -> None:
        """The records that the rows name are known, those of a column by one statement."""
        for name, typed in {**query.groups, **query.columns}.items():
            if isinstance(typed.type, Ref):
                named = {row[name] for row in rows}
                ids = sorted(id for id in named if isinstance(id, int))
                self.transaction.rows.fetch(typed.type.table, ids)


def grouped(digits: str) -> str:
    """The digits of a number in groups of three.

    >>> grouped("-1234567.50")
    '-1,234,567.50'
    """
    whole, dot, rest = digits.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def find_report(work: Workspace, actor: Actor, app: str, key: str) -> Report:
    """The report, where the actor may open it. Raises ReportUnknown."""
    if not access_of(work.catalog, actor).may_open_report(app, key):
        raise ReportUnknown({"name": key})
    return work.resolved.reports[app, key]


def open_reports(work: Workspace, actor: Actor, app: str) -> list[Report]:
    """The reports of the app that the actor may open, in the order of their keys."""
    access = access_of(work.catalog, actor)
    found = sorted(work.resolved.reports.items())
    return [it for name, it in found if name[0] == app and access.may_open_report(*name)]


def draw_report(work: Workspace, actor: Actor, report: Report, record: int | None) -> str:
    """The report as an HTML document: every figure is what the actor may see, in the actor's
    language. Raises UnknownRecord where it is about a record that is not there for the actor, and
    ReportTooLarge."""

    def read(connection: Connection) -> Mapping[str, object]:
        transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
        drawing = begin(transaction, report, record)
        return drawing.figures(context_of(transaction, report, record))

    given = work.database.read(read, long=True)
    language = actor.language
    title = text_in(report.labels, language)
    foot = work.now().astimezone(work.time_zone), actor.name
    return page_of(title, language, template_in(report.document.template, language), given, foot)


def begin(transaction: Transaction, report: Report, record: int | None) -> Drawing:
    """What the report is drawn from."""
    work, actor, catalog = transaction.work, transaction.actor, transaction.catalog
    records = ReaderRecords(transaction)
    telling = Telling(records, Showing(actor.language, work.time_zone))
    row: Row | None = NO_RECORD
    if report.table is not None:
        row = None if record is None else records.record(report.table, record)
        if row is None:
            raise UnknownRecord(report.table, str(record))
    whose = Whose(catalog, transaction.access, report.app)
    return Drawing(transaction, report, telling, whose, NO_RECORD if row is None else row)


def context_of(transaction: Transaction, report: Report, record: int | None) -> Context:
    """What the formulas of the report know besides their records."""
    work, actor = transaction.work, transaction.actor
    return Context(
        now=work.now(),
        time_zone=work.time_zone,
        user=actor.user,
        roles=frozenset(f"{owner}.{key}" for owner, key in actor.roles),
        departments=actor.departments,
        records=ReaderRecords(transaction),
        parameters=work.resolved.parameters.get(report.app, {}),
        variables={} if report.table is None else {RECORD: record},
    )
