"""A flood of leads, and an independent reading of the rules they go by."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.scenarios.requirements.company import Company, Json

RESULTS = Path(__file__).resolve().parents[3] / "build" / "flood"
SELLERS = {
    "ann": ("310000", "34", 12),
    "bob": ("310000", "34", 30),
    "cai": ("310000", "39", 7),
    "dan": ("440300", "39", 8),
    "eva": ("440300", "65", 21),
    "fay": ("330100", "51", 3),
}


REGIONS = ("310000", "440300", "330100", "110000")


INDUSTRIES = ("34", "39", "65", "51")


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


def send(company: Company, part: list[Sent]) -> list[str]:
    """The ids of leads that came in together."""
    body = {"create": [{"values": lead.values} for lead in part], "on_error": "stop"}
    made = company.ask("root", "POST", "/apps/crm/tables/lead/records/batch", body)
    return [str(each["id"]) for each in cast(list[Json], made["results"])]


def answer_all(company: Company) -> None:
    """Everybody has said to every question what they will say, until nobody is asked any more."""
    declined: set[int] = set()
    while asked := [
        (login, todo) for login in (*SELLERS, "ada") for todo in questions(company, login)
    ]:
        for login, todo in asked:
            number = int(str(todo["title"]).split("洪峰 ")[1][:5])
            lead = lead_of(number)
            declines = lead.declines and number not in declined
            declined.add(number)
            says = "decline" if declines else "accept"
            company.ask(login, "POST", f"/todos/{todo['id']}/answer", {"answer": says})
        company.settle()


def questions(company: Company, login: str) -> list[Json]:
    """The leads that the person is asked to take; what else they have to do is no matter here."""
    found = company.ask(login, "GET", "/todos?state=open&kind=confirm")
    return cast(list[Json], found["todos"])


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


def tell(database: str, leads: int, wrong: int | None, began: float) -> None:
    """How far it is lies where figures are read from; `wrong` once everything was looked at."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    seconds = round(time.perf_counter() - began, 1)
    told = {"leads": leads, "wrong": wrong, "seconds": seconds}
    (RESULTS / f"{database}.json").write_text(json.dumps(told), encoding="utf-8")
