"""Signing in and out in a browser: a link, a second tab, a session that ends, a restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ddci_tracker.services import accounts, installation, sessions
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Role
from tests.browser.barriers import COLOURS, LANDMARKS, barriers
from tests.browser.people import (
    ADMINISTRATOR,
    OWNER,
    PASSWORD,
    TEMPORARY,
    add,
    join,
    tracker_in,
)
from tests.browser.reading import (
    DESK,
    PHONE,
    PROJECTOR,
    Size,
    own_profile,
    wait_until_still,
)
from tests.browser.serving import Server, running_server

PLAN = "STTTT-LS-2023"
OF_THE_AGENCY = AccountPlace(role=Role.COORDINATOR, agencies=("STTTT-LS",))
ENDED = "Phiên làm việc đã kết thúc."
LOST = "Mất kết nối với máy chủ."


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the shipped plans, an administrator and a coordinator."""
    folder = tmp_path_factory.mktemp("signing-in")
    installation.initialise(tracker_in(folder), OWNER, now=datetime.now(UTC))
    join(folder, "quan-tri", ADMINISTRATOR)
    join(folder, "lan", OF_THE_AGENCY, full_name="Nguyễn Thị Lan")
    return folder


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as running:
        yield running


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    with own_profile(browser) as own:
        yield own


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """What a password manager or a person types, sent by the keyboard."""
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.keyboard.press("Enter")


def enter(profile: BrowserContext, server: Server, path: str = "/tong-quan") -> Page:
    page = profile.new_page()
    page.goto(f"{server.address}{path}")
    fill_in(page, "lan")
    expect(page.locator(".ddci.header")).to_be_visible()
    return page


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Nguyễn Thị Lan").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Bạn đã đăng xuất")).to_be_visible()


def test_a_link_leads_through_signing_in_to_what_it_shows(
    profile: BrowserContext, server: Server
) -> None:
    page = enter(profile, server, f"/bao-cao?plan={PLAN}&quarter=2023-Q3")
    expect(page).to_have_url(f"{server.address}/bao-cao?plan={PLAN}&quarter=2023-Q3")
    expect(page.locator(".ddci.header")).to_contain_text("Quý III/2023")
    page.reload()
    expect(page.locator(".ddci.header")).to_contain_text("Quý III/2023")
    second = profile.new_page()
    second.goto(f"{server.address}/tong-quan")
    expect(second.locator(".ddci.overview")).to_be_visible()
    assert "ddci_session" not in page.evaluate("document.cookie")


def test_nobody_gets_in_with_a_wrong_password(profile: BrowserContext, server: Server) -> None:
    page = profile.new_page()
    page.goto(f"{server.address}/tong-quan")
    fill_in(page, "lan", "sai rồi sai rồi")
    expect(page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    expect(page.get_by_label("Mật khẩu")).to_be_focused()


def test_signing_out_cuts_off_the_other_tab_which_comes_back_after_signing_in_again(
    profile: BrowserContext, server: Server
) -> None:
    left = enter(profile, server)
    right = profile.new_page()
    right.goto(f"{server.address}/tong-quan?plan={PLAN}")
    expect(right.locator(".ddci.overview")).to_be_visible()
    sign_out(left)
    # They are told before they click.
    expect(right.get_by_text(ENDED)).to_be_visible()
    with profile.expect_page() as opened:
        right.get_by_role("link", name="Đăng nhập lại").click()
    fill_in(opened.value, "lan")
    expect(opened.value.locator(".ddci.header")).to_be_visible()
    # Streamlit asks again after some seconds, longer each time.
    expect(right.get_by_text(ENDED)).to_be_hidden()
    expect(right.locator(".ddci.header")).to_be_visible()


def test_a_disabled_account_is_cut_off_and_told_without_a_click(
    profile: BrowserContext, server: Server, state: Path
) -> None:
    join(state, "hoa", OF_THE_AGENCY)
    page = profile.new_page()
    page.goto(f"{server.address}/tong-quan")
    fill_in(page, "hoa")
    expect(page.locator(".ddci.overview")).to_be_visible()
    accounts.disable_account(tracker_in(state), OWNER, "hoa")
    expect(page.get_by_text(ENDED)).to_be_visible()


def test_a_temporary_password_is_changed_before_anything_else(
    profile: BrowserContext, server: Server, state: Path
) -> None:
    add(state, "minh", OF_THE_AGENCY)
    page = profile.new_page()
    page.goto(f"{server.address}/bao-cao?plan={PLAN}")
    fill_in(page, "minh", TEMPORARY)
    expect(page.get_by_text("Bạn đang dùng mật khẩu tạm.")).to_be_visible()
    page.goto(f"{server.address}/bao-cao?plan={PLAN}")
    page.get_by_label("Mật khẩu hiện tại").fill(TEMPORARY)
    page.get_by_label("Mật khẩu mới", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.address}/bao-cao?plan={PLAN}")
    expect(page.locator(".ddci.header")).to_be_visible()


def test_a_server_that_starts_again_is_found_again_and_the_session_holds(
    profile: BrowserContext, state: Path
) -> None:
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as server:
        page = enter(profile, server)
        port = server.port
    expect(page.get_by_text(LOST)).to_be_visible()
    with running_server(environment=environment, port=port):
        expect(page.get_by_text(LOST)).to_be_hidden()
        page.get_by_role("link", name="Chỉ số").first.click()
        expect(page).to_have_url(re.compile("/chi-so"))
        expect(page.locator(".ddci.header")).to_be_visible()


def test_the_first_account_is_made_in_the_browser(profile: BrowserContext, tmp_path: Path) -> None:
    environment = {"DDCI_STATE_DIR": str(tmp_path), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as server:
        token = sessions.first_account_link(tracker_in(tmp_path), now=datetime.now(UTC))
        page = profile.new_page()
        page.goto(f"{server.address}/first/{token}")
        page.get_by_label("Tên đăng nhập").fill("quan-tri")
        page.get_by_label("Họ và tên").fill("Lê Quản")
        page.get_by_label("Mật khẩu mới", exact=False).first.fill(PASSWORD)
        page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
        page.get_by_role("button", name="Tạo tài khoản").click()
        expect(page.get_by_role("button", name="Lê Quản")).to_be_visible()
        stranger = profile.browser.new_page() if profile.browser else profile.new_page()
        stranger.goto(f"{server.address}/tong-quan")
        expect(stranger.get_by_label("Tên đăng nhập")).to_be_focused()
        stranger.close()


@pytest.mark.parametrize("size", [PROJECTOR, DESK, PHONE], ids=str)
def test_the_menu_covers_nothing_and_nothing_scrolls_sideways(
    profile: BrowserContext, server: Server, size: Size
) -> None:
    page = enter(profile, server)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wait_until_still(page)
    boxes = [
        box
        for name in (re.compile("Nguyễn Thị Lan"), re.compile("Đổi cách xem"))
        if (box := page.get_by_role("button", name=name).bounding_box())
    ]
    assert len(boxes) == 2
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
    one, other = boxes
    assert (
        one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
        or one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", [PROJECTOR, DESK, PHONE], ids=str)
def test_the_page_where_one_signs_in_fits_and_is_ready_to_type(
    profile: BrowserContext, server: Server, size: Size
) -> None:
    page = profile.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/login")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    assert asked == [f"{server.address}/login"]
    if size == DESK:
        found = [*barriers(page), *barriers(page, *LANDMARKS)]
        page.emulate_media(color_scheme="dark")
        assert [*found, *barriers(page, *COLOURS)] == []
