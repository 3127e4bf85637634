"""A small plan, the people around it, and the shortest way to act on it and look at it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from ddci_tracker.domain.acts import (
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    Plan,
    Result,
    ResultKind,
    Target,
    TargetKind,
)
from ddci_tracker.domain.reports import ReportRow
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.views import Board, TaskView
from ddci_tracker.plans import read_catalog
from ddci_tracker.services import boards, plan_files, reports, results, task_updates
from ddci_tracker.services.acts import Act
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.plan_files import PlanChanges
from ddci_tracker.services.tracker import Tracker
from tests.unit.domain.build import make_duty, make_plan, make_sub_index, make_task

DATA = Path(__file__).resolve().parents[3] / "data"
CATALOG = read_catalog(DATA / "catalog")

# The plan is loaded in January; whoever acts does so on a Thursday in July, at nine.
LOADED = datetime(2021, 1, 5, 1, tzinfo=UTC)
NOW = datetime(2021, 7, 15, 2, tzinfo=UTC)
TODAY = date(2021, 7, 15)
NEXT_YEAR = datetime(2022, 3, 1, 2, tzinfo=UTC)

Q1, Q2, Q3, Q4 = Period.all_in(Period.quarter(2021, 1).kind, 2021)

PLAN = make_plan(
    sub_indices=(
        make_sub_index(
            "transparency",
            tasks=(
                make_task("T1", lead=("A",), with_units=("B",)),
                make_task("T2", lead=("ROOMS",)),
                make_task("T3", lead=()),
                make_task("T4", lead=("LEADERS",), with_units=("PROVINCE",)),
            ),
            targets=(Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80"),),
            results=(Result(year=2020, kind=ResultKind.PUBLISHED, score=Decimal("6.77"), rank=16),),
        ),
    ),
    general_tasks=(make_task("G1", lead=("B",)),),
    duties=(
        make_duty("R1"),
        make_duty("R2", from_units=("A",), cadence=Cadence.MONTHLY, due=None),
        make_duty("R3", from_units=("A",), cadence=None, due=None),
        make_duty("R4", cadence=Cadence.YEARLY, due=DueRule(inclusive=False, day=6, month=12)),
    ),
)
AGENCY = PLAN.agency.code

OWNER = Actor.owner("chủ máy")


def person(role: Role, unit: str | None = None, agency: str = AGENCY) -> Actor:
    """Somebody of an agency, named after the role and the unit."""
    name = str(role) if unit is None else f"{role} of {unit}"
    return Actor(name=name, role=role, agencies=frozenset({agency}), unit=unit)


OFFICE = person(Role.COORDINATOR, "VP")
STAFF_A = person(Role.STAFF, "A")
STAFF_B = person(Role.STAFF, "B")


def act(
    actor: Actor = OWNER,
    *,
    now: datetime = NOW,
    on: date | None = None,
    revision: int | None = None,
    replaces: int | None = None,
) -> Act:
    return Act(actor=actor, now=now, on=on, revision=revision, replaces=replaces)


def load(tracker: Tracker, plan: Plan, now: datetime = LOADED) -> PlanChanges:
    return plan_files.load_plan(tracker, OWNER, plan, now=now)


def word(
    task: str = "T1",
    quarter: Period = Q3,
    status: TaskStatus = TaskStatus.ON_TRACK,
    *,
    unit: str = "",
    percent: int | None = None,
    done_on: date | None = None,
    note: str | None = None,
    recovery: str | None = None,
) -> TaskUpdate:
    """What a unit says of a task."""
    return TaskUpdate(
        task=task,
        quarter=quarter,
        unit=unit,
        status=status,
        percent=percent,
        done_on=done_on,
        note=note,
        recovery=recovery,
    )


def say(tracker: Tracker, said: TaskUpdate, by: Act | None = None) -> Version[TaskUpdate]:
    return task_updates.update_task(tracker, PLAN.id, said, by or act())


def step(
    what: ReportStep = ReportStep.HANDED_IN,
    *,
    duty: str = "R1",
    unit: str = "A",
    period: Period = Q2,
    note: str | None = None,
) -> ReportAct:
    return ReportAct(duty=duty, unit=unit, period=period, step=what, note=note)


def take(tracker: Tracker, taken: ReportAct, by: Act | None = None) -> Version[ReportAct]:
    return reports.take_step(tracker, PLAN.id, taken, by or act())


def extension(
    last_day: date = date(2021, 7, 31),
    *,
    duty: str = "R1",
    unit: str = "A",
    period: Period = Q2,
    approver: str = "Giám đốc",
    basis: str = "Công văn 12/VP",
) -> Extension:
    return Extension(
        duty=duty, unit=unit, period=period, last_day=last_day, approver=approver, basis=basis
    )


def published(
    score: str | None = "7.90",
    *,
    on: date | None = date(2022, 2, 1),
    year: int = 2021,
    index: str = "DDCI",
    sub_index: str | None = "transparency",
    rank: int | None = None,
    out_of: int | None = None,
) -> ResultEntry:
    """A published result; of the sub-index ``transparency`` unless told otherwise."""
    result = Result(
        year=year,
        kind=ResultKind.PUBLISHED,
        score=None if score is None else Decimal(score),
        rank=rank,
        out_of=out_of,
        published_on=on,
    )
    return ResultEntry(index=index, sub_index=sub_index, result=result)


def estimated(score: str, year: int = 2021, sub_index: str | None = "transparency") -> ResultEntry:
    result = Result(year=year, kind=ResultKind.ESTIMATE, score=Decimal(score))
    return ResultEntry(index="DDCI", sub_index=sub_index, result=result)


def enter(tracker: Tracker, entry: ResultEntry, by: Act | None = None) -> Version[ResultEntry]:
    return results.enter_result(tracker, PLAN.id, entry, by or act(now=NEXT_YEAR))


def look(
    tracker: Tracker,
    *,
    now: datetime = NOW,
    as_of: date | None = None,
    known_at: datetime | None = None,
    quarter: Period | None = None,
    plan_id: str = PLAN.id,
) -> Board:
    return boards.look_at(
        tracker, OWNER, plan_id, now=now, as_of=as_of, known_at=known_at, quarter=quarter
    )


def task_view(board: Board, code: str) -> TaskView:
    views = [*(view for part in board.sub_indices for view in part.tasks), *board.general]
    return next(view for view in views if view.task.code == code)


def report(board: Board, duty: str = "R1", unit: str = "A", period: Period = Q2) -> ReportRow:
    key = f"{duty}/{unit}/{period}"
    return next(row for row in board.reports if row.key == key)
