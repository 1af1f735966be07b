"""Requirements 145 to 148: requests of shops, decided on the phone, with a full trace."""

from typing import cast

import pytest

from tests.runtime.paperwork import picture
from tests.scenarios.requirements.company import Company, Json, Person
from tests.scenarios.requirements.store_requests import cc, purchases, replenishment

PACKAGES = ("approvals",)
PEOPLE = (
    Person("area", ("approvals.region_manager",)),
    Person("money", ("approvals.finance",)),
    Person("goods", ("approvals.supply",)),
    Person("shop", ("approvals.store_manager",), None, "area"),
)


@pytest.fixture(scope="module")
def stock(company: Company) -> dict[str, str]:
    """What is in stock."""
    left = {"海报": 50, "易拉宝": 2}
    return {
        name: company.create("goods", "approvals.stock", name=name, left=count)
        for name, count in left.items()
    }


def test_r145_a_request_is_agreed_and_others_are_told(company: Company) -> None:
    id = replenishment(company, "三月补货", 3000)
    company.move("shop", "approvals.replenishment", id, "submit")
    assert company.record("approvals.replenishment", id)["status"] == "draft"
    company.decide("area", "agree")
    assert company.record("approvals.replenishment", id)["status"] == "passed"
    assert "补货：三月补货" in purchases(company)
    for login in ("money", "goods"):
        assert "三月补货" in cc(company, login)


def test_r145_large_amounts_go_to_finance_too(company: Company) -> None:
    id = replenishment(company, "大额补货", 10_000)
    company.move("shop", "approvals.replenishment", id, "submit")
    company.decide("area", "agree")
    assert company.record("approvals.replenishment", id)["status"] == "draft"
    company.decide("money", "agree")
    assert company.record("approvals.replenishment", id)["status"] == "passed"


def test_r145_a_shift_change_is_signed_by_hand(company: Company) -> None:
    id = company.create(
        "shop",
        "approvals.shift",
        title="周末换班",
        pharmacist=company.ids["shop"],
        from_day="2026-03-07",
        to_day="2026-03-08",
        cause="家中有事",
    )
    company.move("shop", "approvals.shift", id, "submit")
    [waiting] = cast(
        list[Json], company.ask("area", "GET", "/approvals?mine=to_decide")["approvals"]
    )
    place = f"/approvals/{waiting['id']}/decide"
    assert company.refused("area", "POST", place, {"verdict": "agree"})
    name = company.upload("area", "签名.png", picture(120, 40))
    company.ask("area", "POST", place, {"verdict": "agree", "signature": name})
    company.settle()
    assert company.record("approvals.shift", id)["status"] == "passed"


def test_r146_lines_are_compared_with_the_stock(company: Company, stock: dict[str, str]) -> None:
    id = company.create(
        "shop", "approvals.material", title="会员日", store="五马街店", campaign="member"
    )
    assert company.move_refused("shop", "approvals.material", id, "submit")
    for name, quantity in (("海报", 20), ("易拉宝", 5)):
        line = {"material": id, "stock": stock[name], "quantity": quantity}
        company.create("shop", "approvals.material_line", **line)
    assert company.record("approvals.material", id)["missing"] == 1
    company.move("shop", "approvals.material", id, "submit")
    assert any("会员日，缺货 1 项" in str(todo["title"]) for todo in company.todos("area"))
    company.decide("area", "agree")
    assert "促销物料：会员日" in purchases(company)


def test_r147_the_whole_path_is_told(company: Company) -> None:
    id = replenishment(company, "留痕", 3000)
    company.move("shop", "approvals.replenishment", id, "submit")
    company.later(minutes=20)
    company.decide("area", "refuse", "库存还够")
    place = f"/apps/approvals/tables/replenishment/records/{id}/approvals"
    [told] = cast(list[Json], company.ask("shop", "GET", place)["approvals"])
    path = str(company.ask("shop", "GET", f"/approvals/{told['id']}"))
    for word in ("库存还够", "Area", "区域经理"):
        assert word in path


def test_r148_withdrawing_and_urging(company: Company) -> None:
    id = replenishment(company, "撤回", 3000)
    company.move("shop", "approvals.replenishment", id, "submit")
    [asked] = cast(
        list[Json],
        [
            each
            for each in cast(
                list[Json], company.ask("shop", "GET", "/approvals?mine=asked")["approvals"]
            )
            if "撤回" in str(each["title"])
        ],
    )
    company.ask("shop", "POST", f"/approvals/{asked['id']}/urge")
    company.ask("shop", "POST", f"/approvals/{asked['id']}/withdraw")
    company.settle()
    assert company.ask("area", "GET", "/approvals?mine=to_decide")["approvals"] == []
    assert company.record("approvals.replenishment", id)["status"] == "draft"


def test_r148_nobody_decides_within_time(company: Company) -> None:
    id = replenishment(company, "催办", 3000)
    company.move("shop", "approvals.replenishment", id, "submit")
    before = len(company.heard("area"))
    company.later(minutes=40)
    assert len(company.heard("area")) > before
    company.decide("area", "agree")
    assert company.record("approvals.replenishment", id)["status"] == "passed"
