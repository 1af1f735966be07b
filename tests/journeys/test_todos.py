"""To-dos and messages: what waits for somebody, answered where they see it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_app import add_request, publish_desk
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window


@pytest.fixture(scope="module")
def desk(server: Server) -> Caller:
    """The administrator, with the desk's app published."""
    admin = Caller(server.address)
    publish_desk(admin)
    return admin


def test_a_confirmation_is_accepted_where_it_stands(window: Window, desk: Caller) -> None:
    window.sign_in()
    page = window.page
    panel = page.get_by_role("region", name="待办")
    expect(panel).to_contain_text("待办已清空")
    add_request(desk, name="华东展会", amount=5000)
    # Nobody reloads: the to-do comes by itself, and its time runs.
    row = panel.get_by_role("listitem").filter(has_text="是否接受 华东展会？")
    expect(row).to_contain_text(re.compile(r"剩 (30:00|29:\d\d)"))
    expect(page.get_by_role("link", name="待办，1 项")).to_be_visible()
    window.shot("todos-home")
    window.check_accessibility()
    row.hover()
    row.get_by_role("button", name=re.compile("^接受")).click()
    expect(page.get_by_text("已接受", exact=True)).to_be_visible()
    expect(panel).to_contain_text("待办已清空")

    # What follows tells them; the message leads to the record.
    page.get_by_role("link", name=re.compile("消息，1 条未读")).click()
    expect(page.get_by_role("heading", name="消息")).to_be_visible()
    window.shot("inbox")
    window.check_accessibility()
    page.get_by_role("button", name=re.compile("已接受")).click()
    expect(page.get_by_role("heading", name="华东展会")).to_be_visible()
    expect(page.get_by_role("link", name="消息", exact=True)).to_be_visible()


def test_declining_asks_why_and_becomes_a_task(window: Window, desk: Caller) -> None:
    add_request(desk, name="样品间", amount=2000)
    window.sign_in(path="/todos")
    page = window.page
    row = page.get_by_role("listitem").filter(has_text="是否接受 样品间？")
    row.hover()
    row.get_by_role("button", name=re.compile("^拒绝")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="拒绝").click()
    expect(dialog.get_by_role("alert")).to_have_text("填写理由后才能继续")
    dialog.get_by_label("理由").fill("这周没有时间")
    window.shot("todo-decline")
    dialog.get_by_role("button", name="拒绝").click()
    expect(page.get_by_text("另找人做 样品间")).to_be_visible()

    page.get_by_text("已处理", exact=True).click()
    done = page.get_by_role("listitem").filter(has_text="是否接受 样品间？")
    expect(done).to_contain_text("已拒绝：这周没有时间")
    window.shot("todos-done")
    window.check_accessibility()


def test_the_record_behind_a_todo_is_beside_it(window: Window, desk: Caller) -> None:
    add_request(desk, name="仓库改造", amount=3000)
    window.sign_in(path="/todos?kind=confirm")
    window.page.get_by_role("button", name=re.compile("是否接受 仓库改造？ ?确认")).click()
    drawer = window.page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="仓库改造")).to_be_visible()
    window.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_what_was_answered_elsewhere_is_said(open_browser: OpenWindow, desk: Caller) -> None:
    add_request(desk, name="两处同时", amount=4000)
    window = open_browser()
    window.sign_in(path="/todos?kind=confirm")
    row = window.page.get_by_role("listitem").filter(has_text="是否接受 两处同时？")
    row.hover()
    row.get_by_role("button", name=re.compile("^拒绝")).click()
    dialog = window.page.get_by_role("dialog")
    dialog.get_by_label("理由").fill("已经太晚")
    todos = desk.call("GET", "/todos?kind=confirm")["todos"]
    assert isinstance(todos, list)
    (mine,) = [todo for todo in todos if "两处同时" in todo["title"]]
    desk.call("POST", f"/todos/{mine['id']}/answer", {"answer": "accept"})
    window.expect(409, "/answer")
    dialog.get_by_role("button", name="拒绝").click()
    expect(dialog.get_by_role("alert")).to_contain_text("已处理")
    expect(dialog.get_by_label("理由")).to_have_value("已经太晚")
    window.shot("todo-too-late")


def test_a_phone_answers_with_one_thumb(open_browser: OpenWindow, desk: Caller) -> None:
    add_request(desk, name="手机上的申请", amount=6000)
    window = open_browser(phone=True)
    window.sign_in()
    page = window.page
    page.get_by_role("link", name="待办").last.click()
    page.wait_for_url(re.compile("/todos"))
    card = page.get_by_role("listitem").filter(has_text="是否接受 手机上的申请？")
    expect(card).to_contain_text("6,000")
    accept = card.get_by_role("button", name=re.compile("^接受"))
    box = accept.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    window.shot("todos-phone")
    window.check_accessibility()
    accept.tap()
    expect(card).to_have_count(0)


def test_todos_in_english_and_dark(open_browser: OpenWindow, desk: Caller) -> None:
    add_request(desk, name="Trade fair", amount=7000)
    window = open_browser("en")
    window.sign_in(path="/account")
    window.page.get_by_role("button", name="Switch to English").click()
    window.page.get_by_text("Dark", exact=True).click()
    window.page.get_by_role("navigation").get_by_role("link", name=re.compile("To-dos")).click()
    expect(window.page.get_by_role("heading", name="To-dos")).to_be_visible()
    row = window.page.get_by_role("listitem").filter(has_text="Trade fair")
    row.hover()
    expect(row.get_by_role("button", name=re.compile("^Accept"))).to_be_visible()
    window.shot("todos-en-dark")
    window.check_accessibility()
