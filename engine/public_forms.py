"""What a public form shows to whoever fills it in, and how what they wrote becomes a record.

Everything goes the way of all writes, with the form's own role: the rules are looked at before
the page is drawn and again when the record is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from engine.actor import Actor
from engine.database import Connection
from engine.form_links import PublicForm
from engine.form_role import shown_fields
from engine.idempotency import Once
from engine.workspace import Workspace
from engine.write_record import read_changes, write
from engine.writing.change import Change, Kind
from engine.writing.compute import compute_formulas, fill_values
from engine.writing.lock import lock_records
from engine.writing.program import holds, program_of
from engine.writing.transaction import open_transaction
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading, Unreadable

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FormState:
    """The form with some values in it: which of its fields are shown, which of those must be
    filled in, and the values of those that nobody has written in, as JSON."""

    shown: tuple[str, ...]
    required: frozenset[str]
    defaults: Values


def look_at_form(work: Workspace, form: PublicForm, actor: Actor, values: Values) -> FormState:
    """The form as the rules of its table make it with these values; nothing is stored. A value
    that cannot be read counts as blank."""
    catalog = work.catalog
    change = Change(Kind.CREATE, form.table.name, values=values, lenient=True)

    def look(connection: Connection) -> FormState:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        plan = read_changes(work, catalog, actor, [change])
        (batch,) = plan.batches
        (draft,) = batch.drafts
        program = program_of(batch.table)
        lock_records(transaction, batch)
        fill_values(transaction, draft, program)
        compute_formulas(draft, program, transaction.context(batch.table))
        context = transaction.context(batch.table)
        shown = tuple(key for key in shown_fields(form.view) if key not in draft.hidden)
        required = {
            key
            for step in program.checks
            if step.rule.kind == "required" and "create" in step.rule.on
            if holds(step.when, draft.new, context)
            for key in step.rule.fields
        }
        defaults = {
            key: program.showers[key](draft.new[key])
            for key in shown
            if key not in values and draft.new.get(key) is not None
        }
        return FormState(shown, frozenset(required.intersection(shown)), defaults)

    return work.database.read(look)


def readable_values(work: Workspace, form: PublicForm, given: Mapping[str, str]) -> Values:
    """The values of hidden fields out of the form's address; what a field cannot hold is left out:
    a mistyped advertisement must not cost an entry."""
    reading = Reading(lenient=True)
    found: dict[str, object] = {**form.public.values}
    for name, key in form.public.from_url.items():
        text = given.get(name, "").strip()
        if not text:
            continue
        field = form.table.fields[key]
        value: object = [text] if field.type == "multi_select" else text
        if not isinstance(FIELD_TYPES[field.type].reader(field, reading)(value), Unreadable):
            found[key] = value
    return found


def send_form(
    work: Workspace, form: PublicForm, actor: Actor, values: Values, form_key: str
) -> None:
    """There is a record with these values, one for each page that was sent, however often the same
    was sent. Raises WriteRefused and WriteForbidden with every refusal."""
    change = Change(Kind.CREATE, form.table.name, values=values, lenient=True)
    content = sha256(repr(sorted(values.items())).encode(errors="surrogatepass")).hexdigest()
    # Going back, writing something else and sending that is another record.
    key = sha256(f"{form_key} {content}".encode()).hexdigest()
    write(work, actor, [change], once=Once(form.name, key, content, lambda _: {}))
