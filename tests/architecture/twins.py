"""Functions that do the same under two names."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tests.architecture.source import (
    Function,
    Source,
    body_without_docstring,
    decorators,
    functions,
)

LINES = 6


def twin_findings(sources: Iterable[Source]) -> Iterator[str]:
    """Yield each group of functions of six lines or more whose bodies are the same."""
    groups = defaultdict(list)
    for source in sources:
        for function in functions(source.tree):
            if not decorators(function) & {"overload"} and body_lines(function) >= LINES:
                groups[body_with_blanked_names(function)].append((source, function))
    for twins in groups.values():
        if len(twins) > 1:
            names = [f"{source.path}:{each.lineno} {each.name}" for source, each in twins]
            yield f"the same body: {', '.join(names)}"


def body_lines(function: Function) -> int:
    """Return the number of lines after the docstring."""
    body = body_without_docstring(function)
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def body_with_blanked_names(function: Function) -> str:
    """Return the body with each local name replaced by the order of its first appearance.

    Attributes, constants and the names of what is called stay: two functions that call different
    things in the same shape are a table, not a copy.
    """
    body = ast.parse(ast.unparse(ast.Module(body_without_docstring(function), [])))
    calls = [node.func for node in ast.walk(body) if isinstance(node, ast.Call)]
    called = {each.id for each in calls if isinstance(each, ast.Name)}
    order: dict[str, str] = {}
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and node.id not in called:
            node.id = order.setdefault(node.id, f"_{len(order)}")
        elif isinstance(node, ast.arg):
            node.arg = order.setdefault(node.arg, f"_{len(order)}")
            node.annotation = None
    return ast.dump(body)
