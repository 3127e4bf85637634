"""The illustration plan: a template of an invented plan and of what is recorded on it in its year.

Read for one year, it gives a plan like any other and the dated acts that make every kind of
light and report state show on its own today. Nothing is recorded here, and no clock is read: the
same year gives the same illustration for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from string import Template
from typing import Annotated, assert_never

import yaml

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.deadlines import periods_of
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind, Meeting, MeetingState
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Plan, ReportDuty, Result
from ddci_tracker.plans.contradictions import check_plan
from ddci_tracker.plans.form import PLAN_FORM, Whole, record_of
from ddci_tracker.plans.nodes import compose, read_text
from ddci_tracker.plans.places import Places, item, join
from ddci_tracker.plans.problems import ProblemCode
from ddci_tracker.plans.reading import read_value

YEARS_BACK = 5
"""How many years before its own a template may name: ``${last_year}``, ``${year_2}`` and on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenOn:
    """A month that is frozen as of a day, its last one where none is named."""

    month: Period
    as_of: date | None


Recorded = (
    TaskUpdate | ReportAct | Extension | DueRule | ResultEntry | Meeting | Conclusion | FrozenOn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedAct:
    """One act of the illustration: the day it counts for, who recorded it, and what it says.

    ``by`` names a unit's officer, never a person. ``key`` is the natural key of the thing that
    the act is a version of, within its kind; a due rule's is the code of its duty.
    """

    on: date
    by: str
    key: str
    value: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """An invented plan and its acts by day; those of one day stand in the template's order."""

    plan: Plan
    acts: tuple[DatedAct, ...]


def read_illustration(path: Path, year: int, catalog: Catalog | None = None) -> Illustration:
    """The illustration of a year from the template in a file.

    With a catalogue the plan is checked against it too. Raises PlanFileError with the problems
    of the plan, or of its acts where the plan has none; lines count in the template.
    """
    places = Places(path.as_posix())
    text = Template(read_text(path)).safe_substitute(_years(year))
    parts = _parts(compose(text, places.file), places)
    places.raise_problems()
    plan = _read_plan(parts["plan"], places.file, catalog)
    return Illustration(plan=plan, acts=_read_acts(parts["acts"], plan, places))


def _years(year: int) -> dict[str, int]:
    earlier = {f"year_{back}": year - back for back in range(2, YEARS_BACK + 1)}
    return {"year": year, "last_year": year - 1, **earlier}


def _parts(root: yaml.Node, places: Places) -> dict[str, yaml.Node]:
    """The two parts of a template, each with the lines it has in the file."""
    if not isinstance(root, yaml.MappingNode):
        places.refuse("", ProblemCode.EXPECTED_MAP)
        return {}
    known = ("plan", "acts")
    parts = {str(key.value): value for key, value in root.value}
    for key in known:
        if key not in parts:
            places.refuse(key, ProblemCode.MISSING_KEY, key=key)
    for key, value in parts.items():
        if key not in known:
            line = value.start_mark.line + 1
            places.refuse(key, ProblemCode.UNKNOWN_KEY, line, key=key, known=known)
    return parts


def _read_plan(node: yaml.Node, file: str, catalog: Catalog | None) -> Plan:
    places = Places(file)
    plan: Plan = read_value(node, PLAN_FORM, places)
    check_plan(plan, places, catalog)
    places.raise_problems()
    return plan


# The acts as they are written. Quarters and periods are numbers, since their year is the plan's;
# ``by`` is the code of the unit whose officer records the act.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Update(_Act):
    """What a unit says of a task in a quarter; the unit that speaks is the one that records."""

    task: str
    quarter: Annotated[int, Whole(minimum=1, maximum=4)]
    status: TaskStatus
    percent: Annotated[int, Whole(minimum=0, maximum=100)] | None = None
    done_on: date | None = None
    note: str | None = None
    difficulty: str | None = None
    needs_help: bool = False
    recovery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnReport(_Act):
    """``period`` counts those that the duty has in a year, from 1."""

    duty: str
    unit: str
    period: Annotated[int, Whole(minimum=1, maximum=12)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step(_OnReport):
    step: ReportStep
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extension(_OnReport):
    last_day: date
    approver: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _DueDay(_Act):
    duty: str
    due: DueRule


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result(_Act):
    index: str
    sub_index: str | None = None
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting(_Act):
    """``agenda`` names items by kind and what each is about: ``sub_index:DDCI/time_cost``."""

    id: str
    met_on: date
    state: MeetingState
    title: str
    chair: str
    units: tuple[str, ...]
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conclusion(_Act):
    id: str
    meeting: str
    about: str | None
    text: str
    units: tuple[str, ...]
    due: date | None
    with_units: tuple[str, ...] = ()
    authority: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed(_Act):
    """What a unit says of a conclusion, and whether the Office accepted it by then."""

    id: str
    status: TaskStatus
    note: str
    done_on: date | None = None
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frozen(_Act):
    """A month that is frozen, by its number; as of its last day unless another is named."""

    month: Annotated[int, Whole(minimum=1, maximum=12)]
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Acts:
    """``officer`` is the label of who records, with the unit's name in place of ``{unit}``."""

    officer: str
    due_days: tuple[_DueDay, ...]
    extensions: tuple[_Extension, ...]
    reports: tuple[_Step, ...]
    results: tuple[_Result, ...]
    meetings: tuple[_Meeting, ...]
    conclusions: tuple[_Conclusion, ...]
    followed: tuple[_Followed, ...]
    updates: tuple[_Update, ...]
    months: tuple[_Frozen, ...]


_Written = (
    _Update | _Step | _Extension | _DueDay | _Result | _Meeting | _Conclusion | _Followed | _Frozen
)
_ACTS_FORM = record_of(_Acts)


def _read_acts(node: yaml.Node, plan: Plan, places: Places) -> tuple[DatedAct, ...]:
    written: _Acts = read_value(node, _ACTS_FORM, places)
    placed = list(_placed(written))
    for path, act in placed:
        _check(act, path, plan, places)
    places.raise_problems()
    names = {unit.code: written.officer.replace("{unit}", unit.name) for unit in plan.units}
    dated = []
    for _, act in placed:
        key, value = _recorded(act, plan, written)
        dated.append(DatedAct(on=act.on, by=names[act.by], key=key, value=value))
    return tuple(sorted(dated, key=lambda act: act.on))


def _placed(written: _Acts) -> Iterator[tuple[str, _Written]]:
    """Every act with its path in the template."""
    lists: dict[str, tuple[_Written, ...]] = {
        "due_days": written.due_days,
        "extensions": written.extensions,
        "reports": written.reports,
        "results": written.results,
        "meetings": written.meetings,
        "conclusions": written.conclusions,
        "followed": written.followed,
        "updates": written.updates,
        "months": written.months,
    }
    for key, acts in lists.items():
        for number, act in enumerate(acts):
            yield item(key, number), act


def _check(act: _Written, path: str, plan: Plan, places: Places) -> None:
    """Add a problem for every code in an act that its plan does not have."""
    units = {unit.code for unit in plan.units}
    duties = {duty.code: duty for duty in plan.report_duties}
    _expect(act.by, units, join(path, "by"), places)
    match act:
        case _Update():
            tasks = {task.code for _, task in plan.all_tasks()}
            _expect(act.task, tasks, join(path, "task"), places)
        case _Step() | _Extension():
            _expect(act.unit, units, join(path, "unit"), places)
            _expect(act.duty, duties, join(path, "duty"), places)
            if act.duty in duties:
                _check_period(act, duties[act.duty], path, plan, places)
        case _DueDay():
            _expect(act.duty, duties, join(path, "duty"), places)
        case _Result():
            parts = {(part.index, part.code) for part in plan.sub_indices}
            _expect(act.index, plan.indices, join(path, "index"), places)
            if act.sub_index is not None:
                codes = [code for index, code in parts if index == act.index]
                _expect(act.sub_index, codes, join(path, "sub_index"), places)
        case _Conclusion() | _Meeting():
            for number, unit in enumerate(act.units):
                _expect(unit, units, item(join(path, "units"), number), places)
        case _Followed() | _Frozen():
            pass


def _expect(code: str, known: Collection[str], path: str, places: Places) -> None:
    if code not in known:
        allowed = tuple(sorted(known))
        places.contradict(path, ProblemCode.BAD_CHOICE, value=code, allowed=allowed)


def _check_period(act: _OnReport, duty: ReportDuty, path: str, plan: Plan, places: Places) -> None:
    count = len(periods_of(duty, plan.year))
    if act.period > count:
        places.contradict(
            join(path, "period"),
            ProblemCode.OUT_OF_RANGE,
            value=act.period,
            minimum=1,
            maximum=count,
        )


def _recorded(act: _Written, plan: Plan, written: _Acts) -> tuple[str, Recorded]:
    """An act as the domain knows it, with its natural key."""
    match act:
        case _Update():
            update = _update(act, plan)
            return update.key, update
        case _Step():
            step = ReportAct(
                duty=act.duty,
                unit=act.unit,
                period=_period(act, plan),
                step=act.step,
                note=act.note,
            )
            return step.key, step
        case _Extension():
            extension = Extension(
                duty=act.duty,
                unit=act.unit,
                period=_period(act, plan),
                last_day=act.last_day,
                approver=act.approver,
                basis=act.basis,
            )
            return extension.key, extension
        case _DueDay():
            return act.duty, act.due
        case _Result():
            entry = ResultEntry(index=act.index, sub_index=act.sub_index, result=act.result)
            return entry.key, entry
        case _Meeting():
            return act.id, _meeting(act)
        case _Conclusion():
            return act.id, _conclusion(act)
        case _Followed():
            said = next(each for each in written.conclusions if each.id == act.id)
            followed = replace(
                _conclusion(said),
                status=act.status,
                said_by=act.by,
                note=act.note,
                done_on=act.done_on,
                accepted=act.accepted,
            )
            return act.id, followed
        case _Frozen():
            month = Period.month(plan.year, act.month)
            return str(month), FrozenOn(month=month, as_of=act.as_of)
        case _:
            assert_never(act)


def _meeting(act: _Meeting) -> Meeting:
    is_over = act.state is MeetingState.ENDED
    items = (each.partition(":") for each in act.agenda)
    return Meeting(
        id=act.id,
        met_on=act.met_on,
        state=act.state,
        title=act.title,
        chair=act.chair,
        units=act.units,
        agenda=tuple(
            AgendaItem(kind=AgendaKind(kind), about=about or None) for kind, _, about in items
        ),
        as_of=act.met_on if is_over else None,
        edition=1 if is_over else 0,
    )


def _conclusion(act: _Conclusion) -> Conclusion:
    about = act.about
    return Conclusion(
        id=act.id,
        about=about,
        text=act.text,
        units=act.units,
        due=act.due,
        met_on=act.on,
        with_units=act.with_units,
        authority=act.authority,
        product=act.product,
        meeting=act.meeting,
        item=AgendaItem(kind=AgendaKind.SUB_INDEX, about=about).key if about else None,
    )


def _update(act: _Update, plan: Plan) -> TaskUpdate:
    return TaskUpdate(
        task=act.task,
        quarter=Period.quarter(plan.year, act.quarter),
        unit=act.by,
        status=act.status,
        percent=act.percent,
        done_on=act.done_on,
        note=act.note,
        difficulty=act.difficulty,
        needs_help=act.needs_help,
        recovery=act.recovery,
    )


def _period(act: _OnReport, plan: Plan) -> Period:
    duty = next(duty for duty in plan.report_duties if duty.code == act.duty)
    return periods_of(duty, plan.year)[act.period - 1]
