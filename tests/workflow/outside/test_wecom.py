"""Messages of 企业微信 come in: those of its published example, once each, from nobody else."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from tests.workflow.outside.automations import hooked, placed, renew
from tests.workflow.outside.wecom import (
    BODY,
    CALL,
    CLEAR,
    ECHO,
    MESSAGE,
    SECRET,
    seal,
    sealed_call,
)
from tests.workflow.outside.world import Outside
from workflow.errors import HookRefused, HookUnknown
from workflow.run_tables import tg_run
from workflow.webhooks.hooks import NewHook, echo, read_hook, receive
from workflow.webhooks.wecom import decrypt, open_echo, open_message, read_xml
from workflow.worker import run_until_idle

HELLO = b"<xml><buyer><name><![CDATA[ada]]></name></buyer><tags>a</tags><MsgId>7</MsgId></xml>"


def test_the_published_example_is_read() -> None:
    at = datetime.fromtimestamp(int(ECHO["timestamp"]), UTC)
    assert open_echo(SECRET, ECHO, at) == CLEAR
    assert open_message(SECRET, CALL, BODY, at) == MESSAGE


@pytest.mark.parametrize(
    "bend",
    [{"msg_signature": "00"}, {"timestamp": "1409659814"}, {"nonce": "1"}, {"timestamp": "x"}],
)
def test_what_is_not_signed_is_refused(bend: Mapping[str, str]) -> None:
    at = datetime.fromtimestamp(int(CALL["timestamp"]), UTC)
    with pytest.raises(HookRefused):
        open_message(SECRET, {**CALL, **bend}, BODY, at)


@pytest.mark.parametrize("sealed", ["", "AAAA", "!", "A" * 64])
def test_what_cannot_be_opened_is_refused(sealed: str) -> None:
    with pytest.raises(HookRefused):
        decrypt(SECRET.aes_key, sealed)


@pytest.mark.parametrize("text", [b"<!DOCTYPE x><x/>", b"<x>&y;</x>", b"<x>", b""])
def test_documents_that_could_be_more_than_they_are_are_refused(text: bytes) -> None:
    with pytest.raises(HookRefused):
        read_xml(text)


@pytest.mark.parametrize("message", [b"", b"a", b"x" * 11, b"y" * 12, "中文".encode() * 50])
def test_a_message_of_any_length_is_opened(message: bytes) -> None:
    assert decrypt(SECRET.aes_key, seal(message)) == (message, SECRET.receiver.encode())


@pytest.fixture
def hook(outside: Outside) -> NewHook:
    """The address that 企业微信 calls."""
    outside.more = placed(hooked())
    outside.connect()
    return renew(outside, signed=SECRET)


def test_a_message_starts_its_automation_once(outside: Outside, hook: NewHook) -> None:
    work = outside.work
    for _ in range(2):
        assert receive(work, hook.token, sealed_call(HELLO, work.now())).is_wecom
    run_until_idle(work)
    (buyer,) = outside.shop.all("buyer").values()
    assert (buyer["name"], len(outside.rows(tg_run))) == ("ADA", 1)
    found = work.database.read(lambda it: read_hook(it, work, "shop", "hooked"))
    assert found is not None
    assert (found.scheme, hook.secret) == ("wecom", None)


def test_a_message_for_somebody_else_or_from_long_ago_is_refused(
    outside: Outside, hook: NewHook
) -> None:
    work = outside.work
    call = sealed_call(HELLO, work.now())
    with pytest.raises(HookRefused):
        receive(work, hook.token, sealed_call(HELLO, work.now(), "wx-other"))
    outside.advance(minutes=6)
    with pytest.raises(HookRefused):
        receive(work, hook.token, call)
    with pytest.raises(HookRefused):
        echo(work, hook.token, ECHO)
    assert outside.rows(tg_run) == []


def test_an_address_of_another_kind_echoes_nothing(outside: Outside, hook: NewHook) -> None:
    made = renew(outside, signed=True)
    for token in (made.token, hook.token):
        with pytest.raises(HookUnknown):
            echo(outside.work, token, ECHO)
