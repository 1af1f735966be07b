"""`tangram records …`: records from the shell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from runtime.cli.client import Client, open_client
from runtime.cli.options import AsJson, Data
from runtime.cli.output import help_text, refuse, reporting, say, show
from runtime.settings import read_settings

Json = dict[str, object]
Text = str | None

records = typer.Typer(no_args_is_help=True, help=help_text("records"))

FORMATS = ("csv", "xlsx", "jsonl")


@records.callback()
def all_of_them() -> None:
    """The one command keeps its own name."""


@records.command("export", help=help_text("records export"))
def export(
    table: Annotated[str, typer.Argument(help=help_text("table"), show_default=False)],
    file: Annotated[
        Path, typer.Argument(help=help_text("to file"), show_default=False, dir_okay=False)
    ],
    *,
    filter_: Annotated[Text, typer.Option("--filter", help=help_text("filter"))] = None,
    sort: Annotated[Text, typer.Option("--sort", help=help_text("sort"))] = None,
    fields: Annotated[Text, typer.Option("--fields", help=help_text("fields"))] = None,
    search: Annotated[Text, typer.Option("--search", help=help_text("search"))] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The file holds the records; what was there before stays if they are refused."""
    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise typer.BadParameter(help_text("to file"), param_hint="FILE")
    words = {"filter": filter_, "sort": sort, "fields": fields, "search": search}
    query = {"format": kind, **{name: text for name, text in words.items() if text}}
    with reporting(as_json), open_client(read_settings(data)) as client:
        app, name = table_named(client, table, as_json)
        partial = file.with_name(file.name + ".partial")
        try:
            with partial.open("wb") as opened:
                client.download(f"/apps/{app}/tables/{name}/records/export", query, opened)
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)
        lines = [say("written to", file=file)]
        show({"table": f"{app}.{name}", "file": str(file)}, lambda: lines, as_json)


def table_named(client: Client, table: str, as_json: bool) -> tuple[str, str]:
    """App and key of a table that may be named without its app where that is clear."""
    app, dot, name = table.partition(".")
    if dot:
        return app, name
    found = []
    for each in cast("list[Json]", client.call("GET", "/apps")["apps"]):
        documents = client.call("GET", f"/apps/{each['key']}")["documents"]
        for document in cast("list[Json]", documents):
            if (document["kind"], document["key"]) == ("table", table):
                found.append(str(each["key"]))
    if len(found) != 1:
        refuse({"code": "unknown_table", "detail": say("unknown table", table=table)}, as_json)
    return found[0], table
