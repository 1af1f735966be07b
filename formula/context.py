"""What an evaluation may know besides the row: the moment, who asks, the related records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

Row = Mapping[str, object]
"""Field key to Python value (formula.types). A missing key is blank; an instance of
FormulaValueError is a stored formula that holds an error."""


class Records(Protocol):
    """The related records that a formula may look at; hidden or deleted ones are not there."""

    def record(self, table: str, id: int) -> Row | None:
        """Give the record of a table, None where it is not to be seen."""

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """Give the records of `table` whose field `back` is `id`, in order of their ids."""

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """Give the records linked through the field `key` of a record, in order of their ids."""

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """Give the departments of a user; with `deep` also all those above them."""

    def department_id(self, code: str) -> int | None:
        """Give the id of the department with this code."""


class NoRecords:
    """The related records of a formula that stands alone: none."""

    def record(self, table: str, id: int) -> Row | None:
        """Nothing is related."""
        return None

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """Nothing is related."""
        return ()

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """Nothing is related."""
        return ()

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """Nobody is known."""
        return ()

    def department_id(self, code: str) -> int | None:
        """No department is known."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The surroundings of one evaluation; the same for every row of a request.

    `departments` are the user's own and all below. `language` names the labels of options.
    `old` and `changed` are the values before a write and the keys it writes. `group` holds the
    rows of the group that a measure is taken over. `variables` are the values of STEP.key, by
    `key` or `key.part`.
    """

    now: datetime.datetime
    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    user: int | None = None
    roles: frozenset[str] = frozenset()
    departments: tuple[int, ...] = ()
    language: str = "zh"
    records: Records = NoRecords()
    old: Row | None = None
    changed: frozenset[str] = frozenset()
    parameters: Mapping[str, object] = field(default_factory=dict)
    variables: Mapping[str, object] = field(default_factory=dict)
    group: Sequence[Row] = ()

    @property
    def today(self) -> datetime.date:
        """The day it is in the application's time zone."""
        return self.now.astimezone(self.time_zone).date()
