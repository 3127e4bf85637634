"""What the quick faces show of every shipped plan: the figures of ``board --json``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.views import AttentionKind, Board
from ddci_tracker.domain.whole_province import WholeProvince
from ddci_tracker.services.documents import board_document
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.ui.faces.opening import FaceAsked
from ddci_tracker.ui.faces.phone import phone_page
from ddci_tracker.ui.faces.province import province_page
from ddci_tracker.ui.faces.wall import wall_page
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.catalogue import DEFAULT, Words
from tests.markup import elements, texts, values
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

NOW = datetime.now(UTC)
KEYS = [
    "chậm, chưa đạt",
    "có nguy cơ, gần đạt",
    "chưa cập nhật, chưa công bố, không xét",
    "đúng tiến độ, đạt",
]

Page = Callable[[FaceAsked], str]


@pytest.fixture
def asked(six_plans: Path) -> Callable[..., FaceAsked]:
    def asked_with(**query: str) -> FaceAsked:
        return FaceAsked(
            tracker=tracker_in(six_plans),
            actor=OWNER,
            query=query,
            now=NOW,
            old_after=timedelta(minutes=10),
        )

    return asked_with


@pytest.mark.parametrize("draw", [phone_page, wall_page])
def test_a_face_shows_no_plan_of_another_agency(
    draw: Page, asked: Callable[..., FaceAsked], plan_ids: tuple[str, ...]
) -> None:
    stranger = Actor(name="khac", role=Role.DISPLAY, agencies=frozenset({"KHAC"}))
    html = draw(replace(asked(plan=plan_ids[0]), actor=stranger))
    assert "Chưa có kế hoạch" in texts(html, "h1")[0]
    assert plan_ids[0] not in texts(html, "body")[0]


def figures(html: str, name: str) -> list[str]:
    return texts(html, f'[data-figure="{name}"]')


@pytest.mark.parametrize("draw", [phone_page, wall_page])
def test_the_figures_are_those_of_the_command_line(
    draw: Page,
    asked: Callable[..., FaceAsked],
    plan_ids: tuple[str, ...],
    board_of: Callable[[str], Board],
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        document = board_document(board, Words.of(DEFAULT))
        html = draw(asked(plan=plan))
        lights = [each["tasks"] for each in document["sub_indices"]]
        for colour in Colour:
            shown = figures(html, f"tasks.{colour}")
            in_general = sum(view.light.colour is colour for view in board.general)
            count = sum(each[colour] for each in lights) + in_general
            assert shown in ([str(count)], []), plan
            assert shown or not board.tracked, plan
        reports = document["reports"]
        if reports["expected"] or reports["upcoming"]:
            for name in ("missing", "late", "on_time"):
                assert figures(html, f"reports.{name}") == [str(reports[name])], plan


def test_the_phone_shows_every_sub_index_and_every_row_to_act_on(
    asked: Callable[..., FaceAsked], plan_ids: tuple[str, ...], board_of: Callable[[str], Board]
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        html = phone_page(asked(plan=plan))
        assert len(elements(html, ".tile")) == len(board.sub_indices)
        assert len(elements(html, '[data-figure="attention"]')) == len(board.attention)
        assert str(len(board.attention)) in texts(html, 'nav a[href="#can-xu-ly"]')[0]


def test_the_wall_has_a_page_for_each_sub_index_of_concern_the_worst_first(
    asked: Callable[..., FaceAsked], plan_ids: tuple[str, ...], board_of: Callable[[str], Board]
) -> None:
    for plan in plan_ids:
        board = board_of(plan)
        html = wall_page(asked(plan=plan))
        of_concern = [
            view
            for view in board.sub_indices
            if {view.execution.colour, view.standing.light.colour} & {Colour.RED, Colour.AMBER}
        ]
        others = [row for row in board.attention if row.kind is not AttentionKind.TASK]
        assert len(elements(html, ".page")) == 1 + len(of_concern) + bool(others)
        frames = ["both-red" in panel for panel in values(html, ".panel", "class")]
        assert frames == sorted(frames, reverse=True)


@pytest.mark.parametrize(("written", "page"), [(None, 0), ("2", 1), ("0", 0), ("99", 0), ("²", 0)])
def test_the_address_says_which_page_of_the_wall_stands_first(
    asked: Callable[..., FaceAsked], written: str | None, page: int
) -> None:
    html = wall_page(asked(**({"trang": written} if written else {})))
    shown = ["here" in each.split() for each in values(html, ".page", "class")]
    assert shown.index(True) == page
    assert sum(shown) == 1


@pytest.mark.parametrize("draw", [phone_page, wall_page])
def test_a_face_says_how_old_it_is_and_speaks_english_when_asked(
    draw: Page, asked: Callable[..., FaceAsked]
) -> None:
    html = draw(asked(lang="en"))
    assert values(html, "html", "lang") == ["en"]
    assert texts(html, ".age .calm")[0].startswith("Figures at ")
    assert values(html, "body", "data-old") == ["600"]


def test_every_link_of_the_phone_keeps_the_plan_and_the_language(
    asked: Callable[..., FaceAsked], plan_ids: tuple[str, ...]
) -> None:
    html = phone_page(asked(plan=plan_ids[0], lang="en"))
    for address in values(html, 'main a[href^="/"]', "href"):
        assert f"plan={plan_ids[0]}" in address
        assert "lang=en" in address
    others = values(html, "#ke-hoach a", "href")
    assert len(others) == len(plan_ids) - 1
    assert all("lang=en" in address for address in others)


def test_the_phone_and_the_wall_show_open_conclusions(
    asked: Callable[..., FaceAsked], plan_ids: tuple[str, ...], board_of: Callable[[str], Board]
) -> None:
    for plan in plan_ids:
        counts = board_document(board_of(plan), Words.of(DEFAULT))["conclusions"]
        shown = figures(phone_page(asked(plan=plan)), "conclusions.open")
        assert shown == ([str(counts["open"])] if any(counts.values()) else [])
    illustration = next(plan for plan in plan_ids if "-MH-" in plan)
    assert len(elements(wall_page(asked(plan=illustration)), ".concluded li")) == 3


def test_a_province_at_once_has_a_row_an_agency_with_the_figures_of_the_command_line(
    asked: Callable[..., FaceAsked],
    plan_ids: tuple[str, ...],
    board_of: Callable[[str], Board],
) -> None:
    words = Words.of(DEFAULT)
    for plan in plan_ids:
        html = province_page(asked(plan=plan))
        (row,) = elements(html, f'.agency[data-plan="{plan}"]')
        document = board_document(board_of(plan), words)
        missing = document["reports"]["missing"]
        said = [text.split()[0] for text in figures(row, "missing")]
        assert said == ([str(missing)] if missing else [])
        estimate = document["overall"][0]["estimate"]
        if figures(row, "score") != ["–"] and estimate is not None:
            assert figures(row, "score") == [formats.decimal(Decimal(estimate["score"]), words)]
        lights = values(row, ".cells use", "href")
        index = board_of(plan).plan.indices[0]
        assert lights[::2] == [
            f"#l-{each['execution_light']['colour'] or 'none'}"
            for each in document["sub_indices"]
            if each["index"] == index
        ]
        assert values(row, ".cells > span[role=img]", "aria-label") == said_of(board_of(plan))
        assert [text.lower() for text in texts(html, ".keys > span")] == KEYS
        assert len(html) < 100_000
        assert "Số liệu lúc" in texts(html, ".age .calm")[0]


def test_the_key_names_a_miss_that_nobody_can_call_near_or_far(
    asked: Callable[..., FaceAsked],
    see: Callable[..., Screen],
    plan_ids: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(WholeProvince, "has_open_miss", True)
    plan = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    faces = {
        ".keys > span": province_page(asked(plan=plan)),
        ".legend > span": see("leaders/province.py", plan=plan).html,
    }
    grey = f"{KEYS[2]}, chưa đạt, chưa rõ gần hay xa"
    for selector, html in faces.items():
        assert grey in [text.lower() for text in texts(html, selector)]


def said_of(board: Board) -> list[str]:
    """Both lights of each sub-index in words."""
    words = Words.of(DEFAULT)
    return [
        f"{words.name(view.short_name, view.english_name)}: "
        f"{labels.execution_label(view.execution.colour, words)}, "
        f"{plan_names.verdict(view.standing, words)}"
        for view in board.sub_indices
        if view.index == board.plan.indices[0]
    ]


def test_each_light_of_the_province_has_a_shape_and_a_word(
    see: Callable[..., Screen], plan_ids: tuple[str, ...], board_of: Callable[[str], Board]
) -> None:
    plan = next(each for each in plan_ids if each.startswith("SKHCN-MH-"))
    html = see("leaders/province.py", plan=plan).html
    (row,) = elements(html, "tbody tr")
    said = [each.partition(": ")[2].split(", ") for each in said_of(board_of(plan))]
    shown = values(row, ".cell a svg[role=img]", "aria-label")
    assert shown == texts(row, ".cell a .word") == [word for pair in said for word in pair]
    shapes = values(row, ".cell a use", "href")
    assert len(shapes) == len(shown)
    # Beside each other no shape of an execution light says two words.
    told = dict(zip(shapes[::2], shown[::2], strict=True))
    assert list(zip(shapes[::2], shown[::2], strict=True)) == [
        (shape, told[shape]) for shape in shapes[::2]
    ]
    assert [text.lower() for text in texts(html, ".legend > span")][-4:] == KEYS
