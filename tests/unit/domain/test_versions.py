"""Two axes of history: which version of a thing holds, as of a day and known at a moment."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from ddci_tracker.domain.versions import Version, holding, qualifying
from tests.unit.domain.build import LATER, day, noon, version


def held(*versions: Version[str], as_of: str, known_at: datetime = LATER) -> str | None:
    found = holding(versions, as_of=day(as_of), known_at=known_at).get("thing")
    return found.value if found else None


def of(
    value: str | None,
    on: str,
    *,
    revision: int,
    recorded: str | None = None,
    replaces: int | None = None,
) -> Version[str]:
    return version(
        "thing",
        value,
        day(on),
        revision=revision,
        recorded_at=noon(day(recorded)) if recorded else None,
        replaces=replaces,
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-03-04", None),
        ("2021-03-05", "first"),
        ("2021-04-09", "first"),
        ("2021-04-10", "next"),
    ],
)
def test_a_version_counts_from_its_day(as_of: str, expected: str | None) -> None:
    chain = (of("first", "2021-03-05", revision=1), of("next", "2021-04-10", revision=2))
    assert held(*chain, as_of=as_of) == expected


def test_a_version_is_known_from_the_moment_it_was_recorded() -> None:
    at = datetime(2021, 3, 5, 3, 0, tzinfo=UTC)
    before = datetime(2021, 3, 5, 2, 59, 59, 999999, tzinfo=UTC)
    chain = (version("thing", "said", day("2021-03-01"), recorded_at=at),)
    assert held(*chain, as_of="2021-03-05", known_at=before) is None
    assert held(*chain, as_of="2021-03-05", known_at=at) == "said"


def test_what_is_entered_late_with_an_earlier_day_does_not_displace_what_came_after() -> None:
    chain = (
        of("april", "2021-04-10", revision=1, recorded="2021-04-10"),
        of("march", "2021-03-05", revision=2, recorded="2021-05-20"),
    )
    assert held(*chain, as_of="2021-05-31") == "april"
    assert held(*chain, as_of="2021-03-31") == "march"
    assert held(*chain, as_of="2021-03-31", known_at=noon(day("2021-05-19"))) is None


def test_a_correction_of_the_same_day_wins_by_its_revision() -> None:
    chain = (of("wrong", "2021-03-05", revision=1), of("right", "2021-03-05", revision=2))
    assert held(*chain, as_of="2021-03-05") == "right"


def test_a_correction_of_the_day_replaces_the_version_it_names() -> None:
    chain = (
        of("mistyped day", "2021-03-15", revision=1, recorded="2021-03-15"),
        of("earlier day", "2021-03-05", revision=2, recorded="2021-03-16", replaces=1),
    )
    assert held(*chain, as_of="2021-03-31") == "earlier day"
    assert held(*chain, as_of="2021-03-31", known_at=noon(day("2021-03-15"))) == "mistyped day"


def test_a_day_corrected_to_a_later_one_leaves_the_earlier_day_empty() -> None:
    chain = (
        of("mistyped day", "2021-03-05", revision=1),
        of("later day", "2021-03-15", revision=2, replaces=1),
    )
    assert held(*chain, as_of="2021-03-10") is None
    assert held(*chain, as_of="2021-03-15") == "later day"


def test_a_correction_can_be_corrected() -> None:
    chain = (
        of("first", "2021-03-20", revision=1),
        of("second", "2021-03-10", revision=2, replaces=1),
        of("third", "2021-03-05", revision=3, replaces=2),
    )
    assert held(*chain, as_of="2021-03-31") == "third"


def test_what_is_closed_is_gone_from_its_day_and_stays_in_the_history() -> None:
    chain = (of("said", "2021-03-05", revision=1), of(None, "2021-03-20", revision=2))
    assert held(*chain, as_of="2021-03-19") == "said"
    assert held(*chain, as_of="2021-03-20") is None
    assert "thing" not in holding(chain, as_of=day("2021-03-20"), known_at=LATER)
    seen = qualifying(chain, as_of=day("2021-03-20"), known_at=LATER)["thing"]
    assert [each.value for each in seen] == ["said", None]


def test_what_was_closed_can_be_opened_again() -> None:
    chain = (
        of("said", "2021-03-05", revision=1),
        of(None, "2021-03-20", revision=2),
        of("said again", "2021-04-01", revision=3),
    )
    assert held(*chain, as_of="2021-04-01") == "said again"


def test_the_order_in_which_versions_are_handed_over_does_not_matter() -> None:
    chain = (
        of("a", "2021-03-05", revision=1),
        of("b", "2021-03-05", revision=2),
        of("c", "2021-03-01", revision=3),
        of("d", "2021-03-09", revision=4, replaces=1),
    )
    for order in permutations(chain):
        seen = qualifying(order, as_of=day("2021-03-31"), known_at=LATER)["thing"]
        assert [each.value for each in seen] == ["c", "b", "d"]


def test_things_of_different_keys_do_not_touch_each_other() -> None:
    versions = (
        version("one", "1", day("2021-03-05")),
        version("two", "2", day("2021-03-06"), revision=2, replaces=1),
    )
    found = holding(versions, as_of=day("2021-03-31"), known_at=LATER)
    assert {key: each.value for key, each in found.items()} == {"one": "1", "two": "2"}
