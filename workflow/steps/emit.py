"""`emit`: an event of the app goes out to everybody who subscribed to it."""

from __future__ import annotations

from typing import cast

from metadata.step_kinds.emit import EmitStep
from workflow.connectors.filling import json_of
from workflow.steps.step import BoundStep, Done, StepOutcome
from workflow.webhooks.subscriptions import send_event


def perform(bound: BoundStep) -> StepOutcome:
    """The event, `app.` before its name, is on its way to its subscribers with its values and the
    record it is about."""
    document = cast(EmitStep, bound.step.document)
    type = f"{bound.automation.app}.{document.event}"
    data = {name: json_of(value) for name, value in bound.values("values").items()}
    if bound.record is not None:
        data = {"table": bound.table, "record": str(bound.record), **data}
    sent = send_event(bound.connection, bound.work, type, data, bound.effect_key())
    return Done(note={"event": type, "subscribers": sent})
