"""Numbers of every size up to what columns hold, and what a column would hold of a formula."""

import random
from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa

from formula.check import check
from formula.evaluate import compile_python
from formula.scope import Use
from formula.sql import SqlValue, from_storage, to_stored
from formula.typed import Typed
from formula.types import Number
from tests.formula.answers import stored_answer
from tests.formula.differential import usable
from tests.formula.expressions import LEAVES, Maker
from tests.formula.rows import make_world
from tests.formula.world import SCOPE, Database, Source, World

RULES = (
    "({n}+{n})",
    "({n}-{n})",
    "({n}*{n})",
    "({n}/{n})",
    "(-{n})",
    "({n})%",
    "ROUND({n},{SMALL})",
    "ROUND({n},(-2))",
    "ROUNDUP({n},1)",
    "ROUNDUP({n},(-3))",
    "ROUNDDOWN({n})",
    "TRUNC({n},1)",
    "INT({n})",
    "IF({b},{n},{n})",
    "IF({n}{CMP}{n},{n})",
    "IF({n} IN (1,2.5,0),{n},{n})",
    "IFERROR({n},{n})",
    "IFBLANK({n},{n})",
)


def compiled(text: str) -> Typed:
    """The tree of a formula over deals."""
    return check(text, SCOPE, Use.FIELD).require()


def stored_text(text: str, database: Database, decimals: int = 2) -> str:
    """The SQL of a formula stored with so many decimals, its error's too."""
    own = Source(database.tables["deal"])
    found = to_stored(compiled(text), Number(decimals), database, own, database.context)
    return f"{found.value} {found.error}"


def bordering(chance: random.Random) -> World:
    """A world whose deals have numbers of every size, up to what their columns hold."""
    world = make_world(chance.choice)
    for deal in world.rows["deal"]:
        assert isinstance(deal, dict)
        deal["amount"] = sized(chance, 2)
        deal["rate"] = sized(chance, 4)
        for key in ("pieces", "big"):
            number = sized(chance, 0)
            deal[key] = None if number is None and key == "pieces" else int(number or 0)
    return world


def sized(chance: random.Random, scale: int) -> Decimal | None:
    """A number of so many decimals, of any size, often just beside a power of ten or its half."""
    if not chance.randrange(10):
        return None
    top = 10 ** chance.randint(1, min(17, 15 + scale))
    number = chance.choice((chance.randint(-top, top), top // 2, -top // 2, top - 1, 1 - top))
    return Decimal(number).scaleb(-scale)


def numeric(chance: random.Random, wanted: int) -> list[tuple[str, Typed]]:
    """So many formulas of RULES."""
    found: list[tuple[str, Typed]] = []
    while len(found) < wanted:
        text = "{n}"
        for _ in range(chance.randint(1, 3)):
            text = text.replace("{n}", chance.choice(RULES), 1)
        text = text.replace("{b}", chance.choice(("热门", "({n}{CMP}{n})")))
        while "{n}" in text:
            text = text.replace("{n}", chance.choice(LEAVES["n"]), 1)
        # A stored formula reads no step of a run.
        made = Maker(chance.choice).fill(text, 0)
        found += usable([] if "STEP" in made or "步骤" in made else [made])
    return found


def stored_differences(
    formulas: Sequence[tuple[str, Typed]], world: World, database: Database, decimals: int
) -> list[object]:
    """Where a column with so many decimals would hold something else than Python says."""
    kind, own = Number(decimals), Source(database.tables["deal"])
    found: list[object] = []
    for text, typed in formulas:
        plain = to_stored(typed, kind, database, own, database.context)
        once = to_stored(typed, kind, database, own, database.context, once=True)
        columns = [sa.null() if one is None else one for one in (plain.error, once.error)]
        query = sa.select(own.id, plain.value, columns[0], once.value, columns[1])
        python = compile_python(typed)
        for id, value, error, second, failed in database.connection.execute(query):
            row = world.record("deal", id)
            assert row is not None
            wanted = stored_answer(python, row, world.context, kind)
            got = [held(value, error, plain), held(second, failed, once)]
            if got != [wanted, wanted]:
                found.append((text, dict(row), got))
    return found


def held(value: object, code: object, stored: SqlValue) -> object:
    """What a column holds: a number, `#CODE`, or a fault, which no answer is equal to."""
    if isinstance(value, float) or None not in (value, code):
        return value, code
    return from_storage(value, Number(), stored.scale) if code is None else f"#{code}"
