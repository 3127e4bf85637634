"""What several processes do at once in the tests. In a module of its own, so that each finds it."""

from multiprocessing.synchronize import Barrier

from ddci_tracker.domain.periods import Period
from ddci_tracker.store.engine import make_engine
from ddci_tracker.store.migrations import upgrade
from tests.integration.store.made import update, word

WORDS_EACH = 20


def say_much(url: str, writer: int) -> None:
    """Twenty words on four tasks, each a transaction of its own."""
    engine = make_engine(url)
    for number in range(WORDS_EACH):
        said = word(f"T{number % 4}", f"{writer}-{number}", Period.quarter(2021, 1))
        update(engine, said, by=f"unit {writer}")
    engine.dispose()


def bring_up_to_date(url: str, together: Barrier) -> None:
    """Upgrade a database at the same moment as everybody else."""
    engine = make_engine(url)
    together.wait()
    upgrade(engine)
    engine.dispose()
