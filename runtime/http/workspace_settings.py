"""What holds for the whole workspace; the power `settings` changes it."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from engine.access import access_of
from engine.database import Connection
from engine.settings_store import NAME, workspace_name, write_setting
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.records import known_words

PATH = "/api/v1/settings"

WorkspaceName = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"\S")]


class ChangedSettings(Body):
    """What changes; what is not named stays."""

    name: WorkspaceName | None = None


def answer_settings(call: Call) -> Answer:
    """The settings. The time zone is changed by a plan, as formulas are compiled for it."""
    known_words(call)
    name = call.work.database.read(workspace_name)
    return Answer({"name": name, "time_zone": str(call.work.time_zone)})


def answer_change(call: Call) -> Answer:
    """The settings are changed."""
    if not access_of(call.work.catalog, call.actor).has_power("settings"):
        raise NotAllowed("power_needed", {"power": "settings"})
    asked = read_body_as(ChangedSettings, call)

    def write(connection: Connection) -> None:
        if asked.name is not None:
            name = asked.name.strip()
            write_setting(connection, call.work.clock, NAME, name, call.actor.user)

    call.work.database.write(write)
    return answer_settings(call)


SETTINGS = (
    Endpoint("GET", PATH, answer_settings, "What holds for the workspace"),
    Endpoint(
        "PATCH",
        PATH,
        answer_change,
        "Change what holds for the workspace",
        body=schema_of(ChangedSettings),
    ),
)
