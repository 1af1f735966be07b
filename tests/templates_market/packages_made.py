"""A small package made for a test, and what is stored of any package's records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.catalog_table import Values
from engine.workspace import Workspace
from metadata.folder import AppFolder
from metadata.resolved import DocumentKey
from templates_market.catalogue import read_package
from tests.templates_market.crm_package import Json, objects

TABLE = {
    "key": "thing",
    "label": "物品",
    "title": "name",
    "fields": [
        {"key": "name", "label": "名称", "type": "text"},
        {"key": "inside", "label": "所在", "type": "reference", "table": "thing"},
        {"key": "stage", "label": "状态", "type": "state"},
        {"key": "cost", "label": "成本", "type": "number"},
        {"key": "twice", "label": "两倍", "type": "formula", "formula": "成本*2"},
    ],
    "state_machines": [
        {
            "field": "stage",
            "initial": "new",
            "states": [{"key": key, "label": key} for key in ("new", "used", "gone")],
            "transitions": [{"key": "use", "label": "用", "from": ["new"], "to": "used"}],
        }
    ],
}


READER = {
    "key": "reader",
    "label": "读者",
    "tables": {
        "thing": {"read": True, "fields": {"*": "read", "cost": "hidden", "twice": "read"}},
    },
}


def ship(path: Path, files: Mapping[str, str], version: str = "1.0.0") -> Path:
    """A place with one package `box` that holds these files besides its table."""
    app = {"format": 1, "key": "box", "label": "盒子", "version": version}
    documents = {"app.json": json.dumps(app), "tables/thing.json": json.dumps(TABLE)}
    for name, text in {**documents, **files}.items():
        target = path / "box" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return path


def stored(work: Workspace, table: str) -> list[Values]:
    """All records of a table in the order of their making."""
    compiled = work.catalog.tables[table]
    query = sa.select(*compiled.selected).order_by(compiled.sql.c.id)
    rows = work.database.rows(compiled.statement("all", lambda: query))
    return [compiled.row_of(tuple(row)) for row in rows]


def required(package: AppFolder) -> list[str]:
    """The keys of the packages that it builds on."""
    app = cast(Json, package.sources[package.app, "app", package.app])
    return [str(each["app"]) for each in objects(app["requires"])]


def together(package: AppFolder) -> Mapping[DocumentKey, object]:
    """Its documents with those of the packages that it builds on."""
    others = [read_package(key).sources for key in required(package)]
    return {name: source for each in (*others, package.sources) for name, source in each.items()}


def tables_of(package: AppFolder) -> list[str]:
    """The keys of its tables; a package may be nothing but automations."""
    return [key for _, kind, key in package.sources if kind == "table"]
