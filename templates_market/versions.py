"""Which version of a package is installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from engine.workspace import Workspace
from metadata.folder import AppFolder


def present_version(work: Workspace, package: AppFolder) -> str | None:
    """The version of the package that is installed, None where it is not."""
    return version_of(work.resolved.sources, package.app)


def version_of(sources: Mapping[tuple[str, str, str], object], app: str) -> str | None:
    """The version that an app's document says."""
    document = cast("Mapping[str, object] | None", sources.get((app, "app", app)))
    return None if document is None else str(document["version"])
