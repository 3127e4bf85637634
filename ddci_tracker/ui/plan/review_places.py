"""What stands on the screen where a draft is looked through beside its text.

Each place says in few words what was read there, and whether somebody still has to look at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ddci_tracker.domain.imported import Announced
from ddci_tracker.domain.plan import Lines, Plan, Result, Target
from ddci_tracker.domain.plan_tables import PlanTable, TableColumn, table
from ddci_tracker.domain.printed import PrintedLine
from ddci_tracker.services.plan_reviews import ReviewedFact, ReviewedLeft, ReviewView
from ddci_tracker.ui.core.people import full_name
from ddci_tracker.words import formats, plan_names, plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.import_doubts import DOUBTS
from ddci_tracker.words.marking import N_

# Columns that say where a row belongs or is printed, not what it says.
_ELSEWHERE = ("index", "sub", "code", "lines.first", "lines.last", "text", "section")
_KINDS: Mapping[str, str] = {
    "document": N_("Document"),
    "legal_bases": N_("Legal basis"),
    "units": N_("Unit"),
    "people": N_("Leader in charge"),
    "targets": N_("Target"),
    "results": N_("Result"),
    "sub_indices": N_("Sub-index"),
    "tasks": N_("Task"),
    "report_duties": N_("Report"),
    "recipients": N_("Recipient"),
}
_GROUPS: Mapping[str, str] = {
    "document": N_("Document"),
    "people": N_("Leaders in charge"),
    "legal_bases": N_("Legal bases"),
    "tasks": N_("General tasks"),
    "report_duties": N_("Reports"),
    "recipients": N_("Recipients"),
    "units": N_("Units"),
}
_ANNOUNCED: Mapping[str, str] = {
    "sub_indices": N_("The print announces {announced} sub-indices; {found} were read."),
    "targets": N_("The print announces {announced} targets; {found} were read."),
    "tasks": N_("The print announces {announced} tasks; {found} were read."),
}


class PlaceState(StrEnum):
    """Whether somebody still has to look at a place."""

    SURE = "sure"
    OPEN = "open"
    SEEN = "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place: what it is, what was read there and what there is to say of it.

    ``of`` is the table that it stands in; blank for what is not placed.
    """

    key: int
    of: str
    kind: str
    lines: Lines
    said: str
    note: str
    state: PlaceState
    step: tuple[int, ...] = ()  # the keys of the paragraph's tasks, this one among them

    @property
    def number(self) -> int | None:
        """Which of several tasks of one paragraph it is, from 1; None where it stands alone."""
        return self.step.index(self.key) + 1 if len(self.step) > 1 else None

    @property
    def is_left(self) -> bool:
        """Whether no fact came of it."""
        return not self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """The places of one part of the plan."""

    name: str
    places: tuple[PlaceLine, ...]

    @property
    def lines(self) -> Lines:
        """From the first to the last of their lines."""
        return Lines(
            min(each.lines.first for each in self.places),
            max(each.lines.last for each in self.places),
        )

    @property
    def open(self) -> int:
        """In how many steps what is still to be looked at is done."""
        return len({each.step for each in self.places if each.state is PlaceState.OPEN})

    @property
    def steps(self) -> int:
        """In how many steps all of it is gone through."""
        return len({each.step for each in self.places})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLine:
    """A line of the print: how it was read, and the place that a click on it opens."""

    number: int
    before: str
    marked: str
    after: str
    state: str
    place: int | None
    chosen: bool


class ReviewPlaces:
    """The places of a review, in the order in which they are gone through."""

    def __init__(self, view: ReviewView, words: Words, *, only_open: bool = False) -> None:
        """``only_open``: only what is still to be looked at is gone through."""
        self._view, self._words, self._only_open = view, words, only_open
        self._plan = view.draft.plan
        self._units = {
            row.cells.get("code", ""): row.cells.get("name", "")
            for row in view.draft.tables.get("units", ())
        }
        self._figures = _figures(self._plan) if self._plan else {}
        self._steps = {
            each.key: tuple(of.key for of in step) for step in view.steps for each in step
        }
        self.groups = tuple(self._grouped())
        self.order = tuple(each for group in self.groups for each in group.places)

    def chosen(self, asked: str | None) -> PlaceLine | None:
        """The place of this key, else the first that is still to be looked at, else the first."""
        named = (each for each in self.order if str(each.key) == asked)
        still = (each for each in self.order if each.state is PlaceState.OPEN)
        return next(named, None) or next(still, None) or next(iter(self.order), None)

    def beside(self, place: PlaceLine, step: int) -> PlaceLine:
        """The place so many steps on; the last where there are none."""
        order = [
            each
            for each in self.order
            if not self._only_open or each.state is PlaceState.OPEN or each == place
        ]
        at = order.index(place) + step
        return order[min(max(at, 0), len(order) - 1)]

    def next_open(self, place: PlaceLine) -> PlaceLine | None:
        """The next place that is still to be looked at, from the top again after the last."""
        at = self.order.index(place) + 1
        turned = (*self.order[at:], *self.order[:at])
        return next(
            (each for each in turned if each.state is PlaceState.OPEN and each.key != place.key),
            None,
        )

    def next_step(self, place: PlaceLine) -> PlaceLine | None:
        """The next place to look at that stands in no step with this one."""
        at = self.order.index(place) + 1
        turned = (*self.order[at:], *self.order[:at])
        others = (each for each in turned if each.key not in place.step)
        return next((each for each in others if each.state is PlaceState.OPEN), None)

    def open_beside(self, place: PlaceLine) -> list[int]:
        """The keys of what is still to be looked at in its step."""
        return [
            each.key
            for each in self.order
            if each.key in place.step and each.state is PlaceState.OPEN
        ]

    def shown(self, chosen: PlaceLine | None) -> set[int]:
        """The keys of what is drawn: all, or the steps that are still to be looked at."""
        if not self._only_open:
            return {each.key for each in self.order}
        still = (each for each in self.order if each.state is PlaceState.OPEN or each == chosen)
        return {key for each in still for key in each.step}

    def said_of_counts(self) -> list[str]:
        """What the print announces against what was found."""
        return [self._announced(each) for each in self._view.announced]

    def printed(self, chosen: PlaceLine | None) -> Iterator[PrintLine]:
        """The lines of the text that say anything, with how they were read."""
        by_line: dict[int, list[PlaceLine]] = defaultdict(list)
        for place in self.order:
            if place.of != "units":
                for number in range(place.lines.first, place.lines.last + 1):
                    by_line[number].append(place)
        quote = self._quote(chosen) if chosen else ""
        for line in self._view.text.lines:
            text = _text_of(line)
            if not text.strip():
                continue
            here = by_line.get(line.number, [])
            is_chosen = bool(
                chosen and chosen.lines.first <= line.number <= chosen.lines.last and here
            )
            before, marked, after = _marked(text, quote if is_chosen else "")
            first = next((each for each in here if each.state is PlaceState.OPEN), None)
            opens = first or next(iter(here), None)
            yield PrintLine(
                number=line.number,
                before=before,
                marked=marked,
                after=after,
                state=_state_of(here),
                place=opens.key if opens else None,
                chosen=is_chosen,
            )

    def _quote(self, place: PlaceLine) -> str:
        fact = next((each for each in self._view.facts if each.key == place.key), None)
        if fact is None:
            return ""
        return fact.cells.get("text", "") or (
            fact.cells.get(fact.fact.column, "") if fact.fact.column else ""
        )

    def _grouped(self) -> Iterator[PlaceGroup]:
        found: dict[tuple[str, ...], list[ReviewedFact]] = defaultdict(list)
        for fact in self._view.facts:
            found[fact.part if any(fact.part) else (fact.fact.table,)].append(fact)
        parts = {
            (row.cells.get("index", ""), row.cells.get("code", "")): row.cells
            for row in self._view.draft.tables.get("sub_indices", ())
        }
        # Units are named all over the text; they come last, after what is said of them.
        in_order = sorted(found.items(), key=lambda each: (each[0] == ("units",), each[1][0].lines))
        for of, facts in in_order:
            name = self._name_of_group(of, parts)
            yield PlaceGroup(name=name, places=tuple(map(self._line, facts)))
        if self._view.left:
            yield PlaceGroup(
                name=self._words.text("Not placed yet"),
                places=tuple(map(self._left_line, self._view.left)),
            )

    def _name_of_group(
        self, key: tuple[str, ...], parts: Mapping[tuple[str, str], Mapping[str, str]]
    ) -> str:
        if len(key) == 1:
            return self._words.text(_GROUPS.get(key[0], _KINDS["document"]))
        index, code = key
        if not code:
            return formats.capital(self._words.text("{index} as a whole", index=index))
        cells = parts.get((index, code), {})
        name = cells.get("printed_name") or code
        return f"{cells['section']} {name}" if cells.get("section") else name

    def _line(self, fact: ReviewedFact) -> PlaceLine:
        return PlaceLine(
            key=fact.key,
            of=fact.fact.table,
            kind=self._kind(fact),
            lines=fact.lines,
            said=self._said(fact),
            note=self._note(fact),
            state=_state(fact),
            step=self._steps[fact.key],
        )

    def _left_line(self, left: ReviewedLeft) -> PlaceLine:
        printed = self._view.text.between(*left.lines)
        return PlaceLine(
            key=left.key,
            of="",
            kind=self._words.text("Not placed"),
            lines=left.lines,
            said=" ".join(_text_of(line) for line in printed),
            note="",
            state=_state(left),
            step=self._steps[left.key],
        )

    def _kind(self, fact: ReviewedFact) -> str:
        of, column = table(fact.fact.table), fact.fact.column
        if column and column != "printed_name":
            return plan_tables.heading(of, of.column(column), self._words)
        return self._words.text(_KINDS.get(of.key, _KINDS["document"]))

    def _note(self, fact: ReviewedFact) -> str:
        words, doubt = self._words, fact.fact.doubt
        if doubt is None:
            return ""
        if fact.seen:
            return words.text(
                N_("Seen by {by}, {moment}"), by=full_name(fact.seen.by), moment=fact.seen.at
            )
        return words.text(DOUBTS[doubt])

    def _said(self, fact: ReviewedFact) -> str:
        words, cells, of = self._words, fact.cells, table(fact.fact.table)
        if fact.fact.column:
            column = of.column(fact.fact.column)
            said = self._cell(column, cells)
            if fact.fact.column == "lead" and cells.get("with"):
                supported = self._cell(of.column("with"), cells)
                said += "; " + words.text("supported by {units}", units=supported)
            return said
        figure = self._figures.get((of.key, *fact.part, self._number(fact)))
        if isinstance(figure, Target):
            said = formats.target(figure, words)
            return plan_names.for_year(said, figure, words) if figure.year else said
        if isinstance(figure, Result):
            said = plan_names.result_text(figure, words)
            return words.text("{result}, {year}", result=said, year=str(figure.year))
        if of.key == "tasks":
            lead = self._cell(of.column("lead"), cells)
            title = cells.get("title", "")
            return f"{title} ({lead})" if lead else title
        return self._all_cells(of, cells)

    def _number(self, fact: ReviewedFact) -> int:
        """Which one of the figures of its part it is."""
        rows = self._view.draft.tables[fact.fact.table][: fact.fact.row - 1]
        return sum(
            (row.cells.get("index", ""), row.cells.get("sub", "")) == fact.part for row in rows
        )

    def _all_cells(self, of: PlanTable, cells: Mapping[str, str]) -> str:
        said = (self._cell(each, cells) for each in of.columns if each.key not in _ELSEWHERE)
        return " · ".join(filter(None, said))

    def _cell(self, column: TableColumn, cells: Mapping[str, str]) -> str:
        text = cells.get(column.key, "")
        if column.key in ("lead", "with", "from", "to", "members.units"):
            codes = [each.strip() for each in text.replace(";", ",").split(",") if each.strip()]
            return "; ".join(self._units.get(code, code) for code in codes)
        return plan_tables.shown(column, text, self._words)

    def _announced(self, announced: Announced) -> str:
        return self._words.text(
            _ANNOUNCED[announced.what],
            announced=str(announced.announced),
            found=str(announced.found),
        )


def _figures(plan: Plan) -> dict[tuple[str, str, str, int], Target | Result]:
    """Targets and results by table, part, and number within it."""
    found: dict[tuple[str, str, str, int], Target | Result] = {}
    parts = [(each.index, "", each.targets, each.results) for each in plan.overall]
    parts += [(each.index, each.code, each.targets, each.results) for each in plan.sub_indices]
    for index, code, targets, results in parts:
        found |= {("targets", index, code, at): each for at, each in enumerate(targets)}
        found |= {("results", index, code, at): each for at, each in enumerate(results)}
    return found


def _state(place: ReviewedFact | ReviewedLeft) -> PlaceState:
    if place.is_open:
        return PlaceState.OPEN
    if isinstance(place, ReviewedFact) and place.fact.doubt is None:
        return PlaceState.SURE
    return PlaceState.SEEN


def _state_of(places: Iterable[PlaceLine]) -> str:
    """How a line was read: "left" where nothing came of it, "" where nothing was looked for."""
    states = [("left" if each.is_left else "open", each.state) for each in places]
    still = [name for name, state in states if state is PlaceState.OPEN]
    if still:
        return min(still)
    return "sure" if states else ""


def _text_of(line: PrintedLine) -> str:
    return " | ".join(line.cells) if line.cells else line.text


def _marked(text: str, quote: str) -> tuple[str, str, str]:
    """A text in three: before a quote, the quote, and after it."""
    at = text.casefold().find(quote.casefold()) if quote else -1
    if at < 0 or len(text.casefold()) != len(text):
        return text, "", ""
    end = at + len(quote)
    return text[:at], text[at:end], text[end:]
