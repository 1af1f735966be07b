"""Bad input to a served CRM: a clear problem, never a 500, nothing lost."""

import socket
import threading
from typing import cast
from urllib.parse import urlsplit

import pytest

from tests.scenarios.changing import (
    INTENT,
    Json,
    add_intent,
    apply,
    count_leads,
    field_of,
    fields_of,
    newest,
    plan_lead,
    read_lead,
)
from tests.scenarios.server import Server
from tests.scenarios.traffic import LEADS

pytestmark = pytest.mark.slow

VALUES: list[tuple[Json, str]] = [
    ({"submitted_at": "0000-01-01T00:00:00+08:00"}, "submitted_at"),
    ({"submitted_at": "9999-12-31T23:59:59.999-14:00"}, "submitted_at"),
    ({"submitted_at": "2026-02-30T00:00:00Z"}, "submitted_at"),
    ({"submitted_at": 5}, "submitted_at"),
    ({"stay_seconds": 2**63}, "stay_seconds"),
    ({"stay_seconds": -(2**63)}, "stay_seconds"),
    ({"stay_seconds": 1e300}, "stay_seconds"),
    ({"stay_seconds": "9" * 400}, "stay_seconds"),
    ({"inquiry_amount": {"amount": "1e400", "currency": "CNY"}}, "inquiry_amount"),
    ({"inquiry_amount": {"amount": "9" * 200, "currency": "CNY"}}, "inquiry_amount"),
    ({"inquiry_amount": {"amount": "1", "currency": "\U0001f600"}}, "inquiry_amount"),
    ({"form_completeness": 1e308}, "form_completeness"),
    ({"mobile": "\U0001f600"}, "mobile"),
    ({"source": "\U0001f600"}, "source"),
    ({"customer": str(2**64)}, "customer"),
    ({"customer": "1"}, "customer"),
    ({"score": 5}, "score"),
    ({"\U0001f600": 1}, "\U0001f600"),
    ({"company": "x" * 100_000}, "company"),
]


def test_values_out_of_range_are_refused_by_field(crm: Server) -> None:
    admin = crm.caller()
    before = count_leads(admin)
    for values, field in VALUES:
        answer = admin("POST", LEADS, {"values": {"company": "坏数据", **values}})
        assert answer.status_code == 422, (values, answer.text)
        assert field in {problem.get("field") for problem in answer.json()["problems"]}, values
    emoji = {"values": {"company": "笑脸\U0001f600\U0001f469\u200d\U0001f467", "need": "é\u0301"}}
    kept = admin.done("POST", LEADS, emoji)
    assert read_lead(admin, kept["id"])["company"] == emoji["values"]["company"]
    assert count_leads(admin) == before + 1


def test_a_body_beyond_ten_megabytes_is_refused_before_it_is_sent(crm: Server) -> None:
    admin = crm.caller()
    address = urlsplit(crm.address)
    token = admin.headers["Authorization"]
    head = f"POST /api/v1{LEADS} HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
    with socket.create_connection((str(address.hostname), address.port or 0), 20) as raw:
        raw.sendall(
            f"{head}Content-Type: application/json\r\nContent-Length: 20000000\r\n\r\n".encode()
        )
        raw.sendall(b" " * 1_000)
        assert b" 413 " in raw.recv(1_000)
    with socket.create_connection((str(address.hostname), address.port or 0), 20) as raw:
        raw.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        for _ in range(11):
            raw.sendall(chunk)
        assert b" 413 " in raw.recv(1_000)
    assert admin("GET", LEADS).status_code == 200


DEEP = (
    "(" * 10_000 + "1" + ")" * 10_000,
    "-" * 10_000 + "1",
    "NOT " * 10_000 + "TRUE",
    "IF(TRUE," * 10_000 + "1" + ",0)" * 10_000,
    "1" + "+1" * 10_000,
)


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:4])
def test_a_formula_nested_ten_thousand_deep_is_a_problem_of_the_document(
    crm: Server, text: str
) -> None:
    admin = crm.caller()
    deep: Json = {"key": "deep", "label": "深", "type": "formula", "formula": text}
    plan = plan_lead(admin, lambda document: fields_of(document).append(deep))
    found = [problem["code"] for problem in cast(list[Json], plan["problems"])]
    assert found
    answer = admin("POST", f"/plans/{plan['id']}/apply", {})
    assert answer.status_code == 422, answer.text
    assert "deep" not in str(admin.done("GET", "/apps/crm/documents/table/lead"))


def test_two_people_publish_at_once(crm: Server) -> None:
    admin = crm.caller()
    base = newest(admin)
    added = [{"key": f"extra_{it}", "label": f"附加{it}", "type": "text"} for it in range(4)]
    plans = [
        plan_lead(admin, lambda document, it=it: fields_of(document).append(it), base)  # type: ignore[misc]
        for it in added
    ]
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda it=it: numbers.append(apply(admin, it))) for it in plans
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [base + 1, base + 2, base + 3, base + 4]
    present = fields_of(admin.done("GET", "/apps/crm/documents/table/lead"))
    assert {it["key"] for it in added} <= {field["key"] for field in present}


def test_two_people_who_change_the_same_word_are_told(crm: Server) -> None:
    admin = crm.caller()
    base = newest(admin)

    def rename(label: str) -> Json:
        return plan_lead(admin, lambda it: field_of(it, "need").update(label=label), base)

    first, second = rename("需求甲"), rename("需求乙")
    apply(admin, first)
    answer = admin("POST", f"/plans/{second['id']}/apply", {"accept": []})
    assert answer.status_code == 409, answer.text
    assert answer.json()["code"] == "documents_conflict"
    assert answer.json()["problems"][0]["document"] == {
        "app": "crm",
        "kind": "table",
        "key": "lead",
    }
    assert (
        field_of(admin.done("GET", "/apps/crm/documents/table/lead"), "need")["label"] == "需求甲"
    )


def test_an_option_goes_while_records_use_it(crm: Server) -> None:
    admin = crm.caller()
    added = apply(admin, add_intent(admin))
    ids = [
        admin.done("POST", LEADS, {"values": {"company": "红", "intent": "red"}})["id"]
        for _ in range(3)
    ]
    less = [option for option in cast(list[Json], INTENT["options"]) if option["value"] != "red"]
    plan = plan_lead(admin, lambda it: field_of(it, "intent").update(options=less))
    (danger,) = cast(list[Json], plan["dangers"])
    assert danger["rows"] == len(ids)
    assert {example["record"] for example in cast(list[Json], danger["examples"])} <= set(ids)
    refused = admin("POST", f"/plans/{plan['id']}/apply", {"accept": []})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_needed")
    assert read_lead(admin, ids[0])["intent"] == "red"
    gone = apply(admin, plan)
    assert read_lead(admin, ids[0])["intent"] is None
    late = admin("PATCH", f"{LEADS}/{ids[0]}", {"values": {"intent": "red"}})
    assert (late.status_code, late.json()["problems"][0]["code"]) == (422, "unknown_option")
    apply(admin, admin.done("POST", f"/revisions/{gone}/undo"))
    assert [read_lead(admin, id)["intent"] for id in ids] == ["red"] * 3
    apply(admin, admin.done("POST", f"/revisions/{added}/undo"))
