"""What a write to one table computes and checks, compiled once per table revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from engine.catalog_table import CompiledTable
from engine.columns import is_stored
from formula.errors import FormulaValueError
from formula.evaluate import Compiled, Context, Row, compile_python
from formula.typed import Changed, FieldValue, OldValue, Related, Typed
from formula.typed_walk import binds_record, parts_of
from formula.types import Boolean, Number
from formula.values import Numeric, store_number
from metadata.documents.rule import VisibleRule
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reader, Reading, Shower, as_is
from metadata.plan_columns import number_scale
from metadata.resolved import Field, Rule

REPEATED = frozenset({"select", "multi_select", "region", "integer", "number", "percent", "date"})
"""Types of which a file has few values, many times each."""

MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """A formula of the table. `reads` are the own fields it reads; `has_related` says that it
    looks at children or linked records; `has_old` that it looks at the values before."""

    key: str
    run: Compiled
    reads: frozenset[str]
    has_related: bool = False
    has_old: bool = False
    when: Step | None = None


@dataclass(frozen=True, slots=True)
class RuleStep:
    """A rule whose formulas are compiled; `reads` joins what they all read."""

    rule: Rule
    when: Step | None
    expression: Step | None
    reads: frozenset[str]
    has_related: bool
    has_old: bool


class Program:
    """Everything that a write to `table` runs; a part is compiled when it is first needed."""

    def __init__(self, table: CompiledTable) -> None:
        self.table = table
        self.fields = table.table.fields

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """What reads the JSON of each field that a change may write."""
        return {
            key: FIELD_TYPES[field.type].reader(field, Reading())
            for key, field in self.fields.items()
            if FIELD_TYPES[field.type].writable
        }

    @cached_property
    def lenient_readers(self) -> Mapping[str, Reader]:
        """What reads the values of files, as people write them."""
        lenient = Reading(lenient=True)
        made = {key: self.fields[key] for key in self.readers}
        return {
            key: remembering(FIELD_TYPES[field.type].reader(field, lenient))
            if field.type in REPEATED
            else FIELD_TYPES[field.type].reader(field, lenient)
            for key, field in made.items()
        }

    @cached_property
    def showers(self) -> Mapping[str, Shower]:
        """What makes the JSON of events out of each field's values."""
        return {key: FIELD_TYPES[field.type].shower(field) for key, field in self.fields.items()}

    @cached_property
    def conversions(self) -> tuple[tuple[str, Shower | None], ...]:
        """The same in the order of the fields; None where values are JSON already."""
        made = self.showers.items()
        return tuple((key, None if show is as_is else show) for key, show in made)

    @cached_property
    def child_keys(self) -> frozenset[str]:
        """The children fields."""
        return frozenset(key for key, field in self.fields.items() if field.type == "children")

    @cached_property
    def defaults(self) -> tuple[Step, ...]:
        """The default values."""
        return tuple(
            step_of(key, field.default)
            for key, field in self.fields.items()
            if field.default is not None
        )

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The boolean fields, which are never blank."""
        return tuple(key for key, field in self.fields.items() if field.type == "boolean")

    @cached_property
    def cleans(self) -> tuple[Step, ...]:
        """The clean rules, in the order of the document."""
        return self._value_rules("clean")

    @cached_property
    def fills(self) -> tuple[Step, ...]:
        """The fill rules, in the order of the document."""
        return self._value_rules("fill")

    @cached_property
    def generated(self) -> tuple[Step, ...]:
        """The generated fields."""
        return tuple(
            step_of(key, field.formula)
            for key, field in self.fields.items()
            if field.type == "generated" and field.formula is not None
        )

    @cached_property
    def auto_numbers(self) -> tuple[str, ...]:
        """The fields that count up."""
        return tuple(key for key, field in self.fields.items() if field.type == "auto_number")

    @cached_property
    def formulas(self) -> tuple[Step, ...]:
        """The stored formula fields in the order they must be computed."""
        found = []
        for key in self.table.table.order:
            field = self.fields[key]
            if field.formula is not None and is_stored(field):
                found.append(storing_step(field, field.formula))
        return tuple(found)

    @cached_property
    def volatile(self) -> tuple[Step, ...]:
        """The formula fields without a column: computed whenever the record is shown."""
        return tuple(
            step_of(key, self.fields[key].formula)
            for key in self.table.table.order
            if self.fields[key].volatile
        )

    @cached_property
    def visibles(self) -> tuple[RuleStep, ...]:
        """The rules that hide fields."""
        return self._rules("visible")

    @cached_property
    def checks(self) -> tuple[RuleStep, ...]:
        """The required and validate rules: what is looked at record by record."""
        return self._rules("required") + self._rules("validate")

    @cached_property
    def cleared(self) -> frozenset[str]:
        """The fields that are emptied while they are hidden."""
        return frozenset(
            key
            for step in self.visibles
            if cast(VisibleRule, step.rule.document).clear
            for key in step.rule.fields
        )

    @cached_property
    def uniques(self) -> tuple[RuleStep, ...]:
        """The unique rules."""
        return self._rules("unique")

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The fields whose every value is kept (decision 38)."""
        return tuple(
            key
            for key, field in self.fields.items()
            if field.type == "state" or getattr(field.document, "history", False)
        )

    def _value_rules(self, kind: str) -> tuple[Step, ...]:
        return tuple(
            step_of(rule.fields[0], rule.expression, when=rule.when)
            for rule in self.table.table.rules
            if rule.kind == kind
        )

    def _rules(self, kind: str) -> tuple[RuleStep, ...]:
        return tuple(rule_step(rule) for rule in self.table.table.rules if rule.kind == kind)


def remembering(read: Reader) -> Reader:
    """`read`, which reads a text that comes again only once."""
    known: dict[str, object] = {}

    def recall(value: object) -> object:
        if type(value) is not str:
            return read(value)
        if value in known:
            return known[value]
        found = read(value)
        if len(known) < MOST_REMEMBERED:
            known[value] = found
        return found

    return recall


def program_of(table: CompiledTable) -> Program:
    """The table's program, made once."""
    return table.made("program", lambda: Program(table))


def step_of(key: str, typed: Typed | None, when: Typed | None = None) -> Step:
    """The compiled formula for `key`; it is compiled when it first runs."""
    assert typed is not None, key
    return Step(
        key=key,
        run=compiled_later(typed),
        reads=own_reads(typed) | (own_reads(when) if when is not None else frozenset()),
        has_related=has_node(typed, Related),
        has_old=has_node(typed, OldValue, Changed)
        or (when is not None and has_node(when, OldValue, Changed)),
        when=None if when is None else step_of(key, when),
    )


def storing_step(field: Field, typed: Typed) -> Step:
    """A formula field's step: numbers are rounded as the column holds them, a blank boolean is
    FALSE (the same as formula.sql.to_stored)."""
    step = step_of(field.key, typed)
    if isinstance(field.value_type, Boolean):
        return replace(step, run=never_blank(step.run))
    if isinstance(field.value_type, Number):
        return replace(step, run=rounding(step.run, number_scale(field)))
    return step


def never_blank(run: Compiled) -> Compiled:
    """`run`, FALSE where it is blank."""
    return lambda row, context: run(row, context) is True


def rounding(run: Compiled, decimals: int) -> Compiled:
    """`run`, its number rounded to `decimals`; NUM where the column cannot hold it."""

    def stored(row: Row, context: Context) -> object:
        value = run(row, context)
        return None if value is None else store_number(cast(Numeric, value), decimals)

    return stored


def compiled_later(typed: Typed) -> Compiled:
    """The formula as a function that compiles itself at its first call: most formulas of a
    workspace are not used by most processes."""
    made: list[Compiled] = []

    def run(row: Row, context: Context) -> object:
        if not made:
            made.append(compile_python(typed))
        return made[0](row, context)

    return run


def rule_step(rule: Rule) -> RuleStep:
    """The rule compiled."""
    when = None if rule.when is None else step_of(rule.key, rule.when)
    expression = None if rule.expression is None else step_of(rule.key, rule.expression)
    steps = [step for step in (when, expression) if step is not None]
    return RuleStep(
        rule=rule,
        when=when,
        expression=expression,
        reads=rule.reads.union(*(step.reads for step in steps)),
        has_related=any(step.has_related for step in steps),
        has_old=any(step.has_old for step in steps),
    )


def holds(step: Step | None, row: Row, context: Context) -> bool:
    """Whether a condition is TRUE; none is, and one that fails is not (formula.md 2.5)."""
    if step is None:
        return True
    try:
        return step.run(row, context) is True
    except FormulaValueError:
        return False


def own_reads(typed: Typed, depth: int = 0) -> frozenset[str]:
    """The fields of the formula's own record that it reads, relation fields of paths included."""
    return frozenset(_own_reads(typed, depth))


def _own_reads(node: Typed, depth: int) -> Iterable[str]:
    is_own = isinstance(node, FieldValue) and node.depth == depth
    is_link = isinstance(node, Related) and node.back is None
    if is_own or is_link or isinstance(node, OldValue | Changed):
        yield cast(FieldValue, node).key
    for part in parts_of(node):
        yield from _own_reads(part, depth + 1 if binds_record(node, part) else depth)


def has_node(typed: Typed, *kinds: type[Typed]) -> bool:
    """Whether a node of one of these kinds stands in the tree."""
    return isinstance(typed, kinds) or any(has_node(part, *kinds) for part in parts_of(typed))
