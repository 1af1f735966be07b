"""The command line as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from typer.testing import CliRunner

from runtime.cli.app import build
from tests.architecture.source import ROOT
from tests.runtime.asking import Json

SETTINGS = ("TANGRAM_DATABASE_URL", "TANGRAM_ADMIN_PASSWORD")
PROGRAM = (sys.executable, "-c", "from runtime.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A terminal that speaks English, and the workspace its commands are about: a directory, or
    the database in `url`."""

    data: Path
    url: str | None = None
    language: str = "en"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of its commands."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TANGRAM")}
        if self.url is not None:
            kept["TANGRAM_DATABASE_URL"] = self.url
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "TANGRAM_LANGUAGE": self.language,
            "TANGRAM_ACCESS_LOG": "off",
            "TANGRAM_DATA": str(self.data),
        }

    def type(self, *words: object) -> Done:
        """The command has run as a process of its own, as a user starts it."""
        done = subprocess.run(
            [*PROGRAM, *self.with_data(words)],
            capture_output=True,
            text=True,
            env=self.environment,
            cwd=self.data.parent,
            timeout=100,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def run(self, *words: object, typed: str = "") -> Done:
        """The command has run, in this process: importing everything takes most of its time."""
        runner = CliRunner(env={**dict.fromkeys(SETTINGS), **self.environment})
        done = runner.invoke(build(), self.with_data(words), input=typed)
        return Done(done.exit_code, done.stdout, done.stderr)

    def json(self, *words: object, status: int = 0) -> Json:
        """What the command prints as JSON."""
        done = self.run(*words, "--json")
        assert done.returncode == status, done.stdout + done.stderr
        return cast(Json, json.loads(done.stdout))

    def with_data(self, words: Sequence[object]) -> list[str]:
        """The words, with the directory where the workspace is one."""
        said = [str(word) for word in words]
        needs_none = not said or said[0] in {"check", "formula", "--help"} or "--help" in said
        return said if self.url is not None or needs_none else [*said, "--data", str(self.data)]

    @contextmanager
    def serving(self, *words: object) -> Iterator[tuple[str, str]]:
        """A running server: what it said until it was ready, and its address."""
        command = [*PROGRAM, *self.with_data(("serve", "--port", 0, *words))]
        with subprocess.Popen(
            command,
            env=self.environment,
            cwd=self.data.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as server:
            assert server.stdout is not None
            said = line = ""
            try:
                while not line.startswith("ready "):
                    line = server.stdout.readline()
                    assert line, said
                    said += line
                yield said, line.split()[1]
            finally:
                server.terminate()
                server.communicate(timeout=60)


def wait_until_free(file: Path) -> None:
    """The server has taken its file away."""
    for _ in range(100):
        if not file.exists():
            return
        time.sleep(0.05)
