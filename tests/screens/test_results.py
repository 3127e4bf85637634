"""Kết quả draws every score and rank of the board, estimates apart from what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import (
    ListRank,
    Overall,
    Plan,
    RankList,
    Result,
    ResultKind,
    Target,
    TargetKind,
    TargetOf,
)
from ddci_tracker.domain.views import Board, OverallView, SubIndexView
from ddci_tracker.services import results as result_services
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.seen import Seen
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.faces.opening import FaceAsked
from ddci_tracker.ui.faces.phone import phone_page
from ddci_tracker.ui.faces.wall import wall_page
from ddci_tracker.ui.results.screen import as_workbook
from ddci_tracker.ui.shared import ranked
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import elements, text_of, texts
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/results.py"
WORDS = Words.of()
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]
View = OverallView | SubIndexView


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def views_of(board: Board) -> list[View]:
    return [*board.overall, *board.sub_indices]


def name_of(view: View, language: Language) -> str:
    if isinstance(view, OverallView):
        whole = {"vi": "Điểm tổng hợp", "en": "Whole index"}[language]
        return f"{whole} {view.index}"
    return view.name if language == "vi" else view.english_name or view.name


def heads_of(screen: Screen) -> list[str]:
    """The heads of the table over the years."""
    return texts(screen.html, "table.years th[scope=col]")


def cells_of(screen: Screen, name: str) -> list[str]:
    """The cells of a row of the table over the years, as text, by its name."""
    rows = elements(screen.html, "table.years tbody tr")
    row = next(row for row in rows if texts(row, "th") == [name])
    return texts(row, "td")


def asked_of(screen: Screen, name: str) -> list[list[str]]:
    """The targets of a row, each with what stands beside it."""
    found: list[list[str]] = []
    for row in elements(screen.html, "table.years tbody tr"):
        if texts(row, "th"):
            named = texts(row, "th") == [name]
        if named:
            lines = [texts(cell, ".line") for cell in elements(row, "td")]
            found.append([line for cell in lines for line in cell])
    return found


def spec_of(screen: Screen, key: str) -> dict[str, Any]:
    found = next(each for each in screen.app.get("plotly_chart") if key in each.proto.id)
    spec: dict[str, Any] = json.loads(found.proto.spec)
    return spec


def keys_of(screen: Screen) -> set[str]:
    keys = ("whole-chart", "lines-chart", "reach-chart", "heat-chart")
    drawn = [each.proto.id for each in screen.app.get("plotly_chart")]
    return {key for key in keys if any(key in drawn_id for drawn_id in drawn)}


def change(folder: Path, plan_id: str, how: Callable[[Plan], Plan]) -> None:
    tracker, now = tracker_in(folder), datetime.now(UTC)
    plan = read_content(tracker, OWNER, plan_id, now=now)
    load_plan(tracker, OWNER, how(plan), now=now)


@pytest.mark.parametrize("language", languages())
def test_every_published_figure_of_every_plan_stands_in_its_row_under_its_year(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        screen = see(PAGE, plan=plan, lang=language)
        for view in views_of(board_of(plan)):
            for result in view.standing.results.published:
                column = heads_of(screen).index(str(result.year)) - 1
                cell = cells_of(screen, name_of(view, language))[column]
                if result.score is not None:
                    assert cell.startswith(formats.decimal(result.score, words))
                if result.rank is not None:
                    assert formats.rank(result.rank, result.out_of) in cell


def test_arrows_show_a_better_rank_upwards(see: See, illustration: str) -> None:
    cells = cells_of(see(PAGE, plan=illustration), "Chi phí không chính thức")

    assert cells[2:5] == [
        "7,90 ▲ 0,42 hạng 8/25 ▲ 5",
        "7,35 ▼ 0,55 hạng 14/25 ▼ 6",
        "6,43 ▼ 0,92 hạng 23/25 ▼ 9",
    ]


def test_an_estimate_has_a_column_of_its_own_and_says_what_it_rests_on(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    screen = see(PAGE, plan=illustration)
    column = heads_of(screen).index(f"Ước tính {board_of(illustration).plan.year}") - 1
    for view in views_of(board_of(illustration)):
        estimate = view.standing.estimate
        cell = cells_of(screen, name_of(view, Language("vi")))[column]
        if estimate is None or estimate.score is None:
            assert cell == "–"
        else:
            basis = labels.label(estimate.basis, WORDS)
            assert cell == f"{formats.decimal(estimate.score, WORDS)} {basis}"


def test_a_mean_is_called_one_wherever_it_stands(see: See) -> None:
    text = see(PAGE, plan="STNMT-LS-2020").text

    mean = "bình quân các chỉ số thành phần, quy ra thang 100"
    assert f"Ước tính 55,01 năm 2019, {mean}" in text


def test_an_estimate_of_an_earlier_year_stands_in_the_column_of_its_year(see: See) -> None:
    screen = see(PAGE, plan="STNMT-LS-2020")
    mean = "bình quân các chỉ số thành phần, quy ra thang 100"

    column = heads_of(screen).index("2019") - 1

    assert cells_of(screen, "Điểm tổng hợp DDCI")[column].endswith(f"55,01 ước tính, {mean}")
    assert not any(head.startswith("Ước tính") for head in heads_of(screen))


def test_the_gap_to_each_target_and_to_the_median_place_stands_in_the_row(see: See) -> None:
    name, screen = "Tính minh bạch và tiếp cận thông tin", see(PAGE, plan="STNMT-LS-2020")

    assert asked_of(screen, name) == [
        ["trên 7,80", "thiếu 1,03 điểm"],
        ["top 10", "thiếu 6 bậc"],
        ["cải thiện tích cực 08 chỉ số thành phần DDCI", "–"],
    ]
    assert cells_of(screen, name)[-1] == "dưới 4 bậc"


def test_no_gap_stands_beside_the_target_of_another(see_own: See, own_state: Path) -> None:
    best = Target(kind=TargetKind.VERSUS, of=TargetOf.BEST, margin=Decimal(-1))

    def first(plan: Plan) -> Plan:
        part, *others = plan.sub_indices
        # Nobody knows the best of the block.
        return replace(plan, sub_indices=(replace(part, targets=(best, *part.targets)), *others))

    change(own_state, "STNMT-LS-2020", first)
    screen = see_own(PAGE, plan="STNMT-LS-2020")
    (told, gap), *others = asked_of(screen, "Tính minh bạch và tiếp cận thông tin")
    assert (told, gap) == ("thấp hơn điểm cao nhất khối không quá 1 điểm", "–")
    assert others[0] == ["trên 7,80", "thiếu 1,03 điểm"]


def test_what_is_known_of_a_place_stands_under_its_year_and_beside_no_target_of_another_list(
    see_own: See, own_state: Path
) -> None:
    def placed(plan: Plan) -> Plan:
        part, *others = plan.sub_indices
        beyond = Result(year=2019, kind=ResultKind.PUBLISHED, rank_over=10)
        regional = ListRank(list=RankList.REGION, rank=4, out_of=7)
        last = Result(year=2019, kind=ResultKind.PUBLISHED, rank=20, out_of=23, ranks=(regional,))
        top = Target(kind=TargetKind.RANK_AT_MOST, rank=3, list=RankList.REGION)
        whole = Overall(index="DDCI", targets=(top,), results=(last,))
        part = replace(part, results=(beyond,))
        return replace(plan, overall=(whole,), sub_indices=(part, *others))

    change(own_state, "STNMT-LS-2020", placed)
    screen = see_own(PAGE, plan="STNMT-LS-2020")
    assert "ngoài nhóm 10" in cells_of(screen, "Tính minh bạch và tiếp cận thông tin")
    whole_cells = cells_of(screen, "Điểm tổng hợp DDCI")
    assert any("hạng 20/23" in cell and "hạng 4/7 trong vùng" in cell for cell in whole_cells)
    asked = FaceAsked(
        tracker=tracker_in(own_state),
        actor=OWNER,
        query={"plan": "STNMT-LS-2020"},
        now=datetime.now(UTC),
        old_after=timedelta(minutes=10),
    )
    (phone,) = texts(phone_page(asked), ".whole .line span")
    assert phone == "Hạng 4/7 trong vùng , mục tiêu top 3 trong vùng"
    wall = texts(wall_page(asked), "header")[0]
    assert "4/7 trong vùng / top 3 trong vùng" in wall
    assert "20/23" not in wall


def test_a_plan_without_any_result_says_so_and_draws_no_chart(see: See) -> None:
    screen = see(PAGE, plan="SCT-KG-2021")

    assert "Kế hoạch năm 2021 không in điểm và hạng của chỉ số nào" in screen.text
    assert not screen.app.get("plotly_chart")
    assert screen.text.count("nâng cao 4 chỉ số PCI, PAR INDEX, PAPI, SIPAS tại Sở") == 4


def test_a_plan_of_one_year_draws_no_line_and_says_why(see: See) -> None:
    screen = see(PAGE, plan="STNMT-LS-2020")

    assert keys_of(screen) == {"whole-chart", "reach-chart"}
    assert "Chưa biết kết quả của đủ hai năm" in screen.text


def test_a_plan_of_ranks_begins_with_ranks_and_says_that_it_has_no_target(see: See) -> None:
    screen = see(PAGE, plan="SNGV-LS-2024")

    assert screen.app.segmented_control(key="filter-by").value == "places"
    assert keys_of(screen) == {"whole-chart", "lines-chart", "heat-chart"}
    assert "Kế hoạch không đặt mục tiêu loại này" in screen.text


def test_a_plan_of_targets_alone_draws_them_and_says_that_there_is_no_result(see: See) -> None:
    screen = see(PAGE, plan="SNGV-LS-2021")

    assert keys_of(screen) == {"reach-chart"}
    words = [note["text"] for note in spec_of(screen, "reach-chart")["layout"]["annotations"]]
    assert words.count("chưa có kết quả") == 8


def test_the_address_chooses_between_scores_and_ranks(see: See, illustration: str) -> None:
    scores, ranks = see(PAGE, plan=illustration), see(PAGE, plan=illustration, by="places")

    assert spec_of(scores, "lines-chart")["layout"]["yaxis"]["range"][1] == 10
    low, high = spec_of(ranks, "lines-chart")["layout"]["yaxis"]["range"]
    assert low > 25 > 1 > high


def test_the_worst_sub_indices_are_named_until_somebody_chooses(
    see: See, illustration: str
) -> None:
    def named(screen: Screen) -> set[str]:
        notes = spec_of(screen, "lines-chart")["layout"].get("annotations", [])
        return {text_of(note["text"].replace("<br>", " ")) for note in notes}

    assert named(see(PAGE, plan=illustration)) == {
        "◇ 5,60 Hỗ trợ doanh nghiệp",
        "◇ 6,70 Chi phí không chính thức",
        "◇ 7,60 Chi phí thời gian",
    }
    chosen = see(PAGE, plan=illustration, lines="DDCI.transparency,DDCI.nothing")
    assert named(chosen) == {"9,41 Tính minh bạch"}
    assert named(see(PAGE, plan=illustration, lines="")) == set()


def test_choosing_writes_the_codes_into_the_address(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration)

    screen.app.segmented_control(key="filter-by").set_value("places")
    screen.run()
    screen.app.pills(key="filter-lines").set_value(["DDCI.leadership"])
    screen.run()

    address = screen.app.query_params
    assert (address["by"], address["lines"]) == ("places", "DDCI.leadership")


def test_bars_ticks_and_diamonds_are_those_of_the_board_the_furthest_first(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    drawn = spec_of(see(PAGE, plan=illustration), "reach-chart")
    names_drawn = [
        text_of(note["text"]) for note in drawn["layout"]["annotations"] if note["x"] == 0
    ]
    views = {view.short_name: view for view in board_of(illustration).sub_indices}
    ordered = [views[name] for name in names_drawn]

    _, bars, ticks, diamonds = drawn["data"]
    latest = [view.standing.latest for view in ordered]
    assert bars["x"] == [float(r.score) for r in latest if r and r.score is not None]
    assert names_drawn[0] == "Hỗ trợ doanh nghiệp"
    estimates = {
        number: float(view.standing.estimate.score)
        for number, view in enumerate(ordered)
        if view.standing.estimate and view.standing.estimate.score is not None
    }
    assert dict(zip(diamonds["y"], diamonds["x"], strict=True)) == estimates
    assert dict(zip(ticks["y"], ticks["x"], strict=True))[0] == 8.0


def test_the_heat_map_has_every_score_of_every_year(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    drawn = spec_of(see(PAGE, plan=illustration), "heat-chart")["data"]

    written = sorted(t for trace in drawn for line in trace["text"] for t in line if t)
    results = [
        result
        for view in board_of(illustration).sub_indices
        for result in (*view.standing.results.published, *view.standing.results.estimates)
    ]
    assert written == sorted(
        formats.decimal(result.score, WORDS) for result in results if result.score is not None
    )


def test_every_chart_has_its_figures_in_words(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration)

    for chart in screen.app.get("plotly_chart"):
        assert "6,43" in chart.proto.alt or "74,62" in chart.proto.alt
        assert re.search("[Ưư]ớc tính|◇", chart.proto.alt)


def test_sources_tell_what_is_printed_where_and_what_was_entered_when(
    see: See, illustration: str
) -> None:
    printed = see(PAGE, plan="STNMT-LS-2020").text
    entered = see(PAGE, plan=illustration).text
    elsewhere = see(PAGE, plan="SNGV-LS-2024").text

    assert "In trong kế hoạch, dòng 13–39" in printed
    year = int(illustration.split("-")[2]) - 2
    assert f"công bố ngày 15/01/{year + 1}; nguồn: Kết quả DDCI năm {year}" in entered
    assert re.search(r"Nhập bởi [^;]+, 09:00 ngày \d\d/\d\d/\d{4}; công bố ngày", entered)
    assert "In trong kế hoạch SNGV-LS-2021, dòng 19" in elsewhere


def test_a_result_entered_elsewhere_shows_at_the_next_look(see_own: See, own_state: Path) -> None:
    screen = see_own(PAGE, plan="STNMT-LS-2020")
    result = Result(
        year=2020,
        kind=ResultKind.PUBLISHED,
        score=Decimal("71.30"),
        rank=9,
        out_of=23,
        published_on=datetime(2021, 3, 1, tzinfo=UTC).date(),
        source="Quyết định công bố",
    )
    result_services.enter_result(
        tracker_in(own_state),
        "STNMT-LS-2020",
        ResultEntry(index="DDCI", sub_index=None, result=result),
        Act(actor=OWNER, now=datetime.now(UTC)),
    )

    after = screen.run()

    assert cells_of(after, "Điểm tổng hợp DDCI")[2] == "71,30 hạng 9/23 ▲ 11"
    assert "công bố ngày 01/03/2021; nguồn: Quyết định công bố" in after.text
    assert "Đạt" in after.text


def read_workbook(board: Board) -> Worksheet:
    chosen = Selection(
        plan=board.plan.id, quarter=None, as_of=None, known_at=None, language=Language("vi")
    )
    seen = Seen(Look(board=board, selection=chosen))
    data = as_workbook(board, ranked.all_of(seen), {}, WORDS, made=datetime.now(UTC))
    sheet = load_workbook(BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_download_opens_in_excel_with_real_numbers_of_every_result(
    plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        sheet = read_workbook(board)
        head, *rows = sheet.iter_rows(min_row=4, values_only=True)
        results = [
            result
            for view in views_of(board)
            for result in (*view.standing.results.published, *view.standing.results.estimates)
        ]

        assert head[6:8] == ("Điểm", "Hạng")
        assert len(rows) == len(results)
        scores = sorted(float(str(row[6])) for row in rows if row[6] is not None)
        assert scores == sorted(float(r.score) for r in results if r.score is not None)
        assert sum(int(str(row[7])) for row in rows if row[7]) == sum(r.rank or 0 for r in results)
        assert {row[5] for row in rows} <= {"công bố", "ước tính"}


def test_a_score_keeps_its_printed_places_in_the_download(board_of: BoardOf) -> None:
    sheet = read_workbook(board_of("STNMT-LS-2020"))
    scores = [row[6] for row in sheet.iter_rows(min_row=5) if row[6].value is not None]
    assert {cell.number_format for cell in scores} == {"0.00"}


def test_no_cell_of_the_download_is_a_formula(board_of: BoardOf) -> None:
    board = board_of("STNMT-LS-2020")
    first, *rest = board.sub_indices
    named = [replace(first, name=f"{sign}HYPERLINK(1)") for sign in "=+-@"]

    sheet = read_workbook(replace(board, sub_indices=(*named, *rest)))

    written = [cell for row in sheet.iter_rows(min_row=5) for cell in row]
    assert not [cell for cell in written if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in [cell.value for cell in written]


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    def hostile(plan: Plan) -> Plan:
        return replace(
            plan,
            sub_indices=tuple(
                replace(
                    each,
                    targets=tuple(replace(target, text=HOSTILE) for target in each.targets),
                    results=tuple(replace(result, text=HOSTILE) for result in each.results),
                )
                for each in plan.sub_indices
            ),
        )

    change(own_state, "STTTT-LS-2023", hostile)
    drawn = see_own(PAGE, plan="STTTT-LS-2023").html

    assert str(escape(HOSTILE)) in drawn
    assert "<script" not in drawn
    assert "<b>đậm" not in drawn


def test_it_says_what_would_bring_the_total_to_its_target(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, show="takes")
    assert "Còn thiếu 3,29 điểm" in screen.text
    assert "thì tổng điểm ước tính tới 82,00 ước tính" in screen.text
    assert "Thử ở đây không ghi vào kết quả." in screen.text
    fewest = see(PAGE, plan=illustration, show="takes", way="fewest")
    assert "Nâng Hỗ trợ doanh nghiệp (+2,40) và Chi phí không chính thức (+0,23)" in fewest.text


def test_whoever_moves_a_sub_index_themselves_sees_the_total_move(
    see: See, illustration: str
) -> None:
    rises = "business_support:1.00,transparency:no,legal_institutions:9E+999999"
    screen = see(PAGE, plan=illustration, show="takes", way="own", rises=rises)
    assert "Nâng Hỗ trợ doanh nghiệp (+1,00) thì tổng điểm ước tính tới 79,96" in screen.text
    slider = next(each for each in screen.app.select_slider if each.label == "Hỗ trợ doanh nghiệp")
    slider.set_value(Decimal("2.00"))
    assert "tổng điểm ước tính tới 81,21" in screen.run().text
    assert screen.app.query_params["rises"] == "business_support:2.00"


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("SNGV-LS-2024", "Chưa đủ điểm của các chỉ số thành phần"),
        ("STTTT-LS-2023", "Kế hoạch không đặt mục tiêu tổng điểm năm 2023"),
    ],
)
def test_it_says_what_is_missing_for_that(see: See, plan: str, said: str) -> None:
    assert said in see(PAGE, plan=plan, show="takes").text
