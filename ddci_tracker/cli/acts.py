"""Commands that act: ``task update``, ``report …``, ``result add``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import PlanId
from ddci_tracker.cli.context import (
    VIETNAMESE,
    prepared,
    say_recorded,
    say_recorded_in,
    tell,
    text,
)
from ddci_tracker.cli.options import (
    Approver,
    Basis,
    DoneNote,
    DoneOn,
    On,
    Replaces,
    Revision,
    Speaker,
    Status,
)
from ddci_tracker.cli.text import finding_line
from ddci_tracker.domain.acts import (
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskUpdate,
    result_key,
)
from ddci_tracker.domain.moments import vietnamese_day
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    DayOfYear,
    Dispute,
    DueRule,
    ListRank,
    Result,
    ResultKind,
)
from ddci_tracker.services import reports, results, task_updates
from ddci_tracker.services.acts import Act, says_nothing
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

Duty = Annotated[str, Argument(metavar="DUTY", help=text(N_("The code of a report duty")))]
Unit = Annotated[str, Argument(metavar="UNIT", help=text(N_("The code of the sender")))]
ForPeriod = Annotated[
    Period,
    Argument(
        metavar="PERIOD",
        parser=inputs.period,
        help=text(
            N_(
                "2021-W05, 2021-06, 2021-Q2, 2021-H1, 2021-9M, 2021-L1 (the first of the year's "
                "listed days) or 2021, which a one-time report is called by as well"
            )
        ),
    ),
]
Index = Annotated[
    str, Option(metavar="INDEX", help=text(N_("DDCI, PCI, PAR, PAPI, SIPAS, DTI or PGI")))
]
# Options that are called otherwise than what they fill, by whose name a refusal calls it.
Until = Annotated[
    date,
    Option("--until", parser=inputs.day, metavar="DAY", help=text(N_("The new last day"))),
]
ReturnReason = Annotated[
    str, Option("--reason", metavar="TEXT", help=text(N_("Why it is returned")))
]
Year = Annotated[
    int, Option(parser=inputs.whole, metavar="YEAR", help=text(N_("The year it is about")))
]
SubIndexCode = Annotated[
    str | None,
    Option(metavar="CODE", help=text(N_("The code of a sub-index; none: the whole index"))),
]


def add_to(app: Typer) -> None:
    """Register the commands."""
    task = Typer(help=text(N_("What a unit says of its tasks")), no_args_is_help=True)
    task.command("update", help=text(N_("Say how far a task is in a quarter")))(update)
    app.add_typer(task, name="task")
    report = Typer(help=text(N_("Periodic reports")), no_args_is_help=True)
    report.command("hand-in", help=text(N_("Hand a report in")))(hand_in)
    report.command("withdraw", help=text(N_("Take back a report that waits")))(withdraw)
    report.command("accept", help=text(N_("Accept a report")))(accept)
    report.command("return", help=text(N_("Return a report with a reason")))(return_report)
    report.command("extend", help=text(N_("Give a report a later last day")))(extend)
    report.command("cancel-extension", help=text(N_("Take an extension back")))(cancel_extension)
    report.command("set-due", help=text(N_("Set the due day that the plan left open")))(set_due)
    report.command("unset-due", help=text(N_("Take back a due day that the Office set")))(unset_due)
    app.add_typer(report, name="report")
    result = Typer(help=text(N_("Scores and ranks as they come out")), no_args_is_help=True)
    result.command("add", help=text(N_("Enter a published result or an estimate")))(add_result)
    result.command("withdraw", help=text(N_("Withdraw what was entered; the print shows again")))(
        withdraw_result
    )
    app.add_typer(result, name="result")


def update(
    plan: PlanId,
    task: Annotated[str, Argument(metavar="TASK", help=text(N_("The code of a task")))],
    quarter: Annotated[
        Period,
        Option(parser=inputs.quarter, metavar="QUARTER", help=text(N_("Such as 2021-Q2"))),
    ],
    status: Status,
    unit: Speaker = "",
    percent: Annotated[
        int | None, Option(parser=inputs.percent, metavar="N", help=text(N_("0 to 100")))
    ] = None,
    actual: Annotated[
        Decimal | None,
        Option(
            parser=inputs.decimal,
            metavar="NUMBER",
            help=text(N_("What the figure that the task asks for has reached")),
        ),
    ] = None,
    done_on: DoneOn = None,
    note: DoneNote = None,
    difficulty: Annotated[
        str | None, Option(metavar="TEXT", help=text(N_("What stands in the way")))
    ] = None,
    needs_help: Annotated[
        bool, Option("--needs-help", help=text(N_("Help from above is needed")))
    ] = False,
    recovery: Annotated[
        str | None,
        Option(metavar="TEXT", help=text(N_("Who does what by when; required when blocked"))),
    ] = None,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    said = TaskUpdate(
        task=task,
        quarter=quarter,
        unit=unit,
        status=status,
        percent=percent,
        actual=actual,
        done_on=done_on,
        note=note,
        difficulty=difficulty,
        needs_help=needs_help,
        recovery=recovery,
    )
    act = prepared().act(on, revision, replaces)
    say_recorded_in(plan, task_updates.update_task(prepared().tracker, plan, said, act))


def _step(plan: str, step: ReportAct, act: Act) -> None:
    say_recorded_in(plan, reports.take_step(prepared().tracker, plan, step, act))


def hand_in(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    note: Annotated[
        str | None, Option(metavar="TEXT", help=text(N_("What goes with it, such as its number")))
    ] = None,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    step = ReportAct(duty=duty, unit=unit, period=period, step=ReportStep.HANDED_IN, note=note)
    _step(plan, step, prepared().act(on, revision, replaces))


def withdraw(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    on: On = None,
    revision: Revision = None,
) -> None:
    step = ReportAct(duty=duty, unit=unit, period=period, step=ReportStep.WITHDRAWN)
    _step(plan, step, prepared().act(on, revision))


def accept(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    without_day: Annotated[
        bool,
        Option(
            "--without-day",
            help=text(N_("Not the earlier day that the unit entered: the day of its entry counts")),
        ),
    ] = False,
    on: On = None,
    revision: Revision = None,
) -> None:
    act = prepared().act(on, revision)
    step = ReportAct(
        duty=duty,
        unit=unit,
        period=period,
        step=ReportStep.ACCEPTED,
        entered_on=vietnamese_day(act.now) if without_day else None,
    )
    _step(plan, step, act)


def return_report(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    note: ReturnReason,
    on: On = None,
    revision: Revision = None,
) -> None:
    step = ReportAct(duty=duty, unit=unit, period=period, step=ReportStep.RETURNED, note=note)
    _step(plan, step, prepared().act(on, revision))


def extend(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    last_day: Until,
    approver: Approver,
    basis: Basis,
    on: On = None,
    revision: Revision = None,
) -> None:
    extension = Extension(
        duty=duty, unit=unit, period=period, last_day=last_day, approver=approver, basis=basis
    )
    act = prepared().act(on, revision)
    say_recorded_in(plan, reports.extend(prepared().tracker, plan, extension, act))


def cancel_extension(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    on: On = None,
    revision: Revision = None,
) -> None:
    act = prepared().act(on, revision)
    tracker = prepared().tracker
    say_recorded_in(plan, reports.cancel_extension(tracker, plan, duty, unit, period, act))


def set_due(
    plan: PlanId,
    duty: Duty,
    by: Annotated[
        int | None, Option(parser=inputs.whole, metavar="N", help=text(N_("The last day in time")))
    ] = None,
    before: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("The day it must come before"))),
    ] = None,
    month_of_quarter: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("In which month of a quarter (3)"))),
    ] = None,
    month_of_half: Annotated[
        int | None,
        Option(
            parser=inputs.whole, metavar="N", help=text(N_("In which month of a half-year (6)"))
        ),
    ] = None,
    month: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("In which month of a year (12)"))),
    ] = None,
    next_period: Annotated[
        bool, Option("--next-period", help=text(N_("In the first month of the next period")))
    ] = False,
    next_year: Annotated[
        bool, Option("--next-year", help=text(N_("In that month of the next year")))
    ] = False,
    weekday: Annotated[
        bool, Option("--weekday", help=text(N_("The number is a day of the week, 1 Monday")))
    ] = False,
    within: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("Within so many working days"))),
    ] = None,
    after_day: Annotated[
        int | None,
        Option(
            parser=inputs.whole,
            metavar="N",
            help=text(N_("Counted after this day of the period's last month, not after its end")),
        ),
    ] = None,
    day_of_year: Annotated[
        list[DayOfYear] | None,
        Option(
            parser=inputs.day_of_year,
            metavar="DAY/MONTH",
            help=text(N_("One of several days a year, such as 15/06; repeated, in their order")),
        ),
    ] = None,
    on: On = None,
    revision: Revision = None,
) -> None:
    if sum(each is not None for each in (by, before, within, day_of_year or None)) != 1:
        raise Refused(
            N_("Give one of --by, --before and --within, with a number, or --day-of-year")
        )
    day = by if by is not None else before
    rule = DueRule(
        inclusive=before is None,
        days=tuple(day_of_year or ()),
        day=None if weekday else day,
        weekday=day if weekday else None,
        month_of_quarter=month_of_quarter,
        month_of_half=month_of_half,
        month=month,
        of_next_period=next_period,
        of_next_year=next_year,
        working_days=within,
        after_day=after_day,
    )
    act = prepared().act(on, revision)
    say_recorded_in(plan, reports.set_due(prepared().tracker, plan, duty, rule, act))


def unset_due(plan: PlanId, duty: Duty, on: On = None, revision: Revision = None) -> None:
    act = prepared().act(on, revision)
    say_recorded_in(plan, reports.unset_due(prepared().tracker, plan, duty, act))


def add_result(
    plan: PlanId,
    index: Index,
    year: Year,
    sub_index: SubIndexCode = None,
    score: Annotated[
        Decimal | None,
        Option(parser=inputs.score, metavar="NUMBER", help=text(N_("The score"))),
    ] = None,
    rank: Annotated[
        int | None, Option(parser=inputs.whole, metavar="N", help=text(N_("The rank")))
    ] = None,
    out_of: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("How many are in the list"))),
    ] = None,
    score_change: Annotated[
        Decimal | None,
        Option(
            parser=inputs.score,
            metavar="NUMBER",
            help=text(N_("How much the score rose (negative: fell)")),
        ),
    ] = None,
    rank_change: Annotated[
        int | None,
        Option(
            parser=inputs.whole,
            metavar="N",
            help=text(N_("How many places it went up (negative: down)")),
        ),
    ] = None,
    previous_rank: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("The rank of the year before"))),
    ] = None,
    improvement_rank: Annotated[
        int | None,
        Option(parser=inputs.whole, metavar="N", help=text(N_("The rank by improvement"))),
    ] = None,
    best_score: Annotated[
        Decimal | None,
        Option(
            "--best",
            "--best-score",
            parser=inputs.score,
            metavar="NUMBER",
            help=text(N_("The best score of all")),
        ),
    ] = None,
    median: Annotated[
        Decimal | None,
        Option(parser=inputs.score, metavar="NUMBER", help=text(N_("The median of the block"))),
    ] = None,
    mean: Annotated[
        Decimal | None,
        Option(parser=inputs.score, metavar="NUMBER", help=text(N_("The mean of the block"))),
    ] = None,
    rank_over: Annotated[
        int | None,
        Option(
            parser=inputs.whole,
            metavar="N",
            help=text(N_("Only known: the rank lies beyond this place")),
        ),
    ] = None,
    rank_in: Annotated[
        list[ListRank] | None,
        Option(
            parser=inputs.list_rank,
            metavar="LIST=RANK/OF",
            help=text(N_("A rank in another list, such as national=12/34; may be repeated")),
        ),
    ] = None,
    of: Annotated[
        str | None,
        Option(metavar="NAME", help=text(N_("The predecessor whose result it is"))),
    ] = None,
    disputed_by: Annotated[
        list[Dispute] | None,
        Option(
            parser=inputs.dispute,
            metavar="SOURCE=SCORE/RANK",
            help=text(N_("What another source says of the same result; may be repeated")),
        ),
    ] = None,
    why: Annotated[
        str | None,
        Option(metavar="TEXT", help=text(N_("Why that is not the one that is used"))),
    ] = None,
    source: Annotated[
        str | None, Option(metavar="TEXT", help=text(N_("Where it was published")))
    ] = None,
    published_on: Annotated[
        date | None,
        Option(parser=inputs.day, metavar="DAY", help=text(N_("When it was published"))),
    ] = None,
    estimate: Annotated[
        bool, Option("--estimate", help=text(N_("The department's own estimate")))
    ] = False,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    if estimate == (published_on is not None):
        raise Refused(N_("Give either --published-on with a day, or --estimate"))
    if why and not disputed_by:
        raise Refused(N_("--why goes with --disputed-by"))
    if why is not None and says_nothing(why):
        raise Refused(N_("Say why that is not the one that is used"), field="why")
    result = Result(
        year=year,
        kind=ResultKind.ESTIMATE if estimate else ResultKind.PUBLISHED,
        score=score,
        rank=rank,
        out_of=out_of,
        score_change=score_change,
        rank_change=rank_change,
        previous_rank=previous_rank,
        improvement_rank=improvement_rank,
        best_score=best_score,
        ranks=tuple(rank_in or ()),
        rank_over=rank_over,
        of=of,
        median=median,
        mean=mean,
        disputed_by=tuple(replace(each, why=why) for each in disputed_by or ()),
        published_on=published_on,
        source=source,
    )
    entry = ResultEntry(index=index, sub_index=sub_index, result=result)
    here = prepared()
    act = here.act(on, revision, replaces)
    say_recorded(results.enter_result(here.tracker, plan, entry, act))
    doubts = results.contradictions(
        here.tracker,
        here.actor,
        plan,
        now=here.now,
        index=index,
        sub_index=sub_index,
        year=year,
    )
    tell(finding_line(each, VIETNAMESE) for each in doubts)


def withdraw_result(
    plan: PlanId,
    index: Index,
    year: Year,
    sub_index: SubIndexCode = None,
    estimate: Annotated[
        bool, Option("--estimate", help=text(N_("The department's own estimate")))
    ] = False,
    of: Annotated[
        str | None,
        Option(metavar="NAME", help=text(N_("The predecessor whose result it is"))),
    ] = None,
    revision: Revision = None,
) -> None:
    kind = ResultKind.ESTIMATE if estimate else ResultKind.PUBLISHED
    key = result_key(index, sub_index, year, kind, of)
    act = prepared().act(None, revision)
    say_recorded(results.withdraw_result(prepared().tracker, plan, key, act))
