"""Defaults, rules and state machines with their formulas typed."""

from __future__ import annotations

from collections.abc import Iterator

from formula.references import reads
from formula.scope import Use
from formula.typed import Typed
from formula.types import RecordSet
from metadata.documents.field import WritableField
from metadata.documents.label import label_texts
from metadata.documents.rule import (
    CleanRule,
    FillRule,
    RuleDocument,
    ValidateRule,
)
from metadata.draft import Draft, TableDraft
from metadata.problems import Place
from metadata.resolve_fields import with_result
from metadata.resolve_states import resolve_machines, type_of
from metadata.resolved import Field, Rule, Table

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


def own_fields(typed: Typed) -> Iterator[str]:
    """The fields of the formula's own record that it reads, relation fields among them."""
    return (read.key for read in reads(typed) if not read.path)
