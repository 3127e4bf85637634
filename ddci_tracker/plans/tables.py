"""A plan from tables and as tables, through the very form and checks that a plan file has.

Tables become the nodes that a file's text would become, each with the cell it stands in, so that a
problem of a table names its cell. What a plan does not say goes out as a blank and comes back as
one: a signer or a legal basis of which nothing is known leaves no trace in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

import yaml

from ddci_tracker.domain.catalog import Catalog, fold, fold_name
from ddci_tracker.domain.findings import Finding
from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule, Overall, Plan, Result, SubIndex
from ddci_tracker.domain.plan_tables import (
    TABLES,
    DueMonthOf,
    DueWay,
    PlanCellKind,
    PlanTable,
    TableColumn,
    TableRow,
    Tables,
    rows_of,
    table,
)
from ddci_tracker.plans.contradictions import check_plan
from ddci_tracker.plans.fact_lines import FactPaths
from ddci_tracker.plans.form import (
    PLAN_FORM,
    Choice,
    Listing,
    Number,
    Record,
    Shape,
    Tagged,
    Text,
    Whole,
)
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import Argument, PlanFileError, ProblemCode
from ddci_tracker.plans.reading import read_value

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_DAY_OF_YEAR = re.compile(r"(before|by) ([0-9]{1,2})-([0-9]{1,2})( next_year)?")
_NEWEST = 2999
_CELL = dict[str, str]
N = TypeVar("N", bound=yaml.Node)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell, or a row where ``column`` is None, or a table without ``row``, as of a problem."""

    table: str
    row: int | None
    column: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """What is wrong with a cell, or a row where ``column`` is None, or a table without ``row``.

    ``row`` is the number by which people find it.
    """

    code: ProblemCode
    table: str
    row: int | None
    column: str | None
    arguments: tuple[tuple[str, Argument], ...] = ()


class TableProblems(Exception):
    """Tables that make no plan: all that is wrong, table by table."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


def write_tables(plan: Plan) -> dict[str, tuple[TableRow, ...]]:
    """All of a plan as tables, each in the order of the plan."""
    return {each.key: rows_of(list(_rows(plan, each))) for each in TABLES}


def cells_of(of: PlanTable, value: Any) -> _CELL:
    """The cells of one row by what it stands for, without those that say where it belongs."""
    if of.key == "document":
        # The head of a document is part of a plan; by itself it fills only its own cells.
        inner = (each for each in of.columns if each.key.startswith("document."))
        form = _form("document")
        return {
            each.key: _text(found, each)
            for each in inner
            if (found := _at(value, form, each.key.split(".")[1:])) is not None
        }
    path = {"targets": "overall.targets", "results": "overall.results", "tasks": "general_tasks"}
    cells = _cells(value, _form(path.get(of.key, of.key)), of)
    return cells | (_due_cells(value.due) if of.key == "report_duties" else {})


def read_tables(tables: Tables, catalog: Catalog) -> Plan:
    """The plan that tables make; ``TableProblems`` with everything wrong, and then none of it."""
    plan, _ = read_with_cells(tables, catalog)
    return plan


def read_with_cells(tables: Tables, catalog: Catalog) -> tuple[Plan, FactCells]:
    """Like ``read_tables``, with the cells that the plan's facts stand in."""
    reader = _TableReader(tables, catalog)
    plan: Plan = read_value(reader.root(), PLAN_FORM, reader.places)
    check_plan(plan, reader.places, catalog)
    try:
        reader.places.raise_problems()
    except PlanFileError as error:
        raise TableProblems(reader.told(error)) from None
    return plan, FactCells(plan, reader)


class FactCells:
    """The cells of the facts of one plan as it was read from tables."""

    def __init__(self, plan: Plan, reader: _TableReader) -> None:
        self._reader, self._paths = reader, FactPaths(plan)

    def of(self, finding: Finding) -> tuple[CellPlace, ...]:
        """The cells of what a finding is about, each once."""
        return tuple(dict.fromkeys(map(self._reader.cell_of, self._paths.of(finding))))


def sub_index_names(tables: Tables, catalog: Catalog) -> dict[tuple[str, str], str]:
    """The names of sub-indices by index and code, those by which these tables find the code again.

    Of the year and province that the tables name; of the newest sets where they name none.
    """
    reader = _TableReader(tables, catalog)
    cells = reader.head.cells
    year = int(cells["document.year"]) if _WHOLE.fullmatch(cells.get("document.year", "")) else 0
    names: dict[tuple[str, str], str] = {}
    for index in catalog.indices:
        chosen = index.set_for(
            year or _NEWEST, cells.get("agency.province", ""), cells.get("agency.block", "")
        )
        for known in chosen.sub_indices if chosen else ():
            if not year or reader.sub_index(index.code, known.name) == known.code:
                names[index.code, known.code] = known.name
    for row in tables.get("own_sub_indices", ()):
        at = row.cells.get("index", ""), row.cells.get("code", "")
        name = row.cells.get("name", "")
        if name and reader.sub_index(at[0], name) == at[1]:
            names[at] = name
    return names


# From a plan to its tables.


def _rows(plan: Plan, of: PlanTable) -> Iterator[_CELL]:
    match of.key:
        case "document":
            yield _document(plan, of)
        case "targets" | "results":
            for part in _parts(plan):
                for value in getattr(part, of.key):
                    yield _part_cells(part) | _cells(value, _form(f"overall.{of.key}"), of)
        case "list_ranks" | "disputes":
            name = "ranks" if of.key == "list_ranks" else "disputed_by"
            for part in _parts(plan):
                for result in part.results:
                    for value in getattr(result, name):
                        own = _cells(value, _form(f"overall.results.{name}"), of)
                        yield _part_cells(part) | _result_cells(result) | own
        case "bands":
            for whole in plan.overall:
                for band in whole.bands:
                    yield {"index": whole.index} | _cells(band, _form("overall.bands"), of)
        case "tasks":
            for sub_index, task in plan.all_tasks():
                where = _part_cells(sub_index) if sub_index else {}
                yield where | _cells(task, _form("general_tasks"), of)
        case "report_duties":
            for duty in plan.report_duties:
                yield _cells(duty, _form("report_duties"), of) | _due_cells(duty.due)
        case key:
            for value in getattr(plan, key):
                yield _cells(value, _form(key), of)


def _document(plan: Plan, of: PlanTable) -> _CELL:
    cells = _cells(plan, PLAN_FORM, of)
    if plan.document.years:
        cells["document.year"] = str(plan.document.years.first)
        cells["document.last_year"] = str(plan.document.years.last)
    return cells | {"complete": "true" if plan.complete else "false"}


def _parts(plan: Plan) -> tuple[Overall | SubIndex, ...]:
    return (*plan.overall, *plan.sub_indices)


def _part_cells(part: Overall | SubIndex) -> _CELL:
    return {"index": part.index, "sub": part.code if isinstance(part, SubIndex) else ""}


def _result_cells(result: Result) -> _CELL:
    return {"year": str(result.year), "kind": str(result.kind), "of": result.of or ""}


def _due_cells(rule: DueRule | None) -> _CELL:
    if rule is None:
        return {}
    if rule.days:
        return {"due.days": "\n".join(map(_day_of_year, rule.days))}
    if rule.working_days is not None:
        after = "" if rule.after_day is None else str(rule.after_day)
        return {
            "due.way": DueWay.WITHIN,
            "due.working_days": str(rule.working_days),
            "due.after_day": after,
        }
    cells = {"due.way": str(DueWay.BY if rule.inclusive else DueWay.BEFORE)}
    for name in ("day", "weekday"):
        if (number := getattr(rule, name)) is not None:
            cells[f"due.{name}"] = str(number)
    for name in ("month_of_quarter", "month_of_half", "month"):
        if (number := getattr(rule, name)) is not None:
            cells |= {"due.month": str(number), "due.counted": name}
    if rule.of_next_period:
        cells["due.counted"] = DueMonthOf.NEXT_PERIOD
    if rule.of_next_year:
        cells["due.counted"] = DueMonthOf.NEXT_YEAR
    return cells


def _day_of_year(on: DayOfYear) -> str:
    word, later = "by" if on.inclusive else "before", " next_year" if on.of_next_year else ""
    return f"{word} {on.day:02d}-{on.month:02d}{later}"


def _cells(value: Any, form: Record, of: PlanTable) -> _CELL:
    """The columns of a table that are fields of a value, by their keys."""
    cells = {}
    for column in of.columns:
        path = column.key.split(".")
        found = _at(value, form, path)
        if found is not None:
            cells[column.key] = _text(found, column)
    return cells


def _at(value: Any, form: Record, path: list[str]) -> Any:
    """What stands under keys of a file; None where there is nothing, or no such key."""
    field = next((each for each in form.fields if each.key == path[0]), None)
    content = getattr(value, field.name) if field else None
    if field is None or content is None or len(path) == 1:
        return content
    if isinstance(field.shape, Record):
        return _at(content, field.shape, path[1:])
    # What stands under a word of its own, as a due day, has cells of its own.
    if isinstance(field.shape, Tagged):
        return None
    return getattr(content, path[1], None)


def _text(value: Any, column: TableColumn) -> str:
    match value:
        case bool():
            return "true" if value else ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple() if column.kind is PlanCellKind.BANDS:
            return "\n".join(f"{each.from_score:f} {each.name}" for each in value)
        case tuple():
            return ("\n" if column.kind is PlanCellKind.NAMES else ", ").join(value)
    return str(value)


def _form(path: str) -> Record:
    """The form of the records under keys of a plan."""
    form = PLAN_FORM
    for key in path.split("."):
        field = next(each for each in form.fields if key in (each.key, each.name))
        inner = field.shape.item if isinstance(field.shape, Listing) else field.shape
        form = cast(Record, inner)  # only lists of records are tables
    return form


# From tables to the nodes that a file would give.


class _TableReader:
    """Turns tables into nodes and remembers which cell each value comes from."""

    def __init__(self, tables: Tables, catalog: Catalog) -> None:
        self._tables = tables
        self._catalog = catalog
        self.places = Places("")
        self._cells: dict[str, CellPlace] = {}
        rows = self._of("document")
        head = rows[0] if rows else TableRow(number=1, cells={})
        self.head = replace(head, cells={**_unsaid(head.cells), **head.cells})
        self._indices = _codes(self.head.cells.get("indices", ""))
        self._units = _names_of(self._of("units"), "aliases")
        self._people = _names_of(self._of("people"), "role")

    def _of(self, key: str) -> tuple[TableRow, ...]:
        return self._tables.get(key, ())

    def root(self) -> yaml.MappingNode:
        """The whole plan."""
        entries = self._document()
        for key in (
            *("legal_bases", "units", "people", "own_sub_indices"),
            *("report_duties", "recipients", "notes"),
        ):
            form, of = _form(key), table(key)
            records = []
            for number, row in enumerate(self._of(key)):
                path = item(key, number)
                more = self._due(row, path) if key == "report_duties" else {}
                records.append(self._record(row, of, form, path, more))
            entries[key] = _sequence(records, 1)
        wholes, parts = self._wholes(), self._parts("sub_indices")
        self._hang(wholes, parts)
        entries["overall"] = _sequence([each.node(self) for each in wholes], 1)
        entries["sub_indices"] = _sequence([each.node(self) for each in parts], 1)
        general = [row for row in self._of("tasks") if not self._place(row)[1]]
        entries["general_tasks"] = _sequence(
            [
                self._record(row, table("tasks"), _form("general_tasks"), path)
                for row, path in _placed(general, "general_tasks")
            ],
            1,
        )
        return _mapping(entries, PLAN_FORM, 1)

    def _document(self) -> dict[str, yaml.Node]:
        row, of = self.head, table("document")
        record = self._record(row, of, PLAN_FORM, "")
        entries = {key.value: node for key, node in record.value}
        inner = entries.get("document")
        document = {key.value: node for key, node in inner.value} if inner else {}
        last = row.cells.get("document.last_year")
        self._cells["document.years"] = CellPlace(
            table=of.key, row=row.number, column="document.last_year"
        )
        if last:
            first = row.cells.get("document.year", "")
            years = [
                _scalar(text, Whole(minimum=1, maximum=1), row.number) for text in (first, last)
            ]
            document.pop("year", None)
            document.pop("last_year", None)
            document["years"] = _sequence(years, row.number)
        entries["document"] = _mapping(document, _form("document"), row.number)
        return entries

    def _parts(self, key: str) -> list[_PartRows]:
        return [
            _PartRows(
                row=row, table=key, path=path, place=self._place(row, own=key == "sub_indices")
            )
            for row, path in _placed(self._of(key), key)
        ]

    def _wholes(self) -> list[_PartRows]:
        """The whole indices; one that something is said of needs no row of its own."""
        found = self._parts("overall")
        listed = {part.place for part in found}
        said = {self._place(row) for key in _OF_WHOLES for row in self._of(key)}
        unlisted = [
            index for index in self._indices if (index, "") in said and (index, "") not in listed
        ]
        for number, index in enumerate(unlisted, start=len(found)):
            row = TableRow(number=number + 1, cells={"index": index})
            path = item("overall", number)
            found.append(_PartRows(row=row, table="overall", path=path, place=(index, "")))
        return found

    def _hang(self, wholes: list[_PartRows], parts: list[_PartRows]) -> None:
        """Give each part what other tables say of it; refuse what belongs to none."""
        found = {part.place: part for part in reversed([*wholes, *parts])}
        for key in ("targets", "results", "tasks"):
            for row in self._of(key):
                place = self._place(row)
                if key == "tasks" and not place[1]:
                    continue
                if place in found:
                    found[place].rows.setdefault(key, []).append(row)
                else:
                    self._refuse_part(key, row, place)
        for row in self._of("bands"):
            place = self._place(row)[0], ""
            if place in found:
                found[place].rows.setdefault("bands", []).append(row)
            else:
                self._refuse_part("bands", row, place)
        for key in ("list_ranks", "disputes"):
            for row in self._of(key):
                part = found.get(self._place(row))
                held = _of_result(part.rows.get("results", ()), row) if part else None
                if part is None or held is None:
                    self._refuse_result(key, row)
                else:
                    part.more.setdefault((key, held.number), []).append(row)

    def _refuse_part(self, key: str, row: TableRow, place: tuple[str, str]) -> None:
        at = f"{key}#{row.number}"
        column = "sub" if place[1] else "index"
        self._cells[at] = CellPlace(table=key, row=row.number, column=column)
        code = ProblemCode.PART_NOT_LISTED if place[1] else ProblemCode.INDEX_WITHOUT_ROW
        value = row.cells.get(column, place[0])
        self.places.contradict(at, code, value=value)

    def _refuse_result(self, key: str, row: TableRow) -> None:
        at = f"{key}#{row.number}"
        self._cells[at] = CellPlace(table=key, row=row.number, column="year")
        self.places.contradict(at, ProblemCode.RESULT_NOT_LISTED, value=row.cells.get("year", ""))

    def _place(self, row: TableRow, *, own: bool = False) -> tuple[str, str]:
        """The index and the sub-index that a row is about; "" for a whole index or for neither."""
        typed = row.cells.get("code" if own else "sub", "")
        only = self._indices[0] if len(self._indices) == 1 else ""
        index = row.cells.get("index", "") or only
        return index, self.sub_index(index, typed)

    def sub_index(self, index: str, typed: str) -> str:
        """The code of a sub-index by its code or one of its names; as typed where it has none."""
        if not typed:
            return ""
        wanted = fold_name(typed)
        own = [row.cells for row in self._of("own_sub_indices") if _is_of(row, index)]
        for named in ("code", "name"):
            for cells in own:
                said = cells.get(named, "")
                if said and (said == typed if named == "code" else fold_name(said) == wanted):
                    return cells.get("code", "")
        if known := self._known(index, typed):
            return known
        for row in self._of("sub_indices"):
            if _is_of(row, index) and fold_name(row.cells.get("printed_name", "")) == wanted:
                return self._known(index, row.cells.get("code", "")) or typed
        return typed

    def _known(self, index: str, typed: str) -> str | None:
        """The code in the catalogue's set of the year and province, by code or name."""
        cells = self.head.cells
        year, province = cells.get("document.year", ""), cells.get("agency.province", "")
        if not _WHOLE.fullmatch(year):
            return None
        if self._catalog.sub_index(index, typed, int(year), province):
            return typed
        found = self._catalog.find(index, typed, int(year), province)
        return found.code if found else None

    def _record(
        self,
        row: TableRow,
        of: PlanTable,
        form: Record,
        path: str,
        more: Mapping[str, yaml.Node] | None = None,
    ) -> yaml.MappingNode:
        """A row as a record of a form; ``more`` are entries that other rows or cells make."""
        self._cells[path] = CellPlace(table=of.key, row=row.number, column=None)
        tree: dict[str, Any] = {}
        for column in of.columns:
            head, _, rest = column.key.partition(".")
            if head in _ELSEWHERE.get(of.key, ()):
                continue
            at = join(path, column.key)
            self._cells[at] = CellPlace(table=of.key, row=row.number, column=column.key)
            if rest:
                parent = at.rpartition(".")[0]
                self._cells.setdefault(parent, self._cells[at])
                if "." in rest:
                    self._cells.setdefault(parent.rpartition(".")[0], self._cells[at])
            if text := self._meant(row, of, column):
                _put(tree, column.key.split("."), text)
        return self._nodes(tree, form, row.number, dict(more or {}))

    def _meant(self, row: TableRow, of: PlanTable, column: TableColumn) -> str | list[str]:
        """The text of a cell with names made codes; a list where it holds several."""
        text = row.cells.get(column.key, "")
        match column.kind:
            case PlanCellKind.UNITS:
                return _by_name(text, self._units)
            case PlanCellKind.PERSON:
                return self._people.get(fold(text), text)
            case PlanCellKind.SUB_INDEX:
                return self._place(row, own=column.key == "code")[1]
            case PlanCellKind.INDEX:
                only = self._indices[0] if len(self._indices) == 1 else ""
                return text or only
            case PlanCellKind.INDICES | PlanCellKind.PERIODS:
                return _codes(text)
            case PlanCellKind.NAMES:
                return [each for each in text.split("\n") if each.strip()]
        return text

    def _nodes(
        self, tree: dict[str, Any], form: Record, line: int, entries: dict[str, yaml.Node]
    ) -> yaml.MappingNode:
        shapes = {field.key: field.shape for field in form.fields}
        for key, content in tree.items():
            shape = shapes.get(key)
            if isinstance(shape, Record):
                entries[key] = self._nodes(content, shape, line, {})
            elif isinstance(content, dict):
                entries[key] = _span(content, line)
            elif isinstance(content, list):
                inner = shape.item if isinstance(shape, Listing) else Text()
                entries[key] = _sequence([_scalar(each, inner, line) for each in content], line)
            else:
                entries[key] = _scalar(content, shape or Text(), line)
        return _mapping(entries, form, line)

    def _due(self, row: TableRow, path: str) -> dict[str, yaml.Node]:
        """The due rule of a duty: from its days, else from the cells that say one."""
        at = join(path, "due")
        for column in table("report_duties").columns:
            if column.key.startswith("due."):
                cell = CellPlace(table="report_duties", row=row.number, column=column.key)
                self._cells[join(path, column.key)] = cell
        self._cells[at] = self._cells[join(at, "way")]
        cells = {
            key.removeprefix("due."): text
            for key, text in row.cells.items()
            if key.startswith("due.")
        }
        days, way = cells.pop("days", ""), cells.pop("way", "")
        if not (days or way or cells):
            return {}
        if days:
            if way or cells:
                self.places.refuse(
                    join(at, "way"), ProblemCode.EITHER_OF, key="due.days", other="due.way"
                )
            return {"due": self._listed(days, row.number, at)}
        if not way:
            self.places.refuse(join(at, "way"), ProblemCode.MISSING_VALUE)
            return {}
        if way not in list(DueWay):
            self.places.refuse(
                join(at, "way"), ProblemCode.BAD_CHOICE, value=way, allowed=tuple(DueWay)
            )
            return {}
        inner = self._within(cells) if way == DueWay.WITHIN else self._by_day(row, cells, at)
        for key in (*cells, "of", "month_of_quarter", "month_of_half", "after"):
            cell = self._cells[join(at, _DUE_COLUMNS.get(key, key))]
            self._cells[join(at, f"{way}.{key}")] = cell
        return {"due": _plain({way: inner}, row.number)}

    def _listed(self, days: str, line: int, at: str) -> yaml.Node:
        self._cells[at] = self._cells[join(at, "days")]
        listed: list[yaml.Node] = []
        for number, each in enumerate(filter(str.strip, days.split("\n"))):
            self._cells[item(at, number)] = self._cells[at]
            found = _DAY_OF_YEAR.fullmatch(each.strip())
            if found is None:
                self.places.refuse(at, ProblemCode.BAD_DAY_OF_YEAR, value=each)
                continue
            word, day, month, later = found.groups()
            inner: dict[str, Any] = {"day": str(int(day)), "month": str(int(month))}
            listed.append(_plain({word: inner | ({"of": "next_year"} if later else {})}, line))
        return _sequence(listed, line)

    def _within(self, cells: _CELL) -> dict[str, Any]:
        inner: dict[str, Any] = {
            key: text for key, text in cells.items() if key not in ("after_day",)
        }
        after = cells.get("after_day")
        return inner | {"after": {"day": after} if after else "period_end"}

    def _by_day(self, row: TableRow, cells: _CELL, at: str) -> dict[str, Any]:
        """The cells of a rule by a day as keys of a file; which month is meant by the cadence."""
        inner = {key: text for key, text in cells.items() if key not in ("month", "counted")}
        month, counted = cells.get("month", ""), cells.get("counted", "")
        if not counted and month:
            counted = _MONTH_OF.get(row.cells.get("cadence", ""), DueMonthOf.YEAR)
        if not counted:
            return inner
        if counted not in list(DueMonthOf):
            self.places.refuse(
                join(at, "counted"),
                ProblemCode.BAD_CHOICE,
                value=counted,
                allowed=tuple(DueMonthOf),
            )
            return inner
        if counted == DueMonthOf.NEXT_PERIOD:
            return inner | {"of": counted} | ({"month": month} if month else {})
        if not month:
            self.places.refuse(join(at, "month"), ProblemCode.MISSING_VALUE)
            return inner
        if counted == DueMonthOf.NEXT_YEAR:
            return inner | {"of": counted, "month": month}
        return inner | {counted: month}

    def told(self, error: PlanFileError) -> Iterator[CellProblem]:
        """The problems of the file that the tables would be, each at its cell."""
        told: dict[tuple[str, int | None, str | None], CellProblem] = {}
        for problem in error.problems:
            cell = self.cell_of(problem.field or "")
            code = problem.code
            if cell.column is not None and code is ProblemCode.BAD_CODE:
                code = _NO_SUCH.get(table(cell.table).column(cell.column).kind, code)
            found = CellProblem(
                code=code,
                table=cell.table,
                row=cell.row,
                column=cell.column,
                arguments=problem.arguments,
            )
            told.setdefault((cell.table, cell.row, cell.column), found)
        yield from sorted(told.values(), key=_order)

    def cell_of(self, path: str) -> CellPlace:
        """The cell that what stands at a path comes from."""
        while path and path not in self._cells:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._cells.get(path) or CellPlace(table="document", row=None, column=None)

    def result(self, row: TableRow, path: str, part: _PartRows) -> yaml.MappingNode:
        """A result with what other tables say of it."""
        more: dict[str, yaml.Node] = {}
        for key, name in (("list_ranks", "ranks"), ("disputes", "disputed_by")):
            rows = part.more.get((key, row.number), [])
            form = _form(f"overall.results.{name}")
            nodes = [
                self._record(each, table(key), form, at)
                for each, at in _placed(rows, join(path, name))
            ]
            if nodes:
                more[name] = _sequence(nodes, row.number)
        return self._record(row, table("results"), _form("overall.results"), path, more)

    def child(self, key: str, row: TableRow, path: str, part: _PartRows) -> yaml.MappingNode:
        """A target, a result, a task or a band of a part."""
        if key == "results":
            return self.result(row, path, part)
        form = _form("general_tasks" if key == "tasks" else f"overall.{key}")
        return self._record(row, table(key), form, path)

    def part(self, part: _PartRows, more: Mapping[str, yaml.Node]) -> yaml.MappingNode:
        """A whole index or a sub-index with everything that hangs on it."""
        return self._record(part.row, table(part.table), _form(part.table), part.path, more)


class _PartRows:
    """A whole index or a sub-index, with the rows of other tables that are about it."""

    def __init__(self, *, row: TableRow, table: str, path: str, place: tuple[str, str]) -> None:
        self.row, self.table, self.path, self.place = row, table, path, place
        self.rows: dict[str, list[TableRow]] = {}
        self.more: dict[tuple[str, int], list[TableRow]] = {}

    def node(self, reader: _TableReader) -> yaml.MappingNode:
        """The part as a record of a file."""
        more = {
            key: _sequence(
                [
                    reader.child(key, row, path, self)
                    for row, path in _placed(rows, join(self.path, key))
                ],
                self.row.number,
            )
            for key, rows in self.rows.items()
        }
        return reader.part(self, more)


# Tables whose rows may be about a whole index.
_OF_WHOLES = ("targets", "results", "bands")
# Columns that say where a row belongs, or that are read together with others.
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "targets": ("index", "sub"),
    "results": ("index", "sub"),
    "tasks": ("index", "sub"),
    "bands": ("index",),
    "list_ranks": ("index", "sub", "year", "kind", "of"),
    "disputes": ("index", "sub", "year", "kind", "of"),
    "report_duties": ("due",),
}
_DUE_COLUMNS = {
    "of": "counted",
    "month_of_quarter": "month",
    "month_of_half": "month",
    "after": "after_day",
}
_MONTH_OF: Mapping[str, str] = {
    Cadence.QUARTERLY: DueMonthOf.QUARTER,
    Cadence.HALF_YEARLY: DueMonthOf.HALF_YEAR,
}
# What a text that is no code means in a cell that names something.
_NO_SUCH = {
    PlanCellKind.UNITS: ProblemCode.UNKNOWN_UNIT,
    PlanCellKind.PERSON: ProblemCode.UNKNOWN_PERSON,
    PlanCellKind.SUB_INDEX: ProblemCode.PART_NOT_LISTED,
}


def _order(problem: CellProblem) -> tuple[int, int, int]:
    """By table, row and column."""
    tables = [each.key for each in TABLES]
    columns = [each.key for each in table(problem.table).columns]
    column = columns.index(problem.column) if problem.column else -1
    return tables.index(problem.table), problem.row or 0, column


def _unsaid(head: Mapping[str, str]) -> _CELL:
    """What the head of a plan says where it says nothing: its usual code, and that it is whole."""
    code, year = head.get("agency.code"), head.get("document.year")
    return {"complete": "true"} | ({"id": f"{code}-{year}"} if code and year else {})


def _is_of(row: TableRow, index: str) -> bool:
    return row.cells.get("index", index) == index


def _placed(rows: Iterable[TableRow], path: str) -> Iterator[tuple[TableRow, str]]:
    for number, row in enumerate(rows):
        yield row, item(path, number)


def _of_result(rows: Iterable[TableRow], wanted: TableRow) -> TableRow | None:
    keys = ("year", "kind", "of")
    same = [wanted.cells.get(key, "") for key in keys]
    return next((row for row in rows if [row.cells.get(key, "") for key in keys] == same), None)


def _names_of(rows: Iterable[TableRow], others: str) -> dict[str, str]:
    """Codes by every name of units or people, without case and marks; codes themselves first."""
    names: dict[str, str] = {}
    for row in rows:
        code = row.cells.get("code", "")
        more = row.cells.get("aliases", "").split("\n") if others == "aliases" else []
        for name in filter(None, (row.cells.get("name", ""), *more)):
            names.setdefault(fold(name), code)
    return names | {
        fold(row.cells["code"]): row.cells["code"] for row in rows if "code" in row.cells
    }


def _by_name(text: str, names: Mapping[str, str]) -> list[str]:
    """Several codes of a cell, each typed as it is or by a name, which may hold a comma."""
    found = []
    for piece in re.split(r"[;\n]", text):
        whole = names.get(fold(piece.strip()))
        for each in (whole,) if whole else piece.split(","):
            if each.strip():
                found.append(names.get(fold(each.strip()), each.strip()))
    return found


def _codes(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"[,;\n]", text) if each.strip()]


def _put(tree: dict[str, Any], path: list[str], content: Any) -> None:
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = content


def _span(content: Mapping[str, str], line: int) -> yaml.SequenceNode:
    """First and last line; a single one is both."""
    first = content.get("first", "") or content.get("last", "")
    last = content.get("last", "") or first
    of = Whole(minimum=1, maximum=1)
    return _sequence([_scalar(each, of, line) for each in (first, last)], line)


def _mapping(entries: Mapping[str, yaml.Node], form: Record, line: int) -> yaml.MappingNode:
    """Entries as a map; what a form requires but may be unknown stands there as null."""
    nodes = dict(entries)
    for field in form.fields:
        if field.required and field.key not in nodes:
            if field.nullable:
                nodes[field.key] = _null(line)
            elif isinstance(field.shape, Listing) and not field.shape.filled:
                nodes[field.key] = _sequence([], line)
            elif isinstance(field.shape, Record):
                nodes[field.key] = _mapping({}, field.shape, line)
    return _of_nodes(nodes, line)


def _of_nodes(nodes: Mapping[str, yaml.Node], line: int) -> yaml.MappingNode:
    pairs = [
        (_marked(yaml.ScalarNode(_TAG + "str", key), line), node) for key, node in nodes.items()
    ]
    return _marked(yaml.MappingNode(_TAG + "map", pairs), line)


def _plain(content: Mapping[str, Any], line: int) -> yaml.MappingNode:
    """A due rule: every scalar is a whole number or a word."""
    nodes: dict[str, yaml.Node] = {}
    for key, each in content.items():
        if isinstance(each, Mapping):
            nodes[key] = _plain(each, line)
        else:
            shape: Shape = Whole(minimum=1, maximum=1) if _WHOLE.fullmatch(each) else Text()
            nodes[key] = _scalar(each, shape, line)
    return _of_nodes(nodes, line)


def _sequence(nodes: list[Any], line: int) -> yaml.SequenceNode:
    return _marked(yaml.SequenceNode(_TAG + "seq", nodes), line)


def _scalar(text: str, shape: Shape, line: int) -> yaml.ScalarNode:
    """A text as the scalar that a file would hold for it."""
    tag = "str"
    if isinstance(shape, Whole) and _WHOLE.fullmatch(text):
        tag = "int"
    elif not isinstance(shape, Text | Number | Choice) and text in ("true", "false"):
        tag = "bool"
    return _marked(yaml.ScalarNode(_TAG + tag, text), line)


def _null(line: int) -> yaml.ScalarNode:
    return _marked(yaml.ScalarNode(_TAG + "null", "null"), line)


def _marked(node: N, line: int) -> N:
    """A node of a row: places count lines from 1, marks from 0."""
    node.start_mark = yaml.Mark("", 0, line - 1, 0, None, 0)
    return node
