"""What slides and sheets take from a frozen month: what is behind, who owes what, and a name.

Everything was decided when the month was frozen; this only finds it and puts it in order. Not
here: how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.reports import ReportRow, ReportTotals, Timeliness, totals
from ddci_tracker.domain.tasks import answering_unit
from ddci_tracker.domain.views import Board, SubIndexView, TaskView
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

CHECKSUM_SHOWN = 12  # of its 64 digits, enough to tell one edition from every other


def is_red(view: SubIndexView) -> bool:
    """Whether either of the two lights of a sub-index is red."""
    return Colour.RED in (view.execution.colour, view.standing.light.colour)


def behind_first(tasks: Iterable[TaskView]) -> list[TaskView]:
    """The red and amber tasks, red ones first, then by days overdue."""
    behind = [view for view in tasks if view.light.colour in (Colour.RED, Colour.AMBER)]
    return sorted(behind, key=lambda view: (view.light.colour is not Colour.RED, -_days(view)))


def _days(view: TaskView) -> int:
    return view.light.days or 0


def answering(plan: Plan, view: TaskView) -> tuple[str, ...]:
    """Who answers for a task, a group as a group; who leads it where nobody of the agency does."""
    unit = answering_unit(plan, view.task)
    return (unit,) if unit else view.task.lead


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReports:
    """The reports of one unit: counts over the year, and those that it still owes."""

    unit: str
    totals: ReportTotals
    returned: int
    owed: tuple[ReportRow, ...]


def reports_by_unit(board: Board) -> list[UnitReports]:
    """The units that owe reports, those that owe most first; the rest as the plan names them."""
    by_unit: dict[str, list[ReportRow]] = {}
    for row in board.reports:
        if row.timeliness is not Timeliness.NOT_APPLICABLE:
            by_unit.setdefault(row.from_unit, []).append(row)
    units = [_of_unit(unit, rows) for unit, rows in by_unit.items()]
    return sorted(units, key=lambda each: (-each.totals.missing, -each.returned, -each.totals.late))


def _of_unit(unit: str, rows: list[ReportRow]) -> UnitReports:
    overdue = [row for row in rows if row.timeliness is Timeliness.OVERDUE]
    returned = [row for row in rows if row.returned]
    overdue.sort(key=lambda row: -(row.days or 0))
    return UnitReports(
        unit=unit,
        totals=totals(tuple(rows)),
        returned=len(returned),
        owed=(*overdue, *returned),
    )


def month_text(month: Period, edition: int, words: Words) -> str:
    """A frozen month by name: tháng 8/2026, lần 1."""
    return words.text("{month}, edition {edition}", month=month, edition=edition)


def plan_named(plan: Plan, words: Words) -> str:
    """A plan for readers of paper, to whom its code means nothing: Sở X, DDCI 2026."""
    indices = plan.indices[0] if len(plan.indices) == 1 else words.text(N_("plan of"))
    return f"{plan.agency.short_name}, {indices} {plan.year}"


def stamp(month: FrozenMonth, words: Words) -> str:
    """What every page names: the plan, the month, its edition and the start of its checksum.

    Of figures that nobody has frozen: that they are not, and when they were taken.
    """
    if not month.is_frozen:
        taken = words.text("not frozen, taken at {moment}", moment=month.frozen_at)
        return f"{plan_named(month.board.plan, words)} · {taken}"
    named = month_text(month.month, month.edition, words)
    checksum = month.checksum[:CHECKSUM_SHOWN]
    return f"{plan_named(month.board.plan, words)} · {named} · {words.text('checksum')} {checksum}"
