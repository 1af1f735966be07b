"""What a formula reads, and new names in its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formula.check import check
from formula.names import as_name
from formula.references import Dependency, Step, reads, rename, rename_option
from formula.scope import Use
from formula.syntax import parse
from tests.formula.scopes import LEAD, SCOPE

CUSTOMER = Step("to_one", "crm.lead", "customer", "crm.customer")
FOLLOW_UPS = Step("children", "crm.lead", "follow_ups", "crm.follow_up", "lead")
TEAM = Step("links", "crm.lead", "team", "user")
LEADS = Step("children", "crm.customer", "leads", "crm.lead", "customer")
OWN_CUSTOMER = Dependency((), "crm.lead", "customer")
MEMBERSHIP = Dependency((FOLLOW_UPS,), "crm.follow_up", "lead")

READS = [
    ("成本+成本", [Dependency((), "crm.lead", "cost")]),
    ("客户.等级", [OWN_CUSTOMER, Dependency((CUSTOMER,), "crm.customer", "grade")]),
    (
        "客户.负责人.姓名",
        [
            OWN_CUSTOMER,
            Dependency((CUSTOMER,), "crm.customer", "owner"),
            Dependency((CUSTOMER, Step("to_one", "crm.customer", "owner", "user")), "user", "name"),
        ],
    ),
    ("COUNT(跟进记录)", [MEMBERSHIP]),
    (
        "COUNTIF(跟进记录, 金额>THIS.成本)",
        [
            MEMBERSHIP,
            Dependency((FOLLOW_UPS,), "crm.follow_up", "amount"),
            Dependency((), "crm.lead", "cost"),
        ],
    ),
    (
        "负责人 IN 参与人",
        [
            Dependency((), "crm.lead", "team"),
            Dependency((TEAM,), "user", "id"),
            Dependency((), "crm.lead", "owner"),
        ],
    ),
    (
        "SUM(客户.线索.成本)",
        [
            OWN_CUSTOMER,
            Dependency((CUSTOMER, LEADS), "crm.lead", "customer"),
            Dependency((CUSTOMER, LEADS), "crm.lead", "cost"),
        ],
    ),
    (
        "IF(已完成, 负责人, 客户.负责人).姓名",
        [
            Dependency((), "crm.lead", "done"),
            Dependency((), "crm.lead", "owner"),
            OWN_CUSTOMER,
            Dependency((CUSTOMER,), "crm.customer", "owner"),
            Dependency((Step("to_one", "crm.lead", "owner", "user"),), "user", "name"),
            Dependency((CUSTOMER, Step("to_one", "crm.customer", "owner", "user")), "user", "name"),
        ],
    ),
    (
        "客户 & ''",
        [OWN_CUSTOMER, Dependency((CUSTOMER,), "crm.customer", "name")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), READS)
def test_everything_read_is_known_with_its_way(text: str, wanted: list[Dependency]) -> None:
    assert list(reads(check(text, SCOPE, Use.FIELD).require())) == wanted


def test_a_measure_reads_the_rows_of_its_table() -> None:
    typed = check("SUM(成本)/COUNT()", SCOPE, Use.MEASURE).require()
    assert list(reads(typed)) == [Dependency((), "crm.lead", "cost")]


RENAMES = [
    ("名称 & 名称&'名称'", "标题", "标题 & 标题&'名称'"),
    ("名称 & name & 客户.名称", "标题", "标题 & name & 客户.名称"),
    ("名称&名称&名称", "客户名称", "客户名称&客户名称&客户名称"),
    ("THIS.名称 & 1", "名 称", "THIS.{名 称} & 1"),
    ("{名称} & 1", "标题", "{标题} & 1"),
    ("名称&1", "a}b", "{a}}b}&1"),
    ("名称&1", "NOT", "{NOT}&1"),
    ("名称&1 // 名称", "x", "x&1 // 名称"),
    ("（名称＆1）", "标题", "（标题＆1）"),
]


@pytest.mark.parametrize(("text", "new", "wanted"), RENAMES)
def test_a_new_label_is_put_where_the_old_one_stands(text: str, new: str, wanted: str) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    assert checked.typed is not None
    assert rename(checked, "crm.lead", "name", "名称", new) == wanted


@given(st.text(min_size=1, max_size=12).filter(lambda text: "{" not in text and "\0" not in text))
def test_any_name_can_be_written(name: str) -> None:
    node = parse(as_name(name))
    assert getattr(node, "name", None) == parse(as_name(getattr(node, "name", ""))).name  # type: ignore[attr-defined]


def test_renaming_there_and_back_changes_nothing() -> None:
    text = "IF(名称='a', {金额（元）}*2, 成本)"
    fields = dict(LEAD.fields)
    there = rename(check(text, SCOPE, Use.FIELD), "crm.lead", "cost", "成本", "成 本")
    fields["cost"] = type(fields["cost"])("cost", ("cost", "成 本"), fields["cost"].type)
    table = type(LEAD)(LEAD.name, LEAD.names, fields)
    scope = type(SCOPE)({**SCOPE.tables, LEAD.name: table}, LEAD.name)
    assert there == "IF(名称='a', {金额（元）}*2, {成 本})"
    assert rename(check(there, scope, Use.FIELD), "crm.lead", "cost", "成 本", "成本") == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("来源渠道='展会'", "来源渠道='广交''会'"),
        ("来源渠道 IN (“展会”,'expo')", "来源渠道 IN (“广交'会”,'expo')"),
        ("来源渠道=‘展会’", "来源渠道=‘广交'会’"),
        ("名称='展会'", "名称='展会'"),
    ],
)
def test_a_new_option_label_is_put_into_its_literals(text: str, wanted: str) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    assert rename_option(checked, "source", "expo", "展会", "广交'会") == wanted
