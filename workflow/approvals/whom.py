"""Whom the nodes of an approval ask, as people and the record are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.database import Connection
from engine.workspace import Workspace
from engine.writing.rows import Rows
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.typed import Typed
from metadata.documents.approval import ChosenByApplicant, SupervisorChain
from metadata.documents.who import WhoDocument
from metadata.resolved_workflow import Approval, ApprovalNode
from workflow.approvals.case import Asked
from workflow.approvals.delegations import delegates_of
from workflow.formulas import NO_RECORD, compiled, context_for, full_record, holds
from workflow.people import everybody, people_of


@dataclass(frozen=True, slots=True)
class Ground:
    """What the formulas of an approval stand on: its record, and `USER()`, who asks for it."""

    work: Workspace
    connection: Connection
    definition: Approval
    applicant: int | None
    chosen: Mapping[str, Sequence[int]]
    row: Row
    context: Context

    def value(self, typed: Typed | None) -> object:
        """The value of a formula; blank where it fails."""
        if typed is None:
            return None
        formula = compiled(self.work.catalog, self.definition.name, typed)
        try:
            return formula(self.row, self.context)
        except FormulaValueError:
            return None

    def people(self, formulas: Mapping[str, Typed], pointer: str, who: WhoDocument) -> list[int]:
        """The present people that the `who` at the pointer means."""

        def value(rest: str) -> object:
            return self.value(formulas.get(f"{pointer}/{rest}" if rest else pointer))

        return people_of(self.work, self.connection, who, value, self.definition.app)


def ground_of(
    connection: Connection,
    work: Workspace,
    definition: Approval,
    record: int,
    asked: tuple[int | None, Mapping[str, Sequence[int]]],
) -> Ground:
    """The ground of an approval; `asked` are the applicant and the people they chose."""
    catalog = work.catalog
    rows = Rows(connection, catalog, is_writing=False)
    applicant, chosen = asked
    row = full_record(rows, catalog, definition.table, record)
    context = context_for(work, catalog, rows, definition.app, user=applicant)
    return Ground(
        work, connection, definition, applicant, chosen, NO_RECORD if row is None else row, context
    )


def whom_to_ask(ground: Ground, index: int) -> Asked:
    """Whom the node asks now, and who else where it is nobody or the applicant."""
    node = ground.definition.nodes[index]
    if not applies(ground, node):
        return Asked(applies=False)
    people = named_people(ground, node)
    fallback = fallback_of(ground, node)
    stand_ins = stand_ins_of(ground, ground.applicant)
    everyone = {*people, *fallback, *stand_ins}
    return Asked(
        people=tuple(people),
        stand_ins=tuple(stand_ins),
        fallback=tuple(fallback),
        delegates=delegates_of(ground.connection, ground.work, everyone, ground.definition.name),
    )


def applies(ground: Ground, node: ApprovalNode) -> bool:
    """Whether the node's `when` holds."""
    if node.when is None:
        return True
    formula = compiled(ground.work.catalog, ground.definition.name, node.when)
    return holds(formula, ground.row, ground.context)


def named_people(ground: Ground, node: ApprovalNode) -> list[int]:
    """The people that the node's `who` means."""
    known = everybody(ground.work, ground.connection)
    match node.document.who:
        case ChosenByApplicant():
            return known.present(ground.chosen.get(node.key, ()))
        case SupervisorChain(chain_of=text, levels=levels):
            person = ground.applicant
            if text is not None:
                found = ground.value(node.formulas.get("who/chain_of"))
                person = found if isinstance(found, int) else None
            return [] if person is None else list(known.supervisors(person))[:levels]
        case who:
            return ground.people(node.formulas, "who", who)


def fallback_of(ground: Ground, node: ApprovalNode) -> list[int]:
    """Who is asked where there is nobody: whom the node names, else the administrators."""
    who = node.document.empty_to
    found = [] if who is None else ground.people(node.formulas, "empty_to", who)
    return found or everybody(ground.work, ground.connection).administrators()


def stand_ins_of(ground: Ground, person: int | None) -> list[int]:
    """Who decides in the person's place: the supervisor, else the administrators."""
    known = everybody(ground.work, ground.connection)
    above = None if person is None else next(known.supervisors(person), None)
    return known.administrators() if above is None else [above]


def copied_people(ground: Ground, node: ApprovalNode | None) -> list[int]:
    """Who gets to know of the node, or of the end (None), without deciding."""
    if node is None:
        who = ground.definition.document.cc
        return [] if who is None else ground.people(ground.definition.formulas, "cc", who)
    who = node.document.cc
    return [] if who is None else ground.people(node.formulas, "cc", who)
