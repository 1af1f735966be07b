"""A shop with a connector to a stand-in, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from engine.database.statements import prepare
from engine.workspace import Workspace
from metadata.resolved_workflow import Connector
from tests.clock import VirtualClock
from tests.engine.shop_app import SOURCES
from tests.engine.shops import Shop
from tests.workflow.outside.stand_in import Received, Reply, StandIn
from workflow.connectors.calling import Call, CallFailed, call_connector
from workflow.credentials import put_credential
from workflow.outside_addresses import write_networks
from workflow.outside_client import Answered
from workflow.outside_tables import tg_call

Source = dict[str, object]
ERP: Source = {
    "key": "erp",
    "label": "ERP",
    "credential": "erp",
    "auth": {"kind": "bearer"},
    "operations": [
        {"key": "push", "path": "/orders/{number}", "parameters": ["number", "total", "note"]}
        | {"method": "PUT", "body": {"total": "{total}", "note": "for {note}"}, "timeout": "500ms"},
        {"key": "find", "path": "/orders", "parameters": ["name"], "method": "GET"}
        | {"query": {"q": "{name}"}, "headers": {"X-Who": "{name}"}},
    ],
}
PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bearer": ("bearer", {"token": "tok-secret-123456"}),
    "basic": ("basic", {"username": "ada", "password": "pass-secret-1234"}),
    "header": ("key", {"value": "head-secret-1234"}),
    "query": ("key", {"value": "query secret/1234"}),
    "hmac": ("hmac", {"secret": "hmac-secret-1234", "key_id": "k1"}),
    "token": ("client", {"client_id": "app-1", "client_secret": "client-secret-1234"}),
}


@dataclass
class Outside:
    """The shop, its clock, and the outside system that its connector `erp` speaks to."""

    shop: Shop
    stand_in: StandIn
    document: Source = field(default_factory=dict)
    more: dict[tuple[str, str, str], Source] = field(default_factory=dict)

    @property
    def work(self) -> Workspace:
        """The workspace."""
        return self.shop.work

    @property
    def connector(self) -> Connector:
        """The connector as it now is."""
        return self.work.resolved.connectors["shop", "erp"]

    def connect(self, *, auth: Source | None = None, **more: object) -> None:
        """The connector is this, with a credential that fits."""
        proof = auth or {"kind": "bearer"}
        self.document = {**ERP, "base": self.stand_in.url + "/api", "auth": proof, **more}
        kind = cast(str, proof["kind"])
        if kind in PARTS:
            self.put("erp", *PARTS[kind])
        self.publish()

    def publish(self) -> None:
        """The documents are the next revision."""
        sources = {**SOURCES, ("shop", "connector", "erp"): self.document, **self.more}
        self.shop.replace(sources)

    def put(self, name: str, kind: str, parts: Mapping[str, str]) -> None:
        """The workspace has the credential."""
        self.work.database.write(
            lambda connection: put_credential(connection, self.work, name, kind, parts, user=None)
        )

    def open_networks(self, *networks: str) -> None:
        """These networks are open."""
        self.work.database.write(
            lambda connection: write_networks(connection, self.work.clock, networks, None)
        )

    def advance(self, **by: float) -> None:
        """It is later."""
        clock = self.work.clock
        assert isinstance(clock, VirtualClock)
        clock.advance(timedelta(**by))

    def call(self, method: str = "GET", path: str = "/it", **more: object) -> Answered:
        """The answer to a call of the connector."""
        call = Call("test", method, path, seconds=0.5, **more)  # type: ignore[arg-type] # a test's
        return call_connector(self.work, self.connector, call)

    def failure(self, method: str = "GET", path: str = "/it") -> CallFailed:
        """Why the call failed."""
        try:
            self.call(method, path)
        except CallFailed as failed:
            return failed
        raise AssertionError("the call was answered")

    def rows(self, table: sa.Table) -> list[dict[str, object]]:
        """All rows of a system table in the order of their keys."""
        statement = prepare(
            sa.select(table).order_by(*table.primary_key), self.work.database.dialect
        )
        names = [column.name for column in table.c]
        return [dict(zip(names, row, strict=True)) for row in self.work.database.rows(statement)]

    def names(self) -> dict[str, object]:
        """The names of all buyers that have an id there, by it."""
        buyers = self.shop.all("buyer").values()
        return {str(it["license"]): it["name"] for it in buyers if it["license"] is not None}

    def saved(self) -> list[object]:
        """What the other side was sent to save."""
        return [it.json for it in self.stand_in.asked("/api/save")]

    def later(self, **by: float) -> datetime:
        """A moment after the present one."""
        return self.work.now() + timedelta(**by)

    def calls(self) -> list[tuple[object, object, object]]:
        """What, status and code of every call."""
        return [(it["what"], it["status"], it["code"]) for it in self.rows(tg_call)]


def token_office(stand_in: StandIn, *, seconds: int = 3_600) -> list[str]:
    """The stand-in gives tokens, each good until the next; the list of those given."""
    given: list[str] = []

    def give(_: Received) -> Reply:
        given.append(f"token-number-{len(given) + 1}")
        return Reply(body={"access_token": given[-1], "expires_in": seconds})

    def look(asked: Received) -> Reply:
        good = given and asked.headers.get("authorization") == f"Bearer {given[-1]}"
        return Reply(200 if good else 401, {"ok": bool(good)})

    stand_in.on("POST", "/api/token", give)
    stand_in.on("GET", "/api/it", look)
    return given


SYNC: Source = {
    "key": "buyers",
    "table": "buyer",
    "path": "/buyers",
    "items_at": "/data",
    "since": "since",
    "cursor_at": "/at",
    "dedupe": "/id",
    "id_field": "license",
    "columns": [
        {"field": "name", "at": "/name"},
        {"field": "level", "at": "/level"},
        {"field": "phone", "at": "/phone", "write": False},
    ],
}


def list_of(stand_in: StandIn, count: int) -> None:
    """The stand-in has so many buyers, on pages of three, in every way of paging."""

    def page(asked: Received) -> Reply:
        query = asked.query
        start = int(query.get("skip", query.get("after", 3 * (int(query.get("page", "1")) - 1))))
        items = [{"id": it, "name": f"n{it}", "at": it} for it in range(start, count)][:3]
        following = start + 3 if start + 3 < count else None
        link = None if following is None else f"/api/buyers?after={following}"
        return Reply(body={"data": items, "next": following, "link": link})

    stand_in.on("GET", "/api/buyers", page)
