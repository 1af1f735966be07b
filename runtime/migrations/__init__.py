"""The system tables brought to the form this version of the program expects.

Alembic's versions are for `tg_…` tables only; tables of apps follow the revision (decision 22).
"""

from __future__ import annotations

from importlib import resources

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from engine.database import Connection, Database
from runtime.migrations.formula_functions import install_formula_functions
from workflow.system_tables import SYSTEM_TABLES

VERSION_TABLE = "tg_version"


def upgrade(database: Database) -> None:
    """The database has all system tables, and on PostgreSQL the functions of formulas, in their
    present form; one process at a time sees to it, and a failed step leaves all as it was."""
    database.alone("migrations", lambda: database.restructure(upgrade_tables))


def upgrade_tables(connection: Connection) -> None:
    """All versions that the database has not seen are run."""
    command.upgrade(alembic_config(connection.alchemy()), "head")
    install_formula_functions(connection)


def alembic_config(connection: sa.Connection) -> Config:
    """What Alembic needs to know: where the versions are, and the connection to run on."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(resources.files("runtime.migrations")))
    return config


def differences(connection: Connection) -> list[object]:
    """What the declared system tables say otherwise than the database; those of apps left aside."""
    context = MigrationContext.configure(
        connection.alchemy(),
        opts={"compare_type": True, "include_name": is_ours},
    )
    return list(compare_metadata(context, SYSTEM_TABLES))


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Whether Alembic should look at this."""
    return kind != "table" or (str(name).startswith("tg_") and not is_apart(str(name)))


def is_apart(name: str) -> bool:
    """Whether the table is Alembic's own, or belongs to the index of searched fields, which is
    another thing on each database."""
    return name in {VERSION_TABLE, "tg_search"} or name.startswith("tg_search_")
