"""Defaults, rules and state machines with their formulas typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formula.references import reads
from formula.scope import Use
from formula.typed import Typed
from formula.types import RecordSet, Type
from metadata.documents.field import WritableField
from metadata.documents.label import label_texts
from metadata.documents.rule import (
    CleanRule,
    FillRule,
    RuleDocument,
    ValidateRule,
)
from metadata.documents.states import StateMachineDocument, TransitionDocument
from metadata.draft import Draft, TableDraft
from metadata.problems import Place
from metadata.resolve_fields import to_options, with_result
from metadata.resolved import Field, Rule, StateMachine, Table, Transition

MOMENTS = frozenset({"create", "edit"})


def resolve_table(draft: Draft, table: TableDraft) -> Table:
    """The table with everything in it resolved; `order` and fields are those of the draft."""
    document = table.document
    fields = {key: with_default(draft, table, field) for key, field in table.fields.items()}
    return Table(
        app=table.app,
        key=document.key,
        name=table.name,
        labels=label_texts(document.label, document.key),
        title=document.title if document.title in fields else None,
        search=tuple(key for key in document.search if key in fields),
        log=document.log,
        fields=fields,
        rules=tuple(
            resolve_rule(draft, table, rule, table.place.at("rules", index))
            for index, rule in enumerate(document.rules)
        ),
        machines=resolve_machines(draft, table),
        order=tuple(table.order),
        document=document,
    )


def with_default(draft: Draft, table: TableDraft, field: Field) -> Field:
    """The field with its default typed."""
    document = field.document
    if not isinstance(document, WritableField) or document.default is None:
        return field
    place = Place(table.app, "table", table.document.key, field.pointer).at("default")
    expected = None if isinstance(field.value_type, RecordSet) else field.value_type
    typed = draft.typed(document.default, place, table.name, Use.DEFAULT, expected)
    return with_result(field, default=typed)


def resolve_rule(draft: Draft, table: TableDraft, document: RuleDocument, place: Place) -> Rule:
    """One rule; an unknown field in it is told by metadata.checks."""
    when = draft.typed(document.when, place.at("when"), table.name, Use.CONDITION)
    expression: Typed | None = None
    fields: tuple[str, ...] = ()
    match document:
        case ValidateRule():
            where = place.at("refuse_when")
            expression = draft.typed(document.refuse_when, where, table.name, Use.VALIDATE)
            fields = document.fields or ()
        case CleanRule() | FillRule():
            expected = type_of(table, document.field)
            expression = draft.typed(document.set, place.at("set"), table.name, Use.SET, expected)
            fields = (document.field,)
        case _:
            fields = document.fields
    message = getattr(document, "message", None)
    read = {key for typed in (when, expression) if typed for key in own_fields(typed)}
    return Rule(
        key=document.key,
        kind=document.kind,
        fields=tuple(key for key in fields if key in table.fields),
        on=frozenset(document.on) if document.on else MOMENTS,
        when=when,
        expression=expression,
        message={} if message is None else label_texts(message, document.key),
        reads=frozenset(read),
        document=document,
    )


def type_of(table: TableDraft, key: str) -> Type | None:
    """The type a rule must give that writes the field."""
    field = table.fields.get(key)
    return field.value_type if field and not isinstance(field.value_type, RecordSet) else None


def own_fields(typed: Typed) -> Iterator[str]:
    """The fields of the formula's own record that it reads, relation fields among them."""
    return (read.key for read in reads(typed) if not read.path)


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
    return Transition(
        key=move.key,
        labels=label_texts(move.label, move.key),
        from_states=move.from_states,
        to=move.to,
        show_if=draft.typed(move.show_if, place.at("show_if"), table.name, Use.CONDITION),
        guard=draft.typed(move.guard, place.at("guard"), table.name, Use.CONDITION),
        form={item.field: item.required for item in move.form},
        document=move,
    )
