"""Probes: each connector that has one is asked now and then whether it is there."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from engine.workspace import Workspace
from metadata.durations import milliseconds_in
from metadata.resolved_workflow import Connector
from workflow.connectors.calling import Call, CallFailed, call_connector
from workflow.connectors.contact import note_contact
from workflow.connectors.operations import connector_named
from workflow.jobs import Job

PROBE = "probe"
"""The kind of job that probes."""


def perform_probe(work: Workspace, job: Job) -> None:
    """The connector of the job was probed, if it is still there."""
    connector = connector_named(work, cast(str, job.payload["connector"]))
    if connector is not None:
        probe_connector(work, connector)


def probe_connector(work: Workspace, connector: Connector) -> CallFailed | None:
    """Why the connector cannot be reached, None where it can; noted either way, and probed again
    after its time."""
    probe = connector.document.probe
    if probe is None:
        return None
    failure = None
    try:
        call_connector(work, connector, Call("probe", "GET", probe.path))
    except CallFailed as failed:
        failure = failed
    again = work.now() + timedelta(milliseconds=milliseconds_in(probe.every))
    note_contact(work, connector, failure, probe_at=again)
    return failure
