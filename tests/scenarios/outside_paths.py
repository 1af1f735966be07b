"""The endpoints of what is outside: they answer nothing of any record, and write none."""

from __future__ import annotations

from collections.abc import Mapping

KEEPERS = "tests/runtime/test_outside_rights.py: only who looks after it"
CONNECTOR = "/api/v1/connectors/{app}/{connector}"
SUBSCRIPTION = "/api/v1/subscriptions/{subscription}"
HOOK = "/api/v1/apps/{app}/automations/{automation}/hook"
READING: Mapping[tuple[str, str], str] = {
    ("GET", "/api/v1/credentials"): KEEPERS,
    ("GET", "/api/v1/connectors"): KEEPERS,
    ("GET", CONNECTOR + "/calls"): KEEPERS,
    ("GET", CONNECTOR + "/refused"): "ids and codes, no value of any item",
    ("GET", "/api/v1/channels"): KEEPERS,
    ("GET", "/api/v1/settings/networks"): KEEPERS,
    ("GET", "/api/v1/deliveries"): "messages without their words",
    ("GET", "/api/v1/deliveries/{delivery}"): "a message without its words",
    ("GET", "/api/v1/subscriptions"): KEEPERS,
    ("GET", SUBSCRIPTION + "/messages"): "messages without their content",
    ("GET", HOOK): KEEPERS,
}
WRITING: Mapping[tuple[str, str], str] = {
    ("PUT", "/api/v1/credentials/{credential}"): KEEPERS,
    ("DELETE", "/api/v1/credentials/{credential}"): KEEPERS,
    ("POST", CONNECTOR + "/probe"): KEEPERS,
    ("POST", CONNECTOR + "/sync"): KEEPERS,
    ("PUT", "/api/v1/channels/{channel}"): KEEPERS,
    ("DELETE", "/api/v1/channels/{channel}"): KEEPERS,
    ("POST", "/api/v1/channels/{channel}/try"): KEEPERS,
    ("PUT", "/api/v1/settings/networks"): KEEPERS,
    ("POST", "/api/v1/deliveries/{delivery}/retry"): KEEPERS,
    ("POST", "/api/v1/subscriptions"): KEEPERS,
    ("PATCH", SUBSCRIPTION): KEEPERS,
    ("DELETE", SUBSCRIPTION): KEEPERS,
    ("POST", SUBSCRIPTION + "/secret"): KEEPERS,
    ("POST", SUBSCRIPTION + "/messages/{message}/retry"): KEEPERS,
    ("POST", HOOK): KEEPERS,
    ("DELETE", HOOK): KEEPERS,
    ("POST", "/api/v1/hooks/{token}"): "tests/workflow/outside/test_webhooks.py: who has the token",
    ("GET", "/api/v1/hooks/{token}"): "answers what the caller sent, sealed",
}
