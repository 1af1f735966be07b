"""A desk whose automation becomes another one while runs of it wait."""

from __future__ import annotations

from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN
from tests.workflow.desk import Desk, automation, on_ticket
from workflow.old_runs import OldRuns, list_old_runs

PLACE = ("desk", "care")
WAIT: Body = {"key": "pause", "do": "wait", "during": "2h"}


def care(*steps: Body, **more: object) -> Body:
    """The automation that is another one later."""
    return automation("care", on_ticket("record.saved"), *steps, **more)


def waiting(it: Desk) -> OldRuns:
    """The runs of older versions."""
    return list_old_runs(it.work, ADMIN, PLACE, (None, 50))


def why(it: Desk) -> list[str | None]:
    """Why each of them cannot be moved."""
    found = waiting(it).runs
    return [None if each.refusal is None else each.refusal.code for each in found]
