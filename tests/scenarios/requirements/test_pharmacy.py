"""Requirement 080a: region, kind of medicine and basket decide, and then the way to the store."""

from typing import cast

import pytest

from tests.scenarios.requirements.company import Company, Json, Person
from tests.scenarios.requirements.pharmacies import (
    LEAD,
    LEADS,
    STORES,
    clerk,
    expected,
    make_lead,
    point,
)

PACKAGES = ("pharmacy",)
CLERKS = ("wulin", "binjiang", "xixi", "chengzhan", "shaoxing")
PEOPLE = (
    Person("manager", ("pharmacy.area_manager",)),
    *(Person(login, ("pharmacy.clerk",)) for login in CLERKS),
)


@pytest.fixture(scope="module", autouse=True)
def stores(company: Company) -> None:
    """The stores with their salespeople."""
    for number, (login, store) in enumerate(STORES.items()):
        values = {**store, "place": point(store["place"]), "clerk": company.ids[login]}
        company.create("manager", "pharmacy.store", name=login, code=f"S{number}", **values)


@pytest.mark.parametrize("name", LEADS)
def test_r080a_three_dimensions_and_then_the_nearest_store(company: Company, name: str) -> None:
    lead = make_lead(company, name)
    who = [*expected(name), "manager"][0]
    assert clerk(company, lead) == who
    store = company.record(LEAD, lead)["store"]
    assert (store is None) == (who == "manager")
    company.answer(who, "accept", name)
    assert any(f"新线索：{name}" in text for text in company.heard(who))


def test_r080a_who_declines_passes_it_to_the_next_store(company: Company) -> None:
    first, second = expected("on the other side")
    lead = make_lead(company, "on the other side")
    assert (clerk(company, lead), [first, second]) == (first, ["binjiang", "wulin"])
    company.answer(first, "decline", "on the other side", "人手不够")
    assert clerk(company, lead) == second
    stored = company.record(LEAD, lead)["store"]
    shown = company.record("pharmacy.store", str(stored))
    assert shown["name"] == second
    company.answer(second, "decline", "on the other side", "缺货")
    assert clerk(company, lead) == "manager"
    said = company.ask("root", "GET", f"/apps/pharmacy/tables/lead/records/{lead}/assignments")
    found = cast(list[Json], said["assignments"])
    assert [each["rule"] for each in found] == [None, 1, 0]


def test_r080a_nobody_who_answers_is_told_to_the_manager(company: Company) -> None:
    make_lead(company, "a large basket")
    company.later(minutes=20)
    assert any("a large basket 15 分钟内没有门店确认" in text for text in company.heard("manager"))
