"""What formulas in SQL know at each request besides the rows: the moment and who asks."""

from __future__ import annotations

from collections.abc import Mapping

from engine.actor import Actor
from engine.catalog import Catalog
from engine.workspace import Workspace
from formula.context import Context
from formula.sql import sql_parameters


def request_parameters(work: Workspace, actor: Actor, catalog: Catalog) -> Mapping[str, object]:
    """The fixed parameters of statements made of formulas (`tg_now`, `tg_user` …), for one
    request; those that a statement does not name are ignored."""
    context = Context(
        now=work.now(),
        time_zone=catalog.surroundings.time_zone,
        user=actor.user,
        roles=frozenset(f"{app}.{key}" for app, key in actor.roles),
        departments=actor.departments,
    )
    return sql_parameters(context, catalog.dialect)
