"""Exports: three formats, only what the caller may take out, a reader that is given back."""

import asyncio
import datetime
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from starlette.types import Message

from runtime.http.chunks import Chunks
from tests.engine.shop_app import SELLER, SOURCES
from tests.engine.shops import Shop
from tests.runtime.asking import Json, assert_problem
from tests.runtime.exported import lines, sheet
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


@pytest.fixture
def filled(served: ServedShop) -> Shop:
    """Two buyers, and a purchase in dollars."""
    shop = Shop(served.work)
    anna = shop.create("buyer", name="ANNA", level="gold", tags=["new", "old"], phone="13912345678")
    shop.create("buyer", name="=1+1", license="-5", vip=True)
    lens = {"amount": "-12.5", "currency": "USD"}
    shop.create("purchase", title="@lens", buyer=anna.id, price="3.50", quantity=2, other=lens)
    return shop


def test_a_csv_has_labels_and_nothing_that_computes(root: Caller, filled: Shop) -> None:
    anna, odd = lines(root("GET", f"{BUYERS}/export"))
    assert (anna["名称"], anna["等级"], anna["标签"], anna["贵宾"]) == (
        "ANNA",
        "金",
        "新, 旧",
        "否",
    )
    assert (anna["总额"], anna["手机"], anna["均价"]) == ("7", "13912345678", "7")
    assert (odd["名称"], odd["执照"], odd["均价"]) == ("'=1+1", "'-5", "#DIV0")
    assert anna["创建时间"].startswith("2026-")
    (bought,) = lines(root("GET", f"{PURCHASES}/export"))
    assert (bought["标题"], bought["买家"]) == ("'@lens", "ANNA")
    assert (bought["外币"], bought["外币币种"], bought["单价"]) == ("-12.5", "USD", "3.5")
    assert "明细" not in bought


def test_a_workbook_has_numbers_and_days(root: Caller, filled: Shop) -> None:
    (bought,) = sheet(root("GET", f"{PURCHASES}/export?format=xlsx"))
    assert (bought["单价"], bought["外币"], bought["外币币种"]) == (3.5, -12.5, "USD")
    assert bought["标题"] == "'@lens"
    assert isinstance(bought["创建时间"], datetime.datetime)
    assert [row["贵宾"] for row in sheet(root("GET", f"{BUYERS}/export?format=xlsx"))] == [
        False,
        True,
    ]


def test_json_lines_are_records_as_the_list_has_them(root: Caller, filled: Shop) -> None:
    words = "fields=name,level,total&sort=-name"
    answer = root("GET", f"{BUYERS}/export?format=jsonl&{words}")
    listed: Json = root("GET", f"{BUYERS}?{words}").json()
    assert [orjson.loads(line) for line in answer.content.splitlines()] == listed["records"]


def test_the_words_of_the_list_select_here_too(root: Caller, filled: Shop) -> None:
    some = lines(root("GET", f"{BUYERS}/export?filter=等级='gold'&fields=id,name&sort=name"))
    assert [row["名称"] for row in some] == ["ANNA"]
    assert some[0]["记录编号"].isdigit()
    name = root("GET", f"{BUYERS}/export").headers["content-disposition"]
    assert name.startswith("attachment; ")
    assert "%E4%B9%B0%E5%AE%B6%20" in name
    for words in ("format=pdf", "limit=5", "fields=nothing", "sort=nothing", "filter=等级="):
        assert_problem(root("GET", f"{BUYERS}/export?{words}"), 400, 422)


def test_only_what_may_be_taken_out_goes_out(served: ServedShop, sue: Caller, filled: Shop) -> None:
    assert_problem(sue("GET", f"{BUYERS}/export"), 403)
    powers = {"read": True, "export": True}
    fields = {"name": "edit", "phone": {"power": "read", "export": False}, "level": "read"}
    buyer = {**powers, "fields": fields}
    bought = {**powers, "fields": {"title": "read", "buyer": "read"}}
    role = {**SELLER, "tables": {"buyer": buyer, "purchase": bought}}
    filled.replace({**SOURCES, ("shop", "role", "seller"): role})
    first = lines(sue("GET", f"{BUYERS}/export"))[0]
    assert first.keys() >= {"名称", "等级"}
    assert not first.keys() & {"手机", "贵宾"}
    assert_problem(sue("GET", f"{BUYERS}/export?fields=phone"), 400)
    assert "not_exportable" in sue("GET", f"{BUYERS}/export?fields=phone").text
    assert "unknown_field" in sue("GET", f"{BUYERS}/export?fields=license").text
    assert lines(sue("GET", f"{PURCHASES}/export"))[0]["买家"] == "ANNA"
    closed = {**role, "tables": {"buyer": {**buyer, "export": False}, "purchase": bought}}
    filled.replace({**SOURCES, ("shop", "role", "seller"): closed})
    assert lines(sue("GET", f"{PURCHASES}/export"))[0]["买家"].isdigit()


def test_the_log_tells_who_took_how_much(root: Caller, filled: Shop) -> None:
    root("GET", f"{BUYERS}/export?format=xlsx&fields=name")
    event = filled.events()[-1]
    assert (event["kind"], event["table"], event["record"]) == ("export", "shop.buyer", None)
    assert event["user"] is not None
    assert isinstance(event["after"], dict)
    assert (event["after"]["records"], event["after"]["fields"]) == (2, ["name"])


def test_a_head_request_reads_nothing(root: Caller, filled: Shop) -> None:
    answer = root("HEAD", f"{BUYERS}/export")
    assert (answer.status_code, answer.content) == (200, b"")
    assert filled.events()[-1]["kind"] == "create"


def test_a_reader_who_goes_gives_everything_back() -> None:
    closed = threading.Event()

    def pieces() -> Iterator[bytes]:
        try:
            while True:
                yield b"x"
        finally:
            closed.set()

    async def receive() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.disconnect"}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    done = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        asyncio.run(Chunks(pieces(), threads, done.set).pour({"type": "head"}, receive, send))
    assert closed.is_set()
    assert done.is_set()
    assert sent[0] == {"type": "head"}
    assert all(message["more_body"] for message in sent[1:])
