"""SQLAlchemy as a guest on a driver connection whose transaction is ours."""

from __future__ import annotations

from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool


class DriverConnection(Protocol):
    """What both drivers' connections have in common."""

    def close(self) -> None:
        """The connection is closed."""


class GuestConnection:
    """A driver connection that does not commit, roll back or close when it is told to: SQLAlchemy
    does so when it sets itself up and when it is done, in the middle of our transaction."""

    def __init__(self, raw: DriverConnection) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> object:
        """All else is the driver's."""
        return getattr(self._raw, name)

    def commit(self) -> None:
        """Nothing happens."""

    def rollback(self) -> None:
        """Nothing happens."""

    def close(self) -> None:
        """Nothing happens."""


def connect_guest(dialect: str, raw: DriverConnection) -> sa.Connection:
    """A SQLAlchemy connection that runs its statements on `raw`, inside the transaction there."""
    guest = GuestConnection(raw)
    if dialect == "sqlite":
        engine = sa.create_engine("sqlite://", creator=lambda: guest, poolclass=StaticPool)
    else:
        engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=lambda: guest,
            poolclass=StaticPool,
            # Asking the server for the type hstore needs a real psycopg connection.
            use_native_hstore=False,
        )
    return engine.connect()
