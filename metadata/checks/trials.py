"""Can an automation be on trial, and does its metric give something to compare?"""

from __future__ import annotations

from collections.abc import Iterator

from formula.types import Boolean, Number, type_name
from metadata.checks.site import Site
from metadata.problems import Problem

WITHOUT_RECORD = frozenset({"metric.window", "record.deleted"})
"""Triggers whose runs have no record that is there at the end of the trial."""


def check_trial(site: Site) -> Iterator[Problem]:
    """Records can be told apart, and what is measured of each is a number or a boolean."""
    automation = site.automation
    if automation.document.trial is None:
        return
    place = site.place.at("trial")
    if automation.table is None or automation.trigger.event in WITHOUT_RECORD:
        yield Problem("trial_without_record", place, {"value": automation.trigger.event})
    elif automation.metric is not None and not isinstance(automation.metric.type, Number | Boolean):
        parameters = {"type": type_name(automation.metric.type)}
        yield Problem("trial_metric_type", place.at("metric"), parameters)
