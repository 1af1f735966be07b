"""The shop of `tests.engine.shop_app`, installed and changed through the change path."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from engine.actor import Actor
from engine.catalog_table import Values
from engine.change_documents import apply_plan, change_documents, plan_documents, undo_plan
from engine.changing.stored_plan import StoredPlan
from engine.database import Connection, Database
from engine.workspace import Workspace
from metadata.resolved import DocumentKey
from tests.clock import VirtualClock
from tests.engine.shop_app import SOURCES, Body
from tests.engine.shops import ADMIN, Shop

Documents = dict[DocumentKey, Body]
Edit = Callable[[Documents], object]

MARKS = {"version", "updated_at", "updated_by"}


class ChangingShop(Shop):
    """The shop with short words for changing it."""

    def documents(self) -> Documents:
        """The present documents, free to bend."""
        return cast(Documents, deepcopy(dict(self.work.resolved.sources)))

    def plan(self, edit: Edit, actor: Actor = ADMIN, base: int | None = None) -> StoredPlan:
        """The plan of an edit."""
        documents = self.documents()
        edit(documents)
        return plan_documents(self.work, actor, documents, base=base)

    def change(self, edit: Edit, accepted: Collection[str] | None = None) -> int:
        """The revision of an edit; every danger is accepted unless some are named."""
        plan = self.plan(edit)
        return self.apply(plan, accepted)

    def apply(self, plan: StoredPlan, accepted: Collection[str] | None = None) -> int:
        """The revision of a plan."""
        accepted = plan.dangers if accepted is None else accepted
        return apply_plan(self.work, ADMIN, plan.id, accepted)

    def undo(self, revision: int) -> int:
        """The revision that takes another back."""
        return self.apply(undo_plan(self.work, ADMIN, revision))

    @property
    def clock(self) -> VirtualClock:
        """The clock, to be advanced."""
        return cast(VirtualClock, self.work.clock)

    def run(self, statements: list[str]) -> None:
        """What a person does to the database with other tools."""

        def work(connection: Connection) -> None:
            for statement in statements:
                connection.alchemy().execute(sa.text(statement))

        self.work.database.restructure(work)

    def values(self, table: str, key: str) -> list[object]:
        """The values of one field, in the order of the records' ids."""
        records = self.all(table)
        return [records[id].get(key) for id in sorted(records)]


def open_changing_shop(database: Database, files: Path) -> ChangingShop:
    """The shop, installed by a plan, in an empty migrated database."""
    work = Workspace(database, VirtualClock(), files)
    change_documents(work, ADMIN, SOURCES)
    return ChangingShop(work)


def field_of(documents: Documents, table: str, key: str) -> Body:
    """A field's document, to be bent."""
    fields = cast(list[Body], documents["shop", "table", table]["fields"])
    return next(field for field in fields if field["key"] == key)


def adding(table: str, **field: object) -> Edit:
    """The edit that adds a field."""

    def edit(documents: Documents) -> None:
        fields = cast(list[Body], documents["shop", "table", table]["fields"])
        label = field.pop("label", field["key"])
        fields.append({"label": {"zh": label, "en": label}, **field})

    return edit


def removing(table: str, key: str) -> Edit:
    """The edit that removes a field."""

    def edit(documents: Documents) -> None:
        fields = cast(list[Body], documents["shop", "table", table]["fields"])
        fields.remove(field_of(documents, table, key))

    return edit


def setting(table: str, key: str, **properties: object) -> Edit:
    """The edit that gives a field other properties; None takes one away."""

    def edit(documents: Documents) -> None:
        field = field_of(documents, table, key)
        field.update(properties)
        for name, value in properties.items():
            if value is None:
                del field[name]

    return edit


def records_of(shop: ChangingShop) -> dict[str, dict[int, Values]]:
    """Every record without the marks of its last write."""
    return {
        table.table.key: {
            id: {key: value for key, value in values.items() if key not in MARKS}
            for id, values in shop.everything(table.table.key).items()
        }
        for table in shop.work.catalog.tables.values()
    }
