"""The system tables of this package beside those of the engine: importing this declares all."""

from __future__ import annotations

from engine.system_tables import SYSTEM_TABLES
from workflow import outside_tables, run_tables, todo_tables

__all__ = ["SYSTEM_TABLES", "outside_tables", "run_tables", "todo_tables"]
