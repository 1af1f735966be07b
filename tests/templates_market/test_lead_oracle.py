"""The oracle is right about the file: counted by hand and with other tools."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.templates_market.lead_oracle import ExpectedLead, expect_leads, read_mobile


@pytest.fixture(scope="module")
def leads() -> list[ExpectedLead]:
    return expect_leads()


def test_every_record_is_accepted_but_those_without_a_company(leads: list[ExpectedLead]) -> None:
    refused = [lead for lead in leads if not lead.is_accepted]

    assert len(leads) == 2312
    assert {reason for lead in refused for reason in lead.refused} == {("company", "required")}
    assert [lead.line for lead in refused][:4] == [110, 352, 461, 603]
    assert len(refused) == 32


def test_lines_count_the_breaks_inside_records(leads: list[ExpectedLead]) -> None:
    assert leads[0].line == 2
    assert leads[-1].last_line == 2635
    assert sum(lead.last_line - lead.line for lead in leads) == 322
    assert all(a.last_line + 1 == b.line for a, b in pairwise(leads))


def test_scores_follow_requirement_071(leads: list[ExpectedLead]) -> None:
    scores = Counter(lead.score for lead in leads if lead.is_accepted)

    assert scores == {100: 58, 85: 90, 40: 2132}


def test_a_record_is_read_with_all_its_values(leads: list[ExpectedLead]) -> None:
    assert leads[1].values == {
        "company": "合肥康宁模具(中国)有限公司",
        "contact": "王静",
        "mobile": "13917444962",
        "region": None,
        "area_code": None,
        "source": "referral",
        "stay_seconds": 300,
        "key_page_visits": 3,
        "form_completeness": Decimal("0.9"),
        "inquiry_amount": (Decimal("49999"), "USD"),
        "country": "VN",
        "need": "询价 请尽快联系",
        "submitted_at": datetime(2026, 1, 6, 16, 50, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    "spelling",
    [
        "13917444962",
        "139-1744-4962",
        "+86 139 1744 4962",
        " 13917444962 ",
        "008613917444962",
        "１３９１７４４４９６２",
    ],
)
def test_each_spelling_of_a_mobile_is_one_number(spelling: str) -> None:
    assert read_mobile(spelling) == "13917444962"
