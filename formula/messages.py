"""The words for what is wrong with a formula, in Chinese and English.

Tone: what is wrong, where, and what was probably meant; nobody is addressed.
"""

from __future__ import annotations

from collections.abc import Mapping

from formula.errors import Problem
from formula.places import excerpt

_Words = Mapping[str, tuple[str, str]]

PROBLEMS: _Words = {
    "F101": ("未知字段「{name}」", "Unknown field {name}"),
    "F102": (
        "名称「{found}」要写在花括号里：{wanted}",
        "The name {found} needs braces: {wanted}",
    ),
    "F103": ("未知函数「{name}」", "Unknown function {name}"),
    "F104": (
        "函数 {name} 的参数个数不对：写法是 {signature}，这里有 {count} 个",
        "{name} takes other arguments: {signature}, here are {count}",
    ),
    "F105": ("这里需要{wanted}，而不是{found}", "Expected {wanted} here, not {found}"),
    "F106": ("没有选项「{name}」；可选：{options}", "No option {name}; there are: {options}"),
    "F108": (
        "「{name}」是多个值（{found}），这里需要一个值：用 SUM、COUNT、MAX、JOIN 等取一个",
        "{name} is many values ({found}) where one is expected: SUM, COUNT, MAX or JOIN makes one",
    ),
    "F109": (
        "比较不能连写，如 a<b<c；请写成 a<b AND b<c",
        "Comparisons do not chain like a<b<c; a<b AND b<c says it",
    ),
    "F110": (
        "「{name}」有多个含义：{meanings}",
        "{name} is ambiguous: {meanings}",
    ),
    "F111": ("公式循环引用：{path}", "The formulas form a cycle: {path}"),
    "F112": (
        "「{name}」不能用在这里（{use}）",
        "{name} is not allowed here ({use})",
    ),
    "F113": (
        "「{name}」不能在数据库中计算；可以先存为隐藏字段",
        "{name} cannot be computed by the database; a hidden stored field can hold it",
    ),
    "F115": ("「{found}」不是有效的{type}", "{found} is not a valid {type}"),
    "F116": ("「{name}」没有下级字段", "{name} has no fields of its own"),
    "F117": (
        "{found}不能用 {operator} 比较",
        "{operator} does not compare values of type {found}",
    ),
    "F118": (
        "{left}和{right}之间不能用 {operator}",
        "{operator} does not apply to {left} and {right}",
    ),
    "F119": (
        "条件「{found}」要写成比较，如 金额>100，不加引号",
        "The condition {found} is written as a comparison, like amount>100, without quotes",
    ),
    "F120": (
        "在统计中，{name} 只对本组记录的一个值计算",
        "In a measure {name} takes one value of the group's rows",
    ),
    "F121": (
        "「{name}」不是相关记录的列表，如 跟进记录 或 跟进记录.金额",
        "{name} is not a list of related records, like notes or notes.amount",
    ),
    "F122": ("{name} 的参数是一个字段名", "{name} takes the name of a field"),
    "F123": ("没有角色「{name}」", "There is no role {name}"),
    "F124": ("{name} 的参数是写明的角色", "{name} takes a role that is written out"),
    "F125": (
        "「{name}」是多条记录；要写明取哪个字段，如 {name}.字段",
        "{name} is many records; the field to take is missing, as in {name}.field",
    ),
    "F126": (
        "这一行的 {name} 有误：{reason}",
        "The line is wrong at {name}: {reason}",
    ),
    "F127": (
        "步骤「{name}」有几个结果，要写明哪一个：{parts}",
        "The step {name} gives several values; which is meant: {parts}",
    ),
    "W201": (
        "与百分比字段比较的数是 {found}，是否指 {found}%？",
        "A percentage is compared with {found}: perhaps {found}% is meant?",
    ),
    "W202": (
        "「{name}」为空的记录永远不会符合；可用 IFBLANK 给出默认值",
        "Records with a blank {name} never match; IFBLANK can give them a value",
    ),
    "W203": ("结果总是一样", "The result is always the same"),
    "W204": (
        "除法结果用 = 比较可能永不相等：{name}",
        "A quotient compared with = may never be equal: {name}",
    ),
    "W205": ("「{name}」永远不会用到", "{name} is never used"),
    "W206": ("「{found}」要写成 {wanted}", "{found} is written {wanted}"),
    "W207": (
        "界限 {name} 不大于前一个界限，这一档永远取不到",
        "The bound {name} is not above the one before: nothing falls between them",
    ),
}

# F100, by the label of the mistake.
SYNTAX: _Words = {
    "control_character": ("含有不允许的控制字符", "There is a control character"),
    "number_suffix": (
        "「{found}」不是数：{suffix} 有歧义，是否指 {wanted}？",
        "{found} is not a number: {suffix} is ambiguous; perhaps {wanted}?",
    ),
    "compound_duration": ("「{found}」要写成 {wanted}", "{found} is written {wanted}"),
    "chained_in": ("IN 不能与其他比较连写", "IN does not chain with another comparison"),
    "missing_operand": ("公式不完整，后面缺少一个值", "The formula ends where a value is expected"),
    "missing_operator": (
        "「{found}」前面缺少运算符",
        "An operator is missing before {found}",
    ),
    "empty_argument": ("缺少一个参数", "An argument is missing"),
    "empty_brackets": ("括号里没有内容", "There is nothing between the brackets"),
    "operator_first": ("「{found}」前面缺少一个值", "A value is missing before {found}"),
    "name_after_dot": ("「.」后面应为字段名", "A field name is expected after the dot"),
    "trailing_comma": ("这里不应有「{found}」", "{found} does not belong here"),
    "text_as_call": ("只有函数名后面可以跟括号", "Only a function name may stand before a bracket"),
    "empty": ("公式为空", "The formula is empty"),
    "wrong_sign": ("「{found}」应写成 {wanted}", "{found} is written {wanted}"),
    "unexpected_character": ("不认识的字符「{found}」", "Unexpected character {found}"),
    "unexpected": ("这里不应有「{found}」", "{found} does not belong here"),
}

# F107, by which half is there.
UNBALANCED: _Words = {
    "extra": ("多余的「{found}」", "One {found} too many"),
    "crossed": (
        "「{found}」与第 {position} 个字符处的括号不配对，应为「{wanted}」",
        "{found} does not close the bracket at character {position}; {wanted} would",
    ),
    "open": (
        "第 {position} 个字符处的「{found}」没有对应的「{wanted}」",
        "The {found} at character {position} has no {wanted}",
    ),
}

LIMITS: _Words = {
    "length": ("公式超过 {limit} 个字符", "The formula is longer than {limit} characters"),
    "depth": ("嵌套超过 {limit} 层", "The nesting is deeper than {limit}"),
    "nodes": ("公式超过 {limit} 个部分", "The formula has more than {limit} parts"),
    "number": ("数值超出范围", "The number is out of range"),
    "path": ("路径超过 {limit} 步", "The path is longer than {limit} steps"),
    "records": ("条件嵌套超过 {limit} 层", "Conditions are nested deeper than {limit}"),
    "size": ("展开后的公式过大", "The formula is too large once it is spelled out"),
}

# F126, what a line of `tangram formula` lacks.
LINES: _Words = {
    "formula": ("应有文本 formula", "a text formula is expected"),
    "fields": ("应为对象", "an object is expected"),
    "field": ("应为带 type 的对象", "an object with a type is expected"),
    "type": ("没有这种类型", "there is no such type"),
    "options": ("应有选项列表 options", "a list of options is expected"),
    "value": ("值与类型不符", "the value is not of the type"),
    "children": (
        "应有 fields 对象和 rows 数组",
        "an object fields and an array rows are expected",
    ),
    "time_zone": ("没有这个时区", "there is no such time zone"),
}

TYPES: _Words = {
    "text": ("文本", "text"),
    "number": ("数字", "number"),
    "boolean": ("真假条件", "condition"),
    "date": ("日期", "date"),
    "datetime": ("日期时间", "date and time"),
    "duration": ("时长", "duration"),
    "blank": ("空值", "blank"),
    "json": ("JSON 数据", "JSON value"),
    "select": ("选项", "choice"),
    "region": ("地区", "region"),
    "multiselect": ("多选", "multiple choice"),
    "ref": ("关联记录", "reference to a record"),
    "money": ("多币种金额", "amount in several currencies"),
    "list": ("列表", "list"),
    "recordset": ("相关记录", "set of related records"),
}

USES: _Words = {
    "field": ("公式字段", "a formula field"),
    "id": ("生成的编号", "a generated field"),
    "default": ("默认值", "a default"),
    "validate": ("校验规则", "a validation"),
    "condition": ("条件", "a condition"),
    "set": ("赋值规则", "a fill rule"),
    "scope": ("数据范围", "a row scope"),
    "filter": ("筛选", "a filter"),
    "measure": ("统计", "a measure"),
    "text": ("消息文本", "a text"),
    "several": ("人员或列表", "people or a list"),
}

ERROR_VALUES: _Words = {
    "DIV0": ("除零", "division by zero"),
    "VALUE": ("无法转换", "not convertible"),
    "NUM": ("数值超出范围", "number out of range"),
    "DATE": ("日期超出范围", "date out of range"),
    "LIMIT": ("超出限制", "limit exceeded"),
    "REF": ("引用失效", "broken reference"),
}

# Where `found` and `wanted` are types and not pieces of the text.
_NAMING_TYPES = frozenset({"F105", "F108", "F117", "F118"})
_TYPES_NAMED = frozenset({"found", "wanted", "left", "right"})

_NEAREST = ("，是否为「{nearest}」？", "; perhaps {nearest}?")


def say(problem: Problem, language: str = "zh") -> str:
    """One sentence for people: what is wrong and what was probably meant."""
    at = 0 if language == "zh" else 1
    parameters = {
        name: _shown(problem.code, name, value, at) for name, value in problem.parameters.items()
    }
    if problem.code == "F105" and parameters["found"] == parameters["wanted"]:
        # Two references differ in nothing but the table they point at.
        tables = {name: _table_in(problem.parameters[name]) for name in ("found", "wanted")}
        parameters = {
            name: f"{words} {tables[name]}".rstrip() for name, words in parameters.items()
        }
    text = _template(problem, at).format_map(parameters)
    if problem.parameters.get("nearest"):
        text += _NEAREST[at].format_map(parameters)
    return text


def _table_in(type_name: object) -> str:
    _, is_named, inner = str(type_name).rpartition("<")
    return inner.rstrip(">") if is_named else ""


def say_in_place(problem: Problem, text: str, language: str = "zh") -> str:
    """The sentence, with the piece of the formula marked below."""
    return f"{say(problem, language)}\n{excerpt(text, problem.span)}"


def say_error_value(code: str, language: str = "zh") -> str:
    """What a cell shows for an error value: `#除零 #DIV0`."""
    return f"#{ERROR_VALUES[code][0 if language == 'zh' else 1]} #{code}"


def type_words(name: str, language: str = "zh") -> str:
    """A type as people say it; `name` is that of formula.types.type_name."""
    at = 0 if language == "zh" else 1
    kind, _, inner = name.partition("<")
    words = TYPES[kind][at]
    if kind != "list" or not inner:
        return words
    of = type_words(inner.removesuffix(">"), language)
    return f"{of}{words}" if at == 0 else f"{words} of {of}s"


def _template(problem: Problem, at: int) -> str:
    match problem.code:
        case "F100":
            return SYNTAX[str(problem.parameters["mistake"])][at]
        case "F107":
            return _unbalanced(problem, at)
        case "F114":
            return LIMITS[str(problem.parameters["what"])][at]
        case code:
            return PROBLEMS[code][at]


def _unbalanced(problem: Problem, at: int) -> str:
    if not problem.parameters["wanted"]:
        return UNBALANCED["extra"][at]
    closes = problem.parameters["found"] in (")", "]")
    return UNBALANCED["crossed" if closes else "open"][at]


def _shown(code: str, name: str, value: str | int, at: int) -> str | int:
    language = ("zh", "en")[at]
    text = str(value)
    kind = text.partition("<")[0]
    if kind in TYPES and name in (_TYPES_NAMED if code in _NAMING_TYPES else {"type"}):
        return type_words(text, language)
    if code == "F126" and name == "reason":
        return LINES[text][at]
    if name == "use" and text in USES:
        return USES[text][at]
    return value
