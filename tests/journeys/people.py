"""Other people beside the administrator, and what a journey does behind the screens' back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import cast
from urllib.parse import quote
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.journeys.site import PASSWORD

Json = dict[str, object]


@dataclass
class Caller:
    """Somebody who speaks to the interface without a browser."""

    address: str
    login: str = "admin"
    password: str = PASSWORD
    csrf: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        body = {"login": self.login, "password": self.password}
        self.csrf = str(self.call("POST", "/sessions", body)["csrf"])

    def call(self, method: str, path: str, body: object = None) -> Json:
        """The answer; an error of urllib where it is refused."""
        request = Request(
            f"{self.address}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-CSRF-Token": self.csrf},
        )
        with self._open(request, timeout=20) as answer:
            text = answer.read()
        return cast(Json, json.loads(text)) if text else {}

    def records(self, table: str, where: str = "", app: str = "crm") -> list[Json]:
        """The records of a table where a formula holds."""
        words = f"?limit=50&filter={quote(where)}" if where else "?limit=50"
        found = self.call("GET", f"/apps/{app}/tables/{table}/records{words}")
        return cast(list[Json], found["records"])

    def change(self, table: str, id: str, **values: object) -> None:
        """The record of the CRM has these values."""
        self.call("PATCH", f"/apps/crm/tables/{table}/records/{id}", {"values": values})

    def create(self, table: str, **values: object) -> str:
        """The id of a new record of the CRM."""
        made = self.call("POST", f"/apps/crm/tables/{table}/records", {"values": values})
        return str(made["id"])

    def add_person(self, login: str, name: str, *roles: str) -> str:
        """The id of a new person with these roles of the CRM and the usual password."""
        body = {
            "login": login,
            "name": name,
            "password": PASSWORD,
            "roles": [f"crm.{role}" for role in roles],
        }
        return str(self.call("POST", "/people/users", body)["id"])

    def give_roles(self, person: str, *roles: str) -> None:
        """The person has exactly these roles of the CRM."""
        body = {"roles": [f"crm.{role}" for role in roles]}
        self.call("PATCH", f"/people/users/{person}", body)


def path_of(table: str, id: str) -> str:
    """Where a record of the CRM is shown."""
    return f"/a/crm/{table}/{id}"
