"""People as SQL tables with the columns that formulas know (metadata.fields.people)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from engine.database.types import TextList
from engine.system_tables import tg_department, tg_membership, tg_user, tg_user_role


class text_list(FunctionElement[object]):
    """The texts of a group as a list; blank where there are none."""

    type = TextList()
    inherit_cache = True
    name = "text_list"


@compiles(text_list, "postgresql")
def text_list_on_postgresql(element: text_list, compiler: SQLCompiler, **options: object) -> str:
    """An array."""
    (text,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"array_agg({text} ORDER BY {text})"


@compiles(text_list, "sqlite")
def text_list_on_sqlite(element: text_list, compiler: SQLCompiler, **options: object) -> str:
    """A JSON array. SQLite learned to sort inside an aggregate in 3.44; here the rows come out of
    the primary key's index, sorted already."""
    (text,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"nullif(json_group_array({text}), '[]')"


def user_table() -> sa.Subquery:
    """Persons: id, name, department (the main one), roles (`app.role`), supervisor."""
    user = tg_user.alias()
    membership = tg_membership.alias()
    role = tg_user_role.alias()
    department = (
        sa.select(membership.c.department)
        .where(
            membership.c.user == user.c.id,
            membership.c.is_main,
            membership.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    roles = (
        sa.select(text_list(role.c.app + "." + role.c.role))
        .where(role.c.user == user.c.id)
        .scalar_subquery()
    )
    return sa.select(
        user.c.id,
        user.c.name,
        department.label("department"),
        roles.label("roles"),
        user.c.supervisor,
    ).subquery()


def department_table() -> sa.Subquery:
    """Departments: id, name, code, parent, head."""
    department = tg_department.alias()
    membership = tg_membership.alias()
    head = (
        sa.select(membership.c.user)
        .where(
            membership.c.department == department.c.id,
            membership.c.is_head,
            membership.c.ended_at.is_(None),
        )
        .scalar_subquery()
    )
    return sa.select(
        department.c.id,
        department.c.name,
        department.c.code,
        department.c.parent,
        head.label("head"),
    ).subquery()
