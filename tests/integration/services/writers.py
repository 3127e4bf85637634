"""What several processes do at once in the tests. In a module of its own, so that each finds it."""

from multiprocessing.synchronize import Barrier
from pathlib import Path

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import open_tracker
from tests.integration.services.made import DATA, Q3, act, person, say, word

WORDS_EACH = 20
TASKS = ("T1", "T2", "T3", "T4", "G1")


def say_much(url: str, writer: int, together: Barrier) -> None:
    """Twenty words on five tasks, through the services, as one of the Office."""
    tracker = open_tracker(url, data_dir=DATA, state_dir=Path("/nowhere"))
    together.wait()
    for number in range(WORDS_EACH):
        said = word(TASKS[number % len(TASKS)], Q3, TaskStatus.ON_TRACK, note=f"{writer}-{number}")
        say(tracker, said, act(person(Role.COORDINATOR, f"P{writer}")))
    tracker.engine.dispose()
