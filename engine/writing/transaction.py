"""The surroundings of one write: connection, catalog, actor, mask, moment, records looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.access import Access, access_of
from engine.actor import Actor
from engine.catalog import LANGUAGE, Catalog
from engine.catalog_table import CompiledTable
from engine.database import Connection
from engine.errors import CatalogMoved
from engine.guard import is_present
from engine.workspace import Workspace
from engine.writing.batch import Draft, Plan, changed_keys
from engine.writing.change import Refusal
from engine.writing.rows import Rows
from formula.evaluate import Context


@dataclass(slots=True, eq=False)
class Transaction:
    """One write from its first lock to its commit.

    `promised` are the ids that the write's own new records will have; `stored` the drafts that
    are in the database by now; `refused` the refusals by the position of the caller's change.
    `people` are persons and departments that earlier writes have found: they never go away.
    `leaving` are the records that a deletion takes along, `together` those that come back with a
    restored one. `is_stale` says that formulas are left to be computed after the commit,
    `is_hopeless` that the write will be refused: it only looks for more refusals, `is_single`
    that one record is written and nothing beside what that causes. What is only tried is not
    `is_writing`: it locks nothing and takes no number.
    With `skips_refused`, refused changes are left out instead of stopping the write.
    """

    work: Workspace
    connection: Connection
    catalog: Catalog
    actor: Actor
    access: Access
    now: datetime
    rows: Rows
    skips_refused: bool = False
    promised: set[tuple[str, int]] = field(default_factory=set)
    stored: list[Draft] = field(default_factory=list)
    refused: dict[int, list[Refusal]] = field(default_factory=dict)
    people: set[tuple[str, int]] = field(default_factory=set)
    contexts: dict[str, Context] = field(default_factory=dict)
    leaving: set[tuple[str, int]] = field(default_factory=set)
    together: dict[tuple[str, int], dict[str, list[int]]] = field(default_factory=dict)
    is_stale: bool = False
    is_hopeless: bool = False
    is_single: bool = False
    is_checked: bool = False
    is_writing: bool = True

    def require_present(self) -> None:
        """The catalog and the rights are the present ones, or CatalogMoved. On SQLite, with one
        writer, asking once is enough."""
        if self.is_checked and self.connection.dialect == "sqlite":
            return
        self.is_checked = True
        if not is_present(self.connection, self.catalog, self.actor):
            raise CatalogMoved

    def expect(self, plan: Plan, excluded: Mapping[int, list[Refusal]]) -> None:
        """The write will make these records, and leave out what was refused before."""
        self.refused.update(excluded)
        for batch in plan.batches:
            for draft in batch.drafts:
                if draft.is_new:
                    self.promised.add((batch.table.name, draft.id))
                    self.rows.unborn.add(draft.id)

    def context(self, table: CompiledTable) -> Context:
        """What formulas of this table know besides the record."""
        app = table.table.app
        if app not in self.contexts:
            self.contexts[app] = Context(
                now=self.now,
                time_zone=self.work.time_zone,
                user=self.actor.user,
                roles=frozenset(f"{owner}.{key}" for owner, key in self.actor.roles),
                departments=self.actor.departments,
                language=LANGUAGE,
                records=self.rows,
                parameters=self.catalog.resolved.parameters.get(app, {}),
            )
        return self.contexts[app]

    def context_of(self, draft: Draft) -> Context:
        """The same for formulas that look at the values before this write."""
        written = frozenset(draft.written) if draft.old is None else changed_keys(draft)
        return replace(self.context(draft.table), old=draft.old or {}, changed=written)


def open_transaction(
    work: Workspace,
    connection: Connection,
    actor: Actor,
    catalog: Catalog,
    *,
    skips_refused: bool = False,
    is_writing: bool = True,
) -> Transaction:
    """The surroundings of a write that begins, or of a question about one (not `is_writing`)."""
    return Transaction(
        work=work,
        connection=connection,
        catalog=catalog,
        actor=actor,
        access=access_of(catalog, actor),
        now=to_milliseconds(work.now()),
        rows=Rows(connection, catalog, is_writing=is_writing),
        skips_refused=skips_refused,
        people=work.keep("people found", set),
        is_writing=is_writing,
    )


def to_milliseconds(moment: datetime) -> datetime:
    """The moment as both databases keep it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
