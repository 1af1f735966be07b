"""The mask over every kind of write: table, row, field, transition; hidden is unknown."""

from collections.abc import Callable

import pytest

from engine.errors import UnknownRecord, UnknownTable, WriteForbidden, WriteRefused
from tests.engine.shops import Shop, seller


@pytest.fixture
def kept(shop: Shop) -> dict[str, int]:
    """Records: `mine` kept by person 7, `other` kept by 8, `gold` hidden from 7, `sold`."""
    shop.add_person(7)
    shop.add_person(8)
    found = {
        "mine": shop.create("buyer", name="a", keeper="7", level="iron", why_iron="w"),
        "other": shop.create("buyer", name="b", keeper="8"),
        "gold": shop.create("buyer", name="c", keeper="8", level="gold"),
        "sold": shop.create("purchase", title="s", price=3),
    }
    return {name: outcome.id or 0 for name, outcome in found.items()}


CASES: dict[str, tuple[Callable[[Shop, dict[str, int]], object], type[Exception], str]] = {
    "no create": (lambda s, k: s.create("memo", seller()), UnknownTable, "unknown"),
    "hidden row": (
        lambda s, k: s.update("buyer", k["gold"], seller(), name="x"),
        UnknownRecord,
        "unknown",
    ),
    "read only row": (
        lambda s, k: s.update("buyer", k["other"], seller(), name="x"),
        WriteForbidden,
        "update_forbidden",
    ),
    "no delete": (
        lambda s, k: s.delete("purchase", k["sold"], seller()),
        WriteForbidden,
        "delete_forbidden",
    ),
    "delete another's": (
        lambda s, k: s.delete("buyer", k["other"], seller()),
        WriteForbidden,
        "delete_forbidden",
    ),
    "hidden field": (
        lambda s, k: s.update("buyer", k["mine"], seller(), license="x"),
        WriteRefused,
        "unknown_field",
    ),
    "hidden field with a bad value": (
        lambda s, k: s.create("buyer", seller(), name="n", license=5),
        WriteRefused,
        "unknown_field",
    ),
    "read only field": (
        lambda s, k: s.update("buyer", k["mine"], seller(), area_code="9"),
        WriteForbidden,
        "field_forbidden",
    ),
    "not at creation either": (
        lambda s, k: s.create("buyer", seller(), name="n", area_code="9"),
        WriteForbidden,
        "field_forbidden",
    ),
    "only at creation": (
        lambda s, k: s.update("purchase", k["sold"], seller(), price=9),
        WriteForbidden,
        "field_forbidden",
    ),
    "a move of others": (
        lambda s, k: s.move(k["sold"], "pay", seller()),
        WriteForbidden,
        "transition_forbidden",
    ),
    "the same move written": (
        lambda s, k: s.update("purchase", k["sold"], seller(), paid="yes"),
        WriteForbidden,
        "transition_forbidden",
    ),
    "a hidden target": (
        lambda s, k: s.create("purchase", seller(), buyer=str(k["gold"])),
        WriteRefused,
        "unknown_reference",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_mask_does_not_allow_is_refused(
    shop: Shop, kept: dict[str, int], case: str
) -> None:
    attempt, error, code = CASES[case]
    before = shop.versions("buyer"), shop.versions("purchase")
    with pytest.raises(error, match=code):
        attempt(shop, kept)
    assert (shop.versions("buyer"), shop.versions("purchase")) == before


def test_what_the_mask_allows_is_written(shop: Shop, kept: dict[str, int]) -> None:
    assert shop.update("buyer", kept["mine"], seller(), name="z", level="iron").version == 2
    made = shop.create("purchase", seller(), buyer=str(kept["mine"]), price=5)
    assert shop.move(made.id, "send", seller()).values["stage"] == "sent"
    assert shop.read("buyer", kept["mine"])["updated_by"] == 7
    shop.create("purchase", seller(), buyer=str(kept["other"]))


def test_suggestions_name_no_hidden_field(shop: Shop, kept: dict[str, int]) -> None:
    with pytest.raises(WriteRefused) as caught:
        shop.create("buyer", seller(), name="n", licens="x")
    assert caught.value.refusals[0].suggestion is None


def test_a_hidden_parent_keeps_its_rollups_right(shop: Shop, kept: dict[str, int]) -> None:
    made = shop.create("purchase", buyer=str(kept["gold"]), price=5)
    shop.update("purchase", made.id, seller(), quantity=3)
    assert shop.read("buyer", kept["gold"])["total"] == 15


def test_who_could_not_delete_a_record_does_not_know_that_it_was_deleted(
    shop: Shop, kept: dict[str, int]
) -> None:
    assert shop.delete("purchase", kept["sold"]) is not None
    with pytest.raises(UnknownRecord):
        shop.restore("purchase", kept["sold"], seller())
    assert shop.restore("purchase", kept["sold"]).id == kept["sold"]
