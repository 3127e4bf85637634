"""What a meeting talks about, in which order, and how long it has talked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ddci_tracker.domain.meetings import (
    AgendaItem,
    AgendaKind,
    Meeting,
    MeetingState,
    Stage,
    agenda_anew,
    held_from,
    item_about,
    moved_item,
)
from tests.unit.domain.build import make_duty, make_plan, make_sub_index, make_task

DAY = date(2021, 7, 15)
NOW = datetime(2021, 7, 15, 2, tzinfo=UTC)
OVERVIEW = AgendaItem(kind=AgendaKind.OVERVIEW)
TIME = AgendaItem(kind=AgendaKind.SUB_INDEX, about="DDCI/time_cost")
LAND = AgendaItem(kind=AgendaKind.SUB_INDEX, about="DDCI/land_access")
OWED = AgendaItem(kind=AgendaKind.REPORTS, about="A")
OWN = AgendaItem(kind=AgendaKind.OWN, title="Việc khác")


def keys(*items: AgendaItem) -> list[str]:
    return [item.key for item in items]


def test_items_are_told_apart_by_what_they_are_about() -> None:
    assert keys(OVERVIEW, TIME, OWED, OWN) == [
        "overview",
        "sub_index:DDCI/time_cost",
        "reports:A",
        "own:Việc khác",
    ]


def test_what_is_skipped_is_no_step_and_stays_on_the_agenda() -> None:
    skipped = replace(TIME, skipped=True)
    meeting = Meeting(id="1", met_on=DAY, agenda=(OVERVIEW, skipped, OWN))
    assert meeting.steps == (OVERVIEW, OWN)
    assert meeting.item(TIME.key) == skipped


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        (TIME.key, -1, [TIME, OVERVIEW, OWED]),
        (TIME.key, 1, [OVERVIEW, OWED, TIME]),
        (OVERVIEW.key, -1, [OVERVIEW, TIME, OWED]),
        (OWED.key, 1, [OVERVIEW, TIME, OWED]),
        (OWED.key, -5, [OWED, OVERVIEW, TIME]),
        ("none", 1, [OVERVIEW, TIME, OWED]),
    ],
)
def test_an_item_moves_and_the_ends_stop_it(key: str, by: int, order: list[AgendaItem]) -> None:
    assert list(moved_item((OVERVIEW, TIME, OWED), key, by)) == order


def test_newer_figures_bring_items_and_leave_what_people_did() -> None:
    asked = replace(TIME, question="Vì sao?")
    old = (OWN, replace(OVERVIEW, skipped=True), asked, OWED)
    anew = agenda_anew(old, (OVERVIEW, LAND))
    # The report came in; the time cost is no longer red, but somebody asks about it.
    assert anew == (OWN, replace(OVERVIEW, skipped=True), asked, LAND)


def test_a_matter_is_talked_about_under_its_item() -> None:
    plan = make_plan(
        sub_indices=(make_sub_index("time_cost", tasks=(make_task("T1", lead=("A",)),)),),
        duties=(make_duty("R1"),),
    )
    meeting = Meeting(id="1", met_on=DAY, agenda=(OVERVIEW, TIME, OWED))
    assert item_about(meeting, plan, "DDCI/time_cost") == TIME.key
    assert item_about(meeting, plan, "T1") == TIME.key
    assert item_about(meeting, plan, "R1/A/2021-Q2") == OWED.key
    assert item_about(meeting, plan, "R1/B/2021-Q2") is None
    assert item_about(meeting, plan, None) is None


@pytest.mark.parametrize(
    ("met_on", "held_on", "as_of"),
    [
        (DAY, DAY, DAY),
        (DAY + timedelta(days=3), DAY, DAY),
        (DAY - timedelta(days=3), DAY - timedelta(days=3), DAY - timedelta(days=3)),
    ],
)
def test_a_meeting_is_held_on_no_day_to_come_and_looks_at_no_later_one(
    met_on: date, held_on: date, as_of: date
) -> None:
    held = held_from(Meeting(id="1", met_on=met_on), today=DAY, usual_day=DAY, now=NOW)
    assert (held.state, held.met_on, held.as_of) == (MeetingState.HELD, held_on, as_of)
    assert (held.known_at, held.started_at) == (NOW, NOW)
    later = held_from(held, today=DAY, usual_day=DAY, now=NOW + timedelta(hours=1))
    assert later.started_at == NOW, "it began once, whatever figures it takes later"


def test_the_clock_counts_what_each_item_has_had() -> None:
    stage = Stage(revision=1, item="a", since=NOW, spent={}, moved_by="thư ký")
    moved = stage.moved("b", NOW + timedelta(seconds=90), "thư ký")
    back = moved.moved("a", NOW + timedelta(seconds=100), "chủ trì")
    assert (moved.revision, back.revision, back.moved_by) == (2, 3, "chủ trì")
    assert back.on_item("a", NOW + timedelta(seconds=110)) == 100
    assert back.on_item("b", NOW + timedelta(seconds=110)) == 10
    assert back.on_item("c", NOW) == 0
    assert back.on_item("a", NOW) == 90, "a clock that went back takes nothing away"
    assert back.whole(NOW + timedelta(seconds=110)) == 110
