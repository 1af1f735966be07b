"""The end of a trial: by hand, in two processes, and through a crash between verdict and revision;
and who may see it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.actor import Actor
from engine.change_documents import apply_plan, make_plan
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, add_admin, automation, inbox, note, on_ticket
from tests.workflow.trials.rolling import (
    document,
    last_revision,
    new,
    old,
    publish,
    score,
    the_trial,
    tickets,
)
from workflow.errors import TrialOver, TrialUnknown
from workflow.mending import list_breakers, reset_breaker
from workflow.moments import tick
from workflow.pruning import prune
from workflow.trials.ending import carry_verdict
from workflow.trials.pages import end_by_hand, list_trials, read_trial
from workflow.worker import run_until_idle

OpenDesk = Callable[..., Desk]
STRANGER = Actor(7, "stranger", frozenset())


def test_a_crash_after_the_revision_makes_no_second_one(desk: OpenDesk) -> None:
    it = desk(old())
    admin = add_admin(it)
    publish(it, new())
    score(it, tickets(it, 40), trial=20, control=10)
    it.clock.advance(the_trial(it).ends_at - it.work.now())
    tick(it.work)
    ending = the_trial(it)
    assert (ending.state, ending.verdict) == ("ending", "keep")
    # The worker dies here: the revision is there, and nobody was told.
    first = carry_verdict(it.work, ending)
    number = it.work.refresh().number
    assert inbox(it, admin) == []
    assert carry_verdict(it.work, ending) == first
    it.settle()
    assert it.work.refresh().number == number == the_trial(it).made_revision
    assert the_trial(it).state == "kept"
    assert len(inbox(it, admin)) == 1


def test_an_edit_between_verdict_and_revision_is_not_overwritten(desk: OpenDesk) -> None:
    it = desk(old())
    publish(it, new())
    tickets(it, 4)
    it.clock.advance(the_trial(it).ends_at - it.work.now())
    tick(it.work)
    changed = automation("greet", on_ticket(), note('"改"'))
    publish(it, changed)
    it.settle()
    assert (the_trial(it).state, the_trial(it).why) == ("stopped", "trial_changed")
    assert document(it) == changed


@pytest.mark.parametrize(("verdict", "state"), [("keep", "kept"), ("roll_back", "rolled_back")])
def test_somebody_ends_it_before_its_time(desk: OpenDesk, verdict: str, state: str) -> None:
    it = desk(old())
    admin = add_admin(it)
    publish(it, new())
    tickets(it, 4, score=1)
    place = "desk", the_trial(it).id
    boss = replace(ADMIN, user=admin)
    said = end_by_hand(it.work, boss, place, verdict, "够了")
    assert (said["state"], said["verdict"]) == ("ending", verdict)
    assert end_by_hand(it.work, boss, place, "keep", "再来")["verdict"] == verdict
    it.settle()
    found = read_trial(it.work, ADMIN, *place)
    assert (found["state"], found["reason"]) == (state, "够了")
    assert found["ended_by"] == {"id": str(admin), "name": "Boss"}
    assert found["why"] == {"code": "trial_ended_by_hand", "message": "已提前结束"}
    assert last_revision(it).user == admin
    assert "够了" in str(last_revision(it).note)
    with pytest.raises(TrialOver):
        end_by_hand(it.work, ADMIN, place, "keep", "晚了")


def test_nobody_else_knows_of_it(desk: OpenDesk) -> None:
    it = desk(old())
    publish(it, new())
    tickets(it, 2)
    place = "desk", the_trial(it).id
    assert list_trials(it.work, STRANGER, "desk", None, None) == []
    with pytest.raises(TrialUnknown):
        read_trial(it.work, STRANGER, *place)
    with pytest.raises(TrialUnknown):
        end_by_hand(it.work, STRANGER, place, "keep", "x")
    with pytest.raises(TrialUnknown):
        read_trial(it.work, ADMIN, "other", place[1])
    assert list_trials(it.work, ADMIN, "desk", "greet", "running") != []
    assert list_trials(it.work, ADMIN, "desk", "greet", "kept") == []


def test_a_version_that_becomes_unreadable_stops_the_trial(desk: OpenDesk) -> None:
    other: Body = automation("spare", {"event": "called", "table": "ticket"}, note('"备"'))
    calling: Body = {"do": "run", "automation": "spare"}
    it = desk(automation("greet", on_ticket(), calling), other)
    it.publish(new(), other)
    tickets(it, 2)
    assert the_trial(it).state == "running"
    it.publish(new())
    made = len(it.notes())
    tickets(it, 6)
    assert (the_trial(it).state, the_trial(it).why) == ("stopped", "trial_without_base")
    assert it.notes()[made:] == ["新"] * 6


def test_of_workers_at_once_one_begins_the_trial_and_one_ends_it(desk: OpenDesk) -> None:
    it = desk(old())
    admin = add_admin(it)
    few: Body = {"metric": "评分", "sample": 50}
    plan = make_plan(it.work, ADMIN, "desk", [("automation", new(terms=few))], [])
    number = apply_plan(it.work, ADMIN, plan.id, plan.dangers)
    for index in range(12):
        it.create(name=f"t{index}", score=index)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: run_until_idle(it.work), range(4)))
        assert len(list_trials(it.work, ADMIN, "desk", None, None)) == 1
        it.clock.advance(timedelta(days=7))
        list(threads.map(lambda _: run_until_idle(it.work), range(4)))
    it.settle()
    assert the_trial(it).state == "rolled_back"
    assert the_trial(it).made_revision == it.work.refresh().number == number + 1
    assert len(inbox(it, admin)) == 1


def test_figures_are_for_those_who_see_what_the_metric_reads(desk: OpenDesk) -> None:
    it = desk(old())
    role: Body = {"key": "maker", "label": "M", "build": ["automations"]}
    for fields in ({"name": "read"}, {"name": "read", "score": "read"}):
        powers = {"ticket": {"read": True, "fields": fields}}
        document = {**role, "key": f"maker{len(fields)}", "tables": powers}
        plan = make_plan(it.work, ADMIN, "desk", [("role", document)], [])
        apply_plan(it.work, ADMIN, plan.id, plan.dangers)
    publish(it, new())
    tickets(it, 2, score=1)
    blind, sees = (replace(STRANGER, roles=frozenset({("desk", f"maker{n}")})) for n in (1, 2))
    place = "desk", the_trial(it).id
    assert read_trial(it.work, blind, *place)["figures"] is None
    assert read_trial(it.work, sees, *place)["figures"] is not None
    it.later(days=7)
    assert [found["figures"] for found in list_trials(it.work, blind, "desk", None, None)] == [None]
    assert read_trial(it.work, sees, *place)["figures"] == the_trial(it).figures


def test_old_entries_are_pruned_and_the_trial_is_remembered(desk: OpenDesk) -> None:
    it = desk(old())
    publish(it, new())
    tickets(it, 4, score=1)
    it.later(days=7)
    figures = the_trial(it).figures
    it.later(days=91)
    prune(it.work)
    assert the_trial(it).figures == figures


def test_automations_that_were_stopped_are_listed_and_go_on(desk: OpenDesk) -> None:
    it = desk(automation("busy", on_ticket(), note(), most_an_hour=2))
    tickets(it, 4)
    [stopped] = list_breakers(it.work, ADMIN, "desk")
    assert (stopped["automation"], stopped["code"]) == ("busy", "too_many_an_hour")
    assert "一小时内启动超过 2 次" in str(stopped["message"])
    assert list_breakers(it.work, STRANGER, "desk") == []
    assert list_breakers(it.work, ADMIN, "other") == []
    reset_breaker(it.work, ADMIN, "desk", "busy")
    assert list_breakers(it.work, ADMIN, "desk") == []
    it.later(hours=2)
    tickets(it, 1)
    assert len(it.notes()) == 3
