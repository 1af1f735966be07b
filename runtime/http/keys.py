"""Keys for what a builder has named."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.proposed_keys import propose_key
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint

MOST_LABELS = 1_000
Words = Annotated[str, Field(max_length=500)]


class AskedKeys(Body):
    """Labels of things of one kind that get a key each, none of them `taken`."""

    kind: Literal["app", "table", "field", "option", "view", "role", "rule", "state", "transition"]
    labels: Annotated[list[Words], Field(max_length=MOST_LABELS)]
    taken: Annotated[list[Words], Field(default_factory=list, max_length=MOST_LABELS)]


def answer_keys(call: Call) -> Answer:
    """A key for each label, in their order, no two alike."""
    asked = read_body_as(AskedKeys, call)
    taken = set(asked.taken)
    keys: list[str] = []
    for label in asked.labels:
        key = propose_key(label, asked.kind, taken)
        taken.add(key)
        keys.append(key)
    return Answer({"keys": keys})


KEYS = (
    Endpoint(
        "POST",
        "/api/v1/keys",
        answer_keys,
        "Keys for labels, by their pinyin",
        body=schema_of(AskedKeys),
    ),
)
