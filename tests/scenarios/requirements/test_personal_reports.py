"""Requirements 106 and 107: everybody's own figures, on a page, when they are due."""

from datetime import timedelta

import pytest

from tests.scenarios.requirements.company import Company, Person
from tests.scenarios.requirements.deals import OPPORTUNITY, opportunity
from tests.scenarios.requirements.reported_days import act_for_a_day, customer, pages

PACKAGES = ("crm", "coaching")
PEOPLE = (
    Person("boss", ("crm.sales_manager", "coaching.coach"), "east", is_head=True),
    Person("ann", ("crm.salesperson", "coaching.seller"), "east", "boss"),
    Person("bob", ("crm.salesperson", "coaching.seller"), "south"),
)


@pytest.fixture(scope="module", autouse=True)
def readers(company: Company) -> None:
    """Ann and bob get reports."""
    for login in ("ann", "bob"):
        company.create("boss", "coaching.reader", name=login, person=company.ids[login])


def test_r106_everybody_reads_their_own_day_before_the_meeting(company: Company) -> None:
    act_for_a_day(company)
    company.later(hours=22)
    assert pages(company, "ann", "昨日关键动作") == []
    company.later(minutes=40)
    (page,) = pages(company, "ann", "昨日关键动作 2026-03-03")
    assert "<span>新触达客户</span><b>1</b><span>跟进 3 次</span>" in page
    assert "<b>67%</b><span>样本 3 条</span>" in page
    assert "<b>30 分钟</b><span>样本 2 条，平均</span>" in page
    assert page.count("<td>新触达的客户</td>") == 2
    assert "异议 2" in page
    assert "异议 0" not in page
    (other,) = pages(company, "bob", "昨日关键动作 2026-03-03")
    assert "<span>新触达客户</span><b>0</b><span>跟进 0 次</span>" in other
    assert "样本 0 条" in other
    assert "异议 2" not in other
    assert any("昨日关键动作报告已生成" in text for text in company.heard("ann"))
    assert len(pages(company, "boss", "昨日关键动作 2026-03-03")) == 2


def test_r106_the_page_of_today_can_be_opened_any_time(company: Company) -> None:
    path = "/apps/coaching/reports/daily_actions"
    assert "个人昨日关键动作报告" in company.callers["ann"]("GET", path).text
    assert company.refused("ann", "GET", "/apps/coaching/reports/nothing") == {"report_unknown"}


def test_r107_what_goes_with_results_is_told_with_its_sample(company: Company) -> None:
    buyer = customer(company, "ann", "一年的商机")
    for number in range(10):
        deal = opportunity(company, buyer, f"商机 {number}")
        used = ("comparison", "cases") if number < 2 else ("comparison",) if number < 5 else ()
        for module in used:
            company.create("ann", "coaching.behaviour", module=module, opportunity=deal)
        result = "won" if number in {0, 1, 2, 3, 9} else "lost"
        form = {"close_result": result, "close_reason": "谈完了"}
        company.move("root", OPPORTUNITY, deal, "close", **form)
    company.create("ann", "coaching.behaviour", module="comparison")
    while company.clock.now().isoformat() < "2026-03-31T23:40":
        company.clock.advance(timedelta(hours=8))
        company.settle()
    company.later(hours=1)
    (page,) = pages(company, "ann", "你的行为如何影响业绩")
    assert "已关闭的 10 个商机，签约 5 个，签约率 50%" in page
    assert "上月点击「竞品对比」模块 6 次。用过它的商机签约率 <b>80%</b>（5 个）" in page
    assert "没有用过的 <b>20%</b>（5 个），相差 60 个百分点" in page
    assert "上月点击「案例库」模块 2 次。用过它的已关闭商机 2 个，没有用过的 8 个" in page
    assert "各要 5 个才比较" in page
    assert "这是相关，不是因果" in page
    (other,) = pages(company, "bob", "你的行为如何影响业绩")
    assert "已关闭的 0 个商机，签约 0 个</p>" in other
    assert "还没有行为记录" in other
