"""Whether the database is as the revision says."""

from __future__ import annotations

from engine.access import access_of
from engine.drift import find_drift
from engine.files.upkeep import find_missing_contents
from engine.messages import words
from runtime.errors import NotAllowed
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.records import known_words


def answer_drift(call: Call) -> Answer:
    """Everything in which the database differs from the present revision."""
    known_words(call)
    if not access_of(call.work.catalog, call.actor).has_power("audit"):
        raise NotAllowed("power_needed", {"power": "audit"})
    found = [
        {
            "code": drift.code,
            "place": drift.place,
            "message": words(drift.code, {"place": drift.place, **drift.parameters}, call.language),
        }
        for drift in (*find_drift(call.work), *find_missing_contents(call.work))
    ]
    return Answer({"drifts": found})


DRIFT = (
    Endpoint(
        "GET",
        "/api/v1/drift",
        answer_drift,
        "Where the database is not as the revision says",
        is_long=True,
    ),
)
