"""What a report is called: by its period, or by its duty where it is owed once.

A report that is owed once has no year of its own, although it is kept under that of its plan.
"""

from __future__ import annotations

from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words


def report_of(row: ReportRow, words: Words) -> str:
    """Báo cáo quý II/2021, Báo cáo 9 tháng năm 2026, Báo cáo một lần R9.

    Where its sender owes another one for the same period, with what the plan prints of its duty:
    Báo cáo quý II/2021 (“báo cáo từng quý”); with the code where the print does not tell them
    apart.
    """
    if row.printed and row.once:
        return words.text("One-time report (“{printed}”)", printed=row.printed)
    if row.printed:
        return words.text(
            "Report of {period} (“{printed}”)", period=row.period, printed=row.printed
        )
    if row.once or row.twin:
        return report_of_duty(row, words)
    return words.text("Report of {period}", period=row.period)


def report_of_duty(row: ReportRow, words: Words) -> str:
    """The same with the code of the duty: Báo cáo quý II/2021 (R1)."""
    if row.once:
        return words.text("One-time report {duty}", duty=row.duty)
    return words.text("Report of {period} ({duty})", period=row.period, duty=row.duty)


def told_period_of(row: ReportRow, words: Words) -> str:
    """The period where no duty stands beside it: quý II/2021, một lần (“chậm nhất 30/11”).

    With what tells the report from another one of its sender for the same period.
    """
    period = period_of(row, words)
    if not row.twin:
        return period
    return f"{period} (“{row.printed}”)" if row.printed else f"{period} ({row.duty})"


def period_of(row: ReportRow, words: Words) -> str:
    """The period alone, to head a column or a row: quý II/2021, một lần."""
    return words.text("once") if row.once else formats.period(row.period, words)


def short_period_of(row: ReportRow, words: Words) -> str:
    """The same where the year stands elsewhere: quý II, 9 tháng, một lần."""
    return words.text("once") if row.once else formats.short_period(row.period, words)


def extension_of(row: ReportRow, words: Words) -> str | None:
    """From when to when a report was extended, by whom, on what basis; None of one that is not."""
    if row.extension is None or row.first_last_day is None:
        return None
    return words.text(
        "Extended from {first} to {day}, approved by {approver}: {basis}",
        first=row.first_last_day,
        day=row.extension.last_day,
        approver=row.extension.approver,
        basis=row.extension.basis,
    )
