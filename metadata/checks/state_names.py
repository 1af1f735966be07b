"""The documents and phases that state machines name: are they there?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown
from metadata.documents.states import StateDocument, StateMachineDocument
from metadata.draft import Draft, TableDraft
from metadata.problems import Place, Problem


def check_state_names(
    draft: Draft, table: TableDraft, machine: StateMachineDocument, place: Place
) -> Iterator[Problem]:
    """Every automation, approval and phase that one machine names is there."""
    for code, kind, named in (
        ("unknown_automation", "automation", named_automations(machine, place)),
        ("unknown_approval", "approval", named_approvals(machine, place)),
    ):
        known = documents_known(draft, table.app, kind)
        for name, where in named:
            if name not in known and not draft.is_unread(kind, full_name(table.app, name)):
                yield unknown(code, where, name, known)
    phases = [phase.key for phase in machine.phases]
    yield from twice(
        [(key, place.at("phases", index, "key")) for index, key in enumerate(phases)],
        "duplicate_key",
    )
    for index, state in enumerate(machine.states):
        if state.phase is not None and state.phase not in phases:
            yield unknown("unknown_phase", place.at("states", index, "phase"), state.phase, phases)


def named_automations(machine: StateMachineDocument, place: Place) -> Iterator[tuple[str, Place]]:
    """The automations that states, limits and moves start."""
    for index, state in enumerate(machine.states):
        yield from started_by(state, place.at("states", index))
    for index, move in enumerate(machine.transitions):
        if move.run is not None:
            yield move.run, place.at("transitions", index, "run")


def started_by(state: StateDocument, place: Place) -> Iterator[tuple[str, Place]]:
    """The automations that one state starts."""
    for part in ("on_enter", "on_leave"):
        names = getattr(state, part)
        yield from ((name, place.at(part, i)) for i, name in enumerate(names))
    for part in ("run", "warn_run") if state.limit is not None else ():
        name = getattr(state.limit, part)
        if name is not None:
            yield name, place.at("limit", part)


def named_approvals(machine: StateMachineDocument, place: Place) -> Iterator[tuple[str, Place]]:
    """The approvals that moves wait for."""
    for index, move in enumerate(machine.transitions):
        if move.approval is not None:
            yield move.approval, place.at("transitions", index, "approval")


def documents_known(draft: Draft, app: str, kind: str) -> set[str]:
    """What the documents of a kind may be called in `app`."""
    found: set[str] = set()
    for owner, of_kind, key in draft.documents:
        if of_kind == kind:
            found.add(f"{owner}.{key}")
            if owner == app:
                found.add(key)
    return found


def full_name(app: str, name: str) -> str:
    """`app.key`."""
    return name if "." in name else f"{app}.{name}"
