"""How a report is drawn wherever it stands: its mark, its tone and its words."""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import ReportDuty
from ddci_tracker.domain.report_lists import ReportList
from ddci_tracker.domain.reports import Acceptance, ReportRow, Timeliness
from ddci_tracker.words import formats, labels, reasons, report_names
from ddci_tracker.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCell:
    """One report with its mark and its words; ``picked`` by the filter of states."""

    row: ReportRow
    mark: str
    tone: str
    name: str
    period: str
    state: str
    when: str | None
    acceptance: str | None
    picked: bool


def cell_of(row: ReportRow, words: Words, *, picked: bool = False) -> ReportCell:
    """A report with its mark and its words."""
    return ReportCell(
        row=row,
        mark=_mark(row),
        tone=row.colour or Colour.GREY,
        name=report_names.report_of(row, words),
        period=formats.capital(report_names.short_period_of(row, words)),
        state=_state(row, words),
        when=_when(row, words),
        acceptance=_acceptance(row, words),
        picked=picked,
    )


def _mark(row: ReportRow) -> str:
    """The shape of a report by its name in the stylesheet; two states have one of their own."""
    match row.timeliness:
        case _ if row.returned:
            pass
        case Timeliness.LATE:
            return "late"
        case Timeliness.NO_DUE_DAY if row.acceptance is not None:
            return "received"
    return row.colour or "none"


def state_name(state: Timeliness | Acceptance, words: Words) -> str:
    """What a state is called where reports are counted by it."""
    match state:
        case Acceptance.HANDED_IN:
            return words.text("Waiting to be accepted")
        case Timeliness.NO_DUE_DAY:
            return formats.capital(words.text("no due day"))
        case Timeliness.NOT_APPLICABLE:
            return formats.capital(words.text("not owed"))
    return labels.label(state, words)


def list_name(of: ReportList, words: Words) -> str:
    """What a list of reports is called where reports are counted by it."""
    match of:
        case ReportList.DUE:
            return words.text("Due soon")
        case ReportList.OWED:
            return words.text("Still owed")
        case ReportList.EXPECTED:
            return formats.capital(words.text("expected so far"))
        case ReportList.UPCOMING:
            return formats.capital(words.text("upcoming"))
        case ReportList.RETURNED | ReportList.WAITING | ReportList.ACCEPTED:
            return state_name(Acceptance(of), words)
    return state_name(Timeliness(of), words)


def duty_name(duty: ReportDuty, words: Words) -> str:
    """What kind of report a duty asks for: Báo cáo hằng quý."""
    if duty.cadence is None:
        return words.text("Report on request")
    cadence = labels.label(duty.cadence, words)
    return formats.capital(words.text("{cadence} report", cadence=cadence))


def _state(row: ReportRow, words: Words) -> str:
    """How a report stands in time, with the days: Quá hạn 76 ngày."""
    days = row.days or 0
    match row.timeliness:
        case Timeliness.OVERDUE:
            said = words.plural("{days} day overdue", "{days} days overdue", count=days, days=days)
        case Timeliness.LATE:
            said = words.plural("{days} day late", "{days} days late", count=days, days=days)
        case Timeliness.DUE_SOON | Timeliness.UPCOMING:
            said = words.plural("{days} day left", "{days} days left", count=days, days=days)
        case Timeliness.NO_DUE_DAY if row.acceptance is not None:
            said = words.text("Handed in")
        case _:
            said = state_name(row.timeliness, words)
    return formats.capital(said)


def _when(row: ReportRow, words: Words) -> str | None:
    """The day that goes with the state: when it came, else when it is due."""
    if row.timeliness is Timeliness.NOT_APPLICABLE:
        return None
    year = row.period.year
    if row.handed_in_on is not None and row.entered_on is not None:
        return words.text(
            "handed in {day}, entered {entered}",
            day=formats.short_day(row.handed_in_on, year, words),
            entered=formats.short_day(row.entered_on, year, words),
        )
    if row.handed_in_on is not None:
        return words.text("handed in {day}", day=formats.short_day(row.handed_in_on, year, words))
    if row.last_day is not None:
        return words.text("due {day}", day=formats.short_day(row.last_day, year, words))
    return None


def _acceptance(row: ReportRow, words: Words) -> str | None:
    match row.acceptance:
        case None:
            return None
        case Acceptance.RETURNED:
            return formats.capital(reasons.short(row.reason, words, row.period.year))
        case Acceptance.HANDED_IN:
            return words.text("waiting to be accepted")
    return words.text("accepted")
