"""Removing a package: a plan like any other, which says what happens to the records."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.actor import Actor
from engine.change_documents import apply_plan, make_plan
from engine.changing.stored_plan import StoredPlan
from engine.workspace import Workspace
from templates_market.catalogue import SHIPPED, read_package
from templates_market.errors import PackageAbsent
from templates_market.versions import present_version


def plan_removal(work: Workspace, actor: Actor, key: str, shipped: Path = SHIPPED) -> StoredPlan:
    """The plan after which nothing of the app is left. What was added to the app since goes with
    it; records are out of sight, and come back with an undo for 30 days. Raises PackageUnknown,
    PackageAbsent, Forbidden."""
    package = read_package(key, shipped)
    if present_version(work, package) is None:
        raise PackageAbsent({"package": key})
    documents = sorted(
        (kind, document) for app, kind, document in work.resolved.sources if app == package.app
    )
    return make_plan(work, actor, package.app, [], documents)


def remove(
    work: Workspace,
    actor: Actor,
    key: str,
    accepted: Collection[str],
    *,
    shipped: Path = SHIPPED,
) -> int:
    """Nothing of the app is left; the number of the revision. Raises ConsentNeeded where a danger
    of the plan is not accepted, and what `plan_removal` and `apply_plan` raise."""
    plan = plan_removal(work, actor, key, shipped)
    return apply_plan(work, actor, plan.id, accepted, note=f"remove {key}")
