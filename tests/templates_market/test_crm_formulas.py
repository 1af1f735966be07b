"""The formulas of the CRM package give what the requirements say (035, 039, 070–074)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

import pytest

from metadata.folder import files_of, read_folder
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from tests.templates_market.crm_package import PACKAGE, read_sources
from tests.templates_market.crm_values import value_of

FULL_LEAD = {
    "contact": "王静",
    "mobile": "13917444962",
    "region": "310000",
    "inquiry_amount": (Decimal(50000), "CNY"),
    "need": "打样报价",
}


@pytest.fixture(scope="module")
def crm() -> Resolved:
    resolution = resolve_documents(read_sources())
    assert resolution.resolved is not None
    return resolution.resolved


def test_the_package_resolves_without_a_word() -> None:
    assert list(resolve_documents(read_sources()).problems) == []


@pytest.mark.parametrize(
    ("kind", "key", "text", "wrong", "nearest"),
    [
        ("table", "lead", "来源渠道, '老客转介绍'", "来源渠道, '老客介绍'", "老客转介绍"),
        ("table", "lead", "阶段='无效'", "阶段='已无效'", "无效"),
        ("view", "lead_all", "线索等级='A级' ", "线索分级='A级' ", "线索等级"),
        ("view", "follow_up_pricing", "沟通类型='价格谈判'", "沟通类型='价格谈'", "价格谈判"),
        ("role", "front_desk", "阶段='线索初筛'", "阶段='线索初'", "线索初筛"),
    ],
)
def test_a_slip_in_a_formula_is_told_with_the_nearest_word(
    kind: str, key: str, text: str, wrong: str, nearest: str
) -> None:
    sources = read_sources()
    document = json.dumps(sources["crm", kind, key], ensure_ascii=False)
    assert text.strip() in document
    sources["crm", kind, key] = json.loads(document.replace(text.strip(), wrong.strip()))
    problems = resolve_documents(sources).problems

    assert {(problem.place.kind, problem.place.key) for problem in problems} == {(kind, key)}
    assert all(nearest in (problem.suggestion or "") for problem in problems)


def test_the_folder_is_what_an_export_writes() -> None:
    folder = read_folder(PACKAGE)
    resolved = resolve_documents(folder.sources).resolved
    assert resolved is not None
    files = {str(p.relative_to(PACKAGE)): p.read_bytes() for p in PACKAGE.rglob("*") if p.is_file()}

    assert folder.problems == ()
    assert files_of("crm", resolved.sources, folder.files) == files


@pytest.mark.parametrize(
    ("lead", "score"),
    [
        (("douyin_local", 121, 3, "0"), 100),
        (("douyin_local", 120, 3, "1"), 40),
        (("douyin_local", 121, 2, "1"), 40),
        (("douyin_local", None, None, None), 40),
        (("wechat_menu", 0, 0, "0.91"), 85),
        (("wechat_menu", 900, 7, "0.9"), 40),
        (("xhs", 900, 7, "1"), 40),
        ((None, 900, 7, "1"), 40),
    ],
)
def test_the_lead_score_at_its_limits(
    crm: Resolved, lead: tuple[str | None, int | None, int | None, str | None], score: int
) -> None:
    source, stay, visits, completeness = lead
    row = {
        "source": source,
        "stay_seconds": stay,
        "key_page_visits": visits,
        "form_completeness": None if completeness is None else Decimal(completeness),
    }

    assert value_of(crm, "lead.score", row) == score


@pytest.mark.parametrize(
    ("row", "weights", "health"),
    [
        ({}, {}, 9),
        ({**FULL_LEAD, "source": "referral", "stay_seconds": 250, "key_page_visits": 5}, {}, 100),
        ({**FULL_LEAD, "source": "xhs"}, {}, 57),
        (
            {**FULL_LEAD, "source": "xhs"},
            {"lead_weight_completeness": 0, "lead_weight_source": 100, "lead_weight_activity": 0},
            55,
        ),
    ],
)
def test_lead_health_weighs_completeness_source_and_activity(
    crm: Resolved, row: Mapping[str, object], weights: Mapping[str, object], health: int
) -> None:
    assert value_of(crm, "lead.health", row, weights) == health


@pytest.mark.parametrize(
    ("health", "amount", "signed", "segment"),
    [
        (60, 500000, 0, "战略伙伴"),
        (60, 0, 500000, "战略伙伴"),
        (60, 499999, 0, "成长型客户"),
        (59, 500000, 0, "成长型客户"),
        (59, None, 0, "潜力客户"),
    ],
)
def test_the_segment_is_health_by_contract_amount(
    crm: Resolved, health: int, amount: int | None, signed: int, segment: str
) -> None:
    row = {"health": health, "contract_amount": amount, "signed_amount": signed}

    assert value_of(crm, "customer.segment", row) == segment


def test_the_cid_joins_six_of_the_code_and_eight_of_the_hash(crm: Resolved) -> None:
    row = {"credit_code": "91310115MA00000312", "registered_mobile": "13800138000"}

    assert value_of(crm, "customer.cid", row) == "91310162e4f0ae"
