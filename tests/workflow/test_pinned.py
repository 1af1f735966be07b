"""What runs go by to their end says today's names, whatever is called otherwise meanwhile."""

from collections.abc import Callable

from tests.engine.shop_app import Body
from tests.workflow.desk import Desk, automation, note, on_ticket
from tests.workflow.trials.rolling import call

OpenDesk = Callable[..., Desk]
WAIT: Body = {"do": "wait", "during": "1h"}


def test_a_run_that_waits_goes_on_though_its_field_is_called_otherwise(desk: OpenDesk) -> None:
    it = desk(automation("slow", on_ticket(), WAIT, note("TEXT(评分)")))
    it.create(name="a", score=3)
    it.settle()
    call(it, score="分数")
    it.later(hours=1)
    assert (it.states(), it.notes()) == (["done"], ["3"])


def test_names_that_changed_places_mean_what_they_meant(desk: OpenDesk) -> None:
    it = desk(automation("slow", on_ticket(), WAIT, note("TEXT(评分)")))
    it.create(name="a", score=3, trend=8)
    it.settle()
    call(it, score="走势", trend="评分")
    it.later(hours=1)
    assert it.notes() == ["3"]
