"""The table of step kinds, and the union of their models.

A step kind is one module here, one in `workflow.steps`, and a row of each table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from metadata.documents.label import Document
from metadata.step_kinds.approve import APPROVE, ApproveStep
from metadata.step_kinds.assign import ASSIGN, AssignStep
from metadata.step_kinds.branch import BRANCH, BranchDocument, BranchStep
from metadata.step_kinds.call import CALL, CallStep
from metadata.step_kinds.confirm import CONFIRM, ConfirmStep
from metadata.step_kinds.create import CREATE, CreateStep
from metadata.step_kinds.delete import DELETE, DeleteStep
from metadata.step_kinds.each import EACH, EachStep
from metadata.step_kinds.emit import EMIT, EmitStep
from metadata.step_kinds.extract import EXTRACT, ExtractStep
from metadata.step_kinds.find import FIND, FindStep
from metadata.step_kinds.goto import GOTO, GotoStep
from metadata.step_kinds.measure import MEASURE, MeasureStep
from metadata.step_kinds.move import MOVE, MoveStep
from metadata.step_kinds.notify import NOTIFY, NotifyStep
from metadata.step_kinds.render import RENDER, RenderStep
from metadata.step_kinds.run import RUN, RunStep
from metadata.step_kinds.sample import SAMPLE, SampleStep
from metadata.step_kinds.set import SET, SetStep
from metadata.step_kinds.step_kind import StepBase, StepKind
from metadata.step_kinds.stop import STOP, StopStep
from metadata.step_kinds.task import TASK, TaskStep
from metadata.step_kinds.update import UPDATE, UpdateStep
from metadata.step_kinds.wait import WAIT, WaitStep

__all__ = ["STEP_KINDS", "StepBase", "StepDocument", "StepKind"]

StepDocument = Annotated[
    SetStep
    | CreateStep
    | UpdateStep
    | DeleteStep
    | MoveStep
    | FindStep
    | MeasureStep
    | SampleStep
    | ExtractStep
    | AssignStep
    | ConfirmStep
    | ApproveStep
    | TaskStep
    | NotifyStep
    | RenderStep
    | CallStep
    | WaitStep
    | BranchStep
    | EachStep
    | EmitStep
    | RunStep
    | StopStep
    | GotoStep,
    Field(discriminator="do"),
]

STEP_KINDS: Mapping[str, StepKind] = {
    kind.name: kind
    for kind in (
        SET,
        CREATE,
        UPDATE,
        DELETE,
        MOVE,
        FIND,
        MEASURE,
        SAMPLE,
        EXTRACT,
        ASSIGN,
        CONFIRM,
        APPROVE,
        TASK,
        NOTIFY,
        RENDER,
        CALL,
        WAIT,
        BRANCH,
        EACH,
        EMIT,
        RUN,
        STOP,
        GOTO,
    )
}

_MODELS: tuple[type[Document], ...] = (
    BranchDocument,
    *(kind.model for kind in STEP_KINDS.values()),
)
for _model in _MODELS:
    _model.model_rebuild(_types_namespace={"StepDocument": StepDocument})
