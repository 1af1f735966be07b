"""The definition an approval goes by to its end: its document as it was when it was asked for, its
formulas read against the tables of today."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.revisions import read_sources
from engine.system_tables import tg_document
from engine.workspace import Workspace
from metadata.documents.approval import ApprovalDocument
from metadata.documents.label import label_texts
from metadata.resolve import resolve_documents
from metadata.resolved_workflow import Approval, ApprovalNode

KIND = "approval"
D = tg_document.c
REVISION = sa.bindparam("revision", type_=D.from_revision.type)
STATEMENTS = NamedStatements(
    {
        "body": sa.select(D.body, D.to_revision).where(
            D.kind == KIND,
            D.app == sa.bindparam("of_app", type_=D.app.type),
            D.key == sa.bindparam("of_key", type_=D.key.type),
            D.from_revision <= REVISION,
            sa.or_(D.to_revision.is_(None), D.to_revision > REVISION),
        )
    }
)


def present_approval(work: Workspace, name: str) -> Approval | None:
    """The approval `app.key` of the present revision."""
    app, _, key = name.partition(".")
    return work.catalog.resolved.approvals.get((app, key))


def pinned_approval(connection: Connection, work: Workspace, name: str, revision: int) -> Approval:
    """The approval as it was at that revision. What its formulas name may be gone since: then they
    are blank, and its nodes go to whoever is asked where there is nobody."""
    catalog = work.catalog
    found = present_approval(work, name)
    if found is not None and revision == catalog.number:
        return found
    key = ("pinned approval", name, revision)
    return catalog.cache(key, lambda: read_pinned(connection, work, name, revision))


def read_pinned(connection: Connection, work: Workspace, name: str, revision: int) -> Approval:
    """The same, resolved anew where the document is no longer the present one."""
    app, _, key = name.partition(".")
    given = {"of_app": app, "of_key": key, "revision": revision}
    ((body, replaced),) = connection.rows(STATEMENTS.on(connection.dialect, "body"), given)
    present = present_approval(work, name)
    if replaced is None and present is not None:
        return present
    sources = read_sources(connection, work.catalog.number)
    sources[app, KIND, key] = cast("dict[str, object]", body)
    resolution = resolve_documents(sources, work.typings, str(work.time_zone))
    resolved = None if resolution.resolved is None else resolution.resolved.approvals
    return (resolved or {}).get((app, key)) or bare(app, ApprovalDocument.model_validate(body))


def bare(app: str, document: ApprovalDocument) -> Approval:
    """The approval without its formulas."""
    table = document.table if "." in document.table else f"{app}.{document.table}"
    return Approval(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        table=table,
        nodes=tuple(
            ApprovalNode(node.key, label_texts(node.label, node.key), None, {}, node)
            for node in document.nodes
        ),
        title={},
        formulas={},
        document=document,
    )
