"""Automations that start each other: a cycle with nothing to end it runs until it is stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formula.references import reads
from formula.typed import Literal
from metadata.checks.effects import Effect, effects_of
from metadata.checks.site import Workflow
from metadata.documents.label import text_in
from metadata.documents.triggers import (
    RecordCreated,
    RecordDeleted,
    RecordSaved,
    RecordUpdated,
    StateEntered,
    StateLeft,
)
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolved_workflow import Automation

Name = str
"""`app.key` of an automation."""
Edges = Mapping[Name, Mapping[Name, bool]]
"""Who starts whom, and whether nothing narrows it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An automation with what it does."""

    automation: Automation
    effects: tuple[Effect, ...]


def check_causes(draft: Draft, workflow: Workflow) -> Iterator[Problem]:
    """Each cycle is told once: an error where nothing narrows it, else a doubt. One automation of
    it that `reenters` says that it is meant."""
    causes = {
        automation.name: Cause(automation, tuple(effects_of(draft, workflow, automation)))
        for automation in workflow.automations.values()
    }
    meant = {name for name, cause in causes.items() if cause.automation.document.reenters}
    edges = edges_of(causes)
    told: set[frozenset[Name]] = set()
    for only_open in (True, False):
        for cycle in cycles(edges, only_open=only_open):
            members = frozenset(cycle)
            if members & meant or any(members >= known for known in told):
                continue
            told.add(members)
            yield cycle_problem(causes, cycle, is_open=only_open)


def cycle_problem(causes: Mapping[Name, Cause], cycle: list[Name], *, is_open: bool) -> Problem:
    """The cycle by labels, at the trigger of its first automation."""
    labels = [text_in(causes[name].automation.labels, "zh") for name in (*cycle, cycle[0])]
    first = causes[cycle[0]].automation
    place = Place(first.app, "automation", first.key).at("on")
    code = "starts_itself" if is_open else "may_start_itself"
    severity = "error" if is_open else "warning"
    return Problem(code, place, {"path": " → ".join(labels)}, severity=severity)


def edges_of(causes: Mapping[Name, Cause]) -> Edges:
    """Who starts whom."""
    return {name: dict(started_by(causes, name, cause)) for name, cause in causes.items()}


def started_by(
    causes: Mapping[Name, Cause], name: Name, cause: Cause
) -> Iterator[tuple[Name, bool]]:
    """(other, whether nothing narrows it) of every automation that this one starts."""
    for other, target in causes.items():
        ways = [starts(it, target.automation, itself=name == other) for it in cause.effects]
        if any(way is not None for way in ways):
            yield other, True in ways


def starts(effect: Effect, target: Automation, *, itself: bool) -> bool | None:
    """Whether the effect starts the automation: True with nothing to narrow it, False where it
    depends, None not at all."""
    if effect.automation is not None:
        is_meant = effect.automation == target.name
        return (effect.is_certain and target.when is None) if is_meant else None
    trigger = target.trigger.document
    if effect.table != target.table:
        return None
    changed = effect.fields
    match trigger:
        case RecordCreated():
            is_hit = effect.kind == "create"
        case RecordDeleted():
            is_hit = effect.kind == "delete"
        case RecordUpdated(fields=fields):
            is_hit = effect.kind == "update" and touches(changed, fields)
        case RecordSaved(fields=fields):
            is_hit = effect.kind in {"create", "update"} and touches(changed, fields)
        case StateEntered(field=field, states=states):
            is_hit = any(of == field and to in states for of, _, to in effect.moves)
        case StateLeft(field=field, states=states):
            is_hit = any(of == field and set(states) & set(came) for of, came, _ in effect.moves)
        case _:
            is_hit = False
    if not is_hit or (effect.kind == "update" and cannot_come_to_hold(effect, target)):
        return None
    if itself and settles(effect):
        return None
    return effect.is_certain and target.when is None


def touches(changed: frozenset[str], fields: Iterable[str]) -> bool:
    """Whether a change of these fields is listened to; without fields every change is."""
    listened = set(fields)
    return not listened or bool(listened & changed)


def cannot_come_to_hold(effect: Effect, target: Automation) -> bool:
    """Whether what is written cannot make the condition true: it reads none of it."""
    when = target.when
    if when is None or target.document.meets == "holds":
        return False
    read = {found for found in reads(when) if not found.path}
    is_plain = len(read) == len(reads(when)) and not when.volatile
    return is_plain and not {found.key for found in read} & effect.touched


def settles(effect: Effect) -> bool:
    """Whether a second time changes nothing: the same constants are written again."""
    return (
        effect.kind == "update"
        and not effect.moves
        and all(isinstance(value, Literal) for value in effect.values)
        and bool(effect.values)
    )


def cycles(edges: Edges, *, only_open: bool) -> Iterator[list[Name]]:
    """A shortest cycle through each automation that lies on one, each cycle once."""
    seen: set[frozenset[Name]] = set()
    for start in sorted(edges):
        found = shortest_cycle(edges, start, only_open=only_open)
        if found is not None and frozenset(found) not in seen:
            seen.add(frozenset(found))
            yield found


def shortest_cycle(edges: Edges, start: Name, *, only_open: bool) -> list[Name] | None:
    """The shortest way from `start` back to it, None where there is none."""
    waiting: list[list[Name]] = [[start]]
    reached: set[Name] = set()
    while waiting:
        path = waiting.pop(0)
        for following, is_open in sorted(edges[path[-1]].items()):
            if only_open and not is_open:
                continue
            if following == start:
                return path
            if following not in reached:
                reached.add(following)
                waiting.append([*path, following])
    return None
