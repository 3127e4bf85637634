"""The form of a unit for a quarter: made for Excel, taken back, and recorded as a whole or not.

What is recorded goes the way of the screen, with the same rules and one entry in the history for
each line that changed. A line that somebody else changed meanwhile is named, and nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ddci_tracker.domain.acts import Conclusion, TaskStatus
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan, Task
from ddci_tracker.domain.plan_tables import PlanTable, TableRow, Tables
from ddci_tracker.domain.tasks import answering_unit, speakers_of
from ddci_tracker.domain.unit_form import (
    FILLED_IN,
    FORM,
    FORM_CONCLUSIONS,
    FORM_TABLES,
    FORM_TASKS,
    RowState,
)
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.office import plan_workbook_reading
from ddci_tracker.office.plan_workbook_reading import FilledIn, UnfitWorkbook
from ddci_tracker.services.acts import Act, OnlyTried, today_of
from ddci_tracker.services.boards import read_content
from ddci_tracker.services.conclusions import ConclusionWord, say_in
from ddci_tracker.services.my_work import OpenedTask, open_tasks
from ddci_tracker.services.permissions import Action, Actor, Forbidden, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import WrongCells
from ddci_tracker.services.task_form import Filled, Recovery
from ddci_tracker.services.task_updates import update_in
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.errors import Conflict, NoSuchRevision
from ddci_tracker.store.kinds import CONCLUSION
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = ["FormOf", "FormReading", "FormRow", "RowState", "export_form", "read_form"]

# Where a refusal of a field is shown; others are of the line as a whole.
_COLUMN_OF: Mapping[str, str] = {
    **{each: each for each in FILLED_IN},
    "who": "recovery",
    "what": "recovery",
    "when": "recovery",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A line of a form. ``changes`` are cells before and after in the neutral form, by column.

    ``error`` is what keeps it from being recorded; ``cell`` where in the file that is.
    """

    table: str
    code: str
    title: str
    state: RowState
    changes: tuple[tuple[str, str, str], ...] = ()
    error: Exception | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """A form that was taken back. ``recorded``: what changed in it was."""

    plan: str
    unit: str
    quarter: Period
    rows: tuple[FormRow, ...]
    recorded: bool = False

    def count(self, state: RowState) -> int:
        """How many lines there are of a state."""
        return sum(row.state is state for row in self.rows)

    @property
    def may_be_recorded(self) -> bool:
        """Whether something changed and nothing stands in the way."""
        wrong = self.count(RowState.CONFLICT) + self.count(RowState.ERROR)
        return not wrong and self.count(RowState.CHANGED) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOf:
    """Which form is meant: that of a unit of a plan for a quarter."""

    plan: str
    unit: str
    quarter: Period


def export_form(tracker: Tracker, act: Act, of: FormOf, words: Words) -> bytes:
    """The form as it is filled in by what was said by now; an Excel file.

    ``Refused`` for a unit or a quarter that the plan does not have; ``UnknownPlan``,
    ``Forbidden``.
    """
    # Most processes never write a workbook.
    from ddci_tracker.office import unit_form

    plan = _plan(tracker, act.actor, of, act.now)
    title = words.text(
        N_("Form of {unit}, {quarter}"),
        unit=next(unit.name for unit in plan.units if unit.code == of.unit),
        quarter=of.quarter,
    )
    return unit_form.write(_Stand(tracker, act, of, plan).tables(), title, act.now, words)


def read_form(
    tracker: Tracker,
    file_name: str,
    body: bytes,
    act: Act,
    *,
    expected: FormOf | None = None,
    confirm: bool = False,
) -> FormReading:
    """What a form that was filled in would change; with ``confirm`` it is recorded.

    Recorded is all or nothing: where a line is wrong or was changed meanwhile, nothing is.
    ``WrongCells`` for a file that is no whole form; ``Refused`` for another plan, unit or quarter
    than the ``expected`` one; ``UnknownPlan``, ``Forbidden``.
    """
    book = _filled_in(file_name, body)
    of = _form_of(book)
    if expected is not None and of != expected:
        raise Refused(
            N_(
                "This form is for {plan}, unit {unit}, {quarter}, and not for {other_plan}, unit"
                " {other_unit}, {other_quarter}; nothing was recorded"
            ),
            plan=of.plan,
            unit=of.unit,
            quarter=of.quarter,
            other_plan=expected.plan,
            other_unit=expected.unit,
            other_quarter=expected.quarter,
        )
    plan = _plan(tracker, act.actor, of, act.now)
    stand = _Stand(tracker, act, of, plan)
    found: list[FormReading] = []
    try:
        with writing(tracker.engine) as session:
            rows = tuple(_Taking(session, stand, book, act).rows())
            found.append(FormReading(plan=of.plan, unit=of.unit, quarter=of.quarter, rows=rows))
            if not (confirm and found[0].may_be_recorded):
                raise OnlyTried
    except OnlyTried:
        return found[0]
    return FormReading(
        plan=of.plan, unit=of.unit, quarter=of.quarter, rows=found[0].rows, recorded=True
    )


def _filled_in(file_name: str, body: bytes) -> FilledIn:
    from ddci_tracker.office.unit_form import UNIT_FORM

    try:
        return plan_workbook_reading.read(file_name, body, UNIT_FORM)
    except UnfitWorkbook as unfit:
        raise WrongCells(faults=unfit.faults) from unfit


def _form_of(book: FilledIn) -> FormOf:
    (about,) = book.tables[FORM.key]
    cells = about.cells
    try:
        quarter = Period.parse(cells.get("quarter", ""))
    except ValueError:
        quarter = None
    if quarter is None or quarter.kind is not PeriodKind.QUARTER or not cells.get("plan"):
        raise Refused(N_("The form does not say its plan, unit and quarter any more; download it"))
    return FormOf(plan=cells["plan"], unit=cells.get("unit", ""), quarter=quarter)


def _plan(tracker: Tracker, actor: Actor, of: FormOf, now: datetime) -> Plan:
    plan = read_content(tracker, actor, of.plan, now=now)
    require(actor, Action.UPDATE_TASK, agency=plan.agency.code, units=(of.unit,))
    if plan.unit(of.unit) is None:
        raise Refused(
            N_("Plan {plan} has no unit {unit}; there are {units}"),
            field="unit",
            plan=plan.id,
            unit=of.unit,
            units=tuple(unit.code for unit in plan.units),
        )
    if of.quarter.first_day > today_of(plan, now):
        raise Refused(N_("{quarter} has not begun yet"), field="quarter", quarter=of.quarter)
    return plan


class _Stand:
    """How the tasks and conclusions of a unit stand, as the cells of its form."""

    def __init__(self, tracker: Tracker, act: Act, of: FormOf, plan: Plan) -> None:
        self.of, self.plan = of, plan
        parts = {
            task.code: (part, task)
            for part, task in plan.all_tasks()
            if of.unit in (*speakers_of(plan, task), answering_unit(plan, task))
        }
        self.parts = {code: part.printed_name if part else "" for code, (part, _) in parts.items()}
        opened = open_tasks(tracker, act.actor, plan.id, parts, of.quarter, now=act.now)
        self.tasks: dict[str, OpenedTask] = {each.task.code: each for each in opened}
        with reading(tracker.engine) as session:
            known = queries.versions(
                session, CONCLUSION, plan.id, as_of=queries.ALWAYS, known_at=queries.EVER
            )
            held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER)
            self.chains = queries.chains(session, CONCLUSION, plan.id, held)
        self.conclusions = {
            key: version
            for key, version in sorted(held.items())
            if version.value is not None
            and of.unit in (*version.value.units, *version.value.with_units)
        }

    def tables(self) -> Tables:
        """The form as it stands now."""
        about = {"plan": self.plan.id, "unit": self.of.unit, "quarter": str(self.of.quarter)}
        tasks = [
            {
                **self.about_task(each.task),
                **task_cells(each.filled),
                "revision": str(each.revision),
            }
            for each in self.tasks.values()
        ]
        conclusions = [
            {
                **about_conclusion(version.value),
                **conclusion_cells(version.value),
                "revision": str(self.chains[key][-1].revision),
            }
            for key, version in self.conclusions.items()
            if version.value is not None and version.value.done_on is None
        ]
        return {
            FORM.key: (TableRow(number=1, cells=about),),
            FORM_TASKS.key: _numbered(tasks),
            FORM_CONCLUSIONS.key: _numbered(conclusions),
        }

    def about_task(self, task: Task) -> dict[str, str]:
        """What the form says of a task."""
        return {
            "code": task.code,
            "title": task.title,
            "part": self.parts[task.code],
            "due": task.due.isoformat() if task.due else "",
        }


def about_conclusion(said: Conclusion) -> dict[str, str]:
    """What the form says of a conclusion."""
    due = said.due.isoformat() if said.due else ""
    ongoing = "true" if said.ongoing else ""
    return {"code": said.id, "text": said.text, "due": due, "ongoing": ongoing}


def task_cells(filled: Filled) -> dict[str, str]:
    """The form of a task as cells."""
    return {
        "status": str(filled.status) if filled.status else "",
        "percent": filled.percent,
        "actual": filled.actual.replace(",", "."),
        "done_on": filled.done_on.isoformat() if filled.done_on else "",
        "note": filled.note,
        "difficulty": filled.difficulty,
        "needs_help": "true" if filled.needs_help else "",
        "recovery": filled.recovery.written() or "",
    }


def conclusion_cells(said: Conclusion) -> dict[str, str]:
    """What was said of a conclusion as cells."""
    return {
        "status": str(said.status) if said.status else "",
        "done_on": said.done_on.isoformat() if said.done_on else "",
        "note": said.note or "",
    }


def _numbered(rows: list[dict[str, str]]) -> tuple[TableRow, ...]:
    return tuple(TableRow(number=number, cells=row) for number, row in enumerate(rows, start=1))


class _Taking:
    """Takes the lines of a form one by one, each on what it was made from."""

    def __init__(self, session: Session, stand: _Stand, book: FilledIn, act: Act) -> None:
        self._session, self._stand, self._book, self._act = session, stand, book, act

    def rows(self) -> Iterator[FormRow]:
        """Every line with what becomes of it; those that changed are recorded."""
        known: dict[str, Mapping[str, object]] = {
            FORM_TASKS.key: self._stand.tasks,
            FORM_CONCLUSIONS.key: self._stand.conclusions,
        }
        for of in FORM_TABLES[1:]:
            seen: set[str] = set()
            for row in self._book.tables[of.key]:
                code = row.cells.get("code", "")
                if code not in known[of.key]:
                    yield self._wrong(of, row, Refused(_NOT_OF_THE_FORM, code=code), "code")
                elif code in seen:
                    yield self._wrong(of, row, Refused(_TWICE, code=code), "code")
                else:
                    seen.add(code)
                    yield self._row(of, row, code)

    def _row(self, of: PlanTable, row: TableRow, code: str) -> FormRow:
        written = row.cells.get("revision", "")
        if not written.isdecimal():
            return self._wrong(of, row, Refused(_WITHOUT_REVISION, code=code), "revision")
        revision = int(written)
        base = self._base(of, code, revision)
        mine = {key: row.cells.get(key, "") for key in base}
        # "No" and nothing at all are the same answer.
        if mine.get("needs_help") == "false":
            mine["needs_help"] = ""
        changes = tuple((key, base[key], mine[key]) for key in base if base[key] != mine[key])
        title = self._title(of, code)
        if not changes:
            return FormRow(table=of.key, code=code, title=title, state=RowState.UNCHANGED)
        try:
            with self._session.begin_nested():
                self._record(of, code, mine, revision)
        except (Conflict, Refused, Forbidden, NoSuchRevision) as error:
            field = error.field if isinstance(error, Refused) else None
            return FormRow(
                table=of.key,
                code=code,
                title=title,
                state=RowState.CONFLICT if isinstance(error, Conflict) else RowState.ERROR,
                changes=changes,
                error=error,
                cell=self._book.address(of.key, row.number, _COLUMN_OF.get(field or "", "code")),
            )
        return FormRow(
            table=of.key, code=code, title=title, state=RowState.CHANGED, changes=changes
        )

    def _base(self, of: PlanTable, code: str, revision: int) -> dict[str, str]:
        """What the form was filled in with when it was made."""
        if of is FORM_TASKS:
            return task_cells(self._stand.tasks[code].filled_at(revision))
        chain = self._stand.chains[code]
        known = tuple(each for each in chain if each.revision <= revision)
        held = holding(known, as_of=queries.ALWAYS, known_at=queries.EVER).get(code)
        said = held.value if held else None
        return conclusion_cells(said) if said else {"status": "", "done_on": "", "note": ""}

    def _record(self, of: PlanTable, code: str, cells: Mapping[str, str], revision: int) -> None:
        act = Act(actor=self._act.actor, now=self._act.now, revision=revision)
        plan, form = self._stand.plan, self._stand.of
        if of is FORM_TASKS:
            said = _filled(cells).update(self._stand.tasks[code].task, form.quarter)
            update_in(self._session, plan.id, replace(said, unit=form.unit), act)
            return
        status = cells["status"]
        if not status:
            raise Refused(N_("Choose how far the task is"), field="status")
        word = ConclusionWord(
            unit=form.unit,
            status=_status(status),
            note=cells["note"] or None,
            done_on=_day(cells["done_on"]),
        )
        say_in(self._session, plan.id, code, word, act)

    def _title(self, of: PlanTable, code: str) -> str:
        if of is FORM_TASKS:
            return self._stand.tasks[code].task.title
        version: Version[Conclusion] = self._stand.conclusions[code]
        return version.value.text if version.value else code

    def _wrong(self, of: PlanTable, row: TableRow, error: Exception, column: str) -> FormRow:
        return FormRow(
            table=of.key,
            code=row.cells.get("code", ""),
            title=row.cells.get("title", row.cells.get("text", "")),
            state=RowState.ERROR,
            error=error,
            cell=self._book.address(of.key, row.number, column),
        )


_NOT_OF_THE_FORM = N_("“{code}” is no line of this form; its first cells stay as they are")
_TWICE = N_("“{code}” stands here twice")
_WITHOUT_REVISION = N_("The line of {code} has lost its revision; download the form again")


def _filled(cells: Mapping[str, str]) -> Filled:
    return Filled(
        status=_status(cells["status"]) if cells["status"] else None,
        percent=cells["percent"],
        actual=cells["actual"],
        done_on=_day(cells["done_on"]),
        note=cells["note"],
        difficulty=cells["difficulty"],
        needs_help=_truth(cells["needs_help"]),
        recovery=Recovery.read(cells["recovery"]),
    )


def _status(cell: str) -> TaskStatus:
    try:
        return TaskStatus(cell)
    except ValueError:
        raise Refused(N_("“{typed}” is none of the list"), field="status", typed=cell) from None


def _truth(cell: str) -> bool:
    if cell not in ("", "true"):
        raise Refused(N_("“{typed}” is none of the list"), field="needs_help", typed=cell)
    return cell == "true"


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
