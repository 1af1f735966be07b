"""Everything that a move asks for, in the browser: ticks, times, conditional fields, reasons,
approvals, and going past the machine."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller, path_of
from tests.journeys.site import Server
from tests.journeys.trips import make_trip, publish_trips
from tests.journeys.watched import Window


@pytest.fixture(scope="module")
def admin(server: Server) -> Caller:
    caller = Caller(server.address)
    publish_trips(caller)
    return caller


def test_a_trip_goes_its_way(window: Window, admin: Caller) -> None:
    trip = make_trip(admin, title="上海看厂")
    window.sign_in(path=path_of("trip", trip))
    page = window.page
    way = page.get_by_role("region", name="进度")
    expect(way).to_contain_text("写清楚去哪里")
    expect(way).to_contain_text("时限")
    expect(way.get_by_text("路线已确认").first).to_be_visible()
    closed = way.get_by_role("button", name="提交行程，还差 1 项")
    expect(closed).to_be_visible()
    window.shot("move-checklist")
    way.get_by_role("checkbox", name="路线已确认").click()
    way.get_by_role("button", name="提交行程", exact=True).click()
    form = page.get_by_role("dialog", name="提交行程")
    expect(form.get_by_label("金额")).to_have_value("100")
    expect(form.get_by_label("超额说明")).to_have_count(0)
    form.get_by_label("金额").fill("5000")
    why = form.get_by_label("超额说明")
    expect(why).to_be_visible()
    expect(form.get_by_label("金额")).to_be_focused()
    expect(form.get_by_role("alert")).to_have_count(0)
    window.expect(422, "/transitions/send")
    form.get_by_role("button", name="提交行程").click()
    expect(form.get_by_role("alert")).to_have_count(1)
    why.fill("两个人去")
    expect(form.get_by_role("alert")).to_have_count(0)
    window.shot("move-conditional")
    window.check_accessibility()
    form.get_by_role("button", name="提交行程").click()
    expect(form).to_have_count(0)
    expect(way).to_contain_text("已提交")


def test_going_back_asks_why(window: Window, admin: Caller) -> None:
    trip = make_trip(admin, title="广州展会")
    admin.call("PUT", f"/apps/crm/tables/trip/records/{trip}/checklist/route")
    move = f"/apps/crm/tables/trip/records/{trip}/transitions/send"
    admin.call("POST", move, {"form": {"amount": 10}})
    window.sign_in(path=path_of("trip", trip))
    page = window.page
    page.get_by_role("button", name="其他流转").click()
    page.get_by_role("menuitem", name="退回起草").click()
    form = page.get_by_role("dialog", name="退回起草")
    window.expect(422, "/transitions/back")
    form.get_by_role("button", name="退回起草").click()
    expect(form.get_by_role("alert")).to_have_text("须说明原因")
    form.get_by_label("原因").fill("改期")
    form.get_by_role("button", name="退回起草").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("complementary", name="动态")).to_contain_text("改期")


def test_a_move_waits_for_its_approval(window: Window, admin: Caller) -> None:
    trip = make_trip(admin, title="成都回访")
    admin.call("PUT", f"/apps/crm/tables/trip/records/{trip}/checklist/route")
    move = f"/apps/crm/tables/trip/records/{trip}/transitions/send"
    admin.call("POST", move, {"form": {"amount": 10}})
    window.sign_in(path=path_of("trip", trip))
    page = window.page
    way = page.get_by_role("region", name="进度")
    way.get_by_role("button", name="完成行程").click()
    form = page.get_by_role("dialog", name="完成行程")
    expect(form).to_contain_text("由 行程审批 审批，同意后生效")
    form.get_by_role("button", name="完成行程").click()
    expect(way).to_contain_text("完成行程 正等待审批")
    window.shot("move-pending")
    window.check_accessibility()


def test_the_machine_is_passed_by_with_a_reason(open_browser: OpenWindow, admin: Caller) -> None:
    trip = make_trip(admin, title="武汉补签")
    window = open_browser(phone=True)
    window.sign_in(path=path_of("trip", trip))
    page = window.page
    page.get_by_role("button", name="其他流转").click()
    page.get_by_role("menuitem", name="越过流转").click()
    asked = page.get_by_role("dialog", name="越过流转")
    asked.get_by_label("原因").fill("纸面上早已完成")
    window.shot("move-override-phone")
    asked.get_by_role("button", name="越过流转").click()
    expect(asked).to_have_count(0)
    found = admin.call("GET", f"/apps/crm/tables/trip/records/{trip}")["values"]
    assert isinstance(found, dict)
    assert found["stage"] == "sent"
