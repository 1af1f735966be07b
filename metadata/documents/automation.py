"""An automation: when something happens, do these steps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Document, Formula, Key, Label
from metadata.documents.triggers import TriggerDocument
from metadata.step_kinds import StepDocument

RunMode = Literal["parallel", "single", "restart", "queued"]


class AutomationDocument(Document):
    """`when` narrows what starts it: with `meets: "becomes"` an update must make it true, with
    `"holds"` it must be true. `mode` says what becomes of a second start for the same record while
    a run is under way: both (parallel), neither new (single), the new one instead (restart), one
    after the other (queued). `reenters` lets a chain of causes come round again."""

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
    steps: Annotated[tuple[StepDocument, ...], Field(min_length=1, max_length=200)]
