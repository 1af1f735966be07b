"""What each step does: one module for each `do`, as in `metadata.step_kinds`."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.steps.step import Perform

STEPS: Mapping[str, Perform] = {}
