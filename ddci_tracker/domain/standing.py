"""Results against targets: which result counts, and the result light (kết quả).

Source: the rules, "Results" and "Result light". Published and estimated are never mixed: an
estimate colours a light only where no published result of the plan's own year exists, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import Result, ResultKind, Target
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.targets import Distance, Measure, distance
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
    return replace(
        entered,
        score=_first(entered.score, printed.score),
        score_change=_first(entered.score_change, printed.score_change if same_score else None),
        rank=_first(entered.rank, printed.rank),
        out_of=_first(entered.out_of, printed.out_of if same_rank else None),
        rank_change=_first(entered.rank_change, printed.rank_change if same_rank else None),
        previous_rank=_first(entered.previous_rank, printed.previous_rank),
        improvement_rank=_first(entered.improvement_rank, printed.improvement_rank),
        best_score=_first(entered.best_score, printed.best_score),
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
    them somebody entered.
    """

    year: int
    published: tuple[Result, ...]
    estimates: tuple[Result, ...]
    entered: tuple[Entered, ...] = ()

    @classmethod
    def of(
        cls, year: int, printed: Iterable[Result], entered: Iterable[Version[ResultEntry]] = ()
    ) -> Results:
        """Sort results into published and estimated ones up to ``year``.

        Of several printed for one year and kind the first given counts. What was entered comes
        before the print; a published one is ``completed`` from it.
        """
        chosen: dict[tuple[int, ResultKind], Result] = {}
        for result in printed:
            if result.year <= year:
                chosen.setdefault((result.year, result.kind), result)
        told: list[Entered] = []
        # In an order of their own, so that nothing depends on how they were recorded.
        for version in sorted(entered, key=lambda version: version.key):
            if version.value is None or version.value.result.year > year:
                continue
            result = version.value.result
            key = result.year, result.kind
            told.append(Entered(version=version, printed=chosen.get(key)))
            if key in chosen and result.kind is ResultKind.PUBLISHED:
                result = completed(result, chosen[key])
            chosen[key] = result
        ordered = sorted(chosen.values(), key=lambda result: result.year)
        return cls(
            year=year,
            published=tuple(r for r in ordered if r.kind is ResultKind.PUBLISHED),
            estimates=tuple(r for r in ordered if r.kind is ResultKind.ESTIMATE),
            entered=tuple(told),
        )

    def entry_of(self, result: Result) -> Entered | None:
        """How a result was entered; None for one that is only printed."""
        return next(
            (
                each
                for each in self.entered
                if each.version.value is not None
                and (each.version.value.result.year, each.version.value.result.kind)
                == (result.year, result.kind)
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
        return next((r for r in self.published if r.year == self.year), None)

    @property
    def estimate(self) -> Result | None:
        return next((r for r in self.estimates if r.year == self.year), None)

    def before(self, result: Result) -> Result | None:
        """The published result of the year before ``result``."""
        return next((r for r in self.published if r.year == result.year - 1), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStanding:
    """A target with how it stands.

    ``met`` is decided by a published result of the plan's own year only. ``gap`` compares the
    newest published result with the target (negative: still missing), None where undecidable.
    """

    target: Target
    met: bool | None
    gap: Decimal | None
    measure: Measure | None


def standing_of(target: Target, results: Results) -> TargetStanding:
    """How one target stands against what has been published."""
    of_this_year = target.holds_in(results.year)
    decided = distance(target, results.own, results.base) if of_this_year else None
    against_latest = distance(target, results.latest, results.base)
    return TargetStanding(
        target=target,
        met=decided.met if decided else None,
        gap=against_latest.gap if against_latest else None,
        measure=against_latest.measure if against_latest else None,
    )


def result_light(
    targets: Iterable[Target], results: Results, *, scale_max: Decimal, policy: Policy
) -> Light:
    """The result light of a sub-index or of a whole index.

    ``scale_max`` is the maximum of the score (10 or 100), to which the amber band is relative.
    """
    targets = tuple(target for target in targets if target.holds_in(results.year))
    if not targets:
        return Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.NO_TARGET))
    decided_by = results.own or results.estimate
    verdict = _worst(targets, decided_by, results.base, scale_max, policy)
    if verdict is None and results.own is None:
        return _not_yet(targets, results)
    if verdict is None:
        texts = tuple(target.text or str(target.kind) for target in targets)
        return Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.UNDECIDABLE, texts=texts))
    colour, found = verdict
    estimated = results.own is None
    code = {
        Colour.GREEN: ReasonCode.TARGET_MET,
        Colour.AMBER: ReasonCode.TARGET_NEAR,
        Colour.RED: ReasonCode.TARGET_MISSED,
    }[colour]
    reason = Reason.of(code, gap=found.gap, measure=found.measure, estimated=estimated)
    return Light(colour=colour, reason=reason, estimated=estimated)


def _not_yet(targets: tuple[Target, ...], results: Results) -> Light:
    """Grey until a result of the plan's year exists, with the starting gap in the reason.

    The gap is that of the first target that can be compared: with a score and a rank printed,
    the one that the plan puts first.
    """
    gaps = (distance(target, results.latest, results.base) for target in targets)
    found = next((gap for gap in gaps if gap is not None), None)
    if found is None or results.latest is None:
        reason = Reason.of(ReasonCode.NO_RESULT_NO_BASE, year=results.year)
    else:
        reason = Reason.of(
            ReasonCode.NO_RESULT_YET,
            year=results.year,
            base_year=results.latest.year,
            gap=found.gap,
            measure=found.measure,
        )
    return Light(colour=Colour.GREY, reason=reason)


def _worst(
    targets: tuple[Target, ...],
    result: Result | None,
    base: Result | None,
    scale_max: Decimal,
    policy: Policy,
) -> tuple[Colour, Distance] | None:
    """The worst decidable target's colour and distance, the first of equals."""
    found = [apart for target in targets if (apart := distance(target, result, base))]
    coloured = [(_colour(apart, scale_max, policy), apart) for apart in found]
    return max(coloured, key=lambda pair: pair[0].severity, default=None)


def _colour(apart: Distance, scale_max: Decimal, policy: Policy) -> Colour:
    if apart.met:
        return Colour.GREEN
    if apart.measure is Measure.PLACES:
        band = Decimal(policy.amber_places)
    else:
        band = policy.amber_share * scale_max
    return Colour.AMBER if -apart.gap <= band else Colour.RED
