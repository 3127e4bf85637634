"""The versions of one thing of a plan as stretches of days, and how a change is carried over them.

A plan that was amended says different things on different days. What is corrected in one of these
contents is corrected in the others, too, wherever they say the same. Pure: rows in, cells out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from ddci_tracker.store.kinds import LEGAL_BASIS, NOTE, RECIPIENT, RESULT, TARGET, Kind
from ddci_tracker.store.types import to_plain

Cells = Mapping[str, Any]

# Their keys say where they stand, so that two contents may mean different things by one key:
# these are carried over whole or not at all.
_NAMED_BY_THEIR_PLACE = frozenset({LEGAL_BASIS, TARGET, RESULT, RECIPIENT, NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of days on which a thing said one thing: from ``on`` until ``until``.

    ``cells`` are its value and its place, None while it was not there.
    """

    on: date
    until: date | None
    cells: Cells | None
    is_first: bool

    def holds_on(self, day: date) -> bool:
        """Whether a day lies in the stretch; the first one holds on all days before it, too."""
        return (self.is_first or self.on <= day) and (self.until is None or day < self.until)

    def says(self, cells: Cells | None) -> bool:
        """Whether this is what the thing says already."""
        return _plain(self.cells) == _plain(cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The standing versions of one thing, in the order in which they take effect."""

    kind: Kind[Any]
    key: str
    rows: tuple[Row[Any], ...]

    @property
    def last_revision(self) -> int:
        return max((row.revision for row in self.rows), default=0)

    @property
    def last_place(self) -> Cells:
        return {"parent": self.rows[-1].parent, "position": self.rows[-1].position}

    def holding(self, day: date) -> Row[Any] | None:
        """The version that holds on a day, None while the thing is not there."""
        counting = [row for row in self.rows if row.on <= day]
        return counting[-1] if counting and not counting[-1].closed else None

    def cells(self, row: Row[Any] | None) -> Cells | None:
        """A version as its value's columns and its place."""
        if row is None:
            return None
        cells = row._mapping
        return {name: cells[name] for name in (*self.kind.value_columns, "parent", "position")}

    def segments(self, first: date) -> Iterator[Segment]:
        """What the thing said from a day on, stretch by stretch."""
        starts = [first, *sorted({row.on for row in self.rows if row.on > first})]
        for start, until in zip(starts, (*starts[1:], None), strict=True):
            yield Segment(
                on=start,
                until=until,
                cells=self.cells(self.holding(start)),
                is_first=start == first,
            )

    def revisions_between(self, after: date, until: date) -> tuple[int, ...]:
        """The revisions that count from a day after one and up to another."""
        return tuple(row.revision for row in self.rows if after < row.on <= until)


def chains_of(kind: Kind[Any], rows: Sequence[Row[Any]]) -> dict[str, Chain]:
    """The rows of one kind by the things they are of."""
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return {key: Chain(kind=kind, key=key, rows=tuple(of)) for key, of in found.items()}


def merged(kind: Kind[Any], said: Cells | None, before: Cells, after: Cells | None) -> Cells | None:
    """What a thing says in another content once ``before`` has become ``after`` in one.

    Field by field: what the other content says differently stays. What is taken away in one is
    taken away in all, and what is not there stays away.
    """
    if said is None or after is None:
        return None
    if kind in _NAMED_BY_THEIR_PLACE:
        return after if _plain(said) == _plain(before) else said
    return {
        name: after[name] if to_plain(value) == to_plain(before[name]) else value
        for name, value in said.items()
    }


def _plain(cells: Cells | None) -> dict[str, Any] | None:
    return None if cells is None else {name: to_plain(value) for name, value in cells.items()}
