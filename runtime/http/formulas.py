"""Formulas as they are written: checked, completed, evaluated with every part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from engine.access import access_of
from engine.reading.evaluating import evaluate_formula
from engine.reading.outline import Outline
from formula.check import check
from formula.messages import say_error_value
from formula.references import reads
from formula.scope import Use
from formula.typed import Typed
from formula.types import Type, type_name
from runtime.completions import complete
from runtime.errors import BodyProblem, InvalidBody
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.errors import formula_json
from runtime.http.ids import read_id
from runtime.variable_types import SIMPLE, type_named

Json = dict[str, object]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Text = Annotated[str, Field(max_length=20_000)]


class CheckedFormula(Body):
    """A formula as it is being written; `cursor` is a place in it, in code points. In an automation
    `variables` are the types of what steps gave, by `key` or `key.part` (`ref<crm.lead>`), and
    OLD is known where it `remembers`."""

    app: Name
    table: Name
    text: Text
    use: Literal[
        "field",
        "id",
        "default",
        "validate",
        "condition",
        "set",
        "scope",
        "filter",
        "measure",
        "text",
        "several",
    ] = "field"
    cursor: Annotated[int, Field(ge=0)] | None = None
    variables: Annotated[dict[Name, Name], Field(max_length=500)] | None = None
    remembers: bool = False


class EvaluatedFormula(Body):
    """A formula, and the record or the unsaved values that it is evaluated on."""

    app: Name
    table: Name
    text: Text
    record: str | None = None
    values: dict[str, object] | None = None


def answer_check(call: Call) -> Answer:
    """What is known about the formula: its type, everything wrong with it, what it reads."""
    asked = read_body_as(CheckedFormula, call)
    catalog = call.work.catalog
    access = access_of(catalog, call.actor)
    table = f"{asked.app}.{asked.table}"
    access.table(table)
    scope = replace(
        access.scope_of(table), variables=variables_of(asked), remembers=asked.remembers
    )
    checked = check(asked.text, scope, Use(asked.use))
    answer: Json = {
        "type": None if checked.typed is None else type_name(checked.typed.type),
        "problems": [formula_json(problem, call.language) for problem in checked.problems],
        "depends": [] if checked.typed is None else depends_of(checked.typed),
    }
    if asked.cursor is not None:
        cursor = min(asked.cursor, len(asked.text))
        answer["completions"] = complete(asked.text, cursor, scope, call.language)
    return Answer(answer)


def variables_of(asked: CheckedFormula) -> Mapping[str, Type]:
    """The types of the variables. Raises InvalidBody where one is no type."""
    named = {key: type_named(name) for key, name in (asked.variables or {}).items()}
    options = ", ".join((*SIMPLE, "ref<app.table>", "list<…>"))
    wrong = [
        BodyProblem("not_one_of", f"/variables/{key}", {"options": options})
        for key, found in named.items()
        if found is None
    ]
    if wrong:
        raise InvalidBody(wrong)
    return {key: found for key, found in named.items() if found is not None}


def depends_of(typed: Typed) -> list[Json]:
    """The fields that the formula reads, each with the relations on the way to it."""
    return [
        {"table": it.table, "field": it.key, "path": [step.key for step in it.path]}
        for it in reads(typed)
    ]


def answer_evaluate(call: Call) -> Answer:
    """The formula's value, or the error that it is, and the value of every part."""
    asked = read_body_as(EvaluatedFormula, call)
    if (asked.record is None) == (asked.values is None):
        raise InvalidBody([BodyProblem("record_or_values", "")])
    row = read_id(asked.record) if asked.record is not None else asked.values or {}
    table = f"{asked.app}.{asked.table}"
    actor = replace(call.actor, language=call.language)
    found = evaluate_formula(call.work, actor, table, asked.text, row)
    answer: Json = {
        "type": found.type,
        "parts": list(found.parts),
        "outline": outline_json(found.outline),
    }
    if found.error is None:
        answer |= {"value": found.value, "display": found.display}
    else:
        message = say_error_value(found.error, call.language)
        answer["error"] = {"code": found.error, "message": message}
    return Answer(answer)


def outline_json(outline: Outline) -> Json:
    """Which branch was taken, the conditions looked at, and what was not needed."""
    return {"branch": outline.number, "parts": outline.rows, "skipped": outline.skipped}


FORMULAS = (
    Endpoint(
        "POST",
        "/api/v1/formulas/check",
        answer_check,
        "Type, problems, dependencies and completions of a formula",
        body=schema_of(CheckedFormula),
        most_body=200_000,
    ),
    Endpoint(
        "POST",
        "/api/v1/formulas/evaluate",
        answer_evaluate,
        "A formula's value on a record, and that of every part",
        body=schema_of(EvaluatedFormula),
        is_long=True,
    ),
)
