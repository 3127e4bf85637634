"""Edits of a plan where it is read: rows of its tables that change, are added or taken out.

Pure: edits are applied to the tables of a plan and give those that the plan would have. Since when
they count, and whether the tables still make a plan, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ddci_tracker.domain.plan_tables import TableRow, Tables, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRow:
    """A row of a table of a plan, and the key by which its history knows the thing."""

    key: str
    cells: Mapping[str, str]


KeyedTables = Mapping[str, tuple[KeyedRow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanged:
    """Cells of a row that say something else; a blank one is cleared, all others stay.

    ``revision`` is the one that whoever edits has seen, None: whichever is the newest. ``place``
    is where in the table the row goes, None where it stays.
    """

    table: str
    key: str
    cells: Mapping[str, str]
    revision: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAdded:
    """A new row; ``place`` is its place in the table, None behind all others."""

    table: str
    cells: Mapping[str, str]
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRemoved:
    """A row that is taken out; ``revision`` as of a change."""

    table: str
    key: str
    revision: int | None = None


RowEdit = RowChanged | RowAdded | RowRemoved

# What names a thing in everything that was recorded on it: another name would be another thing.
IDENTITY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "document": ("id", "agency.code", "illustration"),
        "units": ("code",),
        "people": ("code",),
        "overall": ("index",),
        "sub_indices": ("index", "code"),
        "own_sub_indices": ("index", "code"),
        "tasks": ("code",),
        "report_duties": ("code",),
    }
)


# Tables whose rows are about a whole index or a sub-index.
_OF_PARTS = ("targets", "results", "tasks")


class NoSuchRow(Exception):
    """No row of a table has this key."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"{table} has no {key}")
        self.table = table
        self.key = key


class IdentityChanged(Exception):
    """A cell that names its thing would say something else."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(f"{table}: {column} names the thing")
        self.table = table
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedTables:
    """The tables after some edits, and the rows that were edited: tables and numbers of rows."""

    tables: Tables
    rows: frozenset[tuple[str, int]]
    _back: tuple[tuple[RowEdit, int | None], ...]

    def undo(self, edited: KeyedTables) -> tuple[RowEdit, ...]:
        """The edits that make the tables again what they were.

        ``edited`` are these tables with keys: what stands elsewhere now may have another one.
        Nothing where they are not in the same order, so that no row is taken for another.
        """
        found: list[RowEdit] = []
        for edit, number in self._back:
            if number is None or isinstance(edit, RowAdded):
                found.append(edit)
                continue
            row, here = edited[edit.table][number - 1], self.tables[edit.table][number - 1]
            if any(row.cells.get(name) != here.cells.get(name) for name in ("index", "sub")):
                return ()
            found.append(replace(edit, key=row.key))
        return tuple(found)


def apply(tables: KeyedTables, edits: Iterable[RowEdit]) -> EditedTables:
    """Apply edits in their order; ``NoSuchRow``, ``IdentityChanged``."""
    standing = {name: list(rows) for name, rows in tables.items()}
    # What undoes each edit, with the row that it is about, None where that is gone.
    back: list[tuple[RowEdit, KeyedRow | None]] = []
    for each in edits:
        rows = standing.setdefault(each.table, [])
        match each:
            case RowChanged():
                at = _find(rows, each.table, each.key)
                stood = rows.pop(at)
                row = _changed(stood, each)
                rows.insert(at if each.place is None else each.place, row)
                back = [(edit, row if of is stood else of) for edit, of in back]
                back.append((_as_it_stood(stood, each, at), row))
            case RowAdded():
                row = KeyedRow(key=_key_of(each.table, each.cells), cells=_filled(each.cells))
                rows.insert(len(rows) if each.place is None else each.place, row)
                back.append((RowRemoved(table=each.table, key=row.key), row))
            case RowRemoved():
                at = _find(rows, each.table, each.key)
                gone = rows.pop(at)
                back.append((RowAdded(table=each.table, cells=gone.cells, place=at), None))
    standing = {name: [row for row in rows if row.cells] for name, rows in standing.items()}
    for name in _OF_PARTS:
        standing[name] = _by_part(standing.get(name, []), standing)
    numbers = {id(row): at for rows in standing.values() for at, row in enumerate(rows, start=1)}
    numbered = [(edit, None if row is None else numbers.get(id(row))) for edit, row in back]
    return EditedTables(
        tables={
            name: rows_of([dict(row.cells) for row in rows]) for name, rows in standing.items()
        },
        rows=frozenset((edit.table, number) for edit, number in numbered if number is not None),
        _back=tuple(reversed(numbered)),
    )


def _as_it_stood(row: KeyedRow, edit: RowChanged, at: int) -> RowChanged:
    """The change that makes a row again what it was; in its place, where it moved."""
    cells = {name: row.cells.get(name, "") for name in edit.cells}
    moved = edit.place is not None or any(name in cells for name in ("index", "sub"))
    return RowChanged(table=edit.table, key=edit.key, cells=cells, place=at if moved else None)


def _by_part(rows: list[KeyedRow], standing: Mapping[str, list[KeyedRow]]) -> list[KeyedRow]:
    """Rows by what of the plan they are about, like a plan has them; general tasks come last."""
    wholes = [(row.cells.get("index"), None) for row in standing.get("overall", ())]
    parts = [
        (row.cells.get("index"), row.cells.get("code")) for row in standing.get("sub_indices", ())
    ]
    order = {part: at for at, part in enumerate([*wholes, *parts])}
    return sorted(
        rows,
        key=lambda row: order.get((row.cells.get("index"), row.cells.get("sub")), len(order)),
    )


def _key_of(table: str, cells: Mapping[str, str]) -> str:
    """The key that a new row has by what it says; "" where its place decides it."""
    return "/".join(cells.get(column, "") for column in IDENTITY.get(table, ()))


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text}


def _find(rows: Sequence[KeyedRow], table: str, key: str) -> int:
    for at, row in enumerate(rows):
        if row.key == key:
            return at
    raise NoSuchRow(table, key)


def _changed(row: KeyedRow, edit: RowChanged) -> KeyedRow:
    for column in IDENTITY.get(edit.table, ()):
        if column in edit.cells and edit.cells[column] != row.cells.get(column, ""):
            raise IdentityChanged(edit.table, column)
    return KeyedRow(key=row.key, cells=_filled({**row.cells, **edit.cells}))


# The bands of a whole index, which stand in its row while it is edited.

_BAND = re.compile(r"(?P<score>[0-9]\S*)(?: (?P<name>.*))?")


def bands_in_rows(tables: Tables) -> dict[str, tuple[TableRow, ...]]:
    """Tables with the bands of each whole index in its row, a line each."""
    lines: dict[str, list[str]] = {}
    for row in tables.get("bands", ()):
        cells = row.cells
        lines.setdefault(cells["index"], []).append(f"{cells['from']} {cells['name']}")
    whole = [
        {**row.cells, "bands": "\n".join(lines.get(row.cells.get("index", ""), ()))}
        for row in tables.get("overall", ())
    ]
    return {**tables, "overall": rows_of(whole), "bands": ()}


def bands_apart(tables: Tables) -> dict[str, tuple[TableRow, ...]]:
    """Tables with the bands of whole indices in rows of their own, numbered as the lines were."""
    whole, bands = [], []
    for row in tables.get("overall", ()):
        cells = dict(row.cells)
        lines = enumerate(filter(None, cells.pop("bands", "").split("\n")), start=1)
        bands += [
            TableRow(number=number, cells=_band(line) | {"index": cells.get("index", "")})
            for number, line in lines
        ]
        whole.append(replace(row, cells=cells))
    return {**tables, "overall": tuple(whole), "bands": tuple(bands)}


def _band(line: str) -> dict[str, str]:
    """A band by its line; without a score where it begins with none."""
    found = _BAND.fullmatch(line)
    if found is None:
        return {"name": line}
    return _filled({"from": found["score"], "name": found["name"] or ""})


# Usual ways of editing tasks, as edits.


def split_task(
    tables: KeyedTables,
    key: str,
    titles: Sequence[str],
    *,
    revision: int | None = None,
    taken: Iterable[str] = (),
) -> tuple[RowEdit, ...]:
    """One task as several: the first keeps its code and what was recorded, the others are like it.

    ``titles`` are those of all, at least one; ``taken`` are codes that other tasks have had.
    ``NoSuchRow``.
    """
    rows = tables.get("tasks", ())
    at = _find(rows, "tasks", key)
    first, *others = titles
    edits: list[RowEdit] = [
        RowChanged(table="tasks", key=key, cells={"title": first}, revision=revision)
    ]
    codes = {*taken, *(row.cells.get("code", "") for row in rows)}
    for number, title in enumerate(others, start=1):
        code = free_code(codes, key)
        codes.add(code)
        cells = {**rows[at].cells, "code": code, "title": title}
        edits.append(RowAdded(table="tasks", cells=cells, place=at + number))
    return tuple(edits)


def merge_tasks(
    tables: KeyedTables,
    keys: Sequence[str],
    title: str,
    *,
    revisions: Mapping[str, int] = MappingProxyType({}),
) -> tuple[RowEdit, ...]:
    """Several tasks as one: the first keeps its code, the others are taken out.

    Its lead answers for it; the leads of the others and all who coordinate go along. ``NoSuchRow``.
    """
    rows = tables.get("tasks", ())
    found = [rows[_find(rows, "tasks", key)] for key in keys]
    first, *others = found
    lead = _codes(first.cells.get("lead", ""))
    along = [
        code
        for row in found
        for column in ("lead", "with")
        for code in _codes(row.cells.get(column, ""))
        if code not in lead
    ]
    cells = {"title": title, "with": ", ".join(dict.fromkeys(along))}
    seen = revisions.get
    return (
        RowChanged(table="tasks", key=first.key, cells=cells, revision=seen(first.key)),
        *(RowRemoved(table="tasks", key=row.key, revision=seen(row.key)) for row in others),
    )


def free_code(codes: Iterable[str], like: str) -> str:
    """A code that is not used yet, numbered on from one like it: II.1-04 after II.1-03."""
    used = set(codes)
    found = re.fullmatch(r"(.*?)([0-9]+)", like)
    stem, width = (found[1], len(found[2])) if found else (f"{like}-", 2)
    numbers = [int(code[len(stem) :]) for code in used if _is_numbered(code, stem)]
    number = max(numbers, default=0) + 1
    while (code := f"{stem}{number:0{width}d}") in used:
        number += 1
    return code


def _is_numbered(code: str, stem: str) -> bool:
    rest = code[len(stem) :]
    return code.startswith(stem) and rest.isascii() and rest.isdecimal()


def _codes(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
