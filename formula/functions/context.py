"""Forms about the asking and the record: 82-83, 148, 151, 166 of formula.md 2.8, and CHANGED."""

from __future__ import annotations

from formula.check_names import find_field
from formula.check_state import Checking
from formula.functions.signature import Function, Parameter
from formula.tree import CallNode, NameNode
from formula.typed import Changed, ContextValue, FieldValue, RecordId, Typed
from formula.types import Boolean, Date, DateTime, ListOf, Ref, Type

USER = Ref("user")
DEPARTMENT = Ref("department")


def _today(_: Checking, call: CallNode, __: Type | None) -> Typed | None:
    return ContextValue(type=Date(), volatile=True, name="today", span=call.span)


def _now(_: Checking, call: CallNode, __: Type | None) -> Typed | None:
    return ContextValue(type=DateTime(), volatile=True, name="now", span=call.span)


def _current_user(_: Checking, call: CallNode, __: Type | None) -> Typed | None:
    return ContextValue(type=USER, nullable=True, contextual=True, name="user", span=call.span)


def _my_departments(_: Checking, call: CallNode, __: Type | None) -> Typed | None:
    return ContextValue(
        type=ListOf(DEPARTMENT), contextual=True, name="my_departments", span=call.span
    )


def _record_id(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    table = _own_table(checking, call)
    if table is None:
        return None
    return RecordId(type=Ref(table), table=table, span=call.span)


def _created_time(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _system_field(checking, call, "created_at", DateTime(), nullable=False)


def _updated_time(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _system_field(checking, call, "updated_at", DateTime(), nullable=False)


def _creator(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    return _system_field(checking, call, "created_by", USER, nullable=True)


def _system_field(
    checking: Checking, call: CallNode, key: str, type_: Type, *, nullable: bool
) -> Typed | None:
    table = _own_table(checking, call)
    if table is None:
        return None
    return FieldValue(type=type_, nullable=nullable, table=table, key=key, span=call.span)


def _own_table(checking: Checking, call: CallNode) -> str | None:
    if checking.records:
        return checking.records[-1]
    checking.problem("F112", call.name.span, name=call.name.name, use=checking.use.value)
    return None


def _changed(checking: Checking, call: CallNode, _: Type | None) -> Typed | None:
    node = call.arguments[0]
    table = checking.table(checking.scope.table or "")
    if not checking.knows_old or table is None:
        checking.problem("F112", call.name.span, name="CHANGED", use=checking.use.value)
        return None
    if not isinstance(node, NameNode):
        checking.problem("F122", node.span, name="CHANGED")
        return None
    field = find_field(checking, table, node)
    if field is None:
        return None
    return Changed(type=Boolean(), table=table.name, key=field.key, span=call.span)


FUNCTIONS = (
    Function(
        name="TODAY",
        number="82",
        aliases=("今天",),
        parameters=(),
        result=Date(),
        zh="今天的日期，按应用的时区",
        en="Today's date in the application's time zone",
        volatile=True,
        lower=_today,
        foreign_names=("CURDATE", "CURRENT_DATE"),
    ),
    Function(
        name="NOW",
        number="83",
        aliases=("现在",),
        parameters=(),
        result=DateTime(),
        zh="现在的时间，一次计算中不变",
        en="The present moment, the same throughout one calculation",
        volatile=True,
        lower=_now,
        foreign_names=("SYSTIME", "GETDATE", "CURRENT_TIMESTAMP"),
    ),
    Function(
        name="RECORDID",
        number="148",
        aliases=("记录编号",),
        parameters=(),
        result=Ref(""),
        zh="本记录的编号",
        en="The id of this record",
        lower=_record_id,
        foreign_names=("RECORD_ID", "ROWID"),
    ),
    Function(
        name="CREATEDTIME",
        number="148",
        aliases=("创建时间",),
        parameters=(),
        result=DateTime(),
        zh="本记录的创建时间",
        en="When this record was created",
        lower=_created_time,
        foreign_names=("CREATED_TIME",),
    ),
    Function(
        name="UPDATEDTIME",
        number="148",
        aliases=("更新时间",),
        parameters=(),
        result=DateTime(),
        zh="本记录的更新时间",
        en="When this record was last changed",
        lower=_updated_time,
        foreign_names=("LAST_MODIFIED_TIME", "MODIFIEDTIME"),
    ),
    Function(
        name="CREATOR",
        number="148",
        aliases=("创建人",),
        parameters=(),
        result=USER,
        zh="本记录的创建人",
        en="Who created this record",
        lower=_creator,
        foreign_names=("CREATED_BY", "CREATEDBY"),
    ),
    Function(
        name="CURRENT_USER",
        number="151",
        aliases=("当前用户",),
        parameters=(),
        result=USER,
        zh="当前用户",
        en="The user who is asking",
        contextual=True,
        lower=_current_user,
        foreign_names=("CURRENTUSER", "USER", "ME"),
    ),
    Function(
        name="MY_DEPARTMENTS",
        number="166",
        aliases=("我的部门",),
        parameters=(),
        result=ListOf(DEPARTMENT),
        zh="当前用户所在的部门及其下级部门",
        en="The departments of the user who is asking, and those below them",
        contextual=True,
        lower=_my_departments,
    ),
    Function(
        name="CHANGED",
        number="-",
        aliases=("已改变",),
        parameters=(Parameter("field", None),),
        result=Boolean(),
        zh="这次写入是否改变了该字段；仅用于校验和自动化",
        en="Whether this write changes the field; in validation and automations only",
        lower=_changed,
    ),
)
