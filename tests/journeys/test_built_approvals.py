"""Approval flows and connectors are written as forms in build mode."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


def test_an_approval_flow_is_written_and_published(window: Window, admin: Caller) -> None:
    window.sign_in(path="/b/crm/approvals")
    page = window.page
    page.get_by_role("button", name="新增审批流程").click()
    page.get_by_label("名称").first.fill("大额审批")
    node = page.get_by_role("region", name="节点 1")
    node.get_by_role("textbox", name="谁审批").click()
    page.keyboard.type("没有这个字段")
    expect(node.get_by_role("alert").first).to_be_visible()
    window.shot("approval-flow-problem")
    page.keyboard.press("Control+A")
    page.keyboard.type("CURRENT_USER()")
    node.get_by_role("combobox", name="字段权限").click()
    page.keyboard.type("手机")
    page.keyboard.press("Enter")
    rights = node.get_by_role("list", name="字段权限")
    rights.get_by_text("不可见").click()
    bar = page.get_by_role("region", name="变更计划")
    bar.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    window.shot("approval-flow")
    window.check_accessibility()
    documents = admin.call("GET", "/apps/crm")["documents"]
    assert isinstance(documents, list)
    [made] = [
        each["document"]
        for each in documents
        if each["kind"] == "approval" and each["document"]["label"] == "大额审批"
    ]
    assert made["nodes"][0]["fields"] == {"mobile": "hidden"}


def test_a_connector_says_what_is_wrong_with_it(window: Window) -> None:
    window.sign_in(path="/b/crm/connectors")
    page = window.page
    page.get_by_role("button", name="新增连接器").click()
    expect(page.get_by_role("region", name="变更计划")).to_contain_text("问题")
    page.get_by_role("textbox", name="地址", exact=True).fill("https://erp.example.com")
    expect(page.get_by_role("region", name="变更计划")).to_contain_text("新增连接器")
    window.shot("connector")
    page.get_by_role("button", name="放弃改动").click()
    page.get_by_role("dialog").get_by_role("button", name="放弃改动").click()
