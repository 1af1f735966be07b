"""The people tables as formulas see them: `user` and `department`, which have no documents
(decision 7). Their records are data of `engine.people`."""

from __future__ import annotations

from collections.abc import Mapping

from formula.scope import FieldName, TableNames
from formula.types import ListOf, Ref, Text

USER = TableNames(
    name="user",
    names=("user", "人员", "User"),
    fields={
        "id": FieldName("id", ("id", "记录编号", "Record id"), Ref("user"), nullable=False),
        "name": FieldName("name", ("name", "姓名", "Name"), Text(), nullable=False),
        "department": FieldName(
            "department", ("department", "部门", "Department"), Ref("department")
        ),
        "roles": FieldName("roles", ("roles", "角色", "Roles"), ListOf(Text())),
        "supervisor": FieldName("supervisor", ("supervisor", "上级", "Supervisor"), Ref("user")),
    },
)
DEPARTMENT = TableNames(
    name="department",
    names=("department", "部门", "Department"),
    fields={
        "id": FieldName("id", ("id", "记录编号", "Record id"), Ref("department"), nullable=False),
        "name": FieldName("name", ("name", "名称", "Name"), Text(), nullable=False),
        "code": FieldName("code", ("code", "编码", "Code"), Text()),
        "parent": FieldName("parent", ("parent", "上级部门", "Parent"), Ref("department")),
        "head": FieldName("head", ("head", "负责人", "Head"), Ref("user")),
    },
)

PEOPLE_TABLES: Mapping[str, TableNames] = {"user": USER, "department": DEPARTMENT}
