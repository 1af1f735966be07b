"""money: an exact amount in one currency, or in one of several (decision 8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from formula.types import Money, Number, Type
from formula.values import number_text
from metadata.documents.field import FieldDocument, MoneyField
from metadata.fields.field_type import (
    ORDER,
    FieldType,
    Reader,
    Reading,
    Shower,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
)
from metadata.fields.number import (
    bounds,
    check_bounds,
    read_number,
    stored_decimals,
)
from metadata.resolved import Field

WRITTEN_MONEY = re.compile(r"(?P<before>[A-Z]{3})?\s*(?P<amount>[^A-Z]+?)\s*(?P<after>[A-Z]{3})?")


def money_type(document: FieldDocument, context: TypeContext) -> Type:
    """A number where there is one currency, else Money."""
    assert isinstance(document, MoneyField)
    if document.currencies is None:
        return Number(document.decimals)
    return Money(document.currencies, document.decimals)


def money_reader(field: Field, reading: Reading) -> Reader:
    """`{"amount": …, "currency": …}`; the amount alone where the field has one currency."""
    document = field.document
    assert isinstance(document, MoneyField)
    low, high = bounds(document)
    decimals, lenient = document.decimals, reading.lenient
    currencies = document.currencies or (document.currency or "",)
    many = document.currencies is not None

    def read(value: object) -> object:
        parts = split_money(value, lenient)
        if isinstance(parts, Unreadable):
            return parts
        amount, currency = parts
        number = read_number(amount, decimals, lenient)
        if number is None:
            return None
        if isinstance(number, Unreadable):
            return number
        within = check_bounds(number, low, high)
        if isinstance(within, Unreadable):
            return within
        if currency is None and len(currencies) > 1:
            return Unreadable("currency_needed", {"currencies": ", ".join(currencies)})
        if currency is not None and currency not in currencies:
            return Unreadable(
                "unknown_currency",
                {"value": shorten(currency), "currencies": ", ".join(currencies)},
            )
        return (Decimal(within), currency or currencies[0]) if many else within

    return read


def split_money(value: object, lenient: bool) -> tuple[object, object] | Unreadable:
    """Amount and currency, as they were written; None where a part is missing."""
    if isinstance(value, Mapping):
        if not set(value) <= {"amount", "currency"}:
            return Unreadable("not_money", {"value": shorten(value)})
        return value.get("amount"), value.get("currency")
    if lenient and isinstance(value, str):
        found = WRITTEN_MONEY.fullmatch(value.strip().upper())
        if found and not (found["before"] and found["after"]):
            return found["amount"], found["before"] or found["after"]
    return value, None


def money_shower(field: Field) -> Shower:
    """`{"amount": "50000.00", "currency": "USD"}`, with all the decimals the field has."""
    document = field.document
    assert isinstance(document, MoneyField)
    decimals, single = document.decimals, document.currency

    def show(value: object) -> object:
        if value is None:
            return None
        amount, currency = value if isinstance(value, tuple) else (value, single)
        return {"amount": f"{amount:.{decimals}f}", "currency": currency}

    return show


def money_teller(field: Field, showing: Showing) -> Teller:
    """`50000`, or `USD 50000` where the field has several currencies."""

    def tell(value: object) -> str:
        if isinstance(value, tuple):
            return f"{value[1]} {number_text(value[0])}"
        return number_text(value) if isinstance(value, int | Decimal) else ""

    return tell


MONEY = FieldType(
    name="money",
    labels={"zh": "金额", "en": "Money"},
    value_type=money_type,
    reader=money_reader,
    shower=money_shower,
    teller=money_teller,
    operators=ORDER,
    decimals=stored_decimals,
)
