"""What the caller keeps: personal views, widths, favourites, drafts (decision 26)."""

from __future__ import annotations

import re

from engine.database import Connection
from engine.preferences import (
    Preference,
    count_others,
    drop_preference,
    list_preferences,
    put_preference,
    read_preference,
)
from runtime.errors import BadRequest, BodyProblem, InvalidBody, NotFound
from runtime.http.account import whole_person_of
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.records import known_words

Json = dict[str, object]

PATH = "/api/v1/preferences"
KEY = re.compile(r"[a-z][a-z0-9_]*([.:-][a-z0-9_]+)*", re.ASCII)
LONGEST_KEY = 120
MOST = 500
MOST_BODY = 64 * 1024


class NewPreference(Body):
    """Any JSON value but null."""

    value: object


def answer_preferences(call: Call) -> Answer:
    """What the caller keeps, under keys that begin as asked."""
    known_words(call, "prefix")
    user = whole_person_of(call)
    prefix = call.query.get("prefix", "")
    found = call.work.database.read(lambda it: list_preferences(it, user, prefix))
    return Answer({"preferences": [preference_json(each) for each in found]})


def preference_json(preference: Preference) -> Json:
    """A preference with its key."""
    return {"key": preference.key, "value": preference.value, "at": moment(preference.at)}


def answer_preference(call: Call) -> Answer:
    """What the caller keeps under the key."""
    known_words(call)
    user, key = whole_person_of(call), key_of(call)
    found = call.work.database.read(lambda it: read_preference(it, user, key))
    if found is None:
        raise NotFound("unknown_preference", {"key": key})
    return Answer(preference_json(found))


def key_of(call: Call) -> str:
    """The key of the path. Raises BadRequest."""
    key = call.path["key"]
    if len(key) > LONGEST_KEY or not KEY.fullmatch(key):
        raise BadRequest("preference_key_unusable", 400, {"limit": LONGEST_KEY})
    return key


def answer_put(call: Call) -> Answer:
    """The caller keeps the value."""
    user, key = whole_person_of(call), key_of(call)
    asked = read_body_as(NewPreference, call)
    if asked.value is None:
        raise InvalidBody([BodyProblem("missing", "/value")])
    kept = Preference(key, asked.value, call.work.now())

    def put(connection: Connection) -> None:
        if count_others(connection, user, key) >= MOST:
            raise BadRequest("too_many_preferences", 422, {"limit": MOST})
        put_preference(connection, user, kept)

    call.work.database.write(put)
    return Answer(preference_json(kept))


def answer_drop(call: Call) -> Answer:
    """The caller keeps nothing under the key."""
    user, key = whole_person_of(call), key_of(call)
    if not call.work.database.write(lambda it: drop_preference(it, user, key)):
        raise NotFound("unknown_preference", {"key": key})
    return Answer(status=204)


PREFERENCES = (
    Endpoint(
        "GET",
        PATH,
        answer_preferences,
        "What the caller keeps for themselves",
        query={"prefix": "how the keys begin"},
    ),
    Endpoint("GET", PATH + "/{key}", answer_preference, "One thing that the caller keeps"),
    Endpoint(
        "PUT",
        PATH + "/{key}",
        answer_put,
        "Keep a JSON value of at most 64 KB",
        body=schema_of(NewPreference),
        most_body=MOST_BODY,
    ),
    Endpoint("DELETE", PATH + "/{key}", answer_drop, "Keep it no longer", status=204),
)
