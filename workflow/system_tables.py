"""The system tables of this package beside those of the engine: importing this declares all."""

from __future__ import annotations

from engine import frozen, move_tables
from engine.files import held
from engine.system_tables import SYSTEM_TABLES
from workflow import (
    approval_tables,
    backtest_tables,
    outside_tables,
    run_tables,
    todo_tables,
    trial_tables,
)

__all__ = [
    "SYSTEM_TABLES",
    "approval_tables",
    "backtest_tables",
    "frozen",
    "held",
    "move_tables",
    "outside_tables",
    "run_tables",
    "todo_tables",
    "trial_tables",
]
