"""A meeting from its preparation to the work of the units, with a projector that follows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import DESK, ILLUSTRATION, PROJECTOR, Sight, own_profile
from tests.browser.serving import Server, running_server

MINE = "Trình ký quy chế phối hợp với Thanh tra tỉnh"
UNCLEAR = "Rà soát lại bảng phí"


def hop(server: Server, **parameters: str) -> str:
    return f"{server.address}/hop?{urlencode({'plan': ILLUSTRATION, **parameters})}"


def step(page: Page) -> str:
    return page.locator(".meeting-head .where b").inner_text()


def expect_step(page: Page, number: int) -> None:
    expect(page.locator(".meeting-head .where b")).to_have_text(str(number))


def write(page: Page, text: str, unit: str, day: str | None = None) -> None:
    """Write a conclusion down on the step that stands; without a day by the keyboard alone."""
    form = page.locator(".st-key-typed-on-page")
    form.get_by_label("Việc phải làm").fill(text)
    units = form.get_by_role("combobox", name="Đơn vị chịu trách nhiệm")
    units.fill(unit)
    page.get_by_role("option", name=unit, exact=True).click()
    page.keyboard.press("Escape")
    if day is not None:
        form.get_by_role("spinbutton").first.click()
        page.keyboard.type(day)
        form.get_by_role("button", name=re.compile("Ghi kết luận")).click()
    else:
        page.keyboard.press("Control+Enter")
    expect(page.locator(".concluded-here .text").filter(has_text=text)).to_be_visible()
    expect(form.get_by_label("Việc phải làm")).to_have_value("")
    expect(form.get_by_text("Hãy ghi")).to_have_count(0)


def test_a_meeting_is_prepared_held_followed_ended_and_its_conclusions_become_work(
    first_state: Path, tmp_path: Path, browser: Browser
) -> None:
    folder = Path(shutil.copytree(first_state, tmp_path / "state"))
    environment = {"DDCI_STATE_DIR": str(folder), "DDCI_DATABASE_URL": ""}
    with (
        running_server(environment=environment) as server,
        own_profile(browser, Sight(DESK)) as desk,
        own_profile(browser, Sight(PROJECTOR)) as wall,
    ):
        page, projector = desk.new_page(), wall.new_page()
        page.goto(hop(server, meeting="all", open="new"))
        drawer = page.get_by_role("dialog")
        drawer.get_by_label("Tên cuộc họp").fill("Giao ban thử")
        drawer.get_by_role("button", name="Lập cuộc họp").click()
        expect(page.locator(".agenda-item").first).to_contain_text("Kết luận các kỳ trước")
        page.get_by_role("button", name="Bắt đầu họp").click()
        expect_step(page, 1)
        key = page.url.partition("meeting=")[2].partition("&")[0]

        # The projector follows, whoever moves it and however.
        projector.goto(hop(server, meeting=key, view="projector"))
        expect_step(projector, 1)
        page.keyboard.press("ArrowRight")
        expect_step(projector, 2)
        projector.keyboard.press("ArrowRight")
        expect_step(page, 3)
        page.locator(".stage-list li a").nth(3).click()
        expect_step(projector, 4)

        # What is being typed stays with its step and outlasts a refresh; the step does as well.
        field = page.locator(".st-key-typed-on-page textarea").first
        field.press_sequentially(MINE)
        expect(page.locator(".st-key-typed-on-page")).to_contain_text("chưa lưu")
        projector.keyboard.press("ArrowLeft")
        expect_step(page, 3)
        expect(field).to_have_value(MINE)
        projector.keyboard.press("ArrowRight")
        expect_step(page, 4)
        page.reload()
        expect_step(page, 4)
        expect(field).to_have_value(MINE)

        write(page, MINE, "Thanh tra Sở", "30092099")
        expect(projector.locator(".concluded-here .text")).to_have_text(MINE)
        write(page, UNCLEAR, "Văn phòng Sở")

        # Esc leaves a field first, then the meeting; whoever comes back finds it where it was.
        field.click()
        page.keyboard.press("Escape")
        expect(field).not_to_be_focused()
        projector.keyboard.press("Escape")
        expect(projector.locator(".meetings-list .row.state-held")).to_be_visible()
        projector.goto(hop(server))
        expect_step(projector, 4)

        # The end names what is not clear; then both are work of their units.
        page.locator(".stage-list li a").last.click()
        expect(page.locator(".on-step .unclear")).to_have_count(2)
        expect(page.locator(".on-step li").filter(has_text=UNCLEAR)).to_contain_text(
            "Chưa rõ thời gian"
        )
        page.get_by_role("button", name="Kết thúc cuộc họp, còn 2 kết luận chưa rõ").click()
        expect(page.locator(".meetings-list")).to_contain_text(["Đã kết thúc"])
        expect(page.get_by_role("button", name="Thông báo kết luận (Word)")).to_be_visible()
        expect(projector.locator(".meetings-list .rows .what")).to_have_count(2)
        for unit, text in (("TTr", MINE), ("VP", UNCLEAR)):
            query = urlencode({"plan": ILLUSTRATION, "unit": unit})
            page.goto(f"{server.address}/viec-cua-toi?{query}")
            expect(page.locator(".work-row").filter(has_text=text)).to_be_visible()
