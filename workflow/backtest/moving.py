"""Whether a machine, or a rule, would take a write of the past: asked of the functions that the
write path asks, with a record that is not the present one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.actor import SYSTEM, Actor, Origin
from engine.catalog import LANGUAGE
from engine.catalog_table import CompiledTable, Values
from engine.errors import PeopleRefused
from engine.load_actor import load_actor
from engine.writing.batch import Draft
from engine.writing.change import Change, Kind, Refusal
from engine.writing.compute import hidden_fields
from engine.writing.program import program_of
from engine.writing.transaction import Transaction, open_transaction
from engine.writing.transitions import demands_unmet
from formula.context import Context, Records
from metadata.resolved_states import StateMachine, Transition
from workflow.backtest.sides import Side
from workflow.moment_rules import CREATE


@dataclass(frozen=True, slots=True)
class Wrote:
    """A write of the past: the record before and after it, the keys it changed, who and why."""

    kind: str
    record: int
    old: Values | None
    new: Values
    changed: frozenset[str]
    user: int | None = None
    reason: str | None = None


def actor_of(side: Side, user: int | None) -> Actor:
    """The person with the rights of today; who is no more, and nobody, counts as the system."""
    if user is None:
        return SYSTEM
    try:
        return load_actor(side.vantage, user, Origin.UI)
    except PeopleRefused:
        return SYSTEM


def open_past(side: Side, table: CompiledTable, user: int | None, beside: Records) -> Transaction:
    """The surroundings that the write had: its moment, its person, the records beside it."""
    actor = actor_of(side, user)
    found = open_transaction(side.vantage, side.connection, actor, side.catalog, is_writing=False)
    app = table.table.app
    found.contexts[app] = Context(
        now=found.now,
        time_zone=side.vantage.time_zone,
        user=actor.user,
        roles=frozenset(f"{owner}.{key}" for owner, key in actor.roles),
        departments=actor.departments,
        language=LANGUAGE,
        records=beside,
        parameters=side.catalog.resolved.parameters.get(app, {}),
    )
    return found


def draft_of(table: CompiledTable, wrote: Wrote, transaction: Transaction) -> Draft:
    """The write as the steps of the write path know it."""
    kind = Kind.CREATE if wrote.kind == CREATE else Kind.UPDATE
    change = Change(kind, table.name, wrote.record, reason=wrote.reason)
    draft = Draft(change, table, 0, wrote.record)
    draft.old, draft.new, draft.changed = wrote.old, wrote.new, wrote.changed
    draft.written = {key: wrote.new.get(key) for key in wrote.changed}
    context = transaction.context(table)
    draft.hidden = hidden_fields(program_of(table).visibles, wrote.new, context)
    return draft


def refusals_of_move(
    transaction: Transaction, draft: Draft, machine: StateMachine, move: Transition
) -> Iterator[Refusal]:
    """Everything that keeps the move closed for the record of that moment. Who may make it, ticks
    and open approvals of that moment are not known any more."""
    old, key = draft.old or {}, machine.field
    if old.get(key) not in move.from_states:
        names = {"name": move.key, "state": str(old.get(key))}
        yield draft.refusal("not_from_here", key, names)
        return
    yield from demands_unmet(transaction, draft, machine, move)
