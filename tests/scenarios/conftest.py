"""Fixtures of the scenarios: served workspaces with the CRM, on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.places import BOTH, new_place
from tests.scenarios.server import Place, Server, serving
from tests.scenarios.world import World, plant


@pytest.fixture(scope="session", params=BOTH)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The CRM with people of every role and records with secrets, served. Shared by all who only
    read it or write what nobody else looks at."""
    data = tmp_path_factory.mktemp("world")
    with new_place(request, request.param, data) as place:
        with serving(place, "--demo") as server:
            yield plant(server)
        # Whatever was asked of it, the server answered with sense.
        assert "server error" not in place.log.read_text()


@pytest.fixture(scope="module", params=BOTH)
def crm(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The CRM, served, for the tests of one module, which may change it."""
    data = tmp_path_factory.mktemp("crm")
    with new_place(request, request.param, data) as place:
        with serving(place, "--demo") as server:
            yield server
        assert "server error" not in place.log.read_text()


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty workspace for one test."""
    with new_place(request, request.param, tmp_path / "data") as found:
        yield found
