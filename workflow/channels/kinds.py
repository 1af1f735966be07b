"""The table of channels: what each kind needs, and what sends by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflow.channels import apps, email, robots, sms, webhook, whatsapp
from workflow.channels.sending import Sending


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """`credential` is the kind of credential it takes; `needed` and `allowed` are the names of its
    options. One that `reaches_group` speaks to a group, not to a person."""

    send: Callable[[Sending], None]
    credential: str | None
    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    reaches_group: bool = False
    needs_credential: bool = True


CHANNEL_KINDS: Mapping[str, ChannelKind] = {
    "email": ChannelKind(
        email.send,
        "basic",
        ("host", "from"),
        ("port", "security", "from_name"),
        needs_credential=False,
    ),
    "sms": ChannelKind(
        sms.send,
        None,
        ("address",),
        ("headers", "body", "ok_at", "ok"),
        needs_credential=False,
    ),
    "wecom_robot": ChannelKind(robots.send_wecom, "robot", reaches_group=True),
    "dingtalk_robot": ChannelKind(robots.send_dingtalk, "robot", reaches_group=True),
    "feishu_robot": ChannelKind(robots.send_feishu, "robot", reaches_group=True),
    "wecom": ChannelKind(apps.send_wecom, "app", (), ("base",)),
    "dingtalk": ChannelKind(apps.send_dingtalk, "app", (), ("base",)),
    "feishu": ChannelKind(apps.send_feishu, "app", (), ("base",)),
    "whatsapp": ChannelKind(whatsapp.send, "bearer", ("sender", "template"), ("base", "language")),
    "webhook": ChannelKind(webhook.send, "robot"),
}
