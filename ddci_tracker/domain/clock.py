"""What is to be believed of moments and days where a clock ran ahead: the one rule for every act.

Moments order acts, so that nothing is recorded before what was recorded already. Where somebody's
clock had run ahead, what came after carries a later moment than the one at which it was typed;
each time this happens a step is kept, which proves of everything before it by when it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from ddci_tracker.domain.moments import VIETNAM, vietnamese_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep:
    """That the clock said ``clock`` when something was recorded under the later ``recorded_at``."""

    recorded_at: datetime
    clock: datetime


def typed_at(recorded_at: datetime, steps: Iterable[ClockStep]) -> datetime | None:
    """When something was typed that is recorded under a moment.

    None where that was said by a clock that ran ahead: then nobody knows.
    """
    known = tuple(steps)
    latest = _latest(recorded_at, known)
    own = next((each.clock for each in known if each.recorded_at == recorded_at), recorded_at)
    return own if latest is None or own <= latest else None


def believed(
    on: date, recorded_at: datetime, steps: Iterable[ClockStep], *, now: datetime
) -> datetime:
    """When something was typed; where nobody knows, the beginning of the day that it counts for."""
    typed = typed_at(recorded_at, steps)
    if typed is not None and typed <= now:
        return typed
    return datetime.combine(on, time(), VIETNAM)


def is_set_aside(on: date, recorded_at: datetime, steps: Iterable[ClockStep]) -> bool:
    """Whether an act was for a day that had not come when it was typed.

    It waits for nothing: its day makes it true no more than the clock did. Whoever meant it says
    it again.
    """
    latest = _latest(recorded_at, steps)
    return latest is not None and latest < recorded_at and on > vietnamese_day(latest)


def _latest(recorded_at: datetime, steps: Iterable[ClockStep]) -> datetime | None:
    """The moment by which something was typed at the latest, where a step proves one."""
    clocks = (each.clock for each in steps if each.recorded_at >= recorded_at)
    return min(clocks, default=None)
