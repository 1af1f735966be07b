"""Who had what in a replay: turns, loads and what came today, in memory.

Turns begin anew with the first day. Loads begin with those of that day, and go on with what the
log says people did, and with what the replay itself gives.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.catalog_table import CompiledTable
from engine.database import Connection
from engine.database.named import NamedStatements
from formula.context import Row
from workflow.assigning.absences import SELECTED, Absence, absence_of
from workflow.assigning.ledger import TableField
from workflow.assigning.loads import ends_of
from workflow.assigning.pickers import State
from workflow.backtest.vantage import Vantage
from workflow.events import Event
from workflow.jobs import bind
from workflow.past import Past
from workflow.people import first_id
from workflow.todo_tables import tg_absence

STATEMENTS = NamedStatements(
    {
        "absences": SELECTED.where(
            tg_absence.c.ends_at > bind("since", tg_absence.c.ends_at),
            tg_absence.c.starts_at <= bind("until", tg_absence.c.starts_at),
        )
    }
)


@dataclass(slots=True)
class ReplayLedger:
    """The ledger of one side, at the moment of its vantage."""

    vantage: Vantage
    absences: Sequence[Absence]
    loads: Mapping[TableField, Counter[int]]
    """Open records by person; only for fields of which somebody is picked by load."""
    states: dict[str, State] = field(default_factory=dict)
    holders: dict[tuple[TableField, int], int | None] = field(default_factory=dict)
    """Who has a record in the replay, as far as something happened to it."""
    given: dict[tuple[TableField, int], tuple[int, date]] = field(default_factory=dict)
    today: dict[tuple[TableField, date], Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def take_state(self, picker: str, field: TableField, *, counts: bool) -> State:
        """Give what the picker remembers; nobody else is here."""
        return self.states.get(picker, {})

    def announce(self, field: TableField) -> None:
        """Nobody else is here who counts."""

    def keep_state(self, picker: str, state: State) -> None:
        """Let the picker remember this."""
        self.states[picker] = state

    def absent(self, users: Collection[int]) -> Collection[int]:
        """Give those who were away at that moment."""
        now = self.vantage.moment
        away = {it.user for it in self.absences if it.starts_at <= now < it.ends_at}
        return away.intersection(users)

    def taken_today(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give what the replay has assigned on that day."""
        taken = self.today[field, self.day]
        return {user: Decimal(taken[user]) for user in users if taken[user]}

    def open_records(self, field: TableField, users: Sequence[int]) -> Mapping[int, Decimal]:
        """Give what they had on their hands at that moment."""
        loads = self.loads.get(field, Counter[int]())
        return {user: Decimal(loads[user]) for user in users if loads[user] > 0}

    @property
    def day(self) -> date:
        """The day of the workspace."""
        return self.vantage.moment.astimezone(self.vantage.time_zone).date()

    def give(self, field: TableField, record: int, user: int, *, is_open: bool) -> None:
        """The replay has given the record to the person."""
        before = self.given.get((field, record))
        day = self.day
        if before is not None and before[1] == day:
            self.today[field, day][before[0]] -= 1
        self.given[field, record] = user, day
        self.today[field, day][user] += 1
        self.hold(field, record, user, is_open=is_open)

    def hold(self, field: TableField, record: int, user: int | None, *, is_open: bool) -> None:
        """Somebody else has the record, which is open or not."""
        loads = self.loads.get(field)
        if loads is None:
            return
        holder = self.holders.get((field, record))
        if is_open and holder is not None:
            loads[holder] -= 1
        if is_open and user is not None:
            loads[user] += 1
        self.holders[field, record] = user

    def hear(self, event: Event, past: Past, *, is_own: bool) -> None:
        """What happened to the record counts. Whom an automation that is replayed itself has
        given it to (`is_own`) does not: the replay gives it anew."""
        for place, loads in self.loads.items():
            table, key = place
            if table != event.table or event.record is None:
                continue
            compiled = self.vantage.catalog.tables[table]
            name = place, event.record
            if name not in self.holders:
                self.holders[name] = None if past.old is None else first_id(past.old.get(key))
            holder = self.holders[name]
            if is_open(compiled, past.old) and holder is not None:
                loads[holder] -= 1
            if past.row is not None and not is_own and key in (event.after or {}):
                holder = self.holders[name] = first_id(past.row.get(key))
            if is_open(compiled, past.row) and holder is not None:
                loads[holder] += 1


def is_open(compiled: CompiledTable, row: Row | None) -> bool:
    """Whether the record is there, and in no state that nothing leads out of."""
    if row is None:
        return False
    ends = compiled.made("ends", lambda: ends_by_field(compiled))
    return all(row.get(key) not in closed for key, closed in ends)


def ends_by_field(compiled: CompiledTable) -> list[tuple[str, frozenset[str]]]:
    """The last states of each machine."""
    machines = compiled.table.machines.items()
    return [(key, frozenset(ends_of(machine))) for key, machine in machines]


def absences_of(connection: Connection, since: object, until: object) -> list[Absence]:
    """Who was away within that time."""
    given = {"since": since, "until": until}
    rows = connection.rows(STATEMENTS.on(connection.dialect, "absences"), given)
    return [absence_of(row) for row in rows]
