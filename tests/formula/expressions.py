"""Formulas of every type over the world of tests.formula.world, as texts, for hypothesis."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

KINDS = "nnntttbbbbdius"
"""Types by letter: number, text, boolean, date, instant, duration (u), select."""
Pick = Callable[[Sequence[str]], str]

NUMBERS = ("0", "1", "(-1)", "2.5", "0.1", "3", "90%", "50万", "1e11", "123456789012.34", "7")
TEXTS = (
    "'a'",
    "'Ab c'",
    "'中文'",
    "'😀x'",
    "'It''s'",
    "'50%_'",
    "'-'",
    "''",
    "'  ｂ　'",
    "'12.5%'",
    "'13800138000'",
    "'1,234'",
)
OPTIONS = ("'抖音本地推'", "'expo'", "'独立站'")
UNITS = ("'year'", "'month'", "'week'", "'day'")
CLOCK = ("'hour'", "'minute'", "'second'", "'day'", "'month'")


class Maker:
    """Writes formulas; `child` says that the innermost record is a follow-up."""

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.child = False

    def make(self, kind: str, depth: int) -> str:
        """A formula of a type, at most so deep."""
        rules = LEAVES[kind] if depth <= 0 else LEAVES[kind] + GROWN[kind]
        if self.child:
            rules = CHILD_LEAVES[kind] if depth <= 0 else CHILD_LEAVES[kind] + GROWN[kind]
        return self.fill(self.pick(rules), depth - 1)

    def fill(self, rule: str, depth: int) -> str:
        """The rule with its places, {n} {t} {b} {d} {i} {u} {s} {c} {f} …, filled."""
        made: list[str] = []
        rest = rule
        while "{" in rest:
            head, _, tail = rest.partition("{")
            place, _, rest = tail.partition("}")
            made.append(head)
            made.append(self.place(place, depth))
        return "".join(made) + rest

    def place(self, place: str, depth: int) -> str:
        """What stands in a place of a rule."""
        if place in PLACES:
            return self.pick(PLACES[place])
        if place.startswith("child:"):
            if self.child:
                return {"n": "费用", "b": "完成", "t": "内容", "d": "当日", "i": "当时"}[place[-1]]
            self.child = True
            made = self.make(place[-1], min(depth, 1))
            self.child = False
            return made
        return self.make(place, depth)


PLACES = {
    "NUM": NUMBERS,
    "TEXT": TEXTS,
    "OPTION": OPTIONS,
    "UNIT": UNITS,
    "CLOCK": CLOCK,
    "CMP": ("=", "<>", "<", "<=", ">", ">="),
    "EQ": ("=", "<>"),
    "SMALL": ("0", "1", "2", "3", "(-1)"),
    "SPAN": ("72h", "90min", "3d", "45s", "0h"),
    "DIF": ("'Y'", "'M'", "'D'", "'YM'", "'MD'", "'YD'", "'h'", "'min'"),
    "DAY": ("#2024-02-29#", "#2023-12-31#", "#2024-01-31#", "#1999-05-05#"),
    "AT": ("#2024-02-29 23:59#", "#2024-05-01 10:30#"),
    "FORM": ("'0.00'", "'#,##0'", "'0%'", "'¥#,##0.0#'"),
    "DATEFORM": ("'YYYY-MM-DD'", "'yyyy年m月d日 hh:mm:ss'", "'YY/M/D'"),
    "ROWS": ("跟进", "跟进", "伙伴"),
}

STEPS = {
    "n": ("STEP.num", "步骤.whole", "STEP.deal.得分", "STEP.deal.count", "COUNT(STEP.many)"),
    "t": ("STEP.word", "STEP.customer.公司", "STEP.none.公司"),
    "b": (
        "STEP.flag",
        "(客户 IN STEP.many)",
        "(STEP.customer NOT IN STEP.many)",
        "(客户=STEP.customer)",
        "ISBLANK(STEP.none)",
        "(名称 IN STEP.words)",
    ),
    "d": ("STEP.day", "STEP.customer.始于"),
}
"""What the steps before have given (tests.formula.world.VARIABLES)."""
LEAVES = {
    "n": (
        "{NUM}",
        "金额",
        "数量",
        "折扣率",
        "总额",
        "得分",
        "客户.等级",
        "COUNT(跟进)",
        *STEPS["n"],
    ),
    "t": ("{TEXT}", "名称", "备注", "客户.公司", "名称", *STEPS["t"]),
    "b": ("热门", "TRUE", "FALSE", "客户.贵宾", "(来源={OPTION})", *STEPS["b"]),
    "d": ("日期", "到期日", "{DAY}", "客户.始于", "TODAY()", *STEPS["d"]),
    "i": ("时间", "{AT}", "NOW()", "STEP.moment"),
    "u": ("停留", "{SPAN}", "STEP.span"),
    "s": ("来源", "客户.来源", "STEP.source", "STEP.customer.来源"),
}
CHILD_LEAVES = {
    "n": ("{NUM}", "费用", "工时", "THIS.金额", "商机.数量"),
    "t": ("{TEXT}", "内容", "THIS.名称"),
    "b": ("完成", "(结果={OPTION})", "(费用>100)", "(结果=THIS.来源)"),
    "d": ("当日", "THIS.日期", "{DAY}"),
    "i": ("当时", "THIS.时间", "{AT}"),
    "u": ("{SPAN}", "THIS.停留"),
    "s": ("结果", "THIS.来源"),
}
GROWN = {
    "n": (
        "({n}+{n})",
        "({n}-{n})",
        "({n}*{n})",
        "({n}/{n})",
        "({n}^{SMALL})",
        "(-{n})",
        "({n})%",
        "IF({b},{n},{n})",
        "IF({b},{n})",
        "IFS({b},{n},{b},{n},{n})",
        "IFERROR({n},{n})",
        "IFBLANK({n},{n})",
        "COALESCE({n},{n},{n})",
        "ROUND({n},{SMALL})",
        "ROUNDUP({n},{SMALL})",
        "ROUNDDOWN({n},1)",
        "INT({n})",
        "TRUNC({n},1)",
        "CEILING({n},{n})",
        "FLOOR({n},0.5)",
        "MROUND({n},3)",
        "MOD({n},{n})",
        "QUOTIENT({n},{n})",
        "ABS({n})",
        "SIGN({n})",
        "POWER({n},{SMALL})",
        "SQRT({n})",
        "LN({n})",
        "LOG({n},2)",
        "EXP({SMALL})",
        "EVEN({n})",
        "ODD({n})",
        "MAX({n},{n})",
        "MIN({n},{n},{n})",
        "SUM({n},{n})",
        "AVERAGE({n},{n})",
        "COUNT({n},{n})",
        "CLAMP({n},0,100)",
        "BUCKET({n},0,1,100,2,3)",
        "WEIGHTED({n},3,{n},{n})",
        "VALUE({t})",
        "LEN({t})",
        "FIND({t},{t})",
        "SEARCH({t},{t},{SMALL})",
        "YEAR({d})",
        "MONTH({i})",
        "DAY({d})",
        "HOUR({i})",
        "QUARTER({d})",
        "WEEKDAY({d},{SMALL})",
        "WEEKNUM({d},2)",
        "ISOWEEKNUM({i})",
        "DATEDIF({d},{d},{DIF})",
        "DATEDIF({i},{i},{DIF})",
        "DAYS({u})",
        "HOURS({i},{i})",
        "MINUTES({u})",
        "DAYS({d},{d})",
        "SWITCH({s},{OPTION},1,{n})",
        "SUM(跟进.费用)",
        "AVERAGE(跟进.费用)",
        "MAX(跟进.工时)",
        "MIN(伙伴.等级)",
        "COUNTIF({ROWS},TRUE)",
        "SUMIF(跟进.费用,{child:b})",
        "COUNTIF(跟进,{child:b})",
        "AVERAGEIF(跟进.工时,{child:b})",
        "COUNTUNIQUE(跟进.内容)",
        "COUNTA(跟进.结果)",
    ),
    "t": (
        "({t}&{t})",
        "({n}&{t})",
        "({d}&{b})",
        "({s}&{i})",
        "IF({b},{t},{t})",
        "IF({b},{t})",
        "IFERROR({t},{t})",
        "IFBLANK({t},{t})",
        "LEFT({t},{SMALL})",
        "RIGHT({t},{SMALL})",
        "MID({t},{SMALL},2)",
        "SUBSTITUTE({t},{t},{t})",
        "SUBSTITUTE({t},'a',{t},{SMALL})",
        "REPLACE({t},{SMALL},1,{t})",
        "UPPER({t})",
        "LOWER({t})",
        "PROPER({t})",
        "TRIM({t})",
        "TEXT({n},{FORM})",
        "TEXT({d},{DATEFORM})",
        "TEXT({i},{DATEFORM})",
        "FIXED({n},{SMALL})",
        "RMBUPPER({n})",
        "CONCAT({t},{n},{s})",
        "MD5({t})",
        "PHONENORM({t})",
        "CREDITCODENORM({t})",
        "JOIN(跟进.内容,{TEXT})",
        "TEXT({s})",
        "TEXT({u})",
        "JOIN([{t},{t}],'-')",
        "SHA256({t})",
        "JOIN(标签,'+')",
    ),
    "b": (
        "({n}{CMP}{n})",
        "({t}{CMP}{t})",
        "({d}{CMP}{d})",
        "({i}{CMP}{i})",
        "({u}{CMP}{u})",
        "({s}{EQ}{s})",
        "({s}{EQ}{OPTION})",
        "({b} AND {b})",
        "({b} OR {b})",
        "(NOT {b})",
        "XOR({b},{b})",
        "AND({b},{b},{b})",
        "IF({b},{b},{b})",
        "IFERROR({b},{b})",
        "ISERROR({n})",
        "ISERROR({t})",
        "ISBLANK({n})",
        "ISBLANK({t})",
        "ISBLANK({s})",
        "ISBLANK(标签)",
        "({n} IN ({n},{n}))",
        "({n} IN (1,2.5,0))",
        "({s} NOT IN ({OPTION},{OPTION}))",
        "({t} IN ({TEXT},{t}))",
        "BETWEEN({n},{n},{n})",
        "CONTAINS({t},{t})",
        "STARTSWITH({t},{t})",
        "ENDSWITH({t},{t})",
        "SAMETEXT({t},{t})",
        "ISPHONE({t})",
        "ISCREDITCODE({t})",
        "ANY(跟进,{child:b})",
        "EVERY(跟进,{child:b})",
        "(COUNTIF(跟进,{child:b})>0)",
        "({n}=BLANK())",
        "({i}+{u}>NOW())",
        "(MAX(跟进.当时)<{i})",
        "(({b})=({b}))",
        "HASROLE('sales')",
    ),
    "d": (
        "({d}+{n})",
        "({d}-{SMALL})",
        "EDATE({d},{SMALL})",
        "EOMONTH({d},{n})",
        "TODATE({i})",
        "DATE({SMALL},{n},{n})",
        "DATE(2024,{n},{SMALL})",
        "DATEADD({d},{n},{UNIT})",
        "IF({b},{d},{d})",
        "MAX({d},{d})",
        "IFBLANK({d},{d})",
        "MAX(跟进.当日)",
        "({d}+3d)",
    ),
    "i": (
        "({i}+{u})",
        "({i}-{u})",
        "DATEADD({i},{n},{CLOCK})",
        "DATEADD({d},{SMALL},'hour')",
        "DATETIME(2024,{SMALL},31,{n})",
        "IF({b},{i},{i})",
        "MIN(跟进.当时)",
        "MAX({i},{i})",
    ),
    "u": (
        "({i}-{i})",
        "({d}-{d})",
        "({u}+{u})",
        "({u}-{u})",
        "DURATION({n},'hour')",
        "TOTIME({i})",
        "IF({b},{u},{u})",
        "MAX({u},{u})",
    ),
    "s": ("IF({b},{s},{s})", "IFBLANK({s},{s})"),
}


@st.composite
def formulas(draw: st.DrawFn, most: int = 4) -> str:
    """A formula of any type."""
    maker = Maker(lambda options: draw(st.sampled_from(options)))
    return maker.make(draw(st.sampled_from(KINDS)), draw(st.integers(1, most)))
