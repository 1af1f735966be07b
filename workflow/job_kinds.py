"""The kinds of jobs outside of runs, each with what does it.

A kind is done outside of any transaction and may be done twice (a worker can die between the
doing and the writing down): each sees to it by its own key. It raises TryAgain or GiveUp.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.workspace import Workspace
from workflow.approvals.carrying import DUE
from workflow.approvals.due import STALE, compute_stale, look_at_time
from workflow.approvals.ending import END
from workflow.approvals.settling import end_move
from workflow.backtest.asking import BACKTEST
from workflow.backtest.running import perform_backtest
from workflow.connectors.probing import PROBE, perform_probe
from workflow.connectors.syncing import SYNC, perform_sync
from workflow.connectors.write_back import WRITE_BACK, perform_write_back
from workflow.deliveries import DELIVER, perform_delivery
from workflow.fan_out import FAN_OUT, perform_fan_out
from workflow.jobs import Job
from workflow.outside import OUTSIDE_JOB, perform_outside
from workflow.reminding import remind
from workflow.todos import REMIND
from workflow.trials.ending import TRIAL_END, perform_end
from workflow.webhooks.subscriptions import SEND_EVENT, perform_event

Perform = Callable[[Workspace, Job], None]

JOB_KINDS: Mapping[str, Perform] = {
    FAN_OUT: perform_fan_out,
    OUTSIDE_JOB: perform_outside,
    REMIND: remind,
    DELIVER: perform_delivery,
    DUE: look_at_time,
    END: end_move,
    STALE: compute_stale,
    PROBE: perform_probe,
    SYNC: perform_sync,
    WRITE_BACK: perform_write_back,
    SEND_EVENT: perform_event,
    BACKTEST: perform_backtest,
    TRIAL_END: perform_end,
}
