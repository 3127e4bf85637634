"""Which reports the Office chases (đôn đốc) as of a look: by unit, the worst first.

Only reading of decided rows; when a report is overdue or came back is decided in ``reports``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.reports import ReportRow, Timeliness


class Chase(StrEnum):
    """Why a report is asked for, the worst first."""

    OVERDUE = "overdue"
    RETURNED = "returned"  # handed in, but to be completed and handed in again
    DUE = "due"  # today, or in the next days


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReports:
    """A unit with the reports that it owes now, the worst first; never without any."""

    unit: str
    rows: tuple[ReportRow, ...]

    def of(self, chase: Chase) -> tuple[ReportRow, ...]:
        """Those that are asked for this reason."""
        return tuple(row for row in self.rows if chase_of(row) is chase)


def chase_of(row: ReportRow) -> Chase | None:
    """Why a report is asked for now; None where nobody need be reminded of it."""
    if row.timeliness is Timeliness.OVERDUE:
        return Chase.OVERDUE
    if row.returned:
        return Chase.RETURNED
    if row.timeliness in (Timeliness.DUE_TODAY, Timeliness.DUE_SOON):
        return Chase.DUE
    return None


def owed_reports(rows: Iterable[ReportRow]) -> tuple[OwedReports, ...]:
    """Who owes what: units by the worst of their reports."""
    by_unit: dict[str, list[ReportRow]] = {}
    for row in rows:
        if chase_of(row) is not None:
            by_unit.setdefault(row.from_unit, []).append(row)
    owing = [
        OwedReports(unit=unit, rows=tuple(sorted(owed, key=_worst_first)))
        for unit, owed in by_unit.items()
    ]
    return tuple(sorted(owing, key=lambda each: _worst_first(each.rows[0])))


def _worst_first(row: ReportRow) -> tuple[int, int]:
    """Overdue by days; then returned; then the fewest days left."""
    days = row.days or 0
    match chase_of(row):
        case Chase.OVERDUE:
            return 0, -days
        case Chase.RETURNED:
            return 1, -days
    return 2, days
