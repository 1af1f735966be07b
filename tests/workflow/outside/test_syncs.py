"""Items of an outside system become records: each once, the newest state last, none dropped."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.shops import together
from tests.workflow.outside.stand_in import Received, Reply
from tests.workflow.outside.world import SYNC, Outside, list_of
from workflow.connectors.syncing import run_sync
from workflow.outside_tables import tg_sync, tg_sync_item, tg_sync_refused

Json = dict[str, object]
Synced = Callable[..., str | None]


@pytest.fixture
def synced(outside: Outside) -> Synced:
    """Does a pass of the sync over these items; why it broke off."""

    def run(items: list[Json] | None = None, *, whole: bool = False) -> str | None:
        if items is not None:
            outside.stand_in.on("GET", "/api/buyers", {"data": items})
        if not outside.document:
            outside.connect(syncs=[SYNC])
        sync = outside.connector.document.syncs[0]
        failure = run_sync(outside.work, outside.connector, sync, whole=whole)
        return None if failure is None else failure.code

    return run


def test_items_become_records_once(outside: Outside, synced: Synced) -> None:
    ada = {"id": 7, "name": "ada", "level": "金", "at": 1}
    assert synced([ada, {"id": "b-8", "name": "bob", "at": 2}]) is None
    assert synced([ada, {**ada, "name": "later", "at": 3}, ada]) is None
    assert outside.names() == {"7": "LATER", "b-8": "BOB"}
    (state,) = outside.rows(tg_sync)
    assert (state["cursor"], state["read"], state["written"]) == ("3", 1, 1)
    assert {it["level"] for it in outside.shop.all("buyer").values()} == {"gold", None}


def test_what_comes_late_or_again_changes_nothing(outside: Outside, synced: Synced) -> None:
    synced([{"id": 1, "name": "new", "at": 10}])
    events = len(outside.shop.events())
    synced([{"id": 1, "name": "old", "at": 9}])
    synced([{"id": 1, "name": "new", "at": 12}])
    synced([{"id": 1, "name": "between", "at": 11}])
    assert outside.names() == {"1": "NEW"}
    assert len(outside.shop.events()) == events


def test_the_cursor_is_sent_and_is_the_greatest(outside: Outside, synced: Synced) -> None:
    synced([{"id": 1, "name": "a", "at": 9}, {"id": 2, "name": "b", "at": 10}])
    synced()
    synced(whole=True)
    assert [it.query.get("since") for it in outside.stand_in.asked("/api/buyers")] == [
        None,
        "10",
        None,
    ]


def test_a_refused_item_is_listed_until_it_is_taken(outside: Outside, synced: Synced) -> None:
    good = {"id": 1, "name": "a", "at": 1}
    bad = {"id": 2, "name": "x" * 99, "at": 2}
    assert synced([bad, good, {"name": "nobody"}, "what"]) is None
    assert outside.names() == {"1": "A"}
    problems = {
        str(it["outside_id"]): [each["code"] for each in it["problems"]]  # type: ignore[attr-defined] # a JSON list
        for it in outside.rows(tg_sync_refused)
    }
    assert problems.pop("2") == ["too_long"]
    assert sorted(problems.values()) == [["item_unreadable"], ["item_without_id"]]
    assert "xxx" not in str(outside.rows(tg_sync_refused))
    synced([{**bad, "name": "short"}])
    assert outside.names() == {"1": "A", "2": "SHORT"}
    assert "2" not in {it["outside_id"] for it in outside.rows(tg_sync_refused)}


def test_a_record_that_has_the_id_is_taken_for_the_item(outside: Outside, synced: Synced) -> None:
    outside.connect(syncs=[SYNC])
    mine = outside.shop.create("buyer", name="mine", license="5")
    synced([{"id": 5, "name": "theirs", "at": 1}])
    assert outside.names() == {"5": "THEIRS"}
    assert outside.rows(tg_sync_item)[0]["record"] == mine.id


def test_a_deleted_record_is_told_of_and_does_not_come_back(
    outside: Outside, synced: Synced
) -> None:
    synced([{"id": 1, "name": "a", "at": 1}])
    (id,) = outside.shop.all("buyer")
    outside.shop.delete("buyer", id)
    synced([{"id": 1, "name": "b", "at": 2}])
    assert outside.names() == {}
    assert [it["outside_id"] for it in outside.rows(tg_sync_refused)] == ["1"]


@pytest.mark.parametrize(
    "paging",
    [
        {"kind": "page", "size_name": "n", "size": 3},
        {"kind": "offset", "name": "skip", "size_name": "n", "size": 3},
        {"kind": "cursor", "name": "after", "next_at": "/next", "size_name": "n", "size": 3},
        {"kind": "link", "next_at": "/link"},
    ],
)
def test_every_page_is_read(outside: Outside, paging: Json) -> None:
    list_of(outside.stand_in, 8)
    outside.connect(syncs=[{**SYNC, "paging": paging}])
    sync = outside.connector.document.syncs[0]
    assert run_sync(outside.work, outside.connector, sync, whole=False) is None
    assert sorted(outside.names(), key=int) == [str(number) for number in range(8)]
    assert len(outside.stand_in.asked("/api/buyers")) == 3


@pytest.mark.parametrize(
    ("paging", "answer", "code"),
    [
        ({"kind": "page", "size": 1}, {"data": [{"id": 1}]}, "paging_loops"),
        (
            {"kind": "cursor", "next_at": "/next"},
            {"data": [{"id": 1}], "next": "same"},
            "paging_loops",
        ),
        (
            {"kind": "link", "next_at": "/next"},
            {"data": [{"id": 1}], "next": "http://127.0.0.1:1/x"},
            "link_elsewhere",
        ),
        (None, {"items": []}, "items_missing"),
        (None, b"<html>", "items_missing"),
    ],
)
def test_a_list_that_does_not_end_or_is_none_is_told(
    outside: Outside, paging: Json | None, answer: object, code: str
) -> None:
    outside.stand_in.on("GET", "/api/buyers", Reply(body=answer))
    outside.connect(syncs=[{**SYNC, "paging": paging}])
    sync = outside.connector.document.syncs[0]
    failure = run_sync(outside.work, outside.connector, sync, whole=False)
    assert failure is not None
    assert failure.code == code
    (state,) = outside.rows(tg_sync)
    assert state["cursor"] is None
    assert state["next_at"] == outside.later(minutes=5)


def test_a_pass_that_broke_off_begins_again_where_it_began(outside: Outside) -> None:
    list_of(outside.stand_in, 8)
    outside.connect(syncs=[{**SYNC, "paging": {"kind": "page", "size_name": "n", "size": 3}}])
    sync = outside.connector.document.syncs[0]
    outside.stand_in.faults.extend([Reply(body={"data": []}), Reply(500)])
    run_sync(outside.work, outside.connector, sync, whole=False)
    outside.stand_in.faults.clear()
    outside.stand_in.faults.append(Reply(500))
    assert run_sync(outside.work, outside.connector, sync, whole=False) is not None
    (state,) = outside.rows(tg_sync)
    assert state["failures"] == 1
    outside.advance(hours=1)
    assert run_sync(outside.work, outside.connector, sync, whole=False) is None
    assert len(outside.names()) == 8


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 9)), unique=True, min_size=1, max_size=12
    ),
    order=st.randoms(use_true_random=False),
)
def test_in_whatever_order_states_come_the_newest_stays(
    outside: Outside, states: list[tuple[int, int]], order: object
) -> None:
    outside.connect(syncs=[SYNC])
    base = len(outside.stand_in.received) * 10
    items = [{"id": f"{base}-{id}", "name": f"s{at}", "at": base + at} for id, at in states]
    newest: dict[str, int] = {}
    for id, at in states:
        newest[f"{base}-{id}"] = max(newest.get(f"{base}-{id}", 0), at)
    order.shuffle(items)  # type: ignore[attr-defined] # a Random
    pages = iter([items[:4], items[4:8], items[8:], items[:2]])

    def answer(_: Received) -> Reply:
        return Reply(body={"data": next(pages)})

    outside.stand_in.on("GET", "/api/buyers", answer)
    sync = outside.connector.document.syncs[0]
    for _ in range(4):
        assert run_sync(outside.work, outside.connector, sync, whole=False) is None
    names = outside.names()
    assert {id: names[id] for id in newest} == {id: f"S{at}" for id, at in newest.items()}


def test_two_workers_at_the_same_pass_make_no_record_twice(outside: Outside) -> None:
    barrier = threading.Barrier(3, timeout=60)
    items = [{"id": it, "name": f"n{it}", "at": it} for it in range(8)]

    def answer(_: Received) -> Reply:
        barrier.wait()
        return Reply(body={"data": items})

    outside.stand_in.on("GET", "/api/buyers", answer)
    # No rule keeps this field's values apart: only the sync itself does.
    outside.connect(syncs=[{**SYNC, "id_field": "area_code"}])
    sync = outside.connector.document.syncs[0]

    def run() -> object:
        return run_sync(outside.work, outside.connector, sync, whole=True)

    assert together(run, run, run) == [None, None, None]
    ids = [str(it["area_code"]) for it in outside.shop.all("buyer").values()]
    assert sorted(ids) == [str(number) for number in range(8)]
