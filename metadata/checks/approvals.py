"""Does every node of an approval find somebody, and an end?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.conditions import verdict
from metadata.checks.known import twice, unknown, unknown_fields, unknown_table
from metadata.checks.people import check_who
from metadata.checks.site import Workflow, gives_people, startable
from metadata.checks.triggers import positive
from metadata.documents.approval import (
    ApprovalNodeDocument,
    ChosenByApplicant,
    RevokeDocument,
    SupervisorChain,
)
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolved_workflow import Approval, ApprovalNode


def check_approval(draft: Draft, workflow: Workflow, approval: Approval) -> Iterator[Problem]:
    """The table, the fields, the automations that follow, and each node."""
    document = approval.document
    place = Place(approval.app, "approval", approval.key)
    yield from unknown_table(draft, approval.app, document.table, place.at("table"))
    table = draft.tables.get(approval.table)
    if table is not None:
        frozen = document.freezes or ()
        named = [(key, place.at("freezes", index)) for index, key in enumerate(frozen)]
        yield from unknown_fields(table, named)
        yield from twice(named, "duplicate_key")
    for part in ("on_agreed", "on_rejected"):
        key = getattr(document, part)
        if key is not None:
            name = (approval.app, key)
            yield from startable(draft, workflow, name, approval.table, place.at(part))
    if document.cc is not None:
        yield from check_who(draft, document.cc, place.at("cc"), approval.formulas, "cc")
    if document.revoke is not None:
        yield from check_revoke(draft, workflow, approval, document.revoke, place.at("revoke"))
    keys = [
        (node.key, place.at("nodes", index, "key")) for index, node in enumerate(document.nodes)
    ]
    yield from twice(keys, "duplicate_key")
    for index, node in enumerate(approval.nodes):
        where = place.at("nodes", index)
        if table is not None:
            seen = [(key, where.at("fields", key)) for key in node.document.fields]
            yield from unknown_fields(table, seen)
        yield from check_node(draft, node, where)


def check_revoke(
    draft: Draft,
    workflow: Workflow,
    approval: Approval,
    revoke: RevokeDocument,
    place: Place,
) -> Iterator[Problem]:
    """Its nodes are there, and the way back can be gone without asking anybody for more."""
    named = [(key, place.at("nodes", index)) for index, key in enumerate(revoke.nodes or ())]
    yield from twice(named, "duplicate_key")
    known = [node.key for node in approval.nodes]
    for key, where in named:
        if key not in known:
            yield unknown("unknown_node", where, key, known)
    if revoke.within is not None:
        yield from positive(revoke.within, place.at("within"))
    if revoke.on_revoked is not None:
        name = (approval.app, revoke.on_revoked)
        yield from startable(draft, workflow, name, approval.table, place.at("on_revoked"))
    table = draft.tables.get(approval.table)
    if revoke.transition is None or table is None:
        return
    moves = {it.key: it for each in table.document.state_machines for it in each.transitions}
    move, where = moves.get(revoke.transition), place.at("transition")
    if move is None:
        yield unknown("unknown_transition", where, revoke.transition, moves)
    elif move.approval is not None:
        yield Problem("way_back_waits", where, {"name": move.key})
    else:
        for item in move.form:
            if item.required and item.default is None:
                parameters = {"name": move.key, "field": item.field}
                yield Problem("way_back_asks", where, parameters, severity="warning")


def check_node(draft: Draft, node: ApprovalNode, place: Place) -> Iterator[Problem]:
    """One node."""
    document = node.document
    found = verdict(node.when)
    if found is False:
        yield Problem("never_holds", place.at("when"))
    elif found is True:
        yield Problem("always_holds", place.at("when"), severity="warning")
    if document.votes == "share" and document.share is None:
        yield Problem("share_missing", place.at("votes"))
    elif document.votes != "share" and document.share is not None:
        yield Problem("share_unused", place.at("share"))
    if document.empty == "ask" and document.empty_to is None:
        yield Problem("empty_to_missing", place.at("empty"))
    elif document.empty != "ask" and document.empty_to is not None:
        yield Problem("empty_to_unused", place.at("empty_to"))
    yield from check_people(draft, node, document, place)


def check_people(
    draft: Draft, node: ApprovalNode, document: ApprovalNodeDocument, place: Place
) -> Iterator[Problem]:
    """Everybody that a node names, and when its time is over."""
    match document.who:
        case SupervisorChain():
            yield from gives_people(node.formulas.get("who/chain_of"), place.at("who", "chain_of"))
        case ChosenByApplicant(among=among):
            if among is not None:
                where = place.at("who", "among")
                yield from check_who(draft, among, where, node.formulas, "who/among")
        case who:
            yield from check_who(draft, who, place.at("who"), node.formulas, "who")
    for name in ("empty_to", "cc"):
        named = getattr(document, name)
        if named is not None:
            yield from check_who(draft, named, place.at(name), node.formulas, name)
    timeout = document.timeout
    if timeout is None:
        return
    where = place.at("timeout")
    yield from positive(timeout.within, where.at("within"))
    if timeout.then == "pass_on" and timeout.to is None:
        yield Problem("timeout_to_missing", where.at("then"))
    elif timeout.then in {"agree", "refuse", "remind"} and timeout.to is not None:
        yield Problem("timeout_to_unused", where.at("to"))
    if timeout.to is not None:
        yield from check_who(draft, timeout.to, where.at("to"), node.formulas, "timeout/to")
