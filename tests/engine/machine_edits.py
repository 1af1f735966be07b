"""Edits of the machine of `tests.engine.machine_app`."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from tests.engine.changing import Documents
from tests.engine.shop_app import Body


def machine_of(documents: Documents) -> Body:
    """The machine of jobs."""
    return cast(list[Body], documents["shop", "table", "job"]["state_machines"])[0]


def state_of(documents: Documents, key: str) -> Body:
    """A state of it."""
    return next(it for it in cast(list[Body], machine_of(documents)["states"]) if it["key"] == key)


def limiting(key: str, limit: Body | None) -> Callable[[Documents], None]:
    """The edit that gives a state another limit."""

    def edit(documents: Documents) -> None:
        state = state_of(documents, key)
        if limit is None:
            state.pop("limit", None)
        else:
            state["limit"] = limit

    return edit


def without(key: str, successor: str | None) -> Callable[[Documents], None]:
    """The edit that takes a state away; its records go to the other."""

    def edit(documents: Documents) -> None:
        machine = machine_of(documents)
        states = cast(list[Body], machine["states"])
        machine["states"] = [it for it in states if it["key"] != key]
        moves = [it for it in cast(list[Body], machine["transitions"]) if it["to"] != key]
        for move in moves:
            move["from"] = [it for it in cast(list[str], move["from"]) if it != key]
        machine["transitions"] = [move for move in moves if move["from"]]
        if successor is not None:
            state_of(documents, successor)["renamed_from"] = [key]
        for role in ("worker", "foreman"):
            tables = cast(dict[str, Body], documents["shop", "role", role]["tables"])
            tables["job"]["transitions"] = "*"

    return edit
