"""Runs that wait while their automation becomes another one: where each would stand, and what
becomes of them."""

from collections.abc import Callable

import pytest

from engine.actor import Actor
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, note
from tests.workflow.old_runs import PLACE, WAIT, care, waiting, why
from workflow.errors import RunUnknown
from workflow.old_runs import list_old_runs, treat_old_runs

OpenDesk = Callable[..., Desk]


def test_a_run_that_waits_ends_by_the_version_it_started_with(desk: OpenDesk) -> None:
    it = desk(care(WAIT, note('"旧"')))
    it.create(name="a")
    it.settle()
    assert waiting(it).count == 0
    it.publish(care(WAIT, note('"新"')))
    [old] = waiting(it).runs
    assert (old.step and old.step.key, old.refusal) == ("pause", None)
    it.later(hours=3)
    assert (it.notes(), waiting(it).count) == (["旧"], 0)


@pytest.mark.parametrize(
    ("what", "notes"),
    [("move", ["新", "旧"]), ("restart", ["先", "新", "旧"]), ("cancel", ["旧"])],
)
def test_what_becomes_of_them(desk: OpenDesk, what: str, notes: list[str]) -> None:
    it = desk(care(WAIT, note('"旧"')))
    for name in "ab":
        it.create(name=name)
    it.settle()
    it.later(hours=1)
    it.publish(care(note('"先"'), WAIT, note('"新"')))
    first = waiting(it).runs[0].run.id
    found = treat_old_runs(it.work, ADMIN, PLACE, what, [first])  # type: ignore[arg-type] # a word
    assert (found.done, found.left, waiting(it).count) == (1, {}, 1)
    it.settle()
    it.later(hours=1)
    it.later(hours=1)
    assert sorted(map(str, it.notes())) == sorted(notes)


def test_a_moved_run_waits_no_longer_than_before(desk: OpenDesk) -> None:
    it = desk(care(WAIT, note('"旧"')))
    it.create(name="a")
    it.settle()
    it.later(hours=1)
    it.publish(care(WAIT, note('"新"')))
    assert treat_old_runs(it.work, ADMIN, PLACE, "move", None).done == 1
    it.later(minutes=59)
    assert it.notes() == []
    it.later(minutes=2)
    assert it.notes() == ["新"]


INSIDE: Body = {"do": "branch", "branches": [{"when": "TRUE", "steps": [WAIT]}]}
FIND: Body = {"key": "other", "do": "find", "table": "ticket", "filter": "TRUE"}


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([note()], "move_step_gone"),
        ([INSIDE], "move_step_elsewhere"),
        ([{**WAIT, "during": "3h"}], "move_step_changed"),
        ([{**WAIT, "label": "歇一歇"}, note()], None),
        (
            [{**FIND, "table": "note"}, WAIT],
            "move_variable_changed",
        ),
    ],
)
def test_why_a_run_cannot_be_moved(desk: OpenDesk, steps: list[Body], code: str | None) -> None:
    it = desk(care(FIND, WAIT, note('"旧"')))
    it.create(name="a")
    it.settle()
    it.publish(care(*steps))
    assert why(it) == [code]
    found = treat_old_runs(it.work, ADMIN, PLACE, "move", None)
    assert [refused.code for refused in found.left.values()] == ([] if code is None else [code])
    it.later(hours=2)
    assert (it.notes() == ["旧"]) is (code is not None)


def test_those_that_are_queued_are_moved_whole(desk: OpenDesk) -> None:
    it = desk(care(WAIT, note('"旧"'), mode="queued"))
    id = it.create(name="a")
    it.settle()
    it.update(id, name="b")
    it.settle()
    it.publish(care(note('"新"'), mode="queued"))
    assert why(it) == [None, "move_step_gone"]
    assert treat_old_runs(it.work, ADMIN, PLACE, "move", None).done == 1
    it.later(hours=3)
    assert it.notes() == ["旧", "新"]


def test_only_who_builds_automations_hears_of_them(desk: OpenDesk) -> None:
    it = desk(care(WAIT))
    nobody = Actor(None, "nobody", frozenset())
    with pytest.raises(RunUnknown):
        list_old_runs(it.work, nobody, PLACE, (None, 50))
    with pytest.raises(RunUnknown):
        treat_old_runs(it.work, nobody, PLACE, "cancel", None)


def test_who_goes_by_the_version_before_for_a_trial_is_left_alone(desk: OpenDesk) -> None:
    it = desk(care(WAIT, note('"旧"')))
    it.create(name="a")
    it.settle()
    it.later(minutes=1)
    it.publish(care(WAIT, note('"新"'), trial={"metric": "评分", "sample": 5}))
    for _ in range(20):
        it.create(name="b")
    it.settle()
    assert len({run["revision"] for run in it.rows("tg_run")}) == 2
    assert waiting(it).count == 1
    assert treat_old_runs(it.work, ADMIN, PLACE, "move", None).done == 1
