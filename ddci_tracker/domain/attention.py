"""Cần xử lý: what to act on, the worst first, across tasks, reports and conclusions.

Source: the rules, "Cần xử lý". Silence and missing owners are grouped by unit, so that one
silent unit is one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.execution import is_silent
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode, Subject
from ddci_tracker.domain.reports import ReportRow, Timeliness
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import (
    NO_GAP,
    AttentionKind,
    AttentionRow,
    Board,
    Standing,
    TaskView,
    most_missing_first,
)

Standings = Mapping[tuple[str | None, str | None], Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionSources:
    """All that may need acting on, as the board has decided it.

    ``standings`` are those of the sub-indices, by index and code.
    """

    tasks: tuple[TaskView, ...]
    reports: tuple[ReportRow, ...]
    conclusions: tuple[Version[Conclusion], ...]
    standings: Standings
    as_of: date
    closes_on: date
    tracked: bool
    policy: Policy


def attention_rows(sources: AttentionSources) -> tuple[AttentionRow, ...]:
    """Every row of "Cần xử lý": red before amber before grey, then days, lag and gap."""
    rows = [
        *(_tasks(sources) if sources.tracked else [_not_tracked()]),
        *_silence(sources),
        *_unowned(sources.tasks),
        *_reports(sources.reports),
        *_conclusions(sources),
    ]
    return tuple(sorted(rows, key=lambda row: _worst_first(row, sources.standings)))


def with_reports_of(board: Board, earlier: Iterable[Board]) -> Board:
    """A board that also names what the years of its plan that still run beside it owe."""
    owed = tuple(row for year in earlier for row in _of_another_year(year.reports))
    if not owed:
        return board
    standings: Standings = {(each.index, each.code): each.standing for each in board.sub_indices}
    rows = sorted((*board.attention, *owed), key=lambda row: _worst_first(row, standings))
    return replace(board, attention=tuple(rows))


def _of_another_year(rows: Iterable[ReportRow]) -> Iterable[AttentionRow]:
    for report in rows:
        quarter = Period.containing(PeriodKind.QUARTER, report.period.last_day)
        for row in _reports((report,)):
            yield replace(row, quarter=quarter)


def _worst_first(
    row: AttentionRow, standings: Standings
) -> tuple[int, int, int | Decimal, tuple[int, Decimal]]:
    lag = dict(row.reason.arguments).get("lag")
    standing = standings.get((row.index, row.sub_index))
    return (
        -row.colour.severity,
        -(row.days or 0),
        -lag if isinstance(lag, int | Decimal) else 0,
        most_missing_first(standing.light) if standing else NO_GAP,
    )


def _not_tracked() -> AttentionRow:
    return AttentionRow(
        kind=AttentionKind.SILENCE,
        what=Reason.of(Subject.PLAN),
        units=(),
        days=None,
        colour=Colour.GREY,
        reason=Reason.of(ReasonCode.PLAN_NOT_TRACKED),
    )


def _answering(view: TaskView) -> tuple[str, ...]:
    return (view.answering,) if view.answering else ()


def _needs_attention(light: Light) -> bool:
    return light.colour in (Colour.RED, Colour.AMBER)


def _tasks(sources: AttentionSources) -> Iterable[AttentionRow]:
    for view in sources.tasks:
        light = view.light
        if light.colour is None or not _needs_attention(light) or is_silent(light):
            continue
        standing = sources.standings.get((view.index, view.sub_index))
        yield AttentionRow(
            kind=AttentionKind.TASK,
            what=Reason.of(Subject.TASK, title=view.task.title),
            units=_answering(view),
            days=light.days,
            colour=light.colour,
            reason=light.reason,
            gap=standing.gap if standing else None,
            index=view.index,
            sub_index=view.sub_index,
            tasks=(view.task.code,),
        )


def _silence(sources: AttentionSources) -> Iterable[AttentionRow]:
    by_unit: dict[tuple[str, ...], list[TaskView]] = {}
    for view in sources.tasks:
        if is_silent(view.light):
            by_unit.setdefault(_answering(view), []).append(view)
    for units, views in by_unit.items():
        red = sum(view.light.colour is Colour.RED for view in views)
        # One row for a unit, which says how many of its tasks the colour of the row is true of.
        mixed = {"red": red} if 0 < red < len(views) else {}
        # The days and the update day are those of one task, the one that is silent for longest.
        longest = max(views, key=lambda view: view.light.days or 0).light
        yield AttentionRow(
            kind=AttentionKind.SILENCE,
            what=Reason.of(Subject.SILENT_TASKS, count=len(views), **mixed),
            units=units,
            days=longest.days,
            colour=Colour.RED if red else Colour.AMBER,
            reason=Reason.of(ReasonCode.UNIT_SILENT, count=len(views), day=longest.reason["day"]),
            tasks=tuple(view.task.code for view in views),
        )


def _unowned(tasks: Iterable[TaskView]) -> Iterable[AttentionRow]:
    """The tasks that name no lead: a fault of the plan, whatever is said of a quarter of them."""
    by_unit: dict[tuple[str, ...], list[TaskView]] = {}
    for view in tasks:
        if not view.task.lead:
            by_unit.setdefault(_answering(view), []).append(view)
    for units, views in by_unit.items():
        yield AttentionRow(
            kind=AttentionKind.OWNER,
            what=Reason.of(Subject.UNOWNED_TASKS, count=len(views)),
            units=units,
            days=None,
            colour=Colour.AMBER,
            reason=Reason.of(ReasonCode.NO_OWNER, count=len(views)),
            tasks=tuple(view.task.code for view in views),
        )


def _reports(rows: Iterable[ReportRow]) -> Iterable[AttentionRow]:
    for row in rows:
        colour = row.colour
        if colour is None or not (row.returned or row.timeliness is Timeliness.OVERDUE):
            continue
        yield AttentionRow(
            kind=AttentionKind.REPORT,
            what=_called(row),
            units=(row.from_unit,),
            days=row.days,
            colour=colour,
            reason=row.reason,
            report=row.key,
        )


def _called(row: ReportRow) -> Reason:
    """By its period; by what the plan prints of its duty, or its code, where that is no name."""
    if row.once and row.printed:
        return Reason.of(Subject.ONE_TIME_REPORT, printed=row.printed)
    if row.once:
        return Reason.of(Subject.ONE_TIME_REPORT, duty=row.duty)
    if row.printed:
        return Reason.of(Subject.REPORT, period=row.period, printed=row.printed)
    if row.twin:
        return Reason.of(Subject.REPORT, period=row.period, duty=row.duty)
    return Reason.of(Subject.REPORT, period=row.period)


def _conclusions(sources: AttentionSources) -> Iterable[AttentionRow]:
    for version in sources.conclusions:
        said = version.value
        if said is None or said.due is None or said.done_on is not None:
            continue
        # Like those of reports, day counts stop when the plan closes.
        days = (min(sources.as_of, sources.closes_on) - said.due).days
        if days > 0:
            colour, code = Colour.RED, ReasonCode.CONCLUSION_OVERDUE
        elif -days <= sources.policy.due_soon_days:
            colour, code = Colour.AMBER, ReasonCode.CONCLUSION_DUE_SOON
        else:
            continue
        yield AttentionRow(
            kind=AttentionKind.CONCLUSION,
            what=Reason.of(Subject.CONCLUSION, text=said.text),
            units=said.units,
            days=days if days > 0 else None,
            colour=colour,
            reason=Reason.of(code, days=abs(days), due=said.due),
            conclusion=said.id,
        )
