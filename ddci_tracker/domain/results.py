"""The results of one index or sub-index as a plan of a year sees them: which of them count.

Published and estimated are never mixed, and what is a predecessor's stands beside. Whether they
meet a target is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.block_tables import ExactMean
from ddci_tracker.domain.plan import RankList, Result, ResultKind, ScoreBand
from ddci_tracker.domain.versions import Version

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A result that somebody entered, and the printed one of its year that it completes."""

    version: Version[ResultEntry]
    printed: Result | None


def completed(entered: Result, printed: Result) -> Result:
    """What is known of a published result: what was entered, and what only the print has.

    It is one result of one year, so that a score entered does not take away the rank that is
    printed. A figure that goes with another (a list with a rank, a change with what changed)
    stays only while that one is as printed.
    """
    same_score = entered.score in (None, printed.score)
    same_rank = entered.rank in (None, printed.rank)
    rank = _first(entered.rank, printed.rank if entered.rank_over is None else None)
    told = {each.list for each in entered.ranks}
    return replace(
        entered,
        score=_first(entered.score, printed.score),
        score_change=_first(entered.score_change, printed.score_change if same_score else None),
        rank=rank,
        rank_over=_first(entered.rank_over, printed.rank_over) if rank is None else None,
        out_of=_first(entered.out_of, printed.out_of if same_rank else None),
        rank_change=_first(entered.rank_change, printed.rank_change if same_rank else None),
        previous_rank=_first(entered.previous_rank, printed.previous_rank),
        improvement_rank=_first(entered.improvement_rank, printed.improvement_rank),
        best_score=_first(entered.best_score, printed.best_score),
        ranks=(*entered.ranks, *(each for each in printed.ranks if each.list not in told)),
        median=_first(entered.median, printed.median),
        mean=_first(entered.mean, printed.mean),
        disputed_by=entered.disputed_by or printed.disputed_by,
        derived=printed.derived and entered.score is None,
    )


def _first(entered: T | None, printed: T | None) -> T | None:
    return printed if entered is None else entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of one sub-index or whole index, as a plan of ``year`` sees them.

    ``latest`` is the newest published one up to the year, ``base`` the newest published one
    before it, ``own`` the published one of the year itself, ``estimate`` the newest estimate
    of the year itself. ``published`` has one a year, oldest first. ``entered`` tells which of
    them somebody entered. ``predecessors`` are those of agencies that were merged into this one.
    ``own_list`` is the list that a plain rank counts in, ``bands`` are those of the score.
    ``exact_means`` are those of the block in the years in which they follow from its table.
    """

    year: int
    published: tuple[Result, ...]
    estimates: tuple[Result, ...]
    entered: tuple[Entered, ...] = ()
    predecessors: tuple[Result, ...] = ()
    own_list: RankList | None = None
    bands: tuple[ScoreBand, ...] = ()
    exact_means: tuple[ExactMean, ...] = ()

    @classmethod
    def of(
        cls, year: int, printed: Iterable[Result], entered: Iterable[Version[ResultEntry]] = ()
    ) -> Results:
        """Sort results into published and estimated ones up to ``year``.

        Of several printed for one year and kind the first given counts. What was entered comes
        before the print; a published one is ``completed`` from it.
        """
        chosen: dict[tuple[int, ResultKind, str | None], Result] = {}
        for result in printed:
            if result.year <= year:
                chosen.setdefault(_place(result), result)
        told: list[Entered] = []
        # In an order of their own, so that nothing depends on how they were recorded.
        for version in sorted(entered, key=lambda version: version.key):
            if version.value is None or version.value.result.year > year:
                continue
            result = version.value.result
            place = _place(result)
            told.append(Entered(version=version, printed=chosen.get(place)))
            if place in chosen and result.kind is ResultKind.PUBLISHED:
                result = completed(result, chosen[place])
            chosen[place] = result
        ordered = sorted(chosen.values(), key=lambda result: (result.year, result.of or ""))
        own = [result for result in ordered if result.of is None]
        return cls(
            year=year,
            published=tuple(r for r in own if r.kind is ResultKind.PUBLISHED),
            estimates=tuple(r for r in own if r.kind is ResultKind.ESTIMATE),
            entered=tuple(told),
            predecessors=tuple(r for r in ordered if r.of is not None),
        )

    def entry_of(self, result: Result) -> Entered | None:
        """How a result was entered; None for one that is only printed."""
        return next(
            (
                each
                for each in self.entered
                if each.version.value is not None
                and _place(each.version.value.result) == _place(result)
            ),
            None,
        )

    @property
    def latest(self) -> Result | None:
        return self.published[-1] if self.published else None

    @property
    def base(self) -> Result | None:
        return next((r for r in reversed(self.published) if r.year < self.year), None)

    @property
    def own(self) -> Result | None:
        return self.of_year(self.year)

    @property
    def estimate(self) -> Result | None:
        return next((r for r in self.estimates if r.year == self.year), None)

    def of_year(self, year: int) -> Result | None:
        """The published result of a year."""
        return next((r for r in self.published if r.year == year), None)

    def exact_mean_for(self, result: Result) -> Decimal | None:
        """The unrounded mean of the block that goes with a published result."""
        if result.kind is not ResultKind.PUBLISHED:
            return None
        return next((each.mean for each in self.exact_means if each.year == result.year), None)

    def before(self, result: Result) -> Result | None:
        """The published result of the year before ``result``."""
        return self.of_year(result.year - 1)


def _place(result: Result) -> tuple[int, ResultKind, str | None]:
    """What there is one result of: a year and a kind, of the agency or of a predecessor."""
    return result.year, result.kind, result.of
