"""Acceptance 2: the messy week of leads, imported on both databases, against its oracle."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.catalog_table import Values
from engine.database.opening import open_database
from engine.importing.import_file import import_file
from engine.importing.report import ImportReport
from engine.workspace import Workspace
from runtime.migrations import upgrade
from tests.engine.shops import ADMIN, open_shop
from tests.templates_market.crm_package import read_sources
from tests.templates_market.lead_oracle import WEEK, ExpectedLead, expect_leads

SECONDS = 20
"""A bound for a machine under load; it takes less than one on an idle one."""


@pytest.fixture
def work(database_url: str, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the package's tables."""
    database = open_database(database_url)
    upgrade(database)
    yield open_shop(database, tmp_path, read_sources()).work
    database.close()


def put_week(work: Workspace, *, again: bool = False) -> ImportReport:
    """The report of importing the week."""
    return import_file(work, ADMIN, "crm.lead", WEEK.name, WEEK.read_bytes(), again=again)


def stored_leads(work: Workspace) -> list[Values]:
    """All leads in the order of their ids, which is that of the file."""
    table = work.catalog.tables["crm.lead"]
    query = sa.select(*table.selected).order_by(table.sql.c.id)
    rows = work.database.rows(table.statement("all of the week", lambda: query))
    return [table.row_of(tuple(row)) for row in rows]


def test_the_week_is_what_the_oracle_says(work: Workspace) -> None:
    expected = expect_leads()
    accepted = [lead for lead in expected if lead.is_accepted]
    report = put_week(work)
    assert (report.read, report.written, report.recognised) == (2312, 2280, 0)
    assert report.seconds < SECONDS
    assert not report.warnings
    assert refusals_of(report) == [
        (lead.line, *reason) for lead in expected for reason in lead.refused
    ]
    differences = [
        (lead.line, key, stored[key], value)
        for lead, stored in zip(accepted, stored_leads(work), strict=True)
        for key, value in wanted(lead).items()
        if stored[key] != value
    ]
    assert differences == []


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


def test_the_week_is_recognised_and_nothing_is_written_twice(work: Workspace) -> None:
    put_week(work)
    second = put_week(work)
    assert (second.read, second.written, second.recognised) == (2312, 0, 2312)
    assert len(stored_leads(work)) == 2280
    third = put_week(work, again=True)
    assert (third.written, len(third.refused)) == (2280, 32)
    assert len(stored_leads(work)) == 4560
