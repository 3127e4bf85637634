"""Every count on a screen opens exactly the list of what it counts, on every day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ddci_tracker.domain.by_unit import UnitFigure, by_unit
from ddci_tracker.domain.freshness import unit_freshness
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.my_work import Nearness, owed_by
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.whole_province import AgencyStanding, ProvinceFigure, whole_province
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.my_work import units_to_choose
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
FIRST, APART = date(2026, 2, 20), timedelta(days=20)
DAYS = tuple(FIRST + APART * number for number in range(10))


@pytest.fixture(params=DAYS, ids=str)
def look(request: pytest.FixtureRequest, six_plans: Path, plan_ids: tuple[str, ...]) -> Look:
    plan = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    board = look_at(tracker_in(six_plans), OWNER, plan, now=datetime.now(UTC), as_of=request.param)
    selection = Selection(
        plan=plan, quarter=None, as_of=request.param, known_at=None, language=DEFAULT
    )
    return Look(board=board, selection=selection)


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
    assert len(counts) >= 10
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]


def test_the_counts_of_what_changed_are_the_rows_of_its_list(look: Look, six_plans: Path) -> None:
    now = datetime.now(UTC)
    changed = changed_since(tracker_in(six_plans), OWNER, look.board, now=now)
    if changed is None:  # the plan had not been issued at the end of the month before
        assert look.board.as_of.month == look.board.plan.document.counts_from.month
        return
    strip = since_strip(look, changed)
    drawn = changes_block(look, changed)
    for name in ("worse", "better", "new"):
        assert len(elements(drawn, f".group.{name} a.turn")) == getattr(strip, name)
    met = changed_since(tracker_in(six_plans), OWNER, look.board, now=now, of_meeting=True)
    links = elements(overview_block(Seen(look), since_strip(look, changed, met)), ".since a")
    assert len(links) == 3 + bool(met)
    if met is not None:
        assert met.day == max(each.met_on for each in look.board.followed)
        listed = elements(changes_block(look, met), ".group.worse a.turn")
        assert text_of(links[-1]) == f"{len(listed)} xấu đi"


def test_every_count_of_the_reports_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = reports_block(Seen(look), UnitChoice(duty=None, unit=None, state=None), may_remind=True)
    counts = counts_of(drawn, ".sum a")
    assert len(counts) >= 4
    assert [follow(look, address) for _, address in counts] == [count for count, _ in counts]


def test_every_count_of_what_to_act_on_opens_as_many_as_it_counts(look: Look) -> None:
    drawn = attention_block(Seen(look), AttentionChoice())
    counts = counts_of(drawn, ".attention > .second a")
    assert bool(counts) == bool(look.board.attention)
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


def province_on(look: Look, six_plans: Path) -> ProvinceView:
    """Six agencies, each as the illustration stood on another day: one of them not a word yet."""
    start = DAYS.index(look.board.as_of)
    standings = []
    for number in range(5):
        day = DAYS[(start + number) % len(DAYS)]
        board = look_at(
            tracker_in(six_plans), OWNER, look.board.plan.id, now=datetime.now(UTC), as_of=day
        )
        standings.append(replace(AgencyStanding.of(board), agency=f"A{number}"))
    standings.append(replace(standings[0], agency="A5", spoken=0, last_word=None))
    blocks = {look.board.plan.agency.block: len(standings)}
    return ProvinceView(table=whole_province(standings, "DDCI"), blocks=blocks, without=())


def test_every_count_of_the_whole_province_opens_as_many_agencies(
    look: Look, six_plans: Path
) -> None:
    view = province_on(look, six_plans)
    whole = ProvinceChoice(index="DDCI", block=look.board.plan.agency.block)
    counts = counts_of(province_block(look, view, whole), "tfoot a")
    counts += counts_of(top_block(look, view, whole), ".spoken")
    assert len(counts) == 2 * len(view.table.columns) + 4
    for count, address in counts:
        asked = dict(parse_qsl(urlsplit(address).query))
        choice = replace(whole, figure=ProvinceFigure(asked["light"]), sub=asked.get("sub"))
        rows = elements(province_block(look, view, choice), "tbody tr:has(th)")
        assert len(rows) == count, address
        assert f"{count}/6" in text_of(top_block(look, view, choice))
