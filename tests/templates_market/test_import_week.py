"""Acceptance 2: the messy week of leads, imported on both databases, against its oracle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database.opening import open_database
from engine.workspace import Workspace
from runtime.migrations import upgrade
from tests.engine.shops import open_shop
from tests.templates_market.crm_package import read_sources
from tests.templates_market.lead_oracle import expect_leads
from tests.templates_market.packages_made import stored
from tests.templates_market.week import put_week, refusals_of, wanted

SECONDS = 20
"""A bound for a machine under load; it takes less than one on an idle one."""


@pytest.fixture
def work(database_url: str, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the package's tables."""
    database = open_database(database_url)
    upgrade(database)
    yield open_shop(database, tmp_path, read_sources()).work
    database.close()


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
        for lead, stored in zip(accepted, stored(work, "crm.lead"), strict=True)
        for key, value in wanted(lead).items()
        if stored[key] != value
    ]
    assert differences == []


def test_the_week_is_recognised_and_nothing_is_written_twice(work: Workspace) -> None:
    put_week(work)
    second = put_week(work)
    assert (second.read, second.written, second.recognised) == (2312, 0, 2312)
    assert len(stored(work, "crm.lead")) == 2280
    third = put_week(work, again=True)
    assert (third.written, len(third.refused)) == (2280, 32)
    assert len(stored(work, "crm.lead")) == 4560
