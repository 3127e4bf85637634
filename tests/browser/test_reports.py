"""Chasing reports in a browser: opened by a click or a key, and never acted on over another."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.commands import ask, tell
from tests.browser.reading import DESK, ILLUSTRATION, PHONE, YEAR, Reader, Sight, sideways
from tests.browser.serving import Server, running_server

WAITING, ALSO_WAITING = f"BC1/TDC/{YEAR}-Q3", f"BC5/TTCNS/{YEAR}"
OVERDUE = f"BC1/CDS/{YEAR}-Q2"


@pytest.fixture(scope="module")
def own_state(first_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(first_state, tmp_path_factory.mktemp("reports") / "state"))


@pytest.fixture(scope="module")
def server(own_state: Path) -> Iterator[Server]:
    environment = {"DDCI_STATE_DIR": str(own_state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as running:
        yield running


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def link_to(page: Page, key: str) -> Locator:
    """The link of a report in the matrix."""
    return page.locator(f'td a[data-opens="report={key.replace("/", "%2F")}"]')


def acceptance(state: Path, key: str) -> str | None:
    stand: dict[str, str | None] = {
        f"{row['duty']}/{row['from']}/{row['period']}": row["acceptance"]
        for row in ask(state, "reports", ILLUSTRATION)
    }
    return stand[key]


def test_a_click_opens_a_report_where_one_stands_and_the_address_names_it(
    server: Server, browser: Browser
) -> None:
    with Reader.at(server, browser, Sight(DESK)) as somebody:
        page = somebody.open("bao-cao", plan=ILLUSTRATION)
        link_to(page, OVERDUE).scroll_into_view_if_needed()
        page.evaluate("() => { window.stillHere = true }")
        link_to(page, OVERDUE).click()
        expect(drawer(page)).to_contain_text("Phòng Chuyển đổi số")
        expect(drawer(page)).to_contain_text("Quá hạn 76 ngày")
        expect(page).to_have_url(re.compile(r"report=BC1%2FCDS%2F"))
        assert page.evaluate("() => window.stillHere"), "the page was not loaded anew"
        sent = page.url
        page.keyboard.press("Escape")
        expect(drawer(page)).to_have_count(0)
        expect(page).not_to_have_url(re.compile("report="))
        page.goto(sent)
        expect(drawer(page)).to_contain_text("Quá hạn 76 ngày")
        assert somebody.complaints() == []


def test_a_report_is_returned_by_keyboard_alone(
    server: Server, browser: Browser, own_state: Path
) -> None:
    with Reader.at(server, browser, Sight(DESK)) as somebody:
        page = somebody.open("bao-cao", plan=ILLUSTRATION)
        link_to(page, WAITING).focus()
        page.keyboard.press("Enter")
        expect(drawer(page).get_by_role("radio", name="Tiếp nhận")).to_be_visible()
        reach(page, "Tiếp nhận")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(drawer(page).get_by_label("Lý do trả lại")).to_be_visible()
        while not page.evaluate("() => document.activeElement.tagName === 'TEXTAREA'"):
            page.keyboard.press("Tab")
        page.keyboard.type("Thiếu phụ lục 2")
        reach(page, "Trả lại")
        page.keyboard.press("Enter")
        expect(drawer(page).locator(".told")).to_contain_text("Đã trả lại báo cáo")
        assert acceptance(own_state, WAITING) == "returned"
        page.keyboard.press("Escape")
        expect(drawer(page)).to_have_count(0)
        expect(link_to(page, WAITING).locator("xpath=..")).to_contain_text("Trả lại")


def reach(page: Page, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.innerText").strip() == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_of_two_who_act_on_a_report_the_second_is_told_and_keeps_the_typed_text(
    server: Server, browser: Browser, own_state: Path
) -> None:
    with Reader.at(server, browser, Sight(DESK)) as second:
        page = second.open("bao-cao", plan=ILLUSTRATION, report=ALSO_WAITING)
        drawer(page).get_by_text("Trả lại", exact=True).first.click()
        drawer(page).get_by_label("Lý do trả lại").fill("Chưa ký số")
        tell(own_state, "report", "accept", ILLUSTRATION, *ALSO_WAITING.split("/"))
        drawer(page).get_by_role("button", name="Trả lại").click()
        expect(drawer(page).locator(".told")).to_contain_text("đã ghi trước, lúc")
        expect(drawer(page).get_by_label("Lý do trả lại")).to_have_value("Chưa ký số")
        expect(drawer(page).locator(".report-head")).to_contain_text("Đã tiếp nhận")
        assert acceptance(own_state, ALSO_WAITING) == "accepted"


def test_what_is_typed_is_there_again_after_closing_loading_anew_and_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    environment = {"DDCI_STATE_DIR": str(tmp_path), "DDCI_DATABASE_URL": ""}
    with (
        running_server(environment=environment) as first,
        Reader.at(first, browser, Sight(PHONE)) as somebody,
    ):
        page = somebody.open("bao-cao", plan=ILLUSTRATION)
        link_to(page, OVERDUE).click()
        assert sideways(page) == []
        drawer(page).get_by_label("Ghi chú").fill("kèm công văn 31")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(drawer(page)).to_have_count(0)
        link_to(page, OVERDUE).click()
        expect(drawer(page).get_by_label("Ghi chú")).to_have_value("kèm công văn 31")
        page.reload()
        expect(drawer(page).get_by_label("Ghi chú")).to_have_value("kèm công văn 31")
    with (
        running_server(environment=environment) as second,
        Reader.at(second, browser, Sight(DESK)) as somebody,
    ):
        page = somebody.open("bao-cao", plan=ILLUSTRATION, report=OVERDUE)
        expect(drawer(page).get_by_label("Ghi chú")).to_have_value("kèm công văn 31")
        drawer(page).get_by_role("button", name="Nộp báo cáo").click()
        expect(drawer(page).locator(".report-log")).to_contain_text("kèm công văn 31")
        assert acceptance(tmp_path, OVERDUE) == "handed_in"
