"""What a task's own figure asks for, and whether it was reached."""

from decimal import Decimal

import pytest

from ddci_tracker.domain.plan import Direction, Kpi

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("value", "unit", "direction", "actual", "reached"),
    [
        ("100", "%", UP, "0", False),
        ("100", "%", UP, "99.9", False),
        ("100", "%", UP, "100", True),
        ("40", "cơ sở", UP, "41", True),
        ("1", "%", DOWN, "1", True),
        ("1", "%", DOWN, "1.01", False),
        ("0", "vụ", DOWN, "0", True),
        # all there is can only be meant one way
        ("100", "%", None, "40", False),
        ("100", " % ", None, "100", True),
        # "1 %" may be a share to reach, and one not to pass
        ("1", "%", None, "0.5", None),
        ("100", "hồ sơ", None, "40", None),
        (None, "%", UP, "40", None),
    ],
)
def test_a_figure_is_held_against_what_was_asked_for(
    value: str | None, unit: str, direction: Direction | None, actual: str, reached: bool | None
) -> None:
    asked = Decimal(value) if value else None
    kpi = Kpi(text="chỉ tiêu", value=asked, unit=unit, direction=direction)
    assert kpi.reached_by(Decimal(actual)) is reached
