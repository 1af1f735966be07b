"""What a caller asks to be written, and what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a change does. It is also the kind of the event that the change leaves."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"
    TRANSITION = "transition"


@dataclass(frozen=True, slots=True)
class Change:
    """One record to be written.

    `values` maps field keys to JSON values, or to Python values (formula.types) when `typed`. A
    children field takes `{"create": [{…}], "update": [{"id": …, …}], "delete": [id, …]}`
    (decision 35). `version` is the one the caller has seen. `ref` names a new record for the
    reference fields of other changes of the same write. `transition` is the key of a move; the
    `values` are then its form. `grant` is the grant that lets a move happen whose approval was
    asked for (engine.grants); `approvers` are the people named for the nodes of such an approval
    that leave it to whoever asks. With `override`, states are set past their machines, by those who
    have the power, with a reason. With `lenient`, values are read as people write them in files:
    labels of options, `8万`, `91%`.
    """

    kind: Kind
    table: str
    id: int | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    version: int | None = None
    transition: str | None = None
    reason: str | None = None
    ref: str | None = None
    grant: int | None = None
    approvers: Mapping[str, Sequence[int]] = dataclasses.field(default_factory=dict)
    override: bool = False
    typed: bool = False
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change is refused, or, as a warning, what is wrong with the record all the same.

    `code` finds the words (`engine.messages.refusal_words`); `message` are a rule's own words by
    language. `pointer` is a JSON pointer into the change's values (`/items/create/2/quantity`).
    """

    code: str
    field: str | None = None
    pointer: str = ""
    parameters: Mapping[str, str | int] = dataclasses.field(default_factory=dict)
    message: Mapping[str, str] | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change.

    `values` are the whole record after the write: Python values by field key, system fields
    included, a formula that failed as the FormulaValueError. It is unmasked: what the actor may
    see of it is the presenter's affair. After a refusal `values` are empty.
    """

    change: Change
    id: int | None
    version: int
    values: Mapping[str, object]
    warnings: tuple[Refusal, ...] = ()
    refusals: tuple[Refusal, ...] = ()
