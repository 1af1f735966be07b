"""`find`: records by a filter, the likest or the nearest ones; `STEP.key` is the first of them, or
all."""

from __future__ import annotations

from typing import cast

from engine.reading.query import Sort
from metadata.step_kinds.find import FindStep
from workflow.steps.distance import nearest
from workflow.steps.likeness import likest
from workflow.steps.queries import found_ids, table_of
from workflow.steps.step import BoundStep, Done, StepOutcome

NEWEST = (Sort("id", descending=True),)
MOST_COMPARED = 5_000
"""Records that are looked at for likeness or distance, the newest ones."""


def perform(bound: BoundStep) -> StepOutcome:
    """`STEP.key` is what was found, blank where nothing was."""
    step = cast(FindStep, bound.step.document)
    note: dict[str, object] = {}
    if step.similar:
        pool = found_ids(bound, NEWEST, MOST_COMPARED)
        pairs = likest(bound, table_of(bound), step.similar, pool)[: step.most]
        ids = [id for id, _ in pairs]
        note["likeness"] = [[str(id), round(score, 3)] for id, score in pairs[:20]]
    elif step.near is not None:
        pool = found_ids(bound, NEWEST, MOST_COMPARED)
        places = nearest(bound, table_of(bound), step.near, pool)[: step.most]
        ids = [id for id, _ in places]
        note["kilometres"] = [[str(id), str(far)] for id, far in places[:20]]
    else:
        ids = found_ids(bound, sorts_of(step), step.most)
        note["found"] = [str(id) for id in ids[:20]]
    result: object = tuple(ids) if step.all else next(iter(ids), None)
    return Done(values={"": result, "count": len(ids)}, note=note)


def sorts_of(step: FindStep) -> tuple[Sort, ...]:
    """The order that the step names."""
    if step.sort is None:
        return ()
    return tuple(
        Sort(part.removeprefix("-"), part.startswith("-")) for part in step.sort.split(",")
    )
