"""An approval as somebody sees it: its path, what was asked, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from engine.access import access_of
from engine.actor import Actor
from engine.database import Connection
from engine.errors import UnknownRecord, UnknownTable
from engine.grants import Grant, read_grant
from engine.read_records import expand_values, get_record
from engine.workspace import Workspace
from metadata.documents.label import text_in
from metadata.resolved_workflow import Approval, ApprovalNode
from runtime.http.call import Call
from runtime.http.identity import moment
from workflow.approvals.case import Case, CaseState, Task
from workflow.approvals.choosing import choices_of
from workflow.approvals.decide import Withdraw, decide
from workflow.approvals.reading import Revocation, copies_of, read_marks, revocation_of
from workflow.approvals.revoking import may_revoke
from workflow.approvals.sight import hidden_by_node, with_node_rights
from workflow.approvals.store import AskedTask, Line, Stored, read_log
from workflow.approvals.telling import titles_for
from workflow.errors import ApprovalRefused
from workflow.people import Everybody, everybody

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read of an approval for one reader, in one transaction."""

    stored: Stored
    title: str
    people: Everybody
    read_at: datetime | None = None
    copies: Sequence[int] = ()
    log: Sequence[Line] = ()
    grant: Grant | None = None
    revocation: Revocation | None = None
    may_revoke: bool = False


def look_at(
    connection: Connection, work: Workspace, actor: Actor, found: Sequence[Stored]
) -> list[Seen]:
    """What a list tells of the approvals; the number of statements does not grow with theirs."""
    assert actor.user is not None
    titles = titles_for(connection, work, found, actor.user)
    marks = read_marks(connection, actor.user, [stored.filed.id for stored in found])
    people = everybody(work, connection)
    return [
        Seen(stored, title, people, marks.get(stored.filed.id))
        for stored, title in zip(found, titles, strict=True)
    ]


def look_whole(connection: Connection, work: Workspace, actor: Actor, stored: Stored) -> Seen:
    """The same with what happened, and the move that waits."""
    grant = stored.filed.grant
    [seen] = look_at(connection, work, actor, [stored])
    return replace(
        seen,
        copies=copies_of(connection, stored.filed.id),
        log=read_log(connection, stored.filed.id),
        grant=None if grant is None else read_grant(connection, connection.dialect, grant),
        revocation=revocation_of(connection, stored.filed.id),
        may_revoke=may_revoke(connection, work, stored),
    )


def row_json(call: Call, seen: Seen) -> Json:
    """An approval in a list."""
    stored, filed = seen.stored, seen.stored.filed
    case, definition = stored.case, stored.definition
    own = own_task(case, call.actor)
    is_under_way = case.state is CaseState.DECIDING
    label = text_in(definition.nodes[case.node].labels, call.language)
    return {
        "id": str(filed.id),
        "approval": filed.approval,
        "label": text_in(definition.labels, call.language),
        "title": seen.title,
        "state": case.state.value,
        "table": filed.table,
        "record": str(filed.record),
        "applicant": id_json(filed.applicant),
        "applicant_name": name_of(seen, filed.applicant),
        "reason": filed.reason,
        "started_at": moment(filed.at),
        "ended_at": moment(filed.ended_at),
        "ended_why": filed.ended_why,
        "revokes": id_json(filed.revokes),
        "revoked_by": id_json(filed.revoked_by),
        "node_label": label if is_under_way else None,
        "task": None if own is None else own.number,
        "due_at": None if own is None else moment(stored.asked[own.number].due_at),
        "read_at": moment(seen.read_at),
    }


def path_json(call: Call, seen: Seen) -> Json:
    """An approval with its whole path."""
    stored = seen.stored
    return {
        **row_json(call, seen),
        "nodes": [
            node_json(call, seen, index, node) for index, node in enumerate(stored.definition.nodes)
        ],
        "log": [line_json(call, seen, line) for line in seen.log],
        "copies": [
            {"person": str(user), "person_name": name_of(seen, user)} for user in seen.copies
        ],
        "revocation": revocation_json(seen),
        "mine": mine_json(call, seen),
    }


def revocation_json(seen: Seen) -> Json | None:
    """The approval that is to take this one back, if that was asked for."""
    found = seen.revocation
    if found is None:
        return None
    return {
        "id": str(found.id),
        "state": found.state,
        "applicant_name": name_of(seen, found.applicant),
        "reason": found.reason,
        "started_at": moment(found.at),
        "ended_at": moment(found.ended_at),
    }


def id_json(id: int | None) -> str | None:
    """An id, or none."""
    return None if id is None else str(id)


def whole_json(call: Call, seen: Seen) -> Json:
    """The same with what was asked for, and the record as the caller may see it here."""
    grant = seen.grant
    asked = {} if grant is None else grant.form
    form, values, expanded = seen_values(call, seen.stored, asked)
    own = own_task(seen.stored.case, call.actor)
    fields = {} if own is None else seen.stored.case.rule.fields
    return {
        **path_json(call, seen),
        "form": form,
        "move_label": None if grant is None else move_label(call, grant),
        "values": values,
        "expanded": expanded,
        "fields": {key: level for key, level in fields.items() if level != "hidden"},
    }


def seen_values(call: Call, stored: Stored, asked: Mapping[str, object]) -> tuple[Json, Json, Json]:
    """What was asked for and the record's values, as far as the caller's roles and nodes show them,
    with the titles of what they name; nothing where the record is gone."""
    filed = stored.filed
    actor = with_node_rights(call.actor, stored)
    hidden = hidden_by_node(call.actor, stored)
    naming = naming_fields(call, actor, filed.table) - set(hidden)
    try:
        found = get_record(call.work, actor, filed.table, filed.record, expand=sorted(naming))
    except (UnknownRecord, UnknownTable):
        return {}, {}, {}
    values = cast(Mapping[str, object], found["values"])
    shown = {key: value for key, value in values.items() if key not in hidden}
    form = {key: value for key, value in asked.items() if key in shown}
    named = {key: value for key, value in form.items() if key in naming}
    expanded = cast(dict[str, dict[str, object]], found.get("expanded", {}))
    for key, titles in expand_values(call.work, actor, filed.table, named).items():
        expanded[key] = {**expanded.get(key, {}), **titles}
    return form, shown, dict(expanded)


def naming_fields(call: Call, actor: Actor, table: str) -> set[str]:
    """The fields that the actor sees and that name records, people or files."""
    access = access_of(call.work.catalog, actor)
    if table not in access.tables:
        return set()
    mask = access.table(table)
    return {
        key
        for key, field in mask.table.fields.items()
        if key in mask.visible and field.target is not None and field.type != "children"
    }


def move_label(call: Call, grant: Grant) -> str | None:
    """What the move is called that waits."""
    table = call.work.resolved.tables.get(grant.table)
    machine = None if table is None else table.machines.get(grant.field)
    move = None if machine is None else machine.transitions.get(grant.transition)
    return None if move is None else text_in(move.labels, call.language)


def node_json(call: Call, seen: Seen, index: int, node: ApprovalNode) -> Json:
    """A node with everybody it has asked."""
    stored = seen.stored
    tasks = [each for each in stored.asked.values() if each.task.node == index]
    return {
        "key": node.key,
        "label": text_in(node.labels, call.language),
        "votes": node.document.votes,
        "share": node.document.share,
        "state": node_state(stored.case, index, has_asked=bool(tasks)),
        "tasks": [task_json(seen, each) for each in tasks],
    }


def node_state(case: Case, index: int, *, has_asked: bool) -> str:
    """Where the approval is, seen from the node."""
    if case.state is CaseState.DECIDING and index == case.node:
        return "here"
    if has_asked and (index <= case.node or case.is_over):
        return "done"
    if index < case.node or case.state is CaseState.AGREED:
        return "passed_over"
    return "ahead"


def task_json(seen: Seen, asked: AskedTask) -> Json:
    """One person asked, and what they said."""
    task = asked.task
    return {
        "number": task.number,
        "person": str(task.person),
        "person_name": name_of(seen, task.person),
        "behalf": None if task.behalf is None else str(task.behalf),
        "behalf_name": name_of(seen, task.behalf),
        "how": task.how,
        "state": task.state.value,
        "is_automatic": task.is_automatic,
        "at": moment(asked.at),
        "due_at": moment(asked.due_at),
        "decided_at": moment(asked.decided_at),
        "comment": asked.comment,
        "signature": None if asked.signature is None else str(asked.signature),
        "files": [str(file) for file in asked.files],
    }


def line_json(call: Call, seen: Seen, line: Line) -> Json:
    """A line of what happened."""
    nodes = {node.key: node for node in seen.stored.definition.nodes}
    node = nodes.get(line.node or "")
    return {
        "at": moment(line.at),
        "what": line.what,
        "person": None if line.user is None else str(line.user),
        "person_name": name_of(seen, line.user),
        "node": None if node is None else text_in(node.labels, call.language),
        "people": [{"id": str(user), "name": name_of(seen, user)} for user in line.people],
        "comment": line.comment,
        "files": line.detail.get("files", []),
    }


def mine_json(call: Call, seen: Seen) -> Json:
    """What the caller may do with the approval now."""
    stored, actor = seen.stored, call.actor
    case, own = stored.case, own_task(stored.case, actor)
    rule = case.rule
    nodes = enumerate(stored.definition.nodes)
    asked = {task.node for task in case.tasks}
    back = [node for index, node in nodes if index < case.node and index in asked]
    return {
        "task": None if own is None else own.number,
        "comment": rule.comment,
        "signature": rule.signature,
        "may": acts_of(actor, seen, own),
        "back_to": [
            {"key": node.key, "label": text_in(node.labels, call.language)} for node in back
        ]
        if own is not None
        else [],
    }


def acts_of(actor: Actor, seen: Seen, own: Task | None) -> list[str]:
    """What the caller may do, by name."""
    case, filed = seen.stored.case, seen.stored.filed
    acts: list[str] = []
    if own is not None:
        acts += ["agree", "refuse"]
        acts += [act for act in case.rule.may if act != "add" or own.how == "asked"]
    is_applicant = actor.user is not None and actor.user == filed.applicant
    if not is_applicant and not actor.is_admin:
        return [*acts, "comment"]
    if seen.may_revoke:
        acts += ["revoke"]
    if not case.is_over:
        acts += ["resubmit"] if case.state is CaseState.RETURNED else ["urge"]
        acts += ["withdraw"] if may_withdraw(case, is_forced=not is_applicant) else []
    return [*acts, "comment"]


def may_withdraw(case: Case, *, is_forced: bool) -> bool:
    """Whether it can be taken back now."""
    try:
        decide(case, Withdraw(is_forced))
    except ApprovalRefused:
        return False
    return True


def own_task(case: Case, actor: Actor) -> Task | None:
    """The first of the caller's tasks that can be decided now."""
    return next((task for task in case.pending if task.person == actor.user), None)


def name_of(seen: Seen, user: int | None) -> str | None:
    """What the person is called."""
    found = None if user is None else seen.people.users.get(user)
    return None if found is None else found.name


def choices_json(call: Call, approval: Approval, record: int) -> list[Json]:
    """For which nodes the caller names who decides, how many, and of whom."""
    found = choices_of(call.work, approval, record, call.actor.user)
    return [
        {
            "node": it.node.key,
            "label": text_in(it.node.labels, call.language),
            "most": it.most,
            "among": None
            if it.among is None
            else [{"id": str(person), "name": name} for person, name in it.among],
        }
        for it in found
    ]
