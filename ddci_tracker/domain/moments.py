"""Which Vietnamese day a moment belongs to. Moments are UTC; days are in Asia/Ho_Chi_Minh."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Seven hours ahead all year since 1975; a fixed offset needs no time zone data on Windows.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def vietnamese_day(moment: datetime) -> date:
    """The day in Vietnam at an aware moment: from 17:00 UTC on it is already the next one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(VIETNAM).date()
