"""Who gets a record, and why: rules, pickers, who is left out, and the trace."""

from collections import Counter
from collections.abc import Callable

from engine.department_changes import archive_department
from engine.people_changes import disable_user
from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import (
    SELLERS,
    assign,
    considered,
    owners,
    reasons,
    rules_of,
    to,
    trace,
    who_helps,
    win,
)
from workflow.assigning.absences import Absence, add_absence

OpenSales = Callable[..., Office]


def test_the_first_rule_that_holds_and_finds_somebody_decides(sales: OpenSales) -> None:
    rules = (
        to({"person": "相似线索.负责人"}, "NOT(ISBLANK(相似线索))"),
        to({"department_of": "归属部门", "head": True}, "金额>=100"),
        to(SELLERS),
    )
    it = sales(on_lead(assign(*rules), {"do": "set", "values": {"person": "STEP.who.姓名"}}))
    big = it.lead(name="a", amount=500, team=str(it.company.east))
    assert (it.record(big)["owner"], it.record(big)["person"]) == (it.zhang, "张三")
    like = it.lead(name="b", like=str(big))
    assert it.record(like)["owner"] == it.zhang
    none_there = it.lead(name="c", amount=500, team=str(it.company.north))
    assert it.record(none_there)["owner"] == it.li
    made = trace(it, none_there)
    assert (made.rule, made.chosen, made.before) == (2, it.li, None)
    first, second, third = rules_of(it, none_there)
    assert first["when"]["holds"] is False
    assert second["when"]["holds"] is True
    assert {"text": "金额", "value": 500} in second["when"]["parts"]
    assert second["considered"] == []
    assert "when" not in third


def test_turns_are_fair_and_go_on_where_they_were(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to(SELLERS))))
    assert owners(it, 6) == [it.li, it.wang, it.zhao] * 2
    it.company.write(lambda connection: disable_user(it.work, connection, it.wang))
    assert owners(it, 3) == [it.li, it.zhao, it.li]


def test_the_least_loaded_has_the_fewest_open_records(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({**SELLERS, "pick": "least_loaded"})), when="来源='web'"))
    for owner in (it.li, it.li, it.wang, it.wang, it.zhao):
        last = it.lead(name="x", owner=str(owner))
    assert owners(it, 1, source="web") == [it.zhao]
    win(it, last)
    assert owners(it, 1, source="web") == [it.zhao]
    assert set(owners(it, 3, source="web")) == {it.li, it.wang, it.zhao}


def test_weights_are_kept_exactly(sales: OpenSales) -> None:
    weight = 'SWITCH(姓名,"李四",3,"王五",1,0)'
    it = sales(on_lead(assign(to({**SELLERS, "pick": "weighted", "weight": weight}))))
    assert Counter(owners(it, 8)) == {it.li: 6, it.wang: 2}


def test_the_highest_score_knows_the_record(sales: OpenSales) -> None:
    score = 'IF(姓名="王五",STEP.record.金额,50)'
    rule = to({**SELLERS, "pick": "highest_score", "score": score})
    it = sales(on_lead(assign(rule)))
    assert owners(it, 1, amount=60) == [it.wang]
    assert owners(it, 2, amount=40) == [it.li, it.zhao]


def test_the_nearest_is_told_by_the_great_circle(sales: OpenSales) -> None:
    place = 'SWITCH(姓名,"李四","31.23,121.47","王五","39.90,116.40")'
    rule = to({**SELLERS, "pick": "nearest", "near": "place", "place": place})
    it = sales(on_lead(assign(rule)))
    lead = it.lead(name="a", place={"lat": 40.0, "lng": 116.0})
    assert it.record(lead)["owner"] == it.wang
    assert it.record(it.lead(name="b"))["owner"] is None
    assert considered(it, lead, "kilometres")["王五"] == "35.864"
    assert considered(it, lead, "kilometres")["赵六"] is None


def test_who_is_away_or_has_enough_is_left_out(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({**SELLERS, "capacity": 1}), otherwise={"role": "manager"})))
    now = it.clock.now()
    it.company.write(
        lambda connection: add_absence(
            connection, it.work, Absence(0, it.li, now, now.replace(hour=9), None), None
        )
    )
    assert owners(it, 2) == [it.wang, it.zhao]
    lead = it.lead(name="a")
    assert it.record(lead)["owner"] == it.zhang
    assert (trace(it, lead).rule, considered(it, lead)) == (None, {"张三": None})
    left_out = {"李四": "absent", "王五": "full", "赵六": "full"}
    assert considered(it, lead, rule=0) == left_out
    it.later(hours=14)
    assert set(owners(it, 3)) == {it.li, it.wang, it.zhao}


def test_who_declined_is_not_asked_again(sales: OpenSales) -> None:
    confirm = {
        "do": "confirm",
        "who": "负责人",
        "ask": "是否接受此线索？",
        "within": "30min",
        "on_decline": [{"do": "goto", "step": "who"}],
        "on_timeout": [{"do": "goto", "step": "who"}],
    }
    it = sales(on_lead(assign(to(SELLERS), otherwise={"role": "manager"}), confirm))
    lead = it.lead(name="a")
    it.answer(it.li, "decline")
    assert it.record(lead)["owner"] == it.wang
    it.later(minutes=30)
    assert it.record(lead)["owner"] == it.zhao
    assert considered(it, lead) == {"李四": "had", "王五": "had", "赵六": None}
    it.answer(it.zhao, "decline")
    assert it.record(lead)["owner"] == it.zhang
    it.answer(it.zhang, "accept")
    assert it.todos(it.zhang) == []


def test_an_archived_department_passes_to_its_heir(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({"department": "north", "deep": True}), department="team")))
    assert owners(it, 1) == [None]
    it.company.write(
        lambda connection: archive_department(
            it.work, connection, it.company.north, heir=it.company.east
        )
    )
    lead = it.lead(name="a")
    assert (it.record(lead)["owner"], it.record(lead)["team"]) == (it.zhang, it.company.east)


def test_a_takeover_has_its_reason_in_the_event(sales: OpenSales) -> None:
    takeover = assign(to({"supervisor_of": "负责人"}), takeover="联系人")
    it = sales(on_lead(takeover))
    id = it.lead(name="a", owner=str(it.li), person="三天未处理")
    assert it.record(id)["owner"] == it.zhang
    assert trace(it, id).reason == "三天未处理"
    assert reasons(it, id) == [None, "三天未处理"]
    assert it.record(it.lead(name="b", owner=str(it.li)))["owner"] == it.li
    assert len(it.inbox(it.lin)) == 1


def test_all_of_them_go_into_a_field_for_several(sales: OpenSales) -> None:
    it = sales(on_lead(assign(to({**SELLERS, "pick": "all"}), field="helpers")))
    assert who_helps(it, it.lead(name="a")) == [it.li, it.wang, it.zhao]
