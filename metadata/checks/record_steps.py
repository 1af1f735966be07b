"""Steps that read and write records: are the fields, moves and lists there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from formula.types import ListOf, MultiSelect, Ref, type_name
from metadata.checks.known import unknown, unknown_fields, unknown_table
from metadata.checks.people import check_department, check_role
from metadata.checks.site import Site, gives_people, of_type, startable, written_fields
from metadata.problems import Place, Problem
from metadata.step_kinds.assign import AssigneeDocument, AssignStep
from metadata.step_kinds.create import CreateStep
from metadata.step_kinds.delete import DeleteStep
from metadata.step_kinds.each import EachStep
from metadata.step_kinds.extract import ExtractStep
from metadata.step_kinds.find import FindStep
from metadata.step_kinds.measure import MeasureStep
from metadata.step_kinds.move import MoveStep
from metadata.step_kinds.run import RunStep
from metadata.step_kinds.sample import SampleStep
from metadata.step_kinds.set import SetStep
from metadata.step_kinds.update import UpdateStep

SOURCES = ("role", "department", "department_of", "supervisor_of", "person")


def check_set(site: Site, step: SetStep, place: Place) -> Iterator[Problem]:
    """The fields of the own record can be written."""
    yield from written_fields(
        site.table(None), list(step.values), place.at("values"), "step_cannot_write"
    )


def check_values(site: Site, step: CreateStep | UpdateStep, place: Place) -> Iterator[Problem]:
    """The table is there, its fields can be written."""
    yield from unknown_table(site.draft, site.app, step.table, place.at("table"))
    yield from written_fields(
        site.table(step.table), list(step.values), place.at("values"), "step_cannot_write"
    )


def check_delete(site: Site, step: DeleteStep, place: Place) -> Iterator[Problem]:
    """Table and record come together."""
    yield from both_or_none(step.table, step.record, place)
    if step.table is not None:
        yield from unknown_table(site.draft, site.app, step.table, place.at("table"))


def check_move(site: Site, step: MoveStep, place: Place) -> Iterator[Problem]:
    """The table has such a move, which asks for these fields."""
    yield from both_or_none(step.table, step.record, place)
    if step.table is not None:
        yield from unknown_table(site.draft, site.app, step.table, place.at("table"))
    table = site.table(step.table)
    if table is None:
        return
    known = {
        move.key: move for machine in table.document.state_machines for move in machine.transitions
    }
    where = place.at("transition")
    if step.transition not in known:
        yield unknown("unknown_transition", where, step.transition, known)
        return
    yield from written_fields(table, list(step.form), place.at("form"), "step_cannot_write")


def both_or_none(table: str | None, record: str | None, place: Place) -> Iterator[Problem]:
    """Another record is named by its table and a formula."""
    if (table is None) != (record is None):
        yield Problem("table_and_record", place)


def check_find(site: Site, step: FindStep, place: Place) -> Iterator[Problem]:
    """The table, the sort keys and what likeness is taken by."""
    yield from unknown_table(site.draft, site.app, step.table, place.at("table"))
    table = site.table(step.table)
    if table is None:
        return
    if step.sort is not None:
        keys = [key.removeprefix("-") for key in step.sort.split(",")]
        named = [(key, place.at("sort")) for key in keys]
        yield from unknown_fields(table, named, system=True)
    yield from check_near(site, step, place)
    likened = [(key, place.at("similar", index)) for index, key in enumerate(step.similar)]
    yield from unknown_fields(table, likened)
    own = site.table(None)
    if likened and own is None:
        yield Problem("step_without_record", place.at("similar"), {"do": "find"})
    elif own is not None:
        yield from unknown_fields(own, likened)


def check_near(site: Site, step: FindStep, place: Place) -> Iterator[Problem]:
    """Both tables know where their records are, and only one thing decides the order."""
    if step.near is None:
        return
    where = place.at("near")
    own = site.table(None)
    if own is None:
        yield Problem("step_without_record", where, {"do": "find"})
    if step.similar or step.sort is not None:
        yield Problem("two_orders", where)
    for table in (site.table(step.table), own):
        yield from of_type(table, step.near, frozenset({"location"}), where, "not_a_location")


def check_measure(site: Site, step: MeasureStep, place: Place) -> Iterator[Problem]:
    """The table is there."""
    yield from unknown_table(site.draft, site.app, step.table, place.at("table"))


def check_sample(site: Site, step: SampleStep, place: Place) -> Iterator[Problem]:
    """It says how many, in one way."""
    yield from unknown_table(site.draft, site.app, step.table, place.at("table"))
    if (step.percent is None) == (step.count is None):
        yield Problem("sample_not_one", place)


def check_extract(site: Site, step: ExtractStep, place: Place) -> Iterator[Problem]:
    """Keywords need a lexicon, which is a table with these fields."""
    lexicon = step.lexicon
    for name, wanted in step.parts.items():
        if wanted == "keywords" and lexicon is None:
            yield Problem("keywords_without_lexicon", place.at("parts", name))
    if lexicon is None:
        return
    where = place.at("lexicon")
    yield from unknown_table(site.draft, site.app, lexicon.table, where.at("table"))
    table = site.table(lexicon.table)
    if table is not None:
        named = [("word", lexicon.word), ("value", lexicon.value)]
        yield from unknown_fields(table, [(key, where.at(part)) for part, key in named if key])


def check_assign(site: Site, step: AssignStep, place: Place) -> Iterator[Problem]:
    """Somebody is named, and the fields take a person and a department."""
    table = site.table(None)
    people = frozenset({"user", "users"})
    yield from of_type(table, step.field, people, place.at("field"), "not_a_person")
    yield from of_type(
        table, step.department, frozenset({"department"}), place.at("department"), "not_department"
    )
    if not step.rules and step.otherwise is None:
        yield Problem("assign_nobody", place)
    for index, rule in enumerate(step.rules):
        pointer = f"rules/{index}/to"
        yield from check_assignee(site, rule.to, place.at("rules", index, "to"), pointer)
    if step.otherwise is not None:
        yield from check_assignee(site, step.otherwise, place.at("otherwise"), "otherwise")


def check_assignee(
    site: Site, to: AssigneeDocument, place: Place, pointer: str
) -> Iterator[Problem]:
    """Whom is said in one way, and what the choice between several needs is there."""
    sources = [name for name in SOURCES if getattr(to, name) is not None]
    if len(sources) != 1:
        found = {"found": ", ".join(sources) or "0", "expected": ", ".join(SOURCES)}
        yield Problem("assignee_not_one", place, found)
    if to.role is not None:
        yield from check_role(site.draft, to.role, place.at("role"))
    if to.department is not None:
        yield from check_department(site.draft, to.department, place.at("department"))
    if to.person is not None:
        yield from gives_people(site.formula(f"{pointer}/person"), place.at("person"))
    needed = {
        "weighted": ("weight",),
        "highest_score": ("score",),
        "nearest": ("near", "place"),
    }.get(to.pick, ())
    for name in needed:
        if getattr(to, name) is None:
            yield Problem("pick_needs", place.at("pick"), {"pick": to.pick, "property": name})
    if to.near is not None:
        yield from of_type(
            site.table(None), to.near, frozenset({"location"}), place.at("near"), "not_a_location"
        )


def check_each(site: Site, step: EachStep, place: Place) -> Iterator[Problem]:
    """There is something to go over."""
    over = site.formula("over")
    if over is not None and not isinstance(over.type, ListOf | MultiSelect):
        yield Problem("each_not_a_list", place.at("over"), {"type": type_name(over.type)})
    if not step.steps:
        yield Problem("block_empty", place.at("steps"), severity="warning")


def check_run(site: Site, step: RunStep, place: Place) -> Iterator[Problem]:
    """The other automation can be called for that record."""
    record = site.formula("record")
    table = site.automation.table
    if record is not None:
        table = record.type.table if isinstance(record.type, Ref) else ""
        if not table:
            yield Problem("not_a_record", place.at("record"), {"type": type_name(record.type)})
            return
    name = (site.app, step.automation)
    yield from startable(site.draft, site.workflow, name, table, place.at("automation"))


RECORD_CHECKS: Mapping[str, Callable[[Site, Any, Place], Iterator[Problem]]] = {
    "set": check_set,
    "create": check_values,
    "update": check_values,
    "delete": check_delete,
    "move": check_move,
    "find": check_find,
    "measure": check_measure,
    "sample": check_sample,
    "extract": check_extract,
    "assign": check_assign,
    "each": check_each,
    "run": check_run,
}
