"""Edits lead from any documents to any others, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.edits import apply_edits, compare_documents, inverse_edits
from metadata.pieces import identity_of, is_same, items_of, pointer_parts
from metadata.resolved import DocumentKey
from tests.metadata.small_app import Body, are_same

KEYS = st.sampled_from(["key", "label", "field", "fields", "renamed_from", "a"])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 1), st.sampled_from(["a", "b", 1.0]))
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from("abcdef")},
        optional={"renamed_from": st.sampled_from("abcdef"), "x": SCALARS},
    ),
    max_size=4,
    unique_by=lambda item: str(item["key"]),
)
VALUES = st.recursive(
    SCALARS | ITEMS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
BODIES = st.fixed_dictionaries(
    {"fields": VALUES}, optional={"renamed_from": st.sampled_from("xyz")}
)
Documents = dict[DocumentKey, Body]

DOCUMENTS = st.dictionaries(st.sampled_from("xyz"), BODIES, max_size=3).map(
    lambda bodies: {("crm", "table", key): {"key": key, **body} for key, body in bodies.items()}
)


@given(DOCUMENTS, DOCUMENTS)
def test_edits_lead_there_and_back(before: Documents, after: Documents) -> None:
    edits = compare_documents(before, after)
    assert are_same(apply_edits(before, edits), after)
    assert are_same(apply_edits(after, inverse_edits(edits)), before)


@given(DOCUMENTS, DOCUMENTS)
def test_there_are_edits_exactly_where_documents_differ(
    before: Documents, after: Documents
) -> None:
    assert bool(compare_documents(before, after)) != are_same(before, after)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, True, False),
        (1, 1.0, False),
        (None, False, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ([1, 2], [2, 1], False),
        ([1, 2], (1, 2), True),
        ("a", "a", True),
    ],
)
def test_values_are_the_same_as_json(one: object, other: object, same: bool) -> None:
    assert is_same(one, other) is same


@pytest.mark.parametrize(
    ("item", "identity"),
    [
        ({"key": "a", "value": "b"}, "a"),
        ({"value": "b", "label": "c"}, "b"),
        ({"field": "d"}, "d"),
        ({"label": {"en": "Basics", "zh": "基本"}}, "基本"),
        ({}, ""),
        ("mobile", "mobile"),
        (7, None),
    ],
)
def test_an_item_is_known_by_its_key(item: object, identity: str | None) -> None:
    assert identity_of(item) == identity


def test_a_list_with_two_items_of_one_key_is_one_piece() -> None:
    assert items_of([{"key": "a"}, {"key": "a"}]) is None


def test_a_pointer_counts_items_and_ends_where_the_document_does() -> None:
    body = {"fields": [{"key": "a"}, {"key": "b", "options": [{"value": "x"}]}]}
    assert pointer_parts(body, ("fields", "b", "options", "x", "color")) == (
        "fields",
        1,
        "options",
        0,
        "color",
    )
    assert pointer_parts(body, ("fields", "gone", "label")) == ("fields",)
