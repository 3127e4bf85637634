"""The five sections of a report: what was achieved, what lags, why, what comes, what is asked.

From the frozen month alone, in the units' own words, as sentences short enough for a paper of one
to three pages; whatever is cut here stands whole in the annexes. Not here: how it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ddci_tracker.briefing.proposed_summary import proposed
from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.conclusions import ConclusionState, ConclusionView
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.month_summary import Sentences, SummaryPart
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import WAITING, ReportRow
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.views import Estimate, EstimateBasis, OverallView, TaskView
from ddci_tracker.office import figures
from ddci_tracker.office.packing import clean
from ddci_tracker.office.report_room import Room
from ddci_tracker.office.story import Story
from ddci_tracker.office.targets import TARGET, targets_as_printed
from ddci_tracker.words import formats, labels, plan_names, progress
from ddci_tracker.words.catalogue import Shown
from ddci_tracker.words.citations import cited_in_full
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reasons import short
from ddci_tracker.words.report_names import report_on_paper
from ddci_tracker.words.sentences import ended, inside, joined, listed, shortened

_WORKED_ON = (TaskStatus.DONE, TaskStatus.ON_TRACK)
_LONG = 160  # characters: those it goes to are named once, above, where that takes lines
_SILENT = N_("Units that have not updated their tasks this quarter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under one heading; ``more`` says how many are left out and where they stand."""

    name: str
    lines: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTask:
    """A task that is late, at risk or blocked, in the few words of the body."""

    title: str
    unit: str
    stands: str
    recovery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexes:
    """What each annex is called, in the order in which they follow; empty where there is none."""

    tasks: str
    reports: str
    conclusions: str
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The body of the paper. The ``more_...`` say what is left out and where it stands.

    ``done`` has a group for each sub-index whose tasks were worked on in the month, ``standing``
    a sentence for each index. ``closings`` are the last sentences of the five sections; ``whole``
    are the texts that were cut here and stand in the first annex.
    """

    basis: str
    lead: str
    done: tuple[Group, ...]
    more_done: str
    standing: tuple[str, ...]
    late: tuple[LateTask, ...]
    more_late: str
    shortcomings: tuple[Group, ...]
    causes: tuple[str, ...]
    more_causes: str
    upcoming: tuple[Group, ...]
    requests: tuple[str, ...]
    more_requests: str
    closings: tuple[str, ...]
    end: str
    whole: tuple[str, ...]
    annexes: Annexes


def report_of_month(
    story: Story, annexes: Annexes, addressed: str, summary: Sentences, room: Room
) -> Report:
    """The report of a frozen month; ``summary`` is what the Office wrote itself.

    ``addressed`` are those it goes to, in words; empty where nobody is named.
    """
    return _ReportWriter(
        month=story.month, told=story.told, words=story.words, annexes=annexes, room=room
    ).report(addressed, summary)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportWriter(Story):
    annexes: Annexes
    room: Room

    def report(self, addressed: str, summary: Sentences) -> Report:
        board = self.board
        said = {**self.proposed(), **summary}
        done, more_done = self._done()
        late = figures.behind_first(view for _, view in board.all_tasks())
        causes, more_causes = self._some(list(self._causes()), self.room.causes, self.annexes.tasks)
        requests, more_requests = self._some(
            list(self._requests()), self.room.requests, self.annexes.tasks
        )
        return Report(
            basis=self._text(
                N_("In carrying out {plan}, {agency} reports on {month}"),
                plan=cited_in_full(board.plan, self.words),
                agency=board.plan.agency.name,
                month=formats.period(self.month.month, self.words),
            ),
            lead=self._written(said[SummaryPart.OPENING], self.room.opening),
            done=done,
            more_done=more_done,
            standing=tuple(self._standings()),
            late=tuple(map(self._late, late[: self.room.late])),
            more_late=self._more(len(late) - self.room.late, self.annexes.tasks),
            shortcomings=tuple(self._shortcomings()),
            causes=causes,
            more_causes=more_causes,
            upcoming=tuple(self._upcoming()),
            requests=requests,
            more_requests=more_requests,
            closings=tuple(
                self._written(said[part], self.room.closing)
                for part in SummaryPart
                if part is not SummaryPart.OPENING
            ),
            end=self._end(addressed),
            whole=tuple(self._whole(said)),
            annexes=self.annexes,
        )

    def _whole(self, said: Sentences) -> Iterator[str]:
        """What the letter has no room for and no table of the annex holds."""
        for part in SummaryPart:
            most = self.room.opening if part is SummaryPart.OPENING else self.room.closing
            if len(said[part]) > most:
                yield f"{labels.label(part, self.words)}: {clean(said[part])}"
        silent = self._silent()
        if len(silent) > self.room.silent:
            names = plan_names.unit_names(self.board.plan)(silent)
            yield f"{self._text(_SILENT)}: {ended(clean(', '.join(names)))}"

    def _written(self, text: str, most: int) -> str:
        """A sentence of the Office, whole wherever there is room for it."""
        if not most:
            return ""
        return self._short(clean(text), most)

    def _silent(self) -> tuple[str, ...]:
        return self.board.freshness.silent if self.board.tracked else ()

    def proposed(self) -> Sentences:
        """The sentences that the Office may write, as the figures say them."""
        since = self.month.since
        month = formats.period(since.month, self.words) if since else ""
        return proposed(self.board, self.told, month, self.words)

    def _text(self, message: str, /, **arguments: Shown) -> str:
        return clean(self.words.text(message, **arguments))

    def _units(self, codes: Iterable[str]) -> str:
        names = plan_names.unit_names(self.board.plan)(codes)
        return ", ".join(self._short(clean(name), self.room.unit) for name in names)

    @staticmethod
    def _short(text: str, most: int) -> str:
        """A text as it is, cut only where it is longer."""
        return text if len(text) <= most else shortened(text, most)

    def _title(self, view: TaskView) -> str:
        return shortened(clean(view.task.title), self.room.title)

    def _some(self, lines: Sequence[str], most: int, annex: str) -> tuple[tuple[str, ...], str]:
        return self._tight(tuple(lines[:most]), self._more(len(lines) - most, annex))

    def _tight(self, lines: tuple[str, ...], more: str) -> tuple[tuple[str, ...], str]:
        """Lines, with what is left out on the last of them where there is little room."""
        if not (self.room.tight and lines and more):
            return lines, more
        return (*lines[:-1], f"{lines[-1]} {more}"), ""

    def _more(self, count: int, annex: str) -> str:
        if count <= 0:
            return ""
        return self.words.plural(
            "… and {count} more (see {annex}).",
            "… and {count} more (see {annex}).",
            count=count,
            annex=annex,
        )

    # I. What was achieved

    def _done(self) -> tuple[tuple[Group, ...], str]:
        """What the units did in the month, by sub-index; what is finished is left out last."""
        worked = [
            (part, view)
            for part, view in self.board.all_tasks()
            if view.said and view.said.status in _WORKED_ON and self._in_month(view)
        ]
        best = sorted(worked, key=lambda each: _least_said_last(each[1]))[: self.room.done]
        kept = {view.task.code for _, view in best}
        groups: dict[str, list[str]] = {}
        for part, view in worked:
            if view.task.code in kept and view.said:
                name = clean(plan_names.part_name(part, self.words))
                groups.setdefault(name, []).append(self._did(view, view.said))
        # A note may hold semicolons of its own: a sentence for each task.
        made = tuple(Group(name=name, lines=(joined(said),)) for name, said in groups.items())
        return made, self._more(len(worked) - self.room.done, self.annexes.tasks)

    def _in_month(self, view: TaskView) -> bool:
        """Whether the last word on a task is of the month, or came in it for an earlier day."""
        month, word = self.month.month, view.word
        if word is None:
            return False
        days = (word.on, vietnamese_day(word.recorded_at))
        return any(month.first_day <= day <= month.last_day for day in days)

    def _did(self, view: TaskView, said: TaskUpdate) -> str:
        title = self._title(view)
        unit = self._units((said.unit,))
        if said.status is TaskStatus.DONE:
            told = self._text(N_("{unit} finished “{title}”"), unit=unit, title=title)
        elif said.percent is not None:
            told = self._text(
                N_("{unit} has done {percent}% of “{title}”"),
                unit=unit,
                title=title,
                percent=said.percent,
            )
        else:
            told = self._text(N_("{unit} goes on with “{title}”"), unit=unit, title=title)
        reached = formats.measured(said.actual, view.task, self.words) if said.actual else ""
        figures_said = [
            each for each in (reached, shortened(clean(said.note or ""), self.room.said)) if each
        ]
        return f"{told}: {', '.join(map(inside, figures_said))}" if figures_said else told

    def _standings(self) -> Iterator[str]:
        """A sentence for each index; those of which the same is to be said have one together."""
        alike: dict[tuple[str, ...], list[OverallView]] = {}
        for view in self.board.overall:
            alike.setdefault(tuple(self._standing(view, "", TARGET)), []).append(view)
        for views in alike.values():
            called = formats.listed([view.index for view in views], self.words)
            room = TARGET if len(views) > 1 else self.room.target
            said = joined(self._standing(views[0], called, room))
            if said:
                yield said

    def _standing(self, view: OverallView, called: str, most: int) -> Iterator[str]:
        standing = view.standing
        latest, estimate = standing.latest, standing.estimate
        if standing.targets:
            yield self._text(
                N_("{index}: target {target}"),
                index=called,
                target=targets_as_printed(standing, self.words, most),
            )
        if latest is not None:
            yield self._text(
                N_("The latest published result ({year}) is {result}"),
                year=str(latest.year),
                result=plan_names.result_text(latest, self.words),
            )
        elif standing.targets:
            yield self._text(N_("No result has been published yet"))
        if estimate is not None and estimate.score is not None:
            yield self._text(
                self._whence(view, estimate), year=str(estimate.year), score=estimate.score
            )

    def _whence(self, view: OverallView, estimate: Estimate) -> str:
        """Who says what an estimate says: the department, or the scores that it is counted from."""
        if estimate.basis is EstimateBasis.ENTERED:
            return N_("By the department's own estimate, {year} stands at {score} points")
        if self.board.is_published(view.index, estimate.year):
            return N_(
                "The total of {year} has not been published; counted from the published scores of "
                "the sub-indices it stands at {score} points"
            )
        return N_(
            "Counted from the scores of the sub-indices, some of them estimated, the total of "
            "{year} stands at {score} points"
        )

    # II. What lags

    def _late(self, view: TaskView) -> LateTask:
        said = view.said
        light = labels.execution_label(view.light.colour, self.words)
        # What is done about it has a column of its own.
        reason = view.light.reason
        is_blocked = reason.code is ReasonCode.BLOCKED
        why = self._text(N_("held up")) if is_blocked else clean(self.why(view.light))
        return LateTask(
            title=self._title(view),
            unit=self._units(figures.answering(self.board.plan, view)) or formats.NOTHING,
            stands=light
            if why.casefold() == light.casefold()
            else f"{light}: {shortened(why, self.room.said)}",
            recovery=plan_names.quoted(
                self.board.plan,
                view,
                shortened(clean((said.recovery if said else None) or ""), self.room.said),
            ),
        )

    def _shortcomings(self) -> Iterator[Group]:
        silent = self._silent()
        if silent:
            yield Group(
                name=self._text(_SILENT),
                lines=(ended(self._units(silent[: self.room.silent])),),
                more=self._more(len(silent) - self.room.silent, self.annexes.tasks),
            )
        unheard = list(self._unheard())
        if unheard:
            lines, more = self._some(unheard, self.room.owing, self.annexes.tasks)
            yield Group(name=self._text(N_("Tasks not updated")), lines=lines, more=more)
        owing = [
            listed([f"{self._units((each.unit,))}: {self._owed(each.owed)}"])
            for each in figures.reports_by_unit(self.board)
            if each.owed
        ]
        if owing:
            lines, more = self._some(owing, self.room.owing, self.annexes.reports)
            yield Group(name=self._text(N_("Reports still owed")), lines=lines, more=more)
        overdue = [
            self._conclusion(view)
            for view in self.board.followed
            if view.state is ConclusionState.OVERDUE
        ]
        if overdue:
            lines, more = self._some(overdue, self.room.upcoming, self.annexes.conclusions)
            name = self._text(N_("Conclusions of meetings that are overdue"))
            yield Group(name=name, lines=lines, more=more)

    def _unheard(self) -> Iterator[str]:
        """The tasks of which nobody knows how far they are, by who answers for them."""
        by_unit: dict[str, list[TaskView]] = {}
        for _, view in self.board.all_tasks():
            if self.board.tracked and view.light.colour is Colour.GREY:
                units = self._units(figures.answering(self.board.plan, view))
                by_unit.setdefault(units or self._text(N_("No lead unit")), []).append(view)
        for units, views in sorted(by_unit.items(), key=lambda each: -len(each[1])):
            named = ", ".join(self._unheard_of(view) for view in views[: self.room.unheard])
            if len(views) <= self.room.unheard:
                yield ended(f"{units}: {named}")
            else:
                yield ended(
                    self._text(
                        N_("{units}: {count} tasks, {titles} among them"),
                        units=units,
                        count=len(views),
                        titles=named,
                    )
                )

    def _unheard_of(self, view: TaskView) -> str:
        """A task by its title; what its unit did say of it, where it did."""
        title = f"“{self._title(view)}”"
        return f"{title} ({short(view.light.reason, self.words)})" if view.light.spoken else title

    def _owed(self, rows: Sequence[ReportRow]) -> str:
        """What one unit owes: the report overdue longest, and how many more."""
        first = rows[0]
        name = formats.capital(report_on_paper(first, self.board.plan, self.words))
        said = f"{name[:1].lower()}{name[1:]} ({inside(self._lower(self.said(first.reason)))})"
        if len(rows) == 1:
            return clean(said)
        more = self.words.plural(
            "and {count} more report", "and {count} more reports", count=len(rows) - 1
        )
        return clean(f"{said} {more}")

    @staticmethod
    def _lower(text: str) -> str:
        return text[:1].lower() + text[1:]

    def _conclusion(self, view: ConclusionView) -> str:
        text = shortened(clean(view.said.text), self.room.title)
        units = self._units(view.said.units) or formats.NOTHING
        return ended(f"“{text}” ({units}): {clean(progress.dated(view, self.words))}")

    # III. Why

    def _causes(self) -> Iterator[str]:
        """The difficulties that units name, said once where several tasks share one."""
        causes: dict[str, tuple[str, list[TaskView]]] = {}
        for _, view in self.board.all_tasks():
            difficulty = inside(clean((view.said.difficulty if view.said else None) or ""))
            if difficulty:
                causes.setdefault(difficulty.casefold(), (difficulty, []))[1].append(view)
        most_shared_first = sorted(causes.values(), key=lambda each: -len(each[1]))
        for difficulty, views in most_shared_first:
            units = dict.fromkeys(view.said.unit for view in views if view.said)
            about = (
                self._text(
                    N_("task “{title}”"),
                    title=self._title(views[0]),
                )
                if len(views) == 1
                else self.words.plural("{count} task", "{count} tasks", count=len(views))
            )
            yield ended(f"{shortened(difficulty, self.room.cause)} ({self._units(units)}, {about})")

    # IV. What comes

    def _upcoming(self) -> Iterator[Group]:
        if self.board.closed:
            return
        next_day = self.month.month.last_day + timedelta(days=1)
        following = Period.containing(PeriodKind.MONTH, next_day)
        named = formats.period(following, self.words)
        yield from self._group(
            self._text(N_("Tasks that fall due in {month}"), month=named),
            self._due(following),
            self.annexes.tasks,
        )
        yield from self._group(
            self._text(N_("Reports that fall due in {month}"), month=named),
            self._reports_due(following),
            self.annexes.reports,
        )
        yield from self._group(
            self._text(N_("Tasks to be brought back on track")),
            self._recoveries(),
            self.annexes.tasks,
        )
        yield from self._group(
            self._text(N_("Conclusions of meetings to be carried out")),
            (self._conclusion(view) for view in self.board.followed if not view.done),
            self.annexes.conclusions,
        )

    def _group(self, name: str, lines: Iterable[str], annex: str) -> Iterator[Group]:
        shown, more = self._some(list(lines), self.room.upcoming, annex)
        if shown:
            yield Group(name=name, lines=shown, more=more)

    def _due(self, month: Period) -> Iterator[str]:
        for _, view in self.board.all_tasks():
            due = view.task.due
            is_done = view.said is not None and view.said.status is TaskStatus.DONE
            if due is None or not month.first_day <= due <= month.last_day or is_done:
                continue
            yield ended(
                self._text(
                    N_("“{title}” ({units}, by {day})"),
                    title=self._title(view),
                    units=self._units(view.task.lead) or formats.NOTHING,
                    day=due,
                )
            )

    def _reports_due(self, month: Period) -> Iterator[str]:
        """A line for each report that several units owe by the same day."""
        owed: dict[tuple[str, date], list[str]] = {}
        for row in self.board.reports:
            day = row.last_day
            if day and month.first_day <= day <= month.last_day and row.timeliness in WAITING:
                key = formats.capital(report_on_paper(row, self.board.plan, self.words)), day
                owed.setdefault(key, []).append(row.from_unit)
        for (name, day), units in owed.items():
            yield ended(
                self._text(
                    N_("{report} ({units}, by {day})"),
                    report=name,
                    units=shortened(self._units(dict.fromkeys(units)), self.room.said),
                    day=day,
                )
            )

    def _recoveries(self) -> Iterator[str]:
        for view in figures.behind_first(view for _, view in self.board.all_tasks()):
            recovery = inside(clean((view.said.recovery if view.said else None) or ""))
            if recovery and view.said:
                title = self._title(view)
                unit = self._units((view.said.unit,))
                yield ended(f"{unit}, “{title}”: {shortened(recovery, self.room.said)}")

    # V. What is asked

    def _requests(self) -> Iterator[str]:
        """Every request, marked or only told of, in the words of who asks."""
        for _, view in self.board.all_tasks():
            said = view.said
            request = asked(said) if said else None
            if said is None or request is None:
                continue
            yield ended(
                self._text(
                    N_("{unit}, task “{title}”: {asked}"),
                    unit=self._units((said.unit,)),
                    title=self._title(view),
                    asked=shortened(
                        clean(request or self._text(N_("asks for support"))), self.room.asked
                    ),
                )
            )

    def _end(self, addressed: str) -> str:
        if len(addressed) > _LONG:
            addressed = self._text(N_("the bodies named above"))
        if not addressed:
            return self._text(
                N_("This is the report of {agency} on {month}./."),
                agency=self.board.plan.agency.name,
                month=formats.period(self.month.month, self.words),
            )
        return self._text(
            N_("This is the report of {agency} on {month}, respectfully put to {addressed}./."),
            agency=self.board.plan.agency.name,
            month=formats.period(self.month.month, self.words),
            addressed=addressed,
        )


def _least_said_last(view: TaskView) -> tuple[bool, bool]:
    said = view.said
    is_done = said is not None and said.status is TaskStatus.DONE
    return not is_done, not (said and (said.note or said.actual or said.percent))
