"""What a step of an automation is to the documents: its model, its formulas, its inner steps and
what later steps may read of it.

A step kind is one module here and one in `workflow.steps`, and a row of each table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from formula.scope import Use
from formula.types import Type
from metadata.documents.label import Document, Formula, Key, Label, Words

if TYPE_CHECKING:
    from metadata.step_kinds import StepDocument

Pointer = tuple[str | int, ...]
Steps = Annotated[tuple["StepDocument", ...], Field(max_length=100)]
Text = Words | Annotated[dict[Literal["zh", "en"], Words], Field(min_length=1)]
"""A text for people; `{{ … }}` in it holds a formula (decision 50)."""
Values = Annotated[dict[Key, Formula], Field(max_length=200)]
"""Formula by field key."""


class StepBase(Document):
    """What every step has. It is passed over where `when` does not hold. `key` is how other steps
    name it: `STEP.key` is its result, `goto` leads to it."""

    key: Key | None = None
    label: Label | None = None
    do: str
    when: Formula | None = None


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """A formula of a step: where it stands in it, and what it must give. `table` is the table it
    reads as the document writes it (None: the run's own record), `field` the field of `table_of`
    (or of the run's own table) whose type it must give, `expected` that type where no field says
    it. In a `text` every `{{ … }}` is such a formula."""

    steps: Pointer
    text: str
    use: Use = Use.SET
    table: str | None = None
    field: str | None = None
    table_of: str | None = None
    expected: Type | None = None


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text for people with formulas in it; `steps` leads to a label or to one language of it."""

    steps: Pointer
    text: str


@dataclass(frozen=True, slots=True)
class Results:
    """What `STEP.key` is (under "") and `STEP.key.part` (under `part`). A table is named as the
    document writes it."""

    types: Mapping[str, Type]


Known = Callable[[str], str]
"""From a table as a document writes it to its full name."""


def no_formulas(_: object) -> Iterable[FormulaPart]:
    """A step without formulas of its own."""
    return ()


def no_texts(_: object) -> Iterable[TextPart]:
    """A step that says nothing to people."""
    return ()


def no_blocks(_: object) -> Mapping[str, tuple[StepDocument, ...]]:
    """A step without inner steps."""
    return {}


def no_results(_: object, __: Known) -> Mapping[str, Type]:
    """A step of which nothing can be read later."""
    return {}


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `formulas` and `texts` list what its document holds beside `when`;
    `blocks` its inner steps by the pointer that leads to them joined by `/` (`on_decline`,
    `branches/0/steps`); `results` the types of what later steps may read. A kind that `waits`
    may end a transaction; one that `calls` reaches outside the database."""

    name: str
    model: type[StepBase]
    formulas: Callable[[Any], Iterable[FormulaPart]] = no_formulas
    texts: Callable[[Any], Iterable[TextPart]] = no_texts
    blocks: Callable[[Any], Mapping[str, tuple[StepDocument, ...]]] = no_blocks
    results: Callable[[Any, Known], Mapping[str, Type]] = no_results
    waits: bool = False
    calls: bool = False


def parts_of_text(steps: Pointer, text: Label | None) -> Iterable[TextPart]:
    """The texts of a label, each with its place."""
    if isinstance(text, str):
        yield TextPart(steps, text)
    elif text is not None:
        for language, words in text.items():
            yield TextPart((*steps, language), words)


def parts_of_values(
    steps: Pointer, values: Mapping[str, str], table: str | None
) -> Iterable[FormulaPart]:
    """The formulas that give the fields of a record of `table_of` their values."""
    for field, text in values.items():
        yield FormulaPart((*steps, field), text, Use.SET, None, field, table)
