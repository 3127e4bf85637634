"""An earlier version is brought back as a new one, by whoever may record the thing."""

from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.plan import DueRule
from ddci_tracker.services import reports
from ddci_tracker.services.earlier_versions import may_restore, restore_version
from ddci_tracker.services.history import HistoryEntry, Question, look_back
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import Conflict, NoSuchRevision
from tests.integration.services.made import (
    AGENCY,
    NEXT_YEAR,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    Q3,
    STAFF_A,
    STAFF_B,
    act,
    enter,
    extension,
    look,
    published,
    report,
    say,
    task_view,
    word,
)

KEY = f"T1@{Q3}"
LATER = NOW + timedelta(minutes=5)


def say_twice(tracker: Tracker) -> None:
    say(tracker, word(note="bản đầu"), act(STAFF_A))
    say(tracker, word(status=TaskStatus.BLOCKED, recovery="A, sửa, 30/9"), act(STAFF_A))


def test_the_words_of_an_earlier_version_stand_again(tracker: Tracker) -> None:
    say_twice(tracker)
    restored = restore_version(
        tracker, PLAN.id, "task_update", KEY, 1, act(OFFICE, now=LATER, revision=2)
    )
    assert restored.revision == 3
    assert (restored.recorded_by, restored.on) == (OFFICE.name, date(2021, 7, 15))
    stands = task_view(look(tracker, now=LATER), "T1").word
    assert stands is not None
    assert stands.value == word(note="bản đầu", unit="A")


def test_nothing_of_the_history_is_lost(tracker: Tracker) -> None:
    say_twice(tracker)
    restore_version(tracker, PLAN.id, "task_update", KEY, 1, act(revision=2))
    page = look_back(tracker, OWNER, PLAN.id, Question(task="T1"), now=NOW)
    revisions = [act.entries[0].revision for act in page.acts if len(act.entries) == 1]
    assert revisions[:3] == [3, 2, 1]


def test_whoever_comes_second_is_told(tracker: Tracker) -> None:
    say_twice(tracker)
    say(tracker, word(status=TaskStatus.DONE))
    with pytest.raises(Conflict):
        restore_version(tracker, PLAN.id, "task_update", KEY, 1, act(revision=2))


def test_the_checks_of_the_act_hold(tracker: Tracker) -> None:
    say_twice(tracker)
    with pytest.raises(Forbidden):
        restore_version(tracker, PLAN.id, "task_update", KEY, 1, act(STAFF_B, revision=2))
    with pytest.raises(NoSuchRevision):
        restore_version(tracker, PLAN.id, "task_update", KEY, 7, act())
    with pytest.raises(Refused):
        restore_version(tracker, PLAN.id, "task", "T1", 1, act())


def test_an_extension_that_was_taken_back_can_be_given_again(tracker: Tracker) -> None:
    reports.extend(tracker, PLAN.id, extension(), act())
    reports.cancel_extension(tracker, PLAN.id, "R1", "A", extension().period, act())
    restore_version(tracker, PLAN.id, "extension", extension().key, 1, act(revision=2))
    assert report(look(tracker)).last_day == date(2021, 7, 31)
    with pytest.raises(Refused):
        restore_version(tracker, PLAN.id, "extension", extension().key, 2, act(revision=3))


def test_a_due_day_and_a_result_come_back_too(tracker: Tracker) -> None:
    for day in (20, 25):
        rule = DueRule(inclusive=True, day=day)
        reports.set_due(tracker, PLAN.id, "R2", rule, act())
    assert restore_version(tracker, PLAN.id, "due_day", "R2", 1, act()).value == DueRule(
        inclusive=True, day=20
    )
    first = enter(tracker, published("7.90"))
    enter(tracker, published("7.50"))
    again = act(now=NEXT_YEAR, revision=2)
    restored = restore_version(tracker, PLAN.id, "result_entry", first.key, 1, again)
    assert restored.value == first.value


def test_it_is_offered_for_what_is_overtaken_and_to_those_who_may(tracker: Tracker) -> None:
    say_twice(tracker)
    page = look_back(tracker, OWNER, PLAN.id, Question(task="T1"), now=NOW)
    entries = {(e.what, e.revision): e for act in page.acts for e in act.entries}
    newest = page.newest["task_update", KEY]

    def offered(entry: HistoryEntry) -> list[str]:
        people = (OWNER, OFFICE, STAFF_A, STAFF_B)
        return [each.name for each in people if may_restore(each, AGENCY, entry, newest)]

    assert offered(entries["task_update", 1]) == [OWNER.name, OFFICE.name, STAFF_A.name]
    assert offered(entries["task_update", 2]) == [], "it stands already"
    assert offered(entries["task", 1]) == [], "a plan's content comes from its file"
