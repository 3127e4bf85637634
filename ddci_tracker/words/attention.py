"""Why a row of "Cần xử lý" is there, in the unit's own words; its short words are not said twice.

One place for every screen, document and command. Which rows there are the domain decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ddci_tracker.domain.acts import TaskUpdate
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.views import AttentionKind, AttentionRow, Board, TaskView
from ddci_tracker.words import formats, plan_names, progress
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.reasons import sentence, short
from ddci_tracker.words.sentences import inside

_BY_PERCENT = (ReasonCode.ON_LINE, ReasonCode.BEHIND_LINE)


def why(board: Board, words: Words) -> Callable[[AttentionRow], str]:
    """What a row's short words leave to say: quá hạn 51 ngày → Hạn 30/06/2026, xong 85%, ..."""
    return _Why(board, words).beside_short


def why_in_full(
    board: Board, words: Words, said: Callable[[Reason], str] | None = None
) -> Callable[[AttentionRow], str]:
    """The reason of a row with the unit's own words, where no short words stand beside it.

    ``said`` says a reason as it was said when a month was frozen.
    """
    of_board, render = _Why(board, words), said or partial(sentence, words=words)
    return lambda row: of_board.joined(row, render(row.reason))


def own_words(said: TaskUpdate, already: str, words: Words) -> list[str]:
    """What a unit said of a task: how far it is, what stands in the way, how it recovers.

    What ``already`` says is not said again.
    """
    told: list[str] = []
    if said.percent is not None and f"{said.percent}%" not in already:
        told.append(words.text("{percent} done", percent=formats.percent(said.percent, words)))
    written = said.difficulty or said.note
    if written and written not in already:
        told.append(written.rstrip(". "))
    if said.recovery and said.recovery not in already:
        told.append(words.text("recovery: {recovery}", recovery=said.recovery.rstrip(". ")))
    return told


class _Why:
    """The reasons of the rows of one board."""

    def __init__(self, board: Board, words: Words) -> None:
        self._board, self._words = board, words
        self._tasks = {view.task.code: view for _, view in board.all_tasks()}
        self._conclusions = {view.said.id: view for view in board.followed}

    def beside_short(self, row: AttentionRow) -> str:
        said, begun = sentence(row.reason, self._words), short(row.reason, self._words)
        rest = _without(said, formats.capital(begun))
        return self.joined(row, "" if row.reason.code == ReasonCode.PLAN_NOT_TRACKED else rest)

    def joined(self, row: AttentionRow, reason: str) -> str:
        return formats.capital(
            "; ".join(filter(None, map(inside, (reason, *self._more(row, reason)))))
        )

    def _more(self, row: AttentionRow, reason: str) -> Iterator[str]:
        words = self._words
        match row.kind:
            case AttentionKind.TASK:
                yield self._quoted(self._tasks[row.tasks[0]], row, reason)
            case AttentionKind.CONCLUSION if row.conclusion in self._conclusions:
                yield progress.progress(self._conclusions[row.conclusion], self._board.plan, words)
            case AttentionKind.SILENCE if row.tasks:
                yield self._last_word(row)
            case AttentionKind.SILENCE:
                yield words.text("no unit has recorded anything")
            case AttentionKind.OWNER if row.units:
                unit = plan_names.unit_name(self._board.plan, row.units[0])
                yield words.text("{unit} answers meanwhile", unit=unit)
            case AttentionKind.REPORT if not self._board.tracked:
                yield words.text("not tracked")

    def _last_word(self, row: AttentionRow) -> str:
        """The last word on what is silent for longest, whose days the row names."""
        longest = [view for view in self._behind(row) if view.light.days == row.days]
        spoken = [(view.word.on, view) for view in longest if view.said and view.word]
        if not spoken:
            return self._words.text("no word ever came")
        day, last = max(spoken, key=lambda each: each[0])
        said = self._words.text("last word {day}", day=day)
        by = last.spoken_by_another
        return f"{said} ({plan_names.unit_name(self._board.plan, by)})" if by else said

    def _quoted(self, view: TaskView, row: AttentionRow, reason: str) -> str:
        """What was said besides the reason, which names the unit itself where it quotes it."""
        said = "; ".join(own_words(view.said, reason, self._words)) if view.said else ""
        named = "by" in dict(row.reason.arguments)
        return said if named else plan_names.quoted(self._board.plan, view, said)

    def _behind(self, row: AttentionRow) -> list[TaskView]:
        return [self._tasks[code] for code in row.tasks]


def _without(said: str, begun: str) -> str:
    """What a sentence adds after a beginning that stands beside it; else all of it."""
    rest = said.removeprefix(begun)
    return rest.lstrip(",;: ") if rest[:1] in ("", ",", ";", ":") else said
