"""`GET /search` answers with records of the tables that the caller sees."""

import pytest

from engine.search_upkeep import keep_search_up
from tests.runtime.sites import BUYERS, Caller, ServedShop


@pytest.fixture
def buyer(served: ServedShop, root: Caller) -> str:
    """A buyer in a searched table."""
    document = root("GET", "/apps/shop/documents/table/buyer").json()
    put = root("PUT", "/apps/shop/documents/table/buyer", {**document, "search": ["name"]})
    assert put.status_code == 200, put.text
    assert keep_search_up(served.work) == 0
    made = root("POST", BUYERS, {"values": {"name": "青禾家具"}})
    return str(made.json()["id"])


@pytest.mark.parametrize("text", ["青禾", "禾家", "qhjj", "具"])
def test_a_record_is_found_and_says_by_what(sue: Caller, buyer: str, text: str) -> None:
    hit = {"app": "shop", "table": "buyer", "id": buyer, "title": "青禾家具"}
    expected = {"records": [{**hit, "field": "name", "text": "青禾家具"}]}
    assert sue("GET", f"/search?q={text}").json() == expected
    assert sue("GET", f"/search?q={text}&app=shop&limit=5").json() == expected


def test_what_is_out_of_sight_is_not_found(root: Caller, sue: Caller, buyer: str) -> None:
    root("PATCH", f"{BUYERS}/{buyer}", {"values": {"level": "gold"}})
    assert sue("GET", "/search?q=青禾").json() == {"records": []}
    assert len(root("GET", "/search?q=青禾").json()["records"]) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *((query, 400) for query in ("", "?q=", "?q=%20", f"?q={'x' * 101}", "?q=x&x=1")),
        ("?q=x&limit=21", 400),
        ("?q=x&app=none", 404),
        ("?q=--", 200),
        ("?q='%22*:&limit=0", 200),
    ],
)
def test_strange_questions_are_answered_with_sense(
    sue: Caller, buyer: str, query: str, status: int
) -> None:
    assert sue("GET", f"/search{query}").status_code == status
