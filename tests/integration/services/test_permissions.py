"""Who may do what: every service against every role, and nothing that asks for no permission."""

import ast
import inspect
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import mkdtemp
from types import FunctionType
from typing import get_type_hints

import pytest
from sqlalchemy import func, select

from ddci_tracker import services
from ddci_tracker.domain.acts import Conclusion, ReportStep, TaskStatus
from ddci_tracker.domain.meetings import Meeting
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Target, TargetKind, UnitKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.plans import write_plan
from ddci_tracker.plans.tables import write_tables
from ddci_tracker.services import (
    accounts,
    act_remarks,
    acts_ahead,
    agencies,
    api_tokens,
    backups,
    block_tables,
    boards,
    calendars,
    closing,
    conclusions,
    copy_trials,
    current_slides,
    drafts,
    earlier_versions,
    evidence,
    exports,
    faults,
    freeze_schedule,
    freshness,
    frozen_months,
    history,
    identity,
    illustration,
    installation,
    kept_of_people,
    kept_standings,
    left_units,
    links,
    meeting_papers,
    meeting_stages,
    meetings,
    month_summaries,
    my_work,
    notices,
    own_sessions,
    passwords,
    plan_drafts,
    plan_edit_previews,
    plan_edits,
    plan_files,
    plan_gaps,
    plan_imports,
    plan_lists,
    plan_reviews,
    plan_things,
    plan_workbooks,
    policies,
    private,
    report_files,
    reports,
    results,
    searches,
    second_factor,
    second_factor_keys,
    security_log,
    sessions,
    sign_in_limits,
    task_updates,
    templates,
    unit_forms,
    unit_reversals,
    units,
    unused_accounts,
    upgrades,
    what_changed,
    what_if,
    whole_province,
    work_calendar,
)
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.permissions import ALLOWED, Action, Actor, Forbidden, Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import health
from ddci_tracker.store.engine import Session, make_engine, reading
from ddci_tracker.store.errors import NotEmpty
from ddci_tracker.store.kinds import KINDS
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    AGENCY,
    CATALOG,
    DATA,
    LOADED,
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q1,
    Q2,
    Q3,
    TODAY,
    act,
    enter,
    extension,
    load,
    person,
    published,
    say,
    step,
    take,
    word,
)
from tests.integration.services.people import QUICK_HASHER, join

pytestmark = pytest.mark.usefixtures("quick_hashing")


@dataclass(frozen=True)
class Service:
    """A service, what it is to whoever asks, and how somebody calls it with good input."""

    function: Callable[..., object]
    action: Action
    call: Callable[[Tracker, Actor], object]
    prepare: Callable[[Tracker], object] = lambda _: None
    of_an_agency: bool = True


def _step(what: ReportStep, period: Period, unit: str = "A") -> Service:
    """A step of a report of its own, so that all can be tried on one plan."""
    by_sender = what in (ReportStep.HANDED_IN, ReportStep.WITHDRAWN)
    taken = step(what, unit=unit, period=period, note="lý do")
    handed_in = step(unit=unit, period=period)
    return Service(
        reports.take_step,
        Action.HAND_IN_REPORT if by_sender else Action.REVIEW_REPORT,
        lambda tracker, actor: take(tracker, taken, act(actor)),
        prepare=lambda tracker: taken.step is handed_in.step or take(tracker, handed_in),
    )


def draft(tracker: Tracker, suffix: str = "") -> str:
    """The name of a draft that somebody has begun from the plan."""
    written = write_plan(replace(PLAN, id=PLAN.id + suffix))
    return plan_drafts.begin_from_file(tracker, OWNER, written, now=NOW).id


def taken_out(tracker: Tracker) -> None:
    """A duty of the plan, R9, that was added and taken out again."""
    act = Act(actor=OWNER, now=NOW)
    duty = plan_edits.RowAdded(table="report_duties", cells={"code": "R9", "from": "A"})
    plan_edits.edit(tracker, PLAN.id, (duty,), replace(act, on=date(2021, 7, 1)), basis="QĐ 8")
    gone = plan_edits.RowRemoved(table="report_duties", key="R9")
    plan_edits.edit(tracker, PLAN.id, (gone,), act, basis="QĐ 9")


def read_draft(tracker: Tracker, *, left: bool = False) -> tuple[str, int]:
    """A draft that was read from a text, and its last task, or else lines that were left over."""
    body = PRINTED + b"\nNo fact comes of this.\n" if left else PRINTED
    reader = person(Role.COORDINATOR)
    found = plan_imports.begin_from_text(tracker, reader, "ke-hoach.txt", body, now=NOW)
    name = found.begun().id
    view = plan_reviews.review_of(tracker, OWNER, name)
    assert view is not None
    tasks = [each for each in view.facts if each.fact.table == "tasks"]
    return name, (view.left if left else tasks)[-1].key


def thrown_away(tracker: Tracker) -> str:
    """The name of a draft that was thrown away."""
    name = draft(tracker)
    plan_drafts.discard(tracker, OWNER, name)
    return name


# A text of the plan's own agency, as far as a permission asks for it.
PRINTED = f"""Số: 1/KH-{PLAN.agency.code.split("-")[0]}

{PLAN.agency.province}, ngày 05 tháng 3 năm 2022

KẾ HOẠCH
Nâng cao chỉ số DDCI của {PLAN.agency.name} năm 2022

II. NHIỆM VỤ
1. Chỉ số Chi phí thời gian
- Rà soát thủ tục hành chính.
- Công khai hồ sơ chậm.
""".encode()
HOLIDAY = SpecialDay(day=date(2021, 9, 3), worked=False, name="Quốc khánh")
TO_WITHDRAW = published(sub_index=None)
WITH_A_TOP_GROUP = replace(
    PLAN,
    sub_indices=(
        replace(PLAN.sub_indices[0], targets=(Target(kind=TargetKind.TOP_GROUP, text="nhóm đầu"),)),
    ),
)
MAY, JUNE = Period.month(2021, 5), Period.month(2021, 6)
YEARLY = step(duty="R4", period=Period.whole_year(2021))


CONCLUDED = Conclusion(
    id="K1", about=None, text="Việc", units=("A",), due=date(2021, 7, 20), met_on=date(2021, 7, 1)
)
DONE_WORD = ConclusionWord(unit="A", status=TaskStatus.DONE)


def conclude(tracker: Tracker, actor: Actor = OWNER) -> object:
    return conclusions.conclude(tracker, PLAN.id, CONCLUDED, act(actor))


def conclude_and_do(tracker: Tracker) -> object:
    conclude(tracker)
    return conclusions.say_of(tracker, PLAN.id, CONCLUDED.id, DONE_WORD, act())


DETAILS = MeetingDetails(met_on=TODAY, chair="Giám đốc")


def open_meeting(tracker: Tracker) -> str:
    """A meeting of its own for each that asks."""
    return meetings.open_meeting(tracker, PLAN.id, DETAILS, act()).key


def held(tracker: Tracker) -> str:
    key = open_meeting(tracker)
    meetings.start(tracker, PLAN.id, key, act())
    return key


def written_in_a_meeting(tracker: Tracker) -> str:
    draft = replace(CONCLUDED, id="", due=None)
    return meetings.conclude_in(tracker, PLAN.id, open_meeting(tracker), draft, act()).key


def of_a_meeting(
    function: Callable[..., object],
    made: Callable[[Tracker], str],
    call: Callable[[Tracker, Actor, str], object],
    action: Action = Action.RUN_MEETING,
) -> Service:
    """A service on a meeting, or on what one wrote down, that is made beforehand for each call."""
    keys: list[str] = []
    return Service(
        function,
        action,
        lambda tracker, actor: call(tracker, actor, keys[-1]),
        prepare=lambda tracker: keys.append(made(tracker)),
    )


OF_MEETINGS = {
    "open a meeting": Service(
        meetings.open_meeting,
        Action.RUN_MEETING,
        lambda tracker, actor: meetings.open_meeting(tracker, PLAN.id, DETAILS, act(actor)),
    ),
    "list the meetings": Service(
        meetings.meetings_of,
        Action.READ_PLAN,
        lambda tracker, actor: meetings.meetings_of(tracker, actor, PLAN.id),
    ),
    "tell the meetings apart": Service(
        meetings.called_of,
        Action.READ_PLAN,
        lambda tracker, actor: meetings.called_of(tracker, actor, PLAN.id),
    ),
    "look at a meeting": of_a_meeting(
        meetings.look_at_meeting,
        held,
        lambda t, actor, key: meetings.look_at_meeting(t, actor, PLAN.id, key, now=NOW),
        Action.READ_PLAN,
    ),
    "read what is said of a meeting": of_a_meeting(
        meetings.meeting_of,
        open_meeting,
        lambda t, actor, key: meetings.meeting_of(t, actor, PLAN.id, key),
        Action.READ_PLAN,
    ),
    "take the notice of a meeting away as a file": of_a_meeting(
        notices.export_notice,
        held,
        lambda t, actor, key: notices.export_notice(
            t, actor, PLAN.id, key, notices.NoticeFormat.TXT, words=Words.of(), now=NOW
        ),
        Action.READ_PLAN,
    ),
    "take the papers for a meeting away as a file": of_a_meeting(
        meeting_papers.export_papers,
        open_meeting,
        lambda t, actor, key: meeting_papers.export_papers(
            t, actor, PLAN.id, key, notices.NoticeFormat.TXT, words=Words.of(), now=NOW
        ),
        Action.READ_PLAN,
    ),
    "take slides of what is seen now": Service(
        current_slides.export_current,
        Action.READ_PLAN,
        lambda tracker, actor: current_slides.export_current(
            tracker,
            actor,
            boards.look_at(tracker, OWNER, PLAN.id, now=NOW),
            words=Words.of(),
            now=NOW,
        ),
    ),
    "find the last frozen month": Service(
        frozen_months.last_before,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.last_before(
            tracker, actor, boards.look_at(tracker, OWNER, PLAN.id, now=NOW)
        ),
    ),
    "look at the figures of a meeting": Service(
        meetings.figures_of,
        Action.READ_PLAN,
        lambda tracker, actor: meetings.figures_of(
            tracker, actor, PLAN.id, Meeting(id="1", met_on=TODAY), now=NOW
        ),
    ),
    "ask for newer figures": of_a_meeting(
        meetings.has_newer_figures,
        held,
        lambda t, actor, key: meetings.has_newer_figures(
            t,
            actor,
            PLAN.id,
            meetings.look_at_meeting(t, OWNER, PLAN.id, key, now=NOW),
            now=NOW,
        ),
        Action.READ_PLAN,
    ),
    "feel the pulse of a meeting": Service(
        meeting_stages.pulse_of,
        Action.READ_PLAN,
        lambda tracker, actor: meeting_stages.pulse_of(tracker, actor, PLAN.id, "1"),
    ),
    "describe a meeting": of_a_meeting(
        meetings.describe,
        open_meeting,
        lambda t, actor, key: meetings.describe(t, PLAN.id, key, DETAILS, act(actor)),
    ),
    "set an agenda": of_a_meeting(
        meetings.set_agenda,
        open_meeting,
        lambda t, actor, key: meetings.set_agenda(t, PLAN.id, key, (), act(actor)),
    ),
    "renew an agenda": of_a_meeting(
        meetings.renew_agenda,
        open_meeting,
        lambda t, actor, key: meetings.renew_agenda(t, PLAN.id, key, act(actor)),
    ),
    "start a meeting": of_a_meeting(
        meetings.start,
        open_meeting,
        lambda t, actor, key: meetings.start(t, PLAN.id, key, act(actor)),
    ),
    "take newer figures": of_a_meeting(
        meetings.take_newer_figures,
        held,
        lambda t, actor, key: meetings.take_newer_figures(t, PLAN.id, key, act(actor)),
    ),
    "move a meeting on": of_a_meeting(
        meeting_stages.move_to,
        held,
        lambda t, actor, key: meeting_stages.move_to(
            t, actor, PLAN.id, key, meeting_stages.CLOSING, now=NOW
        ),
    ),
    "close a meeting": of_a_meeting(
        meetings.close,
        held,
        lambda t, actor, key: meetings.close(t, PLAN.id, key, act(actor)),
    ),
    "reopen a meeting": of_a_meeting(
        meetings.reopen,
        lambda t: meetings.close(t, PLAN.id, held(t), act()).key,
        lambda t, actor, key: meetings.reopen(t, PLAN.id, key, act(actor)),
    ),
    "write down what a meeting concludes": of_a_meeting(
        meetings.conclude_in,
        held,
        lambda t, actor, key: meetings.conclude_in(
            t, PLAN.id, key, replace(CONCLUDED, id="", due=None), act(actor)
        ),
        Action.CONCLUDE,
    ),
    "strike what a meeting wrote down": of_a_meeting(
        meetings.strike,
        written_in_a_meeting,
        lambda t, actor, key: meetings.strike(t, PLAN.id, key, act(actor)),
        Action.CONCLUDE,
    ),
    "take back what a meeting wrote down": of_a_meeting(
        meetings.take_back_in,
        written_in_a_meeting,
        lambda t, actor, key: meetings.take_back_in(t, PLAN.id, key, act(actor)),
        Action.CONCLUDE,
    ),
}


def write_summary(tracker: Tracker, actor: Actor = OWNER) -> object:
    summary = month_summaries.MonthSummary(month=JUNE, opening="Mở đầu")
    return month_summaries.write_summary(tracker, PLAN.id, summary, act(actor))


def freeze(tracker: Tracker, actor: Actor = OWNER, month: Period = JUNE) -> object:
    return frozen_months.freeze(tracker, actor, PLAN.id, month, now=NOW)


def make_administrator(tracker: Tracker) -> None:
    """The first account, without which there is no other."""
    if not accounts.list_accounts(tracker, OWNER):
        place = AccountPlace(role=Role.ADMINISTRATOR)
        accounts.add_account(tracker, OWNER, name="quan-tri", place=place, now=NOW)


def empty_beside(tracker: Tracker) -> Tracker:
    """A tracker on a place for a database, in the same state folder."""
    file = Path(mkdtemp(dir=tracker.state_dir)) / "ddci.sqlite3"
    return replace(tracker, engine=make_engine(f"sqlite:///{file.as_posix()}"))


def add_account(tracker: Tracker, name: str, actor: Actor = OWNER) -> object:
    """Somebody of unit A; the first account is made before."""
    make_administrator(tracker)
    place = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="A")
    return accounts.add_account(tracker, actor, name=name, place=place, now=NOW)


def with_second_factor(tracker: Tracker, name: str) -> None:
    """Somebody who has begun to set up a second factor."""
    make_administrator(tracker)
    token_hash = hash_of(join(tracker, name).token)
    second_factor.begin_setup(tracker, token_hash, "DDCI", now=NOW)


def newest_link(tracker: Tracker) -> str:
    return links.list_links(tracker, OWNER, AGENCY)[0].token_hash


A_TITLE = plan_edits.RowChanged(table="tasks", key="T1", cells={"title": "Việc khác"})
A_NAME = plan_edits.RowChanged(table="units", key="A", cells={"aliases": "Phòng Một"})

SITE = "https://sx.gov.vn"
# A copy that is made beforehand.
TO_TRY = "to-try.zip"
FORM_OF_A = unit_forms.FormOf(plan=PLAN.id, unit="A", quarter=Q3)


def load_another(tracker: Tracker) -> None:
    load(tracker, replace(PLAN, id="SY-TP-2021", agency=replace(PLAN.agency, code="SY-TP")))


def succeed_another(tracker: Tracker, actor: Actor) -> object:
    day = NOW.date()
    return agencies.succeed(
        tracker,
        AGENCY,
        "SY-TP",
        decided_on=day,
        in_force_on=day,
        basis="Nghị quyết 1",
        act=Act(actor=actor, now=NOW),
    )


def succeed_one(tracker: Tracker) -> None:
    load_another(tracker)
    succeed_another(tracker, OWNER)


def take_a_link_away(tracker: Tracker) -> None:
    held = evidence.add_link(tracker, PLAN.id, f"T1@{Q3}", "A", SITE, "", act(OWNER))
    evidence.remove(tracker, PLAN.id, held.key, act(OWNER))


RENAMED = UnitChange(
    kind=UnitChangeKind.RENAMED,
    before=("A",),
    after=(RegisteredUnit(code="A", name="Phòng Mới", kind=UnitKind.DIVISION),),
    decided_on=NOW.date(),
    in_force_on=NOW.date(),
    basis="Quyết định 10",
)

WORD: Version[object] = Version(
    key="A", revision=1, on=NOW.date(), recorded_at=NOW, recorded_by="A", value=None
)

SERVICES = {
    "look at a board": Service(
        boards.look_at,
        Action.READ_PLAN,
        lambda tracker, actor: boards.look_at(tracker, actor, PLAN.id, now=NOW),
    ),
    "look at the years of a plan that still run": Service(
        boards.still_running,
        Action.READ_PLAN,
        lambda tracker, actor: boards.still_running(
            tracker, actor, boards.look_at(tracker, OWNER, PLAN.id, now=NOW), now=NOW
        ),
    ),
    "read the usual day of a plan": Service(
        boards.usual_day,
        Action.READ_PLAN,
        lambda tracker, actor: boards.usual_day(tracker, actor, PLAN.id, now=NOW),
    ),
    "read which day is today in a plan": Service(
        boards.today_in,
        Action.READ_PLAN,
        lambda tracker, actor: boards.today_in(tracker, actor, PLAN.id, now=NOW),
    ),
    "read when a plan closes": Service(
        boards.closing_day,
        Action.READ_PLAN,
        lambda tracker, actor: boards.closing_day(tracker, actor, PLAN.id, now=NOW),
    ),
    "read whether what is recorded is seen": Service(
        act_remarks.after_the_close,
        Action.READ_PLAN,
        lambda tracker, actor: act_remarks.after_the_close(
            tracker, actor, PLAN.id, NOW.date(), now=NOW
        ),
    ),
    "read what there is to know of an act": Service(
        act_remarks.act_remarks,
        Action.READ_PLAN,
        lambda tracker, actor: act_remarks.act_remarks(tracker, actor, PLAN.id, WORD, now=NOW),
    ),
    "choose the plan to show": Service(
        boards.plan_to_show,
        Action.READ_PLAN,
        lambda tracker, actor: boards.plan_to_show(
            tracker, actor, boards.list_plans(tracker, OWNER), now=NOW
        ),
        of_an_agency=False,
    ),
    "close a plan": Service(
        closing.close_plan,
        Action.COMPLETE_PLAN,
        lambda tracker, actor: closing.close_plan(tracker, PLAN.id, date(2022, 3, 31), act(actor)),
    ),
    "read which days are worked": Service(
        work_calendar.work_table,
        Action.READ_WORK_CALENDAR,
        lambda tracker, actor: work_calendar.work_table(tracker, actor, 2021),
        of_an_agency=False,
    ),
    "say which days are worked": Service(
        work_calendar.set_day,
        Action.EDIT_WORK_CALENDAR,
        lambda tracker, actor: work_calendar.set_day(tracker, HOLIDAY, act(actor)),
        of_an_agency=False,
    ),
    "let a day be as the table has it": Service(
        work_calendar.take_day_back,
        Action.EDIT_WORK_CALENDAR,
        lambda tracker, actor: work_calendar.take_day_back(tracker, HOLIDAY.day, act(actor)),
        prepare=lambda tracker: work_calendar.set_day(tracker, HOLIDAY, act()),
        of_an_agency=False,
    ),
    "read a plan": Service(
        boards.read_content,
        Action.READ_PLAN,
        lambda tracker, actor: boards.read_content(tracker, actor, PLAN.id, now=NOW),
    ),
    "check a plan": Service(
        boards.check,
        Action.READ_PLAN,
        lambda tracker, actor: boards.check(tracker, actor, PLAN.id, now=NOW),
    ),
    "export a plan": Service(
        plan_files.export_plan,
        Action.READ_PLAN,
        lambda tracker, actor: plan_files.export_plan(tracker, actor, PLAN.id, now=NOW),
    ),
    "read the history": Service(
        history.history_of,
        Action.READ_HISTORY,
        lambda tracker, actor: history.history_of(tracker, actor, PLAN.id, now=NOW),
    ),
    "see how fresh a plan is": Service(
        freshness.freshness_of,
        Action.READ_HISTORY,
        lambda tracker, actor: freshness.freshness_of(tracker, actor, PLAN.id, now=NOW),
    ),
    "look back": Service(
        history.look_back,
        Action.READ_HISTORY,
        lambda tracker, actor: history.look_back(
            tracker, actor, PLAN.id, history.Question(), now=NOW
        ),
    ),
    "take the history away": Service(
        history.asked_of_history,
        Action.READ_HISTORY,
        lambda tracker, actor: history.asked_of_history(
            tracker, actor, PLAN.id, history.Question(), now=NOW
        ),
    ),
    "see the versions of a thing": Service(
        history.versions_of,
        Action.READ_HISTORY,
        lambda tracker, actor: history.versions_of(tracker, actor, PLAN.id, "task", "T1", now=NOW),
    ),
    "see the acts of a fast clock": Service(
        acts_ahead.acts_ahead,
        Action.READ_HISTORY,
        lambda tracker, actor: acts_ahead.acts_ahead(tracker, actor, PLAN.id, now=NOW),
    ),
    "say when an act of a fast clock was done": Service(
        acts_ahead.done_on,
        Action.LOAD_PLAN,
        lambda tracker, actor: acts_ahead.done_on(
            tracker, PLAN.id, "task_update", "T1@2021-Q2", act(actor)
        ),
        prepare=lambda tracker: say(tracker, word(quarter=Q2), act(now=NEXT_YEAR)),
    ),
    "leave an act of a fast clock out": Service(
        acts_ahead.leave_out,
        Action.LOAD_PLAN,
        lambda tracker, actor: acts_ahead.leave_out(
            tracker, PLAN.id, "task_update", "T1@2021-Q2", act(actor)
        ),
        prepare=lambda tracker: say(tracker, word(quarter=Q2), act(now=NEXT_YEAR)),
    ),
    "bring an earlier version back": Service(
        earlier_versions.restore_version,
        Action.UPDATE_TASK,
        lambda tracker, actor: earlier_versions.restore_version(
            tracker, PLAN.id, "task_update", "T1@2021-Q2", 1, act(actor)
        ),
        prepare=lambda tracker: say(tracker, word(quarter=Q2)),
    ),
    "update a task": Service(
        task_updates.update_task,
        Action.UPDATE_TASK,
        lambda tracker, actor: task_updates.update_task(tracker, PLAN.id, word(), act(actor)),
    ),
    "update many tasks": Service(
        task_updates.update_many,
        Action.UPDATE_TASK,
        lambda tracker, actor: task_updates.update_many(
            tracker, PLAN.id, [task_updates.Saving(update=word("T1", Q2))], act(actor)
        ),
    ),
    "take an update back": Service(
        task_updates.undo_update,
        Action.UPDATE_TASK,
        lambda tracker, actor: task_updates.undo_update(tracker, PLAN.id, "T2", Q2, act(actor)),
        prepare=lambda tracker: say(tracker, word("T2", Q2, unit="A")),
    ),
    "open a task": Service(
        my_work.open_task,
        Action.UPDATE_TASK,
        lambda tracker, actor: my_work.open_task(tracker, actor, PLAN.id, "T1", Q3, now=NOW),
    ),
    "open many tasks": Service(
        my_work.open_tasks,
        Action.UPDATE_TASK,
        lambda tracker, actor: my_work.open_tasks(tracker, actor, PLAN.id, ("T1",), Q3, now=NOW),
    ),
    "keep a draft": Service(
        drafts.keep_draft,
        Action.KEEP_DRAFT,
        lambda tracker, actor: drafts.keep_draft(
            tracker, actor, PLAN.id, "form", "{}", revision=0, now=NOW
        ),
    ),
    "read a draft": Service(
        drafts.draft_of,
        Action.KEEP_DRAFT,
        lambda tracker, actor: drafts.draft_of(tracker, actor, PLAN.id, "form"),
    ),
    "read the own drafts": Service(
        drafts.drafts_of,
        Action.KEEP_DRAFT,
        lambda tracker, actor: drafts.drafts_of(tracker, actor, PLAN.id),
    ),
    "read one's own drafts of a form": Service(
        drafts.drafts_of_form,
        Action.KEEP_DRAFT,
        lambda tracker, actor: drafts.drafts_of_form(tracker, actor, PLAN.id, "form"),
    ),
    "open one's desk": Service(
        my_work.open_desk,
        Action.KEEP_DRAFT,
        lambda tracker, actor: my_work.open_desk(tracker, actor, PLAN, now=NOW),
    ),
    "throw a draft away": Service(
        drafts.drop_draft,
        Action.KEEP_DRAFT,
        lambda tracker, actor: drafts.drop_draft(tracker, actor, PLAN.id, "form", only="{}"),
    ),
    "hand a report in": _step(ReportStep.HANDED_IN, Q1),
    "withdraw a report": _step(ReportStep.WITHDRAWN, Q2),
    "accept a report": _step(ReportStep.ACCEPTED, Q3),
    "return a report": _step(ReportStep.RETURNED, Q2, unit="B"),
    "write down a conclusion": Service(
        conclusions.conclude,
        Action.CONCLUDE,
        lambda tracker, actor: conclude(tracker, actor),
    ),
    "speak of a conclusion": Service(
        conclusions.say_of,
        Action.UPDATE_CONCLUSION,
        lambda tracker, actor: conclusions.say_of(
            tracker, PLAN.id, CONCLUDED.id, DONE_WORD, act(actor)
        ),
        prepare=conclude,
    ),
    "accept a conclusion": Service(
        conclusions.accept,
        Action.CONCLUDE,
        lambda tracker, actor: conclusions.accept(tracker, PLAN.id, CONCLUDED.id, act(actor)),
        prepare=conclude_and_do,
    ),
    "return a conclusion": Service(
        conclusions.send_back,
        Action.CONCLUDE,
        lambda tracker, actor: conclusions.send_back(
            tracker, PLAN.id, CONCLUDED.id, "thiếu", act(actor)
        ),
        prepare=conclude_and_do,
    ),
    "extend a conclusion": Service(
        conclusions.move_due,
        Action.CONCLUDE,
        lambda tracker, actor: conclusions.move_due(
            tracker,
            PLAN.id,
            CONCLUDED.id,
            date(2021, 9, 1),
            approver="GĐ",
            basis="KL",
            act=act(actor),
        ),
        prepare=conclude,
    ),
    "take an act on a conclusion back": Service(
        conclusions.take_back,
        Action.CONCLUDE,
        lambda tracker, actor: conclusions.take_back(tracker, PLAN.id, CONCLUDED.id, act(actor)),
        prepare=conclude,
    ),
    **OF_MEETINGS,
    "extend a report": Service(
        reports.extend,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reports.extend(tracker, PLAN.id, extension(), act(actor)),
    ),
    "set a due day": Service(
        reports.set_due,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reports.set_due(
            tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act(actor)
        ),
    ),
    "undo the handing in of a report": Service(
        reports.undo_step,
        Action.HAND_IN_REPORT,
        lambda tracker, actor: reports.undo_step(tracker, PLAN.id, YEARLY, act(actor)),
        prepare=lambda tracker: take(tracker, YEARLY),
    ),
    "take an extension back": Service(
        reports.cancel_extension,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reports.cancel_extension(
            tracker, PLAN.id, "R1", "B", Q2, act(actor)
        ),
        prepare=lambda tracker: reports.extend(tracker, PLAN.id, extension(unit="B"), act()),
    ),
    "take a due day back": Service(
        reports.unset_due,
        Action.REVIEW_REPORT,
        lambda tracker, actor: reports.unset_due(tracker, PLAN.id, "R2", act(actor)),
        prepare=lambda tracker: reports.set_due(
            tracker, PLAN.id, "R2", DueRule(inclusive=True, day=20), act()
        ),
    ),
    "read the file of a report": Service(
        report_files.report_file,
        Action.READ_PLAN,
        lambda tracker, actor: report_files.report_file(
            tracker, actor, PLAN.id, "R1/A/2021-Q2", now=NOW
        ),
    ),
    "read the file of a report duty": Service(
        report_files.duty_file,
        Action.READ_PLAN,
        lambda tracker, actor: report_files.duty_file(tracker, actor, PLAN.id, "R2", now=NOW),
    ),
    "enter a result": Service(
        results.enter_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: results.enter_result(
            tracker, PLAN.id, published(), act(actor, now=NEXT_YEAR)
        ),
    ),
    "save a result": Service(
        results.save_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: results.save_result(
            tracker, PLAN.id, published(year=2020), act(actor, now=NEXT_YEAR)
        ),
    ),
    "save a list of results": Service(
        results.save_results,
        Action.ENTER_RESULT,
        lambda tracker, actor: results.save_results(
            tracker, PLAN.id, [], act(actor, now=NEXT_YEAR)
        ),
    ),
    "withdraw a result": Service(
        results.withdraw_result,
        Action.ENTER_RESULT,
        lambda tracker, actor: results.withdraw_result(
            tracker, PLAN.id, TO_WITHDRAW.key, act(actor, now=NEXT_YEAR)
        ),
        prepare=lambda tracker: enter(tracker, TO_WITHDRAW),
    ),
    "read what was entered": Service(
        results.entered_results,
        Action.READ_PLAN,
        lambda tracker, actor: results.entered_results(tracker, actor, PLAN.id),
    ),
    "set the members of a group": Service(
        plan_gaps.set_members,
        Action.COMPLETE_PLAN,
        lambda tracker, actor: plan_gaps.set_members(
            tracker, PLAN.id, "ROOMS", ("A", "B"), act(actor)
        ),
    ),
    "set the size of a top group": Service(
        plan_gaps.size_top_group,
        Action.COMPLETE_PLAN,
        lambda tracker, actor: plan_gaps.size_top_group(
            tracker, PLAN.id, "DDCI/transparency#1", 5, act(actor)
        ),
        prepare=lambda tracker: load(tracker, WITH_A_TOP_GROUP),
    ),
    "read what a plan leaves open": Service(
        plan_gaps.left_open,
        Action.READ_PLAN,
        lambda tracker, actor: plan_gaps.left_open(tracker, actor, PLAN.id, as_of=TODAY),
    ),
    "see the thresholds of an agency": Service(
        policies.policy_of,
        Action.READ_PLAN,
        lambda tracker, actor: policies.policy_of(tracker, actor, PLAN.id, now=NOW),
    ),
    "see what other thresholds would turn": Service(
        policies.preview,
        Action.SET_POLICY,
        lambda tracker, actor: policies.preview(
            tracker, PLAN.id, Policy(amber_places=1), act(actor)
        ),
    ),
    "set the thresholds of an agency": Service(
        policies.set_policy,
        Action.SET_POLICY,
        lambda tracker, actor: policies.set_policy(
            tracker, PLAN.id, Policy(amber_places=1), "lý do", act(actor)
        ),
    ),
    "bring the usual thresholds back": Service(
        policies.bring_policy_back,
        Action.SET_POLICY,
        lambda tracker, actor: policies.bring_policy_back(tracker, PLAN.id, None, act(actor)),
    ),
    "freeze a month": Service(frozen_months.freeze, Action.FREEZE_MONTH, freeze),
    "write the wording of a month": Service(
        month_summaries.write_summary,
        Action.FREEZE_MONTH,
        lambda tracker, actor: write_summary(tracker, actor),
    ),
    "take the wording of a month back": Service(
        month_summaries.take_back,
        Action.FREEZE_MONTH,
        lambda tracker, actor: month_summaries.take_back(tracker, PLAN.id, JUNE, act(actor)),
        prepare=lambda tracker: write_summary(tracker),
    ),
    "read the wording of a month": Service(
        month_summaries.summary_of,
        Action.READ_PLAN,
        lambda tracker, actor: month_summaries.summary_of(tracker, actor, PLAN.id, JUNE),
    ),
    "have the wording of a month proposed": Service(
        month_summaries.proposed_sentences,
        Action.READ_PLAN,
        lambda tracker, actor: month_summaries.proposed_sentences(
            tracker, actor, PLAN.id, JUNE, words=Words.of(), now=NOW
        ),
    ),
    "set the day of the automatic freeze": Service(
        freeze_schedule.set_freeze_day,
        Action.FREEZE_MONTH,
        lambda tracker, actor: freeze_schedule.set_freeze_day(tracker, actor, PLAN.id, 25, now=NOW),
    ),
    "read the day of the automatic freeze": Service(
        freeze_schedule.freeze_day_of,
        Action.READ_PLAN,
        lambda tracker, actor: freeze_schedule.freeze_day_of(tracker, actor, PLAN.id),
    ),
    "see what changed since the last figures that were reported": Service(
        what_changed.changed_since,
        Action.READ_PLAN,
        lambda tracker, actor: what_changed.changed_since(
            tracker, actor, boards.look_at(tracker, OWNER, PLAN.id, now=NOW), now=NOW
        ),
    ),
    "see the plans beside a plan": Service(
        boards.beside,
        Action.READ_PLAN,
        lambda tracker, actor: boards.beside(
            tracker, actor, boards.look_at(tracker, OWNER, PLAN.id, now=NOW), now=NOW
        ),
    ),
    "see the agencies of a province": Service(
        whole_province.province_of,
        Action.READ_PLAN,
        lambda tracker, actor: whole_province.province_of(
            tracker, actor, boards.look_at(tracker, OWNER, PLAN.id, now=NOW), "DDCI", now=NOW
        ),
    ),
    "try what it would take": Service(
        what_if.what_it_takes,
        Action.READ_PLAN,
        lambda tracker, actor: what_if.what_it_takes(
            tracker,
            actor,
            boards.look_at(tracker, OWNER, PLAN.id, now=NOW),
            "DDCI",
            results_day=NOW.date(),
        ),
    ),
    "list frozen months": Service(
        frozen_months.list_months,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.list_months(tracker, actor, PLAN.id),
    ),
    "read a frozen month": Service(
        frozen_months.read,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.read(tracker, actor, PLAN.id, JUNE),
        prepare=freeze,
    ),
    "read the document of a frozen month": Service(
        frozen_months.read_document,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.read_document(tracker, actor, PLAN.id, JUNE),
        prepare=freeze,
    ),
    "compare two frozen months": Service(
        frozen_months.diff,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.diff(tracker, actor, PLAN.id, MAY, JUNE),
        prepare=lambda tracker: (freeze(tracker, month=MAY), freeze(tracker)),
    ),
    "compare with the month before": Service(
        frozen_months.since_last,
        Action.READ_PLAN,
        lambda tracker, actor: frozen_months.since_last(
            tracker, actor, frozen_months.read(tracker, OWNER, PLAN.id, JUNE)
        ),
        prepare=lambda tracker: (freeze(tracker, month=MAY), freeze(tracker)),
    ),
    "take a month away as a file": Service(
        exports.export,
        Action.READ_PLAN,
        lambda tracker, actor: exports.export(
            tracker, actor, PLAN.id, JUNE, exports.ExportFormat.JSON, words=Words.of()
        ),
        prepare=freeze,
    ),
    "see whose template the briefing has": Service(
        templates.template_of,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.template_of(tracker, actor, AGENCY),
    ),
    "take the template of the briefing": Service(
        templates.current_body,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.current_body(tracker, actor, AGENCY, words=Words.of()),
    ),
    "put a template of the briefing back": Service(
        templates.upload,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.upload(
            tracker,
            actor,
            AGENCY,
            "mau.docx",
            templates.current_body(tracker, OWNER, AGENCY, words=Words.of()),
            now=NOW,
        ),
    ),
    "give the own template of the briefing up": Service(
        templates.restore_default,
        Action.EDIT_BRIEFING,
        lambda tracker, actor: templates.restore_default(tracker, actor, AGENCY),
    ),
    "write the workbook of a plan": Service(
        plan_workbooks.export_book,
        Action.READ_PLAN,
        lambda tracker, actor: plan_workbooks.export_book(
            tracker, actor, PLAN.id, Words.of(), now=NOW
        ),
    ),
    "begin an empty draft of a plan": Service(
        plan_drafts.begin_empty,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.begin_empty(
            tracker, actor, cells={"agency.code": AGENCY, "document.year": "2022"}, now=NOW
        ),
    ),
    "begin a draft of a plan with a workbook": Service(
        plan_drafts.begin_from_workbook,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.begin_from_workbook(
            tracker,
            actor,
            "ke-hoach.xlsx",
            plan_workbooks.export_book(tracker, OWNER, PLAN.id, Words.of(), now=NOW),
            now=NOW,
        ),
    ),
    "begin a draft of a plan with a file": Service(
        plan_drafts.begin_from_file,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.begin_from_file(
            tracker, actor, plan_files.export_plan(tracker, OWNER, PLAN.id, now=NOW), now=NOW
        ),
    ),
    "begin a draft of a plan with tables": Service(
        plan_drafts.begin,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.begin(
            tracker, actor, write_tables(PLAN), plan_drafts.DraftWay.TEXT, NOW
        ),
    ),
    "begin a draft of a plan with its printed text": Service(
        plan_imports.begin_from_text,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_imports.begin_from_text(
            tracker, actor, "ke-hoach.txt", PRINTED, now=NOW
        ),
    ),
    "begin a draft of next year's plan": Service(
        plan_drafts.begin_from_plan,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.begin_from_plan(tracker, actor, PLAN.id, now=NOW),
    ),
    "read which tasks go on next year": Service(
        plan_drafts.going_on,
        Action.READ_PLAN,
        lambda tracker, actor: plan_drafts.going_on(tracker, actor, PLAN.id, now=NOW),
    ),
    "read what the plan before a draft aimed at": Service(
        plan_drafts.targets_before,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.targets_before(tracker, actor, draft(tracker), now=NOW),
    ),
    "read a draft of a plan": Service(
        plan_drafts.draft_of,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.draft_of(tracker, actor, draft(tracker)),
    ),
    "read what was done to a draft of a plan": Service(
        plan_drafts.draft_versions,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.draft_versions(tracker, actor, draft(tracker)),
    ),
    "read what a draft of a plan said": Service(
        plan_drafts.tables_at,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.tables_at(tracker, actor, draft(tracker), 1),
    ),
    "read what changed a table of a draft": Service(
        plan_drafts.changes_of,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.changes_of(
            tracker, actor, draft(tracker), "tasks", since=1
        ),
    ),
    "read a draft beside its text": Service(
        plan_reviews.review_of,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.review_of(tracker, actor, draft(tracker)),
    ),
    "note that a place of a text was looked at": Service(
        plan_reviews.accept,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.accept(tracker, actor, draft(tracker), {1}, now=NOW),
    ),
    "have a place of a text looked at once more": Service(
        plan_reviews.take_back,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.take_back(tracker, actor, draft(tracker), {1}),
    ),
    "correct what was read from a text": Service(
        plan_reviews.edit,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.edit(
            tracker, actor, *read_draft(tracker), {}, revision=1, now=NOW
        ),
    ),
    "drop what was read from a text": Service(
        plan_reviews.drop,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.drop(
            tracker, actor, *read_draft(tracker), revision=1, now=NOW
        ),
    ),
    "split a task that was read from a text": Service(
        plan_reviews.split,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.split(
            tracker, actor, *read_draft(tracker), ["Một", "Hai"], revision=1, now=NOW
        ),
    ),
    "join tasks that were read from a text": Service(
        plan_reviews.join,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.join(
            tracker, actor, *read_draft(tracker), revision=1, now=NOW
        ),
    ),
    "make a task of lines of a text": Service(
        plan_reviews.place,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_reviews.place(
            tracker, actor, *read_draft(tracker, left=True), revision=1, now=NOW
        ),
    ),
    "change a draft of a plan": Service(
        plan_drafts.save,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.save(
            tracker, actor, draft(tracker), {}, revision=1, now=NOW
        ),
    ),
    "let a draft of a plan say what a workbook says": Service(
        plan_drafts.replace_by_workbook,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.replace_by_workbook(
            tracker,
            actor,
            draft(tracker),
            "ke-hoach.xlsx",
            plan_workbooks.export_book(tracker, OWNER, PLAN.id, Words.of(), now=NOW),
            revision=1,
            now=NOW,
        ),
    ),
    "let a draft of a plan say what it said before": Service(
        plan_drafts.restore_version,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.restore_version(
            tracker, actor, draft(tracker), 1, revision=1, now=NOW
        ),
    ),
    "take over a draft of a plan": Service(
        plan_drafts.take_over,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.take_over(tracker, actor, draft(tracker)),
    ),
    "write the plan file of a draft": Service(
        plan_drafts.draft_file,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.draft_file(tracker, actor, draft(tracker)),
    ),
    "write the workbook of a draft": Service(
        plan_drafts.draft_book,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.draft_book(
            tracker, actor, draft(tracker), Words.of(), now=NOW
        ),
    ),
    "take a draft of a plan into tracking": Service(
        plan_drafts.adopt,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.adopt(
            tracker, actor, draft(tracker, "-B"), revision=1, now=NOW
        ),
    ),
    "throw a draft of a plan away": Service(
        plan_drafts.discard,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.discard(tracker, actor, draft(tracker)),
    ),
    "bring a draft of a plan back": Service(
        plan_drafts.restore,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_drafts.restore(tracker, actor, thrown_away(tracker)),
    ),
    "load a plan": Service(
        plan_files.load_plan,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_files.load_plan(
            tracker, actor, replace(PLAN, general_tasks=()), now=NOW
        ),
    ),
    "record the table of a block": Service(
        block_tables.add_table,
        Action.ENTER_RESULT,
        lambda tracker, actor: block_tables.add_table(
            tracker, PLAN.id, "DDCI", 2020, "agency,score\nSở A,70.10", act(actor)
        ),
    ),
    "read the newest table of a block": Service(
        block_tables.newest_table,
        Action.READ_PLAN,
        lambda tracker, actor: block_tables.newest_table(tracker, actor, PLAN.id, "DDCI", 2020),
    ),
    "put the table of a block back": Service(
        block_tables.put_back,
        Action.ENTER_RESULT,
        lambda tracker, actor: block_tables.put_back(
            tracker, PLAN.id, "DDCI/2020", None, act(actor)
        ),
    ),
    "read what contradicts the table of a block": Service(
        block_tables.contradictions,
        Action.READ_PLAN,
        lambda tracker, actor: block_tables.contradictions(
            tracker, actor, PLAN.id, now=NOW, index="DDCI", year=2020
        ),
    ),
    "read what contradicts a result": Service(
        results.contradictions,
        Action.READ_PLAN,
        lambda tracker, actor: results.contradictions(
            tracker, actor, PLAN.id, now=NOW, index="DDCI", sub_index=None, year=2020
        ),
    ),
    "read the days that a due rule comes to": Service(
        reports.days_by_rule,
        Action.READ_PLAN,
        lambda tracker, actor: reports.days_by_rule(
            tracker, actor, PLAN.id, "R1", DueRule(inclusive=True, day=20), now=NOW
        ),
    ),
    "amend a plan": Service(
        plan_files.amend,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_files.amend(
            tracker,
            PLAN.id,
            replace(PLAN, general_tasks=()),
            Act(actor=actor, now=NOW),
            basis="Quyết định 10",
        ),
    ),
    "edit a row of a plan": Service(
        plan_edits.edit,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_edits.edit(
            tracker, PLAN.id, (A_TITLE,), Act(actor=actor, now=NOW)
        ),
    ),
    "see what an edit of a plan would do": Service(
        plan_edit_previews.preview,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_edit_previews.preview(
            tracker, PLAN.id, (A_NAME,), Act(actor=actor, now=NOW)
        ),
    ),
    "split a task": Service(
        plan_edits.split,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_edits.split(
            tracker, PLAN.id, "T3", ["Một", "Hai"], Act(actor=actor, now=NOW)
        ),
    ),
    "merge tasks": Service(
        plan_edits.merge,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_edits.merge(
            tracker, PLAN.id, ["T3", "T4"], "Một", Act(actor=actor, now=NOW)
        ),
    ),
    "bring back a task": Service(
        plan_edits.bring_back,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_edits.bring_back(
            tracker,
            PLAN.id,
            "report_duties",
            "R9",
            Act(actor=actor, now=NOW),
            basis="Quyết định 10",
        ),
        prepare=taken_out,
    ),
    "read the rows of a plan": Service(
        plan_things.things,
        Action.READ_PLAN,
        lambda tracker, actor: plan_things.things(tracker, actor, PLAN.id, "tasks", now=NOW),
    ),
    "read a row of a plan": Service(
        plan_things.thing,
        Action.READ_PLAN,
        lambda tracker, actor: plan_things.thing(tracker, actor, PLAN.id, "tasks", "T1", now=NOW),
    ),
    "begin a row of a plan": Service(
        plan_things.new_row,
        Action.READ_PLAN,
        lambda tracker, actor: plan_things.new_row(tracker, actor, PLAN.id, "tasks", "", now=NOW),
    ),
    "read what was taken out of a plan": Service(
        plan_things.retired,
        Action.READ_PLAN,
        lambda tracker, actor: plan_things.retired(tracker, actor, PLAN.id, now=NOW),
    ),
    "rename a unit": Service(
        units.change_units,
        Action.LOAD_PLAN,
        lambda tracker, actor: units.change_units(
            tracker, AGENCY, RENAMED, Act(actor=actor, now=NOW)
        ),
    ),
    "add a file of evidence": Service(
        evidence.add_file,
        Action.UPDATE_TASK,
        lambda tracker, actor: evidence.add_file(
            tracker, PLAN.id, f"T1@{Q3}", "A", "a.pdf", b"%PDF-", Act(actor=actor, now=NOW)
        ),
    ),
    "add a link to a hand-in": Service(
        evidence.add_link,
        Action.HAND_IN_REPORT,
        lambda tracker, actor: evidence.add_link(
            tracker, PLAN.id, f"R1/A/{Q3}", "A", SITE, "", Act(actor=actor, now=NOW)
        ),
    ),
    "see evidence": Service(
        evidence.evidence_of,
        Action.READ_PLAN,
        lambda tracker, actor: evidence.evidence_of(tracker, actor, PLAN.id),
    ),
    "save a file of evidence": Service(
        evidence.fetch,
        Action.READ_PLAN,
        lambda tracker, actor: evidence.fetch(tracker, actor, PLAN.id, f"T1@{Q3}#1"),
        prepare=lambda tracker: evidence.add_file(
            tracker, PLAN.id, f"T1@{Q3}", "A", "a.pdf", b"%PDF-", act(OWNER)
        ),
    ),
    "take evidence away": Service(
        evidence.remove,
        Action.UPDATE_TASK,
        lambda tracker, actor: evidence.remove(
            tracker, PLAN.id, f"T1@{Q3}#1", Act(actor=actor, now=NOW)
        ),
        prepare=lambda tracker: evidence.add_link(
            tracker, PLAN.id, f"T1@{Q3}", "A", SITE, "", act(OWNER)
        ),
    ),
    "bring evidence back": Service(
        evidence.bring_back,
        Action.UPDATE_TASK,
        lambda tracker, actor: evidence.bring_back(
            tracker, PLAN.id, f"T1@{Q3}#1", Act(actor=actor, now=NOW)
        ),
        prepare=take_a_link_away,
    ),
    "make the form of a unit": Service(
        unit_forms.export_form,
        Action.UPDATE_TASK,
        lambda tracker, actor: unit_forms.export_form(
            tracker, Act(actor=actor, now=NOW), FORM_OF_A, Words.of()
        ),
    ),
    "take the form of a unit": Service(
        unit_forms.read_form,
        Action.UPDATE_TASK,
        lambda tracker, actor: unit_forms.read_form(
            tracker,
            "bieu.xlsx",
            unit_forms.export_form(tracker, act(OWNER), FORM_OF_A, Words.of()),
            Act(actor=actor, now=NOW),
        ),
    ),
    "see which agencies are here": Service(
        agencies.agencies_here,
        Action.LOAD_PLAN,
        lambda tracker, actor: agencies.agencies_here(tracker, actor, AGENCY),
    ),
    "see whose place an agency took": Service(
        agencies.predecessors,
        Action.READ_PLAN,
        lambda tracker, actor: agencies.predecessors(tracker, actor, AGENCY),
    ),
    "record whose place an agency took": Service(
        agencies.succeed,
        Action.LOAD_PLAN,
        succeed_another,
        prepare=load_another,
    ),
    "take back whose place an agency took": Service(
        agencies.take_back,
        Action.LOAD_PLAN,
        lambda tracker, actor: agencies.take_back(
            tracker, AGENCY, "SY-TP", Act(actor=actor, now=NOW)
        ),
        prepare=succeed_one,
    ),
    "undo a change of units": Service(
        unit_reversals.take_back,
        Action.LOAD_PLAN,
        lambda tracker, actor: unit_reversals.take_back(
            tracker, AGENCY, RENAMED.key, Act(actor=actor, now=NOW)
        ),
        prepare=lambda tracker: units.change_units(
            tracker, AGENCY, RENAMED, Act(actor=OWNER, now=NOW)
        ),
    ),
    "count the changes of units": Service(
        units.changes_so_far,
        Action.READ_PLAN,
        lambda tracker, actor: units.changes_so_far(tracker, actor, AGENCY),
    ),
    "read the register of units": Service(
        units.register,
        Action.READ_PLAN,
        lambda tracker, actor: units.register(tracker, actor, AGENCY),
    ),
    "note that somebody has left": Service(
        accounts.leave,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.leave(tracker, actor, "roi-di", "Chuyên viên"),
        prepare=lambda tracker: add_account(tracker, "roi-di"),
        of_an_agency=False,
    ),
    "gather what is kept of somebody": Service(
        kept_of_people.kept_of,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: kept_of_people.kept_of(tracker, actor, "quan-tri", now=NOW),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "try a copy": Service(
        copy_trials.try_copy,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: copy_trials.try_copy(
            tracker, actor, tracker.state_dir / TO_TRY, now=NOW
        ),
        prepare=lambda tracker: backups.back_up(
            tracker, OWNER, tracker.state_dir / TO_TRY, now=NOW, overwrite=True
        ),
        of_an_agency=False,
    ),
    "see which accounts are soon switched off": Service(
        unused_accounts.soon_switched_off,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: unused_accounts.soon_switched_off(tracker, actor, now=NOW),
        of_an_agency=False,
    ),
    "see who has a second factor": Service(
        accounts.who_has_second_factor,
        Action.MANAGE_ACCOUNTS,
        accounts.who_has_second_factor,
        of_an_agency=False,
    ),
    "reset a second factor": Service(
        second_factor.reset,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: second_factor.reset(tracker, actor, "hai-lop"),
        prepare=lambda tracker: with_second_factor(tracker, "hai-lop"),
        of_an_agency=False,
    ),
    "see whose second factor has no key": Service(
        second_factor.without_key,
        Action.KEEP_INSTALLATION,
        second_factor.without_key,
        of_an_agency=False,
    ),
    "see whose unit has left": Service(
        left_units.stranded_accounts,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: left_units.stranded_accounts(tracker, actor, now=NOW),
        of_an_agency=False,
    ),
    "see whether one's own unit has left": Service(
        left_units.left_unit_of,
        Action.READ_PLAN,
        lambda tracker, actor: left_units.left_unit_of(tracker, actor, AGENCY, now=NOW),
    ),
    "load a shipped plan": Service(
        plan_files.load_shipped,
        Action.LOAD_PLAN,
        lambda tracker, actor: plan_files.load_shipped(
            tracker, actor, replace(PLAN, general_tasks=()), now=NOW
        ),
    ),
    "add the illustration": Service(
        illustration.add_illustration,
        Action.MANAGE_ILLUSTRATION,
        lambda tracker, actor: illustration.add_illustration(tracker, actor, now=NOW),
    ),
    "remove illustrations": Service(
        illustration.remove_illustrations,
        Action.MANAGE_ILLUSTRATION,
        lambda tracker, actor: illustration.remove_illustrations(tracker, actor, now=NOW),
        prepare=lambda tracker: illustration.add_illustration(tracker, OWNER, now=LOADED),
    ),
    "make a calendar link": Service(
        links.make_calendar_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.make_calendar_link(tracker, actor, AGENCY, "A", now=NOW),
    ),
    "make a link for a screen": Service(
        links.make_display_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.make_display_link(
            tracker, actor, AGENCY, "Phòng họp", now=NOW
        ),
        prepare=make_administrator,
    ),
    "list links": Service(
        links.list_links,
        Action.MAKE_LINK,
        lambda tracker, actor: links.list_links(tracker, actor, AGENCY),
    ),
    "revoke a link": Service(
        links.revoke_link,
        Action.MAKE_LINK,
        lambda tracker, actor: links.revoke_link(tracker, actor, newest_link(tracker)),
        prepare=lambda tracker: links.make_calendar_link(tracker, OWNER, AGENCY, now=NOW),
    ),
    "list accounts": Service(
        accounts.list_accounts,
        Action.MANAGE_ACCOUNTS,
        accounts.list_accounts,
        of_an_agency=False,
    ),
    "read the security log": Service(
        security_log.read_log,
        Action.MANAGE_ACCOUNTS,
        security_log.read_log,
        of_an_agency=False,
    ),
    "see where an account is signed in": Service(
        own_sessions.sessions_of,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: own_sessions.sessions_of(tracker, actor, "quan-tri", now=NOW),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "end the sessions of an account": Service(
        own_sessions.end_sessions_of,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: own_sessions.end_sessions_of(tracker, actor, "quan-tri", now=NOW),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "read the book of accounts": Service(
        accounts.account_book,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.account_book(tracker, actor, now=NOW),
        of_an_agency=False,
    ),
    "find an account": Service(
        accounts.find_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.find_account(tracker, actor, "quan-tri"),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "add an account": Service(
        accounts.add_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: add_account(tracker, "moi", actor),
        prepare=make_administrator,
        of_an_agency=False,
    ),
    "change an account": Service(
        accounts.change_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.change_account(
            tracker, actor, "doi", AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
        ),
        prepare=lambda tracker: add_account(tracker, "doi"),
        of_an_agency=False,
    ),
    "disable an account": Service(
        accounts.disable_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.disable_account(tracker, actor, "nghi"),
        prepare=lambda tracker: add_account(tracker, "nghi"),
        of_an_agency=False,
    ),
    "enable an account": Service(
        accounts.enable_account,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.enable_account(tracker, actor, "lai"),
        prepare=lambda tracker: add_account(tracker, "lai"),
        of_an_agency=False,
    ),
    "set a password": Service(
        accounts.set_password,
        Action.MANAGE_ACCOUNTS,
        lambda tracker, actor: accounts.set_password(tracker, actor, "quen"),
        prepare=lambda tracker: add_account(tracker, "quen"),
        of_an_agency=False,
    ),
    "copy everything into a file": Service(
        backups.back_up,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: backups.back_up(
            tracker, actor, tracker.state_dir / "copy.zip", now=NOW, overwrite=True
        ),
        of_an_agency=False,
    ),
    "keep a copy": Service(
        backups.keep_copy,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: backups.keep_copy(tracker, actor, now=NOW + timedelta(days=1)),
        of_an_agency=False,
    ),
    "keep the copy of the day": Service(
        backups.keep_daily,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: backups.keep_daily(tracker, actor, None, now=NOW, keep_days=1),
        of_an_agency=False,
    ),
    "mend what can be mended": Service(
        faults.mend,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: faults.mend(tracker, actor, now=NOW),
        of_an_agency=False,
    ),
    "list the copies": Service(
        backups.list_copies,
        Action.KEEP_INSTALLATION,
        backups.list_copies,
        of_an_agency=False,
    ),
    "read a copy": Service(
        backups.read_copy,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: backups.read_copy(
            tracker, actor, backups.list_copies(tracker, OWNER)[0].name
        ),
        prepare=lambda tracker: backups.keep_copy(tracker, OWNER, now=NOW),
        of_an_agency=False,
    ),
    "copy the database into another one": Service(
        backups.move,
        Action.KEEP_INSTALLATION,
        lambda tracker, actor: backups.move(tracker, actor, empty_beside(tracker), now=NOW),
        of_an_agency=False,
    ),
    "let another system read": Service(
        api_tokens.make_token,
        Action.MAKE_API_TOKEN,
        lambda tracker, actor: api_tokens.make_token(tracker, actor, "IOC", now=NOW),
        of_an_agency=False,
    ),
    "see which systems read": Service(
        api_tokens.list_tokens,
        Action.MAKE_API_TOKEN,
        api_tokens.list_tokens,
        of_an_agency=False,
    ),
    "let a system read nothing any more": Service(
        api_tokens.revoke_token,
        Action.MAKE_API_TOKEN,
        lambda tracker, actor: api_tokens.revoke_token(
            tracker, actor, api_tokens.list_tokens(tracker, person(Role.COORDINATOR))[0].token_hash
        ),
        prepare=lambda tracker: api_tokens.make_token(
            tracker, person(Role.COORDINATOR), "Kho dữ liệu", now=NOW
        ),
    ),
    "examine the installation": Service(
        installation.examine,
        Action.KEEP_INSTALLATION,
        installation.examine,
        of_an_agency=False,
    ),
}
# Tried apart: one concerns all agencies at once, the others leave out what is not to be read.
ALSO_IN_THE_TABLE: set[Callable[..., object]] = {
    installation.initialise,
    boards.list_plans,
    plan_lists.plans_by_name,
    plan_drafts.list_drafts,
    whole_province.sees_several,
    searches.search,
    accounts.full_names,
    links.list_every_link,
    illustration.list_illustrations,
    backups.restore,
    upgrades.upgrade,
}

# Roles that act for one unit do so for unit A, whose task and report it is in the calls above.
AGENCIES = frozenset({AGENCY, "SKHCN-MH"})


@pytest.fixture
def database_kind() -> str:
    """Permission is asked before the database; one kind of it is enough."""
    return "sqlite"


def in_folder(state_dir: Path) -> Tracker:
    engine = make_engine(f"sqlite:///{(state_dir / 'ddci.sqlite3').as_posix()}")
    return Tracker(engine=engine, catalog=CATALOG, data_dir=DATA, state_dir=state_dir)


@pytest.fixture(scope="module")
def prepared(sqlite_with_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder in which every service of the table finds what it is called for."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copy(sqlite_with_plan, folder)
    tracker = in_folder(folder)
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(passwords, "_HASHER", QUICK_HASHER)
        for service in SERVICES.values():
            service.prepare(tracker)
    tracker.engine.dispose()
    return folder


@pytest.fixture
def ready(prepared: Path, tmp_path: Path) -> Iterator[Tracker]:
    """A tracker of its own on what was prepared."""
    tracker = in_folder(Path(shutil.copytree(prepared, tmp_path / "ready")))
    yield tracker
    tracker.engine.dispose()


def actor_of(role: Role) -> Actor:
    return replace(person(role, "A"), agencies=AGENCIES)


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_the_table_allows_and_nothing_else(ready: Tracker, role: Role) -> None:
    before = recorded(ready)
    for name, service in SERVICES.items():
        if service.action not in ALLOWED[role]:
            with pytest.raises(Forbidden):
                service.call(ready, actor_of(role))
            assert recorded(ready) == before, name
    for service in SERVICES.values():
        if service.action in ALLOWED[role]:
            service.call(ready, actor_of(role))


@pytest.mark.parametrize("agencies", [frozenset({"KHAC"}), frozenset[str]()])
def test_nobody_reaches_into_another_agency(ready: Tracker, agencies: frozenset[str]) -> None:
    before = recorded(ready)
    for role in Role:
        for service in SERVICES.values():
            if service.of_an_agency:
                with pytest.raises(Forbidden):
                    service.call(ready, replace(person(role, "A"), agencies=agencies))
    assert recorded(ready) == before


def recorded(tracker: Tracker) -> object:
    """How much is on record, where nothing is ever taken out again, and which plans there are."""
    with reading(tracker.engine) as session:
        held = [select(func.count()).select_from(kind.table).scalar_subquery() for kind in KINDS]
        counts = session.connection().execute(select(*held)).one()
    return tuple(counts), boards.list_plans(tracker, OWNER)


@pytest.mark.parametrize("role", Role)
def test_the_list_of_plans_holds_those_of_the_own_agencies(tracker: Tracker, role: Role) -> None:
    other = replace(PLAN, id="KHAC-2021", agency=replace(PLAN.agency, code="KHAC"))
    load(tracker, other)
    assert [entry.id for entry in boards.list_plans(tracker, person(role))] == [PLAN.id]
    assert boards.list_plans(tracker, person(role, agency="NOWHERE")) == ()
    assert len(boards.list_plans(tracker, OWNER)) == 2
    by_name = plan_lists.plans_by_name(tracker, person(role), now=NOW)
    assert [each.entry.id for each in by_name] == [PLAN.id]


@pytest.mark.parametrize("role", Role)
def test_an_installation_is_made_by_those_who_keep_it(empty: Tracker, role: Role) -> None:
    actor = replace(person(role), agencies=None)
    if Action.KEEP_INSTALLATION in ALLOWED[role]:
        assert installation.initialise(empty, actor, now=NOW).loaded
    else:
        with pytest.raises(Forbidden):
            installation.initialise(empty, actor, now=NOW)


@pytest.mark.parametrize("role", Role)
def test_a_copy_is_restored_by_those_who_keep_the_installation(ready: Tracker, role: Role) -> None:
    actor = replace(person(role), agencies=None)
    # Not over what stands: whoever may restore is told so.
    allowed = Action.KEEP_INSTALLATION in ALLOWED[role]
    with pytest.raises(NotEmpty if allowed else Forbidden):
        backups.restore(ready, actor, ready.state_dir / TO_TRY)


@pytest.mark.parametrize("role", Role)
def test_an_upgrade_is_for_those_who_keep_the_installation(
    tracker: Tracker, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "is_open_elsewhere", lambda _: True)
    actor = replace(person(role), agencies=None)
    # Not while a server runs: whoever may upgrade is told so.
    allowed = Action.KEEP_INSTALLATION in ALLOWED[role]
    with pytest.raises(Refused if allowed else Forbidden):
        upgrades.upgrade(tracker, actor, now=NOW)


def test_every_role_and_every_action_stands_in_the_table() -> None:
    assert set(ALLOWED) == set(Role)
    assert set().union(*ALLOWED.values()) == set(Action)


def test_an_actor_without_agencies_may_nothing() -> None:
    nobody = Actor(name="ai đó", role=Role.OWNER)
    assert not any(nobody.may(action, agency=AGENCY) for action in Action)


def test_what_belongs_to_agencies_is_never_allowed_without_naming_one() -> None:
    of_no_agency = {action for action in Action if OWNER.may(action, agency=None)}
    assert of_no_agency == {
        Action.KEEP_INSTALLATION,
        Action.MANAGE_ACCOUNTS,
        Action.READ_WORK_CALENDAR,
        Action.EDIT_WORK_CALENDAR,
    }


@pytest.mark.parametrize("role", Role)
def test_nobody_may_anything_before_a_temporary_password_is_changed(role: Role) -> None:
    held = Actor(name="ai đó", role=role, agencies=None, held=True)
    assert not any(held.may(action, agency=AGENCY) for action in Action)
    assert not any(held.may(action, agency=None) for action in Action)


def test_staff_without_a_unit_act_for_none(tracker: Tracker) -> None:
    for name in ("update a task", "hand a report in"):
        with pytest.raises(Forbidden):
            SERVICES[name].call(tracker, person(Role.STAFF))


# Deny by default: what reaches data asks who is there. The exceptions, and why they are none.

NEEDS_NO_ACTOR: dict[Callable[..., object], str] = {
    plan_files.read_file: "reads a file that the caller names, and nothing of the database",
    freeze_schedule.freeze_what_is_due: "acts for whoever set the day, and tells nobody",
    installation.prepare: "what a process does before it answers anybody, as the owner",
    installation.tend: "acts for whoever set a day, and tells nobody",
    security_log.note_held_off: "notes an attempt of somebody who is nobody yet",
    installation.note_clock_of_looker: "the same, where it can be kept",
    backups.newest_day: "the same",
    faults.look: "tells the doctor, who asks first",
    installation.examine_database: "looks for the doctor and for an upgrade, which ask first",
    private.kept_closed: "names files, and opens none",
    backups.newest_made_at: "tells whoever watches the server how old a copy is, and opens none",
    installation.note_clocks_ahead: "keeps what the clock says, and tells nobody",
    whole_province.keep_at_hand: "decides boards before anybody asks for them, and tells nobody",
    kept_standings.kept: "tells services alone, of plans that they have asked about",
    kept_standings.keep: "keeps what was decided before anybody asks",
    installation.why_sick: "tells whoever watches the server what is wrong with it",
    boards.plan_of: "says which plan a code stands for; what is done with it asks",
    identity.refuse_another: "tells nothing but that the database is another's",
    identity.is_of: "is asked by a service that has asked who is there",
    identity.is_known: "tells nothing but yes or no",
    identity.is_foreign: "tells nothing but yes or no",
    identity.remember: "keeps an id and yes or no, before anybody can be known",
    identity.remember_accounts: "the same",
    identity.has_had_accounts: "decides whether anybody gets in at all",
    evidence.folder_of: "says where files lie, and opens none",
    evidence.unsound: "names files to the doctor, who asks first",
    private.close_state_folder: "takes rights away from other users of the computer",
    installation.accounts_exist: "decides whether anybody can sign in at all",
    installation.refuse_another_database: "tells nothing but that the database is another's",
    sessions.sign_in: "asks for a name and a password",
    sessions.session_of: "asks for a token, and says who is there",
    sessions.sign_out: "ends nothing but the session whose token is known",
    sessions.change_password: "asks for a token and for the password",
    unused_accounts.switch_off_unused: "is called by the clock; nobody is asked",
    sessions.is_open: "is given the session that was found by its token",
    second_factor_keys.key_of: "is asked by services that hold a session or an actor",
    second_factor_keys.made_key: "the same",
    second_factor.own_factor: "asks for a token, and says how it stands with its account",
    second_factor.begin_setup: "asks for a token, and sets up for its account alone",
    second_factor.confirm: "asks for a token, for the password and for a code",
    second_factor.show: "asks for a token and for a code",
    second_factor.renew_codes: "the same",
    second_factor.give_up: "the same",
    own_sessions.own_sessions: "asks for a token, and says where its account is signed in",
    own_sessions.end_own_session: "ends a session of the account of the token alone",
    own_sessions.end_other_sessions: "the same",
    security_log.note_taken: "notes what somebody was given who was asked before",
    sessions.first_account_link: "answers whoever starts the server, while nobody can sign in",
    sessions.refuse_bad_first_link: "tells nothing but whether a secret is right",
    sessions.create_first_account: "asks for a secret",
    links.screen_of: "the same",
    links.calendar_of: "the same",
    api_tokens.reader_of: "the same",
    calendars.calendar_feed: "the same",
    sign_in_limits.begin_attempt: "counts attempts, and tells nothing but how long to wait",
}

PACKAGE = Path(services.__path__[0])


def public_functions() -> Iterator[FunctionType]:
    """Every function that a module of the services offers."""
    for info in iter_modules([str(PACKAGE)]):
        module = import_module(f"{services.__name__}.{info.name}")
        for name, value in vars(module).items():
            function = inspect.unwrap(value) if callable(value) else value
            if (
                isinstance(function, FunctionType)
                and function.__module__ == module.__name__
                and not name.startswith("_")
            ):
                yield function


def types_taken(function: FunctionType) -> set[object]:
    hints = get_type_hints(function)
    hints.pop("return", None)
    return set(hints.values())


def test_every_service_that_reaches_data_asks_who_is_there() -> None:
    exempt = {function.__qualname__ for function in NEEDS_NO_ACTOR}
    unasked = {
        function.__qualname__
        for function in public_functions()
        if Tracker in (taken := types_taken(function))
        and Session not in taken
        and not taken & {Actor, Act}
    }
    assert unasked == exempt


def test_every_service_that_asks_is_tried_against_every_role() -> None:
    tried = {service.function for service in SERVICES.values()} | ALSO_IN_THE_TABLE
    asking = {
        function
        for function in public_functions()
        if Tracker in (taken := types_taken(function)) and taken & {Actor, Act}
    }
    assert {function.__qualname__ for function in asking} == {
        inspect.unwrap(function).__qualname__
        for function in tried
        if isinstance(function, FunctionType)
    }


def test_what_takes_a_session_is_called_by_services_alone() -> None:
    """Such a function relies on the permission that its caller asked for."""
    kept = {f.__name__ for f in public_functions() if Session in types_taken(f)}
    assert kept, "there are such functions"
    for file in files_outside():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                inside = node.module.startswith(services.__name__)
                taken = {alias.name for alias in node.names} if inside else set()
                assert not taken & (kept | {"acting"}), file


def files_outside() -> list[Path]:
    """The sources of those who call services."""
    root = PACKAGE.parents[1]
    patterns = ("ddci_tracker/cli/*.py", "ddci_tracker/ui/**/*.py", "ddci_tracker/web/*.py")
    files = [file for pattern in patterns for file in root.glob(pattern)]
    return [*files, *root.glob("pages/**/*.py"), root / "dashboard.py"]
