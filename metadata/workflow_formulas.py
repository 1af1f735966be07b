"""Where formulas stand in automations, approvals and connectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from formula.scope import Use
from metadata.documents.approval import ApprovalDocument
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.triggers import MetricWindow
from metadata.formula_places import Place
from metadata.resolve_automations import EVENT_TRIGGERS, node_formulas, optional_who
from metadata.step_kinds import STEP_KINDS, StepDocument
from metadata.step_kinds.step_kind import FormulaPart, Pointer, TextPart, parts_of_text

Own = tuple[str | None, bool]
"""The table of the document's own record, and whether OLD is known over it."""


def automation_formulas(document: AutomationDocument) -> Iterator[Place]:
    """Every formula of an automation, and every text of its steps."""
    trigger = document.on
    table: str | None = getattr(trigger, "table", None)
    remembers = trigger.event in EVENT_TRIGGERS
    if document.when is not None:
        yield Place(("when",), document.when, Use.CONDITION, table, remembers=remembers)
    if isinstance(trigger, MetricWindow):
        yield Place(("on", "measure"), trigger.measure, Use.MEASURE, table)
        if trigger.filter is not None:
            yield Place(("on", "filter"), trigger.filter, Use.FILTER, table)
        for name in ("below", "above"):
            text = getattr(trigger, name)
            if text is not None:
                yield Place(("on", name), text, Use.DEFAULT, None)
    if document.trial is not None:
        yield Place(("trial", "metric"), document.trial.metric, Use.FIELD, table)
    yield from of_steps(("steps",), document.steps, (table, remembers))


def of_steps(steps: Pointer, block: Sequence[StepDocument], own: Own) -> Iterator[Place]:
    """The formulas of a block and of the blocks within."""
    table, remembers = own
    for index, step in enumerate(block):
        where, kind = (*steps, index), STEP_KINDS[step.do]
        if step.when is not None:
            when = (*where, "when")
            yield Place(when, step.when, Use.CONDITION, table, remembers=remembers)
        yield from of_parts(where, kind.formulas(step), own)
        yield from of_texts(where, kind.texts(step), own)
        for name, inner in kind.blocks(step).items():
            # An index in a pointer of the document is a number again.
            path = [int(part) if part.isdigit() else part for part in name.split("/")]
            yield from of_steps((*where, *path), inner, own)


def of_parts(steps: Pointer, parts: Iterable[FormulaPart], own: Own) -> Iterator[Place]:
    """The formulas of one object."""
    table, remembers = own
    for part in parts:
        yield Place(
            (*steps, *part.steps),
            part.text,
            part.use,
            part.table or table,
            part.field,
            part.table_of,
            remembers and part.table is None,
        )


def of_texts(steps: Pointer, parts: Iterable[TextPart], own: Own) -> Iterator[Place]:
    """The texts of one object."""
    table, remembers = own
    for part in parts:
        where = (*steps, *part.steps)
        yield Place(where, part.text, Use.TEXT, table, remembers=remembers, is_text=True)


def approval_formulas(document: ApprovalDocument) -> Iterator[Place]:
    """Every formula of an approval, and its title."""
    own = (document.table, False)
    yield from of_texts((), parts_of_text(("title",), document.title), own)
    yield from of_parts((), optional_who(("cc",), document.cc), own)
    for index, node in enumerate(document.nodes):
        yield from of_parts(("nodes", index), node_formulas(node), own)


def connector_formulas(document: ConnectorDocument) -> Iterator[Place]:
    """The formulas of a connector's alarm."""
    yield from of_parts((), optional_who(("alarm",), document.alarm), (None, False))
