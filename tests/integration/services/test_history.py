"""The history: every version of everything, in the order of recording, and who made it."""

from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.services import reports
from ddci_tracker.services.history import Question, history_of, look_back
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    LOADED,
    NEXT_YEAR,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    STAFF_A,
    STAFF_B,
    act,
    enter,
    extension,
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


def asked(tracker: Tracker, question: Question) -> list[tuple[str, str]]:
    """What a question finds, the newest first."""
    page = look_back(tracker, OWNER, PLAN.id, question, now=NOW)
    return [(entry.what, entry.key) for act in page.acts for entry in act.entries]


def make_some_history(tracker: Tracker) -> None:
    say(tracker, word("T1"), act(STAFF_A))
    say(tracker, word("G1"), act(STAFF_B, now=NOW + timedelta(days=1)))
    take(tracker, step(), act(STAFF_A, now=NOW + timedelta(days=2)))
    reports.extend(tracker, PLAN.id, extension(unit="B"), act(OFFICE, now=NOW + timedelta(days=3)))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(task="T1"), [("task_update", "T1@2021-Q3"), ("task", "T1")]),
        (Question(report="R1/A/2021-Q2"), [("report_act", "R1/A/2021-Q2")]),
        (
            Question(report="R1"),
            [
                ("extension", "R1/B/2021-Q2"),
                ("report_act", "R1/A/2021-Q2"),
                ("report_duty", "R1"),
            ],
        ),
        (Question(person=STAFF_B.name), [("task_update", "G1@2021-Q3")]),
        (
            Question(since=date(2021, 7, 16), until=date(2021, 7, 17)),
            [("report_act", "R1/A/2021-Q2"), ("task_update", "G1@2021-Q3")],
        ),
        (Question(unit="B", person=OFFICE.name), [("extension", "R1/B/2021-Q2")]),
        (Question(task="T9"), []),
    ],
)
def test_a_history_is_asked_by_task_report_unit_person_and_day(
    tracker: Tracker, question: Question, found: list[tuple[str, str]]
) -> None:
    make_some_history(tracker)
    assert asked(tracker, question) == found


def test_the_history_of_a_unit_is_what_names_it(tracker: Tracker) -> None:
    make_some_history(tracker)
    found = asked(tracker, Question(unit="B"))
    assert found[:2] == [("extension", "R1/B/2021-Q2"), ("task_update", "G1@2021-Q3")]
    assert {("unit", "B"), ("task", "G1"), ("task", "T1")} <= set(found)
    assert ("task", "T2") not in found


def test_what_a_plan_file_brought_at_once_is_one_deed(tracker: Tracker) -> None:
    say(tracker, word())
    update_, loaded = look_back(tracker, OWNER, PLAN.id, Question(), now=NOW).acts
    assert [entry.what for entry in update_.entries] == ["task_update"]
    assert len(loaded.entries) > 10
    assert (loaded.by, loaded.at) == (OWNER.name, LOADED)


def test_a_history_is_told_page_by_page_and_nothing_is_told_twice(tracker: Tracker) -> None:
    for number in range(60):
        say(tracker, word(note=str(number)), act(now=NOW + timedelta(minutes=number)))
    first = look_back(tracker, OWNER, PLAN.id, Question(), now=NOW)
    assert (first.page, first.pages, first.count) == (1, 3, 61)
    told = [
        entry.revision
        for page in (1, 2, 3)
        for act in look_back(tracker, OWNER, PLAN.id, Question(), page=page, now=NOW).acts
        for entry in act.entries
        if entry.what == "task_update"
    ]
    assert told == list(range(60, 0, -1))
    assert first.newest["task_update", "T1@2021-Q3"] == 60
    for beyond in (0, -3, 99):
        page = look_back(tracker, OWNER, PLAN.id, Question(), page=beyond, now=NOW)
        assert page.page == (1 if beyond < 1 else 3)


def test_what_was_just_recorded_is_told_at_once(tracker: Tracker) -> None:
    before = look_back(tracker, OWNER, PLAN.id, Question(), now=NOW)
    say(tracker, word(), act(STAFF_A))
    after = look_back(tracker, OWNER, PLAN.id, Question(), now=NOW)
    assert after.count == before.count + 1
    assert after.people == tuple(sorted((OWNER.name, STAFF_A.name)))
