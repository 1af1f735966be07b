"""Documents, plans and revisions over HTTP."""

import pytest

from tests.runtime.asking import BUYER, apply_plan, buyer_with, codes_between, put
from tests.runtime.sites import BUYERS, Caller, ServedShop

MOOD = {
    "key": "mood",
    "label": {"zh": "心情", "en": "Mood"},
    "type": "select",
    "options": [{"value": "red", "label": {"zh": "红", "en": "Red"}}],
}


def test_a_field_comes_goes_and_comes_back_with_its_data(root: Caller) -> None:
    plan = root("POST", "/plans", put(buyer_with(root, MOOD)))
    assert plan.status_code == 201
    assert plan.json()["changes"][0]["code"] == "add_field"
    assert apply_plan(root, plan.json()) == 2
    made = root("POST", BUYERS, {"values": {"name": "a", "mood": "red"}}).json()
    undo = root("POST", "/revisions/2/undo").json()
    assert [danger["code"] for danger in undo["dangers"]] == ["remove_field:shop.buyer.mood"]
    refused = root("POST", f"/plans/{undo['id']}/apply", {"accept": []})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_needed")
    assert refused.json()["plan"]["id"] == undo["id"]
    assert apply_plan(root, undo) == 3
    assert "mood" not in root("GET", f"{BUYERS}/{made['id']}").json()["values"]
    assert apply_plan(root, root("POST", "/revisions/3/undo").json()) == 4
    assert root("GET", f"{BUYERS}/{made['id']}").json()["values"]["mood"] == "red"
    numbers = [it["number"] for it in root("GET", "/revisions?app=shop").json()["revisions"]]
    assert numbers[-1] == 1
    assert root("GET", "/revisions/2").json()["note"] == "test"


def test_two_revisions_are_compared_either_way_around(root: Caller) -> None:
    assert apply_plan(root, root("POST", "/plans", put(buyer_with(root, MOOD))).json()) == 2
    tone = {**MOOD, "key": "tone", "label": {"zh": "语气", "en": "Tone"}}
    assert apply_plan(root, root("POST", "/plans", put(buyer_with(root, tone))).json()) == 3
    told = root("GET", "/revisions/3/changes?since=1").json()
    assert (told["since"], told["revision"]) == (1, 3)
    assert [change["code"] for change in told["changes"]] == ["add_field", "add_field"]
    assert "心情" in told["changes"][0]["sentence"]
    assert root("GET", "/revisions/3/changes").json()["since"] == 2
    assert codes_between(root, 3, 1) == ["remove_field", "remove_field"]
    assert codes_between(root, 2, 2) == []
    assert apply_plan(root, root("POST", "/revisions/3/undo").json()) == 4
    assert codes_between(root, 2, 4) == []
    assert {"add_app", "add_table"} <= set(codes_between(root, 0, 1))


def test_a_harmless_put_is_applied_at_once_others_answer_their_plan(root: Caller) -> None:
    done = root("PUT", BUYER, buyer_with(root, MOOD))
    assert (done.status_code, done.json()) == (200, {"revision": 2})
    document = root("GET", BUYER)
    assert document.headers["ETag"] == '"2"'
    less = document.json()
    less["fields"] = [field for field in less["fields"] if field["key"] != "mood"]
    refused = root("PUT", BUYER, less)
    assert refused.status_code == 409
    assert refused.json()["plan"]["dangers"][0]["code"] == "remove_field:shop.buyer.mood"
    assert root("DELETE", "/apps/shop/documents/table/memo").status_code == 409
    assert apply_plan(root, refused.json()["plan"]) == 3


def test_two_people_change_one_app(root: Caller) -> None:
    first = root("POST", "/plans", put(buyer_with(root, MOOD))).json()
    other = buyer_with(root, {**MOOD, "key": "tone", "label": "Tone"})
    second = root("POST", "/plans", {**put(other), "base": 1}).json()
    assert apply_plan(root, first) == 2
    assert apply_plan(root, second) == 3
    keys = {field["key"] for field in root("GET", BUYER).json()["fields"]}
    assert {"mood", "tone"} <= keys


def test_a_plan_is_applied_once_however_often_it_is_asked(root: Caller) -> None:
    plan = root("POST", "/plans", put(buyer_with(root, MOOD))).json()
    place, once = f"/plans/{plan['id']}/apply", {"Idempotency-Key": "k"}
    answers = [root("POST", place, {"note": "n"}, headers=once) for _ in range(2)]
    assert [(it.status_code, it.json()) for it in answers] == [(200, {"revision": 2})] * 2
    other = root("POST", place, {"note": "m"}, headers=once)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert root("POST", place, {"note": "n"}).status_code == 404


def test_everything_wrong_with_documents_is_told(root: Caller) -> None:
    wrong = [
        {"key": "a", "label": "A", "type": "formula", "formula": "没有+1"},
        {"key": "b", "label": "B", "type": "reference", "table": "nowhere"},
        {"key": "c", "label": "C", "type": "colour"},
    ]
    body = put(buyer_with(root, *wrong))
    plan = root("POST", "/plans", body, headers={"Accept-Language": "en"})
    assert plan.status_code == 201
    problems = plan.json()["problems"]
    pointers = {problem["pointer"].split("/")[2] for problem in problems}
    assert len(problems) >= 1
    assert len(pointers) >= 1
    assert all(problem["message"] for problem in problems)
    refused = root("PUT", BUYER, buyer_with(root, *wrong))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_documents")
    applied = root("POST", f"/plans/{plan.json()['id']}/apply", {})
    assert applied.status_code == 422


def test_who_may_not_build_sees_what_is_theirs(served: ServedShop, sue: Caller) -> None:
    whole = served.work.resolved.sources
    app = sue("GET", "/apps/shop").json()
    kinds = {entry["kind"] for entry in app["documents"]}
    assert "role" not in kinds
    assert len(app["documents"]) < len(whole)
    refused = sue("PUT", BUYER, {**whole["shop", "table", "buyer"]})
    assert refused.status_code == 403
    assert sue("GET", "/apps/shop/documents/role/seller").status_code == 404
    assert sue("GET", "/revisions").json()["revisions"] == []
    assert sue("GET", "/revisions/1").status_code == 404
    assert sue("GET", "/revisions/1/changes").status_code == 404
    assert sue("POST", "/revisions/1/undo").status_code == 404


def test_whoever_builds_an_app_compares_its_revisions_only(
    served: ServedShop, root: Caller
) -> None:
    builder = {"key": "builder", "label": "b", "build": ["tables"]}
    assert root("PUT", "/apps/shop/documents/role/builder", builder).status_code == 200
    other = {"format": 1, "key": "other", "label": "other", "version": "1.0.0"}
    body = {"app": "other", "put": [{"kind": "app", "document": other}]}
    assert apply_plan(root, root("POST", "/plans", body).json()) == 3
    assert apply_plan(root, root("POST", "/plans", put(buyer_with(root, MOOD))).json()) == 4
    served.add_person("dan", role="builder")
    dan = served.token("dan")
    assert dan("GET", "/revisions/3/changes").status_code == 404
    assert dan("GET", "/revisions/4/changes?since=3").status_code == 404
    assert dan("GET", "/revisions/4/changes?app=other").status_code == 404
    told = dan("GET", "/revisions/4/changes?since=2").json()["changes"]
    assert [change["code"] for change in told] == ["add_field"]
    assert len(root("GET", "/revisions/4/changes?since=2").json()["changes"]) == 2


NOT_THERE = [
    ("GET", "/apps/none"),
    ("GET", "/apps/shop/documents/table/none"),
    ("GET", "/apps/shop/documents/colour/none"),
    ("DELETE", "/apps/shop/documents/table/none"),
    ("POST", "/plans/1/apply"),
    ("POST", "/plans/x/apply"),
    ("GET", "/revisions/99"),
    ("GET", "/revisions/x"),
    ("GET", "/revisions/99/changes"),
    ("GET", "/revisions/1/changes?since=99"),
    ("POST", "/revisions/99/undo"),
    ("GET", "/schemas/none.json"),
    ("GET", "/schemas/table"),
]


def test_what_is_not_there_answers_so(root: Caller) -> None:
    for method, path in NOT_THERE:
        assert root(method, path, {} if method == "POST" else None).status_code == 404, path


@pytest.mark.parametrize("kind", ["app", "table", "option_set", "view", "role"])
def test_every_kind_has_its_schema(served: ServedShop, kind: str) -> None:
    answer = served.machine("GET", f"/schemas/{kind}.json")
    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.json()["title"] == kind
