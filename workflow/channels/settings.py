"""The channels of the workspace: kept in its settings by key, their secrets as credentials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from engine.clock import Clock
from engine.database import Connection
from engine.settings_store import read_setting, write_setting
from metadata.documents.label import KEY_PATTERN
from workflow.channels.kinds import CHANNEL_KINDS, ChannelKind
from workflow.errors import OutsideRefused

CHANNELS = "channels"
INBOX = "inbox"
MOST_CHANNELS = 50
LONGEST_KEY = 40
LONGEST_TEXT = 2_000
SECURITIES = ("tls", "starttls", "none")
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by its key; `credential` is the name of one."""

    key: str
    kind: str
    credential: str | None
    options: Mapping[str, object]

    @property
    def rules(self) -> ChannelKind:
        """What its kind needs and does."""
        return CHANNEL_KINDS[self.kind]


def read_channels(connection: Connection) -> dict[str, Channel]:
    """All channels by key."""
    kept = cast(Mapping[str, Json], read_setting(connection, CHANNELS, {}))
    return {
        key: Channel(
            key,
            cast(str, it["kind"]),
            cast("str | None", it["credential"]),
            cast(Json, it["options"]),
        )
        for key, it in kept.items()
        if it["kind"] in CHANNEL_KINDS
    }


def put_channel(connection: Connection, clock: Clock, channel: Channel, user: int | None) -> None:
    """The channel is this. Raises OutsideRefused."""
    require_channel(channel)
    kept = dict(read_channels(connection))
    if channel.key not in kept and len(kept) >= MOST_CHANNELS:
        raise OutsideRefused({"most": MOST_CHANNELS}, code="too_many_channels")
    kept[channel.key] = channel
    write_setting(connection, clock, CHANNELS, settings_of(kept), user)


def drop_channel(connection: Connection, clock: Clock, key: str, user: int | None) -> bool:
    """Whether there was such a channel; there is none now."""
    kept = dict(read_channels(connection))
    if kept.pop(key, None) is None:
        return False
    write_setting(connection, clock, CHANNELS, settings_of(kept), user)
    return True


def settings_of(channels: Mapping[str, Channel]) -> Json:
    """The channels as they are kept."""
    return {
        it.key: {"kind": it.kind, "credential": it.credential, "options": dict(it.options)}
        for it in channels.values()
    }


def require_channel(channel: Channel) -> None:
    """The channel has what its kind needs. Raises OutsideRefused."""
    if not re.fullmatch(KEY_PATTERN, channel.key) or len(channel.key) > LONGEST_KEY:
        raise OutsideRefused({"key": channel.key[:60]}, code="channel_key")
    if channel.key == INBOX:
        raise OutsideRefused({"key": INBOX}, code="channel_key")
    rules = CHANNEL_KINDS.get(channel.kind)
    if rules is None:
        known = "、".join(CHANNEL_KINDS)
        raise OutsideRefused({"kind": channel.kind[:60], "known": known}, code="channel_kind")
    if rules.needs_credential and channel.credential is None:
        raise OutsideRefused({"kind": channel.kind}, code="channel_credential_needed")
    for name in rules.needed:
        if not channel.options.get(name):
            raise OutsideRefused({"option": name}, code="channel_option_needed")
    for name, value in channel.options.items():
        if name not in {*rules.needed, *rules.allowed}:
            raise OutsideRefused({"option": name[:60]}, code="channel_option_unknown")
        if not is_usable(name, value):
            raise OutsideRefused({"option": name}, code="channel_option_unusable")


def is_usable(name: str, value: object) -> bool:
    """Whether an option can have that value."""
    if name == "port":
        return isinstance(value, int) and 0 < value < 65_536
    if name == "security":
        return value in SECURITIES
    if name == "headers":
        return isinstance(value, dict) and all(isinstance(it, str) for it in value.values())
    if name == "body":
        return isinstance(value, dict)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        return False
    return name not in ("address", "base") or value.startswith(("https://", "http://"))
