"""The screens' modules: which there are, what each may import, where words may stand in code."""

import re
from collections.abc import Iterator

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
    "todos": LOW | {"fields", "records"},
    "inbox": LOW,
    "approvals": LOW | {"fields", "records"},
    "runs": LOW | {"fields", "records"},
    "home": LOW | {"formula", "fields", "commands", "records", "todos"},
    "builder": LOW | {"formula", "fields", "commands", "records", "runs"},
    "market": LOW | {"formula", "fields", "commands", "records", "builder"},
    "admin": LOW | {"formula", "fields", "commands", "records", "approvals"},
    "shell": LOW | {"formula", "fields", "commands", "records", "home"},
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
    "formula/tokens.ts",
    "metadata/model.ts",
}
"""The product's own name where the workspace has none yet; a language named in itself; signs of
numbers and units, which are grammar; the labels of system fields, which stand in both languages
side by side."""


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
