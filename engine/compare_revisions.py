"""Two revisions → what differs between them, in named changes."""

from __future__ import annotations

from engine.workspace import Workspace
from metadata.changes.change import Change
from metadata.diff import diff_documents
from metadata.errors import InvalidDocuments
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved


def compare_revisions(work: Workspace, since: int, revision: int) -> tuple[Change, ...]:
    """What changed from revision `since` to `revision`; either may be the older one, and 0 is the
    empty workspace. What came and went again in between is not told.

    Raises RevisionUnknown, and InvalidDocuments where documents of an old revision cannot be read
    any more.
    """
    return diff_documents(resolved_at(work, since), resolved_at(work, revision))


def resolved_at(work: Workspace, number: int) -> Resolved:
    """The documents of any revision, resolved. Raises RevisionUnknown, InvalidDocuments."""
    catalog = work.catalog
    if number == catalog.number:
        return catalog.resolved
    sources, _ = work.documents_at(number)
    resolution = resolve_documents(sources, work.typings, str(work.time_zone))
    if resolution.resolved is None:
        raise InvalidDocuments(resolution.problems)
    return resolution.resolved
