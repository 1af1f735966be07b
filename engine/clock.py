"""The one business clock (decision 49)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time; tests have one that stands still."""

    def now(self) -> datetime:
        """The present moment in UTC, in whole milliseconds."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment in UTC, in whole milliseconds: no finer ones are stored."""
        moment = datetime.now(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
