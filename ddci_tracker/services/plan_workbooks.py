"""Plans as workbooks: the empty one that an Office begins with, that of a plan, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.plan_tables import Tables
from ddci_tracker.office import plan_workbook_reading
from ddci_tracker.office.plan_workbook_reading import FilledIn, UnfitWorkbook
from ddci_tracker.plans.tables import (
    TableProblems,
    read_with_cells,
    sub_index_names,
    write_tables,
)
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.table_problems import WrongCells
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = [
    "SheetCell",
    "WrongCells",
    "book_of",
    "empty_book",
    "export_book",
    "filled_in",
    "plan_of",
    "plan_with_cells",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell of the sheet of a table; None: the sheet as a whole."""

    table: str
    address: str | None


CellsOf = Callable[[Finding], tuple[SheetCell, ...]]


def empty_book(catalog: Catalog, words: Words, *, now: datetime) -> bytes:
    """The workbook that a plan is typed into; it holds nothing but rules, lists and examples."""
    return book_of(catalog, {}, words.text(N_("Workbook of a plan")), words, now=now)


def export_book(
    tracker: Tracker, actor: Actor, plan_id: str, words: Words, *, now: datetime
) -> bytes:
    """The workbook of a plan as it holds today. ``UnknownPlan`` or ``Forbidden``."""
    plan = read_content(tracker, actor, plan_id, now=now)
    return book_of(tracker.catalog, write_tables(plan), plan.document.title, words, now=now)


def book_of(
    catalog: Catalog,
    tables: Tables,
    title: str,
    words: Words,
    *,
    now: datetime,
    origin: str | None = None,
) -> bytes:
    """Tables of a plan as a workbook; ``origin`` says of what, for whoever reads it back."""
    # Most processes never write a workbook.
    from ddci_tracker.office import plan_workbook

    lists = plan_workbook.ChoiceLists(
        indices=[index.code for index in catalog.indices],
        names=sub_index_names(tables, catalog),
    )
    return plan_workbook.write(tables, lists, title, now, words, origin)


def filled_in(file_name: str, body: bytes) -> FilledIn:
    """The tables of a workbook; ``WrongCells`` with all cells that cannot be meant."""
    try:
        return plan_workbook_reading.read(file_name, body)
    except UnfitWorkbook as unfit:
        raise WrongCells(faults=unfit.faults) from unfit


def plan_of(catalog: Catalog, file_name: str, body: bytes) -> Plan:
    """The plan in a workbook; ``WrongCells`` with everything wrong, and then none of it."""
    plan, _ = plan_with_cells(catalog, file_name, body)
    return plan


def plan_with_cells(catalog: Catalog, file_name: str, body: bytes) -> tuple[Plan, CellsOf]:
    """Like ``plan_of``, with the cells that a finding on the plan is about."""
    book = filled_in(file_name, body)
    try:
        plan, cells = read_with_cells(book.tables, catalog)
    except TableProblems as wrong:
        raise WrongCells(problems=wrong.problems, addresses=book.address) from wrong

    def of(finding: Finding) -> tuple[SheetCell, ...]:
        places = cells.of(finding)
        return tuple(
            SheetCell(table=each.table, address=book.address(each.table, each.row, each.column))
            for each in places
        )

    return plan, of
