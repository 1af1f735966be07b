"""Record ids: unique, ascending, 63 bits, whatever the clock does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.clock import SystemClock
from engine.database import Database
from engine.errors import DatabaseUnavailable
from engine.ids import COUNTS, IdSource
from engine.nodes import NodeLease
from tests.clock import VirtualClock


def test_ids_ascend_even_while_the_clock_stands_still(clock: VirtualClock) -> None:
    source = IdSource(0, clock.now)
    ids = [source.new_id() for _ in range(COUNTS + 10)] + source.new_ids(COUNTS * 2)
    assert ids == sorted(set(ids))
    clock.advance(timedelta(seconds=1))
    assert source.new_id() > ids[-1]
    assert 0 < ids[0] < ids[-1] < 2**63


def test_ids_of_two_nodes_are_never_the_same(clock: VirtualClock) -> None:
    sources = [IdSource(node, clock.now) for node in (0, 1, 1_023)]
    ids = [id for source in sources for id in source.new_ids(10_000)]
    assert len(set(ids)) == 30_000
    assert max(ids) < 2**63


def test_threads_share_a_source(clock: VirtualClock) -> None:
    source = IdSource(5, clock.now)
    with ThreadPoolExecutor(8) as threads:
        ids = [id for made in threads.map(source.new_ids, [100] * 80) for id in made]
    assert len(set(ids)) == 8_000


def test_a_node_beyond_ten_bits_is_refused(clock: VirtualClock) -> None:
    with pytest.raises(ValueError, match="1024"):
        IdSource(1_024, clock.now)


def test_the_system_clock_tells_whole_milliseconds_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0


def test_processes_on_postgresql_lease_different_numbers(migrated: Database) -> None:
    leases = [NodeLease(migrated) for _ in range(3)]
    numbers = [lease.number for lease in leases]
    if migrated.dialect == "sqlite":
        assert numbers == [0, 0, 0]  # one process holds the file
        return
    assert numbers == [0, 1, 2]
    leases[1].release()
    assert NodeLease(migrated).number == 1
    leases[0].keep()


def test_a_lease_that_was_lost_gives_no_more_ids(
    migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = NodeLease(migrated)
    lease.release()
    monkeypatch.setattr("engine.nodes.RENEW_SECONDS", -1.0)
    if migrated.dialect == "sqlite":
        lease.keep()
        assert lease.number == 0
        return
    with pytest.raises(DatabaseUnavailable, match="lease of node 0"):
        lease.keep()
