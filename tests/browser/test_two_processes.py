"""Two processes on one PostgreSQL behind nginx, by the configuration that is documented.

One is killed while people save through both: whoever was there goes on at the other, signed in as
before, with what was typed still in the form, and nothing that was said to be saved is lost.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect
from websockets.sync.client import ClientConnection

from ddci_tracker.services import api_tokens, installation
from ddci_tracker.services.drafts import drafts_of
from ddci_tracker.services.history import history_of
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import DEFAULT, Words
from tests.browser.busy import (
    TASKS,
    assert_all_kept,
    join_the_busy,
    saving,
    wait_until_all_save,
)
from tests.browser.people import OWNER, token_in, tracker_in
from tests.browser.proxy import Proxy, nginx_before
from tests.browser.reading import ILLUSTRATION, SETTLED, own_profile, wait_until
from tests.browser.serving import Server, free_port, open_socket, running_server
from tests.browser.working import Worker
from tests.databases import empty_schema

SAY = Words.of(DEFAULT).text
WHO_LETS_IN = Actor(name="quan-tri", role=Role.ADMINISTRATOR, agencies=None)
MINE, HERS = "Gõ ở tiến trình sắp mất", "Gõ ở tiến trình còn lại"
# A key falls to one of two processes by chance.
MOST_TOKENS = 40
# How often somebody closes the browser on what was just sent.
LEAVES = 4


@dataclass(slots=True)
class Pair:
    """Two processes, which can be killed and started again at their ports."""

    environment: dict[str, str]
    ports: tuple[int, int]
    servers: dict[int, Server] = field(default_factory=dict)
    _running: dict[int, ExitStack] = field(default_factory=dict)

    def start(self, port: int) -> None:
        running = self._running[port] = ExitStack()
        self.servers[port] = running.enter_context(
            running_server(environment=self.environment, port=port)
        )

    def kill(self, port: int) -> None:
        self.servers[port].process.kill()
        self._running.pop(port).close()

    def close(self) -> None:
        for running in self._running.values():
            running.close()


@contextmanager
def pair_on(database_url: str, state: Path) -> Iterator[Pair]:
    environment = {
        "DDCI_STATE_DIR": str(state),
        "DDCI_DATABASE_URL": database_url,
        "DDCI_ALLOWED_HOSTS": "localhost",
        "DDCI_TRUSTED_PROXIES": "127.0.0.1",
        "DDCI_API_PER_MINUTE": "1000",
    }
    pair = Pair(environment, (free_port(), free_port()))
    try:
        for port in pair.ports:
            pair.start(port)
        yield pair
    finally:
        pair.close()


def token_at(proxy: Proxy, port: int, tracker: Tracker, name: str) -> str:
    """A session of somebody whom nginx leads to the process on a port."""
    tokens = (token_in(tracker, name) for _ in range(MOST_TOKENS))
    return next(token for token in tokens if proxy.port_for(token) == port)


def comes_to(proxy: Proxy, token: str, port: int) -> bool:
    return proxy.port_for(token) == port


def open_task(profile_page: Page, proxy: Proxy, task: str) -> Page:
    query = urlencode({"plan": ILLUSTRATION, "task": task})
    profile_page.goto(f"{proxy.address}/viec-cua-toi?{query}")
    choice = profile_page.get_by_role("radio", name="Đang làm", exact=True)
    choice.click()
    expect(choice).to_be_checked()
    return profile_page


def type_note(page: Page, text: str) -> None:
    field_of_note = page.get_by_role("dialog").get_by_label("Việc đã làm")
    field_of_note.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def send(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Gửi cập nhật").click()
    told = page.locator(".ddci.told.done").first
    again = page.get_by_role("button", name=SAY("Back to the page"))
    expect(told.or_(again)).to_be_visible()
    if again.is_visible():
        # Pressed while the page was away: it says so, and keeps what was typed.
        again.click()
        page.get_by_role("dialog").get_by_role("button", name="Gửi cập nhật").click()
    expect(told).to_be_visible()


def read_by_token(server: Server, token: str, path: str) -> tuple[int, object]:
    """Status and answer, without the moment at which it was asked."""
    status, body = server.get(f"/api/v1{path}", {"Authorization": f"Bearer {token}"})
    answer = json.loads(body)
    return status, answer if isinstance(answer, list) else {**answer, "known_at": None}


def test_people_go_on_at_the_other_process_when_one_is_killed(
    browser: Browser, postgres_url: str, nginx: str, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(empty_schema(postgres_url))
        tracker = tracker_in(tmp_path / "state", url)
        stack.callback(tracker.engine.dispose)
        installation.prepare(tracker)
        join_the_busy(tracker)
        pair = stack.enter_context(pair_on(url, tmp_path / "state"))
        proxy = stack.enter_context(nginx_before(pair.ports, nginx, tmp_path / "nginx"))
        tokens = {name: token_in(tracker, name) for name in TASKS}
        lost, left = pair.ports
        pages: dict[int, Page] = {}
        at: dict[int, str] = {}
        for port in (lost, left):
            at[port] = token_at(proxy, port, tracker, "minh")
            profile = stack.enter_context(own_profile(browser, trusts_any_name=True))
            cookie = {
                "name": "__Host-ddci_session",
                "value": at[port],
                "url": proxy.address,
                "secure": True,
            }
            profile.add_cookies([cookie])  # type: ignore[list-item]
            pages[port] = profile.new_page()
        mine = open_task(pages[lost], proxy, "II.4-01")
        hers = open_task(pages[left], proxy, "II.6-04")
        token = api_tokens.make_token(
            tracker,
            WHO_LETS_IN,
            "IOC",
            now=datetime.now(UTC),
        )
        with saving(lambda name: proxy.open_socket(tokens[name])) as busy:
            wait_until_all_save(busy)
            type_note(mine, MINE)
            type_note(hers, HERS)
            pair.kill(lost)
            app = mine.get_by_test_id("stApp")
            expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
            expect(mine.get_by_role("dialog").get_by_label("Việc đã làm")).to_have_value(MINE)
            send(mine)
            send(hers)
            wait_until_all_save(busy)
        assert "/viec-cua-toi" in mine.url, "nobody had to sign in anew"
        assert_all_kept(tracker, busy)
        # It comes back, and what is asked for beside the open page falls to it again.
        pair.start(lost)
        back = partial(comes_to, proxy, at[lost], lost)
        wait_until(mine, back, "nginx asks the process that has come back")
        add_evidence(mine, proxy)
        answers = [read_by_token(server, token, "/plans") for server in pair.servers.values()]
        boards = [
            read_by_token(server, token, f"/plans/{ILLUSTRATION}/board")
            for server in pair.servers.values()
        ]
        assert [status for status, _ in (*answers, *boards)] == [200] * 4
        assert answers[0] == answers[1]
        assert boards[0] == boards[1]
        (kept,) = api_tokens.list_tokens(tracker, WHO_LETS_IN)
        api_tokens.revoke_token(tracker, WHO_LETS_IN, kept.token_hash)
        refused = [read_by_token(server, token, "/plans")[0] for server in pair.servers.values()]
        assert refused == [401, 401]


def add_evidence(page: Page, proxy: Proxy) -> None:
    """Attach a file, without loading the page anew: its websocket is where it went on."""
    drawer = page.get_by_role("dialog")
    page.wait_for_selector(SETTLED)
    if not drawer.count():
        open_task(page, proxy, "II.4-01")
    drawer.get_by_text(SAY("Evidence ({count})", count=0)).click()
    drawer.locator("input[type=file]").set_input_files(
        {"name": "biên bản.txt", "mimeType": "text/plain", "buffer": "Đã họp".encode()}
    )
    expect(drawer.get_by_text("biên bản.txt").first).to_be_visible()
    drawer.get_by_role("button", name=SAY("Add the evidence")).click()
    expect(page.locator(".st-key-told").first).to_be_visible()


def test_two_servers_on_one_sqlite_file_lose_nothing_nor_does_whoever_leaves_mid_save(
    first_state: Path, tmp_path: Path
) -> None:
    state = Path(shutil.copytree(first_state, tmp_path / "state"))
    tracker = tracker_in(state)
    join_the_busy(tracker)
    tokens = {name: token_in(tracker, name) for name in TASKS}
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with (
        running_server(environment=environment) as one,
        running_server(environment=environment) as other,
    ):
        # Whoever is cut off would be counted; nobody is.
        at = dict(zip(TASKS, (one, other, one), strict=True))
        opens = partial(open_page_at, at, tokens)
        with saving(opens) as busy:
            wait_until_all_save(busy)
            wait_until_all_save(busy)
        assert [each.cut_off for each in busy.values()] == [0] * len(TASKS)
        assert_all_kept(tracker, busy)
        name, task = next(iter(TASKS.items()))
        for number in range(LEAVES):
            note = f"Đóng trình duyệt {number}"
            with opens(name) as opened:
                worker = Worker(opened, ILLUSTRATION)
                worker.open_task(task)
                worker.fill_in(note)
                worker.press_and_leave()
            assert is_there_or_a_draft(tracker, name, note)
    tracker.engine.dispose()


def open_page_at(
    at: Mapping[str, Server], tokens: Mapping[str, str], name: str
) -> ClientConnection:
    return open_socket(at[name], headers={"Cookie": f"ddci_session={tokens[name]}"})


def is_there_or_a_draft(tracker: Tracker, name: str, note: str) -> bool:
    """Whether a note is recorded, or waits in a draft; it is never half of either."""
    drafts = drafts_of(tracker, Actor.owner(name), ILLUSTRATION).values()
    if any(note in draft.body for draft in drafts):
        return True
    entries = history_of(tracker, OWNER, ILLUSTRATION, now=datetime.now(UTC))
    return note in [(entry.after or {}).get("note") for entry in entries]
