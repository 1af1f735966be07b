"""Webhooks: subscriptions to events, the addresses of automations, and the calls that come in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from engine.database import Connection
from metadata.resolved_workflow import Automation
from runtime.errors import NotAllowed
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.channels import PAGE, require_settings
from runtime.http.identity import moment
from runtime.http.ids import LARGEST, read_id, read_number
from runtime.http.opened_app import access_to
from runtime.http.records import known_words
from runtime.http.runs import AUTOMATION_PATH
from workflow.connectors.pages import shown_error
from workflow.errors import HookUnknown
from workflow.starts import automation_named
from workflow.webhooks.hooks import (
    FORM,
    Incoming,
    close_hook,
    echo,
    read_hook,
    receive,
    renew_hook,
)
from workflow.webhooks.subscriptions import (
    Subscription,
    Wanted,
    add_subscription,
    change_subscription,
    drop_subscription,
    find_subscription,
    list_messages,
    list_subscriptions,
    renew_secret,
    send_message_again,
)
from workflow.webhooks.wecom import WecomSecret

PATH = "/api/v1/subscriptions"
ONE = PATH + "/{subscription}"
HOOKS = "/api/v1/hooks/{token}"
HOOK = AUTOMATION_PATH + "/hook"
MOST = 200
MOST_HOOK = 256 * 1024
PLAIN = "text/plain"
XML = ("text/xml", "application/xml")
Words = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"\S")]
Address = Annotated[str, Field(max_length=1_000)]
EventType = Annotated[
    str, StringConstraints(pattern=r"^(\*|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*(\.\*)?)$")
]
Events = Annotated[list[EventType], Field(min_length=1, max_length=100)]


class NewSubscription(Body):
    """Who is to hear of what: `crm.contract.signed`, `crm.*`, `*`."""

    label: Words
    address: Address
    events: Events


class ChangedSubscription(Body):
    """What changes; what is not named stays."""

    label: Words | None = None
    address: Address | None = None
    events: Events | None = None
    enabled: bool | None = None


class Wecom(Body):
    """What 企业微信 shows beside the address of a callback."""

    token: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,32}$")]
    aes_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}$")]
    receiver: Annotated[str, Field(pattern=r"^[A-Za-z0-9_@-]{1,64}$")]


class WantedHook(Body):
    """Whether calls must be signed: those of systems that cannot sign prove themselves by the
    address alone. With `wecom` they come from 企业微信, encrypted."""

    signed: bool = True
    wecom: Wecom | None = None


# -- subscriptions


def answer_subscriptions(call: Call) -> Answer:
    """All subscriptions."""
    known_words(call)
    require_settings(call)
    found = call.work.database.read(list_subscriptions)
    return Answer({"subscriptions": [subscription_json(it) for it in found]})


def subscription_json(subscription: Subscription) -> dict[str, object]:
    """A subscription without its secret."""
    return {
        "id": str(subscription.id),
        "label": subscription.label,
        "address": subscription.address,
        "events": list(subscription.events),
        "at": moment(subscription.at),
        "disabled_at": moment(subscription.disabled_at),
        "disabled_why": subscription.disabled_why,
    }


def answer_new_subscription(call: Call) -> Answer:
    """The subscription is there; its secret is shown this once."""
    require_settings(call)
    asked = read_body_as(NewSubscription, call)
    wanted = Wanted(asked.label.strip(), asked.address, tuple(asked.events))
    made, secret = call.work.database.write(
        lambda it: add_subscription(it, call.work, wanted, call.actor.user)
    )
    return Answer({**subscription_json(made), "secret": secret}, 201)


def answer_change_subscription(call: Call) -> Answer:
    """The subscription is changed, closed or open again."""
    require_settings(call)
    id = id_of(call)
    asked = read_body_as(ChangedSubscription, call)

    def change(connection: Connection) -> Subscription:
        before = find_subscription(connection, id)
        is_open = before.disabled_at is None if asked.enabled is None else asked.enabled
        wanted = Wanted(
            before.label if asked.label is None else asked.label.strip(),
            asked.address or before.address,
            before.events if asked.events is None else tuple(asked.events),
            is_open,
        )
        return change_subscription(connection, call.work, id, wanted)

    return Answer(subscription_json(call.work.database.write(change)))


def answer_new_secret(call: Call) -> Answer:
    """The subscription has another secret, shown this once."""
    require_settings(call)
    id = id_of(call)
    secret = call.work.database.write(lambda it: renew_secret(it, call.work, id))
    return Answer({"secret": secret}, 201)


def answer_drop_subscription(call: Call) -> Answer:
    """There is no such subscription any more."""
    require_settings(call)
    id = id_of(call)
    call.work.database.write(lambda it: drop_subscription(it, id))
    return Answer(status=204)


def answer_messages(call: Call) -> Answer:
    """What the subscription was sent, newest first, without its content."""
    known_words(call, "cursor", "limit")
    require_settings(call)
    id = id_of(call)
    before = read_number(call.query, "cursor", LARGEST, LARGEST) or LARGEST
    most = read_number(call.query, "limit", 50, MOST) or 1

    def read(connection: Connection) -> list[dict[str, object]]:
        find_subscription(connection, id)
        return [dict(it) for it in list_messages(connection, id, before, most)]

    found = call.work.database.read(read)
    following = str(found[-1]["id"]) if len(found) == most else None
    return Answer({"messages": [message_json(call, it) for it in found], "next": following})


def message_json(call: Call, row: dict[str, object]) -> dict[str, object]:
    """A message as it went."""
    return {
        "id": str(row["id"]),
        "type": row["type"],
        "state": row["state"],
        "attempts": row["attempts"],
        "status": row["status"],
        "at": moment(row["at"]),  # type: ignore[arg-type] # a moment of the row
        "error": shown_error(row["error"], row["ended_at"], call.language),
    }


def answer_message_again(call: Call) -> Answer:
    """The message is on its way again."""
    require_settings(call)
    id = id_of(call)
    message = read_id(call.path["message"], "unknown_id", "id")
    call.work.database.write(lambda it: send_message_again(it, call.work, id, message))
    return Answer(status=204)


def id_of(call: Call) -> int:
    """The id in the path."""
    return read_id(call.path["subscription"], "unknown_id", "id")


# -- hooks


def builder_hook(call: Call) -> Automation:
    """The automation of the path, which a webhook starts; the caller may build it. Raises
    NotFound, NotAllowed and HookUnknown."""
    app = call.path["app"]
    if not access_to(call, app).may_build(app, "automation"):
        raise NotAllowed("build_needed", {"app": app[:50]})
    found = automation_named(call.work.catalog, f"{app}.{call.path['automation']}")
    if found is None or found.trigger.event != "webhook":
        raise HookUnknown
    return found


def answer_hook(call: Call) -> Answer:
    """Whether the automation has an address, and when it was called last; not the address."""
    known_words(call)
    automation = builder_hook(call)
    hook = call.work.database.read(
        lambda it: read_hook(it, call.work, automation.app, automation.key)
    )
    if hook is None:
        return Answer({"hook": None})
    shown = {
        "signed": hook.scheme is not None,
        "scheme": hook.scheme,
        "at": moment(hook.at),
        "used_at": moment(hook.used_at),
    }
    return Answer({"hook": shown})


def answer_new_hook(call: Call) -> Answer:
    """The automation has a new address, shown this once with its secret."""
    automation = builder_hook(call)
    asked = read_body_as(WantedHook, call)
    wecom, user = asked.wecom, call.actor.user
    signed = asked.signed if wecom is None else WecomSecret(**wecom.model_dump())
    made = call.work.database.write(
        lambda it: renew_hook(it, call.work, automation, signed=signed, user=user)
    )
    return Answer({"path": HOOKS.format(token=made.token), "secret": made.secret}, 201)


def answer_close_hook(call: Call) -> Answer:
    """The automation has no address."""
    automation = builder_hook(call)
    call.work.database.write(lambda it: close_hook(it, automation.app, automation.key))
    return Answer(status=204)


def answer_call_in(call: Call) -> Answer:
    """The call is taken: its run is written, or was before."""
    incoming = Incoming(call.headers, call.body, call.query)
    taken = receive(call.work, call.path["token"], incoming)
    if taken.is_wecom:
        return Answer(b"", media_type=PLAIN)
    return Answer({"started": taken.run is not None}, 202)


def answer_echo(call: Call) -> Answer:
    """Whoever gave the address proves that it is theirs: what was sealed is said in clear."""
    return Answer(echo(call.work, call.path["token"], call.query), media_type=PLAIN)


NEW_HOOK: Schema = {
    "type": "object",
    "properties": {"path": {"type": "string"}, "secret": {"type": ["string", "null"]}},
    "required": ["path", "secret"],
}
WEBHOOKS = (
    Endpoint("GET", PATH, answer_subscriptions, "Who hears of events by webhook"),
    Endpoint(
        "POST",
        PATH,
        answer_new_subscription,
        "Subscribe to events; the secret is shown once",
        body=schema_of(NewSubscription),
        status=201,
    ),
    Endpoint(
        "PATCH",
        ONE,
        answer_change_subscription,
        "Change, close or open a subscription",
        body=schema_of(ChangedSubscription),
    ),
    Endpoint("DELETE", ONE, answer_drop_subscription, "End a subscription", status=204),
    Endpoint(
        "POST", ONE + "/secret", answer_new_secret, "Give a subscription a new secret", status=201
    ),
    Endpoint("GET", ONE + "/messages", answer_messages, "What a subscription was sent", query=PAGE),
    Endpoint(
        "POST",
        ONE + "/messages/{message}/retry",
        answer_message_again,
        "Send a message again that did not arrive",
        status=204,
    ),
    Endpoint("GET", HOOK, answer_hook, "Whether an automation can be called from outside"),
    Endpoint(
        "POST",
        HOOK,
        answer_new_hook,
        "Give an automation a new address; it and its secret are shown once",
        body=schema_of(WantedHook),
        answer=NEW_HOOK,
        status=201,
    ),
    Endpoint("DELETE", HOOK, answer_close_hook, "Take an automation's address back", status=204),
    Endpoint(
        "POST",
        HOOKS,
        answer_call_in,
        "Call an automation from outside",
        is_public=True,
        most_body=MOST_HOOK,
        takes=("application/json", FORM, *XML),
        status=202,
    ),
    Endpoint(
        "GET",
        HOOKS,
        answer_echo,
        "Prove to WeCom that the address is one's own",
        is_public=True,
        query={
            "msg_signature": "by WeCom",
            "timestamp": "seconds",
            "nonce": "by WeCom",
            "echostr": "what to say in clear",
        },
    ),
)
