"""A large installation beside a small one: 2,000 plans, 106,000 tasks, a million versions.

What somebody of one agency looks at must not become slower by what others have: the same plan is
looked at in both in turns. A search looks through all of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import boards, frozen_months
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.searches import search
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.engine import make_engine, reading
from ddci_tracker.store.migrations import upgrade
from ddci_tracker.store.queries import load_ledger
from tests.bench import large
from tests.bench.figures import Figures, p50, p95
from tests.bench.large import Made, Size
from tests.bench.test_saving import sign_in
from tests.bench.test_screens import Reader, Timed, in_turns
from tests.bench.test_tracker import YEAR_END, timed
from tests.browser.people import ADMINISTRATOR
from tests.browser.serving import Server, open_socket, running_server
from tests.databases import empty_schema
from tests.integration.services.made import CATALOG, DATA, NEXT_YEAR, OWNER, person

SMALL = Size(agencies=1, years=10, tasks=53)
# For a quick look at whether all of it still works: DDCI_BENCH_AGENCIES=5
LARGE = Size(agencies=int(os.environ.get("DDCI_BENCH_AGENCIES", "200")), years=10, tasks=53)
SLOWER_MOST, SEARCH_MS = 1.3, 100
ROUNDS, SEARCHES, STARTS = 30, 15, 3
LOOKED_AT = ("tong-quan", "chi-so", "can-xu-ly", "viec-cua-toi", "bao-cao", "ke-hoach", "lich-su")
TYPED = (
    "kế hoạch",
    "thủ tục hành chính",
    "doanh nghiệp",
    "ra so",
    "sở kế",
    "báo cáo lần 2",
    "thu",
    "xyzzy",
)


@dataclass(frozen=True, slots=True)
class Installation:
    """A filled database with a folder of its own."""

    tracker: Tracker
    made: Made

    @property
    def environment(self) -> dict[str, str]:
        url = self.tracker.engine.url.render_as_string(hide_password=False)
        return {"DDCI_STATE_DIR": str(self.tracker.state_dir), "DDCI_DATABASE_URL": url}


@dataclass(frozen=True, slots=True)
class Both:
    """The same plan in a small installation and in a large one, in the same kind of database."""

    small: Installation
    large: Installation

    @property
    def kind(self) -> str:
        return self.large.tracker.engine.dialect.name


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    with ExitStack() as until_the_end:

        def filled(size: Size) -> Installation:
            folder: Path = tmp_path_factory.mktemp("large")
            url = f"sqlite:///{(folder / 'ddci.sqlite3').as_posix()}"
            if request.param == "postgresql":
                server = request.getfixturevalue("postgres_url")
                url = until_the_end.enter_context(empty_schema(server))
            engine = make_engine(url)
            until_the_end.callback(engine.dispose)
            upgrade(engine)
            tracker = Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=folder)
            return Installation(tracker, large.fill(tracker, size))

        yield Both(filled(SMALL), filled(LARGE))


def test_the_size_of_a_large_database(both: Both, figures: Figures) -> None:
    made = both.large.made
    megabytes = large.megabytes(both.large.tracker.engine)
    add = partial(figures.add, f"large, {both.kind}")
    add("plans", made.plans)
    add("tasks", made.tasks)
    add("versions", made.versions)
    add("database", megabytes, "MB")
    add("of it a version", megabytes * 1e6 / made.versions, "bytes")


def test_a_board_and_a_frozen_month(both: Both, figures: Figures) -> None:
    looks: dict[str, list[list[float]]] = {"board": [[], []], "freeze a month": [[], []]}
    for _ in range(ROUNDS):
        for number, each in enumerate((both.small, both.large)):
            looks["board"][number].append(timed(partial(decide, each)) * 1000)
            looks["freeze a month"][number].append(timed(partial(freeze, each)) * 1000)
    for what, (small, big) in looks.items():
        add = partial(figures.add, f"large, {both.kind}")
        add(f"{what}, p50", p50(big), "ms")
        add(f"{what}, times that of small", p50(big) / p50(small), most=SLOWER_MOST)


def test_screens_of_one_agency(both: Both, figures: Figures) -> None:
    """Somebody of an agency looks at its plan over the wire, at both in turns."""
    with ExitStack() as until_the_end:
        trackers = (both.small, both.large)
        servers = [until_the_end.enter_context(served(each)) for each in trackers]
        readers = [
            until_the_end.enter_context(signed_in(server, each))
            for server, each in zip(servers, trackers, strict=True)
        ]
        query = f"plan={both.large.made.plan}"
        for screen in LOOKED_AT:
            small, big = in_turns(
                *(
                    Timed(server, partial(reader.look, screen, query))
                    for server, reader in zip(servers, readers, strict=True)
                )
            )
            ratio = p50(big.took) / p50(small.took)
            add = partial(figures.add, f"large, {both.kind}: look at {screen}")
            add("p50", p50(big.took), "ms")
            add("times that of small", ratio, most=SLOWER_MOST)
            add("CPU, times that of small", big.cpu_each / small.cpu_each, most=SLOWER_MOST)


def test_start(both: Both, figures: Figures) -> None:
    took: list[list[float]] = [[], []]
    for _ in range(STARTS):
        for number, each in enumerate((both.small, both.large)):
            took[number].append(timed(partial(start, each)))
    small, big = map(p50, took)
    figures.add(f"large, {both.kind}", "healthy after", big, "s")
    what = "healthy after, times that of small"
    figures.add(f"large, {both.kind}", what, big / small, most=SLOWER_MOST)


def test_searches(both: Both, figures: Figures) -> None:
    tracker, plan = both.large.tracker, both.large.made.plan
    agency = boards.look_at(tracker, OWNER, plan, now=NEXT_YEAR).plan.agency.code
    staff = person(Role.STAFF, "A", agency)
    for typed in TYPED:
        for by, whose in ((OWNER, "all"), (staff, "one agency")):
            first = plan if by is staff else None
            once = partial(search_once, tracker, by, typed, first)
            took = [timed(once) * 1000 for _ in range(SEARCHES)]
            add = partial(figures.add, f"large, {both.kind}: search in {whose}")
            add(f"“{typed}”, p50", p50(took), "ms", most=SEARCH_MS)
            add(f"“{typed}”, p95", p95(took), "ms")


def decide(of: Installation) -> None:
    """A board without what is kept of boards."""
    look = Viewpoint(as_of=YEAR_END, known_at=NEXT_YEAR)
    with reading(of.tracker.engine) as session:
        ledger = load_ledger(
            session, of.made.plan, as_of=look.as_of, known_at=look.known_at, catalog=CATALOG
        )
    board = decide_board(ledger, look, Period.quarter(2021, 4))
    assert board.counts.in_play == LARGE.tasks


def freeze(of: Installation) -> None:
    month = Period.month(2021, 11)
    frozen_months.freeze(of.tracker, OWNER, of.made.plan, month, now=NEXT_YEAR)


def served(of: Installation) -> AbstractContextManager[Server]:
    return running_server(environment=of.environment)


@contextmanager
def signed_in(server: Server, of: Installation) -> Iterator[Reader]:
    """A page that somebody of the plan's agency has open."""
    agency, _, _ = of.made.plan.rpartition("-")
    sign_in(of.tracker, "quan-tri", ADMINISTRATOR)
    office = AccountPlace(role=Role.COORDINATOR, agencies=(agency,), unit="A")
    token = sign_in(of.tracker, "van-phong", office)
    with open_socket(server, headers={"Cookie": f"ddci_session={token}"}) as opened:
        yield Reader(opened)


def start(of: Installation) -> None:
    with served(of):
        pass


def search_once(tracker: Tracker, by: Actor, typed: str, first: str | None) -> None:
    assert bool(search(tracker, by, typed, now=NEXT_YEAR, first=first)) == (typed != "xyzzy")
