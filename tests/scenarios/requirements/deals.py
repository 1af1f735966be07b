"""Opportunities, and what people heard of them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from tests.scenarios.requirements.company import Company, Json

OPPORTUNITY = "crm.opportunity"


def opportunity(company: Company, customer: str, name: str) -> str:
    """A new opportunity of ann's."""
    return company.create(
        "ann", OPPORTUNITY, name=name, customer=customer, owner=company.ids["ann"]
    )


def follow_up(company: Company, opportunity: str) -> None:
    """Somebody spoke with the customer."""
    company.create(
        "ann",
        "crm.follow_up",
        kind="presales",
        conclusion="客户关心交期",
        next_action="发送报价",
        next_action_on="2026-03-20",
        result="pending",
        opportunity=opportunity,
    )


def told(company: Company, login: str, text: str) -> int:
    """How often the person heard something that has `text` in it."""
    return sum(text in each for each in company.heard(login))


def close(company: Company, customer: str, result: str, count: int) -> None:
    """So many opportunities ended in this way."""
    for number in range(count):
        deal = opportunity(company, customer, f"{result} {number}")
        form = {"close_result": result, "close_reason": "漏斗"}
        company.move("root", OPPORTUNITY, deal, "close", **form)


def won_of_closed(company: Company) -> str:
    """Of all closed opportunities the part that was won, in percent with one decimal at most."""
    measures = [
        {"as": "won", "formula": "COUNTIF(关闭结果='won')"},
        {"as": "all", "formula": "COUNT()"},
    ]
    query = {"app": "crm", "table": "opportunity", "filter": "商机阶段='已关闭'"}
    found = company.ask("root", "POST", "/query", {**query, "measures": measures})
    [row] = cast(list[Json], found["groups"])
    won, closed = (cast(dict[str, int], row["measures"])[name] for name in ("won", "all"))
    rate = (Decimal(won * 100) / closed).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(rate).removesuffix(".0")
