"""What a person does who builds views."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.people import Caller, Json


def view_labelled(admin: Caller, label: str) -> Json:
    """The published view of this label."""
    documents = admin.call("GET", "/apps/crm")["documents"]
    assert isinstance(documents, list)
    [found] = [
        each["document"]
        for each in documents
        if each["kind"] == "view" and each["document"]["label"] == label
    ]
    assert isinstance(found, dict)
    return found


def choose(page: Page, name: str, *options: str) -> None:
    """The options are picked from the box of this name."""
    for option in options:
        page.get_by_role("combobox", name=name).click()
        page.locator(f".ant-select-item-option[title='{option}']:visible").click()
