"""The overview of a briefing and its chart: where the whole stands, and every sub-index.

What a leader sees first, from six metres away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import OverallView, Standing, SubIndexView, worst_first
from ddci_tracker.office import figures, light_styles, measuring
from ddci_tracker.office.slide_chart import Bars, Series, draw_chart
from ddci_tracker.office.slide_parts import (
    BODY,
    TEXT,
    WORD,
    Run,
    Runs,
    Slide,
    SlideColumn,
    SlidePlace,
    light_runs,
)
from ddci_tracker.office.slide_story import BOTTOM, TOP, SlideRow, SlideStory, bold, plain
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.office.targets import TARGET, target_in_brief, targets_as_printed
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.marking import N_

_AS_OF = N_("figures as of {day}")
BARS_A_SLIDE = 8
_NAMES_A_SLIDE = 6  # in the table, however long they are
_GAP = 0.2
_INSET = 0.2  # between the edge of a box and what stands in it
_NAME, _LEAD = 3.22, 1.83  # the widths of the columns of names and of units
_CAPTION = 1.7  # what a caption gets on one line; longer ones take two
_FIGURES = (40, 32, 28, 24)  # points; the largest that fits
# Below the upper edge of a box: its figures, what each of them is, and its last line.
_FIGURE_TOP, _CAPTION_TOP, _LAST_TOP = 0.6, 1.28, 2.1
_LIGHT = 0.42


def draw_overview(story: SlideStory) -> None:
    """Where the whole stands; the sub-indices follow on a slide of their own, or on several."""
    slide = story.deck.slide(_message(story), _subtitle(story), _notes(story))
    _boxes(story, slide)
    if story.board.sub_indices:
        _sub_indices(story)
        return
    none = story.text(N_("The plan names no sub-index"))
    bare = story.deck.slide(none, _subtitle(story), [none])
    bare.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(none)])


def _message(story: SlideStory) -> str:
    """What the month comes to, in one line."""
    board, words = story.board, story.words
    month = formats.capital(formats.period(story.month.month, words))
    if not board.tracked:
        return story.text(N_("{month}: no unit has recorded anything yet"), month=month)
    late = words.plural("{count} task late", "{count} tasks late", count=board.counts.red)
    missing = words.plural(
        "{count} report missing",
        "{count} reports missing",
        count=board.report_totals.missing,
    )
    return f"{month}: {late}, {missing}" if board.reports else f"{month}: {late}"


def _sub_indices(story: SlideStory) -> None:
    views, words = worst_first(story.board.sub_indices), story.words
    parts = words.plural("{count} sub-index", "{count} sub-indices", count=len(views))
    story.table(
        _worst(story, views),
        f"{parts} · {words.text(_AS_OF, day=story.board.as_of)}",
        _columns(story),
        [_row(story, view) for view in views],
        said=story.text(N_("Table of the sub-indices, the worst first, with both lights of each")),
        most=ceil(len(views) / _NAMES_A_SLIDE),
    )


def _worst(story: SlideStory, views: Sequence[SubIndexView]) -> str:
    """How many sub-indices are red, and which is the worst; none known is no good news."""
    red = [view for view in views if figures.is_red(view)]
    if red:
        return story.text(
            N_("{red} of {count} sub-indices are red, {name} is the worst"),
            red=len(red),
            count=len(views),
            name=plan_names.short_sub_index_name(red[0], story.words),
        )
    lights = [light for view in views for light in (view.execution, view.standing.light)]
    judged = any(light.colour not in (Colour.GREY, None) for light in lights)
    return story.text(N_("No sub-index is red") if judged else N_("No sub-index can be judged yet"))


def _subtitle(story: SlideStory) -> str:
    board = story.board
    parts = [
        board.plan.agency.name,
        story.text(
            "{indices} plan of {year}",
            indices=", ".join(board.plan.indices),
            year=board.plan.year,
        ),
        story.words.text(_AS_OF, day=board.as_of),
    ]
    return " · ".join(parts)


def _notes(story: SlideStory) -> Iterator[str]:
    """What the one who speaks says of the whole."""
    board, words = story.board, story.words
    if board.plan.illustration:
        yield story.text("Illustration: not the figures of any agency")
    for whole in board.overall:
        targets = targets_as_printed(whole.standing, words, TARGET)
        yield f"{whole.name}: {_standing(story, whole.standing, targets)}"
    fresh = board.freshness
    if fresh.last_update:
        yield formats.capital(words.text("last update {moment}", moment=fresh.last_update))
    if fresh.silent:
        yield story.text("Not yet: {units}", units=story.units(fresh.silent))


def _standing(story: SlideStory, standing: Standing, targets: str) -> str:
    parts = [story.text("Target: {target}", target=targets)]
    if standing.latest:
        parts.append(_published(story, standing.latest))
    if standing.estimate and standing.estimate.score is not None:
        parts.append(
            story.words.text(
                "estimate of {year}: {score}",
                year=standing.estimate.year,
                score=standing.estimate.score,
            )
        )
    return f"{'; '.join(parts)}. {story.said(standing.light.reason)}."


def _published(story: SlideStory, result: Result) -> str:
    said = plan_names.result_text(result, story.words)
    return story.text("published for {year}: {figures}", year=result.year, figures=said)


def _columns(story: SlideStory) -> list[SlideColumn]:
    text = story.text
    return [
        SlideColumn(title=text(N_("Sub-index")), width=_NAME),
        SlideColumn(title=text("Lead"), width=_LEAD),
        SlideColumn(title=text("Execution"), width=2.14),
        SlideColumn(title=text(N_("Result (* estimated)")), width=2.09),
        SlideColumn(title=text(N_("Latest")), width=0.87, right=True),
        SlideColumn(title=text(N_("Est’d")), width=0.75, right=True),
        SlideColumn(title=text(N_("Target")), width=1.43, right=True),
    ]


def _row(story: SlideStory, view: SubIndexView) -> SlideRow:
    words, standing = story.words, view.standing
    execution = labels.execution_label(view.execution.colour, words)
    result = _result(story, standing)
    name = plan_names.sub_index_name(view, words)
    fits = measuring.width(name, TEXT, bold=True) < _NAME - 0.12
    said = [
        f"{name}. {story.text('Execution')}: {execution}, {story.why(view.execution)}",
        f"{story.text('Result')}: {story.said(standing.light.reason)}",
        story.text("Target: {target}", target=targets_as_printed(standing, words, TARGET)),
    ]
    return SlideRow(
        cells=(
            bold(name if fits else plan_names.short_sub_index_name(view, words)),
            plain(_lead(story, view)),
            light_runs(view.execution.colour, execution),
            light_runs(standing.light.colour, result) if standing.current else plain(result),
            plain(_figure(story, standing.latest.score if standing.latest else None)),
            plain(_figure(story, standing.estimate.score if standing.estimate else None)),
            bold(_target(story, standing)),
        ),
        note=". ".join(said) + ".",
    )


def _lead(story: SlideStory, view: SubIndexView) -> str:
    """Who leads; of more than two lines of units the first and how many more there are."""
    lead = view.sub_index.lead
    said = story.units(lead)
    if len(lead) == 1 or measuring.lines(said, _LEAD - 0.12, TEXT) <= 2:
        return said
    more = story.words.plural(
        "and {count} other unit", "and {count} other units", count=len(lead) - 1
    )
    return f"{story.units(lead[:1])} {more}"


def _result(story: SlideStory, standing: Standing) -> str:
    """The word of a result light, with the mark that the title of its column explains."""
    word = plan_names.verdict(standing, story.words)
    return f"{word}*" if standing.light.estimated else word


def _figure(story: SlideStory, value: Decimal | None) -> str:
    return formats.NOTHING if value is None else formats.decimal(value, story.words)


def _target(story: SlideStory, standing: Standing) -> str:
    """The first target of scores, else of ranks, in few words; the notes have all of them."""
    goal = standing.goals.get(Measure.POINTS) or standing.goals.get(Measure.PLACES)
    if goal:
        return target_in_brief(goal.target, story.words)
    return story.text(N_("in words")) if standing.targets else formats.NOTHING


def _boxes(story: SlideStory, slide: Slide) -> None:
    """Score, rank, tasks and reports in four boxes."""
    width, height = (BODY - _GAP) / 2, (BOTTOM - TOP - _GAP) / 2
    right, below = MARGIN + width + _GAP, TOP + height + _GAP
    if len(story.board.overall) == 1:
        whole = story.board.overall[0]
        _score(story, slide, SlidePlace(MARGIN, TOP, width, height), whole)
        _rank(story, slide, SlidePlace(right, TOP, width, height), whole)
    else:
        _several(story, slide, SlidePlace(MARGIN, TOP, BODY, height))
    _tasks(story, slide, SlidePlace(MARGIN, below, width, height))
    _reports(story, slide, SlidePlace(right, below, width, height))


def _head(slide: Slide, box: SlidePlace, said: str, more: str = "") -> None:
    slide.box(box, fill=light_styles.PAPER, edge=light_styles.LINE)
    runs = [Run(said, bold=True), Run(f"  {more}" if more else "", colour=light_styles.SECOND)]
    place = SlidePlace(box.left + _INSET, box.top + 0.12, box.width - 2 * _INSET, 0.36)
    slide.text(place, [[run for run in runs if run.text]], size=WORD)


def _last(slide: Slide, box: SlidePlace, runs: Runs, inset: float = _INSET) -> None:
    """The line at the foot of a box."""
    room = box.width - inset - _INSET
    slide.text(SlidePlace(box.left + inset, box.top + _LAST_TOP, room, 0.32), [runs])


def _score(story: SlideStory, slide: Slide, box: SlidePlace, whole: OverallView) -> None:
    standing = whole.standing
    _head(slide, box, story.text(N_("Total score, {index}"), index=whole.index))
    year = story.board.plan.year
    latest, estimate = standing.latest, standing.estimate
    goal = standing.goals.get(Measure.POINTS)
    figures_shown = [
        (
            _figure(story, latest.score if latest else None),
            story.text("published {year}", year=latest.year)
            if latest
            else story.text("no published total"),
        ),
        (
            _figure(story, estimate.score if estimate else None),
            story.text("estimate {year}", year=estimate.year if estimate else year),
        ),
        (
            target_in_brief(goal.target, story.words) if goal else formats.NOTHING,
            story.text("target {year}", year=year),
        ),
    ]
    _figures(slide, box, figures_shown)
    _verdict(story, slide, box, standing)


def _verdict(story: SlideStory, slide: Slide, box: SlidePlace, standing: Standing) -> None:
    light, inset = standing.light, _INSET + 0.42
    said = story.said(light.reason)
    if measuring.width(said, TEXT, bold=True) > box.width - inset - _INSET:
        said = formats.capital(reasons.short(light.reason, story.words))
    at = (box.left + _INSET, box.top + _LAST_TOP)
    slide.light(light.colour, at, 0.3, said, result=True)
    run = Run(said, bold=True, colour=light_styles.TONES[light.colour])
    _last(slide, box, [run], inset)


def _figures(slide: Slide, box: SlidePlace, shown: Sequence[tuple[str, str]]) -> None:
    """Large figures side by side, each over what it is; wide ones get more room."""
    room, gap = box.width - 2 * _INSET, 0.15
    for size in _FIGURES:
        widths = [measuring.width(figure, size, bold=True) + gap for figure, _ in shown]
        if sum(widths) <= room:
            break
    wanted = [
        max(width, min(measuring.width(caption, TEXT) + 0.1, _CAPTION))
        for width, (_, caption) in zip(widths, shown, strict=True)
    ]
    widths = wanted if sum(wanted) <= room else widths
    spare = (room - sum(widths)) / len(widths)
    left = box.left + _INSET
    for width, (figure, caption) in zip(widths, shown, strict=True):
        end = width + spare
        top = box.top + _FIGURE_TOP
        slide.text(SlidePlace(left, top, end, 0.66), [[Run(figure, bold=True)]], size=size)
        slide.text(SlidePlace(left, box.top + _CAPTION_TOP, end - 0.05, 0.62), [[Run(caption)]])
        left += end


def _rank(story: SlideStory, slide: Slide, box: SlidePlace, whole: OverallView) -> None:
    standing = whole.standing
    _head(slide, box, story.text("Rank"))
    latest = standing.latest
    goal = standing.goals.get(Measure.PLACES)
    chosen = goal.threshold.list if goal else None
    place = plan_names.place_in_brief(latest, chosen, standing.results.own_list, story.words)
    caption = story.text("published {year}", year=latest.year) if latest and place else ""
    shown = [
        (place or formats.NOTHING, caption or story.text("no published rank")),
        (
            target_in_brief(goal.target, story.words) if goal else formats.NOTHING,
            story.text("target {year}", year=story.board.plan.year),
        ),
    ]
    _figures(slide, box, shown)


def _several(story: SlideStory, slide: Slide, box: SlidePlace) -> None:
    """A line for each index, where a plan follows several."""
    _head(slide, box, story.text("Indices") if story.board.overall else story.text("Total score"))
    said: list[Runs] = []
    for whole in story.board.overall:
        light = whole.standing.light
        targets = targets_as_printed(whole.standing, story.words, TARGET)
        against = story.text("target {target}", target=targets)
        if measuring.width(against, TEXT) > (box.width - 2 * _INSET) * 0.6:
            verdict = story.said(light.reason)
            against = f"{verdict[:1].lower()}{verdict[1:]}"
        latest = f"{_published(story, whole.standing.latest)}; " if whole.standing.latest else ""
        runs = light_runs(light.colour, whole.index)
        said.append((*runs, Run(f": {latest}{against}")))
    room = box.height - _FIGURE_TOP - 0.1
    place = SlidePlace(box.left + _INSET, box.top + _FIGURE_TOP, box.width - 2 * _INSET, room)
    slide.text(place, said or [plain(story.text("no target"))])


def _tasks(story: SlideStory, slide: Slide, box: SlidePlace) -> None:
    board, words = story.board, story.words
    counts = board.counts
    quarter = formats.short_period(board.quarter, words)
    more = words.plural("{count} in play", "{count} in play", count=counts.in_play)
    _head(slide, box, story.text("Tasks, {quarter}", quarter=quarter), more)
    shown = [
        (Colour.RED, counts.red, story.text("late")),
        (Colour.AMBER, counts.amber, story.text("at risk")),
        (Colour.GREY, counts.grey, story.text("not updated")),
        (Colour.GREEN, counts.green, story.text("on track")),
    ]
    if not board.tracked:
        shown = [(Colour.GREY, counts.grey, story.text("not tracked yet"))]
    _counts(slide, box, shown)
    fresh = board.freshness
    if board.tracked and fresh.expected:
        said = story.text(
            "{updated}/{expected} units have updated this quarter",
            updated=len(fresh.updated),
            expected=len(fresh.expected),
        )
        _last(slide, box, [Run(said, colour=light_styles.SECOND)])


def _reports(story: SlideStory, slide: Slide, box: SlidePlace) -> None:
    totals = story.board.report_totals
    _head(slide, box, story.text("Reports of {year}", year=story.board.plan.year))
    if not story.board.reports:
        room = SlidePlace(box.left + _INSET, box.top + _FIGURE_TOP, box.width - 2 * _INSET, 1)
        slide.text(room, [plain(story.text("The plan asks for no periodic report"))])
        return
    _counts(
        slide,
        box,
        [
            (Colour.RED, totals.missing, story.text("missing")),
            (Colour.AMBER, totals.late, story.text("late in")),
            (Colour.GREEN, totals.on_time, story.text("on time")),
        ],
    )


def _counts(slide: Slide, box: SlidePlace, shown: Sequence[tuple[Colour, int, str]]) -> None:
    """How many of each light, each with its shape and its word."""
    width = (box.width - 2 * _INSET) / max(len(shown), 3)
    widest = max((str(count) for _, count, _ in shown), key=len)
    room = width - _LIGHT - 0.1
    fitting = (size for size in _FIGURES if measuring.width(widest, size, bold=True) <= room)
    size = next(fitting, _FIGURES[-1])
    for number, (colour, count, word) in enumerate(shown):
        left, top = box.left + _INSET + number * width, box.top + _FIGURE_TOP
        slide.light(colour, (left, top + 0.12), _LIGHT, f"{count} {word}", result=False)
        run = Run(str(count), bold=True, colour=light_styles.TONES[colour])
        slide.text(SlidePlace(left + _LIGHT + 0.1, top, room, 0.66), [[run]], size=size)
        slide.text(SlidePlace(left, box.top + _CAPTION_TOP, width - 0.05, 0.62), [[Run(word)]])


def draw_charts(story: SlideStory) -> None:
    """A chart of scores, estimates and targets for each index that has any, over more than one
    slide where there are many sub-indices."""
    for index in story.board.plan.indices:
        views = [
            view
            for view in worst_first(story.board.sub_indices)
            if view.index == index and _has_figures(view)
        ]
        for begin in range(0, len(views), BARS_A_SLIDE):
            _chart(story, index, views[begin : begin + BARS_A_SLIDE])


def _below(story: SlideStory, index: str, views: Sequence[SubIndexView]) -> str:
    """How many of the shown sub-indices lie below their target by their latest score."""
    year, text = story.board.plan.year, story.text
    gaps = [
        each.gap
        for view in views
        for each in [each for each in view.standing.current if each.measure is Measure.POINTS][:1]
        if each.gap is not None
    ]
    if not gaps:
        return text(N_("{index}: scores against the targets of {year}"), index=index, year=year)
    return text(
        N_("{index}: {below} of {count} published scores lie below the target of {year}"),
        index=index,
        below=sum(gap < 0 for gap in gaps),
        count=len(gaps),
        year=year,
    )


def _has_figures(view: SubIndexView) -> bool:
    bars = _bars(view, view.name)
    return any(value is not None for value in (bars.published, bars.estimate, bars.target))


def _bars(view: SubIndexView, name: str) -> Bars:
    standing = view.standing
    goal = standing.goals.get(Measure.POINTS)
    return Bars(
        name=name,
        published=standing.latest.score if standing.latest else None,
        estimate=standing.estimate.score if standing.estimate else None,
        target=goal.threshold.at if goal else None,
    )


def _chart(story: SlideStory, index: str, views: list[SubIndexView]) -> None:
    words = story.words
    title = _below(story, index, views)
    scale = Scale(
        minimum=min(view.standing.scale_min for view in views),
        maximum=max(view.standing.scale_max for view in views),
    )
    subtitle = words.text(
        N_(
            "Scale from {minimum} to {maximum}; grey columns are published, outlined ones are "
            "estimates"
        ),
        minimum=scale.minimum,
        maximum=scale.maximum,
    )
    said = [_said_bars(story, view) for view in views]
    slide = story.deck.slide(title, subtitle, said)
    draw_chart(
        slide,
        SlidePlace(MARGIN, TOP - 0.05, BODY, 5.5),
        [_bars(view, plan_names.short_sub_index_name(view, words)) for view in views],
        _series(story, views),
        scale=scale,
        made=story.month.frozen_at,
        said=f"{title}. {' '.join(said)}",
    )


def _series(story: SlideStory, views: list[SubIndexView]) -> Series:
    """What the legend says; a year only where it is that of all."""
    standings = [view.standing for view in views]
    published = {s.latest.year for s in standings if s.latest and s.latest.score is not None}
    estimated = {s.estimate.year for s in standings if s.estimate and s.estimate.score is not None}
    text, year = story.text, story.board.plan.year
    return Series(
        published=formats.capital(
            text("published {year}", year=published.pop())
            if len(published) == 1
            else text("last published score")
        ),
        estimate=formats.capital(
            text("estimate {year}", year=estimated.pop())
            if len(estimated) == 1
            else text("estimate")
        ),
        target=formats.capital(text("target {year}", year=year)),
    )


def _said_bars(story: SlideStory, view: SubIndexView) -> str:
    """The figures of one sub-index in words."""
    words, bars = story.words, _bars(view, plan_names.sub_index_name(view, story.words))
    latest, estimate = view.standing.latest, view.standing.estimate
    parts = []
    if latest is not None and bars.published is not None:
        parts.append(words.text("Score of {year}: {score}", year=latest.year, score=bars.published))
    if estimate is not None and bars.estimate is not None:
        parts.append(
            words.text("Estimate of {year}: {score}", year=estimate.year, score=bars.estimate)
        )
    parts.append(
        story.text("Target: {target}", target=targets_as_printed(view.standing, words, TARGET))
    )
    verdict = story.said(view.standing.light.reason)
    return f"{bars.name}. {'. '.join(parts)}. {verdict}."
