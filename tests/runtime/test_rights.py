"""Rights as a screen is told them, against what reads and writes really allow."""

from tests.runtime.asking import rights_on
from tests.runtime.sites import BUYERS, Caller, ServedShop


def test_an_administrator_may_do_everything_that_can_be_done(root: Caller) -> None:
    found = rights_on(root, "buyer")
    assert all(found[name] for name in ("create", "edit", "delete", "export", "import"))
    total = found["fields"]["total"]
    assert (total["visible"], total["editable"], total["exportable"]) == (True, False, True)
    assert (total["value_type"], "between" in total["operators"]) == ("number", True)
    assert found["fields"]["greeting"]["operators"][0] == "contains"
    assert found["fields"]["created_at"]["editable"] is False


def test_a_seller_is_told_her_own_rights(sue: Caller) -> None:
    found = rights_on(sue, "buyer")
    assert {"license", "code"}.isdisjoint(found["fields"])
    level = found["fields"]["level"]
    assert (level["creatable"], level["editable"]) == (True, False)
    assert found["export"] is False
    assert not any(field["exportable"] for field in found["fields"].values())
    purchase = rights_on(sue, "purchase")
    assert (purchase["delete"], purchase["fields"]["lines"]["editable"]) == (False, True)
    assert purchase["fields"]["stage"]["editable"] is False
    assert sue("GET", "/apps/shop/tables/memo/rights").status_code == 404


def test_a_log_is_never_edited(root: Caller) -> None:
    found = rights_on(root, "visit")
    assert (found["create"], found["edit"], found["delete"]) == (True, False, False)
    assert not any(field["editable"] for field in found["fields"].values())
    assert "updated_at" not in found["fields"]


def test_each_record_says_what_may_be_done_with_it(
    root: Caller, sue: Caller, served: ServedShop
) -> None:
    me = sue("GET", "/me").json()["id"]
    for name, keeper in (("mine", me), ("hers", None)):
        root("POST", BUYERS, {"values": {"name": name, "keeper": keeper}})
    found = sue("GET", f"{BUYERS}?rights=true&sort=name").json()["records"]
    told = {it["values"]["name"]: it["rights"] for it in found}
    assert told["MINE"] == {"edit": True, "delete": True, "readonly": []}
    assert told["HERS"] == {"edit": False, "delete": False, "readonly": []}
    for record in found:
        place = f"{BUYERS}/{record['id']}"
        assert sue("GET", f"{place}?rights=true").json()["rights"] == record["rights"]
        done = sue("PATCH", place, {"values": {"vip": True}}).status_code
        assert done == (200 if record["rights"]["edit"] else 403)
    assert "rights" not in sue("GET", BUYERS).json()["records"][0]
    assert sue("GET", f"{BUYERS}?rights=maybe").status_code == 400
