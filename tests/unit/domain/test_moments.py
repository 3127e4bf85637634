"""Days are Vietnamese: from 17:00 UTC on it is already the next one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ddci_tracker.domain.moments import vietnamese_day
from tests.unit.domain.build import day


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2021, 6, 5, 0, 0, tzinfo=UTC), "2021-06-05"),
        (datetime(2021, 6, 5, 16, 59, 59, 999999, tzinfo=UTC), "2021-06-05"),
        (datetime(2021, 6, 5, 17, 0, tzinfo=UTC), "2021-06-06"),
        (datetime(2021, 6, 5, 23, 59, tzinfo=UTC), "2021-06-06"),
        (datetime(2020, 12, 31, 16, 59, tzinfo=UTC), "2020-12-31"),
        (datetime(2020, 12, 31, 17, 0, tzinfo=UTC), "2021-01-01"),
        (datetime(2024, 2, 28, 17, 0, tzinfo=UTC), "2024-02-29"),
    ],
)
def test_between_17_and_24_utc_it_is_already_the_next_day(moment: datetime, expected: str) -> None:
    assert vietnamese_day(moment) == day(expected)


def test_a_moment_of_another_zone_is_brought_to_vietnam() -> None:
    new_york = timezone(timedelta(hours=-5))
    assert vietnamese_day(datetime(2021, 6, 5, 11, 59, tzinfo=new_york)) == day("2021-06-05")
    assert vietnamese_day(datetime(2021, 6, 5, 12, 0, tzinfo=new_york)) == day("2021-06-06")


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2021, 6, 5, 17, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        vietnamese_day(naive)
