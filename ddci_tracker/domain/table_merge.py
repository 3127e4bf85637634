"""One table of a plan that two people changed at once: what each changed, put together.

Cell by cell: only where both say something else of the same cell, or one of a row that the other
took out, do they clash. Who decides then, and how it is told, is not for here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from ddci_tracker.domain.plan_edits import IDENTITY
from ddci_tracker.domain.plan_tables import PlanTable, TableRow, rows_of

_Cells = Mapping[str, str]
_NOTHING = (TableRow(number=1, cells={}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A cell of which both say something else, or a row without ``column`` that one took out.

    ``row`` is what the row was called before; ``theirs`` is what stands now, ``mine`` what the
    second wants in its place, each "" for nothing.
    """

    row: str
    column: str | None
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedTable:
    """The rows with what both changed; where they clash, ``rows`` say what the second wants."""

    rows: tuple[TableRow, ...]
    clashes: tuple[Clash, ...]


def merge(
    of: PlanTable,
    base: tuple[TableRow, ...],
    mine: tuple[TableRow, ...],
    theirs: tuple[TableRow, ...],
) -> MergedTable:
    """What ``mine`` changed of ``base``, done to ``theirs``, which changed it first."""
    if of.upright:
        base, mine, theirs = (rows or _NOTHING for rows in (base, mine, theirs))
    here, there = _pairs(of, base, mine), _pairs(of, base, theirs)
    rows: list[dict[str, str] | None] = [dict(row.cells) for row in theirs]
    clashes: list[Clash] = []
    back: list[dict[str, str]] = []
    for number, row in enumerate(base):
        at, name = there.get(number), _name(of, row.cells)
        wanted = mine[here[number]].cells if number in here else None
        stands = rows[at] if at is not None else None
        if wanted == row.cells:
            continue
        if stands is None:
            if wanted is not None:
                clashes.append(Clash(row=name, column=None, theirs="", mine=_name(of, wanted)))
                back.append(dict(wanted))
        elif wanted is None:
            if stands != row.cells:
                clashes.append(Clash(row=name, column=None, theirs=_name(of, stands), mine=""))
            rows[at or 0] = None
        else:
            clashes += _change(stands, row.cells, wanted, name)
    added = [dict(row.cells) for at, row in enumerate(mine) if at not in here.values()]
    known = [each for each in rows if each is not None]
    new = [each for each in (*back, *added) if each not in known]
    return MergedTable(rows=rows_of([*known, *new]), clashes=tuple(clashes))


def _change(stands: dict[str, str], base: _Cells, wanted: _Cells, name: str) -> list[Clash]:
    """Let a row say what somebody changed of it; the cells that somebody else changed too."""
    clashes = []
    for column in dict.fromkeys((*base, *wanted)):
        before, mine, now = (cells.get(column, "") for cells in (base, wanted, stands))
        if mine in (before, now):
            continue
        if now != before:
            clashes.append(Clash(row=name, column=column, theirs=now, mine=mine))
        stands[column] = mine
    return clashes


def _pairs(
    of: PlanTable, before: tuple[TableRow, ...], after: tuple[TableRow, ...]
) -> dict[int, int]:
    """Which rows are the same ones: equal, else called the same, else changed in their places."""
    if of.upright:
        return {0: 0}
    old_rows, new_rows = (list(map(_content, rows)) for rows in (before, after))
    matcher = SequenceMatcher(None, old_rows, new_rows, autojunk=False)
    found: dict[int, int] = {}
    for tag, first, end, there, there_end in matcher.get_opcodes():
        olds, news = range(first, end), range(there, there_end)
        if tag == "equal":
            found |= dict(zip(olds, news, strict=True))
            continue
        names = {_name(of, after[new].cells): new for new in reversed(news)}
        called = {
            old: new for old in olds if (new := names.get(_name(of, before[old].cells))) is not None
        }
        found |= called
        left = [old for old in olds if old not in called]
        free = [new for new in news if new not in called.values()]
        if len(left) == len(free):
            found |= dict(zip(left, free, strict=True))
    return found


def _name(of: PlanTable, cells: _Cells) -> str:
    """What a row is called: by what names it, else by all that no row goes without."""
    needed = (each.key for each in of.columns if each.required)
    return "/".join(cells.get(each, "") for each in IDENTITY.get(of.key, needed))


def _content(row: TableRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.cells.items()))
