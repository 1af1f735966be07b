"""A server that serves writers and a publisher is killed at any moment, again and again."""

import random
import time

import pytest

from tests.counts import count
from tests.crash.server_kept import assert_kept
from tests.crash.server_work import Acknowledged, work_until_killed
from tests.scenarios.server import Caller, Place, serving

KILLS = count(quick=1, normal=10, long=200)
SECONDS = 1.5


@pytest.mark.crash
@pytest.mark.timeout(60 + 30 * KILLS)
def test_a_killed_server_keeps_what_it_acknowledged(place: Place) -> None:
    chance = random.Random(KILLS)
    known = Acknowledged()
    with serving(place, "--demo") as server:
        token = server.caller().headers
    for turn in range(KILLS):
        with serving(place) as server:
            caller = Caller(server.client, token)
            assert_kept(caller, known)
            threads = work_until_killed(caller, known, turn)
            time.sleep(chance.uniform(0, SECONDS))
            server.kill()
            for thread in threads:
                thread.join()
        assert known.refused == []
    with serving(place) as server:
        assert_kept(Caller(server.client, token), known)
    checked = place.run("doctor")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "server error" not in place.log.read_text()
