"""Where formulas stand in documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formula.scope import Use
from metadata.documents.app import AppDocument
from metadata.documents.approval import ApprovalDocument
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.kinds import AnyDocument
from metadata.documents.label import Document
from metadata.documents.report import ReportDocument
from metadata.documents.role import RoleDocument
from metadata.documents.states import TransitionDocument
from metadata.documents.table import TableDocument
from metadata.documents.view import GridView, KanbanView
from metadata.formula_places import Place
from metadata.report_formulas import report_formulas
from metadata.workflow_formulas import (
    approval_formulas,
    automation_formulas,
    connector_formulas,
)

RECORD_USES = {
    "default": Use.DEFAULT,
    "formula": Use.FIELD,
    "when": Use.CONDITION,
    "refuse_when": Use.VALIDATE,
    "set": Use.SET,
    "show_if": Use.CONDITION,
    "guard": Use.CONDITION,
    "filter": Use.FILTER,
    "total": Use.MEASURE,
    "read": Use.SCOPE,
    "update": Use.SCOPE,
    "delete": Use.SCOPE,
}
"""The properties that hold formulas, and where such a formula stands."""


def formulas_in(document: AnyDocument) -> Iterator[Place]:
    """Every formula of a document; forms and details have none."""
    match document:
        case TableDocument(key=table):
            for part in ("fields", "rules"):
                yield from of_items((part,), getattr(document, part), table)
            for index, machine in enumerate(document.state_machines):
                steps = ("state_machines", index, "transitions")
                yield from of_items(steps, machine.transitions, table)
                for number, move in enumerate(machine.transitions):
                    yield from of_move((*steps, number), move, table)
        case GridView(table=table) | KanbanView(table=table):
            yield from of_part((), document, table)
            yield from of_items(("colors",), document.colors, table)
        case RoleDocument():
            for table, powers in document.tables.items():
                yield from of_part(("tables", table), powers, table)
        case AppDocument():
            yield from of_items(("parameters",), document.parameters, None)
        case AutomationDocument():
            yield from automation_formulas(document)
        case ApprovalDocument():
            yield from approval_formulas(document)
        case ConnectorDocument():
            yield from connector_formulas(document)
        case ReportDocument():
            yield from report_formulas(document)


def of_move(steps: tuple[str | int, ...], move: TransitionDocument, table: str) -> Iterator[Place]:
    """What a move asks for, writes and creates."""
    for index, item in enumerate(move.form):
        where = (*steps, "form", index)
        if item.when is not None:
            yield Place((*where, "when"), item.when, Use.CONDITION, table)
        if item.default is not None:
            yield Place((*where, "default"), item.default, Use.SET, table, item.field)
    for key, text in move.set.items():
        yield Place((*steps, "set", key), text, Use.SET, table, key)
    for index, created in enumerate(move.creates):
        for key, text in created.values.items():
            yield Place((*steps, "creates", index, "values", key), text, Use.SET, table)


def of_items(
    steps: tuple[str | int, ...], items: Sequence[Document], table: str | None
) -> Iterator[Place]:
    """The formulas of the items of a list."""
    for index, item in enumerate(items):
        yield from of_part((*steps, index), item, table)


def of_part(steps: tuple[str | int, ...], part: Document, table: str | None) -> Iterator[Place]:
    """The formulas of one object."""
    for name in part.model_fields_set & RECORD_USES.keys():
        text = getattr(part, name)
        if isinstance(text, str):
            use = Use.ID if getattr(part, "type", None) == "generated" else RECORD_USES[name]
            target = {"default": "key", "set": "field"}.get(name)
            field = getattr(part, target) if target and table else None
            yield Place((*steps, name), text, use, table, field)
