"""Nothing in the project depends on the machine where it was written."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

GENERATED = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
GENERATED |= {"__pycache__", "node_modules", "static"}
AT_THE_ROOT = {"data", "build", "dist"}
TEXT = {".py", ".md", ".toml", ".json", ".csv", ".lock", ".lark", ".txt", ".ts", ".tsx", ""}
ADDRESS = re.compile(r"https?://|file:/")

# Spelled apart, so that this file does not find itself.
PLACES = [f"/{name}/" for name in ("work", "root", "opt")] + ["/".join(("/tmp", "team"))]
PLACE = re.compile(r"(?<![\w.])(" + "|".join(PLACES) + ")")


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """The files of the project that a person or a program reads as text."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        left_out = GENERATED | AT_THE_ROOT if Path(folder) == ROOT else GENERATED
        folders[:] = [name for name in folders if name not in left_out]
        paths = [Path(folder, name) for name in names]
        found += [path for path in paths if path.suffix in TEXT and not path.is_symlink()]
    return found


def test_no_file_names_a_place_of_one_machine(files: list[Path]) -> None:
    findings = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if PLACE.search(line)
    ]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("name", ["dev.lock", "runtime.lock"])
def test_a_lock_holds_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert ADDRESS.search(text) is None
    pinned = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(pinned) > 0


def test_the_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        "runtime.lock": project["dependencies"],
        "dev.lock": project["dependencies"] + project["optional-dependencies"]["dev"],
    }
    for name, requirements in wanted.items():
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        locked = {line.split("==")[0] for line in lines if "==" in line}
        assert {re.split(r"[^\w.-]", each)[0] for each in requirements} <= locked
