"""What each step does: one module for each `do`, as in `metadata.step_kinds`."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.steps import (
    approve,
    assign,
    branch,
    call,
    confirm,
    create,
    delete,
    each,
    emit,
    extract,
    find,
    goto,
    measure,
    move,
    notify,
    render,
    run,
    sample,
    set,
    stop,
    task,
    update,
    wait,
)
from workflow.steps.step import Perform

STEPS: Mapping[str, Perform] = {
    "set": set.perform,
    "create": create.perform,
    "update": update.perform,
    "delete": delete.perform,
    "move": move.perform,
    "find": find.perform,
    "measure": measure.perform,
    "sample": sample.perform,
    "extract": extract.perform,
    "approve": approve.perform,
    "assign": assign.perform,
    "confirm": confirm.perform,
    "task": task.perform,
    "notify": notify.perform,
    "render": render.perform,
    "call": call.perform,
    "emit": emit.perform,
    "wait": wait.perform,
    "branch": branch.perform,
    "each": each.perform,
    "run": run.perform,
    "stop": stop.perform,
    "goto": goto.perform,
}
