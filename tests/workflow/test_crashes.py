"""A worker that dies between any two statements loses nothing and doubles nothing."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.database import Database
from tests.counts import count
from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, automation, note, on_ticket
from tests.workflow.fragile import Died, Fragile, expire_leases

OpenDesk = Callable[..., Desk]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
EXAMPLES = count(quick=5, normal=150, long=5_000)
"""Of each database; a life ends in most of them several times."""

LOCKSTEP: Body = {"do": "wait", "holds": "评分>=80", "within": "1d", "on_timeout": [note('"晚"')]}
UPDATED = on_ticket("record.updated", fields=["score"])
AUTOMATIONS = (
    automation("timed", on_ticket(), note('"一"'), {"do": "wait", "during": "1h"}, note('"二"')),
    automation("waiting", on_ticket(), LOCKSTEP, note('"到"')),
    automation("queued", UPDATED, note('"改" & TEXT(评分)'), mode="queued"),
)
EXPECTED = Counter({"一": 1, "二": 1, "到": 1, "改80": 2})

Lives = list[int]


def live(it: Desk, lives: Lives) -> None:
    """Everything due is done, by workers of which each lives for so many statements, and at last
    by one that does not die."""
    fragile = cast(Fragile, it.work.database)
    for length in lives:
        fragile.left = length
        with suppress(Died):
            it.settle()
            break
        fragile.deaths += 1
        expire_leases(fragile, LONG_AGO)
    fragile.left = None
    it.settle()


def story(it: Desk, before: Lives, between: Lives, after: Lives) -> int:
    """A ticket goes through all automations while workers die; its id."""
    ticket = it.create(name="a", score=1)
    live(it, before)
    it.update(ticket, score=70)
    it.update(ticket, score=80)
    live(it, between)
    it.clock.advance(timedelta(hours=1))
    live(it, after)
    return ticket


@pytest.mark.slow
@pytest.mark.timeout(60 + EXAMPLES)
def test_nothing_is_lost_and_nothing_doubled(desk: OpenDesk) -> None:
    it = desk(*AUTOMATIONS)
    it.work.database = cast(Database, Fragile(it.work.database))
    lives = st.lists(st.integers(1, 40), max_size=5)

    @settings(max_examples=EXAMPLES)
    @given(lives, lives, lives)
    def any_death(before: Lives, between: Lives, after: Lives) -> None:
        ticket = story(it, before, between, after)
        notes = [each for each in it.records("desk.note").values() if each["ticket"] == ticket]
        assert Counter(str(each["text"]) for each in notes) == EXPECTED
        assert set(it.states()) == {"done"}
        assert it.rows("tg_job") == it.rows("tg_wait") == it.rows("tg_undelivered") == []

    any_death()
    assert cast(Fragile, it.work.database).deaths > EXAMPLES
