"""Requirements 077 to 087: leads find their people."""

from typing import cast

import pytest

from tests.scenarios.requirements.company import Company, Json, Person
from tests.scenarios.requirements.leads import LEAD, accept, assignments, owner

PACKAGES = ("crm", "dispatch")
PEOPLE = (
    Person("boss", ("crm.sales_manager",), "east", is_head=True),
    Person("ann", ("crm.salesperson",), "east", "boss"),
    Person("bob", ("crm.salesperson",), "east", "boss"),
    Person("cai", ("crm.salesperson",), "south", "boss"),
    Person("ada", ("crm.salesperson", "dispatch.senior_export"), "export", "boss"),
)
SELLERS = (
    ("ann", "310000", "34", 12),
    ("bob", "310000", "34", 30),
    ("cai", "440300", "39", 8),
)


@pytest.fixture(scope="module", autouse=True)
def sellers(company: Company) -> None:
    """Who looks after which region and industry."""
    for login, region, industry, purchases in SELLERS:
        company.create(
            "root",
            "dispatch.seller",
            name=login,
            person=company.ids[login],
            region=region,
            industry=industry,
            purchases=purchases,
        )


def test_r077_region_industry_and_past_purchases_decide(company: Company) -> None:
    lead = company.create("root", LEAD, company="精密模具厂", region="上海", industry="34")
    assert owner(company, lead) == "bob"
    accept(company, "bob", "精密模具厂")
    assert any("精密模具厂" in text for text in company.heard("bob"))


def test_r077_without_the_industry_the_region_decides(company: Company) -> None:
    lead = company.create("root", LEAD, company="深圳贸易行", region="深圳市")
    assert owner(company, lead) == "cai"
    accept(company, "cai", "深圳贸易行")


def test_r079_large_inquiries_from_germany_go_to_the_export_manager(company: Company) -> None:
    amount = {"amount": "50000.00", "currency": "USD"}
    lead = company.create("root", LEAD, company="Hansa GmbH", country="DE", inquiry_amount=amount)
    assert owner(company, lead) == "ada"
    accept(company, "ada", "Hansa")
    assert any("company-video" in text for text in company.heard("ada"))
    less = {"amount": "49999.99", "currency": "USD"}
    other = company.create("root", LEAD, company="Klein GmbH", country="DE", inquiry_amount=less)
    assert owner(company, other) != "ada"
    accept(company, owner(company, other), "Klein")


def test_r080b_a_day_without_follow_up_is_told(company: Company) -> None:
    lead = company.create("root", LEAD, company="一天没人理", region="310000", industry="34")
    accept(company, "bob", "一天没人理")
    company.later(hours=23)
    assert not any("一天没人理 超过" in text for text in company.heard("bob"))
    company.later(hours=2)
    assert any("一天没人理 超过 24 小时未跟进" in text for text in company.heard("bob"))
    assert any("一天没人理 超过 24 小时未跟进" in text for text in company.heard("boss"))
    [todo] = [each for each in company.todos("bob") if "一天没人理" in str(each["title"])]
    company.ask("bob", "POST", f"/todos/{todo['id']}/answer", {"answer": "done"})
    assert company.record(LEAD, lead)["stage"] == "screening"


def test_r080c_who_declines_is_left_out(company: Company) -> None:
    lead = company.create("root", LEAD, company="婉拒一次", region="上海市", industry="34")
    assert owner(company, lead) == "bob"
    company.answer("bob", "decline", "婉拒一次", "手上项目满了")
    second = owner(company, lead)
    assert second not in {"bob", ""}
    accept(company, second, "婉拒一次")
    assert owner(company, lead) == second


def test_r081_every_decision_says_why(company: Company) -> None:
    lead = company.create("root", LEAD, company="溯源", region="shanghai", industry="34")
    [trace] = assignments(company, lead)
    assert trace["chosen"] == {"id": company.ids["bob"], "name": "Bob"}
    rules = cast(list[Json], trace["rules"])
    assert [cast(Json, rule["when"])["holds"] for rule in rules] == [False, False, True]
    assert cast(Json, rules[cast(int, trace["rule"])]["label"])["zh"] == "地区和行业对口"
    assert cast(Json, rules[0]["when"])["parts"]
    assert trace["triggered_at"]
    assert cast(int, trace["decided_in_microseconds"]) > 0
    lines = cast(list[Json], company.ask("root", "GET", f"/runs/{trace['run']}")["lines"])
    [picked] = [line["values"] for line in lines if line["do"] == "assign"]
    assert picked == {"": company.ids["bob"]}
    accept(company, "bob", "溯源")


@pytest.mark.parametrize("written", ["上海", "上海市", "shanghai", "CN-SH", "310000"])
def test_r082_a_region_is_one_however_it_is_written(company: Company, written: str) -> None:
    lead = company.create("root", LEAD, company=f"写法 {written}", region=written, industry="34")
    assert company.record(LEAD, lead)["region"] == "310000"
    assert owner(company, lead) == "bob"
    accept(company, "bob", f"写法 {written}")


def test_r082_a_rule_over_a_region_that_is_none_is_not_saved(company: Company) -> None:
    automation = company.ask("root", "GET", "/apps/dispatch/documents/automation/take_over")
    broken = {**automation, "when": "地区='上每市'"}
    body = {"app": "dispatch", "put": [{"kind": "automation", "document": broken}]}
    plan = company.callers["root"]("POST", "/plans", body)
    assert plan.status_code == 422 or plan.json()["problems"], plan.text


def test_r083_a_rule_over_an_archived_department_is_found(company: Company) -> None:
    made = company.ask("root", "POST", "/people/departments", {"code": "old", "name": "华东旧部"})
    archived = {"archived": True}
    company.ask("root", "PATCH", f"/people/departments/{made['id']}", archived)
    automation = company.ask("root", "GET", "/apps/dispatch/documents/automation/assign_lead")
    steps = cast(list[Json], automation["steps"])
    changed = [
        {**step, "otherwise": {"department": "old"}} if step["do"] == "assign" else step
        for step in steps
    ]
    put = [{"kind": "automation", "document": {**automation, "steps": changed}}]
    plan = company.callers["root"]("POST", "/plans", {"app": "dispatch", "put": put})
    assert "department" in plan.text
    assert cast(Json, plan.json())["problems"], plan.text


def test_r084_a_lead_that_came_late_is_told(company: Company) -> None:
    sent = company.clock.now()
    company.later(minutes=23)
    values = {"company": "迟到的线索", "region": "310000", "submitted_at": sent.isoformat()}
    company.create("root", LEAD, **values)
    accept(company, "bob", "迟到的线索")
    assert any("迟到的线索 提交 23 分钟后才入库" in text for text in company.heard("boss"))


def test_r086_a_known_customer_stays_with_its_owner(company: Company) -> None:
    customer = company.create(
        "root",
        "crm.customer",
        name="老客户集团",
        key_contact="王总",
        stage="cooperating",
        next_follow_up=company.clock.now().isoformat(),
        owner=company.ids["ann"],
    )
    lead = company.create(
        "root", LEAD, company="老客户集团", customer=customer, region="310000", industry="34"
    )
    assert owner(company, lead) == "ann"
    accept(company, "ann", "老客户集团")


def test_r078_after_three_days_the_supervisor_takes_over(company: Company) -> None:
    lead = company.create(
        "root",
        LEAD,
        company="三天没人理",
        region="310000",
        industry="34",
        source="douyin_local",
        stay_seconds=300,
        key_page_visits=5,
    )
    accept(company, "bob", "三天没人理")
    company.later(days=2, hours=23)
    assert owner(company, lead) == "bob"
    company.later(hours=2)
    assert owner(company, lead) == "boss"
    history = company.ask("root", "GET", f"/apps/crm/tables/lead/records/{lead}/history")
    assert "连续3天未处理，由主管接管" in str(history)


def test_r087_response_times_are_measured(company: Company) -> None:
    lead = company.create("root", LEAD, company="首次响应", region="310000", industry="34")
    accept(company, "bob", "首次响应")
    company.later(minutes=90)
    company.create(
        "bob",
        "crm.follow_up",
        kind="presales",
        conclusion="已电话沟通",
        next_action="发样册",
        next_action_on="2026-03-20",
        result="pending",
        lead=lead,
    )
    query = {
        "app": "crm",
        "table": "lead",
        "filter": "公司名称='首次响应'",
        "measures": [{"as": "minutes", "formula": "MINUTES(MAX(首次响应时长))"}],
    }
    rows = cast(list[Json], company.ask("root", "POST", "/query", query)["groups"])
    assert cast(Json, rows[0]["measures"])["minutes"] == 90
