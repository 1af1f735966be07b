"""SQLite's own integers give what Python gives, and Python what they cannot hold."""

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from formula.evaluate import compile_python
from formula.sql import SqliteFunctions, to_condition
from formula.sql_integers import integer
from tests.counts import count
from tests.formula.borders import bordering, compiled, numeric, stored_differences, stored_text
from tests.formula.differential import differences, usable
from tests.formula.world import Database, Source, opened

AT_ONCE = 20


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """SQLite with the tables of the world."""
    with opened("sqlite://", SqliteFunctions()) as found:
        yield found


@pytest.mark.parametrize(
    "text",
    [
        "金额*2",
        "金额*0.5",
        "折扣率*10",
        "-ROUND(金额,1)",
        "ROUND(金额,-2)+TRUNC(金额)",
        "IF(热门,金额*0.9,金额)",
        "IF(ROUND(金额,0)>100,1,2)",
    ],
)
def test_what_is_always_below_64_bits_never_calls_python(text: str, database: Database) -> None:
    assert "fx" not in stored_text(text, database)


@pytest.mark.parametrize(
    "text",
    [
        "ROUND(金额*数量*(1-折扣率)*2,2)",
        "金额*数量",
        "金额/数量",
        "ROUND(金额/数量,2)",
        "ROUNDUP(金额*折扣率,0)",
        "IF(金额*数量>1000,ROUND(金额*折扣率,2),金额*数量*0.8)",
        "金额*客户.等级",
    ],
)
def test_products_and_quotients_call_python_only_for_a_real(text: str, database: Database) -> None:
    written = stored_text(text, database)
    assert written.count("fx(") == written.count("= 'real'") - written.count("fx_error(")


@pytest.mark.parametrize("text", ["金额*数量>1000", "ROUND(金额/数量,1) IN (1,2.5)"])
def test_a_condition_calls_python_only_for_a_real(text: str, database: Database) -> None:
    own = Source(database.tables["deal"])
    where = str(to_condition(compiled(text), database, own, database.context))
    assert where.count("fx(") == where.count("typeof(") == 1


@pytest.mark.parametrize("text", ["SUM(跟进.费用)*金额", "SQRT(金额)*2", "金额*数量/(金额*数量)"])
def test_what_reads_many_rows_or_has_no_such_form_stays_in_python(
    text: str, database: Database
) -> None:
    assert "typeof" not in stored_text(text, database)


def test_a_quotient_next_to_a_half_is_rounded_twice_as_everywhere(database: Database) -> None:
    world = bordering(random.Random(1))
    world.rows["deal"][0].update(pieces=1, big=20_000_000_001)  # type: ignore[attr-defined]
    database.fill(world)
    checked = usable(["数量/总额"])
    assert stored_differences(checked, world, database, 10) == []
    [(_, typed)] = checked
    assert compile_python(typed)(world.rows["deal"][0], world.context) == Decimal("1e-10")


# 20 × 20 formulas in every run, 500 × 20 with --long.
@settings(max_examples=count(quick=3, normal=20, long=500))
@given(st.randoms(use_true_random=False))
def test_numbers_next_to_every_border_are_exact(database: Database, chance: random.Random) -> None:
    world = bordering(chance)
    database.fill(world)
    checked = numeric(chance, AT_ONCE)
    assert differences(checked, world, database) == []
    assert stored_differences(checked, world, database, chance.choice((0, 2, 6))) == []


@pytest.mark.parametrize(
    ("place", "mutant"),
    [
        ("formula.sql_sqlite.is_real", lambda value: sa.false()),
        ("formula.sql_sqlite.half_away", lambda value, by: value.op("/", precedence=8)(by)),
        ("formula.sql_integers._rest", lambda value, by: integer(0)),
        ("formula.sql_exact.zero_for_blank", lambda found: found),
    ],
)
def test_a_mistake_in_the_arithmetic_is_found(
    database: Database, monkeypatch: pytest.MonkeyPatch, place: str, mutant: object
) -> None:
    monkeypatch.setattr(place, mutant)
    chance = random.Random(5)
    world = bordering(chance)
    database.fill(world)
    assert stored_differences(numeric(chance, 200), world, database, 2)


def test_a_quotient_rounded_once_is_found(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formula.sql_integers.PLAIN_DIVISOR", 10**30)
    world = bordering(random.Random(1))
    world.rows["deal"][0].update(pieces=1, big=20_000_000_001)  # type: ignore[attr-defined]
    database.fill(world)
    assert stored_differences(usable(["数量/总额"]), world, database, 10)
