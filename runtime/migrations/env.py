"""Alembic's environment: runs on the connection it is given, inside that one's transaction."""

from __future__ import annotations

from alembic import context

from workflow.system_tables import SYSTEM_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SYSTEM_TABLES,
    version_table="tg_version",
)
with context.begin_transaction():
    context.run_migrations()
