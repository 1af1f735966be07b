"""The workspace: its catalog is fresh, its ids its own, its settings everybody's."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.database import Connection
from engine.database.opening import open_database
from engine.people_changes import raise_rights
from engine.settings_store import read_setting, read_settings, write_setting
from engine.workspace import Workspace, open_workspace
from runtime.migrations import upgrade
from tests.clock import VirtualClock
from tests.engine.shops import open_shop


def test_an_empty_workspace_is_at_revision_0(work: Workspace) -> None:
    assert (work.revision, work.rights, dict(work.resolved.tables)) == (0, 0, {})
    assert str(work.time_zone) == "Asia/Shanghai"


def test_a_new_revision_is_seen_at_once_where_it_was_made(work: Workspace) -> None:
    assert work.revision == 0
    before = work.catalog
    open_shop(work.database, work.files)
    assert work.revision == 1
    assert work.catalog is not before
    assert work.catalog is work.catalog
    assert "shop.purchase" in work.catalog.tables


def test_another_process_sees_a_revision_within_a_second(
    postgres_url: str, clock: VirtualClock, tmp_path: Path
) -> None:
    here, there = open_database(postgres_url), open_database(postgres_url)
    upgrade(here)
    works = [Workspace(database, clock, tmp_path) for database in (here, there)]
    assert [work.revision for work in works] == [0, 0]
    open_shop(here, tmp_path)
    until = time.monotonic() + 1
    while works[1].revision == 0 and time.monotonic() < until:
        time.sleep(0.01)
    assert [work.revision for work in works] == [1, 1]
    assert works[0].new_id() != works[1].new_id()
    here.close()
    there.close()


def test_what_is_kept_lasts_until_rights_change(work: Workspace) -> None:
    made: list[int] = []

    def build() -> int:
        made.append(1)
        return len(made)

    assert [work.keep("it", build), work.keep("it", build)] == [1, 1]
    work.database.write(raise_rights)
    assert (work.rights, work.keep("it", build)) == (1, 2)


def test_nobody_finds_old_rights_while_another_looks_them_up(work: Workspace) -> None:
    with ThreadPoolExecutor(4) as threads:
        for expected in range(1, 51):
            work.database.write(raise_rights)
            found = [threads.submit(lambda: work.rights) for _ in range(4)]
            assert [each.result() for each in found] == [expected] * 4


def test_settings_are_read_back_and_the_time_zone_is_used(work: Workspace) -> None:
    work.database.write(lambda it: write_setting(it, work.clock, "limits", {"rows": 5}, 7))
    work.database.write(lambda it: write_setting(it, work.clock, "limits", [1.5, None], 7))
    assert work.database.read(lambda it: read_setting(it, "limits")) == [1.5, None]
    assert work.database.read(lambda it: read_setting(it, "none", "default")) == "default"
    before = work.catalog
    work.database.write(lambda it: write_setting(it, work.clock, "time_zone", "Asia/Tokyo"))
    assert work.catalog is not before
    assert str(work.time_zone) == "Asia/Tokyo"
    settings = work.database.read(read_settings)
    assert settings == {"limits": [1.5, None], "time_zone": "Asia/Tokyo"}


def test_reading_inside_a_write_sees_what_was_before(work: Workspace) -> None:
    def raise_and_look(connection: Connection) -> int:
        raise_rights(connection)
        return work.rights

    assert work.database.write(raise_and_look) == 0
    assert work.rights == 1


def test_a_workspace_opens_by_its_address_and_closes(database_url: str, tmp_path: Path) -> None:
    database = open_database(database_url)
    upgrade(database)
    database.close()
    work = open_workspace(database_url, files=tmp_path / "files")
    assert work.new_id() < min(work.new_ids(3))
    assert work.now().utcoffset() is not None
    work.close()
