"""Run modes, circles, rates, failures: what keeps runs from doing harm, and how they are mended."""

from collections.abc import Callable

import pytest

from engine.actor import Actor
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, add_admin, automation, inbox, note, on_ticket, put
from workflow.causes import Cause
from workflow.errors import RunRefused, RunUnknown
from workflow.mending import buttons_of, press_button, restart_run, resume_run, stop_run
from workflow.run_pages import Wanted, list_runs, read_run
from workflow.runs import load_run
from workflow.starts import start_automation
from workflow.trying import try_automation

OpenDesk = Callable[..., Desk]
STRANGER = Actor(7, "stranger", frozenset())
WAIT: Body = {"do": "wait", "during": "1h"}


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        ("parallel", ["waiting", "waiting"], ["done", "done"]),
        ("single", ["waiting"], ["done"]),
        ("restart", ["cancelled", "waiting"], ["cancelled", "done"]),
        ("queued", ["waiting", "queued"], ["done", "waiting"]),
    ],
)
def test_a_mode_says_what_becomes_of_a_second_start(
    desk: OpenDesk, mode: str, before: list[str], after: list[str]
) -> None:
    on = on_ticket("record.updated", fields=["score"])
    it = desk(automation("slow", on, WAIT, note(), mode=mode))
    id = it.create(name="a")
    for score in (1, 2):
        it.update(id, score=score)
        it.settle()
    assert it.states() == before
    it.later(hours=1)
    assert it.states() == after


def test_a_dead_run_does_not_hold_up_those_behind_it(desk: OpenDesk) -> None:
    on = on_ticket("record.updated", fields=["score"])
    bad: Body = {"do": "move", "transition": "close", "when": "评分=2"}
    it = desk(automation("slow", on, WAIT, bad, note(), mode="queued"))
    id = it.create(name="a")
    for score in (1, 2):
        it.update(id, score=score)
    it.settle()
    it.later(hours=1)
    assert it.states() == ["dead", "waiting"]
    it.update(id, score=3)
    it.later(hours=2)
    assert it.states() == ["dead", "done", "waiting"]


def test_automations_that_would_start_each_other_for_ever_are_stopped(desk: OpenDesk) -> None:
    up = automation(
        "up", on_ticket("record.updated", fields=["score"]), put(level="TEXT(评分)"), reenters=True
    )
    it = desk(
        {**up, "reenters": False, "when": "评分>=0", "meets": "holds"},
        automation(
            "down",
            on_ticket("record.updated", fields=["level"]),
            put(score="评分+1"),
            reenters=True,
        ),
    )
    admin = add_admin(it)
    id = it.create(name="a", score=0)
    it.update(id, score=1)
    it.settle()
    assert it.states() == ["done", "done"]
    assert it.ticket(id)["score"] == 2
    assert len(inbox(it, admin)) == 1


def test_a_chain_of_causes_is_no_longer_than_five(desk: OpenDesk) -> None:
    on = on_ticket("record.updated", fields=["score"])
    it = desk(automation("up", on, put(score="评分+1"), reenters=True))
    id = it.create(name="a", score=0)
    it.update(id, score=1)
    it.settle()
    assert it.states() == ["done"] * 5
    assert it.ticket(id)["score"] == 6


def test_an_automation_that_starts_too_often_is_switched_off(desk: OpenDesk) -> None:
    it = desk(automation("busy", on_ticket(), note(), most_an_hour=3))
    admin = add_admin(it)
    for index in range(5):
        it.create(name=f"t{index}")
    it.settle()
    assert it.states() == ["done"] * 3
    assert inbox(it, admin) == ["自动化「desk.busy」已停用"]
    it.later(hours=2)
    it.create(name="late")
    it.settle()
    assert len(it.states()) == 3


def test_an_event_starts_an_automation_once_for_the_same_cause(desk: OpenDesk) -> None:
    it = desk(automation("called", {"event": "called", "table": "ticket"}, note()))
    id = it.create(name="a")

    def start() -> int | None:
        return it.work.database.write(
            lambda connection: start_automation(
                connection, it.work, "desk.called", id, cause=Cause(), once="x"
            )
        )

    assert start() is not None
    assert start() is None
    it.settle()
    assert it.notes() == ["写下"]


def test_a_refused_write_makes_a_dead_run_that_is_mended_and_goes_on(desk: OpenDesk) -> None:
    bad: Body = {"do": "move", "transition": "close"}
    it = desk(automation("closing", on_ticket(), note('"前"'), bad, note('"后"')))
    admin = add_admin(it)
    id = it.create(name="a")
    it.settle()
    (run,) = it.rows("tg_run")
    assert (run["state"], it.notes()) == ("dead", ["前"])
    assert inbox(it, admin) == ["自动化「desk.closing」中断"]
    it.move(id, "begin")
    resume_run(it.work, ADMIN, int(str(run["id"])), skips=False, values={})
    it.settle()
    assert (it.states(), it.notes()) == (["done"], ["前", "后"])
    assert it.ticket(id)["stage"] == "closed"


def test_a_step_that_cannot_be_done_is_skipped_by_hand(desk: OpenDesk) -> None:
    bad: Body = {"do": "move", "transition": "close"}
    it = desk(automation("closing", on_ticket(), bad, note('"后"')))
    it.create(name="a")
    it.settle()
    (run,) = it.rows("tg_run")
    id = int(str(run["id"]))
    with pytest.raises(RunUnknown):
        resume_run(it.work, STRANGER, id, skips=True, values={})
    with pytest.raises(RunRefused, match="run_variable_unknown"):
        resume_run(it.work, ADMIN, id, skips=True, values={"nothing": 1})
    resume_run(it.work, ADMIN, id, skips=True, values={})
    it.settle()
    assert it.trace() == [("move", "failed"), ("move", "skipped"), ("create", "done")]
    with pytest.raises(RunRefused, match="run_not_dead"):
        resume_run(it.work, ADMIN, id, skips=True, values={})


def test_a_waiting_run_is_cancelled_or_begins_again_with_the_new_version(desk: OpenDesk) -> None:
    it = desk(automation("slow", on_ticket(), WAIT, note('"旧"')))
    for name in ("a", "b"):
        it.create(name=name)
    it.settle()
    first, second = (int(str(run["id"])) for run in it.rows("tg_run"))
    stop_run(it.work, ADMIN, first)
    with pytest.raises(RunRefused, match="run_over"):
        stop_run(it.work, ADMIN, first)
    it.publish(automation("slow", on_ticket(), note('"新"')))
    assert restart_run(it.work, ADMIN, second) is not None
    it.settle()
    it.later(hours=2)
    assert (it.states(), it.notes()) == (["cancelled", "cancelled", "done"], ["新"])


def test_a_button_is_pressed_by_who_may_change_the_record(desk: OpenDesk) -> None:
    it = desk(automation("press", on_ticket("button"), put(level='"按"'), when="评分>=80"))
    id = it.create(name="a", score=1)
    place = ("desk.ticket", id)
    assert [each.is_open for each in buttons_of(it.work, ADMIN, *place)] == [False]
    with pytest.raises(RunRefused, match="button_closed"):
        press_button(it.work, ADMIN, place, "press", None)
    it.update(id, score=90)
    assert press_button(it.work, ADMIN, place, "press", "k") is not None
    assert press_button(it.work, ADMIN, place, "press", "k") is None
    it.settle()
    assert it.ticket(id)["level"] == "按"


def test_a_dry_run_shows_everything_and_leaves_nothing(desk: OpenDesk) -> None:
    it = desk(
        automation("try", on_ticket(), note('"一"'), WAIT, put(level='"高"'), when="评分>=80")
    )
    id = it.create(name="a", score=1)
    it.settle()
    before = {name: it.rows(name) for name in ("tg_run", "tg_job", "tg_event", "tg_step_log")}
    shown = try_automation(it.work, ADMIN, ("desk", "try"), id)
    lines = shown["lines"]
    assert isinstance(lines, list)
    assert [(line["do"], line["outcome"]) for line in lines] == [
        ("create", "done"),
        ("wait", "waiting"),
        ("wait", "done"),
        ("set", "done"),
    ]
    assert (shown["meets"], shown["state"]) == (False, "done")
    assert {name: it.rows(name) for name in before} == before
    assert it.notes() == []
    with pytest.raises(RunUnknown):
        try_automation(it.work, STRANGER, ("desk", "try"), id)


def test_runs_are_listed_and_shown_to_who_may_know_of_them(desk: OpenDesk) -> None:
    it = desk(automation("slow", on_ticket(), note(), WAIT))
    id = it.create(name="a")
    it.settle()
    listed = list_runs(it.work, ADMIN, Wanted(table="desk.ticket", record=id))
    runs = listed["runs"]
    assert isinstance(runs, list)
    assert [(run["automation"], run["state"]) for run in runs] == [("slow", "waiting")]
    assert list_runs(it.work, STRANGER, Wanted())["runs"] == []
    run = int(runs[0]["id"])
    assert it.work.database.read(lambda connection: load_run(connection, run)) is not None
    shown = read_run(it.work, ADMIN, run)
    assert shown["due_at"] == "2026-03-02T03:00:00.000Z"
    with pytest.raises(RunUnknown):
        read_run(it.work, STRANGER, run)
