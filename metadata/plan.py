"""Changes → a plan: the steps that lead from one revision to the next, and what they cost people.

Pure: nothing here reads a database. `engine` counts the records that dangers and findings are
about, and carries the steps out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from metadata.changes.change import Change
from metadata.layout import Layout
from metadata.pairs import TablePair, pair_tables
from metadata.plan_columns import COMPUTED, Fate, Place, fate_of, place_of
from metadata.plan_dangers import find_dangers, options_gone
from metadata.plan_findings import Finding, find_findings
from metadata.plan_indexes import plan_indexes, plan_search
from metadata.plan_layout import Earlier, FieldMove, LayoutDraft, plan_layout
from metadata.plan_reads import (
    Name,
    fields_to_compute,
    options_of,
    parameters_changed,
    relabelled_sets,
    stored_formula_trees,
)
from metadata.resolved import Resolved
from metadata.resolved_states import StateMachine
from metadata.steps import (
    AddColumn,
    AddLinkTable,
    ClearOption,
    Convert,
    CreateTable,
    Danger,
    FillDue,
    FillState,
    Recompute,
    RestoreOption,
    Retire,
    Step,
)

__all__ = ["Earlier", "Finding", "Plan", "plan_changes"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is going to happen. The steps stand by phase (decision 20), each after those it needs.
    `findings` are what becomes invalid without being lost: values and records that break the rules
    of the new revision; one that `blocks` keeps the plan from being applied as long as there is
    such a record."""

    changes: tuple[Change, ...]
    expand: tuple[Step, ...]
    backfill: tuple[Step, ...]
    after_flip: tuple[Step, ...]
    layout: Layout
    dangers: tuple[Danger, ...]
    findings: tuple[Finding, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order they are taken; the flip stands before `after_flip`."""
        return (*self.expand, *self.backfill, *self.after_flip)


def plan_changes(
    before: Resolved,
    before_layout: Layout,
    after: Resolved,
    changes: Sequence[Change],
    *,
    revision: int,
    earlier: Earlier | None = None,
) -> Plan:
    """The plan that leads from `before` to `after`.

    `revision` is the number it will get: what it retires is marked with it. `earlier` is given by
    undo and redo: the revision they lead back to, whose columns are taken back where they are kept.
    """
    pairs = pair_tables(before, after)
    stale = stale_formulas(before, after, pairs, earlier)
    draft = plan_layout(before_layout, after, pairs, frozenset(stale), (revision, earlier))
    return Plan(
        changes=tuple(changes),
        expand=tuple(expand_steps(draft)),
        backfill=tuple(backfill_steps(draft, after, pairs, earlier, stale)),
        after_flip=(
            *plan_indexes(after, pairs, draft.moves),
            *plan_search(after, pairs, draft.moves),
            *retire_steps(draft),
        ),
        layout=Layout(draft.tables, draft.retired),
        dangers=find_dangers(before, after, pairs, draft.moves),
        findings=tuple(find_findings(before, after, pairs)),
    )


def stale_formulas(
    before: Resolved, after: Resolved, pairs: Mapping[str, TablePair], earlier: Earlier | None
) -> tuple[Name, ...]:
    """The stored formulas whose values are not known or will be others, in the order they are
    computed: those of tables that are made anew have no records yet."""
    changed = {
        (name, key)
        for name, pair in pairs.items()
        for key in pair.after.fields
        if has_other_values(pair, key, earlier)
    }
    taken_back = set(earlier.layout.tables if earlier else ()) & (after.tables.keys() - pairs)
    changed |= {name for name in stored_formula_trees(after) if name[0] in taken_back}
    apps = parameters_changed(before, after)
    stale = fields_to_compute(after, changed, relabelled_sets(before, after), apps)
    return tuple(name for name in stale if name[0] in pairs or name[0] in taken_back)


def has_other_values(pair: TablePair, key: str, earlier: Earlier | None) -> bool:
    """Whether the values of a field are others after the plan, before any formula is computed. A
    field that was not there has none, unless undo takes it back."""
    own = pair.after.fields[key]
    if key not in pair.fields:
        return own.type in COMPUTED or own.type == "state" or earlier is not None
    if place_of(own) is Place.NOWHERE:
        return False
    is_kept = fate_of(pair.before.fields[pair.fields[key]], own) is Fate.KEEP
    return not is_kept or any(options_gone(pair, key)) or any(options_back(pair, key, earlier))


def expand_steps(draft: LayoutDraft) -> Iterator[Step]:
    """The tables, columns and link tables that are not there yet."""
    for name in draft.created:
        yield CreateTable(name)
    for move in draft.moves:
        if not move.is_taken_back:
            is_link = place_of(move.after) is Place.LINK
            yield (AddLinkTable if is_link else AddColumn)(move.table, move.key)


def backfill_steps(
    draft: LayoutDraft,
    after: Resolved,
    pairs: Mapping[str, TablePair],
    earlier: Earlier | None,
    stale: Sequence[Name],
) -> Iterator[Step]:
    """What happens to the records that are there: values converted, options cleared or put back,
    states filled, then formulas computed."""
    for move in draft.moves:
        if move.fate is Fate.CONVERT:
            yield Convert(move.table, move.key, move.is_taken_back)
    for name, pair in pairs.items():
        yield from option_steps(name, pair, earlier)
    for move in draft.moves:
        yield from state_steps(move, after)
    for name, pair in pairs.items():
        yield from due_steps(name, pair, earlier)
    yield from recompute_steps(stale)


def option_steps(name: str, pair: TablePair, earlier: Earlier | None) -> Iterator[Step]:
    """Records that hold an option which is gone lose it; those that lost one by what is undone get
    it back."""
    for key in pair.fields:
        machine = pair.after.machines.get(key)
        for value, _ in options_gone(pair, key):
            replacement = machine.successor_of(value) if machine else None
            yield ClearOption(name, key, value, replacement)
        for value in options_back(pair, key, earlier):
            yield RestoreOption(name, key, value)


def options_back(pair: TablePair, key: str, earlier: Earlier | None) -> Iterator[str]:
    """The options that a field has again, which it had in the earlier revision."""
    table = earlier.documents.tables.get(pair.after.name) if earlier else None
    if table is None or key not in table.fields:
        return
    before, after = pair.before.fields[pair.fields[key]], pair.after.fields[key]
    known = {option.value for option in options_of(table, table.fields[key])}
    present = {option.value for option in options_of(pair.before, before)}
    if before.type == after.type:
        for option in options_of(pair.after, after):
            if option.value in known and option.value not in present:
                yield option.value


def state_steps(move: FieldMove, after: Resolved) -> Iterator[Step]:
    """Records without a state begin where new ones do."""
    machine = after.tables[move.table].machines.get(move.key)
    if move.after.type == "state" and machine is not None:
        yield FillState(move.table, move.key, machine.initial)


def due_steps(name: str, pair: TablePair, earlier: Earlier | None) -> Iterator[FillDue]:
    """What is due is another thing where limits are others, or records of a machine with limits
    get other states."""
    for key, machine in pair.after.machines.items():
        old = pair.fields.get(key)
        was = None if old is None else pair.before.machines.get(old)
        is_moved = (
            was is None or any(options_gone(pair, key)) or any(options_back(pair, key, earlier))
        )
        if limits_of(machine) != limits_of(was) or (machine.limited and is_moved):
            yield FillDue(name, key)


def limits_of(machine: StateMachine | None) -> dict[str, tuple[str, str]]:
    """How long records may stay in each state of a machine."""
    states = () if machine is None else machine.limited
    return {it.key: (it.limit.within, it.limit.time) for it in states if it.limit is not None}


def recompute_steps(stale: Sequence[Name]) -> Iterator[Recompute]:
    """The formulas in order, those of one table that follow each other in one step."""
    run: list[Name] = []
    for name in stale:
        if run and run[0][0] != name[0]:
            yield Recompute(run[0][0], tuple(key for _, key in run))
            run = []
        run.append(name)
    if run:
        yield Recompute(run[0][0], tuple(key for _, key in run))


def retire_steps(draft: LayoutDraft) -> Iterator[Retire]:
    """What is kept for undo and dropped later."""
    for name in draft.newly_retired:
        physical, _, column = name.partition(".")
        yield Retire(physical, column or None)
