"""A page is opened in a real browser, through the gate."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.browser.reading import wait_until
from tests.browser.serving import running_server, write_entry

SCRIPT = """\
def overview():
    st.title("Tổng quan")
    if st.button("Hỏng"):
        raise ValueError("nội dung không ai được thấy")

def start():
    st.switch_page(screens[1])

screens = [
    st.Page(start, default=True, visibility="hidden"),
    st.Page(overview, title="Tổng quan", url_path="tong-quan"),
]
st.navigation(screens, position="top").run()
"""


def test_a_page_opens_in_vietnamese_and_asks_nobody_else(tmp_path: Path, browser: Browser) -> None:
    requested: list[str] = []
    said: list[str] = []
    with running_server(write_entry(tmp_path, SCRIPT)) as server, browser.new_page() as page:
        page.on("request", lambda request: requested.append(request.url))
        page.on("websocket", lambda socket: requested.append(socket.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{server.address}/?as_of=2026-08-20")
        expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible()
        expect(page).to_have_url(f"{server.address}/tong-quan?as_of=2026-08-20")
        expect(page).to_have_title("Tổng quan")
        expect(page.locator("html")).to_have_attribute("lang", "vi")
        page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in requested} == {f"localhost:{server.port}"}
    assert any(url.endswith("/_stcore/stream") for url in requested)
    assert said == []


CONTROLS = """\
from datetime import date

def overview():
    st.title("Tổng quan")
    st.date_input("Tính đến ngày", value=date(2026, 11, 5), format="DD/MM/YYYY")
    st.date_input("Khoảng", value=(date(2026, 11, 5), date(2026, 11, 9)), format="DD/MM/YYYY")
    st.file_uploader("Tệp", type=["docx"])
    st.selectbox("Đơn vị", ["một", "Open"], index=None, placeholder="chọn")
    st.text_input("Ghi chú")
    st.markdown("Upload")
    st.data_editor({"Cột": ["Search"]}, num_rows="dynamic")

screens = [
    st.Page(lambda: None, title="DDCI", default=True, visibility="hidden"),
    st.Page(overview, title="Tổng quan", url_path="tong-quan"),
]
st.navigation(screens, position="top").run()
"""
# What screen readers and eyes are told, without what is typed, printed or chosen.
_SAID = """() => {
    const names = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder'];
    const isText = node => node.nodeType === Node.TEXT_NODE;
    const texts = each => each.closest('canvas, [data-testid=stIconMaterial]')
        ? [] : [...each.childNodes].filter(isText).map(node => node.nodeValue.trim());
    return [...document.querySelectorAll('body *:not(style, script, noscript)')]
        .flatMap(each => [...names.map(name => each.getAttribute(name)), ...texts(each)])
        .filter(Boolean);
}"""
_ENGLISH = re.compile(
    r"\b(?:date|day|month|year|November|choose|select|open|close|drag|drop|file|per|upload|press|"
    r"enter to|skip|content|pages|search|row|column|download|fullscreen|show|hide|sort|found|"
    r"page|connection|streamlit|available|results)\b",
    re.IGNORECASE,
)


def test_what_streamlit_fixes_in_english_is_vietnamese(tmp_path: Path, browser: Browser) -> None:
    """In a browser that speaks English itself."""
    with (
        running_server(write_entry(tmp_path, CONTROLS)) as server,
        browser.new_page(locale="en-US") as page,
    ):
        said: set[str] = set()

        def listen() -> None:
            said.update(page.evaluate(_SAID))

        page.goto(f"{server.address}/tong-quan")
        expect(page.get_by_test_id("stDataFrameResizable")).to_be_visible()
        listen()
        # What people and plans say stays as it is.
        expect(page.get_by_test_id("stMarkdown").get_by_text("Upload", exact=True)).to_be_visible()
        for field in page.get_by_test_id("stDateInput").all():
            field.get_by_role("button").last.click()
            expect(page.locator("th", has_text="T2").first).to_be_visible()
            listen()
            page.keyboard.press("Escape")
        page.get_by_label("Ghi chú").fill("a")
        expect(page.get_by_text("Nhấn Enter để áp dụng")).to_be_visible()
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
            {"name": "a.exe", "mimeType": "application/octet-stream", "buffer": b"x"}
        )
        expect(page.get_by_text("Không nhận tệp")).to_be_visible()
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
            {"name": "a.docx", "mimeType": "application/octet-stream", "buffer": b"x" * 1300}
        )
        expect(page.get_by_text("1,3\u00a0KB")).to_be_visible()
        page.get_by_role("combobox", name="Đơn vị").fill("zzz")
        expect(page.get_by_text("Không tìm thấy")).to_be_visible()
        listen()
        page.goto(f"{server.address}/khong-co-trang-nay")
        expect(page.get_by_role("dialog")).to_contain_text("Không có trang nào ở địa chỉ")
        listen()
    said -= {"Upload", "Open", "Search", "dd", "mm", "yyyy"}
    assert {each for each in said if _ENGLISH.search(each)} == set()
    assert "Tháng 11" in said


def test_what_is_slipped_onto_a_page_does_not_run(tmp_path: Path, browser: Browser) -> None:
    with running_server(write_entry(tmp_path, SCRIPT)) as server, browser.new_page() as page:
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{server.address}/tong-quan")
        expect(page.get_by_role("heading", name="Tổng quan")).to_be_visible()
        assert refused == []
        page.evaluate(_SLIPPED_IN)
        wait_until(page, lambda: len(refused) >= 6, "every attempt is refused")
        assert page.evaluate("window.hit ?? null") is None
        assert all("Content Security Policy" in each for each in refused), refused


_SLIPPED_IN = """() => {
    const put = (name, attributes, text = '') => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        element.textContent = text;
        document.body.append(element);
        return element;
    };
    put('script', {}, 'window.hit = 1');
    put('script', {src: 'data:text/javascript,window.hit = 2'});
    put('script', {src: 'https://example.vn/hit.js'});
    put('a', {href: 'javascript:window.hit = 3', onclick: 'window.hit = 4'}).click();
    setTimeout('window.hit = 5', 0);
}"""


def test_a_screen_that_fails_shows_a_number_that_the_log_knows(
    tmp_path: Path, browser: Browser
) -> None:
    with running_server(write_entry(tmp_path, SCRIPT)) as server, browser.new_page() as page:
        page.goto(f"{server.address}/tong-quan")
        page.get_by_role("button", name="Hỏng").click()
        alert = page.get_by_test_id("stAlert")
        expect(alert).to_be_visible()
        reference = alert.inner_text().rstrip(".").split()[-1]
        shown = page.content()
        log = server.said()
    assert f"reference={reference} error=ValueError" in log
    assert log.count("Traceback (most recent call last)") == 1
    assert "nội dung không ai được thấy" in log
    assert "nội dung không ai được thấy" not in shown
    assert "Traceback" not in shown
