"""What people type: days, moments, periods, numbers, words of a list. Bad input is refused with
a sentence that says what was typed and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from ddci_tracker.domain import texts
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import DayOfYear, Dispute, ListRank, RankList
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.typed_numbers import decimal as decimal
from ddci_tracker.services.typed_numbers import percent as percent
from ddci_tracker.services.typed_numbers import score as score
from ddci_tracker.services.typed_numbers import whole as whole
from ddci_tracker.words.marking import N_

E = TypeVar("E", bound=StrEnum)

# Typed in four digits; anything else is a slip.
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_DAY_OF_YEAR = re.compile(
    r"\s*(?:(by|before)\s+)?([0-9]{1,2})[/-]([0-9]{1,2})(\s+next_year)?\s*", re.ASCII
)


def day(typed: str) -> date:
    """``2021-06-05`` or ``05/06/2021``."""
    read = _day(typed)
    if read is None:
        raise Refused(N_("{typed} is not a day; write 2021-06-05 or 05/06/2021"), typed=typed)
    return read


def _day(typed: str) -> date | None:
    written = texts.figures(typed)
    for form in ("%Y-%m-%d", "%d/%m/%Y") if written.isascii() else ():
        try:
            # Only the day is kept, so no time zone is at stake.
            read = datetime.strptime(written, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return read if _FIRST_YEAR <= read.year <= _LAST_YEAR else None
    return None


def moment(typed: str) -> datetime:
    """An ISO moment, or a day, which means its end in Vietnam; without a zone it is Vietnamese."""
    read_day = _day(typed)
    if read_day is not None:
        return datetime.combine(read_day, time.max, VIETNAM).astimezone(UTC)
    try:
        read = datetime.fromisoformat(texts.figures(typed))
    except ValueError:
        read = None
    if read is None or not _FIRST_YEAR <= read.year <= _LAST_YEAR:
        raise Refused(
            N_("{typed} is not a moment; write 2021-06-05 or 2021-06-05T17:30"), typed=typed
        )
    return (read if read.tzinfo else read.replace(tzinfo=VIETNAM)).astimezone(UTC)


def period(typed: str) -> Period:
    """A period of any kind: ``2021-W05``, ``2021-06``, ``2021-Q2``, ``2021-9M``, ``2021-L1``."""
    try:
        return Period.parse(texts.figures(typed))
    except ValueError:
        raise Refused(
            N_(
                "{typed} is not a period; write 2021-W05, 2021-06, 2021-Q2, 2021-H1, 2021-9M, "
                "2021-L1 or 2021"
            ),
            typed=typed,
        ) from None


def quarter(typed: str) -> Period:
    """``2021-Q2``."""
    try:
        read = Period.parse(texts.figures(typed))
    except ValueError:
        read = None
    if read is None or read.kind is not PeriodKind.QUARTER:
        raise Refused(N_("{typed} is not a quarter; write 2021-Q2"), typed=typed)
    return read


def revision(typed: str) -> int:
    """The number of a revision, from 0 on."""
    read = whole(typed)
    if read < 0:
        raise Refused(N_("{typed} is not a revision; write 0, 1, 2 and so on"), typed=typed)
    return read


def port(typed: str | int) -> int:
    """A port to listen on. Typer also asks about the default, which is a number already."""
    read = whole(str(typed))
    if not 1 <= read <= 65535:
        raise Refused(N_("A port lies between 1 and 65535, not {typed}"), typed=str(typed))
    return read


def days_kept(typed: str) -> int:
    """How many days something is kept, from 1 to 3650."""
    read = whole(typed)
    if not 1 <= read <= 3650:
        raise Refused(N_("A copy stays from 1 to 3650 days, not {typed}"), typed=typed)
    return read


def list_rank(typed: str) -> ListRank:
    """``national=12/34``, or ``block=3`` where the length of the list is not known."""
    name, _, place = typed.partition("=")
    rank, _, out_of = place.partition("/")
    return ListRank(
        list=one_of(RankList)(name),
        rank=whole(rank),
        out_of=whole(out_of) if out_of else None,
    )


def day_of_year(typed: str) -> DayOfYear:
    """``15/06`` or ``by 15/06`` for the last day in time, ``before 20/01 next_year``."""
    found = _DAY_OF_YEAR.fullmatch(texts.figures(typed))
    if found is None:
        raise Refused(
            N_("{typed} is not a day of a year; write 15/06, before 15/06 or 20/01 next_year"),
            typed=typed,
        )
    word, day_, month, later = found.groups()
    return DayOfYear(
        inclusive=word != "before", day=int(day_), month=int(month), of_next_year=bool(later)
    )


def dispute(typed: str) -> Dispute:
    """``Báo Lạng Sơn=68,40/14``: who says so, and its score, its rank or both.

    A rank without a score stands behind the stroke: ``Báo Lạng Sơn=/14``.
    """
    source, _, figures = typed.rpartition("=")
    points, _, place = figures.partition("/")
    if not source.strip() or not (points.strip() or place.strip()):
        raise Refused(
            N_("{typed} does not say what another source says; write SOURCE=68,40/14"),
            typed=typed,
        )
    return Dispute(
        source=source.strip(),
        score=score(points) if points.strip() else None,
        rank=whole(place) if place.strip() else None,
    )


def one_of(words: type[E]) -> Callable[[str], E]:
    """A reader for one of the words of a list."""

    def read(typed: str) -> E:
        try:
            return words(typed.strip())
        except ValueError:
            raise Refused(
                N_("{typed} is not one of: {words}"),
                typed=typed,
                words=tuple(word.value for word in words),
            ) from None

    return read
