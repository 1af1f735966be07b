"""Fixtures of the crash tests: a workspace for a server, on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.places import BOTH, new_place
from tests.scenarios.server import Place


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty workspace for one test."""
    with new_place(request, request.param, tmp_path / "data") as found:
        yield found
