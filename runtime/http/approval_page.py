"""An approval on paper: what was asked for, who decided what, when, with which words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files

from engine.database import Connection
from engine.errors import UnknownTable
from engine.reading.telling import Telling
from engine.writing.transaction import open_transaction
from metadata.documents.label import text_in
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.field_type import Showing
from runtime.http.account import whole_person_of
from runtime.http.approval_json import look_whole, path_json
from runtime.http.approvals import ONE, approval_id
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.form_page import HTML, say, templates
from runtime.http.records import known_words
from workflow.approvals.reading import see_approval
from workflow.approvals.sight import hidden_by_node, with_node_rights
from workflow.approvals.store import Stored
from workflow.texts import ReaderRecords

Fact = tuple[str, str]


@cache
def style() -> str:
    """The style sheet, which stands in the page itself."""
    return (files("runtime.http") / "pages" / "approval.css").read_text(encoding="utf-8")


@cache
def headers() -> Mapping[str, str]:
    """Nothing in the page may act, and nothing comes from elsewhere; the one style sheet is known
    by its content."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "private, no-store"}


def answer_print(call: Call) -> Answer:
    """The approval as a page to be printed, with what the caller may see of its record."""
    known_words(call)
    whole_person_of(call)
    id, language = approval_id(call), call.language

    def read(connection: Connection) -> tuple[dict[str, object], list[Fact], str]:
        stored = see_approval(connection, call.work, call.actor, id)
        seen = look_whole(connection, call.work, call.actor, stored)
        facts, table = facts_of(connection, call, stored)
        return path_json(call, seen), facts, table

    def word(code: str, **parameters: str | int) -> str:
        return say(code, language, **parameters)

    def time(text: str | None) -> str:
        if text is None:
            return ""
        return f"{datetime.fromisoformat(text).astimezone(call.work.time_zone):%Y-%m-%d %H:%M}"

    shown, facts, table = call.work.database.read(read)
    page = (
        templates()
        .get_template("approval.html")
        .render(
            language=language,
            css=style(),
            approval=shown,
            facts=facts,
            table=table,
            word=word,
            time=time,
        )
    )
    return Answer(page.encode(errors="replace"), 200, headers(), HTML)


def facts_of(connection: Connection, call: Call, stored: Stored) -> tuple[list[Fact], str]:
    """The record's fields that have a value, as the caller reads them here, and what its table is
    called; nothing where the record is out of sight."""
    filed, work = stored.filed, call.work
    actor = with_node_rights(call.actor, stored)
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    records = ReaderRecords(transaction)
    telling = Telling(records, Showing(call.language, work.time_zone))
    try:
        table = transaction.access.table(filed.table).table
    except UnknownTable:
        return [], ""
    row = records.record(filed.table, filed.record)
    hidden = hidden_by_node(call.actor, stored)
    facts = [
        (text_in(field.labels, call.language), telling.field(field, (row or {}).get(key)))
        for key, field in table.fields.items()
        if row is not None and key in row and key not in SYSTEM_FIELDS and key not in hidden
    ]
    return [fact for fact in facts if fact[1]], text_in(table.labels, call.language)


APPROVAL_PAGE = (
    Endpoint("GET", ONE + "/print", answer_print, "The approval as a page to be printed"),
)
