"""What this process has done since it started, in numbers: how often, how long, how it ended.

For whoever watches over it: screens and the transport count here, ``web.metrics`` tells it. No
names, no addresses of people, nothing of any plan.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from threading import Lock

# Of one measure; labels come from a few places of the code, and whatever does not is one more.
_MOST_LABELS = 200
OTHER = "other"
# Seconds: what is quick, what is felt, what is waited for.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counter:
    """How often something happened, by what it was."""

    kind = "counter"

    def __init__(self, name: str, about: str, *labels: str) -> None:
        self.name, self.about, self._labels = name, about, labels
        self._counts: dict[tuple[str, ...], int] = {}
        self._lock = Lock()

    def add(self, *values: str) -> None:
        """Count one more."""
        with self._lock:
            values = _bounded(values, self._counts)
            self._counts[values] = self._counts.get(values, 0) + 1

    def lines(self) -> Iterator[str]:
        """What there is to tell, as Prometheus reads it."""
        for values, count in sorted(self._counts.copy().items()):
            yield f"{self.name}{_labelled(self._labels, values)} {count}"


class Durations:
    """How long something took, in seconds, by what it was."""

    kind = "histogram"

    def __init__(self, name: str, about: str, *labels: str) -> None:
        self.name, self.about, self._labels = name, about, labels
        # How many took no longer than each bound (and longer than all), and all seconds together.
        self._taken: dict[tuple[str, ...], tuple[list[int], float]] = {}
        self._lock = Lock()

    def add(self, seconds: float, *values: str) -> None:
        """Count one more."""
        with self._lock:
            values = _bounded(values, self._taken)
            counts, total = self._taken.get(values, ([0] * (len(_BOUNDS) + 1), 0.0))
            counts[bisect_left(_BOUNDS, seconds)] += 1
            self._taken[values] = counts, total + seconds

    def lines(self) -> Iterator[str]:
        """What there is to tell, as Prometheus reads it: each count holds those below it."""
        with self._lock:
            taken = [(values, [*counts], total) for values, (counts, total) in self._taken.items()]
        labels = (*self._labels, "le")
        for values, counts, total in sorted(taken):
            reached = 0
            for bound, count in zip((*map(str, _BOUNDS), "+Inf"), counts, strict=True):
                reached += count
                yield f"{self.name}_bucket{_labelled(labels, (*values, bound))} {reached}"
            own = _labelled(self._labels, values)
            yield f"{self.name}_sum{own} {total:.6f}"
            yield f"{self.name}_count{own} {reached}"


def _bounded(values: tuple[str, ...], known: object) -> tuple[str, ...]:
    if isinstance(known, dict) and values not in known and len(known) >= _MOST_LABELS:
        return (OTHER,) * len(values)
    return values


def _labelled(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    written = ",".join(
        f'{name}="{_escaped(value)}"' for name, value in zip(names, values, strict=True)
    )
    return f"{{{written}}}" if written else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


REQUESTS = Durations(
    "ddci_request_seconds", "How long requests took, by address and status.", "address", "status"
)
LOOKS = Durations("ddci_look_seconds", "How long screens took to be drawn.", "screen")
ACTS = Counter("ddci_acts_total", "What people did on screens, by how it ended.", "ending")
ERRORS = Counter("ddci_errors_total", "Errors that were logged, by who logged them.", "logger")
TENDED = Counter(
    "ddci_background_runs_total", "What falls due by itself, by how it ended.", "ending"
)

EVERYTHING: tuple[Counter | Durations, ...] = (REQUESTS, LOOKS, ACTS, ERRORS, TENDED)
