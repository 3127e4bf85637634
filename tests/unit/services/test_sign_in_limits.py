"""How long one waits who fails to sign in."""

from datetime import UTC, datetime, timedelta

import pytest

from ddci_tracker.services.sign_in_limits import (
    PER_ACCOUNT,
    PER_ADDRESS,
    key_of_address,
    seconds_to_wait,
)
from ddci_tracker.store.logins import KeptFailures

NOW = datetime(2026, 9, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (8, 40), (9, 60), (10, 60), (10**9, 60)],
)
def test_the_wait_for_an_account_grows_from_the_fifth_failure_to_a_minute(
    failures: int, seconds: int
) -> None:
    assert PER_ACCOUNT.wait_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(199, 0), (200, 5), (201, 10), (204, 60), (10**9, 60)]
)
def test_an_address_has_more_tries_and_waits_longer(failures: int, seconds: int) -> None:
    assert PER_ADDRESS.wait_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds_ago", "left"), [(0, 60), (0.5, 60), (59, 1), (59.9, 1), (60, 0), (3600, 0)]
)
def test_the_wait_counts_from_the_last_failure(seconds_ago: float, left: int) -> None:
    failures = KeptFailures(key="", count=9, last_at=NOW - timedelta(seconds=seconds_ago))
    assert seconds_to_wait(failures, PER_ACCOUNT, NOW) == left


def test_a_clock_that_was_set_back_makes_nobody_wait_for_hours() -> None:
    failures = KeptFailures(key="", count=9, last_at=NOW + timedelta(hours=5))
    assert seconds_to_wait(failures, PER_ACCOUNT, NOW) == 60


@pytest.mark.parametrize(
    ("one", "other", "count_together"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("10.0.0.1", "::ffff:10.0.0.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("máy\x00lạ", "máy\x00lạ", True),
        ("máy lạ", "máy quen", False),
    ],
)
def test_neighbours_in_ipv6_count_as_one_address(
    one: str, other: str, count_together: bool
) -> None:
    assert (key_of_address(one) == key_of_address(other)) is count_together
    assert "\x00" not in key_of_address(one)
