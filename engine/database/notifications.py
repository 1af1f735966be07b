"""Hearing what other processes announce, through PostgreSQL's LISTEN."""

from __future__ import annotations

import logging
import select
import socket
import threading

import psycopg

from engine.database import Listener

logger = logging.getLogger(__name__)

# The caches are off meanwhile (decision 39), so this is a matter of load only.
RECONNECT_SECONDS = 0.5
FIRST_CONNECTION_SECONDS = 5.0


class NotificationThread:
    """A thread with a connection of its own that passes on every topic of one channel. After a
    gap it says "", because nobody knows what was announced in it."""

    def __init__(self, address: str, channel: str, hear: Listener) -> None:
        """The thread listens, or tries to every half second."""
        self.is_connected = False
        self._address = address
        self._channel = channel
        self._hear = hear
        self._is_closed = False
        self._was_connected = threading.Event()
        self._bell, self._ear = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, name="notifications", daemon=True)
        self._thread.start()
        self._was_connected.wait(FIRST_CONNECTION_SECONDS)

    def close(self) -> None:
        """The thread has ended."""
        self._is_closed = True
        self._bell.send(b"!")
        self._thread.join()
        self._bell.close()
        self._ear.close()

    def _listen(self) -> None:
        """Connect, pass on, and connect again until closed."""
        while not self._is_closed:
            try:
                with psycopg.connect(self._address, autocommit=True) as connection:
                    channel = psycopg.sql.Identifier(self._channel)
                    connection.execute(psycopg.sql.SQL("LISTEN {}").format(channel))
                    self.is_connected = True
                    self._hear("")
                    self._was_connected.set()
                    self._pass_on(connection)
            except psycopg.Error as error:
                logger.warning("not listening to PostgreSQL: %s", error)
            finally:
                self.is_connected = False
            select.select([self._ear], [], [], RECONNECT_SECONDS)

    def _pass_on(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        """Topics are passed on until closed; psycopg.Error when the server is gone."""
        while True:
            select.select([connection.fileno(), self._ear.fileno()], [], [])
            if self._is_closed:
                return
            connection.pgconn.consume_input()
            while (notification := connection.pgconn.notifies()) is not None:
                self._hear(notification.extra.decode())
