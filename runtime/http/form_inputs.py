"""Fields as the inputs of a page, and what was typed into them as values of a record.

Names in the page: `f.company` for a field, `f.price.currency` beside it for the currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from formula.functions.geography import Region, gazetteer
from metadata.documents.field import MoneyField, OptionsOfSet, RatingField
from metadata.documents.label import Label, label_texts, text_in
from metadata.documents.view import FormPlaceDocument, SectionDocument
from metadata.resolved import Field, Resolved

Posted = Mapping[str, Sequence[str]]
"""What a page sent, by name."""

MOST_BOXES = 4
"""Options that stand side by side in equal boxes, with their colours."""
MOST_CHIPS = 8
"""Options that all stand in sight; more of them are a menu."""
WHOLE_WIDTH = 12

KINDS: Mapping[str, str] = {
    "long_text": "area",
    "address": "area",
    "boolean": "flag",
    "multi_select": "many",
    "region": "menu",
    "date": "date",
    "datetime": "datetime-local",
    "phone": "tel",
    "email": "email",
    "url": "url",
}
"""How a field type is typed into where that is no line of text; choices depend on their number."""

KEYBOARDS: Mapping[str, str] = {
    "number": "decimal",
    "integer": "numeric",
    "percent": "decimal",
    "money": "decimal",
}
"""Which keys a phone shows."""

FILLED_IN: Mapping[str, str] = {"phone": "tel", "email": "email", "address": "street-address"}
"""What a browser may offer of its owner's own data."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as it is read."""

    value: str
    label: str
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of a menu below a heading; '' is none."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A field in the page. `kind` says which template draws it; `typed` are its texts, `currency`
    the one chosen of `currencies`."""

    key: str
    name: str
    kind: str
    label: str
    help: str
    placeholder: str
    keyboard: str
    filled_in: str
    unit: str
    is_required: bool
    is_whole: bool
    groups: tuple[Group, ...]
    typed: tuple[str, ...]
    currencies: tuple[str, ...]
    currency: str
    problems: tuple[str, ...]

    @property
    def text(self) -> str:
        """What stands in a line."""
        return self.typed[0] if self.typed else ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices."""
        return tuple(choice for group in self.groups for choice in group.choices)


def name_of(key: str) -> str:
    """What the field's input is called."""
    return f"f.{key}"


def input_of(
    field: Field,
    place: FormPlaceDocument,
    section: SectionDocument,
    typed: Posted,
    *,
    colors: Mapping[str, str | None],
    is_required: bool,
    problems: Iterable[str],
    language: str,
) -> Input:
    """The field as it stands in the page; `colors` are those of its options."""
    document = field.document
    groups = groups_of(field, colors, language)
    currencies = currencies_of(field)
    name = name_of(field.key)
    kind = kind_of(field)
    return Input(
        key=field.key,
        name=name,
        kind=kind,
        label=text_in(field.labels, language),
        help=said(place.help or document.help, language),
        placeholder=said(getattr(document, "placeholder", None), language),
        keyboard=KEYBOARDS.get(field.type, ""),
        filled_in=FILLED_IN.get(field.type, ""),
        unit=unit_of(field, currencies),
        is_required=is_required,
        is_whole=section.columns == 1 or place.span == WHOLE_WIDTH or kind in {"area", "boxes"},
        groups=groups,
        typed=tuple(typed.get(name, ())),
        currencies=currencies if len(currencies) > 1 else (),
        currency=next(iter(typed.get(f"{name}.currency", ())), ""),
        problems=tuple(problems),
    )


def said(label: Label | None, language: str) -> str:
    """The label as the visitor reads it, '' where there is none."""
    return "" if label is None else text_in(label_texts(label, ""), language)


def kind_of(field: Field) -> str:
    """How the field is filled in."""
    if field.type == "rating":
        return "chips"
    if field.type == "select":
        if len(field.options) <= MOST_BOXES:
            return "boxes"
        return "chips" if len(field.options) <= MOST_CHIPS else "menu"
    return KINDS.get(field.type, "line")


def unit_of(field: Field, currencies: Sequence[str]) -> str:
    """What stands after the number."""
    if field.type == "percent":
        return "%"
    if field.type == "money":
        return currencies[0] if len(currencies) == 1 else ""
    return getattr(field.document, "unit", None) or ""


def currencies_of(field: Field) -> tuple[str, ...]:
    """The currencies an amount may be in."""
    document = field.document
    if not isinstance(document, MoneyField):
        return ()
    return document.currencies or (document.currency or "",)


def groups_of(field: Field, colors: Mapping[str, str | None], language: str) -> tuple[Group, ...]:
    """What there is to choose from."""
    if field.type == "region":
        return regions(language)
    if isinstance(field.document, RatingField):
        numbers = range(1, field.document.max + 1)
        return (Group("", tuple(Choice(str(it), str(it)) for it in numbers)),)
    if not field.options:
        return ()
    found = [
        Choice(it.value, text_in(it.labels, language) or it.value, colors.get(it.value))
        for it in field.options
    ]
    return (Group("", tuple(found)),)


def colors_of(resolved: Resolved, app: str, field: Field) -> Mapping[str, str | None]:
    """The colour of each option that has one."""
    options = getattr(field.document, "options", ())
    if isinstance(options, OptionsOfSet):
        owner, _, key = options.set.rpartition(".")
        options = resolved.option_sets[owner or app, key].options
    return {option.value: option.color for option in options}


@cache
def regions(language: str) -> tuple[Group, ...]:
    """The provinces with their cities; of what has no cities (Shanghai), the districts."""
    known = gazetteer().regions
    below: dict[str, list[Region]] = {}
    for code, region in known.items():
        has_city = code[:4] + "00" in known and code[2:] != "0000"
        if region.level == 2 or (region.level == 3 and not has_city):
            below.setdefault(code[:2], []).append(region)
    return tuple(
        Group(
            region_label(region, language),
            tuple(
                Choice(it.code, region_label(it, language))
                for it in (region, *below.get(region.code[:2], ()))
            ),
        )
        for region in known.values()
        if region.level == 1
    )


def region_label(region: Region, language: str) -> str:
    """The region's name; in English its pinyin."""
    return region.name if language == "zh" else region.pinyin.title()


# -- what was typed


def value_of(field: Field, posted: Posted) -> object:
    """What was typed into the field, as a lenient reader of its type takes it."""
    name = name_of(field.key)
    texts = [text.replace("\r\n", "\n").strip() for text in posted.get(name, ())]
    first = texts[0] if texts else ""
    if field.type == "boolean":
        return bool(first)
    if field.type == "multi_select":
        return [text for text in texts if text]
    if not first:
        return None
    if field.type == "percent" and first[-1] not in "%％":
        return f"{first}%"
    currencies = currencies_of(field)
    if len(currencies) > 1:
        currency = next(iter(posted.get(f"{name}.currency", ())), "") or currencies[0]
        return {"amount": first, "currency": currency}
    return first


def typed_of(field: Field, value: object, zone: ZoneInfo) -> Posted:
    """What stands in the inputs of a field that has the JSON value already."""
    name = name_of(field.key)
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {name: [str(value["amount"])], f"{name}.currency": [str(value["currency"])]}
    if isinstance(value, list | tuple):
        return {name: [str(each) for each in value]}
    if isinstance(value, bool):
        return {name: ["true"]} if value else {}
    if field.type == "percent":
        return {name: [percent_text(value)]}
    if field.type == "datetime" and isinstance(value, str):
        local = datetime.fromisoformat(value).astimezone(zone)
        return {name: [local.strftime("%Y-%m-%dT%H:%M")]}
    return {name: [str(value)]}


def percent_text(value: object) -> str:
    """A fraction as people write it before the %.

    >>> percent_text(0.05), percent_text("0.125"), percent_text(1)
    ('5', '12.5', '100')
    """
    text = f"{Decimal(str(value)) * 100:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
