"""Bulk work: an import beside the hand, in CPU seconds; publishing in wall seconds, with the
longest wait of a writer meanwhile."""

from __future__ import annotations

import csv
import io
import sqlite3
import threading
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import psycopg

from engine.actor import SYSTEM
from engine.change_documents import change_documents
from engine.importing.import_file import import_file
from engine.workspace import Workspace
from engine.write_record import write
from engine.writing.change import Change, Kind
from metadata.folder import read_folder
from metadata.resolved import DocumentKey
from runtime.process import open_work
from tests.benchmarks.floor_server import (
    COLUMNS,
    address_of,
    new_record,
    read_values,
    stored_in_sqlite,
)
from tests.benchmarks.floor_server import SYSTEM as SYSTEM_COLUMNS
from tests.benchmarks.places import APP, TABLE, Place, item, worker_of
from tests.benchmarks.processes import cpu_seconds

Fields = list[Any]
Documents = dict[DocumentKey, Any]

STORED = (*SYSTEM_COLUMNS, *COLUMNS)
EVENT = ("tbl", "record", "kind", "actor", "at", "before", "after")


@dataclass(frozen=True)
class Pair:
    """What we took and what the hand took, in the same unit."""

    ours: float
    floor: float


def spent(place: Place, work: Callable[[], object]) -> float:
    """CPU seconds of this process and of the database while `work` ran."""
    before, own = cpu_seconds(place.servers), time.process_time()
    work()
    return time.process_time() - own + cpu_seconds(place.servers) - before


# -- import


def measure_import(place: Place, rows: int, run: int) -> tuple[Pair, float]:
    """CPU seconds of importing a CSV with all rules, formulas and events, beside loading the same
    columns and event rows raw; and the import's rows per wall second."""
    work = open_work(place.settings)
    content = csv_of(rows, run)
    reports = []
    ours = spent(
        place,
        lambda: reports.append(
            import_file(work, worker_of(work, place), TABLE, f"items{run}.csv", content)
        ),
    )
    assert reports[0].written == rows, reports[0].refused[:3]
    records = [
        new_record(read_values({**item(n), "owner": str(place.user)}), place.user, work.now())
        for n in range(rows)
    ]
    work.close()
    floor = spent(place, lambda: load_raw(place, records))
    return Pair(ours, floor), rows / reports[0].seconds


def csv_of(rows: int, run: int) -> bytes:
    """A CSV of the table with keys as headings."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(item(0)))
    writer.writeheader()
    writer.writerows({**item(number), "code": f"R{run}-{number}"} for number in range(rows))
    return text.getvalue().encode()


def load_raw(place: Place, records: list[dict[str, object]]) -> None:
    """The records and an event for each, by COPY or executemany, in one transaction."""
    if place.servers:
        copy_raw(place, records)
        return
    marks = ", ".join("?" * len(STORED))
    event_marks = ", ".join("?" * len(EVENT))
    stored = [stored_in_sqlite(record) for record in records]
    with sqlite3.connect(place.database) as file:
        file.executemany(
            f"INSERT INTO bench__item ({', '.join(STORED)}) VALUES ({marks})",
            [tuple(record[key] for key in STORED) for record in stored],
        )
        file.executemany(
            f"INSERT INTO floor_event ({', '.join(EVENT)}) VALUES ({event_marks})",
            [event_of(record) for record in stored],
        )


def copy_raw(place: Place, records: list[dict[str, object]]) -> None:
    """The same on PostgreSQL."""
    address, schema = address_of(place.database)
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute(f'SET search_path = "{schema}"'.encode())
        with cursor.copy(f"COPY bench__item ({', '.join(STORED)}) FROM STDIN") as copy:
            for record in records:
                copy.write_row([record[key] for key in STORED])
        with cursor.copy(f"COPY floor_event ({', '.join(EVENT)}) FROM STDIN") as copy:
            for record in records:
                copy.write_row(event_of(record))


def event_of(record: dict[str, object]) -> tuple[object, ...]:
    """The event row of a record's creation."""
    after = str({key: str(record[key]) for key in COLUMNS})
    at, owner = record["created_at"], record["owner"]
    return ("bench.item", record["id"], "create", owner, at, None, after)


# -- publishing


def documents_with(change: Callable[[Fields], object]) -> Documents:
    """The app's documents with a change of the table's fields."""
    sources: Documents = deepcopy(dict(read_folder(APP).sources))
    change(sources["bench", "table", "item"]["fields"])
    return sources


@dataclass(frozen=True)
class Published:
    """How long publishing an added field took, and the longest a writer waited meanwhile."""

    seconds: float
    longest_wait: float


def measure_publish(place: Place, run: int) -> Published:
    """A field without formula or index is added while a writer writes without pause."""
    work = open_work(place.settings)
    added = [
        {"key": f"extra{number}", "label": f"附加{number}", "type": "text"}
        for number in range(run + 1)
    ]
    wanted = documents_with(lambda fields: fields.extend(added))
    waits: list[float] = []
    done = threading.Event()
    writer = threading.Thread(target=write_until, args=(work, place, done, waits))
    writer.start()
    while not waits:
        time.sleep(0.01)
    began = time.perf_counter()
    change_documents(work, SYSTEM, wanted)
    seconds = time.perf_counter() - began
    done.set()
    writer.join()
    work.close()
    return Published(seconds, max(waits))


def write_until(work: Workspace, place: Place, done: threading.Event, waits: list[float]) -> None:
    """Records are updated one after another, each wait noted in seconds, until told to stop."""
    actor = worker_of(work, place)
    for number, id in enumerate(place.ids):
        if done.is_set():
            return
        began = time.perf_counter()
        values = {"note": f"第 {number} 次"}
        write(work, actor, [Change(Kind.UPDATE, TABLE, id=id, values=values)])
        waits.append(time.perf_counter() - began)
