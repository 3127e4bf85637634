"""What people type: days, moments, periods, decimals, words of a list. Bad input is refused with
a sentence that says what was typed and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

E = TypeVar("E", bound=StrEnum)


def day(typed: str) -> date:
    """``2021-06-05`` or ``05/06/2021``."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            # Only the day is kept, so no time zone is at stake.
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise Refused(N_("{typed} is not a day; write 2021-06-05 or 05/06/2021"), typed=typed)


def moment(typed: str) -> datetime:
    """An ISO moment, or a day, which means its end in Vietnam; without a zone it is Vietnamese."""
    try:
        read = datetime.fromisoformat(typed.strip())
    except ValueError:
        return datetime.combine(day(typed), time.max, VIETNAM).astimezone(UTC)
    if len(typed.strip()) == len("2021-06-05"):
        read = datetime.combine(read.date(), time.max)
    return (read if read.tzinfo else read.replace(tzinfo=VIETNAM)).astimezone(UTC)


def period(typed: str) -> Period:
    """``2021-06``, ``2021-Q2``, ``2021-H1`` or ``2021``."""
    try:
        return Period.parse(typed)
    except ValueError:
        raise Refused(
            N_("{typed} is not a period; write 2021-06, 2021-Q2, 2021-H1 or 2021"), typed=typed
        ) from None


def quarter(typed: str) -> Period:
    """``2021-Q2``."""
    read = period(typed)
    if read.kind is not PeriodKind.QUARTER:
        raise Refused(N_("{typed} is not a quarter; write 2021-Q2"), typed=typed)
    return read


def decimal(typed: str) -> Decimal:
    """``7.80`` or ``7,80``, with the places it was typed with."""
    try:
        read = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        read = Decimal("nan")
    if not read.is_finite():
        raise Refused(N_("{typed} is not a number; write 7,80 or 7.80"), typed=typed)
    return read


def whole(typed: str) -> int:
    """A whole number."""
    try:
        return int(typed)
    except ValueError:
        raise Refused(N_("{typed} is not a whole number"), typed=typed) from None


def one_of(words: type[E]) -> Callable[[str], E]:
    """A reader for one of the words of a list."""

    def read(typed: str) -> E:
        try:
            return words(typed)
        except ValueError:
            raise Refused(
                N_("{typed} is not one of: {words}"), typed=typed, words=tuple(words)
            ) from None

    read.__name__ = words.__name__
    return read
