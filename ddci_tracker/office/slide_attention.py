"""The slides on what to act on, on reports by unit, and on what changed since the last month."""

from __future__ import annotations

from collections.abc import Sequence

from ddci_tracker.briefing.change_sentences import SECTIONS, Section, ToldChange
from ddci_tracker.briefing.changes import LightChange, LightKind, TaskChange, TaskChangeKind
from ddci_tracker.briefing.proposed_summary import changes_counted
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.views import AttentionRow
from ddci_tracker.office import figures, light_styles
from ddci_tracker.office.figures import UnitReports
from ddci_tracker.office.slide_parts import (
    BODY,
    FIGURE,
    Run,
    Runs,
    Slide,
    SlideColumn,
    SlidePlace,
    light_runs,
)
from ddci_tracker.office.slide_story import TOP, SlideRow, SlideStory, bold, plain, struck
from ddci_tracker.office.slide_template import MARGIN
from ddci_tracker.words import formats, labels
from ddci_tracker.words.attention import why_in_full
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import dated, short
from ddci_tracker.words.report_names import report_on_paper, told_period_of

SLIDES_TO_ACT_ON, SLIDES_OF_UNITS, SLIDES_OF_CHANGES = 2, 2, 1
_COUNTS = 0.75


def draw_attention(story: SlideStory) -> None:
    """Cần xử lý: the worst first."""
    because = why_in_full(story.board, story.words, story.said)
    rows = [_attention_row(story, row, because(row)) for row in story.board.attention]
    title, words = story.text("To act on"), story.words
    if not rows:
        slide = story.deck.slide(title, story.text("Nothing to act on"), ())
        slide.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(story.text("Nothing to act on"))])
        return
    count = words.plural("{count} matter", "{count} matters", count=len(rows))
    text = story.text
    red = sum(row.colour is Colour.RED for row in story.board.attention)
    urgent = words.plural("{count} of them red", "{count} of them red", count=red)
    story.table(
        f"{title}: {count}, {urgent}" if red else f"{title}: {count}",
        formats.capital(text("the worst first")),
        [
            SlideColumn(title=text("Kind"), width=2.25),
            SlideColumn(title=text(N_("Matter")), width=4.2),
            SlideColumn(title=text("Unit"), width=2.35),
            SlideColumn(title=text("Why"), width=3.53),
        ],
        rows,
        said=text(N_("Table of what to act on, the worst first")),
        most=SLIDES_TO_ACT_ON,
    )


def _attention_row(story: SlideStory, row: AttentionRow, why: str) -> SlideRow:
    kind = labels.label(row.kind, story.words)
    what, units = story.matter(row), story.units(row.units)
    reason = story.said(row.reason)
    # What the unit says of it stands in the notes where the cell has no room for it.
    parts = why.split("; ")
    shorter = tuple("; ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    briefly = formats.capital(dated(row.reason, story.words) or short(row.reason, story.words))
    told = Run(why, shorter=(*shorter, formats.capital(reason), briefly))
    return SlideRow(
        cells=(light_runs(row.colour, kind), plain(what), plain(units), (told,)),
        note=f"{what} ({units}): {why}.",
    )


def draw_reports(story: SlideStory) -> None:
    """Periodic reports by unit, those that owe most first."""
    board, text = story.board, story.text
    title = text("Reports of {year}", year=board.plan.year)
    subtitle = story.words.text("As of {day}", day=board.as_of)
    units = figures.reports_by_unit(board)
    if not units:
        said = text("The plan asks for no periodic report")
        slide = story.deck.slide(title, subtitle, [said])
        slide.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(said)])
        return
    if not board.tracked:
        told = text("Not yet tracked here: no unit has recorded anything")
        subtitle = f"{subtitle}. {told}"
    totals, returned = board.report_totals, sum(each.returned for each in units)
    said = text(
        N_("{title}: {missing} missing, {late} late"),
        title=title,
        missing=totals.missing,
        late=totals.late,
    )
    again = story.words.plural("{count} returned", "{count} returned", count=returned)
    story.table(
        f"{said}, {again}" if returned else said,
        subtitle,
        [
            SlideColumn(title=text("Unit"), width=3.5),
            SlideColumn(title=text(N_("Expected so far")), width=1.25, right=True),
            SlideColumn(title=text("On time"), width=1.15, right=True),
            SlideColumn(title=text("Late"), width=1.15, right=True),
            SlideColumn(title=text(N_("Missing")), width=1.15, right=True),
            SlideColumn(title=text(N_("Still owed")), width=4.13),
        ],
        [_unit(story, each) for each in units],
        said=text(N_("Table of the reports of each unit")),
        most=SLIDES_OF_UNITS,
        above=lambda slide: _totals(story, slide),
        room_above=_COUNTS,
    )


def _totals(story: SlideStory, slide: Slide) -> float:
    totals, text = story.board.report_totals, story.text
    shown: list[tuple[Colour | None, int, str]] = [
        (Colour.RED, totals.missing, text("missing")),
        (Colour.AMBER, totals.late, text("late in")),
        (Colour.GREEN, totals.on_time, text("on time")),
        (None, totals.upcoming, text("upcoming")),
        (None, totals.no_due_day, labels.label(Timeliness.NO_DUE_DAY, story.words).lower()),
    ]
    width = BODY / len(shown)
    for number, (colour, count, word) in enumerate(shown):
        left = MARGIN + number * width
        if colour:
            slide.light(colour, (left, TOP + 0.04), 0.3, f"{count} {word}", result=False)
        run = Run(str(count), bold=True, colour=light_styles.TONES[colour])
        slide.text(SlidePlace(left + 0.4, TOP - 0.03, 0.7, 0.4), [[run]], size=FIGURE)
        slide.text(SlidePlace(left + 0.95, TOP + 0.03, width - 1.0, 0.62), [[Run(word)]])
    return TOP + _COUNTS


def _unit(story: SlideStory, of: UnitReports) -> SlideRow:
    unit, counts = story.units([of.unit]), of.totals
    owed = "; ".join(_owed(story, row) for row in of.owed)
    light = Colour.RED if counts.missing else Colour.AMBER
    said = story.text(
        "Reports: {on_time} on time, {late} late, {missing} missing, {upcoming} upcoming, "
        "{no_due_day} without a due day",
        on_time=counts.on_time,
        late=counts.late,
        missing=counts.missing,
        upcoming=counts.upcoming,
        no_due_day=counts.no_due_day,
    )
    return SlideRow(
        cells=(
            bold(unit),
            plain(str(counts.expected)),
            plain(str(counts.on_time)),
            plain(str(counts.late)),
            plain(str(counts.missing)),
            (Run(owed, colour=light_styles.TONES[light], bold=True),)
            if owed
            else plain(formats.NOTHING),
        ),
        note=f"{unit}. {said}. {owed}".rstrip(" ."),
    )


def _owed(story: SlideStory, row: ReportRow) -> str:
    """A report that is owed and why: quý II/2026 (quá hạn 76 ngày)."""
    called = report_on_paper if row.once else told_period_of
    period = called(row, story.board.plan, story.words)
    if row.returned and row.acceptance is not None:
        return f"{period} ({labels.label(row.acceptance, story.words).lower()})"
    return f"{period} ({short(row.reason, story.words)})"


def draw_changes(story: SlideStory) -> None:
    """What changed since the frozen month before: the old value struck through, and the new."""
    text, since = story.text, story.month.since
    title = text(N_("Changes since the last frozen month"))
    if story.told is None or since is None:
        said = text("This is the first frozen month of the plan: there is none to compare it with.")
        slide = story.deck.slide(title, formats.capital(text(N_("first frozen month"))), [said])
        slide.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(said)])
        return
    month = figures.month_text(since.month, since.edition, story.words)
    title = text("Changes since {month}", month=formats.period(since.month, story.words))
    if not story.told:
        said = text("Nothing has changed since {month}.", month=month)
        slide = story.deck.slide(title, formats.capital(month), [said])
        slide.text(SlidePlace(MARGIN, TOP, BODY, 0.4), [plain(said)])
        return
    story.table(
        f"{title}: {_turned(story, story.told)}",
        text(N_("Against {month}; the worse comes first"), month=month),
        [
            SlideColumn(title=text(N_("About")), width=2.2),
            SlideColumn(title=text("What"), width=5.03),
            SlideColumn(title=text("Before"), width=2.5),
            SlideColumn(title=text("Now"), width=2.6),
        ],
        [_change(story, row) for row in story.told],
        said=text(N_("Table of changes, the old value struck through")),
        most=SLIDES_OF_CHANGES,
    )


def _turned(story: SlideStory, told: Sequence[ToldChange]) -> str:
    """How many tasks changed which way, counted as in the letter; else how many changes."""
    said = changes_counted(told, story.words)
    changes = story.words.plural("{count} change", "{count} changes", count=len(told))
    return ", ".join(said) or changes


def _change(story: SlideStory, row: ToldChange) -> SlideRow:
    about = story.text(SECTIONS[row.section])
    if row.section is Section.AFTERWARDS:
        cells: tuple[Runs, ...] = (plain(about), plain(row.sentence), plain(""), plain(""))
        return SlideRow(cells=cells, note=row.sentence)
    old = plain(row.old) if row.old == formats.NOTHING else struck(row.old, light_styles.SECOND)
    return SlideRow(
        cells=(plain(about), bold(_what(story, row)), old, _new(story, row)),
        note=f"{row.sentence.rstrip('.')}.",
    )


def _what(story: SlideStory, row: ToldChange) -> str:
    change = row.change
    if not isinstance(change, LightChange):
        return row.what
    execution = change.kind is LightKind.EXECUTION
    kind = story.text("Execution") if execution else story.text("Result")
    return f"{row.what}: {kind.lower()}"


def _new(story: SlideStory, row: ToldChange) -> Runs:
    """The new value, with its light where it is one."""
    change = row.change
    if isinstance(change, LightChange):
        return light_runs(change.new.colour, row.new)
    if isinstance(change, TaskChange) and change.new is not None:
        if change.kind is TaskChangeKind.NEWLY_LATE:
            # The light may have been as red before, for another reason.
            late = formats.capital(short(change.new.reason, story.words))
            return light_runs(change.new.colour, late)
        colour = Colour.GREEN if change.kind is TaskChangeKind.DONE else change.new.colour
        return light_runs(colour, row.new)
    return bold(row.new)
