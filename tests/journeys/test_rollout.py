"""A version of an automation is tried on a part of the records, watched, and ended; runs that wait
by an older version are moved; what was stopped runs again."""

import re
import time
from typing import cast

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, Json
from tests.journeys.site import Server
from tests.journeys.watched import Window

WELCOME: Json = {
    "key": "lead_welcome",
    "label": {"zh": "线索欢迎", "en": "Welcome"},
    "on": {"event": "record.created", "table": "lead"},
    "steps": [
        {"do": "wait", "key": "pause", "label": "歇一会", "during": "1h"},
        {"do": "set", "values": {"need": '"已联系"'}},
    ],
}
TERMS = {"metric": "线索评分>50", "sample": 2, "better_by": 0.1}
PATIENCE_S = 20
PAGE = "/b/crm/automations/lead_welcome"


@pytest.fixture
def admin(server: Server) -> Caller:
    caller = Caller(server.address)
    caller.call("PUT", "/apps/crm/documents/automation/lead_welcome", WELCOME)
    return caller


@pytest.fixture
def trial(admin: Caller) -> Json:
    """A trial that is under way, with some records in both groups."""
    document = {**WELCOME, "description": "试新版", "trial": TERMS}
    admin.call("PUT", "/apps/crm/documents/automation/lead_welcome", document)
    for at in range(8):
        admin.create("lead", company=f"灰度公司 {at}", mobile=f"1380512{6000 + at}")
    path = "/apps/crm/trials?state=running"
    end = time.monotonic() + PATIENCE_S
    while not (found := cast(list[Json], admin.call("GET", path)["trials"])):
        assert time.monotonic() < end, "no trial began"
        time.sleep(0.2)
    return found[0]


def test_a_rollout_is_asked_for_watched_and_ended(window: Window, admin: Caller) -> None:
    window.sign_in(path=PAGE)
    page = window.page
    side = page.get_by_role("complementary", name="属性")
    side.get_by_role("switch", name="灰度发布").click()
    side.get_by_label("看哪个指标").click()
    page.keyboard.type("线索评分>50")
    page.keyboard.press("Escape")
    side.get_by_label("按新版走的记录").fill("40")
    side.get_by_label("每组至少多少条").fill("2")
    bar = page.get_by_role("region", name="变更计划")
    expect(bar).to_contain_text("灰度发布")
    window.shot("rollout-asked")
    window.check_accessibility()
    bar.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布版本")).to_be_visible()
    window.open("/b/crm/automations")
    page.get_by_role("link", name=re.compile("灰度中 40%，剩")).click()
    expect(page.get_by_role("heading", name="到期会撤回新版")).to_be_visible()
    expect(page.get_by_role("region", name="新版，版本")).to_contain_text("40% 的记录")
    window.shot("rollout")
    window.check_accessibility()
    page.get_by_role("button", name="撤回新版").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="撤回新版")).to_be_disabled()
    dialog.get_by_label("原因").fill("指标选错了")
    window.shot("rollout-ending")
    dialog.get_by_role("button", name="撤回新版").click()
    expect(page.get_by_role("heading", name="新版已撤回")).to_be_visible()
    expect(page.get_by_text("原因：指标选错了")).to_be_visible()
    page.get_by_role("link", name=re.compile("看版本")).click()
    expect(
        page.get_by_role("heading", name="改动记录").or_(page.get_by_role("heading")).first
    ).to_be_visible()


def test_a_rollout_on_a_phone_and_in_english(open_browser: OpenWindow, trial: Json) -> None:
    phone = open_browser(phone=True)
    phone.sign_in(path=f"{PAGE}?trial={trial['id']}")
    expect(phone.page.get_by_role("region", name="两组的数据")).to_be_visible()
    phone.shot("rollout-phone")
    phone.check_accessibility()
    window = open_browser("en")
    window.sign_in(path=f"{PAGE}?trial={trial['id']}")
    page = window.page
    page.get_by_role("button", name="Switch to English").click()
    expect(page.get_by_role("region", name="Figures of both groups")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("good enough")
    dialog.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="The new version was kept")).to_be_visible()
    window.shot("rollout-en")


def test_runs_that_wait_are_moved_with_the_publication(window: Window, admin: Caller) -> None:
    admin.create("lead", company="等待公司", mobile="13805125001")
    window.sign_in(path=PAGE)
    page = window.page
    page.get_by_role("button", name="写入 需求").click()
    side = page.get_by_role("complementary", name="属性")
    side.get_by_label("步骤名称").first.fill("记下来")
    bar = page.get_by_role("region", name="变更计划")
    expect(bar).to_contain_text("记下来")
    bar.get_by_role("button", name="发布").click()
    review = page.get_by_role("dialog")
    review.get_by_role("combobox", name="次运行在等待").click()
    page.get_by_title("改按新版继续").click()
    window.shot("waiting-review")
    window.check_accessibility()
    review.get_by_role("button", name="发布").click()
    expect(page.get_by_text(re.compile(r"已发布版本 \d+；\d+ 次运行改按新版继续"))).to_be_visible()
    page.get_by_role("button", name="歇一会").click()
    side.get_by_label("等多久", exact=True).fill("2")
    expect(bar).to_contain_text("变更计划 1 项")
    bar.get_by_role("button", name="发布").click()
    review.get_by_role("button", name="发布").click()
    page.get_by_role("button", name="次按旧版等待").click()
    old = page.get_by_role("region", name="次运行按旧版等待")
    expect(old).to_contain_text("在新版本里改了")
    window.shot("waiting-runs")
    window.check_accessibility()
    old.get_by_role("checkbox", name="全部").click()
    expect(old.get_by_role("button", name="按新版继续")).to_be_disabled()
    old.get_by_role("button", name="取消运行").click()
    expect(page.get_by_text(re.compile(r"\d+ 次运行已取消"))).to_be_visible()
    expect(old).to_have_count(0)


def test_what_was_stopped_runs_again(window: Window, admin: Caller) -> None:
    document = {**WELCOME, "most_an_hour": 1}
    admin.call("PUT", "/apps/crm/documents/automation/lead_welcome", document)
    for at in range(3):
        admin.create("lead", company=f"太快公司 {at}", mobile=f"1380512{4000 + at}")
    window.sign_in(path="/b/crm/automations")
    page = window.page
    expect(page.get_by_role("note")).to_contain_text("已停止")
    window.shot("automation-stopped")
    window.check_accessibility()
    page.get_by_role("button", name="恢复运行 线索欢迎").click()
    expect(page.get_by_text("线索欢迎 已恢复运行")).to_be_visible()
    expect(page.get_by_role("note")).to_have_count(0)
