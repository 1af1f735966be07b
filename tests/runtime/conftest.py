"""Fixtures of the tests of the edge: a served shop on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.database.opening import open_database
from runtime.migrations import upgrade
from tests.runtime.sites import Caller, ServedShop, serve_shop


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[ServedShop]:
    """The shop, served; an administrator `root` and a seller `sue` are here."""
    database = open_database(database_url)
    upgrade(database)
    shop = serve_shop(database, tmp_path)
    shop.add_person("root", is_admin=True)
    shop.add_person("sue", role="seller")
    with shop.client:
        yield shop
    shop.site.close()
    shop.work.close()


@pytest.fixture
def root(served: ServedShop) -> Caller:
    """The administrator with an API token."""
    return served.token("root")


@pytest.fixture
def sue(served: ServedShop) -> Caller:
    """The seller with an API token."""
    return served.token("sue")


@pytest.fixture
def fresh(database_url: str, tmp_path: Path) -> Iterator[ServedShop]:
    """A served workspace in which nobody is."""
    database = open_database(database_url)
    upgrade(database)
    shop = serve_shop(database, tmp_path)
    with shop.client:
        yield shop
    shop.site.close()
    shop.work.close()
