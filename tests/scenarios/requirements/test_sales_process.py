"""Requirements 096 to 098, 105 and 135: what time itself tells people."""

from datetime import timedelta

import pytest

from tests.scenarios.requirements.company import Company, Person
from tests.scenarios.requirements.deals import (
    OPPORTUNITY,
    close,
    follow_up,
    opportunity,
    told,
    won_of_closed,
)

PACKAGES = ("crm", "sales_process", "success")
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    Person("ann", ("crm.salesperson",), "east", "boss"),
    Person("csm", ("success.success_manager",)),
    Person("dev", ("success.success_manager",)),
)


@pytest.fixture(scope="module")
def customer(company: Company) -> str:
    """Somebody who may buy."""
    return company.create(
        "root",
        "crm.customer",
        name="华辰医疗",
        key_contact="孙主任",
        stage="evaluating",
        next_follow_up=company.clock.now().isoformat(),
        owner=company.ids["ann"],
    )


def test_r097_three_days_of_silence_are_told_once(company: Company, customer: str) -> None:
    silent = opportunity(company, customer, "沉默商机")
    talking = opportunity(company, customer, "活跃商机")
    company.later(hours=71)
    follow_up(company, talking)
    assert told(company, "boss", "沉默商机") == 0
    company.later(hours=2)
    for login in ("boss", "ann"):
        assert told(company, login, "沉默商机 连续 72 小时没有客户互动记录") == 1
        assert told(company, login, "活跃商机") == 0
    company.later(hours=24)
    assert told(company, "boss", "沉默商机") == 1
    follow_up(company, silent)
    company.later(hours=73)
    assert told(company, "boss", "沉默商机") == 2


def test_r097_a_closed_opportunity_is_left_alone(company: Company, customer: str) -> None:
    closed = opportunity(company, customer, "已关闭商机")
    form = {"close_result": "lost", "close_reason": "预算取消"}
    company.move("root", OPPORTUNITY, closed, "close", **form)
    company.later(hours=80)
    assert told(company, "boss", "已关闭商机 连续") == 0


def test_r098_fourteen_days_in_a_state_are_told(company: Company, customer: str) -> None:
    opportunity(company, customer, "卡住的商机")
    company.later(days=13, hours=23)
    assert told(company, "ann", "卡住的商机 在「初次接触」停留超过 14 天") == 0
    company.later(hours=2)
    assert told(company, "ann", "卡住的商机 在「初次接触」停留超过 14 天") == 1
    assert any("推进商机 卡住的商机" in str(todo["title"]) for todo in company.todos("ann"))


def test_r096_two_hours_below_the_floor_are_told(company: Company, customer: str) -> None:
    alert = "报价到签约转化率连续两小时低于下限"
    close(company, customer, "won", 9)
    company.later(hours=2)
    before = told(company, "boss", alert)
    close(company, customer, "lost", 6)
    company.later(hours=1)
    assert told(company, "boss", alert) == before
    company.later(hours=1)
    assert told(company, "boss", alert) == before + 3
    rate = won_of_closed(company)
    assert told(company, "boss", f"现在是 {rate}%。可参考的成功案例：won") == 3
    company.later(hours=5)
    assert told(company, "boss", alert) == before + 3


def test_r105_a_report_at_nine_every_day(company: Company, customer: str) -> None:
    before = told(company, "boss", "昨天新增线索")
    company.create("root", "crm.lead", company="昨天的线索")
    company.later(hours=48)
    assert told(company, "boss", "昨天新增线索") == before + 2
    assert told(company, "boss", "昨天新增线索 1 条") >= 1


def test_r135_three_things_start_at_once(company: Company, customer: str) -> None:
    ends = (company.clock.now() + timedelta(days=60)).date().isoformat()
    people = {"success_manager": company.ids["csm"], "product_manager": company.ids["dev"]}
    contract = {"name": "华辰年度订阅", "customer": customer, "ends_on": ends, **people}
    id = company.create("root", "success.subscription", **contract, uses_before=100, uses_now=71)
    assert company.todos("csm") == []
    company.change("root", "success.subscription", id, uses_now=70)
    assert [todo["title"] for todo in company.todos("csm")] == ["《定制化续费方案》华辰年度订阅"]
    assert [todo["title"] for todo in company.todos("dev")] == ["功能使用断层分析：华辰年度订阅"]
    assert told(company, "csm", "https://example.com/kb") == 1
    company.change("root", "success.subscription", id, uses_now=20)
    assert told(company, "csm", "https://example.com/kb") == 1


def test_r135_the_ninetieth_day_is_enough(company: Company, customer: str) -> None:
    ends = (company.clock.now() + timedelta(days=92)).date().isoformat()
    contract = {"name": "提前预警", "customer": customer, "ends_on": ends}
    manager = {"success_manager": company.ids["csm"]}
    use = {"uses_before": 10, "uses_now": 5}
    company.create("root", "success.subscription", **contract, **manager, **use)
    assert not any("提前预警" in str(todo["title"]) for todo in company.todos("csm"))
    company.later(days=3)
    assert any("提前预警" in str(todo["title"]) for todo in company.todos("csm"))
