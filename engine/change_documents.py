"""★ The life of a metadata change. The builder, the API, the CLI and the market all enter here.

read → resolve → check → diff → plan (`propose`, which needs no more than documents) → measure →
consent → apply → store the revision (`carry_out`). A plan is made first and applied by its number;
`change_documents` does both at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

import orjson

from engine.actor import Actor
from engine.changing.carry_out import CHANGE, carry_out, finish_changes, finish_dead, start_course
from engine.changing.catch_up import Mark
from engine.changing.measure import measure_plan
from engine.changing.passage import Passage, passage_of
from engine.changing.permit import permit_changes, permit_wish
from engine.changing.progress import Progress
from engine.changing.proposal import Proposal, propose
from engine.changing.stored_plan import Json, StoredPlan, tell_plan
from engine.changing.wanted import (
    Wanted,
    want,
    want_whole,
    wanted_from_json,
    wanted_to_json,
)
from engine.errors import ConsentNeeded, PlanBlocked
from engine.revisions import KeptPlan, keep_plan, read_plan
from engine.workspace import Workspace
from metadata.errors import InvalidDocuments
from metadata.plan_costs import estimate_costs
from metadata.resolved import DocumentKey

__all__ = [
    "apply_plan",
    "change_documents",
    "finish_changes",
    "make_plan",
    "plan_documents",
    "read_stored_plan",
    "undo_plan",
]


def make_plan(
    work: Workspace,
    actor: Actor,
    app: str,
    put: Sequence[tuple[str, object]],
    delete: Sequence[tuple[str, str]],
    *,
    base: int | None = None,
) -> StoredPlan:
    """A plan that puts documents (kind, JSON) into an app and deletes others (kind, key), kept for
    24 hours. `base` is the revision that was looked at; what changed since is merged.

    Documents that are wrong give a plan with `problems` that cannot be applied. Raises
    DocumentsConflict, RevisionUnknown, Forbidden.
    """
    return keep(work, actor, want(app, base_of(work, base), put, delete))


def plan_documents(
    work: Workspace,
    actor: Actor,
    desired: Mapping[DocumentKey, object],
    *,
    base: int | None = None,
) -> StoredPlan:
    """A plan after which every app that occurs in `desired` has exactly these documents; otherwise
    like `make_plan`."""
    number = base_of(work, base)
    return keep(work, actor, want_whole(desired, number, work.documents_at(number)[0]))


def undo_plan(work: Workspace, actor: Actor, revision: int) -> StoredPlan:
    """A plan that takes back what a revision changed, and what it took from records; undoing an
    undo is a redo. Raises RevisionUnknown, DocumentsConflict, Forbidden."""
    return keep(work, actor, Wanted(None, work.revision, undoes=revision))


def read_stored_plan(work: Workspace, actor: Actor, plan: int) -> StoredPlan:
    """The plan as it stands now, if it is still kept. Raises PlanUnknown, Forbidden."""
    wanted = read_wanted(work, plan)
    proposal = think(work, actor, wanted)
    return shown(work, actor, plan, proposal)[0]


def apply_plan(
    work: Workspace,
    actor: Actor,
    plan: int,
    accept: Collection[str] = (),
    *,
    note: str | None = None,
) -> int:
    """The plan is applied, whole; the number of its revision. Nothing to change makes none: then
    it is the present one.

    Raises PlanUnknown, InvalidDocuments, DocumentsConflict, Forbidden, ConsentNeeded (a danger of
    the plan as it stands now is not in `accept`), PlanBlocked, StructureBusy.
    """
    wanted = read_wanted(work, plan)
    return work.database.alone(
        CHANGE, lambda: apply_wanted(work, actor, (plan, wanted), accept, note)
    )


def change_documents(
    work: Workspace,
    actor: Actor,
    desired: Mapping[DocumentKey, object],
    *,
    base: int | None = None,
    accepted: Collection[str] = (),
    note: str | None = None,
) -> int:
    """Bring the workspace to the desired documents (see `plan_documents`), at once; the number of
    the revision. Raises what `apply_plan` raises."""
    number = base_of(work, base)
    wanted = want_whole(desired, number, work.documents_at(number)[0])
    plan = work.new_id()
    return work.database.alone(
        CHANGE, lambda: apply_wanted(work, actor, (plan, wanted), accepted, note)
    )


def base_of(work: Workspace, base: int | None) -> int:
    """The revision that a wish stands on: the present one, unless another was looked at."""
    return work.revision if base is None else base


def think(work: Workspace, actor: Actor, wanted: Wanted) -> Proposal:
    """The wish thought through, if the actor may wish it."""
    permit_wish(work.catalog, actor, wanted)
    proposal = propose(work, wanted)
    if proposal.after is not None:
        is_undo = wanted.undoes is not None
        permit_changes(proposal.before, actor, proposal.after, is_undo=is_undo)
    return proposal


def keep(work: Workspace, actor: Actor, wanted: Wanted) -> StoredPlan:
    """The plan of a wish, kept for 24 hours."""
    proposal = think(work, actor, wanted)
    plan, _ = shown(work, actor, work.new_id(), proposal)
    content = {"wanted": wanted_to_json(wanted)}
    kept = KeptPlan(plan.id, wanted.app, plan.base, actor.user, work.now(), content)
    work.database.write(lambda connection: keep_plan(connection, kept))
    return plan


def read_wanted(work: Workspace, plan: int) -> Wanted:
    """What a kept plan is for."""
    kept = work.database.read(lambda connection: read_plan(connection, plan, work.now()))
    return wanted_from_json(cast(Json, kept.content["wanted"]))


def shown(
    work: Workspace, actor: Actor, plan: int, proposal: Proposal
) -> tuple[StoredPlan, Passage | None]:
    """The plan with everything counted and in words, and the passage it describes."""
    wanted = proposal.wanted
    stored = StoredPlan(
        id=plan,
        app=wanted.app,
        base=proposal.before.number,
        undoes=wanted.undoes,
        is_harmless=False,
        lists={},
        problems=proposal.problems,
    )
    if proposal.plan is None or proposal.after is None:
        return stored, None
    passage = passage_of(work, actor, plan, proposal)
    measured = work.database.read(lambda it: measure_plan(passage, it), long=True)
    costs = estimate_costs(measured.plan, measured.rows)
    lists = tell_plan(measured, costs, proposal.after)
    return replace(stored, is_harmless=measured.is_harmless, lists=lists), passage


def apply_wanted(
    work: Workspace,
    actor: Actor,
    plan: tuple[int, Wanted],
    accept: Collection[str],
    note: str | None,
) -> int:
    """The wish is fulfilled, from whatever the workspace is like by now."""
    finish_dead(work)
    id, wanted = plan
    proposal = think(work, actor, wanted)
    stored, passage = shown(work, actor, id, proposal)
    if passage is None:
        raise InvalidDocuments(proposal.problems)
    require_consent(stored, accept)
    if not passage.plan.changes:
        return passage.before.number
    told = {**stored.lists, "accepted": sorted(accept), "harmless": stored.is_harmless}
    # Plain JSON, as the database gives it back to whoever goes on after a crash.
    plain = cast(Json, orjson.loads(orjson.dumps(told)))
    progress = Progress(
        plan=id,
        base=passage.before.number,
        wanted=replace(wanted, app=wanted.app or only_app(passage)),
        actor=actor,
        note=note,
        told=plain,
        mark=Mark(0, 0),
        made=(),
    )
    return carry_out(start_course(passage, progress))


def only_app(passage: Passage) -> str | None:
    """The app that the plan changes; None where it changes several."""
    apps = {change.place.app for change in passage.plan.changes}
    return apps.pop() if len(apps) == 1 else None


def require_consent(plan: StoredPlan, accept: Collection[str]) -> None:
    """Records allow the plan, and somebody has said yes to each danger. Raises PlanBlocked,
    ConsentNeeded."""
    if plan.is_blocked:
        raise PlanBlocked(plan)
    missing = [code for code in plan.dangers if code not in accept]
    if missing:
        raise ConsentNeeded(plan, missing)
