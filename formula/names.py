"""Names as people write them: the words of the language, what a name means, what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formula.check_state import Checking
from formula.errors import Suggestion
from formula.nearest import nearest
from formula.scope import FieldName, TableNames
from formula.tree import NameNode, Node
from formula.types import Ref

OWN = frozenset({"THIS", "本记录"})
OUTER = frozenset({"OUTER", "外层"})
OLD = frozenset({"OLD", "原值"})
PARAMETER = frozenset({"PARAM", "参数"})
VARIABLE = frozenset({"STEP", "步骤"})
SPECIAL = OWN | OUTER | OLD | PARAMETER | VARIABLE
_BARE = re.compile(r"[^\W\d]\w*")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "TRUE", "FALSE"})


def special_word(checking: Checking, node: Node) -> str | None:
    """THIS, OUTER, OLD, PARAM or STEP, where no field has that name."""
    if not isinstance(node, NameNode) or node.braced:
        return None
    word = node.name.upper()
    is_special = word in SPECIAL and field_named(checking, node.name) is None
    return word if is_special else None


def field_named(checking: Checking, name: str) -> FieldName | None:
    """A field of the innermost record with a name that is also a word of the language."""
    return in_table(checking, checking.records[-1], name) if checking.records else None


def in_table(checking: Checking, table_name: str | None, name: str) -> FieldName | None:
    """The field of a table that the name means; the key wins over labels."""
    table = checking.table(table_name or "")
    if table is None:
        return None
    if name in table.fields:
        return table.fields[name]
    return next((field for field in table.fields.values() if name in field.names), None)


def unknown(checking: Checking, node: NameNode, table: TableNames | None) -> None:
    """F101 with the nearest names, then where else the name exists."""
    fields = list(table.fields.values()) if table else []
    close = nearest(node.name, (name for field in fields for name in field.names))
    others = list(elsewhere(checking, node, table))
    unknown_name(checking, node, others + [as_name(name) for name in close])


def unknown_name(checking: Checking, node: NameNode, suggested: list[str]) -> None:
    """F101, with what was probably meant."""
    checking.problem(
        "F101",
        node.span,
        *(Suggestion(text, node.span) for text in suggested),
        name=node.name,
        nearest=suggested[0] if suggested else "",
    )


def elsewhere(checking: Checking, node: NameNode, table: TableNames | None) -> Iterator[str]:
    """`THIS.x` where the outer record has it, `客户.x` where a record it points at has it."""
    name = as_name(node.name)
    outer = checking.records[:-1]
    if outer and in_table(checking, outer[0], node.name):
        yield f"THIS.{name}"
    elif outer and in_table(checking, outer[-1], node.name):
        yield f"OUTER.{name}"
    if table is None:
        return
    for field in table.fields.values():
        if isinstance(field.type, Ref) and in_table(checking, field.type.table, node.name):
            yield f"{as_name(label_of(field))}.{name}"


def label_of(field: FieldName) -> str:
    """What people call the field: the first of its names that is not the key."""
    return next((name for name in field.names if name != field.key), field.key)


def as_name(name: str) -> str:
    """`name` as it is written in a formula, in braces where it must be."""
    if _BARE.fullmatch(name) and name.upper() not in _KEYWORDS | SPECIAL:
        return name
    return "{" + name.replace("}", "}}") + "}"
