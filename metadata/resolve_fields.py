"""Field documents → fields: their names, options and targets; formulas come later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from formula.nearest import nearest
from formula.scope import FieldName, TableNames
from formula.types import Blank, Option, Type
from metadata.documents.field import (
    ChildrenField,
    FieldDocument,
    FileField,
    FormulaField,
    GeneratedField,
    ImageField,
    MultiSelectField,
    Options,
    OptionsOfSet,
    PercentField,
    ReferenceField,
    ReferencesField,
    SelectField,
    SignatureField,
    StateField,
)
from metadata.documents.label import label_texts
from metadata.documents.option_set import OptionDocument, TreeOptionDocument
from metadata.documents.states import StateDocument
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES, SYSTEM_FIELDS
from metadata.fields.built_in import FILE_TABLE
from metadata.fields.field_type import TypeContext
from metadata.fields.people import PEOPLE_TABLES
from metadata.problems import Place, Problem
from metadata.resolved import Field

Computed = FormulaField | GeneratedField


def resolve_fields(draft: Draft) -> None:
    """Every table of the draft has its fields and is known to formulas; computed fields have the
    type Blank until `metadata.resolve_formulas` types them."""
    for table in draft.tables.values():
        for index, document in enumerate(table.document.fields):
            place = table.place.at("fields", index)
            if document.key in table.fields:
                continue
            table.fields[document.key] = resolve_field(draft, table, document, place)
    for table in draft.tables.values():
        draft.names[table.name] = table_names(table)


def resolve_field(draft: Draft, table: TableDraft, document: FieldDocument, place: Place) -> Field:
    """One field; what it names and is not there is told and left out."""
    target = resolve_target(draft, table, document, place)
    set_key, options = resolve_options(draft, table, document, place)
    context = TypeContext(set_key, options, target or "", None)
    field_type = FIELD_TYPES[document.type]
    is_broken = target is None and isinstance(
        document, ReferenceField | ReferencesField | ChildrenField
    )
    is_nameless = not options and isinstance(document, SelectField | MultiSelectField | StateField)
    if is_broken or is_nameless:
        draft.broken.add((table.name, document.key))
    return Field(
        key=document.key,
        labels=label_texts(document.label, document.key),
        type=document.type,
        value_type=Blank() if is_broken else field_type.value_type(document, context),
        document=document,
        nullable=field_type.nullable,
        decimals=field_type.decimals(document),
        options=options,
        target=target,
        back=document.field if isinstance(document, ChildrenField) else None,
        pointer=place.pointer,
    )


def resolve_target(
    draft: Draft, table: TableDraft, document: FieldDocument, place: Place
) -> str | None:
    """The full name of the table that the field points at."""
    if document.type in {"user", "users"}:
        return "user"
    if document.type == "department":
        return "department"
    if isinstance(document, FileField | ImageField | SignatureField):
        return FILE_TABLE
    if not isinstance(document, ReferenceField | ReferencesField | ChildrenField):
        return None
    name = draft.full_name(table.app, document.table)
    is_child = isinstance(document, ChildrenField)
    if name in draft.tables or (name in PEOPLE_TABLES and not is_child):
        return name
    if not draft.is_unread("table", name):
        known = {*draft.tables, *(key.removeprefix(f"{table.app}.") for key in draft.tables)}
        suggestion = next(iter(nearest(document.table, sorted(known))), None)
        place = place.at("table")
        draft.problems.append(Problem("unknown_table", place, {"name": document.table}, suggestion))
    return None


def resolve_options(
    draft: Draft, table: TableDraft, document: FieldDocument, place: Place
) -> tuple[str, tuple[Option, ...]]:
    """The name of the field's set of options, and the options."""
    own = f"{table.name}.{document.key}"
    if isinstance(document, StateField):
        machines = table.document.state_machines
        states = next((item.states for item in machines if item.field == document.key), ())
        return own, to_options(states)
    if not isinstance(document, SelectField | MultiSelectField):
        return own, ()
    options: Options = document.options
    if not isinstance(options, OptionsOfSet):
        return own, to_options(options)
    name = options.set if "." in options.set else f"{table.app}.{options.set}"
    if name not in draft.sets and not draft.is_unread("option_set", name):
        known = [*draft.sets, *(key.removeprefix(f"{table.app}.") for key in draft.sets)]
        suggestion = next(iter(nearest(options.set, known)), None)
        where = place.at("options", "set")
        draft.problems.append(
            Problem("unknown_option_set", where, {"name": options.set}, suggestion)
        )
    return name, draft.sets.get(name, ())


def to_options(
    documents: Sequence[OptionDocument | TreeOptionDocument | StateDocument],
) -> tuple[Option, ...]:
    """Option documents and states as options."""
    return tuple(
        Option(document.key, label_texts(document.label, document.key))
        if isinstance(document, StateDocument)
        else Option(
            document.value,
            label_texts(document.label, document.value),
            document.parent if isinstance(document, TreeOptionDocument) else None,
        )
        for document in documents
    )


def table_names(table: TableDraft) -> TableNames:
    """The table as formulas see it, with the system fields."""
    labels = label_texts(table.document.label, table.document.key)
    fields = {
        system.key: FieldName(
            system.key,
            texts_of(system.key, system.labels),
            system.value_type_in(table.name),
            system.nullable,
        )
        for system in SYSTEM_FIELDS.values()
    }
    fields.update((key, field_name(field)) for key, field in table.fields.items())
    return TableNames(
        name=table.name,
        names=(*texts_of(table.document.key, labels), table.name),
        fields=fields,
        title=table.document.title if table.document.title in table.fields else None,
    )


def field_name(field: Field) -> FieldName:
    """The field as formulas see it."""
    document = field.document
    percent = isinstance(document, PercentField) or (
        isinstance(document, FormulaField) and document.format == "percent"
    )
    return FieldName(
        key=field.key,
        names=texts_of(field.key, field.labels),
        type=field.value_type,
        nullable=field.nullable,
        may_error=field.may_error,
        back=field.back,
        definition=field.formula if field.volatile else None,
        percent=percent,
    )


def texts_of(key: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """All texts that name something, each once, the key first."""
    return tuple(dict.fromkeys((key, *labels.values())))


def with_result(field: Field, **facts: object) -> Field:
    """The field with what its formula says of it."""
    return replace(field, **facts)  # type: ignore[arg-type]  # names of fields of Field


def type_of_field(field: Field, result: Type) -> Type:
    """The type a computed field has whose formula gives `result`."""
    context = TypeContext(result=result)
    return FIELD_TYPES[field.type].value_type(field.document, context)
