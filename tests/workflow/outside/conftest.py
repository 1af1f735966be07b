"""Fixtures of what is outside: stand-ins on this machine, and a workspace that may reach them."""

from collections.abc import Iterator

import pytest

from tests.workflow.outside.stand_in import StandIn


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """An outside system."""
    made = StandIn()
    yield made
    made.close()
