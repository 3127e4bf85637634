"""A plan's facts in words, for the screen Kế hoạch: every field as text, ready to be searched.

What the print leaves blank stays blank here; nothing is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from markupsafe import Markup

from ddci_tracker.domain.plan import (
    Document,
    LegalBasis,
    Lines,
    MembersBasis,
    Overall,
    ReportDuty,
    Result,
    Signer,
    SubIndex,
    Target,
    TargetKind,
    Task,
    Unit,
)
from ddci_tracker.domain.unit_changes import UnitChange, UnitChangeKind
from ddci_tracker.domain.views import OverallView, SubIndexView
from ddci_tracker.services.plan_gaps import LeftOpen, OpenGroup, Setting, TopGroup
from ddci_tracker.services.plan_things import RetiredThing, row_keys
from ddci_tracker.services.units import UnitEntry
from ddci_tracker.ui.core.look import Look
from ddci_tracker.words import formats, labels, plan_names, sources
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.deadlines import due_rule
from ddci_tracker.words.sources import printed_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the head of a document; ``note`` says what the print leaves open."""

    label: str
    text: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFact:
    """Something printed, what it was read as, and where it stands.

    ``note`` says what was entered here and by whom, ``opens`` are the attributes of the link to
    where it is entered.
    """

    quote: str | None
    reading: str | None
    where: str | None
    note: str | None = None
    opens: Markup | None = None
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is printed of an index or a sub-index: targets, and results of earlier years.

    ``scale`` is the plan's own, of a whole index with its bands; ``entered`` are the results that
    somebody entered here.
    """

    name: str
    section: str | None
    scale: PrintedFact | None
    targets: tuple[PrintedFact, ...]
    results: tuple[PrintedFact, ...]
    entered: tuple[PrintedFact, ...]
    adds: Markup | None = None
    adds_result: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task; ``part`` is what it belongs to, so that a search for that finds it."""

    code: str
    title: str
    kpi: str | None
    lead: str
    with_units: str
    when: str
    where: str | None
    part: str
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSection:
    """The tasks of one sub-index, or general ones of one section of the document."""

    anchor: str
    name: str
    section: str | None
    lead: str
    with_units: str
    person: str | None
    group: str | None
    tasks: tuple[TaskLine, ...]
    edits: Markup | None = None
    adds: Markup | None = None

    @property
    def led(self) -> bool:
        """Whether the print names a lead here at all."""
        return bool(self.lead) or any(task.lead for task in self.tasks)

    @property
    def assigned(self) -> bool:
        """Whether any task here names a unit."""
        return any(task.lead or task.with_units for task in self.tasks)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    code: str
    name: str
    kind: str
    aliases: str
    members: str
    inferred: str | None
    opens: Markup | None
    edits: Markup | None = None
    earlier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    name: str
    role: str | None
    charges: str
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    code: str
    name: str
    due: str
    set_by: str | None
    senders: str
    recipients: str
    printed: PrintedFact
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    number: str | None
    issued_on: str | None
    issuer: str | None
    about: str | None
    note: str | None
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientLine:
    name: str
    mark: str | None
    edits: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOverTime:
    """What became of units: by code what those of today were, and those that are none any more.

    ``changes`` are the acts that did it, each in words with the link that takes it back.
    """

    earlier: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str, str], ...] = ()
    changes: tuple[tuple[str, Markup], ...] = ()

    @classmethod
    def of(
        cls, register: Iterable[UnitEntry], words: Words, editing: Editing | None = None
    ) -> UnitsOverTime:
        """The register of an agency in words."""
        units = tuple(register)
        acts = {change.key: change for each in units for change in each.changes}
        return cls(
            earlier=tuple(
                (each.code, said)
                for each in units
                if not each.went and (said := _what_it_was(each, words))
            ),
            gone=tuple(
                (each.code, each.name, _what_became_of(each.went, words))
                for each in units
                if each.went
            ),
            changes=tuple(
                (_what_changed(acts[key], words), editing.undo_of_units(key))
                for key in sorted(acts)
            )
            if editing
            else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredLine:
    """A task or report duty that was taken out, since when and on what basis."""

    code: str
    name: str
    since: str
    basis: str | None
    brings_back: Markup | None = None


class Editing(Protocol):
    """Makes the attributes of the links that open a row, a new one, or one that was taken out."""

    def row(self, table: str, key: str) -> Markup: ...

    def new(self, table: str, about: str = "") -> Markup: ...

    def back(self, table: str, key: str) -> Markup: ...

    def many(self, table: str) -> Markup: ...

    def of_units(self) -> tuple[tuple[UnitChangeKind, Markup], ...]: ...

    def undo_of_units(self, change: str) -> Markup: ...


def retired_lines(
    gone: Iterable[RetiredThing], words: Words, editing: Editing | None
) -> tuple[RetiredLine, ...]:
    """What was taken out of a plan, as it was called."""
    return tuple(
        RetiredLine(
            code=each.key,
            name=each.cells.get("title") or each.cells.get("text") or each.key,
            since=formats.day(each.since, words),
            basis=each.basis,
            brings_back=editing.back(each.table, each.key) if editing else None,
        )
        for each in gone
    )


def texts_of(item: object) -> Iterator[str]:
    """Every text in a line, however deep."""
    if isinstance(item, Markup):
        return
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple):
        for each in item:
            yield from texts_of(each)
    elif is_dataclass(item):
        for field in fields(item):
            yield from texts_of(getattr(item, field.name))


class Facts:
    """The facts of one plan in one language, with what was entered here, and by whom.

    ``opens`` makes the link to where something open is set, ``editing`` those to where a row is
    edited; None where whoever looks may not.
    """

    def __init__(
        self,
        look: Look,
        left_open: LeftOpen,
        people: Mapping[str, str],
        opens: Callable[[TopGroup | OpenGroup], Markup] | None,
        editing: Editing | None = None,
        over_time: UnitsOverTime | None = None,
    ) -> None:
        self._earlier = dict(over_time.earlier) if over_time else {}
        self._editing = editing
        # The rows of each table in the order of the plan, by which they are edited.
        self._keys = row_keys(look.board.plan) if editing else {}
        self._board, self._plan, self._words = look.board, look.board.plan, look.words
        self._called = plan_names.unit_names(self._plan)
        self._people, self._opens, self._due_days = people, opens, left_open.due_days
        self._top_groups = {
            (each.index, each.sub_index, each.target): each for each in left_open.top_groups
        }
        self._groups = {each.unit.code: each for each in left_open.groups}

    def edits(self, table: str, key: str | None) -> Markup | None:
        """The link to where a row is edited; None where nobody may."""
        return self._editing.row(table, key) if self._editing and key else None

    def adds(self, table: str, about: str = "") -> Markup | None:
        """The link to the form of a new row; None where nobody may."""
        return self._editing.new(table, about) if self._editing else None

    def _key(self, table: str, number: int) -> str | None:
        keys = self._keys.get(table, ())
        return keys[number] if number < len(keys) else None

    def head(self) -> Iterator[Fact]:
        """The document: what it is, who issued it, and whether all of it is here."""
        plan, words = self._plan, self._words
        document, agency = plan.document, plan.agency
        blank = words.text("left blank")
        yield Fact(label=words.text("Title"), text=document.title)
        yield Fact(
            label=words.text("Agency"),
            text=f"{agency.name}, {agency.province}",
            note=words.text("block: {block}", block=labels.block_label(agency.block, words)),
        )
        if document.years is not None:
            span = f"{document.years.first}–{document.years.last}"
            yield Fact(label=words.text("Years"), text=span)
        yield Fact(
            label=words.text("Number"),
            text=document.number,
            note=None
            if document.number
            else words.text("left blank; symbol {symbol}", symbol=document.symbol)
            if document.symbol
            else blank,
        )
        yield Fact(
            label=words.text("Day of issue"),
            text=self._day(document.issued_on),
            note=None if document.issued_on else self._not_before(document),
        )
        for amendment in self._board.amendments:
            yield Fact(
                label=words.text("Amended from"),
                text=self._day(amendment.on),
                note=amendment.value.basis if amendment.value else None,
            )
        yield Fact(
            label=words.text("Signed by"),
            text=_signed(document.signer) if document.signer else None,
            note=None if document.signer else words.text("not in the text"),
        )
        yield Fact(label=words.text("Indices"), text=formats.listed(plan.indices, words))
        yield Fact(
            label=words.text("Text"),
            text=plan.source,
            note=None if plan.source else words.text("no source text"),
        )
        yield Fact(label=words.text("Complete"), text=self._complete())
        yield Fact(label=words.text("Plan code"), text=plan.id)

    def _not_before(self, document: Document) -> str:
        if document.issued_not_before is None:
            return self._words.text("left blank")
        return self._words.text("left blank; not before {day}", day=document.issued_not_before)

    def _complete(self) -> str:
        words, plan = self._words, self._plan
        if plan.complete:
            return words.text("whole document")
        tasks = (task for _, task in plan.all_tasks() if task.lines)
        last = max(tasks, key=_first_line, default=None)
        if last is None or last.lines is None:
            return words.text("breaks off")
        return words.text(
            "breaks off in section {section}, after line {line}",
            section=last.section or formats.NOTHING,
            line=str(last.lines.last),
        )

    def aims(self) -> Iterator[Aim]:
        """Targets and results as printed, of whole indices first."""
        for overall in self._plan.overall:
            name = self._words.text("{index} as a whole", index=overall.index)
            views = (view for view in self._board.overall if view.index == overall.index)
            yield Aim(
                name=name,
                section=None,
                scale=self._scale(overall),
                targets=tuple(self._aimed(overall.index, None, overall.targets)),
                results=tuple(self._printed_results(overall.index, overall.results)),
                entered=tuple(self._entered(next(views, None))),
                adds=self.adds("targets", overall.index),
                adds_result=self.adds("results", overall.index),
            )
        for each in self._plan.sub_indices:
            yield Aim(
                name=each.printed_name,
                section=each.section,
                scale=self._part_scale(each),
                targets=tuple(self._aimed(each.index, each.code, each.targets)),
                results=tuple(self._printed_results(f"{each.index}/{each.code}", each.results)),
                entered=tuple(self._entered(self._board.sub_index(each.index, each.code))),
                adds=self.adds("targets", f"{each.index}/{each.code}"),
                adds_result=self.adds("results", f"{each.index}/{each.code}"),
            )

    def _scale(self, overall: Overall) -> PrintedFact | None:
        """The scale and bands that a plan has of its own; where it has none, only the way there."""
        words, said = self._words, self._ends(overall.minimum, overall.maximum)
        bands = sorted(overall.bands, key=lambda each: each.from_score, reverse=True)
        said += [
            words.text(
                "{name} from {score}", name=each.name, score=formats.decimal(each.from_score, words)
            )
            for each in bands
        ]
        edits = self.edits("overall", overall.index)
        if not said and edits is None:
            return None
        own = words.text("Scale of its own: {scale}", scale="; ".join(said))
        usual = words.text("Scale and bands as usual for the index")
        return PrintedFact(quote=None, reading=own if said else usual, where=None, edits=edits)

    def _part_scale(self, part: SubIndex) -> PrintedFact | None:
        """The scale that a sub-index has of its own; its row is edited where sub-indices are."""
        said = self._ends(part.minimum, part.maximum)
        if not said:
            return None
        own = self._words.text("Scale of its own: {scale}", scale="; ".join(said))
        return PrintedFact(quote=None, reading=own, where=None)

    def _ends(self, lowest: Decimal | None, highest: Decimal | None) -> list[str]:
        """The ends of a scale in words, those that are printed."""
        words = self._words
        said = []
        if lowest is not None:
            score = formats.decimal(lowest, words)
            said.append(words.text("lowest score {score}", score=score))
        if highest is not None:
            score = formats.decimal(highest, words)
            said.append(words.text("highest score {score}", score=score))
        return said

    def _aimed(
        self, index: str, sub_index: str | None, targets: Iterable[Target]
    ) -> Iterator[PrintedFact]:
        year = self._plan.year
        # Those that count this year first, like everywhere else; the print may have them otherwise.
        parent = f"{index}/{sub_index}" if sub_index else index
        numbered = sorted(enumerate(targets, start=1), key=lambda it: not it[1].holds_in(year))
        for number, each in numbered:
            top_group = self._top_groups.get((index, sub_index, each))
            yield PrintedFact(
                quote=each.text,
                reading=self._target(each),
                where=self._lines(each.lines),
                note=self._size_note(top_group) if top_group else None,
                opens=self._opens(top_group) if top_group and self._opens else None,
                edits=self.edits("targets", f"{parent}#{number}"),
            )

    def _size_note(self, top_group: TopGroup) -> str:
        if top_group.target.rank is None:
            return self._words.text("the size of the group is open")
        if top_group.set_by is None:
            return self._words.text("the size of the group is set")
        return self._words.text("size set by {who}", who=self._who(top_group.set_by))

    def _printed_results(self, parent: str, results: Iterable[Result]) -> Iterator[PrintedFact]:
        own = [key for key in self._keys.get("results", ()) if _parent(key) == parent]
        for number, result in enumerate(results):
            yield PrintedFact(
                quote=result.text,
                reading=self._result(result),
                where=self._lines(result.lines),
                edits=self.edits("results", own[number] if own else None),
            )

    def _entered(self, view: OverallView | SubIndexView | None) -> Iterator[PrintedFact]:
        for each in view.standing.results.entered if view else ():
            version = each.version
            if version.value is not None:
                kind = labels.label(version.value.result.kind, self._words)
                who = self._who(Setting(by=version.recorded_by, at=version.recorded_at))
                yield PrintedFact(
                    quote=None,
                    reading=f"{self._result(version.value.result)} ({kind})",
                    where=None,
                    note=self._words.text("entered by {who}", who=who),
                )

    def _who(self, setting: Setting) -> str:
        return sources.set_by(setting.by, setting.at, self._people, self._words)

    def _target(self, target: Target) -> str:
        """What a target was read as; its kind where it has no figures; another year's says so."""
        words = self._words
        plain = target.kind in (TargetKind.QUALITATIVE, TargetKind.TOP_GROUP, TargetKind.HOLD_RANK)
        if plain and target.rank is None:
            said = labels.label(target.kind, words)
        else:
            said = formats.target(target, words)
        if target.holds_in(self._plan.year):
            return said
        return plan_names.for_other_year(said, target, self._plan.year, words)

    def _result(self, result: Result) -> str:
        words = self._words
        parts = [
            words.text("year {year}", year=result.year),
            *plan_names.result_parts(result, words),
        ]
        if result.score_change is not None:
            change = formats.signed(result.score_change, words)
            parts.append(words.text("{change} points on the year before", change=change))
        if result.rank_change is not None:
            change = formats.signed(result.rank_change, words)
            parts.append(words.text("{change} places", change=change))
        return ", ".join(parts)

    def task_sections(self) -> list[TaskSection]:
        """Tasks by sub-index, general ones by section, in the order of the document."""
        plan = self._plan
        # A sub-index without tasks stands there for whoever may give it its first.
        shown = [each for each in plan.sub_indices if each.tasks or self._editing]
        found = [(each.tasks, self._of_sub_index(each)) for each in shown]
        general: dict[str | None, list[Task]] = {}
        for task in plan.general_tasks:
            general.setdefault(task.section, []).append(task)
        found += [
            (tuple(tasks), self._general(section, tuple(tasks)))
            for section, tasks in general.items()
        ]
        if self._editing and not plan.general_tasks:
            found.append(((), self._general(None, ())))
        lines, last = [], 0
        for tasks, _ in found:
            last = min(map(_first_line, tasks), default=last)
            lines.append(last)
        order = sorted(range(len(found)), key=lines.__getitem__)
        return [found[place][1] for place in order]

    def _of_sub_index(self, sub_index: SubIndex) -> TaskSection:
        name = sub_index.printed_name
        if len(self._plan.indices) > 1:
            name = f"{sub_index.index}: {name}"
        person = next((p for p in self._plan.people if p.code == sub_index.person), None)
        return TaskSection(
            anchor=f"muc-{sub_index.index}-{sub_index.code}",
            name=name,
            section=sub_index.section,
            lead=self._units(sub_index.lead),
            with_units=self._units(sub_index.with_units),
            person=person.name if person else None,
            group=labels.label(sub_index.group, self._words) if sub_index.group else None,
            tasks=tuple(self._task(task, name) for task in sub_index.tasks),
            edits=self.edits("sub_indices", f"{sub_index.index}/{sub_index.code}"),
            adds=self.adds("tasks", f"{sub_index.index}/{sub_index.code}"),
        )

    def _general(self, section: str | None, tasks: tuple[Task, ...]) -> TaskSection:
        name = self._words.text("General tasks")
        return TaskSection(
            anchor=f"muc-chung-{section or ''}",
            name=name,
            section=section,
            lead="",
            with_units="",
            person=None,
            group=None,
            tasks=tuple(self._task(task, name) for task in tasks),
            adds=self.adds("tasks"),
        )

    def _task(self, task: Task, part: str) -> TaskLine:
        return TaskLine(
            code=task.code,
            title=task.title,
            kpi=task.kpi.text if task.kpi else None,
            lead=self._units(task.lead),
            with_units=self._units(task.with_units),
            when=self._when(task),
            where=self._lines(task.lines),
            part=part,
            edits=self.edits("tasks", task.code),
        )

    def _when(self, task: Task) -> str:
        words = self._words
        parts = [labels.label(task.cadence, words)] if task.cadence else []
        if task.start is not None:
            parts.append(words.text("from {day}", day=task.start))
        if task.due is not None:
            parts.append(words.text("due {day}", day=formats.day(task.due, words)))
        return ", ".join(parts)

    def units(self) -> Iterator[UnitLine]:
        """Every unit that the plan names."""
        for unit in self._plan.units:
            yield UnitLine(
                code=unit.code,
                name=unit.name,
                kind=labels.label(unit.kind, self._words),
                aliases="; ".join(unit.aliases),
                members=self._units(unit.members.units) if unit.members else "",
                inferred=self._inferred(unit),
                opens=self._opens(self._groups[unit.code])
                if self._opens and unit.code in self._groups
                else None,
                edits=self.edits("units", unit.code),
                earlier=self._earlier.get(unit.code),
            )

    def _inferred(self, unit: Unit) -> str | None:
        if unit.members is None:
            return None
        group = self._groups.get(unit.code)
        match unit.members.basis:
            case MembersBasis.INFERRED:
                return self._words.text("members inferred, not printed")
            case MembersBasis.ENTERED if group and group.set_by:
                return self._words.text("members set by {who}", who=self._who(group.set_by))
            case MembersBasis.ENTERED:
                return self._words.text("members set by the Office")
            case MembersBasis.PRINTED:
                return self._words.text("members as printed")

    def people(self) -> Iterator[PersonLine]:
        """The leaders in charge, with what they are in charge of."""
        for person in self._plan.people:
            charges = [
                each.printed_name for each in self._plan.sub_indices if each.person == person.code
            ]
            role = person.role if person.role != person.name else None
            yield PersonLine(
                name=person.name,
                role=role,
                charges="; ".join(charges),
                edits=self.edits("people", person.code),
            )

    def duties(self) -> Iterator[DutyLine]:
        """The periodic reports that the plan asks for."""
        words = self._words
        for duty in self._plan.report_duties:
            cadence = labels.label(duty.cadence, words) if duty.cadence else ""
            yield DutyLine(
                code=duty.code,
                name=formats.capital(words.text("{cadence} report", cadence=cadence))
                if cadence
                else words.text("Report on request"),
                due=self._due(duty),
                set_by=self._due_set_by(duty),
                senders=self._units(duty.from_units),
                recipients=self._units(duty.to_units),
                printed=PrintedFact(quote=duty.text, reading=None, where=self._lines(duty.lines)),
                edits=self.edits("report_duties", duty.code),
            )

    def _due_set_by(self, duty: ReportDuty) -> str | None:
        if duty.due is not None or duty.code not in self._due_days:
            return None
        _, setting = self._due_days[duty.code]
        return self._words.text("day set by {who}; the plan prints none", who=self._who(setting))

    def _due(self, duty: ReportDuty) -> str:
        if duty.due is not None:
            said = due_rule(duty.due, duty.cadence, self._words)
        elif duty.code in self._due_days:
            said = due_rule(self._due_days[duty.code][0], duty.cadence, self._words)
        elif duty.cadence is None:
            said = self._words.text("owed when somebody asks for it")
        else:
            said = self._words.text("the plan prints no day")
        return formats.capital(said)

    def bases(self) -> Iterator[BasisLine]:
        """The documents that the plan rests on."""
        for number, basis in enumerate(self._plan.legal_bases):
            yield self._basis(basis, self._key("legal_bases", number))

    def _basis(self, basis: LegalBasis, key: str | None) -> BasisLine:
        return BasisLine(
            number=basis.number,
            issued_on=self._day(basis.issued_on),
            issuer=basis.issuer,
            about=basis.about,
            note=basis.note,
            edits=self.edits("legal_bases", key),
        )

    def recipients(self) -> Iterator[RecipientLine]:
        """Nơi nhận, as printed."""
        for number, each in enumerate(self._plan.recipients):
            edits = self.edits("recipients", self._key("recipients", number))
            yield RecipientLine(name=each.name, mark=each.mark, edits=edits)

    def note_links(self) -> dict[str, Markup]:
        """The links to where the notes on the print are edited, by what they say."""
        links = {
            each.text: self.edits("notes", self._key("notes", number))
            for number, each in enumerate(self._plan.notes)
        }
        return {text: link for text, link in links.items() if link is not None}

    def _units(self, codes: tuple[str, ...]) -> str:
        return "; ".join(self._called(codes))

    def _day(self, value: date | None) -> str | None:
        return formats.day(value, self._words) if value else None

    def _lines(self, value: Lines | None) -> str | None:
        return printed_lines(value, self._words) if value else None


def _signed(signer: Signer) -> str:
    parts = [signer.on_behalf_of, signer.role, signer.name]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _what_it_was(unit: UnitEntry, words: Words) -> str:
    """Where a unit came from, and what it was called before."""
    said = []
    if unit.came is not None:
        kind = labels.label(unit.came.kind, words).lower()
        said.append(
            words.text(
                "from {day}, {change} of {units} ({basis})",
                day=unit.came.in_force_on,
                change=kind,
                units=unit.came.before,
                basis=unit.came.basis,
            )
        )
    for (_, name), (until, _) in pairwise(unit.names):
        said.append(words.text("before {day}: {name}", day=until, name=name))
    return "; ".join(said)


def _what_changed(change: UnitChange, words: Words) -> str:
    return words.text(
        "{day}: {change} of {before} into {after} ({basis})",
        day=change.in_force_on,
        change=labels.label(change.kind, words),
        before=change.before,
        after=tuple(each.code for each in change.after),
        basis=change.basis,
    )


def _what_became_of(change: UnitChange, words: Words) -> str:
    return words.text(
        "until {day}, {change} into {units} ({basis})",
        day=change.in_force_on - timedelta(days=1),
        change=labels.label(change.kind, words).lower(),
        units=tuple(each.code for each in change.after),
        basis=change.basis,
    )


def _parent(key: str) -> str:
    """What the key of a result is about: DDCI, or DDCI/time_cost."""
    index, *rest = key.split("/")
    return index if rest[0].isdecimal() else f"{index}/{rest[0]}"


def _first_line(task: Task) -> int:
    """Where a task stands; one without lines keeps its place among the others."""
    return task.lines.first if task.lines else 0
