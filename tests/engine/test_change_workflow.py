"""Documents of what happens over time, in the change path: what only the workspace knows."""

from pathlib import Path

import pytest

from engine.database import Connection, Database
from engine.department_changes import add_department, archive_department
from tests.engine.changing import ChangingShop, Documents, open_changing_shop
from tests.engine.shop_app import Body

AUTOMATION: Body = {
    "key": "look",
    "label": "看",
    "on": {"event": "record.created", "table": "buyer"},
    "steps": [
        {"do": "task", "who": {"department": "south"}, "title": "看"},
        {"do": "task", "who": {"any": [{"department": "noth", "deep": True}]}, "title": "看"},
    ],
}
LOOK: Documents = {("shop", "automation", "look"): AUTOMATION}
"""An automation that names two departments."""


@pytest.fixture
def changing(migrated: Database, tmp_path: Path) -> ChangingShop:
    return open_changing_shop(migrated, tmp_path)


def test_departments_that_are_not_there_or_no_longer_are_told(changing: ChangingShop) -> None:
    work = changing.work

    def organise(connection: Connection) -> None:
        north = add_department(work, connection, "north", "北")
        south = add_department(work, connection, "south", "南")
        archive_department(work, connection, south, north)

    work.database.write(organise)
    told = [
        (problem.code, problem.place.pointer, problem.suggestion, problem.severity)
        for problem in changing.plan(lambda documents: documents.update(LOOK)).problems
    ]
    assert told == [
        ("archived_department", "/steps/0/who/department", "north", "warning"),
        ("unknown_department", "/steps/1/who/any/0/department", "north", "warning"),
    ]


def test_an_automation_comes_and_goes_by_undo(changing: ChangingShop) -> None:
    added = changing.change(lambda documents: documents.update(LOOK))
    assert ("shop", "look") in changing.work.resolved.automations
    undone = changing.undo(added)
    assert ("shop", "look") not in changing.work.resolved.automations
    changing.undo(undone)
    assert changing.work.resolved.sources["shop", "automation", "look"] == AUTOMATION
