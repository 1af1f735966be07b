"""What people do with an approval: each in one transaction that holds it.

Whoever has to do nothing with an approval does not learn that there is one (ApprovalUnknown).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from engine.actor import Actor
from engine.database import Connection
from engine.files.held import hold_files
from engine.frozen import via_of
from engine.workspace import Workspace
from engine.write_record import write_records
from engine.writing.change import Change, Kind
from engine.writing.transaction import open_transaction
from metadata.file_kinds import PICTURES
from workflow.approvals.carrying import Said, carry, note, renew_if_changed
from workflow.approvals.case import CaseState, Task
from workflow.approvals.decide import Add, Resubmit, Resume, Return, Transfer, Vote, Where, Withdraw
from workflow.approvals.delegations import delegates_of
from workflow.approvals.settling import settle_move
from workflow.approvals.sight import require_sight, with_node_rights
from workflow.approvals.sitting import Sitting, attempt, open_sitting
from workflow.approvals.store import save_place
from workflow.approvals.telling import tell
from workflow.errors import ApprovalClosed, ApprovalRefused
from workflow.people import everybody

URGED_FOR = timedelta(minutes=30)
"""So long nobody is urged again."""
NO_VALUES: Mapping[str, object] = {}

Act = Callable[[Sitting], None]


@dataclass(frozen=True, slots=True)
class Words:
    """What goes with something that a person does: which of their tasks it is about, where they
    have several, a comment, files they uploaded."""

    task: int | None = None
    comment: str | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says: with the values that their node lets them write, and a signature."""

    agrees: bool
    words: Words = Words()
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)
    signature: int | None = None


def act_on(work: Workspace, actor: Actor, id: int, act: Act) -> None:
    """`act` is done with the approval, and what follows its end. Where the record has changed
    under it, it begins anew instead: ApprovalClosed."""

    def sit(connection: Connection) -> tuple[bool, bool]:
        sitting = open_sitting(connection, work, id)
        require_sight(connection, work, actor, sitting)
        is_renewed = renew_if_changed(sitting)
        if not is_renewed:
            act(sitting)
        return is_renewed, sitting.is_stale

    is_renewed = attempt(work, sit)
    settle_move(work, id)
    if is_renewed:
        raise ApprovalClosed(code="changed_meanwhile")


def decide_approval(work: Workspace, actor: Actor, id: int, decision: Decision) -> None:
    """The person has agreed or rejected; for everybody whose delegate they are too, unless they
    named one task. Raises ApprovalRefused, WriteRefused."""
    act_on(work, actor, id, lambda sitting: give_decision(sitting, actor, decision))


def give_decision(sitting: Sitting, actor: Actor, decision: Decision) -> None:
    """The same in the transaction of the sitting."""
    tasks = own_tasks(sitting, actor, decision.words.task)
    said = decided(sitting, actor, decision)
    if decision.values:
        write_values(sitting, actor, decision)
    for task in tasks:
        if task.number in {it.number for it in sitting.case.pending}:
            vote = Vote(task.number, decision.agrees)
            carry(sitting, vote, replace(said, task=task.number))


def own_tasks(sitting: Sitting, actor: Actor, number: int | None) -> list[Task]:
    """The person's tasks that can be decided now. Raises ApprovalRefused where there is none."""
    case = sitting.case
    mine = [task for task in case.tasks if task.person == actor.user and actor.user is not None]
    if number is not None:
        mine = [task for task in mine if task.number == number]
    pending = [task for task in case.pending if task in mine]
    if pending:
        return pending
    if case.is_over:
        raise ApprovalClosed(code="approval_over")
    if mine:
        raise ApprovalClosed(code="already_decided")
    raise ApprovalRefused(code="not_asked")


def decided(sitting: Sitting, actor: Actor, decision: Decision) -> Said:
    """What is kept of a decision, once it has all that the node asks for."""
    rule, words = sitting.case.rule, decision.words
    needs_comment = rule.comment == "always" or (
        rule.comment == "on_refusal" and not decision.agrees
    )
    if needs_comment and not words.comment:
        raise ApprovalRefused(code="reason_for_decision")
    if rule.signature and decision.agrees and decision.signature is None:
        raise ApprovalRefused(code="signature_needed")
    if decision.values and not decision.agrees:
        raise ApprovalRefused(code="values_when_agreeing")
    keep_files(sitting, actor, words.files, decision.signature)
    return Said(
        "agreed" if decision.agrees else "rejected",
        actor.user,
        comment=words.comment,
        signature=decision.signature,
        files=words.files,
        detail={"fields": sorted(decision.values)} if decision.values else {},
    )


def keep_files(
    sitting: Sitting, actor: Actor, files: Sequence[int], signature: int | None = None
) -> None:
    """The person's uploads belong to the approval. Raises ApprovalRefused."""
    ids = [*files, *(() if signature is None else (signature,))]
    if not ids:
        return
    assert actor.user is not None
    now = sitting.work.now()
    held = hold_files(sitting.connection, sitting.filed.id, actor.user, ids, now)
    if held is None:
        raise ApprovalRefused(code="attachment_unknown")
    if any(file.id == signature and file.type not in PICTURES for file in held):
        raise ApprovalRefused(code="signature_unusable")


def write_values(sitting: Sitting, actor: Actor, decision: Decision) -> None:
    """The record has the values, written as all values are, by the rights of the node: these
    fields and no other."""
    fields = sitting.case.rule.fields
    for key in decision.values:
        if fields.get(key) != "edit":
            raise ApprovalRefused({"name": key[:80]}, code="field_not_here")
    filed, connection = sitting.filed, sitting.connection
    writer = with_node_rights(actor, sitting, writing=sitting.case.node)
    writer = replace(writer, via=via_of(filed.id))
    transaction = open_transaction(sitting.work, connection, writer, sitting.work.catalog)
    change = Change(
        Kind.UPDATE, filed.table, filed.record, decision.values, reason=decision.words.comment
    )
    write_records(transaction, [change])
    sitting.is_stale |= transaction.is_stale


def transfer_task(work: Workspace, actor: Actor, id: int, to: int, words: Words) -> None:
    """Somebody else decides in the person's place (转交). Raises ApprovalRefused."""

    def act(sitting: Sitting) -> None:
        task = own_tasks(sitting, actor, words.task)[0]
        require_present(sitting, [to])
        stands_for = delegates_of(sitting.connection, work, [to], sitting.filed.approval)
        keep_files(sitting, actor, words.files)
        person = stands_for.get(to, to)
        behalf = to if to in stands_for else None
        said = said_by(actor, "transferred", words, task, [person])
        carry(sitting, Transfer(task.number, person, behalf), said)

    act_on(work, actor, id, act)


def add_people(
    work: Workspace, actor: Actor, id: int, people: Sequence[int], where: tuple[Where, Words]
) -> None:
    """More people decide (加签), before the person, after them or beside them. Raises
    ApprovalRefused."""
    place, words = where

    def act(sitting: Sitting) -> None:
        task = own_tasks(sitting, actor, words.task)[0]
        require_present(sitting, people)
        keep_files(sitting, actor, words.files)
        said = said_by(actor, f"added_{place}", words, task, people)
        carry(sitting, Add(task.number, tuple(people), place), said)

    act_on(work, actor, id, act)


def return_approval(
    work: Workspace, actor: Actor, id: int, back: tuple[str | None, Resume], words: Words
) -> None:
    """An earlier node (by its key), or the applicant, has it again (退回). Raises
    ApprovalRefused."""
    key, resume = back

    def act(sitting: Sitting) -> None:
        task = own_tasks(sitting, actor, words.task)[0]
        if sitting.case.rule.comment != "optional" and not words.comment:
            raise ApprovalRefused(code="reason_for_decision")
        keep_files(sitting, actor, words.files)
        said = replace(
            said_by(actor, "returned", words, task, ()), detail={"to": key, "resume": resume}
        )
        carry(sitting, Return(task.number, node_index(sitting, key), resume), said)

    act_on(work, actor, id, act)


def node_index(sitting: Sitting, key: str | None) -> int | None:
    """Which node the key names; None for the applicant."""
    if key is None:
        return None
    keys = [node.key for node in sitting.definition.nodes]
    if key not in keys:
        raise ApprovalRefused({"node": key[:50]}, code="node_unknown")
    return keys.index(key)


def resubmit_approval(work: Workspace, actor: Actor, id: int, words: Words) -> None:
    """What was returned to the applicant goes on. Raises ApprovalRefused."""

    def act(sitting: Sitting) -> None:
        require_applicant(sitting, actor)
        keep_files(sitting, actor, words.files)
        carry(sitting, Resubmit(), said_by(actor, "resubmitted", words, None, ()))

    act_on(work, actor, id, act)


def withdraw_approval(work: Workspace, actor: Actor, id: int, words: Words) -> None:
    """Nothing is asked for any more (撤回); administrators may do that at any time. Raises
    ApprovalRefused."""

    def act(sitting: Sitting) -> None:
        require_applicant(sitting, actor)
        is_forced = actor.is_admin and actor.user != sitting.filed.applicant
        said = said_by(actor, "withdrawn", words, None, ())
        carry(sitting, Withdraw(is_forced), said)

    act_on(work, actor, id, act)


def urge_people(work: Workspace, actor: Actor, id: int, words: Words) -> None:
    """Whoever is asked hears of it again (催办), not more often than every half hour. Raises
    ApprovalRefused."""

    def act(sitting: Sitting) -> None:
        require_applicant(sitting, actor)
        now, last = work.now(), sitting.filed.urged_at
        if sitting.case.state is not CaseState.DECIDING:
            raise ApprovalClosed(code="approval_over")
        if last is not None and now < last + URGED_FOR:
            minutes = int(URGED_FOR.total_seconds()) // 60
            raise ApprovalRefused({"minutes": minutes}, code="urged_already")
        people = list(dict.fromkeys(task.person for task in sitting.case.pending))
        sitting.filed = replace(sitting.filed, urged_at=now)
        save_place(sitting.connection, sitting.filed, sitting.case)
        note(sitting, said_by(actor, "urged", words, None, people), sitting.case.rule.key)
        for person in people:
            told = person, "approval_urged"
            tell(sitting.connection, work, sitting, told)

    act_on(work, actor, id, act)


def comment_on(work: Workspace, actor: Actor, id: int, words: Words) -> None:
    """Somebody who sees the approval has said something about it; also once it is over."""

    def sit(connection: Connection) -> tuple[None, bool]:
        sitting = open_sitting(connection, work, id)
        require_sight(connection, work, actor, sitting)
        keep_files(sitting, actor, words.files)
        said = said_by(actor, "commented", words, None, ())
        note(sitting, said, sitting.case.rule.key)
        return None, False

    attempt(work, sit)


def said_by(
    actor: Actor, what: str, words: Words, task: Task | None, people: Sequence[int]
) -> Said:
    """What somebody did, for the log."""
    return Said(
        what,
        actor.user,
        task=None if task is None else task.number,
        people=tuple(people),
        comment=words.comment,
        files=words.files,
    )


def require_applicant(sitting: Sitting, actor: Actor) -> None:
    """The actor has asked for it, or looks after everything. Raises ApprovalRefused."""
    if sitting.case.is_over:
        raise ApprovalClosed(code="approval_over")
    require_asker(sitting, actor)


def require_asker(sitting: Sitting, actor: Actor) -> None:
    """The same of an approval that may be over."""
    is_applicant = actor.user is not None and actor.user == sitting.filed.applicant
    if not is_applicant and not actor.is_admin:
        raise ApprovalRefused(code="not_the_applicant")


def require_present(sitting: Sitting, people: Sequence[int]) -> None:
    """They are all here. Raises ApprovalRefused."""
    known = everybody(sitting.work, sitting.connection)
    if any(not known.is_present(person) for person in people):
        raise ApprovalRefused(code="person_unknown")
