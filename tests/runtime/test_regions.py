"""The divisions that a region field is chosen from."""

from tests.runtime.sites import Caller, ServedShop


def test_provinces_hold_their_cities_and_counties(served: ServedShop, root: Caller) -> None:
    found = root("GET", "/regions")
    by_code = {each["value"]: each for each in found.json()["regions"]}
    zhejiang = {each["value"]: each for each in by_code["330000"]["children"]}
    assert zhejiang["330100"]["label"] == "杭州市"
    assert "330110" in {each["value"] for each in zhejiang["330100"]["children"]}
    districts = {each["label"] for each in by_code["310000"]["children"]}
    assert "浦东新区" in districts
    assert len(by_code) == 34


def test_a_browser_that_has_them_is_not_sent_them_again(served: ServedShop, root: Caller) -> None:
    tag = root("GET", "/regions").headers["etag"]
    assert served.nobody("GET", "/regions").status_code == 401
    again = Caller(root.client, {**root.headers, "If-None-Match": tag})("GET", "/regions")
    assert (again.status_code, again.content) == (304, b"")
    english = Caller(root.client, {**root.headers, "Accept-Language": "en"})("GET", "/regions")
    assert english.json()["regions"][0]["label"] == "Beijing"
