"""What a printed briefing says, in words: the rows and sentences that Word and PDF lay out.

Everything comes from the frozen month and what changed since the one before; nothing is decided
here, and nothing said of how it looks. Every text is plain: whoever lays it out escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from ddci_tracker.briefing.change_sentences import SECTIONS, ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.briefing.proposed_summary import reports_said
from ddci_tracker.domain.acts import Conclusion, TaskStatus, TaskUpdate
from ddci_tracker.domain.conclusions import ConclusionView
from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import PeriodKind
from ddci_tracker.domain.reasons import ReasonCode
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.requests import asked
from ddci_tracker.domain.scales import Scale
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import (
    EstimateBasis,
    OverallView,
    SubIndexView,
    TaskView,
    worst_first,
)
from ddci_tracker.office import figures
from ddci_tracker.office.letter import Letter, letter_of
from ddci_tracker.office.light_styles import SHAPES
from ddci_tracker.office.packing import clean
from ddci_tracker.office.report import Annexes, Group, Report, report_of_month
from ddci_tracker.office.report_room import COUNTS, PAGES, ROOMS, Flow, Room
from ddci_tracker.office.story import Story
from ddci_tracker.office.targets import TARGET, targets_as_printed
from ddci_tracker.words import formats, labels, plan_names, progress, reasons
from ddci_tracker.words.catalogue import Language, Shown, Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.report_names import report_on_paper, told_period_of
from ddci_tracker.words.sentences import ended, inside, joined, shortened

_HEAD = 200  # points: the head of the letter with its title
_NOTHING = "–"  # for a section that says in one line that it has nothing to say
_KIND = "BC"  # báo cáo, in the number of the paper
_NUMERALS = ("I", "II", "III", "IV")
_DONE = (ReasonCode.DONE, ReasonCode.DONE_LATE)
_JUDGED = (
    ReasonCode.TARGET_MET,
    ReasonCode.TARGET_NEAR,
    ReasonCode.TARGET_MISSED,
    ReasonCode.MAXIMUM_UNKNOWN,
)


def _share(scale: Scale, score: Decimal | None) -> float | None:
    """Where a score lies on its scale; None where nobody knows where that ends."""
    return scale.share(score) if scale.known and score is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LightMark:
    """A light in print: a shape, its word, and the colour for what is printed in colour."""

    shape: str
    word: str
    colour: Colour | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A sub-index. ``score`` and ``goal`` are shares of the scale from 0 to 1, for a bullet."""

    name: str
    lead: str
    execution: LightMark
    execution_why: str
    result: LightMark
    result_why: str
    target: str
    latest: str
    score: float | None
    goal: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """A task that is late or at risk, with what its unit says about it."""

    section: str
    title: str
    units: str
    mark: LightMark
    reason: str
    said: str
    recovery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsRow:
    """The reports of one unit over the year, and which it still owes."""

    unit: str
    expected: int
    on_time: int
    late: int
    missing: int
    owed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change; ``old`` empty where nothing was there before."""

    what: str
    old: str
    new: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """The changes of one section."""

    name: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFigures:
    """A task of the annex with its light in each quarter."""

    section: str
    title: str
    part: str
    units: str
    due: str
    quarters: tuple[LightMark, ...]
    now: LightMark
    why: str
    stands: str
    done: str
    difficulty: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFigures:
    """A conclusion of a meeting, whether it is done, and what was last said of it."""

    text: str
    units: str
    due: str
    stands: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A briefing in one language, ready to be laid out.

    ``year`` is the one in which it is signed. ``since`` names the month that ``changes`` count
    from, empty for a first month. ``report`` are the five sections, shortened; the rest is whole.
    ``overall``, ``late`` and ``proposals`` serve templates of before there were five sections.
    """

    language: Language
    illustration: bool
    letter: Letter
    report: Report
    year: int
    title: str
    subject: str
    as_of: str
    overall: tuple[str, ...]
    quarter: str
    parts: tuple[PartRow, ...]
    late: tuple[LateRow, ...]
    reports: tuple[ReportsRow, ...]
    reports_said: str
    since: str
    changes: tuple[ChangeGroup, ...]
    conclusions: tuple[ConclusionFigures, ...]
    proposals: tuple[str, ...]
    quarters: tuple[str, ...]
    annex: tuple[TaskFigures, ...]
    stamp: str
    frozen: str
    frozen_on: date


def material_of(month: FrozenMonth, told: tuple[ToldChange, ...] | None, words: Words) -> Material:
    """What the briefing of a frozen month says; ``told`` None where no month came before."""
    return _Writer(month=month, told=told, words=words).material()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer(Story):
    def material(self) -> Material:
        board, plan = self.month.board, self.month.board.plan
        late, proposals = self._late(), tuple(self._proposals())
        letter = letter_of(plan, _KIND, self.words)
        reports = tuple(
            self._reports(each)
            for each in figures.reports_by_unit(board)
            if each.totals.expected or each.owed
        )
        conclusions = tuple(map(self._conclusion, board.followed))
        annexes = self._annexes(
            reports=bool(reports), conclusions=bool(conclusions), changes=bool(self.told)
        )
        report, parts = self._letter(letter, annexes)
        return Material(
            language=self.words.language,
            illustration=self.month.illustration,
            letter=letter,
            report=report,
            year=vietnamese_day(self.month.frozen_at).year,
            title=self._text(N_("Report")),
            subject=self._text(
                N_("On carrying out the {indices} plan of {year}: {month}"),
                indices=formats.listed(plan.indices, self.words),
                year=plan.year,
                month=formats.period(self.month.month, self.words),
            ),
            as_of=formats.day(self.month.as_of, self.words),
            overall=tuple(self._overall()),
            quarter=formats.period(board.quarter, self.words),
            parts=parts,
            late=late,
            reports=reports,
            reports_said=self._reports_said(),
            since=self._since(),
            changes=tuple(self._changes()),
            conclusions=conclusions,
            proposals=proposals,
            quarters=tuple(
                formats.capital(formats.short_period(each.quarter, self.words))
                for each in next((view.quarters for _, view in board.all_tasks()), ())
            ),
            annex=tuple(self._task(part, view) for part, view in board.all_tasks()),
            stamp=figures.stamp(self.month, self.words),
            frozen=self._text(
                N_("Figures as of {day}, frozen on {moment} by {name}"),
                day=self.month.as_of,
                moment=self.month.frozen_at,
                name=clean(self.month.frozen_by),
            ),
            frozen_on=vietnamese_day(self.month.frozen_at),
        )

    def _letter(self, letter: Letter, annexes: Annexes) -> tuple[Report, tuple[PartRow, ...]]:
        """The body for the widest room in which it has three pages, else for the narrowest.

        Between two rooms each count is widened that leaves three pages.
        """
        addressed, views = ", ".join(letter.addressees), worst_first(self.month.board.sub_indices)

        def written(room: Room) -> tuple[Report, tuple[PartRow, ...]]:
            report = report_of_month(self, annexes, addressed, self.month.summary, room)
            return report, tuple(self._part(view, room) for view in views)

        wider = None
        for room in ROOMS:
            made = written(room)
            if _pages(letter, *made) <= PAGES:
                break
            wider = room
        for name in COUNTS if wider else ():
            more = replace(room, **{name: getattr(wider, name)})
            tried = written(more)
            if tried != made and _pages(letter, *tried) <= PAGES:
                room, made = more, tried
        return made

    def _text(self, message: str, /, **arguments: Shown) -> str:
        return clean(self.words.text(message, **arguments))

    def _why(self, light: Light) -> str:
        return clean(self.why(light)).replace(" %", "\N{NO-BREAK SPACE}%")

    def _overall(self) -> Iterator[str]:
        board, counts = self.month.board, self.month.board.counts
        for view in board.overall:
            yield from self._whole(view)
        if not board.tracked:
            yield self._text(
                N_("No unit has recorded anything in the tracker, so no task is judged.")
            )
        elif counts.green + counts.amber + counts.red + counts.grey:
            yield self._text(
                N_(
                    "Tasks in {quarter}: {green} on track, {amber} at risk, {red} late, {grey} not "
                    "updated."
                ),
                quarter=formats.period(board.quarter, self.words),
                green=counts.green,
                amber=counts.amber,
                red=counts.red,
                grey=counts.grey,
            )
        else:
            yield self._text(
                N_("No task is in play in {quarter}."),
                quarter=formats.period(board.quarter, self.words),
            )
        if board.tracked and board.freshness.expected:
            yield self._text(
                N_("{updated} of {expected} units have updated their tasks this quarter."),
                updated=len(board.freshness.updated),
                expected=len(board.freshness.expected),
            )

    def _whole(self, view: OverallView) -> Iterator[str]:
        standing = view.standing
        latest = standing.latest
        if latest is None and not standing.targets:
            return
        target = targets_as_printed(standing, self.words, TARGET)
        if latest is None:
            message = N_("{index}: target {target}; no result has been published yet.")
            yield self._text(message, index=view.index, target=target)
        else:
            yield self._text(
                N_("{index}: target {target}; latest published result {result} ({year})."),
                index=view.index,
                target=target,
                result=plan_names.result_text(latest, self.words),
                year=latest.year,
            )
        estimate = standing.estimate
        if estimate is not None and estimate.score is not None:
            basis = {
                EstimateBasis.ENTERED: N_("{index}: estimate of {year}, {score} points."),
                EstimateBasis.MEAN: N_(
                    "{index}: estimate of {year}, {score} points as a mean of the sub-indices."
                ),
            }[estimate.basis]
            yield self._text(basis, index=view.index, year=estimate.year, score=estimate.score)

    def _mark(self, light: Light) -> LightMark:
        return LightMark(
            shape=SHAPES[light.colour],
            word=labels.execution_label(light.colour, self.words),
            colour=light.colour,
        )

    def _part(self, view: SubIndexView, room: Room) -> PartRow:
        standing = view.standing
        latest = standing.latest
        goal = standing.goals.get(Measure.POINTS)
        return PartRow(
            name=shortened(clean(plan_names.sub_index_name(view, self.words)), room.part),
            lead=self._lead(view, room),
            execution=self._mark(view.execution),
            execution_why=self._why(view.execution),
            result=LightMark(
                shape=SHAPES[standing.light.colour],
                word=plan_names.marked_verdict(standing, self.words),
                colour=standing.light.colour,
            ),
            result_why=self._result_why(standing.light),
            target=targets_as_printed(standing, self.words, room.target),
            latest=(
                f"{plan_names.result_text(latest, self.words)} ({latest.year})"
                if latest
                else formats.NOTHING
            ),
            score=_share(standing.scale, latest.score if latest else None),
            goal=_share(standing.scale, goal.threshold.at if goal else None),
        )

    def _lead(self, view: SubIndexView, room: Room) -> str:
        lead = self._units(view.sub_index.lead)
        return lead if len(lead) <= room.unit else shortened(lead, room.unit)

    def _result_why(self, light: Light) -> str:
        """Beside the word of a light that was judged only how far it is from the target."""
        if light.reason.code in _JUDGED:
            return formats.capital(reasons.short(light.reason, self.words))
        return self._why(light)

    def _units(self, codes: tuple[str, ...]) -> str:
        return (
            clean(", ".join(plan_names.unit_names(self.month.board.plan)(codes))) or formats.NOTHING
        )

    def _late(self) -> tuple[LateRow, ...]:
        views = (view for _, view in self.month.board.all_tasks())
        return tuple(self._late_row(view) for view in figures.behind_first(views))

    def _late_row(self, view: TaskView) -> LateRow:
        said = view.said
        return LateRow(
            section=view.task.section or "",
            title=clean(view.task.title),
            units=self._units(figures.answering(self.month.board.plan, view)),
            mark=self._mark(view.light),
            reason=self._why(view.light),
            said=self._quoted(
                view, "; ".join(filter(None, map(self._within, (said.note, said.difficulty))))
            )
            if said
            else "",
            recovery=self._quoted(view, clean(said.recovery or "")) if said else "",
        )

    def _quoted(self, view: TaskView, text: str) -> str:
        return clean(plan_names.quoted(self.month.board.plan, view, text))

    @staticmethod
    def _within(text: str | None) -> str:
        return inside(clean(text or ""))

    def _reports(self, each: figures.UnitReports) -> ReportsRow:
        return ReportsRow(
            unit=self._units((each.unit,)),
            expected=each.totals.expected,
            on_time=each.totals.on_time,
            late=each.totals.late,
            missing=each.totals.missing,
            owed=tuple(self._all_owed(each.owed)),
        )

    def _all_owed(self, owed: Iterable[ReportRow]) -> Iterator[str]:
        """What a unit owes, one line each; of a weekly duty one for all of its weeks."""
        by_duty: dict[str, list[ReportRow]] = {}
        for number, row in enumerate(owed):
            weekly = row.period.kind is PeriodKind.WEEK and not row.returned
            by_duty.setdefault(f"weekly {row.duty}" if weekly else str(number), []).append(row)
        for rows in by_duty.values():
            yield self._owed(rows[0]) if len(rows) == 1 else self._owed_weeks(rows)

    def _owed_weeks(self, rows: list[ReportRow]) -> str:
        weeks = sorted(row.period for row in rows)
        return clean(
            self.words.plural(
                "{count} weekly report from {first} to {last} overdue, the longest {days} days",
                "{count} weekly reports from {first} to {last} overdue, the longest {days} days",
                count=len(rows),
                first=formats.short_period(weeks[0], self.words),
                last=formats.short_period(weeks[-1], self.words),
                days=max(row.days or 0 for row in rows),
            )
        )

    def _owed(self, row: ReportRow) -> str:
        called = report_on_paper if row.once else told_period_of
        period = formats.capital(called(row, self.month.board.plan, self.words))
        return clean(f"{period}: {self.month.said(row.reason, self.words)}")

    def _reports_said(self) -> str:
        totals = self.month.board.report_totals
        said = clean(reports_said(self.month.board, self.words))
        said = said or self._text(N_("No report has fallen due yet."))
        if not totals.no_due_day:
            return said
        undated = self.words.plural(
            "For {count} report no due day is set.",
            "For {count} reports no due day is set.",
            count=totals.no_due_day,
        )
        return f"{said} {undated}"

    def _since(self) -> str:
        since = self.month.since
        if since is None:
            return ""
        return figures.month_text(since.month, since.edition, self.words)

    def _changes(self) -> Iterator[ChangeGroup]:
        for section, rows in groupby(self.told or (), key=lambda row: row.section):
            yield ChangeGroup(name=self._text(SECTIONS[section]), rows=tuple(map(_change, rows)))

    def _proposals(self) -> Iterator[str]:
        """What units ask for: a task that asks for something, or names a difficulty."""
        for _, view in self.month.board.all_tasks():
            said = view.said
            request = asked(said) if said else None
            if said is None or (request is None and not said.difficulty):
                continue
            yield self._text(
                N_("{unit}, task “{title}”: {asked}"),
                unit=self._units((said.unit,)),
                title=view.task.title,
                asked=said.difficulty or request or self._text(N_("asks for support")),
            )

    def _annexes(self, *, reports: bool, conclusions: bool, changes: bool) -> Annexes:
        """The names of the annexes there are, numbered where there are several."""
        there = {"tasks": True, "reports": reports, "conclusions": conclusions, "changes": changes}
        alone = sum(there.values()) == 1
        numbers = iter(_NUMERALS)
        called = {
            name: self._text(N_("Annex"))
            if alone
            else self._text(N_("Annex {number}"), number=next(numbers))
            for name, is_there in there.items()
            if is_there
        }
        return Annexes(**{name: called.get(name, "") for name in there})

    def _conclusion(self, view: ConclusionView) -> ConclusionFigures:
        said = view.said
        return ConclusionFigures(
            text=clean(said.text),
            units=self._units(said.units),
            due=self._day_of(said),
            stands=formats.capital(progress.standing(view, self.words)),
            said=clean(formats.capital(progress.progress(view, self.month.board.plan, self.words))),
        )

    def _day_of(self, said: Conclusion) -> str:
        if said.ongoing:
            return formats.capital(self._text("ongoing"))
        return formats.day(said.due, self.words) if said.due else ""

    def _quarter(self, light: Light) -> LightMark:
        """A dash alone where a quarter has no light: most of them have not begun.

        What is done is called so.
        """
        mark = self._mark(light)
        if light.reason.code in _DONE:
            return replace(mark, word=labels.label(TaskStatus.DONE, self.words))
        return mark if light.colour else replace(mark, word="")

    def _stands(self, light: Light) -> str:
        """Why a task has its light; nothing where a whole plan is not tracked, which is said.

        How it recovers has a column of its own.
        """
        match light.reason.code:
            case ReasonCode.NOT_TRACKED:
                return ""
            case ReasonCode.BLOCKED:
                return formats.capital(self._text(N_("held up")))
            case ReasonCode.NOT_APPLICABLE:  # its note is what the unit did
                return formats.capital(clean(reasons.short(light.reason, self.words)))
        return formats.capital(self._why(light))

    def _task(self, part: SubIndexView | None, view: TaskView) -> TaskFigures:
        said = view.said
        return TaskFigures(
            section=view.task.section or "",
            title=clean(view.task.title),
            part=clean(plan_names.sub_index_name(part, self.words))
            if part
            else self._text(N_("General")),
            units=self._units(view.task.lead),
            due=formats.day(view.task.due, self.words) if view.task.due else "",
            quarters=tuple(self._quarter(each.light) for each in view.quarters),
            now=self._mark(view.light),
            why=self._why(view.light),
            stands=self._stands(view.light),
            done=ended(self._quoted(view, clean(self._done(view)))),
            difficulty=ended(self._quoted(view, clean(said.difficulty or ""))) if said else "",
            proposal=self._quoted(view, joined(self._asked(said))) if said else "",
        )

    def _done(self, view: TaskView) -> str:
        """What the unit said it did, with its figure."""
        said = view.said
        if said is None:
            return ""
        percent = formats.percent(said.percent, self.words) if said.percent is not None else ""
        reached = formats.measured(said.actual, view.task, self.words) if said.actual else ""
        return "; ".join(filter(None, (percent, reached, inside(said.note or ""))))

    def _asked(self, said: TaskUpdate) -> Iterator[str]:
        if said.needs_help:
            yield formats.capital(self._text(N_("asks for support")))
        if said.recovery:
            yield f"{self._text(N_('Recovery:'))} {clean(said.recovery)}"


def _change(row: ToldChange) -> ChangeRow:
    return ChangeRow(
        what=clean(row.what),
        old="" if row.old == formats.NOTHING else clean(row.old),
        new=clean(row.new),
        sentence=clean(row.sentence),
    )


def _pages(letter: Letter, report: Report, parts: tuple[PartRow, ...]) -> int:
    """How many pages the letter takes, from its head to its signature."""
    flow, closings = Flow(), iter(report.closings)

    def say(*texts: str, under: bool = False) -> None:
        if under:
            flow.heading()
        for text in texts:
            flow.paragraph(text)

    def group(groups: Iterable[Group]) -> None:
        for each in groups:
            say(*(f"- {line}" for line in each.lines), each.more, under=True)

    flow.block(_HEAD)
    say(*letter.addressees, f"{report.basis} ({'0' * 40})", report.lead)
    flow.heading()
    done = (f"- {each.name}: {' '.join(each.lines)}" for each in report.done)
    say(*(done if report.done else (_NOTHING,)), report.more_done, under=True)
    say(*report.standing, under=True)
    rows = [
        ("", f"{each.name}\n{each.lead}", each.target, each.latest, "", each.result.word)
        for each in parts
    ]
    if rows:
        flow.table(rows, (11, 46, 28, 30, 23, 27))
    say(next(closings))
    flow.heading()
    flow.heading()
    late = [("", each.title, each.unit, each.stands, each.recovery) for each in report.late]
    if late:
        flow.table(late, (11, 48, 28, 44, 34))
    say(report.more_late if late else _NOTHING)
    group(report.shortcomings)
    say(next(closings))
    causes = [f"- {line}" for line in report.causes] or [_NOTHING]
    say(*causes, report.more_causes, next(closings), under=True)
    flow.heading()
    group(report.upcoming)
    say("" if report.upcoming else _NOTHING, next(closings))
    requests = [f"- {line}" for line in report.requests] or [_NOTHING]
    say(*requests, report.more_requests, next(closings), under=True)
    flow.signature(report.end, letter.recipients)
    return flow.pages
