"""A label that changes takes the formulas that say it along."""

from collections.abc import Callable, Mapping

import pytest

from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from tests.metadata.shop import bent, shop

Texts = Mapping[str, str]


@pytest.fixture(name="renamed")
def _renamed() -> Callable[[Mapping[str, object]], Mapping[tuple[str, str, str], object]]:
    before = resolve_documents(shop()).require()
    return lambda changes: rename_labels(before, bent(changes))


CASES: list[tuple[Mapping[str, object], Mapping[str, object]]] = [
    # (what changes, what else must have changed with it)
    ({"table order /fields/4/label": {"zh": "件数"}}, {
        "table order /fields/5/formula": "单价*件数*(1-PARAM.rate)"}),
    ({"table order /fields/3/label": {"zh": "单 价"}}, {
        "table order /fields/5/formula": "{单 价}*数量*(1-PARAM.rate)",
        "table order /rules/1/refuse_when": "{单 价}<0",
        "table order /state_machines/0/transitions/1/guard": "{单 价}>0"}),
    ({"table order /fields/5/label": {"zh": "合计"}}, {
        "table order /fields/6/formula": "合计>10000",
        "table buyer /fields/5/formula": "SUM(订单.合计)"}),
    ({"table buyer /fields/1/label": "所在地"}, {
        "table order /fields/9/formula": "买家.所在地"}),
    ({"table order /fields/2/label": {"zh": "来源"}}, {"view orders /filter": "来源='网店'"}),
    ({"table order /fields/2/options/0/label": {"zh": "网上'店"}}, {
        "table order /fields/2/default": "'网上''店'",
        "view orders /filter": "渠道='网上''店'"}),
    ({"table order /state_machines/0/states/2/label": {"zh": "作废"}}, {
        "table order /rules/0/when": "阶段='作废'"}),
    # Two labels at once, exchanged.
    ({"table order /fields/3/label": {"zh": "数量"},
      "table order /fields/4/label": {"zh": "单价"}}, {
        "table order /fields/5/formula": "数量*单价*(1-PARAM.rate)",
        "table order /rules/1/refuse_when": "数量<0",
        "table order /state_machines/0/transitions/1/guard": "数量>0"}),
    # Written anew in the same change, with the new label.
    ({"table order /fields/4/label": {"zh": "件数"},
      "table order /fields/5/formula": "单价*件数"}, {}),
    # A new formula that still says the old label.
    ({"table order /fields/4/label": {"zh": "件数"},
      "table order /fields/5/formula": "单价*数量"}, {
        "table order /fields/5/formula": "单价*件数"}),
    # A new formula that says a label which is another field's by now.
    ({"table order /fields/4/label": {"zh": "件数"}, "table order /fields/3/label": {"zh": "数量"},
      "table order /fields/5/formula": "数量*2"}, {
        "table order /rules/1/refuse_when": "数量<0",
        "table order /state_machines/0/transitions/1/guard": "数量>0"}),
    # A renamed key.
    ({"table order /fields/11/key": "reason", "table order /fields/11/renamed_from": "why",
      "table order /fields/11/label": {"zh": "缘由"},
      "table order /rules/0/fields/0": "reason", "table order /rules/2/field": "reason",
      "role clerk /tables/order/fields": {"*": "edit"},
      "table order /state_machines/0/transitions/1/form/0/field": "reason"}, {
      "table order /rules/2/set": "TRIM(缘由)"}),
    ({"table order /fields/4/label": {"zh": "数量", "en": "Quantity"}}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "along"), CASES)
def test_formulas_follow_their_labels(
    renamed: Callable[[Mapping[str, object]], Mapping[tuple[str, str, str], object]],
    changes: Mapping[str, object],
    along: Mapping[str, object],
) -> None:
    after = renamed(changes)
    assert dict(after) == bent({**changes, **along})
    assert resolve_documents(after).problems == ()
