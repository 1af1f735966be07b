"""Regions, telephone numbers and credit codes, however they are written."""

import pytest

from formula.errors import FormulaValueError
from formula.functions.checks import read_credit_code, read_phone
from formula.functions.geography import area_code, gazetteer, name_of_region, read_region


@pytest.mark.parametrize(
    "text",
    [
        "上海市",
        "上海",
        "shanghai",
        "Shanghai",
        "CN-SH",
        "cn-sh",
        "310000",
        "沪",
        " 上海 ",
        "３１００００",
    ],
)
def test_one_region_has_many_spellings(text: str) -> None:
    assert read_region(text) == "310000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广东", "440000"),
        ("fujian", "350000"),
        ("Shaanxi", "610000"),
        ("shanxi", "140000"),
        ("广东省深圳市南山区", "440305"),
        ("广东 深圳 南山", "440305"),
        ("上海市上海市浦东新区", "310115"),
        ("北京市市辖区朝阳区", "110105"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("延边", "222400"),
        ("内蒙古", "150000"),
        ("Hong Kong", "810000"),
        ("重庆渝中区", "500103"),
        # Names of several places, and none.
        ("朝阳区", None),
        ("鼓楼区", None),
        ("重庆成都", None),
        ("火星", None),
        ("990000", None),
        ("", None),
    ],
)
def test_a_region_is_read_or_refused(text: str, code: str | None) -> None:
    assert read_region(text) == code


def test_every_region_reads_its_own_full_name() -> None:
    wrong = {
        code: name_of_region(code)
        for code in gazetteer().regions
        if read_region(name_of_region(code) or "") != code
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("440305", None, "广东省深圳市南山区"),
        ("440305", 1, "广东省"),
        ("440305", 2, "深圳市"),
        ("440305", 3, "南山区"),
        ("310115", 2, "上海市"),
        ("440000", 2, None),
    ],
)
def test_a_region_has_a_name_at_each_level(text: str, level: int | None, name: str | None) -> None:
    assert name_of_region(text, level) == name


def test_a_region_has_the_area_code_of_its_prefecture() -> None:
    found = [area_code(text) for text in ("上海", "440305", "广东")]
    assert found == ["021", "0755", None]
    with pytest.raises(FormulaValueError, match="VALUE"):
        area_code("火星")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("(0086) 13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("021-62345678", "+862162345678"),
        ("+1 650-253-0000", "+16502530000"),
        ("12345", None),
        ("无", None),
    ],
)
def test_a_telephone_number_has_one_form(text: str, phone: str | None) -> None:
    assert read_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91110000802100433B", "91110000802100433B"),
        (" 9111 0000 8021 00433b ", "91110000802100433B"),
        ("91110000802100433C", None),
        ("9111000080210043IB", None),
        ("", None),
    ],
)
def test_a_credit_code_is_checked(text: str, code: str | None) -> None:
    assert read_credit_code(text) == code
