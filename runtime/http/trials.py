"""Trials: versions of automations that run beside the ones before them, and automations that were
stopped."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.ids import read_id
from runtime.http.records import known_words
from workflow.mending import list_breakers
from workflow.trials.pages import end_by_hand, list_trials, read_trial

TRIALS_PATH = "/api/v1/apps/{app}/trials"
TRIAL_PATH = TRIALS_PATH + "/{trial}"
ACCEPTED = 202


def answer_trials(call: Call) -> Answer:
    """The trials of an app, newest first, as far as the caller may know of them."""
    known_words(call, "automation", "state")
    narrowed = call.query.get("automation"), call.query.get("state")
    return Answer({"trials": list_trials(call.work, call.actor, call.path["app"], *narrowed)})


def answer_trial(call: Call) -> Answer:
    """One trial with its figures."""
    known_words(call)
    return Answer(read_trial(call.work, call.actor, *place_of(call)))


def place_of(call: Call) -> tuple[str, int]:
    """The app and the id of the path's trial."""
    return call.path["app"], read_id(call.path["trial"], "unknown_trial", "trial")


class EndBody(Body):
    """The verdict, and why it does not wait for the end of the time."""

    verdict: Literal["keep", "roll_back"]
    reason: Annotated[str, Field(min_length=1, max_length=500)]


def answer_end(call: Call) -> Answer:
    """The trial ends before its time."""
    known_words(call)
    body = read_body_as(EndBody, call)
    ended = end_by_hand(call.work, call.actor, place_of(call), body.verdict, body.reason)
    return Answer(ended, status=ACCEPTED)


def answer_breakers(call: Call) -> Answer:
    """The automations of an app that were stopped because they started too often."""
    known_words(call)
    return Answer({"breakers": list_breakers(call.work, call.actor, call.path["app"])})


TRIALS = (
    Endpoint(
        "GET",
        TRIALS_PATH,
        answer_trials,
        "Versions of automations on trial, newest first",
        query={
            "automation": "the key of an automation",
            "state": "running, ending, kept, rolled_back or stopped",
        },
    ),
    Endpoint("GET", TRIAL_PATH, answer_trial, "One trial with its figures as they stand"),
    Endpoint(
        "POST",
        TRIAL_PATH + "/end",
        answer_end,
        "End a trial before its time: keep the version, or put the one before it back",
        body=schema_of(EndBody),
        status=ACCEPTED,
    ),
    Endpoint(
        "GET",
        "/api/v1/apps/{app}/breakers",
        answer_breakers,
        "Automations that were stopped because they started too often",
    ),
)
