"""The end of a plan's year: it runs until its close, and nothing of January is lost.

The plan of 2026 asks for the report of the fourth quarter by 5 January 2027, and has a task that
falls due on the fifteenth.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from ddci_tracker.domain.acts import (
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.clock import ClockDoubt
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.my_work import Nearness, owed_by, with_reports_of
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Result, ResultKind, Years
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.domain.views import Board
from ddci_tracker.plans import read_plan
from ddci_tracker.services import (
    acts_ahead,
    boards,
    closing,
    history,
    installation,
    reports,
    results,
    task_updates,
)
from ddci_tracker.services.act_remarks import act_remarks
from ddci_tracker.services.acts import Act
from ddci_tracker.services.calendars import calendar_feed
from ddci_tracker.services.links import make_calendar_link
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.reminders import reminder
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import writing
from ddci_tracker.store.tables import METADATA
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.report_names import extension_of
from tests.integration.services.made import CATALOG, OWNER

PLAN_ID = "SDL-MH-2026"
FILE = Path(__file__).parent / "files" / "sdl-mh-2026.yaml"
Q1, Q3, Q4 = (Period.quarter(2026, number) for number in (1, 3, 4))
VI = Words.of()
SET_ASIDE = "Acts that do not count, since their day had not come"

day = date.fromisoformat


def at(on: str) -> datetime:
    """Noon in Vietnam."""
    return datetime.combine(day(on), time(5), UTC)


def act(on: str, *, counts: str | None = None) -> Act:
    return Act(actor=OWNER, now=at(on), on=day(counts) if counts else None)


def look(tracker: Tracker, on: str, as_of: str | None = None) -> Board:
    return boards.look_at(tracker, OWNER, PLAN_ID, now=at(on), as_of=day(as_of) if as_of else None)


def say(tracker: Tracker, on: str, task: str, quarter: Period, status: TaskStatus) -> None:
    word = TaskUpdate(task=task, quarter=quarter, unit="", status=status)
    task_updates.update_task(tracker, PLAN_ID, word, act(on))


def hand_in(tracker: Tracker, on: str, unit: str, duty: str = "R1", period: Period = Q4) -> None:
    step = ReportAct(duty=duty, unit=unit, period=period, step=ReportStep.HANDED_IN)
    reports.take_step(tracker, PLAN_ID, step, act(on))


def states(
    board: Board, duty: str = "R1", period: Period = Q4
) -> dict[str, tuple[str, int | None]]:
    return {
        row.from_unit: (str(row.timeliness), row.days)
        for row in board.reports
        if (row.duty, row.period) == (duty, period)
    }


def light(board: Board, task: str) -> Colour | None:
    tasks = (view for part in board.sub_indices for view in part.tasks)
    return next(view.light.colour for view in tasks if view.task.code == task)


@pytest.fixture
def running(empty: Tracker) -> Tracker:
    """The plan in its year: every task spoken of in September, one report of Q4 handed in."""
    load_plan(empty, OWNER, read_plan(FILE, CATALOG), now=at("2026-01-21"))
    for task in ("II.1-01", "II.1-03"):
        say(empty, "2026-09-15", task, Q3, TaskStatus.ON_TRACK)
    say(empty, "2026-09-15", "II.1-02", Q3, TaskStatus.DONE)
    hand_in(empty, "2027-01-04", "QLLH")
    return empty


def test_the_reports_of_the_fourth_quarter_fall_due_in_january(running: Tracker) -> None:
    board = look(running, "2027-01-10")
    assert (board.as_of, board.quarter, board.past) == (day("2027-01-10"), Q4, False)
    assert states(board) == {
        "QLLH": ("on_time", None),
        "QHPT": ("overdue", 5),
        "TTXT": ("overdue", 5),
    }


def test_letter_work_and_calendar_name_what_is_owed_in_january(running: Tracker) -> None:
    board = look(running, "2027-01-10")
    letter = reminder(board, VI) or ""
    assert "Báo cáo quý IV/2026: hạn cuối 05/01/2027, quá hạn 5 ngày" in letter
    assert "Trung tâm Xúc tiến" in letter
    assert "Phòng Quản lý lữ hành" not in letter.split("\n\n")[0]
    pressing = {each.row.key for each in owed_by(board, "TTXT").reports_in(Nearness.PRESSING)}
    assert f"R1/TTXT/{Q4}" in pressing
    token = make_calendar_link(running, OWNER, "SDL-MH", unit=None, now=at("2027-01-10"))
    feed = (calendar_feed(running, token, now=at("2027-01-10")) or b"").decode()
    assert "DTSTART;VALUE=DATE:20270105" in feed


@pytest.mark.parametrize(
    ("on", "colour"), [("2027-01-05", Colour.GREEN), ("2027-01-06", Colour.AMBER)]
)
def test_a_task_last_spoken_of_in_september_is_amber_once_the_update_day_has_passed(
    running: Tracker, on: str, colour: Colour
) -> None:
    board = look(running, on)
    assert light(board, "II.1-01") is colour
    assert light(board, "II.1-03") is colour
    assert light(board, "II.1-02") is Colour.GREEN, "it was done for good"


def test_a_word_for_the_fourth_quarter_sent_in_january_shows_at_once(running: Tracker) -> None:
    say(running, "2027-01-20", "II.1-01", Q4, TaskStatus.ON_TRACK)
    assert light(look(running, "2027-01-20"), "II.1-01") is Colour.GREEN


@pytest.mark.parametrize(
    ("on", "colour"), [("2027-01-15", Colour.AMBER), ("2027-01-16", Colour.RED)]
)
def test_a_task_due_in_january_comes_due(running: Tracker, on: str, colour: Colour) -> None:
    assert light(look(running, on), "II.1-03") is colour


def test_a_hand_in_of_that_day_is_filled_with_it_and_late_by_its_days(running: Tracker) -> None:
    assert boards.today_in(running, OWNER, PLAN_ID, now=at("2027-01-20")) == day("2027-01-20")
    hand_in(running, "2027-01-20", "QHPT")
    assert states(look(running, "2027-01-20"))["QHPT"] == ("late", 15)


@pytest.mark.parametrize(
    ("on", "past", "as_of"),
    [
        # 31 days after 15 January, the last day of any duty or task
        ("2027-02-15", False, "2027-02-15"),
        ("2027-02-16", True, "2027-02-15"),
        ("2027-09-01", True, "2027-02-15"),
    ],
)
def test_a_plan_closes_31_days_after_its_last_day(
    running: Tracker, on: str, past: bool, as_of: str
) -> None:
    board = look(running, on)
    assert (board.past, board.as_of) == (past, day(as_of))
    assert states(board)["TTXT"] == ("overdue", 41)
    assert bool(owed_by(board, "TTXT").reports) is not past


def test_an_extension_moves_the_close(running: Tracker) -> None:
    extension = Extension(
        duty="R1", unit="TTXT", period=Q4, last_day=day("2027-03-01"), approver="GĐ", basis="CV 1"
    )
    reports.extend(running, PLAN_ID, extension, act("2027-01-10"))
    assert boards.closing_day(running, OWNER, PLAN_ID, now=at("2027-01-10")) == day("2027-04-01")


def test_the_office_closes_a_plan_on_another_day_and_takes_that_back(running: Tracker) -> None:
    closing.close_plan(running, PLAN_ID, day("2027-01-31"), act("2027-01-20"))
    assert not look(running, "2027-01-31").past
    closed = look(running, "2027-02-01")
    assert (closed.past, closed.as_of) == (True, day("2027-01-31"))
    closing.close_plan(running, PLAN_ID, None, act("2027-02-01"))
    assert not look(running, "2027-02-01").past


def test_a_close_that_was_taken_back_leaves_no_trace_on_any_day(running: Tracker) -> None:
    say(running, "2027-01-20", "II.1-01", Q4, TaskStatus.ON_TRACK)
    closing.close_plan(running, PLAN_ID, day("2027-01-20"), act("2027-02-12"))
    closing.close_plan(running, PLAN_ID, None, act("2027-02-13"))
    board = look(running, "2027-02-14", as_of="2027-02-10")
    assert (board.past, board.closes_on) == (False, day("2027-02-15"))
    assert states(board)["TTXT"] == ("overdue", 36)
    assert light(board, "II.1-01") is Colour.GREEN


def test_what_was_known_while_a_plan_was_closed_stays_known(running: Tracker) -> None:
    closing.close_plan(running, PLAN_ID, day("2027-01-12"), act("2027-02-12"))
    closing.close_plan(running, PLAN_ID, None, act("2027-02-13"))
    for known, closes_on in (("2027-02-11", "2027-02-15"), ("2027-02-12", "2027-01-12")):
        board = boards.look_at(
            running,
            OWNER,
            PLAN_ID,
            now=at("2027-02-14"),
            as_of=day("2027-02-10"),
            known_at=at(known),
        )
        assert board.closes_on == day(closes_on)


@pytest.mark.parametrize("newest", ["2027-02-05", "2027-02-25"])
def test_of_two_closes_the_newest_act_holds(running: Tracker, newest: str) -> None:
    closing.close_plan(running, PLAN_ID, day("2027-02-20"), act("2027-02-26"))
    closing.close_plan(running, PLAN_ID, day(newest), act("2027-02-27"))
    assert boards.closing_day(running, OWNER, PLAN_ID, now=at("2027-02-27")) == day(newest)
    assert look(running, "2027-02-27", as_of="2027-02-03").closes_on == day(newest)


def test_a_plan_closes_no_earlier_than_its_last_act(running: Tracker) -> None:
    hand_in(running, "2027-01-18", "QHPT")
    say(running, "2027-01-20", "II.1-01", Q4, TaskStatus.ON_TRACK)
    with pytest.raises(Refused) as raised:
        closing.close_plan(running, PLAN_ID, day("2027-01-12"), act("2027-02-01"))
    assert raised.value.said(VI) == (
        "Đã có 2 lần ghi nhận cho những ngày sau 12/01/2027, lần cuối cho ngày 20/01/2027; "
        "kế hoạch đóng sớm nhất vào ngày 20/01/2027: "
        "R1/QHPT/2026-Q4 (18/01/2027) và II.1-01@2026-Q4 (20/01/2027)"
    )
    closing.close_plan(running, PLAN_ID, day("2027-01-20"), act("2027-02-01"))
    board = look(running, "2027-02-01")
    assert (board.past, board.as_of) == (True, day("2027-01-20"))


def test_a_close_is_not_taken_back_from_acts_that_the_usual_one_would_hide(
    running: Tracker,
) -> None:
    closing.close_plan(running, PLAN_ID, day("2027-03-31"), act("2027-01-20"))
    hand_in(running, "2027-03-10", "QHPT")
    with pytest.raises(Refused) as raised:
        closing.close_plan(running, PLAN_ID, None, act("2027-03-20"))
    assert raised.value.said(VI).endswith(": R1/QHPT/2026-Q4 (10/03/2027)")
    assert boards.closing_day(running, OWNER, PLAN_ID, now=at("2027-03-20")) == day("2027-03-31")


def test_what_was_done_and_taken_back_keeps_no_plan_open(running: Tracker) -> None:
    say(running, "2027-01-20", "II.1-01", Q4, TaskStatus.ON_TRACK)
    task_updates.undo_update(running, PLAN_ID, "II.1-01", Q4, act("2027-01-20"))
    closing.close_plan(running, PLAN_ID, day("2027-01-12"), act("2027-02-01"))
    assert boards.closing_day(running, OWNER, PLAN_ID, now=at("2027-02-01")) == day("2027-01-12")


def test_no_letter_is_written_after_the_close(running: Tracker) -> None:
    assert reminder(look(running, "2027-02-15"), VI)
    assert reminder(look(running, "2027-02-16"), VI) is None


def test_a_day_of_its_life_is_looked_at_as_it_was_once_the_plan_has_closed(
    running: Tracker,
) -> None:
    then = look(running, "2027-02-16", as_of="2027-01-10")
    assert (then.past, then.closed) == (True, False)
    assert reminder(then, VI) == reminder(look(running, "2027-01-10"), VI) is not None
    assert owed_by(then, "TTXT").reports
    at_its_close = look(running, "2027-02-16", as_of="2027-02-15")
    assert at_its_close.closed


def test_the_last_quarter_is_judged_at_the_close_and_then_stays(running: Tracker) -> None:
    at_close = look(running, "2027-02-15")
    later = look(running, "2027-08-01", as_of="2027-07-01")
    assert light(later, "II.1-01") is light(at_close, "II.1-01") is Colour.AMBER


def test_an_extension_never_makes_a_day_earlier(empty: Tracker) -> None:
    """The general day is 10 October, one unit has until 15; then it is moved to 25 for all."""
    load_plan(empty, OWNER, read_plan(FILE, CATALOG), now=at("2026-01-21"))
    september = Period.month(2026, 9)
    by = DueRule(inclusive=True, day=10, of_next_period=True)
    reports.set_due(empty, PLAN_ID, "R2", by, act("2026-09-01"))
    extension = Extension(
        duty="R2",
        unit="QHPT",
        period=september,
        last_day=day("2026-10-15"),
        approver="GĐ",
        basis="CV 1",
    )
    reports.extend(empty, PLAN_ID, extension, act("2026-10-01"))
    moved = DueRule(inclusive=True, day=25, of_next_period=True)
    reports.set_due(empty, PLAN_ID, "R2", moved, act("2026-10-09"))
    for unit in ("QHPT", "TTXT"):
        hand_in(empty, "2026-10-20", unit, "R2", september)
    board = look(empty, "2026-10-26")
    assert states(board, "R2", september) == {
        "QLLH": ("overdue", 1),
        "QHPT": ("on_time", None),
        "TTXT": ("on_time", None),
    }
    extended = next(row for row in board.reports if row.extension)
    assert extended.first_last_day == day("2026-10-10"), "the first day stays on show"
    assert extended.last_day == day("2026-10-25")
    assert extension_of(extended, VI) == (
        "Gia hạn từ 10/10/2026 đến 15/10/2026; người duyệt: GĐ; căn cứ: CV 1; "
        "hạn chung nay là 25/10/2026"
    )
    august = states(board, "R2", Period.month(2026, 8))
    assert august["TTXT"] == ("overdue", 46), "its day had passed when the new one was set"


def test_a_due_day_that_is_set_today_makes_nothing_overdue_today(empty: Tracker) -> None:
    load_plan(empty, OWNER, read_plan(FILE, CATALOG), now=at("2026-01-21"))
    by = DueRule(inclusive=True, day=20)
    reports.set_due(empty, PLAN_ID, "R2", by, act("2026-08-25"))
    march = Period.month(2026, 3)
    assert states(look(empty, "2026-08-25"), "R2", march)["TTXT"] == ("due_today", 0)
    assert states(look(empty, "2026-08-26"), "R2", march)["TTXT"] == ("overdue", 1)


def test_one_word_under_a_clock_that_ran_ahead_moves_nothing(running: Tracker) -> None:
    say(running, "2028-05-05", "II.1-01", Q4, TaskStatus.BEHIND)
    board = look(running, "2027-01-20")
    assert not board.past
    assert light(board, "II.1-01") is Colour.AMBER
    assert board.freshness.last_update is not None
    assert board.freshness.last_update <= at("2027-01-20")
    told = {each.name: each for each in installation.examine(running, OWNER, now=at("2027-01-20"))}
    ahead = told["Acts for days to come"]
    assert not ahead.well
    assert "II.1-01@2026-Q4" in ahead.found


def test_what_was_said_under_a_fast_clock_does_not_come_back_on_its_day(running: Tracker) -> None:
    say(running, "2027-01-25", "II.1-01", Q4, TaskStatus.BEHIND)
    say(running, "2027-01-20", "II.1-01", Q4, TaskStatus.ON_TRACK)
    assert light(look(running, "2027-01-20"), "II.1-01") is Colour.GREEN
    assert light(look(running, "2027-01-26"), "II.1-01") is Colour.GREEN
    told = {each.name: each for each in installation.examine(running, OWNER, now=at("2027-01-20"))}
    assert told["Acts for days to come"].well


def test_no_act_under_a_fast_clock_comes_alive_on_its_day(running: Tracker) -> None:
    """Whatever its kind, and although nobody says anything else on the same thing."""
    ahead = act("2027-01-25")
    said: Any = {"duty": "R1", "period": Q4}
    handed = ReportAct(**said, unit="TTXT", step=ReportStep.HANDED_IN)
    reports.take_step(running, PLAN_ID, handed, ahead)
    longer = Extension(
        **said, unit="QHPT", last_day=day("2027-02-28"), approver="Giám đốc", basis="CV 12"
    )
    reports.extend(running, PLAN_ID, longer, ahead)
    back = ReportAct(**said, unit="QLLH", step=ReportStep.RETURNED, note="thiếu biểu")
    reports.take_step(running, PLAN_ID, back, ahead)
    published = Result(
        year=2026, kind=ResultKind.PUBLISHED, score=Decimal("71.20"), published_on=day("2027-01-24")
    )
    results.enter_result(
        running, PLAN_ID, ResultEntry(index="DDCI", sub_index=None, result=published), ahead
    )
    for read in ("2027-01-04", "2027-01-04", "2027-01-11", "2027-01-19"):
        installation.note_clocks_ahead(running, now=at(read))

    for shown in ("2027-01-06", "2027-01-26"):
        board = look(running, shown)
        rows = {row.from_unit: row for row in board.reports if (row.duty, row.period) == ("R1", Q4)}
        assert rows["TTXT"].handed_in_on is None
        assert rows["QHPT"].extension is None
        assert rows["QLLH"].acceptance is Acceptance.HANDED_IN
        assert board.overall[0].standing.latest is not None
        assert board.overall[0].standing.latest.year == 2025
        assert board.freshness.last_update == at("2027-01-04")
    told = {each.name: each for each in installation.examine(running, OWNER, now=at("2027-01-26"))}
    assert "R1/TTXT/2026-Q4" in told[SET_ASIDE].found, "so that it is said again"

    reports.take_step(running, PLAN_ID, handed, act("2027-01-26"))
    assert states(look(running, "2027-01-27"))["TTXT"] == ("late", 21), "said again, it counts"


def test_the_last_update_is_never_the_moment_of_looking(running: Tracker) -> None:
    """Of what was typed after a clock ran ahead the true moment is kept, of what ran ahead none."""
    task_updates.update_task(
        running,
        PLAN_ID,
        TaskUpdate(task="II.1-01", quarter=Q4, unit="", status=TaskStatus.ON_TRACK),
        act("2027-03-01", counts="2027-01-04"),
    )
    assert look(running, "2027-01-05").freshness.last_update == at("2027-01-04")
    unit = look(running, "2027-01-05").freshness.last_of("QLLH")
    assert unit is not None

    say(running, "2027-01-06", "II.1-01", Q4, TaskStatus.BEHIND)
    for shown in ("2027-01-07", "2027-02-28"):
        assert look(running, shown).freshness.last_update == at("2027-01-06")
    for spoken in ("2027-01-20", "2027-02-10"):
        say(running, spoken, "II.1-01", Q4, TaskStatus.ON_TRACK)
    board = look(running, "2027-03-05")
    assert board.freshness.last_update == at("2027-02-10")
    assert light(board, "II.1-01") is Colour.GREEN, "what was typed since counts"


def test_a_clock_that_lagged_for_a_while_makes_nothing_void(running: Tracker) -> None:
    """A battery died, and somebody worked under last year's clock for a morning."""
    say(running, "2027-01-05", "II.1-01", Q4, TaskStatus.BEHIND)
    hand_in(running, "2027-01-05", "QHPT")
    before = look(running, "2027-01-06")
    for lagging in ("2026-10-05", "2026-10-06"):
        say(running, lagging, "II.1-03", Q4, TaskStatus.ON_TRACK)
        installation.note_clocks_ahead(running, now=at(lagging))
    after = look(running, "2027-01-06")
    assert after.reports == before.reports
    assert light(after, "II.1-01") is light(before, "II.1-01") is Colour.AMBER
    assert after.freshness.last_update is not None
    assert after.freshness.last_update >= at("2027-01-05")


def ahead_of(tracker: Tracker, on: str) -> dict[str, ClockDoubt]:
    found = acts_ahead.acts_ahead(tracker, OWNER, PLAN_ID, now=at(on))
    return {each.key: each.doubt for each in found}


def test_what_one_reading_leaves_in_doubt_is_named_until_somebody_says_when_it_was(
    running: Tracker,
) -> None:
    """Somebody looked but once between the act and its day: nobody can know, so it is asked."""
    say(running, "2027-01-25", "II.1-01", Q4, TaskStatus.BEHIND)
    (key,) = ahead_of(running, "2027-01-04")
    installation.note_clock_of_looker(running, now=at("2027-01-05"))
    assert ahead_of(running, "2027-01-20") == {key: ClockDoubt.TO_COME}
    assert ahead_of(running, "2027-01-26") == {key: ClockDoubt.UNSURE}
    told = {each.name: each for each in installation.examine(running, OWNER, now=at("2027-01-26"))}
    assert told["Acts for days to come"].well, "its day has come"
    line = told["Acts whose day had perhaps not come"]
    assert not line.well
    assert line.said(VI).count(key) == 1
    assert "act done-on" in line.said(VI)

    def shown() -> list[tuple[datetime | None, ClockDoubt | None]]:
        entries = history.versions_of(
            running, OWNER, PLAN_ID, "task_update", key, now=at("2027-01-26")
        )
        return [(each.typed, each.doubt) for each in entries]

    assert shown()[-1][1] is ClockDoubt.UNSURE
    acts_ahead.done_on(running, PLAN_ID, "task_update", key, act("2027-01-26", counts="2027-01-05"))
    assert ahead_of(running, "2027-01-26") == {}
    assert [doubt for _, doubt in shown()] == [None, None]
    assert light(look(running, "2027-01-26"), "II.1-01") is Colour.AMBER
    back = boards.look_at(running, OWNER, PLAN_ID, now=at("2027-01-26"), as_of=day("2027-01-06"))
    assert light(back, "II.1-01") is Colour.AMBER, "it counts from the day that was said"


def test_what_is_left_out_gives_way_to_what_stood_before(running: Tracker) -> None:
    say(running, "2027-01-04", "II.1-01", Q4, TaskStatus.ON_TRACK)
    say(running, "2027-01-25", "II.1-01", Q4, TaskStatus.BEHIND)
    step = ReportAct(duty="R1", unit="TTXT", period=Q4, step=ReportStep.HANDED_IN)
    reports.take_step(running, PLAN_ID, step, act("2027-01-25"))
    installation.note_clock_of_looker(running, now=at("2027-01-05"))
    for what, key in (("task_update", "II.1-01@2026-Q4"), ("report_act", "R1/TTXT/2026-Q4")):
        (named,) = (each for each in ahead_of(running, "2027-01-26") if each.startswith(key))
        acts_ahead.leave_out(running, PLAN_ID, what, named, act("2027-01-26"))
        with pytest.raises(Refused):
            acts_ahead.leave_out(running, PLAN_ID, what, named, act("2027-01-26"))
    assert ahead_of(running, "2027-01-26") == {}
    board = look(running, "2027-01-26")
    assert light(board, "II.1-01") is Colour.GREEN
    assert states(board)["TTXT"][0] == "overdue"


def test_a_clock_that_lagged_leaves_no_act_in_doubt(running: Tracker) -> None:
    """It reads earlier than all that was recorded, or work went on right after its reading."""
    say(running, "2027-01-05", "II.1-01", Q4, TaskStatus.BEHIND)
    for lagging in ("2020-01-01", "2026-09-14"):
        installation.note_clocks_ahead(running, now=at(lagging))
        assert ahead_of(running, "2027-01-06") == {}


def test_a_clock_some_hours_ahead_over_midnight_makes_nobody_late(running: Tracker) -> None:
    """The last day in time is the fifth: it was typed at noon, under a clock of the sixth."""
    step = ReportAct(duty="R1", unit="TTXT", period=Q4, step=ReportStep.HANDED_IN)
    fast = act("2027-01-05", counts="2027-01-05")
    unit = Actor(name="lan", role=Role.STAFF, agencies=frozenset({"SDL-MH"}), unit="TTXT")
    fast = replace(fast, actor=unit, now=fast.now + timedelta(hours=13))
    reports.take_step(running, PLAN_ID, step, fast)
    hand_in(running, "2027-01-05", "QHPT")
    for shown in ("2027-01-07", "2027-01-20"):
        (row,) = (
            each
            for each in look(running, shown).reports
            if (each.duty, each.period, each.from_unit) == ("R1", Q4, "TTXT")
        )
        assert (row.timeliness, row.entered_on) == (Timeliness.ON_TIME, None)


def test_what_an_older_tracker_recorded_after_a_fast_clock_is_as_fresh_as_its_day(
    running: Tracker,
) -> None:
    """It kept no reading of the clock: the day of the act is all that is known."""
    say(running, "2027-03-01", "II.1-02", Q4, TaskStatus.BEHIND)
    say(running, "2027-01-10", "II.1-01", Q4, TaskStatus.BEHIND)
    with writing(running.engine) as session:
        session.connection().execute(delete(METADATA.tables["clock_step"]))
    last = look(running, "2027-01-11").freshness.last_update
    assert last is not None
    assert vietnamese_day(last) == day("2027-01-10")


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("2026-11-20", "SDL-MH-2026"),  # next year's plan is loaded, and does not hide it
        ("2027-01-01", "SDL-MH-2027"),
        ("2025-01-01", "SDL-MH-2026"),  # none has begun: the next one to do so
    ],
)
def test_the_plan_that_runs_is_shown_where_none_is_asked_for(
    running: Tracker, on: str, shown: str
) -> None:
    text = FILE.read_text(encoding="utf-8").replace("2027-01-15", "2028-01-15")
    coming = text.replace("year: 2026", "year: 2027").replace("SDL-MH-2026", "SDL-MH-2027")
    path = running.state_dir / "next.yaml"
    path.write_text(coming.replace("issued_on: 2026-01-20", "issued_on: 2026-11-15"), "utf-8")
    load_plan(running, OWNER, read_plan(path, CATALOG), now=at("2026-11-16"))
    plans = boards.list_plans(running, OWNER)
    found = boards.plan_to_show(running, OWNER, plans, now=at(on))
    assert found is not None
    assert found.id == shown


@pytest.mark.parametrize(
    ("status", "percent", "done_on", "field"),
    [
        (TaskStatus.DONE, 40, None, "percent"),
        (TaskStatus.DONE, None, "2026-01-19", "done_on"),  # before the plan
        (TaskStatus.DONE, None, "2026-09-16", "done_on"),  # after the day it was said
    ],
)
def test_a_task_is_done_within_its_life_and_wholly(
    running: Tracker, status: TaskStatus, percent: int | None, done_on: str | None, field: str
) -> None:
    word = TaskUpdate(
        task="II.1-01",
        quarter=Q3,
        unit="",
        status=status,
        percent=percent,
        done_on=day(done_on) if done_on else None,
    )
    with pytest.raises(Refused) as raised:
        task_updates.update_task(running, PLAN_ID, word, act("2026-09-15"))
    assert raised.value.field == field


def test_nothing_is_said_before_the_plan_was_issued(running: Tracker) -> None:
    word = TaskUpdate(
        task="II.1-01", quarter=Period.quarter(2026, 1), unit="", status=TaskStatus.ON_TRACK
    )
    with pytest.raises(Refused) as raised:
        task_updates.update_task(running, PLAN_ID, word, act("2026-09-15", counts="2026-01-19"))
    assert raised.value.field == "on"
    task_updates.update_task(running, PLAN_ID, word, act("2026-09-15", counts="2026-01-20"))


def test_the_first_day_of_a_quarter_and_today_said_by_name_are_days_that_count(
    running: Tracker,
) -> None:
    fourth = TaskUpdate(task="II.1-01", quarter=Q4, unit="", status=TaskStatus.ON_TRACK)
    with pytest.raises(Refused) as raised:
        task_updates.update_task(running, PLAN_ID, fourth, act("2026-10-01", counts="2026-09-30"))
    assert raised.value.field == "quarter"
    made = task_updates.update_task(
        running, PLAN_ID, fourth, act("2026-10-01", counts="2026-10-01")
    )
    assert made.on == day("2026-10-01")


def test_no_rate_counts_more_than_was_expected(running: Tracker) -> None:
    for on in ("2026-12-31", "2027-01-10", "2027-03-01"):
        totals = look(running, on).report_totals
        assert totals.expected == totals.on_time + totals.late + totals.missing
        missing = [row for row in look(running, on).reports if row.timeliness is Timeliness.OVERDUE]
        assert len(missing) == totals.missing


@pytest.fixture
def of_years(empty: Tracker) -> Tracker:
    """The same plan, for the years 2026 to 2028; one report of its first year is handed in."""
    plan = read_plan(FILE, CATALOG)
    document = replace(plan.document, years=Years(2026, 2028))
    load_plan(empty, OWNER, replace(plan, document=document), now=at("2026-01-21"))
    hand_in(empty, "2027-01-04", "QLLH")
    return empty


def still(tracker: Tracker, on: str) -> tuple[Board, ...]:
    return boards.still_running(tracker, OWNER, look(tracker, on), now=at(on))


@pytest.mark.parametrize(
    ("on", "years"),
    [("2026-12-31", []), ("2027-01-10", [2026]), ("2027-02-05", [2026]), ("2027-02-06", [])],
)
def test_the_old_year_of_a_plan_runs_beside_the_new_one_until_its_close(
    of_years: Tracker, on: str, years: list[int]
) -> None:
    assert [board.plan.year for board in still(of_years, on)] == years


def test_what_is_owed_for_the_old_year_is_named_in_letter_work_and_calendar(
    of_years: Tracker,
) -> None:
    board, earlier = look(of_years, "2027-01-10"), still(of_years, "2027-01-10")
    letter = reminder(board, VI, earlier=earlier) or ""
    assert "đôn đốc nộp báo cáo định kỳ năm 2026\n" in letter
    assert "Báo cáo quý IV/2026: hạn cuối 05/01/2027, quá hạn 5 ngày" in letter
    assert reminder(board, VI) is None
    owed = with_reports_of(owed_by(board, "TTXT"), (owed_by(each, "TTXT") for each in earlier))
    pressing = {each.row.key for each in owed.reports_in(Nearness.PRESSING)}
    assert f"R1/TTXT/{Q4}" in pressing
    token = make_calendar_link(of_years, OWNER, "SDL-MH", unit=None, now=at("2027-01-10"))
    feed = (calendar_feed(of_years, token, now=at("2027-01-10")) or b"").decode()
    assert "DTSTART;VALUE=DATE:20270105" in feed
    assert "DTSTART;VALUE=DATE:20270405" in feed


@pytest.mark.parametrize(
    ("on", "owed"), [("2026-12-31", 0), ("2027-01-10", 2), ("2027-02-05", 2), ("2027-02-06", 0)]
)
def test_what_is_owed_for_the_old_year_stands_on_the_board_of_the_new_one(
    of_years: Tracker, on: str, owed: int
) -> None:
    def rows_of(board: Board) -> list[tuple[str | None, int | None]]:
        named = [row for row in board.attention if row.quarter == Q4]
        return [(row.report, row.days) for row in named if str(row.report).startswith("R1/")]

    board = look(of_years, on)
    days = (day(on) - day("2027-01-05")).days
    assert [each for _, each in rows_of(board)] == [days] * owed
    # Somebody who looks back later sees the same, and whoever names the year sees it alone.
    back = boards.look_at(of_years, OWNER, PLAN_ID, now=at("2027-06-01"), as_of=day(on))
    assert rows_of(back) == rows_of(board)
    named = boards.look_at(of_years, OWNER, PLAN_ID, now=at(on), year=2027)
    assert rows_of(named) == []


def test_a_close_of_the_whole_plan_keeps_no_old_year_running(of_years: Tracker) -> None:
    closing.close_plan(of_years, PLAN_ID, day("2029-03-31"), act("2029-01-20"))
    assert [each.plan.year for each in still(of_years, "2029-01-20")] == []
    assert boards.closing_day(of_years, OWNER, PLAN_ID, now=at("2029-01-20")) == day("2029-03-31")


def test_what_is_recorded_after_the_close_is_told_where_it_does_not_show(running: Tracker) -> None:
    assert boards.closing_day(running, OWNER, PLAN_ID, now=at("2027-03-01")) == day("2027-02-15")

    def handed_in(unit: str, on: str, *, counts: str | None = None) -> tuple[str, ...]:
        step = ReportAct(duty="R1", unit=unit, period=Q4, step=ReportStep.HANDED_IN)
        made = reports.take_step(running, PLAN_ID, step, act(on, counts=counts))
        found = act_remarks(running, OWNER, PLAN_ID, made, now=at(on))
        return tuple(each.said(VI) for each in found)

    (told,) = handed_in("QHPT", "2027-02-16")
    assert told.startswith("Kế hoạch đã đóng ngày 15/02/2027")
    assert states(look(running, "2027-02-16"))["QHPT"][0] == "overdue"
    # Counted for the day on which it came in, it shows, and there is nothing to tell.
    assert handed_in("TTXT", "2027-02-16", counts="2027-02-15") == ()
    assert states(look(running, "2027-02-16"))["TTXT"][0] == "late"


def test_a_word_on_a_task_before_it_begins_is_told_or_refused(empty: Tracker) -> None:
    plan = read_plan(FILE, CATALOG)
    (part,) = plan.sub_indices
    begins = replace(part.tasks[0], start=day("2026-05-15"))
    part = replace(part, tasks=(begins, *part.tasks[1:]))
    load_plan(empty, OWNER, replace(plan, sub_indices=(part,)), now=at("2026-01-21"))
    word = TaskUpdate(task=begins.code, quarter=Q1, unit="", status=TaskStatus.ON_TRACK)
    with pytest.raises(Refused) as refused:
        task_updates.update_task(empty, PLAN_ID, word, act("2026-03-20"))
    assert refused.value.field == "quarter"
    for on, count in (("2026-05-14", 1), ("2026-05-15", 0)):
        given = replace(word, quarter=Period.quarter(2026, 2))
        made = task_updates.update_task(empty, PLAN_ID, given, act(on))
        assert len(act_remarks(empty, OWNER, PLAN_ID, made, now=at(on))) == count
