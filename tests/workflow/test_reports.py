"""Reports: every reader sees their own figures; a step keeps a page in a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import UnknownFile, UnknownRecord
from engine.files.sight import find_file
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.shops import ADMIN
from tests.workflow.report_office import ReportOffice, open_reports, render
from tests.workflow.sales_steps import error_of, say
from workflow.errors import ReportTooLarge, ReportUnknown
from workflow.reports.drawing import draw_report, find_report
from workflow.trying import try_automation

Open = Callable[..., ReportOffice]


@pytest.fixture(name="reports")
def _reports(database: Database, tmp_path: Path) -> Open:
    def open_it(*steps: Mapping[str, object]) -> ReportOffice:
        return open_reports(database, tmp_path, *steps)

    return open_it


@pytest.fixture(name="four")
def _four(reports: Open) -> ReportOffice:
    it = reports()
    it.lead(name="甲", amount="12.5", source="fair", owner=str(it.li), secret="s1")
    it.lead(name="<b>乙</b>", amount="300", source="web", owner=str(it.li), secret="s2")
    it.lead(name="丙", amount="7", source="web", owner=str(it.li))
    it.lead(name="丁", amount="90", source="web", owner=str(it.wang), secret="s4")
    it.put("word", word="词")
    return it


def test_each_reader_has_their_own_figures(four: ReportOffice) -> None:
    assert four.draw(four.li) == (
        "<p>3|319.5|300|4|0|</p><p>75%||ja</p>"
        "<i>&lt;b&gt;乙&lt;/b&gt;;300;李四;</i><i>甲;12.5;李四;</i>"
        "<s>官网=3</s><s>展会=1</s>"
    )
    four.grant(four.lin, "own_only")
    assert four.draw(four.lin) == (
        "<p>0|0||4|3|1</p><p>0%||nein</p><b></b><s>官网=3</s><s>展会=1</s>"
    )


def test_large_numbers_are_read_in_groups(four: ReportOffice) -> None:
    four.lead(name="己", amount="1234567.5", owner=str(four.zhao))
    four.lead(name="庚", amount="2026", owner=str(four.zhao))
    page = four.draw(four.zhao)
    assert "<p>2|1,236,593.5|1,234,567.5|" in page
    assert "<i>庚;2026;赵六;</i>" in page


def test_a_scope_narrows_what_is_counted(four: ReportOffice) -> None:
    four.grant(four.zhang, "own_only")
    four.lead(name="戊", amount="1", owner=str(four.zhang), secret="s5")
    assert four.draw(four.zhang) == (
        "<p>1|1|1|1|1|</p><p>100%||nein</p><i>戊;1;张三;s5</i><s>=1</s>"
    )


def test_who_sees_nothing_of_a_table_reads_blanks(four: ReportOffice) -> None:
    assert four.draw(four.zhang) == "<p>|||||</p><p>||nein</p><b></b>"


def test_the_page_is_in_the_language_of_its_reader(four: ReportOffice) -> None:
    actor = replace(four.actor(four.li), language="en")
    page = draw_report(four.work, actor, four.report("own"), None)
    assert '<html lang="en">' in page
    assert "<p>3 of mine</p>" in page
    assert "Drawn 2026-03-02 10:00 from what 李四 may see" in page


def test_a_record_out_of_sight_has_no_report(four: ReportOffice) -> None:
    ours, theirs = four.lead(name="我", secret="x"), four.lead(name="他")
    four.put("visit", text="来过", lead=str(ours))
    four.put("visit", text="没来", lead=str(theirs))
    assert four.draw(four.li, "one", ours) == "<h1>我</h1>|<p>来过</p>"
    assert four.draw(four.lin, "one", ours) == "<h1>我</h1>x|<p>来过</p>"
    for record in (ours, 5, None):
        with pytest.raises(UnknownRecord):
            four.draw(four.zhang if record == ours else four.li, "one", record)


def test_only_who_may_open_a_report_finds_it(four: ReportOffice) -> None:
    assert find_report(four.work, four.actor(four.li), "sales", "one").key == "one"
    four.grant(four.zhang, "own_only")
    assert find_report(four.work, four.actor(four.zhang), "sales", "own").key == "own"
    for key in ("one", "none"):
        with pytest.raises(ReportUnknown):
            find_report(four.work, four.actor(four.zhang), "sales", key)


def test_a_page_that_grows_too_large_is_not_drawn(four: ReportOffice) -> None:
    names = [Change(Kind.CREATE, "sales.lead", values={"name": str(i)}) for i in range(20)]
    write(four.work, ADMIN, names)
    with pytest.raises(ReportTooLarge):
        four.draw(four.li, "large")


def test_a_step_keeps_the_page_as_its_reader_sees_it(reports: Open) -> None:
    it = reports(render(reader="负责人"), render(field="page"), render(field="page"), say('"完"'))
    lead = it.lead(name="甲 & 乙", owner=str(it.li), secret="底")
    (kept,) = it.pages(lead)
    (latest,) = it.pages(lead, "page")
    assert it.texts() == ["完"]
    assert (kept.name, kept.type) == ("线索一页 2026-03-02.html", "text/html")
    assert "<h1>甲 &amp; 乙</h1>|李四" in it.content(kept)
    assert "<h1>甲 &amp; 乙</h1>底|李四" in it.content(latest)
    assert find_file(it.work, it.actor(it.li), kept.id).id == kept.id
    with pytest.raises(UnknownFile):
        find_file(it.work, it.actor(it.zhang), kept.id)


@pytest.mark.parametrize("reader", ["负责人", "负责人.上级"])
def test_a_page_without_a_reader_stops_the_run(reports: Open, reader: str) -> None:
    it = reports(render(reader=reader))
    lead = it.lead(name="a")
    assert it.pages(lead) == []
    (told,) = it.inbox(it.lin)
    assert error_of(it, told.run or 0)["code"] == "report_without_reader"


def test_a_reader_who_does_not_see_the_record_gets_no_page(reports: Open) -> None:
    it = reports(render(reader="负责人"))
    lead = it.lead(name="a", owner=str(it.zhang))
    assert it.pages(lead) == []
    (told,) = it.inbox(it.lin)
    assert error_of(it, told.run or 0)["code"] == "report_record_unseen"


def test_a_dry_run_keeps_nothing(reports: Open) -> None:
    it = reports(render(reader="负责人"), say('"完"'))
    lead = it.lead(name="a", owner=str(it.li))
    before = sorted(it.work.files.rglob("*"))
    shown = try_automation(it.work, it.actor(it.lin), ("sales", "flow"), lead)
    assert shown["state"] == "done"
    assert len(it.pages(lead)) == 1
    assert sorted(it.work.files.rglob("*")) == before
