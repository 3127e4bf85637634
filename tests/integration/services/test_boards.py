"""A look at a plan: from which day, known when, and never an old board for a new one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.views import Board
from ddci_tracker.office.material import material_of
from ddci_tracker.services import boards, frozen_months
from ddci_tracker.services.documents import board_document
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.words import attention, plan_names, reasons
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    LOADED,
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q2,
    Q3,
    Q4,
    TODAY,
    act,
    enter,
    load,
    look,
    published,
    report,
    say,
    step,
    take,
    task_view,
    word,
)


def test_without_a_day_a_plan_is_looked_at_as_of_today(tracker: Tracker) -> None:
    board = look(tracker)
    assert (board.as_of, board.quarter, board.known_at, board.past) == (TODAY, Q3, NOW, False)


def test_a_plan_whose_year_is_over_is_looked_at_as_of_its_close(tracker: Tracker) -> None:
    board = look(tracker, now=NEXT_YEAR)
    assert (board.as_of, board.quarter, board.past) == (date(2022, 1, 31), Q4, True)
    assert report(board).days == 240, "day counts stop at the close"


def test_a_day_and_a_quarter_given_by_hand_are_honoured(tracker: Tracker) -> None:
    board = look(tracker, as_of=date(2021, 6, 5), quarter=Q2)
    assert (board.as_of, board.quarter) == (date(2021, 6, 5), Q2)
    assert report(board).timeliness is Timeliness.DUE_TODAY
    assert look(tracker, now=NEXT_YEAR, as_of=date(2022, 2, 1)).as_of == date(2022, 2, 1)


@pytest.mark.parametrize("as_of", [date(1900, 1, 1), TODAY])
def test_any_day_that_has_come_may_be_looked_at(tracker: Tracker, as_of: date) -> None:
    say(tracker, word())
    assert look(tracker, as_of=as_of).as_of == as_of


@pytest.mark.parametrize("as_of", [TODAY + timedelta(days=1), date(2999, 12, 31)])
def test_a_day_to_come_is_not_looked_at_as_if_it_were_fact(tracker: Tracker, as_of: date) -> None:
    with pytest.raises(Refused) as raised:
        look(tracker, as_of=as_of)
    assert raised.value.field == "as_of"


def test_a_silent_unit_is_amber_after_one_update_day_and_red_after_two(tracker: Tracker) -> None:
    """On the current quarter; and so it stays until it speaks."""
    say(tracker, word("G1", quarter=Period.quarter(2021, 1)), act(on=date(2021, 1, 10)))

    def colour(as_of: date) -> Colour | None:
        return task_view(look(tracker, now=NEXT_YEAR, as_of=as_of), "T1").light.colour

    assert colour(date(2021, 3, 5)) is Colour.GREY
    assert colour(date(2021, 3, 6)) is Colour.AMBER
    assert colour(date(2021, 6, 5)) is Colour.AMBER
    assert colour(date(2021, 6, 6)) is Colour.RED
    assert colour(date(2021, 12, 31)) is Colour.RED
    say(tracker, word("T1", quarter=Q4), act(now=NEXT_YEAR, on=date(2021, 12, 20)))
    assert colour(date(2021, 12, 19)) is Colour.RED
    assert colour(date(2021, 12, 20)) is Colour.GREEN


def test_a_board_known_at_an_earlier_moment_knows_nothing_of_what_came_after(
    tracker: Tracker,
) -> None:
    before = look(tracker)
    later = NOW + timedelta(hours=1)
    say(tracker, word(), act(now=later))
    take(tracker, step(), act(now=later))
    assert look(tracker, now=later, known_at=NOW) == before
    assert look(tracker, now=later) != before


def test_known_today_is_known_now(tracker: Tracker) -> None:
    end_of_today = datetime.combine(TODAY, time.max, VIETNAM)
    assert look(tracker, known_at=end_of_today) == look(tracker)


def test_before_a_plan_was_loaded_nothing_was_known_but_its_print(tracker: Tracker) -> None:
    say(tracker, word(quarter=Q2), act(on=date(2021, 6, 20)))
    enter(tracker, published())
    day_before = LOADED - timedelta(days=1)
    board = look(tracker, now=NEXT_YEAR, as_of=date(2021, 6, 30), known_at=day_before)
    assert board.plan == PLAN
    assert (board.tracked, board.known_at) == (False, day_before)
    assert task_view(board, "T1").light.reason.code == ReasonCode.NOT_TRACKED


def test_what_was_corrected_later_is_not_known_before(tracker: Tracker) -> None:
    corrected = replace(PLAN, general_tasks=())
    load(tracker, corrected, now=NOW)
    for known_at in (LOADED - timedelta(days=1), LOADED, NOW - timedelta(seconds=1)):
        assert look(tracker, known_at=known_at).plan == PLAN
    assert look(tracker, known_at=NOW).plan == corrected


def test_a_board_changes_with_each_act_and_with_the_day(tracker: Tracker) -> None:
    first = look(tracker)
    assert look(tracker) == first
    say(tracker, word())
    second = look(tracker)
    assert task_view(second, "T1").light != task_view(first, "T1").light
    say(tracker, word(status=TaskStatus.BEHIND))
    assert task_view(look(tracker), "T1").light.colour is Colour.AMBER
    tomorrow = look(tracker, now=NOW + timedelta(days=1))
    assert tomorrow.as_of == TODAY + timedelta(days=1)


def test_a_board_is_decided_once_for_all_who_look_the_same_day(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = []

    def decide(ledger: Ledger, asked: Viewpoint, quarter: Period) -> Board:
        decided.append(asked)
        return decide_board(ledger, asked, quarter)

    monkeypatch.setattr("ddci_tracker.services.boards.decide_board", decide)
    made = [look(tracker, now=NOW + timedelta(minutes=n)) for n in range(3)]
    assert len(decided) == 1
    assert [board.known_at - NOW for board in made] == [timedelta(minutes=n) for n in range(3)]


def test_the_word_of_a_supporting_unit_is_told_as_its_own(tracker: Tracker) -> None:
    """A answers for the task, B supports it: what B says is never told as the word of A."""
    said = word("T1", status=TaskStatus.BLOCKED, unit="B", note="đã họp", recovery="B xin chờ")
    say(tracker, replace(said, difficulty="thiếu người"))
    board, words = look(tracker), Words.of()
    view, unit = task_view(board, "T1"), plan_names.unit_name(board.plan, "B")
    assert view.spoken_by_another == "B"
    assert reasons.sentence(view.light.reason, words).startswith(f"{unit} báo vướng")
    row = next(each for each in board.attention if each.tasks == ("T1",))
    assert unit in attention.why(board, words)(row)
    rows = {
        each["reason"]
        for each in board_document(board, words)["attention"]
        if each["units"] == ["A"]
    }
    assert any(unit in each for each in rows)

    kept = frozen_months.freeze(
        tracker, OWNER, PLAN.id, Period.parse("2021-07"), now=NOW, as_of=TODAY
    )
    material = material_of(frozen_months.read(tracker, OWNER, PLAN.id, kept.month), None, words)
    late = next(each for each in material.late if each.title == view.task.title)
    figures = next(each for each in material.annex if each.title == view.task.title)
    for told in (late.said, late.recovery, figures.done, figures.difficulty, figures.proposal):
        assert told.startswith(f"{unit}: ")

    for quarter in (Q3, Q4):
        later = look(tracker, now=NOW + timedelta(days=150), quarter=quarter)
        light = task_view(later, "T1").light
        assert unit in reasons.sentence(light.reason, words), "carried, or silent since"
    say(tracker, word("T1", unit="A"), act(now=NOW + timedelta(days=1)))
    own = task_view(look(tracker, now=NOW + timedelta(days=1)), "T1")
    assert own.spoken_by_another is None
    assert unit not in reasons.sentence(own.light.reason, words)


def test_what_a_fast_clock_recorded_does_not_hide(tracker: Tracker) -> None:
    """A machine was a year ahead; what others record since must show all the same."""
    say(tracker, word("T3", quarter=Q3), act(now=NEXT_YEAR, on=TODAY))
    version = say(tracker, word(), act(now=NOW))
    assert version.recorded_at > NEXT_YEAR
    assert task_view(look(tracker), "T1").light.colour is Colour.GREEN


def test_the_day_is_that_of_vietnam(tracker: Tracker) -> None:
    before = datetime.combine(TODAY, time(23, 59), VIETNAM).astimezone(UTC)
    assert look(tracker, now=before).as_of == TODAY
    assert look(tracker, now=before + timedelta(minutes=1)).as_of == TODAY + timedelta(days=1)


def test_an_unknown_plan_is_told(tracker: Tracker) -> None:
    for asked in (
        lambda: look(tracker, plan_id="SX-TP-1999"),
        lambda: boards.read_content(tracker, OWNER, "SX-TP-1999", now=NOW),
        lambda: boards.check(tracker, OWNER, "SX-TP-1999", now=NOW),
    ):
        with pytest.raises(UnknownPlan):
            asked()


def test_plans_are_listed_by_agency_the_newest_first(tracker: Tracker) -> None:
    document = replace(PLAN.document, year=2022, issued_on=date(2022, 1, 10))
    load(tracker, replace(PLAN, id="SX-TP-2022", document=document), NEXT_YEAR)
    load(tracker, replace(PLAN, id="AA-TP-2021", agency=replace(PLAN.agency, code="AA-TP")))
    listed = [entry.id for entry in boards.list_plans(tracker, OWNER)]
    assert listed == ["AA-TP-2021", "SX-TP-2022", "SX-TP-2021"]
