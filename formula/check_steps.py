"""STEP.key: what the steps of an automation gave."""

from __future__ import annotations

from formula.check_state import Checking
from formula.errors import Span, Suggestion
from formula.names import VARIABLE, special_word, unknown_name
from formula.nearest import nearest
from formula.tree import MemberNode, NameNode
from formula.typed import ContextValue, Typed


def check_variable(checking: Checking, target: NameNode, name: NameNode) -> Typed | None:
    """`STEP.key`: what the step gave."""
    known = checking.scope.variables
    if name.name in known:
        return _variable_value(checking, name, name.name)
    parts = [key for key in known if key.startswith(f"{name.name}.")]
    if parts:
        suggested = [Suggestion(f"{target.name}.{key}", _over(target, name)) for key in parts]
        checking.problem("F127", name.span, *suggested, name=name.name, parts=", ".join(parts))
        return None
    steps = {key.partition(".")[0] for key in known}
    unknown_name(checking, name, nearest(name.name, sorted(steps)))
    return None


def is_part_of_step(checking: Checking, node: MemberNode) -> bool:
    """Whether it is `STEP.key.part`, and nothing is followed from `STEP.key` itself."""
    step = node.target
    if not isinstance(step, MemberNode) or special_word(checking, step.target) not in VARIABLE:
        return False
    known, key = checking.scope.variables, step.name.name
    has_parts = any(other.startswith(f"{key}.") for other in known)
    return has_parts and (key not in known or f"{key}.{node.name.name}" in known)


def check_part_of_step(checking: Checking, node: MemberNode) -> Typed | None:
    """The part of what a step gave."""
    assert isinstance(node.target, MemberNode)
    step = f"{node.target.name.name}."
    if step + node.name.name in checking.scope.variables:
        return _variable_value(checking, node.name, step + node.name.name)
    parts = [key[len(step) :] for key in checking.scope.variables if key.startswith(step)]
    unknown_name(checking, node.name, nearest(node.name.name, parts))
    return None


def _variable_value(checking: Checking, name: NameNode, key: str) -> Typed:
    checking.names(name.span, "variable", key)
    return ContextValue(
        type=checking.scope.variables[key],
        nullable=True,
        span=name.span,
        name="variable",
        key=key,
    )


def _over(first: NameNode, last: NameNode) -> Span:
    return Span(first.span.start, last.span.end)
