"""The calendar of due days, read by a calendar library: the days of the board, and nothing else."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from ddci_tracker.domain.acts import Conclusion, ReportStep, TaskStatus
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.services import conclusions, links, reports
from ddci_tracker.services.calendars import calendar_feed
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    AGENCY,
    NEXT_YEAR,
    NOW,
    OFFICE,
    PLAN,
    Q2,
    act,
    extension,
    look,
    step,
    take,
)

TWO_DAYS = timedelta(days=2)


def link_to(tracker: Tracker, unit: str | None = None) -> str:
    return links.make_calendar_link(tracker, OFFICE, AGENCY, unit, now=NOW)


def feed(tracker: Tracker, token: str, now: datetime = NOW) -> Any:
    body = calendar_feed(tracker, token, now=now)
    assert body is not None
    return Calendar.from_ical(body)


def events(tracker: Tracker, unit: str | None = None, now: datetime = NOW) -> dict[str, Any]:
    calendar = feed(tracker, link_to(tracker, unit), now)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def event_of(tracker: Tracker, key: str = "R1/A/2021-Q2") -> Any:
    return events(tracker)[f"{key}@{PLAN.id}"]


@pytest.mark.parametrize("unit", [None, "A", "B"])
def test_each_report_with_a_due_day_is_an_event_on_that_day(
    tracker: Tracker, unit: str | None
) -> None:
    reports.extend(tracker, PLAN.id, extension(), act(OFFICE))
    reports.set_due(tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act(OFFICE))
    expected = {
        f"{row.key}@{PLAN.id}": row.last_day
        for row in look(tracker).reports
        if row.last_day
        and row.timeliness is not Timeliness.NOT_APPLICABLE
        and unit in (None, row.from_unit)
    }
    found = {uid: event["dtstart"].dt for uid, event in events(tracker, unit).items()}
    assert found == expected
    assert all(type(day) is date for day in found.values()), "whole days, without a time"


def test_a_report_without_a_due_day_is_no_event(tracker: Tracker) -> None:
    assert not [uid for uid in events(tracker) if uid.startswith("R2/")]


def test_an_extended_report_moves_and_counts_as_a_newer_version(tracker: Tracker) -> None:
    before = event_of(tracker)
    reports.extend(tracker, PLAN.id, extension(date(2021, 7, 31)), act(OFFICE, now=NOW))
    after = event_of(tracker)
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2021, 6, 5), date(2021, 7, 31))
    assert after["sequence"] == before["sequence"] + 1
    assert after["last-modified"].dt > before["last-modified"].dt
    assert after["uid"] == before["uid"]
    assert "Gia hạn từ 05/06/2021 đến 31/07/2021" in after["description"]
    assert "R1" not in after["description"] + after["summary"]
    reports.cancel_extension(tracker, PLAN.id, "R1", "A", Q2, act(OFFICE))
    assert event_of(tracker)["dtstart"].dt == date(2021, 6, 5)
    assert event_of(tracker)["sequence"] == before["sequence"] + 2


def test_a_report_that_was_handed_in_stays_and_says_so_without_an_alarm(tracker: Tracker) -> None:
    assert event_of(tracker).walk("VALARM")
    take(tracker, step(), act(on=date(2021, 6, 4)))
    event = event_of(tracker)
    assert str(event["summary"]) == "Đã nộp: Báo cáo quý II/2021, Phòng A"
    assert event["dtstart"].dt == date(2021, 6, 5)
    assert not event.walk("VALARM")
    take(tracker, step(ReportStep.RETURNED, note="thiếu phụ lục"))
    event = event_of(tracker)
    assert str(event["summary"]).startswith("Bị trả lại: ")
    assert "thiếu phụ lục" in event["description"]
    assert event.walk("VALARM")


def test_the_alarm_rings_on_the_morning_three_days_before(tracker: Tracker) -> None:
    (alarm,) = event_of(tracker).walk("VALARM")
    midnight = datetime(2021, 6, 5, tzinfo=VIETNAM)
    assert midnight + alarm["trigger"].dt == datetime(2021, 6, 2, 8, tzinfo=VIETNAM)


def test_a_feed_stays_the_same_until_something_changes(tracker: Tracker) -> None:
    token = link_to(tracker)
    first = calendar_feed(tracker, token, now=NOW)
    assert calendar_feed(tracker, token, now=NOW + TWO_DAYS) == first
    take(tracker, step(), act(on=date(2021, 6, 4)))
    assert calendar_feed(tracker, token, now=NOW) != first


def test_a_plan_of_a_past_year_is_in_no_calendar(tracker: Tracker) -> None:
    assert events(tracker)
    assert not events(tracker, now=NEXT_YEAR)


def test_a_link_that_was_revoked_or_never_made_opens_nothing(tracker: Tracker) -> None:
    token = link_to(tracker)
    feed(tracker, token)
    (link,) = links.list_links(tracker, OFFICE, AGENCY)
    links.revoke_link(tracker, OFFICE, link.token_hash)
    assert calendar_feed(tracker, token, now=NOW) is None
    assert calendar_feed(tracker, "khong-co", now=NOW) is None


def test_a_calendar_is_named_after_its_unit(tracker: Tracker) -> None:
    calendar = feed(tracker, link_to(tracker, "A"))
    assert str(calendar["x-wr-calname"]) == "Hạn báo cáo DDCI: Phòng A (Sở X)"
    assert calendar["method"] == "PUBLISH"
    assert calendar["refresh-interval"].dt == timedelta(hours=6)


def test_typed_text_cannot_add_to_the_calendar(tracker: Tracker) -> None:
    typed = "sửa\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x, y; z\\n"
    take(tracker, step())
    count = len(events(tracker))
    take(tracker, step(ReportStep.RETURNED, note=typed))
    assert len(events(tracker)) == count


def test_a_conclusion_with_a_due_day_is_an_event_of_its_units(tracker: Tracker) -> None:
    concluded = Conclusion(id="K1", about=None, text="Rà soát", units=("A",), due=date(2021, 7, 20))
    conclusions.conclude(tracker, PLAN.id, concluded, act(OFFICE, on=date(2021, 7, 1)))
    uid = f"conclusion/K1@{PLAN.id}"
    assert events(tracker, "A")[uid]["dtstart"].dt == date(2021, 7, 20)
    assert events(tracker, "A")[uid].walk("VALARM")
    assert uid in events(tracker)
    assert uid not in events(tracker, "B")
    done = ConclusionWord(unit="A", status=TaskStatus.DONE)
    conclusions.say_of(tracker, PLAN.id, "K1", done, act(OFFICE))
    event = events(tracker, "A")[uid]
    assert str(event["summary"]) == "Đã xong: Kết luận: Rà soát"
    assert not event.walk("VALARM")
