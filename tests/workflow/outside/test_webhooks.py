"""Webhooks in both directions: signed, once each, tried again, never lost quietly."""

from collections.abc import Mapping

import pytest
from standardwebhooks import Webhook

from engine.people_changes import UserDraft, add_user
from tests.workflow.outside.automations import emitting, hooked, placed, renew
from tests.workflow.outside.stand_in import Reply
from tests.workflow.outside.world import Outside
from workflow.errors import HookRefused, HookUnknown
from workflow.outside_tables import tg_subscription, tg_webhook
from workflow.run_tables import tg_run
from workflow.todo_tables import tg_notification
from workflow.webhooks.hooks import Incoming, NewHook, close_hook, receive
from workflow.webhooks.signing import is_signed, sign
from workflow.webhooks.subscriptions import (
    Wanted,
    add_subscription,
    list_messages,
    renew_secret,
    send_message_again,
)
from workflow.worker import run_until_idle

BODY = b'{"buyer": {"name": "ada"}, "tags": ["a", 1]}'


@pytest.fixture
def subscribed(outside: Outside) -> str:
    """The stand-in hears of every purchase; its secret."""
    outside.more = placed(emitting())
    outside.connect()
    outside.stand_in.on("POST", "/hear", {"ok": True})

    def add(connection: object) -> str:
        wanted = Wanted("there", f"{outside.stand_in.url}/hear", ("shop.*",))
        return add_subscription(connection, outside.work, wanted, None)[1]  # type: ignore[arg-type] # a connection

    root = UserDraft("root", "Root", is_admin=True)
    outside.work.database.write(lambda it: add_user(outside.work, it, root))
    return outside.work.database.write(add)


@pytest.fixture
def hook(outside: Outside) -> NewHook:
    """The address of an automation, whose calls are signed."""
    outside.more = placed(hooked())
    outside.connect()
    return renew(outside, signed=True)


def test_an_event_goes_out_signed(outside: Outside, subscribed: str) -> None:
    made = outside.shop.create("purchase", title="desk", price="12.50")
    run_until_idle(outside.work)
    (received,) = outside.stand_in.asked("/hear")
    assert received.json["type"] == "shop.purchase.made"  # type: ignore[index] # an object
    data = {"table": "shop.purchase", "record": str(made.id), "title": "desk", "price": 12.5}
    assert received.json["data"] == data  # type: ignore[index] # an object
    id = received.headers["webhook-id"]
    theirs = Webhook(subscribed).sign(id, outside.work.now(), received.body.decode())
    assert received.headers["webhook-signature"] == theirs
    assert [it["state"] for it in outside.rows(tg_webhook)] == ["sent"]
    assert subscribed not in str(outside.rows(tg_subscription))


def test_a_message_is_tried_again_with_the_same_id(outside: Outside, subscribed: str) -> None:
    assert subscribed
    outside.stand_in.faults.extend([Reply(500), Reply(is_cut=True), Reply(404)])
    outside.shop.create("purchase", title="desk", price="1")
    for minutes in (0, 1, 2, 10):
        outside.advance(minutes=minutes)
        run_until_idle(outside.work)
    received = outside.stand_in.asked("/hear")
    assert len(received) == 4
    assert len({it.headers["webhook-id"] for it in received}) == 1
    (row,) = outside.rows(tg_webhook)
    assert (row["state"], row["attempts"], row["status"]) == ("sent", 4, 200)


def test_what_never_arrives_is_listed_and_can_be_sent_again(
    outside: Outside, subscribed: str
) -> None:
    assert subscribed
    outside.stand_in.on("POST", "/hear", Reply(500))
    outside.shop.create("purchase", title="desk", price="1")
    for _ in range(10):
        run_until_idle(outside.work)
        outside.advance(hours=11)
    (row,) = outside.rows(tg_webhook)
    assert (row["state"], row["attempts"], row["error"]) == ("failed", 8, {"code": "failing"})
    assert [it["title"] for it in outside.rows(tg_notification)] == ["订阅「there」有消息没有送达"]
    outside.stand_in.on("POST", "/hear", {})
    (subscription,) = outside.rows(tg_subscription)
    id = int(str(subscription["id"]))
    message = int(str(row["id"]))
    outside.work.database.write(lambda it: send_message_again(it, outside.work, id, message))
    run_until_idle(outside.work)
    listed = outside.work.database.read(lambda it: list_messages(it, id, 2**63 - 1, 10))
    assert [it["state"] for it in listed] == ["sent"]


def test_who_is_gone_is_sent_nothing_more(outside: Outside, subscribed: str) -> None:
    assert subscribed
    outside.stand_in.on("POST", "/hear", Reply(410))
    outside.shop.create("purchase", title="a", price="1")
    run_until_idle(outside.work)
    outside.shop.create("purchase", title="b", price="1")
    run_until_idle(outside.work)
    assert len(outside.stand_in.asked("/hear")) == 1
    (row,) = outside.rows(tg_subscription)
    assert row["disabled_why"] == "subscription_gone"


def test_a_new_secret_signs(outside: Outside, subscribed: str) -> None:
    (row,) = outside.rows(tg_subscription)
    id = int(str(row["id"]))
    secret = outside.work.database.write(lambda it: renew_secret(it, outside.work, id))
    assert secret != subscribed
    outside.shop.create("purchase", title="a", price="1")
    run_until_idle(outside.work)
    (received,) = outside.stand_in.asked("/hear")
    assert is_signed(secret, received.headers, received.body, outside.work.now())
    assert not is_signed(subscribed, received.headers, received.body, outside.work.now())


def test_a_signed_call_starts_its_automation_once(
    outside: Outside, hook: NewHook, headers: Mapping[str, str]
) -> None:
    for _ in range(3):
        receive(outside.work, hook.token, Incoming(headers, BODY))
    run_until_idle(outside.work)
    assert len(outside.rows(tg_run)) == 1
    (buyer,) = outside.shop.all("buyer").values()
    assert buyer["name"] == "ADA"


@pytest.fixture
def headers(outside: Outside, hook: NewHook) -> Mapping[str, str]:
    """What signs BODY."""
    return sign(hook.secret or "", "call-1", outside.work.now(), BODY)


@pytest.mark.parametrize(
    "bend",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-id": "call-2"},
        {"webhook-timestamp": "1"},
        {"webhook-timestamp": "soon"},
    ],
)
def test_a_call_that_proves_nothing_is_refused(
    outside: Outside, hook: NewHook, headers: Mapping[str, str], bend: Mapping[str, str]
) -> None:
    with pytest.raises(HookRefused):
        receive(outside.work, hook.token, Incoming({**headers, **bend}, BODY))
    with pytest.raises(HookRefused):
        receive(outside.work, hook.token, Incoming(headers, BODY + b" "))
    outside.advance(minutes=6)
    with pytest.raises(HookRefused):
        receive(outside.work, hook.token, Incoming(headers, BODY))
    assert outside.rows(tg_run) == []


def test_a_hook_without_a_secret_takes_any_call_of_its_address(outside: Outside) -> None:
    outside.more = placed(hooked())
    outside.connect()
    made = renew(outside, signed=False)
    assert made.secret is None
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert receive(outside.work, made.token, Incoming({}, BODY)).run is not None
    assert receive(outside.work, made.token, Incoming(form, b"name=ada")).run is not None
    with pytest.raises(HookRefused, match="hook_unreadable"):
        receive(outside.work, made.token, Incoming({}, b"<xml>"))


def test_an_address_that_was_renewed_or_closed_is_nobodys(outside: Outside, hook: NewHook) -> None:
    renewed = renew(outside, signed=True)
    with pytest.raises(HookUnknown):
        receive(outside.work, hook.token, Incoming({}, BODY))
    assert outside.work.database.write(lambda it: close_hook(it, "shop", "hooked"))
    for token in (renewed.token, "", "ü", "x" * 500):
        with pytest.raises(HookUnknown):
            receive(outside.work, token, Incoming({}, BODY))
    made = renew(outside, signed=True)
    outside.more = placed(hooked(enabled=False))
    outside.publish()
    with pytest.raises(HookUnknown):
        receive(outside.work, made.token, Incoming({}, BODY))
