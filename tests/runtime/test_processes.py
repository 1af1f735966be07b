"""What several processes, a database that goes away, and time do to a site."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.database.named import NamedStatements
from engine.database.opening import open_database
from engine.system_tables import tg_idempotency, tg_plan, tg_session
from engine.workspace import Workspace
from runtime.errors import BadRequest, SettingUnusable
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.incoming import read_body
from runtime.http.site import Site
from runtime.migrations import upgrade
from runtime.scheduler import purge
from runtime.settings import read_settings
from tests.postgres import PostgresServer
from tests.runtime.asking import BUYER, apply_plan, buyer_with, clock_of, eventually, put
from tests.runtime.sites import BUYERS, LOCAL_KEY, Caller, ServedShop, serve_shop

MOOD = {"key": "mood", "label": "Mood", "type": "text"}
COUNTS = NamedStatements(
    {
        name: sa.select(sa.func.count()).select_from(table)
        for name, table in (("s", tg_session), ("k", tg_idempotency), ("p", tg_plan))
    }
)


@pytest.fixture
def shop(postgres_url: str, tmp_path: Path) -> Iterator[ServedShop]:
    """The shop on PostgreSQL, served by this process."""
    database = open_database(postgres_url)
    upgrade(database)
    shop = serve_shop(database, tmp_path)
    shop.add_person("root", is_admin=True)
    with shop.client:
        yield shop
    shop.site.close()
    shop.work.close()


@pytest.fixture
def neighbour(shop: ServedShop, postgres_url: str, tmp_path: Path) -> Iterator[ServedShop]:
    """Another process that serves the same database."""
    work = Workspace(open_database(postgres_url), shop.work.clock, tmp_path)
    site = Site(work, local_key=LOCAL_KEY)
    with InProcess(create_app(site, ENDPOINTS)) as client:
        yield ServedShop(site, client)
    site.close()
    work.close()


def test_a_change_is_seen_by_all_processes_within_two_seconds(
    shop: ServedShop, neighbour: ServedShop
) -> None:
    root = shop.token("root")
    theirs = Caller(neighbour.client, root.headers)
    assert theirs("GET", BUYERS).status_code == 200
    plan = root("POST", "/plans", put(buyer_with(root, MOOD))).json()
    assert apply_plan(root, plan) == 2
    assert eventually(lambda: "mood" in theirs("GET", BUYER).text)
    made = theirs("POST", BUYERS, {"values": {"name": "a", "mood": "x"}})
    assert made.status_code == 201


def test_a_write_beside_an_old_catalog_begins_again(
    shop: ServedShop, neighbour: ServedShop
) -> None:
    root = shop.token("root")
    theirs = Caller(neighbour.client, root.headers)
    assert theirs("GET", BUYERS).status_code == 200
    apply_plan(root, root("POST", "/plans", put(buyer_with(root, MOOD))).json())
    assert theirs("POST", BUYERS, {"values": {"name": "a"}}).status_code == 201


def test_who_is_out_is_out_of_all_processes(shop: ServedShop, neighbour: ServedShop) -> None:
    root = shop.token("root")
    theirs = Caller(neighbour.client, root.headers)
    assert theirs("GET", "/me").status_code == 200
    token = root("GET", "/tokens").json()["tokens"][0]["id"]
    assert root("DELETE", f"/tokens/{token}").status_code == 204
    assert eventually(lambda: theirs("GET", "/me").status_code == 401)


def test_a_database_that_goes_away_is_a_503_until_it_is_back(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    database = open_database(own_postgres.url)
    upgrade(database)
    shop = serve_shop(database, tmp_path)
    with shop.client:
        made = shop.machine("POST", BUYERS, {"values": {"name": "anna"}})
        assert made.status_code == 201
        own_postgres.stop()
        for method, path, body in (
            ("GET", "/health", None),
            ("GET", BUYERS, None),
            ("POST", BUYERS, {"values": {"name": "bert"}}),
        ):
            answer = shop.machine(method, path, body)
            assert answer.status_code == 503, (path, answer.text)
            assert "Retry-After" in answer.headers
        own_postgres.start()
        assert eventually(lambda: shop.machine("GET", "/health").status_code == 200, 30)
        names = [it["values"]["name"] for it in shop.machine("GET", BUYERS).json()["records"]]
        assert names == ["ANNA"]
        assert shop.machine("POST", BUYERS, {"values": {"name": "bert"}}).status_code == 201
    shop.site.close()
    shop.work.close()


def test_what_is_over_is_purged(served: ServedShop, root: Caller) -> None:
    served.browser("sue")
    root("POST", "/plans", put(buyer_with(root, MOOD)))
    root("POST", BUYERS, {"values": {"name": "a"}}, headers={"Idempotency-Key": "k"})
    database = served.work.database

    def counts() -> list[object]:
        return [database.rows(COUNTS.on(database.dialect, name))[0][0] for name in "skp"]

    purge(served.work)
    assert counts() == [1, 1, 1]
    clock_of(served).advance(timedelta(days=15))
    purge(served.work)
    assert counts() == [0, 0, 0]


def test_a_body_is_counted_while_it_arrives() -> None:
    sent = iter(range(1_000))

    async def receive() -> dict[str, object]:
        next(sent)
        return {"type": "http.request", "body": b"x" * 1_000, "more_body": True}

    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    headers = {"transfer-encoding": "chunked"}
    with pytest.raises(BadRequest) as large:
        asyncio.run(read_body(headers, receive, 10_000))
    assert (large.value.status, next(sent)) == (413, 11)
    with pytest.raises(BadRequest) as broken:
        asyncio.run(read_body(headers, gone, 10_000))
    assert broken.value.code == "body_incomplete"


def test_settings_come_from_options_and_the_environment(tmp_path: Path) -> None:
    assert read_settings(environment={}).url.startswith("sqlite:////")
    url = "postgresql://h/d"
    there = read_settings(environment={"TANGRAM_DATABASE_URL": url})
    assert (there.url, there.is_sqlite) == (url, False)
    here = read_settings(tmp_path, {"TANGRAM_DATABASE_URL": url, "TANGRAM_ACCESS_LOG": "off"})
    assert (here.url, here.access_log) == (f"sqlite:///{tmp_path}/tangram.db", None)
    with pytest.raises(SettingUnusable):
        read_settings(environment={"TANGRAM_DATABASE_URL": "mysql://h"})
