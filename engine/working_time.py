"""The workspace's working time: which hours of which days count where a limit says so.

One calendar for the workspace, kept with its settings: working hours, the days of the week that
are worked, the public holidays with the days worked in their stead (调休), and by date what the
company does otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from engine.database import Connection
from engine.public_holidays import public_days
from engine.settings_store import read_setting
from metadata.documents.triggers import TimeKind
from metadata.durations import milliseconds_in

SETTING = "working_time"
MOST_DAYS = 3_660
"""Longer than ten years nobody waits: a calendar without working days must have an end."""

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """`hours` are the spans worked on a day, in order; `days` of the week count from 1, Monday.
    `holidays` and `workdays` are the company's own, and win over the `public` ones."""

    zone: ZoneInfo
    hours: tuple[Hours, ...] = ((time(9), time(18)),)
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    public: bool = True

    @property
    def workday(self) -> int:
        """The milliseconds that are worked on a day."""
        return sum(minutes(end) - minutes(start) for start, end in self.hours) * 60_000

    def is_worked(self, day: date) -> bool:
        """Whether the day is a working day."""
        if day in self.workdays or day in self.holidays:
            return day in self.workdays
        known = public_days().get(day) if self.public else None
        return day.isoweekday() in self.days if known is None else known.is_worked


def minutes(moment: time) -> int:
    """The minutes since midnight."""
    return moment.hour * 60 + moment.minute


def read_working_time(connection: Connection, zone: ZoneInfo) -> WorkingTime:
    """The calendar as the settings say it."""
    found = cast("Mapping[str, Sequence[object]] | None", read_setting(connection, SETTING))
    return WorkingTime(zone) if found is None else working_time_of(found, zone)


def working_time_of(found: Mapping[str, Sequence[object]], zone: ZoneInfo) -> WorkingTime:
    """The calendar that `working_time_json` says."""
    hours = [cast(Mapping[str, str], span) for span in found["hours"]]
    return WorkingTime(
        zone,
        tuple((time.fromisoformat(it["begin"]), time.fromisoformat(it["end"])) for it in hours),
        frozenset(cast(Sequence[int], found["days"])),
        frozenset(date.fromisoformat(str(day)) for day in found.get("holidays", ())),
        frozenset(date.fromisoformat(str(day)) for day in found.get("workdays", ())),
        bool(found.get("public", True)),
    )


def working_time_json(calendar: WorkingTime) -> dict[str, object]:
    """The calendar as JSON."""
    return {
        "hours": [
            {"begin": f"{begin:%H:%M}", "end": f"{end:%H:%M}"} for begin, end in calendar.hours
        ],
        "days": sorted(calendar.days),
        "public": calendar.public,
        "holidays": [day.isoformat() for day in sorted(calendar.holidays)],
        "workdays": [day.isoformat() for day in sorted(calendar.workdays)],
    }


def moment_after(start: datetime, literal: str, kind: TimeKind, calendar: WorkingTime) -> datetime:
    """The moment that is a duration literal after `start` (before it, where it is negative): in
    calendar time, or in working time, where a day is what is worked on one."""
    if kind == "calendar":
        return start + timedelta(milliseconds=milliseconds_in(literal))
    return work_on(start, milliseconds_in(literal, calendar.workday), calendar)


def work_on(start: datetime, milliseconds: int, calendar: WorkingTime) -> datetime:
    """The moment at which so much has been worked since `start`; before it, where negative."""
    left = timedelta(milliseconds=abs(milliseconds))
    is_back = milliseconds < 0
    moment = start
    for begin, end in spans_from(start, calendar, back=is_back):
        moment = min(end, moment) if is_back else max(begin, moment)
        here = moment - begin if is_back else end - moment
        if here >= left:
            return moment - left if is_back else moment + left
        left -= here
        moment = begin if is_back else end
    return moment


def spans_from(
    start: datetime, calendar: WorkingTime, *, back: bool
) -> Iterator[tuple[datetime, datetime]]:
    """The spans that are worked from `start` on, the one around it first; with `back` those before
    it, the latest first."""
    day = start.astimezone(calendar.zone).date()
    step = timedelta(days=-1 if back else 1)
    for _ in range(MOST_DAYS):
        hours = calendar.hours if calendar.is_worked(day) else ()
        for begin, end in reversed(hours) if back else hours:
            span = instant(day, begin, calendar), instant(day, end, calendar)
            if (span[0] < start) if back else (span[1] > start):
                yield span
        day += step


def instant(day: date, moment: time, calendar: WorkingTime) -> datetime:
    """The instant of a local time."""
    return datetime.combine(day, moment, calendar.zone).astimezone(UTC)
