"""What the notice of a meeting's conclusions says (Thông báo kết luận), in words.

Word, PDF and the text to paste lay this out. Nothing is decided here and nothing invented: a
due day that a conclusion does not say is named as such. Every text is plain: whoever lays it out
escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ddci_tracker.domain.conclusions import CalledMeeting, ConclusionPart, ConclusionView
from ddci_tracker.domain.meetings import Meeting, MeetingState
from ddci_tracker.domain.views import Board
from ddci_tracker.office.figures import plan_named
from ddci_tracker.office.letter import Letter, letter_of
from ddci_tracker.office.meeting_rows import (
    EarlierConclusion,
    OverdueMatter,
    earlier_row,
    figures_of,
    named_units,
    overdue_matters,
)
from ddci_tracker.office.packing import clean
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Language, Shown, Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.meetings import item_name, meeting_day, meeting_name

_KIND = "TB"  # thông báo, in the number of the paper


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSource:
    """A meeting with the figures it looked at, what it concluded and what earlier ones did."""

    meeting: Meeting
    called: CalledMeeting
    board: Board
    conclusions: tuple[ConclusionView, ...]
    previous: tuple[ConclusionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedConclusion:
    """A conclusion: what is to be done, and whatever makes it clear."""

    number: int
    text: str
    clear: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTopic:
    """What was concluded on one item of the agenda."""

    name: str
    conclusions: tuple[NoticedConclusion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierGroup:
    """The rows of annex 1 of one that answers."""

    name: str
    rows: tuple[EarlierConclusion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice in one language, ready to be laid out; ``stamp`` stands at the foot of every page.

    ``closing`` are its last words, with the mark that nothing follows.

    ``made_on`` is the day of its figures, so that the same meeting gives the same bytes.
    """

    language: Language
    illustration: bool
    letter: Letter
    year: int
    title: str
    subject: str
    as_of: str
    opening: tuple[str, ...]
    topics: tuple[NoticeTopic, ...]
    closing: str
    earlier: tuple[EarlierGroup, ...]
    overdue: tuple[OverdueMatter, ...]
    stamp: str
    figures: str
    made_on: date


def notice_of(source: NoticeSource, words: Words) -> Notice:
    """What the notice of a meeting says; one that has not ended gives a draft."""
    return _NoticeWriter(source=source, words=words).notice()


@dataclass(frozen=True, slots=True, kw_only=True)
class _NoticeWriter:
    source: NoticeSource
    words: Words

    def notice(self) -> Notice:
        meeting, board = self.source.meeting, self.source.board
        plan, words = board.plan, self.words
        is_draft = meeting.state is not MeetingState.ENDED
        return Notice(
            language=words.language,
            illustration=plan.illustration,
            letter=_of_a_notice(letter_of(plan, _KIND, words)),
            year=meeting.met_on.year,
            title=self._text(N_("Notice (draft)") if is_draft else N_("Notice")),
            subject=self._subject(),
            as_of=formats.day(board.as_of, words),
            opening=tuple(self._opening()),
            topics=tuple(self._topics()),
            closing=self._closing(),
            earlier=tuple(self._earlier()),
            overdue=tuple(overdue_matters(board, words)),
            stamp=f"{plan_named(plan, words)} · {self._edition()}",
            figures=figures_of(board, meeting.known_at, words),
            made_on=board.as_of,
        )

    def _text(self, message: str, /, **arguments: Shown) -> str:
        return clean(self.words.text(message, **arguments))

    def _units(self, codes: Iterable[str]) -> str:
        return named_units(self.source.board.plan, codes)

    def _subject(self) -> str:
        meeting = self.source.meeting
        day = meeting_day(self.source.called, self.words)
        if meeting.chair is None:
            return self._text(N_("Conclusions of the meeting of {day}"), day=day)
        return self._text(
            N_("Conclusions of {chair} at the meeting of {day}"),
            chair=meeting.chair,
            day=day,
        )

    def _edition(self) -> str:
        meeting = self.source.meeting
        return self._text(
            N_("meeting of {day}, edition {number}"),
            day=meeting_day(self.source.called, self.words),
            number=max(meeting.edition, 1),
        )

    def _opening(self) -> Iterator[str]:
        meeting, plan = self.source.meeting, self.source.board.plan
        indices = formats.listed(plan.indices, self.words)
        named = meeting_name(self.source.called, self.words) if meeting.title else None
        if meeting.chair:
            yield self._text(
                N_("On {day}, {chair} chaired a meeting on the {indices} plan of {year}."),
                day=meeting.met_on,
                chair=meeting.chair,
                indices=indices,
                year=plan.year,
            )
        else:
            yield self._text(
                N_("On {day} a meeting was held on the {indices} plan of {year}."),
                day=meeting.met_on,
                indices=indices,
                year=plan.year,
            )
        if named:
            yield self._text(N_("The meeting: {name}."), name=named.rstrip("."))
        who = "; ".join(filter(None, (self._units(meeting.units), meeting.others)))
        if who:
            yield self._text(N_("Who attended: {who}."), who=who.rstrip("."))
        if self.source.conclusions:
            yield self._text(N_("The meeting concluded:"))

    def _closing(self) -> str:
        day = meeting_day(self.source.called, self.words)
        if not self.source.conclusions:
            return self._text(N_("This is the notice of the meeting of {day}./."), day=day)
        return self._text(
            N_(
                "These are the conclusions of the meeting of {day}, which {agency} puts to the "
                "units to be known and carried out./."
            ),
            day=day,
            agency=self.source.board.plan.agency.name,
        )

    def _topics(self) -> Iterator[NoticeTopic]:
        meeting, shown = self.source.meeting, self.source.conclusions
        numbered = list(enumerate(shown, start=1))
        known = {item.key for item in meeting.agenda}
        for item in meeting.agenda:
            own = [(n, each) for n, each in numbered if each.said.item == item.key]
            if own:
                name = clean(item_name(self.source.board, item, self.words))
                yield NoticeTopic(name=name, conclusions=tuple(self._concluded(own)))
        loose = [(n, each) for n, each in numbered if each.said.item not in known]
        if loose:
            name = self._text(N_("Other conclusions"))
            yield NoticeTopic(name=name, conclusions=tuple(self._concluded(loose)))

    def _concluded(
        self, numbered: Iterable[tuple[int, ConclusionView]]
    ) -> Iterator[NoticedConclusion]:
        for number, view in numbered:
            text = clean(view.said.text).rstrip()
            yield NoticedConclusion(
                number=number, text=text, clear=formats.capital("; ".join(self._clear(view)) + ".")
            )

    def _clear(self, view: ConclusionView) -> Iterator[str]:
        """Who, with whom, by when, what comes of it, who decides; a day that is not said is named.

        What else is missing the step has named; the paper that is signed says only what was said.
        """
        said = view.said
        yield self._text(N_("lead: {units}"), units=self._units(said.units))
        if said.with_units:
            yield self._text(N_("in coordination: {units}"), units=self._units(said.with_units))
        if said.person:
            yield self._text(N_("carried out by: {person}"), person=said.person)
        if said.due:
            yield self._due(said.due, said.first_due)
        elif said.ongoing:
            yield self._text(N_("ongoing"))
        else:
            yield clean(labels.label(ConclusionPart.DUE, self.words))
        if said.product:
            yield self._text(N_("result: {product}"), product=said.product.rstrip("."))
        if said.authority:
            yield self._text(N_("authority: {authority}"), authority=said.authority.rstrip("."))

    def _due(self, due: date, first: date | None) -> str:
        if first is None:
            return self._text(N_("due {due}"), due=formats.day(due, self.words))
        return self._text(
            N_("due {due} (first {first})"),
            due=formats.day(due, self.words),
            first=formats.day(first, self.words),
        )

    def _earlier(self) -> Iterator[EarlierGroup]:
        by_units = sorted(self.source.previous, key=lambda view: self._units(view.said.units))
        number = 0
        for units, group in groupby(by_units, key=lambda view: self._units(view.said.units)):
            rows = []
            for view in group:
                number += 1
                rows.append(earlier_row(self.source.board.plan, number, view, self.words))
            yield EarlierGroup(name=units, rows=tuple(rows))


def _of_a_notice(letter: Letter) -> Letter:
    """A notice goes to nobody above: those that a report is sent to are among its recipients."""
    if not letter.addressees:
        return letter
    _, *others = letter.recipients  # "as above"
    return replace(letter, recipients=(*(f"{name};" for name in letter.addressees), *others))


def as_text(notice: Notice, words: Words) -> str:
    """The notice as text to paste into another system."""

    def say(message: str) -> str:
        return clean(words.text(message))

    lines = [notice.title.upper(), notice.subject, ""]
    if notice.illustration:
        lines.insert(0, say("Illustration").upper())
    lines += notice.opening
    for place, topic in enumerate(notice.topics, start=1):
        lines += ["", f"{place}. {topic.name}"]
        for each in topic.conclusions:
            lines += [f"- {each.text}", f"  {each.clear}"]
    if not notice.topics:
        lines.append(say(N_("Nothing was concluded.")))
    lines += ["", notice.closing]
    lines += ["", say(N_("Annex 1. Results of the conclusions of earlier meetings"))]
    lines.append(notice.figures)
    for group in notice.earlier:
        lines += [
            f"{row.number}. {row.text} – {row.units} – {row.due} – {row.result} – {row.progress}"
            for row in group.rows
        ]
    if not notice.earlier:
        lines.append(say(N_("No earlier meeting concluded anything.")))
    lines += ["", say(N_("Annex 2. Overdue tasks and reports"))]
    lines += [
        f"{row.number}. {row.what} – {row.units} – {row.due} – {row.late}" for row in notice.overdue
    ]
    if not notice.overdue:
        lines.append(say(N_("Nothing is overdue.")))
    return "\n".join(lines) + "\n"
