"""Every error of ours has a status and words; none is a 500 by accident."""

import re

import orjson
import pytest

from engine import errors as engine_errors
from engine.errors import InvalidQuery, QueryProblem, UnknownTable, VersionConflict
from engine.writing.change import Change, Kind, Outcome, Refusal
from engine.writing.outcomes import RefusedLate
from formula.errors import FormulaError, InvalidFormula, Problem, Span, Suggestion
from metadata.errors import InvalidDocuments, MetadataError
from metadata.problems import Place
from metadata.problems import Problem as DocumentProblem
from runtime.errors import BadRequest, EdgeError, TooManyTries
from runtime.http.body import CODES
from runtime.http.call import Answer
from runtime.http.endpoints import ENDPOINTS
from runtime.http.errors import STATUS, answer_error, language_of
from runtime.messages import TITLES, WORDS
from templates_market.errors import MarketError
from tests.architecture.source import ROOT
from tests.runtime.asking import below

BASES = (engine_errors.EngineError, MetadataError, FormulaError, MarketError, EdgeError)
NEVER_SEEN = {*BASES, BadRequest, RefusedLate}
"""Bases, and what no caller of the engine gets."""


def test_every_error_of_ours_has_a_status() -> None:
    assert ENDPOINTS  # all that can be raised is imported
    kinds = {kind for base in BASES for kind in below(base)} - NEVER_SEEN
    missing = [
        kind.__name__
        for kind in kinds
        if not kind.__name__.startswith("_")
        and not issubclass(kind, BadRequest)
        and not any(each in STATUS for each in kind.__mro__)
    ]
    assert missing == []


def test_every_status_has_a_title() -> None:
    assert {str(status) for status in STATUS.values()} <= TITLES.keys()


REFUSED = Outcome(
    Change(Kind.UPDATE, "shop.buyer", 1),
    1,
    0,
    {},
    refusals=(Refusal("required", "name", "/name", {"rule": "r"}),),
)
PLACE = Place("shop", "table", "buyer", "/fields/0")
CASES = [
    (UnknownTable("shop.byer", ["shop.buyer"]), 404, {"suggestion": "shop.buyer"}),
    (VersionConflict([REFUSED], 7), 409, {"field": "name", "rule": "r"}),
    (InvalidQuery([QueryProblem("missing", "app")]), 400, {"parameter": "app"}),
    (
        InvalidFormula("a+", [Problem("F101", Span(0, 1), {"name": "a"}, suggestions=())]),
        400,
        {"span": {"start": 0, "end": 1}},
    ),
    (
        InvalidFormula(
            "b",
            [Problem("F101", Span(0, 1), {"name": "b"}, "error", (Suggestion("c", Span(0, 1)),))],
        ),
        400,
        {"suggestion": "c"},
    ),
    (
        InvalidDocuments([DocumentProblem("duplicate_property", PLACE, {"property": "x"})]),
        422,
        {"pointer": "/fields/0", "document": {"app": "shop", "kind": "table", "key": "buyer"}},
    ),
    (BadRequest("broken_json", 400, {"line": 2, "column": 3}), 400, {"code": "broken_json"}),
    (TooManyTries(8), 429, {"code": "too_many_tries"}),
    (engine_errors.DatabaseUnavailable(), 503, {"code": "database_unavailable"}),
]


@pytest.mark.parametrize(("error", "status", "part"), CASES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_error_becomes_a_problem(
    error: Exception, status: int, part: dict[str, object], language: str
) -> None:
    answer = answer_error(error, language)
    body = orjson.loads(answer.content())
    assert answer.status == body["status"] == status
    assert answer.media_type == "application/problem+json"
    assert {"type", "title", "status", "code", "detail", "problems"} <= body.keys()
    assert part.items() <= body["problems"][0].items()
    assert body["problems"][0]["message"]


def test_waiting_is_said_in_a_header() -> None:
    assert answer_error(TooManyTries(8), "en").headers["Retry-After"] == "8"
    assert "Retry-After" in answer_error(engine_errors.DatabaseUnavailable(), "en").headers


def test_a_bug_tells_its_reference_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    answer: Answer = answer_error(KeyError("secret"), "en")
    body = orjson.loads(answer.content())
    assert answer.status == 500
    assert "secret" not in answer.content().decode()
    assert body["detail"].split()[-1] in caplog.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.1", "en"),
        ("fr;q=1, en;q=0.1", "en"),
        ("en;q=0", "zh"),
        ("en;q=x", "zh"),
        (";;;,,q=", "zh"),
        ("*", "zh"),
    ],
)
def test_the_language_is_the_one_liked_best(accepted: str, language: str) -> None:
    assert language_of({"accept-language": accepted}) == language


RAISED = re.compile(
    r"(?:BadRequest|NotFound|NotAllowed|SettingUnusable|BodyProblem|read_id)\(\s*(?:[^\"()]*, )?"
    r"\"([a-z_]+)\""
)


def test_every_code_of_the_edge_has_words() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "runtime").rglob("*.py")]
    codes = {code for text in texts for code in RAISED.findall(text)}
    assert len(codes) > 25
    assert codes - WORDS.keys() == set()
    assert set(CODES.values()) <= WORDS.keys()
