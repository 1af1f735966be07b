"""Python, SQLite and PostgreSQL agree on every formula: value, error code, rows found."""

import random
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from formula.sql import SqliteFunctions
from tests.counts import count
from tests.formula.differential import differences, random_formulas, usable
from tests.formula.expressions import formulas
from tests.formula.rows import make_world, worlds
from tests.formula.world import Database, World, opened

AT_ONCE = 40
MUTANTS = 150


@pytest.fixture(scope="module")
def databases(postgres_server: str) -> Iterator[tuple[Database, Database]]:
    """Both databases with the tables of the world."""
    functions = SqliteFunctions()
    with opened("sqlite://", functions) as sqlite, opened(postgres_server, functions) as postgres:
        yield sqlite, postgres


@pytest.fixture(scope="module")
def fixed_world(databases: tuple[Database, Database]) -> World:
    """One world, in both databases."""
    world = make_world(random.Random(7).choice)
    for database in databases:
        database.fill(world)
    return world


# 50 × 40 formulas in every run, 2,500 × 40 with --long: that takes the better part of an hour.
@pytest.mark.timeout(count(quick=120, normal=120, long=14_400))
@settings(max_examples=count(quick=5, normal=50, long=2_500))
@given(texts=st.lists(formulas(), min_size=AT_ONCE, max_size=AT_ONCE), world=worlds())
def test_the_back_ends_agree(
    databases: tuple[Database, Database], texts: list[str], world: World
) -> None:
    checked = usable(texts)
    for database in databases:
        database.fill(world)
        assert differences(checked, world, database) == []


def test_a_blank_not_coalesced_in_an_order_comparison_is_found(
    databases: tuple[Database, Database], fixed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_operators.coalesced_to_false", lambda value: value)
    for database in databases:
        assert differences(random_formulas(MUTANTS, 3, "({n}{CMP}{n})"), fixed_world, database)


def test_a_lost_error_is_found(
    databases: tuple[Database, Database], fixed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_operators.first_error", lambda *errors: None)
    for database in databases:
        assert differences(random_formulas(MUTANTS, 4, "({n}+{n})"), fixed_world, database)


def test_an_error_read_as_blank_is_found(
    databases: tuple[Database, Database], fixed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_operators.unless_failed", lambda value, error: value)
    assert differences(random_formulas(MUTANTS, 5, "({n}{CMP}{n})"), fixed_world, databases[1])


def test_a_dividend_that_is_not_padded_is_found(
    databases: tuple[Database, Database], fixed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_operators.padded", lambda value: value)
    assert differences(random_formulas(MUTANTS, 6, "({n}/{n})"), fixed_world, databases[1])


def test_an_order_that_is_not_that_of_code_points_is_found(
    databases: tuple[Database, Database], fixed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_operators.by_code_points", sa.func.lower)
    assert differences(random_formulas(MUTANTS, 8, "({t}{CMP}{t})"), fixed_world, databases[1])
