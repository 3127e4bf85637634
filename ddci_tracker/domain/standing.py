"""Results against targets: how each target stands, and the result light (kết quả).

Source: the rules, "Results" and "Result light". Published and estimated are never mixed: an
estimate colours a light only where no published result of the plan's own year exists, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import Result, Target
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Argument, Reason, ReasonCode
from ddci_tracker.domain.results import Results
from ddci_tracker.domain.targets import Basis, Distance, Measure, distance, threshold_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetStanding:
    """A target with how it stands.

    ``met`` is decided by a published result of the plan's own year only. ``gap`` compares the
    newest published result with the target (negative: still missing), None where undecidable.
    ``basis`` is what the target is counted from, None where its own figures say all or where that
    is unknown.
    """

    target: Target
    met: bool | None
    gap: Decimal | None
    measure: Measure | None
    basis: Basis | None = None


def standing_of(target: Target, results: Results) -> TargetStanding:
    """How one target stands against what has been published."""
    of_this_year = target.holds_in(results.year)
    decided = distance(target, results, results.own) if of_this_year else None
    against_latest = distance(target, results, results.latest)
    threshold = threshold_of(target, results)
    return TargetStanding(
        target=target,
        met=decided.met if decided else None,
        gap=against_latest.gap if against_latest else None,
        measure=against_latest.measure if against_latest else None,
        basis=threshold.basis if threshold else None,
    )


def result_light(
    targets: Iterable[Target], results: Results, *, scale_max: Decimal | None, policy: Policy
) -> Light:
    """The result light of a sub-index or of a whole index.

    ``scale_max`` is the maximum of the score (10 or 100), to which the amber band is relative.
    None: it is not known, so that a score that misses its target is neither near it nor far.
    """
    targets = tuple(target for target in targets if target.holds_in(results.year))
    if not targets:
        return Light(colour=Colour.GREY, reason=Reason.of(ReasonCode.NO_TARGET))
    decided_by = results.own or results.estimate
    verdict = _worst(targets, decided_by, results, scale_max, policy)
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
        Colour.GREY: ReasonCode.MAXIMUM_UNKNOWN,
    }[colour]
    reason = Reason.of(code, **_apart(found, decided_by), estimated=estimated)
    return Light(colour=colour, reason=reason, estimated=estimated)


def _apart(found: Distance, result: Result | None) -> dict[str, Argument]:
    """How far a result is from a target, as arguments of a reason.

    Lists of different lengths are named; a rank of which only is known what it lies beyond has no
    gap.
    """
    if found.gap is None:
        return {"over": result.rank_over if result else None}
    lists = {"from_list": found.lists[0], "to_list": found.lists[1]} if found.lists else {}
    return {"gap": found.gap, "measure": found.measure, **lists}


def _not_yet(targets: tuple[Target, ...], results: Results) -> Light:
    """Grey until a result of the plan's year exists, with the starting gap in the reason.

    The gap is that of a target that is still missed, so that nobody is told to stand at the target
    while another one is not reached; else of the one that is passed by the least.
    """
    apart = [each for target in targets if (each := distance(target, results, results.latest))]
    missed = [each for each in apart if not each.met]
    found = _lowest(missed or apart) if apart else None
    if found is None or results.latest is None:
        reason = Reason.of(ReasonCode.NO_RESULT_NO_BASE, year=results.year)
    else:
        reason = Reason.of(
            ReasonCode.NO_RESULT_YET,
            year=results.year,
            base_year=results.latest.year,
            **_apart(found, results.latest),
            # Of a gap alone nobody could tell that to equal the mark is not enough.
            **({"missed": True} if found.gap == 0 and not found.met else {}),
        )
    return Light(colour=Colour.GREY, reason=reason)


def _worst(
    targets: tuple[Target, ...],
    result: Result | None,
    results: Results,
    scale_max: Decimal | None,
    policy: Policy,
) -> tuple[Colour, Distance] | None:
    """The worst decidable target's colour and distance.

    Of those missed alike it is the furthest, of those met alike the one met by the least.
    """
    found = [apart for target in targets if (apart := distance(target, results, result))]
    coloured = [(_colour(apart, scale_max, policy), apart) for apart in found]
    if not coloured:
        return None
    worst = max((colour for colour, _ in coloured), key=_WORSE.index)
    alike = [apart for colour, apart in coloured if colour is worst]
    return worst, _lowest(alike)


# Grey is a miss of which nobody knows how far it is: worse than met, and hides no amber or red.
_WORSE = (Colour.GREEN, Colour.GREY, Colour.AMBER, Colour.RED)


def _lowest(apart: list[Distance]) -> Distance:
    """The one that is furthest down in what the first counts: points and places do not compare."""
    first = apart[0]
    if first.gap is None:
        return first
    counted = [each for each in apart if each.measure is first.measure and each.gap is not None]
    return min(counted, key=lambda each: each.gap or Decimal(0))


def _colour(apart: Distance, scale_max: Decimal | None, policy: Policy) -> Colour:
    if apart.met:
        return Colour.GREEN
    if apart.gap is None:
        return Colour.RED
    if apart.measure is Measure.PLACES:
        band = Decimal(policy.amber_places)
    elif scale_max is None:
        return Colour.GREY
    else:
        band = policy.amber_share * scale_max
    return Colour.AMBER if -apart.gap <= band else Colour.RED
