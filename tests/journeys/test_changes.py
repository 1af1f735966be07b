"""What was changed: seen, compared with other revisions, and taken back."""

from __future__ import annotations

from typing import cast

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, Json
from tests.journeys.revisions import compare_with, publish_field
from tests.journeys.site import Server
from tests.journeys.watched import Window

CHANGES = "/b/crm/changes"


def test_two_revisions_are_compared_and_one_is_taken_back(window: Window, server: Server) -> None:
    admin = Caller(server.address)
    first = publish_field(admin, "channel_note", "渠道说明")
    last = publish_field(admin, "visit_note", "拜访说明")
    window.sign_in(path=CHANGES)
    page = window.page
    one = page.get_by_role("region", name=f"版本 {last}", exact=True)
    expect(one.get_by_role("list")).to_contain_text("拜访说明")
    expect(one.get_by_role("list")).not_to_contain_text("渠道说明")
    compare_with(page, first - 1)
    expect(one.get_by_text(f"从版本 {first - 1} 到版本 {last}，2 处不同")).to_be_visible()
    expect(one.get_by_role("list")).to_contain_text("渠道说明")
    window.shot("changes-compare")
    window.check_accessibility()

    one.get_by_role("button", name="撤销这个版本").click()
    plan = page.get_by_role("dialog")
    expect(plan.get_by_role("checkbox").first).to_be_visible()
    for consent in plan.get_by_role("checkbox").all():
        consent.check()
    window.shot("changes-undo")
    plan.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text(f"已撤销版本 {last}")).to_be_visible()
    page.get_by_role("button", name=f"撤销版本 {last}").click()
    compare_with(page, first)
    expect(page.get_by_text(f"版本 {first} 和版本 {last + 1} 没有差别")).to_be_visible()
    document = admin.call("GET", "/apps/crm/documents/table/lead")
    keys = {field["key"] for field in cast(list[Json], document["fields"])}
    assert "channel_note" in keys
    assert "visit_note" not in keys
    window.shot("changes-undone")


def test_changes_on_a_phone(open_browser: OpenWindow, server: Server) -> None:
    revision = publish_field(Caller(server.address), "phone_note", "电话说明")
    window = open_browser(phone=True)
    window.sign_in(path=CHANGES)
    page = window.page
    row = page.get_by_role("button", name="加上电话说明")
    expect(row).to_be_visible()
    window.shot("changes-phone")
    row.tap()
    one = page.get_by_role("region", name=f"版本 {revision}", exact=True)
    expect(one.get_by_role("list")).to_contain_text("电话说明")
    compare_with(page, 1)
    expect(one.get_by_text(f"从版本 1 到版本 {revision}")).to_be_visible()
    window.shot("changes-phone-one")
    window.check_accessibility()
    page.get_by_role("button", name="全部版本").tap()
    expect(row).to_be_visible()
