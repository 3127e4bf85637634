"""The days that are worked or not: the table as it is shipped, corrected by the Office.

One table for the whole installation, since public holidays are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.domain.working_days import DayBasis, SpecialDay
from ddci_tracker.services.acts import Act, record, refuse_if_overtaken, says_nothing
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import queries
from ddci_tracker.store.claims import lock
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import INSTALLATION, SPECIAL_DAY, Scope
from ddci_tracker.words.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDay:
    """A day that is not as its weekday says; ``corrected``: somebody here has said so.

    ``basis`` is what the shipped table rests on there; None where it was corrected.
    """

    day: SpecialDay
    corrected: bool
    basis: DayBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTable:
    """The days of one year, in order. ``is_known``: the table of that year has been published.

    ``revisions`` are those of the days that anything was ever said of here, of every year.
    """

    year: int
    is_known: bool
    days: tuple[ListedDay, ...]
    revisions: Mapping[date, int]

    @property
    def revision(self) -> int:
        """Grows with every correction."""
        return sum(self.revisions.values())


def work_table(tracker: Tracker, actor: Actor, year: int) -> WorkTable:
    """The days of a year that are not as their weekday says; ``Forbidden``."""
    require(actor, Action.READ_WORK_CALENDAR, agency=None)
    with reading(tracker.engine) as session:
        known = queries.versions(
            session, SPECIAL_DAY, INSTALLATION, as_of=queries.ALWAYS, known_at=queries.EVER
        )
    held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).values()
    corrected = {each.value.day: each.value for each in held if each.value is not None}
    shipped = {each.day: each for each in tracker.calendar.days}
    days = {**shipped, **corrected}
    return WorkTable(
        year=year,
        is_known=year in tracker.calendar.years,
        revisions={
            date.fromisoformat(key): max(each.revision for each in of_day)
            for key, of_day in groupby(sorted(known, key=_day_of), key=_day_of)
        },
        days=tuple(
            ListedDay(
                day=days[day],
                corrected=day in corrected,
                basis=None if day in corrected else tracker.calendar.bases.get(day),
            )
            for day in sorted(days)
            if day.year == year
        ),
    )


def _day_of(version: Version[SpecialDay]) -> str:
    return version.key


def set_day(tracker: Tracker, special: SpecialDay, act: Act) -> Version[SpecialDay]:
    """Say whether a day is worked. ``Refused`` without a reason, ``Forbidden``, ``Conflict``."""
    require(act.actor, Action.EDIT_WORK_CALENDAR, agency=None)
    if says_nothing(special.name):
        raise Refused(N_("Say why this day is worked or free"), field="name")
    return _record(tracker, special.day, tidy(special), act)


def take_day_back(tracker: Tracker, day: date, act: Act) -> Version[SpecialDay]:
    """Let a day be again as the table has it. ``Refused`` where nothing was said of it here."""
    require(act.actor, Action.EDIT_WORK_CALENDAR, agency=None)
    return _record(tracker, day, None, act)


def _record(tracker: Tracker, day: date, value: SpecialDay | None, act: Act) -> Version[SpecialDay]:
    key = day.isoformat()
    with writing(tracker.engine) as session:
        lock(session, Scope.INSTALLATION, INSTALLATION)
        last = refuse_if_overtaken(session, SPECIAL_DAY, INSTALLATION, key, act)
        if value is None and (last is None or last.value is None):
            raise Refused(N_("Nothing was said of {day} here"), field="day", day=day)
        return record(session, SPECIAL_DAY, INSTALLATION, value, key=key, on=day, act=act)
