"""What slides and sheets take from a frozen month: goals, an order, who owes what, and a name.

Everything was decided when the month was frozen; this only finds it and puts it in order. Not
here: how it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Result, ResultKind, SubIndex, Target
from ddci_tracker.domain.reports import Acceptance, ReportRow, ReportTotals, Timeliness, totals
from ddci_tracker.domain.targets import Measure, Threshold, threshold_of
from ddci_tracker.domain.views import Board, Standing, SubIndexView, TaskView
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Language, Words

CHECKSUM_SHOWN = 12  # of its 64 digits, enough to tell one edition from every other


def worst_first(views: Iterable[SubIndexView]) -> list[SubIndexView]:
    """Sub-indices by execution light, by result light, then by gap: as on the overview."""
    return sorted(views, key=_severity)


def _severity(view: SubIndexView) -> tuple[int, int, Decimal]:
    execution, result = (
        light.colour.severity if light.colour else -1
        for light in (view.execution, view.standing.light)
    )
    gaps = [each.gap for each in view.standing.targets if each.gap is not None]
    return -execution, -result, min(gaps, default=Decimal(0))


def is_red(view: SubIndexView) -> bool:
    """Whether either of the two lights of a sub-index is red."""
    return Colour.RED in (view.execution.colour, view.standing.light.colour)


def behind_first(tasks: Iterable[TaskView]) -> list[TaskView]:
    """The red and amber tasks, red ones first, then by days overdue."""
    behind = [view for view in tasks if view.light.colour in (Colour.RED, Colour.AMBER)]
    return sorted(behind, key=lambda view: (view.light.colour is not Colour.RED, -_days(view)))


def _days(view: TaskView) -> int:
    return view.light.days or 0


def all_tasks(board: Board) -> Iterator[tuple[SubIndexView | None, TaskView]]:
    """Every task with the sub-index that it belongs to, general ones last."""
    for part in board.sub_indices:
        for view in part.tasks:
            yield part, view
    for view in board.general:
        yield None, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target of the plan's own year and the score or rank that it asks for."""

    target: Target
    threshold: Threshold


def goal_of(standing: Standing, measure: Measure) -> Goal | None:
    """The first target of scores, or of ranks, that asks for a figure; None where none does."""
    for each in standing.targets:
        if each.target.year in (None, standing.results.year):
            threshold = threshold_of(each.target, standing.results.base)
            if threshold is not None and threshold.measure is measure:
                return Goal(target=each.target, threshold=threshold)
    return None


def targets_text(standing: Standing, words: Words) -> str:
    """The targets in few words, as many as there are: đạt 8,5; tăng 5 bậc."""
    written = [formats.target(each.target, words) for each in standing.targets]
    return "; ".join(written) or words.text("no target")


def result_text(result: Result, words: Words) -> str:
    """A result in words: 6,43 điểm, hạng 23/25."""
    parts = []
    if result.score is not None:
        parts.append(words.text("{points} points", points=result.score))
    if result.rank is not None:
        place = formats.rank(result.rank, result.out_of)
        parts.append(words.text("rank {place}", place=place))
    return ", ".join(parts) or formats.NOTHING


def result_label(standing: Standing, words: Words) -> str:
    """The word of a result light, with a mark where an estimate coloured it."""
    if not standing.targets:
        return words.text("Not judged")
    word = labels.result_label(standing.light.colour, words)
    if not standing.light.estimated:
        return word
    return f"{word} ({labels.label(ResultKind.ESTIMATE, words)})"


def name_of(view: SubIndexView, words: Words) -> str:
    """The full name of a sub-index in the language spoken."""
    if words.language is Language.EN and view.english_name:
        return view.english_name
    return view.name


def short_name_of(view: SubIndexView, words: Words) -> str:
    """The shortest name of a sub-index, for the labels of a chart."""
    if words.language is Language.EN and view.english_name:
        return view.english_name
    return view.short_name


def unit_names(plan: Plan) -> Callable[[Iterable[str]], str]:
    """The names of units by their codes, as this plan calls them."""
    known = {unit.code: unit.name for unit in plan.named_units}
    return lambda codes: ", ".join(known.get(code, code) for code in codes)


def in_charge(plan: Plan, part: SubIndex) -> str | None:
    """The leader in charge of a sub-index with the role, where the plan names one."""
    person = next((each for each in plan.people if each.code == part.person), None)
    if person is None:
        return None
    return person.name if person.role in (None, person.name) else f"{person.name}, {person.role}"


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
    returned = [row for row in rows if row.acceptance is Acceptance.RETURNED]
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


def stamp(month: FrozenMonth, words: Words) -> str:
    """What every page names: the plan, the month, its edition and the start of its checksum."""
    named = month_text(month.month, month.edition, words)
    checksum = month.checksum[:CHECKSUM_SHOWN]
    return f"{month.plan_id} · {named} · {words.text('checksum')} {checksum}"
