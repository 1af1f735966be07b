"""To-dos, the inbox, assignments and absences over HTTP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import pytest

from engine.database.opening import open_database
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.site import Site
from runtime.migrations import upgrade
from tests.runtime.listening import Ear
from tests.runtime.sites import LOCAL_KEY, Caller, ServedShop
from tests.workflow.sales import Office, on_lead, open_office

Json = dict[str, Any]
ASK = {
    "do": "confirm",
    "who": {"any": ["负责人", "协作人"]},
    "ask": "是否接受「{{名称}}」？",
    "within": "30min",
    "reason_on_decline": True,
    "on_decline": [{"do": "set", "values": {"text": '"谢绝"'}}],
}
NOTIFY = {"do": "notify", "who": "负责人", "title": "新线索 {{名称}}", "text": "底价 {{底价}}"}
Serve = Callable[..., "Served"]


class Served:
    """The sales office, served."""

    def __init__(self, office: Office, shop: ServedShop) -> None:
        """`shop` serves the office."""
        self.office = office
        self.shop = shop

    def caller(self, login: str, scopes: list[str] | None = None) -> Caller:
        """The person with a token of theirs."""
        return self.shop.token(login, scopes)

    def get(self, login: str, path: str) -> Json:
        """What the person is answered."""
        answer = self.caller(login)("GET", path)
        assert answer.status_code == 200, answer.text
        return cast(Json, answer.json())


@pytest.fixture
def serve(database_url: str, tmp_path: Path) -> Iterator[Serve]:
    """What serves the office with one automation of these steps."""
    database = open_database(database_url)
    upgrade(database)
    with ExitStack() as opened:

        def serve_it(*steps: Mapping[str, object]) -> Served:
            office = open_office(database, tmp_path, on_lead(*steps))
            site = Site(office.work, local_key=LOCAL_KEY)
            shop = ServedShop(site, InProcess(create_app(site, ENDPOINTS)))
            opened.enter_context(shop.client)
            opened.callback(site.close)
            return Served(office, shop)

        yield serve_it
    database.close()


def test_a_person_finds_and_answers_their_to_dos(serve: Serve) -> None:
    it = serve(ASK)
    lead = it.office.lead(name="甲", owner=str(it.office.li))
    found = it.get("li.si", "/todos")
    (todo,) = found["todos"]
    assert found["counts"] == {"all": 1, "confirm": 1, "approval": 0, "task": 0, "overdue": 0}
    assert (todo["title"], todo["due_at"]) == ("是否接受「甲」？", "2026-03-02T02:30:00.000Z")
    assert todo["record"] == {"app": "sales", "table": "lead", "id": str(lead), "title": "甲"}
    assert todo["source"]["label"] == "流程"
    li, path = it.caller("li.si"), f"/todos/{todo['id']}"
    refused = li("POST", f"{path}/answer", {"answer": "decline"})
    assert (refused.status_code, refused.json()["code"]) == (422, "comment_needed")
    for _ in range(2):
        done = li("POST", f"{path}/answer", {"answer": "decline", "comment": "太远"})
        assert (done.status_code, done.json()["state"]) == (200, "done")
    it.office.settle()
    assert it.office.record(lead)["text"] == "谢绝"
    assert it.get("li.si", "/todos/count")["todos"]["all"] == 0
    assert [each["id"] for each in it.get("li.si", "/todos?state=done")["todos"]] == [todo["id"]]


def test_the_others_see_who_has_done_it_and_strangers_nothing(serve: Serve) -> None:
    it = serve(ASK)
    it.office.lead(name="甲", owner=str(it.office.li), helpers=[str(it.office.zhao)])
    (todo,) = it.get("zhao.liu", "/todos")["todos"]
    path = f"/todos/{todo['id']}"
    assert {each["name"] for each in it.get("zhao.liu", path)["people"]} == {"李四", "赵六"}
    it.caller("li.si")("POST", f"{path}/answer", {"answer": "accept"})
    late = it.caller("zhao.liu")("POST", f"{path}/answer", {"answer": "accept"})
    assert (late.status_code, late.json()["code"]) == (409, "todo_done")
    assert late.json()["detail"] == "李四 已处理"
    assert it.get("zhao.liu", path)["ended_by"]["name"] == "李四"
    for method, place in (("GET", path), ("POST", f"{path}/answer")):
        answer = it.caller("wang.wu")(method, place, {"answer": "accept"})
        assert (answer.status_code, answer.json()["code"]) == (404, "todo_unknown")
    assert it.caller("li.si", ["sales:read"])("GET", "/todos").status_code == 403


def test_pages_of_to_dos_come_by_what_is_due(serve: Serve) -> None:
    it = serve({"do": "task", "who": "负责人", "title": "{{名称}}", "within": "2d"})
    for name in ("a", "b", "c", "d", "e"):
        it.office.lead(name=name, owner=str(it.office.li))
        it.office.later(minutes=1)
    titles: list[str] = []
    path = "/todos?kind=task&limit=2"
    for _ in range(3):
        page = it.get("li.si", path)
        titles += [each["title"] for each in page["todos"]]
        path = f"/todos?kind=task&limit=2&cursor={str(page['next']).replace('+', '%2B')}"
    assert page["next"] is None
    assert titles == ["a", "b", "c", "d", "e"]
    assert it.caller("li.si")("GET", "/todos?cursor=x").status_code == 400
    it.office.later(days=2, minutes=-3)
    assert it.get("li.si", "/todos/count")["todos"]["overdue"] == 2


def test_the_inbox_is_read(serve: Serve) -> None:
    it = serve(NOTIFY)
    for name in ("甲", "乙", "丙"):
        it.office.lead(name=name, owner=str(it.office.li), secret="8折")
    found = it.get("li.si", "/notifications?limit=2")
    assert [each["title"] for each in found["notifications"]] == ["新线索 丙", "新线索 乙"]
    assert found["notifications"][0]["text"] == "底价 "
    assert found["unread"] == 3
    rest = it.get("li.si", f"/notifications?cursor={found['next']}")
    assert [each["title"] for each in rest["notifications"]] == ["新线索 甲"]
    li = it.caller("li.si")
    ids = [found["notifications"][0]["id"]]
    assert li("POST", "/notifications/read", {"ids": ids}).json() == {"unread": 2}
    assert len(it.get("li.si", "/notifications?unread=true")["notifications"]) == 2
    other = it.caller("wang.wu")("POST", "/notifications/read", {"ids": ids})
    assert (other.status_code, other.json()["code"]) == (404, "notification_unknown")
    assert li("POST", "/notifications/read", {}).json() == {"unread": 0}


def test_an_assignment_tells_its_reader_what_they_may_know(serve: Serve) -> None:
    rules = [
        {"when": "底价='8折'", "label": "底价", "to": {"role": "manager"}},
        {"when": "金额>=100", "to": {"role": "seller", "pick": "weighted", "weight": "1"}},
    ]
    it = serve({"do": "assign", "field": "owner", "rules": rules})
    lead = it.office.lead(name="甲", secret="9折", amount=100)
    path = f"/apps/sales/tables/lead/records/{lead}/assignments"
    (full,) = it.get("lin", path)["assignments"]
    (cut,) = it.get("li.si", path)["assignments"]
    assert full["chosen"]["name"] == cut["chosen"]["name"] == "李四"
    assert (full["rule"], full["automation"]["label"]) == (1, "流程")
    assert full["rules"][0]["when"]["parts"][-1]["value"] == "9折"
    assert cut["rules"][0] == {"rule": 0, "label": "底价", "when": {"holds": False}}
    assert cut["rules"][1]["when"]["text"] == "金额>=100"
    assert {"text": "金额", "value": 100} in cut["rules"][1]["when"]["parts"]
    assert "weight" in full["rules"][1]["considered"][0]
    assert cut["rules"][1]["considered"][0] == {"user": str(it.office.li), "name": "李四"}
    assert it.caller("zhang.san")("GET", path).status_code == 404


def test_people_and_those_who_look_after_them_say_when_they_are_away(serve: Serve) -> None:
    it = serve({"do": "assign", "field": "owner", "rules": [{"to": {"role": "seller"}}]})
    path = f"/people/users/{it.office.li}/absences"
    away = {"starts_at": "2026-03-02T09:00:00+08:00", "ends_at": "2026-03-03T09:00:00+08:00"}
    made = it.caller("li.si")("POST", path, away)
    assert made.status_code == 201
    assert it.get("lin", path)["absences"] == [made.json()]
    assert it.get("lin", "/people/absences")["absences"] == [made.json()]
    assert it.caller("li.si")("GET", "/people/absences").status_code == 403
    assert it.office.record(it.office.lead(name="a"))["owner"] == it.office.wang
    assert it.caller("wang.wu")("GET", path).status_code == 403
    wrong = it.caller("lin")("POST", path, {**away, "ends_at": away["starts_at"]})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "absence_unusable")
    place = f"{path}/{made.json()['id']}"
    assert it.caller("lin")("DELETE", place).status_code == 204
    assert it.caller("lin")("DELETE", place).status_code == 404
    assert it.office.record(it.office.lead(name="b"))["owner"] == it.office.li


def test_to_dos_of_somebody_who_is_disabled_are_not_stuck(serve: Serve) -> None:
    it = serve(ASK)
    it.office.lead(name="甲", owner=str(it.office.li))
    answer = it.caller("lin")("PATCH", f"/people/users/{it.office.li}", {"disabled": True})
    assert answer.status_code == 200
    (todo,) = it.get("zhang.san", "/todos")["todos"]
    assert todo["in_place_of"] == {"id": str(it.office.li), "name": "李四"}
    assert todo["record"] is None


def test_whoever_disables_somebody_may_say_who_takes_over(serve: Serve) -> None:
    it = serve(ASK)
    it.office.lead(name="甲", owner=str(it.office.li))
    lin, path = it.caller("lin"), f"/people/users/{it.office.li}"
    for heir, status in ((it.office.li, 400), (987_654_321, 404), (it.office.wang, 200)):
        answer = lin("PATCH", path, {"disabled": True, "heir": str(heir)})
        assert answer.status_code == status, answer.text
        assert bool(it.get("wang.wu", "/todos")["todos"]) == (status == 200)
    assert it.get("zhang.san", "/todos")["todos"] == []
    answer = lin(
        "PATCH", f"/people/users/{it.office.wang}", {"disabled": True, "heir": str(it.office.li)}
    )
    assert answer.status_code == 400


def test_a_new_to_do_is_heard_by_its_person_alone(serve: Serve) -> None:
    it = serve(ASK, NOTIFY)
    app = create_app(it.shop.site, ENDPOINTS)
    with (
        Ear(app, "todos,inbox", it.caller("li.si").headers) as li,
        Ear(app, "todos,inbox", it.caller("wang.wu").headers) as wang,
    ):
        assert li.heard == ["inbox", "todos"]
        it.office.lead(name="甲", owner=str(it.office.li))
        assert li.topics(1) == {"todos"}
        it.office.answer(it.office.li, "accept")
        assert li.topics(2) == {"inbox", "todos"}
        assert wang.is_silent()
