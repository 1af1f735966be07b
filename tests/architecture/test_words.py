"""The glossary stays true."""

import importlib.util
import re

from tests.architecture.source import ROOT

WORDS = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")


def test_every_home_exists() -> None:
    table = WORDS.split("## Home of")[1]
    homes = re.findall(r"^\|[^|]*\| `([\w.]+)`", table, re.MULTILINE)
    assert len(homes) > 10
    assert [home for home in homes if importlib.util.find_spec(home) is None] == []


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []
