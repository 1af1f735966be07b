"""What a form shows while somebody types: the write, without being written.

The same steps as `engine.write_record`, on a read transaction: coerce_values → lock_records (which
locks nothing here) → authorize → compute_values → check_transitions → check_rules. Values that
the write would refuse take no part in what is computed, so that nothing can be learnt by trying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.access import Condition, TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.reading.explaining import SeenRecords
from engine.reading.present import presenter_of
from engine.reading.rights import typed_at_creation, typed_later
from engine.workspace import Workspace
from engine.write_record import read_changes
from engine.writing.authorize import authorize
from engine.writing.batch import Batch, Draft, Plan
from engine.writing.change import Change, Kind, Refusal
from engine.writing.coerce import coerce_values
from engine.writing.compute import compute_values, hidden_fields
from engine.writing.lock import lock_records
from engine.writing.outcomes import note_refusals, refuse_write
from engine.writing.program import holds, program_of
from engine.writing.references import allows
from engine.writing.rules import check_rules, check_waiting_rules
from engine.writing.transaction import Transaction, open_transaction
from engine.writing.transitions import check_transitions
from formula.errors import FormulaValueError

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class DraftedRecord:
    """A record as it would be: `values` and `errors` as a read shows them to this person, the keys
    of fields to draw, to insist on and to take, and what the write would say."""

    values: Mapping[str, object]
    errors: Mapping[str, object]
    visible: tuple[str, ...]
    required: tuple[str, ...]
    editable: tuple[str, ...]
    problems: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]


def draft_record(
    work: Workspace,
    actor: Actor,
    table: str,
    values: Mapping[str, object],
    id: int | None = None,
) -> DraftedRecord:
    """What would become of a new record with these values, or of the record `id` with them.

    Nothing is stored or locked. UnknownTable, UnknownRecord, and WriteForbidden where the caller
    may make (or change) no such record at all.
    """
    catalog = work.catalog
    kind = Kind.CREATE if id is None else Kind.UPDATE
    change = Change(kind, table, id, values)

    def run(connection: Connection) -> DraftedRecord:
        plan = read_changes(work, catalog, actor, [change])
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        draft = try_plan(transaction, change, plan)
        mask = transaction.access.table(table)
        return drafted(transaction, draft, mask, of_children(plan, draft))

    access_of(catalog, actor).table(table)
    return work.database.read(run)


def try_plan(transaction: Transaction, change: Change, plan: Plan) -> Draft:
    """The main draft after all steps of the write but the last, children included."""
    transaction.expect(plan, {})
    main = plan.mains[0]
    for batch in plan.batches:
        try_batch(transaction, batch, plan)
        if main.is_closed:
            note_refusals(transaction, batch)
            refuse_write(transaction, [change], plan)
    if main.has_children:
        gather_children(transaction, plan)
        again = [batch for batch in plan.batches if any(it.has_children for it in batch.drafts)]
        for batch in reversed(again):
            compute_again(transaction, batch)
        transaction.stored = [draft for batch in again for draft in batch.open]
        check_waiting_rules(transaction)
    return main


def try_batch(transaction: Transaction, batch: Batch, plan: Plan) -> None:
    """The drafts of a batch as they would be stored."""
    coerce_values(batch, transaction.access.table(batch.table.name), plan.refs)
    lock_records(transaction, batch)
    authorize(transaction, batch)
    for draft in batch.open:
        drop_refused_values(draft)
    compute_values(transaction, batch)
    check_transitions(transaction, batch)
    check_rules(transaction, batch)
    for draft in batch.open:
        transaction.rows.put(batch.table.name, draft.new)
        transaction.rows.unborn.discard(draft.id)
        for key in batch.table.linked:
            ids = draft.new.get(key)
            transaction.rows.put_links(
                batch.table.name, key, draft.id, ids if isinstance(ids, tuple) else ()
            )


def drop_refused_values(draft: Draft) -> None:
    """What may not be written (or pointed at) counts for nothing: the value before stays."""
    for refusal in draft.refusals:
        key = refusal.field
        if key is not None and draft.written.pop(key, None) is not None:
            draft.new[key] = None if draft.old is None else draft.old.get(key)


def gather_children(transaction: Transaction, plan: Plan) -> None:
    """The parents' children are those that are stored, as this draft changes them."""
    for batch in plan.batches:
        for draft in batch.open:
            if draft.parent is None:
                continue
            back, parent = draft.parent
            stored = transaction.rows.children(batch.table.name, back, parent.id)
            others = [row for row in stored if row["id"] != draft.id]
            if draft.kind is not Kind.DELETE:
                others.append(draft.new)
            transaction.rows.put_children(batch.table.name, back, parent.id, others)


def compute_again(transaction: Transaction, batch: Batch) -> None:
    """The formulas of records that have children, now that these are as they would be."""
    program = program_of(batch.table)
    context = transaction.context(batch.table)
    for draft in batch.open:
        for step in program.formulas if draft.kind is not Kind.DELETE else ():
            try:
                draft.new[step.key] = step.run(draft.new, context)
            except FormulaValueError as error:
                draft.new[step.key] = error


def of_children(plan: Plan, main: Draft) -> list[Draft]:
    """The drafts of the children that are saved with the record."""
    return [draft for batch in plan.batches for draft in batch.drafts if draft is not main]


def drafted(
    transaction: Transaction, draft: Draft, mask: TableAccess, children: Iterable[Draft]
) -> DraftedRecord:
    """The draft as the caller may see it."""
    shown = shown_values(transaction, draft, mask)
    table = draft.table
    fields = table.table.fields
    keys = tuple(key for key in fields if key in shown and fields[key].type != "children")
    presented = presenter_of(table, keys)({**shown, "id": draft.id})
    context = transaction.context(table)
    hidden = hidden_fields(program_of(table).visibles, draft.new, context)
    known = [key for key in fields_on_form(transaction, draft, mask) if key not in hidden]
    problems = [*draft.refusals, *(it for child in children for it in child.refusals)]
    warnings = [*draft.warnings, *(it for child in children for it in child.warnings)]
    values, errors = presented["values"], presented.get("errors", {})
    assert isinstance(values, dict)
    assert isinstance(errors, dict)
    return DraftedRecord(
        values=values,
        errors=errors,
        visible=tuple(known),
        required=tuple(key for key in known if key in required_fields(transaction, draft)),
        editable=tuple(key for key in known if key in typed_now(transaction, draft, mask)),
        problems=tuple(problems),
        warnings=tuple(warnings),
    )


def shown_values(transaction: Transaction, draft: Draft, mask: TableAccess) -> Values:
    """The values that the caller sees before and after: trying a value opens nothing."""
    table, new = draft.table, dict(draft.new)
    context = transaction.context(table)
    for step in program_of(table).volatile:
        try:
            new[step.key] = step.run(new, context)
        except FormulaValueError as error:
            new[step.key] = error
    seen = SeenRecords(transaction).seen(table.name, new) or {}
    hidden = set() if draft.old is None else hidden_before(transaction, draft, mask)
    return {key: seen[key] for key in mask.visible if key in seen and key not in hidden}


def hidden_before(transaction: Transaction, draft: Draft, mask: TableAccess) -> set[str]:
    """The fields that the caller does not see in the record as it is."""
    assert draft.old is not None
    old = draft.old
    return {key for key, rows in mask.visible.items() if not allows(transaction, rows, mask, old)}


def fields_on_form(transaction: Transaction, draft: Draft, mask: TableAccess) -> list[str]:
    """The fields that a form has for the caller, hidden by no rule."""
    if draft.old is None:
        return [key for key in mask.table.fields if key in mask.visible or key in mask.creatable]
    hidden = hidden_before(transaction, draft, mask)
    return [key for key in mask.visible if key not in hidden]


def required_fields(transaction: Transaction, draft: Draft) -> frozenset[str]:
    """The fields that the required rules insist on, for this kind of write."""
    moment = "create" if draft.is_new else "edit"
    context = transaction.context_of(draft)
    found: set[str] = set()
    for step in program_of(draft.table).checks:
        rule = step.rule
        if rule.kind == "required" and moment in rule.on and holds(step.when, draft.new, context):
            found.update(rule.fields)
    return frozenset(found)


def typed_now(transaction: Transaction, draft: Draft, mask: TableAccess) -> frozenset[str]:
    """The fields that the caller may give a value in this record."""
    if draft.old is None:
        return typed_at_creation(transaction.access, mask)
    old = draft.old

    def is_open(condition: Condition) -> bool:
        return allows(transaction, condition, mask, old)

    later = typed_later(transaction.access, mask)
    return frozenset(key for key, condition in later.items() if is_open(condition))
