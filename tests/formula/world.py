"""A small world for tests of the back ends: deals with follow-ups, customers and partners, as
tables of both databases, as Python rows, and as a scope for `check`."""

import dataclasses
import datetime
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from formula.check import Checked, check
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.scope import FieldName, Scope, TableNames, Use
from formula.sql import SqlContext, SqlField, SqliteFunctions, SqlLink
from formula.sql_routines import POSTGRESQL_ROUTINES
from formula.sql_types import POSTGRESQL, column_type, to_storage
from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    MultiSelect,
    Number,
    Option,
    RecordSet,
    Ref,
    Select,
    Text,
    Type,
)

SOURCES = (
    Option("douyin", {"zh": "抖音本地推", "en": "Douyin"}),
    Option("expo", {"zh": "展会", "en": "Expo"}),
    Option("web", {"zh": "独立站"}),
)
SOURCE = Select("source", SOURCES)
TAGS = MultiSelect("source", SOURCES)
NOW = datetime.datetime(2024, 5, 1, 2, 30, tzinfo=datetime.UTC)


def field(  # the same names as FieldName's
    key: str,
    name: str,
    kind: Type,
    *,
    nullable: bool = True,
    may_error: bool = False,
    back: str | None = None,
) -> FieldName:
    """A field that formulas call by its key or its Chinese name."""
    return FieldName(key, (key, name), kind, nullable, may_error, back)


def fields(*found: FieldName) -> dict[str, FieldName]:
    """Fields by key."""
    return {one.key: one for one in found}


DEAL = fields(
    field("amount", "金额", Number(2)),
    field("pieces", "数量", Number(0)),
    field("rate", "折扣率", Number(4)),
    field("big", "总额", Number(0), nullable=False),
    field("score", "得分", Number(1), may_error=True),
    field("name", "名称", Text()),
    field("note", "备注", Text()),
    field("source", "来源", SOURCE),
    field("tags", "标签", TAGS),
    field("hot", "热门", Boolean(), nullable=False),
    field("day", "日期", Date()),
    field("due", "到期日", Date(), nullable=False),
    field("at", "时间", DateTime()),
    field("stay", "停留", Duration()),
    field("customer", "客户", Ref("customer")),
    field("follow_ups", "跟进", RecordSet("follow"), back="deal"),
    field("partners", "伙伴", RecordSet("customer")),
)
CUSTOMER = fields(
    field("title", "公司", Text()),
    field("level", "等级", Number(2)),
    field("source", "来源", SOURCE),
    field("since", "始于", Date()),
    field("vip", "贵宾", Boolean(), nullable=False),
)
FOLLOW = fields(
    field("deal", "商机", Ref("deal")),
    field("cost", "费用", Number(2)),
    field("hours", "工时", Number(1), may_error=True),
    field("said", "内容", Text()),
    field("result", "结果", SOURCE),
    field("done", "完成", Boolean(), nullable=False),
    field("on", "当日", Date()),
    field("when", "当时", DateTime()),
)
TABLES = {
    "deal": TableNames("deal", ("deal", "商机"), DEAL),
    "customer": TableNames("customer", ("customer",), CUSTOMER),
    "follow": TableNames("follow", ("follow",), FOLLOW),
}
VARIABLES: Mapping[str, tuple[Type, object]] = {
    "num": (Number(), Decimal("2.5")),
    "whole": (Number(0), 3),
    "word": (Text(), "Ab c"),
    "flag": (Boolean(), True),
    "day": (Date(), datetime.date(2024, 2, 29)),
    "moment": (DateTime(), NOW),
    "span": (Duration(), 72 * 3_600_000),
    "source": (SOURCE, "expo"),
    "deal": (Ref("deal"), 3),
    "deal.count": (Number(0), 1),
    "customer": (Ref("customer"), 101),
    "none": (Ref("customer"), None),
    "many": (ListOf(Ref("customer")), (101, 103)),
    "words": (ListOf(Text()), ("a", "中文")),
}
"""What the steps before have given: their types and values."""
SCOPE = Scope(
    tables=TABLES,
    table="deal",
    roles={"sales": ("sales",)},
    variables={key: kind for key, (kind, _) in VARIABLES.items()},
)


def checked(text: str, use: Use = Use.SET) -> Checked:
    """The formula over a deal."""
    return check(text, SCOPE, use)


@dataclasses.dataclass(frozen=True)
class World:
    """Rows by table, and the links from a deal to its partners."""

    rows: Mapping[str, Sequence[Row]]
    partners: Sequence[tuple[int, int]]

    def record(self, table: str, id: int) -> Row | None:
        """The record of a table."""
        return next((row for row in self.rows[table] if row["id"] == id), None)

    def children(self, table: str, back: str, id: int) -> Sequence[Row]:
        """The records that point back."""
        return [row for row in self.rows[table] if row.get(back) == id]

    def links(self, owner_table: str, key: str, id: int) -> Sequence[Row]:
        """The partners of a deal."""
        targets = {target for record, target in self.partners if record == id}
        return [row for row in self.rows["customer"] if row["id"] in targets]

    def departments_of(self, user: int, deep: bool) -> Sequence[int]:
        """Everyone belongs to department 7."""
        return (7,)

    def department_id(self, code: str) -> int | None:
        """The only department."""
        return 7 if code == "sales" else None

    @property
    def context(self) -> Context:
        """The surroundings of all evaluations in this world."""
        roles = frozenset({"sales"})
        variables = {key: value for key, (_, value) in VARIABLES.items()}
        return Context(
            now=NOW,
            records=self,
            user=1,
            roles=roles,
            departments=(7, 8),
            variables=variables,
        )


def table_of(name: str, dialect: str, metadata: sa.MetaData) -> sa.Table:
    """The columns in the storage form of formula.sql_types; texts in code point order."""
    columns: list[sa.Column[Any]] = [sa.Column("id", sa.BigInteger, primary_key=True)]
    for one in TABLES[name].fields.values():
        if isinstance(one.type, RecordSet):
            continue
        scale = one.type.scale if isinstance(one.type, Number) else None
        form = column_type(one.type, dialect, scale)
        if isinstance(one.type, Number) and dialect == POSTGRESQL:
            form = sa.Numeric(24, scale)
        if isinstance(one.type, Text | Select) and dialect == POSTGRESQL:
            form = sa.Text(collation="C")
        columns.append(sa.Column(one.key, form))
        if one.may_error:
            columns.append(sa.Column(f"{one.key}__err", sa.Text))
    return sa.Table(f"w_{name}", metadata, *columns)


def stored(name: str, row: Row, dialect: str) -> dict[str, object]:
    """The columns of a row."""
    made: dict[str, object] = {"id": row["id"]}
    for one in TABLES[name].fields.values():
        value = row.get(one.key)
        if isinstance(one.type, RecordSet):
            continue
        if one.may_error:
            failed = value if isinstance(value, FormulaValueError) else None
            made[f"{one.key}__err"] = failed.code if failed else None
            value = None if failed else value
        scale = one.type.scale if isinstance(one.type, Number) else None
        made[one.key] = to_storage(value, one.type, dialect, scale)
    return made


@dataclasses.dataclass(frozen=True)
class Source:
    """A table in a statement."""

    table: sa.FromClause

    @property
    def id(self) -> sa.ColumnElement[object]:
        """The key."""
        return self.table.c.id

    @property
    def alive(self) -> None:
        """All rows are there."""

    def field(self, key: str) -> SqlField:
        """A column and its error column."""
        return SqlField(self.table.c[key], self.table.c.get(f"{key}__err"))


@dataclasses.dataclass(frozen=True)
class Database:
    """The world in a database."""

    dialect: str
    tables: Mapping[str, sa.Table]
    partners: sa.Table
    connection: sa.Connection
    context: SqlContext

    def source(self, table: str) -> Source:
        """A fresh alias."""
        return Source(self.tables[table].alias())

    def link(self, owner_table: str, key: str) -> SqlLink:
        """The link table of the partners."""
        link = self.partners.alias()
        return SqlLink(link, link.c.record, link.c.target)

    def in_department(
        self, user: object, department: object, *, by_code: bool, deep: bool
    ) -> sa.ColumnElement[bool]:
        """Everyone belongs to department 7."""
        return department == sa.literal("sales" if by_code else 7)

    def fill(self, world: World) -> None:
        """The rows of the world are those of the tables."""
        for name, table in self.tables.items():
            self.connection.execute(sa.delete(table))
            for row in world.rows[name]:
                self.connection.execute(sa.insert(table), stored(name, row, self.dialect))
        self.connection.execute(sa.delete(self.partners))
        for record, target in world.partners:
            values = {"record": record, "target": target}
            self.connection.execute(sa.insert(self.partners), values)


@contextmanager
def opened(url: str, functions: SqliteFunctions) -> Iterator[Database]:
    """The tables of the world in a database; nothing of them is kept."""
    plain, _, schema = url.partition("schema=")
    address = sa.make_url(plain.rstrip("?&"))
    dialect = address.get_backend_name()
    if dialect == POSTGRESQL:
        address = address.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(address)
    if dialect != POSTGRESQL:
        sa.event.listen(engine, "connect", lambda made, _: teach(made, functions))
    metadata = sa.MetaData()
    tables = {name: table_of(name, dialect, metadata) for name in TABLES}
    partners = sa.Table(
        "w_partners",
        metadata,
        sa.Column("record", sa.BigInteger),
        sa.Column("target", sa.BigInteger),
    )
    with engine.connect() as connection:
        if dialect == POSTGRESQL:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
            for statement in POSTGRESQL_ROUTINES:
                connection.exec_driver_sql(statement)
            connection.commit()
            connection.exec_driver_sql(f"SET search_path TO {schema or 'public'}")
        metadata.create_all(connection)
        yield Database(dialect, tables, partners, connection, SqlContext(functions=functions))
        connection.rollback()
    engine.dispose()


def teach(connection: sqlite3.Connection, functions: SqliteFunctions) -> None:
    """The connection knows the functions."""
    functions.register(connection)
