"""Lists and boards of a table, and the phases that a board may have for columns, in build mode."""

import pytest
from playwright.sync_api import expect

from tests.journeys.building_views import choose, view_labelled
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

VIEWS = "/b/crm/opportunity/views"
STATES = "/b/crm/opportunity/states"


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


def test_a_board_of_phases_is_made_and_used(window: Window, admin: Caller) -> None:
    window.sign_in(path=STATES)
    page = window.page
    page.get_by_role("button", name="新增阶段组").click()
    side = page.get_by_role("complementary", name="属性")
    side.get_by_label("名称").fill("前期")
    side.get_by_role("radio", name="青").click()
    choose(page, "包括的状态", "初次接触", "需求确认")
    page.keyboard.press("Escape")
    window.shot("states-phase")
    window.check_accessibility()
    page.get_by_role("link", name="视图").click()
    page.get_by_role("button", name="新增视图").click()
    page.get_by_role("menuitem", name="看板").click()
    side = page.get_by_role("complementary", name="视图的属性")
    preview = page.get_by_role("region", name="预览")
    expect(preview.get_by_role("region", name="初次接触")).to_be_visible()
    side.get_by_label("名称").first.fill("前期看板")
    choose(page, "列是", "阶段组")
    expect(preview.get_by_role("region", name="前期")).to_be_visible()
    expect(preview.get_by_role("region", name="初次接触")).to_have_count(0)
    choose(page, "排序", "商机名称")
    window.shot("views-board")
    window.check_accessibility()
    bar = page.get_by_role("region", name="变更计划")
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    board = view_labelled(admin, "前期看板")
    assert (board["type"], board["field"], board["by"]) == ("kanban", "stage", "phase")
    window.open(f"/a/crm/opportunity?view={board['key']}")
    expect(page.get_by_role("region", name="前期")).to_be_visible()
    window.shot("views-board-used")


def test_a_list_is_changed_and_a_view_goes(window: Window, admin: Caller) -> None:
    window.sign_in(path=VIEWS)
    page = window.page
    page.get_by_role("button", name="新增视图").click()
    page.get_by_role("menuitem", name="列表").click()
    side = page.get_by_role("complementary", name="视图的属性")
    side.get_by_label("名称").first.fill("大单")
    columns = side.get_by_role("list", name="列", exact=True)
    columns.get_by_role("button", name="下移").first.click()
    side.get_by_role("textbox", name="筛选").click()
    # Half of a formula is asked for of nobody: the preview waits until it is whole.
    page.keyboard.type("赢率>")
    expect(side.get_by_role("alert").first).to_be_visible()
    page.keyboard.type("0.5")
    window.shot("views-list")
    window.check_accessibility()
    bar = page.get_by_role("region", name="变更计划")
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    side.get_by_role("button", name="删除 大单").click()
    expect(bar).to_contain_text("删除")
    page.get_by_role("button", name="放弃改动").click()
    page.get_by_role("dialog").get_by_role("button", name="放弃改动").click()
    expect(page.get_by_role("button", name="大单")).to_be_visible()


def test_views_on_a_phone(open_browser: OpenWindow) -> None:
    window = open_browser(phone=True)
    window.sign_in(path=VIEWS)
    page = window.page
    listed = page.get_by_role("navigation", name="视图")
    listed.get_by_role("button").first.click()
    side = page.get_by_role("complementary", name="视图的属性")
    expect(side.get_by_label("名称").first).to_be_visible()
    window.shot("views-phone")
    window.check_accessibility()
    side.get_by_role("button", name="关闭").click()
    expect(listed).to_be_visible()


def test_a_board_is_made_in_english(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in(path="/b/crm/lead/views")
    page = window.page
    page.get_by_role("button", name="Switch to English").click()
    page.get_by_role("button", name="Add view").click()
    page.get_by_role("menuitem", name="Board").click()
    side = page.get_by_role("complementary", name="Properties of the view")
    expect(side.get_by_role("heading", name="New board")).to_be_visible()
    # Amounts in several currencies have no total: nothing is wrong with a fresh board.
    expect(side.get_by_role("alert")).to_have_count(0)
    cards = side.get_by_role("list", name="Fields on a card")
    count = cards.get_by_role("listitem").count()
    cards.get_by_role("button", name="Remove").first.click()
    expect(cards.get_by_role("listitem")).to_have_count(count - 1)
    window.shot("views-en")
    page.get_by_role("button", name="Undo").click()
    expect(cards.get_by_role("listitem")).to_have_count(count)
