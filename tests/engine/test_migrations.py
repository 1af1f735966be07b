"""The system tables as Alembic makes them are those that the program expects."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import sqlalchemy as sa

from engine.database import Database
from engine.database.statements import prepare
from engine.database.types import ExactNumber
from engine.system_tables import tg_membership, tg_rights
from runtime.migrations import differences, is_ours, upgrade
from runtime.migrations.formula_functions import INSTALLED, VERSION
from tests.engine.notes import create_notes
from workflow.system_tables import SYSTEM_TABLES


def test_a_migrated_database_has_the_tables_the_program_declares(migrated: Database) -> None:
    assert migrated.read(differences) == []
    names = migrated.read(lambda it: sa.inspect(it.alchemy()).get_table_names())
    ours = {name for name in names if is_ours(name, "table", None)}
    assert ours == set(SYSTEM_TABLES.tables)
    assert "tg_search" in names


def test_a_difference_is_noticed_and_tables_of_apps_are_not(migrated: Database) -> None:
    migrated.restructure(create_notes)
    assert migrated.read(differences) == []
    more, less = "ALTER TABLE tg_setting ADD COLUMN more TEXT", "DROP INDEX tg_user_login"
    migrated.restructure(lambda it: it.alchemy().exec_driver_sql(more))
    migrated.restructure(lambda it: it.alchemy().exec_driver_sql(less))
    found = str(migrated.read(differences))
    assert "remove_column" in found
    assert "add_index" in found


def test_upgrading_again_and_at_the_same_time_changes_nothing(database: Database) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: upgrade(database), range(4)))
    rows = database.rows(prepare(sa.select(tg_rights.c.number), database.dialect))
    assert rows == [(0,)]


@pytest.mark.parametrize("name", sorted(SYSTEM_TABLES.tables))
def test_every_system_table_is_named_as_ours_and_has_a_key(name: str) -> None:
    table = SYSTEM_TABLES.tables[name]
    assert name.startswith("tg_")
    assert len(table.primary_key) > 0


def test_one_open_membership_is_the_rule_of_the_database_itself(migrated: Database) -> None:
    declared = {str(index.name) for index in tg_membership.indexes if index.unique}
    found = migrated.read(lambda it: sa.inspect(it.alchemy()).get_indexes("tg_membership"))
    assert {index["name"] for index in found if index["unique"]} == declared
    assert declared == {"tg_membership_once", "tg_membership_main", "tg_membership_head"}


def test_postgresql_has_the_functions_of_formulas(migrated: Database) -> None:
    if migrated.dialect == "sqlite":
        names = migrated.read(lambda it: sa.inspect(it.alchemy()).get_schema_names())
        assert names == ["main"]
        return
    rounded = sa.func.fx.round(sa.literal(Decimal("2.5"), ExactNumber(1)), type_=ExactNumber(0))
    assert migrated.rows(prepare(sa.select(rounded), "postgresql")) == [(Decimal(3),)]
    assert migrated.rows(INSTALLED) == [(VERSION,)]
