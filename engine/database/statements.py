"""Statements compiled once: SQL text, and what carries values in and out.

SQLAlchemy builds and compiles; the drivers run. `prepare` costs a fraction of a millisecond and
its result is kept by whoever asked (a table's catalog entry, a module's constant); running it
costs a tuple, and a conversion only for those columns that the driver does not give right.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import CodeType, FunctionType
from typing import TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from engine.database.types import Converter, ListOfValues, StoredType

Values = tuple[object, ...]
Bind = Callable[[Mapping[str, object]], Values]
Read = Callable[[Iterable[Values]], list[Values]]

T = TypeVar("T")


class CastNumeric(sa.Numeric[Decimal]):
    """An exact number as a parameter."""

    render_bind_cast = True


class CastBoolean(sa.Boolean):
    """A boolean as a parameter."""

    render_bind_cast = True


class PostgresCompiler(PGCompiler_psycopg):
    """Every parameter says its type, for the server cannot always infer it."""

    def render_bind_cast(
        self, type_: TypeEngine[object], dbapi_type: TypeEngine[object], sqltext: str
    ) -> str:
        """No decimals, a comparison would round to them; no collation, the column has one."""
        if isinstance(dbapi_type, sa.ARRAY):
            item = self.render_bind_cast(type_, dbapi_type.item_type, sqltext)
            return f"{item}[]"
        if isinstance(dbapi_type, sa.Numeric):
            return f"{sqltext}::NUMERIC"
        if isinstance(dbapi_type, sa.String):
            return f"{sqltext}::TEXT"
        return str(super().render_bind_cast(type_, dbapi_type, sqltext))  # type: ignore[no-untyped-call] # SQLAlchemy has no types there


class PostgresDialect(PGDialect_psycopg):
    """SQLAlchemy's rules for psycopg, with parameters as the server itself writes them."""

    supports_statement_cache = True
    statement_compiler = PostgresCompiler
    colspecs = {  # noqa: RUF012 - the form SQLAlchemy asks for
        **PGDialect_psycopg.colspecs,
        sa.Numeric: CastNumeric,
        sa.Boolean: CastBoolean,
    }


# Positional on both: a tuple costs the drivers less than a mapping. `$1` is PostgreSQL's own form,
# so that nothing has to be rewritten before it is sent.
DIALECTS: Mapping[str, Dialect] = {
    "sqlite": SQLiteDialect_pysqlite(paramstyle="qmark"),
    "postgresql": PostgresDialect(paramstyle="numeric_dollar"),  # type: ignore[no-untyped-call] # SQLAlchemy has no types there
}


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A compiled statement. `bind` makes the driver's parameters out of a mapping by name (a
    missing name is KeyError); `read` makes values of the driver's rows, None where they are right
    already; `names` are the parameters it takes. Two prepared statements are never equal:
    connections know them by identity."""

    text: str
    encoded: bytes
    dialect: str
    bind: Bind
    read: Read | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """How many rows get into one table at once: COPY on PostgreSQL, INSERT on SQLite. `bind` is
    as in Prepared."""

    text: str
    encoded: bytes
    dialect: str
    bind: Bind


class one_of(FunctionElement[bool]):
    """`one_of(column, "ids")`: the column is among the values of parameter `ids`.

    One statement for lists of any length, unlike `IN (?, ?, …)`.
    """

    type = sa.Boolean()
    inherit_cache = True
    name = "one_of"

    def __init__(self, column: sa.ColumnElement[T], parameter: str) -> None:
        kind = column.type
        if not isinstance(kind, StoredType):
            raise TypeError(f"one_of needs a column of engine.database.types, not {kind!r}")
        super().__init__(column, sa.bindparam(parameter, type_=ListOfValues(kind)))

    def self_group(self, against: OperatorType | None = None) -> one_of:
        """It comes in brackets already; SQLAlchemy would write `= 1` behind it on SQLite."""
        return self


@compiles(one_of, "postgresql")
def one_of_on_postgresql(element: one_of, compiler: SQLCompiler, **options: object) -> str:
    """An array parameter."""
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column} = ANY ({values}))"


@compiles(one_of, "sqlite")
def one_of_on_sqlite(element: one_of, compiler: SQLCompiler, **options: object) -> str:
    """A JSON array taken apart; SQLite uses the column's index for this."""
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"


def prepare(statement: sa.ClauseElement, dialect: str) -> Prepared:
    """The statement compiled for `dialect`.

    Parameters are its named `bindparam`s (an INSERT without values has one for each column);
    literals become constants of the result. Column defaults made in Python and expanding `IN`
    have no place here: TypeError.
    """
    rules = DIALECTS[dialect]
    compiled = cast(SQLCompiler, statement.compile(dialect=rules))
    refuse_unpreparable(compiled)
    names = compiled.positiontup or []
    text = compiled.string
    return Prepared(
        text=text,
        encoded=text.encode(),
        dialect=dialect,
        bind=binding(rules, [(name, compiled.binds[name]) for name in names]),
        # The compiler is the only one who knows the columns of every kind of statement, WITH and
        # RETURNING among them; it has no public name for them.
        read=reading([value_reader(rules, entry.type) for entry in compiled._result_columns]),
        names=frozenset(names),
    )


def prepare_load(table: sa.Table, columns: Sequence[str], dialect: str) -> Load:
    """A load of `columns` of `table`; the other columns get their defaults."""
    rules = DIALECTS[dialect]
    chosen = {name: sa.bindparam(name, type_=table.c[name].type) for name in columns}
    if dialect == "sqlite":
        text = prepare(sa.insert(table).values(chosen), dialect).text
    else:
        quote = rules.identifier_preparer
        names = ", ".join(quote.format_column(table.c[name]) for name in columns)
        text = f"COPY {quote.format_table(table)} ({names}) FROM STDIN"
    bind = binding(rules, list(chosen.items()))
    return Load(text=text, encoded=text.encode(), dialect=dialect, bind=bind)


def refuse_unpreparable(compiled: SQLCompiler) -> None:
    """Nothing is left that would need SQLAlchemy at execution."""
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("an expanding parameter cannot be prepared: use one_of")
    if compiled.insert_prefetch or compiled.update_prefetch:
        raise TypeError("a column default made in Python cannot be prepared")


def binding(rules: Dialect, parameters: Sequence[tuple[str, BindParameter[object]]]) -> Bind:
    """A function from values by name to the driver's tuple, written for these parameters."""
    namespace: dict[str, object] = {}
    items: list[ast.expr] = []
    for index, (name, bind) in enumerate(parameters):
        # SQLAlchemy's names may be of a class of its own, which no syntax tree takes.
        plain = f"{name}"
        convert = value_writer(rules, bind.type)
        if bind.unique:
            namespace[f"literal_{index}"] = literal(convert, bind.effective_value)
            items.append(load(f"literal_{index}"))
            continue
        if bind.required:
            value: ast.expr = ast.Subscript(load("given"), ast.Constant(plain), ast.Load())
        else:
            namespace[f"default_{index}"] = bind.effective_value
            get = ast.Attribute(load("given"), "get", ast.Load())
            value = ast.Call(get, [ast.Constant(plain), load(f"default_{index}")], [])
        if convert is not None:
            namespace[f"convert_{index}"] = convert
            value = converted(value, f"convert_{index}")
        items.append(value)
    body = ast.Tuple(items, ast.Load())
    return cast(Bind, function_of("given", body, namespace))


def reading(converters: Sequence[Converter | None]) -> Read | None:
    """A function from the driver's rows to rows of values, written for these columns."""
    if not any(converters):
        return None
    namespace: dict[str, object] = {}
    targets: list[ast.expr] = []
    items: list[ast.expr] = []
    for index, convert in enumerate(converters):
        targets.append(ast.Name(f"c{index}", ast.Store()))
        item: ast.expr = load(f"c{index}")
        if convert is not None:
            namespace[f"convert_{index}"] = convert
            item = converted(item, f"convert_{index}")
        items.append(item)
    row = ast.comprehension(ast.Tuple(targets, ast.Store()), load("rows"), [], 0)
    body = ast.ListComp(ast.Tuple(items, ast.Load()), [row])
    return cast(Read, function_of("rows", body, namespace))


def converted(value: ast.expr, converter: str) -> ast.expr:
    """`None if (v := value) is None else converter(v)`."""
    test = ast.Compare(
        ast.NamedExpr(ast.Name("v", ast.Store()), value), [ast.Is()], [ast.Constant(None)]
    )
    return ast.IfExp(test, ast.Constant(None), ast.Call(load(converter), [load("v")], []))


def load(name: str) -> ast.expr:
    """The variable `name`."""
    return ast.Name(name, ast.Load())


def function_of(parameter: str, body: ast.expr, namespace: dict[str, object]) -> FunctionType:
    """The function `lambda parameter: body`, whose free names are those of `namespace`.

    Made of a tree, never of text; only names of our own and parameter names stand in it.
    """
    arguments = ast.arguments([], [ast.arg(parameter)], None, [], [], None, [])
    tree = ast.Expression(ast.Lambda(arguments, body))
    module = compile(ast.fix_missing_locations(tree), "<statement>", "eval")
    code = next(constant for constant in module.co_consts if isinstance(constant, CodeType))
    return FunctionType(code, namespace)


def value_writer(rules: Dialect, kind: TypeEngine[object]) -> Converter | None:
    """What makes the driver's value out of a value that is not None."""
    own = kind.dialect_impl(rules)
    if isinstance(own, StoredType):
        return own.to_driver(rules.name)
    return cast(Converter | None, own.bind_processor(rules))


def value_reader(rules: Dialect, kind: TypeEngine[object]) -> Converter | None:
    """What makes our value out of a driver's value that is not None."""
    own = kind.dialect_impl(rules)
    if isinstance(own, StoredType):
        return own.from_driver(rules.name)
    if rules.name == "postgresql":
        # psycopg gives Python values by the column's type; SQLAlchemy's own converters want to
        # know that type at execution.
        return None
    return cast(Converter | None, own.result_processor(rules, None))


def literal(convert: Converter | None, value: object) -> object:
    """A constant of the statement in the driver's form."""
    return value if convert is None or value is None else convert(value)
