"""Requirement 085: leads by the thousand, 1,200 an hour of virtual time, each where an independent
reading of the rules says."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from tests.counts import count
from tests.scenarios.requirements.company import Company, Person
from tests.scenarios.requirements.flood import (
    SELLERS,
    Sent,
    answer_all,
    is_right,
    lead_of,
    send,
    tell,
)

PACKAGES = ("crm", "dispatch")
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    *(Person(login, ("crm.salesperson",), "east", "boss") for login in SELLERS),
    Person("ada", ("dispatch.senior_export",), "export", "boss"),
)

LEADS = count(quick=100, normal=2_000, long=86_400)
A_MINUTE = 20
TOLD = 1_000
"""A word after so many: the long count takes more than an hour."""


@pytest.fixture(scope="module", autouse=True)
def sellers(company: Company) -> None:
    """Who looks after which region and industry."""
    for login, (region, industry, purchases) in SELLERS.items():
        values = {"region": region, "industry": industry, "purchases": purchases}
        person = {"name": login, "person": company.ids[login]}
        company.create("root", "dispatch.seller", **person, **values)


@pytest.mark.timeout(120 + LEADS // 4)
def test_r085_every_lead_finds_its_person(company: Company) -> None:
    began = time.perf_counter()
    kind = company.work.database.dialect
    sent = [lead_of(number) for number in range(LEADS)]
    ids: dict[str, Sent] = {}
    for first in range(0, LEADS, A_MINUTE):
        part = sent[first : first + A_MINUTE]
        ids |= zip(send(company, part), part, strict=True)
        company.settle()
        answer_all(company)
        company.clock.advance(timedelta(minutes=1))
        if len(ids) % TOLD == 0:
            tell(kind, len(ids), None, began)
    wrong = [each for each in ids if not is_right(company, each, ids[each])]
    tell(kind, len(ids), len(wrong), began)
    assert wrong == []
