"""Every service that takes a text keeps it in the one form, and none that is too long.

The last tests hold that no service that records an act is missing here.
"""

import inspect
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from ddci_tracker.domain.acts import Conclusion, ReportStep, TaskStatus
from ddci_tracker.domain.meetings import AgendaItem, AgendaKind
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Unit, UnitKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.domain.working_days import SpecialDay
from ddci_tracker.plans import write_plan
from ddci_tracker.services import (
    accounts,
    acts_ahead,
    block_tables,
    boards,
    closing,
    conclusions,
    earlier_versions,
    history,
    links,
    meetings,
    month_summaries,
    my_work,
    plan_drafts,
    plan_edit_previews,
    plan_edits,
    plan_files,
    plan_gaps,
    plan_things,
    policies,
    reports,
    results,
    task_updates,
    templates,
    units,
    work_calendar,
)
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.month_summaries import MonthSummary
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.results import ResultLine
from ddci_tracker.services.table_problems import ContradictoryDraft, WrongEdit
from ddci_tracker.services.task_updates import Saving
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.language import DEFAULT
from tests.integration.services.made import (
    AGENCY,
    NEXT_YEAR,
    NOW,
    OWNER,
    PLAN,
    Q2,
    Q3,
    act,
    enter,
    extension,
    load,
    published,
    say,
    step,
    take,
    word,
)
from tests.unit.domain.build import make_task

TYPED = "\ufeffĐã\u00a0làm\x00 xong\u200b\u202e \u2066vie\u0323\u0302c\x07"
KEPT = "Đã làm xong việc"
LINES = "một\x0bhai\u2028ba\r\nbốn\x0c"
LONG = "a" * 1_000_000
VIETNAMESE = Words.of(DEFAULT)

Entrance = Callable[[Tracker, str], object]


def of_update(**fields: str) -> Callable[[Tracker, str], object]:
    """What is kept of a field of an update; the others are filled as they must be."""
    (field,) = fields

    def give(tracker: Tracker, text: str) -> object:
        update = replace(word(status=TaskStatus.BLOCKED, recovery="ai: làm gì"), **{field: text})  # type: ignore[arg-type]
        value = say(tracker, update).value
        return getattr(value, field)

    return give


def many(tracker: Tracker, text: str) -> object:
    (made,) = task_updates.update_many(
        tracker, PLAN.id, [Saving(update=word(note=text), revision=0)], act()
    )
    if made.error is not None:
        raise made.error
    assert made.version is not None
    assert made.version.value is not None
    return made.version.value.note


def restored(tracker: Tracker, text: str) -> object:
    """What an update that was kept before there was one form says when it is brought back."""
    first = say(tracker, word(note=text))
    say(tracker, word(note="khác"))
    again = earlier_versions.restore_version(
        tracker, PLAN.id, "task_update", first.key, first.revision, act()
    )
    assert again.value is not None
    return again.value.note


def returned(tracker: Tracker, text: str) -> object:
    take(tracker, step())
    value = take(tracker, step(ReportStep.RETURNED, note=text)).value
    return value.note if value else None


def handed_in(tracker: Tracker, text: str) -> object:
    value = take(tracker, step(note=text)).value
    return value.note if value else None


def extended(field: str) -> Entrance:
    def give(tracker: Tracker, text: str) -> object:
        given = replace(extension(), **{field: text})  # type: ignore[arg-type]
        version = reports.extend(tracker, PLAN.id, given, act())
        return getattr(version.value, field)

    return give


def with_source(text: str) -> object:
    entry = published()
    return replace(entry, result=replace(entry.result, source=text))


def entered(tracker: Tracker, text: str) -> object:
    value = enter(tracker, with_source(text)).value  # type: ignore[arg-type]
    return value.result.source if value else None


def saved(tracker: Tracker, text: str) -> object:
    by = act(now=NEXT_YEAR)
    value = results.save_result(tracker, PLAN.id, with_source(text), by).value  # type: ignore[arg-type]
    return value.result.source if value else None


def saved_in_a_list(tracker: Tracker, text: str) -> object:
    line = ResultLine(entry=with_source(text), revision=0)  # type: ignore[arg-type]
    (made,) = results.save_results(tracker, PLAN.id, [line], act(now=NEXT_YEAR))
    if made.problem is not None:
        raise made.problem
    assert made.version is not None
    assert made.version.value is not None
    return made.version.value.result.source


def administrator(tracker: Tracker, full_name: str = "") -> accounts.Added:
    place = AccountPlace(role=Role.ADMINISTRATOR)
    return accounts.add_account(
        tracker, OWNER, name="quan.tri", full_name=full_name, place=place, now=NOW
    )


def renamed(tracker: Tracker, text: str) -> object:
    administrator(tracker)
    place = AccountPlace(role=Role.ADMINISTRATOR)
    return accounts.change_account(tracker, OWNER, "quan.tri", place, full_name=text).full_name


def screen(tracker: Tracker, text: str) -> object:
    administrator(tracker)
    links.make_display_link(tracker, OWNER, AGENCY, text, now=NOW)
    return next(each.place for each in links.list_links(tracker, OWNER, AGENCY))


CONCLUDED = Conclusion(
    id="",
    about=None,
    text="Niêm yết đủ",
    units=("A",),
    due=date(2021, 6, 30),
    met_on=date(2021, 6, 10),
)


def conclude(tracker: Tracker, **given: str) -> Version[Conclusion]:
    concluded = replace(CONCLUDED, **given)  # type: ignore[arg-type]
    return conclusions.conclude(tracker, PLAN.id, concluded, act())


def of_conclusion(field: str) -> Entrance:
    """What is kept of a field of a conclusion as a meeting writes it down."""

    def give(tracker: Tracker, text: str) -> object:
        return getattr(conclude(tracker, **{field: text}).value, field)

    return give


def said_of_a_conclusion(tracker: Tracker, text: str) -> object:
    said = ConclusionWord(unit="A", status=TaskStatus.DONE, note=text)
    value = conclusions.say_of(tracker, PLAN.id, conclude(tracker).key, said, act()).value
    return value.note if value else None


def conclusion_returned(tracker: Tracker, text: str) -> object:
    key = conclude(tracker).key
    said = ConclusionWord(unit="A", status=TaskStatus.DONE)
    conclusions.say_of(tracker, PLAN.id, key, said, act())
    value = conclusions.send_back(tracker, PLAN.id, key, text, act()).value
    return value.returned if value else None


def conclusion_extended(field: str) -> Entrance:
    def give(tracker: Tracker, text: str) -> object:
        given = {"approver": "Giám đốc", "basis": "KL 12", field: text}
        key, later = conclude(tracker).key, date(2021, 8, 31)
        version = conclusions.move_due(tracker, PLAN.id, key, later, **given, act=act())
        return getattr(version.value, field)

    return give


DETAILS = MeetingDetails(met_on=date(2021, 7, 15))


def opened(tracker: Tracker) -> str:
    return meetings.open_meeting(tracker, PLAN.id, DETAILS, act()).key


def of_a_meeting(field: str) -> Entrance:
    """What is kept of what people say of a meeting, when it is opened and later."""

    def give(tracker: Tracker, text: str) -> object:
        details = replace(DETAILS, **{field: text})  # type: ignore[arg-type]
        first = meetings.open_meeting(tracker, PLAN.id, details, act())
        again = meetings.describe(tracker, PLAN.id, first.key, details, act())
        assert getattr(again.value, field) == getattr(first.value, field)
        return getattr(first.value, field)

    return give


def of_an_agenda(field: str) -> Entrance:
    def give(tracker: Tracker, text: str) -> object:
        item = AgendaItem(kind=AgendaKind.OWN, **{"title": "Việc khác", field: text})  # type: ignore[arg-type]
        value = meetings.set_agenda(tracker, PLAN.id, opened(tracker), (item,), act()).value
        return getattr(value.agenda[0], field) if value else None

    return give


def written_in_a_meeting(tracker: Tracker, text: str) -> object:
    said = replace(CONCLUDED, text=text, due=None)
    value = meetings.conclude_in(tracker, PLAN.id, opened(tracker), said, act()).value
    return value.text if value else None


def of_a_report(field: str) -> Entrance:
    def give(tracker: Tracker, text: str) -> object:
        summary = MonthSummary(month=Period.month(2021, 6), **{field: text})
        value = month_summaries.write_summary(tracker, PLAN.id, summary, act()).value
        return getattr(value, field)

    return give


def special_day(tracker: Tracker, text: str) -> object:
    special = SpecialDay(day=date(2021, 9, 3), worked=False, name=text)
    value = work_calendar.set_day(tracker, special, act()).value
    return value.name if value else None


def thresholds(tracker: Tracker, text: str) -> object:
    stricter = replace(Policy(), due_soon_days=Policy().due_soon_days + 1)
    value = policies.set_policy(tracker, PLAN.id, stricter, text, act()).value
    return value.basis if value else None


TEXTS: dict[str, tuple[Entrance, str]] = {
    "the note of an update": (of_update(note=""), "note"),
    "the difficulty of an update": (of_update(difficulty=""), "difficulty"),
    "the recovery of an update": (of_update(recovery=""), "recovery"),
    "one of many updates": (many, "note"),
    "a version brought back": (restored, "note"),
    "the note of a report": (handed_in, "note"),
    "why a report is returned": (returned, "note"),
    "who approved an extension": (extended("approver"), "approver"),
    "the basis of an extension": (extended("basis"), "basis"),
    "the source of a result": (entered, "source"),
    "the source of a corrected result": (saved, "source"),
    "the source of a result in a list": (saved_in_a_list, "source"),
    "what a meeting concluded": (of_conclusion("text"), "text"),
    "who is named in a conclusion": (of_conclusion("person"), "person"),
    "whose authority a conclusion has": (of_conclusion("authority"), "authority"),
    "what must come of a conclusion": (of_conclusion("product"), "product"),
    "what a unit says of a conclusion": (said_of_a_conclusion, "note"),
    "why a conclusion is returned": (conclusion_returned, "note"),
    "who approved that a conclusion is extended": (conclusion_extended("approver"), "approver"),
    "on what basis a conclusion is extended": (conclusion_extended("basis"), "basis"),
    "what a meeting is called": (of_a_meeting("title"), "title"),
    "who chairs a meeting": (of_a_meeting("chair"), "chair"),
    "who else attends a meeting": (of_a_meeting("others"), "others"),
    "what a meeting is to talk about": (of_an_agenda("title"), "title"),
    "the question of an item": (of_an_agenda("question"), "question"),
    "what is concluded while a meeting is held": (written_in_a_meeting, "text"),
    "how a report opens": (of_a_report("opening"), "opening"),
    "how a section of a report closes": (of_a_report("requests"), "requests"),
    "why a day is worked or free": (special_day, "name"),
    "the basis of thresholds": (thresholds, "basis"),
    "the full name of an account": (
        lambda t, text: administrator(t, text).account.full_name,
        "full_name",
    ),
    "another full name": (renamed, "full_name"),
    "where a screen hangs": (screen, "full_name"),
}
every_text = pytest.mark.parametrize(("give", "field"), TEXTS.values(), ids=TEXTS)
# The form and the length of a text are settled before it is written.
on_one_kind = pytest.mark.parametrize("database_kind", ["sqlite"])


pytestmark = pytest.mark.usefixtures("quick_hashing")


@every_text
def test_a_text_is_kept_in_the_one_form(tracker: Tracker, give: Entrance, field: str) -> None:
    assert give(tracker, TYPED) == KEPT


@on_one_kind
@every_text
def test_breaks_become_line_breaks_or_spaces(tracker: Tracker, give: Entrance, field: str) -> None:
    kept = give(tracker, LINES)
    assert kept in ("một\nhai\nba\nbốn", "một hai ba bốn")


@on_one_kind
@every_text
def test_a_text_that_is_too_long_is_refused_with_its_field_and_nothing_is_kept(
    tracker: Tracker, give: Entrance, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        give(tracker, LONG)
    assert refused.value.message == "This has {length} characters; at most {most} can be kept"
    assert refused.value.field == field
    recorded = history.history_of(tracker, OWNER, PLAN.id, now=NOW)
    assert all(LONG not in str(entry.after) for entry in recorded)


@pytest.mark.parametrize(
    "blank", ["", "\u200b", "\u3164 \u00a0", "\x00", "\u2800", "\u0301", "...", "- / ?"]
)
@pytest.mark.parametrize(
    "give",
    [
        lambda t, text: say(t, word(status=TaskStatus.NOT_APPLICABLE, note=text)),
        lambda t, text: say(t, word(status=TaskStatus.BLOCKED, recovery=text)),
        returned,
        extended("approver"),
        extended("basis"),
        of_conclusion("text"),
        conclusion_returned,
        conclusion_extended("approver"),
        conclusion_extended("basis"),
        special_day,
        thresholds,
        screen,
    ],
)
def test_what_has_no_letter_and_no_digit_is_no_reason(
    tracker: Tracker, give: Entrance, blank: str
) -> None:
    with pytest.raises(Refused):
        give(tracker, blank)


def test_a_text_that_may_be_missing_and_says_nothing_is_missing(tracker: Tracker) -> None:
    value = say(tracker, word(note="\u200b ")).value
    assert value is not None
    assert value.note is None


# A plan whose codes have letters that can be written in two ways.
CODE = "LỮHÀNH"
MARKED = replace(
    PLAN,
    id="SX-TP-2021-B",
    units=(*PLAN.units, Unit(code=CODE, name="Phòng Lữ hành", kind=UnitKind.DIVISION)),
    general_tasks=(make_task("VIỆC-1", lead=(CODE,)),),
    report_duties=tuple(
        replace(duty, code="BÁO-" + duty.code, from_units=(CODE,)) for duty in PLAN.report_duties
    ),
)


def apart(text: str) -> str:
    """The same code, typed on a keyboard that sends letters and marks apart."""
    return unicodedata.normalize("NFD", text)


CODES: dict[str, Callable[[Tracker], object]] = {
    "updating a task": lambda t: task_updates.update_task(
        t, MARKED.id, word(apart("VIỆC-1"), unit=apart(CODE)), act()
    ),
    "opening a task": lambda t: my_work.open_task(
        t, OWNER, MARKED.id, apart("VIỆC-1"), Q3, now=NOW
    ),
    "handing a report in": lambda t: reports.take_step(
        t, MARKED.id, step(duty=apart("BÁO-R1"), unit=apart(CODE)), act()
    ),
    "extending a report": lambda t: reports.extend(
        t, MARKED.id, extension(duty=apart("BÁO-R1"), unit=apart(CODE)), act()
    ),
    "writing a conclusion down": lambda t: conclusions.conclude(
        t, MARKED.id, replace(CONCLUDED, about=apart("VIỆC-1"), units=(apart(CODE),)), act()
    ),
    "setting members": lambda t: plan_gaps.set_members(
        t, MARKED.id, "ROOMS", (apart(CODE),), act()
    ),
    "making an account": lambda t: (
        administrator(t),
        accounts.add_account(
            t,
            OWNER,
            name="lan",
            place=AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit=apart(CODE)),
            now=NOW,
        ),
    ),
    "making a calendar": lambda t: links.make_calendar_link(t, OWNER, AGENCY, apart(CODE), now=NOW),
    "asking for the history of a task": lambda t: history.history_of(
        t, OWNER, MARKED.id, now=NOW, task=apart("VIỆC-1")
    ),
}


@pytest.mark.parametrize("look_up", CODES.values(), ids=CODES)
def test_a_code_is_found_however_it_is_typed(
    tracker: Tracker, look_up: Callable[[Tracker], object]
) -> None:
    load(tracker, MARKED)
    look_up(tracker)


def test_what_is_undone_is_found_however_it_is_typed(tracker: Tracker) -> None:
    load(tracker, MARKED)
    said = task_updates.update_task(tracker, MARKED.id, word("VIỆC-1", unit=CODE), act())
    by = act(revision=said.revision)
    undone = task_updates.undo_update(tracker, MARKED.id, apart("VIỆC-1"), Q3, by)
    assert (undone.key, undone.value) == (said.key, None)
    reports.extend(tracker, MARKED.id, extension(duty="BÁO-R1", unit=CODE), act())
    taken_back = reports.cancel_extension(
        tracker, MARKED.id, apart("BÁO-R1"), apart(CODE), Q2, act()
    )
    assert taken_back.value is None


def test_a_template_is_kept_under_a_name_of_one_line(tracker: Tracker) -> None:
    body = templates.current_body(tracker, OWNER, AGENCY, words=VIETNAMESE)
    kept = templates.upload(tracker, OWNER, AGENCY, "mẫu\x00\u202e.docx", body, now=NOW)
    assert kept.file_name == "mẫu.docx"


def test_the_basis_of_an_amendment_is_a_text_like_any_other(tracker: Tracker) -> None:
    amended = replace(PLAN, general_tasks=(*PLAN.general_tasks, make_task("G2", lead=("B",))))
    with pytest.raises(Refused) as refused:
        plan_files.amend(tracker, PLAN.id, amended, act(), basis="\u0301 …")
    assert refused.value.field == "basis"
    with pytest.raises(Refused) as refused:
        plan_files.amend(tracker, PLAN.id, amended, act(), basis=LONG)
    assert refused.value.field == "basis"
    plan_files.amend(tracker, PLAN.id, amended, act(), basis=TYPED)
    assert KEPT in str(history.history_of(tracker, OWNER, PLAN.id, now=NOW))


def test_the_cells_of_a_table_of_a_block_are_texts_like_any_other(tracker: Tracker) -> None:
    table = f"\ufeffĐơn vị;Điểm\r\n{TYPED};\u00a070,5\u200b\r\n"
    version = block_tables.add_table(tracker, PLAN.id, "DDCI", 2020, table, act())
    assert version.value is not None
    (row,) = version.value.rows
    assert (row.agency, str(row.score)) == (KEPT, "70.5")
    for cell in ("x" * 501, "x" * 1_000_000, '"'):
        with pytest.raises(Refused) as refused:
            block_tables.add_table(
                tracker, PLAN.id, "DDCI", 2020, f"Đơn vị;Điểm\nA;70\n{cell * 2};60\n", act()
            )
        assert refused.value.field in ("file", "agency"), "never a word about its head"
        assert refused.value.arguments["row"] == 3


def test_the_cells_of_a_draft_are_texts_like_any_other_once_it_is_a_plan(tracker: Tracker) -> None:
    text = write_plan(replace(PLAN, id=MARKED.id))
    draft = plan_drafts.begin_from_file(tracker, OWNER, text, now=NOW).id
    tables = plan_drafts.draft_of(tracker, OWNER, draft).tables
    first, *others = tables["tasks"]

    def write(title: str, revision: int) -> None:
        row = replace(first, cells={**first.cells, "title": title})
        changed = {**tables, "tasks": (row, *others)}
        plan_drafts.save(tracker, OWNER, draft, changed, revision=revision, now=NOW)

    # As in a plan file, what is no letter is named instead of left out.
    for revision, kept_out in enumerate((LONG, TYPED), start=1):
        write(kept_out, revision)
        with pytest.raises(ContradictoryDraft):
            plan_drafts.adopt(tracker, OWNER, draft, revision=revision + 1, now=NOW)
    write(TYPED.replace("\x00", "").replace("\x07", ""), 3)
    plan_drafts.adopt(tracker, OWNER, draft, revision=4, now=NOW)
    plan = boards.read_content(tracker, OWNER, MARKED.id, now=NOW)
    assert KEPT in {task.title for _, task in plan.all_tasks()}


def test_the_cells_of_an_edited_row_are_texts_like_any_other(tracker: Tracker) -> None:
    def edit(**cells: str) -> object:
        change = plan_edits.RowChanged(table="tasks", key="T1", cells=cells)
        return plan_edits.edit(tracker, PLAN.id, (change,), act(), basis=TYPED)

    with pytest.raises(WrongEdit):
        edit(title=LONG)
    edit(title=TYPED, **{"kpi.text": LINES})
    kept = plan_things.thing(tracker, OWNER, PLAN.id, "tasks", "T1", now=NOW)
    assert kept.cells["title"] == kept.versions[0].basis == KEPT
    assert kept.cells["kpi.text"] == "một\nhai\nba\nbốn"
    parts = plan_edits.split(tracker, PLAN.id, "T1\u200b", [TYPED, "Hai"], act(), basis=TYPED)
    merged = plan_edits.merge(tracker, PLAN.id, ["T1", "\ufeffT2"], TYPED, act(), basis=TYPED)
    assert parts.changes
    assert merged.changes


def test_the_basis_of_a_change_of_units_is_a_text_like_any_other(tracker: Tracker) -> None:
    new = RegisteredUnit(code="N", name=TYPED, kind=UnitKind.DIVISION)
    day = date(2021, 7, 1)
    change = UnitChange(
        kind=UnitChangeKind.MERGED,
        before=("A", "B"),
        after=(new,),
        decided_on=day,
        in_force_on=day,
        basis=LONG,
    )
    with pytest.raises(Refused) as refused:
        units.change_units(tracker, AGENCY, change, act())
    assert refused.value.field == "basis"
    units.change_units(tracker, AGENCY, replace(change, basis=TYPED), act())
    merged = next(each for each in units.register(tracker, OWNER, AGENCY) if each.code == "N")
    assert merged.name == KEPT
    assert merged.came is not None
    assert merged.came.basis == KEPT


# Services that record an act, and the entrances above that reach them.
WALKED = {
    task_updates.update_task,
    task_updates.update_in,
    conclusions.say_in,
    task_updates.update_many,
    task_updates.undo_update,
    reports.take_step,
    reports.extend,
    reports.cancel_extension,
    results.enter_result,
    results.save_result,
    results.save_results,
    plan_gaps.set_members,
    earlier_versions.restore_version,
    plan_files.amend,
    block_tables.add_table,
    conclusions.conclude,
    conclusions.say_of,
    conclusions.send_back,
    conclusions.move_due,
    meetings.open_meeting,
    meetings.describe,
    meetings.set_agenda,
    meetings.conclude_in,
    month_summaries.write_summary,
    work_calendar.set_day,
    policies.set_policy,
    units.change_units,
    plan_edits.edit,
    plan_edits.edit_in,
    plan_edits.split,
    plan_edits.merge,
}
# These take a code, a key or a day alone, or what was kept before.
LOOK_UP = {
    reports.undo_step,
    reports.set_due,
    reports.unset_due,
    results.withdraw_result,
    plan_gaps.size_top_group,
    block_tables.put_back,
    conclusions.accept,
    conclusions.take_back,
    meetings.renew_agenda,
    meetings.start,
    meetings.take_newer_figures,
    meetings.close,
    meetings.reopen,
    meetings.strike,
    meetings.take_back_in,
    month_summaries.take_back,
    closing.close_plan,
    work_calendar.take_day_back,
    policies.preview,
    plan_edit_previews.preview,
    plan_edits.bring_back,
    policies.bring_policy_back,
    acts_ahead.done_on,
    acts_ahead.leave_out,
}
MODULES: list[ModuleType] = [
    *(task_updates, reports, results, plan_gaps, earlier_versions, plan_files, block_tables),
    *(conclusions, meetings, month_summaries, closing, work_calendar, policies, units, plan_edits),
    plan_edit_previews,
    acts_ahead,
]


def test_no_service_that_records_an_act_is_missing_here() -> None:
    recording: set[object] = {
        function
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "act" in inspect.signature(function).parameters
    }
    assert recording == WALKED | LOOK_UP
