"""★ The life of a record write. Forms, API, imports, automations and packages all enter here.

coerce_values → lock_records → authorize → compute_values → check_transitions → check_rules →
store_records (with events). No flag skips a step; what differs is said by `actor.origin`.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.access import access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.database import Connection
from engine.errors import CatalogMoved, RowsMoved, UniqueBroken
from engine.frozen import check_frozen
from engine.idempotency import Once, keep_answer, recall_answer
from engine.load_actor import load_actor
from engine.recompute_stale import recompute_stale
from engine.workspace import Workspace
from engine.writing.authorize import authorize
from engine.writing.batch import Batch, Plan, draft_changes
from engine.writing.change import Change, Outcome, Refusal
from engine.writing.coerce import coerce_values
from engine.writing.compute import compute_values
from engine.writing.deleting import caused_batches
from engine.writing.dependents import recompute_dependents
from engine.writing.effects import created_batches
from engine.writing.lock import lock_records
from engine.writing.outcomes import (
    RefusedLate,
    drop_refused,
    note_refusals,
    outcomes_of,
    refuse_write,
)
from engine.writing.pending import hold_moves, store_grants
from engine.writing.rules import check_rules, check_waiting_rules
from engine.writing.store import store_records
from engine.writing.transaction import Transaction, open_transaction
from engine.writing.transitions import check_transitions

ATTEMPTS = 5
"""Beginnings of a write that others keep getting in the way of."""


@dataclass(frozen=True, slots=True)
class Written:
    """The outcomes, one for each change; or, of a request that was done before, its `answer`."""

    outcomes: tuple[Outcome, ...] = ()
    answer: object = None
    is_repeated: bool = False
    seconds: float = 0.0
    """Spent in the transaction, without the waiting for its turn."""


Also = Callable[[Connection, Sequence[Outcome]], None]
"""What is written together with the changes; it may be called again."""


def write(
    work: Workspace,
    actor: Actor,
    changes: Sequence[Change],
    *,
    skip_refused: bool = False,
    once: Once | None = None,
    also: Also | None = None,
) -> Written:
    """The changes and every recomputation they cause are durable, in one transaction.

    Values are read on this thread, before the transaction. A write that began on old documents or
    rights, or lost a race for a unique value, begins again. UnknownTable, UnknownRecord,
    Forbidden and VersionConflict for a single change, else WriteRefused with all refusals of all
    changes; with `skip_refused` refused changes are outcomes and the others are written. `also`
    writes more in the same transaction.
    """
    excluded: dict[int, list[Refusal]] = {}
    attempt = 0
    while True:
        attempt += 1
        try:
            catalog = work.catalog
            plan = read_changes(work, catalog, actor, changes, excluded)
            attempted = Attempt(
                work, actor, catalog, changes, excluded, skip_refused, once, plan, also
            )
            written, is_stale = work.database.write(attempted.run)
        except RefusedLate as late:
            excluded.update(late.refusals)
        except CatalogMoved:
            if attempt == ATTEMPTS:
                raise
            work.refresh()
            actor = renewed(work, actor)
        except (RowsMoved, UniqueBroken):
            if attempt == ATTEMPTS:
                raise
        else:
            if is_stale:
                recompute_stale(work)
            return written


def renewed(work: Workspace, actor: Actor) -> Actor:
    """The actor with the rights of this moment."""
    if actor.user is None:
        return actor
    return load_actor(
        work,
        actor.user,
        actor.origin,
        language=actor.language,
        scopes=actor.scopes,
        via=actor.via,
    )


def read_changes(
    work: Workspace,
    catalog: Catalog,
    actor: Actor,
    changes: Sequence[Change],
    excluded: Mapping[int, list[Refusal]] | None = None,
) -> Plan:
    """The changes as batches of drafts whose values are read; needs no database."""
    plan = draft_changes(catalog, changes, ids_for(work, len(changes)), excluded or {})
    access = access_of(catalog, actor)
    for batch in plan.batches:
        coerce_values(batch, access.table(batch.table.name), plan.refs)
    return plan


def ids_for(work: Workspace, count: int) -> Callable[[], int]:
    """What gives new ids, `count` of them at a stroke."""
    if count == 1:
        return work.new_id
    ready = iter(work.new_ids(count))
    return lambda: next(ready, 0) or work.new_id()


@dataclass(slots=True, eq=False)
class Attempt:
    """One beginning of a write; the database may run it again."""

    work: Workspace
    actor: Actor
    catalog: Catalog
    changes: Sequence[Change]
    excluded: dict[int, list[Refusal]]
    skips_refused: bool
    once: Once | None
    plan: Plan | None
    also: Also | None = None

    def run(self, connection: Connection) -> tuple[Written, bool]:
        """What was written, and whether formulas are left to be computed."""
        began = time.perf_counter()
        transaction = open_transaction(
            self.work, connection, self.actor, self.catalog, skips_refused=self.skips_refused
        )
        if self.once is not None:
            kept = recall_answer(connection, self.once, transaction.now)
            if kept is not None:
                return Written(answer=kept.answer, is_repeated=True), False
        transaction.is_single = len(self.changes) == 1 and self.once is None and self.also is None
        outcomes = write_records(transaction, self.changes, self.take_plan(), self.excluded)
        answer = None
        if self.once is not None:
            answer = self.once.present(outcomes)
            keep_answer(connection, self.once, answer, transaction.now)
        if self.also is not None:
            self.also(connection, outcomes)
        seconds = time.perf_counter() - began
        return Written(tuple(outcomes), answer, seconds=seconds), transaction.is_stale

    def take_plan(self) -> Plan:
        """The plan that was read before the transaction; drafts are used up by a run."""
        plan, self.plan = self.plan, None
        if plan is not None:
            return plan
        return read_changes(self.work, self.catalog, self.actor, self.changes, self.excluded)


def write_records(
    transaction: Transaction,
    changes: Sequence[Change],
    plan: Plan | None = None,
    excluded: Mapping[int, list[Refusal]] | None = None,
) -> list[Outcome]:
    """Apply changes and every recomputation they cause, in the caller's transaction.

    Returns one outcome per change. Raises WriteRefused (all refusals of every refused change),
    CatalogMoved or RowsMoved (begin again), UniqueBroken (a lost race: begin again).
    """
    if plan is None:
        plan = read_changes(transaction.work, transaction.catalog, transaction.actor, changes)
    transaction.expect(plan, excluded or {})
    waiting = deque(plan.batches)
    while waiting:
        batch = write_batch(transaction, waiting.popleft(), plan)
        waiting.extend(caused_batches(transaction, batch))
        waiting.extend(created_batches(transaction, batch))
    if not transaction.is_hopeless:
        recompute_dependents(transaction)
        check_waiting_rules(transaction)
    refuse_write(transaction, changes, plan)
    return outcomes_of(transaction, changes, plan)


def write_batch(transaction: Transaction, batch: Batch, plan: Plan) -> Batch:
    """Changes to one table through the eight steps; one change is a batch of one."""
    drop_refused(transaction, batch)
    coerce_values(batch, transaction.access.table(batch.table.name), plan.refs)
    lock_records(transaction, batch)
    authorize(transaction, batch)
    compute_values(transaction, batch)
    check_transitions(transaction, batch)
    check_rules(transaction, batch)
    hold_moves(transaction, batch)
    check_frozen(transaction, batch)
    note_refusals(transaction, batch)
    store_records(transaction, batch)
    store_grants(transaction, batch)
    return batch
