"""State machines: the only way a state moves, whatever the write looks like."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UnknownRecord, WriteRefused
from engine.transitions import available_transitions
from engine.writing.change import Change, Kind
from tests.counts import count
from tests.engine.shops import ADMIN, Shop, codes_of, seller

MOVES = {
    "send": ({"open"}, "sent"),
    "reopen": ({"sent", "lost"}, "open"),
    "lose": ({"open", "sent"}, "lost"),
}


def test_a_move_by_key_and_a_written_state_go_the_same_way(shop: Shop) -> None:
    made = shop.create("purchase", price=1)
    assert shop.move(made.id, "send").values["stage"] == "sent"
    assert shop.update("purchase", made.id, stage="open").values["stage"] == "open"
    with pytest.raises(WriteRefused) as caught:
        shop.update("purchase", made.id, paid="no", stage="nowhere")
    assert {refusal.field for refusal in caught.value.refusals} == {"stage"}


def test_there_is_no_way_around_a_missing_transition(shop: Shop) -> None:
    made = shop.create("purchase", price=1)
    shop.move(made.id, "lose", lost_reason="r")
    with pytest.raises(WriteRefused) as caught:
        shop.update("purchase", made.id, stage="sent")
    assert codes_of(caught.value) == {"no_transition"}
    with pytest.raises(WriteRefused) as caught:
        shop.update("purchase", made.id, stage=None)
    assert codes_of(caught.value) == {"no_transition"}
    with pytest.raises(WriteRefused) as caught:
        shop.move(made.id, "send")
    assert codes_of(caught.value) == {"not_from_here"}


def test_all_that_keeps_a_move_closed_is_said_together(shop: Shop) -> None:
    made = shop.create("purchase", quantity=0)
    with pytest.raises(WriteRefused) as caught:
        shop.move(made.id, "lose", title="x", nothing="y")
    assert codes_of(caught.value) == {
        "transition_not_shown",
        "form_field_needed",
        "not_in_form",
        "unknown_field",
    }
    with pytest.raises(WriteRefused) as caught:
        shop.move(made.id, "send")
    assert codes_of(caught.value) == {"guard_closed"}
    with pytest.raises(WriteRefused) as caught:
        shop.move(made.id, "fly")
    assert codes_of(caught.value) == {"unknown_transition"}


def test_a_guard_sees_the_new_values(shop: Shop) -> None:
    made = shop.create("purchase")
    moved = shop.update("purchase", made.id, stage="sent", price=5)
    assert moved.values["stage"] == "sent"


def test_a_new_record_begins_at_the_beginning(shop: Shop) -> None:
    with pytest.raises(WriteRefused, match="state_not_initial"):
        shop.create("purchase", seller(), stage="sent")
    with pytest.raises(WriteRefused, match="reason_needed"):
        shop.create("purchase", stage="sent")
    change = Change(Kind.CREATE, "shop.purchase", values={"stage": "sent"}, reason="moved in")
    assert shop.write(change).values["stage"] == "sent"


def test_a_person_is_shown_what_is_open_and_why_the_rest_is_closed(shop: Shop) -> None:
    made = shop.create("purchase")
    offered = available_transitions(shop.work, seller(), "shop.purchase", made.id or 0)
    assert {move.key: [it.code for it in move.refusals] for move in offered} == {
        "send": ["guard_closed"],
        "lose": [],
    }
    assert offered[1].form == {"lost_reason": True}
    for_admin = available_transitions(shop.work, ADMIN, "shop.purchase", made.id or 0)
    assert {move.key for move in for_admin} == {"send", "lose", "pay"}
    with pytest.raises(UnknownRecord):
        available_transitions(shop.work, ADMIN, "shop.purchase", 5)


ATTEMPTS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from([*MOVES, "pay", "refund"])),
        st.tuples(st.just("write"), st.sampled_from(["open", "sent", "lost"])),
        st.tuples(st.just("price"), st.integers(-1, 1)),
    ),
    max_size=12,
)


def test_no_sequence_of_writes_reaches_an_undeclared_transition(shop: Shop) -> None:
    @given(ATTEMPTS)
    @settings(max_examples=count(quick=5, normal=25, long=200))
    def walk(attempts: list[tuple[str, object]]) -> None:
        made = shop.create("purchase", price=1)
        state: str = "open"
        price: object = 1
        for kind, value in attempts:
            before = state
            try:
                if kind == "move":
                    state = str(shop.move(made.id, str(value), lost_reason="r").values["stage"])
                elif kind == "write":
                    done = shop.update("purchase", made.id, stage=value, lost_reason="r")
                    state = str(done.values["stage"])
                else:
                    price = shop.update("purchase", made.id, price=value).values["price"] or 0
            except WriteRefused:
                continue
            if state != before:
                moves = [
                    key for key, (start, end) in MOVES.items() if before in start and end == state
                ]
                assert moves
                assert state != "sent" or price == 1

    walk()
