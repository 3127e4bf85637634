"""What a leader does with an open board: looks elsewhere, sends a link, uses no mouse, prints."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.commands import tell
from tests.browser.reading import (
    DESK,
    ILLUSTRATION,
    PROJECTOR,
    SCREENS,
    YEAR,
    Reader,
    Sight,
    cut_off,
    faint,
    poking_out,
    sideways,
    squeezed,
    wait_until,
)
from tests.browser.serving import Server

ReaderWith = Callable[[Sight], Reader]

# A desk at 400 %: WCAG 2 asks that nothing is lost and nothing scrolls sideways.
MAGNIFIED = Sight((341, 192), scale=4)
# An A4 page across, with margins of a centimetre.
PAPER = (1046, 718)

# Screens of a group, behind its name in the navigation.
OF_THE_OFFICE = ("Kế hoạch", "Lịch sử")


def test_a_change_by_the_command_line_shows_at_the_next_look(
    reader: ReaderWith, board_state: Path
) -> None:
    somebody = reader(Sight(DESK))
    page = somebody.open("tong-quan", plan="STTTT-LS-2023")
    expect(page.locator(".ddci.header")).to_contain_text("Chưa theo dõi trên hệ thống")
    tell(
        board_state,
        *("task", "update", "STTTT-LS-2023", "II.1.5-01"),
        *("--quarter", "2023-Q4", "--status", "on_track", "--on", "2023-12-20"),
    )
    navigate(page, "Tổng quan")
    expect(page.locator(".ddci.header")).not_to_contain_text("Chưa theo dõi trên hệ thống")
    expect(page.locator(".ddci.header")).to_contain_text("đơn vị đã cập nhật quý này")


def test_plan_quarter_and_day_stay_over_the_navigation(reader: ReaderWith) -> None:
    somebody = reader(Sight(DESK))
    chosen = {"plan": "STNMT-LS-2020", "quarter": "2020-Q3", "as_of": "2020-10-05"}
    page = somebody.open("tong-quan", **chosen)
    header = page.locator(".ddci.header").inner_text()
    assert "Quý III/2020" in header
    assert "05/10/2020" in header
    for name, screen in (("Chỉ số", "chi-so"), ("Cần xử lý", "can-xu-ly"), ("Báo cáo", "bao-cao")):
        navigate(page, name)
        expect(page).to_have_url(address(somebody, screen, chosen))
        expect(page.locator(".ddci.header")).to_have_text(header, use_inner_text=True)


def test_a_link_shows_what_its_sender_saw(
    reader: ReaderWith, browser: Browser, board_server: Server
) -> None:
    sender = reader(Sight(DESK))
    page = sender.open("tong-quan", plan=ILLUSTRATION)
    page.get_by_role("button", name="Đổi cách xem").click()
    page.get_by_role("radio", name="II", exact=True).click()
    expect(page.locator(".ddci.header")).to_contain_text(f"Quý II/{YEAR}")
    # The header is drawn first.
    expect(page.locator(".ddci.overview")).to_contain_text(re.compile(r"Nhiệm vụ quý II(?!I)"))
    seen = sender.wait().locator(".ddci.overview").inner_text()
    with Reader.at(board_server, browser, Sight(DESK)) as receiver:
        receiver.page.goto(page.url)
        assert receiver.wait().locator(".ddci.overview").inner_text() == seen


def test_the_search_opens_over_a_screen_and_leads_to_what_it_found(reader: ReaderWith) -> None:
    page = reader(Sight(DESK)).open("tong-quan", plan="STTTT-LS-2023")
    box = page.locator("#ddci-search")
    page.keyboard.press("/")
    page.keyboard.type("khong co tu nay")
    expect(box).to_contain_text("Không tìm thấy")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("niem yet cong khai")
    first = box.locator("a.hit").first
    expect(first).to_contain_text("Niêm yết công khai")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/chi-so.*task=II.1.1-03"))
    expect(page.locator(".ddci.header")).to_contain_text("Sở Thông tin và Truyền thông")


def test_the_way_back_leads_to_the_plan_before(reader: ReaderWith) -> None:
    page = reader(Sight(DESK)).open("tong-quan", plan=ILLUSTRATION)
    before = page.locator(".ddci.header").inner_text()
    page.get_by_role("button", name="Đổi cách xem").click()
    page.get_by_role("combobox", name="Kế hoạch").click()
    page.get_by_role("option", name="STNMT-LS-2020").click()
    expect(page.locator(".ddci.header")).to_contain_text("Sở Tài nguyên và Môi trường")
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.locator(".ddci.header")).to_have_text(before, use_inner_text=True)
    page.get_by_role("button", name="Đổi cách xem").click()
    expect(page.get_by_role("combobox", name="Kế hoạch")).to_have_value(
        re.compile(re.escape(ILLUSTRATION))
    )


def test_english_by_a_switch_and_back(reader: ReaderWith) -> None:
    somebody = reader(Sight(DESK))
    page = somebody.open("tong-quan", plan=ILLUSTRATION)
    page.get_by_role("button", name="Đổi cách xem").click()
    page.get_by_role("radio", name="English").click()
    expect(page.locator(".ddci.overview")).to_contain_text("To act on")
    # Another language is another page: it is loaded anew by itself.
    expect(page.locator("html")).to_have_attribute("lang", "en")
    somebody.wait()
    page.reload()
    somebody.wait()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Overview · DDCI tracker")
    navigate(page, "To act on")
    expect(page).to_have_url(address(somebody, "can-xu-ly", {"plan": ILLUSTRATION, "lang": "en"}))
    page.get_by_role("button", name="Change view").click()
    page.get_by_role("radio", name="Tiếng Việt").click()
    expect(page).to_have_title("Cần xử lý · Theo dõi DDCI")
    # Neither must meet the next visit.
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    somebody.wait()


def test_a_plan_that_is_not_there_is_named_and_another_one_shown(reader: ReaderWith) -> None:
    page = reader(Sight(DESK)).open("tong-quan", plan="KHONG-CO-2030")
    expect(page.get_by_test_id("stAlert")).to_contain_text("KHONG-CO-2030")
    expect(page.locator(".ddci.header")).to_contain_text("Sở Khoa học và Công nghệ")


def test_the_keyboard_alone_reaches_everything_and_opens_it(reader: ReaderWith) -> None:
    somebody = reader(Sight(DESK))
    page = somebody.open("tong-quan", plan=ILLUSTRATION)
    wanted = ["Tổng quan", "Chỉ số", "Cần xử lý", "Văn phòng", "Đổi cách xem", "Tổng điểm"]
    wanted += page.locator(".ddci .tile .name").all_inner_texts()
    wanted += page.locator(".ddci .item .what").all_inner_texts()
    reached = [stop(page)]
    while wanted[-1] not in reached[-1] and len(reached) < 4 * len(wanted):
        reached.append(stop(page))
    assert [name for name in wanted if not any(name in text for text in reached)] == []
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/tong-quan" not in url)
    somebody.wait()


def test_the_keyboard_alone_changes_the_quarter(reader: ReaderWith) -> None:
    page = reader(Sight(DESK)).open("tong-quan", plan=ILLUSTRATION)
    while "Đổi cách xem" not in stop(page):
        pass
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="III", exact=True)).to_be_visible()
    while page.evaluate("document.activeElement.getAttribute('role')") != "radio":
        stop(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(".ddci.header")).to_contain_text(f"Quý II/{YEAR}")


def test_what_has_the_focus_is_marked(reader: ReaderWith) -> None:
    page = reader(Sight(DESK)).open("tong-quan", plan=ILLUSTRATION)
    while "Tổng điểm" not in stop(page):
        pass
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(width.removesuffix("px")) >= 2


@pytest.mark.parametrize("screen", SCREENS)
def test_four_times_as_large_nothing_is_lost(reader: ReaderWith, screen: str) -> None:
    page = reader(MAGNIFIED).open(screen, plan=ILLUSTRATION)
    lost = [*sideways(page), *poking_out(page), *squeezed(page), *cut_off(page, titles=False)]
    assert lost == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_prints_whole(reader: ReaderWith, screen: str) -> None:
    somebody = reader(Sight(PAPER))
    page = somebody.open(screen, plan=ILLUSTRATION)
    page.emulate_media(media="print")
    try:
        lost = [*sideways(page), *poking_out(page), *squeezed(page)]
        assert lost == []
        expect(page.get_by_role("button", name="Đổi cách xem")).to_be_hidden()
        expect(page.get_by_test_id("stTopNavLink")).to_have_count(0)
        # Paper is white for those who look at a dark screen as well.
        page.emulate_media(media="print", color_scheme="dark")
        assert faint(page) == []
        if screen == "ket-luan":
            sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
            assert len(sheets) > 1
            assert all("Kết luận, tiến độ" in each.extract_text() for each in sheets)
    finally:
        page.emulate_media(media="screen", color_scheme="light")


def test_a_chart_that_is_wider_than_a_sheet_is_made_smaller_while_it_is_printed(
    reader: ReaderWith,
) -> None:
    page = reader(Sight(PROJECTOR)).open("chi-so", plan=ILLUSTRATION)
    chart = page.locator(".stPlotlyChart .svg-container").first
    layer = chart.locator(".main-svg").first
    expect(layer).to_be_visible()
    size = layer.evaluate("svg => [svg.clientWidth, svg.clientHeight]")

    def is_fitted() -> bool:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        return chart.get_attribute("data-fitted") is not None

    # Who listens is loaded after the chart.
    wait_until(page, is_fitted, "the chart is made smaller")
    shown = layer.get_attribute("viewBox")
    assert shown is not None
    assert [round(float(each)) for each in shown.split()] == [0, 0, *size]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert (layer.get_attribute("viewBox"), chart.get_attribute("data-fitted")) == (None, None)


def navigate(page: Page, name: str) -> None:
    """Go to another screen from the navigation."""
    if name in OF_THE_OFFICE:
        page.get_by_role("button", name="Văn phòng").click()
        page.get_by_role("menuitem", name=name).click()
    else:
        page.get_by_test_id("stTopNavLink").filter(has_text=name).click()


def address(somebody: Reader, screen: str, parameters: dict[str, str]) -> str:
    return f"{somebody.server.address}/{screen}?{urlencode(parameters)}"


def stop(page: Page) -> str:
    """Press Tab, and tell what has the focus then."""
    page.keyboard.press("Tab")
    text: str = page.evaluate(
        "document.activeElement.matches('a, button') ? document.activeElement.innerText : ''"
    )
    return text
