"""What people do whose reports are looked at, and what stands in the reports."""

from datetime import timedelta
from typing import cast

from tests.scenarios.requirements.company import Company, Json

REPORTS = "/apps/coaching/tables/personal_report/records"
TALK = {"kind": "demo", "conclusion": "客户关心交期", "result": "pending"}


def pages(company: Company, login: str, name: str) -> list[str]:
    """The pages of the person's reports of that name, newest first."""
    found = company.ask(login, "GET", f"{REPORTS}?sort=-created_at")["records"]
    kept = [cast(Json, record["values"]) for record in cast(list[Json], found)]
    ids = [cast(list[str], it["page"])[0] for it in kept if str(it["name"]).startswith(name)]
    return [company.callers[login]("GET", f"/files/{id}").text for id in ids]


def customer(company: Company, login: str, name: str) -> str:
    """Somebody who may buy, looked after by the person."""
    due = company.clock.now().isoformat()
    stage: Json = {"key_contact": "孙主任", "stage": "evaluating", "next_follow_up": due}
    return company.create("root", "crm.customer", name=name, owner=company.ids[login], **stage)


def talk(company: Company, login: str, customer: str, **values: object) -> None:
    """The person has spoken with the customer."""
    said = {**TALK, "next_action": "寄样", "next_action_on": "2026-03-20", "customer": customer}
    company.create(login, "crm.follow_up", **said, **values)


def act_for_a_day(company: Company) -> None:
    """What ann does on Monday."""
    new, old = customer(company, "ann", "新触达的客户"), customer(company, "ann", "老客户")
    talk(company, "ann", old, followed_at="2026-02-20T10:00:00+08:00")
    for each in (new, new, old):
        talk(company, "ann", each)
    for number, outcome in enumerate(("solved", "solved", "unsolved", "open")):
        company.create("ann", "coaching.objection", content=f"异议 {number}", outcome=outcome)
    asked = company.clock.now()
    for minutes in (45, 15, None):
        answered = None if minutes is None else (asked + timedelta(minutes=minutes)).isoformat()
        company.create(
            "ann",
            "coaching.support_request",
            title="请技术评审",
            asked_at=asked.isoformat(),
            answered_at=answered,
        )
