"""Small builders for the tests of the rules: a plan, its tasks, and acts with a day and a moment.

The plan here is of 2021 and was issued on 4 January, unless a test says otherwise. Two rooms A
and B report to the Office VP each quarter before the 6th of its last month, so that the last
days in time are 5 March, 5 June, 5 September and 5 December.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
    report_key,
)
from ddci_tracker.domain.board import decide_board
from ddci_tracker.domain.catalog import Catalog, CatalogSubIndex, Index, SubIndexSet
from ddci_tracker.domain.ledger import EarlierContent, Ledger, Viewpoint
from ddci_tracker.domain.lights import Light
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    Agency,
    Cadence,
    Document,
    DueRule,
    Members,
    MembersBasis,
    Overall,
    Plan,
    ReportDuty,
    Result,
    ResultKind,
    SubIndex,
    Target,
    Task,
    Unit,
    UnitKind,
)
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.domain.reports import ReportRow, report_rows
from ddci_tracker.domain.versions import T, Version
from ddci_tracker.domain.views import Board

day = date.fromisoformat
period = Period.parse

ISSUED = day("2021-01-04")
LATER = datetime(2099, 1, 1, tzinfo=UTC)
"""A moment at which everything that the tests record is known."""

DEFAULT_POLICY = Policy()

BEFORE_6TH_OF_LAST_MONTH = DueRule(inclusive=False, day=6, month_of_quarter=3)
BEFORE_6_DECEMBER = DueRule(inclusive=False, day=6, month=12)

UNITS = (
    Unit(code="VP", name="Văn phòng Sở", kind=UnitKind.OFFICE),
    Unit(code="A", name="Phòng A", kind=UnitKind.DIVISION),
    Unit(code="B", name="Phòng B", kind=UnitKind.DIVISION),
    Unit(
        code="ROOMS",
        name="Các phòng chuyên môn",
        kind=UnitKind.GROUP,
        members=Members(units=("A", "B"), basis=MembersBasis.INFERRED),
    ),
    Unit(code="LEADERS", name="Lãnh đạo Sở", kind=UnitKind.LEADERSHIP),
    Unit(code="PROVINCE", name="UBND tỉnh", kind=UnitKind.EXTERNAL),
)

CATALOG = Catalog(
    indices=(
        Index(
            code="DDCI",
            name="DDCI",
            english_name="DDCI",
            sub_index_max=Decimal(10),
            total_max=Decimal(100),
        ),
    )
)


def _sub_indices(*codes: str, from_year: int | None, to_year: int | None) -> SubIndexSet:
    known = tuple(
        CatalogSubIndex(code=code, name=code, short_name=code, english_name=code) for code in codes
    )
    return SubIndexSet(from_year=from_year, to_year=to_year, provinces=(), sub_indices=known)


DROPPING = Catalog(
    indices=(
        Index(
            code="PCI",
            name="PCI",
            english_name="PCI",
            sub_index_max=Decimal(10),
            total_max=Decimal(100),
            sets=(
                _sub_indices("market_entry", "labour_training", from_year=None, to_year=2022),
                _sub_indices("market_entry", from_year=2023, to_year=None),
            ),
        ),
    )
)
"""A catalogue whose only index has a sub-index less from 2023 on."""


def noon(on: date) -> datetime:
    """Noon in Vietnam on a day, as UTC."""
    return datetime.combine(on, time(5), UTC)


def make_task(
    code: str = "T1",
    *,
    lead: tuple[str, ...] = ("A",),
    with_units: tuple[str, ...] = (),
    cadence: Cadence | None = Cadence.CONTINUOUS,
    start: date | None = None,
    due: date | None = None,
) -> Task:
    return Task(
        code=code,
        title=f"Nhiệm vụ {code}",
        lead=lead,
        with_units=with_units,
        cadence=cadence,
        start=start,
        due=due,
    )


def make_sub_index(
    code: str = "time_cost",
    *,
    tasks: tuple[Task, ...] = (),
    targets: tuple[Target, ...] = (),
    results: tuple[Result, ...] = (),
) -> SubIndex:
    return SubIndex(
        index="DDCI",
        code=code,
        printed_name=code,
        tasks=tasks,
        targets=targets,
        results=results,
    )


def make_duty(
    code: str = "R1",
    *,
    from_units: tuple[str, ...] = ("ROOMS",),
    to_units: tuple[str, ...] = ("VP",),
    cadence: Cadence | None = Cadence.QUARTERLY,
    due: DueRule | None = BEFORE_6TH_OF_LAST_MONTH,
) -> ReportDuty:
    return ReportDuty(code=code, from_units=from_units, to_units=to_units, cadence=cadence, due=due)


QUARTERLY_REPORT = make_duty()


def make_plan(
    *,
    year: int = 2021,
    issued_on: date | None = ISSUED,
    issued_not_before: date | None = None,
    units: tuple[Unit, ...] = UNITS,
    tasks: tuple[Task, ...] = (),
    sub_indices: tuple[SubIndex, ...] | None = None,
    general_tasks: tuple[Task, ...] = (),
    duties: tuple[ReportDuty, ...] = (QUARTERLY_REPORT,),
    overall: tuple[Overall, ...] = (),
    illustration: bool = False,
    today: date | None = None,
) -> Plan:
    """A plan; ``tasks`` are those of its one sub-index, unless ``sub_indices`` are given."""
    return Plan(
        id=f"SX-TP-{year}",
        source=None,
        complete=True,
        agency=Agency(
            code="SX-TP", name="Sở X", short_name="Sở X", province="Tỉnh P", block="departments"
        ),
        document=Document(
            title="Kế hoạch",
            year=year,
            number=None,
            symbol=None,
            issued_on=issued_on,
            issued_not_before=issued_not_before,
            signer=None,
        ),
        indices=("DDCI",),
        units=units,
        overall=overall,
        sub_indices=(make_sub_index(tasks=tasks),) if sub_indices is None else sub_indices,
        general_tasks=general_tasks,
        report_duties=duties,
        illustration=illustration,
        today=today,
    )


def version(
    key: str,
    value: T | None,
    on: date,
    *,
    revision: int = 1,
    recorded_at: datetime | None = None,
    replaces: int | None = None,
) -> Version[T]:
    """A version recorded at noon of its own day, unless told otherwise."""
    return Version(
        key=key,
        revision=revision,
        on=on,
        recorded_at=recorded_at or noon(on),
        recorded_by="van-thu",
        value=value,
        replaces=replaces,
    )


def said(
    status: TaskStatus,
    on: str,
    *,
    quarter: str | None = None,
    task: str = "T1",
    unit: str = "A",
    percent: int | None = None,
    done_on: str | None = None,
    needs_help: bool = False,
    revision: int = 1,
) -> Version[TaskUpdate]:
    """A unit's word on a task, of the quarter in which it was given unless told otherwise."""
    given = day(on)
    spoken_of = period(quarter or f"{given.year}-Q{(given.month + 2) // 3}")
    update = TaskUpdate(
        task=task,
        quarter=spoken_of,
        unit=unit,
        status=status,
        percent=percent,
        done_on=day(done_on) if done_on else None,
        note="Không phát sinh" if status is TaskStatus.NOT_APPLICABLE else None,
        needs_help=needs_help,
        recovery="Phòng A, xin ý kiến, tháng 7" if status is TaskStatus.BLOCKED else None,
    )
    return version(update.key, update, given, revision=revision)


def step(
    what: ReportStep,
    on: str,
    *,
    of: str = "2021-Q2",
    duty: str = "R1",
    unit: str = "A",
    note: str | None = None,
    entered_on: str | None = None,
    revision: int = 1,
) -> Version[ReportAct]:
    """One step of a report of unit A for the second quarter, unless told otherwise."""
    act = ReportAct(
        duty=duty,
        unit=unit,
        period=period(of),
        step=what,
        note=note,
        entered_on=day(entered_on) if entered_on else None,
    )
    return version(act.key, act, day(on), revision=revision)


def extended(
    to: str, on: str, *, of: str = "2021-Q2", duty: str = "R1", unit: str = "A"
) -> Version[Extension]:
    """A later last day for a report of unit A, granted on a day."""
    extension = Extension(
        duty=duty,
        unit=unit,
        period=period(of),
        last_day=day(to),
        approver="Giám đốc Sở",
        basis="Công văn 12/SX-VP",
    )
    return version(report_key(duty, unit, period(of)), extension, day(on))


def concluded(
    *,
    on: str = "2021-01-04",
    due: str | None = None,
    done_on: str | None = None,
    ongoing: bool = False,
) -> Version[Conclusion]:
    """A meeting's conclusion for unit A; without a due day it only shows that a plan is tracked."""
    conclusion = Conclusion(
        id="K1",
        about=None,
        text="Báo cáo lại",
        units=("A",),
        due=day(due) if due else None,
        done_on=day(done_on) if done_on else None,
        ongoing=ongoing,
    )
    return version("K1", conclusion, day(on))


def entered(
    result: Result, on: str, *, sub_index: str | None = "time_cost", revision: int = 1
) -> Version[ResultEntry]:
    """A result that somebody entered on a day."""
    entry = ResultEntry(index="DDCI", sub_index=sub_index, result=result)
    return version(entry.key, entry, day(on), revision=revision)


def published(
    year: int, score: str | None = None, *, rank: int | None = None, out_of: int | None = None
) -> Result:
    return Result(
        year=year,
        kind=ResultKind.PUBLISHED,
        score=Decimal(score) if score else None,
        rank=rank,
        out_of=out_of,
    )


def estimated(year: int, score: str | None = None, *, rank: int | None = None) -> Result:
    return Result(
        year=year,
        kind=ResultKind.ESTIMATE,
        score=Decimal(score) if score else None,
        rank=rank,
    )


def adopted(policy: Policy, on: str = "2000-01-01") -> tuple[Version[AdoptedPolicy], ...]:
    """The thresholds of an agency that set these; none for the usual ones."""
    if policy == DEFAULT_POLICY:
        return ()
    value = AdoptedPolicy(policy=policy, basis="Quyết định 12/QĐ")
    return (version("policy", value, day(on)),)


def ledger_of(
    plan: Plan,
    *,
    policy: Policy = DEFAULT_POLICY,
    updates: Iterable[Version[TaskUpdate]] = (),
    report_acts: Iterable[Version[ReportAct]] = (),
    extensions: Iterable[Version[Extension]] = (),
    due_days: Iterable[Version[DueRule]] = (),
    results: Iterable[Version[ResultEntry]] = (),
    printed_elsewhere: Iterable[Version[ResultEntry]] = (),
    conclusions: Iterable[Version[Conclusion]] = (),
) -> Ledger:
    return Ledger(
        plan=plan,
        catalog=CATALOG,
        policies=adopted(policy),
        updates=tuple(updates),
        report_acts=tuple(report_acts),
        extensions=tuple(extensions),
        due_days=tuple(due_days),
        results=tuple(results),
        printed_elsewhere=tuple(printed_elsewhere),
        conclusions=tuple(conclusions),
    )


def of_own_maxima(part: SubIndex, results: Iterable[Version[ResultEntry]]) -> Ledger:
    """A ledger of one sub-index, whose index gives each a highest score of its own, none known."""
    known = tuple(
        replace(index, total_by_mean=False) if index.code == part.index else index
        for index in CATALOG.indices
    )
    ledger = ledger_of(make_plan(sub_indices=(part,)), results=results)
    return replace(ledger, catalog=replace(CATALOG, indices=known))


def amended(ledger: Ledger, on: str, plan: Plan) -> Ledger:
    """A ledger whose plan says something else from a day on."""
    before = EarlierContent(until=day(on), plan=ledger.plan)
    return replace(ledger, earlier=(*ledger.earlier, before), plan=plan)


def board_of(
    ledger: Ledger, as_of: str, *, quarter: str | None = None, known_at: datetime = LATER
) -> Board:
    """The board as of a day, in the quarter of that day unless told otherwise."""
    looked_at = day(as_of)
    chosen = quarter or f"{looked_at.year}-Q{(looked_at.month + 2) // 3}"
    return decide_board(ledger, Viewpoint(as_of=looked_at, known_at=known_at), period(chosen))


def light_of(
    task: Task,
    as_of: str,
    *updates: Version[TaskUpdate],
    quarter: str | None = None,
    plan: Plan | None = None,
    policy: Policy = DEFAULT_POLICY,
    extensions: Iterable[Version[Extension]] = (),
    due_days: Iterable[Version[DueRule]] = (),
) -> Light:
    """The execution light of one task on the board of a plan that is tracked."""
    ledger = ledger_of(
        plan or make_plan(tasks=(task,)),
        policy=policy,
        updates=updates,
        extensions=extensions,
        due_days=due_days,
        conclusions=(concluded(on="2020-01-01"),),
    )
    board = board_of(ledger, as_of, quarter=quarter)
    views = (*(view for each in board.sub_indices for view in each.tasks), *board.general)
    return next(view.light for view in views if view.task.code == task.code)


def rows_of(
    duty: ReportDuty,
    as_of: str,
    *,
    plan: Plan | None = None,
    report_acts: Iterable[Version[ReportAct]] = (),
    extensions: Iterable[Version[Extension]] = (),
    due_days: Iterable[Version[DueRule]] = (),
) -> tuple[ReportRow, ...]:
    """The report rows of one duty as of a day."""
    ledger = ledger_of(
        plan or make_plan(duties=(duty,)),
        report_acts=report_acts,
        extensions=extensions,
        due_days=due_days,
    )
    return report_rows(ledger, Viewpoint(as_of=day(as_of), known_at=LATER))
