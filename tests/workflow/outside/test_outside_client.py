"""Whatever the other side does, asking it ends soon, is small, and reaches nothing inside."""

import time
from collections.abc import Callable

import pytest

from tests.workflow.outside.stand_in import Reply, StandIn
from workflow.outside_addresses import read_network
from workflow.outside_client import Answered, Question, Unanswered, ask

HERE = (read_network("127.0.0.0/8"),)
Asking = Callable[..., Answered]


@pytest.fixture
def asking(stand_in: StandIn) -> Asking:
    """Asks the stand-in for `/it`."""

    def asked(path: str = "/it", *, method: str = "GET", seconds: float = 5) -> Answered:
        question = Question(
            method,
            stand_in.url + path,
            {"Authorization": "Bearer secret", "Accept": "a/b"},
            b"{}" if method == "POST" else b"",
            seconds,
            most_bytes=1_000,
        )
        return ask(question, HERE)

    return asked


def test_an_answer_comes_as_it_is(stand_in: StandIn, asking: Asking) -> None:
    stand_in.on("POST", "/it", Reply(201, {"a": 1}, {"X-More": "yes"}))
    answered = asking(method="POST")
    assert (answered.status, answered.body, answered.headers["x-more"]) == (201, b'{"a":1}', "yes")
    (received,) = stand_in.received
    assert received.headers["host"] == f"127.0.0.1:{stand_in.port}"
    assert received.body == b"{}"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(wait=3), "timed_out"),
        (Reply(body=b"x" * 500, drip=0.05), "timed_out"),
        (Reply(body=b"x" * 2_000), "answer_too_large"),
        (Reply(body=b"half", is_torn=True), "broken_answer"),
        (Reply(is_cut=True), "broken_answer"),
        (Reply(headers={"Content-Encoding": "gzip"}), "broken_answer"),
        (Reply(302, headers={"Location": "http://10.0.0.1/in"}), "address_refused"),
        (Reply(302, headers={"Location": "http://2130706434:1/"}), "unreachable"),
        (Reply(302, headers={"Location": "http://169.254.169.254/"}), "address_refused"),
        (Reply(302, headers={"Location": "file:///etc/passwd"}), "address_unusable"),
        (Reply(302, headers={"Location": "/it"}), "too_many_redirects"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_every_fault_ends_soon(stand_in: StandIn, asking: Asking, reply: Reply, code: str) -> None:
    stand_in.on("GET", "/it", reply)
    began = time.monotonic()
    with pytest.raises(Unanswered) as failed:
        asking(seconds=0.6)
    assert failed.value.code == code
    assert time.monotonic() - began < 2.5


def test_what_writes_is_not_sent_on(stand_in: StandIn, asking: Asking) -> None:
    stand_in.on("POST", "/it", Reply(307, headers={"Location": "/there"}))
    with pytest.raises(Unanswered, match="redirect_refused"):
        asking(method="POST")
    assert len(stand_in.received) == 1


def test_what_proves_who_asks_goes_to_no_other_host(stand_in: StandIn, asking: Asking) -> None:
    other = StandIn()
    other.on("GET", "/there", {"ok": True})
    stand_in.on("GET", "/it", Reply(302, headers={"Location": f"{other.url}/there"}))
    assert asking().status == 200
    (received,) = other.received
    assert "authorization" not in received.headers
    assert received.headers["accept"] == "a/b"
    other.close()


def test_a_redirect_at_home_keeps_everything(stand_in: StandIn, asking: Asking) -> None:
    stand_in.on("GET", "/it", Reply(302, headers={"Location": "/there?a=1"}))
    stand_in.on("GET", "/there", {})
    assert asking().status == 200
    (seen,) = stand_in.asked("/there")
    assert seen.headers["authorization"] == "Bearer secret"
    assert seen.query == {"a": "1"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:9/", "address_refused"),
        ("http://user:secret@example.com/", "address_unusable"),
        ("ftp://example.com/", "address_unusable"),
        ("http://", "address_unusable"),
    ],
)
def test_an_address_that_may_not_be_asked_is_not(address: str, code: str) -> None:
    with pytest.raises(Unanswered) as failed:
        ask(Question("GET", address), ())
    assert failed.value.code == code
    assert not failed.value.may_pass
