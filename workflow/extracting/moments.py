"""The moment that a text names: 明天下午3点, 2月15日10点, 下周三, 半小时后 (pure).

A day alone means nine o'clock; a time alone the next such time. A month and day are the next ones
to come. An hour from 1 to 6 without 上午 or 下午 is meant in the afternoon, as people do who work.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NUMERAL = r"(?:\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
DAYS = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明": 1, "今天": 0, "今日": 0, "今": 0}
WEEKDAYS = {day: index for index, day in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
MORNING, BEGINNING = time(9), time(0)

LATER = re.compile(
    rf"(?P<count>半|{NUMERAL})\s*个?(?P<half>半)?"
    r"(?P<unit>分钟|小时|钟头|天|日|周|星期|礼拜|月)(?P<rest>半)?(?:之|以)?后"
)
FULL = re.compile(
    r"(?P<year>\d{4})\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
)
MONTH_DAY = re.compile(
    rf"(?P<next>下个?月)?(?:(?P<month>{NUMERAL})\s*月)?\s*(?P<day>{NUMERAL})\s*[日号](?!线|楼|店|门)"
)
SLASHED = re.compile(
    r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])"
    r"(?=\s|$|[,.;!。、日号前早晚上下中吧])"  # not 1/3的人
)
MONTH_END = re.compile(r"(?P<next>下个?)?月底")
WEEKDAY = re.compile(r"(?P<which>下下|下|本|这)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])")
NEAR_DAY = re.compile(r"大后天|后天|明天|明日|今天|今日|(?:今|明)(?=早|晚|上午|下午|中午)")
PART = r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜里)?"
CLOCK = re.compile(
    rf"{PART}\s*(?:(?P<hour>\d{{1,2}})[:：](?P<minute>\d{{2}})"
    rf"|(?P<hours>{NUMERAL})\s*(?:点钟?|时(?!间|候))"
    rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minutes>{NUMERAL})\s*分?)?)"
)
ONLY_PART = re.compile(r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里)")
PARTS = {
    "凌晨": time(2),
    "清晨": time(7),
    "早上": time(9),
    "早晨": time(9),
    "上午": time(9),
    "中午": time(12),
    "下午": time(14),
    "傍晚": time(18),
    "晚上": time(20),
    "晚间": time(20),
    "夜里": time(22),
}
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚间", "晚", "夜里"})
LAST_SILENT_AFTERNOON = 6
HALF_A_DAY, MINUTES = 12, 60


@dataclass(frozen=True, slots=True)
class Today:
    """The present moment in the workspace's time zone."""

    now: datetime

    @property
    def day(self) -> date:
        """The day it is."""
        return self.now.date()


def find_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first moment that the text names, in UTC; None where it names none.

    >>> now = datetime(2026, 3, 2, 2, tzinfo=UTC)
    >>> find_moment("明天下午3点到厂里看样", now, ZoneInfo("Asia/Shanghai")).isoformat()
    '2026-03-03T07:00:00+00:00'
    """
    plain = unicodedata.normalize("NFKC", text)
    local = now.astimezone(zone)
    later = LATER.search(plain)
    if later is not None:
        found = so_much_later(later, local, plain)
        if found is not None:
            return found.astimezone(UTC)
    day, rest = find_day(plain, Today(local))
    at, is_named = find_time(rest)
    if day is None:
        if not is_named:
            return None
        day = local.date()
        if datetime.combine(day, at, zone) <= local:
            day += timedelta(days=1)
    return datetime.combine(day, at, zone).astimezone(UTC)


def so_much_later(found: re.Match[str], local: datetime, text: str) -> datetime | None:
    """The moment that is so long from now; whole days and longer keep to the time that is named."""
    count = 0.5 if found["count"] == "半" else float(number_of(found["count"]))
    count += 0.5 if found["half"] or found["rest"] else 0.0
    match found["unit"]:
        case "分钟":
            return local + timedelta(minutes=count)
        case "小时" | "钟头":
            return local + timedelta(hours=count)
        case "月":
            day = months_later(local.date(), int(count))
        case "天" | "日":
            day = local.date() + timedelta(days=int(count))
        case _:
            day = local.date() + timedelta(weeks=int(count))
    at, _ = find_time(text[found.end() :])
    return datetime.combine(day, at, local.tzinfo)


def find_day(text: str, today: Today) -> tuple[date | None, str]:
    """The day that is named, and what of the text may name the time; the first one counts."""
    readers = (
        (FULL, full_day),
        (MONTH_DAY, month_day),
        (SLASHED, month_day),
        (MONTH_END, month_end),
        (WEEKDAY, weekday),
        (NEAR_DAY, near_day),
    )
    found = [
        (match.start(), order, match.end(), day)
        for order, (pattern, read) in enumerate(readers)
        if (match := pattern.search(text)) is not None and (day := read(match, today)) is not None
    ]
    if not found:
        return None, text
    _, _, end, day = min(found)
    return day, text[end:]


def full_day(found: re.Match[str], _: Today) -> date | None:
    """A day with its year."""
    return day_or_none(int(found["year"]), int(found["month"]), int(found["day"]))


def month_day(found: re.Match[str], today: Today) -> date | None:
    """The next day of that number, in the month that is named, the next or the present one."""
    groups, day = found.groupdict(), number_of(found["day"])
    if groups.get("next"):
        following = months_later(today.day.replace(day=1), 1)
        return day_or_none(following.year, following.month, day)
    if groups.get("month"):
        month = number_of(groups["month"])
        here = day_or_none(today.day.year, month, day)
        if here is not None and here >= today.day:
            return here
        return day_or_none(today.day.year + 1, month, day)
    here = day_or_none(today.day.year, today.day.month, day)
    if here is not None and here >= today.day:
        return here
    following = months_later(today.day.replace(day=1), 1)
    return day_or_none(following.year, following.month, day)


def month_end(found: re.Match[str], today: Today) -> date:
    """The last day of this month or of the next."""
    months = 2 if found["next"] else 1
    return months_later(today.day.replace(day=1), months) - timedelta(days=1)


def weekday(found: re.Match[str], today: Today) -> date:
    """The day of this week, of the next, or the next one of that name."""
    monday = today.day - timedelta(days=today.day.weekday())
    weeks = {"下": 1, "下下": 2}.get(found["which"] or "", 0)
    day = monday + timedelta(weeks=weeks, days=WEEKDAYS[found["day"]])
    if found["which"] is None and day < today.day:
        day += timedelta(weeks=1)
    return day


def near_day(found: re.Match[str], today: Today) -> date:
    """Today and the days after."""
    return today.day + timedelta(days=DAYS[found.group()])


def find_time(text: str) -> tuple[time, bool]:
    """The time of day, and whether the text names one: nine o'clock where it does not."""
    clock = CLOCK.search(text)
    if clock is not None:
        at = time_of(clock)
        return (MORNING, False) if at is None else (at, True)
    part = ONLY_PART.search(text)
    return (MORNING, False) if part is None else (PARTS[part["part"]], True)


def time_of(found: re.Match[str]) -> time | None:
    """The time on the clock; None where there is no such."""
    hour = number_of(found["hour"] or found["hours"])
    minute = number_of(found["minute"] or found["minutes"] or "0")
    if found["half"]:
        minute = 30
    elif found["quarters"]:
        minute = 15 * number_of(found["quarters"])
    part = found["part"]
    is_early = 1 <= hour <= LAST_SILENT_AFTERNOON
    is_silent = part is None and found["hours"] is not None and is_early
    is_noon = part == "中午" and is_early
    is_after = part in AFTERNOON and hour < HALF_A_DAY
    if is_silent or is_noon or is_after:
        hour += HALF_A_DAY
    # 晚上12点 is the next day for some and this one for others.
    is_midnight = part in AFTERNOON and part != "下午" and hour == HALF_A_DAY
    if hour >= 2 * HALF_A_DAY or minute >= MINUTES or is_midnight:
        return None
    return time(hour, minute)


def number_of(text: str) -> int:
    """A number in digits or Chinese numerals below a hundred.

    >>> number_of("十五"), number_of("二十"), number_of("07"), number_of("两")
    (15, 20, 7, 2)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS[digit]) for digit in ones))
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        found = day_or_none(year, month + 1, last)
        if found is not None:
            return found
    return date(year, month + 1, day.day)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
