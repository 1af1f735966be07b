"""The first start of an empty workspace: a code on the console, an administrator, an app."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.site import served


def test_the_console_code_makes_the_administrator(open_browser: OpenWindow, tmp_path: Path) -> None:
    with served(tmp_path / "data", is_new=True) as server:
        found = re.search(r"[\s：:]([A-Z0-9]{4,}(?:-[A-Z0-9]{4,})+|\d{6,})\b", server.log)
        assert found is not None, server.log
        window = open_browser(address=server.address)
        window.open("/")
        page = window.page
        expect(page.get_by_role("heading", name="建立工作区")).to_be_visible()
        window.shot("first-run")
        window.check_accessibility()
        page.get_by_label("一次性验证码").fill(found[1])
        page.get_by_label("公司或团队名称").fill("青禾家具")
        page.get_by_label("姓名").fill("林晓岚")
        page.get_by_label("登录名").fill("linxl")
        page.get_by_label("设置密码").fill("first-run-pass-1")
        page.get_by_role("button", name="建立并登录").click()
        expect(page.get_by_role("heading", name="应用市场")).to_be_visible()
        expect(page.get_by_role("banner")).to_contain_text("青禾家具")
