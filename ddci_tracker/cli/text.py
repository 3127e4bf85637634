"""Boards, reports and histories for reading in a terminal: plain text, no colours.

A light is a shape and a word, never one alone; every figure was decided before it came here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from itertools import groupby
from textwrap import wrap

from ddci_tracker.domain.by_unit import ByUnit, UnitFigure, UnitOverview
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.plan import Result
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.views import Board, OverallView, Standing, SubIndexView
from ddci_tracker.services.history import HistoryEntry
from ddci_tracker.services.plan_files import (
    FileFinding,
    PlanChanges,
    SheetCell,
    key_of,
    write_inline,
)
from ddci_tracker.words import formats, labels, plan_names, plan_tables, report_names
from ddci_tracker.words.attention import why_in_full
from ddci_tracker.words.by_unit import FIGURES
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.last_update import last_update
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import sentence
from ddci_tracker.words.recorded import DOUBTS, KIND_NAMES

Lines = Iterator[str]

WIDTH = 100
# Of a finding about many lines as many are named.
_LINES_NAMED = 10
_RATIOS = (UnitFigure.QUANTITY, UnitFigure.QUALITY, UnitFigure.TIMELINESS)
SHAPES: dict[Colour | None, str] = {
    Colour.GREEN: "●",
    Colour.AMBER: "▲",
    Colour.RED: "■",
    Colour.GREY: "○",
    None: "·",
}


def board(view: Board, words: Words) -> Lines:
    """Where a plan stands: the whole, each sub-index with its two lights, what to act on."""
    yield from _head(view, words)
    yield from _freshness(view, words)
    for overall in view.overall:
        yield ""
        yield from _overall(overall, words)
    for part in view.sub_indices:
        yield ""
        yield from _sub_index(part, words)
    yield ""
    yield from _report_totals(view, words)
    yield ""
    yield from _attention(view, words)


def by_unit(view: Board, made: ByUnit, words: Words) -> Lines:
    """A plan by unit: what was done, accepted and in time of what was due, and what is red."""
    yield from _head(view, words)
    yield from _freshness(view, words)
    for row in (made.whole, *made.units, *made.shared):
        yield ""
        yield f"{_unit_called(view, row, words)}: {words.text(FIGURES[UnitFigure.RED])} {row.red}"
        yield "  " + "  ".join(_figure(row, each, words) for each in _RATIOS)
        counts = row.tasks
        yield "  " + "  ".join(f"{SHAPES[colour]} {getattr(counts, colour)}" for colour in Colour)


def _unit_called(view: Board, row: UnitOverview, words: Words) -> str:
    if row.unit is None:
        return words.text("The whole agency")
    return plan_names.unit_name(view.plan, row.unit) if row.unit else words.text("No unit")


def _figure(row: UnitOverview, figure: UnitFigure, words: Words) -> str:
    ratio = row.ratio(figure)
    share = formats.percent(ratio.percent, words) if ratio.percent is not None else formats.NOTHING
    return f"{words.text(FIGURES[figure])} {share} ({ratio.count}/{ratio.total})"


def reports(view: Board, words: Words) -> Lines:
    """Every report of the plan's year by duty and sender, and how many are in time."""
    yield from _head(view, words)
    yield from _freshness(view, words)
    for (duty, sender), rows in groupby(view.reports, key=lambda row: (row.duty, row.from_unit)):
        yield ""
        to_units = next((row.to_units for row in view.reports if row.duty == duty), ())
        yield f"{duty}  {sender} → {', '.join(to_units) or formats.NOTHING}"
        for row in rows:
            yield from _report(row, words)
    yield ""
    yield from _report_totals(view, words)


def tasks(view: Board, words: Words) -> Lines:
    """Every task of a plan, with its light and why it stands so."""
    yield from _head(view, words)
    for _, task in view.all_tasks():
        yield ""
        yield from _wrapped(f"{task.task.code}  {task.task.title}")
        yield from _execution_light(task.light, words)


def results(view: Board, words: Words) -> Lines:
    """Every result that is known, a line for each year of an index and its sub-indices."""
    yield from _head(view, words)
    named = [
        *((each.name, each.standing) for each in view.overall),
        *((each.name, each.standing) for each in view.sub_indices),
    ]
    for name, standing in named:
        known = standing.results
        of_all_years = (*known.published, *known.estimates, *known.predecessors)
        if of_all_years:
            yield ""
            yield name
            for each in of_all_years:
                kind, figures = labels.label(each.kind, words), _figures(each, words)
                said = f"{each.year}  {kind}  {figures or formats.NOTHING}  {each.of or ''}"
                yield from _wrapped(said, indent=2)


def changes(made: PlanChanges, words: Words) -> Lines:
    """What loading a plan again changed, as the plan file writes it."""
    for thing in made.added:
        yield f"  + {_kind(thing.what, words)} {thing.key}"
    for change in made.changed:
        what = f"{_kind(change.what, words)} {change.key}"
        said = f"{_plain(change.before)} → {_plain(change.after)}"
        yield f"  ~ {what}, {key_of(change.field)}: {said}"
    for thing in made.closed:
        yield f"  - {_kind(thing.what, words)} {thing.key}"


def finding_line(found: Finding | FileFinding, words: Words) -> str:
    """A finding in one line, with the lines or cells of the file where it comes from one."""
    finding = found if isinstance(found, Finding) else found.finding
    said = f"{labels.label(finding.level, words)}: {sentence(finding.reason, words)}"
    if isinstance(found, Finding):
        return said
    if found.cells:
        return f"{formats.capital(_cells(found.cells, words))}: {said}"
    lines = found.file_lines
    if not lines:
        return said
    named = ", ".join(map(str, lines[:_LINES_NAMED]))
    if len(lines) > _LINES_NAMED:
        named += ", …"
    where = words.plural("line {lines}", "lines {lines}", count=len(lines), lines=named)
    return f"{formats.capital(where)}: {said}"


def _cells(cells: tuple[SheetCell, ...], words: Words) -> str:
    """The cells of a workbook, sheet by sheet."""
    by_sheet: dict[str, list[str]] = {}
    for each in cells[:_LINES_NAMED]:
        of_sheet = by_sheet.setdefault(plan_tables.table_name(each.table, words), [])
        of_sheet += [each.address] if each.address else []
    said = (
        words.text(N_("sheet “{sheet}”, cell {cells}"), sheet=name, cells=", ".join(addresses))
        if addresses
        else words.text(N_("sheet “{sheet}”"), sheet=name)
        for name, addresses in by_sheet.items()
    )
    return "; ".join(said) + ("; …" if len(cells) > _LINES_NAMED else "")


def history(entries: Iterable[HistoryEntry], words: Words) -> Lines:
    """One line for each version, the oldest first."""
    for entry in entries:
        typed = entry.typed
        moment = formats.moment(typed, words) if typed else formats.day(entry.on, words)
        on = formats.day(entry.on, words)
        what = f"{_kind(entry.what, words)} {entry.key}, #{entry.revision}"
        remark = f"; {words.text(DOUBTS[entry.doubt])}" if entry.doubt else ""
        yield f"{moment}  {entry.by}: {what} ({on}{remark})"


def _kind(name: str, words: Words) -> str:
    return words.text(KIND_NAMES[name])


def _plain(value: object) -> str:
    match value:
        case None | ():
            return formats.NOTHING
        case tuple():
            return ", ".join(_plain(each) for each in value)
        case _ if is_dataclass(value):
            return write_inline(value)
        case _:
            return str(value)


def _head(view: Board, words: Words) -> Lines:
    plan = view.plan
    yield f"{plan.agency.name}, {plan.agency.province}"
    yield from _wrapped(plan.document.title)
    yield words.text(
        N_("As of {day}, {quarter}"), day=view.as_of, quarter=formats.period(view.quarter, words)
    )
    if plan.illustration:
        yield words.text(N_("Illustration: not the figures of any agency"))
    if view.closed:
        yield words.text(N_("Plan of a past year"))


def _freshness(view: Board, words: Words) -> Lines:
    fresh = view.freshness
    if not view.tracked:
        yield words.text(N_("Not yet tracked here: no unit has recorded anything"))
        return
    if updated := last_update(view, words):
        yield formats.capital(updated)
    if fresh.expected:
        yield words.text(
            N_("{updated}/{expected} units have updated this quarter"),
            updated=len(fresh.updated),
            expected=len(fresh.expected),
        )


def _overall(overall: OverallView, words: Words) -> Lines:
    yield from _wrapped(f"{overall.index}: {_targets(overall.standing, words)}")
    yield f"    {formats.capital(_known(overall.standing, words))}"
    yield from _result_light(overall.standing.light, words)


def _sub_index(part: SubIndexView, words: Words) -> Lines:
    lead = ", ".join(part.sub_index.lead) or formats.NOTHING
    yield from _wrapped(
        f"{plan_names.sub_index_name(part, words)} [{lead}]: {_targets(part.standing, words)}"
    )
    yield f"    {formats.capital(_known(part.standing, words))}"
    yield from _execution_light(part.execution, words)
    yield from _result_light(part.standing.light, words)


def _targets(standing: Standing, words: Words) -> str:
    return "; ".join(plan_names.target_texts(standing, words)) or words.text(N_("No target"))


def _known(standing: Standing, words: Words) -> str:
    """The newest published result, with what other sources say of it, and the estimate."""
    parts = []
    if standing.latest:
        parts = [_result(standing.latest, words), *plan_names.other_sources(standing.latest, words)]
    if standing.estimate and standing.estimate.score is not None:
        parts.append(
            words.text(
                N_("estimate of {year}: {score}"),
                year=standing.estimate.year,
                score=standing.estimate.score,
            )
        )
    return "; ".join(parts) or words.text(N_("no published result"))


def _result(result: Result, words: Words) -> str:
    return words.text(
        N_("published for {year}: {figures}"), year=result.year, figures=_figures(result, words)
    )


def _figures(result: Result, words: Words) -> str:
    score = formats.decimal(result.score, words) if result.score is not None else None
    places = (plan_names.rank_text(result, words), *plan_names.list_ranks(result, words))
    return ", ".join(part for part in (score, *places) if part)


def _execution_light(light: Light, words: Words) -> Lines:
    word, reason = labels.execution_label(light.colour, words), sentence(light.reason, words)
    yield from _light(light, words.text(N_("Execution")), f"{word} ({reason})")


def _result_light(light: Light, words: Words) -> Lines:
    """The sentence alone: it begins with the word of the light, and says what is an estimate."""
    yield from _light(light, words.text(N_("Result")), sentence(light.reason, words))


def _light(light: Light, what: str, said: str) -> Lines:
    yield from _wrapped(f"{SHAPES[light.colour]} {what}: {said}", indent=4)


def _report(row: ReportRow, words: Words) -> Lines:
    """How a report stands; below it, its extension with the first day, approver and basis."""
    shape = SHAPES[row.colour]
    period = words.text("once") if row.once else str(row.period)
    if row.period.kind is PeriodKind.WEEK:
        # The code is what commands take; nobody knows a week by it.
        period = f"{period} {formats.short_period(row.period, words)}"
    yield f"    {shape} {period:<8} {sentence(row.reason, words)}"
    if extended := report_names.extension_of(row, words):
        yield from _wrapped(extended, indent=15)


def _report_totals(view: Board, words: Words) -> Lines:
    totals = view.report_totals
    if not view.reports:
        yield words.text(N_("The plan asks for no periodic report"))
        return
    yield words.text(
        N_(
            "Reports: {on_time} on time, {late} late, {missing} missing, {upcoming} upcoming, "
            "{no_due_day} without a due day"
        ),
        on_time=totals.on_time,
        late=totals.late,
        missing=totals.missing,
        upcoming=totals.upcoming,
        no_due_day=totals.no_due_day,
    )


def _attention(view: Board, words: Words) -> Lines:
    rows, because = view.attention, why_in_full(view, words)
    if not rows:
        yield words.text(N_("Nothing to act on"))
        return
    yield words.text(N_("To act on: {count}"), count=len(rows))
    for row in rows:
        units = f" [{', '.join(row.units)}]" if row.units else ""
        what = sentence(row.what, words)
        yield from _wrapped(f"{SHAPES[row.colour]} {what}{units}: {because(row)}", indent=2)


def _wrapped(said: str, indent: int = 0) -> Lines:
    """Lines of a terminal's width; those after the first stand two further in."""
    yield from wrap(said, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
