"""A PostgreSQL that goes away and comes back: a clear problem meanwhile, nothing lost."""

import threading
import time
from pathlib import Path
from typing import cast

import httpx
import pytest

from tests.postgres import PostgresServer
from tests.scenarios.changing import Json, count_leads
from tests.scenarios.server import Caller, Place, serving
from tests.scenarios.traffic import LEADS

pytestmark = pytest.mark.slow


class Writers:
    """People who go on whatever they are answered."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.made: list[str] = []
        self.refused: list[httpx.Response] = []
        self.stop = threading.Event()

    def run(self, number: int) -> None:
        """Leads are made until told to stop; one that was refused is asked for again by its key."""
        turn = 0
        while not self.stop.is_set():
            body = {"values": {"company": f"断网 {number} {turn}"}}
            key = {"Idempotency-Key": f"{number}-{turn}"}
            answer = self.caller("POST", LEADS, body, headers=key)
            if answer.status_code == 201:
                self.made.append(answer.json()["id"])
                turn += 1
            else:
                self.refused.append(answer)
                time.sleep(0.05)


def test_a_database_that_comes_back_finds_everything(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    place = Place(tmp_path, f"{own_postgres.url}&schema=lost")
    with serving(place, "--demo") as server:
        admin = server.caller()
        before = count_leads(admin)
        writers = Writers(admin)
        threads = [threading.Thread(target=writers.run, args=(it,)) for it in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        own_postgres.crash()
        time.sleep(1)
        health = server.nobody("GET", "/health")
        assert (health.status_code, health.json()["status"]) == (503, "unavailable")
        own_postgres.start()
        known = len(writers.made)
        until = time.monotonic() + 20
        while len(writers.made) < known + 20 and time.monotonic() < until:
            time.sleep(0.05)
        writers.stop.set()
        for thread in threads:
            thread.join()
        assert len(writers.made) >= known + 20
        assert writers.refused
        for answer in writers.refused:
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["retry-after"]
        assert count_leads(admin) == before + len(set(writers.made)) == before + len(writers.made)
        events = [admin.done("GET", f"{LEADS}/{id}/history")["events"] for id in writers.made]
        assert [len(cast(list[Json], it)) for it in events] == [1] * len(writers.made)


def test_a_server_without_its_database_says_so_and_ends(tmp_path: Path) -> None:
    place = Place(tmp_path, f"postgresql://nobody@/nothing?host={tmp_path}&connect_timeout=2")
    ended = place.run("serve", "--port", "0")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()
