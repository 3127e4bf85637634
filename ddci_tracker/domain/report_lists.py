"""The lists that reports are counted by: a count and the list that it opens are one definition."""

from __future__ import annotations

from enum import StrEnum

from ddci_tracker.domain.reminders import chase_of
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness


class ReportList(StrEnum):
    """A list of reports, the worst first; one report may stand in several."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE = "due"  # today, or in the next days
    OWED = "owed"  # all that the Office asks for: overdue, returned or due
    LATE = "late"
    WAITING = "handed_in"  # to be accepted
    ACCEPTED = "accepted"
    ON_TIME = "on_time"
    EXPECTED = "expected"  # on time, late or overdue
    UPCOMING = "upcoming"  # those that are due soon among them
    NO_DUE_DAY = "no_due_day"
    NOT_APPLICABLE = "not_applicable"

    def holds(self, row: ReportRow) -> bool:
        """Whether a report stands in this list."""
        if self is ReportList.OWED:
            return chase_of(row) is not None
        if self in _BY_ACCEPTANCE:
            return row.acceptance is _BY_ACCEPTANCE[self]
        return row.timeliness in _BY_TIME[self]


_DUE = (Timeliness.DUE_TODAY, Timeliness.DUE_SOON)
_BY_ACCEPTANCE = {
    ReportList.RETURNED: Acceptance.RETURNED,
    ReportList.WAITING: Acceptance.HANDED_IN,
    ReportList.ACCEPTED: Acceptance.ACCEPTED,
}
_BY_TIME = {
    ReportList.OVERDUE: (Timeliness.OVERDUE,),
    ReportList.DUE: _DUE,
    ReportList.LATE: (Timeliness.LATE,),
    ReportList.ON_TIME: (Timeliness.ON_TIME,),
    ReportList.EXPECTED: (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.OVERDUE),
    ReportList.UPCOMING: (Timeliness.UPCOMING, *_DUE),
    ReportList.NO_DUE_DAY: (Timeliness.NO_DUE_DAY,),
    ReportList.NOT_APPLICABLE: (Timeliness.NOT_APPLICABLE,),
}
