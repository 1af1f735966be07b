"""Imports: every line of a file is written, refused with its reasons, or recognised."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa

from engine.database import Database
from engine.database.statements import prepare
from engine.errors import Forbidden, ImportRefused, UnknownTable
from engine.importing import import_file as importing
from engine.system_tables import tg_event
from tests.engine.imports import column, put, reasons
from tests.engine.shop_app import SOURCES
from tests.engine.shops import Shop, open_shop, seller
from tests.engine.workbooks import workbook

BUYERS = (
    "名称,手机,地区,等级,标签,贵宾\r\n甲,139-1744-4962,上海,金,新、旧,是\r\n乙,,fujian,iron,,\r\n"
)


def test_records_are_written_with_rules_formulas_and_events(shop: Shop) -> None:
    report = put(shop, "buyer", BUYERS.replace("乙", " yi "))
    assert (report.read, report.written, report.refused) == (2, 1, report.refused)
    assert reasons(report) == [(3, "why_iron", "required", None)]
    [buyer] = shop.all("buyer").values()
    assert buyer["phone"] == "13917444962"
    assert (buyer["area"], buyer["area_code"]) == ("310000", "021")
    assert (buyer["tags"], buyer["vip"], buyer["number"]) == (("new", "old"), True, "B0001")
    assert buyer["greeting"] == "你好 甲金"
    columns = (tg_event.c.origin, tg_event.c.via, tg_event.c.record)
    database = shop.work.database
    events = database.rows(prepare(sa.select(*columns), database.dialect))
    assert events == [("import", f"import:{report.id}", buyer["id"])]


def test_every_reason_of_a_line_is_told_with_its_value(shop: Shop) -> None:
    text = "手机,等级,地区,名称\nx,gld,火星,\n,金,,甲\n,,,a very long name that does not fit\n"
    report = put(shop, "buyer", text)
    assert (report.read, report.written, len(report.refused)) == (3, 1, 2)
    assert sorted(reasons(report), key=str) == [
        (2, "area", "not_region", "火星"),
        (2, "level", "unknown_option", "gld"),
        (2, "name", "required", None),
        (2, "phone", "not_phone", "x"),
        (4, "name", "too_long", "a very long name that does not fit"),
    ]
    told = cast("list[dict[str, object]]", report.told("en")["refused"])
    assert {"line": 2, "field": "level", "column": "等级", "suggestion": "gold"}.items() <= next(
        entry for entry in told if entry["field"] == "level"
    ).items()


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("名称,等级\n甲\n", 2, "line_ragged"),
        ("名称,等级\n甲,金,x\n", 2, "line_ragged"),
        ('名称,等级\n"甲,金\n', 2, "line_broken"),
        ("名称,等级\n甲\0,金\n", 2, "nul"),
    ],
)
def test_a_line_that_cannot_be_told_apart_is_refused(
    shop: Shop, text: str, line: int, code: str
) -> None:
    report = put(shop, "buyer", text + "乙,金\n")
    assert [(found[0], found[2]) for found in reasons(report)] == [(line, code)]
    assert column(shop, "buyer", "name") == ["乙"]


def test_the_same_file_is_recognised_and_written_again_only_when_asked(shop: Shop) -> None:
    first = put(shop, "buyer", BUYERS)
    second = put(shop, "buyer", BUYERS)
    assert (second.read, second.written, second.recognised) == (2, 0, 2)
    assert second.earlier is not None
    assert second.earlier.id == first.id
    local = shop.work.now().astimezone(shop.work.time_zone)
    [warning] = second.warnings
    assert (warning.code, warning.parameters["at"]) == ("import_known", f"{local:%Y-%m-%d %H:%M}")
    assert len(shop.all("buyer")) == 1
    assert put(shop, "buyer", BUYERS, again=True).written == 1
    assert put(shop, "memo", BUYERS, mapping={"名称": "text"}).written == 2


def test_a_file_of_which_nothing_was_written_is_not_known(shop: Shop) -> None:
    assert put(shop, "buyer", BUYERS, mapping={"名称": ""}).written == 0
    assert put(shop, "buyer", BUYERS).written == 1


def test_an_import_that_broke_off_goes_on_where_it_stopped(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "名称\n" + "".join(f"买家{number}\n" for number in range(130))
    sizes = iter([50])
    with monkeypatch.context() as broken:
        broken.setattr(importing, "next_size", lambda *_: next(sizes))
        with pytest.raises(StopIteration):
            put(shop, "buyer", text)
    report = put(shop, "buyer", text)
    assert (report.read, report.written, report.recognised) == (130, 30, 100)
    assert sorted(column(shop, "buyer", "name"), key=str) == sorted(
        f"买家{number}" for number in range(130)
    )
    assert put(shop, "buyer", text).recognised == 130


def test_records_are_named_by_their_titles(shop: Shop) -> None:
    put(shop, "buyer", "名称\n甲\n乙\n乙\n")
    shop.add_person(7)
    ids = {values["name"]: id for id, values in shop.all("buyer").items()}
    text = f"标题,买家,关注人\na,甲,P7\nb,丙,\nc,乙,\nd,{ids['甲']},P7;P8\n"
    report = put(shop, "purchase", text)
    assert sorted(reasons(report)) == [
        (3, "buyer", "title_unknown", "丙"),
        (4, "buyer", "title_ambiguous", "乙"),
        (5, "watchers", "title_unknown", "P7;P8"),
    ]
    assert column(shop, "purchase", "buyer") == [ids["甲"]]


def test_an_amount_has_the_currency_beside_it(shop: Shop) -> None:
    text = '标题,外币,币种,单价\na,8万,美元,\nb,"1,234.5",cny,99\nc,,USD,\nd,5,EUR,\n'
    report = put(shop, "purchase", text)
    assert report.mapping["币种"] == "other.currency"
    assert reasons(report) == [(5, "other", "unknown_currency", "5 EUR")]
    assert column(shop, "purchase", "other") == [
        (Decimal(80000), "USD"),
        (Decimal("1234.5"), "CNY"),
        None,
    ]


def test_a_workbooks_cells_keep_what_they_are(shop: Shop) -> None:
    rows: list[list[object]] = [
        ["名称", "手机", "贵宾", "执照"],
        ["甲", 13917444962, True, 1.5],
        ["乙", None, None, 7],
    ]
    put(shop, "buyer", workbook([["2026 年买家名单"], *rows]))
    assert column(shop, "buyer", "phone") == ["13917444962", None]
    assert column(shop, "buyer", "vip") == [True, False]
    assert column(shop, "buyer", "license") == ["1.5", "7"]


def test_who_may_not_import_is_refused_and_hidden_columns_are_unknown(
    migrated: Database, tmp_path: Path
) -> None:
    sources = copy.deepcopy(dict(SOURCES))
    shop = open_shop(migrated, tmp_path, sources)
    with pytest.raises(Forbidden):
        put(shop, "buyer", BUYERS, actor=seller())
    tables = cast("dict[str, dict[str, object]]", sources["shop", "role", "seller"]["tables"])
    tables["buyer"]["import"] = True
    shop.replace(sources)
    shop.add_person(7)
    actor = seller()
    text = "名称,执照,区号,等级,总额,天气\n甲,L1,021,铁,5,晴\n"
    report = put(shop, "buyer", text.replace("铁", "金"), actor=actor)
    assert report.mapping == {"名称": "name", "等级": "level"}
    assert {warning.parameters["column"]: warning.code for warning in report.warnings} == {
        "执照": "column_unknown",
        "区号": "column_forbidden",
        "总额": "column_computed",
        "天气": "column_unknown",
    }
    assert column(shop, "buyer", "license") == [None]
    with pytest.raises(UnknownTable):
        put(shop, "nothing", BUYERS)


MAPPINGS: list[tuple[str, Mapping[str, str], dict[str, str]]] = [
    ("名 称*,手机（必填）", {}, {"名 称*": "name", "手机（必填）": "phone"}),
    ("NAME,客户电话,Area", {}, {"NAME": "name", "客户电话": "phone", "Area": "area"}),
    ("名称,联系电话,手机", {}, {"名称": "name", "手机": "phone"}),
    ("名称,a,b", {"a": "手机", "b": "phone"}, {"名称": "name", "a": "phone", "b": "phone"}),
    ("名称,手机", {"手机": ""}, {"名称": "name"}),
]


@pytest.mark.parametrize(("headings", "given", "mapping"), MAPPINGS)
def test_columns_find_their_fields(
    shop: Shop, headings: str, given: Mapping[str, str], mapping: dict[str, str]
) -> None:
    cells = ",".join(["甲", *["13917444962"] * headings.count(",")])
    report = put(shop, "buyer", f"{headings}\n{cells}\n", mapping=given)
    assert report.mapping == mapping


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"手机号": "phone"}, "import_unknown_column"),
        ({"手机": "mobil"}, "import_unknown_field"),
        ({"手机": "total"}, "import_unknown_field"),
        ({"手机": "phone.currency"}, "import_unknown_field"),
    ],
)
def test_a_mapping_names_what_is_there(shop: Shop, given: dict[str, str], code: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        put(shop, "buyer", BUYERS, mapping=given)
    assert caught.value.code == code


def test_a_file_without_known_columns_is_refused(shop: Shop) -> None:
    with pytest.raises(ImportRefused) as caught:
        put(shop, "buyer", "x,y\n1,2\n")
    assert caught.value.code == "import_columns_unknown"
