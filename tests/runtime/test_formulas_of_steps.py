"""Formulas of automations as they are written: what steps gave is known, checked and completed."""

import pytest

from tests.runtime.asking import check_formula
from tests.runtime.sites import Caller

VARIABLES = {
    "record": "ref<shop.purchase>",
    "found": "ref<shop.buyer>",
    "found.count": "number",
    "all": "list<ref<shop.buyer>>",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("STEP.found.count>1", "boolean"),
        ("步骤.found.名称", "text"),
        ("买家 IN STEP.all", "boolean"),
        ("STEP.record", "ref<shop.purchase>"),
    ],
)
def test_a_formula_knows_what_steps_gave(root: Caller, text: str, kind: str) -> None:
    found = check_formula(root, text, use="set", variables=VARIABLES)
    assert (found["type"], found["problems"]) == (kind, [])


def test_what_no_step_gave_is_told(root: Caller) -> None:
    found = check_formula(root, "STEP.fund.count>1", use="set", variables=VARIABLES)
    assert found["problems"][0]["code"] == "F101"
    refused = {"app": "shop", "table": "purchase", "text": "1", "variables": {"x": "lead"}}
    answer = root("POST", "/formulas/check", refused)
    assert (answer.status_code, answer.json()["problems"][0]["pointer"]) == (400, "/variables/x")


def test_old_is_known_where_it_is_said(root: Caller) -> None:
    assert check_formula(root, "OLD.数量<数量", use="condition")["problems"]
    assert not check_formula(root, "OLD.数量<数量", use="condition", remembers=True)["problems"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("STEP.", ["record", "found", "all"]),
        ("1+STEP.fo", ["found"]),
        ("STEP.found.co", ["count"]),
        ("步骤.found.名", ["名称"]),
    ],
)
def test_steps_are_completed(root: Caller, text: str, labels: list[str]) -> None:
    found = check_formula(root, text, cursor=len(text), variables=VARIABLES)
    assert [each["label"] for each in found["completions"]][: len(labels)] == labels
