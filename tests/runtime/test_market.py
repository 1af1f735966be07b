"""The market over HTTP: what is shipped is seen, installed with its plan, and removed again."""

import pytest

from tests.runtime.asking import Json, assert_problem
from tests.runtime.packages_asked import PACKAGES, SERVICE, TICKETS, card, install
from tests.runtime.sites import Caller, ServedShop


def test_cards_tell_what_a_package_brings(root: Caller) -> None:
    service = card(root, "service")
    assert (service["label"], service["installed"], service["is_newer"]) == (
        "售后工单",
        None,
        False,
    )
    assert service["adds"]["tables"] == 2
    assert service["adds"]["roles"] == 2
    english = root("GET", PACKAGES, headers={"Accept-Language": "en"}).json()["packages"]
    assert {it["label"] for it in english} >= {"Service tickets", "Customer relations"}
    icon = root("GET", service["icon"])
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/svg+xml")
    assert "sandbox" in icon.headers["content-security-policy"]


def test_the_page_of_a_package_tells_everything_before(root: Caller) -> None:
    page = root("GET", SERVICE).json()
    assert [it["key"] for it in page["tables"]] == ["ticket", "ticket_note"]
    assert {it["key"] for it in page["roles"]} == {"agent", "service_manager"}
    assert page["readme"].startswith("# 售后工单")
    assert page["demo"]["ticket"] > 10
    hours = next(it for it in page["parameters"] if it["key"] == "urgent_hours")
    assert (hours["value"], hours["type"]) == ("4", "number")


def test_a_package_is_installed_with_its_plan(served: ServedShop, root: Caller) -> None:
    before = served.work.revision
    plan = root("POST", f"{SERVICE}/plan", {}).json()
    assert any("工单" in change["sentence"] for change in plan["changes"])
    assert served.work.revision == before
    made = install(root, demo=True, parameters={"urgent_hours": 2})
    assert made["records"]["service.ticket"] == root("GET", TICKETS).json()["count"]
    assert card(root, "service")["installed"] == "1.0.0"
    app = root("GET", "/apps/service/documents/app/service").json()
    assert [it["default"] for it in app["parameters"] if it["key"] == "urgent_hours"] == ["2"]
    for path in ("plan", "install"):
        again = root("POST", f"{SERVICE}/{path}", {})
        assert (again.status_code, again.json()["code"]) == (409, "package_present")
    assert root("POST", f"{SERVICE}/install", {"demo": True}).json()["records"] == {}


def test_what_is_removed_comes_back_by_undo_or_anew(root: Caller) -> None:
    install(root, demo=True)
    count = root("GET", TICKETS).json()["count"]
    plan = root("POST", f"{SERVICE}/plan", {"action": "remove"}).json()
    accept = [danger["code"] for danger in plan["dangers"]]
    assert any(danger["rows"] == count for danger in plan["dangers"])
    refused = root("POST", f"{SERVICE}/remove", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_needed")
    gone = root("POST", f"{SERVICE}/remove", {"accept": accept})
    assert gone.status_code == 200, gone.text
    assert root("GET", TICKETS).status_code == 404
    assert card(root, "service")["installed"] is None
    undo = root("POST", f"/revisions/{gone.json()['revision']}/undo").json()
    accept = [danger["code"] for danger in undo["dangers"]]
    assert root("POST", f"/plans/{undo['id']}/apply", {"accept": accept}).status_code == 200
    assert root("GET", TICKETS).json()["count"] == count
    assert root("POST", f"{SERVICE}/install", {"demo": True}).json()["records"] == {}


def test_a_second_life_of_a_package_has_its_demo_again(root: Caller) -> None:
    first = install(root, demo=True)["records"]
    plan = root("POST", f"{SERVICE}/plan", {"action": "remove"}).json()
    accept = [danger["code"] for danger in plan["dangers"]]
    assert root("POST", f"{SERVICE}/remove", {"accept": accept}).status_code == 200
    assert_problem(root("POST", f"{SERVICE}/remove", {"accept": accept}), 404)
    assert install(root, demo=True)["records"] == first


WRONG = [
    ({"urgent_hours": "x"}, "parameter_no_number"),
    ({"urgent_hours": 0}, "parameter_out_of_range"),
    ({"urgent_hours": True}, "parameter_no_number"),
    ({"urgent_hours": None}, "parameter_no_number"),
    ({"none": 1}, "parameter_unknown"),
]


@pytest.mark.parametrize(("parameters", "code"), WRONG)
def test_values_that_a_parameter_cannot_have(root: Caller, parameters: Json, code: str) -> None:
    for path in ("plan", "install"):
        answer = root("POST", f"{SERVICE}/{path}", {"parameters": parameters})
        assert_problem(answer, 422)
        assert [it["code"] for it in answer.json()["problems"]] == [code]


def test_the_market_is_for_those_who_have_its_power(served: ServedShop, sue: Caller) -> None:
    for method, path in (
        ("GET", PACKAGES),
        ("GET", SERVICE),
        ("POST", f"{SERVICE}/plan"),
        ("POST", f"{SERVICE}/install"),
        ("POST", f"{SERVICE}/remove"),
    ):
        assert_problem(sue(method, path, {} if method == "POST" else None), 403)
    assert sue("GET", f"{SERVICE}/assets/icon.svg").status_code == 200
    only_market = served.token("root", ["market"])
    assert install(only_market)["revision"] == served.work.revision
    assert_problem(only_market("POST", f"{SERVICE}/remove", {}), 403)


def test_what_is_not_shipped_is_unknown(root: Caller) -> None:
    for path in (f"{PACKAGES}/none", f"{PACKAGES}/..", f"{SERVICE}/assets/none.svg"):
        assert_problem(root("GET", path), 404)
    assert_problem(root("POST", f"{PACKAGES}/none/plan", {}), 404)
    assert_problem(root("POST", f"{SERVICE}/plan", {"action": "remove"}), 404)
