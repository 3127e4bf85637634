"""A draft looked through beside the text that it was read from, fact by fact.

What somebody has looked at is noted at once, whatever else is done to the draft. What they change,
split, join or drop is a version of the draft like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from ddci_tracker.domain.imported import Announced, Doubt
from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.plan_edits import free_code
from ddci_tracker.domain.plan_tables import Tables, rows_of
from ddci_tracker.domain.printed import PrintedText
from ddci_tracker.domain.reviewed import LeftOver, PlacedFact, Review, follow
from ddci_tracker.services import plan_drafts
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.plan_drafts import DraftView, DraftWay
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.review_notes import read_review, read_text
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import read
from ddci_tracker.store import plan_drafts as stored
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.plan_drafts import LookedAt
from ddci_tracker.words.marking import N_

__all__ = [
    "ReviewView",
    "ReviewedFact",
    "ReviewedLeft",
    "accept",
    "drop",
    "edit",
    "join",
    "place",
    "review_of",
    "split",
    "take_back",
]

# What a paragraph is counted or marked by.
_MARK = re.compile(r"^(?:[-+*•–]|\d{1,2}[.)]|[a-zđ]\))\s*")
# A title cut from the print is no longer than this.
_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedFact:
    """A fact with what its row says now, and who has looked at it."""

    fact: PlacedFact
    cells: Mapping[str, str]
    seen: LookedAt | None

    @property
    def key(self) -> int:
        """The key of the fact."""
        return self.fact.key

    @property
    def lines(self) -> Lines:
        """Where it is printed."""
        return self.fact.lines

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return self.fact.doubt is not None and self.seen is None

    @property
    def part(self) -> tuple[str, str]:
        """The index and sub-index that it is about; blank where it is about neither."""
        if self.fact.table == "sub_indices":
            return self.cells.get("index", ""), self.cells.get("code", "")
        return self.cells.get("index", ""), self.cells.get("sub", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedLeft:
    """Lines of which no fact came, and who has looked at them."""

    left: LeftOver
    seen: LookedAt | None

    @property
    def key(self) -> int:
        """Its key, which no fact has."""
        return self.left.key

    @property
    def lines(self) -> Lines:
        """Which lines."""
        return self.left.lines

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at them."""
        return self.seen is None


Step = tuple[ReviewedFact | ReviewedLeft, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """A draft beside its text; facts and what is left in the order of the lines."""

    draft: DraftView
    text: PrintedText
    facts: tuple[ReviewedFact, ...]
    left: tuple[ReviewedLeft, ...]
    announced: tuple[Announced, ...]

    @property
    def places(self) -> tuple[ReviewedFact | ReviewedLeft, ...]:
        """All that can be looked at, as it is printed."""
        return tuple(sorted((*self.facts, *self.left), key=lambda each: (each.lines, each.key)))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What is looked at in one step: the tasks of one paragraph, and anything else alone."""
        steps: list[list[ReviewedFact | ReviewedLeft]] = []
        paragraph: list[ReviewedFact | ReviewedLeft] = []
        for each in self.places:
            if not isinstance(each, ReviewedFact) or each.fact.table != "tasks":
                steps.append([each])
                continue
            before = paragraph[-1] if paragraph else None
            if isinstance(before, ReviewedFact) and self._goes_on(before, each):
                paragraph.append(each)
                continue
            paragraph = [each]
            steps.append(paragraph)
        return tuple(map(tuple, steps))

    def step_of(self, key: int) -> Step:
        """The step that a place belongs to; KeyError where there is none."""
        for step in self.steps:
            if any(each.key == key for each in step):
                return step
        raise KeyError(key)

    def _goes_on(self, before: ReviewedFact, after: ReviewedFact) -> bool:
        """Whether a task is a further one of the paragraph that the one before it came from."""
        if before.part != after.part:
            return False
        if after.lines.first <= before.lines.last:
            return True
        between = self.text.between(before.lines.last + 1, after.lines.first)
        said = [line.text.strip() for line in between if line.text.strip()]
        return after.fact.doubt is Doubt.SPLIT and not any(_MARK.match(each) for each in said)

    @property
    def open(self) -> tuple[ReviewedFact | ReviewedLeft, ...]:
        """What somebody still has to look at."""
        return tuple(each for each in self.places if each.is_open)

    @property
    def still(self) -> int:
        """In how many steps that is done."""
        return sum(any(each.is_open for each in step) for step in self.steps)

    @property
    def sure(self) -> int:
        """How many steps were read without a doubt."""
        return sum(
            all(isinstance(each, ReviewedFact) and each.fact.doubt is None for each in step)
            for step in self.steps
        )

    @property
    def looked_at(self) -> int:
        """How many steps were to be looked at and have been."""
        return len(self.steps) - self.sure - self.still


def review_of(tracker: Tracker, actor: Actor, draft_id: str) -> ReviewView | None:
    """A draft beside its text; None for one that was not read from any.

    ``UnknownDraft`` or ``Forbidden``.
    """
    view = plan_drafts.draft_of(tracker, actor, draft_id)
    with reading(tracker.engine) as session:
        text = stored.text_of(session, draft_id)
        written = stored.newest(session, draft_id).review
        seen = stored.seen(session, draft_id)
    if text is None or written is None:
        return None
    review = read_review(written)
    return ReviewView(
        draft=view,
        text=read_text(text),
        facts=tuple(
            ReviewedFact(fact=each, cells=each.says(view.tables), seen=seen.get(each.key))
            for each in review.facts
        ),
        left=tuple(ReviewedLeft(left=each, seen=seen.get(each.key)) for each in review.left),
        announced=review.announced,
    )


def accept(
    tracker: Tracker, actor: Actor, draft_id: str, keys: Collection[int], *, now: datetime
) -> None:
    """Note that one has looked at these places. ``UnknownDraft`` or ``Forbidden``."""
    plan_drafts.draft_of(tracker, actor, draft_id)
    with writing(tracker.engine) as session:
        stored.mark_seen(session, draft_id, keys, LookedAt(at=now, by=actor.name))


def take_back(tracker: Tracker, actor: Actor, draft_id: str, keys: Collection[int]) -> None:
    """Have these places looked at once more. ``UnknownDraft`` or ``Forbidden``."""
    plan_drafts.draft_of(tracker, actor, draft_id)
    with writing(tracker.engine) as session:
        stored.mark_unseen(session, draft_id, keys)


def edit(
    tracker: Tracker,
    actor: Actor,
    draft_id: str,
    key: int,
    cells: Mapping[str, str],
    *,
    revision: int,
    now: datetime,
) -> int:
    """Let the row of a fact say these cells; the new revision.

    ``Conflict``, ``UnknownDraft``, ``Forbidden``, or ``Refused`` for a fact that is gone.
    """

    def change(review: Review, tables: Tables) -> _Outcome:
        fact = _fact(review, key)
        known = {name: read(text, name) for name, text in cells.items()}
        rows = [dict(row.cells) for row in tables[fact.table]]
        rows[fact.row - 1] |= known
        return _followed(review, tables, fact.table, rows)

    return _change(tracker, actor, draft_id, change, {key}, revision, now)


def drop(
    tracker: Tracker, actor: Actor, draft_id: str, key: int, *, revision: int, now: datetime
) -> int:
    """Take a fact away: its row, or its cell where it is one. Like ``edit``."""

    def change(review: Review, tables: Tables) -> _Outcome:
        fact = _fact(review, key)
        rows = [dict(row.cells) for row in tables[fact.table]]
        if fact.column:
            rows[fact.row - 1][fact.column] = ""
        else:
            del rows[fact.row - 1]
        return _followed(review, tables, fact.table, rows)

    return _change(tracker, actor, draft_id, change, (), revision, now)


def split(
    tracker: Tracker,
    actor: Actor,
    draft_id: str,
    key: int,
    titles: Sequence[str],
    *,
    revision: int,
    now: datetime,
) -> int:
    """Make several tasks of one, by their titles. Like ``edit``."""
    wanted = [title for title in (read(each, "title") for each in titles) if title]
    if len(wanted) < 2:
        raise Refused(N_("Write at least two tasks, one a line"), field="titles")

    def change(review: Review, tables: Tables) -> _Outcome:
        fact = _task(review, key)
        rows = [dict(row.cells) for row in tables["tasks"]]
        own = rows[fact.row - 1]
        codes = [row.get("code", "") for row in rows]
        more: list[dict[str, str]] = []
        for title in wanted[1:]:
            code = free_code(codes, own.get("code", ""))
            codes.append(code)
            more.append({**own, "code": code, "title": title})
        own["title"] = wanted[0]
        rows[fact.row : fact.row] = more
        # Only what stands below it moves: told here, since rows that are alike could be confused.
        facts = [
            replace(each, row=each.row + len(more))
            if each.table == "tasks" and each.row > fact.row
            else each
            for each in review.facts
        ]
        facts += [
            replace(fact, key=review.next_key + number, row=fact.row + number + 1)
            for number in range(len(more))
        ]
        after = {**tables, "tasks": rows_of(rows)}
        made = {each.key for each in facts[len(review.facts) :]}
        return _Outcome(replace(review, facts=tuple(facts)), after, frozenset(made))

    return _change(tracker, actor, draft_id, change, {key}, revision, now)


def join(
    tracker: Tracker, actor: Actor, draft_id: str, key: int, *, revision: int, now: datetime
) -> int:
    """Make one task of a task and the one before it in the same part. Like ``edit``."""

    def change(review: Review, tables: Tables) -> _Outcome:
        fact = _task(review, key)
        rows = [dict(row.cells) for row in tables["tasks"]]
        own = rows[fact.row - 1]
        before = rows[fact.row - 2] if fact.row > 1 else None
        if before is None or any(before.get(each) != own.get(each) for each in ("index", "sub")):
            raise Refused(N_("There is no task before it in the same part"), field=None)
        before["title"] = f"{before.get('title', '')}; {own.get('title', '')}"
        lines = [
            *_numbers(before, "lines.first", "lines.last"),
            *_numbers(own, "lines.first", "lines.last"),
        ]
        if lines:
            before |= {"lines.first": str(min(lines)), "lines.last": str(max(lines))}
        del rows[fact.row - 1]
        after = {**tables, "tasks": rows_of(rows)}
        other = next(
            (each for each in review.facts if (each.table, each.row) == ("tasks", fact.row - 1)),
            None,
        )
        span = Lines(
            min(fact.lines.first, other.lines.first) if other else fact.lines.first,
            max(fact.lines.last, other.lines.last) if other else fact.lines.last,
        )
        # The later of the two goes on for both, so that whoever joined them stays where they are.
        facts = [
            replace(each, row=each.row - 1)
            if each.table == "tasks" and each.row > fact.row
            else each
            for each in review.facts
            if each not in (fact, other)
        ]
        facts.append(replace(fact, row=fact.row - 1, lines=span))
        return _Outcome(replace(review, facts=tuple(facts)), after, frozenset())

    return _change(tracker, actor, draft_id, change, {key}, revision, now)


def place(
    tracker: Tracker, actor: Actor, draft_id: str, key: int, *, revision: int, now: datetime
) -> int:
    """Make a task of lines of which no fact came, in the part that is printed before them.

    Like ``edit``; the task is a fact under the key of the lines.
    """
    with reading(tracker.engine) as session:
        text = stored.text_of(session, draft_id)

    def change(review: Review, tables: Tables) -> _Outcome:
        left = next((each for each in review.left if each.key == key), None)
        if left is None or text is None:
            raise Refused(N_("This place has changed meanwhile; look at it anew"), field=None)
        printed = read_text(text).between(*left.lines)
        said = _MARK.sub("", " ".join(line.text.strip() for line in printed if line.text.strip()))
        rows = [dict(row.cells) for row in tables.get("tasks", ())]
        above = [each for each in review.facts if each.table == "tasks" and each.lines < left.lines]
        like = max(above, key=lambda each: each.lines, default=None)
        model = rows[like.row - 1] if like else {"code": "0-01", "section": "0"}
        kept = ("index", "sub", "section", "lead", "with")
        own = {name: model[name] for name in kept if name in model}
        own |= {
            "code": free_code([row.get("code", "") for row in rows], model.get("code", "0-01")),
            "title": read(said[:_TITLE], "title"),
            "lines.first": str(left.lines.first),
            "lines.last": str(left.lines.last),
        }
        # At the end: nothing of the others moves.
        fact = PlacedFact(
            key=key,
            table="tasks",
            row=len(rows) + 1,
            column=None,
            lines=left.lines,
            doubt=None,
        )
        after = {**tables, "tasks": rows_of([*rows, own])}
        others = tuple(each for each in review.left if each.key != key)
        changed = replace(review, facts=(*review.facts, fact), left=others)
        return _Outcome(changed, after, frozenset())

    return _change(tracker, actor, draft_id, change, {key}, revision, now)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What comes of a change: the places, the tables, and what was seen besides."""

    review: Review
    tables: Tables
    seen: frozenset[int]


def _change(
    tracker: Tracker,
    actor: Actor,
    draft_id: str,
    change: Callable[[Review, Tables], _Outcome],
    seen: Collection[int],
    revision: int,
    now: datetime,
) -> int:
    view = plan_drafts.draft_of(tracker, actor, draft_id)
    with reading(tracker.engine) as session:
        written = stored.newest(session, draft_id).review
    if written is None:
        raise Refused(N_("This draft was not read from a text"), field=None)
    changed = change(read_review(written), view.tables)
    number = plan_drafts.save(
        tracker,
        actor,
        draft_id,
        changed.tables,
        revision=revision,
        now=now,
        way=DraftWay.REVIEWED,
        review=changed.review,
    )
    accept(tracker, actor, draft_id, {*seen, *changed.seen}, now=now)
    return number


def _followed(review: Review, tables: Tables, table: str, rows: list[dict[str, str]]) -> _Outcome:
    after = {**tables, table: rows_of(rows)}
    followed, changed = follow(review, tables, after)
    return _Outcome(followed, after, changed)


def _fact(review: Review, key: int) -> PlacedFact:
    try:
        return review.fact(key)
    except KeyError:
        raise Refused(N_("This place has changed meanwhile; look at it anew"), field=None) from None


def _task(review: Review, key: int) -> PlacedFact:
    fact = _fact(review, key)
    if fact.table != "tasks":
        raise Refused(N_("Only tasks are split and joined"), field=None)
    return fact


def _numbers(cells: Mapping[str, str], *names: str) -> list[int]:
    return [int(cells[name]) for name in names if cells.get(name, "").isdecimal()]
