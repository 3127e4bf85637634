"""Positions: always increasing, moving as few things as possible."""

from hypothesis import given
from hypothesis import strategies as st

from ddci_tracker.store.order import STEP, positions


def test_new_things_are_numbered_with_room_between_them() -> None:
    assert positions([None, None, None]) == [STEP, 2 * STEP, 3 * STEP]


def test_what_stands_in_order_keeps_its_position() -> None:
    assert positions([3, 8, 900]) == [3, 8, 900]


def test_one_moved_thing_moves_alone() -> None:
    assert positions([9000, 1000, 2000, 3000])[1:] == [1000, 2000, 3000]


def test_a_thing_put_in_between_moves_no_other() -> None:
    assert positions([1000, None, 2000]) == [1000, 1500, 2000]


def test_everything_is_numbered_afresh_where_no_room_is_left() -> None:
    assert positions([1, None, 2]) == [STEP, 2 * STEP, 3 * STEP]


@given(st.lists(st.none() | st.integers(min_value=1, max_value=5000), max_size=30))
def test_positions_always_increase(known: list[int | None]) -> None:
    found = positions(known)
    assert len(found) == len(known)
    assert all(a < b for a, b in zip([0, *found], found, strict=False))
