"""The tables of what is outside: credentials, connectors and their syncs, channels, webhooks.

`sealed` texts are encrypted (workflow.secret_key). A connector is named `app.key`.
"""

from __future__ import annotations

import sqlalchemy as sa

from engine.database.types import Instant, JsonValue, RecordId, TextC, TextList, WholeNumber
from engine.system_tables import key, may, must, system_table

tg_credential = system_table(
    "tg_credential",
    key("name", TextC()),
    must("kind", TextC()),  # a key of workflow.credentials.KINDS
    must("sealed", TextC()),  # its parts
    must("shown", JsonValue()),  # each part as it may be shown: its last two characters at most
    may("created_by", RecordId()),
    must("created_at", Instant()),
    may("changed_by", RecordId()),
    must("changed_at", Instant()),
    may("used_at", Instant()),
)

# How an outside system is: whether it answers, when it may be asked again, and its token.
tg_connector = system_table(
    "tg_connector",
    key("connector", TextC()),
    must("state", TextC()),  # unknown, connected, lost
    must("failures", WholeNumber()),  # in a row, of probes and syncs
    may("probe_at", Instant()),  # when it is probed next
    may("contact_at", Instant()),  # when it answered last
    may("lost_at", Instant()),
    may("error", JsonValue()),  # the last: code, parameters
    may("error_at", Instant()),
    must("breaker", TextC()),  # closed, open, half_open
    must("broken", WholeNumber()),  # calls in a row that got no answer
    may("rest_until", Instant()),  # no call before, while the breaker is not closed
    may("pace_at", Instant()),  # how far the calls have got ahead of their rate
    may("token", TextC()),  # sealed
    may("token_until", Instant()),
)

tg_sync = system_table(
    "tg_sync",
    key("connector", TextC()),
    key("sync", TextC()),
    may("next_at", Instant()),
    may("cursor", TextC()),  # all up to this value is here
    may("begun_at", Instant()),  # when the last complete pass began: what is here is as fresh
    may("ended_at", Instant()),
    must("failures", WholeNumber()),
    may("error", JsonValue()),
    may("error_at", Instant()),
    must("read", WholeNumber()),  # items of the last complete pass
    must("written", WholeNumber()),
)

# An item that became a record, and which state of it.
tg_sync_item = system_table(
    "tg_sync_item",
    key("connector", TextC()),
    key("sync", TextC()),
    key("outside_id", TextC()),
    must("record", RecordId()),
    may("version", TextC()),  # its value at the cursor's place: an older one does not overwrite
    must("sha256", TextC()),  # of the values taken from it
)

# An item that no record could be made of; gone when it can.
tg_sync_refused = system_table(
    "tg_sync_refused",
    key("connector", TextC()),
    key("sync", TextC()),
    key("outside_id", TextC()),
    must("problems", JsonValue()),
    must("at", Instant()),
)

# A record whose changes are sent back, and up to which event they are.
tg_written_back = system_table(
    "tg_written_back",
    key("connector", TextC()),
    key("sync", TextC()),
    key("record", RecordId()),
    must("seq", RecordId()),
    may("sha256", TextC()),  # of what was sent
    may("sending_until", Instant()),  # somebody sends it now
    may("error", JsonValue()),
    must("at", Instant()),
)

# Every call to the outside, without anything secret.
tg_call = system_table(
    "tg_call",
    key("id", RecordId()),
    must("connector", TextC()),
    must("what", TextC()),  # probe, token, operation.key, sync.key
    may("key", TextC()),  # the idempotency key: of a run, its step
    must("at", Instant()),
    must("milliseconds", WholeNumber()),
    must("method", TextC()),
    must("address", TextC()),
    may("status", WholeNumber()),
    may("code", TextC()),  # what went wrong
    may("note", TextC()),  # how the answer began, where it went wrong
    sa.Index("tg_call_connector", "connector", "id"),
    sa.Index("tg_call_at", "at"),
)

# Who a person is at a provider.
tg_channel_person = system_table(
    "tg_channel_person",
    key("channel", TextC()),
    key("user", RecordId()),
    must("address", TextC()),  # what they were looked up by: another one is looked up anew
    must("outside_id", TextC()),
)

# A message to one person, or to a group, through a channel.
tg_delivery = system_table(
    "tg_delivery",
    key("id", RecordId()),
    must("key", TextC()),
    must("channel", TextC()),
    may("user", RecordId()),
    may("title", TextC()),
    must("text", TextC()),
    must("state", TextC()),  # waiting, sent, failed
    must("attempts", WholeNumber()),
    may("error", JsonValue()),
    must("at", Instant()),
    may("ended_at", Instant()),
    sa.Index("tg_delivery_key", "key", unique=True),
    sa.Index("tg_delivery_state", "state", "id"),
)

# Who wants to hear of events by webhook.
tg_subscription = system_table(
    "tg_subscription",
    key("id", RecordId()),
    must("label", TextC()),
    must("address", TextC()),
    must("events", TextList()),  # types, `crm.*` for all that begin so, `*` for all
    must("secret", TextC()),  # sealed
    may("user", RecordId()),
    must("at", Instant()),
    may("disabled_at", Instant()),
    may("disabled_why", TextC()),
)

tg_webhook = system_table(
    "tg_webhook",
    key("id", RecordId()),
    must("subscription", RecordId()),
    must("key", TextC()),  # of two of a subscription with the same key there is one
    must("type", TextC()),
    must("body", TextC()),
    must("state", TextC()),  # waiting, sent, failed
    must("attempts", WholeNumber()),
    may("status", WholeNumber()),
    may("error", JsonValue()),
    must("at", Instant()),
    may("ended_at", Instant()),
    sa.Index("tg_webhook_key", "subscription", "key", unique=True),
    sa.Index("tg_webhook_subscription", "subscription", "id"),
)

# The address at which an automation is called.
tg_hook = system_table(
    "tg_hook",
    key("app", TextC()),
    key("automation", TextC()),
    must("token_sha256", TextC()),
    may("secret", TextC()),  # sealed; None: whoever knows the address may call
    may("user", RecordId()),
    must("at", Instant()),
    may("used_at", Instant()),
    sa.Index("tg_hook_token", "token_sha256", unique=True),
)
