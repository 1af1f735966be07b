"""What a formula gives, in the forms that tests compare."""

from decimal import Decimal

from formula.check import check
from formula.errors import FormulaValueError
from formula.evaluate import Compiled, Context, Row, compile_python, evaluate
from formula.explain import Explanation, explain
from formula.lines import Line
from formula.scope import Scope, TableNames, Use
from formula.sql_lines import evaluate_on
from formula.typed import Typed
from formula.types import Boolean, Number, Type
from formula.values import store_number, value_text

NO_FIELDS = Scope(tables={"line": TableNames("line", (), {})}, table="line")


def compiled(text: str, scope: Scope) -> Compiled:
    """The function of a formula."""
    return compile_python(check(text, scope, Use.DEFAULT).require())


def shown(typed: Typed, backend: str, context: Context) -> str:
    """The canonical text of a value on a back end, `#CODE` for an error."""
    line = Line("", NO_FIELDS, {"id": 1}, {}, context)
    try:
        if backend == "python":
            value = evaluate(typed, {"id": 1}, context)
        else:
            value = evaluate_on(backend, typed, line)
    except FormulaValueError as error:
        return f"#{error.code}"
    return value_text(value, typed.type, context.time_zone, context.language)


def explained(
    text: str, row: Row, scope: Scope, context: Context
) -> tuple[Explanation, dict[str, object]]:
    """The explanation, and its parts by the words they are about."""
    typed = check(text, scope, Use.DEFAULT).require()
    found = explain(typed, row, context)
    words = {text[part.span.start : part.span.end]: part for part in found.parts}
    return found, {key: part.error or part.value for key, part in words.items()}


def answer(function: Compiled, row: Row, context: Context) -> object:
    """The value, or `#CODE`."""
    try:
        return function(row, context)
    except FormulaValueError as error:
        return f"#{error.code}"


def stored_answer(function: Compiled, row: Row, context: Context, kind: Type) -> object:
    """What a column of a type holds of the value, or `#CODE`."""
    value = answer(function, row, context)
    if isinstance(value, int | Decimal) and isinstance(kind, Number) and kind.scale is not None:
        try:
            return store_number(value, kind.scale)
        except FormulaValueError as error:
            return f"#{error.code}"
    return bool(value) if isinstance(kind, Boolean) and not isinstance(value, str) else value
