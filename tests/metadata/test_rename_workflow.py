"""A label that changes takes the formulas and texts of automations and approvals along."""

from collections.abc import Mapping

import pytest

from metadata.formulas_in import formulas_in
from metadata.read_documents import read_documents
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.metadata.shop_workflow import bent_workflow, shop_with_workflow

CASES: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]] = {
    "a field in texts and formulas": (
        {"table order /fields/0/label": {"zh": "编号"}},
        {
            "automation paid /steps/1/title": "订单 {{编号}}",
            "automation watch /steps/1/ask": "要 {{编号}} 吗？",
            "automation watch /steps/3/values/number": "编号",
            "automation watch /steps/3/on_error/0/values/number": "编号",
            "automation escalate /steps/0/title": "看 {{编号}}",
            "automation nightly /steps/1/steps/1/title": "查 {{STEP.one.编号}}",
            "approval discount /title": "{{编号}} 的折扣",
        },
    ),
    "a field of another table, followed and found": (
        {"table buyer /fields/0/label": {"zh": "名 字"}},
        {
            "automation paid /steps/0/filter": "{名 字}=STEP.record.买家.{名 字}",
            "automation paid /steps/1/text/zh": "{{买家.{名 字}}} 付了 {{ TEXT(总额, '0.00') }}，"
            "共 {{步骤.loyal.count}} 位",
            "automation watch /steps/1/on_timeout/0/title": "再问 {{STEP.copy.{名 字}}}",
        },
    ),
    "OLD and the field it is of": (
        {"table order /fields/4/label": {"zh": "件数"}},
        {
            "table order /fields/5/formula": "单价*件数*(1-PARAM.rate)",
            "automation paid /when": "单价>100 AND OLD.件数<>件数",
        },
    ),
    "an option that a step writes": (
        {"option_set level /options/0/label": {"zh": "黄金"}},
        {
            "automation paid /steps/4/steps/0/values/level": "'黄金'",
            "automation watch /steps/0/values/level": "'黄金'",
        },
    ),
    "a total above": (
        {"table order /fields/5/label": {"zh": "合计"}},
        {
            "table order /fields/6/formula": "合计>10000",
            "table buyer /fields/5/formula": "SUM(订单.合计)",
            "automation paid /steps/1/text/zh": "{{买家.姓名}} 付了 {{ TEXT(合计, '0.00') }}，"
            "共 {{步骤.loyal.count}} 位",
            "automation watch /steps/3/values/total": "合计",
            "approval discount /nodes/1/when": "合计>1000",
        },
    ),
}


@pytest.fixture(name="before", scope="module")
def _before() -> Resolved:
    return resolve_documents(shop_with_workflow()).require()


@pytest.mark.parametrize(("changes", "others"), CASES.values(), ids=CASES)
def test_every_formula_that_says_it_says_the_new_one(
    before: Resolved, changes: Mapping[str, object], others: Mapping[str, object]
) -> None:
    renamed = rename_labels(before, bent_workflow(changes))
    assert renamed == bent_workflow({**changes, **others})
    assert resolve_documents(renamed).problems == ()


def test_every_formula_is_found(before: Resolved) -> None:
    documents = read_documents(shop_with_workflow()).documents
    places = {
        f"{key[2]}/{'/'.join(map(str, place.steps))}": place
        for key, document in documents.items()
        for place in formulas_in(document)
    }
    assert places["slow_day/on/below"].table is None
    assert places["watch/steps/6/rules/1/to/weight"].table == "user"
    assert places["watch/steps/0/values/level"].field_of == "buyer"
    assert places["paid/when"].remembers
    assert before.automations
