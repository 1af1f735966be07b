"""What a decision must know of what was given to people before: kept by the database, or, for what
never happens, in memory (workflow.backtest.ledger)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from engine.database import Connection
from engine.workspace import Workspace
from workflow.assigning import loads
from workflow.assigning.absences import absent_now
from workflow.assigning.picker_states import give, keep_state, take_state
from workflow.assigning.pickers import State

TableField = tuple[str, str]
"""(full name of the table, key of the field that is assigned)."""


class Ledger(Protocol):
    """Who had what, at this moment of the business."""

    def take_state(self, picker: str, field: TableField, *, counts: bool) -> State:
        """Give what the picker remembers; nobody else takes it until the decision is kept, nor,
        where it `counts` what people have, assigns the field."""

    def announce(self, field: TableField) -> None:
        """Tell those who count that somebody gets a record."""

    def keep_state(self, picker: str, state: State) -> None:
        """Let the picker remember this from now on."""

    def absent(self, users: Collection[int]) -> Collection[int]:
        """Give those of the people who are away."""

    def taken_today(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give how many records each was given today and still has."""

    def open_records(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give how many open records each has."""


@dataclass(frozen=True, slots=True)
class StoredLedger:
    """The ledger of what really happens, in the transaction that decides."""

    connection: Connection
    work: Workspace

    def take_state(self, picker: str, field: TableField, *, counts: bool) -> State:
        """Give what the picker remembers, locked until the commit."""
        return take_state(self.connection, picker, field, counts=counts)

    def announce(self, field: TableField) -> None:
        """Let those who count wait until the commit."""
        give(self.connection, field)

    def keep_state(self, picker: str, state: State) -> None:
        """Let the picker remember this."""
        keep_state(self.connection, picker, state, self.work.now())

    def absent(self, users: Collection[int]) -> Collection[int]:
        """Give those who are away now."""
        return absent_now(self.connection, self.work, users)

    def taken_today(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give what was assigned since midnight."""
        return loads.taken_today(self.connection, self.work, *field, users)

    def open_records(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give what they have on their hands now."""
        return loads.open_records(self.connection, self.work, *field, users)
