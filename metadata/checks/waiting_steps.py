"""Steps that ask, tell and wait: is there somebody, and an end?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from metadata.checks.conditions import verdict
from metadata.checks.known import unknown
from metadata.checks.people import check_who
from metadata.checks.site import Site, named
from metadata.checks.triggers import pointers, positive
from metadata.documents.approval import ChosenByApplicant
from metadata.documents.who import WhoDocument
from metadata.durations import milliseconds_in
from metadata.problems import Place, Problem
from metadata.step_kinds.approve import ApproveStep
from metadata.step_kinds.branch import BranchStep
from metadata.step_kinds.call import CallStep
from metadata.step_kinds.confirm import ConfirmStep
from metadata.step_kinds.notify import NotifyStep
from metadata.step_kinds.task import TaskStep
from metadata.step_kinds.wait import WaitStep

CHANNELS = ("inbox", "email", "sms", "wecom", "dingtalk", "feishu", "whatsapp", "webhook")


def asked(site: Site, name: str, who: WhoDocument | None, place: Place) -> Iterator[Problem]:
    """The people that a step means by `name`."""
    if who is not None and site.step is not None:
        where = place.at(*name.split("/"))
        yield from check_who(site.draft, who, where, site.step.formulas, name)


def check_confirm(site: Site, step: ConfirmStep, place: Place) -> Iterator[Problem]:
    """Somebody is asked, for a time that has room for its reminder."""
    yield from asked(site, "who", step.who, place)
    yield from positive(step.within, place.at("within"))
    if step.within is None:
        if step.on_timeout:
            yield Problem("never_times_out", place.at("on_timeout"))
        if step.remind is not None:
            yield Problem("remind_without_within", place.at("remind"))
        yield Problem("waits_for_ever", place, severity="warning")
    elif step.remind is not None:
        yield from positive(step.remind, place.at("remind"))
        if 0 < milliseconds_in(step.within) <= milliseconds_in(step.remind):
            parameters = {"remind": step.remind, "within": step.within}
            yield Problem("remind_too_early", place.at("remind"), parameters)


def check_task(site: Site, step: TaskStep, place: Place) -> Iterator[Problem]:
    """Somebody gets it."""
    yield from asked(site, "who", step.who, place)
    yield from positive(step.within, place.at("within"))


def check_notify(site: Site, step: NotifyStep, place: Place) -> Iterator[Problem]:
    """Somebody hears of it, by channels there are."""
    yield from asked(site, "who", step.who, place)
    yield from asked(site, "cc", step.cc, place)
    yield from check_channels(step.by, place.at("by"))


def check_channels(by: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Each channel is named once; what is neither in the product nor called like a kind of channel
    is a channel that the workspace must have set up, which only it knows."""
    for index, channel in enumerate(by):
        if channel not in CHANNELS:
            found = unknown("unknown_channel", place.at(index), channel, CHANNELS)
            yield replace(found, severity="warning")
        elif channel in by[:index]:
            yield Problem("duplicate_key", place.at(index), {"name": channel})


def check_approve(site: Site, step: ApproveStep, place: Place) -> Iterator[Problem]:
    """The approval is there and about records of this table."""
    where = place.at("approval")
    name = (site.app, step.approval)
    yield from named(site.draft, site.workflow, "approval", name, where)
    approval = site.workflow.approvals.get(name)
    table = site.automation.table
    if approval is not None and table is not None and approval.table != table:
        yield Problem(
            "approval_of_other_table", where, {"name": step.approval, "table": approval.table}
        )
    for key, who in step.chosen.items():
        yield from asked(site, f"chosen/{key}", who, place)
        if approval is None:
            continue
        known = [
            node.key for node in approval.nodes if isinstance(node.document.who, ChosenByApplicant)
        ]
        if key not in known:
            yield unknown("node_not_chosen", place.at("chosen", key), key, known)


def check_call(site: Site, step: CallStep, place: Place) -> Iterator[Problem]:
    """The operation is there, takes these parameters, and its address gets all it needs."""
    where = place.at("connector")
    name = (site.app, step.connector)
    yield from named(site.draft, site.workflow, "connector", name, where)
    yield from pointers(step.parts, place.at("parts"))
    connector = site.workflow.connectors.get(name)
    if connector is None:
        return
    operations = {each.key: each for each in connector.document.operations}
    operation = operations.get(step.operation)
    if operation is None:
        yield unknown("unknown_operation", place.at("operation"), step.operation, operations)
        return
    for key in step.values:
        if key not in operation.parameters:
            where = place.at("values", key)
            yield unknown("unknown_operation_parameter", where, key, operation.parameters)
    for key in operation.parameters:
        if f"{{{key}}}" in operation.path and key not in step.values:
            yield Problem("operation_parameter_missing", place.at("values"), {"name": key})


def check_wait(site: Site, step: WaitStep, place: Place) -> Iterator[Problem]:
    """It waits for one thing, which comes or has an end."""
    ways = [step.during, step.until, step.holds]
    if sum(way is not None for way in ways) != 1:
        yield Problem("wait_not_one", place)
    yield from positive(step.during, place.at("during"))
    yield from positive(step.within, place.at("within"))
    is_bounded = step.holds is not None and step.within is not None
    if step.on_timeout and not is_bounded:
        yield Problem("never_times_out", place.at("on_timeout"))
    if step.within is not None and step.holds is None:
        yield Problem("within_without_holds", place.at("within"))
    if step.holds is None:
        return
    found = verdict(site.formula("holds"))
    if found is False:
        yield Problem("never_holds", place.at("holds"))
    elif found is True:
        yield Problem("always_holds", place.at("holds"), severity="warning")
    elif step.within is None:
        yield Problem("waits_for_ever", place, severity="warning")


def check_branch(site: Site, step: BranchStep, place: Place) -> Iterator[Problem]:
    """Each branch can be taken."""
    taken: int | None = None
    seen: dict[object, int] = {}
    for index, _ in enumerate(step.branches):
        where = place.at("branches", index, "when")
        condition = site.formula(f"branches/{index}/when")
        if taken is not None:
            yield Problem("branch_never_taken", where, {"number": taken + 1})
            continue
        found = verdict(condition)
        if found is False:
            yield Problem("never_holds", where)
        elif found is True:
            taken = index
        if condition is not None and condition in seen:
            yield Problem("branch_never_taken", where, {"number": seen[condition] + 1})
        elif condition is not None:
            seen[condition] = index
    if taken is not None and step.otherwise:
        yield Problem("branch_never_taken", place.at("otherwise"), {"number": taken + 1})


WAITING_CHECKS: Mapping[str, Callable[[Site, Any, Place], Iterator[Problem]]] = {
    "confirm": check_confirm,
    "task": check_task,
    "notify": check_notify,
    "approve": check_approve,
    "call": check_call,
    "wait": check_wait,
    "branch": check_branch,
}
