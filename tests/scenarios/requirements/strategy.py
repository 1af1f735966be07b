"""A strategy that sends customers an outline of a solution: its documents, and customers who get
it, download it and sign, or do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import cast

from tests.scenarios.requirements.company import Company, Json

CONTACT = "strategy.contact"
X, Y = "方案文档下载量", "IF(已签约,1,0)"
CORRELATION = (
    f"(COUNT()*SUM({X}*{Y})-SUM({X})*SUM({Y}))"
    f"/SQRT((COUNT()*SUM({X}*{X})-SUM({X})*SUM({X}))*(COUNT()*SUM({Y}*{Y})-SUM({Y})*SUM({Y})))"
)
"""Pearson's, from sums."""

APP: Json = {"format": 1, "key": "strategy", "label": "策略", "version": "1.0.0"}
OUTLINE: Json = {
    "key": "outline",
    "label": "方案模板",
    "title": "name",
    "fields": [
        {"key": "name", "label": "名称", "type": "text"},
        {"key": "is_used", "label": "在用", "type": "boolean", "default": "FALSE"},
    ],
}
PEOPLE_REACHED: Json = {
    "key": "contact",
    "label": "触达",
    "title": "name",
    "fields": [
        {"key": "name", "label": "客户", "type": "text"},
        {"key": "sent", "label": "发送的方案", "type": "text"},
        {"key": "downloads", "label": X, "type": "integer", "default": "0"},
        {"key": "signed", "label": "已签约", "type": "boolean", "default": "FALSE"},
    ],
}
SWITCH: Json = {
    "key": "switch_outline",
    "label": "模板失效时切换",
    "on": {
        "event": "metric.window",
        "table": "contact",
        "measure": CORRELATION,
        "every": "1h",
        "below": "0.3",
    },
    "steps": [
        {"key": "old", "do": "find", "table": "outline", "filter": "在用"},
        {"key": "other", "do": "find", "table": "outline", "filter": "NOT 在用"},
        {"do": "update", "table": "outline", "record": "STEP.old", "values": {"is_used": "FALSE"}},
        {"do": "update", "table": "outline", "record": "STEP.other", "values": {"is_used": "TRUE"}},
    ],
}
SENT: Json = {
    "key": "send",
    "label": "发送方案",
    "on": {"event": "record.created", "table": "contact"},
    "steps": [
        {"key": "used", "do": "find", "table": "outline", "filter": "在用"},
        {"do": "set", "values": {"sent": "STEP.used.名称"}},
    ],
}


def sending(outline: str, **more: object) -> Json:
    """The automation that sends everybody this outline."""
    return {**SENT, "steps": [{"do": "set", "values": {"sent": f'"{outline}"'}}], **more}


def publish(company: Company, *documents: tuple[str, Json]) -> None:
    """The documents (kind, JSON) are those of the strategy, through a plan."""
    put = [{"kind": kind, "document": document} for kind, document in documents]
    plan = company.ask("root", "POST", "/plans", {"app": "strategy", "put": put, "delete": []})
    accepted = [danger["code"] for danger in cast(list[Json], plan["dangers"])]
    company.ask("root", "POST", f"/plans/{plan['id']}/apply", {"accept": accepted})
    company.settle()


def reach(company: Company, count: int) -> dict[str, list[str]]:
    """So many customers are reached; their ids by the outline that each was sent."""
    create = [{"values": {"name": f"客户 {number}"}} for number in range(count)]
    made = batch(company, {"create": create})
    found: dict[str, list[str]] = {}
    for result in made:
        id = str(result["id"])
        found.setdefault(str(company.record(CONTACT, id)["sent"]), []).append(id)
    return found


def batch(company: Company, body: Mapping[str, object]) -> list[Json]:
    """What became of many changes at once, with all that follows done."""
    place = "/apps/strategy/tables/contact/records/batch"
    results = cast(list[Json], company.ask("root", "POST", place, body)["results"])
    company.settle()
    return results


def sign(company: Company, ids: Sequence[str], part: float) -> None:
    """This part of them has signed."""
    signed = ids[: round(len(ids) * part)]
    batch(company, {"update": [{"id": id, "values": {"signed": True}} for id in signed]})


def wait(company: Company, **span: float) -> None:
    """So much later, with everything done that is due by then."""
    company.clock.advance(timedelta(**span))
    company.settle()


def document(company: Company) -> Json:
    """The sending automation as it is published now."""
    return company.ask("root", "GET", "/apps/strategy/documents/automation/send")


def trials(company: Company, state: str) -> list[Json]:
    """The trials in that state, newest first."""
    found = company.ask("root", "GET", f"/apps/strategy/trials?state={state}")["trials"]
    return cast(list[Json], found)
