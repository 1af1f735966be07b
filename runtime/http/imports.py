"""Files into tables. The whole of a file is one call; its report is the answer."""

from __future__ import annotations

from dataclasses import replace

import orjson

from engine.access import access_of
from engine.actor import Actor, Origin
from engine.exporting.formats import WORKBOOK
from engine.importing.import_file import import_file
from engine.load_actor import load_actor
from engine.people import find_user, list_users
from runtime.errors import BadRequest, NotAllowed, NotFound
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.records import known_words

MOST_FILE = 60 * 1024 * 1024
BINARY = ("application/octet-stream", "text/csv", WORKBOOK)
LONGEST_NAME = 200


def answer_import(call: Call) -> Answer:
    """The file's rows are in the table; the report tells of every refused one."""
    known_words(call, "table", "name", "map", "again", "as")
    actor = acting(call)
    report = import_file(
        call.work,
        actor,
        table_named(call, actor, call.query.get("table", "")),
        call.query.get("name", "file.csv")[:LONGEST_NAME],
        call.body,
        mapping=read_map(call),
        again=call.query.get("again") == "true",
    )
    return Answer(report.told(call.language), 201)


def acting(call: Call) -> Actor:
    """Whose records they will be: the caller's; for the machine's command line those of a named
    person, or of the first administrator."""
    named = call.query.get("as")
    if call.actor.user is not None:
        if named is not None:
            raise NotAllowed("own_records_only")
        return replace(call.actor, origin=Origin.IMPORT)
    if named is not None:
        found = call.work.database.read(lambda connection: find_user(connection, named))
        if found is None:
            raise NotFound("unknown_person", {"user": named[:50]})
    else:
        people = call.work.database.read(list_users)
        found = next((it for it in people if it.is_admin and it.disabled_at is None), None)
    if found is None:
        return replace(call.actor, origin=Origin.IMPORT)
    return load_actor(call.work, found.id, Origin.IMPORT, language=call.language)


def table_named(call: Call, actor: Actor, name: str) -> str:
    """The full name of a table that may be named without its app where that is clear."""
    if "." in name:
        return name
    tables = access_of(call.work.catalog, actor).tables
    found = [full for full in tables if full.partition(".")[2] == name]
    return found[0] if len(found) == 1 else name


def read_map(call: Call) -> dict[str, str] | None:
    """The fields of columns, as a JSON object in the parameter `map`."""
    text = call.query.get("map")
    if not text:
        return None
    wanted = {"parameter": "map", "wanted": '{"column": "field"}'}
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest("parameter_unusable", 400, wanted) from error
    if not isinstance(value, dict) or not all(isinstance(it, str) for it in value.values()):
        raise BadRequest("parameter_unusable", 400, wanted)
    return value or None


IMPORTS = (
    Endpoint(
        "POST",
        "/api/v1/imports/at-once",
        answer_import,
        "Load a CSV or XLSX file into a table in one call",
        query={
            "table": "app.table",
            "name": "the file's name",
            "map": "fields by column, as a JSON object",
            "again": "true: load a file that was loaded before",
            "as": "a person's login (command line of the machine only)",
        },
        status=201,
        is_long=True,
        most_body=MOST_FILE,
        takes=BINARY,
    ),
)
