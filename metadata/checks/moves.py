"""Do the moves of a state machine ask for, write and create what can be?"""

from __future__ import annotations

from collections.abc import Iterator

from formula.errors import FormulaValueError
from formula.evaluate import Context, evaluate
from formula.references import reads
from formula.scope import Use
from formula.typed import Logic, Typed
from formula.values import EPOCH
from metadata.checks.known import twice, unknown_fields, unknown_table
from metadata.documents.states import CreatedDocument, StateMachineDocument, TransitionDocument
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES
from metadata.problems import Place, Problem


def check_moves(
    draft: Draft, table: TableDraft, machine: StateMachineDocument, place: Place
) -> Iterator[Problem]:
    """Every move of one machine."""
    for index, move in enumerate(machine.transitions):
        where = place.at("transitions", index)
        yield from check_form(table, move, where.at("form"))
        yield from check_written(table, [(key, where.at("set", key)) for key in move.set])
        for number, created in enumerate(move.creates):
            yield from check_created(draft, table, created, where.at("creates", number))
        yield from check_guard(draft, table, (machine.field, move), where.at("guard"))


def check_form(table: TableDraft, move: TransitionDocument, place: Place) -> Iterator[Problem]:
    """A move asks only for fields that people can write, for each once."""
    named = [(item.field, place.at(i, "field")) for i, item in enumerate(move.form)]
    yield from twice(named, "duplicate_key")
    yield from check_written(table, named)


def check_written(table: TableDraft, named: list[tuple[str, Place]]) -> Iterator[Problem]:
    """The fields are there and can be written; a state only moves."""
    yield from unknown_fields(table, named)
    for name, at in named:
        field = table.fields.get(name)
        if field is not None and (not FIELD_TYPES[field.type].writable or field.type == "state"):
            yield Problem("form_cannot_write", at, {"name": name, "type": field.type})


def check_created(
    draft: Draft, table: TableDraft, created: CreatedDocument, place: Place
) -> Iterator[Problem]:
    """The table is there, its fields can be written, and the link points back."""
    yield from unknown_table(draft, table.app, created.table, place.at("table"))
    target = draft.tables.get(draft.full_name(table.app, created.table))
    if target is None:
        return
    yield from check_written(target, [(key, place.at("values", key)) for key in created.values])
    if created.link is None:
        return
    yield from unknown_fields(target, [(created.link, place.at("link"))])
    link = target.fields.get(created.link)
    if link is None:
        return
    if link.type != "reference":
        names = {"name": created.link, "type": link.type}
        yield Problem("not_a_reference", place.at("link"), names)
    elif link.target != table.name:
        names = {"name": created.link, "target": link.target or "", "table": table.name}
        yield Problem("points_elsewhere", place.at("link"), names)


def check_guard(
    draft: Draft, table: TableDraft, move: tuple[str, TransitionDocument], place: Place
) -> Iterator[Problem]:
    """A guard that is false whatever the record holds keeps the move closed for ever. It sees the
    state that the move leads to."""
    field, document = move
    if document.guard is None:
        return
    typed = draft.check(document.guard, place, table.name, Use.CONDITION).typed
    if typed is None:
        return
    row: dict[str, object] = {field: document.to}
    if any(is_known(part, field) and not is_true(part, row) for part in conjuncts(typed)):
        yield Problem("guard_never_true", place, {"name": document.key}, severity="warning")


def conjuncts(typed: Typed) -> Iterator[Typed]:
    """The conditions that must all hold."""
    if isinstance(typed, Logic) and typed.operator == "AND":
        for operand in typed.operands:
            yield from conjuncts(operand)
    else:
        yield typed


def is_known(typed: Typed, field: str) -> bool:
    """Whether the condition follows from the value of one field of the record alone."""
    if typed.volatile or typed.contextual:
        return False
    return all(read.key == field and not read.path for read in reads(typed))


def is_true(typed: Typed, row: dict[str, object]) -> bool:
    """Whether the condition holds for the row."""
    try:
        return evaluate(typed, row, Context(now=EPOCH)) is True
    except FormulaValueError:
        return False
