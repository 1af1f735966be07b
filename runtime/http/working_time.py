"""The hours and days that are worked: what limits in working time are counted by."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import Field

from engine.access import access_of
from engine.changing.due_steps import fill_working_due
from engine.database import Connection
from engine.public_holidays import public_days
from engine.settings_store import write_setting
from engine.working_time import (
    SETTING,
    WorkingTime,
    read_working_time,
    working_time_json,
    working_time_of,
)
from runtime.errors import BodyProblem, InvalidBody, NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.records import known_words

PATH = "/api/v1/settings/working-time"

Days = Annotated[list[date], Field(max_length=2_000)]


class Hours(Body):
    """A span that is worked on a working day, in local time."""

    begin: time
    end: time


class ChangedWorkingTime(Body):
    """The hours of a working day in order; the days of the week that are worked, 1 is Monday;
    whether public holidays are free and the days in their stead worked; the company's own free
    days and own worked days, which win over both."""

    hours: Annotated[list[Hours], Field(min_length=1, max_length=10)]
    days: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1, max_length=7)]
    public: bool = True
    holidays: Days = Field(default_factory=list)
    workdays: Days = Field(default_factory=list)


def answer_working_time(call: Call) -> Answer:
    """The calendar, with the public days that are known from this year on."""
    known_words(call)
    zone = call.work.time_zone
    calendar = call.work.database.read(lambda it: read_working_time(it, zone))
    year = call.work.now().astimezone(zone).year
    days = [
        {"date": day.isoformat(), "name": it.names[call.language], "worked": it.is_worked}
        for day, it in public_days().items()
        if day.year >= year
    ]
    return Answer({**working_time_json(calendar), "public_days": days})


def answer_change(call: Call) -> Answer:
    """The calendar is another one; what is due by it is due by the new one."""
    if not access_of(call.work.catalog, call.actor).has_power("settings"):
        raise NotAllowed("power_needed", {"power": "settings"})
    asked = read_body_as(ChangedWorkingTime, call)
    require_order(asked)
    value = asked.model_dump(mode="json")
    calendar: WorkingTime = working_time_of(value, call.work.time_zone)

    def write(connection: Connection) -> None:
        write_setting(connection, call.work.clock, SETTING, value, call.actor.user)
        fill_working_due(connection, call.work.catalog, calendar)

    call.work.database.write(write)
    return answer_working_time(call)


def require_order(asked: ChangedWorkingTime) -> None:
    """Each span ends after it begins, and after the one before. Raises InvalidBody."""
    last = None
    for index, span in enumerate(asked.hours):
        if span.begin >= span.end or (last is not None and span.begin < last):
            raise InvalidBody([BodyProblem("hours_crossed", f"/hours/{index}")])
        last = span.end


WORKING_TIME = (
    Endpoint("GET", PATH, answer_working_time, "The hours and days that are worked"),
    Endpoint(
        "PUT",
        PATH,
        answer_change,
        "Set the hours and days that are worked",
        body=schema_of(ChangedWorkingTime),
    ),
)
