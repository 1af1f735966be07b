"""What builders ask of formulas: one as conditions, conditions as one, what one would change."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from engine.access import access_of
from engine.reading.condition_text import write_conditions
from engine.reading.conditions import MOST_CONDITIONS, Condition, Conditions, read_conditions
from engine.reading.effect import formula_effect
from runtime.errors import BodyProblem, InvalidBody
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint

Name = Annotated[str, Field(min_length=1, max_length=100)]


class OneCondition(Body):
    """A condition on a field; `value` is what the operator takes."""

    field: Name
    operator: Name
    value: object = None
    text: str = ""


class AskedConditions(Body):
    """Either the text of a filter, or conditions."""

    app: Name
    table: Name
    text: Annotated[str, Field(max_length=20_000)] | None = None
    conditions: Annotated[list[OneCondition], Field(max_length=MOST_CONDITIONS)] | None = None
    join: Literal["and", "or"] = "and"


def answer_conditions(call: Call) -> Answer:
    """The conditions that a text is, `null` where it is more than a list of them; or the text
    that conditions are."""
    asked = read_body_as(AskedConditions, call)
    if (asked.text is None) == (asked.conditions is None):
        raise InvalidBody([BodyProblem("text_or_conditions", "")])
    access = access_of(call.work.catalog, call.actor)
    table = f"{asked.app}.{asked.table}"
    mask, scope = access.table(table), access.scope_of(table)
    if asked.conditions is not None:
        given = tuple(Condition(it.field, it.operator, it.value) for it in asked.conditions)
        text = write_conditions(Conditions(asked.join, given), mask, scope, call.language)
        # What the conditions say must hold as a filter too: an option that is there, a real day.
        read_conditions(text, scope)
        return Answer({"text": text})
    found = read_conditions(asked.text or "", scope)
    if found is None:
        return Answer({"conditions": None})
    shown = [
        {"field": it.field, "operator": it.operator, "value": it.value, "text": it.text}
        for it in found.conditions
    ]
    return Answer({"conditions": shown, "join": found.join})


class AskedEffect(Body):
    """Another text for a formula field."""

    app: Name
    table: Name
    field: Name
    text: Annotated[str, Field(max_length=20_000)]


def answer_effect(call: Call) -> Answer:
    """How many records would get another value."""
    asked = read_body_as(AskedEffect, call)
    actor = replace(call.actor, language=call.language)
    table = f"{asked.app}.{asked.table}"
    found = formula_effect(call.work, actor, table, asked.field, asked.text)
    examples = [
        {"id": str(it.id), "title": it.title, "before": it.before, "after": it.after}
        for it in found.examples
    ]
    return Answer(
        {
            "rows": found.rows,
            "changed": found.changed,
            "complete": found.is_complete,
            "examples": examples,
        }
    )


CONDITIONS = (
    Endpoint(
        "POST",
        "/api/v1/formulas/effect",
        answer_effect,
        "How many records another formula would change",
        body=schema_of(AskedEffect),
        is_long=True,
    ),
    Endpoint(
        "POST",
        "/api/v1/formulas/conditions",
        answer_conditions,
        "A filter's formula as conditions, or conditions as a formula",
        body=schema_of(AskedConditions),
        most_body=200_000,
    ),
)
