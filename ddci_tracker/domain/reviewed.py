"""A draft beside the text that it was read from: which row of which table each fact stands in.

Facts keep their lines while the rows around them come and go; what was taken away leaves no fact.
Not here: who has looked at them, and the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ddci_tracker.domain.imported import Announced, Doubt
from ddci_tracker.domain.plan import Lines
from ddci_tracker.domain.plan_tables import TableRow, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFact:
    """A fact by a key that it keeps: a row, or one cell of it, with its lines and its doubt."""

    key: int
    table: str
    row: int
    column: str | None
    lines: Lines
    doubt: Doubt | None

    def says(self, tables: Tables) -> Mapping[str, str]:
        """The cells of its row."""
        return tables[self.table][self.row - 1].cells


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """Lines of which no fact came."""

    key: int
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All facts of a draft that came from a text, what is left of it, and the counts it prints."""

    facts: tuple[PlacedFact, ...]
    left: tuple[LeftOver, ...]
    announced: tuple[Announced, ...]

    @property
    def next_key(self) -> int:
        """A key that no fact has."""
        keys = [*(each.key for each in self.facts), *(each.key for each in self.left)]
        return max(keys, default=0) + 1

    def fact(self, key: int) -> PlacedFact:
        """The fact of a key; KeyError where there is none."""
        for each in self.facts:
            if each.key == key:
                return each
        raise KeyError(key)


def follow(review: Review, before: Tables, after: Tables) -> tuple[Review, frozenset[int]]:
    """The facts where their rows stand after a change, and the keys of those that it changed."""
    moved = {
        table: _moved(before.get(table, ()), after.get(table, ()))
        for table in {each.table for each in review.facts}
    }
    facts: list[PlacedFact] = []
    changed: set[int] = set()
    for fact in review.facts:
        row = moved[fact.table].get(fact.row)
        if row is None:
            continue
        there = replace(fact, row=row)
        old, new = fact.says(before), there.says(after)
        if fact.column and not new.get(fact.column):
            continue
        facts.append(there)
        if (old.get(fact.column) != new.get(fact.column)) if fact.column else (old != new):
            changed.add(fact.key)
    return replace(review, facts=tuple(facts)), frozenset(changed)


def _moved(before: tuple[TableRow, ...], after: tuple[TableRow, ...]) -> dict[int, int]:
    """The numbers of rows after a change by those before it; rows that changed stay in order."""
    if before == after:
        return {row.number: row.number for row in before}
    return dict(_pairs(*(tuple(map(_content, rows)) for rows in (before, after))))


def _pairs(
    before: tuple[tuple[tuple[str, str], ...], ...], after: tuple[tuple[tuple[str, str], ...], ...]
) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, first, end, there, there_end in matcher.get_opcodes():
        yield from zip(range(first + 1, end + 1), range(there + 1, there_end + 1), strict=False)


def _content(row: TableRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.cells.items()))
