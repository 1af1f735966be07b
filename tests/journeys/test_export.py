"""Records as a file: what a salesperson takes home is what they may take, and no more."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.files_moved import ask_export, download
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

KEPT = ("手机", "区号")
"""A field that salespeople see and may not take out, and one that is hidden from them."""


def test_fields_without_the_power_stay_here(open_browser: OpenWindow, server: Server) -> None:
    root = Caller(server.address)
    root.add_person("export_seller", "孙立诚", "salesperson")
    seller = Caller(server.address, "export_seller")
    for number in range(3):
        seller.create("lead", company=f"导出线索 {number}", mobile=f"1390000000{number}")
    window = open_browser()
    window.sign_in("export_seller", path="/a/crm/lead")
    page = window.page
    expect(page.get_by_role("gridcell", name="导出线索 0")).to_be_visible()
    ask_export(page)
    page.get_by_role("radio", name="能导出的全部").click()
    expect(page.get_by_role("radio", name="能导出的全部")).to_be_checked()
    note = page.get_by_role("note")
    expect(note).to_have_text("没有导出权限，不会出现在文件里：手机")
    window.shot("export-kept")
    window.check_accessibility()
    rows = download(page, "导出 3 条")
    assert len(rows) == 4
    assert sorted(row[rows[0].index("公司名称")] for row in rows[1:]) == [
        f"导出线索 {number}" for number in range(3)
    ]
    assert not set(KEPT) & set(rows[0])
    assert "1390000000" not in str(rows)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_filter_and_a_selection_decide_what_goes_out(window: Window) -> None:
    window.sign_in(path="/a/crm/lead?filter=来源渠道='抖音本地推'")
    page = window.page
    hits = page.get_by_text("命中").first.inner_text()
    count = int("".join(it for it in hits if it.isdigit()))
    ask_export(page)
    expect(page.get_by_role("radio", name="筛选出的记录")).to_be_checked()
    window.shot("export-filtered")
    rows = download(page, f"导出 {count} 条")
    assert len(rows) == count + 1
    assert {row[rows[0].index("来源渠道")] for row in rows[1:]} == {"抖音本地推"}
    ask_export(page)
    page.get_by_role("radio", name="全部线索").check()
    page.get_by_role("radio", name="Excel").check()
    with page.expect_download() as loaded:
        page.get_by_role("link", name="导出").click()
    assert loaded.value.suggested_filename.startswith("线索 ")
    assert Path(loaded.value.path()).read_bytes().startswith(b"PK")
