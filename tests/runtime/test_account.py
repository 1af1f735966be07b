"""One's own account: name, language, password, sessions, preferences; the workspace's settings."""

import pytest

from engine.database import Connection
from engine.preferences import Preference, put_preference
from tests.runtime.asking import assert_problem, sign_in_with
from tests.runtime.sites import PASSWORD, Caller, ServedShop


def test_me_tells_a_browser_what_it_needs(served: ServedShop, root: Caller) -> None:
    root("PATCH", "/settings", {"name": "青禾家具"})
    me = served.browser("sue")("GET", "/me").json()
    assert (me["login"], me["workspace"], me["powers"]) == ("sue", "青禾家具", [])
    (card,) = me["app_cards"]
    assert (card["key"], card["build"]) == ("shop", [])
    assert me["apps"] == ["shop"]
    assert "table" in root("GET", "/me").json()["app_cards"][0]["build"]


def test_name_and_language_are_one_s_own(served: ServedShop) -> None:
    browser = served.browser("sue")
    assert browser("PATCH", "/me", {"language": "en"}).json()["language"] == "en"
    assert browser("PATCH", "/me", {"name": "Susan"}).json()["name"] == "Susan"
    me = browser("GET", "/me").json()
    assert (me["name"], me["language"], me["roles"][0]["role"]) == ("Susan", "en", "seller")
    for body in ({"name": " "}, {"language": "fr"}):
        assert_problem(browser("PATCH", "/me", body), 422)
    assert_problem(browser("PATCH", "/me", {"is_admin": True}), 400)


def test_a_new_password_ends_the_other_sessions(served: ServedShop) -> None:
    here, there = served.browser("sue"), served.browser("sue")
    wrong = here("POST", "/me/password", {"old": "wrong", "new": "another horse"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "old_password_wrong")
    assert_problem(here("POST", "/me/password", {"old": PASSWORD, "new": "short"}), 422)
    done = here("POST", "/me/password", {"old": PASSWORD, "new": "another horse"})
    assert done.status_code == 204
    assert here("GET", "/me").status_code == 200
    assert there("GET", "/me").status_code == 401
    assert sign_in_with(served, "sue", PASSWORD) == 401
    assert sign_in_with(served, "sue", "another horse") == 201


def test_guessing_the_present_password_is_slowed_down(served: ServedShop) -> None:
    browser = served.browser("sue")
    body = {"old": "wrong", "new": "another horse"}
    tries = [browser("POST", "/me/password", body).status_code for _ in range(6)]
    assert tries == [403] * 5 + [429]


def test_sessions_are_seen_and_ended(served: ServedShop) -> None:
    here, there, elsewhere = (served.browser("sue") for _ in range(3))
    served.browser("root")
    found = here("GET", "/sessions").json()["sessions"]
    assert len(found) == 3
    assert [it["is_current"] for it in found].count(True) == 1
    own = next(it["id"] for it in there("GET", "/sessions").json()["sessions"] if it["is_current"])
    assert here("DELETE", f"/sessions/{own}").status_code == 204
    assert there("GET", "/me").status_code == 401
    assert_problem(here("DELETE", f"/sessions/{own}"), 404)
    assert here("DELETE", "/sessions").status_code == 204
    assert elsewhere("GET", "/me").status_code == 401
    assert here("GET", "/me").status_code == 200


def test_a_token_cut_to_scopes_has_no_account(served: ServedShop) -> None:
    cut = served.token("sue", ["shop:read"])
    for method, path, body in (
        ("GET", "/sessions", None),
        ("DELETE", "/sessions", None),
        ("PATCH", "/me", {"name": "x"}),
        ("POST", "/me/password", {"old": PASSWORD, "new": "another horse"}),
        ("GET", "/preferences", None),
        ("PUT", "/preferences/a", {"value": 1}),
    ):
        answer = cut(method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "whole_person_needed")


# -- preferences


def test_preferences_are_kept_for_each_person(served: ServedShop, root: Caller) -> None:
    sue = served.browser("sue")
    wide = {"widths": {"name": 240}, "frozen": ["name"]}
    assert sue("PUT", "/preferences/columns:shop.buyer", {"value": wide}).status_code == 200
    sue("PUT", "/preferences/columns:shop.item", {"value": 7})
    sue("PUT", "/preferences/draft:shop.buyer:new", {"value": {"name": "半"}})
    sue("PUT", "/preferences/columns:shop.item", {"value": [1, None, "x"]})
    found = sue("GET", "/preferences?prefix=columns:").json()["preferences"]
    assert [(it["key"], it["value"]) for it in found] == [
        ("columns:shop.buyer", wide),
        ("columns:shop.item", [1, None, "x"]),
    ]
    assert sue("GET", "/preferences/draft:shop.buyer:new").json()["value"] == {"name": "半"}
    assert root("GET", "/preferences").json()["preferences"] == []
    assert_problem(root("GET", "/preferences/columns:shop.buyer"), 404)
    assert sue("DELETE", "/preferences/draft:shop.buyer:new").status_code == 204
    assert_problem(sue("DELETE", "/preferences/draft:shop.buyer:new"), 404)


@pytest.mark.parametrize("key", ["A", "1a", "a.", "a b", "a" * 121, "ä", "a..b"])
def test_a_key_has_its_form(root: Caller, key: str) -> None:
    assert_problem(root("PUT", f"/preferences/{key}", {"value": 1}), 400)


def test_preferences_have_bounds(served: ServedShop, root: Caller) -> None:
    assert_problem(root("PUT", "/preferences/a", {"value": "x" * 70_000}), 413)
    assert_problem(root("PUT", "/preferences/a", {"value": None}), 400)
    assert_problem(root("PUT", "/preferences/a", {}), 400)
    user = int(root("GET", "/me").json()["id"])

    def fill(connection: Connection) -> None:
        for number in range(500):
            put_preference(connection, user, Preference(f"k{number}", 1, served.work.now()))

    served.work.database.write(fill)
    full = root("PUT", "/preferences/one.more", {"value": 1})
    assert (full.status_code, full.json()["code"]) == (422, "too_many_preferences")
    assert root("PUT", "/preferences/k7", {"value": "again"}).status_code == 200


# -- settings


def test_settings_are_seen_by_all_and_changed_by_the_power(
    served: ServedShop, root: Caller, sue: Caller
) -> None:
    assert root("GET", "/settings").json() == {"name": "", "time_zone": "Asia/Shanghai"}
    assert root("PATCH", "/settings", {"name": " 青禾 "}).json()["name"] == "青禾"
    assert sue("GET", "/settings").json()["name"] == "青禾"
    assert_problem(sue("PATCH", "/settings", {"name": "x"}), 403)
    for body in ({"name": ""}, {"name": "  "}, {"name": "x" * 81}, {"time_zone": "UTC"}):
        assert_problem(root("PATCH", "/settings", body), 400)
    assert served.browser("root")("PATCH", "/settings", {}).json()["name"] == "青禾"
