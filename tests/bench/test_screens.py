"""How fast the screens are: on the server, for fifty readers at once, and in a browser.

Nothing here fails for being slow; the tables are for people. Server times run from asking for a
look to the end of its script, and are set against a page of as many empty elements, served the
same way in the same run, so that they compare between machines.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from ddci_tracker.services import installation
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings
from tests.browser.reading import ILLUSTRATION, SCREENS
from tests.browser.serving import Server, open_socket, running_server, write_entry

QUERY = f"plan={ILLUSTRATION}"
WARM_UP, LOOKS, FIRST_LOOKS = 5, 60, 15
READERS = 50
STARTS = 5
VISITORS = 3

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

    def __str__(self) -> str:
        return self.path


PAGES = (
    Page("/tong-quan", ".ddci.overview .item"),
    Page("/nhanh", ".phone footer a"),
    Page("/man-hinh", ".wall .page:last-child footer"),
)


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
    settings = load_settings({"DDCI_STATE_DIR": str(folder)})
    opened = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
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


@pytest.fixture(scope="module", autouse=True)
def _a_line_of_its_own() -> None:
    print()


def test_server_time_of_each_screen(server: Server, empty: Server) -> None:
    print("\nServer time of a look; beside it a page of as many empty elements")
    print(f"{'screen':<12}{'elements':>9}{'p50 ms':>9}{'p95 ms':>9}{'empty p50':>11}", end="")
    print(f"{'empty p95':>11}{'p50 ratio':>11}{'p95 ratio':>11}{'first look p50 ms':>19}")
    with readers_of(server, 1) as (here,), readers_of(empty, 1) as (there,):
        for screen in SCREENS:
            drawn = elements(here.look(screen, QUERY))
            blank = f"elements={drawn}"
            ours, theirs = in_turns(
                partial(here.timed, screen, QUERY), partial(there.timed, "", blank)
            )
            print(
                f"{screen:<12}{drawn:>9}{p50(ours):>9.1f}{p95(ours):>9.1f}{p50(theirs):>11.1f}"
                f"{p95(theirs):>11.1f}{p50(ours) / p50(theirs):>11.2f}"
                f"{p95(ours) / p95(theirs):>11.2f}{p50(first_looks(server, screen)):>19.1f}"
            )


def test_fifty_readers_at_once(server: Server) -> None:
    print(f"\nSeconds until each of {READERS} readers who ask at once has the screen")
    print(f"{'screen':<12}{'first':>9}{'p50':>9}{'last':>9}")
    with readers_of(server, READERS) as readers, ThreadPoolExecutor(READERS) as threads:
        for screen in SCREENS:
            for reader in readers:
                reader.look(screen, QUERY)
            looks = [threads.submit(reader.timed, screen, QUERY) for reader in readers]
            took = [look.result() / 1000 for look in looks]
            print(f"{screen:<12}{min(took):>9.2f}{p50(took):>9.2f}{max(took):>9.2f}")


def test_time_to_healthy_on_an_existing_database(state: Path) -> None:
    took = []
    for _ in range(STARTS):
        began = time.perf_counter()
        with tracker(state):
            took.append(time.perf_counter() - began)
    print(f"\nHealthy after {p50(took):.2f} s (p50 of {STARTS} starts), {max(took):.2f} s at worst")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_visits_in_a_browser(page: Page, server: Server, chromium: str) -> None:
    print(f"\n{page.path} in Chromium, 1920×1080: over the wire, and until all is painted")
    print(f"{'visit':<12}{'kB':>9}{'requests':>10}{'painted ms':>12}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(VISITORS):
            # Playwright waits by evaluating a text, which the page's own policy forbids.
            visitor = browser.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
            for kind in ("cold", "warm"):
                seen = visit(visitor, server, page)
                print(
                    f"{kind:<12}{seen.kilobytes:>9.0f}{seen.requests:>10}{seen.milliseconds:>12.0f}"
                )
            visitor.close()
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


def in_turns(
    ours: Callable[[], float], theirs: Callable[[], float]
) -> tuple[list[float], list[float]]:
    """Times of both, measured in turns so that whatever else the machine does hits both."""
    for _ in range(WARM_UP):
        ours()
        theirs()
    rounds = [(ours(), theirs()) for _ in range(LOOKS)]
    return [our for our, _ in rounds], [their for _, their in rounds]


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


def p50(times: Sequence[float]) -> float:
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def visit(visitor: BrowserContext, server: Server, page: Page) -> Visit:
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
    tab.add_init_script(f"const LAST = '{page.last}';{PAINTED}")
    tab.goto(f"{server.address}{page.path}?{QUERY}")
    tab.wait_for_function("window.painted")
    milliseconds = tab.evaluate("window.painted")
    tab.wait_for_load_state("networkidle")
    tab.close()
    return Visit((sum(loaded) + sum(frames)) / 1000, len(loaded), milliseconds)
