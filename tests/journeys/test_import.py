"""A file into the leads: matched, looked at, run, told, taken back."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.engine.workbooks import workbook
from tests.journeys.conftest import OpenWindow
from tests.journeys.files_moved import LONG_MS, figure, rows_of_link, upload
from tests.journeys.watched import Window

WEEK = Path(__file__).parents[1] / "data" / "leads_week.csv"
SMALL = (
    "公司名称,联系人,手机,来源渠道,地区,询盘金额,币种,页面停留总时长,关键页面访问数,表单字段完整率,备注栏\r\n"
    "苏州恒远精密机械有限公司,李工,139-1234-5678,抖音本地推,苏州,8万,CNY,185,4,95%,老客户\r\n"
    ",王工,13700137003,展会,杭州,,,,,,\r\n"
    "宁波海达进出口有限公司,周经理,1380013,小红书,宁波,3.5万,CNY,30,1,40%,\r\n"
)


def test_a_messy_week_is_imported_looked_at_and_taken_back(window: Window) -> None:
    window.sign_in(path="/a/crm/lead")
    page = window.page
    page.get_by_role("button", name="导入").click()
    expect(page.get_by_role("heading", name="把文件拖到这里")).to_be_visible()
    window.shot("import-file")
    window.check_accessibility()
    upload(page, "leads_week.csv", WEEK.read_bytes())
    expect(page.get_by_text("13 列中有 13 列会导入")).to_be_visible()
    window.shot("import-columns")
    page.get_by_role("button", name="预览线索").click()
    assert figure(page, "新建") == 2_280
    assert (figure(page, "更新"), figure(page, "拒绝")) == (0, 32)
    page.get_by_role("button", name="CNY 80000").first.hover()
    expect(page.get_by_role("tooltip")).to_have_text("「8万」读作「CNY 80000」")
    window.shot("import-preview")
    window.check_accessibility()
    page.get_by_role("tab", name="拒绝 32").click()
    expect(page.get_by_role("cell", name="必填").first).to_be_visible()
    page.get_by_role("button", name="导入 2,280 行").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    window.shot("import-running")
    expect(page.get_by_role("heading", name="已导入 2,280 条线索")).to_be_visible(timeout=LONG_MS)
    page.reload()
    expect(page.get_by_role("heading", name="32 行被拒绝")).to_be_visible()
    window.shot("import-report")
    refused = rows_of_link(page, "下载被拒绝的行")
    assert (len(refused), refused[0][-2:], refused[1][-1]) == (
        33,
        ["行号", "原因"],
        "公司名称: 必填",
    )
    page.get_by_role("button", name="查看线索").click()
    expect(page.get_by_text("命中 2280 条")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="撤销导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("已删除 2,280 条记录，30 天内可恢复。")).to_be_visible(timeout=LONG_MS)
    window.shot("import-undone")


def test_a_workbook_is_matched_by_hand_and_updates_by_a_key(window: Window) -> None:
    rows = [["公司名称", "Spalte 7", "说明"], ["上海测定仪器有限公司", "13900001111", "要样品"]]
    window.sign_in(path="/a/crm/lead/import")
    page = window.page
    upload(page, "客户.xlsx", workbook(rows))
    heads = {name: page.get_by_role("row", name=re.compile(name)) for name in rows[0]}
    page.get_by_label("Spalte 7 对应的字段").click()
    page.keyboard.type("手机")
    page.keyboard.press("Enter")
    expect(heads["Spalte 7"]).to_contain_text("手动选择")
    page.locator("li[draggable]", has_text="需求").drag_to(heads["说明"])
    expect(heads["说明"]).to_contain_text("手动选择")
    window.shot("import-by-hand")
    page.get_by_role("button", name="预览线索").click()
    assert figure(page, "新建") == 1
    page.get_by_role("button", name="导入 1 行").click()
    expect(page.get_by_role("heading", name="已导入 1 条线索")).to_be_visible()

    page.get_by_role("button", name="再导入一个文件").click()
    upload(page, "again.csv", "公司名称,手机\n上海测定仪器集团,139 0000 1111\n".encode())
    page.get_by_role("button", name="预览线索").click()
    page.get_by_label("每一行").click()
    page.get_by_title("更新已有的记录").click()
    page.get_by_label("按字段对应").click()
    page.get_by_title("手机").last.click()
    expect(page.locator("dl > div").nth(1)).to_have_text("更新1")
    page.get_by_role("button", name="导入 1 行").click()
    expect(page.get_by_role("heading", name="已导入 1 条线索")).to_be_visible()
    page.get_by_role("button", name="查看线索").click()
    expect(page.get_by_role("gridcell", name="上海测定仪器集团")).to_be_visible()


def test_on_a_phone_and_the_same_file_again(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path="/a/crm/lead/import")
    page = window.page
    upload(page, "leads.csv", SMALL.encode())
    window.shot("import-columns-phone")
    page.get_by_role("button", name="预览线索").tap()
    assert (figure(page, "新建"), figure(page, "拒绝")) == (1, 2)
    window.shot("import-preview-phone")
    page.get_by_role("button", name="导入 1 行").tap()
    expect(page.get_by_role("heading", name="已导入 1 条线索")).to_be_visible()
    window.shot("import-report-phone")
    page.get_by_role("button", name="再导入一个文件").tap()
    upload(page, "renamed.csv", SMALL.encode())
    expect(page.get_by_text("导入过。再导入会写入同样的记录。")).to_be_visible()


def test_what_is_no_table_is_refused_in_words(window: Window) -> None:
    window.expect(422, "/imports")
    window.sign_in(path="/a/crm/lead/import")
    page = window.page
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件").click()
    chooser.value.set_files({"name": "a.xlsx", "mimeType": "", "buffer": b"PK\x03\x04 not one"})
    expect(page.get_by_role("alert")).to_contain_text("工作簿已损坏或加密")
    window.shot("import-refused")


def test_a_run_is_stopped_and_goes_on_in_english(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in(path="/a/crm/lead/import")
    page = window.page
    # The person's own language comes with them; the switch in the header wins.
    page.get_by_role("button", name="Switch to English").click()
    upload(page, "week.csv", WEEK.read_bytes())
    page.get_by_role("button", name=re.compile("^Preview")).click()
    assert figure(page, "New") == 2_280
    window.shot("import-preview-en")
    page.get_by_role("button", name="Import 2,280 rows").click()
    page.get_by_role("button", name="Stop import").click()
    expect(page.get_by_role("heading", name=re.compile("^Stopped after"))).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    done = page.get_by_role("heading", name=re.compile("^2,280 .* imported$"))
    expect(done).to_be_visible(timeout=LONG_MS)
    window.shot("import-report-en")
