"""Time that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


class VirtualClock:
    """A clock with the contract of the engine's: `now()` is an aware moment in UTC."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        """Stand at `start`."""
        self._moment = start

    def now(self) -> datetime:
        """Return the present moment."""
        return self._moment

    def advance(self, by: timedelta) -> None:
        """It is later by `by`; time does not run backwards."""
        assert by >= timedelta(0)
        self._moment += by
