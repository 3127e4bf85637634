"""Cần xử lý lists what the board says is to be acted on, in its order, and what is behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.views import AttentionKind, AttentionRow, Board
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.words import formats, labels, reasons
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import element, elements, text_of, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGE = "leaders/attention.py"
WORDS = Words.of()
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


def drawn_rows(screen: Screen) -> list[str]:
    """The HTML of each row, without the tasks that it opens."""
    return elements(screen.html, ".row")


def short(row: AttentionRow, words: Words = WORDS) -> str:
    return formats.capital(reasons.short(row.reason, words))


def about(plan: Plan, row: AttentionRow, unit: str) -> bool:
    return unit in row.units or unit in plan.expand(row.units)


def heading(screen: Screen) -> str:
    """The line that says how much a unit owes."""
    return text_of(element(screen.html, ".owes > p"))


@pytest.mark.parametrize("language", languages())
def test_every_matter_of_every_plan_is_a_row_in_the_order_of_the_board(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        rows = board_of(plan).attention
        drawn = drawn_rows(see(PAGE, plan=plan, lang=language))

        assert len(drawn) == len(rows), plan
        for row, html in zip(rows, drawn, strict=True):
            assert f"#l-{row.colour}" in values(html, "use", "href")
            assert short(row, words) in text_of(html)
            assert reasons.sentence(row.what, words) in text_of(html)


def test_rows_stand_in_groups_by_colour_with_their_counts(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    counts = Counter(row.colour for row in board_of(illustration).attention)

    heads = texts(see(PAGE, plan=illustration).html, ".level")

    assert heads == [
        f"Mức {labels.label(colour, WORDS)} {counts[colour]} mục"
        for colour in (Colour.RED, Colour.AMBER, Colour.GREY)
        if counts[colour]
    ]


def test_what_a_short_word_has_said_is_not_said_twice_but_no_sentence_is_cut(
    see: See, illustration: str
) -> None:
    overdue = next(
        row for row in drawn_rows(see(PAGE, plan=illustration)) if "hạn cuối" in row.lower()
    )
    untracked = drawn_rows(see(PAGE, plan="SNGV-LS-2024"))[0]

    assert text_of(element(overdue, ".because")).startswith("Hạn cuối")
    assert text_of(element(untracked, ".because")) == "Chưa đơn vị nào ghi nhận trên hệ thống"


def test_a_row_of_silence_opens_to_the_tasks_behind_it(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    views = {view.task.code: view for part in board.sub_indices for view in part.tasks}
    row = next(row for row in board.attention if row.kind is AttentionKind.SILENCE)

    opened = element(see(PAGE, plan=illustration).html, "details")

    links = values(opened, "li > a", "href")
    assert len(links) == len(row.tasks)
    for code in row.tasks:
        assert views[code].task.title in text_of(opened)
        assert any(f"task={code}" in link for link in links)


def test_a_plan_without_leads_opens_to_all_of_its_tasks(see: See, board_of: BoardOf) -> None:
    board = board_of("SCT-KG-2021")

    opened = elements(see(PAGE, plan="SCT-KG-2021").html, "details li")

    assert len(opened) == sum(1 for _ in board.plan.all_tasks()) == 85


def test_a_report_leads_to_its_drawer_and_a_task_to_its_sub_index(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    rows = board_of(illustration).attention
    drawn = drawn_rows(see(PAGE, plan=illustration))

    for row, html in zip(rows, drawn, strict=True):
        target = next(iter(values(html, "a.row", "href")), None)
        match row.kind:
            case AttentionKind.REPORT:
                key = quote(str(row.report), safe="")
                assert target == f"/bao-cao?plan={illustration}&report={key}"
            case AttentionKind.TASK:
                place = f"index={row.index}&sub={row.sub_index}&task={row.tasks[0]}"
                assert target == f"/chi-so?plan={illustration}&{place}"
            case AttentionKind.CONCLUSION:
                assert target == f"/ket-luan?plan={illustration}&conclusion={row.conclusion}"
            case AttentionKind.SILENCE | AttentionKind.OWNER:
                assert target is None


def test_a_unit_in_the_address_keeps_its_rows_alone_and_says_what_it_owes(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    rows = [row for row in board.attention if about(board.plan, row, "CDS")]

    screen = see(PAGE, plan=illustration, unit="CDS")

    assert len(drawn_rows(screen)) == len(rows)
    assert heading(screen) == (
        "Phòng Chuyển đổi số còn nợ: 1 báo cáo quá hạn , 2 nhiệm vụ quá hạn cập nhật"
    )


def test_every_unit_finds_the_rows_of_its_groups_too(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        units = {code for row in board.attention for code in board.plan.expand(row.units)}
        for unit in sorted(units)[:3]:
            expected = sum(about(board.plan, row, unit) for row in board.attention)
            assert len(drawn_rows(see(PAGE, plan=plan, unit=unit))) == expected


def test_a_unit_with_nothing_to_act_on_is_told_so(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration, unit="TDC")

    assert drawn_rows(screen) == []
    assert (
        heading(screen)
        == "Chi cục Tiêu chuẩn, Đo lường, Chất lượng không còn nợ gì theo bộ lọc này"
    )


def test_a_kind_keeps_its_rows_alone(see: See, illustration: str, board_of: BoardOf) -> None:
    reports = [row for row in board_of(illustration).attention if row.kind is AttentionKind.REPORT]

    screen = see(PAGE, plan=illustration, kind="report")

    assert len(drawn_rows(screen)) == len(reports)


def test_an_unknown_unit_narrows_nothing(see: See, illustration: str, board_of: BoardOf) -> None:
    screen = see(PAGE, plan=illustration, unit="NOBODY")

    assert len(drawn_rows(screen)) == len(board_of(illustration).attention)


def test_choosing_a_unit_writes_its_code_into_the_address(see: See, illustration: str) -> None:
    screen = see(PAGE, plan=illustration)

    screen.app.selectbox(key="filter-unit").select("TTr")
    screen.run()

    assert screen.app.query_params["unit"] == "TTr"
    assert heading(screen).startswith("Thanh tra Sở còn nợ: ")


def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "SCT-KG-2021", now=now)
    tasks = tuple(replace(task, title=HOSTILE) for task in plan.general_tasks)
    load_plan(tracker, OWNER, replace(plan, general_tasks=tasks), now=now)

    drawn = see_own(PAGE, plan=plan.id).html

    assert text_of(drawn).count(HOSTILE) == len(tasks)
    assert "<script" not in drawn
    assert "<b>đậm" not in drawn
