"""Requests of stores, and what became of them."""

from typing import cast

from tests.scenarios.requirements.company import Company, Json


def replenishment(company: Company, title: str, amount: int) -> str:
    """A request of the shop."""
    return company.create(
        "shop",
        "approvals.replenishment",
        title=title,
        store="五马街店",
        goods="维生素C 200 瓶",
        amount=amount,
        needed_on="2026-03-10",
    )


def purchases(company: Company) -> list[str]:
    """The titles of the purchase orders."""
    found = company.ask("goods", "GET", "/apps/approvals/tables/purchase/records")["records"]
    return [str(cast(Json, each["values"])["title"]) for each in cast(list[Json], found)]


def cc(company: Company, login: str) -> str:
    """What the person was sent for information."""
    return str(company.ask(login, "GET", "/approvals?mine=cc"))
