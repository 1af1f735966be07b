"""SQL beyond values: what is stored, found by index, grouped, sorted, refused."""

import dataclasses
import datetime
import random
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from formula.check import check
from formula.errors import NotCompilable
from formula.evaluate import compile_python
from formula.scope import Use
from formula.sql import (
    SqliteFunctions,
    from_storage,
    sql_parameters,
    to_condition,
    to_sort_keys,
    to_sql,
    to_stored,
)
from formula.types import Boolean, Number, Text, Type
from tests.formula.answers import answer, stored_answer
from tests.formula.rows import make_world
from tests.formula.world import SCOPE, Database, Source, opened

WORLD = make_world(random.Random(11).choice)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Each database in turn, holding the world."""
    sqlite = request.param == "sqlite"
    url = "sqlite://" if sqlite else request.getfixturevalue("postgres_server")
    with opened(url, SqliteFunctions()) as found:
        found.fill(WORLD)
        yield found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("金额/7", Number(2)),
        ("金额*数量", Number(2)),
        ("金额+数量", Number(2)),
        ("金额", Number(0)),
        ("总额*100", Number(6)),
        ("SUM(跟进.费用)", Number(2)),
        ("得分", Number(1)),
        ("名称&备注", Text()),
        ("IF(热门, TRUE)", Boolean()),
        ("1/数量>0", Boolean()),
    ],
)
def test_what_is_stored_is_rounded_once_and_in_range(
    database: Database, text: str, kind: Type
) -> None:
    typed = check(text, SCOPE, Use.FIELD).require()
    own = Source(database.tables["deal"])
    stored = to_stored(typed, kind, database, own, database.context)
    error = sa.null() if stored.error is None else stored.error
    rows = database.connection.execute(sa.select(own.id, stored.value, error)).all()
    python = compile_python(typed)
    for id, value, code in rows:
        row = WORLD.record("deal", id)
        assert row is not None
        got = f"#{code}" if code else from_storage(value, kind, stored.scale)
        assert got == stored_answer(python, row, WORLD.context, kind)


def test_an_update_computes_a_column(database: Database) -> None:
    typed = check("IFERROR(金额/数量, 0)", SCOPE, Use.FIELD).require()
    table = database.tables["deal"]
    stored = to_stored(typed, Number(2), database, Source(table), database.context)
    database.connection.execute(sa.update(table).values(amount=stored.value))
    changed = dict(database.connection.execute(sa.select(table.c.id, table.c.amount)).all())
    for row in WORLD.rows["deal"]:
        wanted = stored_answer(compile_python(typed), row, WORLD.context, Number(2))
        found = from_storage(changed[row["id"]], Number(2), stored.scale)
        assert found == (None if str(wanted).startswith("#") else wanted)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("金额>100", "amount > "),
        ("来源='expo'", "source = "),
        ("来源 IN ('expo','web')", "source IN "),
        ("名称<'b'", "name "),
        ("热门 AND 金额>=3 AND 日期<#2024-01-01#", "day < "),
    ],
)
def test_comparisons_stand_bare_in_where(database: Database, text: str, bare: str) -> None:
    typed = check(text, SCOPE, Use.FILTER).require()
    own = Source(database.tables["deal"])
    where = str(to_condition(typed, database, own, database.context))
    assert f"w_deal.{bare}" in where
    assert "coalesce" not in where.lower()


def test_an_index_serves_a_filter() -> None:
    with opened("sqlite://", SqliteFunctions()) as database:
        table = database.tables["deal"]
        sa.Index("by_amount", table.c.amount).create(database.connection)
        typed = check("金额>100 AND 热门", SCOPE, Use.FILTER).require()
        where = to_condition(typed, database, Source(table), database.context)
        query = (
            sa.select(table.c.id)
            .where(where)
            .compile(database.connection, compile_kwargs={"literal_binds": True})
        )
        plan = database.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    assert "by_amount" in str(plan)


@pytest.mark.parametrize(
    "text",
    [
        "SUM(金额)",
        "COUNT()",
        "COUNTIF(热门)",
        "AVERAGE(数量)",
        "SUMIF(金额, 数量>0)",
        "MAX(日期)",
        "SUM(得分)",
        "IFERROR(COUNTIF(热门)/COUNT(), 0)",
        "SUM(金额*数量)",
    ],
)
def test_a_measure_is_taken_over_the_rows_of_a_group(database: Database, text: str) -> None:
    typed = check(text, SCOPE, Use.MEASURE).require()
    own = Source(database.tables["deal"])
    found = to_sql(typed, database, own, database.context)
    key = own.table.c.source
    error = sa.null() if found.error is None else found.error
    query = sa.select(key, found.value, error).group_by(key)
    groups = database.connection.execute(query, sql_parameters(WORLD.context, database.dialect))
    for source, value, code in groups:
        rows = [row for row in WORLD.rows["deal"] if row["source"] == source]
        context = dataclasses.replace(WORLD.context, group=rows)
        got = f"#{code}" if code else from_storage(value, typed.type, found.scale)
        assert got == answer(compile_python(typed), {}, context)


@pytest.mark.parametrize("text", ["金额/7", "金额", "名称", "时间", "总额*总额"])
def test_a_formula_sorts_as_its_values_do(database: Database, text: str) -> None:
    typed = check(text, SCOPE, Use.FIELD).require()
    own = Source(database.tables["deal"])
    keys = to_sort_keys(typed, database, own, database.context)
    order = [key.asc().nulls_last() for key in keys]
    ids = database.connection.scalars(sa.select(own.id).order_by(*order, own.id)).all()
    values = {row["id"]: compile_python(typed)(row, WORLD.context) for row in WORLD.rows["deal"]}
    there = [values[id] for id in ids if values[id] is not None]
    assert there == sorted(there)  # type: ignore[type-var]  # one type, comparable
    assert all(values[id] is None for id in ids[len(there) :])


@pytest.mark.parametrize("text", ["REGION_NAME(名称)", "SHA1(名称)"])
def test_what_postgresql_cannot_compute_is_refused(postgres_server: str, text: str) -> None:
    typed = check(text, SCOPE, Use.FIELD).require()
    with opened(postgres_server, SqliteFunctions()) as found, pytest.raises(NotCompilable):
        to_sql(typed, found, Source(found.tables["deal"]), found.context)


def test_what_depends_on_the_moment_is_a_parameter(database: Database) -> None:
    typed = check("NOW()-时间>72h", SCOPE, Use.FILTER).require()
    own = Source(database.tables["deal"])
    query = sa.select(own.id).where(to_condition(typed, database, own, database.context))
    later = dataclasses.replace(WORLD.context, now=WORLD.context.now + datetime.timedelta(365))
    for context in (WORLD.context, later):
        parameters = sql_parameters(context, database.dialect)
        found = set(database.connection.scalars(query, parameters))
        compiled = compile_python(typed)
        assert found == {row["id"] for row in WORLD.rows["deal"] if compiled(row, context)}


def test_functions_are_known_to_connections_opened_before() -> None:
    functions = SqliteFunctions()
    with opened("sqlite://", functions) as database:
        database.fill(WORLD)
        for text in ("金额/3", "金额/7"):
            typed = check(text, SCOPE, Use.FIELD).require()
            own = Source(database.tables["deal"])
            found = to_sql(typed, database, own, database.context)
            assert database.connection.scalars(sa.select(found.value)).all()
