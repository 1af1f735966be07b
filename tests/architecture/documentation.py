"""Public functions say what is true afterwards, and signatures say types."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import (
    Function,
    Source,
    body_without_docstring,
    classes,
    decorators,
    functions,
    methods,
)


def documentation_findings(source: Source) -> Iterator[str]:
    """Yield modules, public functions and public methods without a docstring."""
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield source.finding(source.tree, "module without a docstring")
    for function in public_functions(source.tree):
        if ast.get_docstring(function) is None:
            yield source.finding(function, f"{function.name} has no docstring")


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """Yield the functions that others call and that no base class documents."""
    for node in tree.body:
        if isinstance(node, Function) and is_public(node):
            yield node
    for owner in classes(tree):
        # What a class inherits, its base documents; a Protocol is the base itself.
        bases = {ast.unparse(base).split("[")[0] for base in owner.bases}
        if not owner.name.startswith("_") and bases <= {"Protocol", "ABC", "Generic"}:
            yield from (each for each in methods(owner) if is_public(each))


def is_public(function: Function) -> bool:
    """Whether a docstring is due: not for private ones, overloads, and short properties."""
    marks = decorators(function)
    if function.name.startswith("_") or marks & {"overload", "override", "setter"}:
        return False
    is_property = bool(marks & {"property", "cached_property"})
    return not (is_property and len(body_without_docstring(function)) == 1)


def any_findings(source: Source) -> Iterator[str]:
    """Yield every signature that says `Any`."""
    for function in functions(source.tree):
        given = function.args
        parameters = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
        annotations = [each.annotation for each in parameters if each is not None]
        if any(says_any(each) for each in (*annotations, function.returns)):
            yield source.finding(function, f"{function.name} has Any in its signature")


def says_any(annotation: ast.expr | None) -> bool:
    """Whether the annotation holds `Any`, also inside a string."""
    return annotation is not None and any(is_any(node) for node in ast.walk(annotation))


def is_any(node: ast.AST) -> bool:
    """Whether the node is the name `Any`, or a string that holds it."""
    match node:
        case ast.Name(id="Any") | ast.Attribute(attr="Any"):
            return True
        case ast.Constant(value=str(text)):
            return re.search(r"\bAny\b", text) is not None
    return False
