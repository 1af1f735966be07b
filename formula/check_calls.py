"""Calls: which function is meant, whether it may stand here, and its arguments (2.6, 2.8)."""

from __future__ import annotations

from formula.check_state import CONTEXTUAL_USES, VOLATILE_USES, Checking
from formula.coerce import (
    as_type,
    common_type,
    fitting,
    mismatch,
    scalar,
    text_literal,
    to_text,
)
from formula.errors import Suggestion
from formula.functions import FUNCTIONS, find_function
from formula.functions.signature import BlankRule, Function, Parameter
from formula.nearest import nearest
from formula.tree import CallNode, Node, ParenNode, StringNode
from formula.typed import Call, Literal, Typed
from formula.typed_walk import carrying
from formula.types import (
    Blank,
    Boolean,
    ListOf,
    MultiSelect,
    RecordSet,
    Ref,
    Text,
    Type,
)


def check_call(checking: Checking, node: CallNode, wanted: Type | None) -> Typed | None:
    """`name(arguments)`: a form lowered to other nodes, or a plain call."""
    function = find_function(node.name.name)
    if function is None:
        _unknown_function(checking, node)
        return None
    checking.names(node.name.span, "function", function.name)
    allowed = _is_allowed(checking, node, function)
    if not _has_count(checking, node, function):
        return None
    if function.lower is not None:
        value = function.lower(checking, node, wanted)
        assert value is None or isinstance(value, Typed)
    elif function.name == "TEXT" and len(node.arguments) == 1:
        value = _as_text(checking, node.arguments[0])
    elif function.name == "HASROLE":
        value = _has_role(checking, node, function)
    else:
        value = _plain(checking, node, function)
    return value if allowed else None


def _as_text(checking: Checking, argument: Node) -> Typed | None:
    value = scalar(checking, argument)
    return None if value is None else to_text(checking, value, argument)


def _has_role(checking: Checking, node: CallNode, function: Function) -> Typed | None:
    """HASROLE of a role that there is, by its key or a name; the call says the key."""
    argument = node.arguments[0]
    if not isinstance(argument, StringNode):
        checking.problem("F124", argument.span, name=function.name)
        return None
    roles = checking.scope.roles
    key = next((key for key in roles if argument.value in (key, *roles[key])), None)
    if key is None:
        close = nearest(argument.value, (text for key in roles for text in (key, *roles[key])))
        checking.problem(
            "F123",
            argument.span,
            *(Suggestion(f"'{text}'", argument.span) for text in close),
            name=argument.value,
            nearest=close[0] if close else "",
        )
        return None
    checking.names(argument.span, "role", key)
    role = Literal(type=Text(), value=key, span=argument.span)
    return Call(
        type=Boolean(), contextual=True, function=function.name, arguments=(role,), span=node.span
    )


def _is_allowed(checking: Checking, node: CallNode, function: Function) -> bool:
    refused = (function.volatile and checking.use not in VOLATILE_USES) or (
        function.contextual and checking.use not in CONTEXTUAL_USES
    )
    if refused:
        checking.problem("F112", node.name.span, name=function.name, use=checking.use.value)
    return not refused


def _has_count(checking: Checking, node: CallNode, function: Function) -> bool:
    count = len(node.arguments)
    least = sum(1 for parameter in function.parameters if not parameter.optional)
    most = len(function.parameters)
    repeats = any(parameter.repeats for parameter in function.parameters)
    if count >= least and (repeats or count <= most):
        return True
    checking.problem(
        "F104",
        node.span,
        name=function.name,
        count=count,
        least=least,
        most=-1 if repeats else most,
        signature=signature(function),
    )
    return False


def signature(function: Function) -> str:
    """`ROUND(number, digits?)`, as messages and completions show it."""
    names = [
        parameter.name + ("?" if parameter.optional else "") + ("…" if parameter.repeats else "")
        for parameter in function.parameters
    ]
    return f"{function.name}({', '.join(names)})"


def _plain(checking: Checking, node: CallNode, function: Function) -> Typed | None:
    arguments: list[Typed] = []
    for position, argument in enumerate(node.arguments):
        parameter = function.parameters[min(position, len(function.parameters) - 1)]
        value = _argument(checking, argument, parameter)
        if value is not None:
            arguments.append(value)
    if len(arguments) < len(node.arguments):
        return None
    typed = tuple(arguments)
    result = function.result(typed) if callable(function.result) else function.result
    call = Call(
        type=result,
        nullable=_is_nullable(function, typed),
        may_error=function.may_fail(typed),
        volatile=function.volatile,
        contextual=function.contextual,
        function=function.name,
        arguments=typed,
        span=node.span,
    )
    return carrying(call, typed)


def _is_nullable(function: Function, arguments: tuple[Typed, ...]) -> bool:
    if function.nullable is not None:
        return function.nullable
    if function.blank is BlankRule.SPREADS:
        return any(argument.nullable for argument in arguments)
    return True


def _argument(checking: Checking, node: Node, parameter: Parameter) -> Typed | None:
    wanted = _wanted(parameter)
    if not wanted:
        return scalar(checking, node)
    written = node
    while isinstance(written, ParenNode):
        written = written.inner
    if isinstance(written, StringNode):
        return _written_argument(checking, written, wanted)
    value = checking.value(node)
    if value is None:
        return None
    return _fitted(checking, value, node, wanted)


def _fitted(checking: Checking, value: Typed, node: Node, wanted: tuple[Type, ...]) -> Typed | None:
    if isinstance(value.type, Blank):
        return as_type(value, wanted[0])
    fits = [type_ for type_ in wanted if type(type_) is type(value.type)]
    if fits and isinstance(value.type, Ref):
        fits = [type_ for type_ in fits if type_ == value.type]
    if fits and not isinstance(value.type, ListOf):
        return value
    is_many = isinstance(value.type, ListOf | RecordSet | MultiSelect)
    if is_many and not any(isinstance(type_, ListOf) for type_ in wanted):
        return (
            scalar(checking, node)
            if not isinstance(value.type, MultiSelect)
            else _refused(checking, value, node, wanted)
        )
    for type_ in wanted:
        if common_type((type_, value.type)) is not None or isinstance(type_, ListOf):
            return fitting(checking, value, node, type_)
    return _refused(checking, value, node, wanted)


def _refused(
    checking: Checking, value: Typed, node: Node, wanted: tuple[Type, ...]
) -> Typed | None:
    mismatch(checking, node, value.type, wanted[0])
    return None


def _written_argument(
    checking: Checking, node: StringNode, wanted: tuple[Type, ...]
) -> Typed | None:
    """A written text is a text where one is accepted, else a date (or option) where that is."""
    if any(isinstance(type_, Text) for type_ in wanted):
        return text_literal(checking, node, None)
    literal = text_literal(checking, node, wanted[0])
    return None if literal is None else fitting(checking, literal, node, wanted[0])


def _wanted(parameter: Parameter) -> tuple[Type, ...]:
    if parameter.type is None:
        return ()
    return parameter.type if isinstance(parameter.type, tuple) else (parameter.type,)


def _unknown_function(checking: Checking, node: CallNode) -> None:
    source = checking.source(node.span)
    if _is_field(checking, source):
        # 金额（元） reads as a call of 金额: it is a field with brackets in its name.
        braced = "{" + source + "}"
        suggestion = Suggestion(braced, node.span)
        checking.problem("F102", node.span, suggestion, found=source, wanted=braced)
        return
    name = node.name.name.upper()
    known = [
        function.name
        for function in FUNCTIONS.values()
        if name in (foreign.upper() for foreign in function.foreign_names)
    ]
    if not known:
        texts = {
            text.upper(): function.name
            for function in FUNCTIONS.values()
            for text in (function.name, *function.aliases)
        }
        known = list(dict.fromkeys(texts[text] for text in nearest(name, texts)))
    checking.problem(
        "F103",
        node.name.span,
        *(Suggestion(text, node.name.span) for text in known),
        name=node.name.name,
        nearest=known[0] if known else "",
    )


def _is_field(checking: Checking, name: str) -> bool:
    table = checking.table(checking.records[-1]) if checking.records else None
    return table is not None and any(name in field.names for field in table.fields.values())
