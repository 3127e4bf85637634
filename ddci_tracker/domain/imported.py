"""What was read from a printed text: facts with their lines and how certain each is.

A fact is *sure* only where nothing of it can be wrong; every other one says why somebody has to
look at it. What could not be placed is kept, and what the print announces is held against what was
found. Reading itself stands elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.plan import Lines, Plan


class Doubt(StrEnum):
    """Why a fact is to be looked at."""

    MISPRINT = "misprint"  # "phần đầu" was read as "phấn đấu"
    SPLIT = "split"  # one paragraph that seems to name several
    WORDS = "words"  # the title is cut from a longer sentence
    INHERITED = "inherited"  # who leads stands elsewhere
    INFERRED = "inferred"  # not printed in words
    COPIED = "copied"  # printed once for several
    NAME = "name"  # a name that is not quite that of the catalogue
    OWN = "own"  # a sub-index that the catalogue does not know
    LEFT_BLANK = "left_blank"
    NO_DAY = "no_day"
    NO_PERIOD = "no_period"
    TABLE = "table"  # which column means what was guessed
    SEVERAL = "several"  # the words can be read in more than one way
    NO_FIGURE = "no_figure"
    OFF_SCALE = "off_scale"  # a score that the index does not have


class DocumentKind(StrEnum):
    """What a text seems to be instead of a plan."""

    DECISION = "decision"
    NOTICE = "notice"
    REPORT = "report"
    LETTER = "letter"
    INVITATION = "invitation"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFact:
    """One fact of the plan that was read: where it stands in it, and the lines it came from."""

    path: str
    lines: Lines
    doubt: Doubt | None = None

    @property
    def sure(self) -> bool:
        """Whether nobody has to look at it."""
        return self.doubt is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A paragraph of which no fact came."""

    lines: Lines
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A count that the print announces, of sub-indices or of targets, and how many were found."""

    what: str
    announced: int
    found: int
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """All that was read of a text. ``refused``: it is no plan, and then there is none."""

    plan: Plan | None
    refused: DocumentKind | None = None
    facts: tuple[ImportedFact, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    announced: tuple[Announced, ...] = ()
