"""Who is calling: sessions, tokens, and what keeps others out."""

from datetime import timedelta

from tests.runtime.asking import clock_of, sign_in_with
from tests.runtime.sites import PASSWORD, Caller, ServedShop


def test_a_browser_signs_in_and_out(served: ServedShop) -> None:
    browser = served.browser("sue")
    me = browser("GET", "/me").json()
    assert me["name"] == "Sue"
    assert me["roles"][0]["role"] == "seller"
    assert me["csrf"] == browser.headers["X-CSRF-Token"]
    assert browser("DELETE", "/sessions/current").status_code == 204
    assert browser("GET", "/me").status_code == 401


def test_a_page_asks_who_has_signed_in_without_being_refused(served: ServedShop) -> None:
    assert served.nobody("GET", "/sessions/current").json() == {"me": None}
    served.add_person("page")
    browser = served.browser("page")
    me = browser("GET", "/sessions/current").json()["me"]
    assert (me["name"], me) == ("Page", browser("GET", "/me").json())
    browser("DELETE", "/sessions/current")
    assert browser("GET", "/sessions/current").json() == {"me": None}


def test_the_cookie_is_out_of_reach_of_scripts(served: ServedShop) -> None:
    answer = served.nobody("POST", "/sessions", {"login": "sue", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.json()["csrf"] not in cookie


def test_a_write_of_a_browser_needs_its_csrf_token(served: ServedShop) -> None:
    browser = served.browser("root")
    body = {"code": "hq", "name": "HQ"}
    stolen = Caller(served.client, {"Cookie": browser.headers["Cookie"]})
    for headers in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": "é"}):
        answer = stolen("POST", "/people/departments", body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_missing")
    assert stolen("GET", "/people/departments").json()["departments"] == []
    assert browser("POST", "/people/departments", body).status_code == 201


def test_a_wrong_password_and_an_unknown_login_answer_alike(served: ServedShop) -> None:
    for login, password in [("sue", "wrong"), ("nobody", PASSWORD), ("", "")]:
        answer = served.nobody("POST", "/sessions", {"login": login, "password": password})
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_refused")
        assert "set-cookie" not in answer.headers


def test_five_wrong_passwords_are_free_then_one_waits_longer_and_longer(
    served: ServedShop,
) -> None:
    tries = [sign_in_with(served, "sue", "wrong") for _ in range(5)]
    assert tries == [401] * 5
    refused = served.nobody("POST", "/sessions", {"login": "sue", "password": PASSWORD})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    clock_of(served).advance(timedelta(seconds=1))
    assert sign_in_with(served, "sue", "wrong") == 401
    again = served.nobody("POST", "/sessions", {"login": "sue", "password": PASSWORD})
    assert again.headers["Retry-After"] == "2"
    clock_of(served).advance(timedelta(seconds=2))
    assert sign_in_with(served, "sue", PASSWORD) == 201
    assert sign_in_with(served, "sue", "wrong") == 401


def test_a_session_ends_by_itself(served: ServedShop) -> None:
    browser = served.browser("sue")
    clock_of(served).advance(timedelta(days=14, seconds=-1))
    assert browser("GET", "/me").status_code == 200
    clock_of(served).advance(timedelta(seconds=1))
    assert browser("GET", "/me").status_code == 401


def test_a_token_is_shown_once_and_ends(served: ServedShop, root: Caller) -> None:
    soon = (served.work.now() + timedelta(hours=1)).isoformat()
    made = root("POST", "/tokens", {"label": "ci", "expires": soon}).json()
    holder = Caller(served.client, {"Authorization": f"Bearer {made['token']}"})
    assert holder("GET", "/me").status_code == 200
    listed = root("GET", "/tokens").json()["tokens"]
    assert made["id"] in {token["id"] for token in listed}
    assert all("token" not in token for token in listed)
    clock_of(served).advance(timedelta(hours=1))
    assert holder("GET", "/me").status_code == 401
    late = root("POST", "/tokens", {"label": "ci", "expires": soon})
    assert (late.status_code, late.json()["problems"][0]["code"]) == (400, "already_past")


def test_a_revoked_token_is_good_for_nothing(served: ServedShop, root: Caller) -> None:
    made = root("POST", "/tokens", {"label": "ci"}).json()
    holder = Caller(served.client, {"Authorization": f"Bearer {made['token']}"})
    assert holder("GET", "/me").status_code == 200
    assert root("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert holder("GET", "/me").status_code == 401
    assert root("DELETE", f"/tokens/{made['id']}").status_code == 404


def test_scopes_cut_what_a_token_may(served: ServedShop) -> None:
    reader = served.token("root", ["shop:read"])
    buyers = "/apps/shop/tables/buyer/records"
    assert reader("GET", buyers).status_code == 200
    assert reader("POST", buyers, {"values": {"name": "A"}}).status_code == 403
    assert reader("GET", "/people/users").status_code == 403
    assert reader("POST", "/plans", {"app": "shop"}).status_code == 403
    stranger = served.token("root", ["people"])
    assert stranger("GET", buyers).status_code == 404
    assert stranger("GET", "/apps/shop").status_code == 404
    wider = {"label": "wider", "scopes": ["shop:write"]}
    assert reader("POST", "/tokens", wider).json()["code"] == "scopes_too_wide"
    assert reader("POST", "/tokens", {"label": "all"}).status_code == 403


def test_a_person_with_a_scope_for_people_makes_no_administrator(served: ServedShop) -> None:
    clerk = served.token("root", ["people"])
    body = {"login": "eve", "name": "Eve", "is_admin": True}
    assert clerk("POST", "/people/users", body).json()["code"] == "admin_needed"
    users = clerk("GET", "/people/users").json()["users"]
    root_id = next(user["id"] for user in users if user["login"] == "root")
    taken = clerk("PATCH", f"/people/users/{root_id}", {"password": "something long"})
    assert taken.json()["code"] == "admin_needed"


PROVE_NOTHING = [
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer "},
    {"Authorization": "Basic cm9vdDpyb290"},
    {"Authorization": "Bearer tgm_" + "x" * 43},
    {"Authorization": "Bearer tgm_" + "x" * 5_000},
    {"Authorization": "Bearer tgl_" + "x" * 40},
    {"Authorization": "Bearer é"},
    {"Authorization": "Bearer tgm_é"},
    {"Authorization": "Bearer tgl_é"},
    {"Cookie": "tangram=x"},
    {"Cookie": "tangram=é"},
    {"Cookie": "tangram=" + "x" * 5_000},
    {"Cookie": "tangram="},
    {"Cookie": "=;=;tangram"},
]


def test_what_proves_nothing_is_nobody(served: ServedShop) -> None:
    for headers in PROVE_NOTHING:
        answer = served.nobody("GET", "/me", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed"), headers


def test_a_disabled_person_is_out_at_once(served: ServedShop, root: Caller, sue: Caller) -> None:
    browser = served.browser("sue")
    users = root("GET", "/people/users").json()["users"]
    sue_id = next(user["id"] for user in users if user["login"] == "sue")
    assert root("PATCH", f"/people/users/{sue_id}", {"disabled": True}).status_code == 200
    assert sue("GET", "/me").status_code == 401
    assert browser("GET", "/me").status_code == 401
    assert sign_in_with(served, "sue", PASSWORD) == 401


def test_a_new_password_signs_out_everywhere(served: ServedShop, root: Caller) -> None:
    browser = served.browser("sue")
    users = root("GET", "/people/users").json()["users"]
    sue_id = next(user["id"] for user in users if user["login"] == "sue")
    changed = root("PATCH", f"/people/users/{sue_id}", {"password": "another horse"})
    assert changed.status_code == 200
    assert browser("GET", "/me").status_code == 401
    assert sign_in_with(served, "sue", PASSWORD) == 401
    assert sign_in_with(served, "sue", "another horse") == 201


def test_uses_are_written_down(served: ServedShop, root: Caller) -> None:
    clock_of(served).advance(timedelta(minutes=5))
    root("GET", "/me")
    served.site.uses.write_down(served.work)
    used = [token["used_at"] for token in root("GET", "/tokens").json()["tokens"]]
    assert used == ["2026-03-02T02:05:00.000Z"]
