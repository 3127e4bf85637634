"""What the Office sets where the print leaves something open: it decides, and stays."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import (
    DueRule,
    Members,
    MembersBasis,
    Overall,
    Plan,
    Result,
    ResultKind,
    Target,
    TargetKind,
    Unit,
    UnitKind,
)
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board
from ddci_tracker.services import boards, plan_files, plan_gaps, reports
from ddci_tracker.services.acts import Act
from ddci_tracker.services.failures import Conflict
from ddci_tracker.services.plan_gaps import LeftOpen, OpenGroup, Setting, TopGroup
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import (
    NEXT_YEAR,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    TODAY,
    act,
    enter,
    load,
    look,
    published,
)
from tests.unit.domain.build import ISSUED, UNITS

TOP_GROUP = Target(kind=TargetKind.TOP_GROUP, text="nhóm đứng đầu")
PART = PLAN.sub_indices[0]
LAST_YEAR = Result(year=2020, kind=ResultKind.PUBLISHED, rank=16, out_of=23)
OPEN = replace(
    PLAN,
    overall=(Overall(index="DDCI", targets=(replace(TOP_GROUP, text="nhóm dẫn đầu"),)),),
    sub_indices=(replace(PART, targets=(TOP_GROUP,), results=(LAST_YEAR,)),),
)
KEY = "DDCI/transparency#1"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def tracker(empty: Tracker) -> Tracker:
    """A tracker whose plan has two targets of no size, and a group whose members are inferred."""
    load(empty, OPEN)
    return empty


def size(tracker: Tracker, places: int | None, by: Act | None = None, key: str = KEY) -> int:
    done = plan_gaps.size_top_group(tracker, PLAN.id, key, places, by or act(OFFICE))
    return done.revision


def members(tracker: Tracker, units: tuple[str, ...] | None, by: Act | None = None) -> Unit | None:
    return plan_gaps.set_members(tracker, PLAN.id, "ROOMS", units, by or act(OFFICE)).value


def left_open(tracker: Tracker, as_of: date = TODAY) -> LeftOpen:
    return plan_gaps.left_open(tracker, OWNER, PLAN.id, as_of=as_of)


def content(tracker: Tracker) -> Plan:
    return boards.read_content(tracker, OWNER, PLAN.id, now=LATER)


def senders(board: Board, duty: str) -> set[str]:
    return {row.from_unit for row in board.reports if row.duty == duty}


# --- the size of a leading group --------------------------------------------------------------


def test_a_top_group_is_undecidable_until_its_size_is_set(tracker: Tracker) -> None:
    enter(tracker, published(None, rank=5, out_of=23))
    before = look(tracker, now=NEXT_YEAR).sub_indices[0].standing
    assert (before.light.colour, before.light.reason.code) == (
        Colour.GREY,
        ReasonCode.UNDECIDABLE,
    )
    size(tracker, 5)
    after = look(tracker, now=NEXT_YEAR).sub_indices[0].standing
    assert after.light.colour is Colour.GREEN
    assert (after.targets[0].met, after.targets[0].gap) == (True, Decimal(0))
    size(tracker, 1)
    assert look(tracker, now=NEXT_YEAR).sub_indices[0].standing.light.colour is Colour.RED


def test_the_print_is_kept_beside_the_size(tracker: Tracker) -> None:
    size(tracker, 5)
    assert content(tracker).sub_indices[0].targets == (replace(TOP_GROUP, rank=5),)


def test_a_size_decides_every_day_from_the_issue_on_and_nothing_that_was_known_before(
    tracker: Tracker,
) -> None:
    size(tracker, 5)
    for day in (ISSUED, TODAY):
        assert look(tracker, as_of=day).sub_indices[0].standing.targets[0].gap == -11
    known_before = look(tracker, as_of=TODAY, known_at=NOW - timedelta(seconds=1), now=LATER)
    assert known_before.sub_indices[0].standing.targets[0].gap is None


def test_a_size_taken_back_leaves_the_target_undecidable(tracker: Tracker) -> None:
    size(tracker, 5)
    size(tracker, None)
    assert look(tracker).sub_indices[0].standing.targets[0].gap is None
    assert [each.set_by for each in left_open(tracker).top_groups] == [None, None]


def test_what_is_open_names_each_target_and_who_set_its_size_when(tracker: Tracker) -> None:
    size(tracker, 4, act(OFFICE))
    size(tracker, 5, act(OFFICE, now=LATER))
    whole, part = left_open(tracker).top_groups
    assert (whole.index, whole.sub_index, whole.revision, whole.set_by) == ("DDCI", None, 1, None)
    assert part == TopGroup(
        key=KEY,
        index="DDCI",
        sub_index="transparency",
        target=replace(TOP_GROUP, rank=5),
        revision=3,
        set_by=Setting(by=OFFICE.name, at=LATER),
    )


def test_of_two_who_set_a_size_from_the_same_revision_the_second_is_told(tracker: Tracker) -> None:
    size(tracker, 5, act(OFFICE, revision=1))
    with pytest.raises(Conflict) as raised:
        size(tracker, 4, act(OWNER, revision=1))
    assert (raised.value.by, raised.value.recorded_at) == (OFFICE.name, NOW)


@pytest.mark.parametrize(("places", "fits"), [(0, False), (1, True), (23, True), (24, False)])
def test_a_leading_group_is_no_longer_than_its_list(
    tracker: Tracker, places: int, fits: bool
) -> None:
    if fits:
        size(tracker, places)
        return
    with pytest.raises(Refused) as raised:
        size(tracker, places)
    assert raised.value.field == "size"


# --- the members of a group -------------------------------------------------------------------


def test_report_rows_follow_the_members_of_a_group(tracker: Tracker) -> None:
    assert senders(look(tracker), "R1") == {"A", "B"}
    set_unit = members(tracker, ("VP", "A"))
    assert set_unit is not None
    assert set_unit.members == Members(units=("VP", "A"), basis=MembersBasis.ENTERED)
    assert senders(look(tracker), "R1") == {"A"}, "the Office, to whom it is sent, owes nothing"
    assert set(look(tracker).sub_indices[0].tasks[1].speakers) >= {"VP", "A"}


def test_members_stand_in_the_order_of_the_plan_and_each_once(tracker: Tracker) -> None:
    set_unit = members(tracker, ("B", "A", "B"))
    assert set_unit is not None
    assert set_unit.members is not None
    assert set_unit.members.units == ("A", "B")


def test_members_taken_back_are_those_that_were_inferred(tracker: Tracker) -> None:
    members(tracker, ("B",))
    members(tracker, ("VP", "B"))
    members(tracker, None)
    assert content(tracker).unit("ROOMS") == next(unit for unit in UNITS if unit.code == "ROOMS")
    assert senders(look(tracker), "R1") == {"A", "B"}


def test_what_is_open_names_each_group_and_who_set_its_members_when(tracker: Tracker) -> None:
    (inferred,) = left_open(tracker).groups
    assert (inferred.revision, inferred.set_by) == (1, None)
    set_unit = members(tracker, ("B",))
    assert set_unit is not None
    assert left_open(tracker).groups == (
        OpenGroup(unit=set_unit, revision=2, set_by=Setting(by=OFFICE.name, at=NOW)),
    )


def test_members_that_are_printed_are_not_open(tracker: Tracker) -> None:
    rooms = Unit(
        code="ROOMS",
        name="Các phòng",
        kind=UnitKind.GROUP,
        members=Members(units=("A", "B"), basis=MembersBasis.PRINTED),
    )
    others = tuple(unit for unit in UNITS if unit.code != "ROOMS")
    load(tracker, replace(OPEN, units=(*others, rooms)), LATER)
    assert left_open(tracker).groups == ()
    with pytest.raises(Refused):
        members(tracker, ("A",))


def test_it_is_told_who_set_a_due_day_and_when(tracker: Tracker) -> None:
    rule = DueRule(inclusive=True, day=20)
    reports.set_due(tracker, PLAN.id, "R2", rule, act(OFFICE))
    assert left_open(tracker).due_days == {"R2": (rule, Setting(by=OFFICE.name, at=NOW))}
    assert left_open(tracker, TODAY - timedelta(days=1)).due_days == {}


# --- the plan file ----------------------------------------------------------------------------


def test_a_shipped_plan_loaded_again_undoes_nothing(tracker: Tracker) -> None:
    size(tracker, 5)
    members(tracker, ("B",))
    assert not plan_files.load_shipped(tracker, OWNER, OPEN, now=LATER)
    assert not plan_files.load_plan(tracker, OWNER, OPEN, now=LATER)
    assert content(tracker).sub_indices[0].targets[0].rank == 5
    assert senders(look(tracker), "R1") == {"B"}


@pytest.mark.parametrize("again", [plan_files.load_shipped, plan_files.load_plan])
def test_a_corrected_print_comes_in_and_keeps_what_was_set(tracker: Tracker, again: object) -> None:
    size(tracker, 5)
    members(tracker, ("B",))
    part = OPEN.sub_indices[0]
    corrected = replace(
        OPEN,
        units=tuple(
            replace(unit, name="Các phòng") if unit.code == "ROOMS" else unit for unit in UNITS
        ),
        sub_indices=(replace(part, targets=(replace(TOP_GROUP, text="nhóm đầu"),)),),
    )
    assert again(tracker, OWNER, corrected, now=LATER)  # type: ignore[operator]
    now = content(tracker)
    assert now.sub_indices[0].targets == (replace(TOP_GROUP, text="nhóm đầu", rank=5),)
    rooms = now.unit("ROOMS")
    assert rooms is not None
    assert (rooms.name, rooms.members) == (
        "Các phòng",
        Members(units=("B",), basis=MembersBasis.ENTERED),
    )
    part_set = left_open(tracker).top_groups[1]
    assert part_set.set_by == Setting(by=OFFICE.name, at=NOW), "not who loaded the file"


def test_what_is_open_is_told_as_it_was_known(tracker: Tracker) -> None:
    size(tracker, 5)
    before = NOW - timedelta(seconds=1)
    known = plan_gaps.left_open(tracker, OWNER, PLAN.id, as_of=TODAY, known_at=before)
    assert known.top_groups[1].target == TOP_GROUP


def test_a_plan_loaded_on_its_day_of_issue_keeps_what_was_set_that_day(empty: Tracker) -> None:
    issued_today = replace(OPEN, document=replace(OPEN.document, issued_on=TODAY))
    load(empty, issued_today, NOW)
    size(empty, 5, act(OFFICE, now=LATER))
    load(empty, replace(issued_today, general_tasks=()), LATER)
    assert content(empty).sub_indices[0].targets[0].rank == 5


def test_what_was_set_goes_out_with_the_plan_file_and_comes_in_again(
    tracker: Tracker,
) -> None:
    size(tracker, 5)
    members(tracker, ("B",))
    written = plan_files.export_plan(tracker, OWNER, PLAN.id, now=LATER)
    assert "basis: entered" in written
    assert not load(tracker, content(tracker), LATER)


def test_a_file_that_prints_what_was_open_is_believed(tracker: Tracker) -> None:
    size(tracker, 5)
    printed = replace(TOP_GROUP, rank=3)
    load(tracker, replace(OPEN, sub_indices=(replace(PART, targets=(printed,)),)), LATER)
    assert content(tracker).sub_indices[0].targets == (printed,)


def test_a_day_given_by_hand_is_honoured(tracker: Tracker) -> None:
    size(tracker, 5, act(OFFICE, on=date(2021, 6, 1)))
    assert look(tracker, as_of=date(2021, 5, 31)).sub_indices[0].standing.targets[0].gap is None
    assert look(tracker, as_of=date(2021, 6, 1)).sub_indices[0].standing.targets[0].gap == -11
