"""What is to be believed of moments and days where a clock ran ahead: the one rule for every act.

Moments order acts, so that nothing is recorded before what was recorded already. Where somebody's
clock had run ahead, what came after carries a later moment than the one at which it was typed;
each time this happens the reading of the clock is kept. A clock that lagged for a while looks the
same at first. So a moment counts as one ahead only for whoever looks before it has come, or once
readings have covered most of the way to it: a clock that was set right again never does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from ddci_tracker.domain.moments import VIETNAM, vietnamese_day

# Two who write at once, or wait for each other, are no sign of a clock that ran ahead.
CLOCKS_DIFFER = timedelta(minutes=1)
_TICK = timedelta(microseconds=1)
# Two computers may differ by some hours, and one of them may be in another zone.
_NO_DIFFERENCE = timedelta(days=1)
# Longer nobody leaves a tracker alone: between such readings no time is known to have gone by.
_LONGEST_REST = timedelta(days=31)


class ClockDoubt(StrEnum):
    """What is the matter with an act that a clock which ran ahead has its day from."""

    TO_COME = "to_come"  # its day has not come
    SET_ASIDE = "set_aside"  # its day had not come when it was typed: it counts no more
    UNSURE = "unsure"  # perhaps its day had not come: it counts until somebody says so


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep:
    """That the clock said ``clock`` when something was recorded under the later ``recorded_at``.

    ``is_now``: it is the clock of whoever looks, which is right by definition.
    """

    recorded_at: datetime
    clock: datetime
    is_now: bool = False


def step_of_looker(changed_at: datetime, now: datetime) -> ClockStep | None:
    """That a clock ran ahead of whoever looks, where the last change has not come yet for them."""
    # Whole minutes, so that boards are kept.
    minute = now.replace(second=0, microsecond=0)
    if changed_at - minute <= 2 * CLOCKS_DIFFER:
        return None
    return ClockStep(recorded_at=changed_at + _TICK, clock=minute, is_now=True)


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


def entered_on(recorded_at: datetime, steps: Iterable[ClockStep]) -> date | None:
    """The day on which something was entered; None where nobody knows.

    Of two clocks that differ by hours the one counts by which it was entered first: no clock that
    runs ahead over midnight makes anybody late.
    """
    known = tuple(steps)
    typed = typed_at(recorded_at, known)
    if typed is None:
        return None
    said = (
        each.clock
        for each in known
        if typed - _NO_DIFFERENCE <= each.clock < typed <= each.recorded_at
    )
    return vietnamese_day(min((typed, *said)))


def doubt_of(
    on: date,
    recorded_at: datetime,
    steps: Iterable[ClockStep],
    recorded: Collection[datetime],
    *,
    today: date,
) -> ClockDoubt | None:
    """What is the matter with an act; None for nearly every one.

    ``recorded`` are the moments under which anything else was.
    """
    known = tuple(steps)
    if on > today:
        return ClockDoubt.TO_COME
    if is_set_aside(on, recorded_at, known):
        return ClockDoubt.SET_ASIDE
    return ClockDoubt.UNSURE if _is_unsure(on, recorded_at, known, recorded) else None


def _is_unsure(
    on: date,
    recorded_at: datetime,
    steps: tuple[ClockStep, ...],
    recorded: Collection[datetime],
) -> bool:
    """Whether an act may have been for a day that had not come, and nothing proves it.

    The clock said an earlier day afterwards, once or for too short a time. One that lagged reads
    earlier than everything that was recorded before, or what was recorded then follows on its
    reading: it leaves no doubt.
    """
    if _readings(recorded_at, steps):
        return False
    return any(
        on - vietnamese_day(each.clock) > _NO_DIFFERENCE and _stands_alone(each.clock, recorded)
        for each in _while_ahead(recorded_at, steps)
    )


def _stands_alone(clock: datetime, recorded: Collection[datetime]) -> bool:
    """Whether something was recorded before a reading, and nothing for a day after it."""
    return any(each <= clock for each in recorded) and not any(
        clock < each <= clock + _NO_DIFFERENCE for each in recorded
    )


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
    found = _while_ahead(moment, steps)
    if not found or any(each.is_now for each in found):
        return found
    clocks = sorted(each.clock for each in found)
    gone_by = (later - earlier for earlier, later in pairwise(clocks))
    covered = sum((each for each in gone_by if each <= _LONGEST_REST), timedelta())
    return found if covered >= moment - clocks[-1] else ()


def _while_ahead(moment: datetime, steps: Iterable[ClockStep]) -> tuple[ClockStep, ...]:
    """The readings of a clock by which a moment had not come when it was passed."""
    since = moment - CLOCKS_DIFFER
    return tuple(each for each in steps if each.clock < since <= each.recorded_at)


def _own(moment: datetime, readings: Iterable[ClockStep]) -> datetime | None:
    """What the clock said when something was recorded under a moment."""
    return next((each.clock for each in readings if each.recorded_at == moment), None)
