"""Channels, the networks that are open, and messages that did not arrive: the power `settings`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from engine.access import access_of
from engine.database import Connection
from runtime.errors import NotAllowed
from runtime.http.account import whole_person_of
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import moment
from runtime.http.ids import LARGEST, read_id, read_number
from runtime.http.invitations import names_of_people
from runtime.http.records import known_words
from workflow.channels.kinds import CHANNEL_KINDS
from workflow.channels.settings import Channel, drop_channel, put_channel, read_channels
from workflow.connectors.pages import shown_error
from workflow.deliveries import (
    FAILED,
    Delivery,
    deliver,
    find_delivery,
    list_deliveries,
    send_again,
)
from workflow.errors import ChannelUnknown
from workflow.messages import words
from workflow.outside_addresses import read_networks, write_networks

PATH = "/api/v1/channels"
ONE = PATH + "/{channel}"
NETWORKS = "/api/v1/settings/networks"
DELIVERIES = "/api/v1/deliveries"
DELIVERY = DELIVERIES + "/{delivery}"
MOST = 200
Name = Annotated[str, Field(max_length=60)]
Network = Annotated[str, Field(max_length=60)]


class PutChannel(Body):
    """The whole channel; `credential` is the name of one."""

    kind: Name
    credential: Name | None = None
    options: Annotated[dict[str, object], Field(default_factory=dict, max_length=20)]


class OpenNetworks(Body):
    """All networks that are open: `10.1.0.0/16`."""

    networks: Annotated[list[Network], Field(max_length=100)]


def require_settings(call: Call) -> None:
    """The caller has the power over settings. Raises NotAllowed."""
    if not access_of(call.work.catalog, call.actor).has_power("settings"):
        raise NotAllowed("power_needed", {"power": "settings"})


# -- channels


def answer_channels(call: Call) -> Answer:
    """The channels; keys and kinds alone for who builds automations."""
    known_words(call)
    access = access_of(call.work.catalog, call.actor)
    is_keeper = access.has_power("settings")
    apps = call.work.resolved.apps
    if not is_keeper and not any(access.may_build(app, "automation") for app in apps):
        raise NotAllowed("power_needed", {"power": "settings"})
    channels = call.work.database.read(read_channels).values()
    kinds = [
        {
            "kind": kind,
            "credential": it.credential,
            "needed": it.needed,
            "allowed": it.allowed,
            "needs_credential": it.needs_credential,
            "reaches_group": it.reaches_group,
        }
        for kind, it in CHANNEL_KINDS.items()
    ]
    shown = [channel_json(it) if is_keeper else named(it) for it in channels]
    return Answer({"channels": shown, "kinds": kinds})


def named(channel: Channel) -> dict[str, object]:
    """What who may name a channel sees of it."""
    return {"key": channel.key, "kind": channel.kind}


def channel_json(channel: Channel) -> dict[str, object]:
    """A channel."""
    return {
        **named(channel),
        "credential": channel.credential,
        "options": dict(channel.options),
    }


def answer_put_channel(call: Call) -> Answer:
    """The channel is this."""
    require_settings(call)
    asked = read_body_as(PutChannel, call)
    channel = Channel(call.path["channel"], asked.kind, asked.credential, asked.options)
    user = call.actor.user
    call.work.database.write(lambda it: put_channel(it, call.work.clock, channel, user))
    return Answer(channel_json(channel))


def answer_drop_channel(call: Call) -> Answer:
    """There is no such channel any more."""
    require_settings(call)
    key, user = call.path["channel"], call.actor.user

    def drop(connection: Connection) -> None:
        if not drop_channel(connection, call.work.clock, key, user):
            raise ChannelUnknown({"channel": key[:60]})

    call.work.database.write(drop)
    return Answer(status=204)


def answer_try_channel(call: Call) -> Answer:
    """The caller will get a message by the channel; its id among the deliveries."""
    require_settings(call)
    user, key = whole_person_of(call), call.path["channel"]
    title, text = (words(it, {}, call.language) for it in ("channel_trial", "channel_trial_text"))

    def send(connection: Connection) -> int | None:
        if key not in read_channels(connection):
            raise ChannelUnknown({"channel": key[:60]})
        once = f"trial:{call.work.new_id()}"
        return deliver(connection, call.work, key, user, title=title, text=text, key=once)

    return Answer({"delivery": str(call.work.database.write(send))}, 202)


# -- networks


def answer_networks(call: Call) -> Answer:
    """The inner networks that outside calls may reach."""
    known_words(call)
    require_settings(call)
    return Answer({"networks": [str(it) for it in read_networks(call.work)]})


def answer_put_networks(call: Call) -> Answer:
    """These networks are open, and no others."""
    require_settings(call)
    if not call.actor.is_admin:
        raise NotAllowed("admin_needed")
    asked = read_body_as(OpenNetworks, call)
    clock, user = call.work.clock, call.actor.user
    call.work.database.write(lambda it: write_networks(it, clock, asked.networks, user))
    return answer_networks(call)


# -- deliveries


def answer_deliveries(call: Call) -> Answer:
    """Messages that did not arrive, newest first. What they say is between those who wrote them
    and those they are for."""
    known_words(call, "cursor", "limit")
    require_settings(call)
    before = read_number(call.query, "cursor", LARGEST, LARGEST) or LARGEST
    most = read_number(call.query, "limit", 50, MOST) or 1
    found = call.work.database.read(lambda it: list_deliveries(it, FAILED, before, most))
    names = names_of_people(call)
    following = str(found[-1].id) if len(found) == most else None
    shown = [delivery_json(call, it, names) for it in found]
    return Answer({"deliveries": shown, "next": following})


def answer_delivery(call: Call) -> Answer:
    """How one message goes: `waiting`, with the error of its last try; `sent`; `failed`."""
    known_words(call)
    require_settings(call)
    id = delivery_id(call)
    found = call.work.database.read(lambda it: find_delivery(it, id))
    return Answer(delivery_json(call, found, names_of_people(call)))


def delivery_id(call: Call) -> int:
    """The id in the path."""
    return read_id(call.path["delivery"], "unknown_id", "id")


def delivery_json(call: Call, delivery: Delivery, names: Mapping[int, str]) -> dict[str, object]:
    """A message without its words."""
    return {
        "id": str(delivery.id),
        "channel": delivery.channel,
        "user": None if delivery.user is None else str(delivery.user),
        "user_name": names.get(delivery.user or 0),
        "state": delivery.state,
        "attempts": delivery.attempts,
        "at": moment(delivery.at),
        "error": error_json(call, delivery),
    }


def error_json(call: Call, delivery: Delivery) -> dict[str, object] | None:
    """The last thing that went wrong, with what the other side said of it."""
    shown = shown_error(delivery.error, delivery.ended_at, call.language)
    if shown is None or delivery.error is None:
        return None
    return {**shown, "note": delivery.error.get("note") or None}


def answer_send_again(call: Call) -> Answer:
    """The message is on its way again."""
    require_settings(call)
    id = delivery_id(call)
    call.work.database.write(lambda it: send_again(it, call.work, id))
    return Answer(status=204)


PAGE = {"cursor": "`next` of the page before", "limit": "1 to 200"}
CHANNELS = (
    Endpoint("GET", PATH, answer_channels, "The ways to reach people outside the product"),
    Endpoint("PUT", ONE, answer_put_channel, "Set a channel up", body=schema_of(PutChannel)),
    Endpoint("DELETE", ONE, answer_drop_channel, "Remove a channel", status=204),
    Endpoint("POST", ONE + "/try", answer_try_channel, "Send me a message", status=202),
    Endpoint("GET", NETWORKS, answer_networks, "Inner networks that outside calls may reach"),
    Endpoint(
        "PUT",
        NETWORKS,
        answer_put_networks,
        "Say which inner networks outside calls may reach",
        body=schema_of(OpenNetworks),
    ),
    Endpoint("GET", DELIVERIES, answer_deliveries, "Messages that did not arrive", query=PAGE),
    Endpoint("GET", DELIVERY, answer_delivery, "How a message goes"),
    Endpoint(
        "POST",
        DELIVERY + "/retry",
        answer_send_again,
        "Send a message again that did not arrive",
        status=204,
    ),
)
