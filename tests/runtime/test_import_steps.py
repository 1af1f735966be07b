"""An import step by step: proposed, tried, run, told, undone; its uploader's alone."""

import csv
import io
from typing import cast

import pytest

from tests.engine.shop_app import SELLER, SOURCES
from tests.engine.shops import Shop
from tests.engine.workbooks import workbook
from tests.runtime.asking import Json, assert_problem
from tests.runtime.sites import Caller, ServedShop
from tests.runtime.steps import counts, done, tried, uploaded

BUYERS = (
    "公司,名称,shouji,地区,等级,贵宾,备注栏\r\n"
    ",甲,139-1744-4962,上海市,金,是,x\r\n"
    ",乙,13912345678,fujian,gld,,\r\n"
    ",丙,13912345679,火星,铁,,\r\n"
    ",丁,,上海,,,y\r\n"
)


@pytest.fixture
def shop(served: ServedShop) -> Shop:
    """The shop with short words."""
    return Shop(served.work)


def test_columns_are_proposed_with_confidence(root: Caller, shop: Shop) -> None:
    job = uploaded(root, BUYERS)
    assert (job["state"], job["total"], job["earlier"]) == ("uploaded", 4, None)
    found = {it["heading"]: (it["target"], it["how"], it["confidence"]) for it in job["columns"]}
    assert found == {
        "公司": (None, None, 0.0),
        "名称": ("name", "exact", 1.0),
        "shouji": ("phone", "pinyin", 0.6),
        "地区": ("area", "exact", 1.0),
        "等级": ("level", "exact", 1.0),
        "贵宾": ("vip", "exact", 1.0),
        "备注栏": (None, None, 0.0),
    }
    assert job["columns"][1]["samples"] == ["甲", "乙", "丙", "丁"]
    fields = {it["key"]: it for it in job["fields"]}
    assert fields["name"] == {"key": "name", "label": "名称", "type": "text", "required": True}
    assert "total" not in fields
    place = f"/imports/{job['id']}/mapping"
    changed = root("PUT", place, {"mapping": {"备注栏": "license", "shouji": ""}}).json()
    targets = {it["heading"]: it["target"] for it in changed["columns"]}
    assert (targets["备注栏"], targets["shouji"]) == ("license", None)
    assert root("GET", f"/imports/{job['id']}").json()["mapping"]["备注栏"] == "license"
    assert_problem(root("PUT", place, {"mapping": {"备注栏": "total"}}), 422)
    assert_problem(root("PUT", place, {"mapping": []}), 400)


def test_a_trial_tells_all_and_writes_nothing(root: Caller, shop: Shop) -> None:
    trial = tried(root, uploaded(root, BUYERS))
    assert (trial["total"], trial["checked"], trial["complete"]) == (4, 4, True)
    assert counts(trial) == (2, 0, 2)
    assert [it["line"] for it in trial["refused"]] == [3, 4]
    assert trial["refused"][0]["reasons"][0]["suggestion"] == "gold"
    first = trial["rows"][0]
    assert (first["line"], first["action"]) == (2, "create")
    assert (first["texts"]["phone"], first["texts"]["level"]) == ("13917444962", "金")
    assert [row["action"] for row in trial["rows"]] == ["create", "refuse", "refuse", "create"]
    assert trial["doubtful"] == []
    assert shop.all("buyer") == {}
    assert shop.events() == []


def test_doubtful_cells_are_named(root: Caller, shop: Shop) -> None:
    text = '标题,单价,数量\na,1.2万,5\nb,"1,200",3\nc,5,１\n'
    trial = tried(root, uploaded(root, text, "purchase"))
    assert (counts(trial), trial["doubtful_cells"]) == ((3, 0, 0), 1)
    doubt = trial["doubtful"][0]
    assert (doubt["line"], doubt["field"], doubt["written"]) == (2, "price", "1.2万")
    assert (doubt["becomes"], doubt["code"]) == ("12000", "read_as")


def test_values_that_only_the_file_doubles_are_refused(root: Caller, shop: Shop) -> None:
    lines = "".join(f"n{number},L{number % 60}\n" for number in range(120))
    trial = tried(root, uploaded(root, f"名称,执照\n{lines}"))
    assert counts(trial) == (60, 0, 60)
    assert {it["reasons"][0]["code"] for it in trial["refused"]} == {"not_unique"}


def test_a_run_is_told_line_by_line_and_undone(root: Caller, shop: Shop) -> None:
    job = done(root, uploaded(root, BUYERS))
    assert (job["state"], counts(job)) == ("done", (2, 0, 2))
    assert [it["name"] for it in shop.all("buyer").values()] == ["甲", "丁"]
    report = root("GET", f"/imports/{job['id']}/report").json()
    assert [it["line"] for it in report["refused"]] == [3, 4]
    assert report["refused"][0]["cells"][1] == "乙"
    answer = root("GET", f"/imports/{job['id']}/report?format=csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    head, first, _ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert head == ["公司", "名称", "shouji", "地区", "等级", "贵宾", "备注栏", "行号", "原因"]
    assert (first[1], first[7]) == ("乙", "3")
    assert "等级" in first[8]
    corrected = answer.content.decode("utf-8-sig").replace("gld", "金").encode()
    again = uploaded(root, corrected)
    assert counts(done(root, again))[0] == 1
    kept, _ = sorted(shop.all("buyer"))[:2]
    shop.update("buyer", kept, area="350000")
    undone = root("POST", f"/imports/{job['id']}/undo").json()
    assert (undone["deleted"], undone["kept_count"]) == (1, 1)
    assert (undone["kept"][0]["id"], undone["kept"][0]["line"]) == (str(kept), 2)
    assert sorted(str(it["name"]) for it in shop.all("buyer").values()) == ["乙", "甲"]
    assert root("GET", f"/imports/{job['id']}").json()["state"] == "undone"
    assert_problem(root("POST", f"/imports/{job['id']}/run", {}), 409)


def test_records_are_updated_by_a_key(root: Caller, shop: Shop) -> None:
    old = shop.create("buyer", name="OLD", phone="13912345678").id
    text = "手机,名称\n139-1234-5678,新\n13812345678,别\n,空\n13812345678,又\n"
    only = uploaded(root, text)
    trial = tried(root, only, mode="update", key="phone")
    assert counts(trial) == (0, 1, 3)
    codes = [it["reasons"][0]["code"] for it in trial["refused"]]
    assert codes == ["record_unknown", "key_blank", "record_unknown"]
    both = tried(root, only, mode="both", key="phone")
    assert counts(both) == (2, 2, 0)
    job = done(root, only, mode="both", key="phone")
    assert counts(job) == (2, 2, 0)
    found = {it["phone"]: it["name"] for it in shop.all("buyer").values()}
    assert found == {"13912345678": "新", "13812345678": "又", None: "空"}
    undone = root("POST", f"/imports/{job['id']}/undo").json()
    assert (undone["deleted"], undone["kept_count"], undone["updated_count"]) == (1, 1, 2)
    assert sorted(shop.all("buyer"))[0] == old
    for key in ("level", "nothing", None):
        answer = root(
            "POST", f"/imports/{uploaded(root, text)['id']}/preview", {"mode": "update", "key": key}
        )
        assert_problem(answer, 422)


def test_an_import_is_its_uploader_s_alone(
    served: ServedShop, root: Caller, sue: Caller, shop: Shop
) -> None:
    headers = {"Content-Type": "text/csv"}
    place = "/imports?table=shop.buyer&name=a.csv"
    assert_problem(sue("POST", place, content=BUYERS.encode(), headers=headers), 403)
    tables = cast(Json, SELLER["tables"])
    role = {**SELLER, "tables": {**tables, "buyer": {**tables["buyer"], "import": True}}}
    shop.replace({**SOURCES, ("shop", "role", "seller"): role})
    job = uploaded(root, BUYERS)
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "/mapping", {}),
        ("POST", "/preview", {}),
        ("POST", "/run", {}),
        ("POST", "/cancel", {}),
        ("GET", "/report", None),
        ("POST", "/undo", {}),
    ):
        assert_problem(sue(method, f"/imports/{job['id']}{path}", body), 404)
    own = uploaded(sue, "名称,执照,总额\n甲,5,1\n")
    targets = {it["heading"]: it["target"] for it in own["columns"]}
    assert targets == {"名称": "name", "执照": None, "总额": None}
    assert "license" not in {it["key"] for it in own["fields"]}
    assert counts(done(sue, own)) == (1, 0, 0)
    shop.replace(SOURCES)
    assert_problem(sue("GET", f"/imports/{own['id']}"), 403)


def test_a_workbook_s_sheet_is_chosen(root: Caller, shop: Shop) -> None:
    # Made once: a workbook holds the second it was made in, and a file is known by its content.
    sent = workbook([["名称", "手机"], ["甲", 13912345678]])
    job = uploaded(root, sent)
    assert (job["sheets"], job["sheet"]) == (["Sheet1"], "Sheet1")
    assert_problem(root("PUT", f"/imports/{job['id']}/mapping", {"sheet": "none"}), 422)
    assert counts(done(root, job)) == (1, 0, 0)
    known = uploaded(root, sent)
    assert known["earlier"]["id"] == job["id"]
