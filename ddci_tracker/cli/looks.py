"""Commands that look: ``board``, ``reports``, ``history``."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.context import VIETNAMESE, context, print_json, show, text
from ddci_tracker.cli.documents import board_document, history_document, reports_document
from ddci_tracker.domain.views import Board
from ddci_tracker.services.looking import look_at
from ddci_tracker.services.remembering import history_of
from ddci_tracker.words import formats, names
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import sentence

PlanId = Annotated[str, Argument(metavar="PLAN", help=text(N_("The id of a plan")))]
AsOf = Annotated[str | None, Option("--as-of", metavar="DAY", help=text(N_("Look as of this day")))]
KnownAt = Annotated[
    str | None, Option("--known-at", metavar="MOMENT", help=text(N_("As known at this moment")))
]
Json = Annotated[bool, Option("--json", help=text(N_("Print one JSON document")))]


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("board", help=text(N_("Where a plan stands")))(board)
    app.command("reports", help=text(N_("Every periodic report of a plan's year")))(reports)
    app.command("history", help=text(N_("Who recorded what, and when")))(history)


def board(
    plan: PlanId,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    quarter: Annotated[
        str | None, Option("--quarter", metavar="QUARTER", help=text(N_("Such as 2021-Q2")))
    ] = None,
    as_json: Json = False,
) -> None:
    view = _look(plan, as_of, known_at, quarter)
    if as_json:
        print_json(board_document(view, VIETNAMESE))
    else:
        _tell(view)


def reports(
    plan: PlanId, as_of: AsOf = None, known_at: KnownAt = None, as_json: Json = False
) -> None:
    rows = _look(plan, as_of, known_at, None).reports
    if as_json:
        print_json(reports_document(rows, VIETNAMESE))
        return
    for row in rows:
        show(f"{row.duty}  {row.from_unit:<8} {row.period!s:<8} {sentence(row.reason, VIETNAMESE)}")


def history(
    plan: PlanId,
    task: Annotated[str | None, Argument(metavar="[TASK]", help=text(N_("Only this task")))] = None,
    as_json: Json = False,
) -> None:
    here = context()
    entries = history_of(here.tracker, here.actor, plan, now=here.now, task=task)
    if as_json:
        print_json(history_document(entries))
        return
    for entry in entries:
        when = formats.moment(entry.recorded_at, VIETNAMESE)
        show(f"{when}  {entry.by}  {entry.what} {entry.key} #{entry.revision}")


def _look(plan: str, as_of: str | None, known_at: str | None, quarter: str | None) -> Board:
    here = context()
    return look_at(
        here.tracker,
        here.actor,
        plan,
        now=here.now,
        as_of=inputs.day(as_of) if as_of else None,
        known_at=inputs.moment(known_at) if known_at else None,
        quarter=inputs.quarter(quarter) if quarter else None,
    )


def _tell(view: Board) -> None:
    """A board for reading in a terminal."""
    words = VIETNAMESE
    show(f"{view.plan.agency.name}, {view.plan.document.title}")
    show(
        text(
            N_("As of {day}, {quarter}"),
            day=view.as_of,
            quarter=formats.period(view.quarter, words),
        )
    )
    if view.plan.illustration:
        show(text(N_("Illustration: not the figures of any agency")))
    for part in view.sub_indices:
        execution = names.execution_word(part.execution.colour, words)
        result = names.result_word(part.standing.light.colour, words)
        show(f"- {part.name}")
        show(f"    {execution}: {sentence(part.execution.reason, words)}")
        show(f"    {result}: {sentence(part.standing.light.reason, words)}")
    colours = Counter(str(row.colour) for row in view.attention)
    show(text(N_("To act on: {count}"), count=colours.total()))
    for row in view.attention:
        units = ", ".join(row.units)
        what, why = sentence(row.what, words), sentence(row.reason, words)
        show(f"- {what} [{units}] {why}")
