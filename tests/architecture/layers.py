"""Which package may import which, and where outside libraries are confined."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Source

MAY_IMPORT = {
    "formula": set[str](),
    "metadata": {"formula"},
    "engine": {"metadata", "formula"},
    "workflow": {"engine", "metadata", "formula"},
    "templates_market": {"engine", "metadata", "formula"},
    "runtime": {"workflow", "templates_market", "engine", "metadata", "formula"},
}

# A module named here stands for itself and everything below it.
ONLY_IN = {
    "lark": ("formula.syntax", "formula.mistakes"),
    "jsonschema": ("metadata",),
    "alembic": ("engine.schema_steps", "runtime.migrations"),
    "jinja2": ("metadata.page_templates", "runtime.http"),
    "fastapi": ("runtime",),
    "starlette": ("runtime",),
    "uvicorn": ("runtime",),
    "apscheduler": ("runtime",),
    "typer": ("runtime",),
}

# The language's meaning is plain Python; only its SQL back ends know SQLAlchemy.
SQL_OF_FORMULAS = "formula.sql"


def layer_findings(source: Source) -> Iterator[str]:
    """Yield each import that goes up, sideways or out of bounds."""
    for node, imported in imports(source.tree):
        top = imported.split(".")[0]
        if top == "tests":
            yield source.finding(node, f"{source.package} imports the tests")
        if top in MAY_IMPORT and top not in {source.package, *MAY_IMPORT[source.package]}:
            yield source.finding(node, f"{source.package} may not import {top}")
        if top in ONLY_IN and not is_within(source.module, ONLY_IN[top]):
            yield source.finding(node, f"{top} is only for {', '.join(ONLY_IN[top])}")
        if top == "sqlalchemy" and source.package == "formula" and not is_sql(source.module):
            yield source.finding(node, f"in the language, {top} is only for {SQL_OF_FORMULAS}*")


def imports(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every imported module, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node, node.module


def is_within(module: str, allowed: tuple[str, ...]) -> bool:
    """Whether the module is one of the allowed ones or below one."""
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def is_sql(module: str) -> bool:
    """Whether the module is `formula.sql`, `formula.sql_text` or below such a one."""
    return module.startswith(SQL_OF_FORMULAS)
