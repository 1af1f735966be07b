"""What a move asks for, checks and writes beside the state."""

from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import WriteRefused
from engine.writing.change import Change, Kind
from tests.engine.jobs import JOB, Jobs, foreman, open_jobs, worker
from tests.engine.papers import PDF, UPLOADER, keep
from tests.engine.shops import ADMIN


@pytest.fixture
def jobs(migrated: Database, tmp_path: Path) -> Jobs:
    """The shop with its jobs."""
    return open_jobs(migrated, tmp_path)


def test_a_form_asks_for_what_its_conditions_say(jobs: Jobs) -> None:
    id = jobs.job()
    assert jobs.refused(lambda: jobs.go(id, "prepare")) == {"form_field_needed"}
    assert jobs.refused(lambda: jobs.go(id, "prepare", seen=False)) == {"form_field_needed"}
    assert jobs.refused(lambda: jobs.go(id, "prepare", seen=True, why_urgent="x")) == {
        "not_in_form"
    }
    urgent = jobs.refused(lambda: jobs.go(id, "prepare", seen=True, urgent=True))
    assert urgent == {"form_field_needed"}
    moved = jobs.go(id, "prepare", seen=True, urgent=True, why_urgent="fair")
    assert moved.values["why_urgent"] == "fair"


def test_what_a_form_leaves_out_has_its_default(jobs: Jobs) -> None:
    assert jobs.go(jobs.job(), "prepare", seen=True).values["shipper"] == "顺丰"
    assert jobs.go(jobs.job(shipper="京东"), "prepare", seen=True).values["shipper"] == "京东"
    given = jobs.go(jobs.job(), "prepare", seen=True, shipper="圆通")
    assert given.values["shipper"] == "圆通"


def test_all_refusals_come_together(jobs: Jobs) -> None:
    id = jobs.job(price=0)
    codes = jobs.refused(lambda: jobs.go(id, "prepare", nothing="x"))
    assert codes == {"guard_closed", "form_field_needed", "unknown_field"}


def test_a_guard_sees_the_form_and_not_what_the_move_sets(jobs: Jobs) -> None:
    assert jobs.refused(lambda: jobs.go(jobs.job(price=0), "prepare", seen=True)) == {
        "guard_closed"
    }


def test_a_move_sets_fields_and_creates_records_in_one_transaction(jobs: Jobs) -> None:
    id = jobs.job(price=3)
    moved = jobs.go(id, "prepare", seen=True)
    assert moved.values["note"] == "由 A 备货"
    assert (moved.values["price"], moved.values["double"]) == (4, 8)
    [task] = jobs.all("task").values()
    assert (task["title"], task["job"], task["kind"]) == ("A", id, "装箱")
    assert [event["kind"] for event in jobs.events()] == ["create", "transition", "create"]
    assert [event["move"] for event in jobs.events()] == [None, "prepare", None]


def test_nothing_is_left_of_a_move_whose_created_record_is_refused(jobs: Jobs) -> None:
    id = jobs.job(name=None)
    with pytest.raises(WriteRefused, match="prepare/creates/0/title: required"):
        jobs.go(id, "prepare", seen=True)
    assert jobs.read("job", id)["stage"] == "new"
    assert jobs.all("task") == {}


def test_a_written_state_does_all_that_its_move_does(jobs: Jobs) -> None:
    id = jobs.job(price=3)
    assert jobs.refused(lambda: jobs.update("job", id, stage="ready")) == {"form_field_needed"}
    moved = jobs.update("job", id, stage="ready", seen=True)
    assert (moved.values["shipper"], moved.values["price"]) == ("顺丰", 4)
    assert len(jobs.all("task")) == 1
    assert jobs.events()[1]["move"] == "prepare"


def test_moving_back_asks_why(jobs: Jobs) -> None:
    id = jobs.ready()
    jobs.tick(id, "waybill")
    assert jobs.refused(lambda: jobs.go(id, "back")) == {"reason_needed"}
    assert jobs.go(id, "back", reason="地址不对").values["stage"] == "new"
    assert jobs.events()[-1]["reason"] == "地址不对"


def test_a_checklist_is_done_before_its_state_is_left(jobs: Jobs) -> None:
    id = jobs.ready()
    assert jobs.refused(lambda: jobs.go(id, "ship")) == {"tick_needed"}
    jobs.tick(id, "waybill")
    assert jobs.go(id, "ship").values["stage"] == "shipped"
    assert jobs.go(id, "back", reason="x").values["stage"] == "new"
    jobs.go(id, "prepare", seen=True)
    assert jobs.refused(lambda: jobs.go(id, "ship")) == {"tick_needed"}


def test_the_power_to_override_sets_any_state_and_says_why(jobs: Jobs) -> None:
    id = jobs.job()

    def override(state: str, reason: str | None = None) -> Change:
        values = {"stage": state}
        return Change(Kind.UPDATE, JOB, id, values, reason=reason, override=True)

    assert jobs.refused(lambda: jobs.write(override("shipped", "x"), worker())) == {
        "override_forbidden"
    }
    assert jobs.refused(lambda: jobs.write(override("shipped"), foreman())) == {"reason_needed"}
    assert jobs.write(override("shipped", "遗失"), foreman()).values["stage"] == "shipped"
    told = jobs.events()[-1]
    assert (told["move"], told["reason"], told["user"]) == ("*", "遗失", 8)


def test_only_the_power_to_override_begins_in_a_later_state(jobs: Jobs) -> None:
    change = Change(Kind.CREATE, JOB, values={"name": "A", "stage": "ready"}, reason="搬入")
    assert jobs.refused(lambda: jobs.write(change, worker())) == {"state_not_initial"}
    assert jobs.write(change, foreman()).values["stage"] == "ready"


def test_files_of_a_form_are_looked_at_where_they_were_there_before(jobs: Jobs) -> None:
    def with_paper(documents: object) -> None:
        machine = documents["shop", "table", "job"]["state_machines"][0]  # type: ignore[index]
        machine["transitions"][0]["form"] = [
            {"field": "paper", "required": True, "accept": ["png"], "max_mb": 0.00001}
        ]

    paper = keep(jobs, PDF)
    id = jobs.create("job", UPLOADER, name="A", price=1, paper=[paper]).id or 0
    jobs.change(with_paper)
    codes = jobs.refused(lambda: jobs.go(id, "prepare"))
    assert codes == {"attachment_kind_refused", "attachment_too_large"}
    assert jobs.refused(lambda: jobs.go(id, "prepare", paper=[])) == {"form_field_needed"}


def test_what_may_happen_next_says_it_all(jobs: Jobs) -> None:
    id = jobs.ready()
    jobs.tick(id, "photo", worker())
    found = jobs.prospect(id, worker())
    [state] = found.states
    assert (state.state, set(state.ticks), state.may_override) == ("ready", {"photo"}, False)
    assert [tick.user for tick in state.ticks.values()] == [7]
    assert {move.key: [it.code for it in move.refusals] for move in found.transitions} == {
        "ship": ["tick_needed"]
    }
    [asked] = [
        move for move in jobs.prospect(jobs.job(), ADMIN).transitions if move.key == "prepare"
    ]
    assert {it.field: it.default for it in asked.asked} == {
        "shipper": "顺丰",
        "seen": None,
        "urgent": None,
    }
