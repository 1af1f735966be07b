"""Messages through every channel: once each, tried again, their failures told to administrators."""

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from engine.database import Connection
from engine.people_changes import UserDraft, add_user
from tests.workflow.outside.providers import SECRET, Provider, dingtalk, feishu, robot, wecom
from tests.workflow.outside.stand_in import Reply
from tests.workflow.outside.world import Outside
from workflow.channels.settings import Channel, put_channel
from workflow.deliveries import deliver
from workflow.outside_tables import tg_channel_person, tg_delivery
from workflow.todo_tables import tg_notification
from workflow.webhooks.signing import is_signed
from workflow.worker import run_until_idle

APPS = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}
Send = Callable[..., list[dict[str, object]]]


@pytest.fixture
def people(outside: Outside) -> dict[str, int]:
    """Ada, who can be reached; Bob, who cannot; Root, who hears of it."""

    def add(connection: Connection) -> dict[str, int]:
        drafts = {
            "ada": UserDraft("ada", "Ada", email="ada@example.com", phone="13800138000"),
            "bob": UserDraft("bob", "Bob"),
            "root": UserDraft("root", "Root", is_admin=True),
        }
        return {key: add_user(outside.work, connection, it) for key, it in drafts.items()}

    return outside.work.database.write(add)


@pytest.fixture
def provider(outside: Outside) -> Provider:
    """A provider of messages."""
    return Provider(outside.stand_in)


@pytest.fixture
def channel(outside: Outside) -> Callable[..., None]:
    """The workspace has the channel `it`."""

    def put(kind: str, credential: tuple[str, dict[str, str]] | None, **options: object) -> None:
        if credential is not None:
            outside.put("it", *credential)
        made = Channel("it", kind, None if credential is None else "it", options)
        outside.work.database.write(lambda it: put_channel(it, outside.work.clock, made, user=None))

    return put


@pytest.fixture
def send(outside: Outside, people: dict[str, int]) -> Send:
    """Sends a message by the channel `it` and does what is due; all deliveries."""

    def sent(who: str = "ada", key: str = "k", text: str = "看一看") -> list[dict[str, object]]:
        outside.work.database.write(
            lambda it: deliver(
                it, outside.work, "it", people[who], title="标题", text=text, key=key
            )
        )
        run_until_idle(outside.work)
        return outside.rows(tg_delivery)

    return sent


@pytest.mark.parametrize("kind", APPS)
def test_an_app_sends_to_the_person_with_a_kept_token(
    outside: Outside, provider: Provider, channel: Callable[..., None], send: Send, kind: str
) -> None:
    APPS[kind](provider)
    parts = {"id": "corp", "secret": "corp-secret-1", "agent": "100"}
    channel(kind, ("app", parts), base=outside.stand_in.url)
    for key in ("a", "a", "b"):
        assert {it["state"] for it in send(key=key)} == {"sent"}
    assert len(provider.sent) == 2
    assert len(provider.given) == 1
    assert "看一看" in provider.sent[0].body.decode()
    assert '"ada"' in provider.sent[0].body.decode()
    assert [it["outside_id"] for it in outside.rows(tg_channel_person)] == ["ada"]
    provider.token()
    assert {it["state"] for it in send(key="c")} == {"sent"}
    assert len(provider.sent) == 3


@pytest.mark.parametrize("kind", APPS)
def test_a_busy_provider_is_tried_again(
    outside: Outside, provider: Provider, channel: Callable[..., None], send: Send, kind: str
) -> None:
    APPS[kind](provider)
    parts = {"id": "corp", "secret": "corp-secret-1", "agent": "100"}
    channel(kind, ("app", parts), base=outside.stand_in.url)
    provider.limited = 1
    (row,) = send()
    outside.advance(minutes=5)
    run_until_idle(outside.work)
    (row,) = outside.rows(tg_delivery)
    assert (row["state"], row["attempts"]) == ("sent", 2)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_a_robot_signs_and_speaks_to_a_group_once(
    outside: Outside, provider: Provider, channel: Callable[..., None], send: Send, kind: str
) -> None:
    robot(provider)
    address = f"{outside.stand_in.url}/robot/{kind}" + (f"?key={SECRET}" if kind == "wecom" else "")
    channel(f"{kind}_robot", ("robot", {"address": address, "secret": SECRET}))
    send("ada")
    rows = send("bob")
    assert [(it["state"], it["user"]) for it in rows] == [("sent", None)]
    assert len(provider.sent) == 1
    assert len(send("ada", text="另一条")) == 2


def test_a_robot_with_a_wrong_secret_is_told(
    outside: Outside, provider: Provider, channel: Callable[..., None], send: Send
) -> None:
    robot(provider)
    address = f"{outside.stand_in.url}/robot/dingtalk"
    channel("dingtalk_robot", ("robot", {"address": address, "secret": "wrong"}))
    (row,) = send()
    assert row["state"] == "failed"
    assert row["error"] == {"code": "provider_refused", "note": "310000 "}
    assert [it["title"] for it in outside.rows(tg_notification)] == ["渠道「it」有消息没有送达"]
    send(key="again")
    assert len(outside.rows(tg_notification)) == 1


def test_a_short_message_goes_through_the_gateway_of_the_settings(
    outside: Outside, channel: Callable[..., None], send: Send
) -> None:
    outside.stand_in.on("POST", "/sms", {"code": "OK"})
    channel(
        "sms",
        ("key", {"value": "gateway-secret"}),
        address=f"{outside.stand_in.url}/sms",
        headers={"Authorization": "Bearer {value}"},
        body={"to": "{phone}", "content": "{text}"},
        ok_at="/code",
        ok="OK",
    )
    assert [it["state"] for it in send()] == ["sent"]
    (received,) = outside.stand_in.asked("/sms")
    assert received.json == {"to": "13800138000", "content": "标题\n看一看"}
    assert received.headers["authorization"] == "Bearer gateway-secret"
    outside.stand_in.on("POST", "/sms", {"code": "NO_CREDIT"})
    assert [it["state"] for it in send(key="b")] == ["sent", "failed"]
    assert [it["state"] for it in send("bob", "c")][-1] == "failed"


def test_a_template_and_a_signed_webhook(
    outside: Outside, channel: Callable[..., None], send: Send
) -> None:
    outside.stand_in.on("POST", "/55/messages", {"messages": [{"id": "w1"}]})
    options = {"base": outside.stand_in.url, "sender": "55", "template": "hello"}
    channel("whatsapp", ("bearer", {"token": "wa-secret-token"}), **options)
    send()
    (received,) = outside.stand_in.asked("/55/messages")
    assert received.json["to"] == "8613800138000"  # type: ignore[index] # an object
    assert received.json["template"]["name"] == "hello"  # type: ignore[index] # an object
    outside.stand_in.on("POST", "/hook", Reply(204, b""))
    parts = {"address": f"{outside.stand_in.url}/hook", "secret": "whsec_c2VjcmV0"}
    channel("webhook", ("robot", parts))
    assert {it["state"] for it in send(key="h")} == {"sent"}
    (hooked,) = outside.stand_in.asked("/hook")
    assert is_signed(parts["secret"], hooked.headers, hooked.body, outside.work.now())


@pytest.fixture
def mails() -> Iterator[SimpleNamespace]:
    """A mail server on this machine; `taken` are its messages, `refuses` a code that it answers."""
    kept = SimpleNamespace(taken=[], refuses=None)

    class Keeper:
        """Keeps what comes."""

        async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
            """A whole message."""
            if kept.refuses:
                return f"{kept.refuses} no"
            assert isinstance(envelope.content, bytes)
            kept.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        kept.port = free.getsockname()[1]
    controller = Controller(Keeper(), hostname="127.0.0.1", port=kept.port)
    controller.start()
    yield kept
    controller.stop()


def test_an_e_mail_goes_to_a_real_server(
    outside: Outside,
    channel: Callable[..., None],
    send: Send,
    mails: SimpleNamespace,
) -> None:
    options = {"host": "127.0.0.1", "port": mails.port, "security": "none", "from": "a@example.com"}
    channel("email", None, **options)
    assert [it["state"] for it in send()] == ["sent"]
    ((to, message),) = mails.taken
    assert to == ["ada@example.com"]
    assert str(make_header(decode_header(message["Subject"]))) == "标题"
    assert message.get_payload(decode=True).decode().strip() == "看一看"
    mails.refuses = 451
    assert [it["state"] for it in send(key="b")] == ["sent", "waiting"]
    mails.refuses = 550
    assert [it["state"] for it in send(key="c")][-1] == "failed"
    channel("email", None, **{**options, "security": "tls"})
    assert send(key="plain")[-1]["error"] == {"code": "untrusted", "note": ""}
    outside.open_networks()
    (*_, last) = send(key="d")
    assert last["error"] == {"code": "address_refused", "note": ""}


def test_what_cannot_be_sent_is_never_lost_quietly(outside: Outside, send: Send) -> None:
    (row,) = send()
    assert (row["state"], row["error"]) == ("failed", {"code": "channel_unknown", "note": ""})
    assert [it["text"] for it in outside.rows(tg_notification)] == [
        "渠道 it：没有这个通知渠道。可在发送记录中重新发送"
    ]
