"""A table of a screen as an Excel file: real numbers and days, and every text as text.

What stands in it the screen has decided. Nothing that people typed becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from ddci_tracker.domain.by_unit import ByUnit, UnitFigure, UnitOverview
from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionView, moves_of
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import VIETNAM
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import ResultKind, Task
from ddci_tracker.domain.views import AttentionRow, Board, TaskView
from ddci_tracker.domain.whole_province import AgencyLine, AgencyPart, WholeProvince
from ddci_tracker.services.history import HistoryEntry, is_undoing
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.attention import why_in_full
from ddci_tracker.words.by_unit import FIGURES
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import meeting_name
from ddci_tracker.words.progress import progress, timing
from ddci_tracker.words.province import part_result
from ddci_tracker.words.reasons import sentence
from ddci_tracker.words.recorded import DOUBTS, Recorded
from ddci_tracker.words.report_names import approved, period_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = str | int | Decimal | date | None


def table_file(
    board: Board,
    title: str,
    columns: Mapping[str, int],
    rows: Iterable[Sequence[Value]],
    *,
    made: datetime,
    words: Words,
) -> bytes:
    """A workbook with one sheet; ``columns`` are their titles with their widths in characters.

    It says whose figures it holds, of which day, and that they are invented where they are.
    """
    # Libraries of office files are heavy, and asked for seldom.
    from ddci_tracker.office.sheets import Book, SheetField

    agency = board.plan.agency.name
    illustration = words.text("Illustration") if board.plan.illustration else ""
    day = formats.capital(words.text("figures as of {day}", day=board.as_of))
    stands = " · ".join(filter(None, (agency, board.plan.id, day, illustration)))
    book = Book(
        foot=stands,
        made=made,
        properties={"title": title, "subject": stands, "author": agency, "keywords": illustration},
    )
    fields = [
        SheetField(title=formats.capital(name), width=width, meaning="")
        for name, width in columns.items()
    ]
    book.table(title, title, stands, fields, rows)
    return book.written()


def attention_file(
    board: Board, rows: Iterable[AttentionRow], *, made: datetime, words: Words
) -> bytes:
    """What to act on, a line for each row."""
    called, because = plan_names.unit_names(board.plan), why_in_full(board, words)
    columns = {
        words.text("Level"): 9,
        words.text("Kind"): 20,
        words.text("Matter"): 60,
        words.text("Unit"): 30,
        words.text("Days late"): 10,
        words.text("Why"): 60,
    }
    lines = (
        (
            labels.label(row.colour, words),
            labels.label(row.kind, words),
            formats.capital(sentence(row.what, words)),
            ", ".join(called(row.units)),
            row.days,
            because(row),
        )
        for row in rows
    )
    return table_file(board, words.text("To act on"), columns, lines, made=made, words=words)


def reports_file(board: Board, *, made: datetime, words: Words) -> bytes:
    """The periodic reports, a line for each that is owed by a unit for a period."""
    columns = {
        words.text("Unit"): 30,
        words.text("Report duty"): 12,
        words.text("Period"): 18,
        words.text(N_("First due day")): 12,
        words.text("Due day"): 12,
        words.text("State"): 16,
        words.text("Days"): 9,
        words.text("Handed in"): 12,
        words.text("Entered on"): 12,
        words.text("Acceptance"): 16,
        words.text("Extension"): 40,
        words.text("Why"): 50,
    }
    lines = (
        (
            plan_names.unit_name(board.plan, row.from_unit),
            row.duty,
            period_of(row, words),
            row.first_last_day,
            row.last_day,
            labels.label(row.timeliness, words),
            row.days,
            row.handed_in_on,
            row.entered_on,
            labels.label(row.acceptance, words) if row.acceptance else None,
            approved(row.extension),
            formats.capital(sentence(row.reason, words)),
        )
        for row in board.reports
    )
    return table_file(board, words.text("Reports"), columns, lines, made=made, words=words)


def tasks_file(
    board: Board, title: str, shown: Iterable[TaskView], *, made: datetime, words: Words
) -> bytes:
    """Tasks with their light in every quarter and what was last said, a line for each."""
    called = plan_names.unit_names(board.plan)
    quarters = Period.all_in(PeriodKind.QUARTER, board.plan.year)
    columns = {
        words.text("Task"): 60,
        words.text("Lead"): 30,
        words.text("with"): 30,
        words.text("First due day"): 12,
        words.text("Due"): 12,
        words.text("Extension"): 40,
        words.text("Light"): 16,
        words.text("Why"): 44,
        **{formats.capital(formats.short_period(quarter, words)): 16 for quarter in quarters},
        words.text("State"): 14,
        words.text("Percent"): 9,
        words.text("Spoken on"): 12,
        words.text("Spoken by"): 24,
        words.text("Done so far"): 44,
        words.text("Difficulties"): 44,
    }
    lines = (
        (
            view.task.title,
            ", ".join(called(view.task.lead)),
            ", ".join(called(view.task.with_units)),
            *_moved(view.task, board),
            labels.execution_label(view.light.colour, words),
            formats.capital(sentence(view.light.reason, words)),
            *(labels.execution_label(each.light.colour, words) for each in view.quarters),
            *(
                (
                    labels.label(view.said.status, words),
                    view.said.percent,
                    view.word.on,
                    plan_names.unit_name(board.plan, view.said.unit),
                    view.said.note,
                    view.said.difficulty,
                )
                if view.said and view.word
                else (None,) * 6
            ),
        )
        for view in shown
    )
    return table_file(board, title, columns, lines, made=made, words=words)


def _moved(task: Task, board: Board) -> tuple[Value, ...]:
    """The first day of a task, its day, and by whom and on what basis a meeting moved it."""
    moves = moves_of(task, board.followed)
    if not moves:
        return task.due, task.due, None
    return moves[-1].first_due, task.due, approved(moves[0])


def conclusions_file(
    board: Board, shown: Iterable[ConclusionView], *, made: datetime, words: Words
) -> bytes:
    """Conclusions of meetings with where each stands, a line for each."""
    called = plan_names.unit_names(board.plan)
    columns = {
        words.text("Day of the meeting"): 12,
        words.text("Meeting"): 30,
        words.text("Conclusion"): 60,
        words.text("Unit"): 30,
        words.text("with"): 30,
        words.text("Person named"): 24,
        words.text("Authority named"): 24,
        words.text("Product named"): 30,
        words.text("First due day"): 12,
        words.text("Due"): 12,
        words.text("Extension"): 40,
        words.text("State"): 24,
        words.text("Last word"): 50,
        words.text("Said on"): 12,
        words.text("Done on"): 12,
    }
    lines = (
        (
            view.met_on,
            meeting_name(view.called, words),
            view.said.text,
            ", ".join(called(view.said.units)),
            ", ".join(called(view.said.with_units)),
            view.said.person,
            view.said.authority,
            view.said.product,
            view.said.first_due or view.said.due,
            formats.capital(words.text("ongoing")) if view.said.ongoing else view.said.due,
            approved(view.said),
            formats.capital(timing(view, words)),
            formats.capital(progress(view, board.plan, words)),
            view.said_on,
            view.said.done_on,
        )
        for view in shown
    )
    title = words.text("Conclusions")
    return table_file(board, title, columns, lines, made=made, words=words)


def history_file(
    board: Board,
    entries: Iterable[HistoryEntry],
    called: Mapping[str, str],
    *,
    meetings: Mapping[str, CalledMeeting],
    made: datetime,
    words: Words,
) -> bytes:
    """Who recorded what, a line for each version.

    ``called`` are full names by account, ``meetings`` what meetings are known by, by their ids.
    """
    recorded = Recorded(board.plan, words, meetings)
    columns = {
        words.text("Day"): 12,
        words.text("Time"): 8,
        words.text("Person"): 24,
        words.text(N_("Recorded")): 60,
        words.text("Matter"): 44,
        words.text(N_("Counts for")): 12,
        words.text("Before"): 60,
        words.text("Now"): 60,
    }

    def line(entry: HistoryEntry) -> Sequence[Value]:
        at = entry.seen_at.astimezone(VIETNAM)
        said = (entry.what, entry.key, entry.before, entry.after)
        changes = recorded.changes(*said)
        return (
            at.date(),
            f"{at:%H:%M}" if entry.typed else None,
            called.get(entry.by, entry.by),
            formats.capital(recorded.act(*said, undone=is_undoing(entry)))
            + (f" ({words.text(DOUBTS[entry.doubt])})" if entry.doubt else ""),
            recorded.about(entry.what, entry.key),
            entry.on,
            "\n".join(f"{each.name}: {each.before}" for each in changes if each.before),
            "\n".join(f"{each.name}: {each.after}" for each in changes if each.after),
        )

    title = words.text("Who did what")
    return table_file(board, title, columns, map(line, entries), made=made, words=words)


def units_file(board: Board, made_of: ByUnit, *, made: datetime, words: Words) -> bytes:
    """The units, a line for each, and the whole first."""
    columns = {
        words.text("Unit"): 34,
        words.text("Red"): 8,
        **{
            f"{words.text(FIGURES[figure])}, {part}": 12
            for figure in _RATIOS
            for part in (words.text("reached"), words.text("of"))
        },
        **{formats.capital(labels.execution_label(colour, words)): 12 for colour in _LIGHTS},
        words.text(N_("Reports owed")): 12,
        words.text("Open conclusions"): 12,
        words.text(N_("Last spoke")): 14,
        words.text(N_("Days overdue longest")): 14,
    }
    lines = (
        (
            _unit_called(board, row, words),
            row.red,
            *(
                number
                for figure in _RATIOS
                for number in (row.ratio(figure).count, row.ratio(figure).total)
            ),
            *(getattr(row.tasks, colour) for colour in _LIGHTS),
            len(row.reports),
            len(row.conclusions),
            row.last.on if row.last else None,
            row.oldest.days if row.oldest else None,
        )
        for row in (made_of.whole, *made_of.units, *made_of.shared)
    )
    return table_file(board, words.text("By unit"), columns, lines, made=made, words=words)


def province_file(board: Board, table: WholeProvince, *, made: datetime, words: Words) -> bytes:
    """The agencies of a province, a line for each, the furthest from its target first."""
    names = [words.name(each.short_name, each.english_name) for each in table.columns]
    columns = {
        words.text("Agency"): 38,
        words.text("Block"): 18,
        words.text("Total"): 10,
        words.text(N_("Kind of total")): 12,
        words.text("Against target"): 12,
        words.text("Rank"): 8,
        **{
            f"{name}, {part}": 16
            for name in names
            for part in (
                words.text("against the target"),
                words.text("execution"),
                words.text("result"),
            )
        },
        words.text(N_("Reports missing")): 12,
        words.text(N_("Days since the last word")): 12,
    }
    lines = [_agency_line(each, words) for each in table.by_gap()]
    return table_file(board, words.text("Whole province"), columns, lines, made=made, words=words)


def _agency_line(line: AgencyLine, words: Words) -> list[Value]:
    of, total = line.of, line.total
    kind = ResultKind.ESTIMATE if total.estimated else ResultKind.PUBLISHED
    cells: list[Value] = []
    for each in line.cells:
        if each is None:
            cells += [None, None, None]
            continue
        cells += [
            each.gap,
            labels.execution_label(each.execution, words),
            _verdict(each, words),
        ]
    return [
        of.name,
        formats.capital(labels.block_label(of.block, words)),
        total.score,
        labels.label(kind, words) if total.score is not None else None,
        total.gap,
        total.rank,
        *cells,
        of.reports.missing,
        of.silent_days,
    ]


def _verdict(part: AgencyPart, words: Words) -> str:
    said = part_result(part, words)
    return f"{said} ({labels.label(ResultKind.ESTIMATE, words)})" if part.estimated else said


def _unit_called(board: Board, row: UnitOverview, words: Words) -> str:
    if row.unit is None:
        return words.text("The whole agency")
    return plan_names.unit_name(board.plan, row.unit) if row.unit else words.text("No unit")


_RATIOS = (UnitFigure.QUANTITY, UnitFigure.QUALITY, UnitFigure.TIMELINESS)
_LIGHTS = (Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN)
