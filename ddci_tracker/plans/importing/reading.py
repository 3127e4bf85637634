"""Reads a text into a plan: every fact with its lines, what is left over, and what is no plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.imported import Announced, Doubt, ImportedFact, ReadText, Unplaced
from ddci_tracker.domain.plan import (
    Agency,
    Document,
    LegalBasis,
    Lines,
    Overall,
    OwnSubIndex,
    Person,
    Plan,
    Recipient,
    ReportDuty,
    Result,
    SubIndex,
    Target,
    Task,
    Unit,
)
from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.plans.importing.announced import announced_in
from ddci_tracker.plans.importing.bases import CitedBasis, read_bases
from ddci_tracker.plans.importing.body import Body
from ddci_tracker.plans.importing.gathered import Gathered, GatheredPart, GatheredTask
from ddci_tracker.plans.importing.head import Head, read_head, rows_of_head
from ddci_tracker.plans.importing.kinds import kind_of
from ddci_tracker.plans.importing.names import NameReader, indices_in
from ddci_tracker.plans.importing.off_scale import kept_as_text
from ddci_tracker.plans.importing.outline import Depth, SectionRole, TextBlock, outline_of
from ddci_tracker.plans.importing.paragraphs import paragraphs_of
from ddci_tracker.plans.importing.recipients import read_recipients
from ddci_tracker.plans.importing.tasks import is_general
from ddci_tracker.plans.importing.units import UnitBook
from ddci_tracker.plans.importing.wording import folded

_NO_LINES = Lines(1, 1)
# "(Kèm theo Kế hoạch số ...)" below the heading of an annex, "Sở A ban hành Kế hoạch như sau:".
_SAYS_NOTHING = re.compile(
    r"\((?:ban hanh )?kem theo [^()]{0,160}\)\.?$"
    r"|[^.;:]{0,160}\b(?:ban hanh|xay dung|trien khai)[^.;:]{0,120}\b(?:nhu sau|noi dung sau)[ :]*$"
)


def read_text(text: PrintedText, catalog: Catalog) -> ReadText:
    """All that can be read of a text. What is no plan is only called by what it seems to be."""
    blocks = outline_of(paragraphs_of(text))
    head = read_head(blocks)
    year = head.year or 0
    indices = _indices(head, blocks, catalog)
    agency = head.agency.value if head.agency else ""
    book = UnitBook(blocks, agency)
    block_of = _block_of(agency)
    names = NameReader(
        catalog, indices, year, head.province.value if head.province else "", block_of
    )
    several = head.years is not None
    gathered = Body(names, book, indices, year, several=several).read(blocks)
    parts = [part for part in gathered.parts.values() if part.targets or (part.code and part.tasks)]
    tasks = sum(len(part.tasks) for part in gathered.parts.values()) + len(gathered.general)
    kind = kind_of(blocks, parts=len(parts), tasks=tasks)
    if kind is not None:
        return ReadText(plan=None, refused=kind)
    found = _Assembly(text, blocks, head, indices, book, gathered, block_of).whole()
    return _on_their_scales(found, catalog)


def _on_their_scales(found: ReadText, catalog: Catalog) -> ReadText:
    """What was read, without the scores that an index does not have: those are to be looked at."""
    if found.plan is None:
        return found
    plan, off_scale = kept_as_text(found.plan, catalog)
    facts = (
        replace(each, doubt=Doubt.OFF_SCALE) if each.path in off_scale else each
        for each in found.facts
    )
    return replace(found, plan=plan, facts=tuple(facts))


def _indices(head: Head, blocks: Sequence[TextBlock], catalog: Catalog) -> tuple[str, ...]:
    """The indices that the title names, else the ones that the text names most."""
    known = {index.code for index in catalog.indices}
    if head.title and (found := [each for each in indices_in(head.title.value) if each in known]):
        return tuple(found)
    counted = Counter(code for block in blocks for code in indices_in(block.text) if code in known)
    return tuple(code for code, _ in counted.most_common(1)) or ("DDCI",)


def _block_of(agency: str) -> str:
    plain = folded(agency)
    if re.match(r"(?:ubnd|uy ban nhan dan) (?:xa|phuong|dac khu)", plain):
        return "communes"
    if re.match(r"(?:ubnd|uy ban nhan dan) (?!tinh)", plain):
        return "districts"
    if re.match(r"(?:cuc|chi cuc|kho bac|bao hiem xa hoi|cong an|thue|ngan hang)", plain):
        return "vertical"
    return "departments"


class _Assembly:
    """Puts what was gathered together, fact by fact."""

    def __init__(
        self,
        text: PrintedText,
        blocks: list[TextBlock],
        head: Head,
        indices: tuple[str, ...],
        book: UnitBook,
        gathered: Gathered,
        block: str,
    ) -> None:
        self._text, self._blocks, self._head = text, blocks, head
        self._indices, self._book, self._gathered = indices, book, gathered
        self._block = block
        own = head.number.value if head.number else None
        # An annex says which paper it is annexed to: this one.
        self._bases = [each for each in read_bases(blocks) if each.basis.number != own]
        self._recipients = read_recipients(blocks)
        self._facts: list[ImportedFact] = []
        self._counts: Counter[str] = Counter()
        self._codes: dict[str, str] = {}

    def whole(self) -> ReadText:
        """The plan with its facts."""
        self._note_head()
        parts = [part for part in self._gathered.parts.values() if part.code and _is_told(part)]
        people = self._people()
        plan = Plan(
            id=self._id(),
            source=self._text.name,
            complete=self._is_complete(),
            agency=self._agency(),
            document=self._document(),
            indices=self._indices,
            legal_bases=tuple(self._legal_bases()),
            people=people,
            own_sub_indices=tuple(
                OwnSubIndex(index=part.index, code=part.code, name=part.name)
                for part in parts
                if part.own
            ),
            overall=tuple(
                self._overall(number, index) for number, index in enumerate(self._indices)
            ),
            sub_indices=tuple(self._sub_index(number, part) for number, part in enumerate(parts)),
            general_tasks=tuple(
                self._task("general_tasks", number, task, None)
                for number, task in enumerate(self._gathered.general)
            ),
            report_duties=tuple(self._duties()),
            recipients=tuple(self._noted_recipients()),
        )
        plan = replace(plan, units=tuple(self._units()))
        unplaced = tuple(self._unplaced())
        return ReadText(
            plan=plan,
            facts=tuple(self._facts),
            unplaced=unplaced,
            announced=tuple(self._announced(plan)),
        )

    def _note(self, path: str, lines: Lines | None, doubt: Doubt | None = None) -> None:
        where = lines or _NO_LINES
        self._facts.append(ImportedFact(path=path, lines=where, doubt=doubt))
        # That a paragraph names a unit does not say what it wants of it.
        if lines and not path.startswith("units["):
            self._gathered.place(lines)

    # The paper.

    def _note_head(self) -> None:
        head = self._head
        if head.agency:
            named = any(
                folded(head.agency.value) in folded(each.text) for each in self._blocks[:12]
            )
            self._note("agency.name", head.agency.lines, None if named else Doubt.INFERRED)
        if head.province:
            # Below a province a paper names its own place.
            below = self._block in ("districts", "communes")
            place = head.place and head.province.value == head.place.value and not below
            self._note("agency.province", head.province.lines, None if place else Doubt.INFERRED)
        if head.title:
            long = len(head.title.value) > 300 or head.title.value.endswith(":")
            self._note("document.title", head.title.lines, Doubt.SEVERAL if long else None)
        if head.year_lines:
            self._note("document.year", head.year_lines, Doubt.SEVERAL if head.years else None)
        if head.number:
            self._note("document.number", head.number.lines)
        elif head.symbol:
            self._note("document.symbol", head.symbol.lines)
        if head.issued_on and head.issued_lines:
            self._note("document.issued_on", head.issued_lines)
        elif earliest := self._earliest():
            self._note("document.issued_not_before", earliest[1], Doubt.LEFT_BLANK)
        if head.signer and head.signer_lines:
            self._note(
                "document.signer", head.signer_lines, None if head.signer.name else Doubt.LEFT_BLANK
            )
        if not self._is_complete():
            last = self._text.lines[-1].number if self._text.lines else 1
            self._note("complete", Lines(last, last), Doubt.INFERRED)

    def _earliest(self) -> tuple[date, Lines] | None:
        """The day of the newest document cited: the paper cannot be older."""
        year = self._head.years.last if self._head.years else self._head.year
        days = [
            (each.basis.issued_on, each.lines)
            for each in self._bases
            if each.basis.issued_on and year and each.basis.issued_on.year <= year
        ]
        return max(days, default=None)

    def _is_complete(self) -> bool:
        ends = any(block.role is SectionRole.CLOSING for block in self._blocks)
        said = [block.text for block in self._blocks[-3:]]
        signed = self._head.signer is not None and self._head.signer.name is not None
        return ends or signed or any(text.rstrip().endswith("./.") for text in said)

    def _code(self) -> str:
        """The agency's letters, with those of its province."""
        head = self._head
        symbol = head.symbol.value.rsplit("-", 1)[-1] if head.symbol else ""
        letters = re.sub(r"[^A-Z0-9]", "", folded(symbol).upper())
        if not 2 <= len(letters) <= 10:
            letters = _initials(head.agency.value) if head.agency else ""
        place = _initials(re.sub(r"^TP\.?\s*", "", head.province.value)) if head.province else ""
        return "-".join(filter(None, (letters, place)))

    def _id(self) -> str:
        return "-".join(filter(None, (self._code(), str(self._head.year or ""))))

    def _agency(self) -> Agency:
        name = self._head.agency.value if self._head.agency else ""
        return Agency(
            code=self._code(),
            name=name,
            short_name=_short(name),
            province=self._head.province.value if self._head.province else "",
            block=self._block,
        )

    def _document(self) -> Document:
        head = self._head
        earliest = None if head.issued_on else self._earliest()
        return Document(
            title=head.title.value if head.title else "",
            year=head.year or 0,
            years=head.years,
            number=head.number.value if head.number else None,
            symbol=head.symbol.value if head.symbol else None,
            issued_on=head.issued_on,
            issued_not_before=earliest[0] if earliest else None,
            signer=head.signer,
        )

    def _legal_bases(self) -> Iterator[LegalBasis]:
        for number, cited in enumerate(self._bases):
            self._note(f"legal_bases[{number}]", cited.lines, _doubt_of_basis(cited))
            yield cited.basis

    def _people(self) -> tuple[Person, ...]:
        found: list[Person] = []
        for number, (key, person) in enumerate(self._gathered.people.items()):
            code = _initials(person.name)
            while code in self._codes.values():
                code += "2"
            self._codes[key] = code
            self._note(f"people[{number}]", person.lines)
            found.append(Person(code=code, name=person.name, role=person.role))
        return tuple(found)

    # Indices and tasks.

    def _overall(self, number: int, index: str) -> Overall:
        part = self._gathered.parts.get((index, "")) or GatheredPart(index=index, code="")
        if not part.targets and self._head.title and not (_has_targets(self._gathered, index)):
            part.targets = []
        path = f"overall[{number}]"
        targets, results = self._figures(path, part)
        return Overall(index=index, targets=targets, results=results)

    def _figures(
        self, path: str, part: GatheredPart
    ) -> tuple[tuple[Target, ...], tuple[Result, ...]]:
        for number, target in enumerate(part.targets):
            self._note(f"{path}.targets[{number}]", target.lines, target.doubt)
        results = sorted(part.results, key=lambda each: each.result.year)
        for number, result in enumerate(results):
            self._note(f"{path}.results[{number}]", result.lines, result.doubt)
        return (
            tuple(_shortened(each.target) for each in part.targets),
            tuple(_shortened(each.result) for each in results),
        )

    def _sub_index(self, number: int, part: GatheredPart) -> SubIndex:
        path = f"sub_indices[{number}]"
        doubt = Doubt.OWN if part.own else None if part.exact else Doubt.NAME
        self._note(path, part.lines, doubt)
        if part.lead:
            self._note(f"{path}.lead", part.lead_lines, part.lead_doubt)
        if part.person:
            self._note(f"{path}.person", part.person_lines)
        self._book.use((*part.lead, *part.helpers))
        targets, results = self._figures(path, part)
        return SubIndex(
            index=part.index,
            code=part.code,
            printed_name=part.name,
            section=part.section,
            group=part.group,
            person=self._codes.get(folded(part.person)) if part.person else None,
            lead=part.lead,
            with_units=part.helpers,
            targets=targets,
            results=results,
            tasks=tuple(
                self._task(f"{path}.tasks", at, task, part) for at, task in enumerate(part.tasks)
            ),
        )

    def _task(self, path: str, number: int, task: GatheredTask, part: GatheredPart | None) -> Task:
        section = (part.section if part else None) or task.section or "0"
        if part is None or (part.section and task.section.startswith(part.section)):
            section = task.section or section
        self._counts[section] += 1
        lead, helpers = task.lead, task.helpers
        if lead is None and part is not None:
            lead = part.lead
            helpers = part.helpers if helpers is None else helpers
        doubt = task.doubt
        if not lead and self._gathered.names_leads:
            doubt = doubt or Doubt.LEFT_BLANK
        elif task.lead is None and part is not None and part.led_by_tasks:
            # Who leads other tasks of the sub-index, since none is named for the whole.
            doubt = doubt or Doubt.INHERITED
        self._note(f"{path}[{number}]", task.lines, doubt)
        self._book.use((*(lead or ()), *(helpers or ())))
        return Task(
            code=f"{section}-{self._counts[section]:02d}",
            title=task.title,
            section=section,
            lines=task.lines,
            lead=lead or (),
            with_units=tuple(code for code in helpers or () if code not in (lead or ())),
            cadence=task.cadence,
            due=task.due,
            kpi=task.kpi,
        )

    def _duties(self) -> Iterator[ReportDuty]:
        seen: set[tuple[object, ...]] = set()
        number = 0
        for duty in self._gathered.duties:
            key = duty.senders, duty.receivers, duty.cadence, duty.due
            if key in seen:
                continue
            seen.add(key)
            self._note(f"report_duties[{number}]", duty.lines, duty.doubt)
            number += 1
            yield ReportDuty(
                code=f"R{number}",
                from_units=duty.senders,
                to_units=duty.receivers,
                cadence=duty.cadence,
                due=duty.due,
                text=duty.text,
                lines=duty.lines,
            )

    def _noted_recipients(self) -> Iterator[Recipient]:
        for number, (recipient, lines) in enumerate(self._recipients):
            self._note(f"recipients[{number}]", lines)
            yield recipient

    def _units(self) -> Iterator[Unit]:
        for number, (unit, lines) in enumerate(self._book.used()):
            mentions = (_first_mention(self._blocks, name) for name in (unit.name, *unit.aliases))
            mention = next(filter(None, mentions), None)
            doubt = Doubt.INFERRED if unit.members or mention is None else None
            known = lines if lines.last <= len(self._text.lines) else None
            self._note(f"units[{number}]", mention or known, doubt)
            yield unit

    # What is left.

    def _unplaced(self) -> Iterator[Unplaced]:
        heads = rows_of_head(self._blocks)
        for block in self._blocks:
            lines = block.paragraph.lines
            every = set(range(lines.first, lines.last + 1))
            if block.role is SectionRole.CLOSING or every & self._gathered.placed or every <= heads:
                continue
            if not re.search(r"[^\W_]", block.text) or _SAYS_NOTHING.match(folded(block.text)):
                continue
            titled = block.is_title or (block.depth is Depth.PLAIN and block.text.isupper())
            if titled or re.match(r"^(?:tren day la|noi nhan)\b", folded(block.text)):
                continue
            if block.depth is not Depth.ROW and len(block.text) < 60 and is_general(block.text):
                continue
            yield Unplaced(lines=lines, text=block.paragraph.text)

    def _announced(self, plan: Plan) -> Iterator[Announced]:
        found = {
            "sub_indices": len(plan.sub_indices),
            "targets": sum(len(each.targets) for each in plan.overall)
            + sum(len(each.targets) for each in plan.sub_indices),
            "tasks": sum(1 for _ in plan.all_tasks()),
        }
        for what, count, lines in announced_in(self._blocks):
            yield Announced(what=what, announced=count, found=found[what], lines=lines)


def _is_told(part: GatheredPart) -> bool:
    return bool(part.tasks or part.targets or part.results or part.section)


def _has_targets(gathered: Gathered, index: str) -> bool:
    return any(part.targets for (of, _), part in gathered.parts.items() if of == index)


def _doubt_of_basis(cited: CitedBasis) -> Doubt | None:
    if not cited.opens:
        return Doubt.SEVERAL
    return None if cited.sure else Doubt.LEFT_BLANK


def _first_mention(blocks: Sequence[TextBlock], name: str) -> Lines | None:
    wanted = folded(name)
    for block in blocks:
        at = folded(block.text).find(wanted)
        if at >= 0:
            return block.lines_of(at, at + len(wanted))
    return None


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+", name) if folded(word) not in ("va", "cua")]
    return re.sub(r"[^A-Z0-9]", "", "".join(folded(word)[:1] for word in words).upper())


def _short(name: str) -> str:
    """ "Sở Thông tin và Truyền thông" in the way offices shorten it: "Sở TT&TT"."""
    head, _, rest = name.partition(" ")
    halves = rest.split(" và ")
    if len(halves) == 2 and all(len(half.split()) >= 2 for half in halves):
        letters = "&".join("".join(word[0].upper() for word in half.split()) for half in halves)
        return f"{head} {letters}"
    return name


_T = TypeVar("_T", Target, Result)


def _shortened(fact: _T) -> _T:
    """A fact whose print is not longer than it may be."""
    text = fact.text
    return replace(fact, text=text[:1000]) if text and len(text) > 1000 else fact
