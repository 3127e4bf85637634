"""The history: every version of everything, in the order of recording, and who made it."""

from datetime import date, timedelta

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.services.remembering import history_of
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    LOADED,
    NEXT_YEAR,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    STAFF_A,
    act,
    enter,
    published,
    say,
    step,
    take,
    word,
)


def test_an_update_and_its_correction_are_both_kept_with_what_changed(tracker: Tracker) -> None:
    say(tracker, word(status=TaskStatus.BEHIND, note="chờ số liệu"), act(STAFF_A))
    later = NOW + timedelta(minutes=5)
    say(tracker, word(status=TaskStatus.DONE), act(OFFICE, now=later, on=date(2021, 7, 14)))
    loaded, first, second = history_of(tracker, OWNER, PLAN.id, now=later, task="T1")
    assert (loaded.what, loaded.on, loaded.recorded_at) == ("task", date(2021, 1, 4), LOADED)
    assert (first.what, first.key, first.revision) == ("task_update", "T1@2021-Q3", 1)
    assert (first.by, first.before) == (STAFF_A.name, None)
    assert first.after is not None
    assert (first.after["status"], first.after["note"]) == ("behind", "chờ số liệu")
    assert (second.revision, second.by, second.on) == (2, OFFICE.name, date(2021, 7, 14))
    assert second.before == first.after
    assert second.recorded_at == later


def test_the_history_of_a_plan_holds_everything_that_concerns_it(tracker: Tracker) -> None:
    say(tracker, word())
    take(tracker, step())
    enter(tracker, published())
    entries = history_of(tracker, OWNER, PLAN.id, now=NEXT_YEAR)
    assert [entry.what for entry in entries][-3:] == ["task_update", "report_act", "result_entry"]
    assert [entry.recorded_at for entry in entries] == sorted(e.recorded_at for e in entries)


def test_the_history_of_a_task_is_its_own(tracker: Tracker) -> None:
    say(tracker, word("T1"))
    say(tracker, word("T2"))
    keys = {entry.key for entry in history_of(tracker, OWNER, PLAN.id, now=NOW, task="T2")}
    assert keys == {"T2", "T2@2021-Q3"}
