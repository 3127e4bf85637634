"""A month that freezes by itself: once its day is over, once only, and even after a night off."""

from datetime import UTC, date, datetime

import pytest

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import freeze_schedule, frozen_months
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.services.made import NEXT_YEAR, NOW, OWNER, PLAN, act, look, say, word

JULY, AUGUST, SEPTEMBER = (Period.month(2021, number) for number in (7, 8, 9))


def set_day(tracker: Tracker, day: int | None) -> None:
    freeze_schedule.set_freeze_day(tracker, OWNER, PLAN.id, day, now=NOW)


def on(month: int, day: int) -> datetime:
    """Nine in the morning in Vietnam."""
    return datetime(2021, month, day, 2, tzinfo=UTC)


def due(tracker: Tracker, now: datetime) -> list[tuple[Period, date]]:
    frozen = freeze_schedule.freeze_what_is_due(tracker, now=now)
    return [(kept.month, kept.as_of) for kept in frozen]


def test_nothing_freezes_by_itself_until_a_day_is_set(tracker: Tracker) -> None:
    assert due(tracker, on(9, 1)) == []


def test_a_month_freezes_once_its_day_is_over_and_not_on_the_day(tracker: Tracker) -> None:
    set_day(tracker, 25)
    assert due(tracker, on(7, 25)) == []
    assert due(tracker, on(7, 26)) == [(JULY, date(2021, 7, 25))]
    assert due(tracker, on(7, 26)) == [], "once only"


def test_the_day_ends_at_midnight_in_vietnam(tracker: Tracker) -> None:
    set_day(tracker, 25)
    assert due(tracker, datetime(2021, 7, 25, 16, 59, tzinfo=UTC)) == []
    assert due(tracker, datetime(2021, 7, 25, 17, tzinfo=UTC)) == [(JULY, date(2021, 7, 25))]


def test_months_that_were_missed_are_frozen_as_of_their_own_days(tracker: Tracker) -> None:
    set_day(tracker, 31)
    assert due(tracker, on(10, 3)) == [
        (JULY, date(2021, 7, 31)),
        (AUGUST, date(2021, 8, 31)),
        (SEPTEMBER, date(2021, 9, 30)),
    ]


def test_a_missed_month_shows_what_counted_on_its_day(tracker: Tracker) -> None:
    set_day(tracker, 31)
    say(tracker, word(), act(now=on(9, 2)))
    due(tracker, on(9, 3))
    month = frozen_months.read(tracker, OWNER, PLAN.id, JULY)
    assert month.board == look(tracker, now=NEXT_YEAR, as_of=month.as_of, known_at=month.known_at)
    assert month.board.freshness.last_update is None, "said in September, for September"


def test_it_says_who_had_set_the_day_and_that_nobody_pressed_a_button(tracker: Tracker) -> None:
    set_day(tracker, 31)
    (kept,) = freeze_schedule.freeze_what_is_due(tracker, now=on(8, 1))
    assert kept.frozen_by == f"{OWNER.name} (tự động)"


def test_months_before_the_day_was_set_are_left_to_people(tracker: Tracker) -> None:
    set_day(tracker, 10)
    assert due(tracker, on(7, 20)) == [], "10 July was over when the day was set"
    assert due(tracker, on(8, 11)) == [(AUGUST, date(2021, 8, 10))]


def test_a_month_that_somebody_froze_as_of_its_day_is_left_alone(tracker: Tracker) -> None:
    set_day(tracker, 31)
    frozen_months.freeze(tracker, OWNER, PLAN.id, JULY, now=on(8, 1))
    assert due(tracker, on(8, 2)) == []


def test_a_month_that_somebody_froze_too_early_gets_its_edition(tracker: Tracker) -> None:
    set_day(tracker, 31)
    frozen_months.freeze(tracker, OWNER, PLAN.id, JULY, now=on(7, 20), as_of=date(2021, 7, 20))
    (kept,) = freeze_schedule.freeze_what_is_due(tracker, now=on(8, 2))
    assert (kept.edition, kept.as_of) == (2, date(2021, 7, 31))


def test_nothing_is_due_after_the_year_of_the_plan(tracker: Tracker) -> None:
    set_day(tracker, 31)
    months = [month for month, _ in due(tracker, NEXT_YEAR)]
    assert months == [Period.month(2021, number) for number in range(7, 13)]


def test_another_day_replaces_the_first_and_none_takes_it_back(tracker: Tracker) -> None:
    for day in (25, 5):
        set_day(tracker, day)
        found = freeze_schedule.freeze_day_of(tracker, OWNER, PLAN.id)
        assert found is not None
        assert (found.day, found.since, found.set_by) == (day, date(2021, 7, 15), OWNER.name)
    set_day(tracker, None)
    assert freeze_schedule.freeze_day_of(tracker, OWNER, PLAN.id) is None
    assert due(tracker, on(9, 1)) == []


@pytest.mark.parametrize("day", [0, 32, 100])
def test_a_day_that_no_month_has_is_refused(tracker: Tracker, day: int) -> None:
    with pytest.raises(Refused) as refused:
        set_day(tracker, day)
    said = refused.value.said(Words.of(Language("vi")))
    assert said == f"Ngày trong tháng từ 1 đến 31, không phải {day}"
