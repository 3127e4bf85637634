"""Meetings as acts: prepared, held, ended, reopened, and what they conclude on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ddci_tracker.domain.acts import Conclusion, ReportStep
from ddci_tracker.domain.conclusions import ConclusionPart, ConclusionState, moves_of
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, MeetingState
from ddci_tracker.services import (
    boards,
    conclusions,
    meeting_stages,
    meetings,
    plan_edits,
    table_files,
)
from ddci_tracker.services.meeting_stages import CLOSING
from ddci_tracker.services.meetings import MeetingDetails, MeetingView
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.plan_edits import RowChanged
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import Conflict
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    STAFF_A,
    TODAY,
    act,
    person,
    say,
    step,
    take,
    word,
)

LEADER = person(Role.LEADER)
DISPLAY = person(Role.DISPLAY)
STRANGER = person(Role.STAFF, "A", agency="KHAC")
DUE = date(2021, 8, 1)
DETAILS = MeetingDetails(met_on=TODAY, chair="Giám đốc", units=("A", "B"))
SAID = Conclusion(id="", about="transparency", text="Niêm yết đủ", units=("A",), due=DUE)
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


OWN = AgendaItem(kind=AgendaKind.OWN, title="Việc khác")
ON_IT = AgendaItem(kind=AgendaKind.SUB_INDEX, about="DDCI/transparency")


def opened(tracker: Tracker, details: MeetingDetails = DETAILS) -> str:
    return meetings.open_meeting(tracker, PLAN.id, details, act(OFFICE)).key


def held(tracker: Tracker) -> str:
    key = opened(tracker)
    meetings.start(tracker, PLAN.id, key, act(OFFICE))
    return key


def seen(tracker: Tracker, key: str) -> MeetingView:
    return meetings.look_at_meeting(tracker, OFFICE, PLAN.id, key, now=LATER)


def followed(tracker: Tracker) -> list[str]:
    return [view.said.id for view in boards.look_at(tracker, OFFICE, PLAN.id, now=LATER).followed]


def test_an_agenda_is_made_from_the_board_with_earlier_conclusions_first(tracker: Tracker) -> None:
    earlier = replace(SAID, about=None, met_on=TODAY - timedelta(days=30))
    conclusions.conclude(tracker, PLAN.id, earlier, act(OFFICE))
    say(tracker, word(recovery="ai: làm gì"))
    kinds = [item.kind for item in seen(tracker, opened(tracker)).meeting.agenda]
    assert kinds[:2] == [AgendaKind.PREVIOUS, AgendaKind.OVERVIEW]
    assert AgendaKind.REPORTS in kinds
    assert kinds == sorted(kinds, key=list(AgendaKind).index)


def test_what_is_concluded_is_nobodys_task_until_the_meeting_ends(tracker: Tracker) -> None:
    key = opened(tracker)
    first = meetings.conclude_in(tracker, PLAN.id, key, SAID, act(LEADER))
    meetings.start(tracker, PLAN.id, key, act(OFFICE))
    second = meetings.conclude_in(tracker, PLAN.id, key, replace(SAID, due=None), act(OFFICE))
    assert followed(tracker) == []
    view = seen(tracker, key)
    assert [each.said.id for each in view.conclusions] == [first.key, second.key]
    assert view.unclear[1].missing[0] is ConclusionPart.DUE
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    assert followed(tracker) == [second.key, first.key]
    ended = seen(tracker, key)
    assert (ended.meeting.state, ended.meeting.edition) == (MeetingState.ENDED, 1)
    assert {each.said.meeting for each in ended.conclusions} == {key}
    assert ended.conclusions[0].met_on == TODAY


def test_a_conclusion_stands_under_the_item_that_talks_about_its_matter(tracker: Tracker) -> None:
    key = opened(tracker)
    meetings.set_agenda(tracker, PLAN.id, key, (ON_IT, OWN), act(OFFICE))
    for said, item in (
        (SAID, ON_IT),
        (replace(SAID, about="T1"), ON_IT),
        (replace(SAID, about="T1", item=OWN.key), OWN),
    ):
        value = meetings.conclude_in(tracker, PLAN.id, key, said, act(OFFICE)).value
        assert value is not None
        assert value.item == item.key
    assert len(seen(tracker, key).concluded_under(ON_IT)) == 2
    # Written anew it moves to where it is said to belong, or where its matter is talked about.
    for said, item in ((SAID, OWN), (SAID, ON_IT)):
        assert value is not None
        anew = replace(said, id=value.id, item=item.key if item is OWN else None)
        value = meetings.conclude_in(tracker, PLAN.id, key, anew, act(OFFICE)).value
        assert value is not None
        assert value.item == item.key


def test_its_figures_are_of_the_moment_it_began(tracker: Tracker) -> None:
    key = held(tracker)
    before = seen(tracker, key)
    assert not meetings.has_newer_figures(tracker, OFFICE, PLAN.id, before, now=LATER)
    take(tracker, step(ReportStep.HANDED_IN), act(now=LATER))
    after = seen(tracker, key)
    assert after.board.reports == before.board.reports
    assert meetings.has_newer_figures(tracker, OFFICE, PLAN.id, after, now=LATER)
    meetings.take_newer_figures(tracker, PLAN.id, key, act(OFFICE, now=LATER))
    assert seen(tracker, key).board.reports != before.board.reports


def test_it_talks_about_one_step_on_every_screen(tracker: Tracker) -> None:
    key = held(tracker)
    first = meeting_stages.pulse_of(tracker, DISPLAY, PLAN.id, key)
    meeting_stages.move_to(tracker, OFFICE, PLAN.id, key, CLOSING, now=LATER)
    assert meeting_stages.pulse_of(tracker, DISPLAY, PLAN.id, key) != first
    stage = meetings.look_at_meeting(tracker, DISPLAY, PLAN.id, key, now=LATER).stage
    assert stage is not None
    assert (stage.item, stage.spent) == (CLOSING, {"overview": 300})


def test_two_secretaries_lose_no_conclusion_and_the_second_is_told(tracker: Tracker) -> None:
    key = held(tracker)
    first = meetings.conclude_in(tracker, PLAN.id, key, SAID, act(OFFICE))
    second = meetings.conclude_in(tracker, PLAN.id, key, replace(SAID, text="Hai"), act(LEADER))
    assert first.key != second.key
    again = replace(SAID, id=first.key)
    meetings.conclude_in(tracker, PLAN.id, key, replace(again, text="Sửa"), act(OFFICE, revision=1))
    with pytest.raises(Conflict):
        meetings.conclude_in(
            tracker, PLAN.id, key, replace(again, text="Sửa khác"), act(LEADER, revision=1)
        )
    assert [view.said.text for view in seen(tracker, key).conclusions] == ["Sửa", "Hai"]
    with pytest.raises(Conflict):
        meetings.set_agenda(tracker, PLAN.id, key, (), act(LEADER_OF_OFFICE, revision=1))


LEADER_OF_OFFICE = person(Role.COORDINATOR, "VP")


def test_it_is_reopened_and_ends_anew_with_what_it_had(tracker: Tracker) -> None:
    key = held(tracker)
    first = meetings.conclude_in(tracker, PLAN.id, key, SAID, act(OFFICE))
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    with pytest.raises(Refused, match="reopen"):
        meetings.conclude_in(tracker, PLAN.id, key, SAID, act(OFFICE))
    meetings.reopen(tracker, PLAN.id, key, act(OFFICE))
    changed = replace(SAID, id=first.key, text="Niêm yết đủ 4 thủ tục")
    meetings.conclude_in(tracker, PLAN.id, key, changed, act(OFFICE))
    new = meetings.conclude_in(tracker, PLAN.id, key, replace(SAID, text="Thêm"), act(OFFICE))
    assert followed(tracker) == [first.key], "what was followed stays, what is new waits"
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    view = seen(tracker, key)
    assert view.meeting.edition == 2
    assert [each.said.text for each in view.conclusions] == ["Niêm yết đủ 4 thủ tục", "Thêm"]
    assert set(followed(tracker)) == {first.key, new.key}


def test_what_is_struck_does_not_come_back_at_the_end_unless_taken_back(tracker: Tracker) -> None:
    key = held(tracker)
    first = meetings.conclude_in(tracker, PLAN.id, key, SAID, act(OFFICE))
    meetings.strike(tracker, PLAN.id, first.key, act(OFFICE))
    assert seen(tracker, key).conclusions == ()
    meetings.take_back_in(tracker, PLAN.id, first.key, act(OFFICE))
    assert len(seen(tracker, key).conclusions) == 1
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    with pytest.raises(Refused, match="followed"):
        meetings.strike(tracker, PLAN.id, first.key, act(OFFICE))


def test_the_next_meeting_begins_with_what_became_of_it(tracker: Tracker) -> None:
    key = held(tracker)
    meetings.conclude_in(tracker, PLAN.id, key, replace(SAID, due=TODAY), act(OFFICE))
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    following = opened(tracker)
    view = seen(tracker, following)
    assert view.meeting.agenda[0].kind is AgendaKind.PREVIOUS
    assert [each.state for each in view.previous] == [ConclusionState.DUE_TODAY]
    assert view.conclusions == ()


def test_one_that_nobody_began_ends_with_all_that_was_written(tracker: Tracker) -> None:
    key = opened(tracker, replace(DETAILS, met_on=TODAY + timedelta(days=6)))
    written = meetings.conclude_in(tracker, PLAN.id, key, SAID, act(OFFICE))
    meetings.close(tracker, PLAN.id, key, act(OFFICE))
    assert followed(tracker) == [written.key]
    assert seen(tracker, key).meeting.met_on == TODAY


def test_only_those_of_the_agency_read_and_a_screen_writes_nothing(tracker: Tracker) -> None:
    key = held(tracker)
    for reader in (DISPLAY, STAFF_A, LEADER):
        assert meetings.look_at_meeting(tracker, reader, PLAN.id, key, now=NOW).meeting.id == key
    asking: tuple[Callable[[], object], ...] = (
        lambda: meetings.look_at_meeting(tracker, STRANGER, PLAN.id, key, now=NOW),
        lambda: meetings.meetings_of(tracker, STRANGER, PLAN.id),
        lambda: meeting_stages.pulse_of(tracker, STRANGER, PLAN.id, key),
        lambda: meetings.conclude_in(tracker, PLAN.id, key, SAID, act(DISPLAY)),
        lambda: meetings.conclude_in(tracker, PLAN.id, key, SAID, act(STAFF_A)),
        lambda: meeting_stages.move_to(tracker, DISPLAY, PLAN.id, key, CLOSING, now=NOW),
    )
    for ask in asking:
        with pytest.raises(Forbidden):
            ask()


def test_what_is_refused_says_why(tracker: Tracker) -> None:
    key = opened(tracker)
    before = meetings.meetings_of(tracker, OFFICE, PLAN.id)
    plan, by = PLAN.id, act(OFFICE)
    other = meetings.conclude_in(tracker, plan, opened(tracker), SAID, by).key
    refused: dict[str, Callable[[], object]] = {
        "no unit": lambda: opened(tracker, replace(DETAILS, units=("??",))),
        "no meeting on it was held": lambda: opened(
            tracker, replace(DETAILS, met_on=date(2020, 1, 1))
        ),
        "no meeting 1999": lambda: meetings.start(tracker, plan, "1999", by),
        "is not being held": lambda: meetings.take_newer_figures(tracker, plan, key, by),
        "has not ended": lambda: meetings.reopen(tracker, plan, key, by),
        "what is to be talked about": lambda: meetings.set_agenda(
            tracker, plan, key, (replace(OWN, title=" "),), by
        ),
        "stands on the agenda already": lambda: meetings.set_agenda(
            tracker, plan, key, (OWN, OWN), by
        ),
        "no item": lambda: meetings.conclude_in(tracker, plan, key, replace(SAID, item="x"), by),
        "of another meeting": lambda: meetings.conclude_in(
            tracker, plan, key, replace(SAID, id=other), by
        ),
        "no conclusion": lambda: meetings.strike(tracker, plan, "2021-01-01-1", by),
        "is not being held ": lambda: meeting_stages.move_to(
            tracker, OFFICE, plan, key, CLOSING, now=NOW
        ),
    }
    for said, does in refused.items():
        with pytest.raises(Refused) as found:
            does()
        sentence = found.value.message.format(**{"plan": "", **found.value.arguments})
        assert said.strip() in sentence
    assert [each for each in meetings.meetings_of(tracker, OFFICE, plan) if each in before]
    meetings.start(tracker, plan, key, by)
    with pytest.raises(Refused, match="begun"):
        meetings.start(tracker, plan, key, by)
    with pytest.raises(Refused, match="no step"):
        meeting_stages.move_to(tracker, OFFICE, plan, key, "x", now=NOW)


def test_a_conclusion_that_gives_a_task_a_later_day_extends_it_and_the_first_day_stays(
    tracker: Tracker,
) -> None:
    first = TODAY + timedelta(days=10)
    later = first + timedelta(days=30)
    view = next(boards.look_at(tracker, OFFICE, PLAN.id, now=NOW).all_tasks())[1]
    printed = RowChanged(table="tasks", key=view.task.code, cells={"due": first.isoformat()})
    plan_edits.edit(tracker, PLAN.id, (printed,), act(OWNER))
    board = boards.look_at(tracker, OFFICE, PLAN.id, now=NOW)
    key = held(tracker)
    for due in (later, TODAY):
        said = replace(SAID, about=view.task.code, due=due)
        meetings.conclude_in(tracker, PLAN.id, key, said, act(OFFICE))
    before = boards.read_content(tracker, OFFICE, PLAN.id, now=NOW)
    assert before == board.plan, "nothing moves before the meeting has ended"
    meetings.close(tracker, PLAN.id, key, act(OFFICE, now=LATER))
    seen = boards.look_at(tracker, OFFICE, PLAN.id, now=LATER)
    extended = next(each for _, each in seen.all_tasks() if each.task.code == view.task.code)
    assert extended.task.due == later
    said = next(each.said for each in seen.followed if each.said.due == later)
    assert (said.first_due, said.approver) == (first, "Giám đốc")
    assert said.basis == f"Kết luận họp {TODAY:%d/%m/%Y}"
    (moved,) = moves_of(extended.task, seen.followed)
    assert moved == said
    body = table_files.tasks_file(seen, "Nhiệm vụ", (extended,), made=LATER, words=Words.of())
    head, line = load_workbook(BytesIO(body)).worksheets[0].iter_rows(min_row=4, values_only=True)
    found = dict(zip(head, line, strict=True))
    assert (found["Hạn đầu"].date(), found["Hạn"].date()) == (first, later)
    assert found["Gia hạn"] == f"Giám đốc: {said.basis}"
    other = conclusions.conclude(tracker, PLAN.id, replace(SAID, about=view.task.code), act(LEADER))
    conclusions.move_due(
        tracker, PLAN.id, other.key, later, approver="GĐ", basis="CV 1", act=act(LEADER)
    )
    again = boards.look_at(tracker, OFFICE, PLAN.id, now=LATER)
    assert moves_of(extended.task, again.followed)[-1].first_due == first, "its own day alone"
    earlier = boards.look_at(tracker, OFFICE, PLAN.id, now=LATER, as_of=TODAY - timedelta(days=1))
    judged = next(each for _, each in earlier.all_tasks() if each.task.code == view.task.code)
    assert judged.task.due == first, "what was judged before keeps its day"
