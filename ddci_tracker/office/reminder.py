"""What a reminder (công văn đôn đốc) says to units that owe reports, and the same as plain text.

What is owed comes from the board, the sentences from the catalogue; number, day and the new last
day are left open for whoever signs. Reports are called by what they are, never by a code. Not here:
how it is laid out as a paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reminders import Chase, OwedReports, chase_of, owed_reports
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.tasks import office_of
from ddci_tracker.domain.views import Board
from ddci_tracker.office.letter import letter_of
from ddci_tracker.words.catalogue import Language, Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.plan_names import unit_name
from ddci_tracker.words.report_names import period_of, report_on_paper, told_period_of

_KIND = "CV"  # công văn
_HEADS = {
    Chase.OVERDUE: N_("Overdue and not handed in"),
    Chase.RETURNED: N_("Returned, to be completed and handed in again"),
    Chase.DUE: N_("About to fall due"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedGroup:
    """What is owed for one reason, or by one unit: a line for each report, with its stop."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder in one language; every text is plain and stands on one line.

    ``agency`` and ``office`` head it, ``role`` is the office held by whoever signs;
    ``illustration`` says that it is invented, empty where it is not.
    """

    language: Language
    agency: str
    office: str
    number: str
    place: str
    subject: str
    illustration: str
    addressees: tuple[str, ...]
    opening: str
    groups: tuple[OwedGroup, ...]
    asked: tuple[str, ...]
    closing: str
    recipients: tuple[str, ...]
    role: str
    made_on: date


def reminder_of(
    board: Board, words: Words, unit: str | None = None, earlier: tuple[Board, ...] = ()
) -> Reminder | None:
    """The reminder to one unit, or to all that owe; None where nothing is owed, as after the close.

    A day of the plan's life that is looked at by hand is honoured, also once the plan has closed.
    ``earlier`` are the years of the plan that still run beside the one that is looked at.
    What people typed stands on one line each, so that it cannot pass for the text around it.
    """
    if board.closed:
        return None
    rows = (row for year in (*earlier, board) for row in year.reports)
    owing = tuple(each for each in owed_reports(rows) if unit in (None, each.unit))
    if not owing:
        return None
    plan = board.plan
    years = {row.period.year for each in owing for row in each.rows}
    told = (
        words.text(N_("Illustration: not the figures of any agency")) if plan.illustration else ""
    )
    groups = _of_one(board, owing[0], words) if len(owing) == 1 else _of_all(board, owing, words)
    return Reminder(
        language=words.language,
        agency=_line(plan.agency.name),
        office=_office(plan, words),
        number=words.text(N_("No.: …/…")),
        place=letter_of(plan, _KIND, words).place,
        subject=words.text(
            N_("Re: reminder to hand in periodic reports, {year}"),
            year=tuple(str(year) for year in sorted(years)),
        ),
        illustration=told.upper(),
        addressees=tuple(_unit(plan, each.unit) for each in owing),
        opening=_opening(board, owing, words),
        groups=tuple(groups),
        asked=tuple(_asked(board, owing, words)),
        closing=words.text(N_("Yours faithfully./.")),
        recipients=(
            words.text(N_("As above;")),
            words.text(N_("The leaders of {agency} (for information);"), agency=_short(plan)),
            words.text(N_("Filed.")),
        ),
        role=words.text(N_("Chief of the Office")),
        made_on=board.as_of,
    )


def as_text(reminder: Reminder, words: Words) -> str:
    """The same to be copied into a paper or an e-office system."""
    said = reminder
    alone = len(said.addressees) == 1
    lines = [
        *(said.agency.upper(), said.office.upper(), ""),
        *(said.number, said.subject, ""),
        *((said.illustration, "") if said.illustration else ()),
        *((words.text(N_("To: {unit}"), unit=said.addressees[0]),) if alone else _to(said, words)),
        *("", said.opening, ""),
    ]
    for number, group in enumerate(said.groups, start=1):
        lines += [f"{number}. {group.name}", *(f"- {line}" for line in group.lines), ""]
    lines += [*said.asked, "", said.closing, "", words.text(N_("Recipients:"))]
    lines += [f"- {line}" for line in said.recipients]
    lines += ["", said.role.upper()]
    return "\n".join(lines) + "\n"


def _to(reminder: Reminder, words: Words) -> Iterator[str]:
    yield words.text(N_("To:"))
    yield from (f"- {name}" for name in stopped(reminder.addressees))


def stopped(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as the lines of a list, each with its stop."""
    return (*(f"{name};" for name in names[:-1]), *(f"{name}." for name in names[-1:]))


def _opening(board: Board, owing: tuple[OwedReports, ...], words: Words) -> str:
    message = (
        N_(
            "Under the reporting duties of {plan}, {office} has gone through the periodic reports "
            "as of {day}. {unit} is asked to note:"
        )
        if len(owing) == 1
        else N_(
            "Under the reporting duties of {plan}, {office} has gone through the periodic reports "
            "as of {day}. The units are asked to note:"
        )
    )
    return words.text(
        message,
        plan=_basis(board, words),
        office=_office(board.plan, words),
        day=board.as_of,
        unit=_unit(board.plan, owing[0].unit),
    )


def _of_one(board: Board, each: OwedReports, words: Words) -> Iterator[OwedGroup]:
    """What one unit owes, by the reason."""
    for chase, head in _HEADS.items():
        rows = each.of(chase)
        if rows:
            yield _group(board.plan, words.text(head), rows, words)


def _of_all(board: Board, owing: tuple[OwedReports, ...], words: Words) -> Iterator[OwedGroup]:
    """What each unit owes, under its name."""
    for each in owing:
        yield _group(board.plan, _unit(board.plan, each.unit), each.rows, words)


def _group(plan: Plan, name: str, rows: tuple[ReportRow, ...], words: Words) -> OwedGroup:
    return OwedGroup(name=name, lines=stopped(tuple(_report(plan, row, words) for row in rows)))


def _report(plan: Plan, row: ReportRow, words: Words) -> str:
    if row.own_recipients:
        # Two reports for one period are told apart by whom they go to, else by their print.
        to = tuple(_unit(plan, each) for each in row.to_units)
        name = words.text(
            N_("Report, {period}, to {units}"), period=period_of(row, words), units=to
        )
    elif row.once:
        name = report_on_paper(row, plan, words)
    else:
        name = words.text(N_("Report, {period}"), period=told_period_of(row, plan, words))
    return f"{_line(name)}: {', '.join(_standing(row, words))}"


def _standing(row: ReportRow, words: Words) -> Iterator[str]:
    """How a report stands, in the parts of a sentence."""
    chase = chase_of(row)
    if row.last_day is not None:
        yield words.text(N_("last day {day}"), day=row.last_day)
    if row.extension is not None and row.first_last_day is not None:
        yield words.text(
            N_("extended from {day} by {approver} ({basis})"),
            day=row.first_last_day,
            approver=row.extension.approver,
            basis=row.extension.basis,
        )
    match chase:
        case Chase.OVERDUE:
            yield words.plural(
                "{days} day overdue", "{days} days overdue", count=row.days or 0, days=row.days or 0
            )
        case Chase.RETURNED:
            if row.entered_on is None:
                yield words.text(N_("handed in {day}"), day=row.handed_in_on)
            else:
                yield words.text(
                    "handed in {day}, entered {entered}",
                    day=row.handed_in_on,
                    entered=row.entered_on,
                )
            yield _returned(row, words)
        case Chase.DUE:
            pass  # its last day says when; a paper is read on a later day than it is written
        case None:
            raise ValueError(f"nothing is owed: {row.key}")
        case _:
            assert_never(chase)


def _returned(row: ReportRow, words: Words) -> str:
    arguments = dict(row.reason.arguments)
    return words.text(
        N_("returned on {day}: {note}"),
        day=arguments.get("on"),
        # The sentence around it brings its own full stop.
        note=_line(str(arguments.get("note") or "")).rstrip(".;, "),
    )


def _asked(board: Board, owing: tuple[OwedReports, ...], words: Words) -> Iterator[str]:
    plan = board.plan
    if len(owing) == 1:
        unit = _unit(plan, owing[0].unit)
        yield words.text(N_("{unit} is asked to hand the reports in before …/…/…."), unit=unit)
    else:
        yield words.text(N_("The units are asked to hand the reports in before …/…/…."))
    if not board.tracked:
        yield words.text(
            N_(
                "No unit has recorded anything in the tracker yet; whoever has handed a report in "
                "by other means is asked to tell {office}."
            ),
            office=_office(plan, words),
        )
    yield words.text(
        N_(
            "What stands in the way should be told to {office} in time, to be put to the leaders "
            "of {agency}."
        ),
        office=_office(plan, words),
        agency=_short(plan),
    )


def _basis(board: Board, words: Words) -> str:
    """The plan as a paper is cited: by its number where it is printed, else by its title.

    With what it was amended by, if it was.
    """
    document = board.plan.document
    if document.number and document.issued_on:
        cited = words.text(
            N_("Plan No. {number} of {day}"), number=_line(document.number), day=document.issued_on
        )
    else:
        cited = f"“{_line(document.title)}”"
    bases = tuple(_line(each.value.basis) for each in board.amendments if each.value)
    if not bases:
        return cited
    return words.text(N_("{plan} (amended by {bases})"), plan=cited, bases=bases)


def _office(plan: Plan, words: Words) -> str:
    code = office_of(plan)
    return _unit(plan, code) if code else words.text(N_("The Office"))


def _short(plan: Plan) -> str:
    """How an agency is called within itself: a department is "Sở", any other by its short name."""
    department = "Sở"
    if _line(plan.agency.name).startswith(f"{department} "):
        return department
    return _line(plan.agency.short_name)


def _unit(plan: Plan, code: str) -> str:
    return _line(unit_name(plan, code))


def _line(typed: str) -> str:
    """A typed text on one line, without characters that print nothing."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())
