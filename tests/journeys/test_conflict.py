"""Two people at one record: the other's work is seen, and nobody's is lost."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, path_of
from tests.journeys.site import Server


def test_mine_or_theirs_field_by_field(open_browser: OpenWindow, server: Server) -> None:
    admin = Caller(server.address)
    admin.add_person("qianlei", "钱磊", "sales_manager")
    lead = admin.create("lead", company="两人同改", contact="王建平", need="320 工位")
    mine, theirs = open_browser(), open_browser()
    mine.expect(409, f"/records/{lead}")
    mine.sign_in(path=f"{path_of('lead', lead)}?edit=1")
    theirs.sign_in("qianlei", path=f"{path_of('lead', lead)}?edit=1")
    for window, contact, need in ((theirs, "李总", "400 工位"), (mine, "王总", "350 工位")):
        window.page.get_by_label("联系人").fill(contact)
        window.page.get_by_label("需求", exact=True).fill(need)
    theirs.page.keyboard.press("Control+Enter")
    expect(theirs.page.get_by_text("已保存")).to_be_visible()

    expect(mine.page.get_by_text("钱磊 刚刚改了 2 个字段")).to_be_visible()
    mine.shot("record-others-change")
    mine.page.keyboard.press("Control+Enter")
    conflict = mine.page.get_by_role("dialog")
    expect(conflict).to_contain_text("2 个字段不同")
    conflict.get_by_role("radio", name="李总").check()
    mine.shot("record-conflict")
    mine.check_accessibility()
    conflict.get_by_role("button", name="按所选保存").click()
    expect(mine.page.get_by_text("已保存")).to_be_visible()
    expect(theirs.page.locator("dd", has_text="350 工位")).to_be_visible()
    expect(theirs.page.locator("dd", has_text="李总")).to_be_visible()


def test_different_fields_are_no_conflict(open_browser: OpenWindow, server: Server) -> None:
    admin = Caller(server.address)
    lead = admin.create("lead", company="各改各的", contact="王建平", need="320 工位")
    window = open_browser()
    window.expect(409, f"/records/{lead}")
    window.sign_in(path=f"{path_of('lead', lead)}?edit=1")
    page = window.page
    page.get_by_label("联系人").fill("王总")
    admin.change("lead", lead, need="500 工位")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已保存")).to_be_visible()
    expect(page.locator("dd", has_text="500 工位")).to_be_visible()
    expect(page.locator("dd", has_text="王总")).to_be_visible()


def test_what_another_changes_is_seen_at_once(open_browser: OpenWindow, server: Server) -> None:
    admin = Caller(server.address)
    lead = admin.create("lead", company="看着变", contact="王建平")
    window = open_browser()
    window.sign_in(path=path_of("lead", lead))
    expect(window.page.locator("dd", has_text="王建平")).to_be_visible()
    window.page.wait_for_timeout(500)
    admin.change("lead", lead, contact="赵敏")
    expect(window.page.locator("dd", has_text="赵敏")).to_be_visible(timeout=3_000)
