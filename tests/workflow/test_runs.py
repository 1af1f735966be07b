"""From an event to what an automation did: starts, conditions, waits, ends."""

from collections.abc import Callable

from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, automation, note, on_ticket, put

OpenDesk = Callable[..., Desk]


def test_a_new_record_starts_an_automation_that_writes_to_it(desk: OpenDesk) -> None:
    shop = desk(automation("grade", on_ticket(), put(level='"高"'), note(), when="评分>=80"))
    hot, cold = shop.create(name="热", score=90), shop.create(name="冷", score=10)
    shop.settle()
    assert shop.ticket(hot)["level"] == "高"
    assert shop.ticket(cold)["level"] is None
    assert shop.notes() == ["写下"]
    assert shop.states() == ["done"]
    assert shop.trace() == [("set", "done"), ("create", "done")]
    assert shop.rows("tg_job") == []
    assert shop.rows("tg_undelivered") == []


def test_an_update_must_make_the_condition_true(desk: OpenDesk) -> None:
    it = desk(automation("grade", on_ticket("record.saved"), note(), when="评分>=80"))
    id = it.create(name="a", score=10)
    it.update(id, score=90)
    it.update(id, score=95)
    it.settle()
    assert it.notes() == ["写下"]
    it.update(id, score=20)
    it.update(id, score=81)
    it.settle()
    assert it.notes() == ["写下", "写下"]


def test_a_condition_that_shall_hold_starts_at_every_change(desk: OpenDesk) -> None:
    on = on_ticket("record.updated", fields=["score"])
    it = desk(
        automation("grade", on, note('"新" & TEXT(OLD.评分)'), when="评分>=80", meets="holds")
    )
    id = it.create(name="a", score=85)
    it.update(id, score=90)
    it.update(id, name="b")
    it.update(id, score=95)
    it.settle()
    assert it.notes() == ["新85", "新90"]


def test_an_event_is_seen_as_it_was_however_late_it_is_told(desk: OpenDesk) -> None:
    it = desk(automation("grade", on_ticket("record.updated"), note(), when="评分>=80"))
    id = it.create(name="a", score=1)
    it.update(id, score=90)
    it.update(id, score=2)
    it.settle()
    assert it.notes() == ["写下"]


def test_moves_states_and_deletions_start_automations(desk: OpenDesk) -> None:
    entered = on_ticket("state.entered", field="stage", states=["doing", "closed"])
    left = on_ticket("state.left", field="stage", states=["open"])
    gone = on_ticket("record.deleted")
    it = desk(
        automation("entered", entered, note('"进"')),
        automation("left", left, note('"出"')),
        automation("gone", gone, {"do": "create", "table": "note", "values": {"text": '"删"'}}),
    )
    id = it.create(name="a")
    it.settle()
    assert it.notes() == []
    it.move(id, "begin")
    it.settle()
    assert sorted(map(str, it.notes())) == ["出", "进"]
    it.delete(id)
    it.settle()
    assert "删" in it.notes()


def test_a_deletion_is_narrowed_by_what_the_record_was(desk: OpenDesk) -> None:
    values = {"text": '"删" & 标题'}
    made: Body = {"do": "create", "table": "note", "values": values}
    it = desk(automation("gone", on_ticket("record.deleted"), made, when="评分>=80"))
    for name, score in (("a", 85), ("b", 10)):
        id = it.create(name=name, score=score)
        it.settle()
        it.delete(id)
        it.settle()
    assert it.notes() == ["删a"]


def test_a_table_nobody_listens_to_has_nothing_in_the_outbox(desk: OpenDesk) -> None:
    it = desk(automation("grade", on_ticket(), note(), enabled=False))
    it.create(name="a")
    assert it.rows("tg_undelivered") == []
    it.publish(automation("grade", on_ticket(), note()))
    it.create(name="b")
    assert len(it.rows("tg_undelivered")) == 1


def test_a_computed_field_that_is_named_starts_an_automation(desk: OpenDesk) -> None:
    on = on_ticket("record.updated", fields=["count"])
    it = desk(automation("busy", on, put(level='"忙"'), when="跟进数>=2"))
    id = it.create(name="a")
    for _ in range(2):
        it.add_note(id)
    it.settle()
    assert it.ticket(id)["level"] == "忙"
    assert it.states() == ["done"]


def test_waiting_is_a_row_until_its_moment(desk: OpenDesk) -> None:
    it = desk(automation("later", on_ticket(), {"do": "wait", "during": "2h"}, note()))
    it.create(name="a")
    it.settle()
    assert (it.states(), it.notes()) == (["waiting"], [])
    it.later(minutes=119)
    assert it.notes() == []
    it.later(minutes=1)
    assert (it.states(), it.notes()) == (["done"], ["写下"])
    assert it.rows("tg_job") == it.rows("tg_wait") == []


def test_a_run_waits_for_its_record_to_change(desk: OpenDesk) -> None:
    wait: Body = {"do": "wait", "holds": "评分>=80", "within": "1d", "on_timeout": [note('"晚"')]}
    it = desk(automation("later", on_ticket(), wait, note()))
    first, second = it.create(name="a", score=1), it.create(name="b", score=1)
    it.settle()
    it.update(first, score=50)
    it.settle()
    assert it.notes() == []
    it.update(first, score=80)
    it.settle()
    assert it.notes() == ["写下"]
    it.later(days=1)
    assert it.notes() == ["写下", "晚", "写下"]
    assert it.states() == ["done", "done"]
    assert second


def test_a_run_keeps_the_definition_it_started_with(desk: OpenDesk) -> None:
    wait: Body = {"do": "wait", "during": "1h"}
    it = desk(automation("later", on_ticket(), wait, note('"旧"')))
    it.create(name="a")
    it.settle()
    it.publish(automation("later", on_ticket(), wait, note('"新"')))
    it.create(name="b")
    it.settle()
    it.later(hours=1)
    assert it.notes() == ["旧", "新"]


def test_a_list_is_gone_over_step_by_step(desk: OpenDesk) -> None:
    find: Body = {"key": "found", "do": "find", "table": "ticket", "all": True}
    inside = [note("STEP.one.标题")]
    each: Body = {"key": "one", "do": "each", "over": "STEP.found", "steps": inside}
    it = desk(automation("all", on_ticket(), find, each, note('"完"'), when='标题="start"'))
    for index in range(30):
        it.create(name=f"t{index}", score=1)
    it.create(name="start")
    it.settle()
    assert sorted(map(str, it.notes())) == sorted(
        [*(f"t{index}" for index in range(30)), "start", "完"]
    )
    assert it.states() == ["done"]
