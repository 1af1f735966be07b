"""Invitations by link, and the page that makes the first administrator."""

from datetime import timedelta

from runtime.identity.first_run import open_first_run
from tests.runtime.asking import assert_problem, clock_of, sign_in_with
from tests.runtime.newcomers import all_at_once, browser_of, invited
from tests.runtime.sites import Caller, ServedShop

TOM = {"login": "tom", "name": "Tom", "password": "long enough"}


def test_whoever_has_the_link_becomes_that_person_once(served: ServedShop, root: Caller) -> None:
    root("PATCH", "/settings", {"name": "青禾"})
    hq = root("POST", "/people/departments", {"code": "hq", "name": "HQ"}).json()["id"]
    made = invited(root, name="Tom", department=hq, roles=["shop.seller"], language="en")
    assert made["path"] == f"/invite/{made['token']}"
    place = f"/invitations/{made['token']}"
    seen = served.nobody("GET", place).json()
    assert (seen["workspace"], seen["invited_by"], seen["name"]) == ("青禾", "Root", "Tom")
    tom = browser_of(served, served.nobody("POST", place, TOM))
    me = tom("GET", "/me").json()
    assert [it["role"] for it in me["roles"]] == ["seller"]
    assert ([it["code"] for it in me["departments"]], me["language"]) == (["hq"], "en")
    assert_problem(served.nobody("POST", place, {**TOM, "login": "tim"}), 404)
    assert_problem(served.nobody("GET", place), 404)
    (listed,) = root("GET", "/people/invitations").json()["invitations"]
    assert (listed["state"], listed["user"]) == ("used", me["id"])
    assert made["token"] not in root("GET", "/people/invitations").text


def test_a_refused_acceptance_leaves_the_link_good(served: ServedShop, root: Caller) -> None:
    place = f"/invitations/{invited(root)['token']}"
    for body in ({**TOM, "login": "sue"}, {**TOM, "password": "short"}, {**TOM, "name": ""}):
        assert_problem(served.nobody("POST", place, body), 422)
    assert_problem(served.nobody("POST", place, {**TOM, "is_admin": True}), 400)
    foreign = served.nobody("POST", place, TOM, headers={"Sec-Fetch-Site": "cross-site"})
    assert_problem(foreign, 403)
    assert len(root("GET", "/people/users").json()["users"]) == 2
    assert served.nobody("POST", place, TOM).status_code == 201


def test_a_link_ends_when_it_is_withdrawn_or_old(served: ServedShop, root: Caller) -> None:
    first, second = invited(root), invited(root)
    assert root("DELETE", f"/people/invitations/{first['id']}").status_code == 204
    assert_problem(root("DELETE", f"/people/invitations/{first['id']}"), 404)
    assert_problem(served.nobody("POST", f"/invitations/{first['token']}", TOM), 404)
    clock_of(served).advance(timedelta(days=7))
    assert_problem(served.nobody("GET", f"/invitations/{second['token']}"), 404)
    found = root("GET", "/people/invitations").json()["invitations"]
    assert {it["id"]: it["state"] for it in found} == {
        first["id"]: "withdrawn",
        second["id"]: "expired",
    }


def test_nobody_invites_beyond_their_own_power(served: ServedShop, sue: Caller) -> None:
    assert_problem(sue("POST", "/people/invitations", {}), 403)
    assert_problem(sue("GET", "/people/invitations"), 403)
    served.add_person("ada", is_admin=True)
    ada = served.token("ada")
    for body in ({"roles": ["shop.none"]}, {"department": "5"}):
        assert_problem(ada("POST", "/people/invitations", body), 422, 404)
    limited = served.token("ada", ["people"])
    assert_problem(limited("POST", "/people/invitations", {"roles": ["shop.seller"]}), 403)


def test_a_link_is_over_with_the_power_of_its_inviter(served: ServedShop, root: Caller) -> None:
    ada = served.add_person("ada", is_admin=True)
    place = f"/invitations/{invited(served.token('ada'), roles=['shop.seller'])['token']}"
    assert served.nobody("GET", place).status_code == 200
    root("PATCH", f"/people/users/{ada}", {"is_admin": False})
    assert_problem(served.nobody("GET", place), 404)
    root("PATCH", f"/people/users/{ada}", {"is_admin": True})
    root("PATCH", f"/people/users/{ada}", {"disabled": True})
    assert_problem(served.nobody("POST", place, TOM), 404)


# -- the first administrator


def test_the_code_of_the_console_makes_the_first_administrator(fresh: ServedShop) -> None:
    assert fresh.nobody("GET", "/first-run").json() == {"open": False, "workspace": ""}
    assert_problem(fresh.nobody("POST", "/first-run", {"code": "", **TOM}), 404)
    open_first_run(fresh.work)
    code = open_first_run(fresh.work)
    assert fresh.nobody("GET", "/first-run").json()["open"]
    typed = code.lower().replace("-", " ")
    body = {"code": typed, **TOM, "workspace": "青禾"}
    tom = browser_of(fresh, fresh.nobody("POST", "/first-run", body))
    me = tom("GET", "/me").json()
    assert (me["is_admin"], me["workspace"]) == (True, "青禾")
    again = fresh.nobody("POST", "/first-run", {**body, "login": "tim"})
    assert (again.status_code, again.json()["code"]) == (404, "first_run_closed")
    assert fresh.nobody("GET", "/first-run").json() == {"open": False, "workspace": "青禾"}
    assert len(tom("GET", "/people/users").json()["users"]) == 1


def test_codes_are_not_guessed(fresh: ServedShop) -> None:
    code = open_first_run(fresh.work)
    earlier = {"code": code, **TOM}
    later = open_first_run(fresh.work)
    tries = [fresh.nobody("POST", "/first-run", earlier).status_code for _ in range(6)]
    assert tries == [403] * 5 + [429]
    clock_of(fresh).advance(timedelta(minutes=1))
    refused = fresh.nobody("POST", "/first-run", {**TOM, "code": later, "password": "short"})
    assert_problem(refused, 422)
    assert fresh.nobody("POST", "/first-run", {**TOM, "code": later}).status_code == 201
    assert sign_in_with(fresh, "tom", "long enough") == 201


def test_an_administrator_who_is_here_closes_the_page(fresh: ServedShop) -> None:
    code = open_first_run(fresh.work)
    fresh.add_person("root", is_admin=True)
    assert not fresh.nobody("GET", "/first-run").json()["open"]
    assert_problem(fresh.nobody("POST", "/first-run", {**TOM, "code": code}), 404)


def test_of_several_at_once_one_is_first(fresh: ServedShop) -> None:
    code = open_first_run(fresh.work)
    bodies = [{**TOM, "login": f"tom{number}", "code": code} for number in range(4)]
    first, *others = all_at_once(fresh, "/first-run", bodies)
    assert [it.status_code for it in others] == [404, 404, 404]
    root = browser_of(fresh, first)
    place = f"/invitations/{invited(root)['token']}"
    bodies = [{**TOM, "login": f"tim{number}"} for number in range(4)]
    answers = all_at_once(fresh, place, bodies)
    assert [it.status_code for it in answers] == [201, 404, 404, 404]
    assert len(root("GET", "/people/users").json()["users"]) == 2
