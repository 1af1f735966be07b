"""Requirements 180 and 181: a strategy that no longer works is changed by itself, and a new one
stays only where it is as much better as declared."""

from typing import cast

import pytest

from tests.scenarios.requirements.company import Company, Json
from tests.scenarios.requirements.strategy import (
    APP,
    OUTLINE,
    PEOPLE_REACHED,
    SENT,
    SWITCH,
    batch,
    document,
    publish,
    reach,
    sending,
    sign,
    trials,
    wait,
)

PACKAGES = ()
PEOPLE = ()
TRIAL = {"metric": "已签约", "days": 7, "better_by": 0.05, "sample": 100}


@pytest.fixture(scope="module", autouse=True)
def _strategy(company: Company) -> None:
    tables = (("app", APP), ("table", OUTLINE), ("table", PEOPLE_REACHED))
    publish(company, *tables, ("automation", SENT))
    for name, is_used in (("旧方案", True), ("新方案", False)):
        company.create("root", "strategy.outline", name=name, is_used=is_used)


def test_r180_a_template_that_signs_nobody_is_paused_for_the_other(company: Company) -> None:
    publish(company, ("automation", SWITCH))
    first = reach(company, 10)["旧方案"]
    # Who downloads more signs more: nothing is changed.
    values = [{"downloads": n, "signed": n > 5} for n in range(10)]
    batch(
        company, {"update": [{"id": id, "values": v} for id, v in zip(first, values, strict=True)]}
    )
    wait(company, hours=1)
    assert list(reach(company, 1)) == ["旧方案"]
    # Downloads say nothing about signing any more.
    values = [{"downloads": n, "signed": n % 2 == 0} for n in range(10)]
    batch(
        company, {"update": [{"id": id, "values": v} for id, v in zip(first, values, strict=True)]}
    )
    wait(company, hours=1)
    assert list(reach(company, 1)) == ["新方案"]
    publish(company, ("automation", {**SWITCH, "enabled": False}))


@pytest.mark.parametrize(
    ("new", "state", "word", "after"),
    [(0.30, "rolled_back", "恢复旧版", "甲"), (0.45, "kept", "保留新版", "乙")],
    ids=["no better", "better by half"],
)
def test_r181_a_strategy_stays_only_if_it_is_five_percent_better(
    company: Company, new: float, state: str, word: str, after: str
) -> None:
    publish(company, ("automation", sending("甲")))
    publish(company, ("automation", sending("乙", trial=TRIAL)))
    sent = reach(company, 300)
    assert sorted(sent) == ["乙", "甲"]
    sign(company, sent["甲"], 0.3)
    sign(company, sent["乙"], new)
    wait(company, days=6, hours=23)
    [trial] = trials(company, "running")
    shown = company.ask("root", "GET", f"/apps/strategy/trials/{trial['id']}")
    figures = cast(Json, shown["figures"])
    assert cast(Json, figures["trial"])["n"] == len(sent["乙"])
    wait(company, hours=1)
    ended = trials(company, state)[0]
    assert (ended["id"], ended["verdict"] == "keep") == (trial["id"], state == "kept")
    assert document(company)["steps"] == sending(after)["steps"]
    assert "trial" not in document(company)
    [heard] = [text for text in company.heard("root") if word in text]
    assert f"新版 {len(sent['乙'])} 条" in heard
    assert "95% 区间" in heard
    assert list(reach(company, 3)) == [after]


def test_a_trial_is_ended_by_hand_and_only_once(company: Company) -> None:
    publish(company, ("automation", sending("甲")))
    publish(company, ("automation", sending("乙", trial=TRIAL)))
    [trial] = trials(company, "running")
    place = f"/apps/strategy/trials/{trial['id']}"
    body = {"verdict": "roll_back", "reason": "投诉太多"}
    assert company.refused("root", "POST", f"{place}/end", {"verdict": "keep"}) == {"missing"}
    assert company.ask("root", "POST", f"{place}/end", body)["state"] == "ending"
    company.settle()
    ended = company.ask("root", "GET", place)
    assert (ended["state"], ended["reason"]) == ("rolled_back", "投诉太多")
    assert cast(Json, ended["ended_by"])["name"] == "Root"
    assert document(company)["steps"] == sending("甲")["steps"]
    assert company.refused("root", "POST", f"{place}/end", body) == {"trial_over"}
    for other in ("/apps/strategy/trials/1", "/apps/strategy/trials/x", "/apps/crm/trials/1"):
        assert company.refused("root", "GET", other) <= {"trial_unknown", "unknown_trial"}


def test_an_automation_that_was_stopped_is_listed_and_let_go_on(company: Company) -> None:
    publish(company, ("automation", sending("甲", most_an_hour=1)))
    reach(company, 2)
    place = "/apps/strategy/breakers"
    [stopped] = cast(list[Json], company.ask("root", "GET", place)["breakers"])
    assert (stopped["automation"], stopped["code"]) == ("send", "too_many_an_hour")
    company.ask("root", "DELETE", "/apps/strategy/automations/send/breaker")
    assert company.ask("root", "GET", place) == {"breakers": []}


def test_r181_an_edit_by_hand_is_never_overwritten(company: Company) -> None:
    publish(company, ("automation", sending("甲")))
    publish(company, ("automation", sending("乙", trial=TRIAL)))
    publish(company, ("automation", sending("丙")))
    wait(company, days=8)
    assert document(company)["steps"] == sending("丙")["steps"]
    assert cast(Json, trials(company, "stopped")[0]["why"])["code"] == "trial_changed"
