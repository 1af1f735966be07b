"""The steps of a plan: what `engine.schema_steps` and `engine.data_steps` carry out.

Three phases (decision 20). *expand*: CreateTable, AddColumn, AddLinkTable. *backfill*: Convert,
ClearOption, RestoreOption, FillState, FillDue, Recompute. *flip*: the revision itself; then
CreateIndex, DropIndex, IndexSearch and Retire, which only records what the nightly job may drop
after 30 days.

What `Convert` and `Recompute` write lies in columns that the present revision does not know, so
that nothing is seen before the flip and a dead plan leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import get_args


@dataclass(frozen=True, slots=True)
class CreateTable:
    """Table `table` with its system columns and every field's columns, as the layout says."""

    table: str


@dataclass(frozen=True, slots=True)
class AddColumn:
    """The column(s) of one field, nullable (a boolean: NOT NULL DEFAULT false)."""

    table: str
    field: str


@dataclass(frozen=True, slots=True)
class AddLinkTable:
    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Convert:
    """Every stored value of `field` in its old column and type, brought to its new column and type
    (both read from the two revisions and layouts); what does not convert becomes blank.

    `restores`: the new column is an earlier one, taken back by undo. A row whose earlier value,
    brought to the present type, equals the present value keeps its earlier value, because nobody
    changed it since; every other row gets its present value converted."""

    table: str
    field: str
    restores: bool = False


@dataclass(frozen=True, slots=True)
class ClearOption:
    """Records that hold a removed option get `replacement` (None: blank; a removed state: the
    initial one). The old values are kept in `tg_cleared` so that undo can put them back."""

    table: str
    field: str
    option: str
    replacement: str | None


@dataclass(frozen=True, slots=True)
class RestoreOption:
    """The records that lost `option` by an earlier ClearOption, and still hold what it put in its
    place, get it back."""

    table: str
    field: str
    option: str


@dataclass(frozen=True, slots=True)
class FillState:
    """Records whose state field is blank, because it is new, get `state`, the initial one."""

    table: str
    field: str
    state: str


@dataclass(frozen=True, slots=True)
class FillDue:
    """Every record says when the time of its state is over, by the limits of the state field's
    machine; where it has none, nothing is due."""

    table: str
    field: str


@dataclass(frozen=True, slots=True)
class Recompute:
    """The stored formula `fields` of a table, set-based, in this order, into their columns of the
    new layout."""

    table: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreateIndex:
    """An index on a field's column; `unique` ones leave deleted rows and blanks out. Several
    fields: a unique rule over all of them."""

    table: str
    fields: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class DropIndex:
    table: str
    fields: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class IndexSearch:
    """The terms by which words in `fields` are found, of the records that are there."""

    table: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retire:
    """A physical column or table that nothing maps to any more; dropped after 30 days."""

    physical: str
    column: str | None = None


Step = (
    CreateTable
    | AddColumn
    | AddLinkTable
    | Convert
    | ClearOption
    | RestoreOption
    | FillState
    | FillDue
    | Recompute
    | CreateIndex
    | DropIndex
    | IndexSearch
    | Retire
)


STEPS: Mapping[str, type[Step]] = {kind.__name__: kind for kind in get_args(Step)}
"""Every kind of step by its name."""


def step_to_json(step: Step) -> dict[str, object]:
    """The step as JSON: its `kind` and what it says."""
    return {"kind": type(step).__name__, **asdict(step)}


def step_from_json(value: Mapping[str, object]) -> Step:
    """The step that `step_to_json` wrote."""
    said = {
        name: tuple(part) if isinstance(part, list) else part
        for name, part in value.items()
        if name != "kind"
    }
    step: Step = STEPS[str(value["kind"])](**said)  # type: ignore[arg-type]  # as it was written
    return step


@dataclass(frozen=True, slots=True)
class Danger:
    """Something a person must say yes to. `code` names its place: `remove_field:crm.lead.mobile`.
    `rows` and `examples` (record id, value as text) are filled in by `engine` when measured."""

    code: str
    parameters: Mapping[str, str | int]
    rows: int | None = None
    examples: tuple[tuple[str, str], ...] = ()
