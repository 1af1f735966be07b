"""Differences are told as named changes, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.changes import (
    PATTERNS,
    approvals,
    apps,
    automations,
    fields,
    options,
    reports,
    roles,
    rules,
    states,
    tables,
    views,
)
from metadata.changes.change import Change
from metadata.changes.words import SENTENCES
from metadata.diff import diff_documents
from metadata.edits import apply_edits, inverse_edits
from tests.metadata.change_cases import CASES
from tests.metadata.small_app import NOTHING, are_same, edited, resolved, small_app

MODULES = (
    approvals,
    apps,
    automations,
    fields,
    options,
    reports,
    roles,
    rules,
    states,
    tables,
    views,
)


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_told(name: str) -> None:
    edit, chinese, english = CASES[name]
    (change,) = diff_documents(resolved(small_app()), resolved(edited(edit)))
    assert change.code == name.partition(" ")[0]
    assert (change.sentence("zh"), change.sentence("en")) == (chinese, english)


@pytest.mark.parametrize("name", CASES)
def test_changes_applied_make_the_one_of_the_other(name: str) -> None:
    before, after = resolved(small_app()), resolved(edited(CASES[name][0]))
    edits = [change.edit for change in diff_documents(before, after)]
    assert are_same(apply_edits(before.sources, edits), after.sources)
    assert are_same(apply_edits(after.sources, inverse_edits(edits)), before.sources)


@given(
    st.lists(st.sampled_from(sorted(CASES)), max_size=4, unique=True),
    st.sampled_from(sorted(CASES)),
)
def test_any_changes_together_lead_there_and_back(names: list[str], other: str) -> None:
    before, after = (
        resolved(edited(CASES[other][0])),
        resolved(edited(*(CASES[n][0] for n in names))),
    )
    edits = [change.edit for change in diff_documents(before, after)]
    assert are_same(apply_edits(before.sources, edits), after.sources)
    assert are_same(apply_edits(after.sources, inverse_edits(edits)), before.sources)
    assert bool(edits) != are_same(before.sources, after.sources)


def test_an_inverse_tells_the_way_back() -> None:
    after = resolved(edited(lambda app: app.field("mobile", label={"zh": "手机"})))
    (change,) = diff_documents(resolved(small_app()), after)
    assert change.inverse().sentence("zh") == "字段 线索.电话：名称 手机 → 电话"
    assert change.inverse().inverse() == change


def test_a_change_points_to_its_piece() -> None:
    after = resolved(edited(lambda app: app.field("mobile", label={"zh": "手机"})))
    (change,) = diff_documents(resolved(small_app()), after)
    assert change.place.key == "lead"
    assert change.place.pointer == "/fields/1/label"


def test_an_app_comes_and_goes_as_a_whole() -> None:
    whole = resolved(small_app())
    coming = diff_documents(NOTHING, whole)
    assert [change.sentence("en") for change in coming] == [
        "app crm added",
        "table customer added (4 fields)",
        "table lead added (13 fields)",
        "option set country added (2 options)",
        "view leads added (grid)",
        "role sales added",
    ]
    going = diff_documents(whole, NOTHING)
    assert {change.inverse().sentence("zh") for change in going} == {
        change.sentence("zh") for change in coming
    }


def test_every_change_has_words_and_a_pattern() -> None:
    kinds = {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Change) and kind is not Change
    }
    reached = {
        kind
        for pattern in PATTERNS
        for kind in (pattern.change, pattern.add, pattern.remove, pattern.rename, pattern.reorder)
    }
    assert kinds == reached - {None} | {fields.NarrowField}
    assert all(SENTENCES[kind.code].keys() == {"zh", "en"} for kind in kinds)
