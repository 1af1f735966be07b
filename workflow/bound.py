"""A step with what it may look at and use: `BoundStep` over a stored run, in its transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from engine.actor import Actor
from engine.catalog import Catalog
from engine.catalog_table import Values
from engine.database import Connection
from engine.workspace import Workspace
from engine.write_record import write_records
from engine.writing.change import Change, Outcome
from engine.writing.rows import Rows
from engine.writing.transaction import open_transaction
from formula.context import Context
from formula.evaluate import Compiled
from metadata.documents.who import WhoDocument
from metadata.resolved_workflow import Automation, Step
from workflow.causes import Cause
from workflow.formulas import NO_RECORD, automation_actor, compiled, context_for, full_record, holds
from workflow.jobs import Json
from workflow.outside import effect_key
from workflow.past import Past
from workflow.people import people_of
from workflow.runs import Run
from workflow.starts import start_automation
from workflow.steps.step import Woken
from workflow.texts import Place, reader_of, render, template_in
from workflow.variables import from_json

RECORD = "record"
"""`STEP.record`: the run's own record."""


@dataclass(slots=True, eq=False)
class Scene:
    """What all steps of a run share within one transaction. `is_stale`: a write has left formulas
    to be computed after the commit. `moment` is the present of a dry run that has gone past a
    waiting; None: that of the business clock."""

    work: Workspace
    connection: Connection
    catalog: Catalog
    automation: Automation
    actor: Actor
    past: Past | None = None
    is_stale: bool = False
    moment: datetime | None = None
    _rows: Rows | None = None

    @property
    def rows(self) -> Rows:
        """Records as they are now, each read once until something is written."""
        if self._rows is None:
            self._rows = Rows(self.connection, self.catalog, is_writing=False)
        return self._rows

    def forget(self) -> None:
        """Records are read again: something was written."""
        self._rows = None


def scene_of(
    connection: Connection, work: Workspace, run: Run, automation: Automation, past: Past | None
) -> Scene:
    """The surroundings of a run's steps in this transaction."""
    actor = automation_actor(automation, run.id)
    return Scene(work, connection, work.catalog, automation, actor, past)


@dataclass(slots=True, eq=False)
class Bound:
    """The present step of a run; `memory` is what it keeps, changed in place."""

    scene: Scene
    current: Run
    step: Step
    woken: Woken | None
    memory: Json
    _variables: dict[str, object] | None = field(default=None, repr=False)

    @property
    def work(self) -> Workspace:
        return self.scene.work

    @property
    def connection(self) -> Connection:
        return self.scene.connection

    @property
    def actor(self) -> Actor:
        return self.scene.actor

    @property
    def automation(self) -> Automation:
        return self.scene.automation

    @property
    def run(self) -> int:
        """The id of the run."""
        return self.current.id

    @property
    def number(self) -> int:
        """How many steps the run had performed before."""
        return self.current.steps

    @property
    def table(self) -> str | None:
        """The table of the run's own record."""
        return self.current.table

    @property
    def record(self) -> int | None:
        """The run's own record; None where it runs for none, or that is gone."""
        return self.current.record if self.present is not None else None

    @property
    def now(self) -> datetime:
        """The present moment of the business."""
        return self.scene.moment or self.scene.work.now()

    @property
    def row(self) -> Values | None:
        """The run's own record as it is now; one that a deletion started, as it was before."""
        past = self.scene.past
        return self.present or (None if past is None else past.row_of_deletion)

    @property
    def present(self) -> Values | None:
        """The run's own record as it is now; None where it is gone."""
        table, record = self.current.table, self.current.record
        if table is None or record is None or table not in self.scene.catalog.tables:
            return None
        return full_record(self.scene.rows, self.scene.catalog, table, record)

    @property
    def variables(self) -> Mapping[str, object]:
        """What `STEP.…` gives here."""
        if self._variables is None:
            kept = {name: from_json(value) for name, value in self.current.variables.items()}
            self._variables = {RECORD: self.current.record, **kept}
        return self._variables

    @property
    def context(self) -> Context:
        """What the step's formulas know besides the record."""
        past = self.scene.past
        known = context_for(
            self.scene.work,
            self.scene.catalog,
            self.scene.rows,
            self.automation.app,
            user=self.current.user,
            variables=self.variables,
            old=None if past is None else past.old,
            changed=frozenset() if past is None else past.changed,
        )
        return known if self.scene.moment is None else replace(known, now=self.scene.moment)

    def effect_key(self, part: str = "") -> str:
        """Give the idempotency key of an effect: run, visit and `part`, no attempt in it."""
        return effect_key(self.run, self.number, part)

    def value(self, pointer: str) -> object:
        """Give the value of the step's formula there; blank where it has none. Raises
        FormulaValueError."""
        formula = self.formula(pointer)
        if formula is None:
            return None
        row = self.row
        return formula(NO_RECORD if row is None else row, self.context)

    def holds(self, pointer: str) -> bool:
        """Whether the formula there is true; blank and an error are not."""
        formula = self.formula(pointer)
        return formula is not None and holds(formula, self.row, self.context)

    def values(self, pointer: str) -> Mapping[str, object]:
        """Give the values of all formulas below `pointer`, by the rest of their pointers."""
        below = f"{pointer}/"
        return {
            name.removeprefix(below): self.value(name)
            for name in self.step.formulas
            if name.startswith(below)
        }

    def text(self, pointer: str, reader: int | None = None) -> str:
        """Give the text there in the reader's language, its formulas with the reader's rights."""
        language = reader_of(self.work, reader).language
        template = template_in(self.step.texts, pointer, language)
        if template is None:
            return ""
        user = self.current.user
        place = Place(self.automation.app, self.table, self.record, self.variables, user)
        return render(self.work, self.connection, template, place, reader)

    def people(self, pointer: str) -> Sequence[int]:
        """Give the present people that the `who` there means, each once, disabled ones left out."""
        who = cast(WhoDocument, part_at(self.step, pointer))

        def value(rest: str) -> object:
            return self.value(f"{pointer}/{rest}" if rest else pointer)

        return people_of(self.work, self.connection, who, value, self.automation.app)

    def told(self, make: Callable[[], object]) -> object:
        """Give what the trace keeps of it."""
        return make()

    def write(self, changes: Sequence[Change]) -> Sequence[Outcome]:
        """Write them in the run's transaction, through the write path. Raises WriteRefused."""
        scene = self.scene
        transaction = open_transaction(scene.work, scene.connection, scene.actor, scene.catalog)
        try:
            return scene.connection.nested(lambda: write_records(transaction, changes))
        finally:
            scene.is_stale |= transaction.is_stale
            scene.forget()

    def start(self, automation: str, record: int | None) -> int | None:
        """Start another automation (`app.key`) in the run's transaction; give its run, None where
        its own conditions or the loop protection keep it from starting."""
        cause = Cause(run=self.run, user=self.current.user)
        return start_automation(
            self.connection, self.work, automation, record, cause=cause, once=self.effect_key()
        )

    def passes_over(self) -> bool:
        """Whether the step's `when` does not hold."""
        if self.step.when is None:
            return False
        formula = compiled(self.scene.catalog, (self.automation.name, "when"), self.step.when)
        return not holds(formula, self.row, self.context)

    def formula(self, pointer: str) -> Compiled | None:
        """The step's formula there as a function."""
        typed = self.step.formulas.get(pointer)
        if typed is None:
            return None
        return compiled(self.scene.catalog, (self.automation.name, pointer), typed)


def part_at(step: Step, pointer: str) -> object:
    """What the step's document holds there (`who`, `rules/0/to`)."""
    found: object = step.document
    for name in pointer.split("/"):
        if isinstance(found, tuple | list):
            found = cast(Sequence[object], found)[int(name)]
        elif isinstance(found, Mapping):
            found = found[name]
        else:
            found = getattr(found, name)
    return found
