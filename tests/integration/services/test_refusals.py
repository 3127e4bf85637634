"""Everything that a service refuses: the message, and the field that is to be corrected.

The last test holds that no refusal of the services is missing here.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker import services
from ddci_tracker.domain.acts import Conclusion, ReportStep, ResultEntry, TaskStatus
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import (
    Cadence,
    DayOfYear,
    Direction,
    Dispute,
    DueRule,
    Kpi,
    ListRank,
    Members,
    MembersBasis,
    Overall,
    Plan,
    RankList,
    Target,
    TargetKind,
    Unit,
    UnitKind,
)
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.plans import write_plan
from ddci_tracker.services import (
    acts_ahead,
    block_tables,
    boards,
    closing,
    conclusions,
    earlier_versions,
    history,
    plan_drafts,
    plan_edits,
    plan_files,
    plan_gaps,
    reports,
    results,
    task_updates,
    typed_numbers,
    work_calendar,
)
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.freeze_schedule import set_freeze_day
from ddci_tracker.services.plan_edits import RowChanged
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_form import Filled, Recovery
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.words.catalogue import Words, languages
from tests.integration.services.made import (
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q1,
    Q2,
    Q3,
    Q4,
    act,
    enter,
    estimated,
    extension,
    load,
    look,
    published,
    say,
    step,
    take,
    word,
)
from tests.unit.domain.build import make_duty, make_task

TOMORROW = date(2021, 7, 16)
NOTHING_LEFT = "At 100% nothing is left to do: say that the task is done, or correct the figure"


@dataclass(frozen=True)
class Refusal:
    """What is tried, and how it is refused."""

    does: Callable[[Tracker], object]
    message: str
    field: str | None


def with_figures(**figures: object) -> ResultEntry:
    entry = published()
    return replace(entry, result=replace(entry.result, **figures))  # type: ignore[arg-type]


NATIONAL = ListRank(list=RankList.NATIONAL, rank=3, out_of=63)


def table(tracker: Tracker, text: str) -> object:
    return block_tables.add_table(tracker, PLAN.id, "DDCI", 2020, text, act())


def fill(**given: object) -> object:
    """The form of a task that goes on without an end."""
    return Filled(**given).update(make_task("T1"), Q3)  # type: ignore[arg-type]


def set_due(tracker: Tracker, duty: str, rule: DueRule) -> object:
    return reports.set_due(tracker, PLAN.id, duty, rule, act())


def by_20th(**month: int) -> DueRule:
    return DueRule(inclusive=True, day=20, **month)  # type: ignore[arg-type]


def on_the_30th_of_each_month() -> DueRule:
    days = tuple(DayOfYear(inclusive=True, day=30, month=month) for month in range(1, 13))
    return DueRule(inclusive=True, days=days)


def on_one_day_twelve_times() -> DueRule:
    days = (DayOfYear(inclusive=True, day=15, month=6),) * 12
    return DueRule(inclusive=True, days=days)


def extended_and_shortened(tracker: Tracker) -> object:
    reports.extend(tracker, PLAN.id, extension(date(2021, 7, 20)), act())
    return reports.extend(tracker, PLAN.id, extension(date(2021, 7, 19)), act())


def nobody_answers(tracker: Tracker) -> object:
    """A plan without an Office whose task names no lead."""
    units = tuple(unit for unit in PLAN.units if unit.code in ("A", "B"))
    orphan = replace(
        PLAN,
        id="SX-TP-2021-B",
        units=units,
        sub_indices=(),
        general_tasks=(make_task("O1", lead=()),),
        report_duties=(),
    )
    load(tracker, orphan)
    return task_updates.update_task(tracker, orphan.id, word("O1"), act())


def below_nothing(tracker: Tracker) -> object:
    """A plan whose task asks for a share, of which less than nothing is told."""
    kpi = Kpi(text="từ 90% hồ sơ", value=Decimal(90), unit="%")
    task = replace(make_task("K1", lead=("A",)), kpi=kpi)
    load(tracker, replace(PLAN, id="SX-TP-2021-C", sub_indices=(), general_tasks=(task,)))
    said = replace(word("K1"), actual=Decimal(-1))
    return task_updates.update_task(tracker, "SX-TP-2021-C", said, act())


def done_short_of_its_figure(tracker: Tracker) -> object:
    """A task that is done though nothing of what it asks for was reached, and nobody says why."""
    kpi = Kpi(text="100% hồ sơ", value=Decimal(100), unit="%", direction=Direction.UP)
    task = replace(make_task("K1", lead=("A",)), kpi=kpi)
    load(tracker, replace(PLAN, id="SX-TP-2021-C", sub_indices=(), general_tasks=(task,)))
    done = replace(word("K1"), status=TaskStatus.DONE, actual=Decimal(0))
    why = replace(done, note="hồ sơ chuyển sang cơ quan khác")
    task_updates.update_task(tracker, "SX-TP-2021-C", why, act())
    return task_updates.update_task(tracker, "SX-TP-2021-C", done, act())


def with_a_top_group(tracker: Tracker) -> Tracker:
    target = Target(kind=TargetKind.TOP_GROUP, text="nhóm đầu")
    load(tracker, replace(PLAN, overall=(Overall(index="DDCI", targets=(target,)),)))
    return tracker


def size(tracker: Tracker, key: str, places: int | None) -> object:
    return plan_gaps.size_top_group(tracker, PLAN.id, key, places, act())


def a_group_of_a_thousand(tracker: Tracker) -> object:
    return size(with_a_top_group(tracker), "DDCI#1", 1000)


def closed_before_two_acts(tracker: Tracker) -> object:
    say(tracker, word("T1"), act(on=date(2021, 7, 12)))
    take(tracker, step(), act(on=date(2021, 7, 14)))
    return closing.close_plan(tracker, PLAN.id, date(2021, 7, 10), act())


def a_size_never_set(tracker: Tracker) -> object:
    return size(with_a_top_group(tracker), "DDCI#1", None)


def members(tracker: Tracker, group: str, units: tuple[str, ...] | None) -> object:
    return plan_gaps.set_members(tracker, PLAN.id, group, units, act())


def members_that_are_printed(tracker: Tracker) -> object:
    printed = Members(units=("A", "B"), basis=MembersBasis.PRINTED)
    units = (
        replace(unit, members=printed) if unit.kind is UnitKind.GROUP else unit
        for unit in PLAN.units
    )
    load(tracker, replace(PLAN, units=tuple(units)))
    return members(tracker, "ROOMS", ("A",))


def accepted_then_handed_in_before(tracker: Tracker) -> object:
    take(tracker, step(), act(on=date(2021, 6, 10)))
    return take(tracker, step(), act(on=date(2021, 6, 5)))


def undone_twice(tracker: Tracker) -> object:
    take(tracker, step())
    reports.undo_step(tracker, PLAN.id, step(), act())
    return reports.undo_step(tracker, PLAN.id, step(), act())


def brought_back_nothing(tracker: Tracker) -> object:
    reports.extend(tracker, PLAN.id, extension(), act())
    reports.cancel_extension(tracker, PLAN.id, "R1", "A", extension().period, act())
    return earlier_versions.restore_version(
        tracker, PLAN.id, "extension", extension().key, 2, act()
    )


def not_used_for(why: str) -> ResultEntry:
    """A published result of which another source says something else."""
    entry = published()
    other = Dispute(source="Báo A", score=Decimal("7.00"), why=why)
    return replace(entry, result=replace(entry.result, disputed_by=(other,)))


def handed_in_twice(tracker: Tracker) -> object:
    take(tracker, step())
    return take(tracker, step())


def two_days_for_one_report(tracker: Tracker) -> object:
    yearly = make_duty("R5", from_units=("A",), cadence=Cadence.YEARLY, due=None)
    load(tracker, replace(PLAN, report_duties=(*PLAN.report_duties, yearly)))
    days = (DayOfYear(inclusive=True, day=15, month=6), DayOfYear(inclusive=True, day=15, month=12))
    return set_due(tracker, "R5", DueRule(inclusive=True, days=days))


def adopt(tracker: Tracker, plan: Plan) -> object:
    """A draft of a plan, taken into tracking at once."""
    draft = plan_drafts.begin_from_file(tracker, OWNER, write_plan(plan), now=NOW)
    return plan_drafts.adopt(tracker, OWNER, draft.id, revision=1, now=NOW)


def adopted_twice(tracker: Tracker) -> object:
    return adopt(tracker, PLAN)


def adopted_with_a_task_that_ends_before_it_starts(tracker: Tracker) -> object:
    odd = make_task("G1", lead=("B",), start=date(2021, 6, 1), due=date(2021, 5, 31))
    return adopt(tracker, replace(PLAN, id="SX-TP-2021-B", general_tasks=(odd,)))


MET = date(2021, 6, 10)
CONCLUDED = Conclusion(
    id="", about="DDCI/transparency", text="Niêm yết đủ", units=("A",), due=None, met_on=MET
)
DONE = ConclusionWord(unit="A", status=TaskStatus.DONE)


def conclude(tracker: Tracker, **wrong: object) -> object:
    concluded = replace(CONCLUDED, **wrong)  # type: ignore[arg-type]
    return conclusions.conclude(tracker, PLAN.id, concluded, act())


def of_a_conclusion(
    does: Callable[[Tracker, str], object], **written: object
) -> Callable[[Tracker], object]:
    """What is tried on a conclusion that a meeting has just written down."""

    def tried(tracker: Tracker) -> object:
        concluded = replace(CONCLUDED, **written)  # type: ignore[arg-type]
        made = conclusions.conclude(tracker, PLAN.id, concluded, act())
        return does(tracker, made.key)

    return tried


def say_of(tracker: Tracker, key: str, **said: object) -> object:
    said_of = replace(DONE, **said)  # type: ignore[arg-type]
    return conclusions.say_of(tracker, PLAN.id, key, said_of, act())


def send_back(tracker: Tracker, key: str, reason: str) -> object:
    return conclusions.send_back(tracker, PLAN.id, key, reason, act())


def returned_without_a_reason(tracker: Tracker, key: str) -> object:
    say_of(tracker, key)
    return send_back(tracker, key, " ")


def move_due(
    tracker: Tracker, key: str, due: date, *, approver: str = "Giám đốc", basis: str = "KL 12"
) -> object:
    return conclusions.move_due(
        tracker, PLAN.id, key, due, approver=approver, basis=basis, act=act()
    )


def _behind_an_answer(tracker: Tracker) -> object:
    take(tracker, step())
    take(tracker, step(ReportStep.ACCEPTED))
    return take(tracker, step(), act(on=date(2021, 7, 1), replaces=1))


DUE = date(2021, 8, 1)

# What is refused of a conclusion that was written down first.
OF_A_CONCLUSION = {
    "a word of a unit that has no part in a conclusion": Refusal(
        of_a_conclusion(lambda t, key: say_of(t, key, unit="B")),
        "{unit} has no part in this conclusion; {units} have",
        "unit",
    ),
    "a conclusion that does not arise, without a reason": Refusal(
        of_a_conclusion(lambda t, key: say_of(t, key, status=TaskStatus.NOT_APPLICABLE)),
        "Say why it does not arise",
        "note",
    ),
    "a conclusion that was done before the meeting": Refusal(
        of_a_conclusion(lambda t, key: say_of(t, key, done_on=date(2021, 6, 9))),
        "It was done between the meeting and {on}",
        "done_on",
    ),
    "a conclusion that was done on a day to come": Refusal(
        of_a_conclusion(lambda t, key: say_of(t, key, done_on=TOMORROW)),
        "It was done between the meeting and {on}",
        "done_on",
    ),
    "an acceptance of a conclusion that nobody called done": Refusal(
        of_a_conclusion(lambda t, key: conclusions.accept(t, PLAN.id, key, act())),
        "Nobody has said yet that this is done",
        "status",
    ),
    "a return of a conclusion that nobody called done": Refusal(
        of_a_conclusion(lambda t, key: send_back(t, key, "Thiếu 2 thủ tục")),
        "Nobody has said yet that this is done",
        "status",
    ),
    "a conclusion returned without a reason": Refusal(
        of_a_conclusion(returned_without_a_reason), "Say why it is returned", "note"
    ),
    "an extension of a conclusion without a due day": Refusal(
        of_a_conclusion(lambda t, key: move_due(t, key, DUE)),
        "A conclusion without a due day cannot be extended",
        "due",
    ),
    "an extension of a conclusion to its due day": Refusal(
        of_a_conclusion(lambda t, key: move_due(t, key, DUE), due=DUE),
        "The new last day must come after {day}",
        "due",
    ),
    "an extension of a conclusion that nobody approved": Refusal(
        of_a_conclusion(lambda t, key: move_due(t, key, DUE, approver=" "), due=MET),
        "An extension names who approved it and on what basis",
        "approver",
    ),
    "an extension of a conclusion without a basis": Refusal(
        of_a_conclusion(lambda t, key: move_due(t, key, DUE, basis=""), due=MET),
        "An extension names who approved it and on what basis",
        "basis",
    ),
    "an act on a conclusion for a day before its last": Refusal(
        of_a_conclusion(
            lambda t, key: conclusions.accept(t, PLAN.id, key, act(on=date(2021, 6, 9)))
        ),
        "The last act on this conclusion counts for {day}; an earlier day changes it no more",
        "on",
    ),
}


def came_second(tracker: Tracker) -> None:
    for day in (4, 5):
        set_freeze_day(tracker, OWNER, PLAN.id, day, now=NOW, seen=0)


def spoken_of_before_it_begins(tracker: Tracker) -> None:
    begins = RowChanged(table="tasks", key="T1", cells={"start": "2021-07-01"})
    plan_edits.edit(tracker, PLAN.id, (begins,), act())
    say(tracker, word(quarter=Q2), act())


REFUSALS = {
    **OF_A_CONCLUSION,
    "a day to come": Refusal(
        lambda t: say(t, word(), act(on=TOMORROW)),
        "{on} has not come yet; today is {today}",
        "on",
    ),
    "a moment to come": Refusal(
        lambda t: look(t, known_at=NEXT_YEAR), "{moment} has not come yet", "known_at"
    ),
    "a look at a quarter of another year": Refusal(
        lambda t: look(t, quarter=Period.quarter(2022, 1)),
        "{quarter} is not a quarter of {year}",
        "quarter",
    ),
    "a look at a month as a quarter": Refusal(
        lambda t: look(t, quarter=Period.month(2021, 6)),
        "{quarter} is not a quarter of {year}",
        "quarter",
    ),
    "a word on a quarter of another year": Refusal(
        lambda t: say(t, word(quarter=Period.quarter(2020, 4))),
        "{quarter} is not a quarter of {year}",
        "quarter",
    ),
    "a word on a quarter to come": Refusal(
        lambda t: say(t, word(quarter=Q4)), "{period} had not begun on {on}", "quarter"
    ),
    "a word for a day before its quarter": Refusal(
        lambda t: say(t, word(quarter=Q3), act(on=date(2021, 6, 30))),
        "{period} had not begun on {on}",
        "quarter",
    ),
    "a word before the plan was issued": Refusal(
        lambda t: say(t, word(quarter=Q1), act(on=date(2021, 1, 3))),
        "The plan counts from {issued}; nothing is recorded for {on}",
        "on",
    ),
    "done before the plan": Refusal(
        lambda t: say(t, word(status=TaskStatus.DONE, done_on=date(2021, 1, 3))),
        "Task {task} begins on {begins}; it cannot have been done on {done_on}",
        "done_on",
    ),
    "a word for a quarter before its task": Refusal(
        spoken_of_before_it_begins,
        "Task {task} begins on {begins} only; nothing is recorded of it for {quarter}",
        "quarter",
    ),
    "done with forty percent": Refusal(
        lambda t: say(t, word(status=TaskStatus.DONE, percent=40)),
        "A task that is done stands at 100%, not at {percent}%",
        "percent",
    ),
    "not begun with forty percent": Refusal(
        lambda t: say(t, word(status=TaskStatus.NOT_STARTED, percent=40)),
        "A task that has not begun stands at 0%, not at {percent}%",
        "percent",
    ),
    "behind with a hundred percent": Refusal(
        lambda t: say(t, word(status=TaskStatus.BEHIND, percent=100)),
        NOTHING_LEFT,
        "percent",
    ),
    "blocked with a hundred percent": Refusal(
        lambda t: say(t, word(status=TaskStatus.BLOCKED, percent=100, recovery="VP, 1/8")),
        NOTHING_LEFT,
        "percent",
    ),
    "a percentage of what does not arise": Refusal(
        lambda t: say(t, word(status=TaskStatus.NOT_APPLICABLE, percent=40, note="không có")),
        "A task that does not arise has no percentage",
        "percent",
    ),
    "a share below nothing": Refusal(
        below_nothing,
        "A share in per cent is 0 or more, not {typed}",
        "actual",
    ),
    "a task that is done short of its own figure": Refusal(
        done_short_of_its_figure,
        "The task asks for {asked} and has reached {actual}: correct one of them, or say in the "
        "note why it is done all the same",
        "actual",
    ),
    "a report for a period to come": Refusal(
        lambda t: take(t, step(period=Q4)), "{period} had not begun on {on}", "on"
    ),
    "a correction behind the answer of the Office": Refusal(
        _behind_an_answer,
        "{who} answered this hand-in on {day}: {step}; a correction cannot come behind that",
        "on",
    ),
    "a close before the plan": Refusal(
        lambda t: closing.close_plan(t, PLAN.id, date(2021, 1, 3), act()),
        "The plan counts from {issued}; it cannot close on {on}",
        "on",
    ),
    "a close that would hide what was recorded": Refusal(
        closed_before_two_acts,
        "Acts recorded for days after {on}: {count}, the last for {latest}; "
        "the plan can close on {latest} at the earliest: {acts}",
        "on",
    ),
    "taking back a close that nobody set": Refusal(
        lambda t: closing.close_plan(t, PLAN.id, None, act()),
        "The Office has set no day of closing",
        "day",
    ),
    "a holiday without a reason": Refusal(
        lambda t: work_calendar.set_day(
            t, SpecialDay(day=date(2021, 9, 3), worked=False, name=" "), act()
        ),
        "Say why this day is worked or free",
        "name",
    ),
    "taking back what nobody said of a day": Refusal(
        lambda t: work_calendar.take_day_back(t, date(2021, 9, 3), act()),
        "Nothing was said of {day} here",
        "day",
    ),
    "a form without a status": Refusal(lambda t: fill(), "Choose how far the task is", "status"),
    "a percentage of what has no end": Refusal(
        lambda t: fill(status=TaskStatus.ON_TRACK, percent="40"),
        "This task goes on without an end, so it has no percentage",
        "percent",
    ),
    "a recovery that nobody makes": Refusal(
        lambda t: fill(status=TaskStatus.BLOCKED, recovery=Recovery(what="ký", when=TOMORROW)),
        "A blocked task needs a recovery line: say who does it",
        "who",
    ),
    "a recovery that does nothing": Refusal(
        lambda t: fill(status=TaskStatus.BLOCKED, recovery=Recovery(who="A", when=TOMORROW)),
        "A blocked task needs a recovery line: say what is done",
        "what",
    ),
    "a recovery without a day": Refusal(
        lambda t: fill(status=TaskStatus.BLOCKED, recovery=Recovery(who="A", what="ký")),
        "A blocked task needs a recovery line: say by when",
        "when",
    ),
    "an update that was never given": Refusal(
        lambda t: task_updates.undo_update(t, PLAN.id, "T1", Q3, act()),
        "There is no update to take back",
        "revision",
    ),
    "an unknown task": Refusal(
        lambda t: say(t, word("T9")), "Plan {plan} has no task {task}", "task"
    ),
    "the history of an unknown task": Refusal(
        lambda t: history.history_of(t, OWNER, PLAN.id, now=NOW, task="T9"),
        "Plan {plan} has no task {task}",
        "task",
    ),
    "a task that nobody answers for": Refusal(
        nobody_answers, "Nobody answers for task {task}; say which unit speaks", "unit"
    ),
    "a unit that has no part in a task": Refusal(
        lambda t: say(t, word("G1", unit="A")),
        "{unit} neither leads nor coordinates task {task}; those who may speak: {units}",
        "unit",
    ),
    "a unit that does not exist": Refusal(
        lambda t: say(t, word("G1", unit="??")),
        "{unit} neither leads nor coordinates task {task}; those who may speak: {units}",
        "unit",
    ),
    "an outsider as a speaker": Refusal(
        lambda t: say(t, word("T4", unit="PROVINCE")),
        "{unit} neither leads nor coordinates task {task}; those who may speak: {units}",
        "unit",
    ),
    "a percentage above 100": Refusal(
        lambda t: say(t, word(percent=101)),
        "A percentage lies between 0 and 100, not {percent}",
        "percent",
    ),
    "a percentage below 0": Refusal(
        lambda t: say(t, word(percent=-1)),
        "A percentage lies between 0 and 100, not {percent}",
        "percent",
    ),
    "a day of completion of an open task": Refusal(
        lambda t: say(t, word(done_on=date(2021, 7, 1))),
        "Only a task that is done has a day it was done",
        "done_on",
    ),
    "a completion after the day it is said": Refusal(
        lambda t: say(
            t,
            word(status=TaskStatus.DONE, done_on=date(2021, 7, 12)),
            act(on=date(2021, 7, 10)),
        ),
        "On {on} nobody could say that the task was done on {done_on}",
        "done_on",
    ),
    "a blocked task without a way out": Refusal(
        lambda t: say(t, word(status=TaskStatus.BLOCKED, recovery=" ")),
        "A blocked task needs a recovery line: who does what by when",
        "recovery",
    ),
    "a task that does not arise, without a reason": Refusal(
        lambda t: say(t, word(status=TaskStatus.NOT_APPLICABLE)),
        "Say why the task does not arise",
        "note",
    ),
    "an unknown duty": Refusal(
        lambda t: take(t, step(duty="R9")), "Plan {plan} has no report duty {duty}", "duty"
    ),
    "a report of somebody who owes none": Refusal(
        lambda t: take(t, step(unit="VP")),
        "{unit} owes no report {duty} for {period}; senders: {units}, periods: {periods}",
        "unit",
    ),
    "a group, whose members report themselves": Refusal(
        lambda t: take(t, step(unit="ROOMS")),
        "{unit} owes no report {duty} for {period}; senders: {units}, periods: {periods}",
        "unit",
    ),
    "a report for a period of another kind": Refusal(
        lambda t: take(t, step(period=Period.month(2021, 6))),
        "{unit} owes no report {duty} for {period}; senders: {units}, periods: {periods}",
        "unit",
    ),
    "a report that is not asked for": Refusal(
        lambda t: take(t, step(duty="R2", period=Period.month(2020, 12))),
        "{unit} owes no report {duty} for {period}; senders: {units}, periods: {periods}",
        "unit",
    ),
    "a report on request, which has no rows": Refusal(
        lambda t: take(t, step(duty="R3")),
        "Report {duty} is asked for in no period of {year}",
        "period",
    ),
    "a report handed in twice": Refusal(
        handed_in_twice, "This report has already been handed in", "on"
    ),
    "an acceptance of nothing": Refusal(
        lambda t: take(t, step(ReportStep.ACCEPTED)),
        "Only a report that was handed in can be accepted",
        "on",
    ),
    "a return of nothing": Refusal(
        lambda t: take(t, step(ReportStep.RETURNED, note="thiếu phụ lục")),
        "Only a report that was handed in can be returned",
        "on",
    ),
    "a withdrawal of nothing": Refusal(
        lambda t: take(t, step(ReportStep.WITHDRAWN)),
        "Only a report that waits to be accepted can be withdrawn",
        "on",
    ),
    "a return without a reason": Refusal(
        lambda t: take(t, step(ReportStep.RETURNED, note=" ")),
        "Say why the report is returned",
        "note",
    ),
    "a step that upsets a later one": Refusal(
        accepted_then_handed_in_before,
        "This does not fit what was recorded for {later}: {step}",
        "on",
    ),
    "an extension of a report without a due day": Refusal(
        lambda t: reports.extend(
            t, PLAN.id, extension(duty="R2", period=Period.month(2021, 6)), act()
        ),
        "A report without a due day cannot be extended",
        "period",
    ),
    "an extension to the last day itself": Refusal(
        lambda t: reports.extend(t, PLAN.id, extension(date(2021, 6, 5)), act()),
        "The new last day must come after {day}",
        "last_day",
    ),
    "an extension that nobody approved": Refusal(
        lambda t: reports.extend(t, PLAN.id, extension(approver=" "), act()),
        "An extension names who approved it and on what basis",
        "approver",
    ),
    "an extension without a basis": Refusal(
        lambda t: reports.extend(t, PLAN.id, extension(basis=""), act()),
        "An extension names who approved it and on what basis",
        "basis",
    ),
    "a step undone that is not the last one": Refusal(
        undone_twice, "Only the last step of a report can be undone", "revision"
    ),
    "an extension taken back that was never given": Refusal(
        lambda t: reports.cancel_extension(t, PLAN.id, "R1", "A", Q1, act()),
        "This report was not extended",
        "period",
    ),
    "a due day taken back that was never set": Refusal(
        lambda t: reports.unset_due(t, PLAN.id, "R2", act()),
        "The Office has set no due day for {duty}",
        "duty",
    ),
    "a day for what no fast clock recorded": Refusal(
        lambda t: acts_ahead.done_on(t, PLAN.id, "task_update", "T1@2021-Q2", act()),
        "No clock that ran ahead has given {key} its day",
        "key",
    ),
    "a plan's content brought back by itself": Refusal(
        lambda t: earlier_versions.restore_version(t, PLAN.id, "task", "T1", 1, act()),
        "Earlier versions of this are not brought back here",
        "what",
    ),
    "nothing brought back": Refusal(
        brought_back_nothing,
        "This version says nothing that could be brought back",
        "revision",
    ),
    "a due day where one is printed": Refusal(
        lambda t: set_due(t, "R1", by_20th()),
        "The plan prints a due day for {duty}; extend single reports instead",
        "duty",
    ),
    "a due day of a report on request": Refusal(
        lambda t: set_due(t, "R3", by_20th()),
        "Duty {duty} has no fixed cadence, so no due day",
        "duty",
    ),
    "a month of the quarter for a monthly report": Refusal(
        lambda t: set_due(t, "R2", by_20th(month_of_quarter=3)),
        "This due day does not fit the cadence of duty {duty}: {cadence}",
        "rule",
    ),
    "the 32nd": Refusal(
        lambda t: set_due(t, "R2", DueRule(inclusive=True, day=32)),
        "This due day does not fit the cadence of duty {duty}: {cadence}",
        "rule",
    ),
    "the day 0": Refusal(
        lambda t: set_due(t, "R2", DueRule(inclusive=False, day=0)),
        "This due day does not fit the cadence of duty {duty}: {cadence}",
        "rule",
    ),
    "a published result without its day": Refusal(
        lambda t: enter(t, published(on=None)),
        "Say on which day the result was published",
        "published_on",
    ),
    "a published result for another day": Refusal(
        lambda t: enter(t, published(), act(now=NEXT_YEAR, on=date(2022, 1, 1))),
        "A published result counts from its day of publication, {day}",
        "on",
    ),
    "an estimate that claims to be published": Refusal(
        lambda t: enter(
            t,
            replace(
                estimated("7.0"),
                result=replace(estimated("7.0").result, published_on=date(2022, 2, 1)),
            ),
        ),
        "An estimate is not published",
        "published_on",
    ),
    "an unknown index": Refusal(
        lambda t: enter(t, published(index="XYZ", sub_index=None)),
        "There is no index {index}; known are {indices}",
        "index",
    ),
    "an unknown sub-index": Refusal(
        lambda t: enter(t, published(sub_index="land_access")),
        "Index {index} has no sub-index {sub_index}; known are {codes}",
        "sub_index",
    ),
    "a year to come": Refusal(
        lambda t: enter(t, published(year=2023)),
        "The year lies between {first_year} and {last_year}, not {year}",
        "year",
    ),
    "a mistyped year": Refusal(
        lambda t: enter(t, published(year=21)),
        "The year lies between {first_year} and {last_year}, not {year}",
        "year",
    ),
    "a result without any figure": Refusal(
        lambda t: enter(t, published(None)), "A result needs a score or a rank", "score"
    ),
    "a score above the scale": Refusal(
        lambda t: enter(t, published("10.01")),
        "A score lies between {lowest} and {highest}, not {typed}",
        "score",
    ),
    "a negative score": Refusal(
        lambda t: enter(t, published("-0.01")),
        "A score lies between {lowest} and {highest}, not {typed}",
        "score",
    ),
    "a score that is no number": Refusal(
        lambda t: enter(t, published("NaN")),
        "A score lies between {lowest} and {highest}, not {typed}",
        "score",
    ),
    "a total above the scale": Refusal(
        lambda t: enter(t, published("100.1", sub_index=None)),
        "A score lies between {lowest} and {highest}, not {typed}",
        "score",
    ),
    "a best score above the scale": Refusal(
        lambda t: enter(t, with_figures(best_score=Decimal(11))),
        "The best score lies between {lowest} and {highest}, not {typed}",
        "best_score",
    ),
    "a change beyond the scale": Refusal(
        lambda t: enter(t, with_figures(score_change=Decimal("-10.5"))),
        "A change of score lies between {lowest} and {highest}, not {typed}",
        "score_change",
    ),
    "rank 0": Refusal(
        lambda t: enter(t, published(rank=0)), "A rank is 1 or more, not {typed}", "rank"
    ),
    "previous rank 0": Refusal(
        lambda t: enter(t, with_figures(previous_rank=0)),
        "The previous rank is 1 or more, not {typed}",
        "previous_rank",
    ),
    "rank 0 by improvement": Refusal(
        lambda t: enter(t, with_figures(improvement_rank=0)),
        "The rank by improvement is 1 or more, not {typed}",
        "improvement_rank",
    ),
    "an empty list": Refusal(
        lambda t: enter(t, with_figures(out_of=0)),
        "A list has 1 place or more, not {typed}",
        "out_of",
    ),
    "a rank beyond the end of the list": Refusal(
        lambda t: enter(t, published(rank=24, out_of=23)),
        "Rank {rank} does not fit a list of {out_of}",
        "out_of",
    ),
    "more digits than any figure has": Refusal(
        lambda _: typed_numbers.decimal("9" * 400, field="actual"),
        "{typed} has too many digits: at most {most} before the mark and {most} after it",
        "actual",
    ),
    "a cell of a block that never ends": Refusal(
        lambda t: block_tables.add_table(
            t, PLAN.id, "DDCI", 2020, f"Đơn vị,Điểm\n{'x' * 200_000},70\n", act()
        ),
        "Row {row}: a cell has more than {most} characters, or its quotation mark never ends",
        "file",
    ),
    "a source that is not used for no reason": Refusal(
        lambda t: enter(t, not_used_for("...")),
        "Say why that is not the one that is used",
        "dispute_why",
    ),
    "letters typed for a score": Refusal(
        lambda _: typed_numbers.decimal("7,8o", field="score"),
        "{typed} is not a number; write 7,80 or 7.80",
        "score",
    ),
    "a rank that is no whole number": Refusal(
        lambda _: typed_numbers.whole("1,5", field="rank"), "{typed} is not a whole number", "rank"
    ),
    "a number that can be read in two ways": Refusal(
        lambda _: typed_numbers.decimal("1.234", field="value"),
        "{typed} can be read in two ways; write {thousands} or {places}",
        "value",
    ),
    "a percentage beyond 100": Refusal(
        lambda _: typed_numbers.percent("150"),
        "A percentage is a whole number from 0 to 100, not {typed}",
        "percent",
    ),
    "a text without end": Refusal(
        lambda t: say(t, word(note="a" * 4001)),
        "This has {length} characters; at most {most} can be kept",
        "note",
    ),
    "to withdraw what was never entered": Refusal(
        lambda t: results.withdraw_result(t, PLAN.id, published().key, act(now=NEXT_YEAR)),
        "Nothing is entered here that could be withdrawn",
        "year",
    ),
    "the size of a target that is none of a group": Refusal(
        lambda t: size(t, "DDCI/transparency#1", 5),
        "Plan {plan} has no target {target} for a leading group",
        "target",
    ),
    "a leading group longer than any list": Refusal(
        a_group_of_a_thousand,
        "A leading group has 1 to {longest} places, not {size}",
        "size",
    ),
    "to take back a size that was never set": Refusal(
        a_size_never_set,
        "Nothing was set here that could be taken back",
        "size",
    ),
    "the members of a unit that is no group": Refusal(
        lambda t: members(t, "A", ("B",)), "Plan {plan} has no group {group}", "group"
    ),
    "members of a group whose members are printed": Refusal(
        members_that_are_printed,
        "The plan prints the members of {group}",
        "group",
    ),
    "a group without members": Refusal(
        lambda t: members(t, "ROOMS", ()), "A group needs at least one member", "members"
    ),
    "a member outside the agency": Refusal(
        lambda t: members(t, "ROOMS", ("A", "PROVINCE")),
        "{unit} cannot be a member of a group; units are {units}",
        "members",
    ),
    "to take back members that were never set": Refusal(
        lambda t: members(t, "ROOMS", None),
        "Nothing was set here that could be taken back",
        "members",
    ),
    "a median outside the scale": Refusal(
        lambda t: enter(t, with_figures(median=Decimal("10.01"))),
        "The median lies between {lowest} and {highest}, not {typed}",
        "median",
    ),
    "a mean outside the scale": Refusal(
        lambda t: enter(t, with_figures(mean=Decimal("-1"))),
        "The mean lies between {lowest} and {highest}, not {typed}",
        "mean",
    ),
    "a rank and what it lies beyond": Refusal(
        lambda t: enter(t, with_figures(rank=3, rank_over=30)),
        "A result has either a rank or only a rank that it lies beyond",
        "rank_over",
    ),
    "two places in one list": Refusal(
        lambda t: enter(t, with_figures(ranks=(NATIONAL, NATIONAL))),
        "A list is named twice: {list}",
        "ranks",
    ),
    "a figure of a task that asks for none": Refusal(
        lambda t: say(t, replace(word(), actual=Decimal("7"))),
        "Task {task} asks for no figure that could be reached",
        "actual",
    ),
    "a look at a year that the plan does not cover": Refusal(
        lambda t: boards.look_at(t, OWNER, PLAN.id, now=NOW, year=2019),
        "{year} is not a year of the plan, which goes from {first_year} to {last_year}",
        "year",
    ),
    "a table without rows": Refusal(
        lambda t: table(t, "agency,score"), "The table needs a head and at least one row", "file"
    ),
    "a table longer than any block": Refusal(
        lambda t: table(t, "agency,score\n" + "\n".join(f"Sở {n},70" for n in range(501))),
        "The table has more than {limit} rows",
        "file",
    ),
    "a table that names an agency twice": Refusal(
        lambda t: table(t, "agency,score\nSở A,70\nSở A,71"),
        "{agency} stands in the table twice",
        "agency",
    ),
    "a table with a head that nobody knows": Refusal(
        lambda t: table(t, "agency,score,màu\nSở A,70,đỏ"),
        "The head of column {number} is not known or stands there twice: {head}",
        "file",
    ),
    "a table without agencies": Refusal(
        lambda t: table(t, "score,rank\n70,1"),
        "The table needs a column that names the agencies",
        "file",
    ),
    "a table without scores": Refusal(
        lambda t: table(t, "agency\nSở A"), "The table has no column of scores", "file"
    ),
    "a row of a table without an agency": Refusal(
        lambda t: table(t, "agency,score\n,70"), "Row {row} names no agency", "agency"
    ),
    "letters in a cell of a table": Refusal(
        lambda t: table(t, "agency,score,rank\nSở A,70,1\nSở B,6x,2"),
        "Row {row}, column “{head}”: {refused}",
        "score",
    ),
    "a score of a table outside the scale": Refusal(
        lambda t: table(t, "agency,score\nSở A,101"),
        "Row {row}, column “{head}”: {refused}",
        "score",
    ),
    "two days of a duty that owes one report": Refusal(
        two_days_for_one_report, "Give a day for each report of the year: {count}", "rule"
    ),
    "a day that stands on the list twice": Refusal(
        lambda t: set_due(t, "R2", on_one_day_twelve_times()),
        "The day {day}/{month} stands on the list twice",
        "rule",
    ),
    "a further extension that makes the day earlier": Refusal(
        extended_and_shortened,
        "The report is extended until {day} already, and an extension makes no day earlier; "
        "take it back first",
        "last_day",
    ),
    "the 30th of February": Refusal(
        lambda t: set_due(t, "R2", on_the_30th_of_each_month()),
        "Month {month} has no day {day}",
        "rule",
    ),
    "a conclusion that says nothing": Refusal(
        lambda t: conclude(t, text="\u200b "), "Say what was concluded", "text"
    ),
    "a conclusion that nobody answers for": Refusal(
        lambda t: conclude(t, units=()), "Say which unit answers for it", "units"
    ),
    "a conclusion of a unit that does not exist": Refusal(
        lambda t: conclude(t, with_units=("??",)), "Plan {plan} has no unit {unit}", "units"
    ),
    "a conclusion about nothing in the plan": Refusal(
        lambda t: conclude(t, about="DDCI/land_access"),
        "Plan {plan} has no sub-index, no task and no report {key}",
        "about",
    ),
    "a standing duty with a due day": Refusal(
        lambda t: conclude(t, ongoing=True, due=DUE),
        "What is ongoing has no due day; say one of the two",
        "due",
    ),
    "a conclusion that is due before its meeting": Refusal(
        lambda t: conclude(t, due=date(2021, 6, 9)),
        "It cannot be due before the meeting, {on}",
        "due",
    ),
    "an unknown conclusion": Refusal(
        lambda t: conclusions.accept(t, PLAN.id, "2021-06-10-9", act()),
        "Plan {plan} has no conclusion {key}",
        None,
    ),
    "to take back a conclusion that was never written": Refusal(
        lambda t: conclusions.take_back(t, PLAN.id, "2021-06-10-9", act()),
        "There is nothing to take back here",
        "revision",
    ),
    "an empty draft for a year of two digits": Refusal(
        lambda t: plan_drafts.begin_empty(t, OWNER, cells={"document.year": "26"}, now=NOW),
        "Say for which year the plan is, in four digits",
        "document.year",
    ),
    "next year's plan for this year": Refusal(
        lambda t: plan_drafts.begin_from_plan(t, OWNER, PLAN.id, year=2021, now=NOW),
        "The new plan is for a year after {year}",
        "year",
    ),
    "a draft of a plan that is tracked already": Refusal(
        adopted_twice,
        "There is a plan {plan} already; give this one a suffix, such as {plan}-B",
        "id",
    ),
    "a draft that contradicts itself": Refusal(
        adopted_with_a_task_that_ends_before_it_starts,
        "The plan contradicts itself in {count} places",
        None,
    ),
    "somebody who came second": Refusal(
        came_second,
        "Somebody else has changed this meanwhile; look at what stands now",
        None,
    ),
    "a tracker without a catalogue": Refusal(
        lambda t: open_tracker(
            "sqlite:///x", data_dir=Path("/nowhere"), state_dir=Path("/nowhere")
        ),
        "There is no catalogue of indices in {folder}; DDCI_DATA_DIR may name a wrong one",
        None,
    ),
}


# It is refused before anything is written: one kind of database is enough.
@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused(tracker: Tracker, refusal: Refusal) -> None:
    with pytest.raises(Refused) as raised:
        refusal.does(tracker)
    assert (raised.value.message, raised.value.field) == (refusal.message, refusal.field)
    for language in languages():
        said = raised.value.said(Words.of(language))
        assert "{" not in said, "every placeholder is filled"


NOT_ASKED_FOR = "Report {duty} is not asked for {period}: the plan was issued on {day}"
AT_THE_EARLIEST = f"{NOT_ASKED_FOR} at the earliest"
# Tried in test_plan_drafts.py.
SAME_SHEETS = (
    "Since this workbook was written {people} have changed the same sheets: {sheets}. "
    "Choose that the workbook counts, or write a new one"
)
ASKED_LATER = "Report {duty} is asked of {unit} from {day} on, and not for {period}"


def test_a_report_before_an_amendment_asked_for_it_is_not_asked_for(tracker: Tracker) -> None:
    other = Unit(code="C", name="Phòng C", kind=UnitKind.DIVISION)
    first, *others = PLAN.report_duties
    more = replace(
        PLAN,
        units=(*PLAN.units, other),
        report_duties=(replace(first, from_units=("ROOMS", "C")), *others),
    )
    on = act(on=date(2021, 7, 1))
    plan_files.amend(tracker, PLAN.id, more, on, basis="Quyết định 10")
    with pytest.raises(Refused) as raised:
        take(tracker, step(unit="C"))
    assert (raised.value.message, raised.value.field) == (ASKED_LATER, "period")


@pytest.mark.parametrize(("known", "message"), [(True, NOT_ASKED_FOR), (False, AT_THE_EARLIEST)])
def test_a_report_before_the_plan_was_issued_is_not_asked_for(
    empty: Tracker, known: bool, message: str
) -> None:
    day = date(2021, 4, 1)
    issue = {"issued_on": day} if known else {"issued_on": None, "issued_not_before": day}
    load(empty, replace(PLAN, document=replace(PLAN.document, **issue)))
    for try_it in (
        lambda: take(empty, step(period=Q1)),
        lambda: reports.extend(empty, PLAN.id, extension(period=Q1), act()),
    ):
        with pytest.raises(Refused) as raised:
            try_it()
        assert (raised.value.message, raised.value.field) == (message, "period")


# What is refused here comes after acts that are not.
PREPARED = (
    spoken_of_before_it_begins,
    came_second,
    _behind_an_answer,
    nobody_answers,
    accepted_then_handed_in_before,
    handed_in_twice,
    undone_twice,
    brought_back_nothing,
    below_nothing,
    a_group_of_a_thousand,
    a_size_never_set,
    closed_before_two_acts,
    extended_and_shortened,
    members_that_are_printed,
    two_days_for_one_report,
    extended_and_shortened,
    adopted_twice,
    adopted_with_a_task_that_ends_before_it_starts,
    *(refusal.does for refusal in OF_A_CONCLUSION.values()),
)


def test_a_refused_act_leaves_nothing_behind(tracker: Tracker) -> None:
    before = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    for refusal in REFUSALS.values():
        if refusal.does in PREPARED:
            continue
        with pytest.raises(Refused):
            refusal.does(tracker)
    assert history.history_of(tracker, OWNER, PLAN.id, now=NOW) == before


# Modules whose messages are no refusals, or are tried in the tests of their own.
TRIED_ELSEWHERE = {
    "failures": "what went wrong, told",
    "act_remarks": "what there is to know of an act that was recorded",
    "plan_files": "test_amendments.py",
    "plan_edits": "test_plan_edits.py",
    "plan_things": "test_plan_edits.py",
    "plan_reviews": "test_plan_reviews.py",
    "units": "test_units.py",
    "unit_reversals": "test_units.py",
    "unit_forms": "test_unit_forms.py",
    "evidence": "test_evidence.py",
    "agencies": "test_agencies.py",
    "api_tokens": "test_api_tokens.py",
    "copy_trials": "names of what a trial looks at",
    "faults": "names of what the doctor looks at, and what it did",
    "installation": "names of what the doctor looks at",
    "policies": "test_policies.py",
    "security_log": "names of what happened",
    "security_files": "heads of columns",
    "frozen_months": "test_frozen_months.py",
    "freeze_schedule": "test_freeze_schedule.py",
    "month_summaries": "test_month_summaries.py",
    "meetings": "test_meetings.py",
    "meeting_stages": "test_meetings.py",
    "account_rules": "test_accounts.py",
    "accounts": "test_accounts.py",
    "reminders": "sentences of a reminder",
    "calendars": "words of a calendar",
    "passwords": "test_accounts.py",
    "links": "test_links.py",
    "sessions": "test_sessions.py",
    "second_factor": "test_second_factor.py",
    "roles": "names of roles and actions",
    "backups": "test_backups.py",
    "upgrades": "test_upgrades.py",
    "templates": "test_templates.py",
    "table_problems": "sentences that say where something is wrong; what, the reading says",
}


def _is_said(call: ast.Call) -> bool:
    """Whether a call puts a message into words at once, so that it is a heading or a name."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="words"), attr="text"):
            return True
    return False


def messages_refused_in_services() -> set[str]:
    """Every message id in the services that is raised as a refusal, or kept for one.

    A service that puts a message into words at once refuses nothing by it: a refusal is put into
    words by whoever catches it.
    """
    found: set[str] = set()
    for file in Path(services.__path__[0]).glob("*.py"):
        if file.stem in TRIED_ELSEWHERE:
            continue
        calls = [
            node
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        said = {id(argument) for call in calls if _is_said(call) for argument in call.args}
        for call in calls:
            match call:
                case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(message))]):
                    if id(call) not in said:
                        found.add(message)
    return found


def test_every_refusal_of_the_services_is_tried_here() -> None:
    tried = {refusal.message for refusal in REFUSALS.values()} | {
        NOT_ASKED_FOR,
        AT_THE_EARLIEST,
        ASKED_LATER,
        SAME_SHEETS,
    }
    assert messages_refused_in_services() == tried
