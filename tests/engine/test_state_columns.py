"""Databases from before limits: their state fields get the column of the due time."""

from engine.drift import find_drift
from runtime.migrations.versions.v0008_moves import state_columns
from tests.engine.shops import Shop


def test_the_migration_finds_the_state_fields_of_the_present_revision(shop: Shop) -> None:
    found = shop.work.database.read(lambda it: set(state_columns(it.alchemy())))
    assert found == {("shop__purchase", "stage"), ("shop__purchase", "paid")}
    assert find_drift(shop.work) == []
