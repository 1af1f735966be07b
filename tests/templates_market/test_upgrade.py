"""Upgrading a package: what the new version changes is taken, what was changed here stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest

from engine.actor import Actor
from engine.change_documents import apply_plan, make_plan
from engine.errors import ConsentNeeded, DocumentsConflict
from engine.workspace import Workspace
from templates_market.catalogue import read_package
from templates_market.errors import PackageAbsent, PackageNeeds, PackageNotNewer
from templates_market.install import install
from templates_market.upgrade import Decided, plan_upgrade, upgrade
from tests.templates_market.crm_package import Json, objects
from tests.templates_market.packages_made import TABLE, ship
from tests.templates_market.upgrades import APP, VIEW, app_of, changed, documents, put


@pytest.fixture(name="here")
def _here(work: Workspace, admin: Actor, tmp_path: Path) -> Path:
    """The first version is installed; where it came from."""
    files = {"views/things.json": json.dumps(VIEW), "app.json": json.dumps(APP)}
    shipped = ship(tmp_path / "one", files)
    install(work, admin, "box", shipped=shipped, parameters={"most": 7})
    return shipped


@pytest.fixture(name="newer")
def _newer(tmp_path: Path) -> Path:
    """The second version: one more field, another label, a wider column, a parameter's default."""
    table, view = deepcopy(TABLE), dict(VIEW)
    table["fields"] += [{"key": "color", "label": "颜色", "type": "text"}]  # type: ignore[operator]
    changed(table, "cost")["label"] = "进价"
    changed(table, "twice")["formula"] = "进价*2"
    changed(table, "name")["label"] = "品名"
    view["columns"] = [{"field": "name", "width": 200}, {"field": "cost"}]
    files = {
        "views/things.json": json.dumps(view),
        "app.json": json.dumps(app_of("1.1.0", most="20")),
    }
    return ship(tmp_path / "two", {**files, "tables/thing.json": json.dumps(table)}, "1.1.0")


def test_without_changes_here_it_is_what_is_shipped(
    work: Workspace, admin: Actor, here: Path, newer: Path
) -> None:
    assert here.is_dir()
    plan = plan_upgrade(work, admin, "box", newer)
    assert (plan.before, plan.after, plan.conflicts) == ("1.0.0", "1.1.0", ())
    revision = upgrade(work, admin, "box", accepted=(), shipped=newer)
    assert revision == work.revision == 2
    shipped = read_package("box", newer).sources
    found = documents(work)
    assert {**found, ("box", "app", "box"): {}} == {**shipped, ("box", "app", "box"): {}}
    (parameter,) = objects(found["box", "app", "box"]["parameters"])
    assert parameter["default"] == "7"


def test_what_was_changed_here_stays(
    work: Workspace, admin: Actor, here: Path, newer: Path
) -> None:
    table = deepcopy(TABLE)
    changed(table, "stage")["label"] = "进度"
    table["fields"] += [{"key": "shelf", "label": "货架", "type": "text"}]  # type: ignore[operator]
    put(work, admin, "table", table)
    put(work, admin, "view", {**VIEW, "key": "mine", "label": "我的"})
    upgrade(work, admin, "box", accepted=(), shipped=newer)
    fields = objects(documents(work)["box", "table", "thing"]["fields"])
    labels = {it["key"]: it["label"] for it in fields}
    assert (labels["stage"], labels["shelf"], labels["color"], labels["cost"]) == (
        "进度",
        "货架",
        "颜色",
        "进价",
    )
    assert ("box", "view", "mine") in documents(work)
    assert here.is_dir()


def test_a_conflict_is_decided_piece_by_piece(
    work: Workspace, admin: Actor, here: Path, newer: Path
) -> None:
    table = deepcopy(TABLE)
    changed(table, "cost")["label"] = "买价"
    changed(table, "name")["label"] = "叫法"
    put(work, admin, "table", table)
    # The formula says the label, so the two are decided together.
    fields = ("name/label", "cost/label", "twice/formula")
    names = [f"table/thing/fields/{name}" for name in fields]
    assert [it.name for it in plan_upgrade(work, admin, "box", newer).conflicts] == names
    with pytest.raises(DocumentsConflict) as caught:
        upgrade(work, admin, "box", accepted=(), decided=Decided(names[:1]), shipped=newer)
    assert [it.name for it in caught.value.conflicts] == names[1:]
    upgrade(work, admin, "box", accepted=(), decided=Decided(names[:1], names[1:]), shipped=newer)
    found = documents(work)["box", "table", "thing"]
    assert (changed(found, "name")["label"], changed(found, "cost")["label"]) == ("品名", "买价")
    assert here.is_dir()


def test_the_next_upgrade_knows_what_was_shipped_and_what_was_changed_here(
    work: Workspace, admin: Actor, here: Path, newer: Path, tmp_path: Path
) -> None:
    table = deepcopy(TABLE)
    changed(table, "stage")["label"] = "进度"
    put(work, admin, "table", table)
    upgrade(work, admin, "box", accepted=(), shipped=newer)
    third = deepcopy(read_package("box", newer).sources["box", "table", "thing"])
    assert isinstance(third, dict)
    changed(third, "color")["label"] = "色号"
    files = {
        "views/things.json": json.dumps(VIEW),
        "app.json": json.dumps(app_of("1.2.0")),
        "tables/thing.json": json.dumps(third),
    }
    shipped = ship(tmp_path / "three", files, "1.2.0")
    upgrade(work, admin, "box", accepted=(), shipped=shipped)
    found = documents(work)["box", "table", "thing"]
    assert [changed(found, key)["label"] for key in ("stage", "color", "cost")] == [
        "进度",
        "色号",
        "进价",
    ]
    assert here.is_dir()


def test_an_installation_of_before_is_told_by_its_history(
    work: Workspace, admin: Actor, here: Path, newer: Path, forgotten: Mapping[str, object]
) -> None:
    assert forgotten == {}
    table = deepcopy(TABLE)
    changed(table, "stage")["label"] = "进度"
    put(work, admin, "table", table)
    upgrade(work, admin, "box", accepted=(), shipped=newer)
    found = documents(work)["box", "table", "thing"]
    assert (changed(found, "stage")["label"], changed(found, "cost")["label"]) == ("进度", "进价")
    assert here.is_dir()


@pytest.fixture(name="forgotten")
def _forgotten(work: Workspace, here: Path) -> Mapping[str, object]:
    """What was shipped is not known any more."""
    assert here.is_dir()
    work.database.apart(lambda it: it.exec_driver_sql("DELETE FROM tg_setting"))
    return {}


def test_dangers_must_be_accepted(
    work: Workspace, admin: Actor, here: Path, tmp_path: Path
) -> None:
    table = deepcopy(TABLE)
    table["fields"] = [it for it in objects(table["fields"]) if it["key"] not in {"cost", "twice"}]
    view: Json = {**VIEW, "columns": [{"field": "name"}]}
    files = {
        "views/things.json": json.dumps(view),
        "app.json": json.dumps(app_of("2.0.0")),
        "tables/thing.json": json.dumps(table),
    }
    shipped = ship(tmp_path / "less", files, "2.0.0")
    plan = plan_upgrade(work, admin, "box", shipped).plan
    assert plan.dangers
    with pytest.raises(ConsentNeeded):
        upgrade(work, admin, "box", accepted=(), shipped=shipped)
    assert upgrade(work, admin, "box", accepted=plan.dangers, shipped=shipped) == 2
    assert here.is_dir()


def test_what_cannot_be_upgraded_says_why(
    work: Workspace, admin: Actor, here: Path, tmp_path: Path
) -> None:
    with pytest.raises(PackageNotNewer):
        plan_upgrade(work, admin, "box", here)
    needs = {**app_of("1.1.0"), "requires": [{"app": "crm", "version": ">=1"}]}
    demanding = ship(tmp_path / "more", {"app.json": json.dumps(needs)}, "1.1.0")
    with pytest.raises(PackageNeeds):
        plan_upgrade(work, admin, "box", demanding)
    body = sorted((kind, key) for app, kind, key in documents(work) if app == "box")
    plan = make_plan(work, admin, "box", [], body)
    apply_plan(work, admin, plan.id, plan.dangers)
    with pytest.raises(PackageAbsent):
        plan_upgrade(work, admin, "box", here)
