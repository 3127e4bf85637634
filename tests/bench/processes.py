"""What a running server costs: its CPU time and its memory, as Linux tells them."""

from __future__ import annotations

import time
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process with all its threads, those that have ended included."""
    # The clock of another process: see CPUCLOCK_SCHED of Linux and clock_getcpuclockid(3).
    return time.clock_gettime((~pid << 3) | 2)


def resident_megabytes(pid: int) -> float:
    """How much memory a process has right now that it shares or not."""
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (each for each in status.splitlines() if each.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000
