"""The frame around every screen: what the address asks for, what the header says, the controls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from ddci_tracker.domain.views import Board
from ddci_tracker.plans import read_plan
from ddci_tracker.services import illustration as illustration_plan
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.plan_files import load_plan
from ddci_tracker.store import migrations
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Language, Words, languages
from tests.markup import elements, values
from tests.patience import PATIENCE_SECONDS
from tests.screens.conftest import OWNER, tracker_in
from tests.screens.seeing import Screen

PAGES = (
    "leaders/overview.py",
    "leaders/sub_index.py",
    "leaders/attention.py",
    "office/reports.py",
    "office/results.py",
    "office/plan.py",
    "office/briefing.py",
)
OVERVIEW = PAGES[0]
PROVINCES = Path(__file__).parents[1] / "unit" / "plans" / "provinces"
HOSTILE = "<script>alert('x')</script> & <b>đậm</b>"

See = Callable[..., Screen]
BoardOf = Callable[[str], Board]


@pytest.fixture
def illustration(plan_ids: tuple[str, ...]) -> str:
    return next(each for each in plan_ids if each.startswith("SKHCN-MH-"))


@pytest.mark.parametrize("page", PAGES)
def test_a_database_without_plans_leads_to_where_one_begins(page: str, state_dir: Path) -> None:
    tracker = tracker_in(state_dir)
    migrations.upgrade(tracker.engine)

    text = Screen.opened(page).text

    if page == "office/plan.py":
        assert text.startswith("Bắt đầu kế hoạch của cơ quan Đưa văn bản đã ban hành vào")
    else:
        assert text == "Chưa có kế hoạch nào Bắt đầu kế hoạch của cơ quan →"


@pytest.mark.parametrize("language", languages())
def test_every_screen_of_every_plan_says_whose_figures_from_when_it_shows(
    see: See, plan_ids: tuple[str, ...], board_of: BoardOf, language: Language
) -> None:
    words = Words.of(language)
    for plan in plan_ids:
        board = board_of(plan)
        for page in PAGES:
            said = see(page, plan=plan, lang=language).text
            assert board.plan.agency.name in said
            assert formats.day(board.as_of, words) in said
            assert formats.capital(formats.period(board.quarter, words)) in said
            assert (words.text("Plan of a past year") in said) == board.past


def test_nothing_asked_for_shows_the_illustration(see: See, illustration: str) -> None:
    assert see(OVERVIEW).html == see(OVERVIEW, plan=illustration).html


def test_without_the_illustration_the_newest_plan_is_shown(
    see_own: See, own_state: Path, board_of: BoardOf
) -> None:
    illustration_plan.remove_illustrations(tracker_in(own_state), OWNER, now=datetime.now(UTC))

    assert board_of("SNGV-LS-2024").plan.agency.name in see_own(OVERVIEW).text
    assert "năm 2024" in see_own(OVERVIEW).text


@pytest.mark.parametrize("page", PAGES)
def test_the_illustration_and_no_other_plan_is_marked_as_one(
    see: See, plan_ids: tuple[str, ...], illustration: str, page: str
) -> None:
    marked = {plan for plan in plan_ids if "Số liệu minh họa" in see(page, plan=plan).text}
    assert marked == {illustration}


def test_a_plan_that_is_not_there_is_named(see: See, illustration: str) -> None:
    screen = see(OVERVIEW, plan="KHONG-CO-2030")

    assert [warning.value for warning in screen.app.warning] == ["Không có kế hoạch KHONG-CO-2030"]
    assert "Số liệu minh họa" in screen.text


@pytest.mark.parametrize(
    "asked",
    [
        {"quarter": "quý hai"},
        {"quarter": "2021-Q5"},
        {"quarter": "2021"},
        {"quarter": "2019-Q1"},
        {"as_of": "hôm qua"},
        {"as_of": "2021-02-30"},
        {"as_of": "0001-01-01"},
        {"as_of": "9999-12-31"},
        {"lang": "xx"},
        {"quarter": HOSTILE, "as_of": HOSTILE, "lang": HOSTILE},
    ],
    ids=str,
)
def test_what_makes_no_sense_in_the_address_counts_as_not_given(
    see: See, asked: dict[str, str]
) -> None:
    plain = see(OVERVIEW, plan="SNGV-LS-2021")
    assert see(OVERVIEW, plan="SNGV-LS-2021", **asked).text == plain.text


def test_quarter_and_day_of_the_address_are_those_looked_at(see: See) -> None:
    said = see(OVERVIEW, plan="SNGV-LS-2021", quarter="2021-Q2", as_of="2021-06-06").text

    assert "Quý II/2021" in said
    assert "Số liệu tính đến 06/06/2021" in said


@pytest.mark.parametrize("day", ["2000-01-01", "2019-12-31"])
@pytest.mark.parametrize("page", PAGES)
def test_any_day_that_was_can_be_looked_at(see: See, page: str, day: str) -> None:
    said = see(page, plan="SNGV-LS-2021", as_of=day).text

    assert formats.day(date.fromisoformat(day), Words.of()) in said


@pytest.mark.parametrize("page", PAGES)
def test_a_day_to_come_is_refused_in_words(see: See, page: str) -> None:
    screen = see(page, plan="SNGV-LS-2021", as_of="2035-01-01")

    assert "Chưa đến" in screen.app.error[0].value


@pytest.mark.parametrize("day", ["1900-01-01", "2999-12-31"])
@pytest.mark.parametrize("page", PAGES)
def test_a_day_out_of_any_plan_is_as_if_it_were_not_given(see: See, page: str, day: str) -> None:
    assert see(page, plan="SNGV-LS-2021", as_of=day).text == see(page, plan="SNGV-LS-2021").text


def test_the_controls_show_what_is_looked_at(see: See) -> None:
    app = see(OVERVIEW, plan="SNGV-LS-2021", quarter="2021-Q2", as_of="2021-06-06").app

    assert app.selectbox[0].value == "SNGV-LS-2021"
    assert [each.value for each in app.segmented_control] == ["2021-Q2", "vi"]
    assert app.date_input[0].value == date(2021, 6, 6)


def test_another_plan_is_shown_without_the_quarter_and_the_day_of_the_one_before(
    see: See,
) -> None:
    screen = see(OVERVIEW, plan="SNGV-LS-2021", quarter="2021-Q2", as_of="2021-06-06")

    screen.app.selectbox[0].select("STNMT-LS-2020")
    screen.run()

    assert screen.app.query_params == {"plan": "STNMT-LS-2020"}
    assert "Số liệu tính đến 31/01/2021" in screen.text


def test_quarter_day_and_language_go_into_the_address(see: See) -> None:
    screen = see(OVERVIEW, plan="SNGV-LS-2021")

    screen.app.segmented_control[0].select("2021-Q3")
    screen.run()
    screen.app.date_input[0].set_value(date(2021, 9, 30))
    screen.run()
    screen.app.segmented_control[1].select("en")
    screen.run()

    assert screen.app.query_params == {
        "plan": "SNGV-LS-2021",
        "quarter": "2021-Q3",
        "as_of": "2021-09-30",
        "lang": "en",
    }
    assert "Figures as of 30 Sep 2021" in screen.text


def test_one_click_leads_back_to_today(see: See) -> None:
    screen = see(OVERVIEW, plan="SNGV-LS-2021", as_of="2021-06-06")

    screen.app.button[0].click()
    screen.run()

    assert "Số liệu tính đến 31/01/2022" in screen.text


def test_another_screen_looks_at_the_same_unless_its_address_says_otherwise(see: See) -> None:
    screen = see(OVERVIEW, plan="SNGV-LS-2021", quarter="2021-Q2", as_of="2021-06-06")

    screen.app.query_params.clear()
    screen.app.switch_page("pages/office/reports.py")
    screen.run()

    assert "Quý II/2021" in screen.text
    assert "Số liệu tính đến 06/06/2021" in screen.text


@pytest.mark.parametrize(
    ("address", "looks_at"),
    [({}, "2023-Q2"), ({"quarter": "2023-Q1", "plan": "STTTT-LS-2023"}, "2023-Q1")],
)
def test_a_page_that_comes_back_by_a_link_of_the_bar_looks_at_what_it_looked_at(
    six_plans: Path, address: dict[str, str], looks_at: str
) -> None:
    def script(folder: str) -> None:
        from pathlib import Path

        from ddci_tracker.ui.core import state
        from tests.screens.conftest import tracker_in

        state.begin(tracker_in(Path(folder)))
        state.look_as_before({"plan": "STTTT-LS-2023", "quarter": "2023-Q2", "as_of": 7, "no": "1"})
        assert state.selection().plan == "STTTT-LS-2023"
        state.end()

    app = AppTest.from_function(script, default_timeout=PATIENCE_SECONDS, args=(str(six_plans),))
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.query_params["quarter"] in (looks_at, [looks_at])
    assert "no" not in app.query_params


def test_the_header_counts_the_units_that_have_spoken_and_names_the_silent(
    see: See, illustration: str, board_of: BoardOf
) -> None:
    board = board_of(illustration)
    fresh = board.freshness
    names = {unit.code: unit.name for unit in board.plan.units}

    said = see(OVERVIEW, plan=illustration).text

    assert f"{len(fresh.updated)}/{len(fresh.expected)} đơn vị đã cập nhật quý này" in said
    assert "Chưa: " + ", ".join(names[code] for code in fresh.silent) in said


@pytest.mark.parametrize("page", PAGES)
def test_what_people_write_is_shown_as_text(see_own: See, own_state: Path, page: str) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_content(tracker, OWNER, "SNGV-LS-2021", now=now)
    load_plan(tracker, OWNER, replace(plan, agency=replace(plan.agency, name=HOSTILE)), now=now)

    screen = see_own(page, plan=plan.id)

    assert HOSTILE in screen.text
    assert "<script" not in screen.html
    assert "<b>đậm" not in screen.html


def test_of_a_plan_of_several_years_another_year_can_be_picked(
    see_own: See, own_state: Path
) -> None:
    tracker, now = tracker_in(own_state), datetime.now(UTC)
    plan = read_plan(PROVINCES / "UBND-TS-2025-2030.yaml", tracker.catalog)
    load_plan(tracker, OWNER, plan, now=now)
    screen = see_own(OVERVIEW, plan=plan.id)
    years = next(each for each in screen.app.selectbox if each.label == "Năm")
    assert years.options == [str(year) for year in range(2025, 2031)]
    assert years.value == now.year
    years.set_value(2030)
    screen.run()
    assert "Quý I/2030" in screen.text
    next(each for each in screen.app.selectbox if each.label == "Năm").set_value(2025)
    screen.run()
    assert "Quý IV/2025" in screen.text
    assert "mốc 2028" in screen.text


def test_a_thumb_reaches_the_screens_of_every_day_in_the_same_look(
    see: See, illustration: str
) -> None:
    drawn = see(OVERVIEW, plan=illustration, lang="en").html
    (bar,) = elements(drawn, "nav.thumb")
    links = [urlsplit(each) for each in values(bar, "a", "href")]
    assert [each.path for each in links] == [
        *("/tong-quan", "/chi-so", "/can-xu-ly", "/viec-cua-toi", "/bao-cao")
    ]
    assert all(f"plan={illustration}" in each.query and "lang=en" in each.query for each in links)
