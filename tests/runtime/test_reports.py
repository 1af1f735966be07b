"""Reports over HTTP: who may open one, and a page that can do nothing."""

import pytest

from tests.runtime.sites import Caller, ServedShop

REPORT = {
    "key": "brief",
    "label": {"zh": "买家简报", "en": "Brief"},
    "description": {"zh": "一页", "en": "One page"},
    "table": "buyer",
    "values": {"name": "名称"},
    "template": {"zh": "<h1>{{ name }}</h1>", "en": "<h2>{{ name }}</h2>"},
}
EVERYBODY = {
    "key": "figures",
    "label": {"zh": "数字", "en": "Figures"},
    "totals": [{"table": "buyer", "measures": {"buyers": "COUNT()"}}],
    "template": "<p>{{ buyers }}</p>",
}
ROLE = {"key": "reader", "label": {"zh": "读者", "en": "Reader"}, "reports": ["figures"]}
REPORTS = "/apps/shop/reports"


@pytest.fixture(name="buyer")
def _buyer(root: Caller) -> str:
    """The reports are there, and somebody who buys."""
    for kind, document in (("report", REPORT), ("report", EVERYBODY), ("role", ROLE)):
        answer = root("PUT", f"/apps/shop/documents/{kind}/{document['key']}", document)
        assert answer.status_code == 200, answer.text
    made = root("POST", "/apps/shop/tables/buyer/records", {"values": {"name": "A & B"}})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_a_report_is_a_page_that_can_do_nothing(root: Caller, buyer: str) -> None:
    answer = root("GET", f"{REPORTS}/brief?record={buyer}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>A &amp; B</h1>" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("sandbox")
    assert "script" not in policy
    assert answer.headers["cache-control"] == "private, no-store"
    english = root("GET", f"{REPORTS}/brief?record={buyer}", headers={"Accept-Language": "en"})
    assert "<h2>A &amp; B</h2>" in english.text


def test_reports_are_listed_for_those_who_may_open_them(
    served: ServedShop, root: Caller, sue: Caller, buyer: str
) -> None:
    listed = root("GET", REPORTS).json()["reports"]
    assert [(it["key"], it["label"], it["table"]) for it in listed] == [
        ("brief", "买家简报", "shop.buyer"),
        ("figures", "数字", None),
    ]
    assert sue("GET", REPORTS).json() == {"reports": []}
    assert sue("GET", f"{REPORTS}/brief?record={buyer}").status_code == 404
    served.add_person("rea", role="reader")
    rea = served.token("rea")
    assert [it["key"] for it in rea("GET", REPORTS).json()["reports"]] == ["figures"]
    assert "<p></p>" in rea("GET", f"{REPORTS}/figures").text
    assert rea("GET", f"{REPORTS}/brief?record={buyer}").json()["code"] == "report_unknown"
    cut = served.token("root", ["people"])
    assert cut("GET", f"{REPORTS}/figures").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/apps/none/reports", 404, "unknown_app"),
        (f"{REPORTS}/none", 404, "report_unknown"),
        (f"{REPORTS}/brief", 400, "missing"),
        (f"{REPORTS}/figures?record=1", 400, "unknown_parameter"),
        (f"{REPORTS}/brief?record=x", 404, "unknown_id"),
        (f"{REPORTS}/brief?record=1", 404, "unknown_record"),
        (f"{REPORTS}/brief?page=1", 400, "unknown_parameter"),
    ],
)
def test_what_cannot_be_asked_is_said(
    root: Caller, buyer: str, path: str, status: int, code: str
) -> None:
    answer = root("GET", path)
    assert answer.status_code == status, answer.text
    said = answer.json()
    assert code in {said["code"], *(it["code"] for it in said.get("problems", ()))}
    assert buyer


def test_a_report_is_a_change_like_any_other(root: Caller, buyer: str) -> None:
    document = {**EVERYBODY, "values": {"a": "b"}}
    body = {"app": "shop", "put": [{"kind": "report", "document": document}]}
    plan = root("POST", "/plans", body).json()
    assert [it["code"] for it in plan["problems"]] == ["F101"]
    gone = {"app": "shop", "delete": [{"kind": "report", "key": "figures"}]}
    without = root("POST", "/plans", gone).json()
    assert [it["code"] for it in without["problems"]] == ["unknown_report"]
    schema = root("GET", "/schemas/report.json").json()
    assert schema["title"] == "report"
    assert buyer
