"""Rows for tests.formula.world: fixed ones with every hard value, and a strategy for others."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from hypothesis import strategies as st

from formula.errors import FormulaValueError
from tests.formula.world import World

NUMBERS = (
    None,
    Decimal(0),
    Decimal("-3.5"),
    Decimal("0.1"),
    Decimal("999999999999.99"),
    Decimal("123456789012.34"),
    Decimal("2.5"),
    Decimal("-1250"),
)
WHOLE = (None, 0, -7, 3, 10**14, 100)
TEXTS = (
    None,
    "a",
    "Ab c",
    "中文",
    "😀x",
    "It's",
    "50%_",
    "Z",
    "１２",
    "+86 138-0013-8000",
    "ﬀ é Σ",
    "91110000802100433B",
    " a  b ",
)
DAYS = (
    None,
    datetime.date(2024, 2, 29),
    datetime.date(1, 1, 1),
    datetime.date(9999, 12, 31),
    datetime.date(2023, 1, 1),
    datetime.date(2024, 12, 30),
)
INSTANTS = (
    None,
    datetime.datetime(2024, 2, 29, 16, 30, tzinfo=datetime.UTC),
    datetime.datetime(1999, 12, 31, 23, 59, 59, 999000, tzinfo=datetime.UTC),
    datetime.datetime(2024, 5, 1, 2, 30, tzinfo=datetime.UTC),
    datetime.datetime(9999, 12, 30, 12, tzinfo=datetime.UTC),
)
SPANS = (None, 0, 72 * 3_600_000, -90_061_001, 1)
OPTIONS = (None, "douyin", "expo", "web")
SCORES = (None, Decimal("1.5"), FormulaValueError("DIV0"), Decimal(-2), FormulaValueError("NUM"))
TAGS = (None, ("expo",), ("web", "douyin"))


def make_world(one: Callable[[Sequence[object]], object]) -> World:
    """Twelve deals with follow-ups, four customers; `one` chooses each value."""
    customers = [
        {
            "id": 100 + place,
            "title": one(TEXTS),
            "level": one(NUMBERS),
            "source": one(OPTIONS),
            "since": one(DAYS),
            "vip": one((True, False)),
        }
        for place in range(4)
    ]
    deals = [make_deal(place, one) for place in range(1, 13)]
    follows = [
        {
            "id": 1000 + place,
            "deal": one((1, 2, 2, 3, 3, 3, 4, 5, None)),
            "cost": one(NUMBERS),
            "hours": one(SCORES),
            "said": one(TEXTS),
            "result": one(OPTIONS),
            "done": one((True, False)),
            "on": one(DAYS),
            "when": one(INSTANTS),
        }
        for place in range(14)
    ]
    pairs = {(one((1, 2, 3)), one((100, 101, 102))) for _ in range(5)}
    partners = sorted((int(str(record)), int(str(target))) for record, target in pairs)
    return World({"deal": deals, "customer": customers, "follow": follows}, partners)


def make_deal(id: int, one: Callable[[Sequence[object]], object]) -> dict[str, object]:
    """A deal of hard values."""
    return {
        "id": id,
        "amount": one(NUMBERS),
        "pieces": one(WHOLE),
        "rate": one((None, Decimal("0.9"), Decimal("0.3333"))),
        "big": one(WHOLE[1:]),
        "score": one(SCORES),
        "name": one(TEXTS),
        "note": one(TEXTS),
        "source": one(OPTIONS),
        "tags": one(TAGS),
        "hot": one((True, False)),
        "day": one(DAYS),
        "due": one(DAYS[1:]),
        "at": one(INSTANTS),
        "stay": one(SPANS),
        "customer": one((None, 100, 101, 102, 103, 999)),
    }


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any such world."""
    return make_world(lambda options: draw(st.sampled_from(options)))
