"""The parameters of a package: what an installation sets (decision 24).

Their values stand as defaults in the installed app document, so that setting one is part of the
install's revision and changing one later is a revision of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import cast

from metadata.folder import AppFolder
from metadata.resolved import DocumentKey
from templates_market.errors import PackageParametersUnusable, ParameterProblem

Json = Mapping[str, object]

NUMBERS = frozenset({"number", "integer", "percent"})
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
DURATION = re.compile(r"([0-9]{1,9}(\.[0-9]{1,9})?(h|min|s|d) ?){1,4}", re.ASCII)
LONGEST = 1_000


def with_parameters(package: AppFolder, values: Json) -> Mapping[DocumentKey, object]:
    """The package's documents with these values of its parameters. Raises
    PackageParametersUnusable with everything that is wrong with them."""
    name = (package.app, "app", package.app)
    document = cast(Json, package.sources[name])
    known = {str(each["key"]): each for each in parameters_of(package)}
    problems = [
        ParameterProblem("parameter_unknown", key[:40]) for key in values if key not in known
    ]
    set_now = []
    for key, parameter in known.items():
        text = formula_of(parameter, values[key]) if key in values else None
        if key in values and text is None:
            problems.append(ParameterProblem(f"parameter_no_{parameter['type']}", key))
        elif text is not None and not is_in_bounds(parameter, text):
            problems.append(ParameterProblem("parameter_out_of_range", key))
        set_now.append(parameter if text is None else {**parameter, "default": text})
    if problems:
        raise PackageParametersUnusable(problems)
    if not values:
        return package.sources
    return {**package.sources, name: {**document, "parameters": set_now}}


def parameters_of(package: AppFolder) -> list[Json]:
    """The parameters as the app document lists them."""
    document = cast(Json, package.sources[package.app, "app", package.app])
    return list(cast("list[Json]", document.get("parameters") or []))


def formula_of(parameter: Json, value: object) -> str | None:
    """The value as the formula that stands in the document; None where it is none of the type."""
    kind = str(parameter["type"])
    if kind == "boolean":
        return str(value).upper() if isinstance(value, bool) else None
    if kind in NUMBERS:
        return number_text(value, is_whole=kind == "integer")
    if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
        return None
    match kind:
        case "text":
            return "'" + value.replace("'", "''") + "'"
        case "date":
            return f"#{value}#" if DATE.fullmatch(value) else None
        case _:
            return value if DURATION.fullmatch(value) else None


def number_text(value: object, *, is_whole: bool) -> str | None:
    """The digits of a JSON number, or of a text that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return None
    if is_whole and number != number.to_integral_value():
        return None
    return f"{number:f}"


def is_in_bounds(parameter: Json, text: str) -> bool:
    """Whether a number lies within the parameter's bounds."""
    if parameter["type"] not in NUMBERS:
        return True
    number = Decimal(text)
    least, most = parameter.get("min"), parameter.get("max")
    return (least is None or number >= Decimal(str(least))) and (
        most is None or number <= Decimal(str(most))
    )


def value_of(parameter: Json) -> object:
    """The default as a form shows it, where it is a plain value; None for other formulas.

    >>> value_of({"type": "text", "default": "'it''s'"}), value_of({"type": "number"})
    ("it's", None)
    """
    text, kind = str(parameter.get("default") or ""), parameter["type"]
    if kind in NUMBERS:
        return number_text(text, is_whole=False)
    if kind == "boolean":
        return {"TRUE": True, "FALSE": False}.get(text.upper())
    if kind == "text":
        is_plain = len(text) > 1 and text[0] == text[-1] == "'"
        return text[1:-1].replace("''", "'") if is_plain else None
    if kind == "date":
        return text.strip("#") if DATE.fullmatch(text.strip("#")) else None
    return text if DURATION.fullmatch(text) else None
