"""What happens between opening the workspace and serving it: unfinished work is finished, the
administrator is there, the demo is installed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import orjson

from engine.changing.carry_out import finish_changes
from engine.database import Connection
from engine.people import find_user, password_hash
from engine.people_changes import UserDraft, add_user, set_password_hash
from engine.recompute_stale import recompute_stale
from engine.workspace import Workspace
from runtime.cli.output import say as sentence
from runtime.demo import has_demo, install_demo, is_wanted
from runtime.http.site import Site
from runtime.identity.first_run import has_admin, open_first_run
from runtime.identity.passwords import generate_password, hash_password, is_password
from runtime.settings import Settings

ADMIN = "admin"

Say = Callable[[str], None]


def preparation(settings: Settings, *, demo: bool, say: Say) -> Callable[[Site, str], None]:
    """What makes a site ready to be served at an address."""

    def prepare(site: Site, place: str) -> None:
        work = site.work
        finish_changes(work)
        recompute_stale(work)
        if demo or settings.admin_password:
            require_admin(work, settings, say)
        elif not work.database.read(has_admin):
            say(sentence("first run", address=f"{place}/first-run", secret=open_first_run(work)))
        if demo and is_wanted(work) and not work.database.read(has_demo):
            say(sentence("installing"))
            administrator = work.database.read(lambda connection: find_user(connection, ADMIN))
            assert administrator is not None
            install_demo(work, administrator.id)

    return prepare


def require_admin(work: Workspace, settings: Settings, say: Say) -> None:
    """`admin` is here, with the password of the settings or one that is made once and told; one
    that was made is told at every start until it is changed."""
    user, kept = work.database.read(find_admin)
    chosen = settings.admin_password or read_sign_in(settings)
    if user is None:
        chosen = chosen or generate_password()
    is_decided = user is None or settings.admin_password is not None
    if chosen is not None and is_decided and not is_password(chosen, kept):
        set_admin(work, user, chosen)
        kept = None
    if settings.admin_password is None and chosen is not None:
        if kept is None:
            keep_sign_in(settings, chosen)
            say(sentence("sign in", login=ADMIN, password=chosen))
            return
        if is_password(chosen, kept):
            say(sentence("sign in", login=ADMIN, password=chosen))
            return
        sign_in_file(settings).unlink(missing_ok=True)
    say(sentence("sign in known", login=ADMIN))


def find_admin(connection: Connection) -> tuple[int | None, str | None]:
    """The id of `admin`, and the hash of the password."""
    user = find_user(connection, ADMIN)
    return (None, None) if user is None else (user.id, password_hash(connection, user.id))


def set_admin(work: Workspace, user: int | None, password: str) -> None:
    """`admin` is here with this password."""
    hashed = hash_password(password)

    def write(connection: Connection) -> None:
        id = user
        if id is None:
            id = add_user(work, connection, UserDraft(ADMIN, ADMIN, is_admin=True))
        set_password_hash(connection, id, hashed)

    work.database.write(write)


def sign_in_file(settings: Settings) -> Path:
    """Where the demo's password is kept, so that the next start can tell it again (0600)."""
    return settings.data / "demo-sign-in.json"


def read_sign_in(settings: Settings) -> str | None:
    """The password that was made at the first start; None where there is none."""
    try:
        told = orjson.loads(sign_in_file(settings).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    password = told.get("password") if isinstance(told, dict) else None
    return password if isinstance(password, str) else None


def keep_sign_in(settings: Settings, password: str) -> None:
    """The next start can tell the password again; only the owner of the directory reads it."""
    file = sign_in_file(settings)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(orjson.dumps({"login": ADMIN, "password": password}))
