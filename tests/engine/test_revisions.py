"""Revisions: whole at any number, one after the other; plans for 24 hours."""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from engine.database import Database
from engine.errors import BaseMoved, PlanUnknown, RevisionUnknown
from engine.revisions import (
    KeptPlan,
    Revision,
    add_revision,
    drop_plan,
    keep_plan,
    list_revisions,
    present_number,
    read_layout,
    read_plan,
    read_revision,
    read_sources,
    sources_sha256,
)
from metadata.layout import Layout, TableLayout
from metadata.resolved import DocumentKey
from tests.clock import MONDAY_MORNING, VirtualClock

Sources = dict[DocumentKey, Mapping[str, object]]

APP: DocumentKey = ("crm", "app", "crm")
LEAD: DocumentKey = ("crm", "table", "lead")
FIRST: Sources = {APP: {"key": "crm"}, LEAD: {"key": "lead", "label": "线索", "log": 1}}
SECOND: Sources = {APP: {"key": "crm"}, LEAD: {"key": "lead", "label": "线索", "log": True}}
THIRD: Sources = {APP: {"key": "crm"}}


@pytest.fixture
def revise(migrated: Database) -> Callable[[int, Sources], None]:
    """Make a revision of that number with these documents."""

    def make(number: int, sources: Sources, app: str | None = "crm") -> None:
        layout = Layout({"crm.lead": TableLayout("crm__lead", {"name": f"name__{number}"})})
        revision = Revision(
            number=number,
            app=app,
            user=None,
            user_name="系统",
            origin="system",
            via=None,
            at=MONDAY_MORNING,
            note="说明",
            plan={"changes": [number]},
            layout=layout,
        )
        migrated.write(lambda it: add_revision(it, revision, sources))

    return make


def test_every_revision_stays_whole(
    migrated: Database, revise: Callable[[int, Sources], None]
) -> None:
    history = [FIRST, SECOND, THIRD, FIRST]
    for number, sources in enumerate(history, 1):
        revise(number, sources)
    numbers = range(1, 5)
    found = migrated.read(lambda it: [read_sources(it, number) for number in numbers])
    assert found == history
    assert [str(it) for it in found] == [str(it) for it in history]  # 1 is not true
    layouts = migrated.read(lambda it: [read_layout(it, number) for number in numbers])
    columns = [layout.tables["crm.lead"].columns["name"] for layout in layouts]
    assert columns == ["name__1", "name__2", "name__3", "name__4"]
    assert migrated.read(lambda it: read_sources(it, 0)) == {}
    assert migrated.read(lambda it: read_layout(it, 0)) == Layout()


def test_a_revision_says_who_made_it_and_why(
    migrated: Database, revise: Callable[[int, Sources], None]
) -> None:
    revise(1, FIRST)
    found = migrated.read(lambda it: read_revision(it, 1))
    assert (found.user_name, found.note, found.plan) == ("系统", "说明", {"changes": [1]})
    assert found.at == MONDAY_MORNING
    with pytest.raises(RevisionUnknown):
        migrated.read(lambda it: read_revision(it, 2))
    with pytest.raises(RevisionUnknown):
        migrated.read(lambda it: read_sources(it, 2))


def test_revisions_are_listed_newest_first(
    migrated: Database, revise: Callable[[int, Sources], None]
) -> None:
    for number in range(1, 6):
        revise(number, FIRST)
    listed = migrated.read(lambda it: list_revisions(it, limit=3))
    assert [revision.number for revision in listed] == [5, 4, 3]
    before = migrated.read(lambda it: list_revisions(it, app="crm", before=3))
    assert [revision.number for revision in before] == [2, 1]
    assert migrated.read(lambda it: list_revisions(it, app="other")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_revision_that_is_not_the_next_is_refused(
    migrated: Database, revise: Callable[[int, Sources], None], number: int
) -> None:
    revise(1, FIRST)
    with pytest.raises(BaseMoved) as caught:
        revise(number, SECOND)
    assert caught.value.parameters == {"base": number - 1, "present": 1}
    assert migrated.read(present_number) == 1
    assert migrated.read(lambda it: read_sources(it, 1)) == FIRST


def test_of_two_who_publish_at_once_one_is_first(
    migrated: Database, revise: Callable[[int, Sources], None]
) -> None:
    refused: list[BaseMoved] = []
    start = threading.Barrier(6)

    def publish() -> None:
        start.wait()
        try:
            revise(1, FIRST)
        except BaseMoved as error:
            refused.append(error)

    threads = [threading.Thread(target=publish) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 5
    assert migrated.read(lambda it: read_sources(it, 1)) == FIRST


def test_the_hash_of_all_documents_tells_types_and_keys_apart() -> None:
    hashes = {sources_sha256(sources) for sources in (FIRST, SECOND, THIRD, {LEAD: FIRST[APP]})}
    assert len(hashes) == 4
    assert sources_sha256(FIRST) == sources_sha256(dict(reversed(FIRST.items())))


def test_a_plan_is_kept_for_a_day(migrated: Database, clock: VirtualClock) -> None:
    plan = KeptPlan(7, "crm", 3, None, clock.now(), {"put": [{"kind": "table"}]})
    migrated.write(lambda it: keep_plan(it, plan))
    clock.advance(timedelta(hours=23, minutes=59))
    assert migrated.read(lambda it: read_plan(it, 7, clock.now())) == plan
    clock.advance(timedelta(minutes=1))
    with pytest.raises(PlanUnknown):
        migrated.read(lambda it: read_plan(it, 7, clock.now()))
    other = KeptPlan(8, None, 3, 1, clock.now(), {})
    migrated.write(lambda it: keep_plan(it, other))
    assert migrated.read(lambda it: read_plan(it, 8, clock.now())) == other
    migrated.write(lambda it: drop_plan(it, 8))
    with pytest.raises(PlanUnknown):
        migrated.read(lambda it: read_plan(it, 8, clock.now()))
