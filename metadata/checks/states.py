"""Can every state be reached and left, and does every move lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from metadata.checks.known import twice, unknown, unknown_fields
from metadata.checks.moves import check_moves
from metadata.checks.state_names import check_state_names
from metadata.documents.states import StateMachineDocument
from metadata.draft import Draft, TableDraft
from metadata.problems import Place, Problem
from metadata.resolved_states import renamed_from


def check_states(draft: Draft) -> Iterator[Problem]:
    """Every state machine of every table."""
    for table in draft.tables.values():
        machines = table.document.state_machines
        if machines:
            yield from check_machines(draft, table, machines)


def check_machines(
    draft: Draft, table: TableDraft, machines: Iterable[StateMachineDocument]
) -> Iterator[Problem]:
    """The state machines of one table, together and each for itself."""
    places = [
        (machine, table.place.at("state_machines", index)) for index, machine in enumerate(machines)
    ]
    fields = [(machine.field, place.at("field")) for machine, place in places]
    yield from unknown_fields(table, fields)
    yield from twice(fields, "second_machine")
    for name, place in fields:
        field = table.fields.get(name)
        if field is not None and field.type != "state":
            yield Problem("not_a_state", place, {"name": name, "type": field.type})
    yield from twice(list(keys_of_moves(places)), "duplicate_key")
    yield from twice(list(keys_of_items(places)), "duplicate_key")
    for machine, place in places:
        unknown_states = list(named_states(machine, place))
        yield from unknown_states
        yield from check_state_names(draft, table, machine, place)
        yield from check_moves(draft, table, machine, place)
        yield from check_limits(machine, place)
        if not unknown_states:
            yield from reachable(machine, place)
            yield from no_way_out(machine, place)


Places = list[tuple[StateMachineDocument, Place]]


def keys_of_moves(places: Places) -> Iterator[tuple[str, Place]]:
    """The keys of all moves of a table: they are made by key alone."""
    for machine, place in places:
        for index, move in enumerate(machine.transitions):
            yield move.key, place.at("transitions", index, "key")


def keys_of_items(places: Places) -> Iterator[tuple[str, Place]]:
    """The keys of all checklist items of a table: they are ticked by key alone."""
    for machine, place in places:
        for index, state in enumerate(machine.states):
            for number, item in enumerate(state.checklist):
                yield item.key, place.at("states", index, "checklist", number, "key")


def named_states(machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """The states that `initial` and the moves name are there, each once; those that others take
    the place of are not."""
    known = {state.key for state in machine.states}
    named = [(machine.initial, place.at("initial"))]
    for index, move in enumerate(machine.transitions):
        where = place.at("transitions", index)
        named += [(key, where.at("from", i)) for i, key in enumerate(move.from_states)]
        named.append((move.to, where.at("to")))
    for name, where in named:
        if name not in known:
            yield unknown("unknown_state", where, name, known)
    replaced = [
        (old, place.at("states", index, "renamed_from"))
        for index, state in enumerate(machine.states)
        for old in renamed_from(state)
    ]
    yield from twice(replaced, "renamed_from_twice")
    for name, where in replaced:
        if name in known:
            yield Problem("renamed_from_present", where, {"name": name})


def check_limits(machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """A time that runs out starts something; warnings lie within it and start something too."""
    for index, state in enumerate(machine.states):
        limit, where = state.limit, place.at("states", index, "limit")
        if limit is None:
            continue
        if limit.run is None and limit.warn_run is None:
            name = {"name": state.key}
            yield Problem("limit_without_run", where, name, severity="warning")
        if limit.warnings and limit.warn_run is None:
            yield Problem("warnings_without_run", where.at("warnings"), {"name": state.key})
        if limit.warn_run is not None and not limit.warnings:
            yield Problem("run_without_warnings", where.at("warn_run"), {"name": state.key})


def reachable(machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """States that no move leads to, and an initial state that no move leaves: doubtful, since a
    machine is drawn move by move."""
    reached, waiting = {machine.initial}, [machine.initial]
    while waiting:
        state = waiting.pop()
        for move in machine.transitions:
            if state in move.from_states and move.to not in reached:
                reached.add(move.to)
                waiting.append(move.to)
    for index, document in enumerate(machine.states):
        if document.key not in reached:
            where = place.at("states", index)
            yield Problem("unreachable_state", where, {"name": document.key}, severity="warning")
    if len(machine.states) > 1 and reached == {machine.initial}:
        where = place.at("initial")
        yield Problem("dead_end", where, {"name": machine.initial}, severity="warning")


def no_way_out(machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """States that records cannot leave though others come after them and nobody calls them final:
    doubtful, since the ends of a machine stand last."""
    left = {key for move in machine.transitions for key in move.from_states}
    last = max((i for i, state in enumerate(machine.states) if state.key in left), default=0)
    for index, state in enumerate(machine.states[:last]):
        if state.key not in left and state.key != machine.initial and not state.final:
            where = place.at("states", index)
            yield Problem("no_way_out", where, {"name": state.key}, severity="warning")
