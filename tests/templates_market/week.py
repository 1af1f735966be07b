"""The messy week with short words."""

from __future__ import annotations

from decimal import Decimal

from engine.importing.import_file import import_file
from engine.importing.report import ImportReport
from engine.workspace import Workspace
from tests.engine.shops import ADMIN
from tests.templates_market.lead_oracle import WEEK, ExpectedLead


def put_week(work: Workspace, *, again: bool = False) -> ImportReport:
    """The report of importing the week."""
    return import_file(work, ADMIN, "crm.lead", WEEK.name, WEEK.read_bytes(), again=again)


def wanted(lead: ExpectedLead) -> dict[str, object]:
    """Every value that the oracle knows, with the score."""
    return {**lead.values, "score": Decimal(lead.score)}


def refusals_of(report: ImportReport) -> list[tuple[int, str | None, str]]:
    """Line, field and code of everything refused."""
    return [
        (line.line, reason.field, reason.refusal.code)
        for line in report.refused
        for reason in line.reasons
    ]
