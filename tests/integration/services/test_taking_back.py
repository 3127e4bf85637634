"""Many updates with one save, and taking the last one back: nothing is lost, nothing deleted."""

from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import history, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_updates import Saving
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NOW,
    OWNER,
    PLAN,
    Q3,
    STAFF_A,
    STAFF_B,
    TODAY,
    act,
    look,
    say,
    task_view,
    word,
)

EARLIER = date(2021, 7, 8)


def undo(tracker: Tracker, by: Act, task: str = "T1", quarter: Period = Q3) -> Version[TaskUpdate]:
    return task_updates.undo_update(tracker, PLAN.id, task, quarter, by)


def stands(tracker: Tracker, task: str = "T1") -> Version[TaskUpdate] | None:
    return task_view(look(tracker), task).word


def revisions(tracker: Tracker) -> list[int]:
    entries = history.history_of(tracker, OWNER, PLAN.id, now=NOW, task="T1")
    return [each.revision for each in entries if each.what == "task_update"]


def test_the_word_before_stands_again_on_its_own_day(tracker: Tracker) -> None:
    say(tracker, word(note="đã họp", percent=20), act(on=EARLIER))
    before = look(tracker).counts
    wrong = say(tracker, word(status=TaskStatus.BEHIND))
    undo(tracker, act(revision=wrong.revision))
    again = stands(tracker)
    assert again is not None
    assert again.value == word(unit="A", note="đã họp", percent=20)
    assert again.on == EARLIER
    assert look(tracker).counts == before
    assert revisions(tracker) == [1, 2, 3]


def test_the_first_word_taken_back_leaves_none(tracker: Tracker) -> None:
    first = say(tracker, word())
    undo(tracker, act(revision=first.revision))
    assert stands(tracker) is None
    assert revisions(tracker) == [1, 2]


def test_what_was_taken_back_can_be_brought_back(tracker: Tracker) -> None:
    say(tracker, word(note="một"), act(on=EARLIER))
    say(tracker, word(note="hai"))
    undo(tracker, act())
    undo(tracker, act())
    again = stands(tracker)
    assert again is not None
    assert again.value == word(unit="A", note="hai")
    assert again.on == TODAY


def test_a_late_entry_taken_back_leaves_what_came_after_it(tracker: Tracker) -> None:
    say(tracker, word(note="hôm nay"))
    say(tracker, word(note="nhập muộn"), act(on=EARLIER))
    undo(tracker, act())
    standing = stands(tracker)
    assert standing is not None
    assert standing.value == word(unit="A", note="hôm nay")
    then = task_view(look(tracker, as_of=EARLIER), "T1").word
    assert then is None


def test_a_word_that_somebody_overtook_is_not_taken_back_unseen(tracker: Tracker) -> None:
    mine = say(tracker, word(), act(STAFF_A))
    say(tracker, word(note="sửa"), act(STAFF_B))
    with pytest.raises(Conflict) as caught:
        undo(tracker, act(STAFF_A, revision=mine.revision))
    assert caught.value.by == STAFF_B.name


def test_nobody_takes_back_what_another_unit_said(tracker: Tracker) -> None:
    say(tracker, word(unit="A"))
    with pytest.raises(Forbidden):
        undo(tracker, act(STAFF_B))


def test_of_nothing_nothing_is_taken_back(tracker: Tracker) -> None:
    with pytest.raises(Refused):
        undo(tracker, act())


def test_of_many_updates_each_is_saved_or_says_why_not(tracker: Tracker) -> None:
    say(tracker, word("T3", note="trước"), act(now=NOW - timedelta(hours=1)))
    outcomes = task_updates.update_many(
        tracker,
        PLAN.id,
        [
            Saving(update=word("T1", note="được")),
            Saving(update=word("T2", status=TaskStatus.BLOCKED)),
            Saving(update=word("T3", note="sau"), revision=0),
            Saving(update=word("G1", note="cũng được"), revision=0),
        ],
        act(),
    )
    assert [type(each.error) for each in outcomes] == [type(None), Refused, Conflict, type(None)]
    assert [each.version is not None for each in outcomes] == [True, False, False, True]
    notes = {}
    for code in ("T1", "T2", "T3", "G1"):
        standing = stands(tracker, code)
        notes[code] = standing.value.note if standing and standing.value else None
    assert notes == {"T1": "được", "T2": None, "T3": "trước", "G1": "cũng được"}


def test_many_updates_of_staff_are_each_for_their_own_unit(tracker: Tracker) -> None:
    outcomes = task_updates.update_many(
        tracker, PLAN.id, [Saving(update=word("T1")), Saving(update=word("G1"))], act(STAFF_A)
    )
    assert [type(each.error) for each in outcomes] == [type(None), Forbidden]
