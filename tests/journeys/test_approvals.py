"""Approvals: asked for by a move, decided with words and a signature, seen on the record."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_app import owned_request, publish_desk, sign_request
from tests.journeys.people import Caller
from tests.journeys.site import PASSWORD, Server
from tests.journeys.watched import Window


@pytest.fixture(scope="module")
def desk(server: Server) -> Caller:
    """The administrator, with the desk's app published and a colleague."""
    admin = Caller(server.address)
    publish_desk(admin)
    body = {"login": "fang", "name": "余未央", "password": PASSWORD, "is_admin": True}
    admin.call("POST", "/people/users", body)
    return admin


def test_a_refusal_asks_why_and_the_record_stays(window: Window, desk: Caller) -> None:
    record = owned_request(desk, name="展位押金", amount=5000)
    sign_request(desk, record)
    window.sign_in(path="/approvals")
    page = window.page
    page.get_by_role("link", name=re.compile("展位押金")).click()
    opinion = page.get_by_role("region", name="我的审批")
    window.shot("approval")
    window.check_accessibility()
    opinion.get_by_role("button", name="拒绝").click()
    expect(opinion.get_by_role("alert")).to_have_text("填写意见后才能继续")
    comment = opinion.get_by_label("意见")
    expect(comment).to_be_focused()
    comment.fill("金额太高，先砍价")
    opinion.get_by_role("button", name="拒绝").click()
    expect(page.get_by_text("已拒绝").first).to_be_visible()
    expect(page.get_by_role("complementary", name="审批路径")).to_contain_text("金额太高，先砍价")

    page.get_by_role("button", name="打开记录").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("listitem", name="").first).to_be_visible()
    drawer.get_by_role("tab", name="审批").click()
    expect(drawer.get_by_role("region", name="签署审批")).to_contain_text("已拒绝")
    window.shot("approval-on-record")


def test_a_node_writes_its_field_and_wants_a_signature(window: Window, desk: Caller) -> None:
    record = owned_request(desk, name="年度采购", amount=200_000)
    approval = sign_request(desk, record)
    window.sign_in(path=f"/approvals/{approval}")
    page = window.page
    page.get_by_label("说明").fill("分两批付款")
    page.get_by_role("button", name="同意", exact=True).click()
    opinion = page.get_by_role("region", name="我的审批")
    expect(opinion).to_contain_text("手写签名")
    expect(page.get_by_text("分两批付款")).to_be_visible()
    opinion.get_by_role("button", name="同意").click()
    expect(opinion.get_by_role("alert")).to_have_text("签名并保留后才能同意")
    pad = opinion.get_by_label(re.compile("手写签名"))
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 70, steps=6)
    page.mouse.move(box["x"] + 160, box["y"] + 30, steps=6)
    page.mouse.up()
    opinion.get_by_role("button", name=re.compile("签名")).click()
    expect(opinion.get_by_role("img")).to_be_visible()
    opinion.get_by_role("button", name="同意").click()
    expect(page.get_by_role("img", name="admin 的签名")).to_be_visible()
    expect(page.get_by_role("heading", name="年度采购")).to_be_visible()
    window.shot("approval-signed")
    found = desk.call("GET", f"/apps/desk/tables/request/records/{record}")["values"]
    assert isinstance(found, dict)
    assert (found["stage"], found["note"]) == ("signed", "分两批付款")


def test_several_are_agreed_to_at_once(window: Window, desk: Caller) -> None:
    for name in ("批量甲", "批量乙"):
        sign_request(desk, owned_request(desk, name=name, amount=2000))
    window.sign_in(path="/approvals")
    page = window.page
    for name in ("批量甲", "批量乙"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    window.shot("approvals-batch")
    window.check_accessibility()
    page.get_by_role("button", name="同意 2 项").click()
    expect(page.get_by_text("已同意 2 项")).to_be_visible()
    page.get_by_role("tab", name="已办").click()
    expect(page.get_by_role("link", name=re.compile("批量甲"))).to_be_visible()


def test_a_task_is_passed_on_to_a_colleague(open_browser: OpenWindow, desk: Caller) -> None:
    approval = sign_request(desk, owned_request(desk, name="转交的事", amount=2500))
    mine, theirs = open_browser(), open_browser()
    theirs.sign_in("fang", path="/todos")
    expect(theirs.page.get_by_text("待办已清空")).to_be_visible()
    mine.sign_in(path=f"/approvals/{approval}")
    page = mine.page
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="转交他人").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.keyboard.type("余未央")
    page.get_by_title("余未央").last.click()
    dialog.get_by_label("意见").fill("由财务看")
    mine.shot("approval-transfer")
    dialog.get_by_role("button", name="转交他人").click()
    expect(page.get_by_role("complementary", name="审批路径")).to_contain_text("已转交")

    # The colleague sees it without having asked, and agrees where it stands.
    row = theirs.page.get_by_role("listitem").filter(has_text="转交的事")
    row.hover()
    row.get_by_role("button", name=re.compile("^同意")).click()
    expect(theirs.page.get_by_text("待办已清空")).to_be_visible()
    expect(page.get_by_text("已同意").first).to_be_visible()


def test_a_phone_decides_under_the_thumb(open_browser: OpenWindow, desk: Caller) -> None:
    approval = sign_request(desk, owned_request(desk, name="路上审批", amount=3000))
    window = open_browser(phone=True)
    window.sign_in(path=f"/approvals/{approval}")
    agree = window.page.get_by_role("button", name="同意", exact=True)
    box = agree.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] > 600
    window.shot("approval-phone")
    window.check_accessibility()
    agree.tap()
    expect(agree).to_have_count(0)


def test_somebody_stands_in_for_me(window: Window, desk: Caller) -> None:
    window.sign_in(path="/account")
    page = window.page
    page.get_by_role("button", name="新建委托").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_title("余未央").last.click()
    dialog.get_by_role("button", name="保存委托").click()
    expect(page.get_by_text("余未央 代我审批")).to_be_visible()
    window.shot("delegation")
    window.check_accessibility()
    page.get_by_role("button", name="取消委托").click()
    expect(page.get_by_text("没有委托。")).to_be_visible()


def test_approvals_in_english(open_browser: OpenWindow, desk: Caller) -> None:
    sign_request(desk, owned_request(desk, name="Booth", amount=2000))
    window = open_browser("en")
    window.sign_in(path="/approvals")
    window.page.get_by_role("button", name="Switch to English").click()
    expect(window.page.get_by_role("heading", name="Approvals")).to_be_visible()
    window.page.get_by_role("link", name=re.compile("Booth")).click()
    expect(window.page.get_by_role("button", name="Agree", exact=True)).to_be_visible()
    window.shot("approval-en")
