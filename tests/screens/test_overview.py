"""Tổng quan draws what the board says: totals, a tile per sub-index, and the worst to act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Result, ResultKind, Target, TargetKind
from ddci_tracker.domain.views import Board, SubIndexView
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.ui.core import paths
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.attention import why
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import element, elements, text_of, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "leaders/overview.py"
WORDS = Words.of()
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def tiles(screen: Screen) -> dict[tuple[str, str], str]:
    """The HTML of each tile in the order drawn, by the index and sub-index that it leads to."""
    found = {}
    for tile in elements(screen.html, ".tiles a"):
        (link,) = values(tile, "a", "href")
        asked = parse_qs(urlsplit(link).query)
        found[asked["index"][0], asked["sub"][0]] = tile
    return found


def panels(screen: Screen) -> list[str]:
    """The text of each panel at the top."""
    return texts(screen.html, ".panel")


def attention_rows(screen: Screen) -> list[str]:
    """The HTML of each row below the tiles."""
    return elements(screen.html, "a.item")


def lights(html: str) -> list[str]:
    """The shapes that were drawn, by their names."""
    return [shape.removeprefix("#l-") for shape in values(html, 'use[href^="#l-"]', "href")]


MOST_URGENT_FIRST = ["red", "amber", "grey", "green", "None"]


@pytest.mark.parametrize("language", languages())
def test_every_sub_index_of_every_plan_has_a_tile_with_its_two_lights_and_why(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        board = board_of(plan)
        drawn = tiles(see(PAGE, plan=plan, lang=language))

        assert drawn.keys() == {(view.index, view.code) for view in board.sub_indices}
        for view in board.sub_indices:
            tile = drawn[view.index, view.code]
            execution, result = view.execution, view.standing.light
            halves = elements(tile, ".half")
            assert lights(halves[0])[0] == str(execution.colour or "none")
            assert lights(halves[1]) == [
                f"{result.colour}-estimate" if result.estimated else str(result.colour or "none")
            ]
            said = text_of(tile)
            assert labels.execution_label(execution.colour, words) in said
            assert reasons.short(execution.reason, words) in said
            assert reasons.short(result.reason, words) in said
            assert (view.english_name if language == "en" else view.short_name) or view.name in said


def test_a_tile_shows_figures_leads_and_quarters_of_its_sub_index(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        drawn = tiles(see(PAGE, plan=plan))
        units = {unit.code: unit.name for unit in board.plan.units}
        for view in board.sub_indices:
            tile, said = drawn[view.index, view.code], text_of(drawn[view.index, view.code])
            assert figures_of(view) <= set(said.split())
            for lead in view.sub_index.lead:
                assert units.get(lead, lead) in said
            strip = element(tile, ".quarters")
            assert lights(strip) == [str(each.light.colour or "none") for each in view.quarters]


def figures_of(view: SubIndexView) -> set[str]:
    """The latest score and rank, as they are written."""
    latest, standing = view.standing.latest, view.standing
    if latest is None:
        return set()
    written = {formats.decimal(latest.score, WORDS)} if latest.score is not None else set()
    if latest.rank:
        written.add(formats.rank(latest.rank, latest.out_of))
    if standing.score_change is not None:
        written.add(formats.decimal(abs(standing.score_change), WORDS))
    return written


def test_tiles_stand_worst_first_by_both_lights_then_by_the_gap_that_they_show(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        order = []
        for key, tile in tiles(see(PAGE, plan=plan)).items():
            view = board.sub_index(*key)
            assert view is not None
            shown = text_of(elements(tile, ".why")[1])
            if "bằng mục tiêu" in shown:
                continue  # Says neither points nor places.
            order.append(
                (
                    MOST_URGENT_FIRST.index(str(view.execution.colour)),
                    MOST_URGENT_FIRST.index(str(view.standing.light.colour)),
                    missing_in(shown),
                )
            )
        assert order == sorted(order), plan


def missing_in(shown: str) -> tuple[int, float]:
    """The gap that a tile says, the most missing first: points, places, no figure."""
    found = re.search(r"(thiếu|vượt) ([0-9,]+)( bậc)?", shown)
    if not found:
        return 2, 0.0
    size = float(found[2].replace(",", "."))
    return int(bool(found[3])), size if found[1] == "vượt" else -size


def test_only_a_tile_whose_lights_are_both_red_has_a_frame(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    framed = {
        key for key, tile in tiles(see(PAGE, plan=illustration)).items() if "both-red" in tile
    }

    assert framed == {
        (view.index, view.code)
        for view in board_of(illustration).sub_indices
        if view.execution.colour is view.standing.light.colour is Colour.RED
    }
    assert framed


def test_an_estimated_light_says_that_it_is_one(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    drawn = tiles(see(PAGE, plan=illustration))

    for view in board_of(illustration).sub_indices:
        said = text_of(drawn[view.index, view.code])
        assert ("Kết quả, ước tính" in said) == view.standing.light.estimated


def test_the_counts_at_the_top_are_those_of_the_board(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    counts, totals = board.counts, board.report_totals

    *_, tasks, reports = panels(see(PAGE, plan=illustration))

    assert tasks == (
        f"Nhiệm vụ quý III tổng số {counts.in_play + counts.none} {counts.none} không xét "
        f"{counts.red} chậm {counts.amber} có nguy cơ "
        f"{counts.grey} chưa cập nhật {counts.green} đúng tiến độ"
    )
    assert reports == (
        f"Báo cáo năm {board.plan.year} {totals.expected} đã đến hạn {totals.missing} còn thiếu "
        f"{totals.late} nộp trễ {totals.on_time} đúng hạn"
    )


def test_the_total_and_the_rank_stand_beside_what_they_are_to_reach(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    (overall,) = board_of(illustration).overall
    latest, estimate = overall.standing.latest, overall.standing.estimate
    assert latest is not None
    assert latest.score is not None
    assert estimate is not None
    assert estimate.score is not None

    screen = see(PAGE, plan=illustration)
    total, rank, *_ = panels(screen)
    # What the total would take is one click away.
    assert "show=takes" in values(screen.html, "a.panel", "href")[0]

    for figure in (latest.score, estimate.score):
        assert formats.decimal(figure, WORDS) in total
    assert "ước tính" in total
    assert formats.rank(latest.rank or 0, latest.out_of) in rank
    targets = [formats.target(each.target, WORDS) for each in overall.standing.targets]
    assert targets[0] in total
    assert targets[1] in rank


def test_a_plan_of_several_indices_has_a_panel_for_each(see: See) -> None:
    drawn = panels(see(PAGE, plan="SCT-KG-2021"))

    assert [panel.split()[0] for panel in drawn] == ["PCI", "PAR", "PAPI", "SIPAS", "Nhiệm", "Báo"]
    assert all("định tính" in panel for panel in drawn[:4])
    assert drawn[-1] == "Báo cáo năm 2021 Kế hoạch không quy định báo cáo định kỳ"


def test_one_of_several_indices_shows_the_rank_that_it_aims_at(
    see_own: See, own_state: Path
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "SCT-KG-2021", now=now)
    top_ten = Target(kind=TargetKind.RANK_AT_MOST, rank=10, text="top 10")
    first, second, *others = plan.overall
    beyond = Result(year=plan.year - 1, kind=ResultKind.PUBLISHED, rank_over=30)
    overall = (first, replace(second, targets=(top_ten,), results=(beyond,)), *others)
    load_plan(tracker, OWNER, replace(plan, overall=overall), now=now)

    panel = panels(see_own(PAGE, plan="SCT-KG-2021"))[1]
    assert "top 10" in panel
    # A place has no panel of its own here: where it stands, and what the light says of it.
    assert "Hạng > 30" in panel
    assert "ngoài nhóm 30" in panel.lower()

    score = Target(kind=TargetKind.REACH, value=Decimal(85), text="85 điểm")
    later = replace(score, value=Decimal(90), year=plan.year + 2)
    furthest = replace(top_ten, year=plan.year + 2, rank=5)
    overall = (first, replace(second, targets=(score, top_ten, later, furthest)), *others)
    load_plan(tracker, OWNER, replace(plan, overall=overall), now=now)
    panel = panels(see_own(PAGE, plan="SCT-KG-2021"))[1]
    assert "Mục tiêu: top 10" in panel
    assert f"mốc {plan.year + 2}: đạt 90; top 5" in panel


def test_a_plan_without_figures_to_reach_says_so_instead_of_drawing_none(see: See) -> None:
    screen = see(PAGE, plan="SNGV-LS-2024")

    assert "goal" not in "".join(elements(screen.html, ".bullet"))
    for tile in tiles(screen).values():
        said = text_of(tile)
        assert "không đặt mục tiêu" in said or "định tính, không có số" in said


def test_a_plan_that_nobody_tracks_says_it_once_and_counts_no_colours(
    see: See, board_of: BoardOf
) -> None:
    board = board_of("STTTT-LS-2023")
    screen = see(PAGE, plan="STTTT-LS-2023")

    tasks = panels(screen)[-2]

    assert not board.tracked
    assert tasks.endswith(f"{board.counts.grey} chưa theo dõi")


@pytest.mark.parametrize("language", languages())
def test_the_worst_matters_stand_below_in_the_order_of_the_board(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        board = board_of(plan)
        screen = see(PAGE, plan=plan, lang=language)
        drawn = attention_rows(screen)

        assert len(drawn) == min(len(board.attention), 3 if len(board.sub_indices) > 8 else 5)
        because = why(board, words)
        for row, html in zip(board.attention, drawn, strict=False):
            assert lights(html)[0] == str(row.colour)
            assert reasons.sentence(row.what, words) in text_of(html)
            assert reasons.short(row.reason, words).lower() in text_of(html).lower()
            assert because(row) in text_of(html)
        if board.attention:
            assert words.text("See all {count}", count=len(board.attention)) in screen.text


def test_every_link_keeps_the_plan_the_quarter_the_day_and_the_language(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    year = board_of(illustration).plan.year
    asked = {
        "plan": illustration,
        "quarter": f"{year}-Q2",
        "as_of": f"{year}-06-30",
        "lang": "en",
    }

    # A frozen month leads to its own day.
    links = values(see(PAGE, **asked).html, ':not(.frozen > span) > [href^="/"]', "href")

    # A search finds what holds today, whatever is looked at.
    links = [link for link in links if urlsplit(link).path != paths.SEARCH]
    assert len(links) > 10
    for link in links:
        query = parse_qs(urlsplit(link).query)
        assert {name: query[name] for name in asked} == {
            name: [value] for name, value in asked.items()
        }


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "STNMT-LS-2020", now=now)
    hostile = replace(
        plan,
        agency=replace(plan.agency, name=HOSTILE),
        units=tuple(replace(unit, name=HOSTILE) for unit in plan.units),
        sub_indices=tuple(
            replace(each, targets=tuple(replace(target, text=HOSTILE) for target in each.targets))
            for each in plan.sub_indices
        ),
    )
    load_plan(tracker, OWNER, hostile, now=now)

    screen = see_own(PAGE, plan=plan.id)

    assert HOSTILE in screen.text
    assert "<script" not in screen.html
    assert "<b>đậm" not in screen.html
