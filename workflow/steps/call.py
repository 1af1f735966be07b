"""`call`: an operation of a connector is performed, once by its key however often it is tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from metadata.step_kinds.call import CallStep
from workflow.connectors.filling import json_of
from workflow.steps.step import ANSWER, FAILED, BoundStep, Done, Failed, Outside, StepOutcome

CALL = "call"


def perform(bound: BoundStep) -> StepOutcome:
    """The operation is asked for; once its answer is here, its parts are `STEP.key.part`. A call
    that failed for good goes on in `on_error`, or ends the run as dead."""
    document = cast(CallStep, bound.step.document)
    if bound.woken is None:
        values = {name: json_of(value) for name, value in bound.values("values").items()}
        request = {
            "connector": f"{bound.automation.app}.{document.connector}",
            "operation": document.operation,
            "values": values,
            "parts": dict(document.parts),
        }
        return Outside(CALL, request)
    if FAILED in bound.woken.payload:
        failed = cast(Mapping[str, object], bound.woken.payload[FAILED])
        if "on_error" in bound.step.blocks:
            return Done(branch="on_error", values=dict.fromkeys(document.parts), note=failed)
        parameters = cast(Mapping[str, str | int], failed.get("parameters") or {})
        return Failed(str(failed["code"]), parameters)
    answer = cast(Mapping[str, object], bound.woken.payload[ANSWER])
    parts = cast(Mapping[str, object], answer["parts"])
    return Done(values=dict(parts), note={"status": answer["status"]})
