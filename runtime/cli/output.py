"""What the command line prints, and in which language."""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

import typer

from runtime.cli.messages import HELP, SAID
from runtime.errors import EdgeError, ServerRefused
from runtime.messages import words

Json = Mapping[str, object]

FAILED = 1


def language(environment: Mapping[str, str] = os.environ) -> str:
    """`zh` or `en`, as the terminal's locale says; `zh` where it says neither."""
    for name in ("TANGRAM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        spoken = environment.get(name, "").lower()
        if spoken.startswith(("zh", "en")):
            return spoken[:2]
    return "zh"


def help_text(code: str) -> str:
    """What a command or an option is for."""
    return HELP[code][language()]


def say(code: str, **parameters: object) -> str:
    """A sentence of the command line."""
    return SAID[code][language()].format_map(parameters)


def show(answer: Json, lines: Callable[[], Sequence[str]], as_json: bool) -> None:
    """The answer is printed: as JSON for programs, or in lines for people."""
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for line in lines():
            typer.echo(line)


def refuse(problem: Json, as_json: bool) -> None:
    """The reasons are printed, and the command ends with status 1."""
    if as_json:
        typer.echo(json.dumps(problem, ensure_ascii=False))
    else:
        for line in refusal_lines(problem):
            typer.echo(line, err=True)
    raise typer.Exit(FAILED)


def refusal_lines(problem: Json) -> list[str]:
    """The detail, and each problem with its place."""
    lines = [str(problem.get("detail") or problem.get("code") or problem)]
    for found in cast(list[Json], problem.get("problems") or []):
        # A problem without a place of its own is the detail again.
        if found.get("message") != lines[0] or place_of(found):
            lines.append(problem_line(found))
    return lines


def problem_line(found: Json) -> str:
    """One problem: its place, its words, its code."""
    where = place_of(found)
    parts = [f"  {where}:" if where else " ", str(found.get("message")), f"[{found.get('code')}]"]
    return " ".join(parts)


def place_of(found: Json) -> str:
    """Where a problem is: its document, and the pointer into it or into the request."""
    document = cast(Json, found.get("document") or {})
    place = "/".join(str(part) for part in document.values())
    return place + str(found.get("pointer") or found.get("parameter") or "")


@contextmanager
def reporting(as_json: bool) -> Iterator[None]:
    """What is refused inside is told, and the command ends with status 1."""
    try:
        yield
    except ServerRefused as error:
        refuse(error.problem, as_json)
    except EdgeError as error:
        detail = words(error.code, error.parameters, language())
        refuse({"code": error.code, "detail": detail}, as_json)
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # noqa: BLE001 - the edge: people get a sentence, not a trace
        refuse(described(error), as_json)


def described(error: Exception) -> Json:
    """An error of the packages below in words; a bug with its trace on standard error."""
    # Only now: the map of errors needs every package.
    errors = importlib.import_module("runtime.http.errors")
    if errors.status_of(error) is not None:
        return cast(Json, errors.answer_error(error, language()).body)
    traceback.print_exception(error, file=sys.stderr)
    return {"code": "server_error", "detail": f"{type(error).__name__}: {error}"}
