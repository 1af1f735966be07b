"""`tangram export`: an app as a folder, its records beside it on request."""

from __future__ import annotations

import csv
import importlib
import io
import json
from collections.abc import Iterator
from typing import Annotated, cast

import typer

from runtime.cli.client import Client, open_client
from runtime.cli.options import AsJson, Data, Folder
from runtime.cli.output import help_text, reporting, say, show
from runtime.settings import read_settings

Json = dict[str, object]

PAGE = "500"
COMPUTED = frozenset({"formula", "generated", "auto_number", "children"})


def export(
    app: Annotated[str, typer.Argument(help=help_text("app"), show_default=False)],
    folder: Folder,
    *,
    with_data: Annotated[bool, typer.Option("--with-data", help=help_text("with data"))] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The folder holds the app's documents, and nothing else that is a document."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        found = client.call("GET", f"/apps/{app}")
        documents = cast(list[Json], found["documents"])
        sources = {(app, str(it["kind"]), str(it["key"])): it["document"] for it in documents}
        files = dict(record_files(client, app, documents)) if with_data else {}
        metadata = importlib.import_module("metadata.folder")
        contents = metadata.files_of(app, sources, files)
        metadata.write_folder(folder, contents)
        answer: Json = {"app": app, "revision": found["revision"], "files": sorted(contents)}
        lines = [say("exported", count=len(contents), dir=folder)]
        show(answer, lambda: lines, as_json)


def record_files(client: Client, app: str, documents: list[Json]) -> Iterator[tuple[str, bytes]]:
    """A CSV file for each table: `ref` is the record's id, references are ids (as in packages)."""
    for entry in documents:
        if entry["kind"] != "table":
            continue
        fields = cast(list[Json], cast(Json, entry["document"]).get("fields", []))
        keys = [str(field["key"]) for field in fields if field["type"] not in COMPUTED]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(["ref", *keys])
        for record in records_of(client, app, str(entry["key"])):
            values = cast(Json, record["values"])
            writer.writerow([record["id"], *(cell(values.get(key)) for key in keys)])
        yield f"data/{entry['key']}.csv", text.getvalue().encode()


def records_of(client: Client, app: str, table: str) -> Iterator[Json]:
    """All records of a table, page by page."""
    query = {"limit": PAGE}
    while True:
        page = client.call("GET", f"/apps/{app}/tables/{table}/records", query=query)
        yield from cast(list[Json], page["records"])
        if page["next"] is None:
            return
        query["cursor"] = str(page["next"])


def cell(value: object) -> str:
    """A JSON value as a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(cell(each) for each in value)
        case {"amount": amount, "currency": currency}:
            return f"{currency} {amount}"
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
