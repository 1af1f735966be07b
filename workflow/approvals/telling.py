"""What people are told of an approval, each in their language and with their rights."""

from __future__ import annotations

from engine.database import Connection
from engine.errors import PeopleRefused, UnknownTable
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.transaction import open_transaction
from metadata.documents.label import text_in
from metadata.fields.field_type import Showing
from metadata.resolved_workflow import Approval
from workflow.approvals.store import Filed
from workflow.inbox import About, send_inbox
from workflow.messages import words
from workflow.texts import Place, ReaderRecords, reader_of, render, template_in


def title_for(
    connection: Connection, work: Workspace, definition: Approval, filed: Filed, reader: int
) -> str:
    """What the approval is called for that reader: its title, else its label and the record's."""
    language = reader_of(work, reader).language
    template = template_in(
        {f"title/{it}": text for it, text in definition.title.items()}, "title", language
    )
    if template is not None:
        place = Place(definition.app, filed.table, filed.record, user=filed.applicant)
        return render(work, connection, template, place, reader)
    label = text_in(definition.labels, language)
    record = record_title(connection, work, filed.table, filed.record, reader)
    if not record:
        return label
    return words("approval_asks", {"approval": label, "record": record}, language)


def record_title(
    connection: Connection, work: Workspace, table: str, record: int, reader: int
) -> str:
    """What the reader calls the record; '' where it is out of their sight."""
    actor = reader_of(work, reader)
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    telling = Telling(ReaderRecords(transaction), Showing(actor.language, work.time_zone))
    try:
        return telling.title(table, record)
    except UnknownTable:
        return ""


def tell(
    connection: Connection,
    work: Workspace,
    definition: Approval,
    filed: Filed,
    told: tuple[int, str],
) -> None:
    """The person finds in the inbox what became of the approval (`told`: the person and the code
    of the words); who is gone is told nothing."""
    person, code = told
    try:
        reader = reader_of(work, person)
    except PeopleRefused:
        return
    title = words(code, {"approval": text_in(definition.labels, reader.language)}, reader.language)
    text = record_title(connection, work, filed.table, filed.record, person)
    send_inbox(connection, work, person, title, text, about=About(filed.table, filed.record))
