"""Automations, approvals and connectors with one thing wrong: each fault is found at its place,
and nothing else is."""

from collections.abc import Mapping

import pytest

from metadata.messages import say
from metadata.resolve import resolve_documents
from tests.metadata.approval_faults import APPROVAL_FAULTS
from tests.metadata.flow_faults import FLOW_FAULTS
from tests.metadata.shop_workflow import bent_workflow
from tests.metadata.step_faults import STEP_FAULTS
from tests.metadata.trial_faults import TRIAL_FAULTS
from tests.metadata.workflow_faults import TRIGGER_FAULTS

PARTS = (TRIGGER_FAULTS, STEP_FAULTS, FLOW_FAULTS, APPROVAL_FAULTS, TRIAL_FAULTS)
FAULTS = {name: fault for part in PARTS for name, fault in part.items()}


def test_there_are_more_than_a_hundred_faults() -> None:
    assert len(FAULTS) == sum(map(len, PARTS)) >= 100


@pytest.mark.parametrize(("changes", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_place(changes: Mapping[str, object], expected: list[str]) -> None:
    problems = resolve_documents(bent_workflow(changes)).problems
    places = [problem.place for problem in problems]
    found = [
        f"{problem.code} {place.kind} {place.key} {place.pointer}"
        for problem, place in zip(problems, places, strict=True)
    ]
    assert found == expected
    assert all(say(problem, language) for problem in problems for language in ("zh", "en"))


def test_several_faults_are_told_at_once() -> None:
    changes = {
        "automation paid /on/states/0": "payed",
        "automation paid /steps/1/by/0": "wechat",
        "approval discount /freezes/0": "prise",
        "connector erp /probe/every": "0s",
    }
    found = [problem.code for problem in resolve_documents(bent_workflow(changes)).problems]
    assert found == ["unknown_field", "unknown_state", "duration_not_positive", "unknown_channel"]


@pytest.mark.parametrize(
    ("meant", "codes"), [(False, ["starts_itself"]), (True, [])], ids=["not meant", "meant"]
)
def test_a_cycle_that_is_meant_is_not_told(*, meant: bool, codes: list[str]) -> None:
    changes: dict[str, object] = {
        "automation spare /on": {"event": "record.created", "table": "buyer"},
        "automation spare /steps": [{"do": "create", "table": "buyer", "values": {}}],
        "automation spare /reenters": meant,
    }
    problems = resolve_documents(bent_workflow(changes)).problems
    assert [problem.code for problem in problems] == codes
    assert "备用 → 备用" in "".join(say(problem) for problem in problems) or meant


@pytest.mark.parametrize(
    "changes",
    [
        {"/steps": [{"do": "set", "values": {"why": "'x'"}}]},
        {"/when": "渠道='网店'", "/steps": [{"do": "set", "values": {"count": "数量+1"}}]},
        {
            "/steps": [
                {"do": "confirm", "who": "创建人", "ask": "?", "within": "1h"}
                | {"on_accept": [{"do": "set", "values": {"count": "数量+1"}}]}
            ]
        },
    ],
    ids=["a constant again", "a condition that is not touched", "somebody agrees each time"],
)
def test_what_comes_to_rest_is_no_cycle(changes: Mapping[str, object]) -> None:
    trigger = {"event": "record.updated", "table": "order"}
    bent = {"automation spare /on": trigger} | {
        f"automation spare {pointer}": value for pointer, value in changes.items()
    }
    assert resolve_documents(bent_workflow(bent)).problems == ()
