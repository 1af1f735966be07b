"""The first administrator: a page makes them for whoever knows the code that the console printed
(decision 45). The code's hash is a setting, so that every process of the server knows it."""

from __future__ import annotations

import secrets

from engine.database import Connection
from engine.people import list_users
from engine.people_changes import UserDraft, add_user, raise_rights, set_password_hash
from engine.settings_store import read_setting, write_setting
from engine.workspace import Workspace
from runtime.errors import NotFound
from runtime.identity.secret_texts import sha256_of

SETTING = "first_run"
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for others when a code is copied by eye."""
GROUPS, GROUP = 3, 4
"""59 bits, while tries are slowed down."""


def open_first_run(work: Workspace) -> str:
    """A new code for the page, the only one that counts; its hash is kept."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS)]
    code = "-".join(groups)
    hashed = sha256_of(plain(code))
    work.database.write(lambda it: write_setting(it, work.clock, SETTING, hashed))
    return code


def is_first_run(connection: Connection) -> bool:
    """Whether the page may make the administrator: a code was printed, and there is none."""
    return bool(read_setting(connection, SETTING)) and not has_admin(connection)


def has_admin(connection: Connection) -> bool:
    """Whether somebody administers the workspace."""
    return any(user.is_admin and user.disabled_at is None for user in list_users(connection))


def is_code(connection: Connection, code: str) -> bool:
    """Whether this is the code that the console printed last, however it is written."""
    kept = str(read_setting(connection, SETTING) or "")
    return secrets.compare_digest(sha256_of(plain(code)), kept)


def make_first_admin(
    work: Workspace, connection: Connection, draft: UserDraft, password_hash: str
) -> int:
    """The administrator is here, and the page is closed for ever; their id. Raises
    NotFound where somebody was faster."""
    # From here on changes of people wait: of two requests with the code one makes somebody.
    raise_rights(connection)
    if not is_first_run(connection):
        raise NotFound("first_run_closed")
    user = add_user(work, connection, draft)
    set_password_hash(connection, user, password_hash)
    write_setting(connection, work.clock, SETTING, "", user)
    return user


def plain(code: str) -> str:
    """The code without what people put between its letters.

    >>> plain("abcd-2345 efgh")
    'ABCD2345EFGH'
    """
    return "".join(letter for letter in code.upper() if letter.isalnum())
