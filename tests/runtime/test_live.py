"""Whoever looks at something hears that it changed, as long as they may see it."""

import time
from collections.abc import Callable, Iterator

import pytest

from engine.people_changes import raise_rights, revoke_role
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.live import EVENTS
from runtime.live import FAR, MOST_BYTES, MOST_STREAMS, messages_of
from tests.runtime.listening import Ear, create_buyer
from tests.runtime.sites import BUYERS, Caller, ServedShop

TABLE = "table:shop.buyer"
Listen = Callable[[Caller, str], Ear]


@pytest.fixture
def listen(served: ServedShop) -> Iterator[Listen]:
    """Opens a stream for a caller; all are closed at the end."""
    app = create_app(served.site, ENDPOINTS)
    ears: list[Ear] = []

    def open_ear(caller: Caller, topics: str) -> Ear:
        ear = Ear(app, topics, caller.headers)
        ears.append(ear)
        return ear.__enter__()

    yield open_ear
    for ear in ears:
        ear.leave()


def test_a_write_is_heard_by_those_who_look_at_the_table_and_the_record(
    served: ServedShop, root: Caller, listen: Listen
) -> None:
    id = create_buyer(root)
    ear = listen(served.browser("sue"), f"{TABLE},record:shop.buyer:{id},me")
    assert ear.heard == ["me", f"record:shop.buyer:{id}", TABLE]
    assert (ear.status, ear.head[b"content-type"]) == (200, f"{EVENTS}; charset=utf-8".encode())
    root("PATCH", f"{BUYERS}/{id}", {"values": {"name": "乙"}})
    assert ear.topics(2) == {f"record:shop.buyer:{id}", TABLE}
    create_buyer(root)
    assert ear.topics(1) == {TABLE}
    assert ear.is_silent()


def test_a_table_is_hinted_at_once_a_second(root: Caller, listen: Listen) -> None:
    ear = listen(root, TABLE)
    create_buyer(root)
    assert ear.topics(1) == {TABLE}
    began = time.monotonic()
    for _ in range(5):
        create_buyer(root)
    assert ear.topics(1) == {TABLE}
    assert time.monotonic() - began > 0.7
    assert ear.is_silent(1.3)


def test_what_is_computed_from_others_is_hinted_at_too(root: Caller, listen: Listen) -> None:
    id = create_buyer(root)
    ear = listen(root, f"record:shop.buyer:{id},table:shop.buyer")
    values = {"title": "x", "buyer": id, "price": "5"}
    root("POST", "/apps/shop/tables/purchase/records", {"values": values})
    assert ear.topics(2) == {f"record:shop.buyer:{id}", TABLE}


@pytest.mark.parametrize(
    "topic",
    ["table:shop.memo", "table:shop.none", "app:none", "record:shop.buyer:5", "record:x.y:1"],
)
def test_what_is_hidden_is_as_unknown_as_what_is_not_there(
    served: ServedShop, sue: Caller, listen: Listen, topic: str
) -> None:
    assert listen(sue, f"me,{topic}").heard == ["me"]


def test_a_hidden_record_stays_silent(root: Caller, sue: Caller, listen: Listen) -> None:
    gold = create_buyer(root, level="gold")
    ear = listen(sue, f"record:shop.buyer:{gold}")
    assert ear.heard == []
    root("PATCH", f"{BUYERS}/{gold}", {"values": {"name": "丙"}})
    assert ear.is_silent()


def test_a_record_that_goes_out_of_sight_is_hinted_at_a_last_time(
    root: Caller, sue: Caller, listen: Listen
) -> None:
    id = create_buyer(root)
    topic = f"record:shop.buyer:{id}"
    ear = listen(sue, topic)
    assert ear.heard == [topic]
    for body, is_heard in (({"level": "gold"}, True), ({"name": "丁"}, False)):
        root("PATCH", f"{BUYERS}/{id}", {"values": body})
        assert ear.is_silent() is not is_heard


def test_a_new_revision_is_heard_with_its_number(root: Caller, listen: Listen) -> None:
    ear = listen(root, "app:shop,app:none")
    document = root("GET", "/apps/shop/documents/table/memo").json()
    document["fields"].append({"key": "more", "label": {"zh": "多"}, "type": "text"})
    put = root("PUT", "/apps/shop/documents/table/memo", document)
    assert ear.next() == {"topic": "app:shop", "revision": put.json()["revision"]}


def test_other_rights_are_heard_by_the_one_who_has_them(
    served: ServedShop, root: Caller, listen: Listen
) -> None:
    sue, other = listen(served.browser("sue"), f"me,{TABLE}"), listen(root, "me")
    user = next(
        it["id"] for it in root("GET", "/people/users").json()["users"] if it["login"] == "sue"
    )
    database = served.work.database
    database.write(lambda it: revoke_role(it, int(user), ("shop", "seller")))
    assert sue.next() == {"topic": "me"}
    assert other.is_silent()
    create_buyer(root)
    # The table has gone out of sight: a last hint, then none.
    assert sue.topics(1) == {TABLE}
    create_buyer(root)
    assert sue.is_silent(1.3)


def test_signing_out_ends_the_stream(served: ServedShop, listen: Listen) -> None:
    sue = served.browser("sue")
    ear = listen(sue, "me")
    assert sue("DELETE", "/sessions/current").status_code == 204
    assert ear.next() == {"topic": "me"}
    ear.wait_for_end()


def test_the_stream_ends_when_the_process_is_told_to(
    served: ServedShop, sue: Caller, listen: Listen
) -> None:
    ear = listen(sue, "me")
    served.site.live.end_streams()
    ear.wait_for_end()
    assert ear.status == 200


def test_a_person_has_only_so_many_streams(
    served: ServedShop, sue: Caller, root: Caller, listen: Listen
) -> None:
    ears = [listen(sue, "me") for _ in range(MOST_STREAMS)]
    assert listen(sue, "me").status == 429
    assert listen(root, "me").status == 200
    ears[0].leave()
    assert listen(sue, "me").status == 200


@pytest.mark.parametrize("query", ["", "?topics=", "?topics=record:a.b", "?topics=me,x", "?x=1"])
def test_topics_that_cannot_be_read_are_refused(sue: Caller, query: str) -> None:
    assert sue("GET", f"/live{query}").status_code == 400


def test_nobody_hears_anything(served: ServedShop) -> None:
    assert served.nobody("GET", "/live?topics=me").status_code == 401
    assert served.token("root")("HEAD", "/live?topics=me").content == b""


def test_many_hints_go_in_messages_that_the_database_takes() -> None:
    hints = [f"record:shop.buyer:{number}" for number in range(10**18, 10**18 + 1_000)]
    messages = list(messages_of("abc", hints))
    assert all(len(message.encode()) <= MOST_BYTES for message in messages)
    assert [hint for message in messages for hint in message.split(" ")[1:]] == hints
    assert all(message.startswith(f"{FAR}abc ") for message in messages)


def test_what_nobody_listens_to_costs_no_thread(served: ServedShop, root: Caller) -> None:
    create_buyer(root)
    served.work.database.write(raise_rights)
    if served.work.database.dialect == "sqlite":
        assert served.site.live._thread is None
