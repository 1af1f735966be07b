"""How a value came about: the formula and its parts, the rule, the move, and what caused it last.

The parts that the reader may not see are left out (decision 44).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.access import TableAccess, access_of
from engine.actor import Actor
from engine.catalog_table import Values
from engine.database import Connection
from engine.errors import InvalidQuery, UnknownRecord
from engine.history import HistoryEntry, entry_json, read_history
from engine.messages import explain
from engine.reading.explaining import SeenRecords
from engine.reading.knowing import may_know
from engine.reading.outline import Outline, Outliner, Sight, outcome
from engine.reading.present import SHOWN_SYSTEM_FIELDS, presenter_of
from engine.reading.shape import unknown_field
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.batch import is_same
from engine.writing.fitting import fitted
from engine.writing.program import holds, own_reads, program_of
from engine.writing.transaction import Transaction, open_transaction
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.documents.label import text_in
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.field_type import Showing
from metadata.resolved import Field, Rule

Json = dict[str, object]

PAGE = 200
MOST_PAGES = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """The value that is asked about, and what is known of its record. `row` has links too."""

    transaction: Transaction
    mask: TableAccess
    key: str
    row: Values
    seen: Row
    context: Context
    telling: Telling
    events: tuple[HistoryEntry, ...]

    @property
    def field(self) -> Field:
        """The field asked about; the engine's own fields have none."""
        return self.mask.table.fields[self.key]

    @property
    def value(self) -> object:
        """The value itself."""
        return self.row.get(self.key)

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.telling.showing.language


@dataclass(frozen=True, slots=True)
class Cause:
    """What gives a field its value: a formula with its text, or something without one."""

    kind: str
    formula: Typed | None = None
    text: str | None = None
    rule: str | None = None


def explain_value(
    work: Workspace, actor: Actor, table: str, id: int, key: str, *, language: str
) -> Json:
    """`{field, label, kind, title, summary, value, display, formula, parts, skipped, cause, …}`.

    UnknownTable, UnknownRecord, and InvalidQuery where the reader does not see the field there.
    """
    catalog = work.catalog
    mask = access_of(catalog, actor).table(table)
    if key not in mask.visible and key not in SHOWN_SYSTEM_FIELDS:
        raise InvalidQuery([unknown_field(mask, key, "field")])
    events = tuple(events_about(work, actor, mask, id, key))

    def run(connection: Connection) -> Json:
        transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
        asked = look_at(transaction, mask, id, key, (events, language))
        return explanation(asked)

    return work.database.read(run)


def events_about(
    work: Workspace, actor: Actor, mask: TableAccess, id: int, key: str
) -> Iterable[HistoryEntry]:
    """The last event that gave the field its value, as far as the reader sees it: the one that
    names it, else the last that changed something it is computed from."""
    field = mask.table.fields.get(key)
    formula = None if field is None else field.formula
    sources = frozenset() if formula is None else own_reads(formula)
    before: int | None = None
    indirect: HistoryEntry | None = None
    for _ in range(MOST_PAGES):
        page = read_history(work, actor, mask.table.name, id, limit=PAGE, before=before)
        for entry in page:
            changed = entry.after or {}
            if key in changed or (key in SYSTEM_FIELDS and is_stamped(entry, key)):
                return (entry,)
            if indirect is None and not sources.isdisjoint(changed):
                indirect = entry
        if len(page) < PAGE:
            break
        before = page[-1].seq
    return () if indirect is None else (indirect,)


def is_stamped(entry: HistoryEntry, key: str) -> bool:
    """Whether the event set the field that the engine keeps."""
    return key.startswith("updated") or entry.kind == "create"


def look_at(
    transaction: Transaction,
    mask: TableAccess,
    id: int,
    key: str,
    told: tuple[tuple[HistoryEntry, ...], str],
) -> Asked:
    """The record and its surroundings. UnknownRecord, InvalidQuery."""
    events, language = told
    table = transaction.catalog.tables[mask.table.name]
    stored = transaction.rows.record(table.name, id)
    records = SeenRecords(transaction)
    if stored is None or records.seen(table.name, stored) is None:
        raise UnknownRecord(table.name, str(id))
    row = dict(stored)
    for linked in table.linked:
        row[linked] = transaction.rows.link_ids(table.name, linked, id) or None
    context = transaction.context(table)
    for step in program_of(table).volatile:
        row[step.key] = value_or_error(step.run, row, context)
    seen = records.seen(table.name, row) or {}
    if key in row and key not in seen:
        raise InvalidQuery([unknown_field(mask, key, "field")])
    telling = Telling(records, Showing(language, transaction.work.time_zone))
    return Asked(transaction, mask, key, row, seen, context, telling, events)


def value_or_error(run: object, row: Row, context: Context) -> object:
    """What a step gives; a failure is the value."""
    assert callable(run)
    try:
        return run(row, context)
    except FormulaValueError as error:
        return error


def explanation(asked: Asked) -> Json:
    """Everything that is told of the value."""
    cause = cause_of(asked)
    found = Outline() if cause.formula is None else outlined(asked, cause)
    answer: Json = {
        "field": asked.key,
        "label": label_of(asked),
        "kind": cause.kind,
        "title": title_of(asked),
        "summary": summary_of(asked, cause, found),
        **value_json(asked),
        "display": display_of(asked),
        "formula": cause.text,
        "parts": found.rows,
        "skipped": found.skipped,
        "cause": cause_json(asked),
    }
    if cause.rule is not None:
        answer["rule"] = cause.rule
    if cause.kind == "state":
        answer["move"] = move_of(asked)
    return answer


def cause_of(asked: Asked) -> Cause:
    """What gives the field its value."""
    if asked.key in SYSTEM_FIELDS and asked.key not in asked.mask.table.fields:
        return Cause("system")
    field = asked.field
    if field.type in {"formula", "generated"}:
        return known(asked, field.type, field.formula, getattr(field.document, "formula", None))
    if field.type == "auto_number":
        return Cause("auto_number")
    if field.type == "state":
        return Cause("state")
    return rule_cause(asked) or Cause("written")


def known(
    asked: Asked, kind: str, formula: Typed | None, text: object, rule: str | None = None
) -> Cause:
    """The cause, its text only where the reader may know all of it."""
    is_open = formula is not None and may_know(asked.transaction.access, formula)
    return Cause(kind, formula, str(text) if is_open and text is not None else None, rule)


def rule_cause(asked: Asked) -> Cause | None:
    """The default, fill or clean rule that gives just this value."""
    if asked.value is None:
        return None
    for rule in asked.mask.table.rules:
        if rule.kind in {"fill", "clean"} and asked.key in rule.fields and gives(asked, rule):
            text = getattr(rule.document, "set", None)
            return known(asked, rule.kind, rule.expression, text, rule.key)
    field = asked.field
    is_new = bool(asked.events) and asked.events[0].kind == "create"
    if field.default is not None and is_new and is_result(asked, field.default):
        return known(asked, "default", field.default, getattr(field.document, "default", None))
    return None


def gives(asked: Asked, rule: Rule) -> bool:
    """Whether the rule applies to the record and gives the value that is there."""
    table = asked.transaction.catalog.tables[asked.mask.table.name]
    steps = program_of(table).fills if rule.kind == "fill" else program_of(table).cleans
    step = next((it for it in steps if it.key == asked.key), None)
    if step is None or rule.expression is None:
        return False
    return holds(step.when, asked.row, asked.context) and is_result(asked, rule.expression)


def is_result(asked: Asked, formula: Typed) -> bool:
    """Whether the formula gives the value that is there, for whoever wrote it."""
    writer = asked.events[0].user if asked.events else None
    context = replace(asked.context, user=writer)
    value, error = outcome(formula, asked.row, context)
    if error is not None or value is None:
        return False
    try:
        return is_same(fitted(asked.field, value), asked.value)
    except FormulaValueError:
        return False


def outlined(asked: Asked, cause: Cause) -> Outline:
    """The parts of the formula that the reader may know."""
    assert cause.formula is not None
    text = source_of(asked, cause)
    sight = Sight(
        access=asked.transaction.access,
        row=asked.row,
        context=asked.context,
        seen_row=asked.seen,
        seen_context=replace(asked.context, records=asked.telling.records),
        telling=asked.telling,
    )
    return Outliner(cause.formula, text, sight).outline()


def source_of(asked: Asked, cause: Cause) -> str:
    """The text of the formula, whoever may read it."""
    document = asked.field.document
    if cause.rule is not None:
        rule = next(it for it in asked.mask.table.rules if it.key == cause.rule)
        return str(getattr(rule.document, "set", ""))
    name = "default" if cause.kind == "default" else "formula"
    return str(getattr(document, name, ""))


def label_of(asked: Asked) -> str:
    """What people call the field."""
    own = asked.mask.table.fields.get(asked.key)
    labels: Mapping[str, str] = SYSTEM_FIELDS[asked.key].labels if own is None else own.labels
    return text_in(labels, asked.language)


def value_json(asked: Asked) -> Json:
    """The value as reads show it, or the code of its error."""
    table = asked.transaction.catalog.tables[asked.mask.table.name]
    presented = presenter_of(table, (asked.key,))(asked.row)
    values, errors = presented["values"], presented.get("errors")
    assert isinstance(values, dict)
    found: Json = {"value": values[asked.key]}
    if isinstance(errors, dict) and asked.key in errors:
        found["error"] = {"code": errors[asked.key]}
    return found


def display_of(asked: Asked) -> str:
    """The value as people read it."""
    own = asked.mask.table.fields.get(asked.key)
    if own is not None:
        return asked.telling.field(own, asked.value)
    return asked.telling.type(SYSTEM_FIELDS[asked.key].value_type, asked.value)


def title_of(asked: Asked) -> str:
    """The question in a sentence."""
    if isinstance(asked.value, FormulaValueError):
        return explain("why_error", {}, asked.language)
    shown = display_of(asked)
    if not shown:
        return explain("why_blank", {}, asked.language)
    return explain("why_value", {"value": shown}, asked.language)


def summary_of(asked: Asked, cause: Cause, found: Outline) -> str:
    """The answer in a sentence."""
    parameters: dict[str, str | int] = {}
    code = f"why_{cause.kind}"
    if cause.kind == "state" and asked.events and asked.events[0].kind == "create":
        code = "why_initial"
    elif found.number:
        parameters = {"number": found.number, "count": found.count}
        code = "why_branch_all" if found.count > 1 else "why_branch"
    elif found.number == 0:
        parameters = {"count": found.tried}
        code = "why_otherwise"
    return explain(code, parameters, asked.language)


def cause_json(asked: Asked) -> Json | None:
    """The event that gave the value last: who, when, from where, why, and what it changed."""
    if not asked.events:
        return None
    entry = asked.events[0]
    shown = entry_json(entry)
    changed = [key for key in entry.after or {} if key in asked.mask.table.fields]
    fields = asked.mask.table.fields
    shown["changed"] = [
        {"field": key, "label": text_in(fields[key].labels, asked.language)} for key in changed
    ]
    for name in ("before", "after"):
        values = getattr(entry, name)
        shown[name] = None if values is None else values.get(asked.key)
    return shown


def move_of(asked: Asked) -> Json | None:
    """The move that led to the present state; None where the record began in it."""
    entry = asked.events[0] if asked.events else None
    if entry is None or entry.before is None:
        return None
    machine = asked.mask.table.machines[asked.key]
    before = entry.before.get(asked.key)
    labels = {state.value: text_in(state.labels, asked.language) for state in machine.states}
    after = (entry.after or {}).get(asked.key)
    moves = [
        it for it in machine.transitions.values() if before in it.from_states and it.to == after
    ]
    only = moves[0] if len(moves) == 1 else None
    return {
        "from": before,
        "from_label": labels.get(str(before), before),
        "to": after,
        "to_label": labels.get(str(after), after),
        "label": None if only is None else text_in(only.labels, asked.language),
    }
