"""What a replay found, as it is kept: unmasked, people by their ids, words by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from metadata.fields.date import show_datetime
from workflow.backtest.automation_tally import tally_json
from workflow.backtest.differences import moves_of
from workflow.backtest.field_tally import field_json
from workflow.backtest.limit_tally import limit_json
from workflow.backtest.reading import (
    catalogs_of,
    reads_of,
    reads_of_automation,
    reads_of_rule,
    rule_of,
    versions_of,
)
from workflow.backtest.replay import Replay
from workflow.backtest.rule_tally import Refusals
from workflow.backtest.sides import DRAFT, PRESENT, Stage
from workflow.jobs import Json

NOT_REPLAYED = frozenset(
    {"webhook", "button", "called", "metric.window", "connector.lost", "connector.regained"}
)
"""What starts these leaves no event of a record."""
SCHEDULED = "time.schedule"


def report_of(replay: Replay, seconds: float) -> Json:
    """The whole report."""
    stage = replay.stage
    return {
        "since": show_datetime(stage.since),
        "until": show_datetime(stage.until),
        "events": replay.events,
        "records": len(replay.records),
        "seconds": round(seconds, 2),
        "rules": [rule_json(replay, place, how) for place, how in rules_and_moves(stage)],
        "fields": [
            {**described(stage, place, how), **field_json(replay.fields[place])}
            for place, how in stage.differences.fields.items()
        ],
        "automations": [
            {**automation_head(stage, name, how), **tally_json(replay.automations[name])}
            for name, how in stage.differences.automations.items()
        ],
        "limits": list(limits_json(replay)),
        "notes": list(notes_of(replay)),
    }


def rules_and_moves(stage: Stage) -> Iterator[tuple[tuple[str, str], str]]:
    """((table, key), how it differs) of rules, then of moves."""
    yield from stage.differences.rules.items()
    yield from stage.differences.moves.items()


def rule_json(replay: Replay, place: tuple[str, str], how: str) -> Json:
    """One rule, or one move."""
    stage, (table, key) = replay.stage, place
    found = replay.rules.found.get(place) or Refusals()
    rule = rule_of(stage, table, key)
    return {
        "table": table,
        "kind": "transition" if rule is None else rule.kind,
        "key": key,
        "labels": labels_of_move(stage, table, key) if rule is None else dict(rule.message),
        "change": how,
        "looked_at": found.looked_at,
        "refused": found.refused[DRAFT],
        "refused_at_present": found.refused[PRESENT],
        "examples": found.examples,
        "reads": listed(reads_of_rule(stage, table, key)),
    }


def labels_of_move(stage: Stage, table: str, key: str) -> Mapping[str, str]:
    """What a move is called."""
    for catalog in reversed(catalogs_of(stage)):
        found = catalog.resolved.tables.get(table)
        move = None if found is None else moves_of(found).get(key)
        if move is not None:
            return dict(move.labels)
    return {}


def described(stage: Stage, place: tuple[str, str], how: str) -> Json:
    """One formula field."""
    table, key = place
    field = stage.draft.resolved.tables[table].fields[key]
    return {
        "table": table,
        "field": key,
        "labels": dict(field.labels),
        "type": type(field.value_type).__name__.lower(),
        "change": how,
        "reads": listed(reads_of(stage, [field.formula], [place])),
    }


def automation_head(stage: Stage, name: str, how: str) -> Json:
    """One automation."""
    found = list(versions_of(stage, name))
    return {
        "automation": name,
        "labels": dict(found[-1].labels) if found else {},
        "table": found[-1].table if found else None,
        "change": how,
        "reads": listed(reads_of_automation(stage, name)),
    }


def limits_json(replay: Replay) -> Iterator[Json]:
    """Every stage of every limit that differs, reached or not."""
    stage = replay.stage
    for (table, key, state), how in stage.differences.limits.items():
        place = f"{table}.{key}:{state}:"
        names = sorted(name for name in replay.limits.found if name.startswith(place))
        for name in names or [f"{place}over"]:
            sides = replay.limits.found.get(name) or {PRESENT: {}, DRAFT: {}}
            labels = labels_of_state(stage, table, key, state)
            more = {"labels": labels, "change": how, "reads": [[table, key]]}
            yield {**limit_json(name, sides), **more}


def labels_of_state(stage: Stage, table: str, key: str, state: str) -> Mapping[str, str]:
    """What a state is called."""
    for catalog in reversed(catalogs_of(stage)):
        machine = catalog.resolved.tables[table].machines.get(key)
        for option in () if machine is None else machine.states:
            if option.value == state:
                return dict(option.labels)
    return {}


def listed(names: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names in an order."""
    return [list(name) for name in sorted(names)]


def notes_of(replay: Replay) -> Iterator[Json]:
    """What the replay cannot know, as far as it matters here."""
    stage = replay.stage
    yield {"code": "others_as_now"}
    if stage.differences.is_empty:
        yield {"code": "nothing_differs"}
    doubts = {doubt for tally in replay.automations.values() for doubt in tally.doubts}
    if any(tally.given for tally in replay.automations.values()):
        yield {"code": "turns_anew"}
    for doubt in sorted(doubts):
        yield {"code": doubt}
    if replay.purged:
        yield {"code": "records_purged", "parameters": {"count": replay.purged}}
    names = [name for name in stage.differences.automations if is_left_out(stage, name)]
    if names:
        yield {"code": "not_replayed", "parameters": {"names": ", ".join(names)}}
    if any(has_moment(stage, name) for name in stage.differences.automations):
        yield {"code": "moments_since"}


def is_left_out(stage: Stage, name: str) -> bool:
    """Whether the log does not say when the automation starts."""
    return any(
        it.trigger.event in NOT_REPLAYED or (it.trigger.event == SCHEDULED and it.table is not None)
        for it in versions_of(stage, name)
    )


def has_moment(stage: Stage, name: str) -> bool:
    """Whether the automation starts by a moment in a field."""
    return any(it.trigger.event == "time.moment" for it in versions_of(stage, name))
