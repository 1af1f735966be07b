"""Boards: their field is one of states, their columns are states or phases, cards show fields."""

import pytest

from metadata.resolve import resolve_documents
from tests.metadata.boards import BOARD, problems_of
from tests.metadata.shop import shop


def test_a_board_is_a_view() -> None:
    assert problems_of() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"field": "stag"}, [("unknown_field", "/field")]),
        ({"field": "why"}, [("not_a_state", "/field")]),
        ({"columns": ["open", "sent"]}, [("unknown_state", "/columns/1")]),
        ({"columns": ["open", "open"]}, [("duplicate_key", "/columns/1")]),
        ({"by": "phase", "columns": []}, [("no_phases", "/by")]),
        ({"cards": ["price", "size"]}, [("unknown_field", "/cards/1")]),
        ({"cards": ["price", "price"]}, [("duplicate_key", "/cards/1")]),
        ({"sort": ["-prise"]}, [("unknown_field", "/sort/0")]),
        ({"filter": "单价"}, [("F105", "/filter")]),
        ({"colors": [{"when": "大单", "field": "x", "color": "red"}]}, [("unknown_field", "")]),
    ],
)
def test_what_is_wrong_is_found_at_its_place(
    changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    found = problems_of(**changes)
    assert [code for code, _ in found] == [code for code, _ in expected]
    for (_, at), (_, pointer) in zip(found, expected, strict=True):
        assert at.startswith(pointer)


def test_a_column_may_be_a_phase() -> None:
    documents = shop()
    order = documents["shop", "table", "order"]
    assert isinstance(order, dict)
    machine = order["state_machines"][0]
    machine["phases"] = [{"key": "under_way", "label": "Under way"}]
    machine["states"][0]["phase"] = "under_way"
    board = {**BOARD, "by": "phase", "columns": ["under_way"]}
    documents["shop", "view", "board"] = board
    assert resolve_documents(documents).problems == ()
    documents["shop", "view", "board"] = {**board, "columns": ["over"]}
    assert [each.code for each in resolve_documents(documents).problems] == ["unknown_phase"]
