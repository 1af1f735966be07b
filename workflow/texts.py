"""Texts for people: `{{ … }}` holds a formula, read with the rights of who receives it.

Jinja2 has no part in this (decision 50): the template is typed parts, made by
`metadata.resolve_steps`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.actor import SYSTEM, Actor, Origin
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import UnknownTable
from engine.load_actor import load_actor
from engine.reading.explaining import SeenRecords
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.transaction import open_transaction
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.documents.label import LANGUAGES
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.fields.field_type import Showing
from metadata.resolved_workflow import Template
from workflow.formulas import NO_RECORD, compiled

NO_VARIABLES: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """What the formulas of a text are about: a document of `app`, the record it is for, what its
    steps gave (by `key` or `key.part`), and who `USER()` is: the reader where it is None."""

    app: str
    table: str | None = None
    record: int | None = None
    variables: Mapping[str, object] = field(default_factory=lambda: NO_VARIABLES)
    user: int | None = None


@dataclass(frozen=True, slots=True)
class ReaderRecords(SeenRecords):
    """Records as one reader sees them: fields that are hidden from the reader are blank."""

    def seen(self, table: str, values: Values) -> Row | None:
        """The record without what the reader's roles do not show; None outside their scope."""
        found = SeenRecords.seen(self, table, values)
        if found is None or table in BUILT_IN_TABLES:
            return found
        try:
            visible = self.transaction.access.table(table).visible
        except UnknownTable:
            return None
        return {
            key: value for key, value in found.items() if key in visible or key in SYSTEM_FIELDS
        }


def render(
    work: Workspace, connection: Connection, template: Template, place: Place, reader: int | None
) -> str:
    """The text for that person, with their rights; with all rights where nobody in particular
    reads it. A formula that fails, and what is hidden, is ''."""
    if not any(isinstance(part, Typed) for part in template.parts):
        return "".join(str(part) for part in template.parts)
    actor = reader_of(work, reader)
    transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
    return render_in(work, ReaderRecords(transaction), template, place)


def render_in(work: Workspace, records: ReaderRecords, template: Template, place: Place) -> str:
    """The same for whoever sees these records."""
    actor = records.transaction.actor
    telling = Telling(records, Showing(actor.language, work.time_zone))
    row: Row | None = None
    if place.table is not None and place.record is not None:
        row = records.record(place.table, place.record)
    context = Context(
        now=work.now(),
        time_zone=work.time_zone,
        user=actor.user if place.user is None else place.user,
        roles=frozenset(f"{owner}.{key}" for owner, key in actor.roles),
        departments=actor.departments,
        records=records,
        parameters=work.resolved.parameters.get(place.app, {}),
        variables=place.variables,
    )
    told = Told(work, telling, NO_RECORD if row is None else row, context)
    return "".join(part if isinstance(part, str) else told.part(part) for part in template.parts)


@dataclass(frozen=True, slots=True)
class Told:
    """Tells the formulas of a text about one record to one reader."""

    work: Workspace
    telling: Telling
    row: Row
    context: Context

    def part(self, typed: Typed) -> str:
        """The value as people read it."""
        try:
            value = compiled(self.work.catalog, "text", typed)(self.row, self.context)
        except FormulaValueError:
            return ""
        return self.telling.node(typed, value)


def reader_of(work: Workspace, reader: int | None) -> Actor:
    """Who reads, with their rights and language."""
    return SYSTEM if reader is None else load_actor(work, reader, Origin.AUTOMATION)


def template_in(texts: Mapping[str, Template], pointer: str, language: str) -> Template | None:
    """The text at the pointer in the language, else in another there is; None where there is none.
    A text that stands for all languages is at the pointer itself, others below it."""
    found = texts.get(pointer) or texts.get(f"{pointer}/{language}")
    others = (texts[at] for each in LANGUAGES if (at := f"{pointer}/{each}") in texts)
    return found or next(others, None)
