"""Hypothesis strategies for small plans of 2021 and whatever may be recorded on them.

Days, moments and words are drawn freely within what the services let through: nobody speaks of
a quarter that has not begun, and an act is recorded on its day or later.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TypeVar

from hypothesis import strategies as st

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import (
    Cadence,
    DueRule,
    ListRank,
    Overall,
    Plan,
    RankList,
    ReportDuty,
    Result,
    ResultKind,
    SubIndex,
    Target,
    TargetKind,
    TargetOf,
    Task,
)
from ddci_tracker.domain.policy import Band, Policy
from ddci_tracker.domain.versions import Version
from tests.unit.domain.build import DEFAULT_POLICY, ledger_of, make_duty, make_plan, make_task, noon

T = TypeVar("T")

QUARTERS = Period.all_in(PeriodKind.QUARTER, 2021)
TASK_CODES = ("T1", "T2", "T3", "T4", "T5")
PARTS = ("time_cost", "transparency")

days_looked_at = st.dates(date(2021, 1, 1), date(2022, 3, 31))
_FIRST_ACT, _LAST_ACT = date(2021, 1, 1), date(2022, 2, 28)
_recording_delays = st.integers(0, 90) | st.just(0)
_scores = st.decimals(Decimal(0), Decimal(10), places=2)
_ranks = st.integers(1, 25)
_default_policy = st.just(DEFAULT_POLICY)


@st.composite
def due_rules(draw: st.DrawFn) -> DueRule:
    """A due rule of a quarterly report."""
    number, inclusive = draw(st.integers(1, 31)), draw(st.booleans())
    month = draw(st.sampled_from([None, 1, 2, 3, "next"]))
    if month == "next":
        return DueRule(inclusive=inclusive, day=number, of_next_period=True)
    return DueRule(
        inclusive=inclusive, day=number, month_of_quarter=month if isinstance(month, int) else None
    )


@st.composite
def duties(draw: st.DrawFn) -> tuple[ReportDuty, ...]:
    """No duty, a quarterly one, or a quarterly and a monthly one."""
    quarterly = make_duty(
        from_units=draw(st.sampled_from([("ROOMS",), ("A",), ("A", "B", "VP")])),
        to_units=draw(st.sampled_from([("VP",), ("B", "VP")])),
        due=draw(st.none() | due_rules()),
    )
    day_of_month = st.builds(DueRule, inclusive=st.booleans(), day=st.integers(1, 31))
    monthly = make_duty("R2", cadence=Cadence.MONTHLY, due=draw(st.none() | day_of_month))
    return draw(st.sampled_from([(), (quarterly,), (quarterly, monthly)]))


@st.composite
def tasks(draw: st.DrawFn, code: str) -> Task:
    start = draw(st.none() | st.dates(date(2021, 1, 1), date(2021, 12, 31)))
    due = draw(st.none() | st.dates(start or date(2021, 1, 1), date(2022, 1, 31)))
    return make_task(
        code,
        lead=draw(st.sampled_from([("A",), ("B", "A"), ("VP",), ("ROOMS",), (), ("LEADERS",)])),
        cadence=draw(st.none() | st.sampled_from(Cadence)),
        start=start,
        due=due,
    )


_OF = {
    TargetKind.INCREASE: (TargetOf.POINTS, TargetOf.PLACES, TargetOf.PERCENT),
    TargetKind.VERSUS: (TargetOf.MEDIAN, TargetOf.MEAN, TargetOf.BEST),
}


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any kind of target, complete or with its figures missing."""
    kind = draw(st.sampled_from(TargetKind))
    return Target(
        kind=kind,
        value=draw(st.none() | _scores),
        low=draw(st.none() | st.integers(1, 20).map(Decimal)),
        high=draw(st.none() | st.integers(1, 20).map(Decimal)),
        rank=draw(st.none() | _ranks),
        of=draw(st.none() | st.sampled_from(_OF[kind])) if kind in _OF else None,
        base_year=draw(st.none() | st.integers(2018, 2020)),
        margin=draw(st.none() | st.decimals(Decimal(-10), Decimal(10), places=2)),
        strict=kind is TargetKind.VERSUS and draw(st.booleans()),
        band=draw(st.none() | st.sampled_from(["Khá", "nhóm tốt", "Chưa biết"])),
        list=draw(st.none() | st.sampled_from(RankList)),
        year=draw(st.none() | st.integers(2020, 2023)),
    )


@st.composite
def results(draw: st.DrawFn) -> Result:
    rank = draw(st.none() | _ranks)
    return Result(
        year=draw(st.integers(2019, 2022)),
        kind=draw(st.sampled_from(ResultKind)),
        score=draw(st.none() | _scores),
        rank=rank,
        out_of=draw(st.sampled_from([25, 25, 34, None])),
        ranks=tuple(
            ListRank(list=each, rank=draw(_ranks), out_of=draw(st.none() | st.just(63)))
            for each in draw(st.sets(st.sampled_from(RankList), max_size=2))
        ),
        rank_over=None if rank else draw(st.none() | _ranks),
        of=draw(st.sampled_from([None, None, None, "Sở Y"])),
        median=draw(st.none() | _scores),
        mean=draw(st.none() | _scores),
        best_score=draw(st.none() | _scores),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    drawn = [draw(tasks(code)) for code in TASK_CODES]
    cuts = draw(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted))
    parts = (drawn[: cuts[0]], drawn[cuts[0] : cuts[1]])
    return make_plan(
        issued_on=draw(st.dates(date(2020, 12, 1), date(2021, 12, 31)) | st.just(date(2021, 1, 4))),
        duties=draw(duties()),
        sub_indices=tuple(
            SubIndex(
                index="DDCI",
                code=code,
                printed_name=code,
                tasks=tuple(part),
                targets=tuple(draw(st.lists(targets(), max_size=2))),
                results=tuple(draw(st.lists(results(), max_size=2))),
            )
            for code, part in zip(PARTS, parts, strict=True)
        ),
        general_tasks=tuple(drawn[cuts[1] :]),
        overall=(Overall(index="DDCI", targets=tuple(draw(st.lists(targets(), max_size=2)))),),
    )


@st.composite
def updates(draw: st.DrawFn, on: date) -> TaskUpdate:
    begun = [quarter for quarter in QUARTERS if quarter.first_day <= on]
    return TaskUpdate(
        task=draw(st.sampled_from(TASK_CODES)),
        quarter=draw(st.sampled_from(begun[::-1])),
        unit=draw(st.sampled_from(["A", "B", "VP"])),
        status=draw(st.sampled_from(TaskStatus)),
        percent=draw(st.none() | st.integers(0, 100)),
        done_on=draw(st.none() | st.dates(date(2021, 1, 1), on)),
        note="ghi chú",
        needs_help=draw(st.booleans()),
        recovery="ai, việc gì, bao giờ",
    )


@st.composite
def report_acts(draw: st.DrawFn, on: date) -> ReportAct:
    duty, kind = draw(st.sampled_from([("R1", PeriodKind.QUARTER), ("R2", PeriodKind.MONTH)]))
    return ReportAct(
        duty=duty,
        unit=draw(st.sampled_from(["A", "B"])),
        period=draw(st.sampled_from(Period.all_in(kind, 2021))),
        step=draw(st.just(ReportStep.HANDED_IN) | st.sampled_from(ReportStep)),
        note=f"ngày {on.day}",
    )


@st.composite
def extensions(draw: st.DrawFn, on: date) -> Extension:
    return Extension(
        duty="R1",
        unit=draw(st.sampled_from(["A", "B"])),
        period=draw(st.sampled_from(QUARTERS)),
        last_day=on + timedelta(days=draw(st.integers(0, 60))),
        approver="Giám đốc Sở",
        basis="Công văn",
    )


@st.composite
def conclusions(draw: st.DrawFn, on: date) -> Conclusion:
    return Conclusion(
        id=draw(st.sampled_from(["K1", "K2", "K3"])),
        about=None,
        text="Việc phải làm",
        units=("A",),
        due=draw(st.none() | st.just(on + timedelta(days=14))),
        done_on=draw(st.none() | st.just(on)),
        met_on=draw(st.none() | st.just(on)),
        with_units=draw(st.sampled_from([(), ("B",)])),
        product=draw(st.none() | st.just("Báo cáo")),
        status=draw(st.none() | st.sampled_from(TaskStatus)),
        said_by=draw(st.none() | st.just("A")),
        returned=draw(st.none() | st.just("Thiếu phụ lục")),
        ongoing=draw(st.booleans()),
    )


@st.composite
def entries(draw: st.DrawFn, on: date) -> ResultEntry:
    return ResultEntry(
        index="DDCI",
        sub_index=draw(st.sampled_from([*PARTS, None])),
        result=replace(draw(results()), published_on=on),
    )


@st.composite
def chains(
    draw: st.DrawFn,
    value_on: Callable[[date], st.SearchStrategy[T]],
    key_of: Callable[[T], str],
    *,
    max_size: int,
    since: date = _FIRST_ACT,
    different_days: bool = False,
) -> tuple[Version[T], ...]:
    """Versions of several things, each thing's revisions counted as they were recorded.

    None counts for a day before ``since``. With ``different_days`` no two versions of one thing
    count for the same day.
    """
    recorded: list[tuple[datetime, int, date, T, bool]] = []
    for number in range(draw(st.integers(0, max_size))):
        on = draw(st.dates(since, _LAST_ACT))
        moment = noon(on + timedelta(days=draw(_recording_delays)))
        closes = draw(st.integers(0, 9)) == 9
        recorded.append((moment, number, on, draw(value_on(on)), closes))
    recorded.sort(key=lambda act: act[:2])
    revisions: dict[str, int] = {}
    taken: set[tuple[str, date]] = set()
    versions = []
    for moment, _, on, value, closes in recorded:
        key = key_of(value)
        if different_days and (key, on) in taken:
            continue
        taken.add((key, on))
        revisions[key] = revisions.get(key, 0) + 1
        versions.append(
            Version(
                key=key,
                revision=revisions[key],
                on=on,
                recorded_at=moment,
                recorded_by="van-thu",
                value=None if closes else value,
            )
        )
    return tuple(versions)


def _due_days(on: date) -> st.SearchStrategy[DueRule]:
    return due_rules()


@st.composite
def ledgers(
    draw: st.DrawFn,
    *,
    policy: st.SearchStrategy[Policy] = _default_policy,
    different_days: bool = False,
) -> Ledger:
    """A plan with any acts on it; none of them corrects the day of another."""
    plan = draw(plans())
    # An act counts for no day before the plan's issue; a result does.
    issued = max(plan.document.counts_from, _FIRST_ACT)
    acts = partial(chains, since=issued, different_days=different_days)
    return ledger_of(
        plan,
        policy=draw(policy),
        updates=draw(acts(updates, lambda v: v.key, max_size=12)),
        report_acts=draw(acts(report_acts, lambda v: v.key, max_size=8)),
        extensions=draw(acts(extensions, lambda v: v.key, max_size=3)),
        due_days=draw(acts(_due_days, lambda v: "R1", max_size=2)),
        results=draw(chains(entries, lambda v: v.key, max_size=4, different_days=different_days)),
        conclusions=draw(acts(conclusions, lambda v: v.id, max_size=4)),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any valid policy, its bands included."""
    green = draw(st.integers(0, 99))
    share = st.integers(1, 100).map(lambda hundredths: Decimal(hundredths) / 100)
    lows = draw(st.sets(st.decimals(Decimal("0.01"), Decimal(100), places=2), max_size=6))
    return Policy(
        amber_share=draw(share),
        amber_places=draw(st.integers(0, 25)),
        green_lag=green,
        amber_lag=draw(st.integers(green + 1, 100)),
        red_share=draw(share),
        amber_task_share=draw(share),
        spoken_share=draw(share),
        bands=tuple(Band(name=str(low), low=low) for low in (Decimal(0), *sorted(lows))),
    )


@st.composite
def tightened(draw: st.DrawFn, policy: Policy) -> Policy:
    """A policy that is at least as strict in everything that decides a light.

    Narrower amber bands, smaller lags, smaller shares of red and amber tasks that colour a
    sub-index, a larger share that must have spoken.
    """
    green = draw(st.integers(0, policy.green_lag))
    return replace(
        policy,
        amber_share=policy.amber_share * draw(st.sampled_from([Decimal("0.1"), Decimal(1)])),
        amber_places=draw(st.integers(0, policy.amber_places)),
        green_lag=green,
        amber_lag=draw(st.integers(green + 1, policy.amber_lag)),
        red_share=policy.red_share * draw(st.sampled_from([Decimal("0.1"), Decimal(1)])),
        amber_task_share=policy.amber_task_share
        * draw(st.sampled_from([Decimal("0.1"), Decimal(1)])),
        spoken_share=draw(st.sampled_from([policy.spoken_share, Decimal(1)])),
    )
