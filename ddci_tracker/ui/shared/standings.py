"""Targets and results of a sub-index or a whole index in the words and pictures of a screen.

What counts and which colour a light has comes from the rules; this module only words it, for the
screens Chỉ số thành phần and Kết quả.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ddci_tracker.domain.arithmetic import (
    derived_score,
    median_place,
    rank_change,
    score_change,
)
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.plan import Result, ResultKind, Target, TargetKind, TargetOf
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.results import Entered, Results
from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.standing import TargetStanding, result_light
from ddci_tracker.domain.targets import Measure, Threshold, distance, threshold_of
from ddci_tracker.domain.views import Estimate, Standing
from ddci_tracker.ui.shared import charts
from ddci_tracker.ui.shared.charts import ChartPanel, Dot, PlotMark
from ddci_tracker.words import formats, labels, plan_names, reasons, sources
from ddci_tracker.words.catalogue import Words

_PLACES = {
    TargetKind.RANK_AT_MOST,
    TargetKind.RANK_RANGE,
    TargetKind.HOLD_RANK,
    TargetKind.TOP_GROUP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Have:
    """A figure that is held against a target: what it is, and how far from the target."""

    figure: str
    year: int
    gap: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A target as printed, what it asks for, what there is, and the verdict.

    ``base`` says which earlier figure it counts from, ``other_year`` that it is not for the
    plan's own year, so that it is not judged here.
    """

    text: str
    place: str | None
    asked: str | None
    base: str | None
    published: Have | None
    estimate: Have | None
    light: Light
    verdict: str
    because: str
    other_year: int | None
    past: bool


def target_rows(
    standing: Standing, section: str | None, policy: Policy, words: Words
) -> list[TargetLine]:
    """The targets of a sub-index or index, each judged by itself."""
    return [_target_row(each, standing, section, policy, words) for each in standing.targets]


def _target_row(
    each: TargetStanding, standing: Standing, section: str | None, policy: Policy, words: Words
) -> TargetLine:
    target, results = each.target, standing.results
    threshold = threshold_of(target, results)
    other_year = None if target.holds_in(results.year) else target.year
    light = result_light((target,), results, scale_max=standing.scale.measures, policy=policy)
    return TargetLine(
        text=target.text or formats.target(target, words),
        place=sources.place(section, target.lines, words),
        asked=_asked(threshold, standing, words) if threshold else None,
        base=_base(target, results, words),
        published=_have(target, results.latest, results, words),
        estimate=_have(target, results.estimate, results, words),
        light=light,
        verdict=plan_names.result_word(light.colour, light.reason.code, words),
        because=reasons.short(light.reason, words),
        other_year=other_year,
        past=other_year is not None and other_year < results.year,
    )


def _asked(threshold: Threshold, standing: Standing, words: Words) -> str:
    """What is to be reached, with the list in which a place counts where it is not the usual."""
    said = formats.threshold(threshold, words)
    if threshold.list is None or standing.in_own_list(threshold):
        return said
    return f"{said} {labels.label(threshold.list, words)}"


def _base(target: Target, results: Results, words: Words) -> str | None:
    """The figure that a target counts from: of an earlier year, of the block, of a band."""
    threshold = threshold_of(target, results)
    basis = threshold.basis if threshold else None
    return formats.basis(basis, words) if basis else None


def _measure(target: Target) -> Measure | None:
    """What a target counts, even where it cannot be decided; None for one without figures."""
    if target.kind is TargetKind.QUALITATIVE:
        return None
    places = target.kind in _PLACES or target.of is TargetOf.PLACES
    return Measure.PLACES if places else Measure.POINTS


def _have(target: Target, result: Result | None, results: Results, words: Words) -> Have | None:
    if result is None:
        return None
    found = distance(target, results, result)
    place = plan_names.place_text(result, target.list, results.own_list, words)
    figure = _figure(result, place, found.measure if found else _measure(target), words)
    if figure is None:
        return None
    gap = reasons.apart(found.gap, found.measure, words, missed=not found.met) if found else None
    return Have(figure=figure, year=result.year, gap=gap)


def _figure(result: Result, place: str | None, measure: Measure | None, words: Words) -> str | None:
    """A score, the rank in the list that is asked for, or both where nothing says which."""
    score = formats.decimal(result.score, words) if result.score is not None else None
    if measure is Measure.POINTS:
        return score
    if measure is Measure.PLACES:
        return place
    return " · ".join(part for part in (score, place) if part) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One result in words.

    ``extras`` are further figures, ``quote`` what is printed of it, ``entry`` the key of what was
    entered, None where nothing was.
    """

    result: Result
    kind: str
    score: str | None
    derived: bool
    rank: str | None
    score_change: Decimal | None
    rank_change: int | None
    extras: str
    origin: str
    quote: str | None
    entry: str | None


def year_rows(
    standing: Standing, printed: Collection[Result], people: Mapping[str, str], words: Words
) -> list[YearRow]:
    """All results, the newest first, an estimate before the published one of its year.

    ``people`` are full names by the name of the account: who entered what.
    """
    results = standing.results
    pairs = [(each, results.before(each)) for each in results.published]
    pairs += [(each, None) for each in (*results.estimates, *results.predecessors)]
    rows = [
        _year_row(
            each,
            before,
            words,
            sources.origin(each, printed, results.entry_of(each), people, words),
            results.entry_of(each),
        )
        for each, before in pairs
    ]
    return sorted(
        rows,
        key=lambda row: (row.result.year, row.result.kind is ResultKind.ESTIMATE),
        reverse=True,
    )


def _year_row(
    result: Result, previous: Result | None, words: Words, origin: str, entered: Entered | None
) -> YearRow:
    score = result.score if result.score is not None else derived_score(result, previous)
    published = result.kind is ResultKind.PUBLISHED and result.of is None
    return YearRow(
        result=result,
        kind=_kind(result, words),
        score=formats.decimal(score, words) if score is not None else None,
        derived=result.score is None and score is not None,
        rank=_rank(result, words),
        score_change=score_change(result, previous) if published else None,
        rank_change=rank_change(result, previous) if published else None,
        extras=extras_of(result, words),
        origin=formats.capital(origin),
        quote=entered.printed.text if entered and entered.printed else result.text,
        entry=entered.version.key if entered else None,
    )


def _kind(result: Result, words: Words) -> str:
    """Published or estimated; a predecessor's result with the name of whose it is."""
    said = labels.label(result.kind, words)
    return said if result.of is None else f"{said} ({result.of})"


def _rank(result: Result, words: Words) -> str | None:
    if result.rank is not None:
        return formats.rank(result.rank, result.out_of)
    return f"> {result.rank_over}" if result.rank_over is not None else None


def extras_of(result: Result, words: Words) -> str:
    """The further figures of a result, as a list; empty where there are none."""
    return "; ".join(_extras(result, words))


def _extras(result: Result, words: Words) -> Iterable[str]:
    if result.previous_rank is not None:
        yield words.text("rank {rank} the year before", rank=result.previous_rank)
    if result.improvement_rank is not None:
        rank = formats.rank(result.improvement_rank, result.out_of)
        yield words.text("rank {rank} by improvement", rank=rank)
    yield from plan_names.list_ranks(result, words)
    if result.best_score is not None:
        yield words.text("the best has {score}", score=result.best_score)
    if result.median is not None:
        yield words.text("median of the block {score}", score=result.median)
    if result.mean is not None:
        yield words.text("mean of the block {score}", score=result.mean)
    yield from plan_names.other_sources(result, words)


def neighbours_text(standing: Standing, words: Words) -> str | None:
    """Who stands next in the table of the block, and how far: kế trên Sở Y 64,10 (còn 0,70)."""
    score, near = standing.latest.score if standing.latest else None, standing.neighbours
    if score is None or near is None:
        return None
    parts = []
    if near.above is not None:
        apart = near.above.score - score
        parts.append(
            words.text(
                "next above: {agency} {score} ({gap} short)",
                agency=near.above.agency,
                score=near.above.score,
                gap=apart,
            )
        )
    if near.below is not None:
        parts.append(
            words.text(
                "next below: {agency} {score}", agency=near.below.agency, score=near.below.score
            )
        )
    return "; ".join(parts) or None


def median_text(result: Result | None, words: Words) -> str | None:
    """How far a rank is from the median place: 3 bậc dưới trung vị 13."""
    apart = median_gap(result)
    if result is None or result.out_of is None or apart is None:
        return None
    median = median_place(result.out_of)
    if apart == 0:
        return words.text("at the median place {median}", median=median)
    if apart > 0:
        return words.text("{count} places above the median {median}", count=apart, median=median)
    return words.text("{count} places below the median {median}", count=-apart, median=median)


def median_apart(result: Result | None, words: Words) -> str | None:
    """The same where the median place goes without saying: trên 3 bậc."""
    apart = median_gap(result)
    if apart is None:
        return None
    if apart == 0:
        return words.text("at the median")
    if apart > 0:
        return words.text("{count} places above", count=apart)
    return words.text("{count} places below", count=-apart)


def median_gap(result: Result | None) -> Decimal | None:
    """Places above the median place (negative: below); None where either is unknown."""
    if result is None or result.rank is None or result.out_of is None:
        return None
    return median_place(result.out_of) - result.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A rank of a year; ``out_of`` unknown where only the year after prints it."""

    year: int
    rank: int
    out_of: int | None


def ranks(standing: Standing) -> tuple[Placed, ...]:
    """Published ranks, oldest first, with those that the print of the year after names."""
    found: dict[int, Placed] = {}
    for result in standing.results.published:
        if result.previous_rank is not None:
            before = Placed(year=result.year - 1, rank=result.previous_rank, out_of=None)
            found.setdefault(before.year, before)
        if result.rank is not None:
            found[result.year] = Placed(year=result.year, rank=result.rank, out_of=result.out_of)
    return tuple(found[year] for year in sorted(found))


def scores(standing: Standing) -> tuple[tuple[int, Decimal], ...]:
    """Published scores, oldest first."""
    return tuple((r.year, r.score) for r in standing.results.published if r.score is not None)


def chart_over_the_years(standing: Standing, words: Words) -> tuple[Any, str] | None:
    """The figure of scores and ranks and what it shows in words; None where nothing is known."""
    both = (score_panel(standing, words), rank_panel(standing, words))
    panels = tuple(panel for panel in both if panel is not None)
    if not panels:
        return None
    years = years_of(standing)
    figure = charts.over_the_years(panels, years, words.language)
    return figure, said_over_the_years(standing, words)


def score_panel(standing: Standing, words: Words) -> ChartPanel | None:
    """Scores over the years; None where there is none."""
    known, estimate = scores(standing), standing.estimate
    goal = standing.goals.get(Measure.POINTS)
    guess = estimate.score if estimate else None
    if not known and guess is None:
        return None
    values = [score for _, score in known]
    values += [value for value in (guess, goal.threshold.at if goal else None) if value is not None]
    return replace(
        score_axis(values, standing.scale, words),
        published=tuple(score_dot(year, score, words) for year, score in known),
        estimate=estimate_dot(estimate, words),
        goal=goal_mark(goal.threshold, words) if goal else None,
    )


def rank_panel(standing: Standing, words: Words) -> ChartPanel | None:
    """Ranks over the years; None where there is none."""
    known = ranks(standing)
    if not known:
        return None
    goal = standing.goals.get(Measure.PLACES)
    return replace(
        rank_axis(known, words, goal=goal.threshold if goal else None),
        published=tuple(rank_dot(placed, words) for placed in known),
        goal=goal_mark(goal.threshold, words) if goal else None,
    )


def goal_mark(goal: Threshold, words: Words) -> PlotMark:
    """What is to be reached, on a chart."""
    text = words.text("target {target}", target=formats.threshold(goal, words))
    return PlotMark(at=float(goal.at), text=text)


def score_dot(year: int, score: Decimal, words: Words) -> Dot:
    """A published score on a chart."""
    said = words.text("Score of {year}: {score}", year=year, score=score)
    figure = formats.decimal(score, words)
    return Dot(year=year, at=float(score), figure=figure, text=figure, said=said)


def rank_dot(placed: Placed, words: Words) -> Dot:
    """A published rank on a chart."""
    rank = formats.rank(placed.rank, placed.out_of)
    said = words.text("Rank of {year}: {rank}", year=placed.year, rank=rank)
    figure = str(placed.rank)
    return Dot(year=placed.year, at=float(placed.rank), figure=figure, text=figure, said=said)


def estimate_dot(estimate: Estimate | None, words: Words) -> Dot | None:
    """An estimated score on a chart, which says that it is one."""
    if estimate is None or estimate.score is None:
        return None
    said = words.text("Estimate of {year}: {score}", year=estimate.year, score=estimate.score)
    basis = labels.label(estimate.basis, words)
    return Dot(
        year=estimate.year,
        at=float(estimate.score),
        figure=formats.decimal(estimate.score, words),
        text=words.text("estimate {score}", score=estimate.score),
        said=f"{said} ({basis})",
    )


def score_axis(values: Collection[Decimal], scale: Scale, words: Words) -> ChartPanel:
    """An axis of scores up to the end of the scale; it says so where it begins later than that."""
    step, low = scale.step, scale.minimum
    if values:
        steps = (min(values) - step / 4 - low) // step
        # One step saved is not worth an axis that begins in the middle.
        low = low + steps * step if steps > 1 else low
    ticks = scale.ticks(low)
    title = words.text(
        "Score, scale from {minimum} to {maximum}", minimum=scale.minimum, maximum=scale.maximum
    )
    if low > scale.minimum:
        title = words.text("{scale} (drawn from {low})", scale=title, low=ticks[0])
    return ChartPanel(
        title=title,
        published=(),
        estimate=None,
        goal=None,
        middle=None,
        bounds=(float(low), float(scale.maximum)),
        ticks=tuple(PlotMark(at=float(tick), text=formats.decimal(tick, words)) for tick in ticks),
    )


def rank_axis(
    known: Collection[Placed], words: Words, *, goal: Threshold | None = None
) -> ChartPanel:
    """An axis of ranks with the first place on top and the median place as a dashed line."""
    lists = [placed.out_of for placed in known if placed.out_of is not None]
    listed = max(lists, default=None)
    seen = [Decimal(placed.rank) for placed in known] + ([goal.at] if goal else [])
    worst = max([*seen, Decimal(listed or 0)])
    title = words.text("Rank, the first place on top")
    if len(set(lists)) > 1:
        # Places in lists of different lengths stand side by side; that they differ is said.
        lengths = formats.listed(map(str, dict.fromkeys(lists)), words)
        title = words.text("Rank, the first place on top; lists of {lengths}", lengths=lengths)
    if len(set(lists)) == 1:
        title = words.text("Rank among {count} agencies, the first place on top", count=lists[0])
    marks = [
        PlotMark(at=1, text="1"),
        PlotMark(at=float(worst), text=formats.decimal(worst, words)),
    ]
    middle = median_place(listed) if listed and len(set(lists)) == 1 else None
    span = max(float(worst - 1), 1)
    return ChartPanel(
        title=title,
        published=(),
        estimate=None,
        goal=None,
        middle=_median(middle, words) if middle is not None else None,
        # Room for the figure under the lowest point.
        bounds=(float(worst) + span * 0.18, 1 - span * 0.06),
        ticks=tuple(marks),
    )


def _median(place: Decimal, words: Words) -> PlotMark:
    return PlotMark(at=float(place), text=words.text("median place {median}", median=place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which marks a chart shows besides what is published, which is a ``bar`` or a dot."""

    guess: bool
    goal: bool
    bar: bool


def marks_of(standing: Standing) -> Marks:
    """The marks of a chart of one standing over the years."""
    guess = estimate_score(standing) is not None
    return Marks(guess=guess, goal=bool(standing.goals), bar=False)


def estimate_score(standing: Standing) -> Decimal | None:
    """The estimated score, of whatever year."""
    return standing.estimate.score if standing.estimate else None


def years_of(standing: Standing) -> tuple[int, ...]:
    """Every year from the first one with a figure to the plan's own."""
    years = [standing.results.year, *(result.year for result in standing.results.published)]
    years += [placed.year for placed in ranks(standing)]
    if standing.estimate is not None:
        years.append(standing.estimate.year)
    return tuple(range(min(years), standing.results.year + 1))


def said_over_the_years(standing: Standing, words: Words) -> str:
    """What a chart over the years shows, for those who cannot see it."""
    parts = []
    if known := scores(standing):
        figures = [f"{year}: {formats.decimal(score, words)}" for year, score in known]
        parts.append(words.text("Scores: {figures}", figures="; ".join(figures)))
    if places := ranks(standing):
        figures = [f"{p.year}: {formats.rank(p.rank, p.out_of)}" for p in places]
        parts.append(words.text("Ranks: {figures}", figures="; ".join(figures)))
    if dot := estimate_dot(standing.estimate, words):
        parts.append(dot.said)
    parts += [
        words.text(
            "Target of {year}: {target}",
            year=standing.results.year,
            target=formats.threshold(goal.threshold, words),
        )
        for goal in standing.goals.values()
    ]
    return ". ".join(parts)
