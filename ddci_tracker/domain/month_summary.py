"""The sentences of a month's report that the Office may write itself: how it opens, and how each of
its sections closes.

What the Office leaves open is proposed from the figures, which is no business of this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ddci_tracker.domain.periods import Period


class SummaryPart(StrEnum):
    """The paragraph that a report opens with, and the last sentence of each section."""

    OPENING = "opening"
    ACHIEVED = "achieved"
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    UPCOMING = "upcoming"
    REQUESTS = "requests"


# Sentences by the part that they are for.
Sentences = Mapping[SummaryPart, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSummary:
    """What the Office wrote for the report of a month; None: as it is proposed."""

    month: Period
    opening: str | None = None
    achieved: str | None = None
    shortcomings: str | None = None
    causes: str | None = None
    upcoming: str | None = None
    requests: str | None = None

    @property
    def written(self) -> Sentences:
        """What was written, by the part; one that is as proposed is not in it."""
        said = ((part, getattr(self, part.value)) for part in SummaryPart)
        return {part: text for part, text in said if text}

    def rewritten(self, sentences: Mapping[SummaryPart, str | None]) -> MonthSummary:
        """The same with some parts written anew; None: as they are proposed."""
        said = {part.value: text for part, text in sentences.items()}
        return replace(self, **said)  # type: ignore[arg-type]
