"""What is wrong with the tables of a plan, in words: each problem with its sheet and its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from ddci_tracker.domain.plan import Cadence, TargetKind, UnitKind
from ddci_tracker.domain.plan_tables import REPORT_DUTIES, PlanTable, TableColumn, table
from ddci_tracker.office.plan_workbook_reading import Fault
from ddci_tracker.plans.problems import MESSAGES
from ddci_tracker.plans.tables import CellProblem
from ddci_tracker.words import formats, plan_tables
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# Arguments that count; any other number is a year or a figure as it is typed.
_COUNTS = frozenset({"length", "limit"})
# The address of a cell by table, row and column.
Addresses = Callable[[str, int | None, str | None], str | None]


class WrongCells(Exception):
    """A workbook that is not taken: everything that is wrong with it, and nothing of it was kept.

    Either faults of the file, or problems of the plan that its tables would make.
    """

    def __init__(
        self,
        *,
        faults: Iterable[Fault] = (),
        problems: Iterable[CellProblem] = (),
        addresses: Addresses = lambda *_: None,
    ) -> None:
        self.faults, self.problems = tuple(faults), tuple(problems)
        self._addresses = addresses
        super().__init__(self.faults or self.problems)

    def said(self, words: Words) -> list[str]:
        """One sentence for each wrong cell."""
        faults = [
            placed(fault.sheet, fault.cell, words.text(fault.message, **fault.arguments), words)
            for fault in self.faults
        ]
        return [
            *faults,
            *(
                placed(
                    plan_tables.table_name(each.table, words),
                    self._addresses(each.table, each.row, each.column),
                    with_heading(each, words),
                    words,
                )
                for each in self.problems
            ),
        ]


class ContradictoryDraft(Exception):
    """A draft that makes no plan yet: everything that is wrong with it."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def said(self, words: Words) -> list[str]:
        """One sentence for each place."""
        return in_a_draft(self.problems, words)


class WrongEdit(Exception):
    """An edit that makes no plan: everything that is wrong with it.

    ``rows`` are those that were edited, by table and number, with their codes: where it is only
    one, its problems need no place, and among several the code is the place.
    """

    def __init__(
        self, problems: Iterable[CellProblem], rows: Mapping[tuple[str, int | None], str]
    ) -> None:
        self.problems, self._rows = tuple(problems), rows
        super().__init__(self.problems)

    def said(self, words: Words) -> list[str]:
        """One sentence for each wrong cell."""
        return [self._said(each, words) for each in self.problems]

    def _said(self, problem: CellProblem, words: Words) -> str:
        code = self._rows.get((problem.table, problem.row))
        if code is None:
            return in_a_draft((problem,), words)[0]
        said = with_heading(problem, words)
        if len(self._rows) == 1 or not code:
            return said
        return words.text(N_("{file}: {problem}"), file=code, problem=said)


def placed(sheet: str | None, cell: str | None, problem: str, words: Words) -> str:
    """A problem behind its sheet and the address of its cell, as far as there are any."""
    if sheet is None:
        return problem
    if cell is None:
        return words.text(N_("Sheet “{sheet}”: {problem}"), sheet=sheet, problem=problem)
    message = N_("Sheet “{sheet}”, cell {cell}: {problem}")
    return words.text(message, sheet=sheet, cell=cell, problem=problem)


def with_heading(problem: CellProblem, words: Words) -> str:
    """A problem behind the heading of its column."""
    said = problem_text(problem, words)
    if problem.column is None:
        return said
    of = table(problem.table)
    heading = plan_tables.heading(of, of.column(problem.column), words)
    return words.text(N_("{heading}: {problem}"), heading=heading, problem=said)


def problem_text(problem: CellProblem, words: Words) -> str:
    """What is wrong, without where."""
    of = table(problem.table)
    column = of.column(problem.column) if problem.column else None
    kinds = _kinds(of, column)
    arguments: dict[str, str] = {
        each: plan_tables.table_name(each, words)
        for each in ("units", "people", "overall", "sub_indices", "results")
    }
    days = REPORT_DUTIES.column("due.days")
    arguments["example"] = plan_tables.shown(days, "before 01-06", words)
    arguments["text"] = words.text("As printed")
    for name, value in problem.arguments:
        if name in _COUNTS and isinstance(value, int):
            arguments[name] = formats.whole(value, words)
            continue
        parts = value if isinstance(value, tuple) else (str(value),)
        said = (plan_tables.words_of_argument(name, each, of, kinds, words) for each in parts)
        arguments[name] = ", ".join(said)
    message = plan_tables.PROBLEMS.get(problem.code) or MESSAGES[problem.code]
    return words.translate(message).format_map(arguments)


def _kinds(of: PlanTable, column: TableColumn | None) -> tuple[type[StrEnum], ...]:
    own = column.of if column else None
    usual: tuple[type[StrEnum], ...] = (UnitKind if of.key == "units" else TargetKind, Cadence)
    return (own, *usual) if own else usual


def in_a_draft(problems: Iterable[CellProblem], words: Words) -> list[str]:
    """Problems of the tables of a draft, each behind its table and the number of its line."""
    said = []
    for each in problems:
        name, line = plan_tables.table_name(each.table, words), with_heading(each, words)
        if table(each.table).upright or each.row is None:
            said.append(words.text(N_("{file}: {problem}"), file=name, problem=line))
        else:
            message = N_("{table}, line {row}: {problem}")
            said.append(words.text(message, table=name, row=str(each.row), problem=line))
    return said
