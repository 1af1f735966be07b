"""Steps that write: set, create, update, delete, move; and those that decide what comes next."""

from collections.abc import Callable

from tests.workflow.sales import Office, on_lead
from tests.workflow.sales_steps import error_of, say

OpenSales = Callable[..., Office]


def test_values_are_written_in_the_form_of_their_fields(sales: OpenSales) -> None:
    values = {
        "phone": '"138 0512 7716"',
        "amount": "10/3",
        "source": "'展会'",
        "due_at": "#2026-03-05 10:00#",
        "helpers": "负责人",
        "area": "'上海'",
    }
    it = sales(on_lead({"do": "set", "values": values}))
    lead = it.record(it.lead(name="a", owner=str(it.li)))
    assert lead["phone"] == "13805127716"
    assert str(lead["amount"]) == "3.33"
    assert lead["source"] == "fair"
    assert lead["area"] == "310000"
    assert str(lead["due_at"]) == "2026-03-05 02:00:00+00:00"


def test_a_value_that_is_refused_ends_the_run_with_its_reason(sales: OpenSales) -> None:
    it = sales(on_lead({"do": "set", "values": {"phone": '"12"'}}))
    it.lead(name="a")
    (told,) = it.inbox(it.lin)
    error = error_of(it, told.run or 0)
    assert error["code"] == "write_refused"
    assert "not_phone" in str(error["problems"])


def test_other_records_are_made_changed_and_deleted(sales: OpenSales) -> None:
    it = sales(
        on_lead(
            {"do": "create", "key": "made", "table": "visit", "values": {"text": '"一"'}},
            say('"二"', key="second"),
            {
                "do": "update",
                "table": "visit",
                "record": "STEP.made",
                "values": {"text": 'STEP.made.内容 & "！"', "lead": "STEP.record"},
            },
            {"do": "delete", "table": "visit", "record": "STEP.second"},
            {"do": "update", "table": "lead", "record": "相似线索", "values": {"name": '"x"'}},
        )
    )
    id = it.lead(name="a")
    assert it.texts() == ["一！"]
    assert next(iter(it.records("visit").values()))["lead"] == id


def test_a_move_takes_what_its_form_asks_for(sales: OpenSales) -> None:
    it = sales(on_lead({"do": "move", "transition": "win", "form": {"amount": "5"}}, say('"成"')))
    assert it.record(it.lead(name="a"))["stage"] == "won"
    assert it.texts() == ["成"]


def test_the_first_branch_that_holds_is_taken(sales: OpenSales) -> None:
    branch = {
        "do": "branch",
        "branches": [
            {"when": "金额>=100", "steps": [say('"大"')]},
            {"when": "金额>=10", "steps": [say('"中"')]},
        ],
        "otherwise": [say('"小"')],
    }
    it = sales(on_lead(branch, say('"完"')))
    for amount in (500, 50, 5):
        it.lead(name="a", amount=amount)
    assert it.texts() == ["大", "完", "中", "完", "小", "完"]


def test_each_goes_over_records_and_values_of_lists_in_lists(sales: OpenSales) -> None:
    inner = {"do": "each", "key": "b", "over": "[1,2]", "steps": [say("STEP.a & STEP.b")]}
    it = sales(on_lead({"do": "each", "key": "a", "over": '["x","y"]', "steps": [inner]}))
    it.lead(name="a")
    assert it.texts() == ["x1", "x2", "y1", "y2"]


def test_stop_and_goto_change_the_way(sales: OpenSales) -> None:
    count = {"do": "set", "key": "top", "values": {"count": "次数+1"}}
    again = {"do": "goto", "step": "top", "when": "次数<3"}
    it = sales(on_lead(count, again, say("TEXT(次数)"), {"do": "stop"}, say('"nie"')))
    it.lead(name="a", count=0)
    assert it.texts() == ["3"]


def test_another_automation_is_run_for_another_record(sales: OpenSales) -> None:
    called = {
        "key": "called",
        "label": "被调用",
        "on": {"event": "called", "table": "visit"},
        "steps": [{"do": "set", "values": {"text": '内容 & "！"'}}],
    }
    it = sales(
        on_lead(
            say('"一"', key="made"), {"do": "run", "automation": "called", "record": "STEP.made"}
        ),
        called,
    )
    it.lead(name="a")
    assert it.texts() == ["一！"]


def test_a_run_whose_record_is_gone_is_over(sales: OpenSales) -> None:
    it = sales(on_lead({"do": "delete"}, {"do": "set", "values": {"name": '"x"'}}, say('"nie"')))
    it.lead(name="a")
    assert it.records("lead") == {}
    assert it.texts() == []
    assert it.inbox(it.lin) == []
