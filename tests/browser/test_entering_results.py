"""The Office enters results in a browser: a list pasted from Excel, a restart, a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Position, expect

from ddci_tracker.services.drafts import draft_of
from ddci_tracker.services.installation import current_user
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings
from tests.browser.commands import ask, tell
from tests.browser.reading import (
    PHONE,
    Reader,
    Sight,
    own_profile,
    poking_out,
    sideways,
    wait_until,
)
from tests.browser.serving import Server, free_port, running_server

PLAN = "STNMT-LS-2020"
ROW, HEAD = 35, 36


@pytest.fixture
def state(first_state: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_state, tmp_path / "state"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with own_profile(browser) as profile:
        profile.grant_permissions(["clipboard-read", "clipboard-write"])
        yield profile.new_page()


def environment(state: Path) -> dict[str, str]:
    return {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}


def opened(page: Page, server: Server, what: str) -> Locator:
    page.goto(f"{server.address}/ket-qua?plan={PLAN}&enter={what}")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("button", name="Lưu", exact=False).first).to_be_visible()
    wait(page)
    return drawer


def wait(page: Page) -> None:
    """Wait until the script of the screen has run."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def published_on(page: Page, drawer: Locator, day: str) -> None:
    drawer.get_by_role("spinbutton").first.click()
    page.keyboard.type(day)
    page.keyboard.press("Escape")


def wait_for_draft(page: Page, state: Path, form: str, typed: str) -> None:
    """Wait until what was typed is kept; a table tells the server after a moment."""
    settings = load_settings(environment(state))
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    author = Actor.owner(current_user())

    def is_kept() -> bool:
        kept = draft_of(tracker, author, PLAN, form)
        return kept is not None and typed in kept.body

    wait_until(page, is_kept, f"{typed} is kept of {form}")


def test_two_columns_from_excel_are_pasted_and_what_is_refused_stays_typed(
    page: Page, state: Path
) -> None:
    with running_server(environment=environment(state)) as server:
        drawer = opened(page, server, "list")
        published_on(page, drawer, "20012021")
        drawer.get_by_label("Trên tổng số đơn vị").fill("23")
        drawer.get_by_label("Trên tổng số đơn vị").press("Tab")
        wait(page)
        page.evaluate("navigator.clipboard.writeText('72,40\\t9\\n11,2\\t4\\n6,10\\t15')")
        table = drawer.get_by_test_id("stDataFrame")
        # Of the column beside the names.
        first_cell: Position = {"x": 320, "y": HEAD + ROW / 2}
        table.hover(position=first_cell)
        table.click(position=first_cell)
        expect(table.locator("[role=gridcell][aria-selected=true]")).to_have_count(1)
        page.keyboard.press("Control+v")
        wait_for_draft(page, state, "results/list:DDCI:2020:published", "6,10")
        wait(page)
        drawer.get_by_role("button", name="Lưu cả bảng").click()
        told = drawer.locator(".told")
        expect(told).to_contain_text("Đã lưu 2 dòng.")
        expect(told).to_contain_text("Điểm phải trong khoảng 0 đến 10, không phải 11,2")
        page.reload()
        kept = table.locator("[role=gridcell]", has_text="11,2")
        expect(kept).to_have_count(1)
        drawer.get_by_role("button", name="Bỏ nội dung đã gõ").click()
        expect(kept).to_have_count(0)
        expect(drawer).not_to_contain_text("chưa lưu")
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(page.locator("table.years")).to_contain_text("72,40")


def test_what_was_typed_before_a_restart_is_saved_after_it(page: Page, state: Path) -> None:
    port = free_port()
    with running_server(environment=environment(state), port=port) as first:
        drawer = opened(page, first, "DDCI//2019/published")
        published_on(page, drawer, "15012020")
        score = drawer.get_by_label("Điểm, từ 0 đến 100")
        score.fill("55,20")
        score.press("Tab")
        wait_for_draft(page, state, "result/DDCI//2019/published", "55,20")
        first.process.kill()
        first.process.wait()
        with running_server(environment=environment(state), port=port):
            page.reload()
            expect(score).to_have_value("55,20")
            drawer.get_by_role("button", name="Lưu", exact=True).click()
            expect(drawer.locator(".told")).to_contain_text("Đã lưu: Điểm tổng hợp DDCI, năm 2019")
    latest = ask(state, "board", PLAN)["overall"][0]["latest"]
    assert (latest["score"], latest["rank"]) == ("55.20", 20)


def test_a_form_fits_a_phone_and_opens_by_keyboard_from_what_was_entered(
    browser: Browser, state: Path
) -> None:
    result = ("--index", "DDCI", "--year", "2019", "--score", "55,2")
    tell(state, "result", "add", PLAN, *result, "--published-on", "2020-01-15")
    with (
        running_server(environment=environment(state)) as server,
        Reader.at(server, browser, Sight(PHONE)) as somebody,
    ):
        page = somebody.open("ket-qua", plan=PLAN)
        page.locator("details.figures-by-year summary").focus()
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="Sửa kết quả năm 2019")
        link.focus()
        page.keyboard.press("Enter")
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_label("Điểm, từ 0 đến 100")).to_have_value("55,2")
        expect(drawer).to_contain_text("in trong kế hoạch, dòng 13")
        assert sideways(page) == []
        assert poking_out(page) == []
        assert somebody.complaints() == []
