"""What pydantic says about a document, as problems: JSON pointers, what was expected, what was
probably meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formula.nearest import nearest
from metadata.documents.label import KEY_PATTERN
from metadata.problems import Place, Problem
from metadata.schema.models import child

Properties = Callable[[str, object, Sequence[str | int]], Sequence[str]]
"""(kind, document, steps of a pointer) → the properties the object there may have."""

EXPECTED = {
    "string_type": "text",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "tuple_type": "list",
    "list_type": "list",
    "int_from_float": "integer",
}
DISCRIMINATORS = ("type", "kind", "do", "event")
BOUNDS = {
    "greater_than_equal": ("below_bound", "min", "ge"),
    "less_than_equal": ("above_bound", "max", "le"),
    "string_too_short": ("too_short", "min", "min_length"),
    "string_too_long": ("too_long_text", "max", "max_length"),
    "too_short": ("too_few", "min", "min_length"),
    "too_long": ("too_many_items", "max", "max_length"),
}


def shape_problems(
    error: ValidationError, source: object, place: Place, properties: Properties
) -> list[Problem]:
    """One problem for each place (for each missing property); of the branches of a union, only
    what the value there can have meant."""
    found: dict[tuple[str | int, ...], list[ErrorDetails]] = defaultdict(list)
    for detail in likeliest(error.errors(include_url=False), source):
        found[steps_of(detail, source)].append(detail)
    problems = []
    for steps, details in found.items():
        wrong_type = [detail for detail in details if detail["type"] in EXPECTED]
        others = [detail for detail in details if detail["type"] not in EXPECTED]
        deeper = any(len(other) > len(steps) and other[: len(steps)] == steps for other in found)
        missing = [detail for detail in others if is_missing(detail)]
        where = place.at(*steps)
        if missing:
            problems += [missing_problem(detail, where) for detail in missing]
        elif others:
            details_first = sorted(others, key=lambda detail: detail["type"] == "literal_error")
            known = properties(place.kind, source, steps[:-1])
            problems.append(one_problem(details_first[0], where, known))
        elif wrong_type and not deeper:
            expected = dict.fromkeys(EXPECTED[detail["type"]] for detail in wrong_type)
            problems.append(Problem("wrong_type", where, {"expected": " | ".join(expected)}))
    return problems


def likeliest(details: Sequence[ErrorDetails], source: object) -> list[ErrorDetails]:
    """Where one of several models was meant, only what is wrong with the likeliest: the one that
    knows the most of the properties that are there."""
    scores: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for detail in details:
        misfits = detail["type"] in {"extra_forbidden", "missing"}
        for before, model in models_tried(detail, source):
            scores[before][model] += misfits
    best = {before: min(found.values()) for before, found in scores.items()}
    return [
        detail
        for detail in details
        if all(
            scores[before][model] == best[before] for before, model in models_tried(detail, source)
        )
    ]


def models_tried(detail: ErrorDetails, source: object) -> Iterator[tuple[tuple[object, ...], str]]:
    """(way to the place, model) of each choice between models that pydantic made on its way."""
    node: object = source
    for index, part in enumerate(detail["loc"]):
        is_there = (isinstance(node, Mapping) and part in node) or isinstance(part, int)
        if is_there:
            node = child(node, part)
        elif isinstance(part, str) and part[:1].isupper():
            yield detail["loc"][:index], part


def steps_of(detail: ErrorDetails, source: object) -> tuple[str | int, ...]:
    """The steps of the JSON pointer; pydantic's names of union branches are left out."""
    steps: list[str | int] = []
    node, may_be_tag = source, True
    for part in detail["loc"]:
        if isinstance(node, Mapping):
            is_tag = may_be_tag and part in [node.get(name) for name in DISCRIMINATORS]
            may_be_tag = False
            if not is_tag and part in node:
                steps.append(part)
                node = node[part]
        elif isinstance(node, list | tuple) and isinstance(part, int) and part < len(node):
            steps.append(part)
            node, may_be_tag = node[part], True
    return tuple(steps)


def is_missing(detail: ErrorDetails) -> bool:
    """Whether a property that must be there is not."""
    return detail["type"] in {"missing", "union_tag_not_found"}


def missing_problem(detail: ErrorDetails, where: Place) -> Problem:
    """A property that must be there; a missing discriminator is one too."""
    if detail["type"] == "missing":
        return Problem("missing_property", where, {"property": str(detail["loc"][-1])})
    discriminator = str(detail["ctx"]["discriminator"]).strip("'")
    return Problem("missing_property", where, {"property": discriminator})


def one_problem(detail: ErrorDetails, where: Place, known: Sequence[str]) -> Problem:
    """The problem of one place; `known` are the properties of the object it stands in."""
    kind, context = detail["type"], detail.get("ctx", {})
    value = detail["input"]
    is_key = detail["loc"][-1:] == ("[key]",)
    if kind == "extra_forbidden" or (is_key and kind == "literal_error"):
        name = str(detail["loc"][-2] if is_key else detail["loc"][-1])
        if is_key:
            known = quoted_values(str(context.get("expected", "")))
        return Problem("unknown_property", where, {"property": name}, closest(name, known))
    if kind == "union_tag_invalid":
        discriminator = str(context["discriminator"]).strip("'")
        tags = quoted_values(str(context["expected_tags"]))
        tag = str(context["tag"])
        return Problem(
            f"unknown_{discriminator}", where.at(discriminator), {"value": tag}, closest(tag, tags)
        )
    if kind == "literal_error":
        values = quoted_values(str(context["expected"]))
        parameters = {"value": str(value), "expected": ", ".join(values)}
        return Problem("unknown_value", where, parameters, closest(str(value), values))
    if kind == "string_pattern_mismatch":
        code = "bad_key" if context.get("pattern") == KEY_PATTERN else "bad_form"
        return Problem(code, where, {"value": str(value)})
    if kind in BOUNDS:
        code, parameter, limit = BOUNDS[kind]
        return Problem(code, where, {parameter: str(context[limit])})
    return Problem("wrong_value", where, {"detail": detail["msg"]})


def quoted_values(text: str) -> list[str]:
    """The values of pydantic's `'a', 'b' or 'c'`; a number stands without quotes."""
    parts = text.replace(" or ", ", ").split(", ")
    return [part.strip().strip("'") for part in parts if part.strip()]


def closest(text: str, known: Sequence[str]) -> str | None:
    """The known text that was probably meant."""
    return next(iter(nearest(text, known)), None)
