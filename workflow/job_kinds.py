"""The kinds of jobs outside of runs, each with what does it.

A kind is done outside of any transaction and may be done twice (a worker can die between the
doing and the writing down): each sees to it by its own key. It raises TryAgain or GiveUp.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.workspace import Workspace
from workflow.jobs import Job
from workflow.reminding import remind
from workflow.todos import REMIND

Perform = Callable[[Workspace, Job], None]

JOB_KINDS: Mapping[str, Perform] = {REMIND: remind}
