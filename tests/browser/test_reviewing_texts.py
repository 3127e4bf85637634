"""A text becomes a plan in a browser: read, gone through by keyboard, tracked; nothing is lost."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import DESK, ILLUSTRATION, Reader, Sight, sideways
from tests.browser.serving import running_server
from tests.unit.plans.importing.test_reading import PLAN as PRINTED

AT = next(number for number, line in enumerate(PRINTED) if line.startswith("+ Rà soát"))
SEVERAL = "+ Công khai giá thuê nhà; cập nhật bản đồ quy hoạch; phổ biến chính sách nhà ở mới."
TEXT = "\n".join([*PRINTED[:AT], SEVERAL, *PRINTED[AT:]]).encode()
TRACKED = "SXD-HG-2024"
_STILL = re.compile(r"Còn (\d+) chỗ cần xem")


def still(page: Page) -> int:
    """How many places the counter says are left."""
    said = _STILL.search(page.locator(".review-head .counter").inner_text())
    return int(said[1]) if said else 0


def press(somebody: Reader, key: str) -> Page:
    """Press a key outside of any field, and wait for what comes of it."""
    somebody.page.keyboard.press(key)
    return somebody.wait()


def test_a_text_is_read_gone_through_by_keyboard_and_tracked(
    browser: Browser, first_state: Path, tmp_path: Path
) -> None:
    state = Path(shutil.copytree(first_state, tmp_path / "state"))
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with (
        running_server(environment=environment) as server,
        Reader.at(server, browser, Sight(DESK)) as somebody,
    ):
        page = somebody.open("ke-hoach", plan=ILLUSTRATION, draft="list")
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
            {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": TEXT}
        )
        # Whoever presses while it is still coming presses for nothing.
        expect(page.get_by_role("button", name="Bỏ ke-hoach")).to_be_visible()
        somebody.wait()
        page.get_by_role("button", name="Đọc văn bản").click()
        expect(page.locator(".ddci.review")).to_be_visible()
        somebody.wait()
        assert sideways(page) == []

        # The three tasks of a bullet in one step, and back; then only one of them.
        page.locator(".place", has_text="Cập nhật bản đồ quy hoạch").click()
        # For a moment both may be marked, the one before and the one after: a list of one or two.
        chosen = page.locator(".place.chosen")
        expect(chosen).to_contain_text(["2. Cập nhật bản đồ quy hoạch"])
        before = still(somebody.wait())
        several = page.get_by_role("button", name="Nhận cả 2 việc")
        expect(several).to_be_visible()
        press(somebody, "Enter")
        expect(page.locator(".told.done")).to_contain_text("Đã nhận 2 việc")
        assert still(page) == before - 1
        page.get_by_role("button", name="Hoàn tác").click()
        expect(several).to_be_visible()
        assert still(page) == before
        press(somebody, "o")
        expect(chosen).to_contain_text(["3. Phổ biến chính sách nhà ở mới"])
        assert still(page) == before

        # Joined with the one before it, then split again and moved to another part.
        press(somebody, "j")
        joined = "Cập nhật bản đồ quy hoạch; Phổ biến chính sách nhà ở mới"
        expect(chosen).to_contain_text([joined])
        press(somebody, "s")
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_label("Các nhiệm vụ, mỗi dòng một việc")).to_have_value(
            "Cập nhật bản đồ quy hoạch\nPhổ biến chính sách nhà ở mới"
        )
        drawer.get_by_role("button", name="Tách", exact=True).click()
        expect(page.locator(".told.done")).to_contain_text("Đã tách nhiệm vụ")
        somebody.wait()
        press(somebody, "e")
        drawer.get_by_role("combobox", name="Phần của kế hoạch").click()
        page.get_by_role("option", name="Thiết chế pháp lý").click()
        drawer.get_by_role("button", name="Lưu").click()
        expect(page.locator(".told.done")).to_be_visible()
        somebody.wait()

        # Loaded anew, only what is left is shown.
        left = still(page)
        page.get_by_role("link", name="Chỉ hiện chỗ cần xem").click()
        somebody.wait()
        expect(page.get_by_role("link", name="Hiện mọi chỗ")).to_be_visible()
        page.reload()
        assert still(somebody.wait()) == left
        expect(page.locator(".place.sure").filter(has_text="trên 8,20")).to_have_count(0)
        address = page.url.removeprefix(server.address)
        assert somebody.complaints() == []

    # The server went away in the middle.
    with (
        running_server(environment=environment) as server,
        Reader.at(server, browser, Sight(DESK)) as somebody,
    ):
        page = somebody.page
        page.goto(server.address + address)
        assert still(somebody.wait()) == left
        press(somebody, "n")
        expect(page.locator(".place.chosen.open")).to_have_count(1)
        for number in range(left):
            expect(page.locator(".review-head .counter")).to_contain_text(f"Còn {left - number}")
            press(somebody, "Enter")
        expect(page.locator(".review-head .counter")).to_contain_text("Đã xem hết")
        page.get_by_role("button", name="Đưa vào theo dõi").click()
        expect(page).to_have_url(re.compile(f"plan={TRACKED}"))
        page = somebody.open("ke-hoach", plan=TRACKED)
        moved = page.locator("li", has_text="Phổ biến chính sách nhà ở mới")
        expect(moved.first).to_be_visible()
        assert somebody.complaints() == []
