"""Kế hoạch shows everything that a plan prints, with its lines, and what its checks found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.findings import Level
from ddci_tracker.domain.plan import Note, Plan
from ddci_tracker.domain.views import Board
from ddci_tracker.services.boards import check, read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.words import reasons
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import element, elements, text_of, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "office/plan.py"
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


def part(screen: Screen, anchor: str) -> str:
    """The HTML of one part of the page, by its anchor."""
    return element(screen.html, f"section:has(> h2#{anchor})")


def shown(screen: Screen, anchor: str) -> str:
    """What can be read of one part of the page."""
    return text_of(part(screen, anchor))


def lines_of(plan: Plan, code: str) -> str:
    task = next(task for _, task in plan.all_tasks() if task.code == code)
    assert task.lines is not None
    first, last = task.lines
    return f"dòng {first}" if first == last else f"dòng {first}–{last}"


@pytest.mark.parametrize("language", languages())
def test_every_task_of_every_plan_stands_with_its_title(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    for plan_id in plan_ids:
        tasks = [task for _, task in board_of(plan_id).plan.all_tasks()]
        drawn = part(see(PAGE, plan=plan_id, lang=language), "nhiem-vu")

        places = values(drawn, "li[id]", "id")
        assert Counter(places) == Counter(f"nv-{task.code}" for task in tasks)
        assert texts(drawn, "h2 > .second") == [str(len(tasks))]
        assert all(task.title in text_of(drawn) for task in tasks)


def test_a_task_shows_lead_coordinators_cadence_figure_and_lines(
    see: See, board_of: BoardOf
) -> None:
    screen = see(PAGE, plan="STTTT-LS-2023")
    drawn = element(screen.html, '[id="nv-II.1.2-03"]')
    row = text_of(drawn)

    assert texts(drawn, ".units b") == ["Văn phòng Sở"]
    assert "phối hợp Các phòng chuyên môn; Trung tâm Công nghệ số" in row
    assert "6 tháng một lần" in row
    assert lines_of(board_of("STTTT-LS-2023").plan, "II.1.2-03") in row
    assert "Chỉ tiêu: hoàn thành 03 nhiệm vụ trọng tâm" in shown(screen, "nhiem-vu")


def test_tasks_stand_in_the_order_of_the_document(see: See, board_of: BoardOf) -> None:
    plan = board_of("SCT-KG-2021").plan
    first = {task.code: task.lines.first for _, task in plan.all_tasks() if task.lines}
    drawn = part(see(PAGE, plan=plan.id), "nhiem-vu")

    heads = [
        values(section, "li[id]", "id")[0].removeprefix("nv-")
        for section in elements(drawn, ".task-section")
    ]

    assert [first[code] for code in heads] == sorted(first[code] for code in heads)


@pytest.mark.parametrize("language", languages())
def test_the_checks_stand_in_sentences_by_level(
    see: See, six_plans: Path, plan_ids: tuple[str, ...], language: Language
) -> None:
    for plan_id in plan_ids:
        findings = check(tracker_in(six_plans), OWNER, plan_id, now=datetime.now(UTC))
        drawn = part(see(PAGE, plan=plan_id, lang=language), "kiem-tra")

        for level in Level:
            own = [finding for finding in findings if finding.level is level]
            groups = elements(drawn, f"details.findings.{level}")
            assert len(groups) == bool(own)
            for group in groups:
                assert len(elements(group, "li")) == len(own)
                said = [reasons.sentence(each.reason, Words.of(language)) for each in own]
                assert all(sentence in text_of(group) for sentence in said)


def test_a_finding_about_many_places_names_the_first_and_counts_the_rest(see: See) -> None:
    checks = shown(see(PAGE, plan="SCT-KG-2021"), "kiem-tra")

    assert re.search(
        r"Nhiệm vụ chung: 42 nhiệm vụ chưa có đơn vị chủ trì ?dòng 29, 37, 39,", checks
    )
    assert re.search(r" và \d+ chỗ nữa", checks)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("SNGV-LS-2021", "để trống, không sớm hơn 11/03/2021"),
        ("SNGV-LS-2021", "số để trống; ký hiệu KH-SNgV"),
        ("SNGV-LS-2021", "đủ toàn văn"),
        ("SNGV-LS-2021", "Giám đốc, Trịnh Tuyết Mai"),
        ("STTTT-LS-2023", "13/04/2023"),
        ("STTTT-LS-2023", "001_370bdc1799234f97.txt"),
        ("SCT-KG-2021", "326/KH-SCT"),
        ("SCT-KG-2021", "bị ngắt ở mục III.2.1, sau dòng 163"),
        ("SCT-KG-2021", "bản chữ không có"),
        ("SNGV-LS-2024", "để trống, không sớm hơn 06/02/2024"),
    ],
)
def test_the_head_says_what_is_printed_and_what_is_left_blank(
    see: See, plan: str, said: str
) -> None:
    assert said in shown(see(PAGE, plan=plan), "van-ban")


def test_targets_and_results_stand_as_printed_with_their_reading(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan_id in plan_ids:
        plan = board_of(plan_id).plan
        drawn = shown(see(PAGE, plan=plan_id), "muc-tieu")
        targets = [each.targets for each in plan.overall]
        targets += [each.targets for each in plan.sub_indices]
        results = [each.results for each in plan.overall]
        results += [each.results for each in plan.sub_indices]

        quotes = [fact.text for facts in targets for fact in facts]
        quotes += [fact.text for facts in results for fact in facts]
        assert all(f"“{quote}”" in drawn for quote in quotes if quote)
    time_cost = shown(see(PAGE, plan="STTTT-LS-2023"), "muc-tieu")
    assert "đạt 8,0 “đạt 8.0 điểm” dòng 164" in time_cost
    assert "năm 2022, 6,79 điểm, hạng 24/25, −19 bậc" in time_cost


def test_a_plan_that_prints_no_target_for_a_sub_index_says_so(see: See) -> None:
    assert "bản in không nêu mục tiêu" in shown(see(PAGE, plan="SNGV-LS-2024"), "muc-tieu")


def test_units_people_duties_bases_and_recipients_are_all_there(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan_id in plan_ids:
        plan, screen = board_of(plan_id).plan, see(PAGE, plan=plan_id)

        assert all(unit.name in shown(screen, "don-vi") for unit in plan.units)
        assert all(person.name in shown(screen, "phu-trach") for person in plan.people)
        assert all(
            duty.text in shown(screen, "bao-cao") for duty in plan.report_duties if duty.text
        )
        assert all(each.about in shown(screen, "can-cu") for each in plan.legal_bases if each.about)
        assert all(each.name in shown(screen, "noi-nhan") for each in plan.recipients)


def test_members_of_a_group_are_marked_as_inferred_or_printed(
    see: See, plan_ids: tuple[str, ...]
) -> None:
    illustration = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))

    inferred = shown(see(PAGE, plan="SNGV-LS-2021"), "don-vi")
    printed = shown(see(PAGE, plan=illustration), "don-vi")

    assert "thành viên do suy ra, bản in không nêu" in inferred
    assert "thành viên theo bản in" not in inferred
    assert "thành viên theo bản in" in printed


def test_what_a_plan_lacks_is_said(see: See) -> None:
    screen = see(PAGE, plan="SCT-KG-2021")

    assert "Kế hoạch không nêu đơn vị nào" in shown(screen, "don-vi")
    assert "Kế hoạch không nêu lãnh đạo phụ trách" in shown(screen, "phu-trach")
    assert "Kế hoạch này không quy định báo cáo định kỳ" in shown(screen, "bao-cao")
    assert "Bản chữ không có nơi nhận" in shown(screen, "noi-nhan")


def test_every_link_of_the_contents_leads_to_a_place_on_the_page(
    see: See, plan_ids: tuple[str, ...]
) -> None:
    for plan_id in plan_ids:
        drawn = see(PAGE, plan=plan_id).html
        links = values(drawn, 'a[href^="#"]:not([data-print])', "href")
        places = Counter(values(drawn, "[id]", "id"))

        assert len(links) >= 9
        assert {places[link.removeprefix("#")] for link in links} == {1}


def test_a_search_without_accents_leaves_what_has_it_and_marks_it(
    see: See, board_of: BoardOf
) -> None:
    plan = board_of("SCT-KG-2021").plan
    titles = [task.title for _, task in plan.all_tasks() if "công khai" in task.title.casefold()]

    screen = see(PAGE, plan=plan.id, q="cong khai")

    rows = elements(part(screen, "nhiem-vu"), "li[id]")
    assert len(rows) == len(titles)
    assert all(elements(row, "mark") for row in rows)
    assert "“cong khai”" in screen.text
    assert not elements(screen.html, "#don-vi")


def test_a_search_finds_tasks_by_their_unit_and_sub_index(see: See, board_of: BoardOf) -> None:
    plan = board_of("STTTT-LS-2023").plan
    sub_index = plan.sub_indices[-1]

    drawn = part(see(PAGE, plan=plan.id, q="dich vu ho tro doanh nghiep"), "nhiem-vu")

    found = values(drawn, "li[id]", "id")
    assert {f"nv-{task.code}" in found for task in sub_index.tasks} == {True}


def test_a_search_that_finds_nothing_says_so(see: See) -> None:
    text = see(PAGE, plan="SCT-KG-2021", q="zzz").text

    assert "Không có chỗ nào trong kế hoạch có “zzz”" in text


def test_typing_a_search_writes_it_into_the_address(see: See) -> None:
    screen = see(PAGE, plan="SCT-KG-2021")

    screen.app.text_input(key="filter-q").set_value("  công khai ")
    screen.run()

    assert screen.app.query_params["q"] == "công khai"


def test_the_plan_file_and_the_workbook_are_offered(see: See) -> None:
    buttons = see(PAGE, plan="SCT-KG-2021").app.get("download_button")

    labels = [button.proto.label for button in buttons]
    assert labels[-2:] == ["Tải tệp kế hoạch (YAML)", "Tải sổ Excel"]


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "SNGV-LS-2021", now=now)
    hostile = replace(
        plan,
        document=replace(plan.document, title=HOSTILE),
        units=tuple(replace(each, name=f"{each.code} {HOSTILE}") for each in plan.units),
        general_tasks=tuple(replace(each, title=HOSTILE) for each in plan.general_tasks),
        legal_bases=tuple(replace(each, about=HOSTILE) for each in plan.legal_bases),
        recipients=tuple(replace(each, name=HOSTILE) for each in plan.recipients),
        notes=(Note(kind=HOSTILE, text=HOSTILE),),
    )
    load_plan(tracker, OWNER, hostile, now=now)

    for address in ({}, {"q": "script đậm"}):
        drawn = see_own(PAGE, plan=plan.id, **address).html

        assert "<script" not in drawn
        assert "<b>đậm" not in drawn
        assert "script" in drawn
    assert see_own(PAGE, plan=plan.id).text.count(HOSTILE) > len(plan.units)
