"""How large a module, a function and a class may grow."""

import ast
from collections.abc import Iterator

from tests.architecture.source import (
    Function,
    Source,
    classes,
    functions,
    methods,
)

MODULE_LINES = 400
FUNCTION_LINES = 50
POSITIONAL_PARAMETERS = 5
PUBLIC_METHODS = 15
NESTING = 3

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def size_findings(source: Source) -> Iterator[str]:
    """Yield everything in the file that is too large to be read at one sitting."""
    lines = source.text.count("\n")
    if lines > MODULE_LINES:
        yield source.finding(source.tree, f"module of {lines} lines")
    for function in functions(source.tree):
        yield from function_findings(source, function)
    for owner in classes(source.tree):
        public = [each for each in methods(owner) if is_called(each)]
        if len(public) > PUBLIC_METHODS:
            yield source.finding(owner, f"{owner.name} has {len(public)} public methods")


def is_called(method: Function) -> bool:
    """Whether a method is something others call: a property is a value, like an attribute."""
    values = {"property", "cached_property"}
    decorators = {each.id for each in method.decorator_list if isinstance(each, ast.Name)}
    return not method.name.startswith("_") and not decorators & values


def function_findings(source: Source, function: Function) -> Iterator[str]:
    """Yield what makes one function hard to read or to call."""
    length = function_lines(function)
    if length > FUNCTION_LINES:
        yield source.finding(function, f"{function.name} has {length} lines")
    parameters = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    if len(set(parameters) - {"self", "cls"}) > POSITIONAL_PARAMETERS:
        yield source.finding(function, f"{function.name} has {len(parameters)} positional ones")
    depth = nesting(function.body)
    if depth > NESTING:
        yield source.finding(function, f"{function.name} is nested {depth} deep")


def function_lines(function: Function) -> int:
    """Return the number of lines from `def` on, without the docstring's."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def nesting(statements: list[ast.stmt]) -> int:
    """Return how many blocks stand inside each other; `elif` is no deeper than its `if`."""
    return max((depth_of(statement) for statement in statements), default=0)


def depth_of(statement: ast.stmt) -> int:
    """Return the depth of one statement; a function inside begins anew."""
    if not isinstance(statement, BLOCKS):
        return 0
    inner = [*getattr(statement, "body", []), *getattr(statement, "finalbody", [])]
    inner += [each for handler in getattr(statement, "handlers", []) for each in handler.body]
    inner += [each for case in getattr(statement, "cases", []) for each in case.body]
    otherwise = list(getattr(statement, "orelse", []))
    if len(otherwise) == 1 and isinstance(otherwise[0], ast.If) and isinstance(statement, ast.If):
        return max(1 + nesting(inner), depth_of(otherwise[0]))
    return 1 + nesting(inner + otherwise)
