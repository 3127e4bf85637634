"""What the papers for a meeting say (tài liệu họp), sent out before it so that nobody is surprised.

Two pages: the agenda with who answers and what is asked; then, worst first and as far as the pages
have room, what earlier meetings concluded, what is overdue and what units ask for. How many more
there are is said. Every text is plain: whoever lays it out escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionCounts, ConclusionView
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, Meeting, asking, overdue_reports
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.views import Board
from ddci_tracker.office import letterhead, measuring
from ddci_tracker.office.figures import plan_named
from ddci_tracker.office.layout import Layout
from ddci_tracker.office.letter import letter_of
from ddci_tracker.office.meeting_rows import (
    OverdueMatter,
    earlier_row,
    figures_of,
    named_units,
    overdue_matters,
)
from ddci_tracker.office.packing import clean, one_line
from ddci_tracker.office.papers_words import papers_headings
from ddci_tracker.words import labels, plan_names, reasons
from ddci_tracker.words.catalogue import Language, Shown, Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import item_name, meeting_day, meeting_name
from ddci_tracker.words.sentences import joined

_KIND = "TL"  # tài liệu; these papers bear no number
# Widths of the columns in millimetres; together as wide as the text of an upright page.
AGENDA_WIDTHS = (11.0, 41.0, 33.0, 44.0, 36.0)
EARLIER_WIDTHS = (11.0, 66.0, 33.0, 21.0, 34.0)
OVERDUE_WIDTHS = (11.0, 71.0, 34.0, 21.0, 28.0)
ASKED_WIDTHS = (11.0, 59.0, 33.0, 62.0)
_PAGES, _LINES_OF_A_CELL = 2, 5
_MM, _SIDES = 25.4, 2.6  # an inch, and what a cell keeps free at its sides, in millimetres
# Of the height of the two pages, in points: what stands outside of the rows, and what pages lose
# where a row does not fit in their last lines.
_HEAD, _LOST, _ROW = 330, 120, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """An item of the agenda: who answers for it, where it stands, and what is asked.

    ``units`` is empty where the table below names them row by row.
    """

    number: int
    name: str
    units: str
    stands: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """What an earlier meeting concluded and is not done."""

    number: int
    what: str
    units: str
    due: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A task on which a unit told of a difficulty or asked for something."""

    number: int
    what: str
    units: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The papers in one language, ready to be laid out; ``stamp`` stands at the foot.

    ``more_…`` says how many rows had no room, empty where all stand there. ``made_on`` is the day
    of the figures, so that the same meeting gives the same bytes.
    """

    language: Language
    illustration: bool
    superior: str
    agency: str
    title: str
    subject: str
    opening: tuple[str, ...]
    agenda: tuple[AgendaRow, ...]
    more_agenda: str
    earlier: tuple[WaitingRow, ...]
    more_earlier: str
    overdue: tuple[OverdueMatter, ...]
    more_overdue: str
    asked: tuple[AskedRow, ...]
    more_asked: str
    figures: str
    stamp: str
    made_on: date


def papers_of(
    meeting: Meeting,
    called: CalledMeeting,
    board: Board,
    previous: tuple[ConclusionView, ...],
    layout: Layout,
    words: Words,
) -> Papers:
    """What the papers of a meeting say, cut to what its pages have room for.

    ``called`` is what tells the meeting from every other.
    """
    writer = _PapersWriter(meeting=meeting, board=board, previous=previous, words=words)
    letter = letter_of(board.plan, _KIND, words)
    room = _Room.of(layout)
    agenda, unseen = room.taken(writer.agenda(), AGENDA_WIDTHS)
    lists = (
        (tuple(writer.earlier()), EARLIER_WIDTHS),
        (tuple(overdue_matters(board, words)), OVERDUE_WIDTHS),
        (tuple(writer.asked()), ASKED_WIDTHS),
    )
    (earlier, overdue, asked), more = room.shared(lists)
    return Papers(
        language=words.language,
        illustration=board.plan.illustration,
        superior=letter.superior,
        agency=letter.heading,
        title=writer.say(N_("Papers for the meeting")),
        subject=one_line(meeting_name(called, words)),
        opening=tuple(writer.opening()),
        agenda=agenda,
        more_agenda=writer.more(unseen),
        earlier=earlier,
        more_earlier=writer.more(more[0]),
        overdue=overdue,
        more_overdue=writer.more(more[1]),
        asked=asked,
        more_asked=writer.more(more[2]),
        figures=figures_of(board, meeting.known_at, words),
        stamp=f"{plan_named(board.plan, words)} · {writer.held_on(called)}",
        made_on=board.as_of,
    )


class _Room:
    """The height that the rows of all tables together may take."""

    def __init__(self, size: float, points: float) -> None:
        self._size, self._left = size, points

    @classmethod
    def of(cls, layout: Layout) -> _Room:
        page = letterhead.A4[1] - layout.page.top - layout.page.bottom
        points = _PAGES * page / _MM * measuring.POINTS_PER_INCH
        return cls(layout.font.table, points - _HEAD - _LOST)

    def taken(self, rows: Iterable[Any], widths: Sequence[float]) -> tuple[Any, int]:
        """The rows that fit from the first on, cut; and how many do not."""
        (found,), (more,) = self.shared(((tuple(rows), widths),))
        return found, more

    def shared(
        self, lists: Sequence[tuple[Sequence[Any], Sequence[float]]]
    ) -> tuple[list[tuple[Any, ...]], list[int]]:
        """The rows of several lists that fit, one of each in turn; and how many of each do not."""
        found: list[list[Any]] = [[] for _ in lists]
        is_open = [True] * len(lists)
        for place in range(max((len(rows) for rows, _ in lists), default=0)):
            for number, (rows, widths) in enumerate(lists):
                is_open[number] = is_open[number] and place < len(rows)
                if is_open[number]:
                    is_open[number] = self._take(rows[place], widths, found[number])
        more = [len(rows) - len(kept) for (rows, _), kept in zip(lists, found, strict=True)]
        return [tuple(kept) for kept in found], more

    def _take(self, row: Any, widths: Sequence[float], into: list[Any]) -> bool:
        names = [field.name for field in fields(row)]
        cut = {
            name: self._cut(getattr(row, name), width)
            for name, width in zip(names, widths, strict=True)
            if isinstance(getattr(row, name), str)
        }
        tallest = max(
            measuring.lines(text, self._inches(width), self._size, serif=True)
            for (_, text), width in zip(cut.items(), widths[1:], strict=True)
        )
        height = tallest * self._size * measuring.LINE_HEIGHT + _ROW
        if height > self._left:
            return False
        self._left -= height
        into.append(replace(row, **cut))
        return True

    def _cut(self, text: str, width: float) -> str:
        room = self._inches(width)
        return measuring.cut(one_line(text), room, self._size, _LINES_OF_A_CELL, serif=True)

    @staticmethod
    def _inches(width: float) -> float:
        return (width - _SIDES) / _MM


@dataclass(frozen=True, slots=True, kw_only=True)
class _PapersWriter:
    meeting: Meeting
    board: Board
    previous: tuple[ConclusionView, ...]
    words: Words

    def say(self, message: str, /, **arguments: Shown) -> str:
        return clean(self.words.text(message, **arguments))

    def held_on(self, called: CalledMeeting) -> str:
        """Of which day the meeting is, and which of that day."""
        return self.say(N_("meeting of {day}"), day=meeting_day(called, self.words))

    def more(self, count: int) -> str:
        if not count:
            return ""
        return clean(
            self.words.plural(
                "{count} more is to be seen in the tracker",
                "{count} more are to be seen in the tracker",
                count=count,
            )
        )

    def opening(self) -> Iterator[str]:
        meeting = self.meeting
        yield self.say(N_("Day of the meeting: {day}."), day=meeting.met_on)
        if meeting.chair:
            yield self.say(N_("Chaired by: {chair}."), chair=meeting.chair.rstrip("."))
        who = "; ".join(filter(None, (named_units(self.board.plan, meeting.units), meeting.others)))
        if who:
            yield self.say(N_("Who attends: {who}."), who=who.rstrip("."))

    def agenda(self) -> Iterator[AgendaRow]:
        for number, item in enumerate(self.meeting.steps, start=1):
            units, said = self._standing(item)
            yield AgendaRow(
                number=number,
                name=clean(item_name(self.board, item, self.words)),
                units=named_units(self.board.plan, units),
                stands=said,
                question=clean(item.question or ""),
            )

    def _standing(self, item: AgendaItem) -> tuple[Iterable[str], str]:
        """Who answers for an item, and where it stands."""
        match item.kind:
            case AgendaKind.PREVIOUS:
                return (), self._previous()
            case AgendaKind.OVERVIEW:
                return (), self._overview()
            case AgendaKind.SUB_INDEX:
                return self._sub_index(item)
            case AgendaKind.REPORTS:
                return self._reports(item)
            case AgendaKind.ASKED:
                return (), self._asked()
            case AgendaKind.OWN:
                return (), ""

    def _previous(self) -> str:
        counts = ConclusionCounts.of(self.previous)
        return self.say(
            N_("{open} open, {overdue} overdue"), open=counts.open, overdue=counts.overdue
        )

    def _overview(self) -> str:
        counts = self.board.counts
        if not self.board.tracked:
            return self.say("Not yet tracked here: no unit has recorded anything")
        return self.say(
            N_("Tasks: {red} late, {amber} at risk, {grey} not updated, {green} on track"),
            red=counts.red,
            amber=counts.amber,
            grey=counts.grey,
            green=counts.green,
        )

    def _sub_index(self, item: AgendaItem) -> tuple[Iterable[str], str]:
        index, _, code = (item.about or "").partition("/")
        part, words = self.board.sub_index(index, code), self.words
        if part is None:
            return (), ""
        said = self.say(
            N_("Execution: {execution}, {why}. Result: {result}, {reason}"),
            execution=labels.execution_label(part.execution.colour, words),
            why=reasons.short(part.execution.reason, words),
            result=plan_names.marked_verdict(part.standing, words),
            reason=reasons.short(part.standing.light.reason, words),
        )
        return part.sub_index.lead, said

    def _reports(self, item: AgendaItem) -> tuple[Iterable[str], str]:
        rows = overdue_reports(self.board, item.about)
        days = max((row.days or 0 for row in rows), default=0)
        units = (item.about,) if item.about else ()
        if not rows:
            return units, self.say(N_("Nothing is overdue any more"))
        said = self.say(
            N_("{count} overdue, the oldest for {days} days"), count=len(rows), days=days
        )
        return units, said if self.board.tracked else f"{said} ({self.say('not tracked')})"

    def _asked(self) -> str:
        count = sum(1 for _ in asking(self.board))
        return clean(self.words.plural("{count} task", "{count} tasks", count=count))

    def earlier(self) -> Iterator[WaitingRow]:
        waiting = [view for view in self.previous if not view.done]
        for number, view in enumerate(waiting, start=1):
            row = earlier_row(self.board.plan, number, view, self.words)
            yield WaitingRow(
                number=number,
                what=row.text,
                units=row.units,
                due=row.due,
                progress=joined(dict.fromkeys((row.progress, row.result))),
            )

    def asked(self) -> Iterator[AskedRow]:
        for number, (_, view) in enumerate(asking(self.board), start=1):
            said = view.said
            unit = said.unit if said else view.answering
            told = said.difficulty or asked(said) or "" if said else ""
            needs = said.needs_help if said else False
            help_ = self.say("Help is needed") if needs else ""
            yield AskedRow(
                number=number,
                what=clean(view.task.title),
                units=named_units(self.board.plan, (unit,) if unit else ()),
                asked=joined((clean(told), help_)),
            )


def as_text(papers: Papers, words: Words) -> str:
    """The papers as text to paste into another system."""
    said = papers_headings(words)
    lines = [papers.title.upper(), papers.subject, papers.figures, "", *papers.opening]
    if papers.illustration:
        lines.insert(0, said["illustration"].upper())
    for name in ("agenda", "earlier", "overdue", "asked"):
        rows = getattr(papers, name)
        lines += ["", said[name]]
        for row in rows:
            first, *cells = (str(getattr(row, field.name)) for field in fields(row))
            lines.append(f"{first}. {' – '.join(filter(None, cells))}")
        lines += [text for text in (getattr(papers, f"more_{name}"),) if text]
        if not rows:
            lines.append(said.get(f"nothing_{name}", ""))
    return "\n".join(lines) + "\n"
