"""`sample`: some records by chance, the same again for the same seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import cast

from metadata.step_kinds.sample import SampleStep
from workflow.steps.queries import found_ids
from workflow.steps.step import BoundStep, Done, StepOutcome

MOST_DRAWN_FROM = 1_000_000


def perform(bound: BoundStep) -> StepOutcome:
    """`STEP.key` are the records that were drawn. Every record has its place by its id and the
    seed, whatever other records there are: the same seed draws the same ones."""
    step = cast(SampleStep, bound.step.document)
    seed = bound.value("seed") if step.seed is not None else None
    ids = found_ids(bound, (), MOST_DRAWN_FROM)
    drawn = draw(ids, str(bound.run) if seed is None else str(seed), wanted(step, len(ids)))
    note = {"from": len(ids), "drawn": [str(id) for id in drawn[:20]]}
    return Done(values={"": tuple(drawn), "count": len(drawn)}, note=note)


def wanted(step: SampleStep, count: int) -> int:
    """How many of `count` records are drawn."""
    if step.count is not None:
        return min(step.count, count)
    share = Decimal(str(100 if step.percent is None else step.percent))
    return math.ceil(share * count / 100)


def draw(ids: Sequence[int], seed: str, count: int) -> list[int]:
    """`count` of the ids by chance, in ascending order.

    >>> draw(range(1, 8), "2026-11", 3) == draw(range(7, 0, -1), "2026-11", 3)
    True
    """
    lots = sorted(ids, key=lambda id: sha256(f"{seed}:{id}".encode()).digest())
    return sorted(lots[:count])
