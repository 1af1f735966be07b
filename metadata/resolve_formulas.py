"""The formulas of formula and generated fields, typed in the order they read each other.

Which computed fields a formula names is only known when its names are resolved, and its type only
when theirs are known. So each formula that contains the name of a computed field is first checked
with all of them of the type Blank, only to learn what it names; then all are typed in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from formula.check import Checked
from formula.scan import normalise
from formula.scope import Use
from formula.typed import (
    Aggregate,
    Case,
    Coalesce,
    FieldValue,
    Follow,
    IfError,
    ListValue,
    Literal,
    Typed,
)
from formula.types import (
    Blank,
    Boolean,
    Date,
    DateTime,
    Duration,
    MultiSelect,
    Number,
    Ref,
    Select,
    Text,
    type_name,
)
from metadata.documents.field import FormulaField, GeneratedField
from metadata.documents.label import label_texts, text_in
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolve_fields import field_name, texts_of, type_of_field, with_result
from metadata.resolved import Field
from metadata.typings import fields_of, with_field

Node = tuple[str, str]
"""(full table name, field key)."""

STORABLE = (Text, Number, Boolean, Date, DateTime, Duration, Select, MultiSelect, Ref)
MOST_ROUNDS = 20


def type_computed_fields(draft: Draft) -> None:
    """Every computed field has its typed tree and type, and every table its order of computing;
    cycles are told with their path (F111)."""
    computed = {
        (table.name, key)
        for table in draft.tables.values()
        for key, field in table.fields.items()
        if isinstance(field.document, FormulaField | GeneratedField)
    }
    needs = named_before_typing(draft, computed)
    for _ in range(MOST_ROUNDS):
        order, cycles = in_order(needs)
        found = type_in_order(draft, order)
        late = {node: named - needs[node] for node, named in found.items() if named - needs[node]}
        if not late:
            break
        # A name behind another computed field's reference is only seen once that one is typed.
        for node, named in late.items():
            needs[node] |= named & computed
    tell_cycles(draft, cycles)
    tell_formula_problems(draft, order)
    for table_name, key in order:
        table = draft.tables[table_name]
        if table.fields[key].type == "formula":
            table.order.append(key)


def named_before_typing(draft: Draft, computed: set[Node]) -> dict[Node, set[Node]]:
    """Which computed fields each computed field names, as far as it shows before types are known.

    A formula in which no computed field's name occurs names none: most need no check for this.
    """
    texts = {text for table, key in computed for text in names_of(draft.tables[table].fields[key])}
    pattern = re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "(?!)")
    needs: dict[Node, set[Node]] = {}
    for table, key in sorted(computed):
        needs[table, key] = set()
        if pattern.search(normalise(formula_of(draft.tables[table].fields[key]))):
            needs[table, key] = set(fields_of(foreseen(draft, (table, key))) & computed)
    return needs


def foreseen(draft: Draft, node: Node) -> Checked:
    """The formula of one field before the types it reads are known."""
    table, key = node
    field = draft.tables[table].fields[key]
    scope = draft.scope(draft.tables[table].app, table)
    return draft.typings.foresee(formula_of(field), scope, use_of(field))


def check_field(draft: Draft, node: Node) -> Checked:
    """The formula of one field checked in the scope as it is now."""
    table, key = node
    field = draft.tables[table].fields[key]
    scope = draft.scope(draft.tables[table].app, table)
    return draft.typings.check(formula_of(field), scope, use_of(field), None)


def use_of(field: Field) -> Use:
    """What the formula of a computed field may use."""
    return Use.ID if field.type == "generated" else Use.FIELD


def type_in_order(draft: Draft, order: Iterable[Node]) -> dict[Node, set[Node]]:
    """Each field of `order` has its type; gives the fields that each named."""
    named: dict[Node, set[Node]] = {}
    for node in order:
        table, key = node
        checked = check_field(draft, node)
        named[node] = set(fields_of(checked))
        if checked.typed is None:
            draft.broken.add(node)
        else:
            draft.broken.discard(node)
        field = draft.tables[table].fields[key]
        typed = with_formula(field, checked.typed)
        draft.tables[table].fields[key] = typed
        draft.names[table] = with_field(draft.names[table], field_name(typed))
    computed = set(named)
    return {node: names & computed for node, names in named.items()}


def with_formula(field: Field, typed: Typed | None) -> Field:
    """The field with what its typed tree says of it; without a tree (it has a problem) nothing
    that reads it is told a second problem."""
    if typed is None:
        return with_result(field, value_type=Blank(), formula=None)
    value_type = type_of_field(field, typed.type)
    decimals = value_type.scale if isinstance(value_type, Number) else None
    return with_result(
        field,
        value_type=value_type,
        formula=typed,
        nullable=typed.nullable,
        may_error=typed.may_error or not always_fits(typed, decimals),
        volatile=typed.volatile,
        decimals=decimals,
        options=value_type.options if isinstance(value_type, Select | MultiSelect) else (),
        target=value_type.table if isinstance(value_type, Ref) else None,
    )


def always_fits(typed: Typed, decimals: int | None) -> bool:
    """Whether every number that the formula can give is within what its column holds; if not,
    storing it may be an error NUM."""
    if decimals is None:
        return True
    match typed:
        case Literal(value=value):
            return value is None or abs(float(str(value))) < 10 ** (15 - decimals)
        case Case(branches=branches, otherwise=otherwise):
            return all(always_fits(value, decimals) for _, value in branches) and always_fits(
                otherwise, decimals
            )
        case Coalesce(operands=operands):
            return all(always_fits(operand, decimals) for operand in operands)
        case IfError(operand=operand, otherwise=otherwise):
            return always_fits(operand, decimals) and always_fits(otherwise, decimals)
        case FieldValue(type=Number(scale=scale)) | Follow(type=Number(scale=scale)):
            return scale is not None and (scale >= decimals or decimals <= 2)
        case Aggregate(function="count" | "count_values" | "count_unique"):
            return decimals <= 2
        case Aggregate(function="min" | "max", argument=Typed() as argument):
            return always_fits(argument, decimals)
        case Aggregate(function="min" | "max", source=ListValue(items=items)):
            return all(always_fits(item, decimals) for item in items)
    return False


def in_order(needs: Mapping[Node, set[Node]]) -> tuple[list[Node], list[list[Node]]]:
    """The fields with every field after those it reads, and the cycles, which have no order."""
    order: list[Node] = []
    cycles: list[list[Node]] = []
    state: dict[Node, str] = {}
    for start in sorted(needs):
        path: list[tuple[Node, list[Node]]] = []
        if start not in state:
            state[start] = "open"
            path.append((start, sorted(needs[start], reverse=True)))
        while path:
            node, waiting = path[-1]
            if not waiting:
                path.pop()
                order.append(node)
                state[node] = "done"
                continue
            following = waiting.pop()
            if state.get(following) == "open":
                nodes = [step for step, _ in path]
                cycles.append(nodes[nodes.index(following) :])
            elif following not in state and following in needs:
                state[following] = "open"
                path.append((following, sorted(needs[following], reverse=True)))
    in_cycle = {node for cycle in cycles for node in cycle}
    return [node for node in order if node not in in_cycle], cycles


def tell_cycles(draft: Draft, cycles: Iterable[list[Node]]) -> None:
    """Each cycle is told once, at its first field, with the path by labels."""
    for cycle in cycles:
        path = " → ".join(label_of(draft, node) for node in (*cycle, cycle[0]))
        draft.broken.update(cycle)
        table, key = cycle[0]
        place = place_of(draft, table, key)
        draft.problems.append(Problem("F111", place, {"path": path}))


def tell_formula_problems(draft: Draft, order: Iterable[Node]) -> None:
    """The problems of every formula in its final scope, and results no column can hold."""
    for node in order:
        table, key = node
        place = place_of(draft, table, key)
        checked = check_field(draft, node)
        # A field is not broken for its own formula, only for those that read it.
        draft.broken.discard(node)
        draft.tell(checked, place)
        if checked.typed is None:
            draft.broken.add(node)
        elif not isinstance(checked.typed.type, STORABLE):
            found = {"type": type_name(checked.typed.type)}
            draft.problems.append(Problem("not_storable", place, found))


def formula_of(field: Field) -> str:
    """The text of a computed field."""
    assert isinstance(field.document, FormulaField | GeneratedField)
    return field.document.formula


def names_of(field: Field) -> tuple[str, ...]:
    """All texts that name the field."""
    return texts_of(field.key, field.labels)


def place_of(draft: Draft, table: str, key: str) -> Place:
    """The place of a field's formula in its document."""
    place = draft.tables[table].place
    return Place(
        place.app, place.kind, place.key, f"{draft.tables[table].fields[key].pointer}/formula"
    )


def label_of(draft: Draft, node: Node) -> str:
    """`商机.得分`."""
    table, key = node
    document = draft.tables[table].document
    field = draft.tables[table].fields[key]
    return f"{text_in(label_texts(document.label, table), 'zh')}.{text_in(field.labels, 'zh')}"
