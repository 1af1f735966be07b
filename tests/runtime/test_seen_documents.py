"""Documents tell nobody what is hidden from them."""

import json

from tests.runtime.asking import Json, put_view
from tests.runtime.sites import Caller

HIDDEN = ("license", "执照", "code", "编码")
COLUMNS = [{"field": "name"}, {"field": "license"}]


def test_hidden_fields_are_in_no_document(root: Caller, sue: Caller) -> None:
    table = sue("GET", "/apps/shop/documents/table/buyer").json()
    keys = {field["key"] for field in table["fields"]}
    assert "name" in keys
    assert not keys & set(HIDDEN)
    assert {rule["key"] for rule in table["rules"]} >= {"name_needed", "dial"}
    assert "one_license" not in {rule["key"] for rule in table["rules"]}
    whole = root("GET", "/apps/shop/documents/table/buyer").json()
    assert {field["key"] for field in whole["fields"]} >= set(HIDDEN[::2])


def test_moves_that_are_not_allowed_are_not_told(root: Caller, sue: Caller) -> None:
    def moves(caller: Caller) -> set[str]:
        table = caller("GET", "/apps/shop/documents/table/purchase").json()
        return {it["key"] for machine in table["state_machines"] for it in machine["transitions"]}

    assert moves(sue) == {"send", "lose"}
    assert moves(root) > moves(sue)


def test_tables_and_roles_of_others_are_not_told(sue: Caller) -> None:
    documents = sue("GET", "/apps/shop").json()["documents"]
    names = {(it["kind"], it["key"]) for it in documents}
    assert ("table", "buyer") in names
    assert ("table", "memo") not in names
    assert not any(kind == "role" for kind, _ in names)


def test_views_are_shown_without_hidden_fields(root: Caller, sue: Caller) -> None:
    assert put_view(root, "some", columns=COLUMNS, sort=["license", "-name"]) == 200
    assert put_view(root, "only", columns=COLUMNS[1:]) == 200
    assert put_view(root, "secret", columns=COLUMNS[:1], filter="执照='x'") == 200
    colors = [
        {"when": "执照='x'", "color": "red"},
        {"when": "名称='x'", "color": "green"},
    ]
    assert put_view(root, "bright", columns=COLUMNS, colors=colors) == 200
    documents: list[Json] = sue("GET", "/apps/shop").json()["documents"]
    views = {it["key"]: it["document"] for it in documents if it["kind"] == "view"}
    assert views["some"]["columns"] == [{"field": "name"}]
    assert views["some"]["sort"] == ["-name"]
    assert [it["color"] for it in views["bright"]["colors"]] == ["green"]
    assert not views.keys() & {"only", "secret"}
    assert sue("GET", "/apps/shop/documents/view/secret").status_code == 404
    assert "执照" not in json.dumps(documents, ensure_ascii=False)


def test_boards_are_shown_without_hidden_fields(root: Caller, sue: Caller) -> None:
    def put(key: str, field: str = "stage", **parts: object) -> None:
        board = {"key": key, "label": key, "table": "purchase", "type": "kanban", "field": field}
        answer = root("PUT", f"/apps/shop/documents/view/{key}", board | parts)
        assert answer.status_code == 200, answer.text

    role = root("GET", "/apps/shop/documents/role/seller").json()
    role["tables"]["purchase"]["fields"] |= {"paid": "hidden", "lost_reason": "hidden"}
    assert root("PUT", "/apps/shop/documents/role/seller", role).status_code == 200
    put("board", cards=["pieces", "lost_reason"], sort=["lost_reason"], total="COUNT(原因)")
    put("rows", total="COUNT()")
    put("lost", filter="原因='x'")
    put("money", field="paid")
    documents: list[Json] = sue("GET", "/apps/shop").json()["documents"]
    views = {it["key"]: it["document"] for it in documents if it["kind"] == "view"}
    assert views["board"]["cards"] == ["pieces"]
    assert views["board"]["sort"] == []
    assert "total" not in views["board"]
    assert views["rows"]["total"] == "COUNT()"
    assert not views.keys() & {"lost", "money"}


def test_what_machines_do_behind_the_scenes_is_for_builders(root: Caller, sue: Caller) -> None:
    table = root("GET", "/apps/shop/documents/table/purchase").json()
    machine = table["state_machines"][0]
    look = {
        "key": "look",
        "label": "看",
        "on": {"event": "called", "table": "purchase"},
        "steps": [{"do": "stop"}],
    }
    assert root("PUT", "/apps/shop/documents/automation/look", look).status_code == 200
    machine["states"][0] |= {"on_enter": ["look"], "limit": {"within": "1d", "run": "look"}}
    send = next(move for move in machine["transitions"] if move["key"] == "send")
    send |= {"run": "look", "set": {"quantity": "数量+1"}}
    assert root("PUT", "/apps/shop/documents/table/purchase", table).status_code == 200
    shown = sue("GET", "/apps/shop/documents/table/purchase").json()["state_machines"][0]
    assert shown["states"][0]["limit"] == {"within": "1d"}
    assert "look" not in json.dumps(shown)
    assert (
        not {"set", "run"} & next(it for it in shown["transitions"] if it["key"] == "send").keys()
    )
    assert sue("GET", "/apps/shop/documents/automation/look").status_code == 404
    assert root("GET", "/apps/shop/documents/automation/look").json() == look
