"""What formulas in SQL know besides the rows: fixed when compiled, or bound at each request."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from engine.actor import Actor
from engine.catalog import Catalog
from engine.workspace import Workspace
from formula.sql_types import SqlContext

LANGUAGE = "zh"
"""`TEXT(x)` gives labels in the workspace's language, not the reader's (decision 10)."""


def sql_context(catalog: Catalog, table: str) -> SqlContext:
    """What is fixed for formulas on this table: time zone, parameters of the app, functions."""
    app = table.partition(".")[0]
    return SqlContext(
        time_zone=catalog.surroundings.time_zone,
        language=LANGUAGE,
        parameters=catalog.resolved.parameters.get(app, {}),
        functions=catalog.surroundings.functions,
    )


def sql_parameters(work: Workspace, actor: Actor, zone: ZoneInfo, app: str) -> dict[str, object]:
    """The parameters that formulas may name: the moment and who asks.

    Every statement made of formulas takes all of them; the ones it does not name are ignored.
    """
    now = work.now()
    return {
        "tg_now": now,
        "tg_today": now.astimezone(zone).date(),
        "tg_user": actor.user,
        "tg_departments": actor.departments,
        "tg_roles": tuple(sorted(key for owner, key in actor.roles if owner == app)),
    }
