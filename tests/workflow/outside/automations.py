"""Automations of the shop that speak to the outside, as documents."""

from __future__ import annotations

from tests.workflow.outside.world import Outside
from workflow.webhooks.hooks import NewHook, renew_hook
from workflow.webhooks.wecom import WecomSecret

Source = dict[str, object]
Place = tuple[str, str, str]


def placed(*automations: Source) -> dict[Place, Source]:
    """The automations by their place."""
    return {("shop", "automation", str(it["key"])): it for it in automations}


def on_contact(event: str) -> Source:
    """An automation that waits for a change of contact."""
    note = {"do": "create", "table": "memo", "values": {"text": f"'{event}'"}}
    return {
        "key": event.replace(".", "_"),
        "label": event,
        "on": {"event": event, "connector": "erp"},
        "steps": [note],
    }


def pushing(**more: object) -> Source:
    """An automation that calls for each new purchase, and writes down what came."""
    call = {
        "key": "sent",
        "do": "call",
        "connector": "erp",
        "operation": "push",
        "values": {"number": "标题", "total": "单价", "note": "标题"},
        "parts": {"id": "/data/id"},
        **more,
    }
    return {
        "key": "push",
        "label": "push",
        "on": {"event": "record.created", "table": "purchase"},
        "steps": [call, {"do": "set", "values": {"title": "'ERP ' & STEP.sent.id"}}],
    }


ON_ERROR: Source = {"on_error": [{"do": "set", "values": {"title": "'failed'"}}, {"do": "stop"}]}


def hooked(**more: object) -> Source:
    """An automation that outside systems call."""
    return {
        "key": "hooked",
        "label": "hooked",
        "on": {"event": "webhook", "parts": {"name": "/buyer/name", "tags": "/tags"}},
        "steps": [
            {"do": "create", "table": "buyer"}
            | {"values": {"name": "STEP.hook.name", "why_iron": "STEP.hook.tags"}}
        ],
        **more,
    }


def emitting() -> Source:
    """An automation that tells of each new purchase."""
    emit = {"do": "emit", "event": "purchase.made", "values": {"title": "标题", "price": "单价"}}
    return {
        "key": "tell",
        "label": "tell",
        "on": {"event": "record.created", "table": "purchase"},
        "steps": [emit],
    }


def renew(outside: Outside, *, signed: bool | WecomSecret) -> NewHook:
    """A new address of the automation `hooked`."""
    automation = outside.work.resolved.automations["shop", "hooked"]
    return outside.work.database.write(
        lambda it: renew_hook(it, outside.work, automation, signed=signed, user=None)
    )
