"""What a view's colour rules say of the records of a list."""

from tests.runtime.asking import assert_problem, colors_seen, put_view
from tests.runtime.sites import BUYERS, Caller

RULES = [
    {"when": "vip", "field": "name", "color": "red"},
    {"when": "NOT ISBLANK(name)", "field": "name", "color": "grey"},
    {"when": "vip AND NOT ISBLANK(keeper)", "color": "blue"},
    {"when": "NOT ISBLANK(license)", "field": "vip", "color": "green"},
    {"when": "vip", "field": "license", "color": "pink"},
]


def test_the_first_rule_that_holds_gives_a_field_its_colour(root: Caller, sue: Caller) -> None:
    me = sue("GET", "/me").json()["id"]
    for name, vip, license in (("a", True, "L-1"), ("b", False, None)):
        values = {"name": name, "vip": vip, "keeper": me, "license": license}
        assert root("POST", BUYERS, {"values": values}).status_code == 201
    assert put_view(root, "painted", columns=[{"field": "name"}], colors=RULES) == 200
    assert colors_seen(root) == {
        "A": {"name": "red", "": "blue", "vip": "green", "license": "pink"},
        "B": {"name": "grey"},
    }
    # The seller sees no licence: no rule about it, and none that it decides, is told to her.
    assert colors_seen(sue) == {"A": {"name": "red", "": "blue"}, "B": {"name": "grey"}}
    assert colors_seen(sue, limit="1", sort="-name") == {"B": {"name": "grey"}}
    assert "colors" not in sue("GET", BUYERS).json()["records"][0]


def test_colours_are_those_of_a_view_of_the_table(root: Caller) -> None:
    assert_problem(root("GET", f"{BUYERS}?colors=nothing"), 400)
    assert_problem(root("GET", f"{BUYERS}?colors=buyer"), 400)
