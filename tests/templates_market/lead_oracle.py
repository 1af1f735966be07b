"""What the messy week of leads must become, worked out from the raw file by plain Python.

Knows nothing of the engine: its own tables of spellings, its own score. `expect_leads` reads
`tests/data/leads_week.csv` and says for each record whether it is accepted, and with which values.
What the file holds is described in `tests/data/README.md`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

WEEK = Path(__file__).parents[1] / "data" / "leads_week.csv"
SHANGHAI = timezone(timedelta(hours=8))

SOURCES = {
    "抖音本地推": "douyin_local",
    "公众号菜单栏": "wechat_menu",
    "小红书": "xhs",
    "展会": "exhibition",
    "独立站": "website",
    "阿里国际站": "alibaba",
    "百度推广": "baidu",
    "老客转介绍": "referral",
}
COUNTRIES = {"中国": "CN", "美国": "US", "德国": "DE", "越南": "VN", "法国": "FR", "巴西": "BR"}
REGIONS = {
    "110000": ("北京市", "北京", "beijing", "CN-BJ"),
    "310000": ("上海市", "上海", "沪", "shanghai", "Shanghai", "CN-SH", "310000"),
    "320000": ("江苏省", "江苏", "jiangsu", "CN-JS", "320000"),
    "330000": ("浙江省", "浙江", "zhejiang", "CN-ZJ", "330000"),
    "340000": ("安徽省", "安徽", "anhui", "CN-AH"),
    "350000": ("福建省", "福建", "fujian"),
    "440000": ("广东省", "广东", "guangdong", "CN-GD", "440000"),
}
AREA_CODES = {"110000": "010", "310000": "021"}
"""A whole province has several area codes, so none; a municipality has one."""
REGION_OF = {spelling: code for code, spellings in REGIONS.items() for spelling in spellings}
SUBMITTED_FORMATS = ("%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y-%m-%d %H:%M:%S")
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class ExpectedLead:
    """One record of the file. `line` and `last_line` count physical lines from 1, the header being
    line 1; `values` maps field keys to typed values, None for blank."""

    line: int
    last_line: int
    refused: tuple[tuple[str, str], ...]
    """(field key, reason) for each broken rule; empty when the record is accepted."""
    values: dict[str, object] = field(hash=False)
    score: int

    @property
    def is_accepted(self) -> bool:
        return not self.refused


def expect_leads(path: Path = WEEK) -> list[ExpectedLead]:
    """What each record of the file must become, in the order of the file."""
    return list(read_expected(path))


def read_expected(path: Path) -> Iterator[ExpectedLead]:
    """The records one by one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        last_line = 1 if reader.fieldnames else 0
        for row in reader:
            values = read_values(row)
            refused = () if values["company"] else (("company", "required"),)
            yield ExpectedLead(
                last_line + 1, reader.line_num, refused, values, score_lead(row, values)
            )
            last_line = reader.line_num


def read_values(row: dict[str, str]) -> dict[str, object]:
    """The values of a lead by field key; a spelling that is not known raises KeyError."""
    region = REGION_OF[row["地区"]] if row["地区"] else None
    return {
        "company": " ".join(row["公司名称"].split()) or None,
        "contact": row["联系人"].strip() or None,
        "mobile": read_mobile(row["手机"]),
        "region": region,
        "area_code": AREA_CODES.get(region or ""),
        "source": SOURCES[row["来源渠道"]],
        "stay_seconds": int(row["页面停留总时长"]),
        "key_page_visits": int(row["关键页面访问数"]),
        "form_completeness": read_share(row["表单字段完整率"]),
        "inquiry_amount": read_money(row["询盘金额"], row["币种"]),
        "country": COUNTRIES[row["国家"]],
        "need": row["需求"].strip() or None,
        "submitted_at": read_moment(row["提交时间"]),
    }


def read_mobile(text: str) -> str | None:
    """The eleven digits of a mainland mobile, however it was written; None for blank."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if not digits:
        return None
    number = re.fullmatch(r"(?:0086|86)?(1[3-9]\d{9})", digits)
    if number is None:
        raise ValueError(text)
    return number[1]


def read_share(text: str) -> Decimal:
    """A percentage as a fraction: `91%` and `0.91` are both 0.91."""
    if text.endswith("%"):
        return Decimal(text[:-1]) / 100
    return Decimal(text)


def read_money(text: str, currency: str) -> tuple[Decimal, str] | None:
    """An amount with its currency; `8万` is 80000, `50,000` is 50000; None for blank."""
    if not text:
        return None
    if text.endswith("万"):
        return Decimal(text[:-1]) * TEN_THOUSAND, currency
    return Decimal(text.replace(",", "")), currency


def read_moment(text: str) -> datetime:
    """The moment in UTC; the file is written in Chinese time."""
    for spelling in SUBMITTED_FORMATS:
        try:
            local = datetime.strptime(text, spelling).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
        return local.astimezone(UTC)
    raise ValueError(text)


def score_lead(row: dict[str, str], values: dict[str, object]) -> int:
    """The score that requirement 071 gives: 100, 85 or 40."""
    stay, visits = int(row["页面停留总时长"]), int(row["关键页面访问数"])
    if row["来源渠道"] == "抖音本地推" and stay > 120 and visits >= 3:
        return 100
    completeness = values["form_completeness"]
    assert isinstance(completeness, Decimal)
    if row["来源渠道"] == "公众号菜单栏" and completeness > Decimal("0.9"):
        return 85
    return 40
