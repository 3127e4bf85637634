"""A plan is edited in a browser where it is read: a typo mended, a task added from its day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.commands import ask
from tests.browser.reading import DESK, ILLUSTRATION, YEAR, Reader, Sight, sideways
from tests.browser.serving import Server, running_server

TASK, ADDED = "II.1-03", "II.1-06"
MENDED, NEW = "Công khai kế hoạch mua sắm, đấu thầu trên mạng", "Mở đường dây nóng"
PAST, BEFORE, FROM, TODAY = (f"{YEAR}-{day}" for day in ("03-31", "08-14", "08-15", "08-20"))

# A drawer takes the focus only once it stands.
HAS_FOCUS = "document.querySelector('[role=dialog]').contains(document.activeElement)"


@pytest.fixture
def own_state(first_state: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_state, tmp_path / "state"))


@pytest.fixture
def server(own_state: Path) -> Iterator[Server]:
    environment = {"DDCI_STATE_DIR": str(own_state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as running:
        yield running


def lights_of(state: Path, day: str) -> Any:
    """The lights of the sub-indices, as counts of tasks and colours."""
    parts = ask(state, "board", ILLUSTRATION, "--as-of", day)["sub_indices"]
    return [(each["code"], each["tasks"], each["execution_light"]) for each in parts]


def row(somebody: Reader, day: str, code: str) -> str | None:
    """What stands at a task on the plan as it is looked at on a day."""
    page = somebody.open("ke-hoach", plan=ILLUSTRATION, as_of=day)
    line = page.locator(f'li[id="nv-{code}"]')
    return line.inner_text() if line.count() else None


def press_until(page: Page, found: str, key: str = "Tab") -> None:
    """Press a key until what has the focus says so."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate(f"() => {found}"):
            return
    raise AssertionError(f"{key} does not lead to {found}")


def test_a_typo_is_mended_by_keyboard_and_a_decided_task_leaves_the_past_alone(
    server: Server, browser: Browser, own_state: Path
) -> None:
    past = lights_of(own_state, PAST), lights_of(own_state, f"{YEAR}-06-30")
    with Reader.at(server, browser, Sight(DESK)) as somebody:
        page = somebody.open("ke-hoach", plan=ILLUSTRATION)
        drawer = page.get_by_role("dialog")

        # The typo, without a mouse.
        page.locator(f'li[id="nv-{TASK}"] a.edit').focus()
        page.keyboard.press("Enter")
        expect(drawer.get_by_label("Nhiệm vụ *")).to_be_visible()
        somebody.wait()
        page.wait_for_function(HAS_FOCUS)
        press_until(page, "document.activeElement.type === 'radio'")
        page.keyboard.press("Space")
        press_until(page, "document.activeElement.ariaLabel === 'Nhiệm vụ *'")
        page.keyboard.press("Control+A")
        page.keyboard.type(MENDED)
        expect(drawer.locator(".row-preview")).to_contain_text("Không đổi đèn: quý I, quý II")
        press_until(page, "document.activeElement.innerText === 'Ghi sửa lỗi'")
        page.keyboard.press("Enter")
        expect(page.locator(".told.done")).to_contain_text(f"Đã ghi: {MENDED}")
        for day in (PAST, TODAY):
            assert MENDED in (row(somebody, day, TASK) or "")

        # A task that a meeting decided.
        page = somebody.open("ke-hoach", plan=ILLUSTRATION)
        page.locator('h3[id="muc-DDCI-transparency"] a.add').click()
        drawer.get_by_label("Nhiệm vụ *").fill(NEW)
        drawer.get_by_text("Điều chỉnh", exact=True).click()
        first_of_day = drawer.get_by_label("Tính từ ngày").get_by_role("spinbutton").first
        first_of_day.click()
        page.keyboard.type(f"1508{YEAR}")
        page.keyboard.press("Escape")
        drawer.get_by_label("Căn cứ", exact=True).fill("Thông báo 45/TB-SKHCN")
        drawer.get_by_role("button", name="Ghi điều chỉnh").click()
        expect(page.locator(".told.done")).to_contain_text(f"Đã ghi: {NEW}")
        expect(page.locator(f'li[id="nv-{ADDED}"]')).to_contain_text(NEW)
        assert sideways(page) == []
        assert row(somebody, BEFORE, ADDED) is None
        assert NEW in (row(somebody, FROM, ADDED) or "")
        assert (lights_of(own_state, PAST), lights_of(own_state, f"{YEAR}-06-30")) == past
        assert somebody.complaints() == []
