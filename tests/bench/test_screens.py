"""How fast the screens are: on the server, for fifty readers at once, and in a browser.

Server times run from asking for a look to the end of its script, and are set against a page of as
many empty elements, served the same way in the same run, so that they compare between machines.
CPU time is that of the whole server process for a look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from ddci_tracker.services import boards, installation, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.tracker import Tracker
from tests.bench.figures import Figures, p50, p95
from tests.bench.processes import cpu_seconds, resident_megabytes
from tests.browser.conftest import FLAGS
from tests.browser.people import OWNER, tracker_in
from tests.browser.reading import ILLUSTRATION, SCREENS
from tests.browser.serving import Server, open_socket, running_server, write_entry

QUERY = f"plan={ILLUSTRATION}"
WARM_UP, LOOKS, FIRST_LOOKS = 5, 60, 15
READERS = 50
STARTS = 5
VISITORS = 3
OVERVIEW, OTHERS_MOST, OVERVIEW_MOST, OVERVIEW_MS = "tong-quan", 2.5, 1.5, 5
# Those who look at once: the first screen, the heaviest, and two that people work on.
CROWDED = ("tong-quan", "can-xu-ly", "viec-cua-toi", "hop")
AT_ONCE_MOST, AFTER_A_CHANGE_MOST = 0.4, 1.0
# Streamlit keeps so many closed sessions for two minutes, in case their browsers come back: what
# those hold is there before it is asked whether any more is kept.
OPENED_BEFORE, OPENED = 300, 1000
MBIT_20 = {
    "offline": False,
    "latency": 5,
    "downloadThroughput": 20_000_000 / 8,
    "uploadThroughput": 20_000_000 / 8,
}

EMPTY_PAGE = """\
for _ in range(int(st.query_params.get("elements", "0"))):
    st.text("")
"""

# Notes when the last part of a page stands and a frame with it has been painted.
PAINTED = """
new MutationObserver((_, watching) => {
    if (!document.querySelector(LAST)) return;
    watching.disconnect();
    const note = () => { window.painted = performance.now(); };
    requestAnimationFrame(() => requestAnimationFrame(note));
}).observe(document, {childList: true, subtree: true});
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a browser opens, and a selector of the last part of it."""

    path: str
    last: str
    megabytes_most: float
    seconds_most: float

    def __str__(self) -> str:
        return self.path


PAGES = (
    Page("/tong-quan", ".ddci.overview .item", 1.3, 1.0),
    Page("/nhanh", ".phone footer a", 0.1, 0.2),
    Page("/man-hinh", ".wall .page:last-child footer", 0.1, 0.2),
)


# As light as a page can be: what a browser needs for itself on this machine.
BLANK = Page("/blank", "p", 0.1, 0.2)


class _Blank(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Blank</title><p>Blank")

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@dataclass(slots=True)
class Reader:
    """An open page without a browser: it asks for reruns, and keeps large elements as one does."""

    opened: ClientConnection
    kept: set[str] = field(default_factory=set)

    def look(self, page: str, query: str) -> list[ForwardMsg]:
        """What the server sends until the script of a page has ended."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        self.opened.send(asked.SerializeToString())
        sent: list[ForwardMsg] = []
        while not sent or sent[-1].WhichOneof("type") != "script_finished":
            sent.append(ForwardMsg.FromString(self.opened.recv(60, decode=False)))
        self.kept |= {message.hash for message in sent if message.metadata.cacheable}
        return sent

    def timed(self, page: str, query: str) -> float:
        """Milliseconds of one look."""
        began = time.perf_counter()
        self.look(page, query)
        return (time.perf_counter() - began) * 1000


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit in a browser: what came over the wire, and when all was painted."""

    kilobytes: float
    requests: int
    milliseconds: float


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the shipped plans and the illustration."""
    folder = tmp_path_factory.mktemp("state")
    opened = tracker_in(folder)
    installation.prepare(opened)
    opened.engine.dispose()
    return folder


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    """The tracker itself."""
    with tracker(state) as running:
        yield running


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose page has as many empty elements as its address asks for."""
    with running_server(write_entry(tmp_path_factory.mktemp("empty"), EMPTY_PAGE)) as running:
        yield running


@pytest.fixture(scope="module")
def blank() -> Iterator[str]:
    """The address of a server that answers with next to nothing."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Blank) as answering:
        Thread(target=answering.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{answering.server_address[1]}"
        answering.shutdown()


@pytest.fixture(scope="module")
def same(state: Path) -> Iterator[Tracker]:
    """The same tracker from this process, to change something by."""
    opened = tracker_in(state)
    yield opened
    opened.engine.dispose()


def test_server_time_of_each_screen(server: Server, empty: Server, figures: Figures) -> None:
    with readers_of(server, 1) as (here,), readers_of(empty, 1) as (there,):
        for screen in SCREENS:
            drawn = elements(here.look(screen, QUERY))
            blank = f"elements={drawn}"
            ours, theirs = in_turns(
                Timed(server, partial(here.look, screen, QUERY)),
                Timed(empty, partial(there.look, "", blank)),
            )
            is_overview = screen == OVERVIEW
            ratio_most = OVERVIEW_MOST if is_overview else OTHERS_MOST
            add = partial(figures.add, f"look at {screen}")
            add("p50", p50(ours.took), "ms", most=OVERVIEW_MS if is_overview else None)
            add("p95", p95(ours.took), "ms")
            add("CPU of the server", ours.cpu_each, "ms")
            add(f"{drawn} empty elements, p50", p50(theirs.took), "ms")
            add(f"{drawn} empty elements, CPU", theirs.cpu_each, "ms")
            add("ratio of p50", p50(ours.took) / p50(theirs.took), most=ratio_most)
            add("ratio of CPU", ours.cpu_each / theirs.cpu_each, most=ratio_most)
            add("somebody's first, p50", p50(first_looks(server, screen)), "ms")


def test_fifty_readers_at_once(server: Server, same: Tracker, figures: Figures) -> None:
    """All of them ask at once: for what stands, after a change, or for the first time."""

    def ask(readers: Sequence[Reader], screen: str, when: str, most: float | None = None) -> None:
        before = cpu_seconds(server.process.pid)
        with ThreadPoolExecutor(READERS) as threads:
            looks = [threads.submit(reader.timed, screen, QUERY) for reader in readers]
            took = [look.result() / 1000 for look in looks]
        add = partial(figures.add, f"look at {screen}, {READERS} at once{when}")
        add("until the last has it", max(took), "s", most=most)
        add("CPU of the server", cpu_seconds(server.process.pid) - before, "s", most=most)

    with readers_of(server, READERS) as readers:
        for screen in SCREENS:
            for reader in readers:
                reader.look(screen, QUERY)
            ask(readers, screen, "", AT_ONCE_MOST)
            if screen in CROWDED:
                change(same)
                ask(readers, screen, ", after a change", AFTER_A_CHANGE_MOST)
    for screen in CROWDED:
        with readers_of(server, READERS) as readers:
            ask(readers, screen, ", the first look of each")


def test_memory(state: Path, empty: Server, figures: Figures) -> None:
    with tracker(state) as server:
        add = partial(figures.add, "memory")
        add("of the server after its start", resident_megabytes(server.process.pid), "MB")
        with readers_of(server, 1) as (reader,):
            drawn = elements(reader.look(OVERVIEW, QUERY))
            for screen in SCREENS:
                reader.look(screen, QUERY)
        ours = kilobytes_of_a_reader(server, OVERVIEW, QUERY)
        theirs = kilobytes_of_a_reader(empty, "", f"elements={drawn}")
        add("an idle browser", ours, "kB")
        add("an idle browser, of empty elements", theirs, "kB")
        add("an idle browser beyond Streamlit's own", ours - theirs, "kB", most=100)
        open_and_close(server, OPENED_BEFORE)
        before = resident_megabytes(server.process.pid)
        open_and_close(server, OPENED)
        after = resident_megabytes(server.process.pid)
        add(f"growth over {OPENED:,} opened and closed", after - before, "MB", most=after * 0.02)


def test_time_to_healthy_on_an_existing_database(state: Path, figures: Figures) -> None:
    took = []
    for _ in range(STARTS):
        began = time.perf_counter()
        with tracker(state):
            took.append(time.perf_counter() - began)
    figures.add("start", f"healthy, p50 of {STARTS}", p50(took), "s")
    figures.add("start", f"healthy, worst of {STARTS}", max(took), "s")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_visits_in_a_browser(
    page: Page, server: Server, blank: str, chromium: str, figures: Figures
) -> None:
    """Over the wire, and until all is painted at 1920x1080; the middle of some visitors.

    What limits the speed of the wire leaves out the websocket: what comes over it is little.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for speed, limits in (("full speed", None), ("20 Mbit/s", MBIT_20)):
            visits: dict[str, list[Visit]] = {"cold": [], "warm": []}
            blanks: list[float] = []
            for _ in range(VISITORS):
                # Playwright waits by evaluating a text, which the page's own policy forbids.
                visitor = browser.new_context(
                    viewport={"width": 1920, "height": 1080}, bypass_csp=True
                )
                for seen in visits.values():
                    seen.append(visit(visitor, server.address, page, limits))
                visitor.close()
                if limits is None:
                    with browser.new_context(bypass_csp=True) as other:
                        blanks.append(visit(other, blank, BLANK, None).milliseconds / 1000)
            for kind, seen in visits.items():
                bounded = kind == "cold" and limits is None
                painted = p50([each.milliseconds for each in seen]) / 1000
                megabytes = p50([each.kilobytes for each in seen]) / 1000
                add = partial(figures.add, f"visit of {page}")
                add(
                    f"painted, {kind}, {speed}",
                    painted,
                    "s",
                    most=page.seconds_most if bounded else None,
                )
                if bounded:
                    add("painted, cold, beyond a blank page", painted - p50(blanks), "s")
                if limits is None:
                    add(
                        f"over the wire, {kind}",
                        megabytes,
                        "MB",
                        most=page.megabytes_most if bounded else None,
                    )
                    add(f"requests, {kind}", seen[-1].requests)
        browser.close()


@contextmanager
def tracker(state: Path) -> Iterator[Server]:
    environment = {"DDCI_STATE_DIR": str(state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as running:
        yield running


@contextmanager
def readers_of(server: Server, count: int) -> Iterator[list[Reader]]:
    with ExitStack() as all_open:
        yield [Reader(all_open.enter_context(open_socket(server))) for _ in range(count)]


@dataclass(slots=True)
class Timed:
    """Looks at a server: how many milliseconds each took, and the CPU time of all of them."""

    server: Server
    look: Callable[[], object]
    took: list[float] = field(default_factory=list)
    cpu: float = 0

    def once(self) -> None:
        began, cpu = time.perf_counter(), cpu_seconds(self.server.process.pid)
        self.look()
        self.took.append((time.perf_counter() - began) * 1000)
        self.cpu += cpu_seconds(self.server.process.pid) - cpu

    @property
    def cpu_each(self) -> float:
        """Milliseconds a look."""
        return self.cpu * 1000 / len(self.took)


def in_turns(*all_timed: Timed) -> tuple[Timed, ...]:
    """Each of them, in turns so that whatever else the machine does hits all alike."""
    for _ in range(WARM_UP):
        for timed in all_timed:
            timed.look()
    for _ in range(LOOKS):
        for timed in all_timed:
            timed.once()
    return all_timed


def change(tracker: Tracker) -> None:
    """Say something new of a task of the illustration."""
    now = datetime.now(UTC)
    board = boards.look_at(tracker, OWNER, ILLUSTRATION, now=now)
    said = next(view.said for _, view in board.all_tasks() if view.said is not None)
    again = Act(actor=OWNER, now=now)
    task_updates.update_task(tracker, ILLUSTRATION, said, again)


def kilobytes_of_a_reader(server: Server, page: str, query: str) -> float:
    """What a server holds for each of those who have a page open and do nothing."""
    # What the first ones make it hold, it holds for all.
    open_and_close(server, READERS, page=page, query=query)
    before = resident_megabytes(server.process.pid)
    with readers_of(server, READERS) as readers:
        for reader in readers:
            reader.look(page, query)
        return (resident_megabytes(server.process.pid) - before) * 1000 / READERS


def open_and_close(server: Server, times: int, *, page: str = OVERVIEW, query: str = QUERY) -> None:
    for _ in range(times):
        with readers_of(server, 1) as (reader,):
            reader.look(page, query)


def first_looks(server: Server, screen: str) -> list[float]:
    """Milliseconds for readers who open a screen, one after the other."""
    took = []
    for _ in range(FIRST_LOOKS):
        with readers_of(server, 1) as (reader,):
            took.append(reader.timed(screen, QUERY))
    return took


def elements(sent: Sequence[ForwardMsg]) -> int:
    """How many elements and containers a run drew."""
    return sum(message.WhichOneof("type") in {"delta", "ref_hash"} for message in sent)


def visit(
    visitor: BrowserContext, address: str, page: Page, limits: dict[str, float] | None
) -> Visit:
    """Open a page in a tab of its own and wait until all of it has been painted."""
    tab = visitor.new_page()
    wire = visitor.new_cdp_session(tab)
    loaded: list[float] = []
    frames: list[int] = []
    wire.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    # Counted unpacked and in base64 here; on the wire they are deflated.
    wire.on(
        "Network.webSocketFrameReceived",
        lambda event: frames.append(len(event["response"]["payloadData"]) * 3 // 4),
    )
    wire.send("Network.enable")
    if limits:
        wire.send("Network.emulateNetworkConditions", limits)
    tab.add_init_script(f"const LAST = '{page.last}';{PAINTED}")
    tab.goto(f"{address}{page.path}?{QUERY}")
    tab.wait_for_function("window.painted")
    milliseconds = tab.evaluate("window.painted")
    tab.wait_for_load_state("networkidle")
    tab.close()
    return Visit((sum(loaded) + sum(frames)) / 1000, len(loaded), milliseconds)
