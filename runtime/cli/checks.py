"""`tangram check`, `formula`: what needs no workspace."""

from __future__ import annotations

import importlib
import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from runtime.cli.options import AsJson, Folder
from runtime.cli.output import help_text, language, problem_line, reporting, say, show
from runtime.settings import DATABASE_URL

Json = dict[str, object]


class Backend(StrEnum):
    """What computes a formula's value; all of them give the same."""

    PYTHON = "python"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def check(
    folder: Folder,
    beside: Annotated[list[Path] | None, typer.Option("--with", help=help_text("beside"))] = None,
    as_json: AsJson = False,
) -> None:
    """Everything wrong with the folder's documents is printed. Status 1 where there are errors."""
    with reporting(as_json):
        read = importlib.import_module("metadata.folder").read_folder(folder)
        resolve = importlib.import_module("metadata.resolve").resolve_documents
        in_words = importlib.import_module("runtime.http.errors").document_json
        others = [importlib.import_module("metadata.folder").read_folder(it) for it in beside or ()]
        sources = {key: value for each in (*others, read) for key, value in each.sources.items()}
        unread = [problem for each in (read, *others) for problem in each.problems]
        found = unread or list(resolve(sources).problems)
        problems = [cast(Json, in_words(problem, language())) for problem in found]
        failed = any(problem["severity"] == "error" for problem in problems)
        lines = [problem_line(problem) for problem in problems]
        if not problems:
            lines = [say("checked", count=len(read.sources))]
        answer: Json = {"app": read.app, "documents": len(read.sources), "problems": problems}
        show(answer, lambda: lines, as_json)
        if failed:
            raise typer.Exit(1)


def formula(
    backend: Annotated[
        Backend, typer.Option("--backend", help=help_text("backend"))
    ] = Backend.PYTHON,
    as_json: AsJson = True,
) -> None:
    """Each line of standard input is answered by a line: value, error, or problems. Status 1 where
    a line is no JSON object."""
    has_server = os.environ.get(DATABASE_URL, "").startswith("postgres")
    if backend is Backend.POSTGRESQL and not has_server:
        raise typer.BadParameter(say("backend needs server"), param_hint="--backend")
    evaluate_line = importlib.import_module("formula.lines").evaluate_line
    is_broken = False
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except ValueError:
            asked = None
        if isinstance(asked, dict):
            answer = evaluate_line(asked, backend.value)
        else:
            is_broken = True
            answer = {"problems": [{"code": "not_json", "message": say("bad line")}]}
        typer.echo(json.dumps(answer, ensure_ascii=False))
    if is_broken:
        raise typer.Exit(1)
