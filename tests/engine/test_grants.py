"""Moves that wait for an approval: the record keeps its state until somebody agrees."""

from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import GrantEnded, PeopleRefused, UnknownTable, WriteRefused
from engine.files.upkeep import purge_files
from engine.grants import settle_grant
from engine.people_changes import disable_user, revoke_role
from engine.writing.change import Change, Kind
from tests.engine.jobs import JOB, Jobs, open_jobs
from tests.engine.papers import UPLOADER, contents, keep
from tests.engine.shops import together


@pytest.fixture
def jobs(migrated: Database, tmp_path: Path) -> Jobs:
    """The shop with its jobs."""
    return open_jobs(migrated, tmp_path)


def test_a_move_that_asks_waits_and_changes_nothing(jobs: Jobs) -> None:
    id = jobs.job(price=5)
    asked = jobs.go(id, "discard", note="报废", reason="坏了")
    assert [it.code for it in asked.warnings] == ["approval_pending"]
    assert (asked.values["stage"], asked.values["note"], asked.version) == ("new", None, 1)
    [grant] = jobs.grants(id)
    assert (grant.approval, grant.transition, grant.field) == ("shop.finance", "discard", "stage")
    assert (grant.form, grant.reason, grant.state) == ({"note": "报废"}, "坏了", "open")
    told = jobs.events()[-1]
    assert (told["kind"], told["record"]) == ("grant.opened", id)
    assert told["after"] == {
        "grant": str(grant.id),
        "approval": "shop.finance",
        "transition": "discard",
    }
    assert jobs.read("job", id)["version"] == 1


def test_what_would_be_refused_does_not_wait(jobs: Jobs) -> None:
    id = jobs.job()
    assert jobs.refused(lambda: jobs.go(id, "discard")) == {"form_field_needed"}
    assert jobs.grants(id) == []
    assert len(jobs.events()) == 1


def test_the_rules_are_asked_with_the_values_of_the_move(jobs: Jobs) -> None:
    def dear(documents: object) -> None:
        machine = documents["shop", "table", "job"]["state_machines"][0]  # type: ignore[index]
        machine["transitions"][3]["set"] = {"price": "0-1"}

    id = jobs.job()
    jobs.change(dear)
    assert jobs.refused(lambda: jobs.go(id, "discard", note="x")) == {"validate"}
    assert jobs.grants(id) == []


def test_a_second_move_meanwhile_is_refused_and_other_fields_are_not(jobs: Jobs) -> None:
    id, _ = jobs.ask()
    assert jobs.refused(lambda: jobs.go(id, "discard", note="y")) == {"approval_pending"}
    assert jobs.refused(lambda: jobs.go(id, "prepare", seen=True)) == {"approval_pending"}
    assert jobs.refused(lambda: jobs.update("job", id, stage="gone", note="z")) == {
        "approval_pending"
    }
    override = Change(Kind.UPDATE, JOB, id, {"stage": "gone"}, reason="x", override=True)
    assert jobs.refused(lambda: jobs.write(override)) == {"approval_pending"}
    assert jobs.update("job", id, name="B").values["name"] == "B"
    [state] = jobs.prospect(id).states
    assert state.grant is not None
    assert state.grant.transition == "discard"
    assert {it.code for move in jobs.prospect(id).transitions for it in move.refusals} == {
        "approval_pending"
    }


def test_agreed_the_move_is_made_with_its_form_and_reason(jobs: Jobs) -> None:
    actor = jobs.hire("li", "worker")
    id, grant = jobs.ask(actor)
    jobs.update("job", id, name="B")
    done = settle_grant(jobs.work, grant.id, "agreed", "同意")
    assert done is not None
    assert (done.values["stage"], done.values["note"], done.values["price"]) == ("gone", "报废", 0)
    moved, used = jobs.events()[-2:]
    assert (moved["move"], moved["reason"], moved["user"]) == ("discard", "坏了", actor.user)
    assert used["kind"] == "grant.used"
    assert [(it.state, it.ended_why) for it in jobs.grants(id)] == [("used", "同意")]
    with pytest.raises(GrantEnded):
        settle_grant(jobs.work, grant.id, "agreed")


@pytest.mark.parametrize("verdict", ["refused", "withdrawn"])
def test_otherwise_the_record_stays_and_may_move_again(jobs: Jobs, verdict: str) -> None:
    id, grant = jobs.ask()
    assert settle_grant(jobs.work, grant.id, verdict, "不行") is None  # type: ignore[arg-type]
    assert jobs.grants(id)[0].state == verdict
    assert jobs.read("job", id)["stage"] == "new"
    jobs.go(id, "discard", note="again")
    assert [it.state for it in jobs.grants(id)] == ["open", verdict]


def test_an_agreed_move_that_is_closed_by_now_is_refused_with_its_reasons(jobs: Jobs) -> None:
    def guarded(documents: object) -> None:
        machine = documents["shop", "table", "job"]["state_machines"][0]  # type: ignore[index]
        machine["transitions"][3]["guard"] = "价格>100"

    id, grant = jobs.ask()
    jobs.change(guarded)
    with pytest.raises(WriteRefused, match="guard_closed"):
        settle_grant(jobs.work, grant.id, "agreed")
    [ended] = jobs.grants(id)
    assert (ended.state, ended.ended_why) == ("refused", "stage: guard_closed")


def test_the_applicants_rights_of_the_day_count(jobs: Jobs) -> None:
    actor = jobs.hire("li", "worker")
    id, grant = jobs.ask(actor)
    jobs.work.database.write(lambda it: revoke_role(it, actor.user or 0, ("shop", "worker")))
    with pytest.raises(UnknownTable):
        settle_grant(jobs.work, grant.id, "agreed")
    assert jobs.grants(id)[0].state == "refused"
    other = jobs.hire("wang", "worker")
    id, grant = jobs.ask(other)
    jobs.work.database.write(lambda it: disable_user(jobs.work, it, other.user or 0))
    with pytest.raises(PeopleRefused):
        settle_grant(jobs.work, grant.id, "agreed")


def test_a_written_state_waits_alone_and_the_rest_is_written(jobs: Jobs) -> None:
    id = jobs.job(price=5)
    done = jobs.update("job", id, stage="gone", note="报废", name="B")
    assert [it.code for it in done.warnings] == ["approval_pending"]
    assert (done.values["stage"], done.values["note"], done.values["name"]) == ("new", "报废", "B")
    assert (done.values["price"], done.values["double"], done.version) == (5, 10, 2)
    [grant] = jobs.grants(id)
    assert grant.form == {}
    settled = settle_grant(jobs.work, grant.id, "agreed")
    assert settled is not None
    assert settled.values["stage"] == "gone"


def test_the_files_of_a_form_stay_as_long_as_the_move_waits(jobs: Jobs) -> None:
    def with_paper(documents: object) -> None:
        machine = documents["shop", "table", "job"]["state_machines"][0]  # type: ignore[index]
        machine["transitions"][3]["form"] = [{"field": "paper", "required": True}]

    jobs.change(with_paper)
    id = jobs.create("job", UPLOADER, name="A", price=1).id or 0
    jobs.go(id, "discard", UPLOADER, paper=[keep(jobs)])
    jobs.wait(days=3)
    purge_files(jobs.work)
    assert contents(jobs) == 1
    [grant] = jobs.grants(id)
    assert settle_grant(jobs.work, grant.id, "refused") is None
    purge_files(jobs.work)
    assert contents(jobs) == 0


def test_of_two_that_ask_at_once_one_waits(jobs: Jobs) -> None:
    id = jobs.job()
    found = together(*[lambda: jobs.go(id, "discard", note="x")] * 4)
    assert sum(isinstance(it, WriteRefused) for it in found) == 3
    assert [it.state for it in jobs.grants(id)] == ["open"]
