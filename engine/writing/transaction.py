"""The surroundings of one write: connection, catalog, actor, mask, moment, records looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from engine.access import Access, access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.catalog_table import CompiledTable
from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.batch import Draft
from engine.writing.change import Refusal
from engine.writing.rows import Rows
from formula.evaluate import Context
from formula.types import Number, Type


@dataclass(slots=True, eq=False)
class Transaction:
    """One write from its first lock to its commit.

    `promised` are the ids that the write's own new records will have; `stored` the drafts that
    are in the database by now; `refused` the refusals by the position of the caller's change.
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
    contexts: dict[str, Context] = field(default_factory=dict)

    def context(self, table: CompiledTable) -> Context:
        """What formulas of this table know besides the record."""
        app = table.table.app
        if app not in self.contexts:
            self.contexts[app] = Context(
                now=self.now,
                time_zone=self.work.time_zone,
                user=self.actor.user,
                roles=frozenset(key for owner, key in self.actor.roles if owner == app),
                departments=self.actor.departments,
                language=self.actor.language,
                records=self.rows,
                parameters=parameters_of(self.catalog, app),
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
) -> Transaction:
    """The surroundings of a write that now begins."""
    return Transaction(
        work=work,
        connection=connection,
        catalog=catalog,
        actor=actor,
        access=access_of(catalog, actor),
        now=to_milliseconds(work.now()),
        rows=Rows(connection, catalog),
        skips_refused=skips_refused,
    )


def to_milliseconds(moment: datetime) -> datetime:
    """The moment as both databases keep it."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def changed_keys(draft: Draft) -> frozenset[str]:
    """The fields whose value differs from the one before."""
    old = draft.old or {}
    return frozenset(key for key, value in draft.new.items() if old.get(key) != value)


def parameters_of(catalog: Catalog, app: str) -> Mapping[str, object]:
    """The values of the app's package parameters in their Python form."""
    types = catalog.resolved.scope.parameters
    values = catalog.resolved.parameters.get(app, {})
    return {key: parameter_value(value, types.get(key)) for key, value in values.items()}


def parameter_value(value: object, kind: Type | None) -> object:
    """A JSON number as an exact one; other values are right already."""
    if isinstance(kind, Number) and isinstance(value, int | float | str):
        return Decimal(str(value))
    return value
