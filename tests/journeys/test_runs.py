"""Runs: what an automation did, step by step, and how a broken one goes on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.desk_app import APP, add_request, owned_request, publish_desk
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window


@pytest.fixture(scope="module")
def desk(server: Server) -> Caller:
    """The administrator, with the desk's app published."""
    admin = Caller(server.address)
    publish_desk(admin)
    return admin


def test_a_run_says_what_it_did_why_and_what_it_waits_for(window: Window, desk: Caller) -> None:
    record = owned_request(desk, name="华东展会", amount=5000)
    window.sign_in(path=f"/a/{APP}/request/{record}")
    page = window.page
    timeline = page.get_by_role("complementary", name="动态")
    expect(timeline.get_by_role("link", name="查看运行")).to_have_attribute(
        "href", re.compile("/runs/")
    )
    page.get_by_role("tab", name="分配溯源").click()
    trace = page.get_by_role("list", name="分配溯源")
    expect(trace).to_contain_text("规则 1 没有命中 大额")
    expect(trace).to_contain_text("命中规则 2")
    window.shot("assignment-trace")
    window.check_accessibility()

    page.get_by_role("tab", name="运行").click()
    page.get_by_role("link", name=re.compile("分配申请")).click()
    expect(page.get_by_role("heading", name="分配申请")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="等待 admin 回答")).to_contain_text("剩 2")
    steps = page.get_by_role("list", name="运行经过")
    expect(steps).to_contain_text("走 分支 2")
    expect(steps).to_contain_text("金额>=100000")
    expect(steps).to_contain_text("问 admin")
    window.shot("run")
    window.check_accessibility()
    page.get_by_role("button", name="取消运行").click()
    expect(page.get_by_text("已取消", exact=True)).to_be_visible()


def test_what_becomes_of_a_run_is_seen_at_once(window: Window, desk: Caller) -> None:
    record = owned_request(desk, name="广州巡展", amount=5000)
    runs = desk.call("GET", f"/runs?app={APP}&table=request&record={record}")["runs"]
    assert isinstance(runs, list)
    window.sign_in(path=f"/runs/{runs[0]['id']}")
    page = window.page
    expect(page.get_by_role("status").filter(has_text="等待 admin 回答")).to_be_visible()
    desk.call("POST", f"/runs/{runs[0]['id']}/cancel", {})
    expect(page.get_by_text("已取消", exact=True)).to_be_visible()


def test_a_broken_run_is_told_mended_and_goes_on(window: Window, desk: Caller) -> None:
    record = add_request(desk, name="复印纸", note="清空")
    window.sign_in()
    page = window.page
    page.get_by_role("link", name=re.compile("消息，")).click()
    item = page.get_by_role("listitem").filter(has_text="clear_name").first
    item.get_by_role("link", name="查看运行").click()
    broken = page.get_by_role("region", name="这次运行没有走完")
    expect(broken).to_be_visible()
    window.shot("run-dead")
    window.check_accessibility()
    # Trying again without having mended anything breaks at the same place.
    broken.get_by_role("button", name="重试这一步").click()
    expect(page.get_by_text("失败过 2 次")).to_be_visible()
    broken.get_by_role("button", name="修改变量").click()
    broken.get_by_label("变量（JSON）").fill("[")
    broken.get_by_role("button", name="重试这一步").click()
    expect(broken.get_by_role("alert")).to_have_text("变量不是有效的 JSON 对象")
    broken.get_by_label("变量（JSON）").fill("{}")
    broken.get_by_role("button", name="跳过这一步").click()
    expect(page.get_by_text("完成", exact=True).first).to_be_visible()
    window.shot("run-skipped")
    found = desk.call("GET", f"/apps/{APP}/tables/request/records/{record}")["values"]
    assert isinstance(found, dict)
    assert found["name"] == "复印纸"


def test_runs_are_found_by_state(window: Window, desk: Caller) -> None:
    owned_request(desk, name="等着的", amount=3000)
    window.sign_in(path="/runs")
    page = window.page
    page.get_by_role("tab", name="等待").click()
    page.wait_for_url(re.compile("state=waiting"))
    expect(page.get_by_role("link", name=re.compile("分配申请")).first).to_be_visible()
    window.shot("runs")
    window.check_accessibility()
    page.get_by_role("tab", name="失败").click()
    expect(page.get_by_role("link", name=re.compile("分配申请"))).to_have_count(0)


def test_runs_on_a_phone_and_in_english(open_browser: OpenWindow, desk: Caller) -> None:
    record = owned_request(desk, name="Booth", amount=3000)
    runs = desk.call("GET", f"/runs?app={APP}&table=request&record={record}")["runs"]
    assert isinstance(runs, list)
    window = open_browser("en", phone=True)
    window.sign_in(path="/account")
    window.page.get_by_text("英语", exact=True).click()
    expect(window.page.get_by_role("heading", name="My account")).to_be_visible()
    window.open(f"/runs/{runs[0]['id']}")
    expect(window.page.get_by_role("list", name="What happened")).to_contain_text("Asked admin")
    window.shot("run-phone-en")
    window.check_accessibility()
