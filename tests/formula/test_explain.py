"""Explaining a formula tells the value of every part that was looked at."""

import random
from decimal import Decimal

from tests.formula.answers import explained
from tests.formula.rows import make_world
from tests.formula.world import SCOPE

WORLD = make_world(random.Random(7).choice)


def test_every_part_has_its_value() -> None:
    found, parts = explained(
        "IF(金额>100, 金额*2, 数量)", {"amount": Decimal(150), "pieces": 3}, SCOPE, WORLD.context
    )
    assert found.value == Decimal(300)
    assert parts["金额>100"] is True
    assert parts["金额*2"] == Decimal(300)
    assert parts["金额"] == Decimal(150)
    assert "数量" not in parts


def test_the_part_that_failed_is_named() -> None:
    found, parts = explained(
        "1+金额/数量", {"amount": Decimal(1), "pieces": 0}, SCOPE, WORLD.context
    )
    assert found.error == "DIV0"
    assert parts["金额/数量"] == "DIV0"
    assert parts["金额"] == Decimal(1)


def test_an_aggregate_is_one_part() -> None:
    _, parts = explained("COUNTIF(跟进, 费用>100)+1", {"id": 2}, SCOPE, WORLD.context)
    costs = [row["cost"] for row in WORLD.children("follow", "deal", 2)]
    wanted = sum(1 for cost in costs if isinstance(cost, Decimal) and cost > 100)
    assert parts["COUNTIF(跟进, 费用>100)"] == wanted
    assert "费用>100" not in parts
