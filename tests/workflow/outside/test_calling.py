"""A call of an outside system: how it proves itself, what is tried again, what is written down."""

from datetime import timedelta
from hashlib import sha256
from hmac import new as new_hmac

import pytest

from tests.workflow.outside.stand_in import Reply
from tests.workflow.outside.world import PARTS, Outside, token_office
from workflow.outside_tables import tg_call, tg_connector

HEADERS = {
    "bearer": ("authorization", "Bearer tok-secret-123456"),
    "basic": ("authorization", "Basic YWRhOnBhc3Mtc2VjcmV0LTEyMzQ="),
    "header": ("x-key", "head-secret-1234"),
    "hmac": ("x-key", new_hmac(b"hmac-secret-1234", b'{"a":1}', sha256).hexdigest()),
}


@pytest.mark.parametrize("kind", HEADERS)
def test_a_call_proves_itself(outside: Outside, kind: str) -> None:
    outside.connect(auth={"kind": kind, "name": "X-Key"})
    outside.stand_in.on("POST", "/api/it", {"ok": True})
    assert outside.call("POST", body=b'{"a":1}').body == b'{"ok":true}'
    (received,) = outside.stand_in.received
    name, text = HEADERS[kind]
    assert received.headers[name] == text


def test_a_key_in_the_query_is_sent_and_not_written_down(outside: Outside) -> None:
    outside.connect(auth={"kind": "query", "name": "key"})
    secret = PARTS["query"][1]["value"]
    outside.stand_in.on("GET", "/api/it", lambda it: Reply(400, {"you": dict(it.query)}))
    outside.failure(path="/it?page=1")
    assert outside.stand_in.received[0].query == {"page": "1", "key": secret}
    (row,) = outside.rows(tg_call)
    assert row["address"] == f"{outside.stand_in.url}/api/it"
    assert "secret" not in str(row)
    assert '"key":"••••"' in str(row["note"])


def test_a_token_is_fetched_once_and_renewed_when_it_is_refused(outside: Outside) -> None:
    outside.connect(auth={"kind": "token", "token_path": "/token"})
    given = token_office(outside.stand_in)
    assert outside.call().status == 200
    assert outside.call().status == 200
    assert len(given) == 1
    given.append("revoked behind our back")
    assert outside.call().status == 200
    assert [what for what, _, _ in outside.calls()] == ["token", *["test"] * 3, "token", "test"]
    assert "token-number" not in str(outside.rows(tg_connector))


def test_a_token_is_renewed_before_it_ends(outside: Outside) -> None:
    outside.connect(auth={"kind": "token", "token_path": "/token"})
    given = token_office(outside.stand_in, seconds=100)
    outside.call()
    outside.advance(seconds=60)
    outside.call()
    assert len(given) == 1
    outside.advance(seconds=15)
    outside.call()
    assert len(given) == 2


def test_a_refused_credential_is_told_and_not_tried_again(outside: Outside) -> None:
    outside.connect(auth={"kind": "token", "token_path": "/token"})
    outside.stand_in.on("POST", "/api/token", Reply(401, {"error": "client-secret-1234"}))
    failed = outside.failure()
    assert (failed.code, failed.may_pass) == ("credential_refused", False)
    assert "client-secret" not in str(outside.rows(tg_call))


@pytest.mark.parametrize(
    ("reply", "code", "may_pass"),
    [
        (Reply(500), "failing", True),
        (Reply(503, headers={"Retry-After": "60"}), "failing", True),
        (Reply(429, headers={"Retry-After": "60"}), "too_fast", True),
        (Reply(401), "not_let_in", False),
        (Reply(403), "not_let_in", False),
        (Reply(404), "refused", False),
        (Reply(422), "refused", False),
        (Reply(wait=1), "timed_out", True),
        (Reply(is_cut=True), "broken_answer", True),
    ],
)
def test_what_may_pass_is_told_from_what_cannot(
    outside: Outside, reply: Reply, code: str, may_pass: bool
) -> None:
    outside.connect()
    outside.stand_in.on("GET", "/api/it", reply)
    failed = outside.failure()
    assert (failed.code, failed.may_pass) == (code, may_pass)
    named = "Retry-After" in reply.headers
    assert failed.at == (outside.work.now() + timedelta(minutes=1) if named else None)
    assert outside.calls() == [("test", failed.status, code)]


def test_who_asks_for_quiet_is_left_alone(outside: Outside) -> None:
    outside.connect()
    outside.stand_in.on("GET", "/api/it", Reply(429, headers={"Retry-After": "60"}))
    outside.failure()
    failed = outside.failure()
    assert (failed.code, len(outside.stand_in.received)) == ("connector_resting", 1)
    outside.stand_in.on("GET", "/api/it", Reply())
    outside.advance(seconds=60)
    assert outside.call().status == 200


def test_failures_in_a_row_open_the_breaker_and_one_call_tries(outside: Outside) -> None:
    outside.connect(break_after=2, break_for="1min")
    outside.stand_in.on("GET", "/api/it", Reply(500))
    outside.failure()
    outside.failure()
    failed = outside.failure()
    assert (failed.code, len(outside.stand_in.received)) == ("connector_resting", 2)
    assert failed.at == outside.work.now() + timedelta(minutes=1)
    outside.advance(minutes=1)
    assert outside.failure().code == "failing"
    assert outside.failure().code == "connector_resting"
    outside.stand_in.on("GET", "/api/it", Reply(404))
    outside.advance(minutes=1)
    assert outside.failure().code == "refused"
    assert outside.failure().code == "refused"
    assert outside.rows(tg_connector)[0]["breaker"] == "closed"


def test_a_closed_network_says_nothing_about_the_other_side(outside: Outside) -> None:
    outside.connect(break_after=1)
    outside.open_networks()
    for _ in range(3):
        failed = outside.failure()
        assert (failed.code, failed.may_pass) == ("address_refused", False)
    assert outside.stand_in.received == []


def test_a_missing_or_foreign_credential_is_named(outside: Outside) -> None:
    outside.connect(credential="nobody")
    assert outside.failure().code == "credential_unknown"
    outside.connect()
    outside.put("erp", "basic", {"username": "a", "password": "b"})
    assert outside.failure().code == "credential_unfit"
