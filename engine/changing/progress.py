"""A change that is being carried out, written down: enough to go on with it after a crash.

The row comes with the expansion and goes with the last step. Whoever finds one that nobody works
on goes on with it, or takes it back (decision 20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.changing.catch_up import Mark
from engine.changing.wanted import Wanted, wanted_from_json, wanted_to_json
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import BaseMoved
from engine.system_tables import tg_change_progress

EXPANDED, FLIPPED = "backfill", "after"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a change is. `phase` is `backfill` or `after` (the flip); `step` the step of that
    phase and `position` the last record that is done. `made` are the tables and columns
    (`table.column`) that the expansion made."""

    plan: int
    base: int
    wanted: Wanted
    actor: Actor
    note: str | None
    told: Json
    mark: Mark
    made: tuple[str, ...]
    phase: str = EXPANDED
    step: int = 0
    position: int = 0
    after: tuple[Json, ...] = field(default=())


p = tg_change_progress.c
PLAN = sa.bindparam("of_plan", type_=p.plan.type)

STATEMENTS = NamedStatements(
    {
        "add": sa.insert(tg_change_progress),
        "all": sa.select(p.plan, p.base, p.phase, p.step, p.position, p.content),
        "move": sa.update(tg_change_progress)
        .where(p.plan == PLAN)
        .values(
            phase=sa.bindparam("phase", type_=p.phase.type),
            step=sa.bindparam("step", type_=p.step.type),
            position=sa.bindparam("position", type_=p.position.type),
            seen_at=sa.bindparam("now", type_=p.seen_at.type),
        ),
        "drop": sa.delete(tg_change_progress).where(p.plan == PLAN),
    }
)


def add_progress(connection: Connection, progress: Progress, now: datetime) -> None:
    """The change is under way."""
    actor = progress.actor
    content = {
        "wanted": wanted_to_json(progress.wanted),
        "actor": {
            "user": actor.user,
            "name": actor.name,
            "origin": actor.origin.value,
            "via": actor.via,
            "language": actor.language,
        },
        "note": progress.note,
        "told": progress.told,
        "mark": asdict(progress.mark),
        "made": progress.made,
        "after": progress.after,
    }
    row = {
        "plan": progress.plan,
        "base": progress.base,
        "phase": progress.phase,
        "step": progress.step,
        "position": progress.position,
        "content": content,
        "started_at": now,
        "seen_at": now,
    }
    connection.run(STATEMENTS.on(connection.dialect, "add"), row)


def read_progress(connection: Connection) -> list[Progress]:
    """The changes that are under way."""
    rows = connection.rows(STATEMENTS.on(connection.dialect, "all"))
    return [progress_of(*row) for row in rows]


def progress_of(plan: object, base: object, phase: object, step: object, *rest: object) -> Progress:
    """The progress of a row of "all"."""
    position, content = cast(tuple[int | None, Json], rest)
    said = cast(Json, content["actor"])
    mark = cast(Mapping[str, int], content["mark"])
    actor = Actor(
        user=cast(int | None, said["user"]),
        name=cast(str, said["name"]),
        roles=frozenset(),
        is_admin=True,
        origin=Origin(cast(str, said["origin"])),
        language=cast(str, said["language"]),
        via=cast(str | None, said["via"]),
    )
    return Progress(
        plan=cast(int, plan),
        base=cast(int, base),
        wanted=wanted_from_json(cast(Json, content["wanted"])),
        actor=actor,
        note=cast(str | None, content["note"]),
        told=cast(Json, content["told"]),
        mark=Mark(mark["seq"], mark["id"]),
        made=tuple(cast(list[str], content["made"])),
        phase=cast(str, phase),
        step=cast(int, step),
        position=position or 0,
        after=tuple(cast(list[Json], content["after"])),
    )


def move_progress(
    connection: Connection, plan: int, place: tuple[str, int, int], now: datetime
) -> None:
    """The change has come to (phase, step, position). Raises BaseMoved when somebody else has
    taken it back meanwhile: nothing of this transaction may stay."""
    phase, step, position = place
    given = {"of_plan": plan, "phase": phase, "step": step, "position": position, "now": now}
    if connection.run(STATEMENTS.on(connection.dialect, "move"), given) != 1:
        raise BaseMoved({"plan": plan})


def drop_progress(connection: Connection, plan: int) -> None:
    """The change is over."""
    connection.run(STATEMENTS.on(connection.dialect, "drop"), {"of_plan": plan})
