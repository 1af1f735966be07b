"""What the values of a field become when the field changes: kept, converted or computed anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from formula import types
from metadata.documents.field import MoneyField
from metadata.resolved import Field
from metadata.resolved_states import DUE

DERIVED_SCALE = 6
"""Decimals of a computed number whose field says nothing."""

FILES = frozenset({"file", "image", "signature"})
LINKED = frozenset({"users", "references"}) | FILES
COMPUTED = frozenset({"formula"})
"""Field types whose values follow from others at any time."""

CURRENCY = "__currency"
ERROR = "__err"


class Place(StrEnum):
    """Where the values of a field live (decision 6)."""

    COLUMN = "column"
    LINK = "link"
    NOWHERE = "nowhere"


class Fate(StrEnum):
    """What becomes of a field's values."""

    KEEP = "keep"  # the column stays as it is
    CONVERT = "convert"  # brought to another column
    COMPUTE = "compute"  # another column, computed
    FRESH = "fresh"  # another column, blank


def place_of(field: Field) -> Place:
    """Where the values of the field live."""
    if field.type in LINKED:
        return Place.LINK
    is_nowhere = field.type == "children" or field.volatile
    return Place.NOWHERE if is_nowhere else Place.COLUMN


def columns_of(field: Field, column: str) -> tuple[str, ...]:
    """The physical columns of a field whose main one is `column`, companions included. Beside a
    state stands when its time is over, whether its machine has limits or not: these come and go
    without a new column."""
    if field.type == "state":
        return (column, column + DUE)
    if isinstance(field.value_type, types.Money):
        return (column, column + CURRENCY)
    has_error = field.type in COMPUTED and field.may_error
    return (column, column + ERROR) if has_error else (column,)


def stored_form(field: Field) -> tuple[object, ...]:
    """How values are stored: two fields of the same form could share a column."""
    place = place_of(field)
    if place is not Place.COLUMN:
        return (place, field.target)
    has_error = field.type in COMPUTED and field.may_error
    match field.value_type:
        case types.Number():
            return ("number", number_scale(field), has_error)
        case types.Money():
            return ("money", number_scale(field))
        case types.Select() | types.Text():
            return ("text", has_error)
        case types.Ref(target):
            return ("id", target, has_error)
        case types.Boolean():
            return ("boolean", field.type == "boolean", has_error)
        case kind:
            return (type(kind).__name__, has_error)


def number_scale(field: Field) -> int:
    """The decimals that the field's numbers are stored with."""
    if field.decimals is not None:
        return field.decimals
    scale = field.value_type.scale if isinstance(field.value_type, types.Number) else 0
    return DERIVED_SCALE if scale is None else min(scale, DERIVED_SCALE)


def fate_of(before: Field, after: Field) -> Fate:
    """What becomes of the values of a field that is stored after the change."""
    if after.type in COMPUTED:
        is_same = before.type in COMPUTED and before.formula == after.formula
        return Fate.KEEP if is_same and stored_form(before) == stored_form(after) else Fate.COMPUTE
    if place_of(before) is Place.NOWHERE:
        return Fate.FRESH
    if stored_form(before) != stored_form(after):
        return Fate.CONVERT
    is_kept = before.type == after.type or (before.type, after.type) in SAME_VALUES
    return Fate.KEEP if is_kept and not loses_currency(before, after) else Fate.CONVERT


TEXTS = ("text", "long_text")

SAME_VALUES = frozenset(
    {
        *((kind, text) for kind in ("phone", "email", "url", "address") for text in TEXTS),
        *((kind, text) for kind in ("barcode", "auto_number", "generated") for text in TEXTS),
        ("text", "long_text"),
        ("text", "auto_number"),
        ("text", "generated"),
        ("rating", "integer"),
        ("integer", "number"),
        ("rating", "number"),
        ("percent", "number"),
        ("number", "integer"),
        ("money", "number"),
        ("number", "money"),
        ("image", "file"),
        ("signature", "file"),
    }
)
"""(before, after) where every value of the one is a value of the other, in the same form."""


def loses_currency(before: Field, after: Field) -> bool:
    """Whether some amounts are in a currency that the field no longer takes."""
    return not currencies_of(before) <= currencies_of(after) and has_currencies(after)


def has_currencies(field: Field) -> bool:
    """Whether amounts carry a currency of their own."""
    return isinstance(field.value_type, types.Money)


def currencies_of(field: Field) -> frozenset[str]:
    """The currencies a field takes; empty where it holds no money."""
    document = field.document
    if not isinstance(document, MoneyField):
        return frozenset()
    return frozenset(document.currencies or filter(None, (document.currency,)))


def is_relabelled_money(before: Field, after: Field) -> bool:
    """Whether amounts stay as they are and are now taken for another currency."""
    old, new = currencies_of(before), currencies_of(after)
    is_single = not has_currencies(before) and not has_currencies(after)
    return bool(old and new) and is_single and old != new


def is_narrower(before: Field, after: Field) -> bool:
    """Whether some value of the field before may not be a value of the field after.

    Computed fields are never narrower: their values can be computed again.
    """
    if after.type in COMPUTED or place_of(before) is Place.NOWHERE:
        return False
    if before.type == after.type or before.type in COMPUTED:
        return loses_values(before, after)
    if after.type in TEXTS:
        return before.type in LOSSY_AS_TEXT or (before.type, after.type) == ("long_text", "text")
    widening = WIDER.get((before.type, after.type))
    return widening is None or not widening(before, after)


LOSSY_AS_TEXT = frozenset({"rich_text", "json", "location", "users", "references"}) | FILES


def loses_values(before: Field, after: Field) -> bool:
    """Whether values may be lost between two fields of one type, or out of a formula."""
    old, new = stored_form(before), stored_form(after)
    if before.type in COMPUTED:
        return old[:1] != new[:1] or (old[0] == "number" and not fits_scale(before, after))
    if old[0] in ("number", "money") and new[0] in ("number", "money"):
        return not fits_scale(before, after) or loses_money(before, after)
    return before.target != after.target


def loses_money(before: Field, after: Field) -> bool:
    """Whether amounts in some currency have no place any more."""
    both_single = not has_currencies(before) and not has_currencies(after)
    return not both_single and not currencies_of(before) <= currencies_of(after)


def fits_scale(before: Field, after: Field) -> bool:
    """Whether no decimals are cut off."""
    return number_scale(before) <= number_scale(after)


def has_same_target(before: Field, after: Field) -> bool:
    """Whether both point at the same table."""
    return before.target == after.target


def has_options(before: Field, after: Field) -> bool:
    """Whether every option before is one after."""
    return {option.value for option in before.options} <= {option.value for option in after.options}


def always(before: Field, after: Field) -> bool:
    """Every value fits, whatever the documents say."""
    return True


def fits_amount(before: Field, after: Field) -> bool:
    """Whether no decimals are cut off, and no amount gains or loses its currency."""
    return fits_scale(before, after) and not (has_currencies(before) or has_currencies(after))


WIDER: Mapping[tuple[str, str], Callable[[Field, Field], bool]] = {
    ("integer", "number"): fits_scale,
    ("percent", "number"): fits_scale,
    ("rating", "number"): fits_scale,
    ("money", "number"): fits_amount,
    ("rating", "integer"): always,
    ("integer", "percent"): fits_scale,
    ("number", "percent"): fits_scale,
    ("integer", "money"): fits_amount,
    ("number", "money"): fits_amount,
    ("number", "integer"): fits_scale,
    ("text", "rich_text"): always,
    ("long_text", "rich_text"): always,
    ("text", "auto_number"): always,
    ("text", "generated"): always,
    ("date", "datetime"): always,
    ("user", "users"): has_same_target,
    ("reference", "references"): has_same_target,
    ("select", "multi_select"): has_options,
    ("state", "select"): has_options,
    ("state", "multi_select"): has_options,
    ("select", "state"): has_options,
    ("image", "file"): always,
    ("signature", "file"): always,
    ("signature", "image"): always,
}
"""(before, after) → whether every value of the one has a value in the other. Pairs that are not
here, and not to a text, are narrower."""
