"""Commands that act: ``task update``, ``report …``, ``result add``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from typer import Argument, Option, Typer

from ddci_tracker.cli import inputs
from ddci_tracker.cli.context import context, say, text
from ddci_tracker.cli.looks import PlanId
from ddci_tracker.domain.acts import (
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.plan import DueRule, Result, ResultKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.services import publishing, reporting, updating
from ddci_tracker.services.acting import Act
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_

On = Annotated[
    str | None, Option("--on", metavar="DAY", help=text(N_("The day it counts for (today)")))
]
Revision = Annotated[
    int | None,
    Option("--revision", min=0, help=text(N_("The revision it builds on; 0: nothing yet"))),
]
Replaces = Annotated[
    int | None,
    Option("--replaces", min=1, help=text(N_("The revision whose day this corrects"))),
]
Duty = Annotated[str, Argument(metavar="DUTY", help=text(N_("The code of a report duty")))]
Unit = Annotated[str, Argument(metavar="UNIT", help=text(N_("The code of the sender")))]
ForPeriod = Annotated[
    str, Argument(metavar="PERIOD", help=text(N_("2021-06, 2021-Q2, 2021-H1 or 2021")))
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
    report.command("set-due", help=text(N_("Set the due day that the plan left open")))(set_due)
    app.add_typer(report, name="report")
    result = Typer(help=text(N_("Scores and ranks as they come out")), no_args_is_help=True)
    result.command("add", help=text(N_("Enter a published result or an estimate")))(add_result)
    app.add_typer(result, name="result")


def _act(on: str | None, revision: int | None, replaces: int | None = None) -> Act:
    here = context()
    return Act(
        actor=here.actor,
        now=here.now,
        on=inputs.day(on) if on else None,
        revision=revision,
        replaces=replaces,
    )


def _recorded(version: Version[object]) -> None:
    say(
        N_("Recorded {key}, revision {revision}, counting from {on}"),
        key=version.key,
        revision=version.revision,
        on=version.on,
    )


def update(
    plan: PlanId,
    task: Annotated[str, Argument(metavar="TASK", help=text(N_("The code of a task")))],
    quarter: Annotated[str, Option(metavar="QUARTER", help=text(N_("Such as 2021-Q2")))],
    status: Annotated[
        str, Option(metavar="STATUS", help=" | ".join(status for status in TaskStatus))
    ],
    unit: Annotated[str, Option(help=text(N_("The unit that speaks (who answers)")))] = "",
    percent: Annotated[int | None, Option(help=text(N_("0 to 100")))] = None,
    done_on: Annotated[str | None, Option(metavar="DAY")] = None,
    note: Annotated[str | None, Option(help=text(N_("What was done")))] = None,
    difficulty: Annotated[str | None, Option(help=text(N_("What stands in the way")))] = None,
    needs_help: Annotated[bool, Option("--needs-help")] = False,
    recovery: Annotated[
        str | None, Option(help=text(N_("Who does what by when; required when blocked")))
    ] = None,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    said = TaskUpdate(
        task=task,
        quarter=inputs.quarter(quarter),
        unit=unit,
        status=inputs.one_of(TaskStatus)(status),
        percent=percent,
        done_on=inputs.day(done_on) if done_on else None,
        note=note,
        difficulty=difficulty,
        needs_help=needs_help,
        recovery=recovery,
    )
    _recorded(updating.update_task(context().tracker, plan, said, _act(on, revision, replaces)))


def _step(
    step: ReportStep,
    plan: str,
    duty: str,
    unit: str,
    period: str,
    act: Act,
    note: str | None = None,
) -> None:
    made = ReportAct(duty=duty, unit=unit, period=inputs.period(period), step=step, note=note)
    _recorded(reporting.take_step(context().tracker, plan, made, act))


def hand_in(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    note: Annotated[str | None, Option()] = None,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    act = _act(on, revision, replaces)
    _step(ReportStep.HANDED_IN, plan, duty, unit, period, act, note)


def withdraw(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    on: On = None,
    revision: Revision = None,
) -> None:
    _step(ReportStep.WITHDRAWN, plan, duty, unit, period, _act(on, revision))


def accept(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    on: On = None,
    revision: Revision = None,
) -> None:
    _step(ReportStep.ACCEPTED, plan, duty, unit, period, _act(on, revision))


def return_report(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    reason: Annotated[str, Option(help=text(N_("Why it is returned")))],
    on: On = None,
    revision: Revision = None,
) -> None:
    _step(ReportStep.RETURNED, plan, duty, unit, period, _act(on, revision), reason)


def extend(
    plan: PlanId,
    duty: Duty,
    unit: Unit,
    period: ForPeriod,
    until: Annotated[str, Option(metavar="DAY", help=text(N_("The new last day")))],
    approver: Annotated[str, Option(help=text(N_("Who approved it")))],
    basis: Annotated[str, Option(help=text(N_("On what basis")))],
    on: On = None,
    revision: Revision = None,
) -> None:
    extension = Extension(
        duty=duty,
        unit=unit,
        period=inputs.period(period),
        last_day=inputs.day(until),
        approver=approver,
        basis=basis,
    )
    _recorded(reporting.extend(context().tracker, plan, extension, _act(on, revision)))


def set_due(
    plan: PlanId,
    duty: Duty,
    by: Annotated[int | None, Option(help=text(N_("The last day in time")))] = None,
    before: Annotated[int | None, Option(help=text(N_("The day it must come before")))] = None,
    month_of_quarter: Annotated[int | None, Option(min=1, max=3)] = None,
    month_of_half: Annotated[int | None, Option(min=1, max=6)] = None,
    month: Annotated[int | None, Option(min=1, max=12)] = None,
    next_period: Annotated[bool, Option("--next-period")] = False,
    on: On = None,
    revision: Revision = None,
) -> None:
    day = by if by is not None else before
    if day is None or (by is not None and before is not None):
        raise Refused(N_("Give either --by or --before, with a day of the month"))
    rule = DueRule(
        inclusive=by is not None,
        day=day,
        month_of_quarter=month_of_quarter,
        month_of_half=month_of_half,
        month=month,
        of_next_period=next_period,
    )
    _recorded(reporting.set_due(context().tracker, plan, duty, rule, _act(on, revision)))


def add_result(
    plan: PlanId,
    index: Annotated[str, Option(help=text(N_("DDCI, PCI, PAR, PAPI or SIPAS")))],
    year: Annotated[int, Option(help=text(N_("The year it is about")))],
    sub_index: Annotated[
        str | None, Option(help=text(N_("The code of a sub-index; none: the whole index")))
    ] = None,
    score: Annotated[str | None, Option(metavar="NUMBER")] = None,
    rank: Annotated[int | None, Option()] = None,
    out_of: Annotated[int | None, Option()] = None,
    score_change: Annotated[str | None, Option(metavar="NUMBER")] = None,
    rank_change: Annotated[int | None, Option()] = None,
    previous_rank: Annotated[int | None, Option()] = None,
    improvement_rank: Annotated[int | None, Option()] = None,
    best_score: Annotated[str | None, Option(metavar="NUMBER")] = None,
    source: Annotated[str | None, Option(help=text(N_("Where it was published")))] = None,
    published_on: Annotated[str | None, Option(metavar="DAY")] = None,
    estimate: Annotated[bool, Option("--estimate")] = False,
    on: On = None,
    revision: Revision = None,
    replaces: Replaces = None,
) -> None:
    published: date | None = inputs.day(published_on) if published_on else None
    if estimate == (published is not None):
        raise Refused(N_("Give either --published-on with a day, or --estimate"))
    result = Result(
        year=year,
        kind=ResultKind.ESTIMATE if estimate else ResultKind.PUBLISHED,
        score=inputs.decimal(score) if score else None,
        rank=rank,
        out_of=out_of,
        score_change=inputs.decimal(score_change) if score_change else None,
        rank_change=rank_change,
        previous_rank=previous_rank,
        improvement_rank=improvement_rank,
        best_score=inputs.decimal(best_score) if best_score else None,
        published_on=published,
        source=source,
    )
    entry = ResultEntry(index=index, sub_index=sub_index, result=result)
    act = _act(on, revision, replaces)
    _recorded(publishing.enter_result(context().tracker, plan, entry, act))
