"""Column types: how a Python value of the language (formula.types) lies in each database.

=================  ========================  ===========================  =======================
type               Python                    PostgreSQL                   SQLite
=================  ========================  ===========================  =======================
RecordId           int                       bigint                       INTEGER
WholeNumber        int                       bigint                       INTEGER
ExactNumber(s)     int or Decimal            numeric(24, s)               INTEGER, value · 10^s
TextC              str                       text COLLATE "C"             TEXT
Flag               bool                      boolean                      INTEGER 0 or 1
Day                date                      date                         TEXT YYYY-MM-DD
Instant            datetime, aware, UTC      timestamptz                  INTEGER, ms since 1970
Milliseconds       int                       bigint                       INTEGER
TextList           tuple[str, ...]           text[] COLLATE "C"           TEXT, a JSON array
JsonValue          a JSON value              json                         TEXT
ListOfValues(t)    sequence, parameter only  t[]                          TEXT, a JSON array
=================  ========================  ===========================  =======================

Formula.md 3.2. A type answers with no converter where the driver's own value is right already:
that is most columns of most rows. Converters never see None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias, cast

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeEngine

Converter: TypeAlias = Callable[[object], object]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MICROSECONDS_OF_A_SECOND = 1_000_000


class StoredType(sa.types.TypeDecorator[object]):
    """A column type of ours. `to_driver` and `from_driver` convert a value that is not None; None
    instead of a converter means that the driver takes or gives the value as it is."""

    cache_ok = True

    def to_driver(self, dialect: str) -> Converter | None:
        """What makes the driver's value out of ours."""

    def from_driver(self, dialect: str) -> Converter | None:
        """What makes our value out of the driver's."""

    def driver_type(self, dialect: str) -> object:
        """The SQLAlchemy type whose name stands in CREATE TABLE and in casts."""
        raise TypeError(f"{self!r} has no driver type on {dialect}")

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """SQLAlchemy's question for `driver_type`."""
        return cast(TypeEngine[object], self.driver_type(dialect.name))

    def bind_processor(self, dialect: Dialect) -> Converter | None:
        """The converter of parameters, for SQLAlchemy's own execution."""
        return passing_none(self.to_driver(dialect.name))

    def result_processor(self, dialect: Dialect, coltype: object) -> Converter | None:
        """The converter of results, for SQLAlchemy's own execution."""
        return passing_none(self.from_driver(dialect.name))

    def coerce_compared_value(self, op: object, value: object) -> TypeEngine[object]:
        """What is compared with a column is converted like the column."""
        return self


def passing_none(convert: Converter | None) -> Converter | None:
    """`convert`, but None stays None."""
    if convert is None:
        return None
    return lambda value: None if value is None else convert(value)


class RecordId(StoredType):
    """The id of a record, 63 bits."""

    impl = sa.BigInteger
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """SQLite makes a column its rowid only when it is called INTEGER."""
        return sa.Integer() if dialect == "sqlite" else sa.BigInteger()


class WholeNumber(RecordId):
    """A count, a position, a version: 63 bits."""

    cache_ok = True


class Milliseconds(RecordId):
    """A duration."""

    cache_ok = True


class ExactNumber(StoredType):
    """A number with `scale` decimals; |value| < 10^(17 - scale)."""

    impl = sa.Numeric
    cache_ok = True

    def __init__(self, scale: int = 0) -> None:
        super().__init__(24, scale)
        self.scale = scale

    def driver_type(self, dialect: str) -> object:
        """An integer of the smallest unit on SQLite, which has no exact decimals."""
        return sa.Integer() if dialect == "sqlite" else sa.Numeric(24, self.scale)

    def to_driver(self, dialect: str) -> Converter | None:
        """Refuses with ValueError what would lose decimals: rounding is the caller's."""
        if dialect != "sqlite":
            return None
        scale, factor = self.scale, 10**self.scale

        def to_units(value: object) -> object:
            if isinstance(value, int):
                return value * factor
            units = cast(Decimal, value).scaleb(scale)
            whole = int(units)
            if whole != units:
                raise ValueError(f"{value} has more than {scale} decimals")
            return whole

        return to_units

    def from_driver(self, dialect: str) -> Converter | None:
        """Without decimals SQLite's integer is the number."""
        if dialect != "sqlite" or self.scale == 0:
            return None
        exponent = -self.scale
        return lambda value: Decimal(cast(int, value)).scaleb(exponent)


class TextC(StoredType):
    """A text, compared and sorted by code point on both databases."""

    impl = sa.Text
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """PostgreSQL sorts by the database's language unless told otherwise."""
        return sa.Text() if dialect == "sqlite" else sa.Text(collation="C")


class Flag(StoredType):
    """A boolean."""

    impl = sa.Boolean
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """SQLite has integers only."""
        return sa.Integer() if dialect == "sqlite" else sa.Boolean()

    def from_driver(self, dialect: str) -> Converter | None:
        """SQLite gives 0 or 1."""
        return bool if dialect == "sqlite" else None


class Day(StoredType):
    """A date."""

    impl = sa.Date
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """On SQLite a text that sorts as the date does."""
        return sa.Text() if dialect == "sqlite" else sa.Date()

    def to_driver(self, dialect: str) -> Converter | None:
        """SQLite takes `YYYY-MM-DD`."""
        return cast(Converter, date.isoformat) if dialect == "sqlite" else None

    def from_driver(self, dialect: str) -> Converter | None:
        """SQLite gives `YYYY-MM-DD`."""
        return cast(Converter, date.fromisoformat) if dialect == "sqlite" else None


class Instant(StoredType):
    """A moment, to the millisecond."""

    impl = sa.DateTime
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """Milliseconds since 1970 on SQLite."""
        return sa.Integer() if dialect == "sqlite" else sa.DateTime(timezone=True)

    def to_driver(self, dialect: str) -> Converter | None:
        """SQLite takes milliseconds."""
        return instant_to_milliseconds if dialect == "sqlite" else None

    def from_driver(self, dialect: str) -> Converter | None:
        """SQLite gives milliseconds."""
        return milliseconds_to_instant if dialect == "sqlite" else None


def instant_to_milliseconds(value: object) -> object:
    """The milliseconds from 1970 to an aware datetime."""
    return (cast(datetime, value) - EPOCH) // MILLISECOND


def milliseconds_to_instant(value: object) -> object:
    """The aware datetime in UTC, `value` milliseconds after 1970."""
    # Not fromtimestamp: a float has no exact milliseconds in far years.
    return EPOCH + timedelta(0, 0, 0, cast(int, value))


class TextList(StoredType):
    """Several texts in order."""

    impl = sa.Text
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """A real array where there are arrays."""
        return sa.Text() if dialect == "sqlite" else postgresql.ARRAY(sa.Text(collation="C"))

    def to_driver(self, dialect: str) -> Converter | None:
        """psycopg reads a tuple as a row, a list as an array."""
        return json_text if dialect == "sqlite" else cast(Converter, list)

    def from_driver(self, dialect: str) -> Converter | None:
        """A list becomes a tuple."""
        return json_tuple if dialect == "sqlite" else cast(Converter, tuple)


class JsonValue(StoredType):
    """A JSON value; PostgreSQL's json keeps the text as it is."""

    impl = sa.Text
    cache_ok = True

    def driver_type(self, dialect: str) -> object:
        """Text on SQLite."""
        return sa.Text() if dialect == "sqlite" else postgresql.JSON(none_as_null=True)

    def to_driver(self, dialect: str) -> Converter | None:
        """Both take the text."""
        return json_text

    def from_driver(self, dialect: str) -> Converter | None:
        """psycopg has read it already (see engine.database.postgresql)."""
        return cast(Converter, orjson.loads) if dialect == "sqlite" else None


def json_text(value: object) -> object:
    """The JSON text of a value, without spaces."""
    return orjson.dumps(value).decode()


def json_tuple(value: object) -> object:
    """The items of a JSON array."""
    return tuple(orjson.loads(cast(str, value)))


class ListOfValues(StoredType):
    """A parameter that holds many values of type `item`: see `statements.one_of`."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, item: StoredType) -> None:
        super().__init__()
        self.item = item

    def driver_type(self, dialect: str) -> object:
        """An array, or JSON text that json_each takes apart."""
        if dialect == "sqlite":
            return sa.Text()
        item = cast(TypeEngine[object], self.item.driver_type(dialect))
        return cast(object, postgresql.ARRAY(item))

    def to_driver(self, dialect: str) -> Converter | None:
        """Every item in the driver's form."""
        convert = passing_none(self.item.to_driver(dialect))
        if dialect == "postgresql" and isinstance(self.item, ExactNumber):
            # psycopg refuses a list of both int and Decimal.
            convert = passing_none(cast(Converter, Decimal))
        if convert is None:
            if dialect == "sqlite":
                return lambda values: json_text(list(cast(Sequence[object], values)))
            return cast(Converter, list)

        def to_items(values: object) -> list[object]:
            return [convert(value) for value in cast(Sequence[object], values)]

        if dialect == "sqlite":
            return lambda values: json_text(to_items(values))
        return to_items
