"""`tangram plan, apply, history, diff, rollback`: changing apps from a folder."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, cast

import typer

from runtime.cli.client import Client, open_client
from runtime.cli.options import Accepted, AsJson, Data, Folder, Note
from runtime.cli.output import help_text, problem_line, refuse, reporting, say, show
from runtime.errors import ServerRefused
from runtime.settings import read_settings

Json = dict[str, object]
Base = Annotated[int | None, typer.Option("--base", help=help_text("base"))]

PARTS = ("changes", "steps", "dangers", "findings")
EVERY = "all"


def plan(folder: Folder, base: Base = None, data: Data = None, as_json: AsJson = False) -> None:
    """What the folder would change is printed; nothing is changed. Status 1 where it cannot be."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        made = plan_folder(client, folder, base, as_json)
        show(made, lambda: plan_lines(made), as_json)
        if has_errors(made):
            raise typer.Exit(1)


def apply(
    folder: Folder,
    *,
    accept: Accepted = None,
    note: Note = None,
    base: Base = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The app is as the folder says."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        made = plan_folder(client, folder, base, as_json)
        carry_out(client, made, accept or [], note, as_json)


def plan_folder(client: Client, folder: Path, base: int | None, as_json: bool) -> Json:
    """The plan that brings the app to what the folder says."""
    app, wish = wish_of_folder(client, folder, base)
    return client.call("POST", "/plans", {"app": app, **wish})


def wish_of_folder(client: Client, folder: Path, base: int | None) -> tuple[str, Json]:
    """The app, and what to put and to delete to bring it to what the folder says: documents that
    are not in it go."""
    metadata = importlib.import_module("metadata.folder")
    read = metadata.read_folder(folder)
    if read.problems:
        errors = importlib.import_module("metadata.errors")
        raise errors.InvalidDocuments(read.problems)
    put = [{"kind": kind, "document": body} for (_, kind, _), body in sorted(read.sources.items())]
    gone = [
        {"kind": kind, "key": key}
        for kind, key in present_documents(client, read.app)
        if (read.app, kind, key) not in read.sources
    ]
    return read.app, {"put": put, "delete": gone, "base": base}


def present_documents(client: Client, app: str) -> list[tuple[str, str]]:
    """The kinds and keys of the app's documents now; none where it is not installed."""
    try:
        found = client.call("GET", f"/apps/{app}")
    except ServerRefused as refused:
        if refused.status == 404:
            return []
        raise
    documents = cast(list[Json], found["documents"])
    return [(str(it["kind"]), str(it["key"])) for it in documents]


def carry_out(
    client: Client, made: Json, accept: list[str], note: str | None, as_json: bool
) -> None:
    """The plan is applied; refused with what is wrong, or with the dangers not accepted."""
    if has_errors(made):
        refuse({**made, "detail": say("problems")}, as_json)
    dangers = [str(danger["code"]) for danger in cast(list[Json], made["dangers"])]
    accepted = dangers if EVERY in accept else accept
    if not set(dangers) <= set(accepted):
        if not as_json:
            for line in plan_lines(made):
                typer.echo(line)
        refuse({**made, "code": "consent_needed", "detail": say("consent")}, as_json)
    body = {"accept": accepted, "note": note}
    done = client.call("POST", f"/plans/{made['id']}/apply", body)
    lines = [*plan_lines(made), say("applied", revision=done["revision"])]
    show({**made, **done}, lambda: lines, as_json)


def has_errors(made: Json) -> bool:
    """Whether the documents cannot be used."""
    problems = cast(list[Json], made.get("problems") or [])
    return any(problem.get("severity", "error") == "error" for problem in problems)


def plan_lines(made: Json) -> list[str]:
    """A plan for people."""
    lines: list[str] = []
    for part in PARTS:
        entries = cast(list[Json], made.get(part) or [])
        if entries:
            lines.append(say(part))
            lines += [entry_line(entry, part) for entry in entries]
    problems = cast(list[Json], made.get("problems") or [])
    if problems:
        lines += [say("problems"), *(problem_line(problem) for problem in problems)]
    return lines or [say("no changes")]


def entry_line(entry: Json, part: str) -> str:
    """A change, step, danger or finding in a line; a danger with the code to accept it by."""
    code = f"  [{entry['code']}]" if part == "dangers" else ""
    return f"  {entry['sentence']}{code}"


def history(
    app: Annotated[str | None, typer.Option("--app", help=help_text("app"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, help=help_text("limit"))] = 50,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Revisions are listed, newest first."""
    query = {"limit": str(limit), **({} if app is None else {"app": app})}
    with reporting(as_json), open_client(read_settings(data)) as client:
        answer = client.call("GET", "/revisions", query=query)
        revisions = cast(list[Json], answer["revisions"])
        show(answer, lambda: [revision_line(it) for it in revisions], as_json)


def revision_line(revision: Json) -> str:
    """One revision in a line."""
    parts = ("number", "at", "app", "user_name", "note")
    return "\t".join(str(revision[part] or "") for part in parts)


def diff(
    since: Annotated[
        int, typer.Argument(min=0, help=help_text("since"), show_default=False, metavar="A")
    ],
    revision: Annotated[
        int, typer.Argument(min=1, help=help_text("until"), show_default=False, metavar="B")
    ],
    app: Annotated[str | None, typer.Option("--app", help=help_text("app"))] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What leads from revision A to revision B is printed."""
    query = {"since": str(since), **({} if app is None else {"app": app})}
    with reporting(as_json), open_client(read_settings(data)) as client:
        answer = client.call("GET", f"/revisions/{revision}/changes", query=query)
        changes = cast(list[Json], answer["changes"])
        lines = [str(change["sentence"]) for change in changes] or [say("same")]
        show(answer, lambda: lines, as_json)


def rollback(
    revision: Annotated[int, typer.Argument(help=help_text("revision"), show_default=False)],
    accept: Accepted = None,
    note: Note = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The revision is taken back by a plan of its own."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        made = client.call("POST", f"/revisions/{revision}/undo")
        carry_out(client, made, accept or [], note, as_json)
