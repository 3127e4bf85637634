"""The JSON documents that scripts and other systems rely on: a board, its reports and tasks, frozen
months and a history. The command line prints them, and ``/api/v1`` answers with them.

Days and moments are ISO, decimals are strings with exactly their printed places, unknown is
null, sentences are Vietnamese. Shapes only; every figure was decided before it came here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from ddci_tracker.domain.acts import Extension
from ddci_tracker.domain.arithmetic import in_places
from ddci_tracker.domain.by_unit import ByUnit, Ratio, UnitFigure, UnitOverview
from ddci_tracker.domain.conclusions import ConclusionCounts, ConclusionView
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.lights import Light, LightCounts
from ddci_tracker.domain.plain import PlainForm
from ddci_tracker.domain.plan import Plan, Result, TargetKind
from ddci_tracker.domain.reminders import Chase, chase_of
from ddci_tracker.domain.reports import ReportRow, ReportTotals
from ddci_tracker.domain.standing import TargetStanding
from ddci_tracker.domain.targets import COUNTED_FROM, Basis, Measure
from ddci_tracker.domain.views import (
    AttentionRow,
    Board,
    Estimate,
    Freshness,
    OverallView,
    SubIndexView,
    TaskView,
)
from ddci_tracker.services.boards import PlanEntry
from ddci_tracker.services.frozen_months import KeptMonth
from ddci_tracker.services.history import HistoryEntry
from ddci_tracker.services.plan_files import FileFinding, PlanChanges
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.meetings import meeting_day
from ddci_tracker.words.progress import progress
from ddci_tracker.words.reasons import sentence

Document = dict[str, Any]

_FORM = PlainForm()


def changes_document(changes: PlanChanges) -> Document:
    """What an amendment changed, each field as it was and as it is."""
    return {
        "added": [{"what": each.what, "key": each.key} for each in changes.added],
        "changed": [
            {
                "what": each.what,
                "key": each.key,
                "field": each.field,
                "before": _FORM.write(each.before),
                "after": _FORM.write(each.after),
            }
            for each in changes.changed
        ],
        "closed": [{"what": each.what, "key": each.key} for each in changes.closed],
        "lost": [{"what": each.what, "key": each.key} for each in changes.lost],
        "kept": [{"what": each.what, "key": each.key} for each in changes.kept],
    }


def plan_document(entry: PlanEntry) -> Document:
    """A plan as ``plan list --json`` prints it."""
    return {
        "id": entry.id,
        "agency": entry.agency,
        "year": entry.year,
        "illustration": entry.illustration,
    }


def month_document(kept: KeptMonth) -> Document:
    """A frozen month as ``month list --json`` prints it."""
    return {
        "plan": kept.plan_id,
        "month": str(kept.month),
        "edition": kept.edition,
        "as_of": kept.as_of.isoformat(),
        "known_at": kept.known_at.isoformat(),
        "frozen_at": kept.frozen_at.isoformat(),
        "by": kept.frozen_by,
        "format": kept.format_version,
        "checksum": kept.checksum,
    }


def board_document(board: Board, words: Words) -> Document:
    """What ``board PLAN --json`` prints."""
    return {
        "plan": board.plan.id,
        "as_of": board.as_of.isoformat(),
        "known_at": board.known_at.isoformat(),
        "quarter": str(board.quarter),
        "illustration": board.plan.illustration,
        "past": board.past,
        "overall": [_overall(view) for view in board.overall],
        "sub_indices": [_sub_index(view, words) for view in board.sub_indices],
        "attention": [_attention(row, words) for row in board.attention],
        "reports": _totals(board.report_totals),
        "conclusions": asdict(ConclusionCounts.of(board.followed)),
        "freshness": _freshness(board.freshness),
    }


def conclusion_document(view: ConclusionView, plan: Plan, words: Words) -> Document:
    """A conclusion as ``conclusion list --json`` prints it."""
    said = view.said
    return {
        "id": said.id,
        "met_on": view.met_on.isoformat(),
        "meeting": view.said.meeting,
        "of": meeting_day(view.called, words),
        "about": said.about,
        "text": said.text,
        "units": list(said.units),
        "with": list(said.with_units),
        "person": said.person,
        "authority": said.authority,
        "product": said.product,
        "due": said.due.isoformat() if said.due else None,
        "first_due": said.first_due.isoformat() if said.first_due else None,
        "ongoing": said.ongoing,
        "approver": said.approver,
        "basis": said.basis,
        "state": str(view.state),
        "days": view.days,
        "colour": str(view.colour),
        "progress": progress(view, plan, words),
        "done_on": said.done_on.isoformat() if said.done_on else None,
        "accepted": said.accepted,
        "revision": view.revision,
        "missing": [str(part) for part in view.missing],
    }


def reports_document(rows: Iterable[ReportRow], words: Words) -> list[Document]:
    """What ``reports PLAN --json`` prints."""
    return [
        {
            "duty": row.duty,
            "from": row.from_unit,
            "to": list(row.to_units),
            "period": str(row.period),
            "first_last_day": row.first_last_day.isoformat() if row.first_last_day else None,
            "last_day_in_time": row.last_day.isoformat() if row.last_day else None,
            "extension": _extension(row.extension),
            "state": str(row.timeliness),
            "days": row.days,
            "acceptance": str(row.acceptance) if row.acceptance else None,
            "handed_in_on": row.handed_in_on.isoformat() if row.handed_in_on else None,
            "entered_on": row.entered_on.isoformat() if row.entered_on else None,
            "reason": sentence(row.reason, words),
        }
        for row in rows
    ]


def _extension(given: Extension | None) -> Document | None:
    if given is None:
        return None
    return {
        "last_day": given.last_day.isoformat(),
        "approver": given.approver,
        "basis": given.basis,
    }


def tasks_document(board: Board, words: Words) -> list[Document]:
    """Every task of a board: its light in the quarter looked at, and what was last said of it."""
    return [_task(view, words) for _, view in board.all_tasks()]


def _task(view: TaskView, words: Words) -> Document:
    task, said = view.task, view.said
    return {
        "code": task.code,
        "title": task.title,
        "section": task.section,
        "index": view.index,
        "sub_index": view.sub_index,
        "lead": list(task.lead),
        "with": list(task.with_units),
        "cadence": str(task.cadence) if task.cadence else None,
        "start": task.start.isoformat() if task.start else None,
        "due": task.due.isoformat() if task.due else None,
        "light": _light(view.light, words),
        "carried": str(view.light.carried) if view.light.carried else None,
        "overdue_days": view.light.days,
        "status": str(said.status) if said else None,
        "percent": said.percent if said else None,
        "done_on": said.done_on.isoformat() if said and said.done_on else None,
        "note": said.note if said else None,
        "difficulty": said.difficulty if said else None,
        "needs_help": said.needs_help if said else None,
        "recovery": said.recovery if said else None,
        "said_by": said.unit if said else None,
        "said_for": str(said.quarter) if said else None,
        "said_on": view.word.on.isoformat() if view.word and said else None,
    }


def results_document(board: Board) -> list[Document]:
    """Every result that a board knows of its indices and sub-indices, printed and entered ones."""
    standings = [
        *((view.index, None, view.standing) for view in board.overall),
        *((view.index, view.code, view.standing) for view in board.sub_indices),
    ]
    return [
        _known_result(index, sub_index, result)
        for index, sub_index, standing in standings
        for known in (standing.results,)
        for result in (*known.published, *known.estimates, *known.predecessors)
    ]


def _known_result(index: str, sub_index: str | None, result: Result) -> Document:
    return {
        "index": index,
        "sub_index": sub_index,
        "year": result.year,
        "kind": str(result.kind),
        "score": _decimal(result.score),
        "rank": result.rank,
        "out_of": result.out_of,
        "rank_over": result.rank_over,
        "median": _decimal(result.median),
        "mean": _decimal(result.mean),
        "best": _decimal(result.best_score),
        "of": result.of,
        "derived": result.derived,
        "published_on": result.published_on.isoformat() if result.published_on else None,
        "source": result.source,
    }


def findings_document(findings: Iterable[Finding | FileFinding], words: Words) -> list[Document]:
    """What ``plan check --json`` prints, of a stored plan and of a file alike: the lines are those
    of the print. Those of a file are told in words, on loading and checking it.
    """
    return [
        _finding(each if isinstance(each, Finding) else each.finding, words) for each in findings
    ]


def _finding(finding: Finding, words: Words) -> Document:
    return {
        "level": str(finding.level),
        "code": str(finding.reason.code),
        "text": sentence(finding.reason, words),
        "lines": [list(lines) for lines in finding.lines],
    }


def history_document(entries: Iterable[HistoryEntry]) -> list[Document]:
    """What ``history PLAN --json`` prints."""
    return [
        {
            "what": entry.what,
            "key": entry.key,
            "revision": entry.revision,
            "on": entry.on.isoformat(),
            "recorded_at": entry.recorded_at.isoformat(),
            "by": entry.by,
            "before": entry.before,
            "after": entry.after,
        }
        for entry in entries
    ]


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _overall(view: OverallView) -> Document:
    standing = view.standing
    return {
        "index": view.index,
        "targets": [_target(each) for each in standing.targets],
        "latest": _result(standing.latest),
        "estimate": _estimate(standing.estimate),
    }


def _sub_index(view: SubIndexView, words: Words) -> Document:
    standing = view.standing
    carried = sum(task.light.carried is not None for task in view.tasks)
    return {
        "index": view.index,
        "code": view.code,
        "name": view.name,
        "lead": list(view.sub_index.lead),
        "targets": [_target(each) for each in standing.targets],
        "latest": _result(standing.latest),
        "result_light": _light(standing.light, words),
        "execution_light": {**_light(view.execution, words), "carried": carried},
        "tasks": _counts(view.counts),
    }


def _target(standing: TargetStanding) -> Document:
    """A target with the values its kind has; whole places are a number, half ones a decimal."""
    target = standing.target
    document: Document = {"kind": str(target.kind)}
    for name in ("value", "low", "high"):
        if (value := getattr(target, name)) is not None:
            document[name] = _decimal(value)
    if target.rank is not None:
        document["rank"] = target.rank
    for name in ("of", "list"):
        if (word := getattr(target, name)) is not None:
            document[name] = str(word)
    for name in ("base_year", "band", "year"):
        if (value := getattr(target, name)) is not None:
            document[name] = value
    if target.margin is not None:
        document["margin"] = _decimal(target.margin)
    if target.strict:
        document["strict"] = True
    if target.kind in COUNTED_FROM and not (target.kind is TargetKind.HOLD_RANK and target.rank):
        document["basis"] = _basis(standing.basis)
    gap: str | int | None = _decimal(standing.gap)
    if standing.gap is not None and standing.measure is Measure.PLACES:
        places = in_places(standing.gap)
        gap = places if isinstance(places, int) else _decimal(places)
    return {**document, "text": target.text, "met": standing.met, "gap": gap}


def _basis(basis: Basis | None) -> Document | None:
    """What a target was counted from, with the figures that are known of it."""
    if basis is None:
        return None
    figures: Document = {
        "kind": str(basis.kind),
        "year": basis.year,
        "score": _decimal(basis.score),
        "rank": _decimal(basis.rank),
        "out_of": basis.out_of,
        "name": basis.name,
    }
    if basis.rank is not None and basis.rank == basis.rank.to_integral_value():
        figures["rank"] = int(basis.rank)
    return {name: figure for name, figure in figures.items() if figure is not None}


def _result(result: Result | None) -> Document | None:
    if result is None:
        return None
    return {
        "year": result.year,
        "kind": str(result.kind),
        "score": _decimal(result.score),
        "rank": result.rank,
        "out_of": result.out_of,
        **_of_the_block(result),
    }


def _of_the_block(result: Result) -> Document:
    """Figures that only some results have: each stands there where it is known."""
    figures = {"median": result.median, "mean": result.mean, "best": result.best_score}
    document: Document = {
        name: _decimal(figure) for name, figure in figures.items() if figure is not None
    }
    if result.rank_over is not None:
        document["rank_over"] = result.rank_over
    if result.ranks:
        document["ranks"] = [
            {"list": str(each.list), "rank": each.rank, "out_of": each.out_of}
            for each in result.ranks
        ]
    if result.disputed_by:
        document["disputed_by"] = [
            {
                "source": each.source,
                "score": _decimal(each.score),
                "rank": each.rank,
                "why": each.why,
            }
            for each in result.disputed_by
        ]
    return document


def _estimate(estimate: Estimate | None) -> Document | None:
    if estimate is None:
        return None
    return {
        "year": estimate.year,
        "score": _decimal(estimate.score),
        "basis": str(estimate.basis),
    }


def _light(light: Light, words: Words) -> Document:
    return {
        "colour": str(light.colour) if light.colour else None,
        "code": str(light.reason.code),
        "reason": sentence(light.reason, words),
    }


def _counts(counts: LightCounts) -> Document:
    return {
        "green": counts.green,
        "amber": counts.amber,
        "red": counts.red,
        "grey": counts.grey,
        "none": counts.none,
    }


def by_unit_document(view: Board, made: ByUnit) -> Document:
    """A plan by unit: the whole, each unit, and what groups answer for together."""
    return {
        "plan": view.plan.id,
        "as_of": view.as_of.isoformat(),
        "quarter": str(view.quarter),
        "whole": _unit_row(made.whole),
        "units": [_unit_row(row) for row in made.units],
        "shared": [_unit_row(row) for row in made.shared],
    }


def _unit_row(row: UnitOverview) -> Document:
    owed = [chase_of(each) for each in row.reports]
    conclusions = ConclusionCounts.of(row.conclusions)
    return {
        "unit": row.unit or None,
        "red": row.red,
        **{str(figure): _ratio(row.ratio(figure)) for figure in UnitFigure if figure != "red"},
        "tasks": _counts(row.tasks),
        "reports": {str(chase): owed.count(chase) for chase in Chase},
        "conclusions": {
            "open": conclusions.open,
            "overdue": conclusions.overdue,
            "due_soon": conclusions.due_soon,
        },
        "last_spoke": row.last.on.isoformat() if row.last else None,
        "silent": list(row.silent_units),
        "overdue_days": row.oldest.days if row.oldest else None,
    }


def _ratio(ratio: Ratio) -> Document:
    return {"count": ratio.count, "of": ratio.total, "waiting": ratio.waiting}


def _attention(row: AttentionRow, words: Words) -> Document:
    return {
        "kind": str(row.kind),
        "what": sentence(row.what, words),
        "units": list(row.units),
        "days": row.days,
        "colour": str(row.colour),
        "reason": sentence(row.reason, words),
    }


def _totals(totals: ReportTotals) -> Document:
    return {
        "expected": totals.expected,
        "on_time": totals.on_time,
        "late": totals.late,
        "missing": totals.missing,
        "upcoming": totals.upcoming,
        "no_due_day": totals.no_due_day,
    }


def _freshness(freshness: Freshness) -> Document:
    return {
        "last_update": freshness.last_update.isoformat() if freshness.last_update else None,
        "units_updated": len(freshness.updated),
        "units_expected": len(freshness.expected),
    }
