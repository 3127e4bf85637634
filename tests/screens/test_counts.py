"""Every count on a screen opens exactly the list of what it counts, on every day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ddci_tracker.domain.acts import (
    Conclusion,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.by_unit import UnitFigure, by_unit
from ddci_tracker.domain.freshness import unit_freshness
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.my_work import Nearness, owed_by
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.whole_province import AgencyStanding, ProvinceFigure, whole_province
from ddci_tracker.services import conclusions as conclusions_service
from ddci_tracker.services import reports as reports_service
from ddci_tracker.services import results as results_service
from ddci_tracker.services import task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.my_work import units_to_choose
from ddci_tracker.services.task_updates import Saving
from ddci_tracker.services.what_changed import changed_since
from ddci_tracker.services.whole_province import ProvinceView
from ddci_tracker.ui.attention.screen import AttentionChoice, attention_block
from ddci_tracker.ui.conclusions.screen import conclusions_block
from ddci_tracker.ui.core import paths
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.faces.opening import FaceAsked
from ddci_tracker.ui.faces.phone import phone_page
from ddci_tracker.ui.overview.screen import overview_block, since_strip
from ddci_tracker.ui.province.screen import ProvinceChoice, province_block, top_block
from ddci_tracker.ui.reports.screen import UnitChoice, reports_block
from ddci_tracker.ui.shared.what_changed import changes_block
from ddci_tracker.ui.sub_index.task_matrix import Chosen, matrix_block
from ddci_tracker.ui.units.screen import SILENT, list_block, units_block
from ddci_tracker.words.catalogue import DEFAULT
from tests.markup import element, elements, text_of, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

# Ten days of the illustration: before and after update days, due days and meetings.
YEAR = vietnamese_day(datetime.now(UTC)).year
FIRST, APART = date(YEAR, 2, 20), timedelta(days=20)
DAYS = tuple(FIRST + APART * number for number in range(10))
ILLUSTRATION, TOLD, UNTOLD = f"SKHCN-MH-{YEAR}", "SNGV-LS-2021", "SCT-KG-2021"
# A printed plan with what units said of it and its results, and one of which nobody said a word.
OTHERS = ((TOLD, date(2021, 6, 10)), (TOLD, date(2021, 9, 15)), (UNTOLD, date(2021, 12, 20)))
CASES = (*((ILLUSTRATION, day) for day in DAYS), *OTHERS)


@pytest.fixture(scope="module")
def told_plans(six_plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans as ``six_plans`` has them, one of them worked with for three quarters."""
    folder = Path(shutil.copytree(six_plans, tmp_path_factory.mktemp("told") / "state"))
    tracker, now = tracker_in(folder), datetime.now(UTC)
    board = look_at(tracker, OWNER, TOLD, now=now, as_of=date(2021, 10, 10))
    said = (TaskStatus.ON_TRACK, TaskStatus.DONE, TaskStatus.BEHIND, TaskStatus.BLOCKED)
    by = Act(actor=OWNER, now=now)
    for quarter, day in ((1, date(2021, 3, 28)), (2, date(2021, 6, 3)), (3, date(2021, 9, 2))):
        words = [
            TaskUpdate(
                task=task.code,
                quarter=Period.quarter(2021, quarter),
                unit="",
                status=(status := said[(number + quarter) % len(said)]),
                recovery="VP trước 30/10" if status is TaskStatus.BLOCKED else None,
            )
            for number, (_, task) in enumerate(board.plan.all_tasks())
            # Some fall silent.
            if number % 7 != 3 or quarter == 1
        ]
        savings = [Saving(update=word) for word in words]
        outcomes = task_updates.update_many(tracker, TOLD, savings, replace(by, on=day))
        assert sum(each.version is not None for each in outcomes) >= len(words) - 3
    due = [row for row in board.reports if row.timeliness is Timeliness.OVERDUE]
    for number, row in enumerate(due[:-1]):
        assert row.last_day is not None
        on = replace(by, on=row.last_day + timedelta(days=3 * (number % 2)))
        for step in (ReportStep.HANDED_IN, *([ReportStep.RETURNED] if number == 0 else [])):
            act = ReportAct(
                duty=row.duty,
                unit=row.from_unit,
                period=row.period,
                step=step,
                note="Thiếu phụ lục",
            )
            reports_service.take_step(tracker, TOLD, act, on)
    for number, unit in enumerate(("VP", "TTr", "LSHTQT")):
        matter = Conclusion(
            id="",
            about=None,
            text=f"Trả lời kiến nghị đợt {number}",
            units=(unit,),
            due=date(2021, 9, 10) + timedelta(days=7 * number),
            met_on=date(2021, 8, 10),
        )
        conclusions_service.conclude(tracker, TOLD, matter, by)
    for number, part in enumerate(board.plan.sub_indices):
        guess = Result(year=2021, kind=ResultKind.ESTIMATE, score=Decimal(5) + Decimal(number) / 2)
        entry = ResultEntry(index="DDCI", sub_index=part.code, result=guess)
        results_service.enter_result(tracker, TOLD, entry, replace(by, on=date(2021, 7, 15)))
    return folder


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def look(request: pytest.FixtureRequest, told_plans: Path) -> Look:
    plan, day = request.param
    board = look_at(tracker_in(told_plans), OWNER, plan, now=datetime.now(UTC), as_of=day)
    selection = Selection(plan=plan, quarter=None, as_of=day, known_at=None, language=DEFAULT)
    return Look(board=board, selection=selection)


def is_of(look: Look, plan: str) -> bool:
    return look.board.plan.id == plan


def tasks(look: Look, asked: Mapping[str, str]) -> int:
    chosen = Chosen(unit=asked.get("unit"), light=asked.get("light"))
    key = f"{asked.get('index', '')}/{asked['sub']}"
    return len(elements(matrix_block(Seen(look), key, chosen, None), "tbody tr"))


def reports(look: Look, asked: Mapping[str, str]) -> int:
    choice = UnitChoice(duty=asked.get("duty"), unit=asked.get("unit"), state=asked["state"])
    drawn = reports_block(Seen(look), choice, may_remind=False)
    # The list and the picked cells of the matrices are the same reports.
    listed = len(elements(drawn, ".picked-list li"))
    assert len(elements(drawn, ".picked")) == listed
    return listed


def matters(look: Look, asked: Mapping[str, str]) -> int:
    choice = AttentionChoice(
        unit=asked.get("unit"), kind=asked.get("kind"), level=asked.get("level")
    )
    drawn = attention_block(Seen(look), choice)
    for_tasks = asked.get("kind") in ("silence", "owner")
    return len(elements(drawn, ".rows li" if for_tasks else ".rows .row"))


def conclusions(look: Look, asked: Mapping[str, str]) -> int:
    state, unit, meeting = asked.get("state"), asked.get("unit"), asked.get("meeting")
    drawn = conclusions_block(Seen(look), state, unit, meeting, "", None, frozenset())
    return len(elements(drawn, "details"))


def of_units(look: Look, asked: Mapping[str, str]) -> int:
    if asked["figure"] == SILENT:
        return len(elements(units_block(Seen(look), silent=True), "tr.unit"))
    drawn = list_block(Seen(look), UnitFigure(asked["figure"]), asked.get("unit"))
    return len(elements(drawn, ".matters a.row"))


LISTS: Mapping[str, Callable[[Look, Mapping[str, str]], int]] = {
    paths.SUB_INDEX: tasks,
    paths.REPORTS: reports,
    paths.ATTENTION: matters,
    paths.CONCLUSIONS: conclusions,
    paths.UNITS: of_units,
}


def counts_of(html: str, selector: str, *, first: bool = False) -> list[tuple[int, str]]:
    """Each count that is a link, with its address; the ``first`` number where more are said."""
    return [
        (int(re.findall(r"\d+", text_of(found))[0 if first else -1]), values(found, "a", "href")[0])
        for found in elements(html, selector)
    ]


def follow(look: Look, address: str) -> int:
    """How many things stand in the list that an address opens."""
    parts = urlsplit(address)
    return LISTS[parts.path](look, dict(parse_qsl(parts.query)))


def test_every_count_of_the_overview_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = overview_block(Seen(look))
    counts = counts_of(drawn, ".counts a, .panel .head a, .section a.more")
    assert len(counts) >= (3 if is_of(look, UNTOLD) else 10)
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]


def test_the_counts_of_what_changed_are_the_rows_of_its_list(look: Look, told_plans: Path) -> None:
    now = datetime.now(UTC)
    changed = changed_since(tracker_in(told_plans), OWNER, look.board, now=now)
    if changed is None:  # the plan had not been issued at the end of the month before
        assert look.board.as_of.month == look.board.plan.document.counts_from.month
        return
    strip = since_strip(look, changed)
    drawn = changes_block(look, changed)
    for name in ("worse", "better", "new"):
        assert len(elements(drawn, f".group.{name} a.turn")) == getattr(strip, name)
    met = changed_since(tracker_in(told_plans), OWNER, look.board, now=now, of_meeting=True)
    links = elements(overview_block(Seen(look), since_strip(look, changed, met)), ".since a")
    assert len(links) == 3 + bool(met)
    if met is not None:
        assert met.day == max(each.met_on for each in look.board.followed)
        listed = elements(changes_block(look, met), ".group.worse a.turn")
        assert text_of(links[-1]) == f"{len(listed)} xấu đi"


def test_every_count_of_the_reports_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = reports_block(Seen(look), UnitChoice(duty=None, unit=None, state=None), may_remind=True)
    counts = counts_of(drawn, ".sum a")
    assert len(counts) >= (0 if is_of(look, UNTOLD) else 4)
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]


def test_every_count_of_what_to_act_on_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = attention_block(Seen(look), AttentionChoice())
    counts = counts_of(drawn, ".attention > .second a")
    assert bool(counts) == bool(look.board.attention) or is_of(look, UNTOLD)
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]


def test_every_figure_of_a_unit_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = units_block(Seen(look), silent=False)
    for selector in (".red a", ".lights a", ".owed a"):
        for count, address in counts_of(drawn, f"tbody {selector}", first=True):
            assert follow(look, address) == count, address
    for found in elements(drawn, ".ratio a"):
        total = int(text_of(element(found, "small")).split("/")[1].split(",")[0])
        assert follow(look, values(found, "a", "href")[0]) == total
    (silent,) = elements(drawn, '.whole a[href*="figure=silent"]') or [""]
    if silent:
        count = int(text_of(element(silent, "b")).split("/")[0])
        assert follow(look, values(silent, "a", "href")[0]) == count


def test_the_units_add_up_to_the_whole(look: Look) -> None:
    made = by_unit(look.board)
    rows = (*made.units, *made.shared)
    assert sum(row.red for row in rows) == made.whole.red
    for figure in UnitFigure:
        ratios = [row.ratio(figure) for row in rows]
        whole = made.whole.ratio(figure)
        assert sum(each.count for each in ratios) == whole.count
        assert sum(each.total for each in ratios) == whole.total
    assert made.whole.tasks == look.board.counts


def test_screens_agree_on_how_many_reports_are_overdue_and_returned(look: Look) -> None:
    board = look.board
    overdue = matters(look, {"kind": "report", "level": "red"})
    assert overdue == board.report_totals.missing == reports(look, {"state": "overdue"})
    assert matters(look, {"kind": "report", "level": "amber"}) == reports(
        look, {"state": "returned"}
    )


def test_a_light_of_a_sub_index_counts_the_tasks_of_the_list_that_it_opens(look: Look) -> None:
    for view in look.board.sub_indices:
        asked = {"index": view.index, "sub": view.code}
        found = {colour: tasks(look, {**asked, "light": colour}) for colour in ("red", "amber")}
        assert found == {"red": view.counts.red, "amber": view.counts.amber}


def test_what_units_owe_is_what_the_other_screens_count(look: Look) -> None:
    board, of_all = look.board, owed_by(look.board, None)
    assert sum(of_all.count(group) for group in Nearness) == of_all.total
    overdue = [each for each in of_all.reports if each.row.timeliness is Timeliness.OVERDUE]
    assert len(overdue) == board.report_totals.missing
    late = sum(each.view.light.colour is Colour.RED for each in of_all.tasks)
    assert late == board.counts.red
    for unit, count in units_to_choose(OWNER, board).items():
        assert owed_by(board, unit).by_now == count


def test_every_meeting_opens_as_many_conclusions_as_it_counts(look: Look) -> None:
    drawn = conclusions_block(Seen(look), None, None, None, "", None, frozenset())
    counts = [
        (int(re.findall(r"/(\d+)", text_of(card))[-1]), values(card, "a", "href")[0])
        for card in elements(drawn, ".meetings a.card")
    ]
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]
    assert sum(count for count, _ in counts) == len(look.board.followed)
    parts = [int(text_of(each).split(",")[0]) for each in elements(drawn, ".level .second")]
    assert sum(parts) == len(look.board.followed)


def test_every_count_of_the_phone_opens_as_many_as_it_counts(
    six_plans: Path, plan_ids: tuple[str, ...]
) -> None:
    now, tracker = datetime.now(UTC), tracker_in(six_plans)
    for plan in plan_ids:
        board = look_at(tracker, OWNER, plan, now=now)
        look = Look(
            board=board,
            selection=Selection(
                plan=plan, quarter=None, as_of=None, known_at=None, language=DEFAULT
            ),
        )
        page = phone_page(
            FaceAsked(
                tracker=tracker,
                actor=OWNER,
                query={"plan": plan},
                now=now,
                old_after=timedelta(minutes=10),
            )
        )
        counts = counts_of(page, ".counts a, .reports a:has([data-figure]), h2 a")
        assert counts, plan
        for count, address in counts:
            assert follow(look, address) == count, (plan, address)


def test_how_fresh_units_are_is_what_the_other_screens_count(look: Look) -> None:
    units = unit_freshness(look.board)
    for each in units:
        asked = {"unit": each.unit, "state": "overdue"}
        assert reports(look, asked) == each.overdue
    assert sum(each.overdue for each in units) == look.board.report_totals.missing
    silent = [each.unit for each in units if each.is_silent]
    assert sorted(silent) == sorted(look.board.freshness.silent)


def test_every_count_of_the_plan_is_the_length_of_its_list(
    see: Callable[..., Screen], plan_ids: tuple[str, ...]
) -> None:
    plan = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    drawn = see("office/plan.py", plan=plan).html
    items = {"muc-tieu": ".aim", "nhiem-vu": "ol > li", "bao-cao": ".aim"}
    for title in elements(drawn, ".paper h2[id]"):
        (anchor,) = values(title, "h2", "id")
        if anchor in ("van-ban", "kiem-tra"):
            continue
        count = int(text_of(element(title, ".second")))
        (card,) = elements(drawn, f".paper section.card:has(> h2#{anchor})")
        listed = items.get(anchor, "ul:is(.grid, .flow) > li:not(.second)")
        assert len(elements(card, listed)) == count, anchor
        linked = element(drawn, f'.contents a[href="#{anchor}"]')
        assert int(text_of(element(linked, "span"))) == count, anchor


def province_on(look: Look, folder: Path, index: str) -> ProvinceView:
    """Six agencies, each as the plan stood on another day: one of them not a word yet."""
    plan = look.board.plan
    days = [day for each, day in CASES if each == plan.id]
    start = days.index(look.board.as_of)
    standings = []
    for number in range(5):
        day = days[(start + number) % len(days)]
        board = look_at(tracker_in(folder), OWNER, plan.id, now=datetime.now(UTC), as_of=day)
        standings.append(replace(AgencyStanding.of(board), agency=f"A{number}"))
    standings.append(replace(standings[0], agency="A5", spoken=0, last_word=None))
    blocks = {look.board.plan.agency.block: len(standings)}
    return ProvinceView(table=whole_province(standings, index), blocks=blocks, without=())


def test_every_count_of_the_whole_province_opens_as_many_agencies(
    look: Look, told_plans: Path
) -> None:
    index = look.board.plan.indices[0]
    view = province_on(look, told_plans, index)
    whole = ProvinceChoice(index=index, block=look.board.plan.agency.block)
    counts = counts_of(province_block(look, view, whole), "tfoot a")
    counts += counts_of(top_block(look, view, whole), ".spoken")
    assert len(counts) == 2 * len(view.table.columns) + 4, index
    for count, address in counts:
        asked = dict(parse_qsl(urlsplit(address).query))
        choice = replace(whole, figure=ProvinceFigure(asked["light"]), sub=asked.get("sub"))
        rows = elements(province_block(look, view, choice), "tbody tr:has(th)")
        assert len(rows) == count, address
        assert f"{count}/6" in text_of(top_block(look, view, choice))
