"""When sessions and tokens were last used, written now and then: a read stays a read."""

from __future__ import annotations

import threading
from datetime import datetime

from engine.database import Connection
from engine.workspace import Workspace
from runtime.identity.sessions import note_seen
from runtime.identity.tokens import note_used


class Uses:
    """What was used since it was last written down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, datetime] = {}
        self._tokens: dict[int, datetime] = {}

    def note_session(self, hashed: str, at: datetime) -> None:
        """The session of that hash was used."""
        self._sessions[hashed] = at

    def note_token(self, id: int, at: datetime) -> None:
        """The token was used."""
        self._tokens[id] = at

    def write_down(self, work: Workspace) -> None:
        """The database knows all uses so far."""
        with self._lock:
            sessions, self._sessions = self._sessions, {}
            tokens, self._tokens = self._tokens, {}

        def write(connection: Connection) -> None:
            for hashed, at in sorted(sessions.items()):
                note_seen(connection, hashed, at)
            for id, at in sorted(tokens.items()):
                note_used(connection, id, at)

        if sessions or tokens:
            work.database.write(write)
