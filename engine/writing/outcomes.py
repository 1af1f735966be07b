"""What becomes of refusals, and what the caller is told at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn, cast

from engine.catalog_table import Values
from engine.errors import (
    EngineError,
    UnknownRecord,
    UnknownTransition,
    VersionConflict,
    WriteForbidden,
    WriteRefused,
)
from engine.writing.authorize import FORBIDDEN
from engine.writing.batch import Batch, Draft, Plan
from engine.writing.change import Change, Kind, Outcome, Refusal
from engine.writing.program import program_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError


class RefusedLate(EngineError):
    """Changes that were refused when parts of them were stored already: the write begins again
    without them. `refusals` are by the position of the change."""

    code = "write_refused"

    def __init__(self, refusals: Mapping[int, list[Refusal]]) -> None:
        super().__init__({"count": len(refusals)})
        self.refusals = dict(refusals)


def drop_refused(transaction: Transaction, batch: Batch) -> None:
    """Where refused changes are left out, so are the drafts that belong to them."""
    if transaction.skips_refused and transaction.refused:
        batch.drafts = [draft for draft in batch.drafts if draft.root not in transaction.refused]


def note_refusals(transaction: Transaction, batch: Batch) -> None:
    """The refusals of the batch are known by the change they refuse. A write that cannot succeed
    any more stores nothing further."""
    for draft in batch.drafts:
        if draft.refusals:
            transaction.refused.setdefault(draft.root, []).extend(draft.refusals)
    if transaction.refused and not transaction.skips_refused:
        transaction.is_hopeless = True
    drop_refused(transaction, batch)


def refuse_write(transaction: Transaction, changes: Sequence[Change], plan: Plan) -> None:
    """The write goes on only if nothing is refused, or if what is refused was left out whole."""
    refused = transaction.refused
    if not refused:
        return
    if not transaction.skips_refused:
        raise_refusal(changes, plan, refused)
    late = {draft.root for draft in transaction.stored} & refused.keys()
    lost = {draft.root for draft in transaction.stored if points_at_refused(draft, plan, refused)}
    for root in lost - late:
        refused[root] = [Refusal("unknown_reference")]
    if late | lost:
        raise RefusedLate({root: refused[root] for root in late | lost})


def points_at_refused(draft: Draft, plan: Plan, refused: Mapping[int, list[Refusal]]) -> bool:
    """Whether the stored record refers to one that was left out."""
    if not plan.refs:
        return False
    left_out = {plan.mains[root].id for root in refused if root in plan.mains}
    return any(
        value in left_out
        for key, value in draft.written.items()
        if isinstance(value, int) and draft.table.table.fields[key].target is not None
    )


def raise_refusal(
    changes: Sequence[Change], plan: Plan, refused: Mapping[int, list[Refusal]]
) -> NoReturn:
    """A single change says what is wrong by the kind of error; several say all there is."""
    outcomes = [
        refused_outcome(change, refused.get(root, ())) for root, change in enumerate(changes)
    ]
    if len(changes) == 1:
        raise_single(changes[0], outcomes, refused[0])
    raise WriteRefused(outcomes)


def raise_single(change: Change, outcomes: Sequence[Outcome], refusals: Sequence[Refusal]) -> None:
    """The error that says best what is wrong with the only change."""
    first = refusals[0]
    if all(refusal.code in FORBIDDEN for refusal in refusals):
        raise WriteForbidden(outcomes)
    if first.pointer:
        return
    if first.code == "unknown_record":
        raise UnknownRecord(change.table, str(change.id))
    if first.code == "unknown_transition":
        raise UnknownTransition(outcomes)
    if first.code == "version_conflict":
        raise VersionConflict(outcomes, cast(int, first.parameters["version"]))


def refused_outcome(change: Change, refusals: Sequence[Refusal]) -> Outcome:
    """The outcome of a change that is not stored; one without refusals of its own was stopped by
    those of others."""
    return Outcome(change, change.id, 0, {}, refusals=tuple(refusals))


def outcomes_of(transaction: Transaction, changes: Sequence[Change], plan: Plan) -> list[Outcome]:
    """One outcome for each change, in the caller's order."""
    outcomes = []
    for root, change in enumerate(changes):
        if root in transaction.refused:
            outcomes.append(refused_outcome(change, transaction.refused[root]))
            continue
        draft = plan.mains[root]
        values = final_values(transaction, draft)
        version = cast(int, values.get("version", 1))
        warnings = tuple(draft.warnings)
        outcomes.append(Outcome(change, draft.id, version, values, warnings))
    return outcomes


def final_values(transaction: Transaction, draft: Draft) -> Values:
    """The whole record as it is after everything: stored, linked and volatile values."""
    name = draft.table.name
    if draft.kind is Kind.DELETE:
        return draft.new
    values = transaction.rows.record(name, draft.id) or draft.new
    if values is not draft.new:
        # Read again, because a recomputation changed it; links are not in the row.
        links = {key: draft.new.get(key) for key in draft.table.linked}
        values = {**values, **links}
    volatile = program_of(draft.table).volatile
    if volatile:
        context, values = transaction.context(draft.table), dict(values)
    for step in volatile:
        try:
            values[step.key] = step.run(values, context)
        except FormulaValueError as error:
            values[step.key] = error
    return values
