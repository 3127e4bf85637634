"""The sentences of a report that the Office may write itself: the lead and how each section closes.

What the Office wrote is kept with the frozen month; what it left is proposed from the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SummaryPart(StrEnum):
    """The lead paragraph, and the last sentence of each section of the report."""

    LEAD = "lead"
    ACHIEVED = "achieved"
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    UPCOMING = "upcoming"
    REQUESTS = "requests"


# What the Office wrote, by the part; a part that is not in it is proposed.
Summary = Mapping[SummaryPart, str]
