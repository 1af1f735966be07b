"""What a test looks like: it asserts, it is short, and it keeps its parts in fixtures."""

import ast
from collections.abc import Iterator

from tests.architecture.sizes import function_lines
from tests.architecture.source import Function, Source, decorators, functions

TEST_LINES = 40
CHECKING = ("check_", "assert_")
EXPECTING = ("to_", "not_to_")
RAISING = {"raises", "warns"}
NOT_TESTS = {"fixture", "composite", "event_source"}


def shape_findings(source: Source) -> Iterator[str]:
    """Yield what is wrong with the tests of one file."""
    if not source.path.split("/")[-1].startswith("test_"):
        return
    for node in source.tree.body:
        if isinstance(node, Function):
            yield from function_findings(source, node)
    for function in functions(source.tree):
        if function.name.startswith("test_") and not asserts_something(function):
            yield source.finding(function, f"{function.name} asserts nothing")
    for each in ast.walk(source.tree):
        if imports_mocks(each):
            yield source.finding(each, "mocks our own code; write a stand-in with its contract")


def function_findings(source: Source, function: Function) -> Iterator[str]:
    """Yield what is wrong with one function at the top of a test file."""
    if function.name.startswith("test_"):
        lines = function_lines(function)
        if lines > TEST_LINES:
            yield source.finding(function, f"{function.name} has {lines} lines")
    elif not decorators(function) & NOT_TESTS and not function.name.startswith("pytest_"):
        yield source.finding(function, f"{function.name} belongs in a fixture or a module")


def asserts_something(function: Function) -> bool:
    """Whether the test can fail: by assert, by `raises`, by `expect`, or by a fixture that
    checks."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if name in RAISING or name.startswith(CHECKING) or expects(node.func):
                return True
    return False


def expects(called: ast.expr) -> bool:
    """Whether this waits for what a page shows and fails without it: `expect(it).to_be_…`."""
    return (
        isinstance(called, ast.Attribute)
        and called.attr.startswith(EXPECTING)
        and isinstance(called.value, ast.Call)
        and ast.unparse(called.value.func) == "expect"
    )


def imports_mocks(node: ast.AST) -> bool:
    """Whether the node imports `unittest.mock`."""
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return node.module == "unittest.mock" or (node.module == "unittest" and "mock" in names)
    return isinstance(node, ast.Import) and any(
        alias.name.startswith("unittest.mock") for alias in node.names
    )
