"""Việc của tôi in a real browser: quickly, by keyboard alone, by two people at once, and through
everything that could take what somebody typed."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Position, expect

from ddci_tracker.domain.texts import LONGEST_TYPED
from tests.browser.commands import ask, tell
from tests.browser.reading import (
    DESK,
    ILLUSTRATION,
    PHONE,
    Reader,
    Sight,
    cut_off,
    poking_out,
    sideways,
    wait_until_still,
)
from tests.browser.serving import Server, free_port, running_server

SCREEN = "viec-cua-toi"
TEN = 10
NOTE_OF_FIRST_ROW: Position = {"x": 450, "y": 60}
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) $y$"
QUARTER = re.compile("Kỳ này, quý III")


@pytest.fixture(scope="module")
def state(first_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(first_state, tmp_path_factory.mktemp("my-work") / "state"))


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    with running_server(environment=environment(state)) as running:
        yield running


def environment(state: Path) -> dict[str, str]:
    return {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}


@pytest.fixture
def somebody(server: Server, browser: Browser) -> Iterator[Reader]:
    with Reader.at(server, browser, Sight(DESK)) as reader:
        yield reader


def rows(page: Page) -> Locator:
    """The tasks of this period, which open in the drawer."""
    section = page.locator(".ddci.work section").filter(has_text=QUARTER)
    return section.locator("a.work-row[data-opens]")


def first_titles(page: Page) -> list[str]:
    """What the first ten tasks are called; the rows change places as they are updated."""
    expect(rows(page).nth(TEN)).to_be_visible()
    titles: list[str] = (
        rows(page)
        .locator(".what")
        .evaluate_all(f"all => all.slice(0, {TEN}).map(it => it.firstChild.textContent)")
    )
    return titles


def row_of(page: Page, title: str) -> Locator:
    return rows(page).filter(has_text=title)


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog")


def open_task(page: Page, code: str, **more: str) -> Locator:
    """The drawer of a task, by its address."""
    query = "&".join(f"{name}={value}" for name, value in {"task": code, **more}.items())
    page.goto(f"{page.url.partition('?')[0]}?plan={ILLUSTRATION}&{query}")
    expect(drawer(page).get_by_role("button", name="Gửi cập nhật")).to_be_visible()
    return drawer(page)


def write(form: Locator, text: str) -> None:
    form.get_by_label("Việc đã làm").fill(text)


def choose(form: Locator, status: str) -> None:
    choice = form.get_by_role("radio", name=status, exact=True)
    choice.click()
    expect(choice).to_be_checked()


def leave(form: Locator) -> None:
    """Go to another field, so that the one before is sent, and wait until it is kept."""
    form.get_by_label("Khó khăn, đề xuất").focus()
    expect(form.get_by_text("Nháp, chưa gửi")).to_be_visible()


def words_on(state: Path, code: str) -> list[dict[str, object]]:
    """Every word on a task, in the order of recording."""
    entries = ask(state, "history", ILLUSTRATION, code)
    return [each["after"] for each in entries if each["what"] == "task_update"]


def test_ten_tasks_are_updated_by_mouse(
    somebody: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="all")
    titles = first_titles(page)
    began = time.monotonic()
    for number, title in enumerate(titles):
        row_of(page, title).click()
        form = drawer(page)
        choose(form, "Đang làm")
        write(form, f"Đã làm bước {number}")
        form.get_by_role("button", name="Gửi cập nhật").click()
        expect(form).to_have_count(0)
        expect(page.get_by_text("Đã gửi:")).to_be_visible()
    report(capsys, "mouse", time.monotonic() - began)


def test_ten_tasks_are_updated_by_keyboard_alone(
    somebody: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="all")
    press, titles = page.keyboard.press, first_titles(page)
    began = time.monotonic()
    for number, title in enumerate(titles):
        tab_to(page, row_of(page, title))
        press("Enter")
        form = drawer(page)
        expect(form.get_by_role("button", name="Gửi cập nhật")).to_be_visible()
        tab_to(page, form.get_by_role("radio", name="Chưa làm", exact=True))
        choice = form.get_by_role("radio", name="Đang chậm", exact=True)
        tab_to(page, choice, by="ArrowRight")
        press("Space")
        expect(choice).to_be_checked()
        tab_to(page, form.get_by_label("Việc đã làm"))
        press("Control+a")
        page.keyboard.type(f"Bàn phím {number}")
        tab_to(page, form.get_by_role("button", name="Gửi cập nhật"))
        press("Enter")
        expect(form).to_have_count(0)
        expect(page.get_by_text("Đã gửi:")).to_be_visible()
    report(capsys, "keyboard", time.monotonic() - began)


def tab_to(page: Page, target: Locator, *, by: str = "Tab") -> None:
    """Press a key until something has the focus."""
    for _ in range(120):
        if target.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press(by)
    raise AssertionError(f"{target} is not reached by {by}")


def report(capsys: pytest.CaptureFixture[str], how: str, seconds: float) -> None:
    with capsys.disabled():
        print(f"\n{TEN} tasks by {how}: {seconds:.1f} s")


def test_the_drawer_takes_the_focus_and_escape_keeps_what_was_typed(somebody: Reader) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
    rows(page).first.focus()
    page.keyboard.press("Enter")
    form = drawer(page)
    expect(form.get_by_role("button", name="Gửi cập nhật")).to_be_visible()
    page.wait_for_function("it => it.contains(document.activeElement)", arg=form.element_handle())
    write(form, "gõ dở rồi thoát")
    leave(form)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(rows(page).filter(has_text="nháp, chưa gửi")).to_have_count(1)
    rows(page).filter(has_text="nháp, chưa gửi").click()
    expect(drawer(page).get_by_label("Việc đã làm")).to_have_value("gõ dở rồi thoát")
    drawer(page).get_by_role("button", name="Bỏ nháp").click()
    expect(drawer(page).get_by_text("Nháp, chưa gửi")).to_have_count(0)


def test_what_is_typed_is_kept_in_the_middle_of_a_sentence(somebody: Reader) -> None:
    """The field is not left: the page is loaded anew after a pause."""
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
    form = open_task(page, "II.3-04", unit="TTr")
    form.get_by_label("Việc đã làm").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("đang gõ giữa câu")
    expect(form.get_by_text("Nháp, chưa gửi")).to_be_visible()
    assert form.get_by_label("Việc đã làm").evaluate("it => it === document.activeElement")
    page.reload()
    field = drawer(page).get_by_label("Việc đã làm")
    expect(field).to_have_value("đang gõ giữa câu")
    # A whole file by mistake: what is kept of it stands there, and the field says that it was cut.
    field.click()
    file = "Cả một tệp. " * 90_000
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(file)
    expect(field).to_have_value(file[:LONGEST_TYPED])
    assert "chỉ còn phần đầu" in field.evaluate("it => it.validationMessage")
    expect(drawer(page).get_by_role("alert")).to_contain_text("chỉ còn phần đầu")
    page.reload()
    expect(drawer(page).get_by_role("alert")).to_contain_text("chỉ còn phần đầu")
    expect(field).to_have_value(file[:LONGEST_TYPED])
    drawer(page).get_by_role("button", name="Bỏ nháp").click()
    expect(drawer(page).get_by_text("Nháp, chưa gửi")).to_have_count(0)


def test_of_two_people_the_second_keeps_what_was_typed_and_sees_both(
    server: Server, browser: Browser, state: Path
) -> None:
    with (
        Reader.at(server, browser, Sight(DESK)) as first,
        Reader.at(server, browser, Sight(DESK)) as second,
    ):
        forms = []
        for reader in (first, second):
            page = reader.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
            forms.append(open_task(page, "II.6-01", unit="TTr"))
        before = len(words_on(state, "II.6-01"))
        write(forms[0], "Bản của người thứ nhất")
        forms[0].get_by_role("button", name="Gửi cập nhật").click()
        expect(forms[0]).to_have_count(0)
        write(forms[1], "Bản của người thứ hai")
        forms[1].get_by_role("button", name="Gửi cập nhật").click()
        expect(forms[1].get_by_text("Có bản mới hơn bản bạn đang sửa")).to_be_visible()
        sides = forms[1].locator(".work-choice .side")
        expect(sides.first).to_contain_text("Bản của người thứ nhất")
        expect(sides.nth(1)).to_contain_text("Bản của người thứ hai")
        assert len(words_on(state, "II.6-01")) == before + 1
        forms[1].get_by_role("button", name="Gửi bản đã chọn").click()
        expect(forms[1]).to_have_count(0)
    notes = [each["note"] for each in words_on(state, "II.6-01")]
    assert notes[before:] == ["Bản của người thứ nhất", "Bản của người thứ hai"]


def test_a_form_opened_before_a_restart_is_saved_after_it(browser: Browser, state: Path) -> None:
    """The server is killed, not stopped; another one on the same port serves the same page."""
    port = free_port()
    with (
        running_server(environment=environment(state), port=port) as before,
        Reader.at(before, browser, Sight(DESK)) as reader,
    ):
        page = reader.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
        form = open_task(page, "II.6-04", unit="TTr")
        choose(form, "Đang làm")
        write(form, "Gõ trước khi máy chủ khởi động lại")
        leave(form)
        before.process.kill()
        before.process.wait()
        with running_server(environment=environment(state), port=port):
            page.reload()
            form = drawer(page)
            expect(form.get_by_label("Việc đã làm")).to_have_value(
                "Gõ trước khi máy chủ khởi động lại"
            )
            form.get_by_role("button", name="Gửi cập nhật").click()
            expect(form).to_have_count(0)
    assert words_on(state, "II.6-04")[-1]["note"] == "Gõ trước khi máy chủ khởi động lại"


def test_an_update_by_somebody_elsewhere_is_told_in_an_open_form(
    somebody: Reader, state: Path
) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
    form = open_task(page, "II.3-02", unit="TTr")
    quarter = re.search(r"\d{4}", ILLUSTRATION)
    assert quarter is not None
    tell(
        state,
        *("task", "update", ILLUSTRATION, "II.3-02", "--quarter", f"{quarter[0]}-Q3"),
        *("--status", "behind", "--note", HOSTILE),
    )
    write(form, "của tôi")
    leave(form)
    expect(form.get_by_text("Có bản mới hơn bản bạn đang sửa")).to_be_visible()
    form.get_by_role("button", name="Gửi cập nhật").click()
    expect(form.locator(".work-choice").first).to_be_visible()
    expect(form.get_by_text("onerror=alert(1)")).to_be_visible()
    assert form.locator("img").count() == 0
    form.get_by_role("button", name="Bỏ bản của tôi").click()
    expect(form).to_have_count(0)
    assert somebody.complaints() == []


def test_script_texts_typed_in_every_field_show_as_text(somebody: Reader) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
    form = open_task(page, "II.3-01", unit="TTr")
    choose(form, "Vướng")
    for label in ("Việc đã làm", "Khó khăn, đề xuất", "Ai", "Làm gì"):
        form.get_by_label(label, exact=True).fill(HOSTILE)
    form.get_by_label("Việc đã làm").focus()
    form.get_by_role("button", name="Gửi cập nhật").click()
    # The day is missing, so it is said where; everything typed stays.
    told = form.get_by_role("alert").or_(page.get_by_text("Đã gửi:"))
    expect(told.first).to_be_visible()
    page.goto(f"{somebody.server.address}/chi-so?plan={ILLUSTRATION}&task=II.3-01")
    somebody.wait()
    assert page.locator(".ddci img").count() == 0
    assert somebody.wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_drawer_fits_a_phone(server: Server, browser: Browser, theme: str) -> None:
    with Reader.at(server, browser, Sight(PHONE, theme)) as reader:  # type: ignore[arg-type]
        page = reader.open(SCREEN, plan=ILLUSTRATION, unit="TTr")
        assert sideways(page) + cut_off(page) + poking_out(page) == []
        form = open_task(page, "II.3-05", unit="VP")
        # It slides in from the side.
        page.wait_for_function(
            "it => it.getBoundingClientRect().right <= innerWidth + 1", arg=form.element_handle()
        )
        box = form.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert wider_than_it_is(form) == []
        choose(form, "Đang làm")
        form.get_by_role("button", name="Gửi cập nhật").click()
        expect(form).to_have_count(0)


def wider_than_it_is(form: Locator) -> list[str]:
    """Boxes of the drawer that scroll sideways or hide what does not fit."""
    found: list[str] = form.evaluate(
        """it => [it, ...it.querySelectorAll('*')]
            .filter(box => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1
                && !['visible', 'clip'].includes(getComputedStyle(box).overflowX)
                && !box.closest('svg') && !box.matches('input, textarea'))
            .map(box => `${box.outerHTML.slice(0, 120)}: ${box.scrollWidth}`)"""
    )
    return found


def test_many_tasks_in_one_table(somebody: Reader, state: Path) -> None:
    page = somebody.open(SCREEN, plan=ILLUSTRATION, unit="TDC")
    page.get_by_role("button", name="Sửa nhiều việc").click()
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    before = len(words_on(state, "II.4-04"))
    wait_until_still(page)
    # The note of the first row.
    cell = table.locator("[role=gridcell][aria-selected=true]")
    typed = page.locator("#portal textarea")
    table.click(position=NOTE_OF_FIRST_ROW)
    expect(cell).to_have_count(1)
    page.keyboard.press("Enter")
    expect(typed).to_be_focused()
    page.keyboard.type("Ghi trong bảng")
    expect(typed).to_have_value("Ghi trong bảng")
    # The cell is left and the click made before anything else runs: nobody is faster.
    save = page.get_by_role("button", name="Gửi tất cả thay đổi")
    typed.evaluate(
        """(cell, save) => {
            cell.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}))
            save.click()
        }""",
        save.element_handle(),
    )
    expect(page.get_by_text("Đã gửi 1 nhiệm vụ")).to_be_visible()
    entries = words_on(state, "II.4-04")
    assert len(entries) == before + 1
    assert entries[-1]["note"] == "Ghi trong bảng"
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác")).to_be_visible()
    assert words_on(state, "II.4-04")[-1] == entries[-2]
