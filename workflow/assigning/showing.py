"""Assignments as somebody who looks at the record may see them (分配溯源).

Who was considered and chosen is shown to everybody who sees the record and its field: people are
no secret. The text of a condition is shown where every name in it is known to the reader, the
values of its parts where they are the record's own; figures that decided may come from records
that the reader does not see, and are for administrators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import UnknownRecord
from engine.workspace import Workspace
from engine.writing.transaction import open_transaction
from formula.check import check
from formula.scope import Scope, Use
from formula.typed import Follow, Related, RelatedList, Typed
from formula.typed_walk import parts_of
from metadata.fields import SYSTEM_FIELDS
from workflow.assigning.traces import Assignment, list_assignments
from workflow.steps.step import Json
from workflow.texts import ReaderRecords

ALWAYS_SHOWN = ("user", "name", "left_out")
"""Of a person who was considered."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An assignment with its rules as the reader may see them."""

    made: Assignment
    rules: tuple[Json, ...]


def shown_assignments(
    work: Workspace, actor: Actor, place: tuple[str, int], *, before: int | None, most: int
) -> list[Shown]:
    """The decisions about the record (table, id), newest first. Raises UnknownTable and
    UnknownRecord where it is not there for the actor."""
    table, record = place
    access = access_of(work.catalog, actor)
    mask = access.table(table)

    def read(connection: Connection) -> list[Shown]:
        transaction = open_transaction(work, connection, actor, work.catalog, is_writing=False)
        seen = ReaderRecords(transaction).record(table, record)
        if seen is None:
            raise UnknownRecord(table, str(record))
        scope = narrowed(access.scope_of(table), table, seen)
        made = list_assignments(connection, table, record, before=before, most=most)
        return [
            Shown(each, rules_of(each, scope, everything=access.is_admin))
            for each in made
            if each.field in mask.visible
            and (mask.visible[each.field] is True or each.field in seen)
        ]

    return work.database.read(read)


def narrowed(scope: Scope, table: str, seen: Mapping[str, object]) -> Scope:
    """The scope with those fields of the table that are seen in this record."""
    names = scope.tables[table]
    own = {key: field for key, field in names.fields.items() if key in seen or key in SYSTEM_FIELDS}
    return replace(scope, tables={**scope.tables, table: replace(names, fields=own)})


def rules_of(made: Assignment, scope: Scope, *, everything: bool) -> tuple[Json, ...]:
    """The rules that were tried, as far as they may be told."""
    tried = cast(Sequence[Json], made.trace["rules"])
    if everything:
        return tuple(tried)
    return tuple(told_rule(rule, scope) for rule in tried)


def told_rule(rule: Json, scope: Scope) -> Json:
    """One rule without what its reader may not know."""
    told = {name: value for name, value in rule.items() if name in {"rule", "label", "pick"}}
    if "when" in rule:
        told["when"] = told_condition(cast(Json, rule["when"]), scope)
    if "considered" in rule:
        people = cast(Sequence[Json], rule["considered"])
        told["considered"] = [
            {name: person[name] for name in ALWAYS_SHOWN if name in person} for person in people
        ]
    return told


def told_condition(when: Json, scope: Scope) -> Json:
    """Whether the condition held; its text and its values where the reader may know them."""
    told: Json = {"holds": when["holds"]}
    typed = check(str(when["text"]), scope, Use.CONDITION).typed
    if typed is None:
        return told
    told["text"] = when["text"]
    if not reads_others(typed):
        told["parts"] = when["parts"]
    return told


def reads_others(typed: Typed) -> bool:
    """Whether the formula looks at other records."""
    return isinstance(typed, Follow | Related | RelatedList) or any(
        map(reads_others, parts_of(typed))
    )
