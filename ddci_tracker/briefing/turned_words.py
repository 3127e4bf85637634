"""What got worse, better or known since an earlier look, in words: one row for each.

Not here: which way a thing turned (``what_changed``), and where its row leads.
"""

from __future__ import annotations

from dataclasses import dataclass

from ddci_tracker.briefing.changes import (
    LightChange,
    LightKind,
    ReportChange,
    TaskChange,
    TaskChangeKind,
)
from ddci_tracker.briefing.what_changed import ExecutionTurn, FigureChange, Turned
from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.views import Board
from ddci_tracker.words import formats, labels, plan_names, reasons, report_names
from ddci_tracker.words.catalogue import Words

# How many causes of a turn are told.
_CAUSES_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTurn:
    """A row: what turned, from what to what, why, and who answers.

    ``index``, ``sub_index``, ``task`` and ``report`` say what it is about, as far as they apply.
    """

    colour: Colour | None
    estimated: bool
    what: str
    old: str
    new: str
    because: str
    units: str
    index: str | None = None
    sub_index: str | None = None
    task: str | None = None
    report: str | None = None


def told_turn(turned: Turned, after: Board, words: Words) -> ToldTurn:
    """A row of what changed."""
    match turned:
        case ExecutionTurn():
            return _execution(turned, after, words)
        case FigureChange():
            return _figure(turned, after, words)
        case LightChange():
            return _light(turned, after, words, "")
        case TaskChange():
            return _task(turned, after, words)
    return _report(turned, after, words)


def _execution(turned: ExecutionTurn, board: Board, words: Words) -> ToldTurn:
    causes = [
        f"{each.title}: {reasons.short(each.new.reason, words)}"
        for each in turned.causes[:_CAUSES_TOLD]
        if each.new
    ]
    because = "; ".join(causes) or reasons.sentence(turned.light.new.reason, words)
    return _light(turned.light, board, words, because)


def _light(change: LightChange, board: Board, words: Words, because: str) -> ToldTurn:
    by_tasks = change.kind is LightKind.EXECUTION
    kind = words.text("Execution") if by_tasks else words.text("Result")
    return ToldTurn(
        colour=change.new.colour,
        estimated=change.new.estimated,
        what=f"{_name(board, change.index, change.sub_index, words)}, {kind.lower()}",
        old=plan_names.light_word(change.old, words, by_tasks=by_tasks),
        new=plan_names.light_word(change.new, words, by_tasks=by_tasks),
        because=because or reasons.sentence(change.new.reason, words),
        units=_leads(board, change.index, change.sub_index),
        index=change.index,
        sub_index=change.sub_index,
    )


def _figure(change: FigureChange, board: Board, words: Words) -> ToldTurn:
    score, light = change.score, change.light
    kind = labels.label(score.kind, words)
    name = _name(board, score.index, score.sub_index, words)
    guessed = score.kind is ResultKind.ESTIMATE
    judged = guessed == light.estimated and score.year == board.plan.year
    return ToldTurn(
        colour=light.colour if judged else None,
        estimated=guessed,
        what=words.text("{name}, {kind} {year}", name=name, kind=kind, year=score.year),
        old=_result(score.old, words) if score.old else words.text("no figure yet"),
        new=_result(score.new, words) if score.new else formats.NOTHING,
        because=_judged(light, words) if judged else "",
        units=_leads(board, score.index, score.sub_index),
        index=score.index,
        sub_index=score.sub_index,
    )


def _judged(light: Light, words: Words) -> str:
    verdict = plan_names.result_word(light.colour, light.reason.code, words)
    return f"{verdict}, {reasons.short(light.reason, words)}"


def _result(result: Result, words: Words) -> str:
    if result.score is not None:
        return formats.decimal(result.score, words)
    return plan_names.result_text(result, words)


def _task(change: TaskChange, board: Board, words: Words) -> ToldTurn:
    done = change.kind is TaskChangeKind.DONE
    new = change.new
    return ToldTurn(
        colour=Colour.GREEN if done else (new.colour if new else None),
        estimated=False,
        what=change.title,
        old=labels.execution_label(change.old.colour, words) if change.old else formats.NOTHING,
        new=_became(change, words),
        because=reasons.sentence(new.reason, words) if new else "",
        units=plan_names.unit_name(board.plan, change.answering) if change.answering else "",
        index=change.index,
        sub_index=change.sub_index,
        task=change.task,
    )


def _became(change: TaskChange, words: Words) -> str:
    """What a task is now; one that fell overdue may have been as red before, for another reason."""
    if change.kind is TaskChangeKind.DONE:
        return labels.label(TaskStatus.DONE, words)
    if change.kind is TaskChangeKind.NEWLY_LATE and change.new:
        return formats.capital(reasons.short(change.new.reason, words))
    return labels.execution_label(change.new.colour if change.new else None, words)


def _report(change: ReportChange, after: Board, words: Words) -> ToldTurn:
    row = change.new or change.old
    if row is None:
        raise ValueError("a change of no report")
    return ToldTurn(
        colour=change.new.colour if change.new else None,
        estimated=False,
        what=report_names.report_on_paper(row, after.plan, words),
        old=reasons.short(change.old.reason, words) if change.old else formats.NOTHING,
        new=formats.capital(reasons.short(change.new.reason, words))
        if change.new
        else formats.NOTHING,
        because="",
        units=plan_names.unit_name(after.plan, change.unit),
        report=row.key,
    )


def _name(board: Board, index: str, sub_index: str | None, words: Words) -> str:
    view = board.sub_index(index, sub_index) if sub_index else None
    if view is not None:
        return plan_names.sub_index_name(view, words)
    if len(board.overall) > 1:
        return words.text("Total score of {index}", index=index)
    return words.text("Total score")


def _leads(board: Board, index: str, sub_index: str | None) -> str:
    view = board.sub_index(index, sub_index) if sub_index else None
    called = plan_names.unit_names(board.plan)
    return ", ".join(called(view.sub_index.lead)) if view else ""
