"""Requirement 085: leads by the thousand, 1,200 an hour of virtual time, each where an independent
reading of the rules says."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from tests.counts import count
from tests.scenarios.requirements.company import Company, Json, Person

PACKAGES = ("crm", "dispatch")
SELLERS = {
    "ann": ("310000", "34", 12),
    "bob": ("310000", "34", 30),
    "cai": ("310000", "39", 7),
    "dan": ("440300", "39", 8),
    "eva": ("440300", "65", 21),
    "fay": ("330100", "51", 3),
}
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    *(Person(login, ("crm.salesperson",), "east", "boss") for login in SELLERS),
    Person("ada", ("dispatch.senior_export",), "export", "boss"),
)
LEADS = count(quick=100, normal=2_000, long=86_400)
A_MINUTE = 20
REGIONS = ("310000", "440300", "330100", "110000")
INDUSTRIES = ("34", "39", "65", "51")
RESULTS = Path(__file__).resolve().parents[3] / "build" / "flood"


@dataclass(frozen=True)
class Sent:
    """A lead that was sent, and what its person will say."""

    number: int
    region: str
    industry: str
    is_large: bool
    declines: bool

    @property
    def values(self) -> Json:
        """What is written of it."""
        values: Json = {
            "company": f"洪峰 {self.number:05}",
            "region": self.region,
            "industry": self.industry,
        }
        if self.is_large:
            values |= {
                "country": "DE",
                "inquiry_amount": {"amount": "80000.00", "currency": "USD"},
            }
        return values


def lead_of(number: int) -> Sent:
    """The lead of that number; no two neighbours are alike, and every seventh is declined once."""
    region, industry = REGIONS[number % 4], INDUSTRIES[number // 4 % 4]
    return Sent(number, region, industry, number % 97 == 13, number % 7 == 3)


def rightful(lead: Sent, without: frozenset[str]) -> set[str]:
    """Who may get the lead by the rules as people read them; `without` have declined it."""
    if lead.is_large and "ada" not in without:
        return {"ada"}
    by_purchases = sorted(SELLERS, key=lambda login: -SELLERS[login][2])
    near = [login for login in by_purchases if SELLERS[login][0] == lead.region]
    both = [login for login in near if SELLERS[login][1] == lead.industry]
    for found in (both, near):
        if found and found[0] not in without:
            return {found[0]}
    return set(SELLERS) - without


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


def send(company: Company, part: list[Sent]) -> list[str]:
    """The ids of leads that came in together."""
    body = {"create": [{"values": lead.values} for lead in part], "on_error": "stop"}
    made = company.ask("root", "POST", "/apps/crm/tables/lead/records/batch", body)
    return [str(each["id"]) for each in cast(list[Json], made["results"])]


def answer_all(company: Company) -> None:
    """Everybody has said to every question what they will say, until nobody is asked any more."""
    declined: set[int] = set()
    while asked := [
        (login, todo)
        for login in (*SELLERS, "ada")
        for todo in company.todos(login)
        if todo["kind"] == "confirm"
    ]:
        for login, todo in asked:
            number = int(str(todo["title"]).split("洪峰 ")[1][:5])
            lead = lead_of(number)
            declines = lead.declines and number not in declined
            declined.add(number)
            says = "decline" if declines else "accept"
            company.ask(login, "POST", f"/todos/{todo['id']}/answer", {"answer": says})
        company.settle()


def is_right(company: Company, id: str, lead: Sent) -> bool:
    """Whether the lead went to whom it had to, and on to whom it had to after a refusal."""
    found = company.ask("root", "GET", f"/apps/crm/tables/lead/records/{id}/assignments")
    went = [
        str(cast(Json, each["chosen"])["name"]).lower()
        for each in reversed(cast(list[Json], found["assignments"]))
    ]
    without: frozenset[str] = frozenset()
    for login in went:
        if login not in rightful(lead, without):
            return False
        without |= {login}
    return bool(went)
