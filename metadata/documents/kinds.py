"""The table of document kinds: where each stands in an app's folder and which model it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from metadata.documents.app import AppDocument
from metadata.documents.approval import ApprovalDocument
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.option_set import OptionSetDocument
from metadata.documents.report import ReportDocument
from metadata.documents.role import RoleDocument
from metadata.documents.table import TableDocument
from metadata.documents.view import DetailView, FormView, GridView, KanbanView, ViewDocument

AnyDocument = (
    AppDocument
    | OptionSetDocument
    | RoleDocument
    | TableDocument
    | GridView
    | KanbanView
    | FormView
    | DetailView
    | AutomationDocument
    | ApprovalDocument
    | ConnectorDocument
    | ReportDocument
)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`folder` is where its files stand; the app document is the one file `app.json`."""

    name: str
    folder: str
    adapter: TypeAdapter[AnyDocument]


KINDS: Mapping[str, DocumentKind] = {
    kind.name: kind
    for kind in (
        DocumentKind("app", "", TypeAdapter(AppDocument)),
        DocumentKind("table", "tables", TypeAdapter(TableDocument)),
        DocumentKind("option_set", "option_sets", TypeAdapter(OptionSetDocument)),
        DocumentKind("view", "views", TypeAdapter(ViewDocument)),
        DocumentKind("role", "roles", TypeAdapter(RoleDocument)),
        DocumentKind("automation", "automations", TypeAdapter(AutomationDocument)),
        DocumentKind("approval", "approvals", TypeAdapter(ApprovalDocument)),
        DocumentKind("connector", "connectors", TypeAdapter(ConnectorDocument)),
        DocumentKind("report", "reports", TypeAdapter(ReportDocument)),
    )
}

FOLDERS: Mapping[str, str] = {kind.folder: kind.name for kind in KINDS.values() if kind.folder}
"""Folder → kind."""
