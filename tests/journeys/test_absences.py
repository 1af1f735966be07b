"""Somebody is away: noted by themselves and by who looks after people; leavers are handed over."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import PASSWORD, Server
from tests.journeys.watched import Window


def test_a_person_notes_an_absence_and_is_back(window: Window, server: Server) -> None:
    Caller(server.address).add_person("zhou.yu", "周宇", "salesperson")
    window.sign_in("zhou.yu", PASSWORD, path="/account")
    page = window.page
    page.get_by_role("button", name="登记缺勤").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("说明").fill("体检")
    window.shot("absence-new")
    dialog.get_by_role("button", name="登记", exact=True).click()
    rows = page.get_by_role("list", name="缺勤")
    expect(rows).to_contain_text("体检")
    expect(rows).to_contain_text("不在")
    window.check_accessibility()
    window.shot("absence-mine")
    rows.get_by_role("button", name="已回来").click()
    expect(page.get_by_text("没有登记的缺勤。")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(rows).to_contain_text("体检")


def test_whoever_looks_after_people_notes_it_for_others(
    open_browser: OpenWindow, server: Server
) -> None:
    Caller(server.address).add_person("qian.duo", "钱多", "salesperson")
    for phone in (False, True):
        window = open_browser(phone=phone)
        window.sign_in(path="/people/absences")
        page = window.page
        page.get_by_role("button", name="登记缺勤").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("谁").click()
        page.keyboard.type("钱多")
        page.keyboard.press("Enter")
        dialog.get_by_label("说明").fill("手机登记" if phone else "桌面登记")
        dialog.get_by_role("button", name="登记", exact=True).click()
        rows = page.get_by_role("list", name="缺勤")
        expect(rows).to_contain_text("手机登记" if phone else "桌面登记")
        expect(rows).to_contain_text("钱多")
        window.check_accessibility()
        window.shot("absences-phone" if phone else "absences")


def test_what_waits_for_a_leaver_goes_to_whom_one_chooses(window: Window, server: Server) -> None:
    admin = Caller(server.address)
    leaver, heir = admin.add_person("feng.li", "冯离"), admin.add_person("chen.jie", "陈接")
    window.sign_in(path="/people/users")
    page = window.page
    page.get_by_role("button", name="冯离").click()
    form = page.get_by_role("dialog")
    form.get_by_label("停用").click()
    expect(form.get_by_text("冯离 的待办和审批立即转交")).to_be_visible()
    form.get_by_label("待办交给").click()
    page.keyboard.type("陈接")
    page.keyboard.press("Enter")
    window.shot("people-leaving")
    window.check_accessibility()
    with page.expect_request(lambda request: request.method == "PATCH") as sent:
        form.get_by_role("button", name="保存").click()
    body = sent.value.post_data_json
    assert body is not None
    assert (body["disabled"], body["heir"]) == (True, heir)
    expect(form).to_have_count(0)
    assert admin.call("GET", f"/people/users/{leaver}")["disabled_at"] is not None
