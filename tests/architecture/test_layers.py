"""Imports point down, and outside libraries stay where they belong."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.layers import MAY_IMPORT, layer_findings
from tests.architecture.source import PACKAGES, ROOT, source, sources

NOT_PACKAGES = {"tests", "docs", "admin_ui", "requirements", "data", "build", "dist"}


def test_imports_point_down() -> None:
    findings = [found for each in sources(*PACKAGES) for found in layer_findings(each)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("formula/check.py", "from metadata.diff import diff_documents"),
        ("metadata/plan.py", "import engine.workspace"),
        ("engine/events.py", "from workflow import runs"),
        ("workflow/runs.py", "from templates_market.install import install"),
        ("templates_market/install.py", "from workflow.runs import advance"),
        ("engine/events.py", "from tests.clock import VirtualClock"),
        ("formula/check.py", "from lark import Lark"),
        ("formula/syntax_tree.py", "from lark import Lark"),
        ("formula/check.py", "import sqlalchemy as sa"),
        ("engine/columns.py", "from alembic.operations import Operations"),
        ("engine/columns.py", "import jsonschema"),
        ("workflow/runs.py", "from jinja2 import Template"),
        ("engine/events.py", "def late() -> None:\n    from fastapi import Request"),
    ],
)
def test_a_planted_import_is_found(path: str, line: str) -> None:
    assert len(list(layer_findings(source(path, line)))) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("formula/syntax.py", "from lark import Lark"),
        ("formula/sql_text.py", "import sqlalchemy as sa"),
        ("runtime/http/app.py", "from starlette.requests import Request"),
        ("runtime/migrations/env.py", "from alembic import context"),
        ("runtime/process.py", "from workflow.runs import advance"),
    ],
)
def test_an_allowed_import_is_not(path: str, line: str) -> None:
    assert list(layer_findings(source(path, line))) == []


def test_every_package_at_the_root_has_a_layer() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - NOT_PACKAGES
    assert folders <= set(MAY_IMPORT)


@pytest.mark.parametrize(
    "package", [name for name in PACKAGES if (ROOT / name / "__init__.py").exists()]
)
def test_no_installed_distribution_shadows_a_package(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__file__ is not None
    assert ROOT in Path(module.__file__).parents


def test_the_language_starts_without_a_database_or_a_server() -> None:
    program = (
        "import sys, formula\n"
        "print([name for name in ('sqlalchemy', 'fastapi', 'pydantic') if name in sys.modules])"
    )
    ended = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
