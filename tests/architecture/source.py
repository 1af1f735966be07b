"""The project's Python files as syntax trees: what the checks of this folder read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("formula", "metadata", "engine", "workflow", "templates_market", "runtime")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """Its dotted name: `engine/writing/lock.py` is `engine.writing.lock`."""
        parts = self.path.removesuffix(".py").split("/")
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The package at the root that it belongs to."""
        return self.path.split("/")[0]

    def finding(self, node: ast.AST, words: str) -> str:
        """Return `path:line: words`, as editors understand it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {words}"


def source(path: str, text: str) -> Source:
    """Return `text` as if it stood in the file `path`."""
    return Source(path, text, ast.parse(text, path))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Return the Python files below the folders of the project."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(
        source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
    )


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Yield every class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node


def methods(owner: ast.ClassDef) -> Iterator[Function]:
    """Yield the functions that stand in the class itself."""
    for node in owner.body:
        if isinstance(node, Function):
            yield node


def decorators(function: Function) -> set[str]:
    """Return the last names of its decorators: `@pytest.fixture(…)` gives `fixture`."""
    names = set()
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(called, ast.Attribute):
            names.add(called.attr)
        elif isinstance(called, ast.Name):
            names.add(called.id)
    return names


def body_without_docstring(function: Function) -> list[ast.stmt]:
    """Return the statements after the docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body
