"""The screens keep their structure: directions of imports, sizes, words, tokens, field types."""

import re
from pathlib import Path

import pytest

from metadata.fields import FIELD_TYPES
from tests.architecture.screens import (
    CHINESE,
    COMMENT,
    HEX,
    MAY_IMPORT,
    MOST_LINES,
    SAID_IN_CODE,
    SRC,
    TOKEN_FILES,
    import_findings,
    scripts,
)


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
    """antd's growing text area does, which the page's policy refuses: ui/TextBox grows by CSS."""
    findings = [name for name, text in scripts() if "autoSize" in text and name != "ui/TextBox.tsx"]
    assert not findings, "\n".join(findings)
