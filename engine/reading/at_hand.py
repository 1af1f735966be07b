"""Records at hand under a mask: what a reader sees of values that nobody has to look up.

A write knows the record it leaves; to ask the database for it again would cost as much as the
write. That is possible where the mask's conditions look at nothing but the record itself, its
reader and the moment: these mean the same in Python as in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Access, Condition
from engine.actor import Actor
from engine.catalog_table import CompiledTable
from engine.formula_context import context_of
from engine.reading.present import Presented, Presenter, presenter_of
from engine.reading.shape import selected_fields
from engine.workspace import Workspace
from formula import typed as t
from formula.context import Context, Row
from formula.errors import FormulaValueError
from formula.evaluate import Compiled, compile_python
from formula.typed_walk import parts_of

OWN = (
    t.Literal,
    t.FieldValue,
    t.RecordId,
    t.ContextValue,
    t.ListValue,
    t.Compare,
    t.In,
    t.Logic,
    t.Not,
    t.Coerce,
    t.IsBlank,
    t.MemberOf,
)
"""What a condition is made of that looks at no other record."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one mask shows of the records of a table. `read` decides over the whole record, None
    where every one is seen; `partly` over fields that are not seen in all of them."""

    app: str
    read: Compiled | None
    partly: tuple[tuple[str, Compiled], ...]
    _present: Presenter

    def present(self, work: Workspace, actor: Actor, values: Row) -> Presented | None:
        """The record as JSON; None where the actor does not see it."""
        if values.get("deleted_at") is not None:
            return None
        if self.read is None and not self.partly:
            return self._present(values)
        context = context_of(work, actor, self.app)
        if self.read is not None and not holds(self.read, values, context):
            return None
        hidden = [key for key, seen in self.partly if not holds(seen, values, context)]
        return self._present({**values, **dict.fromkeys(hidden)} if hidden else values)


def sight_of(access: Access, table: CompiledTable) -> Sight | None:
    """How the mask shows records at hand; None where the database must be asked: conditions look
    at other records, or fields are computed whenever they are read."""
    return access.catalog.cache(("sight", access, table.name), lambda: _sight(access, table))


def _sight(access: Access, table: CompiledTable) -> Sight | None:
    mask = access.table(table.name)
    conditions = (mask.read, *mask.visible.values())
    if not all(is_own(condition) for condition in conditions):
        return None
    if any(table.table.fields[key].volatile for key in mask.visible):
        return None
    partly = [(key, seen) for key, seen in mask.visible.items() if seen is not True]
    return Sight(
        app=table.table.app,
        read=None if mask.read is True else compiled(mask.read),
        partly=tuple((key, compiled(seen)) for key, seen in partly),
        _present=presenter_of(table, selected_fields(mask, None)),
    )


def is_own(condition: Condition) -> bool:
    """Whether the condition looks at no other record."""
    if isinstance(condition, bool):
        return True
    return isinstance(condition, OWN) and all(is_own(part) for part in parts_of(condition))


def compiled(condition: Condition) -> Compiled:
    """The condition as a function of a record."""
    if isinstance(condition, bool):
        return lambda row, context: condition
    return compile_python(condition)


def holds(condition: Compiled, values: Row, context: Context) -> bool:
    """Whether the condition is TRUE of the record; one that fails is not (formula.md 2.5)."""
    try:
        return condition(values, context) is True
    except FormulaValueError:
        return False
