"""A served shop, and callers of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import orjson

from engine.database import Connection, Database
from engine.people_changes import UserDraft, add_user, grant_role, set_password_hash
from engine.workspace import Workspace
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.site import Site
from runtime.identity.passwords import hash_password
from tests.engine.shops import open_shop

LOCAL_KEY = "tgl_" + "k" * 40
PASSWORD = "correct horse"
ITEMS = "/api/v1/apps/shop/tables/item/records"
BUYERS = "/api/v1/apps/shop/tables/buyer/records"


@dataclass
class Caller:
    """Someone at the door, with what proves who they are."""

    client: InProcess
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(
        self,
        method: str,
        path: str,
        json: object = None,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer to a request; paths without `/api` are below `/api/v1`."""
        place = path if path.startswith("/api") else f"/api/v1{path}"
        sent = {**self.headers, **(headers or {})}
        if json is not None:
            content = orjson.dumps(json)
            sent = {"Content-Type": "application/json", **sent}
        return self.client.request(method, place, content=content, headers=sent)


@dataclass
class ServedShop:
    """The site, and the ways in."""

    site: Site
    client: InProcess

    @property
    def work(self) -> Workspace:
        """The workspace that is served."""
        return self.site.work

    @property
    def nobody(self) -> Caller:
        """A caller who proves nothing."""
        return Caller(self.client)

    @property
    def machine(self) -> Caller:
        """The command line of the machine."""
        return Caller(self.client, {"Authorization": f"Bearer {LOCAL_KEY}"})

    def add_person(self, login: str, *, is_admin: bool = False, role: str | None = None) -> int:
        """A person who signs in with PASSWORD."""

        def add(connection: Connection) -> int:
            draft = UserDraft(login, login.title(), is_admin=is_admin)
            user = add_user(self.work, connection, draft)
            set_password_hash(connection, user, hash_password(PASSWORD))
            if role is not None:
                grant_role(self.work, connection, user, ("shop", role), None)
            return user

        return self.work.database.write(add)

    def token(self, login: str, scopes: list[str] | None = None) -> Caller:
        """A caller with a token of that person."""
        body = {"label": "test", "login": login, **({"scopes": scopes} if scopes else {})}
        made = self.machine("POST", "/tokens", body)
        assert made.status_code == 201, made.text
        return Caller(self.client, {"Authorization": f"Bearer {made.json()['token']}"})

    def browser(self, login: str) -> Caller:
        """A caller who has signed in as a browser does."""
        answer = self.nobody("POST", "/sessions", {"login": login, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        cookie = answer.headers["set-cookie"].split(";")[0]
        return Caller(self.client, {"Cookie": cookie, "X-CSRF-Token": answer.json()["csrf"]})


def serve_shop(migrated: Database, files: Path) -> ServedShop:
    """The shop is served in this process."""
    site = Site(open_shop(migrated, files).work, local_key=LOCAL_KEY, logs_access=True)
    client = InProcess(create_app(site, ENDPOINTS))
    return ServedShop(site, client)
