"""Who is asking, and where people belong (formula.md 2.8, 152 and 153)."""

from __future__ import annotations

from formula.context import Context
from formula.functions.signature import Function, Parameter
from formula.types import Boolean, Ref, Text


def has_role(context: Context, role: str) -> bool:
    """Say whether the person asking has the role."""
    return role in context.roles


def in_department(context: Context, user: int, department: int | str, deep: bool = True) -> bool:
    """Say whether the user belongs to the department (by id or code) or, with `deep`, below it."""
    wanted = (
        context.records.department_id(department) if isinstance(department, str) else department
    )
    return wanted is not None and wanted in context.records.departments_of(user, deep)


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="HASROLE",
        number="152",
        parameters=(Parameter("role", Text()),),
        result=Boolean(),
        zh="当前用户是否具有某角色",
        en="Whether the person asking has a role",
        aliases=("有角色",),
        contextual=True,
        needs_context=True,
        nullable=None,
        python=has_role,
        sql={
            "postgresql": lambda emitter, call: emitter.has_role(call),
            "sqlite": lambda emitter, call: emitter.has_role(call),
        },
    ),
    Function(
        name="INDEPT",
        number="153",
        parameters=(
            Parameter("user", Ref("user")),
            Parameter("department", (Ref("department"), Text())),
            Parameter("deep", Boolean(), optional=True, default=True),
        ),
        result=Boolean(),
        zh="用户是否属于某部门（默认含下级部门）",
        en="Whether a user belongs to a department, those below included",
        aliases=("属于部门",),
        contextual=True,
        needs_context=True,
        python=in_department,
        sql={
            "postgresql": lambda emitter, call: emitter.in_department(call),
            "sqlite": lambda emitter, call: emitter.in_department(call),
        },
    ),
)
