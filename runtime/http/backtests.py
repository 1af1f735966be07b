"""Backtests: what a draft would have done with the recorded past."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from engine.access import access_of
from metadata.documents.kinds import KINDS
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.ids import read_id
from runtime.http.plans import MOST_DOCUMENTS, DeleteDocument, Name, PutDocument
from runtime.http.records import known_words
from workflow.backtest.asking import (
    Asked,
    ask_backtest,
    cancel_backtest,
    list_backtests,
    seen_backtest,
)
from workflow.backtest.showing import backtest_json, shown_report

BACKTESTS_PATH = "/api/v1/apps/{app}/backtests"
BACKTEST_PATH = BACKTESTS_PATH + "/{backtest}"
MOST_DAYS = 366
ACCEPTED = 202
NO_CONTENT = 204


class AskedBacktest(Body):
    """What is tried, on how many days; `base` is the revision that it was written against, `table`
    the key of the only table whose events count."""

    put: Annotated[list[PutDocument], Field(default_factory=list, max_length=MOST_DOCUMENTS)]
    delete: Annotated[list[DeleteDocument], Field(default_factory=list, max_length=MOST_DOCUMENTS)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    table: Name | None = None
    base: Annotated[int, Field(ge=0)] | None = None


def answer_ask(call: Call) -> Answer:
    """The backtest will be made."""
    known_words(call)
    require_builder(call)
    asked = read_body_as(AskedBacktest, call)
    draft = Asked(
        call.path["app"],
        [(it.kind, it.document) for it in asked.put],
        [(it.kind, it.key) for it in asked.delete],
        asked.days,
        asked.table,
        asked.base,
    )
    return Answer({"id": str(ask_backtest(call.work, call.actor, draft))}, ACCEPTED)


def require_builder(call: Call) -> None:
    """The caller builds something of the app: nobody else could ask without learning of hidden
    documents."""
    access = access_of(call.work.catalog, call.actor)
    app = call.path["app"]
    if not any(access.may_build(app, kind) for kind in KINDS):
        raise NotAllowed("build_needed", {"app": app[:50]})


def answer_list(call: Call) -> Answer:
    """The app's backtests."""
    known_words(call)
    require_builder(call)
    found = list_backtests(call.work, call.actor, call.path["app"])
    return Answer({"backtests": [backtest_json(call.work, call.actor, it) for it in found]})


def answer_one(call: Call) -> Answer:
    """One backtest with what it found."""
    known_words(call)
    found = seen_backtest(call.work, call.actor, call.path["app"], backtest_of(call))
    report = shown_report(call.work, call.actor, found)
    return Answer({**backtest_json(call.work, call.actor, found), "report": report})


def backtest_of(call: Call) -> int:
    """The id of the path's backtest."""
    return read_id(call.path["backtest"], "unknown_backtest", "backtest")


def answer_cancel(call: Call) -> Answer:
    """The backtest stops, or is gone."""
    known_words(call)
    cancel_backtest(call.work, call.actor, call.path["app"], backtest_of(call))
    return Answer(status=NO_CONTENT)


BACKTESTS = (
    Endpoint(
        "POST",
        BACKTESTS_PATH,
        answer_ask,
        "Try a draft on the recorded past",
        body=schema_of(AskedBacktest),
        status=ACCEPTED,
        is_long=True,
    ),
    Endpoint("GET", BACKTESTS_PATH, answer_list, "The backtests of an app, newest first"),
    Endpoint("GET", BACKTEST_PATH, answer_one, "How far a backtest is, and what it found"),
    Endpoint(
        "DELETE",
        BACKTEST_PATH,
        answer_cancel,
        "Stop a backtest, or take one away that is over",
        status=NO_CONTENT,
    ),
)
