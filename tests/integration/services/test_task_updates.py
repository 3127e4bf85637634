"""A unit's word on a task: who speaks, for which day, and on what it builds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.services import task_updates
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import NoSuchRevision, UnknownPlan
from tests.integration.services.made import (
    NOW,
    OFFICE,
    PLAN,
    Q2,
    Q3,
    STAFF_A,
    STAFF_B,
    TODAY,
    act,
    load,
    look,
    say,
    task_view,
    word,
)
from tests.unit.domain.build import make_task


def test_a_word_counts_from_today_and_shows_at_once(tracker: Tracker) -> None:
    before = look(tracker)
    assert task_view(before, "T1").light.reason.code == ReasonCode.NOT_TRACKED
    version = say(tracker, word())
    assert (version.on, version.recorded_at, version.recorded_by) == (TODAY, NOW, "chủ máy")
    light = task_view(look(tracker), "T1").light
    assert (light.colour, light.reason.code) == (Colour.GREEN, ReasonCode.ON_TRACK)


@pytest.mark.parametrize(
    ("task", "unit"), [("T1", "A"), ("T2", "ROOMS"), ("T3", "VP"), ("T4", "VP"), ("G1", "B")]
)
def test_a_word_is_that_of_the_unit_that_answers(tracker: Tracker, task: str, unit: str) -> None:
    """The first-named lead; the Office for leaders and for nobody; a group as a group."""
    version = say(tracker, word(task))
    assert version.value is not None
    assert version.value.unit == unit


def test_staff_of_a_coordinating_unit_speak_for_their_own(tracker: Tracker) -> None:
    version = say(tracker, word("T1"), act(STAFF_B))
    assert version.value is not None
    assert version.value.unit == "B"


def test_staff_of_a_member_speak_for_the_group_under_their_own_unit(tracker: Tracker) -> None:
    version = say(tracker, word("T2"), act(STAFF_A))
    assert version.value is not None
    assert version.value.unit == "A"


def test_staff_never_speak_for_another_unit(tracker: Tracker) -> None:
    for said in (word("T1", unit="A"), word("T3"), word("T2", unit="ROOMS")):
        with pytest.raises(Forbidden):
            say(tracker, said, act(STAFF_B))
    with pytest.raises(Forbidden):
        say(tracker, word("G1"), act(STAFF_A))


def test_the_office_may_speak_for_any_unit_that_has_a_part(tracker: Tracker) -> None:
    for unit in ("A", "B"):
        version = say(tracker, word("T1", unit=unit), act(OFFICE))
        assert version.value is not None
        assert (version.value.unit, version.recorded_by) == (unit, OFFICE.name)


def test_a_plan_that_names_no_units_takes_the_name_that_is_given(empty: Tracker) -> None:
    bare = replace(
        PLAN,
        id="SX-TP-2021-B",
        units=(),
        report_duties=(),
        sub_indices=(),
        general_tasks=(make_task("O1", lead=()),),
    )
    load(empty, bare)
    version = task_updates.update_task(empty, bare.id, word("O1", unit=" QLTM "), act())
    assert version.value is not None
    assert version.value.unit == "QLTM"


def test_where_nobody_is_named_any_unit_of_the_plan_may_speak(empty: Tracker) -> None:
    without_office = replace(
        PLAN,
        id="SX-TP-2021-B",
        units=tuple(unit for unit in PLAN.units if unit.code != "VP"),
        report_duties=(),
        sub_indices=(),
        general_tasks=(make_task("O1", lead=()),),
    )
    load(empty, without_office)
    version = task_updates.update_task(empty, without_office.id, word("O1", unit="B"), act())
    assert version.value is not None
    assert version.value.unit == "B"


def test_what_is_entered_late_shows_on_its_own_day_and_displaces_nothing_later(
    tracker: Tracker,
) -> None:
    say(tracker, word(quarter=Q2, status=TaskStatus.BEHIND), act(on=date(2021, 6, 20)))
    tomorrow = NOW + timedelta(days=1)
    say(tracker, word(quarter=Q2), act(now=tomorrow, on=date(2021, 5, 10)))

    def colour(as_of: date, known_at: bool = False) -> Colour | None:
        board = look(
            tracker,
            now=tomorrow,
            as_of=as_of,
            quarter=Q2,
            known_at=NOW if known_at else None,
        )
        return task_view(board, "T1").light.colour

    assert colour(date(2021, 5, 10)) is Colour.GREEN
    assert colour(date(2021, 6, 20)) is Colour.AMBER
    assert colour(date(2021, 5, 10), known_at=True) is Colour.GREY, "nobody knew of it yesterday"
    assert colour(date(2021, 6, 20), known_at=True) is Colour.AMBER


def test_a_correction_of_the_day_takes_the_place_of_what_it_corrects(tracker: Tracker) -> None:
    say(tracker, word(status=TaskStatus.BEHIND), act(on=date(2021, 7, 14)))
    say(tracker, word(), act(on=date(2021, 7, 2), replaces=1))
    light = task_view(look(tracker), "T1").light
    assert light.colour is Colour.GREEN
    assert task_view(look(tracker), "T1").word is not None


def test_of_two_from_one_revision_the_second_is_told_who_came_first(tracker: Tracker) -> None:
    first = say(tracker, word(note="một"), act(OFFICE, revision=0))
    assert first.revision == 1
    with pytest.raises(Conflict) as raised:
        say(tracker, word(note="hai"), act(STAFF_A, revision=0))
    assert (raised.value.by, raised.value.recorded_at) == (OFFICE.name, NOW)
    assert say(tracker, word(note="hai"), act(STAFF_A, revision=1)).revision == 2


def test_whoever_comes_second_is_told_so_before_anything_else_is_found_wrong(
    tracker: Tracker,
) -> None:
    say(tracker, word(), act(OFFICE))
    with pytest.raises(Conflict):
        say(tracker, word(percent=200), act(revision=0))


@pytest.mark.parametrize(("revision", "replaces"), [(7, None), (None, 7)])
def test_a_revision_that_never_was_is_refused(
    tracker: Tracker, revision: int | None, replaces: int | None
) -> None:
    with pytest.raises(NoSuchRevision):
        say(tracker, word(), act(revision=revision, replaces=replaces))


def test_an_unknown_plan_is_told(tracker: Tracker) -> None:
    with pytest.raises(UnknownPlan):
        task_updates.update_task(tracker, "SX-TP-1999", word(), act())


def test_a_day_is_that_of_vietnam(tracker: Tracker) -> None:
    """From 17:00 UTC on it is already the next day."""
    evening = NOW.replace(hour=17)
    version = say(tracker, word(quarter=Q3), act(now=evening))
    assert version.on == date(2021, 7, 16)
