"""State machines with their formulas typed, and the documents that they name by their full
names."""

from __future__ import annotations

from collections.abc import Mapping

from formula.scope import Use
from formula.typed import Typed
from formula.types import RecordSet, Type
from metadata.documents.label import label_texts
from metadata.documents.states import (
    CreatedDocument,
    FormFieldDocument,
    StateMachineDocument,
    TransitionDocument,
)
from metadata.draft import Draft, TableDraft
from metadata.problems import Place
from metadata.resolve_fields import to_options
from metadata.resolved_states import Created, FormField, StateMachine, Transition


def resolve_machines(draft: Draft, table: TableDraft) -> Mapping[str, StateMachine]:
    """The state machines by their state field."""
    machines: dict[str, StateMachine] = {}
    for index, document in enumerate(table.document.state_machines):
        field = table.fields.get(document.field)
        if field is not None and field.type == "state" and document.field not in machines:
            place = table.place.at("state_machines", index)
            machines[document.field] = resolve_machine(draft, table, document, place)
    return machines


def resolve_machine(
    draft: Draft, table: TableDraft, document: StateMachineDocument, place: Place
) -> StateMachine:
    """One machine with its transitions' formulas typed."""
    transitions: dict[str, Transition] = {}
    for index, move in enumerate(document.transitions):
        where = place.at("transitions", index)
        transitions.setdefault(move.key, resolve_transition(draft, table, move, where))
    return StateMachine(
        field=document.field,
        initial=document.initial,
        states=to_options(document.states),
        transitions=transitions,
        document=document,
    )


def resolve_transition(
    draft: Draft, table: TableDraft, move: TransitionDocument, place: Place
) -> Transition:
    """One move."""
    asks = {
        item.field: resolve_form_field(draft, table, item, place.at("form", index))
        for index, item in enumerate(move.form)
    }
    created = (
        resolve_created(draft, table, item, place.at("creates", index))
        for index, item in enumerate(move.creates)
    )
    return Transition(
        key=move.key,
        labels=label_texts(move.label, move.key),
        from_states=move.from_states,
        to=move.to,
        show_if=draft.typed(move.show_if, place.at("show_if"), table.name, Use.CONDITION),
        guard=draft.typed(move.guard, place.at("guard"), table.name, Use.CONDITION),
        form={item.field: item.required for item in move.form},
        document=move,
        asks=asks,
        set=typed_values(draft, (table, table), move.set, place.at("set")),
        creates=tuple(created),
        approval=full_name(table.app, move.approval),
        run=full_name(table.app, move.run),
    )


def full_name(app: str, name: str | None) -> str | None:
    """`app.key` of an automation or approval that a document of `app` names."""
    return name if name is None or "." in name else f"{app}.{name}"


def resolve_form_field(
    draft: Draft, table: TableDraft, item: FormFieldDocument, place: Place
) -> FormField:
    """One field that a move asks for."""
    expected = type_of(table, item.field)
    return FormField(
        field=item.field,
        required=item.required,
        when=draft.typed(item.when, place.at("when"), table.name, Use.CONDITION),
        default=draft.typed(item.default, place.at("default"), table.name, Use.SET, expected),
        document=item,
    )


def resolve_created(
    draft: Draft, table: TableDraft, item: CreatedDocument, place: Place
) -> Created:
    """One record that a move makes; a table that is not there is told by metadata.checks."""
    name = draft.full_name(table.app, item.table)
    target = draft.tables.get(name)
    values: Mapping[str, Typed] = {}
    if target is not None:
        values = typed_values(draft, (table, target), item.values, place.at("values"))
    return Created(name, item.link, values, item)


def typed_values(
    draft: Draft,
    tables: tuple[TableDraft, TableDraft],
    formulas: Mapping[str, str],
    place: Place,
) -> Mapping[str, Typed]:
    """The formulas by field. `tables` are the one they read and the one whose fields they give."""
    table, target = tables
    found: dict[str, Typed] = {}
    for key, text in formulas.items():
        expected = type_of(target, key)
        typed = draft.typed(text, place.at(key), table.name, Use.SET, expected)
        if typed is not None:
            found[key] = typed
    return found


def type_of(table: TableDraft, key: str) -> Type | None:
    """The type that a formula must give for the field."""
    field = table.fields.get(key)
    return field.value_type if field and not isinstance(field.value_type, RecordSet) else None
