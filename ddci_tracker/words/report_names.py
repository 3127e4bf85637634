"""What a report is called: by its period, or by its duty where it is owed once.

A report that is owed once has no year of its own, although it is kept under that of its plan.
"""

from __future__ import annotations

from ddci_tracker.domain.acts import Conclusion, Extension
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.words import formats, plan_names
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.sentences import shortened

_ASKED = 60  # characters of what a duty asks for, where that names it


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


def told_period_of(row: ReportRow, plan: Plan, words: Words) -> str:
    """The period where no duty stands beside it: quý II/2021, một lần (“chậm nhất 30/11”).

    With what tells the report from another one of its sender for the same period.
    """
    period = period_of(row, words)
    if not row.twin:
        return period
    told = f"“{row.printed}”" if row.printed else _unprinted(row, plan, words)
    return f"{period} ({told})"


def report_on_paper(row: ReportRow, plan: Plan, words: Words) -> str:
    """The name of a report for who has the paper alone: Báo cáo theo Kế hoạch (“chậm nhất 30/11”).

    The code of a duty is the tracker's own, and means nothing to readers.
    """
    if not row.once and (row.printed or not row.twin):
        return report_of(row, words)
    if not row.once:
        told = _unprinted(row, plan, words)
        return f"{words.text('Report of {period}', period=row.period)} ({told})"
    asked = row.printed or shortened(duty_text(plan, row.duty), _ASKED)
    if asked:
        return words.text(N_("Report under the plan (“{printed}”)"), printed=asked)
    return words.text(N_("Report under the plan"))


def _unprinted(row: ReportRow, plan: Plan, words: Words) -> str:
    """What tells a report from others where the print does not: to whom it goes, else its place."""
    if row.own_recipients:
        return words.text(N_("to {units}"), units=tuple(plan_names.unit_names(plan)(row.to_units)))
    number = [duty.code for duty in plan.named_duties].index(row.duty) + 1
    return words.text(N_("reporting duty {number} of the plan"), number=number)


def duty_text(plan: Plan, code: str) -> str:
    """What a duty asks for, as its plan prints it; empty where the plan does not say."""
    return next((duty.text or "" for duty in plan.named_duties if duty.code == code), "")


def period_of(row: ReportRow, words: Words) -> str:
    """The period alone, to head a column or a row: quý II/2021, một lần."""
    return words.text("once") if row.once else formats.period(row.period, words)


def short_period_of(row: ReportRow, words: Words) -> str:
    """The same where the year stands elsewhere: quý II, 9 tháng, một lần."""
    return words.text("once") if row.once else formats.short_period(row.period, words)


def approved(extended: Extension | Conclusion | None) -> str | None:
    """Who gave a later day, and on what basis; None where nobody did."""
    if extended is None:
        return None
    return ": ".join(filter(None, (extended.approver, extended.basis))) or None


def extension_of(row: ReportRow, words: Words) -> str | None:
    """From when to when a report was extended, by whom, on what basis; None of one that is not."""
    if row.extension is None or row.first_last_day is None:
        return None
    extended = words.text(
        "Extended from {first} to {day}, approved by {approver}: {basis}",
        first=row.first_last_day,
        day=row.extension.last_day,
        approver=row.extension.approver,
        basis=row.extension.basis,
    )
    if row.general_day is None or row.general_day <= row.extension.last_day:
        return extended
    moved = words.text("the last day of all senders is {day} by now", day=row.general_day)
    return f"{extended}; {moved}"
