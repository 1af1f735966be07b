"""Values that formulas give, as the columns of their fields hold them."""

from __future__ import annotations

from typing import cast

from formula.errors import FormulaValueError
from formula.types import Number, Text
from formula.values import Numeric, store_number
from metadata.plan_columns import number_scale
from metadata.resolved import Field


def fitted(field: Field, value: object) -> object:
    """The value rounded to the field's decimals; NUM where it is beyond the column, LIMIT where a
    text is too long."""
    if value is None:
        return False if field.type == "boolean" else None
    if isinstance(field.value_type, Number):
        return store_number(cast(Numeric, value), number_scale(field))
    if isinstance(field.value_type, Text):
        most = getattr(field.document, "max_length", None)
        if most is not None and len(cast(str, value)) > most:
            raise FormulaValueError("LIMIT")
    return value
