"""Revisions made and compared."""

from __future__ import annotations

import re
from typing import cast

from playwright.sync_api import Page, expect

from tests.journeys.people import Caller, Json


def publish_field(admin: Caller, key: str, label: str) -> int:
    """The revision that adds a text field to the leads."""
    document = admin.call("GET", "/apps/crm/documents/table/lead")
    field: Json = {"key": key, "label": {"zh": label, "en": key}, "type": "text"}
    cast(list[Json], document["fields"]).append(field)
    body = {"app": "crm", "put": [{"kind": "table", "document": document}]}
    plan = admin.call("POST", "/plans", body)
    asked = {"accept": [], "note": f"加上{label}"}
    return int(str(admin.call("POST", f"/plans/{plan['id']}/apply", asked)["revision"]))


def compare_with(page: Page, revision: int) -> None:
    """The shown revision is compared with this one."""
    page.get_by_role("combobox", name="与哪个版本比较").click()
    page.get_by_title(re.compile(f"^版本 {revision}，")).last.click()
    expect(page.locator(".ant-select-dropdown")).to_be_hidden()
