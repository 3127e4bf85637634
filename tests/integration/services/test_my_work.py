"""Opening a task to speak on it: what stands, what was said before, who may speak."""

from datetime import date

import pytest
from sqlalchemy import event

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import my_work, task_updates
from ddci_tracker.services.my_work import OpenedTask
from ddci_tracker.services.permissions import Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_form import Filled
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NOW,
    OFFICE,
    PLAN,
    Q1,
    Q2,
    Q3,
    STAFF_A,
    STAFF_B,
    act,
    look,
    person,
    say,
    word,
)

EARLIER = date(2021, 7, 8)


def opened(
    tracker: Tracker, actor: Actor = STAFF_A, task: str = "T1", quarter: Period = Q3
) -> OpenedTask:
    return my_work.open_task(tracker, actor, PLAN.id, task, quarter, now=NOW)


def test_a_task_of_which_nobody_spoke_opens_empty(tracker: Tracker) -> None:
    task = opened(tracker)
    assert (task.revision, task.holds, task.earlier) == (0, None, None)
    assert task.filled == Filled()


def test_a_task_opens_with_the_word_that_holds(tracker: Tracker) -> None:
    say(tracker, word(note="hôm nay"))
    say(tracker, word(note="nhập muộn"), act(on=EARLIER))
    task = opened(tracker)
    assert task.filled == Filled(status=TaskStatus.ON_TRACK, note="hôm nay")
    assert task.revision == 2, "the next word builds on the newest, whichever holds"


def test_the_last_word_of_an_earlier_quarter_is_at_hand(tracker: Tracker) -> None:
    for quarter, note in ((Q1, "quý một"), (Q2, "quý hai"), (Q3, "quý ba")):
        say(tracker, word(quarter=quarter, note=note))
    for quarter, note in ((Q3, "quý hai"), (Q2, "quý một")):
        earlier = opened(tracker, quarter=quarter).earlier
        assert earlier is not None
        assert earlier.value is not None
        assert earlier.value.note == note
    assert opened(tracker, quarter=Q1).earlier is None


def test_a_word_taken_back_stands_nowhere(tracker: Tracker) -> None:
    say(tracker, word(quarter=Q2))
    task_updates.undo_update(tracker, PLAN.id, "T1", Q2, act())
    assert opened(tracker).earlier is None
    task = opened(tracker, quarter=Q2)
    assert (task.holds, task.revision) == (None, 2)


def test_a_form_is_known_as_it_was_when_somebody_opened_it(tracker: Tracker) -> None:
    say(tracker, word(note="một"))
    say(tracker, word(note="hai"))
    task = opened(tracker)
    assert [task.filled_at(revision).note for revision in (0, 1, 2)] == ["", "một", "hai"]


def test_many_tasks_open_as_each_does_by_itself_with_one_read_of_what_was_said(
    tracker: Tracker,
) -> None:
    say(tracker, word(quarter=Q2, note="quý hai"))
    say(tracker, word(note="một"))
    say(tracker, word("T2", note="hai"))
    codes = ("T2", "T1", "G1")
    by_themselves = tuple(opened(tracker, OFFICE, code) for code in codes)
    asked: list[str] = []

    @event.listens_for(tracker.engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "task_update" in statement:
            asked.append(statement)

    assert my_work.open_tasks(tracker, OFFICE, PLAN.id, codes, Q3, now=NOW) == by_themselves
    assert len(asked) == 1
    assert my_work.open_tasks(tracker, OFFICE, PLAN.id, (), Q3, now=NOW) == ()


@pytest.mark.parametrize(
    ("actor", "task", "may"),
    [
        (STAFF_A, "T1", True),  # leads
        (STAFF_B, "T1", True),  # coordinates
        (STAFF_B, "T2", True),  # belongs to the group that leads
        (STAFF_A, "G1", False),
        (OFFICE, "G1", True),
    ],
)
def test_who_has_a_part_in_a_task_may_speak_on_it(
    tracker: Tracker, actor: Actor, task: str, *, may: bool
) -> None:
    assert opened(tracker, actor, task).may_speak is may


def test_nobody_opens_what_is_not_there_or_not_theirs(tracker: Tracker) -> None:
    with pytest.raises(Refused):
        opened(tracker, task="T9")
    with pytest.raises(Forbidden):
        opened(tracker, person(Role.STAFF, "A", agency="KHAC"))


def test_staff_look_at_their_own_unit_and_the_office_begins_with_its_own(tracker: Tracker) -> None:
    board = look(tracker)
    assert list(my_work.units_to_choose(STAFF_A, board)) == ["A"]
    assert my_work.units_to_choose(person(Role.STAFF), board) == {}
    chosen = my_work.units_to_choose(person(Role.COORDINATOR), board)
    assert list(chosen) == ["VP", "A", "B"]
    assert next(iter(my_work.units_to_choose(person(Role.COORDINATOR, "B"), board))) == "B"
    assert all(count > 0 for count in chosen.values())
