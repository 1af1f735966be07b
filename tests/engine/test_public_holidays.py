"""Public holidays: the file says what the library says, and the calendar counts by it."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from holidays.countries.china import China

from engine.public_holidays import DATA, public_days
from engine.working_time import WorkingTime, moment_after
from tests.engine.jobs import SHANGHAI

YEARS = range(2025, 2031)
MAKE_UP = ("调休上班", "Working day in lieu")


def test_the_file_is_what_the_library_says(check_golden: Callable[[Path, str], None]) -> None:
    zh, en = (China(years=YEARS, language=it) for it in ("zh_CN", "en_US"))  # type: ignore[no-untyped-call] # the library says no types
    days = {day.isoformat(): [False, zh[day], en[day]] for day in zh}
    worked = (day for day in zh.weekend_workdays if day.year in YEARS)
    days.update({day.isoformat(): [True, *MAKE_UP] for day in worked})
    lines = (f'"{day}": {json.dumps(it, ensure_ascii=False)}' for day, it in sorted(days.items()))
    check_golden(DATA, "{\n" + ",\n".join(lines) + "\n}\n")


@pytest.mark.parametrize(
    ("day", "free", "name"),
    [
        pytest.param(date(2026, 2, 17), True, "春节", id="spring festival"),
        pytest.param(date(2026, 2, 28), False, "调休上班", id="a Saturday in its stead"),
        pytest.param(date(2026, 10, 1), True, "国庆节", id="national day"),
    ],
)
def test_known_days(day: date, free: bool, name: str) -> None:
    assert public_days()[day].names["zh"] == name
    assert WorkingTime(SHANGHAI).is_worked(day) is not free
    assert WorkingTime(SHANGHAI, public=False).is_worked(day) is (day.isoweekday() < 6)


def test_the_company_s_own_days_win() -> None:
    festival, saturday = date(2026, 2, 17), date(2026, 2, 28)
    own = WorkingTime(
        SHANGHAI, workdays=frozenset({festival}), holidays=frozenset({saturday, date(2026, 3, 3)})
    )
    assert own.is_worked(festival)
    assert not own.is_worked(saturday)
    assert not own.is_worked(date(2026, 3, 3))


def test_a_limit_runs_over_the_holidays() -> None:
    before = datetime(2026, 2, 13, 18, tzinfo=SHANGHAI)
    # Saturday 14 is worked in stead of Friday 20; Monday 16 to Monday 23 are free.
    after = datetime(2026, 2, 24, 18, tzinfo=SHANGHAI)
    assert moment_after(before, "2d", "working", WorkingTime(SHANGHAI)) == after
