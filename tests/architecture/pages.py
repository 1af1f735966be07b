"""Pages with commands: what they tell to type, and what they say will be answered."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.server import PASSWORD, TANGRAM, Place

CURL = Path(__file__).with_name("curl.py")
ADDRESS = "http://127.0.0.1:8000"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "--- block ---"
SECONDS = 240


@dataclass(frozen=True)
class Block:
    """Commands, and the lines that are told to come of them; `…` stands for anything."""

    commands: str
    answer: tuple[str, ...]


def blocks_of(page: Path) -> list[Block]:
    """Return the `sh` blocks of a page, each with the `text` block that follows it."""
    blocks: list[Block] = []
    for kind, content in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "sh":
            blocks.append(Block(content, ()))
        elif kind == "text" and blocks:
            blocks[-1] = Block(blocks[-1].commands, tuple(content.splitlines()))
    return blocks


def environment(place: Place, home: Path, language: str) -> dict[str, str]:
    """Return that of a person at a terminal who has read the password off the screen."""
    kept = {**place.environment, "HOME": str(home), "TANGRAM_LANGUAGE": language}
    programs = [str(TANGRAM.parent), kept["PATH"], str(stand_ins(home))]
    return {**kept, "PATH": os.pathsep.join(programs), "PASSWORD": PASSWORD}


def stand_ins(home: Path) -> Path:
    """Return a folder, last on the path, with a `curl` for machines that have none."""
    folder = home / "programs"
    folder.mkdir(exist_ok=True)
    program = folder / "curl"
    program.write_text(f"#!{sys.executable}\n{CURL.read_text(encoding='utf-8')}")
    program.chmod(0o755)
    return folder


def type_commands(
    blocks: list[Block], address: str, cwd: Path, environment: Mapping[str, str]
) -> list[str]:
    """Return what each block printed; all of them are typed into one shell that stops at errors."""
    typed = f"\necho '{MARK}'\n".join(block.commands for block in blocks)
    ended = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", typed.replace(ADDRESS, address)],
        cwd=cwd,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout.split(f"{MARK}\n")


def missing_lines(block: Block, printed: str) -> Iterator[str]:
    """Yield the told lines that were not printed."""
    for line in block.answer:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        if not re.search(rf"^{pattern}$", printed, re.MULTILINE):
            yield line
