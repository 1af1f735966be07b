"""Bodies of requests as pydantic models: one source for what is taken and for its description.

Records have no model: their fields are the tables' affair, and they are the hot path.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from runtime.errors import BodyProblem, InvalidBody, Parameters
from runtime.http.call import Call, pointer_part


class Body(BaseModel):
    """A body: no properties but those named, no value taken for another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


AnyBody = TypeVar("AnyBody", bound=Body)

CODES: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_property",
    "string_type": "not_a_text",
    "int_type": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "float_type": "not_a_number",
    "bool_type": "not_a_boolean",
    "list_type": "not_a_list",
    "tuple_type": "not_a_list",
    "dict_type": "must_be_object",
    "model_type": "must_be_object",
    "model_attributes_type": "must_be_object",
    "timezone_aware": "not_a_moment",
    "datetime_type": "not_a_moment",
    "datetime_parsing": "not_a_moment",
    "datetime_from_date_parsing": "not_a_moment",
    "datetime_object_invalid": "not_a_moment",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_short",
    "too_long": "too_long",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "string_pattern_mismatch": "pattern_unmet",
}
"""pydantic's kinds of error → our codes; any other is `value_unfit`."""

LIMITS = ("min_length", "max_length")


def read_body_as(model: type[AnyBody], call: Call) -> AnyBody:
    """The body as the model. Raises InvalidBody with everything that is wrong with it."""
    value = call.object()
    try:
        # By way of JSON's rules: a moment is a text there, which strict Python mode would refuse.
        return model.model_validate_json(call.body) if value or not call.body else model()
    except ValidationError as error:
        raise InvalidBody([body_problem(found) for found in error.errors()]) from error


def body_problem(found: ErrorDetails) -> BodyProblem:
    """One of pydantic's findings in our words."""
    code = CODES.get(found["type"], "value_unfit")
    pointer = "".join(f"/{pointer_part(str(part))}" for part in found["loc"])
    return BodyProblem(code, pointer, parameters_of(code, found))


def parameters_of(code: str, found: ErrorDetails) -> Parameters:
    """What fills the words of the code."""
    context = found.get("ctx", {})
    match code:
        case "unknown_property":
            return {"name": str(found["loc"][-1])}
        case "too_short" | "too_long":
            return {"limit": next(int(context[name]) for name in LIMITS if name in context)}
        case "not_one_of":
            return {"options": str(context.get("expected", ""))}
        case "pattern_unmet":
            return {"pattern": str(context.get("pattern", ""))}
        case "value_unfit":
            return {"detail": found["msg"][:200]}
        case _:
            return {}


def schema_of(model: type[Body]) -> Mapping[str, object]:
    """The JSON Schema of the body, for the description of the interface."""
    return model.model_json_schema(by_alias=True)
