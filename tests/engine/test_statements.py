"""Statements compiled once, and values on their way in and out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.database import Connection, Database
from engine.database.statements import one_of, prepare, prepare_load
from engine.database.types import (
    Day,
    ExactNumber,
    Flag,
    Instant,
    JsonValue,
    Milliseconds,
    RecordId,
    StoredType,
    TextC,
    TextList,
)

TABLES = sa.MetaData()
VALUES = sa.Table(
    "everything",
    TABLES,
    sa.Column("id", RecordId(), primary_key=True, autoincrement=False),
    sa.Column("whole", ExactNumber(0)),
    sa.Column("exact", ExactNumber(6)),
    sa.Column("text", TextC()),
    sa.Column("flag", Flag()),
    sa.Column("day", Day()),
    sa.Column("moment", Instant()),
    sa.Column("time", Milliseconds()),
    sa.Column("texts", TextList()),
    sa.Column("json", JsonValue()),
)
DEFAULTED = sa.Table(
    "defaulted",
    sa.MetaData(),
    sa.Column("id", RecordId(), primary_key=True),
    sa.Column("made", TextC(), default=lambda: "in Python"),
)
c = VALUES.c

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(
    lambda it: it.replace(microsecond=it.microsecond // 1000 * 1000, tzinfo=UTC)
)
ROWS = st.fixed_dictionaries(
    {
        "whole": st.none() | st.integers(-(10**15), 10**15),
        "exact": st.none() | st.decimals(-(10**11), 10**11, places=6),
        "text": st.none() | TEXTS,
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "moment": st.none() | MOMENTS,
        "time": st.none() | st.integers(-(2**62), 2**62),
        "texts": st.none() | st.lists(TEXTS, max_size=4).map(tuple),
        "json": st.none()
        | st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers(-9, 9) | TEXTS),
    }
)


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with the table of all types."""
    database.restructure(lambda it: TABLES.create_all(it.alchemy()))
    return database


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(ROWS, min_size=1, max_size=5))
def test_every_value_comes_back_as_it_went_in(
    filled: Database, rows: Sequence[dict[str, object]]
) -> None:
    insert = prepare(sa.insert(VALUES), filled.dialect)
    select = prepare(sa.select(VALUES).order_by(c.id), filled.dialect)
    names = [column.name for column in c]
    load = prepare_load(VALUES, names, filled.dialect)
    given_rows = [{"id": number, **row} for number, row in enumerate(rows)]
    expected = [tuple(row[name] for name in names) for row in given_rows]

    def many(connection: Connection) -> None:
        connection.run(prepare(sa.delete(VALUES), filled.dialect))
        connection.run_many(insert, given_rows)

    def bulk(connection: Connection) -> None:
        connection.run(prepare(sa.delete(VALUES), filled.dialect))
        connection.load(load, given_rows)

    for way in (many, bulk):
        filled.write(way)
        found = filled.rows(select)
        assert found == expected
        assert [[type(value) for value in row if isinstance(value, bool)] for row in found] == [
            [bool for value in row if isinstance(value, bool)] for row in expected
        ]


def test_moments_come_back_aware_and_numbers_exact(filled: Database) -> None:
    values = {"id": 1, "exact": Decimal("0.1"), "moment": datetime(2026, 3, 2, tzinfo=UTC)}
    insert = prepare(sa.insert(VALUES).values(values), filled.dialect)
    assert "0.1" not in insert.text
    filled.write(lambda it: it.run(insert))
    exact, moment = filled.rows(prepare(sa.select(c.exact, c.moment), filled.dialect))[0]
    assert (exact, str(exact)) == (Decimal("0.1"), "0.100000")
    assert isinstance(moment, datetime)
    assert moment.utcoffset() is not None


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        (c.id, [1, 3, 99], [1, 3]),
        (c.id, [], []),
        (c.exact, [Decimal("1.5"), 2], [1, 2]),
        (c.text, ["甲", "it's {\"}", "%"], [1, 3]),
        (c.day, [date(2026, 1, 2)], [2]),
        (c.moment, [datetime(2026, 1, 3, tzinfo=UTC)], [3]),
    ],
    ids=["ids", "nothing", "numbers", "texts", "days", "moments"],
)
def test_one_statement_finds_lists_of_any_length(
    filled: Database, column: sa.Column[object], values: list[object], found: list[int]
) -> None:
    texts = ["甲", "乙", "it's {\"}"]
    rows = [
        {
            **dict.fromkeys(c.keys()),
            "id": number,
            "exact": Decimal(number) if number > 1 else Decimal("1.5"),
            "text": texts[number - 1],
            "day": date(2026, 1, number),
            "moment": datetime(2026, 1, number, tzinfo=UTC),
        }
        for number in (1, 2, 3)
    ]
    insert = prepare(sa.insert(VALUES), filled.dialect)
    filled.write(lambda it: it.run_many(insert, rows))
    chosen = sa.select(c.id).where(one_of(column, "wanted")).order_by(c.id)
    select = prepare(chosen, filled.dialect)
    for _ in range(3):  # sent whole, then prepared, then known
        assert [row[0] for row in filled.rows(select, {"wanted": values})] == found
    others = prepare(
        sa.select(c.id).where(sa.not_(one_of(column, "wanted"))).order_by(c.id), filled.dialect
    )
    kept = [row[0] for row in filled.rows(others, {"wanted": values})]
    assert kept == [number for number in (1, 2, 3) if number not in found]


def test_literals_are_constants_and_names_may_have_defaults(filled: Database) -> None:
    limit = sa.bindparam("limit", 2, type_=sa.Integer())
    statement = sa.select(sa.literal("50%", TextC()), sa.literal(Decimal("0.5"), ExactNumber(1)))
    union = statement.union_all(statement, statement).limit(limit)
    prepared = prepare(union, filled.dialect)
    assert filled.rows(prepared) == [("50%", Decimal("0.5"))] * 2
    assert len(filled.rows(prepared, {"limit": 3})) == 3


def test_a_missing_parameter_is_named(filled: Database) -> None:
    select = prepare(sa.select(c.id).where(c.text == sa.bindparam("wanted")), filled.dialect)
    with pytest.raises(KeyError, match="wanted"):
        filled.rows(select, {})


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    "statement",
    [
        sa.select(c.id).where(c.id.in_(sa.bindparam("ids", expanding=True))),
        sa.insert(DEFAULTED).values(id=1),
    ],
    ids=["expanding", "default in Python"],
)
def test_what_cannot_be_prepared_is_refused(dialect: str, statement: sa.ClauseElement) -> None:
    with pytest.raises(TypeError):
        prepare(statement, dialect)


def test_a_number_is_never_rounded_on_its_way(filled: Database) -> None:
    more = prepare(sa.select(c.id).where(c.exact > sa.bindparam("than")), filled.dialect)
    if filled.dialect == "sqlite":
        with pytest.raises(ValueError, match="more than 6 decimals"):
            filled.rows(more, {"than": Decimal("0.0000005")})
        return
    filled.write(lambda it: it.run(prepare(sa.insert(VALUES).values(id=1, exact=0), it.dialect)))
    assert filled.rows(more, {"than": Decimal("0.0000005")}) == []
    assert filled.rows(more, {"than": Decimal("-0.0000005")}) == [(1,)]


@pytest.mark.parametrize(
    ("first", "second", "is_before"),
    [("B", "a", True), ("￥", "😀", True), ("a", "é", True), ("ab", "a b", False)],
)
def test_texts_sort_by_code_point(
    filled: Database, first: str, second: str, is_before: bool
) -> None:
    rows = [{**dict.fromkeys(c.keys()), "id": 1, "text": first}]
    insert = prepare(sa.insert(VALUES), filled.dialect)
    filled.write(lambda it: it.run_many(insert, rows))
    before = sa.select(sa.func.count()).where(c.text < sa.bindparam("other", type_=TextC()))
    assert filled.rows(prepare(before, filled.dialect), {"other": second}) == [(int(is_before),)]


def test_every_type_says_what_it_is_in_each_database() -> None:
    kinds: list[StoredType] = [column.type for column in c if isinstance(column.type, StoredType)]
    assert len(kinds) == len(c)
    with pytest.raises(TypeError, match="no driver type"):
        StoredType.driver_type(kinds[0], "oracle")
