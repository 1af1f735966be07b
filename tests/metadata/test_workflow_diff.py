"""Changes to automations, approvals and connectors are told in words, and can be taken back."""

from collections.abc import Mapping

import pytest

from metadata.diff import diff_documents
from metadata.edits import apply_edits, inverse_edits
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.metadata.shop import shop
from tests.metadata.shop_workflow import resolved_workflow, shop_with_workflow
from tests.metadata.small_app import are_same

W, A, C = "automation watch ", "approval discount ", "connector erp "
NODE = {"key": "cfo", "label": "财务", "who": {"role": "clerk"}, "empty": "agree"}
NOTICE = {"do": "notify", "who": "负责人", "text": "好"}

CASES: Mapping[str, tuple[Mapping[str, object], str, str]] = {
    "relabel_automation": (
        {f"{W}/label": "盯"},
        "自动化 盯：名称 盯单 → 盯",
        "automation watch: label Watch → 盯",
    ),
    "switch_automation": (
        {f"{W}/enabled": False},
        "自动化 盯单：停用",
        "automation watch: switched off",
    ),
    "change_trigger": (
        {f"{W}/on/event": "record.saved"},
        "自动化 盯单 的触发：触发方式 新建记录 → 保存记录",
        "trigger of watch: event record created → record saved",
    ),
    "change_automation": (
        {f"{W}/when": "渠道='展会'"},
        "自动化 盯单：条件 渠道='网店' → 渠道='展会'",
        "automation watch: when 渠道='网店' → 渠道='展会'",
    ),
    "add_trial": (
        {f"{W}/trial": {"metric": "单价", "share": 0.25}},
        "自动化 盯单：灰度发布，25 % 的记录用这一版，7 天后按 单价 决定去留",
        "automation watch on trial for 25 % of the records, 7 days, by 单价",
    ),
    "change_step": (
        {f"{W}/steps/1/within": "45min"},
        "步骤 盯单.ask：期限 30min → 45min",
        "step watch.ask: within 30min → 45min",
    ),
    "change_step within": (
        {f"{W}/steps/1/on_accept/-": {"do": "stop"}},
        "步骤 盯单.ask：接受时增加 stop",
        "step watch.ask: on accept gained stop",
    ),
    "change_step by its label": (
        {"automation paid /steps/3/label": "大"},
        "步骤 付款后.大：名称 大客户 → 大",
        "step paid.big: label 大客户 → 大",
    ),
    "add_step": (
        {f"{W}/steps/-": NOTICE},
        "新增步骤 盯单.notify（通知）",
        "step watch.notify added (notify)",
    ),
    "change_node": (
        {f"{A}/nodes/0/empty": "refuse_to_start"},
        "审批节点 折扣审批.主管：审批人为空时 agree → refuse_to_start",
        "node discount.lead: empty agree → refuse_to_start",
    ),
    "add_node": (
        {f"{A}/nodes/-": NODE},
        "新增审批节点 折扣审批.财务",
        "node discount.cfo added",
    ),
    "change_approval": (
        {f"{A}/freezes/-": "why"},
        "审批 折扣审批：冻结字段增加 why",
        "approval discount: freezes gained why",
    ),
    "relabel_approval": (
        {f"{A}/label": "折扣"},
        "审批 折扣：名称 折扣审批 → 折扣",
        "approval discount: label Discount → 折扣",
    ),
    "change_connector": (
        {f"{C}/operations/0/method": "POST"},
        "连接器 ERP：操作.push.方法 PUT → POST",
        "connector erp: operations.push.method PUT → POST",
    ),
    "relabel_connector": (
        {f"{C}/label": "用友"},
        "连接器 用友：名称 ERP → 用友",
        "connector erp: label ERP → 用友",
    ),
}


@pytest.fixture(name="before", scope="module")
def _before() -> Resolved:
    return resolved_workflow({})


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_told_and_taken_back(name: str, before: Resolved) -> None:
    changes, chinese, english = CASES[name]
    bent = resolved_workflow(changes)
    (change,) = diff_documents(before, bent)
    assert change.code == name.partition(" ")[0]
    assert (change.sentence("zh"), change.sentence("en")) == (chinese, english)
    assert are_same(apply_edits(before.sources, [change.edit]), bent.sources)
    assert are_same(apply_edits(bent.sources, inverse_edits([change.edit])), before.sources)


def test_everything_comes_and_goes(before: Resolved) -> None:
    without = resolve_documents(shop()).require()
    coming = [change.sentence("zh") for change in diff_documents(without, before)]
    assert "新增自动化 盯单（新建记录，7 个步骤）" in coming
    assert "新增审批 折扣审批（2 个节点）" in coming
    going = diff_documents(before, without)
    assert {change.inverse().sentence("zh") for change in going} == set(coming)
    assert before.sources.keys() == shop_with_workflow().keys()


def test_steps_that_cannot_be_told_apart_are_one_piece() -> None:
    two = [{"do": "stop"}, {"do": "stop"}]
    three = [{"do": "stop"}, {"do": "emit", "event": "a.b"}, {"do": "stop"}]
    one = resolved_workflow(
        {"automation escalate /steps/-": two[0], "automation spare /steps": two}
    )
    other = resolved_workflow(
        {"automation escalate /steps/-": two[0], "automation spare /steps": three}
    )
    (change,) = diff_documents(one, other)
    assert change.sentence("zh") == "自动化 备用：步骤 stop, stop → stop, emit, stop"
