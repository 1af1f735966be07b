"""The screens keep their structure: directions of imports, sizes, words, tokens, field types."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from metadata.fields import FIELD_TYPES
from tests.architecture.source import ROOT

SRC = ROOT / "admin_ui" / "src"
MOST_LINES = 250
NO_WORDS: frozenset[str] = frozenset()

LOW = frozenset({"ui", "api", "text", "metadata"})
MAY_IMPORT = {
    "text": NO_WORDS,
    "api": frozenset({"text", "metadata"}),
    "ui": frozenset({"text", "api"}),
    "metadata": frozenset({"api", "text"}),
    "formula": LOW,
    "fields": LOW | {"formula"},
    "commands": LOW | {"formula", "fields"},
    "records": LOW | {"formula", "fields", "commands"},
    "work": LOW | {"formula", "fields", "commands", "records"},
    "builder": LOW | {"formula", "fields", "commands", "records"},
    "market": LOW | {"formula", "fields", "commands", "records", "builder"},
    "admin": LOW | {"formula", "fields", "commands", "records"},
    "shell": LOW | {"formula", "fields", "commands", "records", "work"},
}
EVERYWHERE = {"shell/appearance"}
"""How the product looks to this browser is asked by every part that draws."""

IMPORTED = re.compile(r"""(?:from|import)\s*\(?["']@/([\w/.-]+)["']""")
RELATIVE_UP = re.compile(r"""from ["']((?:\.\./)+)([\w/.-]*)["']""")
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
TOKEN_FILES = {"ui/tokens.css", "ui/theme.ts"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMENT = re.compile(r"//.*|/\*.*?\*/", re.DOTALL)
SAID_IN_CODE = {
    "shell/Header.tsx",
    "shell/Entry.tsx",
    "fields/shared/numbers.ts",
    "metadata/model.ts",
}
"""The product's own name where the workspace has none yet; a language named in itself; signs of numbers, which are grammar; the
labels of system fields, which stand in both languages side by side."""


def scripts() -> Iterator[tuple[str, str]]:
    """Every module of the screens: its path below `src`, and its text."""
    for path in sorted(SRC.rglob("*.ts*")):
        name = path.relative_to(SRC).as_posix()
        if not name.endswith(".d.ts") and ".test." not in name:
            yield name, path.read_text(encoding="utf-8")


def import_findings(name: str, text: str) -> Iterator[str]:
    """The imports of a module that go against the arrows."""
    area = name.split("/", maxsplit=1)[0]
    if area not in MAY_IMPORT:
        return
    depth = name.count("/")
    targets = [found[1] for found in IMPORTED.finditer(text)]
    for found in RELATIVE_UP.finditer(text):
        if found[1].count("../") >= depth:
            targets.append(found[2])
    for target in targets:
        other = target.split("/")[0]
        if other != area and other not in MAY_IMPORT[area] and target not in EVERYWHERE:
            yield f"{name} imports {target}"


def test_imports_follow_the_arrows() -> None:
    findings = [found for name, text in scripts() for found in import_findings(name, text)]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ui/Tag.tsx", 'import { x } from "@/fields";'),
        ("fields/text/index.ts", 'import { x } from "@/records/grid/Grid";'),
        ("fields/text/index.ts", 'import { x } from "../../records/grid/Grid";'),
        ("metadata/model.ts", 'const x = await import("@/builder/draft");'),
    ],
)
def test_a_planted_import_is_found(name: str, text: str) -> None:
    assert list(import_findings(name, text))


def test_every_module_has_a_place_in_the_arrows() -> None:
    areas = {name.split("/")[0] for name, _ in scripts() if "/" in name}
    assert areas <= MAY_IMPORT.keys()


def test_no_module_is_too_long() -> None:
    long = [f"{name}: {text.count(chr(10))}" for name, text in scripts()]
    long = [line for line in long if int(line.rpartition(" ")[2]) > MOST_LINES]
    assert not long, "\n".join(long)


def test_colours_stand_in_the_tokens() -> None:
    styled = [path for path in SRC.rglob("*") if path.suffix in (".css", ".tsx", ".ts")]
    findings = [
        f"{path.relative_to(SRC).as_posix()}: {found[0]}"
        for path in styled
        if path.relative_to(SRC).as_posix() not in TOKEN_FILES and ".test." not in path.name
        for found in HEX.finditer(path.read_text(encoding="utf-8"))
        if not re.search(r"(?<!\w)\.#|#fff\b", found[0])
    ]
    assert not findings, "\n".join(findings)


def test_words_stand_in_the_texts() -> None:
    findings = [
        f"{name}: {line.strip()[:80]}"
        for name, text in scripts()
        if name not in SAID_IN_CODE and not name.startswith("text/")
        for line in COMMENT.sub("", text).splitlines()
        if CHINESE.search(line)
    ]
    assert not findings, "\n".join(findings)


def test_every_field_type_is_drawn() -> None:
    table = (SRC / "fields" / "index.ts").read_text(encoding="utf-8")
    drawn = set(re.findall(r'from "\./(\w+)"', table)) - {"define"}
    assert drawn == FIELD_TYPES.keys()
    assert all((SRC / "fields" / name).is_dir() for name in FIELD_TYPES)


def test_no_file_of_the_screens_is_forgotten() -> None:
    assert Path(SRC / "main.tsx").is_file()
    assert len(list(scripts())) > 50


def test_nothing_writes_style_attributes() -> None:
    """antd's growing text area does, and the page's policy refuses them: ui/TextBox grows by CSS."""
    findings = [name for name, text in scripts() if "autoSize" in text and name != "ui/TextBox.tsx"]
    assert not findings, "\n".join(findings)
