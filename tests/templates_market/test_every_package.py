"""What holds for every package that is shipped, whatever it is about."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import cast

import pytest

from engine.actor import Actor
from engine.workspace import Workspace
from metadata.folder import AppFolder
from metadata.resolve import resolve_documents
from templates_market.catalogue import describe, package_keys, read_package
from templates_market.errors import PackageAbsent, PackageNeeds, PackageParametersUnusable
from templates_market.install import install
from templates_market.messages import parameter_words, words
from templates_market.parameters import formula_of, value_of, with_parameters
from templates_market.remove import plan_removal
from tests.templates_market.crm_package import Json, labels_within, objects
from tests.templates_market.packages_made import required, ship, stored, tables_of, together

PACKAGES = [read_package(key) for key in package_keys()]


@pytest.fixture(params=PACKAGES, ids=lambda package: package.app)
def package(request: pytest.FixtureRequest) -> AppFolder:
    """Each package in turn."""
    return cast(AppFolder, request.param)


def test_its_documents_are_right(package: AppFolder) -> None:
    assert package.problems == ()
    assert resolve_documents(together(package)).problems == ()


def test_every_label_is_there_in_both_languages(package: AppFolder) -> None:
    for name, document in package.sources.items():
        for label in labels_within(document):
            assert isinstance(label, dict), (name, label)
            assert set(label) == {"zh", "en"}, (name, label)


def test_every_view_is_found_and_every_role_and_table_is_shown(package: AppFolder) -> None:
    sources = cast("dict[tuple[str, str, str], dict[str, object]]", package.sources)
    app = sources[package.app, "app", package.app]
    found = {
        item["view"] for group in objects(app["navigation"]) for item in objects(group["items"])
    }
    views = {key: it for (_, kind, key), it in sources.items() if kind == "view"}
    assert found == {key for key, view in views.items() if view["type"] == "grid"}
    for kind in ("grid", "form", "detail"):
        shown = {view["table"] for view in views.values() if view["type"] == kind}
        assert shown <= {key for _, each, key in sources if each == "table"}
    roles = [it for (_, kind, _), it in sources.items() if kind == "role"]
    assert roles or not tables_of(package)
    assert all(role["description"] for role in roles)


def test_it_is_presented_whole(package: AppFolder) -> None:
    shown = describe(package)
    assert shown.icon in package.files
    assert all((shown.color, shown.category, shown.description["en"]))
    assert shown.has_demo == bool(tables_of(package))
    assert shown.adds["tables"] + shown.adds["automations"] > 0
    readme = package.files["README.md"].decode()
    assert shown.version in readme.partition("\n")[0]


def test_its_demo_comes_into_the_states_that_it_says(
    work: Workspace, admin: Actor, package: AppFolder
) -> None:
    for key in required(package):
        install(work, admin, key)
    install(work, admin, package.app, demo=True)
    for name, content in package.files.items():
        if not (name.startswith("demo/") and name.endswith(".csv")):
            continue
        table = work.resolved.tables[f"{package.app}.{Path(name).stem}"]
        rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        records = stored(work, table.name)
        assert len(records) == len(rows) >= 12
        for machine in table.machines.values():
            goals = [row[machine.field] or machine.initial for row in rows]
            assert [values[machine.field] for values in records] == goals
            assert len(set(goals)) > 2


OTHERS = {"text": "别的", "boolean": True, "date": "2026-01-05", "duration": "1h"}


def test_its_parameters_can_be_set(package: AppFolder) -> None:
    app = cast(Json, package.sources[package.app, "app", package.app])
    for parameter in objects(app["parameters"]):
        value = value_of(parameter)
        assert formula_of(parameter, value) == parameter["default"]
        other = parameter.get("max") or OTHERS.get(str(parameter["type"]), 1)
        changed = with_parameters(package, {str(parameter["key"]): other})
        assert resolve_documents({**together(package), **changed}).problems == ()


VALUES = [
    ("text", "it's", "'it''s'"),
    ("text", 5, None),
    ("number", 2.5, "2.5"),
    ("number", "1e400", None),
    ("number", "NaN", None),
    ("integer", 2.5, None),
    ("integer", "7", "7"),
    ("percent", "0.05", "0.05"),
    ("boolean", True, "TRUE"),
    ("boolean", "TRUE", None),
    ("date", "2026-01-05", "#2026-01-05#"),
    ("date", "5.1.2026", None),
    ("duration", "1d 2h", "1d 2h"),
    ("duration", "NOW()", None),
]


@pytest.mark.parametrize(("kind", "value", "text"), VALUES)
def test_values_become_formulas(kind: str, value: object, text: str | None) -> None:
    assert formula_of({"key": "p", "type": kind}, value) == text
    if isinstance(value, str) and text is not None:
        assert value_of({"type": kind, "default": text}) == value


def test_everything_wrong_with_parameters_is_said(package: AppFolder) -> None:
    with pytest.raises(PackageParametersUnusable) as caught:
        with_parameters(package, {"none": 1, "other": 2})
    assert [it.key for it in caught.value.problems] == ["none", "other"]
    assert all(parameter_words(it, "zh") for it in caught.value.problems)


def test_what_is_not_installed_is_not_removed(
    work: Workspace, admin: Actor, tmp_path: Path
) -> None:
    shipped = ship(tmp_path / "market", {})
    with pytest.raises(PackageAbsent):
        plan_removal(work, admin, "box", shipped)
    install(work, admin, "box", shipped=shipped)
    assert plan_removal(work, admin, "box", shipped).is_valid


def test_what_a_package_builds_on_comes_first(work: Workspace, admin: Actor) -> None:
    with pytest.raises(PackageNeeds) as caught:
        install(work, admin, "sales_process")
    assert caught.value.needs == ("crm >=1.1,<2",)
    assert "crm >=1.1,<2" in words(caught.value, "zh")
    assert work.revision == 0
    install(work, admin, "crm")
    assert install(work, admin, "sales_process").revision == 2
