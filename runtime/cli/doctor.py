"""`tangram doctor`: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from typing import cast

import typer

from runtime.cli.client import open_client
from runtime.cli.options import AsJson, Data
from runtime.cli.output import reporting, say, show
from runtime.settings import Settings, read_settings

Json = dict[str, object]

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35)


def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Every check is printed. Status 1 where one of them fails."""
    with reporting(as_json):
        settings = read_settings(data)
        checks = [*machine_checks(settings), *workspace_checks(settings)]
        failed = [check for check in checks if not check["ok"]]
        show({"checks": checks}, lambda: [check_line(check) for check in checks], as_json)
        if failed:
            raise typer.Exit(1)


def drift(data: Data = None, as_json: AsJson = False) -> None:
    """What the database has otherwise than the revision is printed. Status 1 where there is
    anything."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        answer = client.call("GET", "/drift")
        found = cast(list[Json], answer["drifts"])
        lines = [f"{it['message']}  [{it['code']}]" for it in found] or [say("ok")]
        show(answer, lambda: lines, as_json)
        if found:
            raise typer.Exit(1)


def machine_checks(settings: Settings) -> list[Json]:
    """What does not need the workspace."""
    directory = settings.data if settings.data.exists() else settings.data.parent
    return [
        checked("python", platform.python_version(), sys.version_info >= OLDEST_PYTHON),
        checked("sqlite", sqlite3.sqlite_version, sqlite3.sqlite_version_info >= OLDEST_SQLITE),
        checked("data", str(settings.data), os.access(directory, os.W_OK)),
    ]


def workspace_checks(settings: Settings) -> list[Json]:
    """What the workspace says of itself."""
    with open_client(settings) as client:
        health = client.call("GET", "/health")
        found = [
            checked("database", str(health["database"]), health["status"] == "ready"),
            checked("revision", str(health["revision"]), True),
        ]
        drifts = cast(list[Json], client.call("GET", "/drift")["drifts"])
    found += [checked("drift", str(drift["message"]), False) for drift in drifts]
    return found if drifts else [*found, checked("drift", "0", True)]


def checked(name: str, found: str, ok: bool) -> Json:
    """One check."""
    return {"check": name, "found": found, "ok": ok}


def check_line(check: Json) -> str:
    """One check in a line."""
    return f"{say('ok' if check['ok'] else 'wrong')}\t{check['check']}\t{check['found']}"
