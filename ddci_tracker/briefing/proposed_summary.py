"""What the tracker proposes for the opening of a report and for the last sentence of its sections.

From the figures and from what changed since the month before, in any language. Not here: what the
Office wrote instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.changes import TaskChange, TaskChangeKind
from ddci_tracker.domain.month_summary import Sentences, SummaryPart
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.views import Board
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_, NP_
from ddci_tracker.words.sentences import joined

# What the opening names of the changes since the month before; what else got better or worse
# closes the sections on what was achieved and what lags.
_CHANGES: tuple[tuple[TaskChangeKind, tuple[str, str]], ...] = (
    (TaskChangeKind.DONE, NP_("{count} more task done", "{count} more tasks done")),
    (TaskChangeKind.RECOVERED, NP_("{count} task back on track", "{count} tasks back on track")),
    (TaskChangeKind.NEWLY_LATE, NP_("{count} task newly overdue", "{count} tasks newly overdue")),
)
_BRIEFLY: tuple[tuple[TaskChangeKind, tuple[str, str]], ...] = (
    (TaskChangeKind.WORSE, NP_("{count} more task worse", "{count} more tasks worse")),
    (TaskChangeKind.BETTER, NP_("{count} more task better", "{count} more tasks better")),
)
_TURNED: Mapping[TaskChangeKind, tuple[str, str]] = {
    TaskChangeKind.BETTER: NP_(
        "{count} more task stands better than in {month}.",
        "{count} more tasks stand better than in {month}.",
    ),
    TaskChangeKind.WORSE: NP_(
        "{count} more task stands worse than in {month}.",
        "{count} more tasks stand worse than in {month}.",
    ),
}


def proposed(
    board: Board, told: Iterable[ToldChange] | None, since: str, words: Words
) -> Sentences:
    """Every part as the figures say it; ``told`` None where no month came before ``since``."""
    changed = Counter(row.change.kind for row in told or () if isinstance(row.change, TaskChange))
    return {
        SummaryPart.OPENING: joined(
            (
                _tasks(board, words),
                _units(board, words),
                reports_said(board, words),
                _since(changed, since, words) if told is not None else "",
            )
        ),
        SummaryPart.ACHIEVED: _turned(changed, TaskChangeKind.BETTER, since, words),
        SummaryPart.SHORTCOMINGS: _turned(changed, TaskChangeKind.WORSE, since, words),
        SummaryPart.CAUSES: _difficult(board, words),
        SummaryPart.UPCOMING: _urged(board, words),
        SummaryPart.REQUESTS: _asked(board, words),
    }


def _tasks(board: Board, words: Words) -> str:
    counts, quarter = board.counts, formats.period(board.quarter, words)
    if not board.tracked:
        return words.text(N_("No unit has recorded anything in the tracker, so no task is judged."))
    if not counts.green + counts.amber + counts.red + counts.grey:
        return words.text(N_("No task is in play in {quarter}."), quarter=quarter)
    return words.text(
        N_(
            "Tasks in {quarter}: {green} on track, {amber} at risk, {red} late, {grey} not updated."
        ),
        quarter=quarter,
        green=counts.green,
        amber=counts.amber,
        red=counts.red,
        grey=counts.grey,
    )


def _units(board: Board, words: Words) -> str:
    fresh = board.freshness
    if not board.tracked or not fresh.expected:
        return ""
    return words.text(
        N_("{updated} of {expected} units have updated their tasks this quarter."),
        updated=len(fresh.updated),
        expected=len(fresh.expected),
    )


def reports_said(board: Board, words: Words) -> str:
    """How many reports came and how; those that were returned are owed besides those missing."""
    totals = board.report_totals
    if not totals.expected:
        return ""
    said = words.text(
        N_("{expected} reports were expected: {on_time} on time, {late} late, {missing} missing."),
        expected=totals.expected,
        on_time=totals.on_time,
        late=totals.late,
        missing=totals.missing,
    )
    returned = sum(row.returned for row in board.reports)
    if not returned:
        return said
    again = words.plural(
        "{count} of those handed in was returned and is owed again.",
        "{count} of those handed in were returned and are owed again.",
        count=returned,
    )
    return f"{said} {again}"


def _since(changed: Counter[TaskChangeKind], since: str, words: Words) -> str:
    said = [
        words.plural(*message, count=changed[kind]) for kind, message in _CHANGES if changed[kind]
    ]
    if not said:
        return words.text(
            N_("Against {month}, no task was done, fell late or recovered."), month=since
        )
    return words.text(N_("Against {month}: {changes}."), month=since, changes=", ".join(said))


def changes_counted(told: Iterable[ToldChange], words: Words) -> list[str]:
    """How many tasks changed which way, as the opening and the sections count them."""
    changed = Counter(row.change.kind for row in told if isinstance(row.change, TaskChange))
    counted = (*_CHANGES, *_BRIEFLY)
    return [words.plural(*said, count=changed[kind]) for kind, said in counted if changed[kind]]


def _turned(
    changed: Counter[TaskChangeKind], kind: TaskChangeKind, since: str, words: Words
) -> str:
    if not changed[kind]:
        return ""
    return words.plural(*_TURNED[kind], count=changed[kind], month=since)


def _difficult(board: Board, words: Words) -> str:
    """How many name a difficulty, where the section has room for some of them alone."""
    units = [view.said.unit for _, view in board.all_tasks() if view.said and view.said.difficulty]
    if len(units) <= 1:
        return ""
    return words.text(
        N_("Difficulties are named for {count} tasks, by {units} units."),
        count=len(units),
        units=len(set(units)),
    )


def _asked(board: Board, words: Words) -> str:
    count = sum(bool(view.said and asked(view.said) is not None) for _, view in board.all_tasks())
    if not count:
        return ""
    return words.plural(
        "The leaders are asked for their direction on the {count} request above.",
        "The leaders are asked for their direction on the {count} requests above.",
        count=count,
    )


def _urged(board: Board, words: Words) -> str:
    """What the Office goes on doing: to chase who is silent and who owes."""
    if board.closed or not (board.freshness.silent or board.report_totals.missing):
        return ""
    return words.text(
        N_("The units go on updating their tasks and handing their reports in by the due days.")
    )
