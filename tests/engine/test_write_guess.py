"""A value that is not shown cannot be found out by writing guesses."""

import copy
from pathlib import Path

import pytest

from engine.actor import Actor
from engine.database import Database
from engine.errors import WriteForbidden
from tests.engine.shop_app import SOURCES, Body
from tests.engine.shops import open_shop

AUDITOR: Body = {
    "key": "auditor",
    "label": "审计",
    "tables": {"buyer": {"read": "等级='gold'", "fields": {"*": "hidden", "license": "read"}}},
}


def test_a_right_guess_of_a_hidden_value_is_refused_like_a_wrong_one(
    migrated: Database, tmp_path: Path
) -> None:
    sources = copy.deepcopy(SOURCES)
    sources["shop", "role", "auditor"] = AUDITOR
    shop = open_shop(migrated, tmp_path, sources)
    shop.add_person(7)
    mine = shop.create("buyer", name="a", keeper="7", level="iron", why_iron="w", license="G1")
    both = Actor(7, "p", frozenset({("shop", "seller"), ("shop", "auditor")}))
    told = []
    for guess in ("G1", "G2"):
        with pytest.raises(WriteForbidden, match="field_forbidden") as refused:
            shop.update("buyer", mine.id or 0, both, license=guess)
        told.append([(it.code, it.field) for it in refused.value.refusals])
    assert told[0] == told[1] == [("field_forbidden", "license")]
