"""The gate of a connector, whatever comes: no minute has more calls than the rate, and what fails
is left alone."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from metadata.documents.connector import ConnectorDocument
from tests.clock import MONDAY_MORNING
from tests.workflow.outside.world import Outside
from workflow.connectors.gate import CLOSED, OPEN, Gate, admit, settle
from workflow.outside_pruning import prune_outside
from workflow.outside_tables import tg_call

MINUTE = timedelta(minutes=1)
DOCUMENT = ConnectorDocument(
    key="erp", label="ERP", base="https://example.com", break_after=3, break_for="1min"
)


@given(
    rate=st.integers(1, 40),
    steps=st.lists(st.integers(0, 30_000), min_size=1, max_size=120),
)
def test_no_minute_has_more_calls_than_the_rate(rate: int, steps: list[int]) -> None:
    gate, now, calls = Gate(), MONDAY_MORNING, list[datetime]()
    for milliseconds in steps:
        now += timedelta(milliseconds=milliseconds)
        gate, refusal = admit(gate, now, rate)
        if refusal is None:
            calls.append(now)
            continue
        assert refusal.at > now
        later, again = admit(gate, refusal.at, rate)
        assert again is None
        assert later.pace_at is not None
    for began in calls:
        assert sum(1 for it in calls if began <= it < began + MINUTE) <= rate


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=60))
def test_a_failing_side_is_asked_once_a_rest(steps: list[tuple[int, bool]]) -> None:
    gate, now, failures, asked = Gate(), MONDAY_MORNING, 0, MONDAY_MORNING
    for seconds, answers in steps:
        now += timedelta(seconds=seconds)
        gate, refusal = admit(gate, now, None)
        if refusal is not None:
            assert failures >= 3
            assert now < refusal.at <= asked + MINUTE
            continue
        asked = now
        failures = 0 if answers else failures + 1
        gate = settle(gate, now, DOCUMENT, is_answered=answers)
        assert gate.breaker == (OPEN if failures >= 3 else CLOSED)


def test_what_was_asked_is_forgotten_after_its_time(outside: Outside) -> None:
    outside.connect()
    outside.failure()
    outside.advance(days=29)
    outside.failure()
    outside.advance(days=2)
    assert outside.work.database.write(lambda it: prune_outside(it, outside.work.now())) == 1
    assert len(outside.rows(tg_call)) == 1
