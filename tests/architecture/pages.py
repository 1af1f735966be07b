"""Pages with commands: what they tell to type, and what they say will be answered."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "http://127.0.0.1:8000"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "--- block ---"
SECONDS = 110


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
