"""A draft replayed over what an office has recorded: both versions of everything, side by side."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.engine.shop_app import field
from tests.engine.shops import ADMIN
from tests.workflow.backtests import (
    BY_AREA,
    TELL,
    ask,
    by_area,
    everything,
    lead_with,
    moved,
    report,
    tried,
    week,
    with_limit,
    with_move,
)
from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import SELLERS, assign, to, win
from workflow.backtest.asking import cancel_backtest, seen_backtest
from workflow.backtest.running import make_backtest
from workflow.errors import BacktestUnknown
from workflow.worker import run_until_idle

OpenSales = Callable[..., Office]


def test_a_region_goes_to_another_person(sales: OpenSales) -> None:
    it = sales(by_area(**BY_AREA))
    made = Counter(week(it))
    found = tried(it, by_area(**{**BY_AREA, "北京": "赵六"}))
    (flow,) = found["automations"]
    assert (flow["label"], flow["change"]) == ("流程", "changed")
    assert flow["starts"] == {"same": 28, "only_draft": 0, "only_present": 0}
    assert flow["outcomes"] == {"same": 28 - made["北京"], "elsewhere": made["北京"]}
    (given,) = flow["assigned"]
    assert moved(given) == {("王五", "赵六"): made["北京"]}
    told = {(it["person"]["name"], it["at_present"], it["of_draft"]) for it in flow["told"]}
    both = made["深圳"] + made["北京"]
    assert told == {
        ("李四", made["上海"], made["上海"]),
        ("王五", made["北京"], 0),
        ("赵六", made["深圳"], both),
    }
    example = flow["examples"][0]
    assert (example["what"], example["title"]) == ("elsewhere", "北京")
    assert [it["name"] for it in example["of_draft"]["assigned"]] == ["赵六"]
    note = example["of_draft"]["trace"][0]["note"]
    assert [rule["when"]["holds"] for rule in note["rules"]] == [False, True]
    assert (found["records"], found["events"]) == (28, 49)


def test_a_backtest_leaves_nothing(sales: OpenSales) -> None:
    it = sales(by_area(**BY_AREA))
    week(it)
    before = everything(it.work)
    draft = by_area(**{**BY_AREA, "成都": "李四"})
    hot = field("hot", "formula", "热度", formula="金额*2")
    tried(it, draft, lead_with(fields=[hot]))
    assert everything(it.work) == before


def test_turns_begin_anew_on_both_sides(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to(SELLERS))))
    it.lead(name="a")
    it.later(hours=24 * 40)
    week(it)
    (flow,) = tried(it, on_lead(assign(to(SELLERS), otherwise={"role": "manager"})))["automations"]
    assert flow["outcomes"] == {"same": 28, "elsewhere": 0}
    (given,) = flow["assigned"]
    assert [it["of_draft"] for it in given["people"]] == [10, 9, 9]


def test_loads_go_on_with_what_the_replay_gives(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({"person": "协作人"}))))
    for helper in (it.li, it.li, it.wang):
        it.lead(name="old", helpers=[str(helper)])
    it.later(hours=24 * 40)
    for _ in range(3):
        it.later(hours=1)
        it.lead(name="new", helpers=[str(it.li)])
    draft = on_lead(assign(to({**SELLERS, "pick": "least_loaded"})))
    (flow,) = tried(it, draft)["automations"]
    (given,) = flow["assigned"]
    # 李四 had two, 王五 one, 赵六 none: the next three even that out.
    assert moved(given) == {("李四", "赵六"): 2, ("李四", "王五"): 1}


def test_a_rule_says_which_writes_it_would_have_refused(sales: OpenSales) -> None:
    it = sales()
    small, large = it.lead(name="a", amount=50), it.lead(name="b", amount=500)
    it.change(small, amount=600)
    it.change(large, name="b2")
    it.change(large, amount=700)
    rule = {"key": "most", "kind": "validate", "refuse_when": "金额>400", "message": "太大"}
    (found,) = tried(it, lead_with(rules=[rule]))["rules"]
    assert (found["kind"], found["change"], found["label"]) == ("validate", "new", "太大")
    assert (found["looked_at"], found["refused"], found["refused_at_present"]) == (5, 3, 0)
    told = [(it["title"], it["what"], it["message"]) for it in found["examples"]]
    assert told == [("b2", "create", "太大"), ("a", "update", "太大"), ("b2", "update", "太大")]


def test_a_guard_says_which_moves_it_would_have_refused(sales: OpenSales) -> None:
    it = sales()
    for count in (5, 50):
        win(it, it.lead(name=f"{count}", amount=1, count=count))
    (found,) = tried(it, with_move(guard="次数>10", reason="required"))["rules"]
    assert (found["kind"], found["key"], found["change"]) == ("transition", "win", "changed")
    assert (found["looked_at"], found["refused"], found["refused_at_present"]) == (2, 2, 0)
    (guarded,) = tried(it, with_move(guard="次数>10"))["rules"]
    assert [it["title"] for it in guarded["examples"]] == ["5"]


def test_a_score_is_compared_then_and_now(sales: OpenSales) -> None:
    it = sales()
    for amount in (50, 150, None):
        lead = it.lead(name="x", amount=amount)
    it.change(lead, amount=90)
    grade = field("grade", "formula", "等级", formula='IF(金额>100,"A","B")')
    score = field("score", "formula", "评分", formula="金额*2")
    found = {it["field"]: it for it in tried(it, lead_with(fields=[grade, score]))["fields"]}
    assert {(it["to"], it["count"]) for it in found["grade"]["moves"]} == {("A", 1), ("B", 2)}
    assert (found["score"]["now"]["records"], found["score"]["now"]["filled"]) == (3, 3)
    assert (found["score"]["then"]["records"], found["score"]["then"]["filled"]) == (4, 4)
    assert found["score"]["now"]["mean_of_draft"] == pytest.approx(
        2 * (50 + 150 + 90) / 3, rel=0.01
    )


def test_an_automation_that_reads_another_score_is_replayed(sales: OpenSales) -> None:
    flow = on_lead({"do": "notify", "who": {"role": "manager"}, "text": "大", "by": ["inbox"]})
    it = sales({**flow, "when": "次数>0"})
    it.lead(name="a", count=1)
    (found,) = tried(it, {**flow, "when": "次数>1"})["automations"]
    assert found["starts"] == {"same": 0, "only_draft": 0, "only_present": 1}
    assert found["examples"][0]["of_draft"]["starts"] is False


def test_a_limit_is_solved_from_what_happened(sales: OpenSales) -> None:
    called = {
        "key": "late",
        "label": "太久",
        "on": {"event": "called", "table": "lead"},
        "steps": [TELL | {"who": {"role": "manager"}}],
    }
    it = sales(called)
    quick, slow = it.lead(name="quick", amount=1), it.lead(name="slow", amount=1)
    it.later(hours=2)
    win(it, quick)
    it.later(hours=30)
    win(it, slow)
    found = tried(it, with_limit("24h", warnings=["20h"], run="late", warn_run="late"))
    stages = {it["stage"]: it["of_draft"] for it in found["limits"]}
    assert stages == {"over": 1, "warning.0": 1}
    (late,) = found["automations"]
    assert late["starts"] == {"same": 0, "only_draft": 2, "only_present": 0}
    assert [(it["by"], it["of_draft"]) for it in late["told"]] == [("inbox", 2)]


def test_a_silence_is_solved_from_what_happened(sales: OpenSales) -> None:
    def still(within: str) -> dict[str, object]:
        trigger = {"event": "time.inactive", "table": "lead", "within": within}
        return {"key": "still", "label": "沉默", "on": trigger, "steps": [{"do": "stop"}]}

    it = sales(still("72h"))
    lead, other = it.lead(name="a"), it.lead(name="b")
    for _ in range(3):
        it.later(hours=40)
        it.change(lead, amount=it.record(lead)["version"])
    it.later(hours=10)
    (found,) = tried(it, still("36h"))["automations"]
    # Every pause of the first lasts 40 hours; of the second there is but one, which both hear.
    assert found["starts"] == {"same": 1, "only_draft": 3, "only_present": 0}
    assert {it["record"] for it in found["examples"]} == {str(lead)}
    assert other is not None


def test_a_draft_that_changes_nothing_says_so(sales: OpenSales) -> None:
    it = sales(by_area(**BY_AREA))
    found = tried(it, by_area(**BY_AREA))
    assert (found["automations"], found["rules"], found["fields"]) == ([], [], [])
    assert "nothing_differs" in {note["code"] for note in found["notes"]}


def test_a_backtest_is_a_job_and_can_be_stopped(sales: OpenSales) -> None:
    it = sales(by_area(**BY_AREA))
    first, second = ask(it, by_area(北京="王五")), ask(it, by_area(上海="王五"))
    cancel_backtest(it.work, ADMIN, "sales", first)
    run_until_idle(it.work)
    assert seen_backtest(it.work, ADMIN, "sales", first).state == "cancelled"
    assert report(it, second)["automations"][0]["change"] == "changed"
    make_backtest(it.work, second)
    cancel_backtest(it.work, ADMIN, "sales", second)
    with pytest.raises(BacktestUnknown):
        seen_backtest(it.work, ADMIN, "sales", second)


def test_who_builds_nothing_knows_of_no_backtest(sales: OpenSales) -> None:
    it = sales()
    id = ask(it, by_area(上海="王五"))
    with pytest.raises(BacktestUnknown):
        seen_backtest(it.work, it.actor(it.li), "sales", id)


def test_records_that_were_deleted_since_take_part(sales: OpenSales) -> None:
    it = sales()
    gone = it.lead(name="上海", amount=900)
    it.delete(gone)
    found = tried(it, by_area(上海="王五"))
    assert found["automations"][0]["starts"]["only_draft"] == 1
    assert found["automations"][0]["examples"] == []
