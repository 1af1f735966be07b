"""`tangram backtest`: a folder tried on the recorded past."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from typing import Annotated, cast

import typer

from runtime.cli.changes import Base, wish_of_folder
from runtime.cli.client import Client, open_client
from runtime.cli.options import AsJson, Data, Folder
from runtime.cli.output import help_text, refuse, reporting, say, show
from runtime.settings import read_settings

Json = dict[str, object]
POLL_SECONDS = 0.5
UNDER_WAY = ("waiting", "running")
MOST_MOVES = 10


def backtest(
    folder: Folder,
    *,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help=help_text("days"))] = 90,
    table: Annotated[str | None, typer.Option("--table", help=help_text("one table"))] = None,
    base: Base = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What the folder would have done with the last days is printed. Status 1 where it is wrong."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        app, wish = wish_of_folder(client, folder, base)
        asked = {**wish, "days": days, "table": table}
        made = client.call("POST", f"/apps/{app}/backtests", asked)
        found = wait_for(client, app, str(made["id"]))
        if found["state"] != "done":
            error = cast(Json, found["error"] or {"code": found["state"]})
            refuse({**error, "detail": error.get("message") or say("stopped")}, as_json)
        show(found, lambda: list(lines_of(found)), as_json)


def wait_for(client: Client, app: str, id: str) -> Json:
    """The backtest once it is over; made here where no server is there to make it."""
    if client.inside is not None:
        running = importlib.import_module("workflow.backtest.running")
        running.make_backtest(client.inside, int(id))
    while True:
        found = client.call("GET", f"/apps/{app}/backtests/{id}")
        if found["state"] not in UNDER_WAY:
            return found
        time.sleep(POLL_SECONDS)


def lines_of(found: Json) -> Iterator[str]:
    """The report for people."""
    report = cast(Json, found["report"])
    yield say("replayed", days=found["days"], **counts(report, "events", "records", "seconds"))
    for rule in parts(report, "rules"):
        yield say("rule refused", **counts(rule, "label", "refused", "refused_at_present"))
        for each in parts(rule, "examples")[:3]:
            yield f"    {each['at']}  {each['title']}: {each['message']}"
    for field in parts(report, "fields"):
        now = cast(Json, field["now"])
        numbers = counts(now, "records", "up", "down", "filled", "blanked", "other")
        yield say("field differs", label=field["label"], **numbers)
    for automation in parts(report, "automations"):
        yield from automation_lines(automation)
    for limit in parts(report, "limits"):
        yield say("limit reached", **counts(limit, "label", "stage", "at_present", "of_draft"))
    for note in parts(report, "notes"):
        yield say("remark", message=note["message"])


def automation_lines(found: Json) -> Iterator[str]:
    """One automation for people."""
    starts, outcomes = cast(Json, found["starts"]), cast(Json, found["outcomes"])
    numbers = counts(starts, "same", "only_draft", "only_present")
    yield say(
        "automation differs", label=found["label"], **numbers, **counts(outcomes, "elsewhere")
    )
    for given in parts(found, "assigned"):
        for move in parts(given, "moves")[:MOST_MOVES]:
            yield f"    {name_of(move['from'])} → {name_of(move['to'])}: {move['count']}"
    for told in (*parts(found, "told"), *parts(found, "asked")):
        person = name_of(told["person"])
        yield say("told", person=person, **counts(told, "by", "at_present", "of_draft"))
    for refused in parts(found, "refused"):
        yield say("step refused", **counts(refused, "step", "message", "at_present", "of_draft"))


def name_of(person: object) -> str:
    """A person's name; a dash for nobody."""
    return "—" if person is None else str(cast(Json, person)["name"])


def parts(found: Json, name: str) -> list[Json]:
    """The objects of a list."""
    return cast(list[Json], found.get(name) or [])


def counts(found: Json, *names: str) -> Json:
    """These values by their names."""
    return {name: found[name] for name in names}
