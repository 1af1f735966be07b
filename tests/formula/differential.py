"""Every formula on three back ends: the same value, the same error code, the same rows in WHERE."""

import dataclasses
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal

import sqlalchemy as sa

from formula.check import check
from formula.errors import FormulaValueError, NotCompilable
from formula.evaluate import compile_python
from formula.lifting import Lifting
from formula.scope import Use
from formula.sql import SqlValue, from_storage, sql_parameters, to_condition, to_sql
from formula.typed import Typed
from formula.types import Boolean
from tests.formula.expressions import Maker
from tests.formula.world import SCOPE, Database, Source, World

BATCH = 30


@dataclasses.dataclass(frozen=True)
class Difference:
    """Where a database did not give what Python gives."""

    formula: str
    place: str
    python: object
    sql: object


def outcomes(typed: Typed, world: World) -> dict[int, object]:
    """Python's value, or the code of its error, for each deal."""
    compiled = compile_python(typed)
    found: dict[int, object] = {}
    for row in world.rows["deal"]:
        try:
            value = plain(compiled(row, world.context))
        except FormulaValueError as error:
            value = f"#{error.code}"
        found[int(str(row["id"]))] = value
    return found


def plain(value: object) -> object:
    """Whole numbers compare as numbers whatever their Python type."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def compiled(typed: Typed, database: Database, own: Source) -> SqlValue | None:
    """The SQL of a formula; None where PostgreSQL has no form for it, as decided."""
    try:
        return to_sql(typed, database, own, database.context)
    except NotCompilable:
        return None


def differences(
    formulas: Sequence[tuple[str, Typed]], world: World, database: Database
) -> list[Difference]:
    """All that a database computes differently from Python, in statements of many formulas."""
    found: list[Difference] = []
    for start in range(0, len(formulas), BATCH):
        batch = formulas[start : start + BATCH]
        found += values_differ(batch, world, database)
        found += rows_differ(batch, world, database)
    return found


def values_differ(
    batch: Sequence[tuple[str, Typed]], world: World, database: Database
) -> Iterable[Difference]:
    """Where value or error differ."""
    own = Source(database.tables["deal"])
    lifting = Lifting()
    taken = [(text, typed, lifting.take(typed)) for text, typed in batch]
    known = [(text, typed, compiled(part, database, own)) for text, typed, part in taken]
    usable = [(text, typed, sql) for text, typed, sql in known if sql is not None]
    columns = [
        column
        for _, _, sql in usable
        for column in (sql.value, sa.null() if sql.error is None else sql.error)
    ]
    parameters = parameters_of(lifting, world, database)
    rows = database.connection.execute(sa.select(own.id, *columns), parameters).all()
    for position, (text, typed, sql) in enumerate(usable):
        expected = outcomes(typed, world)
        for row in rows:
            value, code = row[1 + 2 * position], row[2 + 2 * position]
            got = read(value, code, typed, sql)
            if got != expected[row[0]]:
                yield Difference(text, f"{database.dialect} row {row[0]}", expected[row[0]], got)


def parameters_of(lifting: Lifting, world: World, database: Database) -> dict[str, object]:
    """The values of all bound parameters."""
    fixed = sql_parameters(world.context, database.dialect)
    return {**fixed, **lifting.parameters(world.context, database.dialect)}


def read(value: object, code: object, typed: Typed, sql: SqlValue) -> object:
    """A value or `#CODE`; a value beside an error is a fault of its own."""
    if code is not None:
        return f"#{code}" if value is None else f"#{code} beside {value}"
    try:
        return plain(from_storage(value, typed.type, sql.scale))
    except FormulaValueError as error:
        return f"#{error.code}"


def rows_differ(
    batch: Sequence[tuple[str, Typed]], world: World, database: Database
) -> Iterable[Difference]:
    """Where WHERE does not find exactly the rows that are TRUE."""
    own = Source(database.tables["deal"])
    for text, typed in batch:
        if not isinstance(typed.type, Boolean):
            continue
        lifting = Lifting()
        try:
            where = to_condition(lifting.take(typed), database, own, database.context)
        except NotCompilable:
            continue
        parameters = parameters_of(lifting, world, database)
        found = set(database.connection.scalars(sa.select(own.id).where(where), parameters))
        expected = {id for id, value in outcomes(typed, world).items() if value is True}
        if found != expected:
            yield Difference(text, f"{database.dialect} WHERE", expected, found)


def random_formulas(count: int, seed: int, rule: str) -> list[tuple[str, Typed]]:
    """So many usable formulas made by a rule, the same for the same seed."""
    chance = random.Random(seed)
    found: list[tuple[str, Typed]] = []
    while len(found) < count:
        found += usable([Maker(chance.choice).fill(rule, chance.randint(0, 2))])
    return found


def usable(texts: Sequence[str]) -> list[tuple[str, Typed]]:
    """The formulas that `check` accepts, with their trees."""
    checked = [(text, check(text, SCOPE, Use.DEFAULT).typed) for text in texts]
    return [(text, typed) for text, typed in checked if typed is not None]
