"""Commands that look: ``board``, ``reports``, ``tasks``, ``results``, ``remind``, ``history``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli import text as plain_text
from ddci_tracker.cli.context import VIETNAMESE, prepared, print_json, say, show, text
from ddci_tracker.domain.by_unit import by_unit
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.views import Board
from ddci_tracker.services.boards import look_at, still_running
from ddci_tracker.services.documents import (
    board_document,
    by_unit_document,
    history_document,
    reports_document,
    results_document,
    tasks_document,
)
from ddci_tracker.services.history import history_of
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.reminders import reminder, reminder_file
from ddci_tracker.words.marking import N_

PlanId = Annotated[str, Argument(metavar="PLAN", help=text(N_("The id of a plan")))]
AsOf = Annotated[
    date | None,
    Option("--as-of", parser=inputs.day, metavar="DAY", help=text(N_("Look as of this day"))),
]
KnownAt = Annotated[
    datetime | None,
    Option(
        "--known-at",
        parser=inputs.moment,
        metavar="MOMENT",
        help=text(N_("As known at this moment")),
    ),
]
Quarter = Annotated[
    Period | None,
    Option(parser=inputs.quarter, metavar="QUARTER", help=text(N_("Such as 2021-Q2"))),
]
Year = Annotated[
    int | None,
    Option(
        parser=inputs.whole,
        metavar="YEAR",
        help=text(N_("Of a plan of several years, the one to look at")),
    ),
]
Json = Annotated[bool, Option("--json", help=text(N_("Print one JSON document")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("board", help=text(N_("Where a plan stands")))(board)
    app.command("reports", help=text(N_("Every periodic report of a plan's year")))(reports)
    app.command("tasks", help=text(N_("Every task with its light and what was last said of it")))(
        tasks
    )
    app.command(
        "results", help=text(N_("The scores and ranks of all years, published and estimated"))
    )(results)
    app.command("remind", help=text(N_("The text of a reminder to units that owe reports")))(remind)
    app.command("history", help=text(N_("Who recorded what, and when")))(history)


def board(
    plan: PlanId,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    quarter: Quarter = None,
    year: Year = None,
    units: Annotated[
        bool, Option("--by-unit", help=text(N_("A row a unit instead of the sub-indices")))
    ] = False,
    as_json: Json = False,
) -> None:
    view = _look(plan, as_of, known_at, quarter, year)
    if units and as_json:
        print_json(by_unit_document(view, by_unit(view)))
    elif units:
        _show(plain_text.by_unit(view, by_unit(view), VIETNAMESE))
    elif as_json:
        print_json(board_document(view, VIETNAMESE))
    else:
        _show(plain_text.board(view, VIETNAMESE))


def reports(
    plan: PlanId,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    year: Year = None,
    as_json: Json = False,
) -> None:
    view = _look(plan, as_of, known_at, None, year)
    if as_json:
        print_json(reports_document(view.reports, VIETNAMESE))
    else:
        _show(plain_text.reports(view, VIETNAMESE))


def tasks(
    plan: PlanId,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    quarter: Quarter = None,
    year: Year = None,
    as_json: Json = False,
) -> None:
    view = _look(plan, as_of, known_at, quarter, year)
    if as_json:
        print_json(tasks_document(view, VIETNAMESE))
    else:
        _show(plain_text.tasks(view, VIETNAMESE))


def results(
    plan: PlanId,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    year: Year = None,
    as_json: Json = False,
) -> None:
    view = _look(plan, as_of, known_at, None, year)
    if as_json:
        print_json(results_document(view))
    else:
        _show(plain_text.results(view, VIETNAMESE))


def remind(
    plan: PlanId,
    unit: Annotated[
        str | None, Argument(metavar="[UNIT]", help=text(N_("Only this unit (all that owe)")))
    ] = None,
    as_of: AsOf = None,
    year: Year = None,
    out: Annotated[
        Path | None, Option(metavar="FILE", help=text(N_("The Word file to write it to")))
    ] = None,
) -> None:
    here, view = prepared(), _look(plan, as_of, None, None, year)
    # Whoever names a year means that one alone.
    earlier = still_running(here.tracker, here.actor, view, now=here.now) if year is None else ()
    if unit is not None and view.plan.unit(unit) is None:
        raise Refused(N_("Plan {plan} has no unit {unit}"), field="unit", plan=plan, unit=unit)
    written = reminder(view, VIETNAMESE, unit, earlier)
    if view.closed and view.plan.document.first_year < view.plan.document.last_year:
        say(
            N_(
                "The plan's year {year} closed on {day}: nothing of it is owed any more, and no "
                "letter is written"
            ),
            year=str(view.plan.year),
            day=view.closes_on,
        )
    elif view.closed:
        say(
            N_(
                "The plan closed on {day}: nothing of it is owed any more, and no letter is written"
            ),
            day=view.closes_on,
        )
    elif written is None:
        say(N_("Nobody asked for owes a report"))
    elif out is not None:
        out.write_bytes(reminder_file(here.tracker.data_dir, view, VIETNAMESE, unit, earlier).body)
        say(N_("Wrote {path}"), path=str(out))
    else:
        show(written.rstrip())


def history(
    plan: PlanId,
    task: Annotated[str | None, Argument(metavar="[TASK]", help=text(N_("Only this task")))] = None,
    as_json: Json = False,
) -> None:
    here = prepared()
    entries = history_of(here.tracker, here.actor, plan, now=here.now, task=task)
    if as_json:
        print_json(history_document(entries))
    else:
        _show(plain_text.history(entries, VIETNAMESE))


def _look(
    plan: str,
    as_of: date | None,
    known_at: datetime | None,
    quarter: Period | None,
    year: int | None = None,
) -> Board:
    here = prepared()
    return look_at(
        here.tracker,
        here.actor,
        plan,
        now=here.now,
        as_of=as_of,
        known_at=known_at,
        quarter=quarter,
        year=year,
    )


def _show(lines: plain_text.Lines) -> None:
    for line in lines:
        show(line)
