"""A meeting from its preparation to the work of the units, with those who hold and follow it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from ddci_tracker.services import accounts, meeting_stages, meetings
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from tests.browser.barriers import COLOURS, barriers
from tests.browser.lasting import Ground, standing_ground
from tests.browser.people import ADMINISTRATOR, OWNER, join, token_of, tracker_in
from tests.browser.reading import (
    DESK,
    ILLUSTRATION,
    PHONE,
    PROJECTOR,
    YEAR,
    Sight,
    Size,
    own_profile,
    wait_until_still,
)

AGENCY, _, _ = ILLUSTRATION.rpartition("-")
OFFICE = AccountPlace(role=Role.COORDINATOR, agencies=(AGENCY,))
LEADER = AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
# The agency of another plan.
OTHERS = "STTTT-LS"
MINE = "Trình ký quy chế phối hợp với Thanh tra tỉnh"
HERS = "Công bố danh mục phí trên trang thông tin"
UNCLEAR = "Rà soát lại bảng phí"
LATER = "Hoàn thành trong tháng chín theo lịch mới"


def address(ground: Ground, screen: str, **parameters: str) -> str:
    return f"{ground.address}/{screen}?{urlencode({'plan': ILLUSTRATION, **parameters})}"


def expect_step(page: Page, number: int) -> None:
    """It stands there, whole: what a key does is known once all is drawn."""
    expect(page.locator(".meeting-head .where b")).to_have_text(str(number))
    expect_drawn(page)


def expect_drawn(page: Page) -> None:
    """Nothing is drawn just now that would close a list of choices, or not know a key yet."""
    # What was just left is about to be sent; what was just drawn is about to listen.
    wait_until_still(page)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    wait_until_still(page)


def text_of(page: Page) -> Locator:
    """The field of what is concluded; the one before may stand there until the form is drawn."""
    return page.locator(".st-key-typed-on-page textarea").first


def type_down(page: Page, text: str, unit: str, day: str | None = None) -> None:
    """Fill a conclusion in on the step that stands; ``day`` by its digits."""
    form = page.locator(".st-key-typed-on-page")
    text_of(page).fill(text)
    text_of(page).blur()
    expect(form).to_contain_text("chưa lưu")
    expect_drawn(page)
    units = form.get_by_role("combobox", name="Đơn vị chịu trách nhiệm")
    units.fill(unit)
    page.get_by_role("option", name=unit, exact=True).click()
    page.keyboard.press("Escape")
    if day is not None:
        form.get_by_role("spinbutton").first.click()
        page.keyboard.type(day)


def choose(page: Page, label: str, option: str) -> None:
    """Choose something further of a conclusion by its own words."""
    box = page.locator(".st-key-typed-on-page").get_by_role("combobox", name=label)
    expect_drawn(page)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()


def expect_written(page: Page, text: str) -> None:
    """It stands on the step, and the form is ready for the next one."""
    form = page.locator(".st-key-typed-on-page")
    expect(page.locator(".concluded-here .text").filter(has_text=text)).to_be_visible()
    expect(text_of(page)).to_have_value("")
    expect(form.get_by_text("Hãy ghi")).to_have_count(0)


def resize(page: Page, size: Size) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})


def barriers_in_both_themes(page: Page) -> list[str]:
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    found += barriers(page, *COLOURS)
    page.emulate_media(color_scheme="light")
    return found


def printed_text(page: Page) -> str:
    """What stands on paper, in one line."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


@pytest.fixture
def ground(first_state: Path, tmp_path: Path) -> Iterator[Ground]:
    """A tracker with two people of the Office and a leader, which can be killed and come back."""
    state = Path(shutil.copytree(first_state, tmp_path / "state"))
    join(state, "quan-tri", ADMINISTRATOR)
    join(state, "lan", OFFICE, full_name="Trần Thị Lan")
    join(state, "hoa", OFFICE, full_name="Lê Thị Hoa")
    join(state, "giam-doc", LEADER, full_name="Phạm Văn Minh")
    with standing_ground(state) as standing:
        yield standing


# A browser that has much to do sends what was pressed so much later.
BUSY = """
const later = window.setTimeout
window.setTimeout = (act, after, ...given) => later(act, after || 400, ...given)
"""


def held(ground: Ground) -> tuple[Tracker, str]:
    """A meeting that is held, and the tracker that keeps it."""
    tracker, now = tracker_in(ground.state), datetime.now(UTC)
    on = today_in(tracker, OWNER, ILLUSTRATION, now=now)
    act = Act(actor=OWNER, now=now, on=on)
    key = meetings.open_meeting(tracker, ILLUSTRATION, MeetingDetails(met_on=on), act).key
    meetings.start(tracker, ILLUSTRATION, key, act)
    return tracker, key


def seconds_on(page: Page) -> list[int]:
    """What its clock says of the step and of the meeting."""
    said = [each.split(":") for each in page.locator(".meeting-clock b").all_text_contents()]
    return [60 * int(minutes) + int(seconds) for minutes, seconds in said]


@contextmanager
def page_of(ground: Ground, browser: Browser, name: str) -> Iterator[Page]:
    """A page of somebody who is signed in."""
    with own_profile(browser, Sight(DESK)) as profile:
        token = token_of(ground.state, name)
        profile.add_cookies([{"name": "ddci_session", "value": token, "url": ground.address}])
        yield profile.new_page()


def test_what_is_pressed_while_the_page_looks_for_news_is_done_once(
    ground: Ground, browser: Browser
) -> None:
    _, key = held(ground)
    with page_of(ground, browser, "lan") as page:
        page.add_init_script(BUSY)
        page.goto(address(ground, "hop", meeting=key))
        expect_step(page, 1)
        began = seconds_on(page)
        for number in (1, 2, 3):
            type_down(page, f"{MINE} {number}", "Thanh tra Sở")
            if number < 3:
                page.keyboard.press("Control+Enter")
            else:
                # Once for the first of both, and by the second nothing is refused.
                page.locator(".st-key-meeting-conclusion-save button").dblclick()
            expect_written(page, f"{MINE} {number}")
            expect_drawn(page)
            expect(page.locator(".concluded-here .text")).to_have_count(number)
        # Which goes on by itself, with nobody to ask.
        stood = seconds_on(page)
        assert stood > began
        shown = page.locator(".meeting-clock b").first
        expect(shown).not_to_have_text(shown.inner_text())
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
        expect_drawn(page)
        assert seconds_on(page) >= stood


def test_what_is_pressed_in_one_breath_is_all_done(ground: Ground, browser: Browser) -> None:
    _, key = held(ground)
    with page_of(ground, browser, "lan") as page:
        page.goto(address(ground, "hop", meeting=key))
        expect_step(page, 1)
        steps = page.locator(".stage-list li a")
        for number in (1, 2, 3):
            text = f"{MINE} {number}"
            type_down(page, text, "Thanh tra Sở")
            with ground.line.holding_back():
                page.keyboard.press("Control+Enter")
                steps.nth(1).click()
            expect_step(page, 2)
            steps.nth(0).click()
            expect_step(page, 1)
            expect_written(page, text)
            expect(page.locator(".concluded-here .text")).to_have_count(number)


def test_news_wait_for_a_list_of_choices_and_say_who_may_read_no_more(
    ground: Ground, browser: Browser
) -> None:
    tracker, key = held(ground)
    steps = meetings.look_at_meeting(
        tracker, OWNER, ILLUSTRATION, key, now=datetime.now(UTC)
    ).meeting.steps

    def move_to(number: int) -> None:
        step, now = steps[number - 1].key, datetime.now(UTC)
        meeting_stages.move_to(tracker, OWNER, ILLUSTRATION, key, step, now=now)

    with page_of(ground, browser, "lan") as page, page_of(ground, browser, "giam-doc") as leader:
        page.goto(address(ground, "hop", meeting=key))
        leader.goto(address(ground, "hop", meeting=key))
        expect_step(page, 1)
        expect_step(leader, 1)
        page.get_by_role("combobox", name="Đơn vị chịu trách nhiệm").click()
        expect(page.get_by_role("listbox")).to_be_visible()
        expect_drawn(page)
        move_to(2)
        expect_step(leader, 2)
        expect(page.get_by_role("listbox")).to_be_visible()
        expect(page.locator(".meeting-head .where b")).to_have_text("1")
        page.keyboard.press("Escape")
        expect_step(page, 2)

        elsewhere = AccountPlace(role=Role.LEADER, agencies=(OTHERS,))
        accounts.change_account(tracker, OWNER, "giam-doc", elsewhere)
        expect(leader.locator(".meeting-head")).to_have_count(0)
        move_to(3)
        expect_step(page, 3)


def test_a_meeting_is_prepared_held_by_two_followed_ended_and_its_conclusions_become_work(
    ground: Ground, browser: Browser
) -> None:
    with ExitStack() as open_profiles:

        def opened(name: str, sight: Sight) -> Page:
            profile = open_profiles.enter_context(own_profile(browser, sight))
            token = token_of(ground.state, name)
            profile.add_cookies([{"name": "ddci_session", "value": token, "url": ground.address}])
            return profile.new_page()

        page, other = opened("lan", Sight(DESK)), opened("hoa", Sight(DESK))
        projector = opened("giam-doc", Sight(PROJECTOR))
        page.goto(address(ground, "hop", meeting="all", open="new"))
        drawer = page.get_by_role("dialog")
        drawer.get_by_label("Tên cuộc họp").fill("Giao ban thử")
        drawer.get_by_role("button", name="Lập cuộc họp").click()
        expect(page.locator(".agenda-item").first).to_contain_text("Kết luận các kỳ trước")
        assert barriers_in_both_themes(page) == []
        # Whoever moves an item on by keyboard stays with it.
        page.locator(".st-key-agenda-move1-0 button:visible").focus()
        for place in (1, 2):
            page.keyboard.press("Enter")
            moved = page.locator(".agenda-item").nth(place)
            expect(moved).to_contain_text("Kết luận các kỳ trước")
            expect(page.locator(f".st-key-agenda-move1-{place} button:focus")).to_have_count(1)
        page.keyboard.press("Shift+Tab")
        for place in (1, 0):
            page.keyboard.press("Enter")
            moved = page.locator(".agenda-item").nth(place)
            expect(moved).to_contain_text("Kết luận các kỳ trước")
            way = "-1" if place else "1"
            focused = page.locator(f".st-key-agenda-move{way}-{place} button:focus")
            expect(focused).to_have_count(1)
        page.get_by_role("button", name="Bắt đầu họp").click()
        expect_step(page, 1)
        key = page.url.partition("meeting=")[2].partition("&")[0]

        # Both others follow, whoever of the Office moves it and however; a leader moves nothing.
        projector.goto(address(ground, "hop", meeting=key, view="projector"))
        other.goto(address(ground, "hop", meeting=key))
        expect_step(projector, 1)
        page.keyboard.press("ArrowRight")
        expect_step(projector, 2)
        expect_step(other, 2)
        other.keyboard.press("ArrowRight")
        expect_step(page, 3)
        expect_step(other, 3)
        page.locator(".stage-list li a").nth(3).click()
        expect_step(projector, 4)
        projector.keyboard.press("ArrowLeft")
        expect(projector.locator(".st-key-meeting-before")).to_have_count(0)

        # Who follows on a phone sees which step it is; buttons are read from afar as well.
        resize(projector, PHONE)
        expect(projector.locator(".stage-list .here")).to_be_in_viewport(ratio=1)
        resize(projector, PROJECTOR)
        resize(page, PROJECTOR)
        expect(page.locator(".st-key-meeting-after button p")).to_have_css("font-size", "22px")
        resize(page, DESK)

        # What is being typed stays with its step; it outlasts a refresh, and the step does as well.
        field = text_of(page)
        page.keyboard.press("g")
        expect(field).to_be_focused()
        for key in ("Tab", "Tab", "Escape"):
            page.keyboard.press(key)
        expect(page.locator(".stage-list .here a")).to_be_focused()
        page.keyboard.press("g")
        page.keyboard.type(MINE)
        expect(page.locator(".st-key-typed-on-page")).to_contain_text("chưa lưu")
        expect_step(other, 4)
        other.keyboard.press("ArrowLeft")
        expect_step(page, 3)
        expect_step(other, 3)
        expect(field).to_have_value(MINE)
        other.keyboard.press("ArrowRight")
        expect_step(page, 4)
        page.reload()
        expect_step(page, 4)
        expect(field).to_have_value(MINE)

        # Both write at once, and nothing of either is lost.
        type_down(page, MINE, "Thanh tra Sở", f"3009{YEAR}")
        type_down(other, HERS, "Văn phòng Sở", f"1510{YEAR}")
        page.keyboard.press("Control+Enter")
        other.keyboard.press("Control+Enter")
        for each, own in ((page, MINE), (other, HERS)):
            expect_written(each, own)
            expect(each.locator(".concluded-here .text")).to_have_count(2)
        expect(projector.locator(".concluded-here .text")).to_have_count(2)
        # The day as well, which stood in the field that had the focus.
        for text, day in ((MINE, f"30/09/{YEAR}"), (HERS, f"15/10/{YEAR}")):
            expect(page.locator(".concluded-here .one", has_text=text)).to_contain_text(day)
        assert [*barriers_in_both_themes(page), *barriers_in_both_themes(projector)] == []
        printed = printed_text(page)
        for text in ("Kết luận các kỳ trước", "Nội dung kết luận", "bước 4", MINE, HERS):
            assert text in printed

        # Both change the same one: the second is told by whom, and keeps what was typed.
        for each in (page, other):
            each.locator(".concluded-here .one", has_text=MINE).get_by_role("link").click()
            expect(text_of(each)).to_have_value(MINE)
        text_of(page).fill(f"{MINE} trong tuần này")
        # A pause makes it a draft, and no more.
        expect(page.locator(".st-key-typed-on-page")).to_contain_text("chưa lưu")
        expect(page.locator(".concluded-here")).not_to_contain_text("trong tuần này")
        page.keyboard.press("Control+Enter")
        expect_written(page, "trong tuần này")
        text_of(other).fill(f"{MINE} và công bố")
        other.keyboard.press("Control+Enter")
        expect(other.locator(".st-key-typed-on-page")).to_contain_text("Trần Thị Lan")
        expect(text_of(other)).to_have_value(f"{MINE} và công bố")
        changed = other.locator(".concluded-here .one", has_text=MINE)
        expect(changed).to_contain_text("trong tuần này")
        other.get_by_role("button", name="Thôi").click()

        # The server is killed while something is typed: everything is there when it comes back.
        field.press_sequentially(UNCLEAR)
        expect(page.locator(".st-key-typed-on-page")).to_contain_text("chưa lưu")
        ground.kill()
        ground.start()
        for each in (page, projector):
            expect(each.locator(".concluded-here .text")).to_have_count(2)
            expect_step(each, 4)
        # They go on following.
        expect_step(other, 4)
        for number in (3, 4):
            other.locator(".stage-list li a").nth(number - 1).click()
            for each in (page, projector):
                expect_step(each, number)
        expect(field).to_have_value(UNCLEAR)
        type_down(page, UNCLEAR, "Văn phòng Sở")
        page.keyboard.press("Control+Enter")
        expect_written(page, UNCLEAR)

        # One that gives a task of this step a later day.
        task = page.locator(".on-step .what").first.inner_text()
        type_down(page, LATER, "Văn phòng Sở", f"3011{YEAR}")
        page.get_by_text("Rõ thêm").click()
        choose(page, "Về việc", task)
        page.get_by_role("button", name=re.compile("Ghi kết luận")).click()
        expect_written(page, LATER)

        # Esc leaves a field first, then the meeting; whoever comes back finds it where it was.
        field.click()
        page.keyboard.press("Escape")
        expect(field).not_to_be_focused()
        projector.keyboard.press("Escape")
        expect(projector.locator(".meetings-list .row.state-held")).to_be_visible()
        projector.goto(address(ground, "hop"))
        expect_step(projector, 4)

        # The end names what is not clear; then all are work of their units.
        page.locator(".stage-list li a").last.click()
        expect(page.locator(".on-step li").filter(has_text=UNCLEAR)).to_contain_text(
            "Chưa rõ thời gian"
        )
        page.get_by_role("button", name=re.compile("Kết thúc cuộc họp")).click()
        expect(page.locator(".meetings-list")).to_contain_text(["Đã kết thúc"])
        expect(page.get_by_role("button", name="Thông báo kết luận (Word)")).to_be_visible()
        expect(projector.locator(".meetings-list .rows .what")).to_have_count(4)
        assert barriers_in_both_themes(page) == []
        for unit, texts in (("TTr", (MINE,)), ("VP", (HERS, UNCLEAR, LATER))):
            page.goto(address(ground, "viec-cua-toi", unit=unit))
            for text in texts:
                expect(page.locator(".work-row").filter(has_text=text)).to_be_visible()
