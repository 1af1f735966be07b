"""A stranger with a phone fills in the public form; who sells sees it at once."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.people import Caller
from tests.journeys.site import Server

QUERY = "?utm_source=wechat&utm_campaign=autumn&other=1"
COMPANY = "杭州青云智造有限公司"


def test_a_stranger_s_request_is_a_lead_at_once(open_browser: OpenWindow, server: Server) -> None:
    root = Caller(server.address)
    root.add_person("form_seller", "周宁一", "sales_manager")
    path = str(root.call("POST", "/apps/crm/forms/lead_public/link")["path"])
    seller, visitor = open_browser(), open_browser(phone=True)
    seller.sign_in("form_seller", path="/a/crm/lead")
    expect(seller.page.get_by_role("grid")).to_be_visible()
    expect(seller.page.get_by_role("gridcell", name=COMPANY)).to_have_count(0)

    visitor.expect(422, path)
    visitor.open(path + QUERY)
    page = visitor.page
    expect(page.get_by_role("heading", name="索取报价")).to_be_visible()
    visitor.shot("form-public-phone")
    visitor.check_accessibility()
    page.get_by_label("联系人").fill("顾工")
    page.get_by_label("手机").fill("12")
    page.get_by_role("button", name="索取报价").tap()
    expect(page.get_by_role("alert")).to_contain_text("还没有送出，有 2 处要改")
    expect(page.get_by_label("联系人")).to_have_value("顾工")
    visitor.shot("form-public-errors-phone")
    visitor.check_accessibility()
    page.get_by_label("公司名称").fill(COMPANY)
    page.get_by_label("手机").fill("138 0512 7716")
    page.get_by_role("button", name="索取报价").tap()
    expect(page.get_by_text("需求已收到，一个工作日内有人联系。")).to_be_visible()
    visitor.shot("form-public-thanks-phone")

    expect(seller.page.get_by_role("gridcell", name=COMPANY)).to_be_visible()
    seller.shot("form-public-arrived")
    (lead,) = root.records("lead", f"公司名称='{COMPANY}'")
    values = lead["values"]
    assert isinstance(values, dict)
    told = [values[key] for key in ("mobile", "utm_source", "utm_campaign", "source")]
    assert told == ["13805127716", "wechat", "autumn", "website"]


def test_the_form_in_english_and_a_link_that_is_closed(
    open_browser: OpenWindow, server: Server
) -> None:
    root = Caller(server.address)
    path = str(root.call("POST", "/apps/crm/forms/lead_public/link")["path"])
    window = open_browser("en")
    window.open(path)
    expect(window.page.get_by_role("heading", name="Ask for a quote")).to_be_visible()
    window.shot("form-public-en")
    root.call("DELETE", "/apps/crm/forms/lead_public/link")
    window.expect(404, path)
    window.open(path)
    expect(window.page.get_by_text("This link is no longer open")).to_be_visible()
    window.shot("form-public-closed-en")
