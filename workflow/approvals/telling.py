"""What people are told of an approval, each in their language and with their rights."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.actor import Actor
from engine.catalog import Catalog
from engine.database import Connection
from engine.errors import PeopleRefused, UnknownTable
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.rows import Rows
from engine.writing.transaction import open_transaction
from formula.types import Ref
from metadata.documents.label import text_in
from metadata.fields.field_type import Showing
from workflow.approvals.sight import with_node_rights
from workflow.approvals.sitting import Sitting
from workflow.approvals.store import Stored
from workflow.inbox import About, send_inbox
from workflow.messages import words
from workflow.texts import Place, ReaderRecords, reader_of, render_in, template_in


class Views:
    """Records as one reader sees them, by the rights that the nodes of approvals lend."""

    def __init__(self, connection: Connection, work: Workspace, reader: Actor) -> None:
        self._connection = connection
        self._work = work
        self.reader = reader
        self._known: dict[frozenset[tuple[str, str]], ReaderRecords] = {}

    def of(self, seen: Sitting | Stored | None) -> ReaderRecords:
        """With the rights that the approval lends; without any (None)."""
        actor = self.reader if seen is None else with_node_rights(self.reader, seen)
        if actor.roles not in self._known:
            work = self._work
            transaction = open_transaction(
                work, self._connection, actor, work.catalog, is_writing=False
            )
            self._known[actor.roles] = ReaderRecords(transaction)
        return self._known[actor.roles]

    def prepare(self, several: Sequence[Sitting | Stored]) -> None:
        """The records of the approvals, and those they point at, are read together."""
        wanted: dict[tuple[int, str], tuple[Rows, set[int]]] = {}
        for seen in several:
            for records in (self.of(None), self.of(seen)):
                rows = records.transaction.rows
                _, ids = wanted.setdefault((id(rows), seen.filed.table), (rows, set()))
                ids.add(seen.filed.record)
        for (_, table), (rows, ids) in wanted.items():
            fetch_near(self._work.catalog, rows, table, ids)


def fetch_near(catalog: Catalog, rows: Rows, table: str, ids: Collection[int]) -> None:
    """The records are known, and those they point at: one query for each field that points."""
    compiled = catalog.tables.get(table)
    if compiled is None:
        return
    rows.fetch(table, ids)
    found = [values for values in (rows.record(table, id) for id in ids) if values is not None]
    for key, field in compiled.table.fields.items():
        if isinstance(field.value_type, Ref):
            near = {value for values in found if isinstance(value := values.get(key), int)}
            rows.fetch(field.value_type.table, near)


def title_for(connection: Connection, work: Workspace, seen: Sitting | Stored, reader: int) -> str:
    """What the approval is called for that reader: its title, else its label and the record's."""
    return titles_for(connection, work, [seen], reader)[0]


def titles_for(
    connection: Connection, work: Workspace, several: Sequence[Sitting | Stored], reader: int
) -> list[str]:
    """What each of the approvals is called for that reader, by few statements for all of them."""
    views = Views(connection, work, reader_of(work, reader))
    views.prepare(several)
    return [title_in(work, views, seen) for seen in several]


def title_in(work: Workspace, views: Views, seen: Sitting | Stored) -> str:
    """The same for one, with the records at hand."""
    language, definition = views.reader.language, seen.definition
    titles = {f"title/{name}": text for name, text in definition.title.items()}
    template = template_in(titles, "title", language)
    if template is not None:
        filed = seen.filed
        place = Place(definition.app, filed.table, filed.record, user=filed.applicant)
        return render_in(work, views.of(None), template, place)
    label = text_in(definition.labels, language)
    record = called(work, views, seen)
    if not record:
        return label
    return words("approval_asks", {"approval": label, "record": record}, language)


def called(work: Workspace, views: Views, seen: Sitting | Stored) -> str:
    """What the reader calls the record; '' where it is out of their sight."""
    telling = Telling(views.of(seen), Showing(views.reader.language, work.time_zone))
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
    text = called(work, Views(connection, work, reader), seen)
    about = About(seen.filed.table, seen.filed.record)
    send_inbox(connection, work, person, title, text, about=about)
