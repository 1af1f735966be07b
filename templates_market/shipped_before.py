"""The documents of packages as they were shipped when they were installed: what the upgrade to a
later version compares with (decision 18).

They are kept by version, so that they are the same whenever they are kept again, and before the
plan is applied, so that no version is ever there without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.revisions import list_revisions
from engine.settings_store import read_setting, write_setting
from engine.workspace import Workspace
from metadata.folder import AppFolder
from metadata.resolved import DocumentKey
from templates_market.versions import version_of

Sources = Mapping[DocumentKey, Mapping[str, object]]
MOST_REVISIONS = 10_000


def keep_shipped(work: Workspace, package: AppFolder) -> None:
    """The package's documents are kept by its version."""
    kept = [[kind, key, body] for (_, kind, key), body in sorted(package.sources.items())]
    name = name_of(package.app, version_of(package.sources, package.app) or "")
    work.database.write(lambda it: write_setting(it, work.clock, name, kept))


def shipped_as(work: Workspace, app: str, version: str) -> Sources:
    """The documents that the version was installed with. Where they were not kept (an installation
    of before they were) it is what the app was when it came to this version."""
    kept = work.database.read(lambda it: read_setting(it, name_of(app, version)))
    if kept is not None:
        listed = cast("list[tuple[str, str, Mapping[str, object]]]", kept)
        return {(app, kind, key): body for kind, key, body in listed}
    return came_to(work, app, version)


def came_to(work: Workspace, app: str, version: str) -> Sources:
    """The documents of the app at the first of the last revisions that say this version."""
    found: Sources = {}
    revisions = work.database.read(
        lambda it: list_revisions(it, app=app, before=None, limit=MOST_REVISIONS)
    )
    for revision in revisions:
        sources = work.documents_at(revision.number)[0]
        if version_of(sources, app) != version:
            break
        found = {name: body for name, body in sources.items() if name[0] == app}
    return found


def name_of(app: str, version: str) -> str:
    """What the kept documents are called."""
    return f"package:{app}:{version}"
