"""Keys that builders are offered for labels."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.proposed_keys import LONGEST, LONGEST_OTHER, propose_key
from metadata.documents.label import KEY_PATTERN
from tests.runtime.sites import Caller, ServedShop

KINDS = ("app", "table", "field", "option", "view", "role")
LABELS = st.text("客户意向等级重庆abcXYZ019 _-（）é/", max_size=30)


@pytest.mark.parametrize(
    ("label", "kind", "key"),
    [
        ("客户意向等级", "field", "ke_hu_yi_xiang_deng_ji"),
        ("客户意向等级", "table", "kehuyixiangdengji"),
        ("重庆分公司", "field", "chong_qing_fen_gong_si"),
        ("绿色通道", "field", "lv_se_tong_dao"),
        ("A 类客户", "field", "a_lei_ke_hu"),
        ("Lead Source", "field", "lead_source"),
        ("2024年度", "field", "field_2024_nian_du"),
        ("（）", "option", "option"),
        ("创建时间 id", "field", "chuang_jian_shi_jian_id"),
        ("ID", "field", "id_2"),
        ("tg", "app", "tg_2"),
    ],
)
def test_a_label_gives_a_key(label: str, kind: str, key: str) -> None:
    assert propose_key(label, kind) == key


@given(LABELS, st.sampled_from(KINDS), st.integers(0, 12))
def test_a_key_is_always_one(label: str, kind: str, rivals: int) -> None:
    taken: set[str] = set()
    for _ in range(rivals + 1):
        key = propose_key(label, kind, taken)
        assert re.fullmatch(KEY_PATTERN, key)
        assert len(key) <= LONGEST.get(kind, LONGEST_OTHER)
        assert key not in taken
        taken.add(key)


def test_several_labels_get_a_key_each(served: ServedShop, root: Caller) -> None:
    asked = {"kind": "option", "labels": ["高意向", "高 意向", "high"], "taken": ["high"]}
    found = root("POST", "/keys", asked)
    assert found.json() == {"keys": ["gao_yi_xiang", "gao_yi_xiang_2", "high_2"]}
    assert served.nobody("POST", "/keys", asked).status_code == 401
