"""Three-way merge: what one side changed is taken, what both changed is told."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.merge import merge_documents
from metadata.merge_messages import conflict_sentence
from tests.metadata.change_cases import CASES
from tests.metadata.merge_cases import APART, OPTION, OTHER, TOGETHER
from tests.metadata.small_app import Edited, Sources, are_same, changes_of, edited, small_app

DOCUMENTS = st.lists(st.sampled_from(sorted(CASES)), max_size=3, unique=True).map(
    lambda names: edited(*(CASES[name][0] for name in names))
)


@given(DOCUMENTS, DOCUMENTS)
def test_a_side_that_changed_nothing_takes_the_other(old: Sources, other: Sources) -> None:
    for new, present, expected in ((old, other, other), (other, old, other), (other, other, other)):
        merged = merge_documents(old, new, present)
        assert merged.conflicts == ()
        assert are_same(merged.documents, expected)


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_it_says_the_same_whoever_comes_second(
    old: Sources, new: Sources, present: Sources
) -> None:
    merged = merge_documents(old, new, present)
    mirrored = merge_documents(old, present, new)
    assert bool(merged.conflicts) == bool(mirrored.conflicts)
    if not merged.conflicts:
        assert are_same(merged.documents, mirrored.documents)


@pytest.mark.parametrize("name", TOGETHER)
def test_what_two_people_change_comes_together(name: str) -> None:
    new, present = TOGETHER[name]
    merged = merge_documents(small_app(), edited(new), edited(present))
    other = merge_documents(small_app(), edited(present), edited(new))
    assert merged.conflicts == other.conflicts == ()
    assert are_same(merged.documents, other.documents)
    both = {change.code for edit in (new, present) for change in changes_of(edited(edit))}
    assert {change.code for change in changes_of(merged.documents)} == both


@pytest.mark.parametrize("name", APART)
def test_what_both_change_apart_is_told_and_stays(name: str) -> None:
    new, present, pointer = APART[name]
    merged = merge_documents(small_app(), edited(new), edited(present))
    assert [conflict.place.pointer for conflict in merged.conflicts] == [pointer]
    assert are_same(merged.documents, edited(present))
    (mirrored,) = merge_documents(small_app(), edited(present), edited(new)).conflicts
    assert mirrored.new == merged.conflicts[0].present
    assert mirrored.present == merged.conflicts[0].new


@pytest.mark.parametrize("name", APART)
def test_a_conflict_is_told(name: str) -> None:
    new, present, _ = APART[name]
    (conflict,) = merge_documents(small_app(), edited(new), edited(present)).conflicts
    sentences = {
        language: conflict_sentence(conflict, edited(present), language)
        for language in ("zh", "en")
    }
    assert all(sentences.values())
    if name == "two labels":
        assert sentences == {
            "zh": "线索.移动电话 名称：当前为 移动电话，新的为 手机，原来为 电话",
            "en": "lead.mobile label: 移动电话 at present, 手机 in the new one, 电话 before",
        }


def test_a_document_removed_here_and_changed_there_is_a_conflict() -> None:
    gone = small_app()
    del gone["crm", "view", "leads"]
    changed = edited(lambda app: app.at("view", "leads").update(label="所有"))
    merged = merge_documents(small_app(), gone, changed)
    assert [conflict.document for conflict in merged.conflicts] == [("crm", "view", "leads")]
    assert are_same(merged.documents, changed)


def test_arrivals_keep_their_places() -> None:
    new, present = (
        edited(
            lambda app, at=index, option=option: app.items(  # type: ignore[misc]  # bound now
                "table", "lead", "fields", "source", "options"
            ).insert(at, option)
        )
        for index, option in ((0, OPTION), (1, OTHER))
    )
    merged = merge_documents(small_app(), new, present)
    app = Edited(copy.deepcopy({key: dict(body) for key, body in merged.documents.items()}))
    options = app.items("table", "lead", "fields", "source", "options")
    assert [option["value"] for option in options if isinstance(option, dict)] == [
        "red",
        "douyin",
        "green",
        "xhs",
    ]
