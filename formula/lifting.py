"""What steps gave, computed before a statement runs: its parts stand in SQL as bound parameters.

A part that reads nothing but variables (`STEP.found.公司名称`, `COUNT(STEP.all)+1`) has one value
for all rows. Lifted out, the statement is the same for every run, and can be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from formula.context import Context
from formula.errors import FormulaValueError
from formula.evaluate import evaluate
from formula.sql_shapes import Shapes
from formula.sql_types import SQLITE, to_storage
from formula.typed import (
    Changed,
    ContextValue,
    FieldValue,
    GroupRows,
    OldValue,
    RecordId,
    Typed,
)
from formula.typed_walk import binds_record, parts_of, replaced
from formula.types import Duration, Number, RecordSet, Type

GIVEN = "given"
"""The name of the context values that stand for lifted parts; their key is the part's number."""


class Lifting:
    """The lifted parts of the formulas of one statement, each once, by number. What was taken is
    good for every later execution."""

    def __init__(self) -> None:
        self.parts: list[Typed] = []

    def take(self, typed: Typed) -> Typed:
        """The formula with every largest part that reads variables and no record taken out: what
        `to_sql` and `to_condition` take."""
        return replaced(typed, 0, self._lifted)

    def parameters(self, context: Context, dialect: str) -> Mapping[str, object]:
        """The values of the bound parameters for one execution; the code of what fails."""
        found: dict[str, object] = {}
        for index, part in enumerate(self.parts):
            value, error = value_of(part, context)
            kind = given_type(part)
            scale = scale_of(kind, dialect)
            found[parameter_name(index)] = to_storage(value, kind, dialect, scale)
            if part.may_error:
                found[error_name(index)] = error
        return found

    def _lifted(self, node: Typed, _: int) -> Typed | None:
        if not is_liftable(node):
            return None
        if node not in self.parts:
            self.parts.append(node)
        return ContextValue(
            type=given_type(node),
            nullable=node.nullable,
            may_error=node.may_error,
            span=node.span,
            name=GIVEN,
            key=str(self.parts.index(node)),
        )


def value_of(part: Typed, context: Context) -> tuple[object, str | None]:
    """The value of a part, or the code of its error."""
    try:
        return evaluate(part, {}, context), None
    except FormulaValueError as failure:
        return None, failure.code


def parameter_name(index: int) -> str:
    """The name of the bound parameter of a lifted part."""
    return f"tg_given_{index}"


def error_name(index: int) -> str:
    """The name of the bound parameter of its error."""
    return f"tg_given_{index}_error"


def is_liftable(node: Typed) -> bool:
    """Whether the node reads a variable and nothing that differs between rows."""
    if isinstance(node.type, RecordSet):
        return False
    return finds(node, 0, is_variable) and not finds(node, 0, reads_row)


def is_variable(node: Typed, _: int) -> bool:
    """Whether the node is what a step gave."""
    return isinstance(node, ContextValue) and node.name == "variable"


def reads_row(node: Typed, depth: int) -> bool:
    """Whether the node reads the record of the statement, not one of `depth` inner ones."""
    if isinstance(node, FieldValue | RecordId):
        return node.depth >= depth
    return isinstance(node, GroupRows | OldValue | Changed)


def finds(node: Typed, depth: int, wanted: Callable[[Typed, int], bool]) -> bool:
    """Whether the node or a part of it is wanted."""
    return wanted(node, depth) or any(
        finds(part, depth + binds_record(node, part), wanted) for part in parts_of(node)
    )


def given_type(part: Typed) -> Type:
    """The type of the parameter: a number that may outgrow a column of its scale has none."""
    if not isinstance(part.type, Number):
        return part.type
    shapes = Shapes()
    own, column = shapes.of(part), shapes.of(ContextValue(type=part.type, name=GIVEN))
    is_held = own.fits and own.scale == column.scale and own.bound <= column.bound
    return part.type if is_held else Number()


def scale_of(kind: Type, dialect: str) -> int | None:
    """The scale of SQLite's integer for a parameter that is a number."""
    if dialect != SQLITE or not isinstance(kind, Number | Duration):
        return None
    shape = Shapes().of(ContextValue(type=kind, name=GIVEN))
    return shape.scale if shape.fits else None
