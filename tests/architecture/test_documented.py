"""What is public stands in docs/reference, and what stands there is true."""

import ast
import re
from collections.abc import Mapping

import pytest
import typer

from docs.generate import FOLDER, PAGES
from docs.generating.endpoint_words import ENDPOINT_WORDS
from docs.generating.words import DEVELOPER_SETTINGS, SETTING_WORDS
from engine import messages as engine_messages
from formula import messages as formula_messages
from formula.functions import FUNCTIONS
from metadata import messages as metadata_messages
from metadata import plan_messages
from metadata.changes import words as change_words
from metadata.documents.kinds import KINDS
from metadata.fields import FIELD_TYPES
from runtime import messages as runtime_messages
from runtime.cli.app import build
from runtime.http.endpoints import ENDPOINTS
from tests.architecture.commands import commands
from tests.architecture.source import PACKAGES, ROOT, sources

HINT = "run .venv/bin/python -m docs.generate; explanations stand in docs/generating/words.py"
SETTING = re.compile(r"(?:TANGRAM|TEST)_[A-Z_]+")
PUBLIC: Mapping[str, list[str]] = {
    "functions.md": [
        *(f"\n| `{name}(" for name in FUNCTIONS),
        *(f"`{alias}`" for each in FUNCTIONS.values() for alias in each.aliases),
        *(f"`#{code}`" for code in formula_messages.ERROR_VALUES),
    ],
    "field-types.md": [f"\n## {name}\n" for name in FIELD_TYPES],
    "rules.md": [f"\n## {kind}\n" for kind in change_words.KINDS],
    "documents.md": [f"\n## {kind}\n" for kind in KINDS],
    "problems.md": [
        f"`{code}`"
        for words in (
            formula_messages.PROBLEMS,
            metadata_messages.WORDS,
            engine_messages.WORDS,
            engine_messages.REFUSALS,
            runtime_messages.WORDS,
        )
        for code in words
    ],
    "changes.md": [
        f"`{code}`"
        for words in (
            change_words.SENTENCES,
            plan_messages.STEPS,
            plan_messages.DANGERS,
            plan_messages.FINDINGS,
        )
        for code in words
    ],
    "http.md": [f"\n## {each.method} {each.path}\n" for each in ENDPOINTS],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/reference/{name} is out of date: {HINT}"


def test_the_reference_has_no_other_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_is_there(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert PUBLIC[name]
    missing = [text for text in PUBLIC[name] if text not in written]
    assert missing == [], f"docs/reference/{name} lacks these: {HINT}"


def test_every_command_and_option_is_there() -> None:
    texts = (FOLDER / "cli.md").read_text(encoding="utf-8").split("\n## tangram ")[1:]
    sections = {text.partition("\n")[0]: text for text in texts}
    known = dict(commands(typer.main.get_command(build())))
    assert set(sections) == set(known), HINT
    for name, command in known.items():
        spelled = [it for each in command.params for it in each.opts]
        wanted = [it if it.startswith("-") else it.upper() for it in spelled]
        missing = [it for it in wanted if f"`{it}`" not in sections[name]]
        assert missing == [], f"tangram {name}: {HINT}"


def test_every_setting_is_there() -> None:
    read = {
        found
        for each in sources(*PACKAGES)
        for node in ast.walk(each.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in SETTING.findall(node.value)
    }
    assert read == set(SETTING_WORDS), HINT
    told = (FOLDER / "settings.md").read_text(encoding="utf-8")
    assert [name for name in (*SETTING_WORDS, *DEVELOPER_SETTINGS) if f"`{name}`" not in told] == []
    development = (ROOT / "dev.py").read_text(encoding="utf-8")
    assert set(SETTING.findall(development)) <= set(DEVELOPER_SETTINGS)


def test_nothing_is_explained_that_is_gone() -> None:
    present = {f"{each.method} {each.path}" for each in ENDPOINTS}
    assert set(ENDPOINT_WORDS) == present
