"""A label that changes takes the formulas that say it along (decision 16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from formula.check import Checked, Resolution, check
from formula.references import rename, rename_option
from formula.scan import normalise
from formula.scope import Scope, Use
from formula.types import MultiSelect, Option, RecordSet, Select, Type
from metadata.checks.options import AnyOption
from metadata.documents.field import MultiSelectField, OptionsOfSet, SelectField
from metadata.documents.kinds import AnyDocument
from metadata.documents.label import label_texts
from metadata.documents.option_set import OptionSetDocument
from metadata.documents.table import TableDocument
from metadata.fields.people import PEOPLE_TABLES
from metadata.formula_places import Place
from metadata.formulas_in import formulas_in
from metadata.read_documents import Read, read_documents
from metadata.resolve_fields import texts_of, to_options
from metadata.resolved import DocumentKey, Resolved, Table
from metadata.resolved_reports import Report
from metadata.resolved_workflow import Approval, Automation, Connector
from metadata.scopes import scope_of
from metadata.templates import pieces_of

Texts = Mapping[str, str]
"""Old text → new text."""


@dataclass(slots=True)
class Renames:
    """What things are called now that were called otherwise: fields by (table, key), options by
    (set, value); `fields` has all names that each field of a table has now."""

    of_fields: dict[tuple[str, str], Texts] = field(default_factory=dict)
    of_options: dict[tuple[str, str], Texts] = field(default_factory=dict)
    present: dict[str, set[str]] = field(default_factory=dict)


def rename_labels(
    before: Resolved, after: Mapping[DocumentKey, object]
) -> Mapping[DocumentKey, object]:
    """The documents `after` with every formula that still says an old label of a field or option
    saying the new one. A formula that is new in `after` is only changed where the label it says
    is nobody's any more."""
    read = read_documents(after, Read(documents_of(before), before.sources, ()))
    renames = find_renames(before, read)
    if not renames.of_fields and not renames.of_options:
        return after
    said = [
        old
        for texts in (*renames.of_fields.values(), *renames.of_options.values())
        for old in texts
    ]
    pattern = re.compile("|".join(map(re.escape, said)))
    changed = dict(after)
    for name, document in read.documents.items():
        old_texts = texts_in(before, name)
        for place in formulas_in(document):
            if not says_any(pattern, place.text):
                continue
            new = renamed_formula(before, name, place, renames, place.text in old_texts)
            if new != place.text:
                changed[name] = with_value(changed[name], place.steps, new)
    return changed


def says_any(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a formula can say one of the old names; within braces and quotes some signs are
    written twice."""
    plain = normalise(text)
    once = plain.replace("}}", "}").replace("''", "'").replace('""', '"')
    return bool(pattern.search(plain) or pattern.search(once))


def documents_of(before: Resolved) -> Mapping[DocumentKey, AnyDocument]:
    """The documents that the resolved ones still hold, so that they need not be read again."""
    tables = {(table.app, "table", table.key): table.document for table in before.tables.values()}
    roles = {(app, "role", key): role.document for (app, key), role in before.roles.items()}
    views = {(app, "view", key): view for (app, key), view in before.views.items()}
    sets = {(app, "option_set", key): each for (app, key), each in before.option_sets.items()}
    workflow = {
        (app, kind, key): each.document
        for kind, found in workflow_of(before).items()
        for (app, key), each in found.items()
    }
    return {**tables, **roles, **views, **sets, **workflow}


def workflow_of(
    before: Resolved,
) -> Mapping[str, Mapping[tuple[str, str], Automation | Approval | Connector | Report]]:
    """What happens over time, and reports, by kind."""
    return {
        "automation": before.automations,
        "approval": before.approvals,
        "connector": before.connectors,
        "report": before.reports,
    }


def find_renames(before: Resolved, read: Read) -> Renames:
    """What the documents call otherwise than before."""
    renames = Renames()
    options = dict(options_after(read))
    for table in before.tables.values():
        document = document_after(read, table.app, table.key)
        if document is not None:
            add_fields(renames, table, document, options)
    return renames


def add_fields(
    renames: Renames,
    table: Table,
    document: TableDocument,
    options: Mapping[str, Mapping[str, Option]],
) -> None:
    """The fields and options of one table that are called otherwise."""
    after = {item.renamed_from or item.key: item for item in document.fields}
    after |= {item.key: item for item in document.fields}
    renames.present[table.name] = {
        text
        for item in document.fields
        for text in texts_of(item.key, label_texts(item.label, item.key))
    }
    for key, old in table.fields.items():
        new = after.get(key)
        if new is not None:
            texts = changed_texts(old.labels, label_texts(new.label, new.key))
            if new.key != key:
                texts[key] = new.key
            if texts:
                renames.of_fields[table.name, key] = texts
        if isinstance(old.value_type, Select | MultiSelect):
            set_key = old.value_type.set_key
            add_options(renames, set_key, old.options, options.get(set_key, {}))


def document_after(read: Read, app: str, key: str) -> TableDocument | None:
    """The table's document, under its key or the one it was renamed to."""
    found = read.documents.get((app, "table", key))
    if isinstance(found, TableDocument):
        return found
    for (owner, _, _), document in read.documents.items():
        if owner == app and isinstance(document, TableDocument) and document.renamed_from == key:
            return document
    return None


def options_after(read: Read) -> Iterator[tuple[str, Mapping[str, Option]]]:
    """The options of every set and of every field's own by the name of the set."""
    for (app, _, key), document in read.documents.items():
        if isinstance(document, OptionSetDocument):
            yield f"{app}.{key}", by_value(document.options)
        elif isinstance(document, TableDocument):
            yield from own_options(f"{app}.{key}", document)


def own_options(table: str, document: TableDocument) -> Iterator[tuple[str, Mapping[str, Option]]]:
    """The options that the fields and state machines of one table have by themselves."""
    for item in document.fields:
        own = item.options if isinstance(item, SelectField | MultiSelectField) else ()
        if not isinstance(own, OptionsOfSet):
            yield f"{table}.{item.key}", by_value(own)
    for machine in document.state_machines:
        yield f"{table}.{machine.field}", by_value(machine.states)


def by_value(documents: Sequence[AnyOption]) -> Mapping[str, Option]:
    """Options by what is stored for them."""
    return {option.value: option for option in to_options(documents)}


def add_options(
    renames: Renames, set_key: str, old: Sequence[Option], new: Mapping[str, Option]
) -> None:
    """The options of one set that are called otherwise."""
    for option in old:
        if option.value in new:
            texts = changed_texts(option.labels, new[option.value].labels)
            if texts:
                renames.of_options[set_key, option.value] = texts


def changed_texts(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The old texts that are gone, each with what stands in the same language now."""
    still = set(new.values())
    texts = {}
    for language, text in old.items():
        if text not in still and new:
            texts[text] = new.get(language) or next(iter(new.values()))
    return texts


def texts_in(before: Resolved, name: DocumentKey) -> frozenset[str]:
    """The formulas that the document had before."""
    source = before.sources.get(name)
    if source is None:
        return frozenset()
    document = read_documents({name: source}).documents.get(name)
    return frozenset(place.text for place in formulas_in(document)) if document else frozenset()


def renamed_formula(
    before: Resolved, name: DocumentKey, place: Place, renames: Renames, is_old: bool
) -> str:
    """The formula with new names for old, where it meant something before; in a text, each."""
    app = name[0]
    table = full_name(app, place.table)
    if table is not None and table not in before.scope.tables:
        return place.text
    known = with_variables(before, name)
    scope = replace(
        scope_of(before, app, table),
        variables=known.variables if known is not None else {},
        remembers=place.remembers,
    )
    if place.is_text:
        return renamed_text(scope, place.text, renames, is_old)
    of = full_name(app, place.field_of or place.table)
    checked = check(place.text, scope, place.use, expected_type(before, of, place.field))
    return renamed_checked(checked, place.text, renames, is_old)


def with_variables(before: Resolved, name: DocumentKey) -> Automation | Report | None:
    """The document where it is one in which `STEP.…` means something."""
    app, kind, key = name
    if kind == "report":
        return before.reports.get((app, key))
    return before.automations.get((app, key)) if kind == "automation" else None


def renamed_text(scope: Scope, text: str, renames: Renames, is_old: bool) -> str:
    """A text with the formulas in it renamed."""
    parts = []
    is_changed = False
    for piece in pieces_of(text):
        if not piece.is_formula:
            parts.append(piece.text)
            continue
        checked = check(piece.text, scope, Use.TEXT)
        renamed = renamed_checked(checked, piece.text, renames, is_old)
        is_changed |= renamed != piece.text
        parts.append("{{" + renamed + "}}")
    return "".join(parts) if is_changed else text


def renamed_checked(checked: Checked, written: str, renames: Renames, is_old: bool) -> str:
    """The text of a checked formula with new names for old, else as it was written."""
    pieces = []
    for found in checked.resolutions:
        one = replace(checked, resolutions=(found,))
        text = renamed_piece(one, found, renames, is_old)
        if text != checked.text:
            end = len(text) - (len(checked.text) - found.span.end)
            pieces.append((found.span.start, found.span.end, text[found.span.start : end]))
    text = checked.text if pieces else written
    for start, end, piece in sorted(pieces, reverse=True):
        text = text[:start] + piece + text[end:]
    return text


def renamed_piece(checked: Checked, found: Resolution, renames: Renames, is_old: bool) -> str:
    """The text with one name in it renamed."""
    if found.owner is None:
        return checked.text
    texts: Texts = {}
    if found.kind == "field":
        texts = renames.of_fields.get((found.owner, found.key), {})
        taken = renames.present.get(found.owner, set())
        texts = {old: new for old, new in texts.items() if is_old or old not in taken}
    elif found.kind == "option":
        texts = renames.of_options.get((found.owner, found.key), {})
    for old, new in texts.items():
        if found.kind == "field":
            text = rename(checked, found.owner, found.key, old, new)
        else:
            text = rename_option(checked, found.owner, found.key, old, new)
        if text != checked.text:
            return text
    return checked.text


def full_name(app: str, table: str | None) -> str | None:
    """The full name of a table as a document of `app` writes it."""
    if table is None or "." in table or table in PEOPLE_TABLES:
        return table
    return f"{app}.{table}"


def expected_type(before: Resolved, table: str | None, key: str | None) -> Type | None:
    """The type that a default, clean or fill formula must give."""
    known = before.tables.get(table or "")
    found = known.fields.get(key) if known is not None and key else None
    return found.value_type if found and not isinstance(found.value_type, RecordSet) else None


def with_value(source: object, steps: Sequence[str | int], value: object) -> object:
    """The JSON value with another value at the end of `steps`; nothing else is copied."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(source, Mapping):
        return {**source, step: with_value(source[step], rest, value)}
    assert isinstance(source, list | tuple)
    assert isinstance(step, int)
    return [*source[:step], with_value(source[step], rest, value), *source[step + 1 :]]
