"""Error → status and problem JSON (RFC 9457). The map is total: a test walks every error of ours.

What is in no table is a bug: 500, the trace in the log under a reference, none of it in the
answer.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from engine import errors as engine_errors
from engine.errors import EngineError, QueryProblem
from engine.messages import WORDS as ENGINE_WORDS
from engine.messages import refusal_words
from engine.messages import words as engine_words
from engine.writing.change import Refusal
from formula.errors import FormulaValueError, InvalidFormula, NotCompilable
from formula.errors import Problem as FormulaProblem
from formula.messages import say as say_formula
from formula.messages import say_error_value
from formula.nearest import nearest
from metadata.errors import InvalidDocuments, UnreadableFolder
from metadata.merge import Conflict
from metadata.merge_messages import conflict_sentence
from metadata.messages import say as say_document
from metadata.problems import Problem as DocumentProblem
from runtime import errors as edge_errors
from runtime.errors import BadRequest, EdgeError, InvalidBody
from runtime.http.call import Answer
from runtime.http.workflow_errors import WORKFLOW_STATUS
from runtime.messages import title, words
from templates_market.errors import (
    MarketError,
    PackageAbsent,
    PackageNeeds,
    PackageNotNewer,
    PackageParametersUnusable,
    PackagePresent,
    PackageUnknown,
)
from templates_market.messages import parameter_words
from templates_market.messages import words as market_words
from workflow.errors import WorkflowError
from workflow.messages import words as workflow_words

log = logging.getLogger("tangram")

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:tangram:problem:"
RETRY_SECONDS = 2

Json = dict[str, object]

STATUS: Mapping[type[Exception], int] = {
    engine_errors.DatabaseError: 503,
    engine_errors.DatabaseUnavailable: 503,
    engine_errors.OutcomeUnknown: 503,
    engine_errors.StorageFull: 507,
    engine_errors.WorkspaceInUse: 503,
    engine_errors.UnsuitableDatabase: 503,
    engine_errors.TooManyConflicts: 503,
    engine_errors.StructureBusy: 503,
    engine_errors.UniqueBroken: 422,
    engine_errors.RevisionUnknown: 404,
    engine_errors.BaseMoved: 409,
    engine_errors.PlanUnknown: 404,
    engine_errors.DocumentsConflict: 409,
    engine_errors.ConsentNeeded: 409,
    engine_errors.PlanBlocked: 422,
    engine_errors.UnknownTable: 404,
    engine_errors.UnknownRecord: 404,
    engine_errors.Forbidden: 403,
    engine_errors.WriteRefused: 422,
    engine_errors.WriteForbidden: 403,
    engine_errors.UnknownTransition: 404,
    engine_errors.VersionConflict: 409,
    engine_errors.CatalogMoved: 503,
    engine_errors.RowsMoved: 503,
    engine_errors.KeyReused: 409,
    engine_errors.InvalidQuery: 400,
    engine_errors.UnknownFile: 404,
    engine_errors.FileRefused: 422,
    engine_errors.UnknownImport: 404,
    engine_errors.ImportState: 409,
    engine_errors.GrantEnded: 409,
    engine_errors.ImportRefused: 422,
    engine_errors.PeopleRefused: 422,
    MarketError: 422,
    PackageUnknown: 404,
    PackagePresent: 409,
    PackageNeeds: 409,
    PackageAbsent: 404,
    PackageNotNewer: 409,
    InvalidDocuments: 422,
    UnreadableFolder: 422,
    InvalidFormula: 400,
    NotCompilable: 400,
    FormulaValueError: 422,
    edge_errors.NotFound: 404,
    edge_errors.NotAllowed: 403,
    edge_errors.SignInNeeded: 401,
    edge_errors.SignInRefused: 401,
    edge_errors.TooManyTries: 429,
    edge_errors.PasswordUnusable: 422,
    edge_errors.SettingUnusable: 500,
    edge_errors.ServerRefused: 502,
    **WORKFLOW_STATUS,
}
"""A class that is not here has the status of its nearest base."""

NEVER_LOGGED = frozenset(range(400, 500)) | {507}


def status_of(error: Exception) -> int | None:
    """The status that the error means; None for a bug."""
    if isinstance(error, BadRequest):
        return error.status
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)


def answer_error(error: Exception, language: str) -> Answer:
    """The problem that the error is for its caller."""
    status = status_of(error)
    if status is None:
        return answer_bug(error, language)
    try:
        return answer_problem(error, status, language)
    except (LookupError, ValueError, TypeError, AttributeError) as bug:
        # Words that are missing, or do not fit their parameters.
        bug.__context__ = error
        return answer_bug(bug, language)


def answer_problem(error: Exception, status: int, language: str) -> Answer:
    """The problem in words."""
    if status not in NEVER_LOGGED:
        log.warning("%s: %s", type(error).__name__, error)
    body: Json = {
        "type": TYPE + code_of(error),
        "title": title(status, language),
        "status": status,
        "code": code_of(error),
        "detail": detail_of(error, language),
        "problems": list(problems_of(error, language)),
        **extras_of(error, language),
    }
    return Answer(body, status, headers_of(error, status), PROBLEM_JSON)


def answer_bug(error: Exception, language: str) -> Answer:
    """A failure of ours: the log has the trace, the caller the reference to it."""
    reference = secrets.token_hex(6)
    log.error("server error %s", reference, exc_info=error)
    body: Json = {
        "type": f"{TYPE}server_error",
        "title": title(500, language),
        "status": 500,
        "code": "server_error",
        "detail": words("server_error", {"reference": reference}, language),
        "problems": [],
    }
    return Answer(body, 500, media_type=PROBLEM_JSON)


def code_of(error: Exception) -> str:
    """The code that programs go by."""
    match error:
        case engine_errors.PeopleRefused():
            return error.reason
        case EngineError() | EdgeError() | MarketError() | WorkflowError():
            return error.code
        case InvalidDocuments() | UnreadableFolder():
            return "invalid_documents"
        case FormulaValueError():
            return "formula_value"
        case _:
            return "invalid_formula"


def detail_of(error: Exception, language: str) -> str:
    """One sentence for people."""
    match error:
        case EdgeError():
            return words(error.code, error.parameters, language)
        case engine_errors.Forbidden():
            return refusal_words(Refusal(error.action, None, "", error.parameters), language)
        case engine_errors.PeopleRefused():
            code = error.reason if error.reason in ENGINE_WORDS else error.code
            return engine_words(code, error.parameters, language)
        case EngineError():
            return engine_words(error.code, error.parameters, language)
        case FormulaValueError():
            return say_error_value(error.code, language)
        case MarketError():
            return market_words(error, language)
        case WorkflowError():
            return workflow_words(error.code, error.parameters, language)
        case UnreadableFolder():
            return f"{error.path}: {error.reason}"
        case _:
            said = [str(problem["message"]) for problem in problems_of(error, language)]
            return said[0] if said else title(422, language)


def problems_of(error: Exception, language: str) -> Iterator[Json]:
    """Everything that is wrong, each with its place."""
    match error:
        case engine_errors.WriteRefused():
            for index, outcome in enumerate(error.outcomes):
                many = len(error.outcomes) > 1
                for refusal in outcome.refusals:
                    yield refusal_json(refusal, language, index if many else None)
        case engine_errors.ConsentNeeded() | engine_errors.PlanBlocked():
            yield from plan_problems(error, language)
        case engine_errors.DocumentsConflict():
            yield from (conflict_json(conflict, language) for conflict in error.conflicts)
        case engine_errors.InvalidQuery():
            yield from (query_json(problem, language) for problem in error.problems)
        case engine_errors.UnknownTable():
            suggestion = next(iter(nearest(error.table, error.suggestions)), None)
            message = engine_words(error.code, error.parameters, language)
            yield dropping_none(code=error.code, message=message, suggestion=suggestion)
        case InvalidDocuments():
            yield from (document_json(problem, language) for problem in error.problems)
        case InvalidFormula() | NotCompilable():
            yield from (formula_json(problem, language) for problem in formula_problems(error))
        case InvalidBody() | PackageParametersUnusable():
            yield from body_problems(error, language)
        case _:
            yield {"code": code_of(error), "message": detail_of(error, language)}


def body_problems(error: InvalidBody | PackageParametersUnusable, language: str) -> Iterator[Json]:
    """What is wrong with parts of a body, each with its pointer."""
    if isinstance(error, InvalidBody):
        for found in error.problems:
            message = words(found.code, found.parameters, language)
            yield {"code": found.code, "message": message, "pointer": found.pointer}
        return
    for wrong in error.problems:
        message = parameter_words(wrong, language)
        yield {"code": wrong.code, "message": message, "pointer": f"/parameters/{wrong.key}"}


def refusal_json(refusal: Refusal, language: str, change: int | None = None) -> Json:
    """A refusal or warning of a record; `change` is its position in a batch."""
    found = dropping_none(
        code=refusal.code,
        message=refusal_words(refusal, language),
        field=refusal.field,
        pointer=refusal.pointer,
        rule=refusal.parameters.get("rule"),
        record=refusal.parameters.get("record"),
        suggestion=refusal.suggestion,
    )
    return found if change is None else {**found, "change": change}


def plan_problems(
    error: engine_errors.ConsentNeeded | engine_errors.PlanBlocked, language: str
) -> Iterator[Json]:
    """What keeps the plan from being applied: dangers not accepted, records in the way."""
    told = error.plan.told(language)
    if isinstance(error, engine_errors.ConsentNeeded):
        dangers = cast(list[Json], told["dangers"])
        found = [entry for entry in dangers if entry["code"] in error.missing]
    else:
        found = [entry for entry in cast(list[Json], told["findings"]) if entry["blocks"]]
    for entry in found:
        yield {"code": entry["code"], "message": entry["sentence"], "rows": entry["rows"]}


def conflict_json(conflict: Conflict, language: str) -> Json:
    """A piece that two people changed otherwise."""
    place = conflict.place
    return {
        "code": "conflict",
        "id": conflict.name,
        "message": conflict_sentence(conflict, {}, language),
        "document": {"app": place.app, "kind": place.kind, "key": place.key},
        "pointer": place.pointer,
    }


def query_json(problem: QueryProblem, language: str) -> Json:
    """A problem of a query; `parameter` is the parameter or the pointer into the body."""
    parameters = {"place": problem.place, **problem.parameters}
    return dropping_none(
        code=problem.code,
        message=engine_words(problem.code, parameters, language),
        parameter=problem.place,
        suggestion=problem.suggestion,
    )


def formula_problems(error: InvalidFormula | NotCompilable) -> Sequence[FormulaProblem]:
    """What is wrong with the formula."""
    if isinstance(error, InvalidFormula):
        return error.problems
    return [FormulaProblem("F113", error.span, {"name": error.name})]


def document_json(problem: DocumentProblem, language: str) -> Json:
    """A problem of a document."""
    place, span = problem.place, problem.span
    return dropping_none(
        code=problem.code,
        message=say_document(problem, language),
        severity=problem.severity,
        document={"app": place.app, "kind": place.kind, "key": place.key},
        pointer=place.pointer,
        span=None if span is None else {"start": span.start, "end": span.end},
        suggestion=problem.suggestion,
    )


def formula_json(problem: FormulaProblem, language: str) -> Json:
    """A problem of a formula; spans are in code points."""
    replacements = [
        {"text": it.text, "span": {"start": it.span.start, "end": it.span.end}}
        for it in problem.suggestions
    ]
    return {
        "code": problem.code,
        "message": say_formula(problem, language),
        "severity": problem.severity,
        "span": {"start": problem.span.start, "end": problem.span.end},
        "replacements": replacements,
        **({"suggestion": replacements[0]["text"]} if replacements else {}),
    }


def extras_of(error: Exception, language: str) -> Json:
    """What programs need besides: the present version or revision, seconds to wait."""
    match error:
        case engine_errors.VersionConflict():
            return {"version": error.version}
        case engine_errors.BaseMoved():
            return {"present": error.parameters.get("present")}
        case engine_errors.ConsentNeeded() | engine_errors.PlanBlocked():
            return {"plan": error.plan.told(language)}
        case edge_errors.TooManyTries():
            return {"seconds": error.seconds}
        case _:
            return {}


def headers_of(error: Exception, status: int) -> Mapping[str, str]:
    """Headers that go with the status."""
    if isinstance(error, edge_errors.TooManyTries):
        return {"Retry-After": str(error.seconds)}
    if status == 503:
        return {"Retry-After": str(RETRY_SECONDS)}
    # No WWW-Authenticate on 401: browsers would ask for a password of their own.
    return {}


def dropping_none(**parts: object) -> Json:
    """The parts that are there."""
    return {name: part for name, part in parts.items() if part is not None}


def language_of(headers: Mapping[str, str]) -> str:
    """`zh` or `en`, whichever Accept-Language (RFC 9110, 12.5.4) likes better; `zh` if neither.

    >>> language_of({"accept-language": "fr, en-GB;q=0.8, zh;q=0.5"})
    'en'
    >>> language_of({})
    'zh'
    """
    best, most = "zh", 0.0
    wanted = headers.get("accept-language")
    for part in wanted[:500].split(",") if wanted else ():
        name, _, quality = part.strip().partition(";")
        language = name.strip().lower().partition("-")[0]
        weight = weight_of(quality)
        if language in ("zh", "en") and weight > most:
            best, most = language, weight
    return best


def weight_of(text: str) -> float:
    """The number of `q=0.8`; 1 where there is none, 0 where it cannot be read."""
    name, _, number = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(number) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
