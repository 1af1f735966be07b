"""The board: cards stand in the column of their state, and moving one is a transition."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.boards import column, drag, stage
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BOARD = "/a/crm/opportunity?view=~board"


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


@pytest.fixture
def deal(admin: Caller) -> str:
    """A fresh opportunity, whose id is told and whose name stands first in its column."""
    customer = str(admin.records("customer")[0]["id"])
    money = {"amount": "99000000", "currency": "CNY"}
    return admin.create("opportunity", name="博川新总部 320 工位", customer=customer, amount=money)


def test_a_card_is_dragged_through_its_form(window: Window, deal: str, admin: Caller) -> None:
    window.sign_in(path=BOARD)
    page = window.page
    name = "博川新总部 320 工位"
    first = column(page, "初次接触")
    expect(first.get_by_text(re.compile("万$")).first).to_be_visible()
    card = first.get_by_role("button", name=name, exact=True)
    drag(page, card, column(page, "已发送产品对比表"))
    over = column(page, "已发送产品对比表")
    expect(over).to_contain_text("松开后发送产品对比表")
    expect(over).to_contain_text("填写产品对比表、发送时间、客户阅读确认")
    window.shot("board-dragged")
    page.mouse.up()
    form = page.get_by_role("dialog", name="发送产品对比表")
    file = {"name": "对比表.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    form.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # one file
    expect(form.get_by_text("对比表.pdf")).to_be_visible()
    # Enter takes the day and sends the form: what is still missing is said at its field.
    window.expect(422, "/transitions/send_comparison")
    form.get_by_label("发送时间").fill("2026-11-20 10:00")
    page.keyboard.press("Enter")
    form.get_by_label("客户阅读确认").click()
    form.get_by_role("button", name="发送产品对比表").click()
    expect(over.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(first.get_by_role("button", name=name, exact=True)).to_have_count(0)
    assert stage(admin, deal) == "comparison_sent"
    window.check_accessibility()


def test_a_column_without_a_way_says_so(window: Window, deal: str, admin: Caller) -> None:
    window.sign_in(path=BOARD)
    page = window.page
    card = column(page, "初次接触").get_by_role("button", name="博川新总部 320 工位", exact=True)
    there = column(page, "已提交医保备案材料")
    drag(page, card.first, there)
    expect(there).to_contain_text("没有流转从这里直接到 已提交医保备案材料")
    window.shot("board-closed")
    page.mouse.up()
    expect(page.get_by_role("status").last).to_contain_text("没有流转")
    assert stage(admin, deal) == "first_contact"


def test_a_card_is_moved_by_keys_alone(window: Window, deal: str, admin: Caller) -> None:
    window.sign_in(path=BOARD)
    page = window.page
    card = page.locator(f'[data-card="{deal}"]')
    card.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(column(page, "需求确认")).to_contain_text("松开后确认需求")
    page.keyboard.press("Space")
    expect(column(page, "需求确认").locator(f'[data-card="{deal}"]')).to_be_focused()
    assert stage(admin, deal) == "needs"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"record={deal}"))


def test_the_board_in_english(open_browser: OpenWindow, deal: str) -> None:
    window = open_browser("en")
    window.sign_in(path=BOARD)
    page = window.page
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("link", name="Board")).to_have_attribute("aria-current", "page")
    expect(column(page, "First contact made").locator("li").first).to_be_visible()
    window.shot("board-en")


def test_a_board_of_ones_own_document_on_a_phone(
    open_browser: OpenWindow, deal: str, admin: Caller
) -> None:
    board = {
        "key": "opportunity_board",
        "label": {"zh": "大单看板", "en": "Large deals"},
        "table": "opportunity",
        "type": "kanban",
        "field": "stage",
        "columns": ["needs", "first_contact"],
        "cards": ["customer", "amount", "owner", "expected_close"],
        "total": "SUM(预计金额)",
        "filter": "预计金额>1000000",
        "sort": ["-amount"],
        "colors": [{"when": "预计金额>50000000", "field": "amount", "color": "red"}],
    }
    admin.call("PUT", "/apps/crm/documents/view/opportunity_board", board)
    window = open_browser(phone=True)
    window.sign_in(path="/a/crm/opportunity?view=opportunity_board")
    page = window.page
    tabs = page.get_by_role("navigation", name="看板的列")
    expect(tabs.get_by_role("button")).to_have_count(2)
    tabs.get_by_role("button", name="初次接触").click()
    page.get_by_role("button", name="流转 博川新总部 320 工位").first.click()
    window.shot("board-phone")
    window.check_accessibility()
    page.get_by_role("button", name="确认需求", exact=True).click()
    tabs.get_by_role("button", name="需求确认").click()
    expect(page.locator(f'[data-card="{deal}"]')).to_be_visible()
    assert stage(admin, deal) == "needs"
