"""What time alone starts: schedules, moments of fields, silences, streaks, metrics, limits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.workflow.desk import Desk, automation, note, on_ticket, plain_note, schedule
from workflow.moments import next_moment
from workflow.streaks import streak_of

OpenDesk = Callable[..., Desk]


def test_a_schedule_starts_once_at_each_of_its_moments(desk: OpenDesk) -> None:
    it = desk(automation("daily", schedule("0 9 * * *"), plain_note()))
    it.settle()  # Monday, 10:00 in Shanghai
    assert it.later(hours=22, minutes=59) == 0
    it.later(minutes=1)
    assert it.notes() == ["日报"]
    it.settle()
    assert it.notes() == ["日报"]
    it.later(days=3)  # nobody looked for three days: once, not three times
    assert it.notes() == ["日报"] * 2


def test_a_schedule_with_a_table_starts_for_every_record_found(desk: OpenDesk) -> None:
    on = schedule("0 9 * * *", table="ticket")
    it = desk(automation("daily", on, note("标题"), when="评分>=80"))
    for index in range(4):
        it.create(name=f"t{index}", score=79 + index)
    it.settle()
    it.later(days=1)
    assert sorted(map(str, it.notes())) == ["t1", "t2", "t3"]


def test_clocks_that_change_neither_skip_nor_double_a_day() -> None:
    after = datetime(2026, 3, 28, 12, tzinfo=UTC)
    found = [after]
    for _ in range(3):
        found.append(next_moment("30 2 * * *", "Europe/Berlin", found[-1]))
    assert [moment.astimezone(UTC).hour for moment in found[1:]] == [1, 0, 0]
    assert [moment.day for moment in found[1:]] == [29, 30, 31]


def test_a_date_field_starts_before_its_day(desk: OpenDesk) -> None:
    on = on_ticket("time.moment", field="due_on", offset="-2d")
    it = desk(automation("soon", on, note("标题")))
    id = it.create(name="a", due_on="2026-03-10")
    it.create(name="b")
    it.settle()
    it.later(days=5)
    assert it.notes() == []
    it.update(id, due_on="2026-03-20")
    it.later(days=3)
    assert it.notes() == []
    it.later(days=8)
    assert it.notes() == ["a"]


def test_records_that_were_there_before_the_rule_have_their_moments(desk: OpenDesk) -> None:
    it = desk()
    for index in range(600):
        it.create(name=f"t{index}", due_on="2026-03-10" if index < 2 else None)
    it.create(name="past", due_on="2026-01-01")
    it.publish(automation("soon", on_ticket("time.moment", field="due_on"), note("标题")))
    it.settle()
    assert len(it.rows("tg_due")) == 601
    it.later(days=9)
    assert sorted(map(str, it.notes())) == ["t0", "t1"]


def test_a_silence_starts_once_until_it_is_broken(desk: OpenDesk) -> None:
    on = on_ticket("time.inactive", within="72h", children=["notes"], fields=["score"])
    it = desk(automation("silent", on, {"do": "set", "values": {"level": 'CONCAT(等级,"红")'}}))
    id = it.create(name="a")
    it.later(hours=71)
    it.add_note(id)
    it.later(hours=71)
    assert it.ticket(id)["level"] is None
    it.later(hours=1)
    assert it.ticket(id)["level"] == "红"
    it.later(hours=200)
    assert it.ticket(id)["level"] == "红"
    it.update(id, score=1)
    it.later(hours=72)
    assert it.ticket(id)["level"] == "红红"


def test_a_silence_of_a_deleted_record_starts_nothing(desk: OpenDesk) -> None:
    it = desk(automation("silent", on_ticket("time.inactive", within="1h"), plain_note()))
    id = it.create(name="a")
    it.settle()
    it.delete(id)
    it.later(hours=2)
    assert it.notes() == []


def test_a_touch_that_nobody_was_told_of_yet_breaks_the_silence(desk: OpenDesk) -> None:
    on = on_ticket("time.inactive", within="1h", fields=["score"])
    it = desk(automation("silent", on, plain_note()))
    id = it.create(name="a")
    it.settle()
    it.clock.advance(timedelta(minutes=59))
    it.update(id, score=5)
    it.clock.advance(timedelta(minutes=30))
    it.settle()
    assert it.notes() == []


def test_working_time_waits_over_the_weekend(desk: OpenDesk) -> None:
    on = on_ticket("time.inactive", within="9h", time="working")
    it = desk(automation("silent", on, note("标题")))
    it.later(days=4, hours=7)  # Friday, 17:00 in Shanghai
    it.create(name="a")
    it.settle()
    it.later(days=2, hours=23)  # Monday, 16:00
    assert it.notes() == []
    it.later(hours=1)
    assert it.notes() == ["a"]


def test_a_value_that_fell_twice_in_a_row_starts_once(desk: OpenDesk) -> None:
    on = on_ticket("streak", field="trend", direction="falling", times=2)
    it = desk(automation("falling", on, note("TEXT(走势)")))
    id = it.create(name="a", trend=9)
    for value in (8, 8.5, 7, 6, 5):
        it.clock.advance(timedelta(minutes=1))
        it.update(id, trend=value)
    it.settle()
    assert it.notes() == ["5"]  # as it is when the step is done


@pytest.mark.parametrize(
    ("values", "direction", "length"),
    [
        (["3", "5", "9"], "falling", 2),
        (["10", "9"], "rising", 1),
        (["1"], "rising", 0),
        (["2", None, "3"], "falling", 0),
        (["2", "2", "1"], "rising", 0),
        (["2026-02-01", "2026-01-01"], "rising", 1),
    ],
)
def test_streaks(values: list[str | None], direction: str, length: int) -> None:
    assert streak_of(values, direction) == length


def test_a_metric_out_of_its_bound_for_two_periods_starts_once(desk: OpenDesk) -> None:
    on = on_ticket("metric.window", measure="AVERAGE(评分)", below="72", every="1h", periods=2)
    it = desk(automation("low", on, plain_note('"低" & STEP.metric')))
    id = it.create(name="a", score=70)
    it.settle()
    it.later(hours=1)
    assert it.notes() == []
    it.later(hours=1)
    assert it.notes() == ["低70"]
    it.later(hours=1)
    it.update(id, score=80)
    it.later(hours=1)
    it.update(id, score=60)
    it.later(hours=1)
    assert it.notes() == ["低70"]
    it.later(hours=1)
    assert it.notes() == ["低70", "低60"]
