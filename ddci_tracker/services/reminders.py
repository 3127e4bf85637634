"""The text of a reminder (công văn đôn đốc) to units that owe reports, as plain text to copy.

What is owed comes from the board, the sentences from the catalogue; number, day and the new last
day are left open for whoever signs. Not here: the layout of an official paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reminders import Chase, OwedReports, chase_of, owed_reports
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.tasks import office_of
from ddci_tracker.domain.views import Board
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.plan_names import unit_name
from ddci_tracker.words.report_names import report_of_duty

_HEADS = {
    Chase.OVERDUE: N_("Overdue and not handed in"),
    Chase.RETURNED: N_("Returned, to be completed and handed in again"),
    Chase.DUE: N_("About to fall due"),
}


def reminder(
    board: Board, words: Words, unit: str | None = None, earlier: tuple[Board, ...] = ()
) -> str | None:
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
    lines = [
        *_head(board.plan, owing, words),
        *_address(board, owing, words),
        *(_of_one(board, owing[0], words) if len(owing) == 1 else _of_all(board, owing, words)),
        *_end(board, owing, words),
    ]
    return "\n".join(lines) + "\n"


def _head(plan: Plan, owing: tuple[OwedReports, ...], words: Words) -> Iterator[str]:
    years = {row.period.year for each in owing for row in each.rows}
    yield _line(plan.agency.name).upper()
    yield _office(plan, words).upper()
    yield ""
    yield words.text(N_("No.: …/…"))
    named = tuple(str(year) for year in sorted(years))
    yield words.text(N_("Re: reminder to hand in periodic reports, {year}"), year=named)
    yield ""
    if plan.illustration:
        yield words.text(N_("Illustration: not the figures of any agency")).upper()
        yield ""


def _address(board: Board, owing: tuple[OwedReports, ...], words: Words) -> Iterator[str]:
    called = [_unit(board.plan, each.unit) for each in owing]
    if len(called) == 1:
        yield words.text(N_("To: {unit}"), unit=called[0])
    else:
        yield words.text(N_("To:"))
        yield from (f"- {name};" for name in called[:-1])
        yield f"- {called[-1]}."
    yield ""
    message = (
        N_(
            "Under the reporting duties of {plan}, {office} has gone through the periodic reports "
            "as of {day}. {unit} is asked to note:"
        )
        if len(called) == 1
        else N_(
            "Under the reporting duties of {plan}, {office} has gone through the periodic reports "
            "as of {day}. The units are asked to note:"
        )
    )
    yield words.text(
        message,
        plan=_basis(board, words),
        office=_office(board.plan, words),
        day=board.as_of,
        unit=called[0],
    )
    yield ""


def _of_one(board: Board, each: OwedReports, words: Words) -> Iterator[str]:
    """What one unit owes, under a numbered heading for each reason."""
    number = 0
    for chase, head in _HEADS.items():
        rows = each.of(chase)
        if rows:
            number += 1
            yield f"{number}. {words.text(head)}"
            yield from (f"- {_report(board.plan, row, words)};" for row in rows[:-1])
            yield f"- {_report(board.plan, rows[-1], words)}."
            yield ""


def _of_all(board: Board, owing: tuple[OwedReports, ...], words: Words) -> Iterator[str]:
    """What each unit owes, under its name."""
    for number, each in enumerate(owing, start=1):
        yield f"{number}. {_unit(board.plan, each.unit)}"
        yield from (f"- {_report(board.plan, row, words)};" for row in each.rows[:-1])
        yield f"- {_report(board.plan, each.rows[-1], words)}."
        yield ""


def _report(plan: Plan, row: ReportRow, words: Words) -> str:
    name = report_of_duty(row, words)
    return f"{name}: {', '.join(_standing(row, words))}"


def _standing(row: ReportRow, words: Words) -> Iterator[str]:
    """How a report stands, in the parts of a sentence."""
    chase = chase_of(row)
    if row.last_day is not None:
        yield words.text(N_("last day {day}"), day=row.last_day)
    if row.extension is not None and row.first_last_day is not None:
        yield words.text(N_("extended from {day}"), day=row.first_last_day)
    match chase:
        case Chase.OVERDUE:
            yield words.plural(
                "{days} day overdue", "{days} days overdue", count=row.days or 0, days=row.days or 0
            )
        case Chase.RETURNED:
            yield words.text(N_("handed in {day}"), day=row.handed_in_on)
            yield _returned(row, words)
        case Chase.DUE if row.days == 0:
            yield words.text(N_("due today"))
        case Chase.DUE:
            yield words.plural(
                "{days} day left", "{days} days left", count=row.days or 0, days=row.days or 0
            )
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


def _end(board: Board, owing: tuple[OwedReports, ...], words: Words) -> Iterator[str]:
    office = _office(board.plan, words)
    if len(owing) == 1:
        unit = _unit(board.plan, owing[0].unit)
        yield words.text(N_("{unit} is asked to hand the reports in before …/…/…."), unit=unit)
    else:
        yield words.text(N_("The units are asked to hand the reports in before …/…/…."))
    yield words.text(
        N_(
            "What stands in the way should be told to {office} in time, to be put to the leaders "
            "of {agency}."
        ),
        office=office,
        agency=_short(board.plan),
    )
    yield ""
    yield words.text(N_("Yours faithfully./."))
    yield ""
    yield words.text(N_("Recipients:"))
    yield words.text(N_("- As above;"))
    yield words.text(N_("- The leaders of {agency} (for information);"), agency=_short(board.plan))
    yield words.text(N_("- Filed."))


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
