"""The typed tree: names are resolved, coercions are nodes, sugar is gone. Back ends read only this.

Facts every node carries: `type`; `nullable` (may be blank); `may_error`; `volatile` (reads NOW or
TODAY); `contextual` (reads who is asking); `span` into the source.

Records are named by *depth*: 0 is the innermost record in scope (the child's row inside a
condition of COUNTIF), higher numbers go outwards; the formula's own record is the outermost.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from formula.errors import Span
from formula.types import Type

NO_SPAN = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    type: Type
    nullable: bool = False
    may_error: bool = False
    volatile: bool = False
    contextual: bool = False
    span: Span = field(default=NO_SPAN, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Typed):
    """A constant in the Python form of its type (formula.types); None is BLANK()."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue(Typed):
    """Field `key` of the record at `depth`, a record of `table`. `key` may be a system field."""

    table: str
    key: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(Typed):
    """Field `key` of the record that `record` (type Ref) points at; blank where there is none."""

    record: Typed
    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOf(Typed):
    """A part of a value that is no record: `amount` or `currency` of Money."""

    value: Typed
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related(Typed):
    """The records of `table` that belong to `record`; type RecordSet(table).

    With `back`, those whose field `back` equals the id of `record` (children); without it, those
    linked through the many-reference field `key` of `owner_table`.
    """

    record: Typed
    table: str
    owner_table: str
    key: str
    back: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordId(Typed):
    """The record at `depth` itself, as a Ref (its id)."""

    table: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRows(Typed):
    """The rows of the group being measured (POST /query); type RecordSet of the queried table."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListValue(Typed):
    """A list written out: `['a','b']`, or several scalar arguments of SUM, MAX …"""

    items: tuple[Typed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Typed):
    """One value over many: `function` is one of count, count_values, count_unique, sum, average,
    min, max, any, every.

    `source` is a Related or GroupRows (then `argument` and `condition` are read with the item's
    record at depth 0, everything else one deeper) or a value of type ListOf or MultiSelect (then
    both are None and the items themselves count). `condition` narrows (SUMIF …); for any and every
    it is the condition itself. Blank and error rules: formula.md 2.5.
    """

    function: str
    source: Typed
    argument: Typed | None = None
    condition: Typed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedList(Typed):
    """`argument` of each record of `source`, as a list (`跟进记录.金额` where a list is wanted)."""

    source: Typed
    argument: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Typed):
    """IF, IFS, SWITCH, BUCKET: the value of the first branch whose condition is TRUE, else
    `otherwise`. A condition that fails makes the whole fail; later branches are not looked at."""

    branches: tuple[tuple[Typed, Typed], ...]
    otherwise: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Typed):
    """`operator` is one of = <> < <= > >=; both sides have comparable types already."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class In(Typed):
    operand: Typed
    items: tuple[Typed, ...]
    """One item of type ListOf or MultiSelect, or scalars."""
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Typed):
    """`operator` is AND, OR or XOR; Kleene over errors."""

    operator: str
    operands: tuple[Typed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Typed):
    operand: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Typed):
    """`operator` is one of + - * / ^. The types of the sides and of the result say which of the
    allowed meanings it is (number, duration, date ± days, instant ± duration, difference)."""

    operator: str
    left: Typed
    right: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Negate(Typed):
    operand: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Concat(Typed):
    """`&` and CONCAT: all parts are Text already (a coercion stands around those that were not)."""

    parts: tuple[Typed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coerce(Typed):
    """A change of type that the language makes by itself: number, boolean, date, datetime,
    duration, select, ref → Text; date → DateTime (local midnight); duration ↔ days for the
    Excel-style `date-date>30`. What it is follows from `operand.type` and `type`."""

    operand: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class IfError(Typed):
    operand: Typed
    otherwise: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class IsError(Typed):
    operand: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class IsBlank(Typed):
    operand: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalesce(Typed):
    """COALESCE, IFBLANK: the first that is not blank."""

    operands: tuple[Typed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextValue(Typed):
    """Something about the asking: `now`, `today`, `user` (Ref user), `my_departments` (list of Ref
    department), `param` (with `key`), `variable` (what a step of an automation gave;
    `key` is `found` or `found.count`), `given` (a part that formula.lifting took out)."""

    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldValue(Typed):
    """OLD.field: the value before the write (validation and automations)."""

    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Typed):
    """CHANGED(field)."""

    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Typed):
    """A function of the table that is not lowered to another node; arguments are in the order of
    its parameters, optional ones left out at the end are absent."""

    function: str
    arguments: tuple[Typed, ...]
