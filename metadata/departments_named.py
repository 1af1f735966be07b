"""The departments that documents name by code: whether they are there only a workspace knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metadata.documents.label import Document
from metadata.documents.who import ByDepartment
from metadata.problems import Place
from metadata.resolved import Resolved
from metadata.resolved_workflow import Approval, Automation, Connector
from metadata.step_kinds.assign import AssigneeDocument


def departments_named(resolved: Resolved) -> Iterator[tuple[str, Place]]:
    """(code, place) of every department that automations, approvals and connectors name."""
    groups: Mapping[str, Mapping[tuple[str, str], Automation | Approval | Connector]] = {
        "automation": resolved.automations,
        "approval": resolved.approvals,
        "connector": resolved.connectors,
    }
    for kind, documents in groups.items():
        for (app, key), each in documents.items():
            yield from named_in(each.document, Place(app, kind, key))


def named_in(value: object, place: Place) -> Iterator[tuple[str, Place]]:
    """The departments within a value of a document."""
    if isinstance(value, ByDepartment | AssigneeDocument) and isinstance(value.department, str):
        yield value.department, place.at("department")
    if isinstance(value, Document):
        for name in value.model_fields_set:
            yield from named_in(getattr(value, name), place.at(name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from named_in(item, place.at(name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from named_in(item, place.at(index))
