"""Many writers at once: nothing is lost, and exactly one of two from one revision wins."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine

from ddci_tracker.domain.acts import ResultEntry, TaskUpdate
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import make_engine, reading, writing
from ddci_tracker.store.errors import Conflict
from ddci_tracker.store.kinds import RESULT_ENTRY
from ddci_tracker.store.loading import PlanChanges
from ddci_tracker.store.migrations import current, head
from ddci_tracker.store.queries import EVER, history, versions
from tests.integration.processes import PROCESSES, in_processes
from tests.integration.store.made import (
    MARCH,
    NOON,
    PLAN,
    YEAR_END,
    load,
    look,
    update,
    version_of_data,
    word,
)
from tests.integration.store.writers import WORDS_EACH, bring_up_to_date, say_much

WRITERS = 15


def test_300_updates_from_15_processes_are_all_kept(engine: Engine, engine_url: str) -> None:
    load(engine)
    before = version_of_data(engine)
    in_processes(say_much, [(engine_url, writer) for writer in range(WRITERS)])
    updates = look(engine).updates
    said = Counter(each.value.note for each in updates if each.value)
    expected = {f"{writer}-{word}" for writer in range(WRITERS) for word in range(WORDS_EACH)}
    assert said == Counter(expected)
    for key in {each.key for each in updates}:
        revisions = [each.revision for each in updates if each.key == key]
        assert revisions == list(range(1, len(revisions) + 1))
    assert version_of_data(engine) == before + len(expected)
    moments = sorted(each.recorded_at for each in updates)
    assert len(set(moments)) == len(moments), "each transaction has a moment of its own"


def at_once(engine: Engine, work: Callable[[Engine, str], object]) -> dict[str, object]:
    """What two people get who do the same at the same time: a result, or the conflict."""
    both = Barrier(2)

    def run(person: str) -> object:
        both.wait()
        try:
            return work(engine, person)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as pool:
        people = ("lan", "hoa")
        return dict(zip(people, pool.map(run, people), strict=True))


def test_of_two_from_one_revision_exactly_one_wins_and_the_other_learns_of_it(
    engine: Engine,
) -> None:
    load(engine)
    update(engine, word(), by="first")

    def edit(engine: Engine, person: str) -> Version[TaskUpdate]:
        return update(engine, word(note=person), by=person, expected_revision=1)

    got = at_once(engine, edit)
    ((winner, won),) = [each for each in got.items() if isinstance(each[1], Version)]
    ((_, lost),) = [each for each in got.items() if isinstance(each[1], Conflict)]
    assert isinstance(won, Version)
    assert isinstance(lost, Conflict)
    assert (lost.by, lost.revision_now, lost.recorded_at) == (winner, 2, won.recorded_at)
    assert len(look(engine).updates) == 2


def test_two_may_enter_the_first_result_of_an_agency_without_a_plan(engine: Engine) -> None:
    """There is no plan to wait at: the second is turned away by the database and tries again."""

    def enter(engine: Engine, person: str) -> Version[ResultEntry]:
        entry = ResultEntry(
            index="DDCI", sub_index=None, result=Result(year=2021, kind=ResultKind.PUBLISHED)
        )
        with writing(engine) as session:
            return append(
                session, RESULT_ENTRY, "NEW", entry, key=entry.key, on=MARCH, by=person, at=NOON
            )

    got = at_once(engine, enter)
    assert all(isinstance(each, Version) for each in got.values())
    with reading(engine) as session:
        found = versions(session, RESULT_ENTRY, "NEW", as_of=YEAR_END, known_at=EVER)
    assert [each.revision for each in found] == [1, 2]


def test_two_may_load_a_new_plan_at_once(engine: Engine) -> None:
    def first_load(engine: Engine, _person: str) -> PlanChanges:
        return load(engine)

    got = at_once(engine, first_load)
    assert sorted(bool(changes) for changes in got.values()) == [False, True]
    assert look(engine).plan == PLAN
    with reading(engine) as session:
        assert {entry.revision for entry in history(session, PLAN.id)} == {1}


def test_processes_may_bring_one_database_up_to_date_at_once(database_url: str) -> None:
    together = PROCESSES.Barrier(4)
    in_processes(bring_up_to_date, [(database_url, together)] * 4)
    engine = make_engine(database_url)
    assert current(engine) == head()
    load(engine)
    assert look(engine).plan == PLAN
    engine.dispose()
