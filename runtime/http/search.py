"""`GET /search`: the records that fit some words best, in whatever table they are."""

from __future__ import annotations

from engine.search_everywhere import MOST_HITS, Hit, search_everywhere
from runtime.errors import BadRequest
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.ids import read_number
from runtime.http.opened_app import access_to
from runtime.http.records import known_words

Json = dict[str, object]

LONGEST = 100


def answer_search(call: Call) -> Answer:
    """Records of the tables that the caller sees, best first."""
    known_words(call, "q", "app", "limit")
    text = call.query.get("q", "")
    if not text.strip() or len(text) > LONGEST:
        wanted = {"parameter": "q", "wanted": f"1–{LONGEST}"}
        raise BadRequest("parameter_unusable", 400, wanted)
    app = call.query.get("app")
    if app is not None:
        access_to(call, app)
    limit = read_number(call.query, "limit", MOST_HITS, MOST_HITS) or MOST_HITS
    hits = search_everywhere(call.work, call.actor, text, app=app, limit=limit)
    return Answer({"records": [hit_json(hit) for hit in hits]})


def hit_json(hit: Hit) -> Json:
    """A record that was found, and by what."""
    app, _, table = hit.table.partition(".")
    return {
        "app": app,
        "table": table,
        "id": hit.id,
        "title": hit.title,
        "field": hit.field,
        "text": hit.text,
    }


TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
HITS: Schema = {
    "type": "object",
    "properties": {
        "records": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "app": {"type": "string"},
                    "table": {"type": "string"},
                    "id": {"type": "string"},
                    "title": TEXT_OR_NONE,
                    "field": TEXT_OR_NONE,
                    "text": TEXT_OR_NONE,
                },
                "required": ["app", "table", "id", "title", "field", "text"],
            },
        }
    },
    "required": ["records"],
}

SEARCH = (
    Endpoint(
        "GET",
        "/api/v1/search",
        answer_search,
        "Records of all tables that hold some words, best first",
        answer=HITS,
        query={
            "q": "words, or the initials of pinyin",
            "app": "one app only",
            "limit": f"1 to {MOST_HITS}",
        },
    ),
)
