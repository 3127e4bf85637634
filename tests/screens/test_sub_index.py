"""Chỉ số thành phần draws what the board says of one sub-index, and of each of its tasks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Lines, Plan, Target, TargetKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.views import Board, SubIndexView, TaskView
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import element, elements, text_of, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "leaders/sub_index.py"
WORDS = Words.of()
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def year_of(plan: str) -> int:
    return int(plan.split("-")[2])


def sub_index_of(board: Board, code: str) -> SubIndexView:
    return next(view for view in board.sub_indices if view.code == code)


def rows_of(screen: Screen) -> list[str]:
    """The rows of the matrix, as HTML."""
    return elements(screen.html, "table.matrix tbody tr")


def row_of(screen: Screen, task: TaskView) -> str:
    return next(row for row in rows_of(screen) if texts(row, ".task") == [task.task.title])


def titles(screen: Screen) -> list[str]:
    return texts(screen.html, "table.matrix tbody .task")


def headings(screen: Screen) -> list[str]:
    return texts(screen.html, '[aria-level="1"]')


def chart_of(screen: Screen) -> dict[str, Any]:
    drawn: dict[str, Any] = json.loads(screen.app.get("plotly_chart")[0].proto.spec)
    return drawn


@pytest.mark.parametrize("language", languages())
def test_each_sub_index_of_each_plan_has_its_name_both_lights_and_all_its_tasks(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        for view in board_of(plan).sub_indices:
            screen = see(PAGE, plan=plan, index=view.index, sub=view.code, lang=language)
            name = view.name if language == "vi" else view.english_name or view.name

            assert name in headings(screen)
            assert labels.execution_label(view.execution.colour, words) in screen.text
            assert reasons.sentence(view.execution.reason, words) in screen.text
            if view.standing.targets:
                assert labels.result_label(view.standing.light.colour, words) in screen.text
            assert sorted(titles(screen)) == sorted(t.task.title for t in view.tasks)


def test_the_matrix_has_the_light_of_every_task_in_every_quarter(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    for view in board_of(illustration).sub_indices:
        screen = see(PAGE, plan=illustration, index=view.index, sub=view.code)
        for task in view.tasks:
            row = row_of(screen, task)
            said = text_of(row)
            assert values(row, "use", "href") == [
                f"#l-{each.light.colour}" for each in task.quarters if each.light.colour
            ]
            for each in task.quarters:
                carried = reasons.carried_note(each.light, WORDS)
                assert reasons.short(each.light.reason, WORDS) in said
                assert carried is None or carried in said
            assert reasons.sentence(task.light.reason, WORDS)[1:] in said


def test_a_quarter_in_which_a_task_is_not_there_is_hatched_and_one_to_come_is_empty(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    seen = Counter[str]()
    for view in board.sub_indices:
        screen = see(PAGE, plan=illustration, index=view.index, sub=view.code)
        for task in view.tasks:
            row = row_of(screen, task)
            dark = [each.light.reason.code for each in task.quarters if each.light.colour is None]
            coming = dark.count(ReasonCode.QUARTER_NOT_BEGUN)
            assert len(elements(row, ".cell.coming")) == coming
            assert len(elements(row, ".cell.away")) == len(dark) - coming
            seen.update(str(code) for code in dark)
    assert set(seen) == {"quarter_not_begun", "before_start", "not_applicable"}


def test_a_task_says_until_when_for_whom_and_what_the_unit_wrote(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    for view in board.sub_indices:
        screen = see(PAGE, plan=illustration, index=view.index, sub=view.code)
        for task in view.tasks:
            row = text_of(row_of(screen, task))
            if task.task.due:
                assert formats.day(task.task.due, WORDS) in row
            if task.task.kpi:
                assert f"Chỉ tiêu: {task.task.kpi.text}" in row
            if task.word and task.word.value and task.word.value.note:
                assert task.word.value.note.rstrip(". ") in row
            leads = [board.plan.unit(code) for code in task.task.lead]
            assert all(unit.name in row for unit in leads if unit)


def test_the_worst_sub_index_comes_where_the_address_names_none(
    see: See, illustration: str
) -> None:
    text = see(PAGE, plan=illustration).text

    assert "Chỉ số thành phần 1 trong 8 · mục II.5" in text
    assert "Dịch vụ hỗ trợ doanh nghiệp" in text


def test_an_unknown_sub_index_is_told_and_the_worst_one_shown(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, sub="nothing")

    assert "không có chỉ số thành phần nothing" in screen.app.warning[0].value
    assert "Chỉ số thành phần 1 trong 8" in screen.text


def test_of_two_indices_with_the_same_code_the_address_chooses(see: See, board_of: BoardOf) -> None:
    board = board_of("SCT-KG-2021")
    last = board.sub_indices[-1]

    screen = see(PAGE, plan="SCT-KG-2021", index="PAR", sub=last.code)

    assert last.name in screen.text
    assert f"trong {len(board.sub_indices)} · PAR" in screen.text


def test_one_gets_from_the_worst_to_the_general_tasks_step_by_step_and_back(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        parts = len(board.sub_indices) + bool(board.general)
        there = walk(see, plan, "next")

        assert len(there) == len(set(there)) == parts
        assert there[-1] == (None, "general")
        assert walk(see, plan, "prev", *there[-1]) == there[::-1]


def walk(
    see: See, plan: str, rel: str, index: str | None = None, sub: str | None = None
) -> list[tuple[str | None, str]]:
    """The parts that following one kind of link shows."""
    seen: list[tuple[str | None, str]] = []
    while True:
        asked = {"index": index, "sub": sub}
        screen = see(PAGE, plan=plan, **{name: value for name, value in asked.items() if value})
        picked = str(screen.app.selectbox(key="pick-part").value)
        index, _, sub = picked.partition("/")
        seen.append((index or None, sub))
        links = values(screen.html, f'[rel="{rel}"]', "href")
        if not links:
            return seen
        leads = parse_qs(urlsplit(links[0]).query)
        index, sub = leads.get("index", [None])[0], leads["sub"][0]


def test_links_keep_plan_quarter_and_language(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    quarter = f"{board_of(illustration).plan.year}-Q2"
    html = see(PAGE, plan=illustration, quarter=quarter, lang="en").html

    link = values(html, "[rel=next]", "href")[0]
    assert all(part in link for part in (f"plan={illustration}", f"quarter={quarter}", "lang=en"))


def test_picking_a_part_writes_its_codes_and_drops_task_and_filters(
    see: See, illustration: str
) -> None:
    screen = see(PAGE, plan=illustration, sub="informal_cost", task="II.3-01", light="red")

    screen.app.selectbox(key="pick-part").select("DDCI/time_cost")
    screen.run()

    address = screen.app.query_params
    assert (address["index"], address["sub"]) == ("DDCI", "time_cost")
    assert not {"task", "light", "unit", "q"} & set(address)
    assert "Chi phí thời gian" in headings(screen)


def test_targets_stand_as_printed_with_their_place_what_they_ask_and_how_far_it_is(
    see: See,
) -> None:
    text = see(PAGE, plan="STNMT-LS-2020", sub="transparency").text

    assert (
        "“đạt trên 7,80 điểm” Mục II.1, dòng 39 > 7,80 6,77 năm 2019 thiếu 1,03 điểm "
        "Chưa công bố đầu kỳ thiếu 1,03"
    ) in text
    assert "hạng ≤ 10 hạng 16/23 năm 2019 thiếu 6 bậc" in text


def test_each_target_has_a_verdict_of_its_own_and_an_estimate_stands_apart(
    see: See, illustration: str
) -> None:
    text, year = see(PAGE, plan=illustration, sub="informal_cost").text, year_of(illustration)

    assert (
        f"≥ 8,5 6,43 năm {year - 1} thiếu 2,07 điểm 6,70 năm {year} thiếu 1,80 điểm "
        "Chưa đạt thiếu 1,80 điểm (ước tính)"
    ) in text
    assert (
        f"hạng ≤ 18 gốc: hạng 23/25 năm {year - 1} hạng 23/25 năm {year - 1} thiếu 5 bậc – "
        "Chưa công bố đầu kỳ thiếu 5 bậc"
    ) in text


def test_both_lights_say_the_rule_that_coloured_them(see: See, illustration: str) -> None:
    red = see(PAGE, plan=illustration, sub="informal_cost").text
    amber = see(PAGE, plan=illustration, sub="time_cost").text
    green = see(PAGE, plan=illustration, sub="transparency").text
    grey = see(PAGE, plan=illustration, sub="leadership").text
    year = year_of(illustration)

    assert "3/7 nhiệm vụ chậm. Có từ 25% số nhiệm vụ bị chậm thì đèn đỏ." in red
    assert f"Ước tính 6,70. Chưa có kết quả công bố năm {year}. Thiếu quá 0,50 điểm" in red
    assert "1/5 nhiệm vụ chậm. Có nhiệm vụ bị chậm nhưng chưa đến 25% thì đèn vàng." in amber
    assert "Thiếu không quá 0,50 điểm thì đèn vàng." in amber
    assert "ít nhất 75% có cập nhật còn hiệu lực thì đèn xanh." in green
    assert "Ít nhất 75% số nhiệm vụ có cập nhật còn hiệu lực mới hết đèn xám." in grey
    assert "Đạt mọi mục tiêu xét được thì đèn xanh." in grey


def test_what_holds_a_sub_index_stands_beside_its_light_in_the_units_own_words(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    counted: dict[StrEnum, Colour] = {
        ReasonCode.TASKS_RED: Colour.RED,
        ReasonCode.TASKS_AMBER: Colour.AMBER,
    }
    for view in board_of(illustration).sub_indices:
        screen = see(PAGE, plan=illustration, index=view.index, sub=view.code)
        code = view.execution.reason.code
        colour = counted.get(code)
        held = [each.task for each in view.tasks if colour and each.light.colour is colour][:3]
        found = elements(screen.html, ".verdict-of .held li")
        assert [text_of(element(each, "a")) for each in found] == [each.title for each in held]
        links = values(screen.html, ".held a", "href")
        assert [parse_qs(urlsplit(link).query)["task"] for link in links] == [
            [each.code] for each in held
        ]
    worst = see(PAGE, plan=illustration, index="DDCI", sub="business_support")
    assert "quá hạn 20 ngày; xong 30%; Nhiều kiến nghị cần ý kiến của phòng khác" in text_of(
        element(worst.html, ".held")
    )


def test_people_are_named_lead_first(see: See) -> None:
    text = see(PAGE, plan="STTTT-LS-2023", sub="business_support").text

    assert "Chủ trì Phòng Hạ tầng số · phối hợp Các phòng chuyên môn" in text
    assert "phụ trách: " in text
    assert "Bản in không nêu đơn vị chủ trì" in see(PAGE, plan="SCT-KG-2021").text


def test_what_checks_found_stands_with_the_sub_indices_that_it_is_about(see: See) -> None:
    twice = "có cùng điểm 6,79 và cùng hạng 24 năm 2022"

    assert twice in see(PAGE, plan="STTTT-LS-2023", sub="time_cost").text
    assert twice in see(PAGE, plan="STTTT-LS-2023", sub="informal_cost").text
    assert twice not in see(PAGE, plan="STTTT-LS-2023", sub="leadership").text
    general = see(PAGE, plan="STTTT-LS-2023", sub="general").text
    assert "Nhiệm vụ chung: 1 nhiệm vụ chưa có đơn vị chủ trì" in general


def test_notes_of_the_reader_stand_with_the_tasks_that_they_are_about(see: See) -> None:
    note = "Dòng 214: “Hạ tầng số” được hiểu là Phòng Hạ tầng số"

    assert note in see(PAGE, plan="STTTT-LS-2023", sub="business_support").text
    assert note not in see(PAGE, plan="STTTT-LS-2023", sub="transparency").text


def test_a_weak_score_without_a_task_is_told(see_own: See, own_state: Path) -> None:
    change(own_state, "STNMT-LS-2020", lambda plan: without_tasks(plan, "fair_competition"))

    text = see_own(PAGE, plan="STNMT-LS-2020", sub="fair_competition").text

    assert "Cạnh tranh bình đẳng: điểm yếu nhưng không có nhiệm vụ" in text
    assert "Ở đây không có nhiệm vụ nào." in text


def without_tasks(plan: Plan, code: str) -> Plan:
    return replace(
        plan,
        sub_indices=tuple(
            replace(each, tasks=()) if each.code == code else each for each in plan.sub_indices
        ),
    )


def change(folder: Path, plan_id: str, how: Callable[[Plan], Plan]) -> None:
    tracker, now = tracker_in(folder), datetime.now(UTC)
    plan = read_content(tracker, OWNER, plan_id, now=now)
    load_plan(tracker, OWNER, how(plan), now=now)


def test_the_last_change_and_the_median_place_are_told(see: See, illustration: str) -> None:
    text, year = see(PAGE, plan=illustration, sub="informal_cost").text, year_of(illustration)

    assert f"Điểm giảm 0,92, hạng giảm 9 bậc so với năm {year - 2}" in text
    assert "Điểm thấp nhất trong 5 năm" in text
    assert f"Hạng 23/25 năm {year - 1}, dưới hạng trung vị 13 là 10 bậc" in text
    assert "3 nhiệm vụ chậm: Thanh tra Sở 2, Văn phòng Sở 1" in text


def test_general_tasks_have_one_light_and_no_result(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        screen = see(PAGE, plan=plan, sub="general")

        assert "Nhiệm vụ ngoài các chỉ số thành phần" in screen.text
        assert len(rows_of(screen)) == len(board.general)
        assert "Mục tiêu, như bản in" not in screen.text
        assert labels.execution_label(board.general_execution.colour, WORDS) in screen.text


@pytest.mark.parametrize("colour", [*Colour, None])
def test_a_light_in_the_address_keeps_the_tasks_that_have_it(
    see: See, illustration: str, board_of: BoardOf, colour: Colour | None
) -> None:
    for view in board_of(illustration).sub_indices:
        expected = [t for t in view.tasks if t.light.colour is colour]
        others = len({t.light.colour for t in view.tasks}) > 1
        screen = see(PAGE, plan=illustration, sub=view.code, light=colour or "none")

        assert len(rows_of(screen)) == (len(expected) if expected and others else len(view.tasks))


def test_a_unit_keeps_the_tasks_that_it_leads_or_coordinates(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    view = sub_index_of(board_of(illustration), "informal_cost")
    expected = [t for t in view.tasks if "VP" in t.task.lead + t.task.with_units]

    screen = see(PAGE, plan=illustration, sub=view.code, unit="VP")

    assert 0 < len(expected) < len(view.tasks)
    assert {t.task.title for t in expected} <= set(titles(screen))
    assert f"{len(rows_of(screen))} trong {len(view.tasks)} nhiệm vụ" in screen.text


@pytest.mark.parametrize("typed", ["luan chuyen", "LUÂN CHUYỂN", "chuyển luân", " luan  chuyen "])
def test_the_search_ignores_accents_case_and_order(see: See, illustration: str, typed: str) -> None:
    screen = see(PAGE, plan=illustration, sub="informal_cost", q=typed)

    assert len(rows_of(screen)) == 1
    assert "Luân chuyển vị trí dễ phát sinh tiêu cực" in text_of(rows_of(screen)[0])
    assert "1 trong 7 nhiệm vụ hợp với bộ lọc" in screen.text


def test_filters_that_leave_nothing_say_so(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, sub="informal_cost", q="khong co viec nay")

    assert rows_of(screen) == []
    assert "Không nhiệm vụ nào trong 7 nhiệm vụ hợp với bộ lọc" in screen.text


def test_typing_writes_the_search_into_the_address(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, sub="informal_cost")

    screen.app.text_input(key="filter-q").input("luan chuyen")
    screen.run()

    assert screen.app.query_params["q"] == "luan chuyen"
    assert len(rows_of(screen)) == 1


def test_a_task_that_a_link_leads_to_comes_first_and_is_told_above(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    view = sub_index_of(board_of(illustration), "informal_cost")
    task = view.tasks[-1]

    screen = see(PAGE, plan=illustration, sub=view.code, task=task.task.code)

    assert titles(screen)[0] == task.task.title
    assert rows_of(screen)[0] == element(screen.html, "tr.here")
    assert len(elements(screen.html, ".here")) == 1
    assert f"Nhiệm vụ đang xem, quý III {task.task.title}" in screen.text


def test_tasks_stand_the_worst_first(see: See, illustration: str, board_of: BoardOf) -> None:
    order = [Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN, None]
    for view in board_of(illustration).sub_indices:
        lights = {t.task.title: t.light.colour for t in view.tasks}
        drawn = [lights[title] for title in titles(see(PAGE, plan=illustration, sub=view.code))]

        assert drawn == sorted(drawn, key=order.index)


def test_the_chart_has_the_published_figures_the_estimate_and_the_targets(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    view = sub_index_of(board_of(illustration), "informal_cost")
    published = view.standing.results.published
    screen = see(PAGE, plan=illustration, sub=view.code)
    drawn = chart_of(screen)

    points = [each for each in drawn["data"] if each.get("mode") == "lines+markers+text"]
    assert [each["y"] for each in points] == [
        [float(r.score) for r in published if r.score is not None],
        [r.rank for r in published],
    ]
    assert points[0]["text"][-1] == "<b>6,43</b>"
    diamonds = [each for each in drawn["data"] if each.get("marker", {}).get("symbol") == "diamond"]
    assert [each["y"] for each in diamonds] == [[6.43, 6.7]]
    ticks = [each for each in drawn["data"] if each.get("marker", {}).get("symbol") == "line-ew"]
    assert [each["y"] for each in ticks] == [[8.5], [18.0]]
    low, high = drawn["layout"]["yaxis2"]["range"]
    assert low > high, "rank 1 stands on top"
    first = published[0].year
    said = screen.app.get("plotly_chart")[0].proto.alt
    assert said.startswith(f"Điểm: {first}: 7,62; {first + 1}: 7,48")


def test_a_rank_of_the_year_before_is_drawn_where_the_print_names_it(see: See) -> None:
    screen = see(PAGE, plan="STTTT-LS-2023", sub="business_support")
    points = [e for e in chart_of(screen)["data"] if e.get("mode") == "lines+markers+text"]

    assert (points[1]["x"], points[1]["y"]) == ([2021, 2022], [7.0, 23.0])
    assert "Năm trước hạng 7" in screen.text


def test_no_line_is_drawn_over_a_year_without_a_figure(see_own: See, own_state: Path) -> None:
    def forget_a_year(plan: Plan) -> Plan:
        def known(each: Any) -> Any:
            results = tuple(r for r in each.results if r.year != 2019)
            older = replace(each.results[0], year=2017, lines=None, text=None)
            newer = replace(older, year=2019)
            return replace(each, results=(*results, older, newer))

        return replace(plan, sub_indices=tuple(known(each) for each in plan.sub_indices))

    change(own_state, "STNMT-LS-2020", forget_a_year)
    drawn = chart_of(see_own(PAGE, plan="STNMT-LS-2020", sub="transparency"))

    points = [each for each in drawn["data"] if each.get("mode") == "lines+markers+text"]
    assert [each["x"] for each in points] == [[2017, 2018, 2019]] * 2
    assert [each["y"][1] for each in points] == [None, None]


def test_without_a_result_it_says_so_and_draws_nothing(see: See) -> None:
    screen = see(PAGE, plan="SNGV-LS-2021", sub="transparency")

    assert "Chưa có kết quả nào của chỉ số này" in screen.text
    assert not screen.app.get("plotly_chart")


def test_a_target_of_another_year_is_shown_and_not_judged(see_own: See, own_state: Path) -> None:
    later = Target(kind=TargetKind.AT_LEAST, value=Decimal("9.0"), year=2025, lines=Lines(1, 1))

    def aim_later(plan: Plan) -> Plan:
        first, *rest = plan.sub_indices
        return replace(plan, sub_indices=(replace(first, targets=(later,)), *rest))

    change(own_state, "STNMT-LS-2020", aim_later)
    text = see_own(PAGE, plan="STNMT-LS-2020", sub="transparency").text

    assert "cho năm 2025, không xét ở đây" in text


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    def hostile(plan: Plan) -> Plan:
        first, *rest = plan.sub_indices
        tasks = tuple(replace(task, title=HOSTILE) for task in first.tasks)
        targets = tuple(replace(target, text=HOSTILE) for target in first.targets)
        units = tuple(replace(unit, name=HOSTILE) for unit in plan.units)
        notes = tuple(replace(note, text=HOSTILE) for note in plan.notes)
        return replace(
            plan,
            units=units,
            notes=notes,
            sub_indices=(replace(first, tasks=tasks, targets=targets), *rest),
        )

    change(own_state, "STNMT-LS-2020", hostile)
    for typed in ("", "script", "<b>"):
        drawn = see_own(PAGE, plan="STNMT-LS-2020", sub="transparency", q=typed).html
        assert "<script" not in drawn
        assert "<b>đậm" not in drawn
    assert text_of(drawn).count("<") > 10


def test_a_plan_that_nobody_tracks_says_so_once(see: See) -> None:
    screen = see(PAGE, plan="SCT-KG-2021")

    assert "Vì sao đèn" not in screen.text
    assert screen.text.count("chưa đơn vị nào ghi nhận") == 2  # in the header and over the tasks
