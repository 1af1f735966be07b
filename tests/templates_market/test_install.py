"""Packages are installed with their records, once, whatever interrupts it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.actor import Actor
from engine.database.statements import prepare
from engine.errors import ConsentNeeded, WriteRefused
from engine.system_tables import tg_event
from engine.workspace import Workspace
from metadata.errors import InvalidDocuments
from templates_market import records
from templates_market.catalogue import packages, read_package
from templates_market.errors import (
    MarketError,
    PackagePresent,
    PackageRecordsBroken,
    PackageUnknown,
)
from templates_market.install import install, plan_install
from templates_market.messages import words
from tests.engine.shops import ADMIN
from tests.templates_market.crm_package import read_demo, read_tables
from tests.templates_market.packages_made import READER, ship, stored


def test_the_demo_is_there_in_the_states_it_says(work: Workspace, admin: Actor) -> None:
    installed = install(work, admin, "crm", demo=True)
    demo = {key: read_demo(key) for key in read_tables()}
    assert installed.records == {f"crm.{key}": len(rows) for key, rows in demo.items()}
    for key, table in read_tables().items():
        found = stored(work, f"crm.{key}")
        for machine in table.machines:
            field = str(machine["field"])
            goals = [row[field] or str(machine["initial"]) for row in demo[key]]
            assert [values[field] for values in found] == goals
    names = {values["id"]: values["name"] for values in stored(work, "crm.customer")}
    refs = {row["ref"]: row["name"] for row in demo["customer"]}
    pointed = [names[values["customer"]] for values in stored(work, "crm.contact")]
    assert pointed == [refs[row["customer"]] for row in demo["contact"]]


def test_every_demo_record_tells_where_it_comes_from(work: Workspace, admin: Actor) -> None:
    install(work, admin, "crm", demo=True)
    columns = (tg_event.c.kind, tg_event.c.origin, tg_event.c.via, tg_event.c.user)
    events = work.database.rows(prepare(sa.select(*columns), work.database.dialect))
    assert {event[1:] for event in events} == {("package", "package:crm", admin.user)}
    kinds = Counter(event[0] for event in events)
    assert kinds["create"] == sum(len(read_demo(key)) for key in read_tables())
    assert kinds["transition"] > 100


def test_installing_again_changes_nothing(work: Workspace, admin: Actor) -> None:
    first = install(work, admin, "crm")
    assert first.records == {}
    install(work, admin, "crm", demo=True)
    again = install(work, admin, "crm", demo=True)
    assert again.records == {}
    assert again.revision == first.revision == work.revision
    assert len(stored(work, "crm.lead")) == len(read_demo("lead"))


def test_a_load_that_broke_off_is_finished(
    work: Workspace, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = records.next_moves, iter(range(3))
    with monkeypatch.context() as broken:
        broken.setattr(records, "next_moves", lambda *given: next(calls) < 9 and real(*given))
        with pytest.raises(StopIteration):
            install(work, admin, "crm", demo=True)
    goals = [row["stage"] or "screening" for row in read_demo("lead")]
    install(work, admin, "crm", demo=True)
    assert [values["stage"] for values in stored(work, "crm.lead")] == goals


def test_nobody_in_particular_cannot_own_the_demo(work: Workspace, admin: Actor) -> None:
    with pytest.raises(WriteRefused):
        install(work, ADMIN, "crm", demo=True)
    assert stored(work, "crm.task") == []


def test_the_catalogue_knows_what_is_shipped() -> None:
    found = {package.key: package for package in packages()}
    assert found["crm"].labels["zh"] == "客户关系管理"
    assert found["crm"].has_demo
    with pytest.raises(PackageUnknown) as caught:
        read_package("crn")
    assert caught.value.suggestions == ("crm",)


def test_records_that_belong_to_the_app_come_with_it(
    work: Workspace, admin: Actor, tmp_path: Path
) -> None:
    rows = "ref,name,inside,stage\na,针,b,used\nb,线,,\n"
    shipped = ship(tmp_path / "market", {"data/thing.csv": rows})
    installed = install(work, admin, "box", shipped=shipped)
    assert installed.records == {"box.thing": 2}
    needle, thread = stored(work, "box.thing")
    assert (needle["inside"], needle["stage"], thread["stage"]) == (thread["id"], "used", "new")
    with pytest.raises(PackagePresent):
        install(work, admin, "box", shipped=ship(tmp_path / "newer", {}, "1.1.0"))


def test_dangers_are_taken_with_the_package_or_agreed_to(
    work: Workspace, admin: Actor, tmp_path: Path
) -> None:
    shipped = ship(tmp_path / "market", {"roles/reader.json": json.dumps(READER)})
    plan = plan_install(work, admin, "box", shipped)
    assert plan.dangers == ("exposes:box.reader.box.thing.twice",)
    with pytest.raises(ConsentNeeded):
        install(work, admin, "box", accepted=(), shipped=shipped)
    assert install(work, admin, "box", accepted=plan.dangers, shipped=shipped).revision == 1


BROKEN = {
    "table_unknown": {"data/other.csv": "ref\na\n"},
    "column_unknown": {"data/thing.csv": "ref,colour\na,red\n"},
    "ref_missing": {"data/thing.csv": "ref,name\na,x\na,y\n"},
    "line_ragged": {"data/thing.csv": "ref,name\na\n"},
    "ref_unknown": {"data/thing.csv": "ref,inside\na,z\n"},
    "state_unreachable": {"data/thing.csv": "ref,stage\na,gone\n"},
}


@pytest.mark.parametrize("reason", BROKEN)
def test_files_that_do_not_fit_are_named(
    work: Workspace, admin: Actor, tmp_path: Path, reason: str
) -> None:
    with pytest.raises(PackageRecordsBroken) as caught:
        install(work, admin, "box", shipped=ship(tmp_path / "market", BROKEN[reason]))
    assert caught.value.reason == reason
    assert ".csv" in words(caught.value, "zh")


def test_a_damaged_package_is_not_installed(work: Workspace, admin: Actor, tmp_path: Path) -> None:
    shipped = ship(tmp_path / "market", {"tables/broken.json": "{"})
    with pytest.raises(InvalidDocuments):
        install(work, admin, "box", shipped=shipped)
    assert work.revision == 0


def test_every_error_has_words() -> None:
    errors: list[MarketError] = [
        PackageUnknown("x"),
        PackagePresent({"package": "x", "present": "1.0.0", "version": "1.1.0"}),
        MarketError(),
    ]
    assert all(words(error, language) for error in errors for language in ("zh", "en", "fr"))
