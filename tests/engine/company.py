"""A small company of three people and five departments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from engine.database import Connection
from engine.database.statements import prepare
from engine.department_changes import add_department, join_department
from engine.people import people_selectables
from engine.people_changes import UserDraft, add_user
from engine.workspace import Workspace

T = TypeVar("T")


class Company:
    """公司 with 销售部 (华东, 华北) and 财务部; 张三 heads 华东, 李四 is in it, 王五 in 财务部."""

    def __init__(self, work: Workspace) -> None:
        """Everybody is where they belong."""
        self.work = work
        self.top = self.department("company", "公司", None)
        self.sales = self.department("sales", "销售部", self.top)
        self.finance = self.department("finance", "财务部", self.top)
        self.east = self.department("east", "华东", self.sales)
        self.north = self.department("north", "华北", self.sales)
        self.zhang = self.person("Zhang.San", "张三", self.east, is_head=True)
        self.li = self.person("li.si", "李四", self.east)
        self.wang = self.person("wang.wu", "王五", self.finance)

    def department(self, code: str, name: str, parent: int | None) -> int:
        """A new department."""
        return self.write(lambda it: add_department(self.work, it, code, name, parent))

    def person(self, login: str, name: str, department: int, *, is_head: bool = False) -> int:
        """A new person in a department."""

        def add(connection: Connection) -> int:
            user = add_user(self.work, connection, UserDraft(login, name))
            join_department(self.work, connection, user, department, is_head=is_head)
            return user

        return self.write(add)

    def write(self, work: Callable[[Connection], T]) -> T:
        """A write of its own."""
        return self.work.database.write(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """A read of its own."""
        return self.work.database.read(work)

    def people(self, table: str, key: str, value: str) -> dict[object, object]:
        """Two columns of the table as formulas see it."""
        selectable = people_selectables()[table]
        statement = sa.select(selectable.c[key], selectable.c[value])
        rows = self.work.database.rows(prepare(statement, self.work.database.dialect))
        return {row[0]: row[1] for row in rows}
