"""What people are told of an approval, each in their language and with their rights."""

from __future__ import annotations

from engine.database import Connection
from engine.errors import PeopleRefused, UnknownTable
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.transaction import open_transaction
from metadata.documents.label import text_in
from metadata.fields.field_type import Showing
from workflow.approvals.sight import with_node_rights
from workflow.approvals.sitting import Sitting
from workflow.approvals.store import Stored
from workflow.inbox import About, send_inbox
from workflow.messages import words
from workflow.texts import Place, ReaderRecords, reader_of, render, template_in


def title_for(connection: Connection, work: Workspace, seen: Sitting | Stored, reader: int) -> str:
    """What the approval is called for that reader: its title, else its label and the record's."""
    language, definition = reader_of(work, reader).language, seen.definition
    titles = {f"title/{name}": text for name, text in definition.title.items()}
    template = template_in(titles, "title", language)
    if template is not None:
        filed = seen.filed
        place = Place(definition.app, filed.table, filed.record, user=filed.applicant)
        return render(work, connection, template, place, reader)
    label = text_in(definition.labels, language)
    record = record_title(connection, work, seen, reader)
    if not record:
        return label
    return words("approval_asks", {"approval": label, "record": record}, language)


def record_title(
    connection: Connection, work: Workspace, seen: Sitting | Stored, reader: int
) -> str:
    """What the reader calls the record; '' where it is out of their sight."""
    actor = with_node_rights(reader_of(work, reader), seen)
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    telling = Telling(ReaderRecords(transaction), Showing(actor.language, work.time_zone))
    try:
        return telling.title(seen.filed.table, seen.filed.record)
    except UnknownTable:
        return ""


def tell(
    connection: Connection, work: Workspace, seen: Sitting | Stored, told: tuple[int, str]
) -> None:
    """The person finds in the inbox what became of the approval (`told`: the person and the code
    of the words); who is gone is told nothing."""
    person, code = told
    try:
        reader = reader_of(work, person)
    except PeopleRefused:
        return
    label = text_in(seen.definition.labels, reader.language)
    title = words(code, {"approval": label}, reader.language)
    text = record_title(connection, work, seen, person)
    about = About(seen.filed.table, seen.filed.record)
    send_inbox(connection, work, person, title, text, about=about)
