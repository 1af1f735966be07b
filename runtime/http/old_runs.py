"""Runs that wait by an older version of their automation, and what becomes of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import label_texts, text_in
from metadata.resolved_workflow import Step
from runtime.http.batch import Id
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.ids import LARGEST, read_number
from runtime.http.records import known_words
from runtime.http.runs import AUTOMATION_PATH
from workflow.errors import RunRefused
from workflow.messages import words
from workflow.old_runs import MOST_AT_ONCE, OldRun, list_old_runs, treat_old_runs
from workflow.run_pages import run_json

Json = dict[str, object]

PATH = AUTOMATION_PATH + "/old-runs"
PAGE, MOST_PAGE = 50, 200


class Treated(Body):
    """Which runs (the newest 200 of all, where none are named) are to go on in the present version,
    begin again with it, or be cancelled."""

    do: Literal["move", "restart", "cancel"]
    runs: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)] | None = None


def answer_old_runs(call: Call) -> Answer:
    """The runs that wait by an older version, newest first, and where each would stand."""
    known_words(call, "cursor", "limit")
    before = read_number(call.query, "cursor", None, LARGEST)
    limit = read_number(call.query, "limit", PAGE, MOST_PAGE) or PAGE
    found = list_old_runs(call.work, call.actor, place_of(call), (before, limit))
    last = str(found.runs[-1].run.id) if found.has_more else None
    shown = [old_run_json(call, each) for each in found.runs]
    return Answer({"count": found.count, "runs": shown, "next": last})


def place_of(call: Call) -> tuple[str, str]:
    """The app and the key of the path's automation."""
    return call.path["app"], call.path["automation"]


def old_run_json(call: Call, old: OldRun) -> Json:
    """A run, the step that it waits at, and why it cannot wait there in the present version."""
    return {
        **run_json(call.work, old.run, call.language),
        "step": None if old.step is None else step_json(old.step, call.language),
        "may_move": old.refusal is None,
        "why": None if old.refusal is None else why_json(old.refusal, call.language),
    }


def step_json(step: Step, language: str) -> Json:
    """A step by what it is called."""
    label = step.document.label
    told = None if label is None else text_in(label_texts(label, step.key), language)
    return {"key": step.key, "do": step.do, "label": told}


def why_json(refused: RunRefused, language: str) -> Json:
    """Why it cannot be done, in words."""
    message = words(refused.code, refused.parameters, language)
    return {"code": refused.code, "message": message}


def answer_treat(call: Call) -> Answer:
    """It is done with the runs, as far as nothing speaks against it."""
    known_words(call)
    asked = read_body_as(Treated, call)
    wanted = None if asked.runs is None else [min(int(id), LARGEST) for id in asked.runs]
    found = treat_old_runs(call.work, call.actor, place_of(call), asked.do, wanted)
    left = [
        {"run": str(id), **why_json(refused, call.language)} for id, refused in found.left.items()
    ]
    return Answer({"done": found.done, "left": left, "has_more": found.has_more})


OLD_RUNS = (
    Endpoint(
        "GET",
        PATH,
        answer_old_runs,
        "Runs that wait by an older version of the automation",
        query={"cursor": "`next` of the page before", "limit": f"1 to {MOST_PAGE}"},
    ),
    Endpoint(
        "POST",
        PATH,
        answer_treat,
        "Move runs to the present version, begin them again, or cancel them",
        body=schema_of(Treated),
    ),
)
