"""★ The life of an export: authorize → compile → one snapshot, read batch by batch → pieces of the
file → the event that tells who took how much.

Only what the actor may export goes out: a field that only some roles may export is blank in all
other rows, and the titles of other records follow the right to export those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from engine.access import Access, TableAccess, access_of
from engine.actor import Actor
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.errors import Forbidden, InvalidQuery, QueryProblem
from engine.events import insert_event
from engine.exporting.columns import ExportColumn, columns_of, titled_keys
from engine.exporting.formats import FORMATS, Batch
from engine.formula_context import request_parameters
from engine.read_records import apply_view, shape_of
from engine.reading.expanding import expand_records
from engine.reading.links import read_links
from engine.reading.present import presenter_of
from engine.reading.query import ListQuery
from engine.reading.searching import search_parameter
from engine.reading.shape import (
    HEAD,
    CompiledList,
    authorize_fields,
    compile_list,
)
from engine.workspace import Workspace

BATCH = 500
EVERYTHING = 2_000_000_000
"""As a page's size: more rows than a table can have here."""

EXPORT = "export"
STATEMENTS = NamedStatements({"event": insert_event()})


@dataclass(slots=True, eq=False)
class Export:
    """An export that was allowed. `count` are the records read so far."""

    work: Workspace
    actor: Actor
    access: Access
    query: ListQuery
    format: str
    compiled: CompiledList
    columns: tuple[ExportColumn, ...]
    count: int = 0

    @property
    def media_type(self) -> str:
        """What the file is."""
        return FORMATS[self.format].media_type

    def pieces(self) -> Iterator[bytes]:
        """The file bit by bit; an empty piece says only that it goes on. Whoever stops closes the
        iterator: its reader is free again then, and the log tells how many records went out."""
        present = presenter_of(self.compiled.table, self.compiled.keys)
        try:
            with self.work.database.snapshot() as connection:
                yield from FORMATS[self.format].pieces(
                    self.columns, present, self._batches(connection)
                )
        finally:
            self._note()

    def _batches(self, connection: Connection) -> Iterator[Batch]:
        """The records, with the titles of what they point at."""
        compiled = self.compiled
        given = partial(request_parameters, self.work, self.actor)
        parameters = {
            **given(compiled.statement),
            **search_parameter(self.query.search),
            "page": EVERYTHING,
        }
        keys = titled_keys(self.access, compiled.access, self.columns)
        catalog = self.access.catalog
        for rows in connection.scan(compiled.statement, parameters, BATCH):
            records = [compiled.record(row) for row in rows]
            read_links(connection, compiled.table, compiled.linked, records)
            titles = expand_records(
                connection, catalog, self.access, compiled, (keys, records, given)
            )
            self.count += len(records)
            yield records, titles

    def _note(self) -> None:
        """The log says who exported what, and how many records."""
        work, actor, query = self.work, self.actor, self.query
        after = {
            "format": self.format,
            "records": self.count,
            "fields": list(dict.fromkeys(column.key for column in self.columns)),
            "filters": list(query.filters),
            "search": query.search,
        }
        event = {
            "table": query.table,
            "record": None,
            "kind": EXPORT,
            "revision": self.access.catalog.number,
            "user": actor.user,
            "via": actor.via,
            "origin": actor.origin.value,
            "reason": None,
            "at": work.now(),
            "before": None,
            "after": after,
            "deletion": None,
            "move": None,
        }
        work.database.write(
            lambda connection: connection.run(STATEMENTS.on(connection.dialect, "event"), event)
        )


def prepare_export(work: Workspace, actor: Actor, query: ListQuery, format: str) -> Export:
    """The export of all records that the query selects, ready to be read.

    Raises UnknownTable, Forbidden where the actor may export nothing of the table, InvalidQuery
    (a format or field that cannot be, one that is seen but not exported) and InvalidFormula.
    """
    if format not in FORMATS:
        options = {"format": format[:50], "options": ", ".join(FORMATS)}
        raise InvalidQuery([QueryProblem("unknown_format", "format", options)])
    catalog = work.catalog
    access = access_of(catalog, actor)
    mask = access.table(query.table)
    if not mask.export or mask.read is False:
        raise Forbidden(EXPORT)
    query = apply_view(access, query)
    authorize_fields(mask, query)
    refuse_unexportable(mask, query)
    compiled = compile_list(catalog, access, replace(shape_of(query), exports=True))
    shown = (*(key for key in HEAD if key in (query.fields or ())), *compiled.keys)
    columns = columns_of(work, actor, compiled.access, shown)
    return Export(work, actor, access, query, format, compiled, columns)


def refuse_unexportable(mask: TableAccess, query: ListQuery) -> None:
    """No field is asked for that the actor sees but may not export."""
    problems = [
        QueryProblem("not_exportable", "fields", {"field": key})
        for key in query.fields or ()
        if key in mask.visible and key not in mask.exportable
    ]
    if problems:
        raise InvalidQuery(problems)
