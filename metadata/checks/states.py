"""Can every state be reached, and does every move lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown, unknown_fields
from metadata.documents.states import StateMachineDocument
from metadata.draft import Draft, TableDraft
from metadata.fields import FIELD_TYPES
from metadata.problems import Place, Problem


def check_states(draft: Draft) -> Iterator[Problem]:
    """Every state machine of every table."""
    for table in draft.tables.values():
        machines = table.document.state_machines
        fields = [
            (machine.field, table.place.at("state_machines", index, "field"))
            for index, machine in enumerate(machines)
        ]
        yield from unknown_fields(table, fields)
        yield from twice(fields, "second_machine")
        for name, place in fields:
            field = table.fields.get(name)
            if field is not None and field.type != "state":
                yield Problem("not_a_state", place, {"name": name, "type": field.type})
        moves = [
            (move.key, table.place.at("state_machines", i, "transitions", j, "key"))
            for i, machine in enumerate(machines)
            for j, move in enumerate(machine.transitions)
        ]
        yield from twice(moves, "duplicate_key")
        for index, machine in enumerate(machines):
            place = table.place.at("state_machines", index)
            unknown_states = list(named_states(machine, place))
            yield from unknown_states
            yield from move_forms(table, machine, place)
            if not unknown_states:
                yield from reachable(machine, place)


def named_states(machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """The states that `initial` and the moves name are there."""
    known = {state.key for state in machine.states}
    named = [(machine.initial, place.at("initial"))]
    for index, move in enumerate(machine.transitions):
        where = place.at("transitions", index)
        named += [(key, where.at("from", i)) for i, key in enumerate(move.from_states)]
        named.append((move.to, where.at("to")))
    for name, where in named:
        if name not in known:
            yield unknown("unknown_state", where, name, known)


def move_forms(table: TableDraft, machine: StateMachineDocument, place: Place) -> Iterator[Problem]:
    """A move asks only for fields that people can write."""
    for index, move in enumerate(machine.transitions):
        where = place.at("transitions", index, "form")
        named = [(item.field, where.at(i, "field")) for i, item in enumerate(move.form)]
        yield from unknown_fields(table, named)
        yield from twice(named, "duplicate_key")
        for name, at in named:
            field = table.fields.get(name)
            if field is not None and (
                not FIELD_TYPES[field.type].writable or field.type == "state"
            ):
                yield Problem("form_cannot_write", at, {"name": name, "type": field.type})


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
