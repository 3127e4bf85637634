"""A plan that shows a bit of everything, frozen as of a day from acts that each test chooses."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ddci_tracker.briefing.changes import Changes, changes_between
from ddci_tracker.briefing.frozen import Acts, FrozenMonth, read_month, write_month
from ddci_tracker.domain.acts import ReportStep, TaskStatus
from ddci_tracker.domain.board import decide_board, default_quarter
from ddci_tracker.domain.ledger import Ledger, Viewpoint
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Overall, Plan, Target, TargetKind
from ddci_tracker.domain.policy import Band, Policy
from tests.unit.domain.build import (
    concluded,
    day,
    entered,
    estimated,
    extended,
    ledger_of,
    make_duty,
    make_plan,
    make_sub_index,
    make_task,
    noon,
    published,
    said,
    step,
)

ABOVE_7_80 = Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80")

PLAN = make_plan(
    overall=(
        Overall(
            index="DDCI",
            targets=(Target(kind=TargetKind.RANK_AT_MOST, rank=10, text="top 10"),),
            results=(published(2020, "61.50", rank=16, out_of=23),),
        ),
    ),
    sub_indices=(
        make_sub_index(
            "time_cost",
            tasks=(
                make_task("T1", cadence=None, due=day("2021-05-20")),
                make_task("T2", cadence=None, due=day("2021-09-30")),
                make_task("T3"),
                make_task("T4", lead=("B",)),
            ),
            targets=(ABOVE_7_80,),
            results=(published(2020, "6.77", rank=16, out_of=23),),
        ),
        make_sub_index("transparency", tasks=(make_task("T5", lead=("B",)),)),
    ),
    general_tasks=(make_task("G1", lead=()),),
    duties=(make_duty("R1"), make_duty("R2", due=None)),
)
POLICY = Policy(bands=(Band(name="Kém", low=Decimal(0)), Band(name="Tốt", low=Decimal(70))))

SPRING = ledger_of(
    PLAN,
    policy=POLICY,
    updates=(
        said(TaskStatus.ON_TRACK, "2021-03-03", percent=40),
        said(TaskStatus.ON_TRACK, "2021-05-10", task="T2"),
        said(TaskStatus.BEHIND, "2021-05-12", task="T3"),
        said(TaskStatus.BLOCKED, "2021-05-13", task="T4", unit="B"),
    ),
    report_acts=(step(ReportStep.HANDED_IN, "2021-03-08", of="2021-Q1"),),
    extensions=(extended("2021-06-12", "2021-05-25"),),
    results=(entered(estimated(2021, "7.5"), "2021-05-05"),),
    conclusions=(concluded(due="2021-05-25"),),
)


def with_acts(ledger: Ledger, more: Ledger) -> Ledger:
    """A ledger with the acts of another as well."""
    return replace(
        ledger,
        updates=ledger.updates + more.updates,
        report_acts=ledger.report_acts + more.report_acts,
        results=ledger.results + more.results,
    )


def with_plan(ledger: Ledger, plan: Plan) -> Ledger:
    return replace(ledger, plan=plan)


def frozen(
    ledger: Ledger = SPRING,
    as_of: str = "2021-05-31",
    *,
    known_at: datetime | None = None,
    edition: int = 1,
) -> FrozenMonth:
    """A month frozen as of a day, at noon of it unless told otherwise; not yet written."""
    look = Viewpoint(as_of=day(as_of), known_at=known_at or noon(day(as_of)))
    return FrozenMonth(
        month=Period.month(look.as_of.year, look.as_of.month),
        edition=edition,
        frozen_at=look.known_at,
        frozen_by="văn thư",
        since=None,
        board=decide_board(ledger, look, default_quarter(ledger.plan, look.as_of)),
        acts=Acts.of(ledger),
    )


def kept(ledger: Ledger = SPRING, as_of: str = "2021-05-31") -> FrozenMonth:
    """The same, written and read back."""
    body, _ = write_month(frozen(ledger, as_of))
    return read_month(body)


def changes(
    later: Ledger, as_of: str = "2021-06-30", *, earlier: Ledger = SPRING
) -> tuple[Changes, FrozenMonth, FrozenMonth]:
    """What changed from May to a later month, and both."""
    old, new = kept(earlier), kept(later, as_of)
    return changes_between(old, new), old, new
