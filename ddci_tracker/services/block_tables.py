"""The table of a block: pasted or read from a file, so that median, mean and neighbours follow.

It belongs to the agency that is ranked in the block. One table an index and year; a new one
corrects the one before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ddci_tracker.domain import texts
from ddci_tracker.domain.block_tables import BlockRow, BlockTable, PartScore, block_key
from ddci_tracker.domain.catalog import Index, fold_name
from ddci_tracker.domain.checks import check_figures
from ddci_tracker.domain.figures import OF_A_TABLE
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.scales import Scale, is_measured, sub_index_scale, total_scale
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import typed_texts
from ddci_tracker.services.acts import (
    Act,
    counted_day,
    enter,
    known_figures,
    record,
    refuse_if_overtaken,
    says_nothing,
    today_of,
)
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused, RefusedCell
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_numbers import HIGHEST_SCORE, decimal, whole
from ddci_tracker.store import queries
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import BLOCK_TABLE
from ddci_tracker.words.marking import N_

# No block of a province, nor a list of provinces, is longer.
_ROWS = 500
_FIRST_YEAR = 2000

# What the columns are called at their heads; any other is a sub-index by its code or name.
_AGENCY = frozenset({"agency", "don vi", "co quan", "so nganh", "dia phuong", "ten", "ten don vi"})
_SCORE = frozenset({"score", "diem", "diem so", "tong diem", "total"})
_RANK = frozenset({"rank", "hang", "xep hang", "thu hang"})
_PASSED_OVER = frozenset({"", "tt", "stt", "no"})


def add_table(
    tracker: Tracker, plan_id: str, index: str, year: int, text: str, act: Act
) -> Version[BlockTable]:
    """Record the table of a block, as comma-separated text, for the agency of a plan.

    It counts from the day of the act. ``Refused`` for what is no such table, with the row and the
    column named; ``Forbidden``; ``Conflict`` where somebody came first.
    """
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        on = counted_day(plan, act)
        entry = tracker.catalog.index(index)
        if entry is None:
            raise Refused(
                N_("There is no index {index}; known are {indices}"),
                field="index",
                index=index,
                indices=tuple(each.code for each in tracker.catalog.indices),
            )
        if not _FIRST_YEAR <= year <= on.year:
            raise Refused(
                N_("The year lies between {first_year} and {last_year}, not {year}"),
                field="year",
                first_year=_FIRST_YEAR,
                last_year=on.year,
                year=year,
            )
        table = BlockTable(index=index, year=year, rows=_read(text, plan, entry, year))
        agency = plan.agency.code
        refuse_if_overtaken(session, BLOCK_TABLE, agency, table.key, act)
        return record(session, BLOCK_TABLE, agency, table, key=table.key, on=on, act=act)


def newest_table(
    tracker: Tracker, actor: Actor, plan_id: str, index: str, year: int
) -> Version[BlockTable] | None:
    """The newest table of a block that was recorded for the agency of a plan, None of none.

    Its value is None where it was taken back. ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        agency = queries.plan_row(session, plan_id).agency
        require(actor, Action.READ_PLAN, agency=agency)
        return queries.newest(session, BLOCK_TABLE, agency, block_key(index, year))


def put_back(
    tracker: Tracker, plan_id: str, key: str, stood: BlockTable | None, act: Act
) -> Version[BlockTable]:
    """Let what stood before stand again, None where there was no table; errors as above."""
    with writing(tracker.engine) as session:
        plan = enter(session, plan_id, act, Action.ENTER_RESULT)
        agency = plan.agency.code
        refuse_if_overtaken(session, BLOCK_TABLE, agency, key, act)
        on = counted_day(plan, act)
        return record(session, BLOCK_TABLE, agency, stood, key=key, on=on, act=act)


def contradictions(
    tracker: Tracker, actor: Actor, plan_id: str, *, now: datetime, index: str, year: int
) -> tuple[Finding, ...]:
    """What in a block's table of a year contradicts itself or the agency's results.

    ``UnknownPlan`` or ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        today = vietnamese_day(now)
        plan = queries.load_plan(session, plan_id, as_of=today, known_at=queries.EVER)
        known = known_figures(tracker, session, plan_id, today_of(plan, now))
    tables = (each for each in known.tables if (each.index, each.year) == (index, year))
    return tuple(
        each
        for each in check_figures(plan, tracker.catalog, replace(known, tables=tuple(tables)))
        if each.reason.code in OF_A_TABLE
    )


def _read(text: str, plan: Plan, index: Index, year: int) -> tuple[BlockRow, ...]:
    lines = [line for line in _lines(text) if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise Refused(N_("The table needs a head and at least one row"), field="file")
    if len(lines) > _ROWS + 1:
        raise Refused(N_("The table has more than {limit} rows"), field="file", limit=_ROWS)
    columns = _columns(lines[0], plan, index, year)
    heads = {what: lines[0][place].strip() for place, what in columns.items()}
    rows = tuple(
        _row(number, cells, columns, heads, plan, index)
        for number, cells in enumerate(lines[1:], start=2)
    )
    names = [fold_name(row.agency) for row in rows]
    for row, name in zip(rows, names, strict=True):
        if names.count(name) > 1:
            raise Refused(
                N_("{agency} stands in the table twice"), field="agency", agency=row.agency
            )
    return rows


def _lines(text: str) -> Iterator[list[str]]:
    """The cells of a table whose columns are parted by tabs, semicolons or commas."""
    text = text.lstrip("\ufeff").replace("\x00", "")
    head = text.split("\n", 1)[0]
    mark = next((each for each in "\t;" if each in head), ",")
    reader, most = csv.reader(io.StringIO(text), delimiter=mark), texts.longest("agency")
    try:
        for row in reader:
            cells = [texts.line(cell) for cell in row]
            if any(len(cell) > most for cell in cells):
                raise _too_long(reader.line_num, most)
            yield cells
    except csv.Error:
        # Beyond what the library reads of one cell at all.
        raise _too_long(reader.line_num, most) from None


def _too_long(line: int, most: int) -> Refused:
    return Refused(
        N_("Row {row}: a cell has more than {most} characters, or its quotation mark never ends"),
        field="file",
        row=line,
        most=most,
    )


def _columns(head: list[str], plan: Plan, index: Index, year: int) -> dict[int, str]:
    """What each column holds: "agency", "score", "rank" or the code of a sub-index."""
    chosen = index.set_for(year, plan.agency.province, plan.agency.block)
    parts = {
        fold_name(name): known.code
        for known in (chosen.sub_indices if chosen else ())
        for name in (known.code.replace("_", " "), known.name, known.short_name, *known.aliases)
    }
    of_plan = [
        each
        for each in plan.sub_indices
        if each.index == index.code and is_measured(plan, index, each.code, year)
    ]
    parts |= {fold_name(each.printed_name): each.code for each in of_plan}
    parts |= {fold_name(each.code): each.code for each in of_plan}
    columns: dict[int, str] = {}
    for number, cell in enumerate(head):
        name = re.sub(r"\s+", " ", fold_name(cell.replace("_", " ")))
        if name in _PASSED_OVER:
            continue
        meant = next(
            (
                what
                for what, words in (("agency", _AGENCY), ("score", _SCORE), ("rank", _RANK))
                if name in words
            ),
            parts.get(name),
        )
        if meant is None or meant in columns.values():
            raise Refused(
                N_("The head of column {number} is not known or stands there twice: {head}"),
                field="file",
                number=number + 1,
                head=cell.strip(),
            )
        columns[number] = meant
    if "agency" not in columns.values():
        raise Refused(N_("The table needs a column that names the agencies"), field="file")
    if len(columns) < 2:
        raise Refused(N_("The table has no column of scores"), field="file")
    return columns


def _scale(plan: Plan, index: Index, what: str) -> Scale:
    """What the scores of a column may be: those of the whole, or of a sub-index."""
    if what == "score":
        return total_scale(plan, index, index.code)
    return sub_index_scale(plan, index, index.code, what)


def _row(
    number: int,
    cells: list[str],
    columns: dict[int, str],
    heads: dict[str, str],
    plan: Plan,
    index: Index,
) -> BlockRow:
    said = {
        what: cells[place].strip()
        for place, what in columns.items()
        if place < len(cells) and cells[place].strip()
    }
    agency = said.pop("agency", "")
    if says_nothing(agency):
        raise Refused(N_("Row {row} names no agency"), field="agency", row=number)
    rank: int | None = None
    scores: dict[str, Decimal] = {}
    for what, typed in said.items():
        try:
            if what == "rank":
                rank = _rank(typed)
            else:
                scores[what] = _score(typed, what, _scale(plan, index, what))
        except Refused as refused:
            raise RefusedCell(refused, row=number, head=heads[what]) from None
    return BlockRow(
        agency=typed_texts.read(agency, "agency"),
        score=scores.pop("score", None),
        rank=rank,
        parts=tuple(PartScore(sub_index=code, score=score) for code, score in scores.items()),
    )


def _score(typed: str, what: str, scale: Scale) -> Decimal:
    score = decimal(typed, field=what, highest=HIGHEST_SCORE)
    if not scale.minimum <= score <= scale.maximum:
        raise Refused(
            N_("A score lies between {lowest} and {highest}, not {typed}"),
            field=what,
            lowest=scale.minimum,
            highest=scale.maximum,
            typed=score,
        )
    return score


def _rank(typed: str) -> int:
    rank = whole(typed, field="rank")
    if rank < 1:
        raise Refused(N_("A rank is 1 or more, not {typed}"), field="rank", typed=rank)
    return rank
