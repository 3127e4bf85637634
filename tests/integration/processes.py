"""Processes that share nothing with the test, as those of a server and of the command line."""

from collections.abc import Callable
from multiprocessing import get_context

PROCESSES = get_context("forkserver")
# What they do is imported once, not by each of them.
PROCESSES.set_forkserver_preload(
    ["tests.integration.store.writers", "tests.integration.services.writers"]
)


def in_processes(work: Callable[..., None], arguments: list[tuple[object, ...]]) -> None:
    """Run ``work`` once for each arguments, all at the same time, each in a process."""
    processes = [PROCESSES.Process(target=work, args=each) for each in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)
