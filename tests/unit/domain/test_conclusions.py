"""Where conclusions of meetings stand on a day, and what they are not clear about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.conclusions import (
    ConclusionCounts,
    ConclusionPart,
    ConclusionState,
    ConclusionView,
    conclusion_views,
)
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.versions import Version
from tests.unit.domain.build import concluded, day

DUE = "2021-05-20"


def version_with(**fields: object) -> Version[Conclusion]:
    version = concluded(due=DUE)
    assert version.value is not None
    return replace(version, value=replace(version.value, **fields))  # type: ignore[arg-type]


def seen(version: Version[Conclusion], on: str) -> ConclusionView:
    (view,) = conclusion_views([version], day=day(on), due_soon_days=3)
    return view


@pytest.mark.parametrize(
    ("on", "state", "days", "colour"),
    [
        ("2021-05-16", ConclusionState.OPEN, 4, Colour.GREY),
        ("2021-05-17", ConclusionState.DUE_SOON, 3, Colour.AMBER),
        ("2021-05-19", ConclusionState.DUE_SOON, 1, Colour.AMBER),
        ("2021-05-20", ConclusionState.DUE_TODAY, 0, Colour.AMBER),
        ("2021-05-21", ConclusionState.OVERDUE, 1, Colour.RED),
        ("2021-06-20", ConclusionState.OVERDUE, 31, Colour.RED),
    ],
)
def test_an_open_conclusion_follows_its_due_day(
    on: str, state: ConclusionState, days: int, colour: Colour
) -> None:
    view = seen(version_with(), on)
    assert (view.state, view.days, view.colour) == (state, days, colour)
    assert not view.done


@pytest.mark.parametrize(
    ("done_on", "state", "days"),
    [
        ("2021-05-20", ConclusionState.DONE, None),
        ("2021-05-21", ConclusionState.DONE_LATE, 1),
        ("2021-06-03", ConclusionState.DONE_LATE, 14),
    ],
)
def test_one_done_after_its_due_day_is_late_for_ever(
    done_on: str, state: ConclusionState, days: int | None
) -> None:
    view = seen(version_with(done_on=day(done_on)), "2021-12-31")
    assert (view.state, view.days, view.colour) == (state, days, Colour.GREEN)


def test_without_a_due_day_it_is_open_and_that_is_named() -> None:
    view = seen(version_with(due=None), "2029-01-01")
    assert (view.state, view.days) == (ConclusionState.OPEN, None)
    assert view.missing[0] is ConclusionPart.DUE


def test_a_standing_duty_is_clear_about_time_and_never_overdue() -> None:
    always = version_with(due=None, ongoing=True)
    view = seen(always, "2029-01-01")
    assert (view.state, view.days, view.colour) == (ConclusionState.OPEN, None, Colour.GREY)
    assert ConclusionPart.DUE not in view.missing
    done = version_with(due=None, ongoing=True, done_on=day("2021-06-03"))
    assert seen(done, "2029-01-01").state is ConclusionState.DONE


def test_what_is_said_is_not_missing() -> None:
    clear = version_with(person="Trưởng phòng", authority="Giám đốc", product="Báo cáo")
    assert seen(clear, "2021-05-01").missing == ()


@pytest.mark.parametrize(
    ("status", "colour"),
    [
        (TaskStatus.ON_TRACK, Colour.GREEN),
        (TaskStatus.BEHIND, Colour.AMBER),
        (TaskStatus.BLOCKED, Colour.RED),
    ],
)
def test_the_worst_of_word_and_day_colours_it(status: TaskStatus, colour: Colour) -> None:
    spoken = version_with(status=status, said_by="A")
    assert seen(spoken, "2021-05-02").colour is colour
    assert seen(spoken, "2021-06-02").colour is Colour.RED, "a word does not stop the clock"


def test_an_extension_counts_from_the_new_day() -> None:
    extended = version_with(due=day("2021-06-10"), first_due=day(DUE), approver="GĐ", basis="KL")
    assert seen(extended, "2021-06-01").state is ConclusionState.OPEN


def test_they_stand_the_worst_first_and_the_done_last() -> None:
    versions = [
        replace(version_with(id=key, **fields), key=key)
        for key, fields in (
            ("done", {"done_on": day("2021-05-01")}),
            ("always", {"due": None, "ongoing": True}),
            ("later", {"due": day("2021-09-01")}),
            ("unclear", {"due": None}),
            ("soon", {"due": day("2021-06-02")}),
            ("old", {"due": day("2021-03-10")}),
            ("late", {}),
        )
    ]
    views = conclusion_views(versions, day=date(2021, 6, 1), due_soon_days=3)
    in_order = ["old", "late", "soon", "unclear", "later", "always", "done"]
    assert [view.said.id for view in views] == in_order
    assert ConclusionCounts.of(views) == ConclusionCounts(open=6, overdue=2, due_soon=1, done=1)


def test_a_withdrawn_one_is_gone() -> None:
    assert conclusion_views([replace(concluded(), value=None)], day=date.max, due_soon_days=3) == ()
