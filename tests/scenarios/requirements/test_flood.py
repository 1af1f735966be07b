"""Requirement 085: leads by the thousand, 1,200 an hour of virtual time, each where an independent
reading of the rules says."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.counts import count
from tests.scenarios.requirements.company import Company, Person
from tests.scenarios.requirements.flood import SELLERS, Sent, answer_all, is_right, lead_of, send

PACKAGES = ("crm", "dispatch")
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    *(Person(login, ("crm.salesperson",), "east", "boss") for login in SELLERS),
    Person("ada", ("dispatch.senior_export",), "export", "boss"),
)

LEADS = count(quick=100, normal=2_000, long=86_400)
A_MINUTE = 20
RESULTS = Path(__file__).resolve().parents[3] / "build" / "flood"


@pytest.fixture(scope="module", autouse=True)
def sellers(company: Company) -> None:
    """Who looks after which region and industry."""
    for login, (region, industry, purchases) in SELLERS.items():
        values = {"region": region, "industry": industry, "purchases": purchases}
        person = {"name": login, "person": company.ids[login]}
        company.create("root", "dispatch.seller", **person, **values)


def test_r085_every_lead_finds_its_person(company: Company) -> None:
    began = time.perf_counter()
    sent = [lead_of(number) for number in range(LEADS)]
    ids: dict[str, Sent] = {}
    for first in range(0, LEADS, A_MINUTE):
        part = sent[first : first + A_MINUTE]
        ids |= zip(send(company, part), part, strict=True)
        company.settle()
        answer_all(company)
        company.clock.advance(timedelta(minutes=1))
    wrong = [each for each in ids if not is_right(company, each, ids[each])]
    RESULTS.mkdir(parents=True, exist_ok=True)
    kind = company.work.database.dialect
    told = {"leads": LEADS, "wrong": len(wrong), "seconds": round(time.perf_counter() - began, 1)}
    (RESULTS / f"{kind}.json").write_text(json.dumps(told), encoding="utf-8")
    assert wrong == []
