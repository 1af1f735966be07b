"""Versions of a small package, and what is changed of it here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.actor import Actor
from engine.change_documents import apply_plan, make_plan
from engine.workspace import Workspace
from metadata.resolved import DocumentKey
from tests.templates_market.crm_package import Json

VIEW: Json = {
    "key": "things",
    "label": "物品",
    "table": "thing",
    "type": "grid",
    "columns": [{"field": "name"}, {"field": "cost"}],
}


def app_of(version: str, most: str = "5") -> Json:
    """The app at a version, with a parameter."""
    parameter = {"key": "most", "label": "最多", "type": "number", "default": most}
    return {
        "format": 1,
        "key": "box",
        "label": "盒子",
        "version": version,
        "parameters": [parameter],
    }


APP = app_of("1.0.0")


def changed(table: Mapping[str, object], key: str) -> dict[str, object]:
    """A field of the table, to be changed or looked at."""
    fields = cast("list[dict[str, object]]", table["fields"])
    return next(it for it in fields if it["key"] == key)


def put(work: Workspace, actor: Actor, kind: str, document: Mapping[str, object]) -> None:
    """The document is what somebody made of it."""
    plan = make_plan(work, actor, "box", [(kind, document)], [])
    apply_plan(work, actor, plan.id, plan.dangers)


def documents(work: Workspace) -> Mapping[DocumentKey, Mapping[str, object]]:
    """The documents of the app as they are."""
    return work.resolved.sources
