"""What each kind of step comes to in a replay: noted, and not done."""

from collections.abc import Callable

import pytest

from tests.engine.shop_app import field
from tests.workflow.backtest_cases import CASES, SAID, notes, refused, told, wrote
from tests.workflow.backtests import everything, lead_with, tried, with_move
from tests.workflow.sales import Office, on_lead

OpenSales = Callable[..., Office]


@pytest.mark.parametrize("case", CASES)
def test_a_step_is_foreseen(sales: OpenSales, case: str) -> None:
    it = sales()
    it.lead(name="a", helpers=[str(it.li)])
    steps, holds = CASES[case]
    before = everything(it.work)
    found = tried(it, on_lead(*steps))
    assert holds(found), found["automations"]
    assert everything(it.work) == before


def test_another_automation_is_a_part_of_the_run(sales: OpenSales) -> None:
    called = {
        "key": "other",
        "label": "另一个",
        "on": {"event": "called", "table": "lead"},
        "when": "名称='a'",
        "steps": [SAID],
    }
    it = sales(called)
    for name in "ab":
        it.lead(name=name)
    found = tried(it, on_lead({"do": "run", "automation": "other"}))
    assert (found["automations"][0]["starts"]["only_draft"], told(found)) == (2, 1)


def test_a_machine_of_the_draft_refuses_the_drafts_own_moves(sales: OpenSales) -> None:
    it = sales()
    it.lead(name="a", amount=1)
    move = {"do": "move", "transition": "win", "form": {"amount": "金额"}}
    found = tried(it, on_lead(move), with_move(guard="金额>1"))
    assert (refused(found), wrote(found)) == ([("move", "guard_closed")], [])


def test_what_only_the_draft_has_is_known_as_far_as_it_can_be(sales: OpenSales) -> None:
    it = sales()
    it.lead(name="a", amount=7)
    fields = [field("hot", "formula", "热度", formula="金额*2"), field("mark", "text", "记号")]
    find: dict[str, object] = {"do": "find", "key": "f", "table": "lead", "filter": "记号='x'"}
    steps: list[dict[str, object]] = [
        {"do": "set", "values": {"mark": "'x'"}},
        find,
        {**SAID, "when": "记号='x' AND 热度=14"},
    ]
    found = tried(it, on_lead(*steps), lead_with(fields=fields))
    assert (told(found), wrote(found)) == (1, [("set", "sales.lead")])
    assert "fields_not_there" in notes(found)
