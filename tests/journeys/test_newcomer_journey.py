"""Somebody who has read the README: start, sign in, import a file, see scores (acceptance 5).

Steps and seconds are written beside the pictures; the time that a person reads and types is not
in them, nor what is installed before the first start.
"""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.site import served
from tests.journeys.timed_steps import Course

README = Path(__file__).parents[2] / "README.md"
LEADS = re.compile(r"^公司名称,.*\n(?:.+\n)+?(?=EOF)", re.MULTILINE)


def test_a_newcomer_sees_scores_of_their_own_leads(
    open_browser: OpenWindow, tmp_path: Path
) -> None:
    found = LEADS.search(README.read_text(encoding="utf-8"))
    assert found is not None
    course = Course()
    with served(tmp_path / "data", "--demo") as server:
        course.done("first start, the CRM and its demo data")
        window = open_browser(address=server.address)
        window.sign_in(path="/")
        page = window.page
        page.get_by_role("link", name="客户关系管理").first.click()
        page.get_by_role("navigation", name="导航").get_by_role("link", name="线索").first.click()
        expect(page.get_by_role("grid")).to_be_visible()
        course.done("sign in, open the leads")
        page.get_by_role("button", name="导入").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="选择文件").click()
        content = found[0].encode()
        chooser.value.set_files({"name": "leads.csv", "mimeType": "text/csv", "buffer": content})
        page.get_by_role("button", name="预览线索").click()
        page.get_by_role("button", name="导入 1 行").click()
        expect(page.get_by_role("heading", name="已导入 1 条线索")).to_be_visible()
        window.shot("newcomer-imported")
        course.done("import leads.csv of the README, 1 of 3 rows goes in")
        page.get_by_role("button", name="查看线索").click()
        row = page.get_by_role("row", name=re.compile("苏州恒远精密机械有限公司"))
        expect(row).to_be_visible()
        expect(row.get_by_role("gridcell", name="100", exact=True)).to_be_visible()
        window.shot("newcomer-scores")
        course.done("see their scores")
    course.write()
    assert len(course.steps) == 4
