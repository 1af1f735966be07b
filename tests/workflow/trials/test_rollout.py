"""A version of an automation beside the one before it: who goes by which, and which one stays."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.change_documents import make_plan
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, add_admin, automation, inbox, note, on_ticket
from tests.workflow.trials.rolling import (
    TERMS,
    arms,
    call,
    document,
    last_revision,
    new,
    old,
    publish,
    score,
    shown,
    the_trial,
    tickets,
)
from workflow.mending import press_button
from workflow.trials.arms import CONTROL, TRIAL

OpenDesk = Callable[..., Desk]


def test_each_record_goes_by_the_version_of_its_group(desk: OpenDesk) -> None:
    it = desk(old())
    first = it.work.revision
    publish(it, new())
    records = tickets(it, 40)
    dealt = arms(it, the_trial(it), records)
    assert min(map(len, dealt.values())) > 3
    assert Counter(it.notes()) == {"新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])}
    pinned = {run["record"]: run["revision"] for run in it.rows("tg_run")}
    assert {pinned[id] for id in dealt[CONTROL]} == {first}
    assert {pinned[id] for id in dealt[TRIAL]} == {first + 1}


def test_what_is_better_as_declared_stays(desk: OpenDesk) -> None:
    it = desk(old())
    admin = add_admin(it)
    publish(it, new())
    records = tickets(it, 40)
    score(it, records, trial=12, control=10)
    it.later(days=6, hours=23)
    assert the_trial(it).state == "running"
    it.later(hours=1)
    trial = the_trial(it)
    assert (trial.state, trial.verdict, trial.why) == ("kept", "keep", "trial_time_over")
    assert document(it) == {k: v for k, v in new().items() if k != "trial"}
    assert inbox(it, admin) == ["灰度发布：自动化「desk.greet」保留新版"]
    assert last_revision(it).via == f"trial:{trial.id}"
    tickets(it, 10)
    assert it.notes()[-10:] == ["新"] * 10


@pytest.mark.parametrize(
    ("by_arm", "terms"),
    [
        ({"trial": 10, "control": 10}, TERMS),
        ({"trial": 8, "control": 12}, TERMS),
        ({"trial": 50, "control": 10}, {**TERMS, "sample": 25}),
        ({"trial": 50, "control": 10}, {**TERMS, "better": "lower"}),
    ],
    ids=["the same", "worse", "too few to tell", "lower would be better"],
)
def test_everything_else_is_rolled_back(
    desk: OpenDesk, by_arm: dict[str, int], terms: Body
) -> None:
    it = desk(old())
    admin = add_admin(it)
    publish(it, new(terms=terms))
    records = tickets(it, 40)
    score(it, records, **by_arm)
    it.later(days=7)
    trial = the_trial(it)
    assert (trial.state, trial.verdict) == ("rolled_back", "roll_back")
    assert document(it) == old()
    assert "灰度发布" in str(last_revision(it).note)
    assert inbox(it, admin) == ["灰度发布：自动化「desk.greet」恢复旧版"]
    tickets(it, 10)
    assert it.notes()[-10:] == ["旧"] * 10


def test_whoever_edits_meanwhile_has_decided(desk: OpenDesk) -> None:
    it = desk(old())
    admin = add_admin(it)
    publish(it, new())
    tickets(it, 10, score=1)
    changed = automation("greet", on_ticket(), note('"改"'))
    publish(it, changed)
    it.later(days=8)
    trial = the_trial(it)
    assert (trial.state, trial.why, trial.made_revision) == ("stopped", "trial_changed", None)
    assert trial.figures is not None
    assert document(it) == changed
    assert inbox(it, admin) == ["灰度发布：自动化「desk.greet」的试用已停止"]


def test_another_version_on_trial_is_another_trial_beside_the_same_old_one(
    desk: OpenDesk,
) -> None:
    it = desk(old())
    publish(it, new())
    tickets(it, 4)
    publish(it, new("更新"))
    records = tickets(it, 40)
    assert the_trial(it).base_revision == it.work.revision - 2
    dealt = arms(it, the_trial(it), records)
    assert Counter(it.notes()[4:]) == {"更新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])}


def test_where_nothing_was_before_the_other_group_runs_nothing(desk: OpenDesk) -> None:
    it = desk()
    publish(it, new())
    records = tickets(it, 40, score=3)
    dealt = arms(it, the_trial(it), records)
    assert it.notes() == ["新"] * len(dealt[TRIAL])
    figures = shown(it)["figures"]
    assert isinstance(figures, dict)
    assert figures["control"] == {
        "entered": len(dealt[CONTROL]),
        "n": len(dealt[CONTROL]),
        "mean": 3,
    }
    it.later(days=7)
    assert the_trial(it).state == "rolled_back"
    assert document(it) == {**new(), "enabled": False}
    tickets(it, 5)
    assert it.notes() == ["新"] * len(dealt[TRIAL])


def test_a_record_enters_when_either_version_would_start_for_it(desk: OpenDesk) -> None:
    it = desk(old(when="评分>5"))
    publish(it, new(when="评分<7"))
    for value in (1, 6, 9):
        tickets(it, 20, score=value)
    tickets(it, 5)
    figures = shown(it)["figures"]
    assert isinstance(figures, dict)
    assert figures["trial"]["entered"] + figures["control"]["entered"] == 60
    by_note = Counter(it.notes())
    records = [int(str(run["record"])) for run in it.rows("tg_run")]
    dealt = arms(it, the_trial(it), records)
    assert by_note == {"新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])}
    assert {it.ticket(id)["score"] for id in dealt[TRIAL]} == {1, 6}
    assert {it.ticket(id)["score"] for id in dealt[CONTROL]} == {6, 9}


def test_a_field_that_is_called_otherwise_does_not_end_a_trial(desk: OpenDesk) -> None:
    it = desk(old(when="评分>0"))
    publish(it, new(when="评分>0"))
    records = tickets(it, 40, score=1)
    trial = the_trial(it)
    call(it, score="分数")
    records += tickets(it, 20, score=1)
    dealt = arms(it, trial, records)
    assert Counter(it.notes()) == {"新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])}
    assert shown(it)["terms"] == {**trial.terms, "metric": "分数"}
    it.later(days=7)
    assert (the_trial(it).id, the_trial(it).state) == (trial.id, "rolled_back")
    assert document(it) == old(when="分数>0")


@pytest.mark.parametrize(
    "on",
    [
        {"event": "button", "table": "ticket"},
        {"event": "time.schedule", "cron": "0 12 * * *", "table": "ticket"},
        {"event": "time.moment", "table": "ticket", "field": "seen_at"},
        {"event": "state.entered", "table": "ticket", "field": "stage", "states": ["doing"]},
    ],
    ids=lambda on: str(on["event"]),
)
def test_whatever_starts_it_starts_the_version_of_the_record(desk: OpenDesk, on: Body) -> None:
    first = automation("greet", on, note('"旧"'))
    it = desk(first)
    publish(it, {**first, "steps": [note('"新"')], "trial": TERMS})
    soon = it.work.now() + timedelta(hours=1)
    records = tickets(it, 12, seen_at=soon.isoformat())
    for id in records:
        it.move(id, "begin")
        if on["event"] == "button":
            press_button(it.work, ADMIN, ("desk.ticket", id), "greet", None)
    it.later(hours=3)
    dealt = arms(it, the_trial(it), records)
    assert Counter(it.notes()) == Counter({"新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])})


def test_what_the_old_version_waits_for_is_heard(desk: OpenDesk) -> None:
    wait: Body = {"do": "wait", "holds": "评分>5 AND 跟进数=0", "within": "6d", "on_timeout": []}
    it = desk(automation("greet", on_ticket(), wait, note('"旧"')))
    publish(it, new())
    dealt = arms(it, the_trial(it), tickets(it, 20))
    for id in dealt[CONTROL]:
        it.update(id, score=9)
    it.settle()
    assert Counter(it.notes()) == {"新": len(dealt[TRIAL]), "旧": len(dealt[CONTROL])}


def test_another_trigger_cannot_be_tried_beside_the_old_one(desk: OpenDesk) -> None:
    it = desk(old())
    other = automation("greet", on_ticket("record.saved"), note(), trial=TERMS)
    plan = make_plan(it.work, ADMIN, "desk", [("automation", other)], [])
    assert plan.is_blocked
    assert "灰度期间触发要与上一版相同" in str(plan.told("zh")["findings"])
    # What comes past all plans has no one to compare with.
    it.publish(other)
    tickets(it, 3)
    assert (the_trial(it).state, the_trial(it).why) == ("stopped", "trial_without_base")
    assert it.notes() == ["写下"] * 3


def test_rates_are_means_of_ayes_and_deleted_records_do_not_count(desk: OpenDesk) -> None:
    it = desk(old())
    publish(it, new(terms={"metric": "评分>5", "sample": 3}))
    records = tickets(it, 40)
    trial = the_trial(it)
    dealt = arms(it, trial, records)
    for id in dealt[TRIAL][:3]:
        it.update(id, score=9)
    it.delete(dealt[CONTROL][0])
    figures = shown(it)["figures"]
    assert isinstance(figures, dict)
    own, other = len(dealt[TRIAL]), len(dealt[CONTROL])
    assert figures["trial"] == {"entered": own, "n": own, "mean": pytest.approx(3 / own)}
    assert figures["control"] == {"entered": other, "n": other - 1, "mean": 0.0}
    assert (figures["gain"], figures["would"]) == (None, "keep")
