"""State machines as a caller may know them: the moves allowed to them, without what those read or
write that is hidden, and without the automations that builders know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.access import Access, TableAccess
from engine.reading.knowing import known_keys, may_know
from formula.typed import Typed
from metadata.resolved_states import Transition

Json = dict[str, object]
Document = Mapping[str, object]

OF_STATES = frozenset({"on_enter", "on_leave"})
OF_LIMITS = frozenset({"run", "warn_run"})
OF_MOVES = frozenset({"set", "creates", "run"})
"""What happens behind the scenes, which is the builders' affair."""


def seen_machines(access: Access, mask: TableAccess, source: Document) -> Iterator[Document]:
    """The state machines of seen fields with the moves allowed to the caller."""
    for document in listed(source.get("state_machines")):
        machine = mask.table.machines[str(document["field"])]
        if machine.field in known_keys(mask):
            moves = [
                seen_move(access, mask, move, machine.transitions[str(move["key"])])
                for move in listed(document.get("transitions"))
                if move["key"] in mask.transitions
            ]
            states = [seen_state(state) for state in listed(document["states"])]
            yield {**document, "states": states, "transitions": moves}


def seen_state(state: Document) -> Json:
    """The state without what it starts."""
    shown = without(state, OF_STATES)
    limit = shown.get("limit")
    return {**shown, "limit": without(limit, OF_LIMITS)} if isinstance(limit, Mapping) else shown


def seen_move(access: Access, mask: TableAccess, move: Document, resolved: Transition) -> Json:
    """The move with the fields of its form that are seen."""
    formulas = (resolved.show_if, resolved.guard)
    shown = without_secrets(access, without(move, OF_MOVES), formulas, ("show_if", "guard"))
    if "form" in move:
        shown["form"] = [
            seen_form_field(access, item, resolved)
            for item in listed(move["form"])
            if item["field"] in known_keys(mask)
        ]
    return shown


def seen_form_field(access: Access, item: Document, resolved: Transition) -> Json:
    """A field of a form; its formulas only where they read nothing hidden."""
    asked = resolved.asks.get(str(item["field"]))
    formulas = () if asked is None else (asked.when, asked.default)
    return without_secrets(access, item, formulas, ("when", "default"))


def without(part: Document, names: frozenset[str]) -> Json:
    """The part without some properties."""
    return {name: value for name, value in part.items() if name not in names}


def without_secrets(
    access: Access, part: Document, formulas: Iterable[Typed | None], names: Iterable[str]
) -> Json:
    """The part of a document; its formulas `names` only where they read nothing hidden."""
    if all(formula is None or may_know(access, formula) for formula in formulas):
        return dict(part)
    hidden = set(names)
    return {name: value for name, value in part.items() if name not in hidden}


def listed(value: object) -> list[Json]:
    """The objects of a list in a document."""
    return list(value) if isinstance(value, list | tuple) else []
