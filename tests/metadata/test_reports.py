"""Reports: what is wrong with one is found at its place, and its changes are told in words."""

from collections.abc import Mapping

import pytest

from metadata.checks.reports import names_of
from metadata.diff import diff_documents
from metadata.documents.kinds import KINDS
from metadata.documents.report import ReportDocument
from metadata.edits import apply_edits, inverse_edits
from metadata.messages import say
from metadata.page_templates import page_faults, render_page
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from tests.metadata.shop_report import BRIEF, FAULTS, KEPT, PAGES, RENDER, bent_reports
from tests.metadata.shop_workflow import shop_with_workflow
from tests.metadata.small_app import are_same

CHANGES: Mapping[str, tuple[Mapping[str, object], str, str]] = {
    "relabel_report": (
        {"report brief /label/zh": "简报"},
        "报告 简报：名称 订单简报 → 简报",
        "report brief: label zh: 订单简报, en: Order brief → zh: 简报, en: Order brief",
    ),
    "change_report_page": (
        {"report brief /template": "<p>{{ buyers }}</p>"},
        "报告 订单简报：页面模板有改动",
        "report brief: its page has changed",
    ),
    "change_report": (
        {"report brief /values/rate": "1"},
        "报告 订单简报：值.rate 单价/STEP.spent → 1",
        "report brief: values.rate 单价/STEP.spent → 1",
    ),
}


def test_a_whole_report_has_nothing_wrong() -> None:
    changes = {**KEPT, "automation spare /steps/-": RENDER, "role clerk /reports": "*"}
    found = resolve_documents(bent_reports(changes))
    assert found.problems == ()
    report = found.require().reports["shop", "brief"]
    assert report.table == "shop.order"
    assert set(report.variables) == {"record", "spent", "orders", "buyers"}
    assert found.require().roles["shop", "clerk"].reports == {"brief"}


@pytest.mark.parametrize(("changes", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_place(changes: Mapping[str, object], expected: list[str]) -> None:
    problems = resolve_documents(bent_reports(changes)).problems
    found = [f"{it.code} {it.place.kind} {it.place.key} {it.place.pointer}" for it in problems]
    assert found == expected
    assert all(say(problem, language) for problem in problems for language in ("zh", "en"))


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES)
def test_a_page_that_says_too_much_is_not_saved(page: str, expected: list[str]) -> None:
    problems = resolve_documents(bent_reports({"report brief /template": page})).problems
    found = [f"{it.code}:{it.parameters['line']}:{it.suggestion}" for it in problems]
    assert found == expected
    assert {problem.place.pointer for problem in problems} == {"/template"}
    assert all(say(problem, language) for problem in problems for language in ("zh", "en"))


def test_what_is_put_into_a_page_is_escaped() -> None:
    document = KINDS["report"].adapter.validate_python(BRIEF, strict=False)
    assert isinstance(document, ReportDocument)
    page = "<b>{{ buyer }}</b>{% for row in others %}{{ row.number }}{% endfor %}"
    assert list(page_faults(page, names_of(document))) == []
    given = {"buyer": "<script>", "others": [{"number": "&"}]}
    assert "".join(render_page(page, given)) == "<b>&lt;script&gt;</b>&amp;"


@pytest.mark.parametrize(("name", "case"), CHANGES.items(), ids=CHANGES)
def test_a_change_is_told_and_taken_back(
    name: str, case: tuple[Mapping[str, object], str, str]
) -> None:
    changes, zh, en = case
    before = resolve_documents(bent_reports({})).require()
    after = resolve_documents(bent_reports(changes)).require()
    (change,) = diff_documents(before, after)
    assert change.code == name
    assert [change.sentence("zh"), change.sentence("en")] == [zh, en]
    edits = [change.edit]
    there = apply_edits(before.sources, edits)
    assert are_same(there, after.sources)
    assert are_same(apply_edits(there, inverse_edits(edits)), before.sources)


def test_a_report_that_comes_and_goes_is_told() -> None:
    without = resolve_documents(shop_with_workflow()).require()
    having = resolve_documents(bent_reports({})).require()
    (came,) = diff_documents(without, having)
    (went,) = diff_documents(having, without)
    assert came.sentence("zh") == "新增报告 订单简报"
    assert went.sentence("en") == "report brief removed"
    assert came.inverse().sentence("en") == went.sentence("en")


def test_a_label_that_changes_takes_reports_along() -> None:
    before = resolve_documents(bent_reports({})).require()
    changes: dict[str, object] = {
        "table order /fields/3/label": {"zh": "价", "en": "Price"},
        "table buyer /fields/0/label": {"zh": "名字", "en": "Name"},
    }
    renamed = rename_labels(before, bent_reports(changes))
    report = renamed["shop", "report", "brief"]
    assert isinstance(report, dict)
    assert report["totals"][0]["measures"]["spent"] == "SUM(价)"
    assert report["values"] == {
        "buyer": "买家.名字",
        "rate": "价/STEP.spent",
        "enough": "STEP.orders>=2",
    }
    assert report["lists"]["others"]["columns"]["price"] == "价"
    assert resolve_documents(renamed).problems == ()
