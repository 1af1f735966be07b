"""What formulas in SQL know at each request besides the rows: the moment and who asks."""

from __future__ import annotations

from collections.abc import Mapping

from engine.actor import Actor
from engine.database.statements import Prepared
from engine.workspace import Workspace
from formula.context import Context
from formula.sql import sql_parameters

NOTHING: Mapping[str, object] = {}
CONTEXT_NAMES = frozenset({"tg_now", "tg_today", "tg_user", "tg_departments", "tg_roles"})


def request_parameters(work: Workspace, actor: Actor, statement: Prepared) -> Mapping[str, object]:
    """The values of the fixed parameters that a statement made of formulas names (`tg_now`,
    `tg_user` …), for one request."""
    wanted = statement.names & CONTEXT_NAMES
    if not wanted:
        return NOTHING
    if wanted == {"tg_user"}:
        return {"tg_user": actor.user}
    return sql_parameters(context_of(work, actor), statement.dialect)


def context_of(work: Workspace, actor: Actor, app: str | None = None) -> Context:
    """What formulas of the app know at this moment of who asks; related records they see none."""
    parameters = NOTHING if app is None else work.resolved.parameters.get(app, NOTHING)
    return Context(
        now=work.now(),
        time_zone=work.time_zone,
        user=actor.user,
        roles=frozenset(f"{owner}.{key}" for owner, key in actor.roles),
        departments=actor.departments,
        parameters=parameters,
    )
