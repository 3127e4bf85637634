"""What is to be believed of moments and days where a clock ran ahead: the one rule for every act.

Moments order acts, so that nothing is recorded before what was recorded already. Where somebody's
clock had run ahead, what came after carries a later moment than the one at which it was typed;
each time this happens the reading of the clock is kept. A clock that lagged for a while looks the
same at first. So a moment counts as one ahead only for whoever looks before it has come, or once
readings have covered most of the way to it: a clock that was set right again never does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ddci_tracker.domain.moments import VIETNAM, vietnamese_day

# Two who write at once, or wait for each other, are no sign of a clock that ran ahead.
CLOCKS_DIFFER = timedelta(minutes=1)
# Two computers may differ by some hours, and one of them may be in another zone.
_NO_DIFFERENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep:
    """That the clock said ``clock`` when something was recorded under the later ``recorded_at``.

    ``is_now``: it is the clock of whoever looks, which is right by definition.
    """

    recorded_at: datetime
    clock: datetime
    is_now: bool = False


def typed_at(recorded_at: datetime, steps: Iterable[ClockStep]) -> datetime | None:
    """When something was typed that is recorded under a moment.

    None where that was said by a clock that ran ahead: then nobody knows.
    """
    readings = _readings(recorded_at, steps)
    return _own(recorded_at, readings) if readings else recorded_at


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
    readings = _readings(recorded_at, steps)
    if not readings:
        return False
    latest = _own(recorded_at, readings) or min(each.clock for each in readings)
    return on - vietnamese_day(latest) > _NO_DIFFERENCE


def _readings(moment: datetime, steps: Iterable[ClockStep]) -> tuple[ClockStep, ...]:
    """What the clock said while things were recorded under a moment that had not come.

    They follow on it by less than a second, until it comes: none of them proves it alone.
    """
    since = moment - CLOCKS_DIFFER
    found = tuple(each for each in steps if each.clock < since <= each.recorded_at)
    if not found or any(each.is_now for each in found):
        return found
    first, last = (choose(each.clock for each in found) for choose in (min, max))
    return found if last - first >= moment - last else ()


def _own(moment: datetime, readings: Iterable[ClockStep]) -> datetime | None:
    """What the clock said when something was recorded under a moment."""
    return next((each.clock for each in readings if each.recorded_at == moment), None)
