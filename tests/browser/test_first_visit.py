"""A page is opened in a real browser, through the gate."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

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
