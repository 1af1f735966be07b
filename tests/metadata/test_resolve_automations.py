"""What automations, approvals and connectors become: everything typed, steps in their blocks."""

import pytest

from formula.typed import ContextValue, Follow
from formula.types import ListOf, Number, Ref, Text
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.metadata.shop_workflow import bent_workflow, shop_with_workflow


@pytest.fixture(name="resolved", scope="module")
def _resolved() -> Resolved:
    return resolve_documents(shop_with_workflow()).require()


def test_nothing_is_wrong_with_the_shop_and_its_workflow() -> None:
    assert resolve_documents(shop_with_workflow()).problems == ()


def test_steps_give_what_later_steps_read(resolved: Resolved) -> None:
    assert dict(resolved.automations["shop", "paid"].variables) == {
        "record": Ref("shop.order"),
        "loyal": ListOf(Ref("shop.buyer")),
        "loyal.count": Number(0),
        "sums.total": Number(),
        "sums.n": Number(),
        "each": Ref("shop.buyer"),
    }
    assert resolved.automations["shop", "hooked"].variables["hook.name"] == Text()


def test_inner_steps_stand_in_their_blocks(resolved: Resolved) -> None:
    ask = resolved.automations["shop", "watch"].steps[1]
    assert list(ask.blocks) == ["on_accept", "on_decline", "on_timeout"]
    drop = ask.blocks["on_decline"][0]
    assert (drop.key, drop.do) == ("/steps/1/on_decline/0", "move")
    assert drop.formulas["form/why"].type == Text()


def test_texts_come_apart(resolved: Resolved) -> None:
    text = resolved.automations["shop", "paid"].steps[1].texts["text/zh"]
    shown = ["·" if not isinstance(part, str) else part for part in text.parts]
    assert "".join(shown) == "· 付了 ·，共 · 位"


def test_an_approval_and_a_connector(resolved: Resolved) -> None:
    approval = resolved.approvals["shop", "discount"]
    assert (approval.name, approval.table) == ("shop.discount", "shop.order")
    assert [node.when is None for node in approval.nodes] == [True, False]
    assert set(approval.title) == {"zh", "en"}
    assert resolved.connectors["shop", "erp"].document.base == "https://erp.example.com/api"


def test_a_part_that_is_new_goes_before_a_field_of_that_name() -> None:
    def find(*, everything: bool) -> dict[str, object]:
        return {"key": "seen", "do": "find", "table": "order", "all": everything}

    text = {"do": "create", "table": "buyer", "values": {"secret": "STEP.seen.count"}}
    create = {**find(everything=False), "do": "create", "values": {}}
    del create["all"]
    before = resolve_documents(bent_workflow({"automation spare /steps": [create, text]}))
    changes = {"automation spare /steps": [find(everything=False), text]}
    after = resolve_documents(bent_workflow(changes), before.typings).require()
    read = [
        type(found.require().automations["shop", "spare"].steps[1].formulas["values/secret"])
        for found in (before, resolve_documents(bent_workflow(changes)))
    ]
    now = after.automations["shop", "spare"].steps[1].formulas["values/secret"]
    assert read == [Follow, ContextValue]
    assert isinstance(now, ContextValue)
