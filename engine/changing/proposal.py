"""From a wish to a plan: read, resolve, check, diff, plan. Only documents are read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.catalog import Catalog
from engine.changing.departments import department_problems
from engine.changing.wanted import Wanted, apply_wish, undo_wish
from engine.database import Connection
from engine.errors import RevisionUnknown
from engine.revisions import present_number, read_layout, read_sources
from engine.workspace import Workspace
from metadata.diff import diff_documents
from metadata.layout import Layout
from metadata.plan import Earlier, Plan, plan_changes
from metadata.problems import Problem
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from metadata.resolved import DocumentKey, Resolved
from metadata.typings import Typings

Documents = dict[DocumentKey, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wish thought through at the present revision `before`: the documents `after`, and the plan
    that goes there. Where the documents are wrong there is neither, only `problems`."""

    wanted: Wanted
    before: Catalog
    layout: Layout
    problems: tuple[Problem, ...] = ()
    after: Resolved | None = None
    plan: Plan | None = None
    typings: Typings | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the database says about the revisions that a wish concerns. `layout` is read anew: the
    nightly job takes retired columns out of it without a new revision."""

    number: int
    layout: Layout
    base: Documents
    undone: Documents
    earlier: Documents
    earlier_layout: Layout


def propose(work: Workspace, wanted: Wanted) -> Proposal:
    """The wish, thought through. Raises DocumentsConflict, and RevisionUnknown for a base or an
    undone revision that never was."""
    ground = work.database.read(lambda connection: read_ground(connection, wanted))
    before = work.catalog if work.revision == ground.number else work.refresh()
    present = before.resolved.sources
    if wanted.undoes is None:
        documents = apply_wish(wanted, ground.base, present)
    else:
        documents = undo_wish(ground.undone, ground.earlier, present)
    proposal = Proposal(wanted, before, ground.layout)
    # Undo brings the formulas of their time back with the labels of their time.
    renamed = rename_labels(before.resolved, documents) if wanted.undoes is None else documents
    resolution = resolve_documents(renamed, work.typings, str(work.time_zone))
    after = resolution.resolved
    if after is None:
        return replace(proposal, problems=resolution.problems)
    plan = plan_changes(
        before.resolved,
        ground.layout,
        after,
        diff_documents(before.resolved, after),
        revision=before.number + 1,
        earlier=earlier_state(work, ground) if wanted.undoes else None,
    )
    return replace(
        proposal,
        problems=(*resolution.problems, *department_problems(work, after)),
        after=after,
        plan=plan,
        typings=resolution.typings,
    )


def read_ground(connection: Connection, wanted: Wanted) -> Ground:
    """The documents and layouts that the wish needs, of one moment."""
    number = present_number(connection)
    if not 0 <= wanted.base <= number:
        raise RevisionUnknown({"number": wanted.base})
    undoes = wanted.undoes
    if undoes is not None and not 1 <= undoes <= number:
        raise RevisionUnknown({"number": undoes})
    return Ground(
        number,
        read_layout(connection, number),
        dict(read_sources(connection, wanted.base)) if undoes is None else {},
        {} if undoes is None else dict(read_sources(connection, undoes)),
        {} if undoes is None else dict(read_sources(connection, undoes - 1)),
        Layout() if undoes is None else read_layout(connection, undoes - 1),
    )


def earlier_state(work: Workspace, ground: Ground) -> Earlier | None:
    """The state that undo goes back to, whose columns may be taken back."""
    resolved = resolve_documents(ground.earlier, work.typings, str(work.time_zone)).resolved
    return None if resolved is None else Earlier(resolved, ground.earlier_layout)
