"""Upgrading a package: what the new version changes is done to what the app is by now.

The old version, the new one and the present documents are merged (metadata.merge); what only one
side changed is taken. What both changed otherwise is decided piece by piece: a conflict is `taken`
from the new version or `kept` as it is, by its name. The rest is a plan like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine.actor import Actor
from engine.change_documents import apply_plan, plan_documents
from engine.changing.stored_plan import StoredPlan
from engine.errors import DocumentsConflict
from engine.workspace import Workspace
from metadata.folder import AppFolder
from metadata.merge import Conflict, merge_documents
from metadata.resolved import DocumentKey
from metadata.versions import read_version
from templates_market.catalogue import SHIPPED, read_package
from templates_market.errors import PackageAbsent, PackageNeeds, PackageNotNewer
from templates_market.install import unmet
from templates_market.shipped_before import Sources, keep_shipped, shipped_as
from templates_market.versions import present_version, version_of

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about conflicts, by their names: the new version's side is `taken`, the
    present one is `kept`."""

    taken: Collection[str] = ()
    kept: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The plan of an upgrade, and the conflicts that nobody has decided yet: in the plan they are
    as they are at present."""

    plan: StoredPlan
    conflicts: tuple[Conflict, ...]
    before: str
    after: str


NOTHING = Decided()


def plan_upgrade(
    work: Workspace,
    actor: Actor,
    key: str,
    shipped: Path = SHIPPED,
    *,
    decided: Decided = NOTHING,
) -> Upgrade:
    """The plan that brings the app to the version that is shipped and leaves what was changed here.
    Values of parameters stay. Raises PackageUnknown, PackageAbsent, PackageNotNewer, PackageNeeds,
    InvalidDocuments, Forbidden."""
    package = read_package(key, shipped)
    before = present_version(work, package)
    after = version_of(package.sources, package.app) or ""
    if before is None:
        raise PackageAbsent({"package": key})
    if read_version(after) <= read_version(before):
        raise PackageNotNewer({"package": key, "present": before, "version": after})
    needs = list(unmet(work, package))
    if needs:
        raise PackageNeeds(key, needs)
    present = {name: it for name, it in work.resolved.sources.items() if name[0] == package.app}
    old = shipped_as(work, package.app, before)
    new = with_present_values(package, present)
    merged = merge_documents(old, new, present, decided.taken)
    left = tuple(it for it in merged.conflicts if it.name not in decided.kept)
    return Upgrade(plan_documents(work, actor, merged.documents), left, before, after)


def upgrade(
    work: Workspace,
    actor: Actor,
    key: str,
    *,
    accepted: Collection[str],
    decided: Decided = NOTHING,
    shipped: Path = SHIPPED,
) -> int:
    """The app is at the version that is shipped; the number of the revision. Raises
    DocumentsConflict where a conflict is not decided, ConsentNeeded where a danger is not accepted,
    and what `plan_upgrade` and `apply_plan` raise."""
    found = plan_upgrade(work, actor, key, shipped, decided=decided)
    if found.conflicts:
        raise DocumentsConflict(found.conflicts)
    keep_shipped(work, read_package(key, shipped))
    note = f"upgrade {key} {found.before} → {found.after}"
    return apply_plan(work, actor, found.plan.id, accepted, note=note)


def with_present_values(package: AppFolder, present: Sources) -> Sources:
    """The package's documents with the values that its parameters have at present."""
    name: DocumentKey = (package.app, "app", package.app)
    sources = cast(Sources, package.sources)
    values = {
        (it["key"], it["type"]): it["default"]
        for it in parameters_in(present.get(name, {}))
        if "default" in it
    }
    parameters = [
        {**it, "default": values.get((it["key"], it["type"]), it.get("default"))}
        for it in parameters_in(sources[name])
    ]
    if not parameters:
        return sources
    return {**sources, name: {**sources[name], "parameters": parameters}}


def parameters_in(document: Json) -> list[Json]:
    """The parameters that an app's document lists."""
    return list(cast("list[Json]", document.get("parameters") or []))
