"""People over HTTP: users, departments, roles."""

from tests.runtime.sites import Caller, ServedShop


def test_a_person_comes_changes_and_goes(served: ServedShop, root: Caller) -> None:
    body = {"login": "Tom", "name": "Tom", "roles": ["shop.seller"], "password": "long enough"}
    made = root("POST", "/people/users", body)
    assert made.status_code == 201
    place = f"/people/users/{made.json()['id']}"
    assert made.json()["login"] == "tom"
    assert made.json()["roles"] == ["shop.seller"]
    changed = root("PATCH", place, {"name": "Thomas", "email": "tom@example.com", "roles": []})
    assert changed.json()["name"] == "Thomas"
    assert changed.json()["roles"] == []
    assert root("PATCH", place, {"disabled": True}).json()["disabled_at"]
    assert root("PATCH", place, {"disabled": False}).json()["disabled_at"] is None
    assert root("GET", place).json()["email"] == "tom@example.com"


def test_rights_count_from_the_next_request_on(served: ServedShop, root: Caller) -> None:
    made = root("POST", "/people/users", {"login": "tom", "name": "Tom"}).json()
    tom = served.token("tom")
    buyers = "/apps/shop/tables/buyer/records"
    assert tom("GET", buyers).status_code == 404
    root("PATCH", f"/people/users/{made['id']}", {"roles": ["shop.seller"]})
    assert tom("GET", buyers).status_code == 200
    root("PATCH", f"/people/users/{made['id']}", {"roles": []})
    assert tom("GET", buyers).status_code == 404


REFUSED = [
    ({"login": "sue", "name": "S"}, 422),
    ({"login": "", "name": "S"}, 422),
    ({"login": "a b", "name": "S"}, 422),
    ({"login": "ok", "name": ""}, 422),
    ({"login": "ok", "name": "S", "password": "short"}, 422),
    ({"login": "ok", "name": "S", "roles": ["shop.none"]}, 422),
    ({"login": "ok", "name": "S", "roles": ["x"]}, 422),
    ({"login": "ok", "name": "S", "supervisor": "5"}, 422),
    ({"login": "ok", "name": "S", "supervisor": "x"}, 400),
    ({"login": "ok"}, 400),
    ({"login": 5, "name": "S"}, 400),
]


def test_a_person_who_cannot_be_so_is_refused(root: Caller) -> None:
    for body, status in REFUSED:
        answer = root("POST", "/people/users", body)
        assert answer.status_code == status, (body, answer.text)
        assert answer.json()["problems"][0]["message"]
    assert len(root("GET", "/people/users").json()["users"]) == 2


def test_the_last_administrator_stays(root: Caller) -> None:
    users = root("GET", "/people/users").json()["users"]
    root_id = next(user["id"] for user in users if user["login"] == "root")
    for body in ({"is_admin": False}, {"disabled": True}):
        assert root("PATCH", f"/people/users/{root_id}", body).status_code == 422


def test_departments_form_a_tree_with_members_and_heirs(root: Caller) -> None:
    users = root("GET", "/people/users").json()["users"]
    sue_id = next(user["id"] for user in users if user["login"] == "sue")
    top = root("POST", "/people/departments", {"code": "hq", "name": "HQ"}).json()["id"]
    body = {"code": "east", "name": "East", "parent": top}
    east = root("POST", "/people/departments", body).json()["id"]
    place = f"/people/departments/{east}"
    assert root("PUT", f"{place}/members/{sue_id}", {"is_head": True}).status_code == 204
    members = root("GET", place).json()["members"]
    assert [(it["user"], it["is_head"], it["is_main"]) for it in members] == [(sue_id, True, True)]
    assert root("PATCH", f"/people/departments/{top}", {"parent": east}).status_code == 422
    assert root("PATCH", place, {"archived": True}).status_code == 422
    assert root("PATCH", place, {"archived": True, "heir": top}).json()["heir"] == top
    moved = root("GET", f"/people/users/{sue_id}").json()["memberships"]
    assert [it["department"] for it in moved if it["ended_at"] is None] == [top]
    assert root("DELETE", f"/people/departments/{top}/members/{sue_id}").status_code == 204


def test_who_may_not_look_after_people_sees_names_only(sue: Caller, served: ServedShop) -> None:
    for method, path in [
        ("POST", "/people/users"),
        ("PATCH", "/people/users/1"),
        ("GET", "/people/users/1"),
        ("POST", "/people/departments"),
        ("PATCH", "/people/departments/1"),
        ("PUT", "/people/departments/1/members/1"),
        ("GET", "/people/roles"),
    ]:
        answer = sue(method, path, {} if method != "GET" else None)
        assert (answer.status_code, answer.json()["code"]) == (403, "power_needed"), path
    seen = sue("GET", "/people/users").json()["users"]
    assert {frozenset(user) for user in seen} == {frozenset({"id", "name"})}
    roles = served.machine("GET", "/people/roles").json()["roles"]
    assert ("shop", "seller") in {(it["app"], it["key"]) for it in roles}


def test_who_is_not_here_is_a_404(root: Caller) -> None:
    for path in ("/people/users/5", "/people/users/x", "/people/departments/5"):
        assert root("GET", path).status_code == 404
        assert root("PATCH", path, {}).status_code == 404


def test_lists_tell_where_people_are_and_what_may_be_given(
    served: ServedShop, root: Caller
) -> None:
    users = root("GET", "/people/users").json()["users"]
    sue_id = next(user["id"] for user in users if user["login"] == "sue")
    top = root("POST", "/people/departments", {"code": "hq", "name": "HQ"}).json()["id"]
    root("PUT", f"/people/departments/{top}/members/{sue_id}", {"is_head": True})
    listed = {it["login"]: it for it in root("GET", "/people/users").json()["users"]}
    place = {"id": top, "is_main": True, "is_head": True}
    assert (listed["sue"]["departments"], listed["root"]["departments"]) == ([place], [])
    (department,) = root("GET", "/people/departments").json()["departments"]
    assert (department["head"], department["members"]) == (sue_id, 1)
    roles = {it["key"]: it for it in root("GET", "/people/roles").json()["roles"]}
    assert (roles["seller"]["holders"], roles["seller"]["may_grant"]) == (1, True)
    limited = served.token("root", ["people"])("GET", "/people/roles").json()["roles"]
    assert not any(it["may_grant"] for it in limited)
