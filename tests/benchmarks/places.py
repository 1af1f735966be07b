"""The workspaces that are measured: 100,000 records of the table in `app/`, on both databases."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import psutil
import sqlalchemy as sa

from engine.actor import SYSTEM, Actor, Origin
from engine.change_documents import change_documents
from engine.database.statements import prepare
from engine.load_actor import load_actor
from engine.people_changes import UserDraft, add_user, grant_role
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from metadata.folder import read_folder
from runtime.identity.tokens import TokenDraft, make_token
from runtime.process import open_work
from runtime.settings import Settings
from tests.benchmarks.processes import postmaster
from tests.postgres import create_server

APP = Path(__file__).parent / "app" / "bench"
TABLE = "bench.item"
BATCH = 1_000
WRITTEN = 50_000
"""So many records are written as people's are; more are copies of these, made by SQL."""
CITIES = ("上海", "北京", "深圳", "宁波", "成都")
GRADES = ("red", "yellow", "green", None)


@dataclass(frozen=True)
class Place:
    """A filled workspace, not open. `servers` are the processes of the database itself."""

    name: str
    settings: Settings
    token: str
    user: int
    ids: Sequence[int]
    servers: tuple[psutil.Process, ...]

    @property
    def database(self) -> str:
        """The database as the floor's server takes it."""
        url = self.settings.url
        return url if url.startswith("postgresql:") else url.removeprefix("sqlite:///")

    def beside(self, name: str) -> Place:
        """The place of another workspace on the same database, empty."""
        data = self.settings.data.with_name(name)
        if not self.servers:
            return replace(self, settings=Settings(data), token="", user=0, ids=())
        url = self.settings.url.replace("schema=bench", f"schema={name}")
        return replace(self, settings=Settings(data, database_url=url), token="", user=0, ids=())


def item(number: int) -> dict[str, object]:
    """The values of one record; no two neighbours are alike."""
    return {
        "name": f"物品 {number}",
        "code": f"C-{number:06}",
        "city": CITIES[number % 5],
        "note": "每季度核对一次库存与价格",
        "contact": f"联系人{number % 97}",
        "category": "abcd"[number % 4],
        "grade": GRADES[number % 4 - number % 3],
        "quantity": number * 7 % 90,
        "visits": number * 13 % 1_000,
        "rank": number,
        "price": f"{number * 31 % 500}.25",
        "cost": f"{number * 17 % 300}.50",
        "weight": f"{number % 9}.125",
        "discount": "0.1",
        "begins": f"2026-01-{number % 28 + 1:02}",
        "ends": f"2026-03-{number % 28 + 1:02}",
        "seen_at": f"2026-01-05T{number % 24:02}:30:00+08:00",
        "is_open": number % 3 == 0,
    }


@contextlib.contextmanager
def open_places(records: int, names: Sequence[str]) -> Iterator[list[Place]]:
    """The workspaces of these kinds (`sqlite`, `postgresql`), filled; gone afterwards."""
    root = Path(tempfile.mkdtemp(prefix="tangram-bench-"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, root, ignore_errors=True)
        places = []
        for name in names:
            data = root / name
            if name == "sqlite":
                settings = Settings(data)
                servers: tuple[psutil.Process, ...] = ()
            else:
                server = create_server(root / "pg", durable=True)
                stack.callback(server.remove)
                with_schema = f"{server.url}&schema=bench"
                settings = Settings(data, database_url=with_schema)
                servers = (postmaster(server.directory),)
            places.append(fill(name, settings, records, servers))
        yield places


def fill(name: str, settings: Settings, records: int, servers: tuple[psutil.Process, ...]) -> Place:
    """The workspace has the app, one worker with a token, and the records, all the worker's."""
    work = open_work(settings)
    change_documents(work, SYSTEM, read_folder(APP).sources)
    draft = UserDraft(login="worker", name="工人")
    user = work.database.write(lambda connection: add_user(work, connection, draft))
    work.database.write(
        lambda connection: grant_role(work, connection, user, ("bench", "worker"), None)
    )
    expires = work.now() + timedelta(days=1)
    actor = load_actor(work, user, Origin.API)
    token, _ = make_token(work, actor, TokenDraft(user, "benchmark", None, expires))
    written = min(records, WRITTEN)
    for first in range(0, written, BATCH):
        write(work, actor, changes(first, min(written, first + BATCH), user))
    if records > written:
        copy_records(work, read_ids(work), records - written)
    work.database.survey((work.catalog.tables[TABLE].layout.physical, "tg_event"))
    ids = read_ids(work)
    assert len(ids) == records
    with_floor_table(work)
    work.close()
    return Place(name, settings, token, user, ids, servers)


def changes(first: int, last: int, user: int) -> list[Change]:
    """New records with these numbers, which belong to the user."""
    return [
        Change(Kind.CREATE, TABLE, values={**item(number), "owner": str(user)})
        for number in range(first, last)
    ]


def copy_records(work: Workspace, ids: Sequence[int], wanted: int) -> None:
    """So many more records are there, with the values of these and ids and ranks of their own;
    nothing in the log tells of them."""
    table = work.catalog.tables[TABLE].sql
    names = [column.name for column in table.c]
    span = ids[-1] - ids[0] + 1
    for turn in range(-(-wanted // len(ids))):
        left = min(len(ids), wanted - turn * len(ids))
        # Back in time: ids to come are to be free.
        moved = {"id": table.c.id - (turn + 1) * span, "rank": table.c.rank + left * (turn + 1)}
        copied = sa.select(*(moved.get(name, table.c[name]) for name in names))
        among = copied.where(table.c.id.between(ids[0], ids[left - 1]))
        statement = prepare(sa.insert(table).from_select(names, among), work.database.dialect)
        work.database.write(lambda connection, made=statement: connection.run(made))  # type: ignore[misc]  # mypy cannot infer a lambda with a default


def read_ids(work: Workspace) -> list[int]:
    """The ids of all records, ascending."""
    table = work.catalog.tables[TABLE].sql
    query = sa.select(table.c.id).order_by(table.c.id)
    rows = work.database.rows(prepare(query, work.database.dialect))
    return [int(str(row[0])) for row in rows]


def with_floor_table(work: Workspace) -> None:
    """The table that the floor writes its events to is there."""
    kinds = ("integer primary key", "bigint")
    if work.database.dialect == "postgresql":
        kinds = ("bigserial primary key", "timestamptz")
    text = (
        f"CREATE TABLE floor_event (id {kinds[0]}, tbl text, record bigint, kind text,"
        f" actor bigint, at {kinds[1]}, before text, after text)"
    )
    work.database.write(lambda connection: connection.alchemy().exec_driver_sql(text))


def worker_of(work: Workspace, place: Place) -> Actor:
    """The worker, as who everything is measured."""
    return load_actor(work, place.user, Origin.API)
