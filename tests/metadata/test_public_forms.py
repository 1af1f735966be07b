"""Public forms: what strangers fill in is checked when the document is written."""

from collections.abc import Mapping

import pytest

from metadata.read_documents import read_document
from metadata.resolve import resolve_documents
from tests.metadata.public_form import form
from tests.metadata.shop import bent

BAD: Mapping[str, tuple[Mapping[str, object], list[tuple[str, str]]]] = {
    "a field that would show who is here": (
        {"view orders /sections/0/fields/0/field": "buyer"},
        [("not_public", "/sections/0/fields/0/field")],
    ),
    "a field that the engine keeps": (
        {"view orders /sections/0/fields/0/field": "created_at"},
        [("not_public", "/sections/0/fields/0/field")],
    ),
    "a computed field out of the address": (
        {"view orders /public/from_url": {"utm_source": "total"}},
        [("not_public", "/public/from_url/utm_source")],
    ),
    "a field that is shown and hidden": (
        {"view orders /public/from_url": {"why": "why"}},
        [("duplicate_key", "/public/from_url/why")],
    ),
    "a field that is not there": (
        {"view orders /public/values": {"coutn": 1}},
        [("unknown_field", "/public/values/coutn")],
    ),
    "an option that is not there": (
        {"view orders /public/values": {"channel": "shopp"}},
        [("unknown_option", "/public/values/channel")],
    ),
}


def test_a_public_form_is_a_document() -> None:
    assert resolve_documents(bent(form())).problems == ()


@pytest.mark.parametrize("name", BAD)
def test_what_strangers_must_not_write_is_told(name: str) -> None:
    changes, expected = BAD[name]
    found = resolve_documents(bent(form(**changes))).problems
    assert [(problem.code, problem.place.pointer) for problem in found] == expected


@pytest.mark.parametrize("name", ["utm source", "", "1st", "x" * 61])
def test_a_parameter_has_a_name_that_an_address_takes(name: str) -> None:
    source = bent(form(**{"view orders /public/from_url": {name: "channel"}}))
    key = ("shop", "view", "orders")
    assert read_document(key, source[key])[0] is None
