"""Records as a file: CSV, XLSX, JSON lines."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from engine.errors import InvalidQuery, QueryProblem
from engine.exporting.export_records import prepare_export
from engine.exporting.formats import FORMATS
from engine.reading.query import read_list_query
from metadata.documents.label import text_in
from runtime.errors import BadRequest
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.chunks import Chunks
from runtime.http.records import LIST_QUERY, RECORDS_PATH, table_of

WORDS = ("filter", "sort", "fields", "search", "view")
FORMAT = "format"


def answer_export(call: Call) -> Answer:
    """The file is on its way; its first bytes are there before the last record was read."""
    unknown = [
        QueryProblem("unknown_parameter", word)
        for word in call.query
        if word not in (*WORDS, FORMAT)
    ]
    if unknown:
        raise InvalidQuery(unknown)
    words = {word: text for word, text in call.query.items() if word in WORDS}
    query = read_list_query(table_of(call), words)
    actor = call.actor
    if actor.user is None:
        actor = replace(actor, language=call.language)
    export = prepare_export(call.work, actor, query, call.query.get(FORMAT, "csv"))
    labels = call.work.resolved.tables[query.table].labels
    day = call.work.now().astimezone(call.work.time_zone)
    name = f"{text_in(labels, actor.language)} {day:%Y-%m-%d}.{export.format}"
    headers = {"Content-Disposition": disposition(name, f"export.{export.format}")}
    if call.method == "HEAD":
        return Answer(b"", headers=headers, media_type=export.media_type)
    exports = call.site.exports
    if not exports.acquire(blocking=False):
        raise BadRequest("too_many_exports", 429)
    feed = Chunks(export.pieces(), call.site.long, exports.release)
    return Answer(headers=headers, media_type=export.media_type, feed=feed)


def disposition(name: str, plain: str) -> str:
    """A file to be kept under this name; `plain` is for old programs.

    >>> disposition("线索.csv", "export.csv")
    'attachment; filename="export.csv"; filename*=UTF-8\\'\\'%E7%BA%BF%E7%B4%A2.csv'
    """
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


EXPORTS = (
    Endpoint(
        "GET",
        RECORDS_PATH + "/export",
        answer_export,
        "A table's records as a file",
        query={
            FORMAT: f"{', '.join(FORMATS)}; csv by itself",
            **{word: LIST_QUERY[word] for word in WORDS},
        },
        is_long=True,
    ),
)
