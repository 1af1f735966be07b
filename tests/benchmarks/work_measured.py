"""What is measured without HTTP: import, recomputation, a formula in Python, publishing, memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from engine.write_record import write
from formula.check import check
from formula.evaluate import Context, compile_python
from formula.scope import FieldName, Scope, TableNames, Use
from formula.types import Number, Option, Select
from runtime.process import open_work
from tests.benchmarks.places import BATCH, Place, changes, worker_of
from tests.benchmarks.processes import environment_of, free_port, memory_megabytes, running
from tests.benchmarks.requests_measured import our_command

SCORE = (
    "IF(来源渠道='抖音本地推' AND 页面停留总时长>120 AND 关键页面访问数>=3, 100,"
    " IF(来源渠道='公众号菜单栏' AND 表单字段完整率>90%, 85, 40))"
)
EVALUATIONS = 200_000
NINETY_PERCENT = Decimal("0.9")

Values = dict[str, Any]


def score_by_hand(row: Values, context: Context) -> object:
    """What a careful programmer writes for SCORE: blanks compare FALSE, numbers are exact."""
    source, stay = row.get("source"), row.get("stay")
    visits, rate = row.get("visits"), row.get("rate")
    stays = stay is not None and stay > 120
    if source == "douyin" and stays and visits is not None and visits >= 3:
        return 100
    if source == "wechat" and rate is not None and rate > NINETY_PERCENT:
        return 85
    return 40


def score_compiled() -> Callable[[Values, Context], object]:
    """SCORE, checked and compiled."""
    options = (Option("douyin", {"zh": "抖音本地推"}), Option("wechat", {"zh": "公众号菜单栏"}))
    fields = {
        "source": FieldName("source", ("来源渠道",), Select("source", options)),
        "stay": FieldName("stay", ("页面停留总时长",), Number(0)),
        "visits": FieldName("visits", ("关键页面访问数",), Number(0)),
        "rate": FieldName("rate", ("表单字段完整率",), Number(4)),
    }
    tables = {"t": TableNames("t", ("t",), fields)}
    return compile_python(check(SCORE, Scope(tables, "t"), Use.FIELD).require())


def measure_formula(runs: int, context: Context) -> Iterator[tuple[float, float]]:
    """Microseconds per evaluation: ours, by hand."""
    rows: list[Values] = [
        {
            "source": ("douyin", "wechat", None)[number % 3],
            "stay": number % 240,
            "visits": number % 5,
            "rate": Decimal(number % 100) / 100,
        }
        for number in range(1_000)
    ]
    ours, by_hand = score_compiled(), score_by_hand
    assert [ours(row, context) for row in rows] == [by_hand(row, context) for row in rows]
    for _ in range(runs):
        yield seconds_of(ours, rows, context), seconds_of(by_hand, rows, context)


def seconds_of(
    function: Callable[[Values, Context], object],
    rows: list[Values],
    context: Context,
) -> float:
    """Microseconds for one call."""
    started = time.process_time()
    for _ in range(EVALUATIONS // len(rows)):
        for row in rows:
            function(row, context)
    return (time.process_time() - started) / EVALUATIONS * 1e6


def measure_batches(place: Place, rows: int) -> float:
    """Rows per second of one client writing batches with every rule, formula and event."""
    work = open_work(place.settings)
    actor = worker_of(work, place)
    started = time.perf_counter()
    for first in range(0, rows, BATCH):
        write(work, actor, changes(first, first + BATCH, place.user))
    spent = time.perf_counter() - started
    work.close()
    return rows / spent


def measure_memory(place: Place) -> float:
    """Megabytes of a server that just started and serves nobody."""
    port = free_port()
    environment = environment_of(place.settings)
    with running(our_command(place)(port), port, environment) as server:
        time.sleep(2)
        return memory_megabytes(server)
