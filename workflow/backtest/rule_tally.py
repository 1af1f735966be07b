"""Which writes of the past rules and moves would refuse, on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.catalog_table import CompiledTable
from engine.writing.batch import Draft
from engine.writing.change import Refusal
from engine.writing.moves import find_transition
from engine.writing.program import RuleStep, program_of
from engine.writing.rules import check_steps
from engine.writing.transaction import Transaction
from metadata.fields.date import show_datetime
from workflow.backtest.moving import Wrote, draft_of, open_past, refusals_of_move
from workflow.backtest.sides import DRAFT, PRESENT, Side
from workflow.backtest.vantage import Beside
from workflow.events import Event
from workflow.jobs import Json
from workflow.moment_rules import CREATE
from workflow.past import Past

MOST_EXAMPLES = 20
WRITES = frozenset({"create", "update", "transition"})


@dataclass(slots=True, eq=False)
class Refusals:
    """How one rule, or one move, judged the past."""

    looked_at: int = 0
    refused: dict[str, int] = field(default_factory=lambda: {PRESENT: 0, DRAFT: 0})
    examples: list[Json] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class RuleTally:
    """The rules and moves that differ, by table, and what they said."""

    rules: Mapping[str, frozenset[str]]
    moves: Mapping[str, frozenset[str]]
    edits: Mapping[str, frozenset[str]]
    """Those of the rules that are for changes too."""
    found: dict[tuple[str, str], Refusals] = field(default_factory=dict)

    def looks_at(self, table: str) -> bool:
        """Whether anything of the table differs."""
        return table in self.rules or table in self.moves

    def has_move(self, event: Event) -> bool:
        """Whether the event is a move that differs."""
        moves = self.moves.get(event.table)
        return moves is not None and not moves.isdisjoint((event.move or "").split(","))

    def pass_over(self, event: Event) -> None:
        """A write that touches nothing the rules look at: they have nothing against it."""
        if event.kind in WRITES and event.kind != CREATE:
            for key in self.edits.get(event.table, ()):
                self.found.setdefault((event.table, key), Refusals()).looked_at += 1

    def take(self, event: Event, seen: Mapping[str, tuple[Side, Past, Beside]]) -> None:
        """One write, judged by both sides."""
        if event.kind not in WRITES or not self.looks_at(event.table):
            return
        judged: dict[str, dict[str, list[Refusal] | None]] = {}
        for name, (side, past, beside) in seen.items():
            compiled = side.table(event.table)
            if past.row is None or compiled is None:
                return
            judged[name] = dict(self.judge(event, past, beside, (side, compiled)))
        for key in judged[PRESENT].keys() | judged[DRAFT].keys():
            self.note(event, key, {name: found.get(key) for name, found in judged.items()})

    def judge(
        self, event: Event, past: Past, beside: Beside, on: tuple[Side, CompiledTable]
    ) -> Iterator[tuple[str, list[Refusal] | None]]:
        """(rule or move, its refusals) of one side; None where it says nothing of such a write."""
        side, compiled = on
        assert past.row is not None, "take has seen it"
        wrote = Wrote(
            event.kind,
            event.record or 0,
            past.old,
            past.row,
            past.changed,
            event.user,
            event.reason,
        )
        steps = self.steps(compiled)
        looked = [step for step in steps if may_refuse(step, wrote)]
        for step in steps:
            if step not in looked:
                yield step.rule.key, [] if moment_of(wrote) in step.rule.on else None
        moves = self.moves.get(event.table, frozenset()).intersection((event.move or "").split(","))
        if not looked and not moves:
            return
        transaction = open_past(side, compiled, event.user, beside)
        draft = draft_of(compiled, wrote, transaction)
        for step in looked:
            yield step.rule.key, refusals_of(transaction, draft, step)
        for key in moves:
            found = find_transition(compiled.table, key)
            if found is None:
                yield key, [draft.refusal("unknown_transition", parameters={"name": key})]
            else:
                yield key, list(refusals_of_move(transaction, draft, *found))

    def steps(self, compiled: CompiledTable) -> tuple[RuleStep, ...]:
        """The rules of the table that are judged by."""
        wanted = self.rules.get(compiled.name, frozenset())
        return compiled.made(
            ("judged", wanted),
            lambda: tuple(it for it in program_of(compiled).checks if it.rule.key in wanted),
        )

    def note(self, event: Event, key: str, said: Mapping[str, list[Refusal] | None]) -> None:
        """What both sides said of a write."""
        tally = self.found.setdefault((event.table, key), Refusals())
        if any(refusals is not None for refusals in said.values()):
            tally.looked_at += 1
        for side, refusals in said.items():
            tally.refused[side] += bool(refusals)
        refusals = said[DRAFT]
        if refusals and not said[PRESENT] and len(tally.examples) < MOST_EXAMPLES:
            tally.examples.append(example_of(event, refusals[0]))


def moment_of(wrote: Wrote) -> str:
    """What the write is to a rule."""
    return "create" if wrote.kind == CREATE else "edit"


def may_refuse(step: RuleStep, wrote: Wrote) -> bool:
    """Whether the rule can have anything against the write: what a change does not touch, and was
    not against it before, is none the worse for it."""
    if moment_of(wrote) not in step.rule.on:
        return False
    if wrote.kind == CREATE or step.has_related or step.has_old:
        return True
    return not wrote.changed.isdisjoint(step.reads.union(step.rule.fields))


def refusals_of(transaction: Transaction, draft: Draft, step: RuleStep) -> list[Refusal]:
    """What the rule says of the write."""
    draft.refusals, draft.warnings = [], []
    check_steps(transaction, draft, program_of(draft.table), [step], draft.new)
    return draft.refusals


def example_of(event: Event, refusal: Refusal) -> Json:
    """A write that would be refused."""
    return {
        "record": str(event.record),
        "at": show_datetime(event.at),
        "what": event.kind,
        "by": None if event.user is None else str(event.user),
        "code": refusal.code,
        "field": refusal.field,
        "parameters": dict(refusal.parameters),
        "message": None if refusal.message is None else dict(refusal.message),
    }
