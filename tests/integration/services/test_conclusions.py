"""Conclusions of meetings as acts: written, spoken of, accepted, returned, extended, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.conclusions import ConclusionState, ConclusionView
from ddci_tracker.domain.views import AttentionKind
from ddci_tracker.services import boards, conclusions
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import Conflict
from tests.integration.services.made import (
    NOW,
    OFFICE,
    PLAN,
    STAFF_A,
    STAFF_B,
    TODAY,
    act,
    person,
)

MET = date(2021, 6, 10)
DUE = date(2021, 6, 25)
LEADER = person(Role.LEADER)
CONCLUDED = Conclusion(
    id="", about="DDCI/transparency", text="  Niêm yết đủ ", units=("A",), due=DUE, met_on=MET
)
DONE = ConclusionWord(unit="A", status=TaskStatus.DONE, note="Đã niêm yết")


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def written(tracker: Tracker, concluded: Conclusion = CONCLUDED) -> str:
    return conclusions.conclude(tracker, PLAN.id, concluded, act(LEADER)).key


def seen(tracker: Tracker, as_of: date | None = None) -> ConclusionView:
    (view,) = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW, as_of=as_of).followed
    return view


def test_what_a_meeting_decided_counts_from_its_day(tracker: Tracker) -> None:
    key = written(tracker)
    assert key == "2021-06-10-1"
    assert written(tracker) == "2021-06-10-2"
    board = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW, as_of=MET - timedelta(days=1))
    assert board.followed == ()
    views = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW).followed
    assert {view.said.text for view in views} == {"Niêm yết đủ"}
    assert {view.met_on for view in views} == {MET}


def test_an_overdue_one_is_to_be_acted_on_and_named(tracker: Tracker) -> None:
    key = written(tracker)
    board = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW)
    (row,) = (row for row in board.attention if row.kind is AttentionKind.CONCLUSION)
    assert (row.days, row.units, row.conclusion) == (20, ("A",), key)


def test_its_unit_says_that_it_is_done_and_the_office_accepts(tracker: Tracker) -> None:
    key = written(tracker)
    conclusions.say_of(
        tracker, PLAN.id, key, replace(DONE, done_on=DUE + timedelta(days=2)), act(STAFF_A)
    )
    view = seen(tracker)
    assert (view.state, view.days, view.said.accepted) == (ConclusionState.DONE_LATE, 2, False)
    conclusions.accept(tracker, PLAN.id, key, act(LEADER))
    assert seen(tracker).said.accepted
    assert seen(tracker, as_of=TODAY - timedelta(days=1)).state is ConclusionState.OVERDUE


def test_one_that_is_returned_is_open_again_until_its_unit_speaks(tracker: Tracker) -> None:
    key = written(tracker)
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    with pytest.raises(Refused, match="why"):
        conclusions.send_back(tracker, PLAN.id, key, "  ", act(LEADER))
    conclusions.send_back(tracker, PLAN.id, key, "Thiếu 2 thủ tục", act(LEADER))
    view = seen(tracker)
    assert (view.state, view.said.returned) == (ConclusionState.OVERDUE, "Thiếu 2 thủ tục")
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    assert seen(tracker).said.returned is None


def test_an_extension_keeps_the_first_day_with_who_approved_it(tracker: Tracker) -> None:
    key = written(tracker)
    for later in (date(2021, 7, 20), date(2021, 8, 1)):
        conclusions.move_due(
            tracker, PLAN.id, key, later, approver="Giám đốc", basis="KL 12", act=act(LEADER)
        )
    said = seen(tracker).said
    assert (said.first_due, said.due, said.approver) == (DUE, date(2021, 8, 1), "Giám đốc")
    assert seen(tracker).state is ConclusionState.OPEN


def test_a_standing_duty_has_no_day_until_it_is_given_one(tracker: Tracker) -> None:
    with pytest.raises(Refused, match="no due day") as refused:
        written(tracker, replace(CONCLUDED, ongoing=True))
    assert refused.value.field == "due"
    always = replace(CONCLUDED, due=None, ongoing=True)
    key = written(tracker, always)
    assert seen(tracker).said.ongoing
    with pytest.raises(Refused, match="cannot be extended"):
        conclusions.move_due(
            tracker, PLAN.id, key, DUE, approver="Giám đốc", basis="KL 12", act=act(LEADER)
        )
    board = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW)
    assert not [row for row in board.attention if row.kind is AttentionKind.CONCLUSION]
    conclusions.conclude(tracker, PLAN.id, replace(CONCLUDED, id=key), act(LEADER))
    assert (seen(tracker).said.ongoing, seen(tracker).said.due) == (False, DUE)


def test_changing_what_was_written_keeps_what_became_of_it(tracker: Tracker) -> None:
    key = written(tracker)
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    conclusions.conclude(
        tracker, PLAN.id, replace(CONCLUDED, id=key, product="Danh mục"), act(LEADER)
    )
    said = seen(tracker).said
    assert (said.product, said.note, said.met_on) == ("Danh mục", "Đã niêm yết", MET)
    assert seen(tracker).done


def test_the_second_of_two_is_told(tracker: Tracker) -> None:
    key = written(tracker)
    revision = seen(tracker).revision
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A, revision=revision))
    with pytest.raises(Conflict):
        conclusions.move_due(
            tracker,
            PLAN.id,
            key,
            date(2021, 8, 1),
            approver="GĐ",
            basis="KL",
            act=act(LEADER, revision=revision),
        )


def test_a_unit_speaks_on_its_own_alone(tracker: Tracker) -> None:
    key = written(tracker)
    with pytest.raises(Forbidden):
        conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_B))
    with pytest.raises(Refused, match="no part"):
        conclusions.say_of(tracker, PLAN.id, key, replace(DONE, unit="B"), act(STAFF_B))
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(OFFICE))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"units": ()}, "units"),
        ({"units": ("KHONG",)}, "units"),
        ({"with_units": ("KHONG",)}, "units"),
        ({"about": "DDCI/khong"}, "about"),
        ({"due": MET - timedelta(days=1)}, "due"),
        ({"met_on": TODAY + timedelta(days=1)}, "on"),
    ],
)
def test_what_makes_no_conclusion_is_refused(
    tracker: Tracker, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        written(tracker, replace(CONCLUDED, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"status": TaskStatus.NOT_APPLICABLE, "note": None}, "note"),
        ({"done_on": MET - timedelta(days=1)}, "done_on"),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
    ],
)
def test_a_word_that_cannot_be_is_refused(
    tracker: Tracker, wrong: dict[str, object], field: str
) -> None:
    key = written(tracker)
    with pytest.raises(Refused) as refused:
        conclusions.say_of(
            tracker,
            PLAN.id,
            key,
            replace(DONE, **wrong),  # type: ignore[arg-type]
            act(STAFF_A),
        )
    assert refused.value.field == field


def test_what_nobody_said_to_be_done_is_not_accepted(tracker: Tracker) -> None:
    key = written(tracker)
    with pytest.raises(Refused, match="Nobody"):
        conclusions.accept(tracker, PLAN.id, key, act(LEADER))
    with pytest.raises(Refused, match="no conclusion"):
        conclusions.accept(tracker, PLAN.id, "khác", act(LEADER))


def test_a_day_before_the_last_act_changes_nothing_and_is_refused(tracker: Tracker) -> None:
    key = written(tracker)
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    with pytest.raises(Refused, match="last act"):
        conclusions.accept(tracker, PLAN.id, key, act(LEADER, on=TODAY - timedelta(days=1)))


def test_an_act_is_taken_back_by_whoever_recorded_it_or_writes_conclusions(
    tracker: Tracker,
) -> None:
    key = written(tracker)
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    with pytest.raises(Forbidden):
        conclusions.take_back(tracker, PLAN.id, key, act(STAFF_B))
    conclusions.take_back(tracker, PLAN.id, key, act(STAFF_A))
    assert seen(tracker).state is ConclusionState.OVERDUE
    conclusions.say_of(tracker, PLAN.id, key, DONE, act(STAFF_A))
    conclusions.take_back(tracker, PLAN.id, key, act(LEADER))
    assert not seen(tracker).done


def test_a_conclusion_that_was_written_by_mistake_goes_and_stays_in_the_history(
    tracker: Tracker,
) -> None:
    key = written(tracker)
    conclusions.take_back(tracker, PLAN.id, key, act(LEADER))
    assert boards.look_at(tracker, OFFICE, PLAN.id, now=NOW).followed == ()
    with pytest.raises(Refused, match="nothing"):
        conclusions.take_back(tracker, PLAN.id, key, act(LEADER))
    assert written(tracker) == "2021-06-10-2", "its id is not given again"
