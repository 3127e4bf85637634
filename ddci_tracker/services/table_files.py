"""A table of a screen as an Excel file: real numbers and days, and every text as text.

What stands in it the screen has decided. Nothing that people typed becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from ddci_tracker.domain.views import AttentionRow, Board
from ddci_tracker.words import formats, labels, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import sentence
from ddci_tracker.words.report_names import period_of

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
    called = plan_names.unit_names(board.plan)
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
            formats.capital(sentence(row.reason, words)),
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
        words.text("Acceptance"): 16,
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
            labels.label(row.acceptance, words) if row.acceptance else None,
            formats.capital(sentence(row.reason, words)),
        )
        for row in board.reports
    )
    return table_file(board, words.text("Reports"), columns, lines, made=made, words=words)
