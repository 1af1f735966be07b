"""The floor: the same work for one table by hand, with the raw driver behind one thread hop.

Same columns in and out with the same exact types, the token found in memory, the version compared,
the event written; no metadata, no rights, no rules beyond the three of the benchmark's table. It
works on the very tables that Tangram made, so both look at the same rows.

Run as `python -m tests.benchmarks.floor_server DATABASE PORT TOKEN USER`, DATABASE being a SQLite
path or a PostgreSQL address with `schema=`.
"""

from __future__ import annotations

import asyncio
import datetime
import itertools
import re
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

import orjson
import psycopg
import uvicorn

UTC = datetime.UTC
TEXTS = ("name", "code", "city", "note", "contact", "category", "grade")
SCALES = {"quantity": 0, "visits": 0, "rank": 0, "price": 2, "cost": 2, "weight": 3, "discount": 4}
DAYS = ("begins", "ends")
COLUMNS = (*TEXTS, *SCALES, *DAYS, "seen_at", "is_open", "owner", "total")
SYSTEM = ("id", "created_at", "created_by", "updated_at", "updated_by", "version")
SELECTED = ", ".join((*SYSTEM, *COLUMNS))
LIST = (
    f"SELECT {SELECTED} FROM bench__item WHERE deleted_at IS NULL AND owner = %s"
    " AND category = %s AND total > %s ORDER BY total DESC, id DESC LIMIT 51"
)
GET = f"SELECT {SELECTED} FROM bench__item WHERE id = %s AND deleted_at IS NULL AND owner = %s"
CENT = Decimal("0.01")
numbers = itertools.count(1)


def new_id() -> int:
    return (int(time.time() * 1000) << 22) | (next(numbers) & 0xFFF) | (1 << 12)


def read_values(values: dict[str, object]) -> dict[str, object]:
    """JSON → exact values, with the three rules and the formula of the table."""
    read: dict[str, object] = {}
    for key, value in values.items():
        if value is None:
            read[key] = None
        elif key in SCALES:
            number = Decimal(str(value)).quantize(Decimal(1).scaleb(-SCALES[key]), ROUND_HALF_UP)
            if abs(number) >= 10**15:
                raise ValueError(key)
            read[key] = number
        elif key in DAYS:
            read[key] = datetime.date.fromisoformat(str(value))
        elif key == "seen_at":
            read[key] = datetime.datetime.fromisoformat(str(value)).astimezone(UTC)
        elif key == "owner":
            read[key] = int(str(value))
        elif key == "is_open":
            read[key] = value is True
        else:
            read[key] = str(value).strip()
    if "name" in read:
        read["name"] = " ".join(str(read["name"]).split())
        if not read["name"]:
            raise ValueError("name")
    price = read.get("price")
    if isinstance(price, Decimal) and price < 0:
        raise ValueError("price")
    return read


def total_of(values: dict[str, object]) -> Decimal:
    price, quantity, discount = (
        Decimal(str(values.get(key) or 0)) for key in ("price", "quantity", "discount")
    )
    return (price * quantity * (1 - discount)).quantize(CENT, ROUND_HALF_UP)


def show(row: tuple[object, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in zip((*SYSTEM, *COLUMNS), row, strict=True):
        if isinstance(value, Decimal):
            values[key] = float(value)
        elif key.endswith(("_by", "owner")) and value is not None:
            values[key] = str(value)
        else:
            values[key] = value
    return {"id": str(values.pop("id")), "version": values.pop("version"), "values": values}


class Store(Protocol):
    def get(self, id: int, user: int) -> tuple[object, ...] | None: ...
    def list(self, user: int, category: str, total: int) -> list[tuple[object, ...]]: ...
    def create(self, values: dict[str, object], user: int) -> dict[str, object]: ...
    def update(
        self, id: int, values: dict[str, object], version: int, user: int
    ) -> dict[str, object]: ...


class SqliteStore:
    """One writer connection under a lock, one reader connection under another."""

    def __init__(self, path: str) -> None:
        self._writer = self._connect(path)
        self._reader = self._connect(path)
        self._writing, self._reading = threading.Lock(), threading.Lock()

    def _connect(self, path: str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def get(self, id: int, user: int) -> tuple[object, ...] | None:
        with self._reading:
            row = self._reader.execute(GET.replace("%s", "?"), (id, user)).fetchone()
        return None if row is None else self._values(row)

    def list(self, user: int, category: str, total: int) -> list[tuple[object, ...]]:
        with self._reading:
            found = self._reader.execute(LIST.replace("%s", "?"), (user, category, total * 100))
            rows = found.fetchall()
        return [self._values(row) for row in rows]

    def _values(self, row: tuple[object, ...]) -> tuple[object, ...]:
        made: dict[str, Any] = dict(zip((*SYSTEM, *COLUMNS), row, strict=True))
        for key, scale in (*SCALES.items(), ("total", 2)):
            if made[key] is not None and scale:
                made[key] = Decimal(made[key]).scaleb(-scale)
        for key in ("created_at", "updated_at", "seen_at"):
            if made[key] is not None:
                made[key] = datetime.datetime.fromtimestamp(made[key] / 1000, UTC)
        for key in DAYS:
            if made[key] is not None:
                made[key] = datetime.date.fromisoformat(made[key])
        made["is_open"] = bool(made["is_open"])
        return tuple(made.values())

    def create(self, values: dict[str, object], user: int) -> dict[str, object]:
        now = datetime.datetime.now(UTC)
        record = new_record(values, user, now)
        stored = stored_in_sqlite(record)
        marks = ", ".join("?" * len(stored))
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            self._writer.execute(
                f"INSERT INTO bench__item ({', '.join(stored)}) VALUES ({marks})",
                tuple(stored.values()),
            )
            self._event("create", stored, now, None, values)
            self._writer.execute("COMMIT")
        return record

    def update(
        self, id: int, values: dict[str, object], version: int, user: int
    ) -> dict[str, object]:
        now = datetime.datetime.now(UTC)
        with self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            row = self._writer.execute(GET.replace("%s", "?"), (id, user)).fetchone()
            before = dict(zip((*SYSTEM, *COLUMNS), self._values(row), strict=True))
            record = changed(before, values, version, user, now)
            stored = stored_in_sqlite({key: record[key] for key in touched(values)})
            sets = ", ".join(f"{key} = ?" for key in stored)
            self._writer.execute(
                f"UPDATE bench__item SET {sets} WHERE id = ?", (*stored.values(), id)
            )
            old = {key: before[key] for key in values}
            self._event("update", stored_in_sqlite(record), now, old, values)
            self._writer.execute("COMMIT")
        return record

    def _event(
        self,
        kind: str,
        stored: dict[str, object],
        now: datetime.datetime,
        before: dict[str, object] | None,
        after: dict[str, object],
    ) -> None:
        self._writer.execute(
            "INSERT INTO floor_event (tbl, record, kind, actor, at, before, after)"
            " VALUES ('bench.item', ?, ?, ?, ?, ?, ?)",
            (
                stored["id"],
                kind,
                stored["updated_by"],
                int(now.timestamp() * 1000),
                None if before is None else to_json(before),
                to_json(after),
            ),
        )


class PostgresStore:
    """A connection for each thread; row and event in one statement."""

    def __init__(self, url: str) -> None:
        self._url, self._schema = address_of(url)
        self._own = threading.local()

    def _connection(self) -> psycopg.Connection[tuple[object, ...]]:
        if not hasattr(self._own, "connection"):
            connection = psycopg.connect(self._url, autocommit=True, prepare_threshold=0)
            connection.execute(f'SET search_path = "{self._schema}"'.encode())
            connection.execute("SET timezone = 'UTC'")
            self._own.connection = connection
        found: psycopg.Connection[tuple[object, ...]] = self._own.connection
        return found

    def get(self, id: int, user: int) -> tuple[object, ...] | None:
        return self._connection().execute(GET, (id, user), binary=True).fetchone()

    def list(self, user: int, category: str, total: int) -> list[tuple[object, ...]]:
        return self._connection().execute(LIST, (user, category, total), binary=True).fetchall()

    def create(self, values: dict[str, object], user: int) -> dict[str, object]:
        now = datetime.datetime.now(UTC)
        record = new_record(values, user, now)
        marks = ", ".join(["%s"] * len(record))
        self._connection().execute(
            f"WITH made AS (INSERT INTO bench__item ({', '.join(record)}) VALUES ({marks})"
            " RETURNING id)"
            " INSERT INTO floor_event (tbl, record, kind, actor, at, before, after)"
            " SELECT 'bench.item', id, 'create', %s, %s, NULL, %s FROM made",
            (*record.values(), user, now, to_json(values)),
        )
        return record

    def update(
        self, id: int, values: dict[str, object], version: int, user: int
    ) -> dict[str, object]:
        now = datetime.datetime.now(UTC)
        connection = self._connection()
        with connection.transaction():
            locked = connection.execute(GET + " FOR NO KEY UPDATE", (id, user), binary=True)
            row = locked.fetchone()
            assert row is not None
            before = dict(zip((*SYSTEM, *COLUMNS), row, strict=True))
            record = changed(before, values, version, user, now)
            keys = touched(values)
            sets = ", ".join(f"{key} = %s" for key in keys)
            old = {key: before[key] for key in values}
            connection.execute(
                f"WITH made AS (UPDATE bench__item SET {sets} WHERE id = %s RETURNING id)"
                " INSERT INTO floor_event (tbl, record, kind, actor, at, before, after)"
                " SELECT 'bench.item', id, 'update', %s, %s, %s, %s FROM made",
                (*(record[key] for key in keys), id, user, now, to_json(old), to_json(values)),
            )
        return record


def stored_in_sqlite(values: dict[str, object]) -> dict[str, object]:
    """Values as SQLite holds them: scaled integers, milliseconds, days as text."""
    stored: dict[str, Any] = dict(values)
    for key, scale in (*SCALES.items(), ("total", 2)):
        if isinstance(stored.get(key), Decimal):
            stored[key] = int(stored[key].scaleb(scale))
    for key in ("created_at", "updated_at", "seen_at"):
        if isinstance(stored.get(key), datetime.datetime):
            stored[key] = int(stored[key].timestamp() * 1000)
    for key in DAYS:
        if stored.get(key) is not None:
            stored[key] = str(stored[key])
    return stored


def address_of(url: str) -> tuple[str, str]:
    """The address that libpq takes, and the schema."""
    return re.sub(r"[?&]schema=\w+", "", url), re.findall(r"schema=(\w+)", url)[0]


def new_record(values: dict[str, object], user: int, now: datetime.datetime) -> dict[str, object]:
    system = (new_id(), now, user, now, user, 1)
    record = dict(zip(SYSTEM, system, strict=True)) | dict.fromkeys(COLUMNS) | {"is_open": False}
    record |= values
    record["total"] = total_of(record)
    return record


def changed(
    before: dict[str, object],
    values: dict[str, object],
    version: int,
    user: int,
    now: datetime.datetime,
) -> dict[str, object]:
    if before["version"] != version:
        raise ValueError("version")
    record = before | values
    record |= {"updated_at": now, "updated_by": user, "version": version + 1}
    record["total"] = total_of(record)
    return record


def touched(values: dict[str, object]) -> tuple[str, ...]:
    return (*values, "updated_at", "updated_by", "version", "total")


def to_json(values: dict[str, object]) -> str:
    return orjson.dumps(values, default=str).decode()


class Floor:
    """An ASGI application of four routes, found by looking at the path."""

    def __init__(self, store: Store, token: str, user: int) -> None:
        self._store = store
        self._token = f"Bearer {token}".encode()
        self._user = user
        self._threads = ThreadPoolExecutor(16)

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # ASGI
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if (b"authorization", self._token) not in scope["headers"]:
            raise PermissionError
        work = self._work(scope["method"], scope["path"], body, scope["headers"])
        loop = asyncio.get_running_loop()
        status, answer = await loop.run_in_executor(self._threads, work)
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(answer)).encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _work(
        self, method: str, path: str, body: bytes, headers: list[tuple[bytes, bytes]]
    ) -> Callable[[], tuple[int, bytes]]:
        last = path.rsplit("/", 1)[1]
        if method == "POST":
            return lambda: self._create(body)
        if method == "PATCH":
            version = int(dict(headers).get(b"if-match", b'"0"').strip(b'"'))
            return lambda: self._update(int(last), body, version)
        if last == "records":
            return self._list
        return lambda: self._get(int(last))

    def _get(self, id: int) -> tuple[int, bytes]:
        row = self._store.get(id, self._user)
        return (404, b"") if row is None else (200, orjson.dumps(show(row)))

    def _list(self) -> tuple[int, bytes]:
        rows = self._store.list(self._user, "b", 500)
        more = str(rows[49][0]) if len(rows) > 50 else None
        answer = {"records": [show(row) for row in rows[:50]], "next": more}
        return 200, orjson.dumps(answer)

    def _create(self, body: bytes) -> tuple[int, bytes]:
        values = read_values(orjson.loads(body)["values"])
        record = self._store.create(values, self._user)
        return 201, orjson.dumps(show(tuple(record[key] for key in (*SYSTEM, *COLUMNS))))

    def _update(self, id: int, body: bytes, version: int) -> tuple[int, bytes]:
        values = read_values(orjson.loads(body)["values"])
        record = self._store.update(id, values, version, self._user)
        return 200, orjson.dumps(show(tuple(record[key] for key in (*SYSTEM, *COLUMNS))))


def main() -> None:
    """Serve until told to stop."""
    database, port, token, user = sys.argv[1:]
    is_postgres = database.startswith("postgresql:")
    store: Store = PostgresStore(database) if is_postgres else SqliteStore(database)
    uvicorn.run(
        Floor(store, token, int(user)),
        host="127.0.0.1",
        port=int(port),
        log_level="error",
        access_log=False,
    )


if __name__ == "__main__":
    main()
