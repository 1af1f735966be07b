"""The way from one revision to the next, as those who carry it out need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.actor import Actor
from engine.catalog import Catalog, build_catalog
from engine.changing.proposal import Proposal
from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.transaction import Transaction, open_transaction
from metadata.dependencies import Edge
from metadata.pairs import TablePair, pair_tables
from metadata.plan import Plan
from metadata.resolved import Resolved
from metadata.steps import ClearOption, Convert, FillDue, FillState, Recompute, RestoreOption
from metadata.typings import Typings

Name = tuple[str, str]
"""(full table name, field key), of the later revision."""


@dataclass(frozen=True)
class Passage:
    """`before` and `after` are the compiled revisions; `plan` goes from one to the other. `id` is
    the plan's number."""

    work: Workspace
    actor: Actor
    id: int
    before: Catalog
    after: Catalog
    plan: Plan
    typings: Typings | None

    @cached_property
    def resolved(self) -> Resolved:
        """The documents of the later revision."""
        return self.after.resolved

    @cached_property
    def pairs(self) -> Mapping[str, TablePair]:
        """The tables that are in both revisions."""
        return pair_tables(self.before.resolved, self.resolved)

    @cached_property
    def names_now(self) -> Mapping[str, str]:
        """What each table of the earlier revision is called in the later one."""
        return {pair.before.name: name for name, pair in self.pairs.items()}

    @cached_property
    def hidden_steps(self) -> tuple[Convert | FillState | Recompute, ...]:
        """The steps that fill columns which the earlier revision does not know: they go on while
        people write."""
        kinds = Convert | FillState | Recompute
        return tuple(step for step in self.plan.backfill if isinstance(step, kinds))

    @cached_property
    def option_steps(self) -> tuple[ClearOption | RestoreOption, ...]:
        """The steps that change values which people see: they belong to the flip."""
        kinds = ClearOption | RestoreOption
        return tuple(step for step in self.plan.backfill if isinstance(step, kinds))

    @cached_property
    def due_steps(self) -> tuple[FillDue, ...]:
        """The steps that say when the time of the present states is over."""
        return tuple(step for step in self.plan.backfill if isinstance(step, FillDue))

    @cached_property
    def computed(self) -> frozenset[Name]:
        """The formulas that are computed anew."""
        steps = (step for step in self.plan.backfill if isinstance(step, Recompute))
        return frozenset((step.table, field) for step in steps for field in step.fields)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Whatever the newly computed formulas read."""
        return tuple(
            edge
            for edge in self.after.dependencies.edges
            if (edge.table, edge.field) in self.computed
        )

    @cached_property
    def watched(self) -> frozenset[str]:
        """The tables of the later revision whose records matter to the backfill."""
        steps = {step.table for step in (*self.hidden_steps, *self.option_steps)}
        sources = {edge.source_table for edge in self.edges}
        return frozenset(name for name in steps | sources if name in self.pairs)

    @cached_property
    def concerned(self) -> tuple[str, ...]:
        """The SQL tables that are there, and that nobody may be writing under the old revision
        when the new one comes: what is watched, and every table whose documents change."""
        names = {
            name
            for name, pair in self.pairs.items()
            if name in self.watched
            or pair.before.document != pair.after.document
            or self.before.layout.tables[pair.before.name] != self.after.layout.tables[name]
        }
        old = {self.pairs[name].before.name for name in names}
        old |= self.before.resolved.tables.keys() - self.names_now.keys()
        return tuple(sorted(self.before.layout.tables[name].physical for name in old))

    def open(self, connection: Connection) -> Transaction:
        """A transaction in which formulas are those of the later revision."""
        return open_transaction(self.work, connection, self.actor, self.after)


def passage_of(work: Workspace, actor: Actor, id: int, proposal: Proposal) -> Passage:
    """The passage of a proposal whose documents are right."""
    assert proposal.after is not None
    assert proposal.plan is not None
    before = proposal.before
    after = build_catalog(
        proposal.after,
        proposal.plan.layout,
        before.number + 1,
        before.dialect,
        before,
        surroundings=before.surroundings,
    )
    return Passage(work, actor, id, before, after, proposal.plan, proposal.typings)
