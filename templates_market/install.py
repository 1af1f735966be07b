"""Installing a package: a plan like any other, then its records through the write path."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from engine.actor import Actor
from engine.change_documents import apply_plan, plan_documents
from engine.changing.stored_plan import StoredPlan
from engine.workspace import Workspace
from metadata.folder import AppFolder
from metadata.versions import is_within
from templates_market.catalogue import SHIPPED, read_package
from templates_market.errors import PackageNeeds, PackagePresent
from templates_market.parameters import with_parameters
from templates_market.records import load_records
from templates_market.shipped_before import keep_shipped
from templates_market.versions import present_version, version_of


@dataclass(frozen=True, slots=True)
class Installed:
    """The revision with the package's documents, and how many records of each table came with it
    this time."""

    revision: int
    records: Mapping[str, int] = field(default_factory=dict)


NO_PARAMETERS: Mapping[str, object] = {}


def plan_install(
    work: Workspace,
    actor: Actor,
    key: str,
    shipped: Path = SHIPPED,
    *,
    parameters: Mapping[str, object] = NO_PARAMETERS,
) -> StoredPlan:
    """The plan that makes the package's documents the workspace's, with these values of its
    parameters; it is applied like any other. Raises PackageUnknown, PackagePresent,
    PackageNeeds, PackageParametersUnusable, InvalidDocuments, Forbidden."""
    package = read_package(key, shipped)
    present = present_version(work, package)
    if present is not None and present != version_of(package.sources, package.app):
        version = version_of(package.sources, package.app) or ""
        raise PackagePresent({"package": key, "present": present, "version": version})
    needs = list(unmet(work, package))
    if needs:
        raise PackageNeeds(key, needs)
    return plan_documents(work, actor, with_parameters(package, parameters))


def install(
    work: Workspace,
    actor: Actor,
    key: str,
    *,
    demo: bool = False,
    accepted: Collection[str] | None = None,
    parameters: Mapping[str, object] = NO_PARAMETERS,
    shipped: Path = SHIPPED,
) -> Installed:
    """The package is there with its records, and with sample records if `demo`.

    `accepted` are the dangers of the plan that are agreed to; None takes the package as it is. What
    is there already is left as it is: an install that broke off is finished by another one. Sample
    records are the actor's own, so the actor must be a person. Raises what `plan_install`,
    `apply_plan` and `load_records` raise.
    """
    package = read_package(key, shipped)
    revision = work.revision
    if present_version(work, package) != version_of(package.sources, package.app):
        plan = plan_install(work, actor, key, shipped, parameters=parameters)
        consent = plan.dangers if accepted is None else accepted
        keep_shipped(work, package)
        revision = apply_plan(work, actor, plan.id, consent, note=note_of(package))
    counts = dict(load_records(work, actor, package, "data"))
    if demo:
        for table, count in load_records(work, actor, package, "demo").items():
            counts[table] = counts.get(table, 0) + count
    return Installed(revision, counts)


def unmet(work: Workspace, package: AppFolder) -> Iterator[str]:
    """The apps that the package requires and that are not there in a version that does."""
    document = cast("Mapping[str, object]", package.sources[package.app, "app", package.app])
    for each in cast("list[Mapping[str, str]]", document.get("requires", [])):
        present = version_of(work.resolved.sources, each["app"])
        wanted = each.get("version")
        if present is None or (wanted is not None and not is_within(present, wanted)):
            yield f"{each['app']} {wanted or ''}".strip()


def note_of(package: AppFolder) -> str:
    """What the history says of the install."""
    return f"install {package.app} {version_of(package.sources, package.app)}"
