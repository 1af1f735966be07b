"""The settings of the workspace: name, working time, credentials, channels, webhooks, networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server
from tests.journeys.watched import Window
from tests.workflow.outside.stand_in import Reply, StandIn

Part = Callable[[str], None]
HOOKED = {
    "key": "called_in",
    "label": {"zh": "外部线索", "en": "Lead from outside"},
    "on": {"event": "webhook"},
    "steps": [{"do": "notify", "who": {"role": "sales_manager"}, "text": "有新线索"}],
}
TOLD = {
    "key": "told",
    "label": {"zh": "新线索通知", "en": "Told of leads"},
    "on": {"event": "record.created", "table": "lead"},
    "steps": [
        {"do": "notify", "who": "创建人", "by": ["inbox", "email"], "text": "有新线索"},
        {"do": "emit", "event": "lead.told"},
    ],
}


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    return Caller(server.address)


@pytest.fixture
def outside(admin: Caller) -> Iterator[StandIn]:
    """A system on this machine, which an administrator has let calls reach."""
    made = StandIn()
    admin.call("PUT", "/settings/networks", {"networks": ["127.0.0.0/8"]})
    yield made
    admin.call("PUT", "/settings/networks", {"networks": []})
    made.close()


@pytest.fixture
def page(window: Window) -> Page:
    """The settings, as the administrator comes to them by the menu."""
    window.sign_in()
    window.page.get_by_role("button", name="的菜单").click()
    window.page.get_by_role("menuitem", name="空间设置").click()
    expect(window.page.get_by_role("heading", name="空间设置")).to_be_visible()
    return window.page


@pytest.fixture
def part(page: Page) -> Callable[[str], None]:
    """Shows a part of the settings."""

    def show(name: str) -> None:
        page.get_by_role("navigation", name="设置的各部分").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()

    return show


def test_the_name_is_changed_and_nothing_typed_is_lost(
    window: Window, page: Page, part: Part
) -> None:
    page.get_by_label("空间名称").fill("星河商贸")
    part("内部网段")
    part("常规")
    expect(page.get_by_label("空间名称")).to_have_value("星河商贸")
    expect(page.get_by_label("时区")).to_have_value("Asia/Shanghai")
    page.get_by_role("button", name="保存名称").click()
    expect(page.get_by_role("banner").get_by_text("星河商贸")).to_be_visible()
    expect(page.get_by_role("button", name="保存名称")).to_be_disabled()
    window.shot("settings-general")
    window.check_accessibility()


def test_working_time_says_which_days_are_worked_and_why(
    window: Window, page: Page, part: Part, admin: Caller
) -> None:
    part("工作时间")
    calendar = page.get_by_role("region", name="工作日历")
    while calendar.get_by_role("heading", name="2027年1月").count() == 0:
        calendar.get_by_role("button", name="下个月").click()
    expect(calendar.get_by_role("button", name="2027-01-01，休息，元旦")).to_be_visible()
    calendar.get_by_role("button", name="2027-01-15，上班，每周工作日").click()
    expect(
        calendar.get_by_role("button", name="2027-01-15，休息，公司另外休息的日子")
    ).to_be_visible()
    page.get_by_role("button", name="周六", exact=True).click()
    expect(calendar.get_by_role("button", name="2027-01-16，上班，每周工作日")).to_be_visible()
    page.get_by_label("时段 1 结束").fill("12:00")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="添加时段").click()
    page.get_by_label("时段 2 开始").fill("11:00")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("时段 2")
    expect(page.get_by_role("button", name="时段还有冲突")).to_be_disabled()
    page.get_by_label("时段 2 开始").fill("13:30")
    page.keyboard.press("Tab")
    page.get_by_label("时段 2 结束").fill("18:00")
    page.keyboard.press("Tab")
    expect(page.get_by_text("一天 7.5 小时")).to_be_visible()
    window.shot("settings-working-time")
    window.check_accessibility()
    page.get_by_role("button", name="保存工作时间").click()
    expect(page.get_by_text("期限已重新计算")).to_be_visible()
    kept = admin.call("GET", "/settings/working-time")
    assert kept["days"] == [1, 2, 3, 4, 5, 6]
    assert kept["holidays"] == ["2027-01-15"]
    assert kept["hours"] == [
        {"begin": "09:00", "end": "12:00"},
        {"begin": "13:30", "end": "18:00"},
    ]
    page.get_by_role("button", name="移除 2027年1月15日").click()
    page.get_by_role("button", name="放弃修改").click()
    expect(page.get_by_role("button", name="移除 2027年1月15日")).to_be_visible()


def test_a_credential_goes_in_and_never_comes_out(window: Window, page: Page, part: Part) -> None:
    part("凭据")
    window.shot("settings-no-credentials")
    page.get_by_role("button", name="添加凭据").click()
    form = page.get_by_role("dialog", name="添加凭据")
    expect(form.get_by_role("button", name="还差 1 项")).to_be_disabled()
    form.get_by_label("标识").fill("erp")
    form.get_by_label("令牌", exact=True).fill("tok-secret-123456")
    window.shot("settings-credential")
    window.check_accessibility()
    form.get_by_role("button", name="保存").click()
    listed = page.get_by_role("list", name="凭据")
    expect(listed).to_contain_text("令牌 ••••56，还没用过")
    page.get_by_role("button", name="重新填写 erp").click()
    again = page.get_by_role("dialog", name="erp")
    expect(again).to_contain_text("原来的内容不再显示")
    expect(again.get_by_label("令牌", exact=True)).to_have_value("")
    page.keyboard.press("Escape")
    expect(again).to_be_hidden()
    page.get_by_role("button", name="删除凭据 erp").click()
    asked = page.get_by_role("dialog", name="删除凭据 erp")
    expect(asked).to_contain_text("没有看到使用它的")
    asked.get_by_role("button", name="删除凭据").click()
    expect(page.get_by_role("heading", name="还没有凭据")).to_be_visible()


def test_a_channel_is_set_up_with_its_credential_and_tried(
    window: Window, page: Page, part: Part, admin: Caller
) -> None:
    admin.call("PUT", "/apps/crm/documents/automation/told", TOLD)
    part("消息渠道")
    window.shot("settings-no-channels")
    page.get_by_role("button", name="添加渠道").click()
    form = page.get_by_role("dialog", name="添加渠道")
    form.get_by_label("邮件服务器").fill("127.0.0.1")
    form.get_by_label("发件地址").fill("crm@example.com")
    form.get_by_role("button", name="新凭据").click()
    inner = page.get_by_role("dialog", name="添加凭据")
    inner.get_by_label("标识").fill("mailbox")
    inner.get_by_label("用户名").fill("crm")
    inner.get_by_label("密码").fill("mail-secret-1234")
    inner.get_by_role("button", name="保存").click()
    expect(inner).to_be_hidden()
    expect(form.get_by_title("mailbox")).to_be_visible()
    window.shot("settings-channel")
    window.check_accessibility()
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_role("list", name="消息渠道")).to_contain_text("凭据 mailbox")
    page.get_by_role("button", name="用 email 给我发测试消息").click()
    expect(page.get_by_text("没有送出：收件人没有邮箱")).to_be_visible()
    page.reload()
    lost = page.get_by_role("list", name="没有送达的消息")
    expect(lost).to_contain_text("收件人没有邮箱")
    window.shot("settings-channels")
    window.check_accessibility()
    lost.get_by_role("button", name="重新发送").click()
    expect(page.get_by_text("已重新发送")).to_be_visible()
    page.get_by_role("button", name="删除渠道 email").click()
    asked = page.get_by_role("dialog", name="删除渠道 email")
    expect(asked).to_contain_text("自动化 新线索通知")
    window.shot("settings-remove-channel")
    asked.get_by_role("button", name="删除渠道").click()
    expect(page.get_by_role("heading", name="还没有消息渠道")).to_be_visible()


def test_a_robot_of_a_group_is_tried_and_can_be_chosen_by_automations(
    window: Window, page: Page, part: Part, admin: Caller, outside: StandIn
) -> None:
    outside.on("POST", "/robot", {"errcode": 0})
    admin.call("PUT", "/apps/crm/documents/automation/told", TOLD)
    part("消息渠道")
    page.get_by_role("button", name="添加渠道").click()
    form = page.get_by_role("dialog", name="添加渠道")
    form.get_by_label("类型").press("Enter")
    page.keyboard.type("钉钉群")
    page.keyboard.press("Enter")
    form.get_by_role("button", name="新凭据").click()
    inner = page.get_by_role("dialog", name="添加凭据")
    inner.get_by_label("Webhook 地址").fill(f"{outside.url}/robot")
    inner.get_by_role("button", name="保存").click()
    expect(inner).to_be_hidden()
    form.get_by_label("标识").fill("sales_group")
    form.get_by_role("button", name="保存").click()
    expect(form).to_be_hidden()
    page.get_by_role("button", name="用 sales_group 给我发测试消息").click()
    expect(page.get_by_text("测试消息已送出，在群里")).to_be_visible()
    assert "渠道可以使用" in str(outside.asked("/robot")[0].json)
    window.shot("settings-tried")
    window.open("/b/crm/automations/told")
    page.get_by_role("button", name="告诉 创建人").click()
    page.get_by_label("渠道").press("Enter")
    expect(page.get_by_title("钉钉群 sales_group")).to_be_visible()


def test_a_subscription_is_added_and_its_secret_shown_once(
    window: Window, page: Page, part: Part, admin: Caller, outside: StandIn
) -> None:
    admin.call("PUT", "/apps/crm/documents/automation/told", TOLD)
    outside.on("POST", "/events", Reply(410))
    part("Webhook 订阅")
    page.get_by_role("button", name="添加订阅").click()
    form = page.get_by_role("dialog", name="添加订阅")
    form.get_by_label("接收方名称").fill("数据仓库")
    form.get_by_label("接收地址").fill(f"{outside.url}/events")
    form.get_by_label("事件").click()
    page.get_by_title("crm.lead.told").click()
    form.get_by_role("button", name="添加订阅").click()
    expect(form.locator("code")).to_contain_text("whsec_")
    window.shot("settings-secret")
    window.check_accessibility()
    form.get_by_role("button", name="关闭").last.click()
    expect(page.get_by_role("list", name="Webhook 订阅")).to_contain_text("crm.lead.told")
    admin.create("lead", company="苏州恒远", source="douyin_local")
    page.get_by_role("button", name="数据仓库").click()
    panel = page.get_by_role("dialog", name="数据仓库")
    sent = panel.get_by_role("list", name="发送记录")
    expect(sent).to_contain_text("失败")
    expect(sent).to_contain_text("回应 410")
    expect(panel).to_contain_text("已自动停用")
    panel.get_by_role("switch").click()
    expect(panel.get_by_text("已自动停用")).to_be_hidden()
    outside.on("POST", "/events", {})
    sent.get_by_role("button", name="重新发送").click()
    expect(sent).to_contain_text("已收到")
    assert "webhook-signature" in outside.asked("/events")[-1].headers


def test_a_subscription_is_given_another_secret_closed_and_ended(
    window: Window, page: Page, part: Part, admin: Caller
) -> None:
    body = {"label": "报表系统", "address": "https://example.com/events", "events": ["crm.*"]}
    admin.call("POST", "/subscriptions", body)
    part("Webhook 订阅")
    page.get_by_role("button", name="报表系统").click()
    panel = page.get_by_role("dialog", name="报表系统", exact=True)
    panel.get_by_role("button", name="更换密钥").click()
    expect(panel.locator("code").filter(has_text="whsec_")).to_be_visible()
    panel.get_by_role("switch").click()
    expect(panel.get_by_text("停用期间的事件不补发")).to_be_visible()
    window.shot("settings-subscription")
    window.check_accessibility()
    panel.get_by_role("button", name="取消订阅").click()
    page.get_by_role("dialog", name="取消订阅 报表系统").get_by_role(
        "button", name="取消订阅"
    ).click()
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="报表系统")).to_have_count(0)


def test_networks_are_opened_and_closed(window: Window, page: Page, part: Part) -> None:
    part("内部网段")
    window.expect(422, "/settings/networks")
    page.get_by_label("网段或地址").fill("everything")
    page.get_by_role("button", name="开放网段").click()
    expect(page.get_by_role("alert")).to_contain_text("「everything」不是网段")
    page.get_by_label("网段或地址").fill("10.1.0.0/16")
    page.get_by_role("button", name="开放网段").click()
    expect(page.get_by_role("list", name="内部网段")).to_contain_text("10.1.0.0/16")
    window.shot("settings-networks")
    window.check_accessibility()
    page.get_by_role("button", name="关闭网段 10.1.0.0/16").click()
    expect(page.get_by_text("没有开放任何内部网段")).to_be_visible()


def test_an_automation_gets_an_address_for_calls(window: Window, admin: Caller) -> None:
    admin.call("PUT", "/apps/crm/documents/automation/called_in", HOOKED)
    window.sign_in(path="/b/crm/automations/called_in")
    page = window.page
    hook = page.get_by_role("region", name="接收地址")
    hook.get_by_role("button", name="生成地址").click()
    expect(hook.locator("code")).to_have_count(2)
    address, secret = hook.locator("code").all_inner_texts()
    assert "/api/v1/hooks/" in address
    assert secret.startswith("whsec_")
    window.shot("automation-hook")
    window.check_accessibility()
    hook.get_by_role("button", name="收回地址").click()
    page.get_by_role("dialog").get_by_role("button", name="收回地址").click()
    expect(hook.get_by_text("还没有接收地址")).to_be_visible()
    hook.get_by_label("调用方怎样证明自己").press("Enter")
    page.get_by_title("企业微信回调").click()
    expect(hook.get_by_role("button", name="生成地址")).to_be_disabled()
    hook.get_by_label("Token").fill("QDG6eK")
    hook.get_by_label("EncodingAESKey").fill("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C")
    hook.get_by_label("CorpID").fill("wx5823bf96d3bd56c7")
    window.shot("automation-hook-wecom")
    hook.get_by_role("button", name="生成地址").click()
    expect(hook).to_contain_text("企业微信会立即校验")
    page.reload()
    expect(hook).to_contain_text("来自企业微信，还没被调用")
    hook.get_by_label("调用方怎样证明自己").press("Enter")
    page.get_by_title("只凭地址").click()
    hook.get_by_role("button", name="更换地址").click()
    page.get_by_role("dialog").get_by_role("button", name="更换地址").click()
    expect(hook.locator("code")).to_have_count(1)
    page.reload()
    expect(hook).to_contain_text("不要求签名，还没被调用")


def test_settings_on_the_phone(open_browser: OpenWindow, admin: Caller) -> None:
    mail = {"kind": "email", "options": {"host": "mail.example.com", "from": "a@example.com"}}
    admin.call("PUT", "/channels/mail", mail)
    window = open_browser(phone=True)
    window.sign_in(path="/account")
    page = window.page
    page.get_by_role("list", name="管理").get_by_role("link", name="空间设置").click()
    page.get_by_role("link", name="工作时间").click()
    expect(page.get_by_role("region", name="工作日历")).to_be_visible()
    window.shot("settings-phone-working-time")
    window.check_accessibility()
    for each in ("channels", "credentials", "subscriptions", "networks", "general"):
        window.open(f"/settings/{each}")
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        window.shot(f"settings-phone-{each}")


def test_the_settings_in_english(open_browser: OpenWindow) -> None:
    window = open_browser("en")
    window.sign_in()
    page = window.page
    page.get_by_role("button", name="Switch to English").click()
    page.keyboard.press("Control+k")
    page.keyboard.type("workspace settings")
    page.get_by_role("option", name="Workspace settings").click()
    page.get_by_role("link", name="Working time").click()
    calendar = page.get_by_role("region", name="Calendar of working days")
    expect(calendar).to_contain_text("working days")
    window.shot("settings-working-time-en")
    page.get_by_role("link", name="Channels").click()
    page.get_by_role("button", name="Add channel").click()
    form = page.get_by_role("dialog", name="Add channel")
    expect(form.get_by_label("Mail server")).to_be_visible()
    expect(form.get_by_role("button", name="2 missing")).to_be_disabled()
    window.shot("settings-channel-en")


def test_who_has_no_power_is_told_so(open_browser: OpenWindow, admin: Caller) -> None:
    admin.add_person("clerk", "何晓", "front_desk")
    window = open_browser()
    window.sign_in("clerk", path="/settings")
    expect(window.page.get_by_role("heading", name="没有修改空间设置的权限")).to_be_visible()
    window.page.get_by_role("button", name="何晓 的菜单").click()
    expect(window.page.get_by_role("menuitem", name="退出登录")).to_be_visible()
    expect(window.page.get_by_role("menuitem", name="空间设置")).to_have_count(0)
    window.shot("settings-no-power")
