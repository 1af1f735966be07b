"""The definition an approval goes by to its end: its document as it was when it was asked for, its
formulas read against the tables of today."""

from __future__ import annotations

import json
from dataclasses import replace

from engine.database import Connection
from engine.workspace import Workspace
from metadata.documents.approval import ApprovalDocument
from metadata.documents.label import label_texts
from metadata.resolved_workflow import Approval, ApprovalNode, Template
from workflow.messages import words
from workflow.pinned_documents import read_pinned, resolve_with


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
    return catalog.cache(key, lambda: read_approval(connection, work, name, revision))


def read_approval(connection: Connection, work: Workspace, name: str, revision: int) -> Approval:
    """The same, resolved anew where the document is no longer the present one."""
    app, _, key = name.partition(".")
    document = (app, "approval", key)
    found = read_pinned(connection, document, revision)
    assert found is not None  # what was asked for had a definition
    present = present_approval(work, name)
    if found.is_present and present is not None:
        return present
    resolved = resolve_with(connection, work, document, found)
    known = None if resolved is None else resolved.approvals.get((app, key))
    # As JSON: the models are strict, and a list is no tuple.
    return known or bare(app, ApprovalDocument.model_validate_json(json.dumps(found.body)))


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


def revoking(definition: Approval) -> Approval:
    """What decides about taking back what was agreed by the definition: its nodes, or those that
    it names for that."""
    revoke = definition.document.revoke
    keys = None if revoke is None else revoke.nodes
    labels = {
        language: words("approval_revoking", {"approval": label}, language)
        for language, label in definition.labels.items()
    }
    title = {
        language: Template((words("approval_revoking_title", {"title": ""}, language), *text.parts))
        for language, text in definition.title.items()
    }
    nodes = tuple(node for node in definition.nodes if keys is None or node.key in keys)
    return replace(definition, labels=labels, title=title, nodes=nodes)
