"""A worker that dies between any two statements loses nothing and doubles nothing."""

from collections.abc import Callable
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.database import Database
from tests.counts import count
from tests.workflow.desk import Desk
from tests.workflow.dying import AUTOMATIONS, EXPECTED, Lives, notes_of, story, unfinished
from tests.workflow.fragile import Fragile

OpenDesk = Callable[..., Desk]
EXAMPLES = count(quick=5, normal=150, long=5_000)
"""Of each database; a life ends in most of them several times."""


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
        assert notes_of(it, ticket) == EXPECTED
        assert unfinished(it) == []
        assert it.rows("tg_job") == it.rows("tg_wait") == it.rows("tg_undelivered") == []

    any_death()
    assert cast(Fragile, it.work.database).deaths > EXAMPLES
