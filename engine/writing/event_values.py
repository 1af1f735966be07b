"""What the event of a change says: who, from where, why, before and after per field."""

from __future__ import annotations

from collections.abc import Container, Mapping

from engine.catalog_table import Values
from engine.writing.batch import Draft
from engine.writing.change import Kind
from engine.writing.program import Program, program_of
from engine.writing.transaction import Transaction
from formula.errors import FormulaValueError

OVERRIDDEN = "*"
"""In place of a transition: the state was set by the power to override."""


def event_of(transaction: Transaction, draft: Draft) -> dict[str, object]:
    """The event of a draft, by column of tg_event. A creation has every value, an update only
    what changed, a deletion and a restoration nothing but that they happened."""
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    if draft.writes_values:
        program = program_of(draft.table)
        after = shown(program, draft.new, draft.changed)
        if draft.old is not None:
            before = shown(program, draft.old, draft.changed)
    actor = transaction.actor
    return {
        "table": draft.table.name,
        "record": draft.id,
        "kind": draft.kind.value,
        "revision": transaction.catalog.number,
        "user": actor.user,
        "via": actor.via,
        "origin": actor.origin.value,
        "reason": draft.change.reason,
        "at": transaction.now,
        "before": before,
        "after": after,
        "deletion": deletion_of(draft),
        "move": move_of(draft),
    }


def move_of(draft: Draft) -> str | None:
    """The keys of the transitions that the draft takes; `*` where one was overridden."""
    if draft.moves:
        return ",".join(sorted(move.key for move in draft.moves.values()))
    return OVERRIDDEN if draft.change.override else None


def deletion_of(draft: Draft) -> object:
    """What the change went together with: the deletion it belongs to or takes back."""
    if draft.kind is Kind.RESTORE and draft.old is not None:
        return draft.old["deletion"]
    return draft.deletion


def shown(program: Program, values: Values, keys: Container[str]) -> dict[str, object]:
    """The values of these fields as JSON; a failed formula is `{"error": code}`."""
    found: dict[str, object] = {}
    get = values.get
    for key, show in program.conversions:
        if key not in keys:
            continue
        value = get(key)
        if value.__class__ is FormulaValueError:
            found[key] = {"error": value.code}
        elif show is None or value is None:
            found[key] = value
        else:
            found[key] = show(value)
    return found
