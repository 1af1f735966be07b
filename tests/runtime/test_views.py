"""A list in a saved view: its filter and its order hold for every page."""

from tests.runtime.asking import Json, assert_problem, put_view
from tests.runtime.sites import BUYERS, Caller

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"
PAGE = f"{BUYERS}?view=gold&limit=2"
COLUMNS: list[Json] = [{"field": "name"}]


def test_a_view_is_paged_to_its_end_in_its_own_order(root: Caller) -> None:
    for number, level in enumerate(["gold", "iron", "gold", "gold", "gold", "gold"]):
        values = {"name": f"b{number}", "level": level, "why_iron": "x"}
        assert root("POST", BUYERS, {"values": values}).status_code == 201
    shown: Json = {"columns": COLUMNS, "filter": "等级='金'", "sort": ["-name"]}
    assert put_view(root, "gold", **shown, density="compact") == 200
    names, page = [], root("GET", PAGE).json()
    while True:
        names += [record["values"]["name"] for record in page["records"]]
        if page["next"] is None:
            break
        page = root("GET", f"{PAGE}&cursor={page['next']}").json()
    assert names == ["B5", "B4", "B3", "B2", "B0"]


def test_a_page_of_an_order_that_the_view_no_longer_has_is_refused(root: Caller) -> None:
    for number in range(3):
        root("POST", BUYERS, {"values": {"name": f"b{number}"}})
    put_view(root, "gold", columns=COLUMNS, sort=["-name"])
    first = root("GET", PAGE).json()
    assert root("GET", f"{PAGE}&sort=-name&cursor={first['next']}").status_code == 200
    put_view(root, "gold", columns=COLUMNS, sort=["name"])
    assert_problem(root("GET", f"{PAGE}&cursor={first['next']}"), 400)


def test_a_board_narrows_and_orders_as_a_list_does(root: Caller) -> None:
    for number, pieces in enumerate([1, 3, 2]):
        values = {"title": f"p{number}", "quantity": pieces}
        assert root("POST", PURCHASES, {"values": values}).status_code == 201
    red = [{"when": "数量>2", "color": "red"}]
    board: Json = {"filter": "数量>1", "sort": ["-quantity"], "colors": red, "field": "stage"}
    board |= {"key": "board", "label": "board", "table": "purchase", "type": "kanban"}
    assert root("PUT", "/apps/shop/documents/view/board", board).status_code == 200
    page = root("GET", f"{PURCHASES}?view=board&colors=board").json()
    assert [record["values"]["quantity"] for record in page["records"]] == [3, 2]
    assert [record.get("colors") for record in page["records"]] == [{"": "red"}, None]
