"""What a formula's value is: type, scale, whether it can be blank, fail, change by itself."""

import pytest

from formula.check import check
from formula.scope import Use
from formula.typed import Typed
from formula.types import (
    ListOf,
    MultiSelect,
    Number,
    RecordSet,
    Ref,
    Text,
    Type,
    type_name,
)
from tests.formula.scopes import LEAD_SCORE, SCOPE, SOURCE, SOURCES


@pytest.fixture
def facts() -> object:
    """What a typed tree says about its value, in words."""

    def tell(typed: Typed) -> str:
        scale = typed.type.scale if isinstance(typed.type, Number) else None
        words = [type_name(typed.type) + ("" if scale is None else f"({scale})")]
        if isinstance(typed.type, Number) and scale is None:
            words[0] += "(?)"
        words += ["blank"] * typed.nullable + ["error"] * typed.may_error
        words += ["volatile"] * typed.volatile + ["contextual"] * typed.contextual
        return " ".join(words)

    return tell


FIELD_FACTS = [
    (LEAD_SCORE, "number(0)"),
    # Arithmetic: a blank number counts as 0, a blank date spreads.
    ("页面停留总时长+金额（元）", None),
    ("页面停留总时长+{金额（元）}", "number(2)"),
    ("成本*成本*成本*成本*成本*成本", "number(10)"),
    ("成本*表单字段完整率", "number(6)"),
    ("成本/2", "number(10)"),
    ("成本/0", "number(10) error"),
    ("成本/成本", "number(10) error"),
    ("成本^2", "number(?) error"),
    ("-成本", "number(2)"),
    ("+成本", "number(2)"),
    ("成本%", "number(4)"),
    ("12.50", "number(1)"),
    ("12.5%", "number(3)"),
    ("评分+1", "number(0) error"),
    ("到期日+1", "date blank error"),
    ("签约日期+成本", "date error"),
    ("1+签约日期", "date error"),
    ("签约日期+3天", "date error"),
    ("签约日期+2h", "datetime error"),
    ("签约日期+(到期日-签约日期)", "date error"),
    ("到期日-签约日期", "duration blank"),
    ("创建时间-最近跟进", "duration blank"),
    ("创建时间-签约日期", "duration"),
    ("创建时间+时限", "datetime error"),
    ("时限+1h", "duration"),
    # Comparison and logic are never blank.
    ("到期日-签约日期>30", "boolean"),
    ("签约日期>='2024-01-01'", "boolean"),
    ("最近跟进<'2024/1/31 09:30'", "boolean"),
    ("最近跟进>签约日期", "boolean"),
    ("名称=BLANK()", "boolean"),
    ("评分>3 OR 已完成", "boolean error"),
    ("来源渠道 IN ('抖音本地推','展会', BLANK())", "boolean"),
    ("来源渠道 NOT IN ['抖音本地推']", "boolean"),
    ("'展会' IN 标签", "boolean"),
    ("负责人 IN 参与人", "boolean"),
    ("客户.重点 AND 已完成", "boolean"),
    ("IF(客户.重点, 1, 2)", "number(0)"),
    # Text.
    ("名称&成本&来源渠道&到期日&客户&负责人", "text blank"),
    ("名称&1", "text"),
    ("名称+备注", "text blank"),
    ("''", "text blank"),
    ("TEXT(来源渠道)", "text blank"),
    ("记录编号() & ''", "text"),
    # Choice.
    ("IF(已完成, 1, 2.5)", "number(1)"),
    ("IF(已完成, 1)", "number(0) blank"),
    ("IF(已完成, BLANK(), '展会')", "text blank"),
    ("IF(已完成, 来源渠道, '展会')", "select blank"),
    ("IF(已完成, 签约日期, 创建时间)", "datetime"),
    ("IF(已完成, 评分, 1/0)", "number(10) blank error"),
    ("IFS(已完成, 'a', 成本>1, 'b')", "text blank"),
    ("IFS(已完成, 'a', 'b')", "text"),
    ("SWITCH(来源渠道, '展会', 1, '抖音本地推', 2, 0)", "number(0)"),
    ("IFERROR(评分, 0)", "number(0) blank"),
    ("ISERROR(评分)", "boolean"),
    ("IFBLANK(最近跟进, 创建时间)", "datetime"),
    ("COALESCE(名称, 备注)", "text blank"),
    ("ISBLANK(跟进记录)", "boolean"),
    ("BETWEEN(成本, 1, 2)", "boolean"),
    ("BLANKIF(成本, 0)", "number(2) blank"),
    ("CLAMP(成本, 0, 10)", "number(2) blank"),
    ("BUCKET(成本, 60, '低', 80, '中', '高')", "text blank"),
    ("BUCKET({金额（元）}, 60, '低', '高')", "text"),
    ("XOR(已完成, 已完成)", "boolean"),
    # Paths, lists, aggregates.
    ("客户.名称", "text blank"),
    ("客户.负责人.部门.上级部门", "ref<department> blank"),
    ("SUM(跟进记录.金额)", "number(2)"),
    ("AVERAGE(跟进记录.金额)", "number(10) blank"),
    ("MAX(跟进记录.创建时间)", "datetime blank"),
    ("MAX(1, 成本)", "number(2)"),
    ("MIN(成本, 页面停留总时长)", "number(2) blank"),
    ("COUNT(跟进记录)", "number(0)"),
    ("COUNT(参与人.部门)", "number(0)"),
    ("COUNTUNIQUE(跟进记录.跟进人)", "number(0)"),
    ("COUNT(标签)", "number(0)"),
    ("COUNTIF(跟进记录, 结果='成功')", "number(0)"),
    ("COUNTIF(跟进记录, 金额>THIS.成本 AND 跟进人=本记录.负责人)", "number(0)"),
    ("SUMIF(跟进记录.金额, 1/金额>1)", "number(2) error"),
    ("SUMIFS(跟进记录.金额, 结果='成功', 金额>1)", "number(2)"),
    ("MAXIF(跟进记录.创建时间, 结果='成功')", "datetime blank"),
    ("ANY(跟进记录, 结果='成功')", "boolean"),
    ("EVERY(跟进记录, 结果='成功')", "boolean"),
    ("SUM(客户.线索.成本)", "number(2)"),
    ("报价.金额", "number(2) blank"),
    ("报价.币种", "text blank"),
    # Time and the record.
    ("TODAY()", "date volatile"),
    ("NOW()-创建时间>72h", "boolean volatile"),
    ("创建人()", "ref<user> blank"),
    ("PARAM.days+1", "number(0)"),
    ("['a','b']", "list<text>"),
]


@pytest.mark.parametrize(("text", "wanted"), FIELD_FACTS)
def test_a_value_is_known_before_it_is_computed(
    text: str, wanted: str | None, facts: object
) -> None:
    checked = check(text, SCOPE, Use.FIELD)
    assert callable(facts)
    assert (None if checked.typed is None else facts(checked.typed)) == wanted


USES = [
    ("负责人=CURRENT_USER()", Use.SCOPE, None, True),
    ("负责人.部门 IN MY_DEPARTMENTS()", Use.SCOPE, None, True),
    ("HASROLE('销售经理')", Use.CONDITION, None, True),
    ("CURRENT_USER()", Use.DEFAULT, Ref("user"), True),
    ("CURRENT_USER()", Use.DEFAULT, RecordSet("user"), True),
    ("CURRENT_USER()", Use.FIELD, None, False),
    ("NOW()", Use.ID, None, False),
    ("客户.名称", Use.ID, None, False),
    ("LEFT(名称,6)", Use.ID, Text(), True),
    ("OLD.成本<成本 AND CHANGED(名称)", Use.VALIDATE, None, True),
    ("OLD.成本<成本", Use.FILTER, None, False),
    ("CHANGED(名称)", Use.FIELD, None, False),
    ("成本", Use.CONDITION, None, False),
    ("'展会'", Use.DEFAULT, SOURCE, True),
    ("'无此'", Use.DEFAULT, SOURCE, False),
    ("名称", Use.SET, SOURCE, False),
    ("来源渠道", Use.SET, Text(), False),
    ("IF(已完成,'展会','抖音本地推')", Use.SET, SOURCE, True),
    ("['展会','抖音本地推']", Use.DEFAULT, MultiSelect("source", SOURCES), True),
    ("'展会'", Use.DEFAULT, MultiSelect("source", SOURCES), True),
    ("BLANK()", Use.SET, SOURCE, True),
    ("SUM(成本)/COUNT()", Use.MEASURE, None, True),
    ("COUNTIF(来源渠道='展会')", Use.MEASURE, None, True),
    ("SUMIF(成本, 来源渠道='展会')", Use.MEASURE, None, True),
    ("MAX(客户.名称)", Use.MEASURE, None, False),
    ("成本", Use.MEASURE, None, False),
    ("跟进记录", Use.FIELD, None, False),
    ("1=1", Use.FILTER, ListOf(Text()), False),
]


@pytest.mark.parametrize(("text", "use", "expected", "fits"), USES)
def test_where_a_formula_stands_decides_what_it_may_say(
    text: str, use: Use, expected: Type | None, fits: bool
) -> None:
    checked = check(text, SCOPE, use, expected)
    assert (checked.typed is not None) == fits, checked.problems


def test_a_condition_is_never_blank() -> None:
    for text in ("客户.重点", "IF(已完成, TRUE)", "客户.重点 OR 已完成"):
        assert not check(text, SCOPE, Use.FILTER).require().nullable


NESTED = ["IF(成本>1, {}, 0)", "COALESCE({}, 1)", "BETWEEN({}, 1, 2)=TRUE", "({}) IN (1, 2)=FALSE"]


@pytest.mark.timeout(30)  # looked at twice a level, 25 levels take days
@pytest.mark.parametrize("form", NESTED)
def test_nested_forms_are_looked_at_once(form: str) -> None:
    text = "成本"
    for _ in range(25):
        text = form.format(text)
    checked = check(text, SCOPE, Use.FIELD)
    assert checked.typed is not None or checked.problems


def test_what_spells_out_too_large_is_refused() -> None:
    text = "成本"
    for _ in range(20):
        text = f"CLAMP({text}, 1, 2)"
    checked = check(text, SCOPE, Use.FIELD)
    assert [problem.code for problem in checked.problems] == ["F114"]
