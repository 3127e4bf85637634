"""The first and the last sheet of the workbook: the whole in figures, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ddci_tracker.domain.lights import LightCounts
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import OverallView
from ddci_tracker.office import figures
from ddci_tracker.office.sheet_story import COLOURS, SheetStory
from ddci_tracker.office.sheets import Cell, SheetHead
from ddci_tracker.office.targets import TARGET, targets_as_printed
from ddci_tracker.words import formats
from ddci_tracker.words.marking import N_
from ddci_tracker.words.recorded import thresholds

Row = Sequence[Cell]
_SUMMARY_WIDTHS = (42, 24, 12, 12, 12, 12, 12, 12, 40)
_NOTES_WIDTHS = (30, 30, 90)


def write_summary(story: SheetStory) -> None:
    """The whole: scores, tasks, reports and how fresh the figures are."""
    story.book.lines(
        story.text("Totals"),
        f"{story.text('Totals')}, {story.named()}",
        story.stands(),
        _SUMMARY_WIDTHS,
        [*_wholes(story), (), *_tasks(story), (), *_reports(story), (), *_freshness(story)],
        words_of=story.all_lights(),
    )


def _wholes(story: SheetStory) -> Iterator[Row]:
    text = story.text
    yield [
        SheetHead(text(each))
        for each in (
            "Index",
            "Result",
            N_("Published year"),
            N_("Published score"),
            "Rank",
            "Of",
            N_("Estimated score"),
            N_("Target score"),
            "Why",
        )
    ]
    for whole in story.board.overall:
        yield _whole(story, whole)


def _whole(story: SheetStory, whole: OverallView) -> Row:
    standing = whole.standing
    latest, estimate = standing.latest, standing.estimate
    goal = standing.goals.get(Measure.POINTS)
    targets = targets_as_printed(standing, story.words, TARGET)
    return (
        f"{whole.name} ({targets})",
        story.result(standing),
        latest.year if latest else None,
        latest.score if latest else None,
        latest.rank if latest else None,
        latest.out_of if latest else None,
        estimate.score if estimate else None,
        goal.threshold.at if goal else None,
        story.said(standing.light.reason),
    )


def _tasks(story: SheetStory) -> Iterator[Row]:
    board, words = story.board, story.words
    quarter = formats.short_period(board.quarter, words)
    yield SheetHead(story.text("Tasks, {quarter}", quarter=quarter)), SheetHead("")
    for colour in COLOURS:
        yield story.execution(colour), _count(board.counts, colour.value)
    yield story.execution(None), board.counts.none
    yield story.text(N_("In play")), board.counts.in_play


def _count(counts: LightCounts, colour: str) -> int:
    return int(getattr(counts, colour))


def _reports(story: SheetStory) -> Iterator[Row]:
    totals, text = story.board.report_totals, story.text
    yield SheetHead(text("Reports of {year}", year=story.board.plan.year)), SheetHead("")
    for name, count in (
        (N_("Expected so far"), totals.expected),
        ("On time", totals.on_time),
        ("Late", totals.late),
        (N_("Missing"), totals.missing),
        ("Not yet due", totals.upcoming),
        ("No due day", totals.no_due_day),
    ):
        yield text(name), count


def _freshness(story: SheetStory) -> Iterator[Row]:
    fresh, text = story.board.freshness, story.text
    yield SheetHead(text(N_("How fresh the figures are"))), SheetHead("")
    yield text(N_("Units that owe a word this quarter")), len(fresh.expected)
    yield text(N_("Units that have updated")), len(fresh.updated)
    yield text(N_("Units that have not")), story.units(fresh.silent)
    last = formats.shown(fresh.last_update, story.words)
    yield text(N_("Last update")), last


def write_notes(story: SheetStory) -> None:
    """Which month this is, what each column means, and the thresholds that lights follow."""
    story.book.lines(
        story.text(N_("Notes")),
        f"{story.text(N_('Notes'))}, {story.named()}",
        story.stands(),
        _NOTES_WIDTHS,
        [*(month := list(_month(story))), (), *_columns(story), (), *_thresholds(story)],
        printed=len(month),
    )


def _month(story: SheetStory) -> Iterator[Row]:
    month, plan, text = story.month, story.board.plan, story.text
    yield SheetHead(text(N_("The frozen month"))), SheetHead(""), SheetHead("")
    yield from (
        (text("Agency"), plan.agency.name),
        (text("Plan"), plan.document.title),
        (text("Month"), formats.period(month.month, story.words)),
        (text(N_("Edition")), str(month.edition)),
        (text("Figures as of day"), formats.day(month.as_of, story.words)),
        (text(N_("With what was known at")), formats.moment(month.known_at, story.words)),
        (text(N_("Frozen by")), month.frozen_by),
        (text(N_("Checksum (SHA-256)")), month.checksum),
        (text(N_("Compared with")), _since(story)),
    )
    if month.illustration:
        yield text("Illustration"), text("Illustration: not the figures of any agency")


def _since(story: SheetStory) -> str:
    since = story.month.since
    if since is None:
        return formats.NOTHING
    return figures.month_text(since.month, since.edition, story.words)


def _columns(story: SheetStory) -> Iterator[Row]:
    text = story.text
    yield (
        SheetHead(text(N_("Sheet"))),
        SheetHead(text(N_("Column"))),
        SheetHead(text(N_("What it means"))),
    )
    for name, fields in story.book.described:
        for field in fields:
            yield name, field.title, field.meaning


def _thresholds(story: SheetStory) -> Iterator[Row]:
    yield SheetHead(story.text(N_("Thresholds of this month"))), SheetHead(""), SheetHead("")
    if story.board.policy_since:
        since = formats.day(story.board.policy_since, story.words)
        yield story.text(N_("Set by the agency, counting from")), since
        yield story.text(N_("Reason or basis")), story.board.policy_basis or formats.NOTHING
    for each in thresholds(story.board.policy, story.words):
        yield each.name, each.after
    for band in story.board.policy.bands:
        yield band.name, f"≥ {formats.decimal(band.low, story.words)}"
