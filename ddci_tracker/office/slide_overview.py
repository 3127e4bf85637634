"""The overview of a briefing and its chart: where the whole stands, and every sub-index.

What a leader sees first, from six metres away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import OverallView, Standing, SubIndexView, worst_first
from ddci_tracker.office import light_styles, measuring
from ddci_tracker.office.slide_chart import Bars, Series, draw_chart
from ddci_tracker.office.slide_parts import (
    BODY,
    CAPTION,
    SMALL,
    TEXT,
    Run,
    Runs,
    Slide,
    SlideColumn,
    SlidePlace,
    light_runs,
)
from ddci_tracker.office.slide_story import TOP, SlideRow, SlideStory, bold, plain
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.words import formats, labels, plan_names, reasons
from ddci_tracker.words.marking import N_

BARS_A_SLIDE = 10
_STRIP = 1.45  # the height of the figures above the table
_GAP = 0.1
_NAME = 3.15  # the width of the column of names
_CAPTION = 1.2  # what a caption gets on one line; longer ones take two
_FIGURES = (24, 20, 16)  # points; the largest that fits
_WIDTHS = (3.9, 2.45, 3.3, 2.38)


def draw_overview(story: SlideStory) -> None:
    """The overview, over more than one slide where there are many sub-indices."""
    board, words = story.board, story.words
    title = story.text(
        N_("Briefing of {month}: {agency}"),
        month=formats.period(story.month.month, words),
        agency=board.plan.agency.name,
    )
    views = worst_first(board.sub_indices)
    rows = [_row(story, view) for view in views]
    said = story.text(N_("Table of the sub-indices, the worst first, with both lights of each"))
    if rows:
        story.table(
            title,
            _subtitle(story),
            _columns(story),
            rows,
            said=said,
            most=len(rows),
            notes=_notes(story),
            above=lambda slide: _strip(story, slide),
            room_above=_STRIP + 0.15,
        )
        return
    slide = story.deck.slide(title, _subtitle(story), _notes(story))
    end = _strip(story, slide)
    slide.text(
        SlidePlace(MARGIN, end + 0.2, BODY, 0.4),
        [plain(story.text("The plan names no sub-index"))],
    )


def _subtitle(story: SlideStory) -> str:
    board = story.board
    parts = [
        story.text(
            "{indices} plan of {year}",
            indices=", ".join(board.plan.indices),
            year=board.plan.year,
        ),
        story.words.text(N_("figures as of {day}"), day=board.as_of),
        _freshness(story),
    ]
    return " · ".join(part for part in parts if part)


def _freshness(story: SlideStory) -> str | None:
    fresh = story.board.freshness
    if not story.board.tracked:
        return story.text("Not tracked in the system")
    if not fresh.expected:
        return None
    return story.text(
        "{updated}/{expected} units have updated this quarter",
        updated=len(fresh.updated),
        expected=len(fresh.expected),
    )


def _notes(story: SlideStory) -> Iterator[str]:
    """What the one who speaks says of the whole."""
    board, words = story.board, story.words
    if board.plan.illustration:
        yield story.text("Illustration: not the figures of any agency")
    for whole in board.overall:
        targets = plan_names.targets_text(whole.standing, words)
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
        SlideColumn(title=text("Lead"), width=1.98),
        SlideColumn(title=text("Execution"), width=2.06),
        SlideColumn(title=text(N_("Result (* estimated)")), width=1.96),
        SlideColumn(title=text(N_("Latest")), width=0.93, right=True),
        SlideColumn(title=text("Estimate"), width=0.96, right=True),
        SlideColumn(title=text(N_("Target")), width=1.29, right=True),
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
    ]
    return SlideRow(
        cells=(
            bold(name if fits else plan_names.short_sub_index_name(view, words)),
            plain(story.units(view.sub_index.lead)),
            light_runs(view.execution.colour, execution),
            light_runs(standing.light.colour, result) if standing.current else plain(result),
            plain(_figure(story, standing.latest.score if standing.latest else None)),
            plain(_figure(story, standing.estimate.score if standing.estimate else None)),
            bold(_target(story, standing)),
        ),
        note=". ".join(said) + ".",
    )


def _result(story: SlideStory, standing: Standing) -> str:
    """The word of a result light, with the mark that the title of its column explains."""
    word = plan_names.verdict(standing, story.words)
    return f"{word}*" if standing.light.estimated else word


def _figure(story: SlideStory, value: Decimal | None) -> str:
    return formats.NOTHING if value is None else formats.decimal(value, story.words)


def _target(story: SlideStory, standing: Standing) -> str:
    """The first target of scores, else of ranks, in few words."""
    goal = standing.goals.get(Measure.POINTS) or standing.goals.get(Measure.PLACES)
    return formats.target(goal.target, story.words) if goal else formats.NOTHING


def _strip(story: SlideStory, slide: Slide) -> float:
    """Score, rank, tasks and reports in one line of boxes; returns where a table may begin."""
    lefts = [MARGIN]
    for width in _WIDTHS[:-1]:
        lefts.append(lefts[-1] + width + _GAP)
    boxes = [
        SlidePlace(left, TOP - 0.05, width, _STRIP)
        for left, width in zip(lefts, _WIDTHS, strict=True)
    ]
    if len(story.board.overall) == 1:
        _score(story, slide, boxes[0], story.board.overall[0])
        _rank(story, slide, boxes[1], story.board.overall[0])
    else:
        both = SlidePlace(*boxes[0][:2], boxes[0].width + _GAP + boxes[1].width, _STRIP)
        _several(story, slide, both)
    _tasks(story, slide, boxes[2])
    _reports(story, slide, boxes[3])
    return TOP + _STRIP + 0.1


def _head(slide: Slide, box: SlidePlace, said: str, more: str = "") -> None:
    slide.box(box, fill=light_styles.PAPER, edge=light_styles.LINE)
    runs = [Run(said, bold=True), Run(f"  {more}" if more else "", colour=light_styles.SECOND)]
    place = SlidePlace(box.left + 0.12, box.top + 0.08, box.width - 0.24, 0.26)
    slide.text(place, [[run for run in runs if run.text]], size=SMALL)


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
            formats.target(goal.target, story.words) if goal else formats.NOTHING,
            story.text("target {year}", year=year),
        ),
    ]
    _figures(slide, box, figures_shown)
    _verdict(story, slide, box, standing)


def _verdict(story: SlideStory, slide: Slide, box: SlidePlace, standing: Standing) -> None:
    light, top, room = standing.light, box.top + 1.16, box.width - 0.5
    said = story.said(light.reason)
    if measuring.width(said, SMALL, bold=True) > room:
        said = formats.capital(reasons.short(light.reason, story.words))
    slide.light(light.colour, (box.left + 0.12, top), 0.22, said, result=True)
    run = Run(said, bold=True, colour=light_styles.TONES[light.colour])
    slide.text(SlidePlace(box.left + 0.42, top, room, 0.24), [[run]], size=SMALL)


def _figures(slide: Slide, box: SlidePlace, shown: Sequence[tuple[str, str]]) -> None:
    """Large figures side by side, each over what it is; wide ones get more room."""
    room, gap = box.width - 0.2, 0.12
    for size in _FIGURES:
        widths = [measuring.width(figure, size, bold=True) + gap for figure, _ in shown]
        if sum(widths) <= room:
            break
    wanted = [
        max(width, min(measuring.width(caption, CAPTION) + 0.05, _CAPTION))
        for width, (_, caption) in zip(widths, shown, strict=True)
    ]
    widths = wanted if sum(wanted) <= room else widths
    spare = (room - sum(widths)) / len(widths)
    left = box.left + 0.12
    for width, (figure, caption) in zip(widths, shown, strict=True):
        end = width + spare
        slide.text(
            SlidePlace(left, box.top + 0.34, end, 0.4), [[Run(figure, bold=True)]], size=size
        )
        slide.text(
            SlidePlace(left, box.top + 0.72, end - 0.05, 0.4), [[Run(caption)]], size=CAPTION
        )
        left += end


def _rank(story: SlideStory, slide: Slide, box: SlidePlace, whole: OverallView) -> None:
    standing = whole.standing
    _head(slide, box, story.text("Rank"))
    latest = standing.latest
    goal = standing.goals.get(Measure.PLACES)
    known = latest if latest and (latest.rank or latest.rank_over) else None
    place = formats.NOTHING
    if known is not None:
        beyond = f"> {known.rank_over}"
        place = formats.rank(known.rank, known.out_of) if known.rank else beyond
    caption = story.text("published {year}", year=known.year) if known else ""
    shown = [
        (place, caption or story.text("no published rank")),
        (
            formats.target(goal.target, story.words) if goal else formats.NOTHING,
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
        targets = plan_names.targets_text(whole.standing, story.words)
        latest = f"{_published(story, whole.standing.latest)}; " if whole.standing.latest else ""
        said.append(
            (
                *light_runs(light.colour, whole.index),
                Run(f": {latest}{story.text('target {target}', target=targets)}"),
            )
        )
    place = SlidePlace(box.left + 0.12, box.top + 0.36, box.width - 0.24, box.height - 0.42)
    slide.text(place, said or [plain(story.text("no target"))], size=SMALL)


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


def _reports(story: SlideStory, slide: Slide, box: SlidePlace) -> None:
    totals = story.board.report_totals
    _head(slide, box, story.text("Reports of {year}", year=story.board.plan.year))
    if not story.board.reports:
        place = SlidePlace(box.left + 0.12, box.top + 0.4, box.width - 0.24, 0.8)
        slide.text(place, [plain(story.text("The plan asks for no periodic report"))], size=SMALL)
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
    width = (box.width - 0.2) / max(len(shown), 3)
    widest = max((str(count) for _, count, _ in shown), key=len)
    room = width - 0.31
    fitting = (size for size in _FIGURES if measuring.width(widest, size, bold=True) <= room)
    size = next(fitting, _FIGURES[-1])
    for number, (colour, count, word) in enumerate(shown):
        left = box.left + 0.12 + number * width
        slide.light(colour, (left, box.top + 0.44), 0.26, f"{count} {word}", result=False)
        run = Run(str(count), bold=True, colour=light_styles.TONES[colour])
        slide.text(SlidePlace(left + 0.31, box.top + 0.36, room, 0.4), [[run]], size=size)
        slide.text(
            SlidePlace(left, box.top + 0.82, width - 0.05, 0.45), [[Run(word)]], size=CAPTION
        )


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
    words, year = story.words, story.board.plan.year
    title = story.text(N_("{index}: scores against the targets of {year}"), index=index, year=year)
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
        story.text("Target: {target}", target=plan_names.targets_text(view.standing, words))
    )
    verdict = story.said(view.standing.light.reason)
    return f"{bars.name}. {'. '.join(parts)}. {verdict}."
