"""Tables of a plan (phụ lục): columns are known by their headings, rows become facts.

A row may name a sub-index for itself or for those below it; which column means what is a guess
from the headings, so that everything read here is to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from ddci_tracker.domain.imported import Doubt
from ddci_tracker.domain.plan import Result, ResultKind, Target, TargetKind
from ddci_tracker.plans.importing.cadence import cadence_of
from ddci_tracker.plans.importing.figures import decimal
from ddci_tracker.plans.importing.gathered import (
    Gathered,
    GatheredPart,
    GatheredResult,
    GatheredTarget,
    GatheredTask,
)
from ddci_tracker.plans.importing.names import NameReader
from ddci_tracker.plans.importing.outline import SectionRole, TextBlock
from ddci_tracker.plans.importing.targets import targets_in
from ddci_tracker.plans.importing.tasks import due_in_period, due_of, tasks_in, title_of
from ddci_tracker.plans.importing.units import UnitBook
from ddci_tracker.plans.importing.wording import folded


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    PART = "part"
    TASK = "task"
    LEAD = "lead"
    HELPERS = "helpers"
    TIME = "time"
    TARGET = "target"
    SCORE = "score"
    RANK = "rank"
    OTHER = "other"


# The first rule that finds its words in a heading says what the column holds.
_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NUMBER, re.compile(r"^(?:s?tt|so tt|so thu tu|no)\.?$")),
    (Column.HELPERS, re.compile(r"phoi hop")),
    (Column.TIME, re.compile(r"^(?:thoi gian|thoi han|tien do|han)\b")),
    (
        Column.LEAD,
        re.compile(r"chu tri|dau moi|phu trach|thuc hien$|don vi thuc hien|trach nhiem|phan cong"),
    ),
    (Column.TIME, re.compile(r"thoi gian|thoi han|tien do|han hoan thanh|hoan thanh")),
    (
        Column.TARGET,
        re.compile(r"chi tieu|muc tieu|phan dau|ke hoach nam|ke hoach 20|nam 20\d\d \(ke hoach\)"),
    ),
    (Column.RANK, re.compile(r"xep hang|thu hang|vi tri|hang nam|^hang")),
    (Column.SCORE, re.compile(r"diem|ket qua nam|^nam 20\d\d$|ket qua 20")),
    (Column.TASK, re.compile(r"nhiem vu|giai phap|noi dung|cong viec")),
    (Column.PART, re.compile(r"chi so|ten")),
)
_NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d{1,3})?$")
_RANK = re.compile(r"^0?(\d{1,3})(?:\s*/\s*(\d{1,3}))?$")
_YEAR = re.compile(r"20\d\d")


class AnnexReader:
    """Reads the rows of tables one by one."""

    def __init__(self, names: NameReader, book: UnitBook, year: int) -> None:
        self._names, self._book, self._year = names, book, year
        self._columns: list[Column] = []
        self._heads: list[str] = []
        self._part: GatheredPart | None = None

    def end(self) -> None:
        """The table is over."""
        self._columns, self._heads, self._part = [], [], None

    def row(
        self, block: TextBlock, gathered: Gathered, index: str | None, above: GatheredPart | None
    ) -> None:
        """Take a row: headings, the name of a sub-index, or facts."""
        cells = [cell.strip() for cell in block.paragraph.cells]
        columns = [_column(cell) for cell in cells]
        known = [each for each in columns if each is not Column.OTHER]
        filled = [cell for cell in cells if cell]
        if len(known) >= 2 and len(known) * 2 >= len(filled) and not any(map(_NUMBER.match, cells)):
            # Headings of two rows: the lower ones say more where they say anything.
            if len(self._columns) == len(columns):
                columns = [
                    new if new is not Column.OTHER else old
                    for new, old in zip(columns, self._columns, strict=True)
                ]
                cells = [
                    f"{over} {under}".strip()
                    for over, under in zip(_carried(self._heads), cells, strict=True)
                ]
            self._columns, self._heads = columns, cells
            gathered.place(block.paragraph.lines)
            return
        if not self._columns:
            return
        self._part = self._named(cells, gathered, index, block) or self._part
        part = self._part or above
        if len(cells) == len(self._columns):
            self._facts(block, cells, part, gathered)

    def _named(
        self, cells: list[str], gathered: Gathered, index: str | None, block: TextBlock
    ) -> GatheredPart | None:
        for cell, column in zip(cells, self._columns, strict=False):
            if column not in (Column.PART, Column.TASK) or len(cell) > 160:
                continue
            found = self._names.heading(re.sub(r"^[IVX\d]+[.)]\s*", "", cell), index)
            if found is not None:
                part = gathered.part(found.index, found.code, found.name)
                part.lines = part.lines or block.paragraph.lines
                if block.role is not SectionRole.AIMS:
                    part.section = part.section or (block.section or None)
                gathered.place(block.paragraph.lines)
                return part
        return None

    def _facts(
        self, block: TextBlock, cells: list[str], part: GatheredPart | None, gathered: Gathered
    ) -> None:
        lines = block.paragraph.lines
        by_column: dict[Column, str] = {}
        for column, cell in zip(self._columns, cells, strict=True):
            by_column.setdefault(column, cell)
        lead = self._units(by_column.get(Column.LEAD, ""))
        helpers = self._units(by_column.get(Column.HELPERS, ""))
        if part is not None:
            self._figures(cells, part, block, gathered)
            if lead and not part.lead and not by_column.get(Column.TASK):
                part.lead, part.helpers = lead, helpers
                part.lead_lines, part.lead_doubt = lines, Doubt.TABLE
        text = by_column.get(Column.TASK, "")
        if not text or (part is not None and self._names.heading(text, part.index) is not None):
            return
        time = by_column.get(Column.TIME, "")
        for piece in filter(None, (each.strip(" -+•") for each in text.split("\n"))):
            found = tasks_in(piece, whole=False)
            titles = [each.title for each in found] or (
                [title_of(piece)] if len(piece.split()) >= 4 and lead else []
            )
            for title in titles:
                task = GatheredTask(
                    title=title,
                    section=block.section or "PL",
                    lines=lines,
                    lead=lead or None,
                    helpers=helpers if lead else None,
                    cadence=cadence_of(f"{piece} {time}"),
                    due=due_of(time, self._year) or due_in_period(time, self._year),
                    kpi=found[0].kpi if len(found) == 1 else None,
                    doubt=Doubt.TABLE,
                )
                (part.tasks if part else gathered.general).append(task)
                gathered.place(lines)

    def _figures(
        self, cells: list[str], part: GatheredPart, block: TextBlock, gathered: Gathered
    ) -> None:
        lines = block.paragraph.lines
        scores: dict[int, Result] = {}
        for head, column, cell in zip(self._heads, self._columns, cells, strict=True):
            years = [int(found) for found in _YEAR.findall(head)]
            year = years[-1] if years else self._year - 1
            if column is Column.TARGET and cell:
                self._target(part, cell, block, gathered)
            elif column is Column.SCORE and _NUMBER.match(cell):
                if year >= self._year:
                    self._target(part, cell, block, gathered)
                    continue
                known = scores.get(year, Result(year=year, kind=ResultKind.PUBLISHED))
                scores[year] = replace(known, score=decimal(cell))
            elif column is Column.RANK and (found := _RANK.match(cell)) and year < self._year:
                known = scores.get(year, Result(year=year, kind=ResultKind.PUBLISHED))
                out_of = int(found[2]) if found[2] else None
                scores[year] = replace(known, rank=int(found[1]), out_of=out_of)
        for year, result in scores.items():
            if all(each.result.year != year for each in part.results):
                made = replace(result, lines=lines)
                part.results.append(GatheredResult(result=made, lines=lines, doubt=Doubt.TABLE))
                gathered.place(lines)

    def _target(self, part: GatheredPart, cell: str, block: TextBlock, gathered: Gathered) -> None:
        lines = block.paragraph.lines
        found = [each.target for each in targets_in(cell, self._year)]
        if not found and _NUMBER.match(cell):
            found = [Target(kind=TargetKind.REACH, value=decimal(cell), text=cell)]
        elif not found and (
            sign := re.match(r"^(?:>|trên)\s*(\d{1,3}(?:[.,]\d+)?)$", cell, re.IGNORECASE)
        ):
            found = [Target(kind=TargetKind.ABOVE, value=decimal(sign[1]), text=cell)]
        elif not found and (
            sign := re.match(
                r"^(?:≥|>=|từ)\s*(\d{1,3}(?:[.,]\d+)?)(?:\s*trở lên)?$", cell, re.IGNORECASE
            )
        ):
            found = [Target(kind=TargetKind.AT_LEAST, value=decimal(sign[1]), text=cell)]
        for target in found:
            part.targets.append(
                GatheredTarget(target=replace(target, lines=lines), lines=lines, doubt=Doubt.TABLE)
            )
            gathered.place(lines)

    def _units(self, cell: str) -> tuple[str, ...]:
        found: list[str] = []
        for piece in filter(None, (each.strip(" -+•.") for each in re.split(r"[\n;]", cell))):
            whole = self._book.whole(piece)
            found += [whole] if whole else [each.code for each in self._book.mentions(piece)]
        codes = tuple(dict.fromkeys(found))
        self._book.use(codes)
        return codes


def _carried(heads: list[str]) -> list[str]:
    """Headings with those that reach over several columns in each of them."""
    carried: list[str] = []
    for head in heads:
        carried.append(head or (carried[-1] if carried else ""))
    return carried


def _column(cell: str) -> Column:
    plain = folded(cell).strip(" .:")
    if len(plain) > 60:
        return Column.OTHER
    return next((column for column, words in _COLUMNS if words.search(plain)), Column.OTHER)
