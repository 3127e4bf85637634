"""The one table of what was measured: each figure with its unit, its target and what was met.

A figure says as well how busy the machine was when it was taken (the load of the last minute):
on a busy machine ratios within one run and CPU time still compare, times of the clock do not.
Nothing fails for missing its target: the table is for people, its JSON for programs.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured. ``most`` and ``least`` bound it where there is a target."""

    part: str
    what: str
    measured: float
    unit: str
    most: float | None = None
    least: float | None = None
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.measured <= self.most) and (
            self.least is None or self.measured >= self.least
        )

    @property
    def target(self) -> str:
        bounds = (("≤", self.most), ("≥", self.least))
        return ", ".join(f"{sign} {_number(bound)}" for sign, bound in bounds if bound is not None)

    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        verdict = {None: "", True: "holds", False: "MISSES"}[self.holds]
        measured = _number(self.measured)
        return self.part, self.what, measured, self.unit, self.target, verdict, f"{self.load:.1f}"


_HEADS = ("part", "what", "measured", "unit", "target", "", "load")
_TO_THE_RIGHT = frozenset({2, 4, 6})


class Figures:
    """What a run has measured so far."""

    def __init__(self) -> None:
        self.taken: list[Figure] = []

    def add(
        self,
        part: str,
        what: str,
        measured: float,
        unit: str = "",
        *,
        most: float | None = None,
        least: float | None = None,
    ) -> None:
        """Put a figure into the table."""
        self.taken.append(
            Figure(part=part, what=what, measured=measured, unit=unit, most=most, least=least)
        )

    def text(self) -> str:
        """The table, under a line that says of what and on what."""
        lines = [_HEADS, *(figure.cells() for figure in self.taken)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        judged = [figure.holds for figure in self.taken if figure.holds is not None]
        said = [f"commit {commit()}, {machine()}", ""]
        for line in lines:
            cells = (
                cell.rjust(width) if number in _TO_THE_RIGHT else cell.ljust(width)
                for number, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            said.append("  ".join(cells).rstrip())
        said += ["", f"{sum(judged)} of {len(judged)} targets hold"]
        return "\n".join(said)

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "commit": commit(),
            "machine": machine(),
            "cores": os.cpu_count(),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "figures": [{**asdict(figure), "holds": figure.holds} for figure in self.taken],
        }


def p50(taken: Sequence[float]) -> float:
    """The middle of what was measured."""
    return statistics.median(taken)


def p95(taken: Sequence[float]) -> float:
    """What 95 of 100 stay within."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def commit() -> str:
    """The commit that is measured, with a plus where files differ from it."""
    found = _git("rev-parse", "--short", "HEAD")
    return found + ("+" if found and _git("status", "--porcelain") else "") or "unknown"


def machine() -> str:
    return f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _git(*asked: str) -> str:
    found = subprocess.run(("git", *asked), cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:.2f}"
