"""Toàn tỉnh: an agency a line, of one province, index and year, for those who may read them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Overall, Plan, Target, TargetKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board
from ddci_tracker.domain.whole_province import ProvinceFigure
from ddci_tracker.services import boards, kept_standings, results, whole_province
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.whole_province import (
    ProvinceView,
    keep_at_hand,
    province_of,
    sees_several,
)
from ddci_tracker.words import plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.province import part_result
from tests.integration.services.made import NEXT_YEAR, NOW, PLAN, act, load, published
from tests.unit.domain.build import estimated, make_sub_index

OWNER = Actor.owner("thử")
EIGHTY = Target(kind=TargetKind.AT_LEAST, value=Decimal(80), text="từ 80 điểm")


def of_agency(
    code: str, *, total: str | None = None, province: str = "Tỉnh P", block: str = "departments"
) -> Plan:
    """The plan of another agency, whose total is to reach 80 points and is estimated so."""
    agency = replace(PLAN.agency, code=code, name=f"Sở {code}", province=province, block=block)
    results = (estimated(2021, total),) if total else ()
    return replace(
        PLAN,
        id=f"{code}-2021",
        agency=agency,
        overall=(Overall(index="DDCI", targets=(EIGHTY,), results=results),),
    )


def seen(
    tracker: Tracker, actor: Actor = OWNER, *, plan: str = PLAN.id, block: str | None = None
) -> ProvinceView:
    board = look_at(tracker, OWNER, plan, now=NOW)
    return province_of(tracker, actor, board, "DDCI", now=NOW, block=block)


def names_in(view: ProvinceView) -> list[str]:
    return [line.of.agency for line in view.table.by_gap()]


@pytest.fixture
def province(tracker: Tracker) -> Tracker:
    for plan in (
        of_agency("NEAR", total="79"),
        of_agency("FAR", total="70.5"),
        of_agency("DONE", total="81"),
        of_agency("WARD", total="75", block="wards"),
        of_agency("ELSEWHERE", total="60", province="Tỉnh Q"),
        replace(of_agency("LATER"), document=replace(PLAN.document, year=2022)),
        replace(of_agency("SHOWN", total="50"), illustration=True),
    ):
        load(tracker, plan)
    return tracker


def test_what_cannot_be_judged_comes_first_then_the_furthest_from_its_target(
    province: Tracker,
) -> None:
    view = seen(province)
    assert names_in(view) == ["SX-TP", "FAR", "WARD", "NEAR", "DONE"]
    assert [line.total.gap for line in view.table.by_gap()] == [
        None,
        *map(Decimal, ("-9.5", "-5", "-1", "1")),
    ]
    assert view.table.count(ProvinceFigure.SHORT) == 3
    assert view.without == ("Sở LATER",)


def test_a_block_is_shown_apart(province: Tracker) -> None:
    assert names_in(seen(province, block="wards")) == ["WARD"]
    assert seen(province, block="wards").without == ()
    assert dict(seen(province).blocks) == {"departments": 4, "wards": 1}


def test_an_illustration_stands_among_illustrations_alone(province: Tracker) -> None:
    assert names_in(seen(province, plan="SHOWN-2021")) == ["SHOWN"]


def test_nobody_sees_an_agency_that_they_may_not_read(province: Tracker) -> None:
    some = Actor(name="ub", role=Role.PROVINCE, agencies=frozenset({"SX-TP", "NEAR"}))
    assert names_in(seen(province, some)) == ["SX-TP", "NEAR"]
    assert sees_several(province, some)
    one = replace(some, agencies=frozenset({"SX-TP"}))
    assert names_in(seen(province, one)) == ["SX-TP"]
    assert not sees_several(province, one)


def test_each_column_is_a_sub_index_and_says_how_many_are_red_in_it(province: Tracker) -> None:
    with_one_more = replace(
        of_agency("MORE"), sub_indices=(*PLAN.sub_indices, make_sub_index("legal_institutions"))
    )
    load(province, with_one_more)
    results.enter_result(province, "NEAR-2021", published("5", on=date(2021, 7, 1)), act(now=NOW))
    table = seen(province).table
    assert [each.code for each in table.columns][-1] == "legal_institutions"
    assert [line.of.agency for line in table.lines if line.cells[-1]] == ["MORE"]
    reds = [ProvinceFigure.EXECUTION_RED, ProvinceFigure.RESULT_RED]
    assert [table.count(each, "transparency") for each in reds] == [0, 1]
    assert [each.of.agency for each in table.among(reds[1]).lines] == ["NEAR"]
    assert table.by_gap("transparency")[-1].of.agency == "NEAR"


def test_a_table_knows_of_a_miss_that_nobody_can_call_near_or_far(province: Tracker) -> None:
    table = seen(province).table
    assert not table.has_open_miss
    first, *others = table.lines
    open_miss = [
        replace(cell, why=ReasonCode.MAXIMUM_UNKNOWN) if cell else None for cell in first.cells
    ]
    missed = replace(first, cells=tuple(open_miss))
    assert replace(table, lines=(missed, *others)).has_open_miss


def test_the_word_of_a_result_is_the_one_of_its_own_screen_and_not_of_its_colour(
    tracker: Tracker,
) -> None:
    """A published result that nobody can judge is grey, too: "not published" would be false."""
    leading = Target(kind=TargetKind.TOP_GROUP, text="nhóm đứng đầu")
    judged, *others = PLAN.sub_indices
    plan = replace(of_agency("LEAD"), sub_indices=(replace(judged, targets=(leading,)), *others))
    load(tracker, plan)
    before = seen(tracker, plan=plan.id).table.lines[0].cells[0]
    results.enter_result(tracker, plan.id, published("5", on=date(2021, 7, 1)), act(now=NOW))
    board = look_at(tracker, OWNER, plan.id, now=NOW)
    cells = seen(tracker, plan=plan.id).table.lines[0].cells
    after = cells[0]
    assert before is not None
    assert after is not None
    assert before.result is after.result is Colour.GREY
    words = Words.of()
    assert part_result(before, words) == "Chưa công bố"
    assert part_result(after, words) == "Không xét"
    assert [part_result(each, words) for each in cells if each] == [
        plan_names.verdict(view.standing, words) for view in board.sub_indices
    ]


def test_what_is_kept_at_hand_is_what_the_first_look_of_a_day_asks_for(
    province: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_at_hand(province, now=NOW)
    monkeypatch.delattr(boards, "decide_board")
    assert "FAR" in names_in(seen(province))


def test_what_is_kept_outlives_a_start_and_holds_for_its_state_and_day_alone(
    province: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = look_at(province, OWNER, PLAN.id, now=NOW)
    before = province_of(province, OWNER, board, "DDCI", now=NOW)
    keep_at_hand(province, now=NOW)
    started = replace(province)
    decided: list[str] = []

    def look(*asked: Any, **by: Any) -> Board:
        decided.append(asked[2])
        return look_at(*asked, **by)

    monkeypatch.setattr(whole_province, "look_at", look)
    assert province_of(started, OWNER, board, "DDCI", now=NOW) == before
    assert not decided
    results.enter_result(province, "FAR-2021", published("5", on=date(2021, 7, 1)), act(now=NOW))
    after = province_of(started, OWNER, board, "DDCI", now=NOW)
    assert decided == ["FAR-2021"]
    assert after != before
    decided.clear()
    next_day = NOW + timedelta(days=1)
    assert len(province_of(started, OWNER, board, "DDCI", now=next_day).table.lines) == len(decided)
    decided.clear()
    province_of(started, OWNER, board, "DDCI", now=NOW, as_of=date(2021, 7, 1))
    assert len(decided) == len(before.table.lines), "a day of before is no day that is kept"


def test_a_plan_that_has_closed_is_kept_for_every_later_day_until_it_changes(
    province: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_at_hand(province, now=NEXT_YEAR)
    paused: list[float] = []
    later = NEXT_YEAR + timedelta(days=9)
    keep_at_hand(province, now=later, pause=paused.append)
    assert len(paused) == 1, "only the plan of 2022 still runs"
    board = look_at(province, OWNER, PLAN.id, now=later)
    with monkeypatch.context() as changed:
        changed.setattr(whole_province, "look_at", None)
        before = province_of(province, OWNER, board, "DDCI", now=later)
    keep_at_hand(province, now=NEXT_YEAR - timedelta(days=1), pause=paused.append)
    assert len(paused) > 2, "on a day of before, nobody knows whether they had closed"
    results.enter_result(province, "FAR-2021", published("5", on=date(2022, 3, 1)), act(now=later))
    assert province_of(province, OWNER, board, "DDCI", now=later) != before


def test_a_damaged_file_is_no_obstacle(province: Tracker) -> None:
    (province.state_dir / kept_standings.FILE).write_text("{")
    assert "FAR" in names_in(seen(province))
    keep_at_hand(province, now=NOW)
    assert "FAR" in names_in(seen(replace(province)))


def test_a_block_that_there_is_not_narrows_nothing(province: Tracker) -> None:
    assert names_in(seen(province, block="moon")) == names_in(seen(province))
