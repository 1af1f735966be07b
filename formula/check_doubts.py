"""Comparisons that are allowed but probably do not say what was meant (formula.md 2.9)."""

from __future__ import annotations

from decimal import Decimal

from formula.check_state import Checking
from formula.errors import Suggestion
from formula.tree import BinaryNode, Node, NumberNode
from formula.typed import Arithmetic, Coerce, Compare, ContextValue, Literal, Typed

_LOOSE_PERCENT = Decimal("1.5")


def doubts_about(checking: Checking, node: BinaryNode, compared: Compare) -> None:
    """Records what is probably not meant by a comparison (W201 to W204)."""
    left, right = compared.left, compared.right
    if isinstance(left, Literal) and isinstance(right, Literal):
        checking.warning("W203", node.span)
    if compared.operator == "=" and any(
        isinstance(side, Arithmetic) and side.operator == "/" for side in (left, right)
    ):
        checking.warning("W204", node.span, name=checking.source(node.span))
    _percent_doubt(checking, left, right, node.right)
    _percent_doubt(checking, right, left, node.left)
    _age_doubt(checking, left)


def _percent_doubt(checking: Checking, field: Typed, limit: Typed, node: Node) -> None:
    if not (isinstance(limit, Literal) and isinstance(limit.value, Decimal)):
        return
    if limit.value <= _LOOSE_PERCENT or not isinstance(node, NumberNode):
        return
    table = checking.table(getattr(field, "table", ""))
    named = table.fields.get(getattr(field, "key", "")) if table else None
    if named is not None and named.percent:
        text = f"{checking.source(node.span)}%"
        checking.warning(
            "W201", node.span, Suggestion(text, node.span), found=checking.source(node.span)
        )


def _age_doubt(checking: Checking, value: Typed) -> None:
    """NOW()-x>72h never holds where x is blank."""
    if isinstance(value, Coerce):
        value = value.operand
    if not (isinstance(value, Arithmetic) and value.operator == "-" and value.right.nullable):
        return
    left = value.left.operand if isinstance(value.left, Coerce) else value.left
    if isinstance(left, ContextValue) and left.name in {"now", "today"}:
        name = checking.source(value.right.span)
        suggestion = Suggestion(f"IFBLANK({name}, #1970-01-01#)", value.right.span)
        checking.warning("W202", value.right.span, suggestion, name=name)
