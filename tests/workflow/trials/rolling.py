"""A desk whose automation is on trial, and short words for what the trial needs."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import cast

from engine.change_documents import apply_plan, make_plan
from engine.revisions import Revision, read_revision
from tests.engine.shop_app import Body, label
from tests.engine.shops import ADMIN
from tests.workflow.desk import TICKET, Desk, automation, note, on_ticket
from workflow.trials.arms import CONTROL, TRIAL, arm_of
from workflow.trials.pages import list_trials, read_trial
from workflow.trials.store import Trial, load_trial

Json = dict[str, object]
TERMS: Body = {"metric": "评分", "sample": 5}


def rate(ayes: int, n: int) -> Sequence[tuple[float, int]]:
    """So many ayes of so many."""
    return [(1.0, ayes), (0.0, n - ayes)]


def old(**more: object) -> Body:
    """The version before: it notes 旧."""
    return automation("greet", on_ticket(), note('"旧"'), **more)


def new(text: str = "新", *, terms: Body = TERMS, **more: object) -> Body:
    """The version on trial."""
    return automation("greet", on_ticket(), note(f'"{text}"'), trial=terms, **more)


def tickets(it: Desk, count: int, **values: object) -> list[int]:
    """So many new tickets, and everything that follows."""
    made = [it.create(ADMIN, name=f"t{index}", **values) for index in range(count)]
    it.settle()
    return made


def arms(it: Desk, trial: Trial, records: Sequence[int]) -> dict[str, list[int]]:
    """The records of each group, as the hash says."""
    found: dict[str, list[int]] = {TRIAL: [], CONTROL: []}
    for record in records:
        found[arm_of(trial.automation, trial.revision, record, 0.5)].append(record)
    return found


def score(it: Desk, records: Sequence[int], **by_arm: int) -> None:
    """The records of each group have this score."""
    for arm, ids in arms(it, the_trial(it), records).items():
        for index, id in enumerate(ids):
            it.update(id, score=by_arm[arm] + index % 2)
    it.settle()


def the_trial(it: Desk) -> Trial:
    """The latest trial, as it is stored."""
    listed = list_trials(it.work, ADMIN, "desk", None, None)
    found = it.work.database.read(
        lambda connection: load_trial(connection, int(str(listed[0]["id"])))
    )
    assert found is not None
    return found


def shown(it: Desk) -> Json:
    """The latest trial as administrators see it."""
    return read_trial(it.work, ADMIN, "desk", the_trial(it).id)


def publish(it: Desk, document: Body) -> int:
    """The document is that of the present revision, by a plan, and taken up; the revision."""
    plan = make_plan(it.work, ADMIN, "desk", [("automation", document)], [])
    number = apply_plan(it.work, ADMIN, plan.id, plan.dangers)
    it.settle()
    return number


def call(it: Desk, **names: str) -> None:
    """The fields of tickets are called so from now on."""
    table = deepcopy(dict(TICKET))
    for field in cast("list[dict[str, object]]", table["fields"]):
        if field["key"] in names:
            field["label"] = label(names[str(field["key"])])
    plan = make_plan(it.work, ADMIN, "desk", [("table", table)], [])
    apply_plan(it.work, ADMIN, plan.id, plan.dangers)
    it.settle()


def document(it: Desk) -> object:
    """The automation's document as it is now."""
    return it.work.refresh().resolved.sources["desk", "automation", "greet"]


def last_revision(it: Desk) -> Revision:
    """The present revision."""
    return it.work.database.read(lambda connection: read_revision(connection, it.work.revision))
