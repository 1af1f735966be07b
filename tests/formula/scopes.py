"""A small sales app as formulas see it; the tests of the language name its fields."""

from formula.scope import FieldName, Scope, TableNames
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    Money,
    MultiSelect,
    Number,
    Option,
    RecordSet,
    Ref,
    Select,
    Text,
)

SOURCES = (
    Option("douyin", {"zh": "抖音本地推", "en": "Douyin"}),
    Option("menu", {"zh": "公众号菜单栏"}),
    Option("expo", {"zh": "展会"}),
    Option("red_1", {"zh": "重名"}),
    Option("red_2", {"zh": "重名"}),
)
SOURCE = Select("source", SOURCES)
RESULT = Select("result", (Option("won", {"zh": "成功"}), Option("lost", {"zh": "失败"})))

LEAD = TableNames(
    "crm.lead",
    ("lead", "线索"),
    {
        "source": FieldName("source", ("source", "来源渠道"), SOURCE),
        "stay": FieldName("stay", ("stay", "页面停留总时长"), Number(0)),
        "visits": FieldName("visits", ("visits", "关键页面访问数"), Number(0)),
        "rate": FieldName("rate", ("rate", "表单字段完整率"), Number(4), percent=True),
        "price": FieldName("price", ("price", "金额（元）"), Number(2), nullable=False),
        "cost": FieldName("cost", ("cost", "成本"), Number(2)),
        "score": FieldName("score", ("score", "评分"), Number(0), may_error=True),
        "name": FieldName("name", ("name", "名称"), Text()),
        "note": FieldName("note", ("note", "备注"), Text()),
        "done": FieldName("done", ("done", "已完成"), Boolean(), nullable=False),
        "due": FieldName("due", ("due", "到期日"), Date()),
        "signed": FieldName("signed", ("signed", "签约日期"), Date(), nullable=False),
        "last": FieldName("last", ("last", "最近跟进"), DateTime()),
        "limit": FieldName("limit", ("limit", "时限"), Duration()),
        "quote": FieldName("quote", ("quote", "报价"), Money(("CNY", "USD"), 2)),
        "tags": FieldName("tags", ("tags", "标签"), MultiSelect("source", SOURCES)),
        "customer": FieldName("customer", ("customer", "客户"), Ref("crm.customer")),
        "owner": FieldName("owner", ("owner", "负责人"), Ref("user")),
        "team": FieldName("team", ("team", "参与人"), RecordSet("user")),
        "follow_ups": FieldName(
            "follow_ups", ("follow_ups", "跟进记录"), RecordSet("crm.follow_up"), back="lead"
        ),
        "created_at": FieldName(
            "created_at", ("created_at", "创建时间"), DateTime(), nullable=False
        ),
    },
)
CUSTOMER = TableNames(
    "crm.customer",
    ("customer", "客户"),
    {
        "name": FieldName("name", ("name", "名称"), Text(), nullable=False),
        "grade": FieldName("grade", ("grade", "等级"), Text()),
        "key_account": FieldName("key_account", ("key_account", "重点"), Boolean(), nullable=False),
        "owner": FieldName("owner", ("owner", "负责人"), Ref("user")),
        "leads": FieldName("leads", ("leads", "线索"), RecordSet("crm.lead"), back="customer"),
    },
    title="name",
)
FOLLOW_UP = TableNames(
    "crm.follow_up",
    ("follow_up", "跟进"),
    {
        "amount": FieldName("amount", ("amount", "金额"), Number(2)),
        "result": FieldName("result", ("result", "结果"), RESULT),
        "lead": FieldName("lead", ("lead", "线索"), Ref("crm.lead")),
        "by": FieldName("by", ("by", "跟进人"), Ref("user")),
        "created_at": FieldName(
            "created_at", ("created_at", "创建时间"), DateTime(), nullable=False
        ),
    },
)
USER = TableNames(
    "user",
    ("user", "用户"),
    {
        "name": FieldName("name", ("name", "姓名"), Text()),
        "department": FieldName("department", ("department", "部门"), Ref("department")),
    },
    title="name",
)
DEPARTMENT = TableNames(
    "department",
    ("department", "部门"),
    {
        "name": FieldName("name", ("name", "名称"), Text()),
        "parent": FieldName("parent", ("parent", "上级部门"), Ref("department")),
    },
    title="name",
)
SCOPE = Scope(
    {table.name: table for table in (LEAD, CUSTOMER, FOLLOW_UP, USER, DEPARTMENT)},
    "crm.lead",
    roles={"crm.sales_manager": ("crm.sales_manager", "sales_manager", "销售经理")},
    parameters={"days": Number(0)},
)
LEAD_SCORE = (
    "IF(来源渠道='抖音本地推' AND 页面停留总时长>120 AND 关键页面访问数>=3, 100, "
    "IF(来源渠道='公众号菜单栏' AND 表单字段完整率>90%, 85, 40))"
)
