"""select, multi_select and state: option values, told apart by nothing but their value
(decision 10)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from formula.nearest import nearest
from formula.types import MultiSelect, Option, Select, Type
from metadata.documents.field import FieldDocument
from metadata.documents.label import text_in
from metadata.fields.field_type import (
    CHOICE,
    MANY,
    FieldType,
    Reader,
    Reading,
    Shower,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
    show_as_is,
)
from metadata.resolved import Field

SEPARATORS = str.maketrans(dict.fromkeys("，、；;\n|", ","))


def select_type(document: FieldDocument, context: TypeContext) -> Type:
    """A choice out of the field's options."""
    return Select(context.set_key, context.options)


def multi_select_type(document: FieldDocument, context: TypeContext) -> Type:
    """Several choices out of the field's options."""
    return MultiSelect(context.set_key, context.options)


def option_names(options: tuple[Option, ...], lenient: bool) -> Mapping[str, str]:
    """Which option a text means: its value; where lenient its labels too."""
    names = {option.value: option.value for option in options}
    if lenient:
        for option in options:
            for text in option.texts():
                names.setdefault(fold(text), option.value)
    return names


def fold(text: str) -> str:
    """A label without the differences that people do not see: width, case, white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def select_reader(field: Field, reading: Reading) -> Reader:
    """One option value."""
    names, lenient = option_names(field.options, reading.lenient), reading.lenient

    def read(value: object) -> object:
        if value is None or value == "":
            return None
        return read_option(value, names, field.options, lenient)

    return read


def read_option(
    value: object, names: Mapping[str, str], options: tuple[Option, ...], lenient: bool
) -> object:
    """The option value that a text means, blank for white space."""
    if not isinstance(value, str):
        return Unreadable("unknown_option", {"value": shorten(value)})
    found = names.get(value)
    if found is None and lenient:
        found = names.get(fold(value))
    if found is not None:
        return found
    if not value.strip():
        return None
    texts = {text: option.value for option in options for text in option.texts()}
    near = next(iter(nearest(value, list(texts))), None)
    # Where labels are not taken, what was meant is the value.
    meant = near if lenient or near is None else texts[near]
    return Unreadable("unknown_option", {"value": shorten(value)}, meant)


def multi_select_reader(field: Field, reading: Reading) -> Reader:
    """A list of option values, each once; where lenient also a text with commas between."""
    names, lenient, options = (
        option_names(field.options, reading.lenient),
        reading.lenient,
        field.options,
    )

    def read(value: object) -> object:
        if value is None or value == "":
            return None
        if lenient and isinstance(value, str):
            value = [part for part in value.translate(SEPARATORS).split(",") if part.strip()]
        if not isinstance(value, list | tuple):
            return Unreadable("not_list", {"value": shorten(value)})
        found = [read_option(item, names, options, lenient) for item in value]
        wrong = next((item for item in found if isinstance(item, Unreadable)), None)
        if wrong is not None:
            return wrong
        return tuple(dict.fromkeys(item for item in found if item is not None)) or None

    return read


def list_shower(field: Field) -> Shower:
    """A JSON list; blank is the empty list."""
    return lambda value: list(value) if isinstance(value, list | tuple) else []


def select_teller(field: Field, showing: Showing) -> Teller:
    """The option's label."""
    labels = labels_of(field.options, showing.language)
    return lambda value: labels.get(value, str(value)) if isinstance(value, str) else ""


def multi_select_teller(field: Field, showing: Showing) -> Teller:
    """The options' labels with commas between."""
    labels = labels_of(field.options, showing.language)

    def tell(value: object) -> str:
        items = value if isinstance(value, list | tuple) else ()
        return ", ".join(labels.get(item, str(item)) for item in items)

    return tell


def labels_of(options: tuple[Option, ...], language: str) -> Mapping[str, str]:
    """Option value → its label in the language."""
    return {option.value: text_in(option.labels, language) or option.value for option in options}


SELECT = FieldType(
    name="select",
    labels={"zh": "单选", "en": "Select"},
    value_type=select_type,
    reader=select_reader,
    shower=show_as_is,
    teller=select_teller,
    operators=CHOICE,
)
MULTI_SELECT = FieldType(
    name="multi_select",
    labels={"zh": "多选", "en": "Multiple select"},
    value_type=multi_select_type,
    reader=multi_select_reader,
    shower=list_shower,
    teller=multi_select_teller,
    operators=MANY,
)
STATE = FieldType(
    name="state",
    labels={"zh": "状态", "en": "State"},
    value_type=select_type,
    reader=select_reader,
    shower=show_as_is,
    teller=select_teller,
    operators=CHOICE,
)
