"""What tests of the edge ask, again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import httpx

from engine.actor import Origin
from engine.load_actor import load_actor
from engine.read_records import list_records
from engine.reading.query import ListQuery
from engine.workspace import Workspace
from tests.clock import VirtualClock
from tests.runtime.sites import BUYERS, Caller, ServedShop

Json = dict[str, Any]

BUYER = "/apps/shop/documents/table/buyer"


def assert_problem(answer: httpx.Response, *statuses: int) -> None:
    """The answer is a problem with one of the statuses."""
    assert answer.status_code in statuses, (answer.status_code, answer.text[:500])
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["code"]
    assert body["detail"]
    assert "Traceback" not in answer.text


def sign_in_with(served: ServedShop, login: str, password: str) -> int:
    """The status of a try to sign in."""
    body = {"login": login, "password": password}
    return served.nobody("POST", "/sessions", body).status_code


def clock_of(served: ServedShop) -> VirtualClock:
    """The workspace's clock."""
    clock = served.work.clock
    assert isinstance(clock, VirtualClock)
    return clock


def below(kind: type[Exception]) -> Iterator[type[Exception]]:
    """The class and all that derive from it."""
    yield kind
    for each in kind.__subclasses__():
        yield from below(each)


def eventually(is_so: Callable[[], bool], seconds: float = 2) -> bool:
    """Whether it is so before the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()


def headers_of(served: ServedShop, path: str, **headers: str) -> tuple[int, Mapping[str, str]]:
    """The status and the headers of an answer."""
    answer = served.client.request("GET", path, headers=headers)
    return answer.status_code, answer.headers


def owners(work: Workspace, user: int, table: str) -> set[object]:
    """Whose the records are that this person sees."""
    actor = load_actor(work, user, Origin.API)
    records = list_records(work, actor, ListQuery(table, limit=200))["records"]
    assert isinstance(records, list)
    return {record["values"]["owner"] for record in records}


# -- documents


def buyer_with(root: Caller, *fields: Json) -> Json:
    """The present document of the buyers with more fields."""
    document = root("GET", BUYER).json()
    return {**document, "fields": [*document["fields"], *fields]}


def put(document: Json) -> Json:
    """The body of a plan that puts the document."""
    return {"app": "shop", "put": [{"kind": "table", "document": document}]}


def apply_plan(caller: Caller, plan: Json) -> int:
    """The revision after the plan was applied with all its dangers."""
    accept = [danger["code"] for danger in plan["dangers"]]
    done = caller("POST", f"/plans/{plan['id']}/apply", {"accept": accept, "note": "test"})
    assert done.status_code == 200, done.text
    return cast(int, done.json()["revision"])


def colors_seen(caller: Caller, **words: str) -> dict[str, object]:
    """The colours of the records, by name."""
    asked = "&".join(f"{name}={text}" for name, text in {"colors": "painted", **words}.items())
    answer = caller("GET", f"{BUYERS}?{asked}")
    assert answer.status_code == 200, answer.text
    return {it["values"]["name"]: it.get("colors") for it in answer.json()["records"]}


def codes_between(root: Caller, since: int, revision: int) -> list[str]:
    """The codes of what changed from one revision to the other in the shop."""
    answer = root("GET", f"/revisions/{revision}/changes?since={since}&app=shop")
    return [change["code"] for change in answer.json()["changes"]]


def put_view(root: Caller, key: str, **parts: object) -> int:
    """A grid view is there; the status of putting it."""
    view = {"key": key, "label": key, "type": "grid", "table": "buyer", **parts}
    return root("PUT", f"/apps/shop/documents/view/{key}", view).status_code


# -- formulas


def check_formula(caller: Caller, text: str, table: str = "purchase", **more: object) -> Json:
    """What is known about the formula."""
    asked = {"app": "shop", "table": table, "text": text, **more}
    answer = caller("POST", "/formulas/check", asked)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def evaluate(caller: Caller, text: str, table: str = "purchase", **on: object) -> Json:
    """The formula's value."""
    asked = {"app": "shop", "table": table, "text": text, **on}
    answer = caller("POST", "/formulas/evaluate", asked)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def asked_conditions(caller: Caller, table: str = "buyer", **parts: object) -> Json:
    """What the filter builder is answered."""
    answer = caller("POST", "/formulas/conditions", {"app": "shop", "table": table, **parts})
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


# -- forms


def drafted(caller: Caller, table: str, values: Json, id: str | None = None) -> Json:
    """What a form shows for the values."""
    body = {"values": values, **({} if id is None else {"id": id})}
    answer = caller("POST", f"/apps/shop/tables/{table}/records/draft", body)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def rights_on(caller: Caller, table: str) -> Json:
    """What the caller may do with the table."""
    answer = caller("GET", f"/apps/shop/tables/{table}/rights")
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def codes_at(found: Json, part: str = "problems") -> set[tuple[str, str]]:
    """Code and field of each problem."""
    return {(it["code"], it.get("field", "")) for it in found[part]}


def added(caller: Caller, path: str, **values: object) -> str:
    """The id of a new record."""
    answer = caller("POST", path, {"values": values, "reason": "fair"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def effect_of(caller: Caller, field: str, text: str, table: str = "purchase") -> Json:
    """What another formula would change."""
    asked = {"app": "shop", "table": table, "field": field, "text": text}
    answer = caller("POST", "/formulas/effect", asked)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())
