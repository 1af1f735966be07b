"""An automation: when something happens, do these steps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Document, Formula, Key, Label
from metadata.documents.triggers import TriggerDocument
from metadata.step_kinds import StepDocument

RunMode = Literal["parallel", "single", "restart", "queued"]


class TrialDocument(Document):
    """This version runs for `share` of the records, the version before it for the others. After
    `days` it stays if each group has `sample` records and the mean of `metric` (a number, or a
    boolean: then a rate) is better by the part `better_by` (0.05: 5 %); else the version before it
    is put back."""

    metric: Formula
    better: Literal["higher", "lower"] = "higher"
    better_by: Annotated[float, Field(ge=0, le=10)] = 0.05
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    days: Annotated[int, Field(ge=1, le=365)] = 7
    sample: Annotated[int, Field(ge=2, le=1_000_000)] = 100


class AutomationDocument(Document):
    """`when` narrows what starts it: with `meets: "becomes"` an update must make it true, with
    `"holds"` it must be true. `mode` says what becomes of a second start for the same record while
    a run is under way: both (parallel), neither new (single), the new one instead (restart), one
    after the other (queued). `reenters` lets a chain of causes come round again. With `trial` the
    version before it goes on beside this one until the metric has decided."""

    key: Key
    label: Label
    description: Label | None = None
    enabled: bool = True
    on: TriggerDocument
    when: Formula | None = None
    meets: Literal["becomes", "holds"] = "becomes"
    mode: RunMode = "parallel"
    most_an_hour: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    reenters: bool = False
    trial: TrialDocument | None = None
    steps: Annotated[tuple[StepDocument, ...], Field(min_length=1, max_length=200)]
