"""Changes of units as one act: plans, conclusions, extensions, accounts and calendars follow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    TaskStatus,
    TaskUpdate,
    report_key,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, UnitKind
from ddci_tracker.domain.reports import Timeliness
from ddci_tracker.domain.unit_changes import RegisteredUnit, UnitChange, UnitChangeKind
from ddci_tracker.services import (
    boards,
    conclusions,
    evidence,
    left_units,
    plan_edits,
    reports,
    task_updates,
    unit_reversals,
    units,
)
from ddci_tracker.services.account_rules import AccountPlace
from ddci_tracker.services.accounts import add_account, find_account
from ddci_tracker.services.conclusions import ConclusionWord
from ddci_tracker.services.failures import acts_touched, sentences_for
from ddci_tracker.services.installation import examine
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.plan_edits import RowAdded, RowChanged
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.unit_reversals import ChangeIsBuiltOn, TakenBack
from ddci_tracker.store import commands, queries
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import ActsWouldBeLost
from ddci_tracker.store.kinds import CONCLUSION, UNIT_CHANGE
from ddci_tracker.words.catalogue import Words
from tests.integration.services.made import (
    AGENCY,
    NOW,
    OWNER,
    PLAN,
    Q2,
    Q3,
    STAFF_A,
    act,
    load,
    look,
    task_view,
)

JULY = date(2021, 7, 1)
YEAR = Period.whole_year(2021)
WITHOUT_A = UnitChange(
    kind=UnitChangeKind.MERGED,
    before=("A", "B"),
    after=(RegisteredUnit(code="N", name="Phòng N", kind=UnitKind.DIVISION),),
    decided_on=date(2021, 6, 20),
    in_force_on=JULY,
    basis="Quyết định 10/QĐ-SX",
)


def conclude(tracker: Tracker) -> None:
    said = Conclusion(id="K1", about=None, text="Rà soát", units=("A",), due=date(2021, 9, 1))
    with writing(tracker.engine) as session:
        commands.append(
            session, CONCLUSION, PLAN.id, said, key="K1", on=date(2021, 5, 1), by="vp", at=NOW
        )


def merge(tracker: Tracker, change: UnitChange = WITHOUT_A, **how: bool) -> units.Followed:
    return units.change_units(tracker, AGENCY, change, act(), **how)


def test_everything_that_is_open_passes_to_the_successor(tracker: Tracker) -> None:
    conclude(tracker)
    administrator = AccountPlace(role=Role.ADMINISTRATOR)
    add_account(tracker, OWNER, name="quan-tri", place=administrator, now=NOW)
    staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="A")
    add_account(tracker, OWNER, name="lan", place=staff, now=NOW)
    granted = Extension(
        duty="R4", unit="A", period=YEAR, last_day=date(2021, 12, 20), approver="GĐ", basis="CV 1"
    )
    reports.extend(tracker, PLAN.id, granted, act(on=date(2021, 6, 1)))
    followed = merge(tracker)
    assert [changes.lost for _, changes in followed.plans] == [()], "it passes on, and is not lost"
    assert followed.conclusions == ("K1",)
    assert followed.extensions == (granted.key,)
    assert followed.accounts == ("lan",)
    assert find_account(tracker, OWNER, "lan").unit == "N"
    board = look(tracker)
    (concluded,) = board.conclusions
    assert concluded.value is not None
    assert concluded.value.units == ("N",)
    extended = next(row for row in board.reports if (row.from_unit, row.duty) == ("N", "R4"))
    assert extended.last_day == date(2021, 12, 20)
    owed = {row.from_unit for row in board.reports if row.duty == "R1" and row.period == Q3}
    assert owed == {"N"}
    past = {row.from_unit for row in board.reports if row.duty == "R1" and row.period == Q2}
    assert {"A", "B"} <= past, "what had fallen due stays with who owed it"


def test_the_reports_that_are_still_open_pass_by_the_act_that_names_them(tracker: Tracker) -> None:
    by_the_20th = DueRule(inclusive=True, day=20, of_next_period=True)
    reports.set_due(tracker, PLAN.id, "R2", by_the_20th, act(on=date(2021, 2, 1)))
    june, may = Period.month(2021, 6), Period.month(2021, 5)
    assert merge(tracker, preview=True).reports == ("R2/N/2021-06",)
    assert merge(tracker).reports == ("R2/N/2021-06",)
    owed = {row.key: row.timeliness for row in look(tracker).reports if row.duty == "R2"}
    assert owed[report_key("R2", "N", june)] is Timeliness.UPCOMING
    assert report_key("R2", "A", june) not in owed
    # What had fallen due stays with who owed it, and asks nothing of the successor.
    assert owed[report_key("R2", "A", may)] is Timeliness.OVERDUE
    assert owed[report_key("R2", "N", may)] is Timeliness.NOT_APPLICABLE


def handed_in(tracker: Tracker) -> dict[str, date | None]:
    return {row.key: row.handed_in_on for row in look(tracker).reports}


def test_what_a_unit_did_since_the_day_is_its_successors_and_goes_back_with_the_change(
    tracker: Tracker,
) -> None:
    """The merger of 1 July is entered on the 15th: what was done meanwhile must not fall silent."""
    since = date(2021, 7, 10)
    said = TaskUpdate(task="T1", quarter=Q3, unit="A", status=TaskStatus.ON_TRACK, note="xong 1/2")
    task_updates.update_task(tracker, PLAN.id, said, act(on=since))
    for unit in ("A", "B"):
        step = ReportAct(duty="R1", unit=unit, period=Q3, step=ReportStep.HANDED_IN)
        reports.take_step(tracker, PLAN.id, step, act(on=since))
    about, other, own = (report_key("R1", unit, Q3) for unit in ("A", "B", "N"))
    evidence.add_link(tracker, PLAN.id, about, "A", "https://example.org", "Báo cáo quý", act())

    with pytest.raises(ActsWouldBeLost) as refused:
        merge(tracker)
    assert [each.key for each in refused.value.lost] == [other]
    followed = merge(tracker, drop_recorded=True)
    assert (followed.updates, followed.handed_in) == ((said.key,), (about,))
    word = task_view(look(tracker), "T1").word
    assert word is not None
    assert word.value is not None
    assert (word.value.unit, word.value.note, word.on) == ("N", "xong 1/2", since)
    assert handed_in(tracker)[own] == since
    assert about not in handed_in(tracker)
    (proof,) = evidence.evidence_of(tracker, OWNER, PLAN.id, own)
    assert (proof.value.name, proof.value.unit) == ("Báo cáo quý", "N")

    undo(tracker)
    word = task_view(look(tracker), "T1").word
    assert word is not None
    assert word.value is not None
    assert word.value.unit == "A"
    assert [handed_in(tracker).get(key) for key in (about, other, own)] == [since, since, None]
    assert len(evidence.evidence_of(tracker, OWNER, PLAN.id, about)) == 1


def test_a_preview_records_nothing_and_names_what_stays_with_the_old_unit(tracker: Tracker) -> None:
    handed_in = ReportAct(duty="R1", unit="A", period=Q2, step=ReportStep.HANDED_IN)
    reports.take_step(tracker, PLAN.id, handed_in, act(on=date(2021, 6, 4)))
    before = boards.read_content(tracker, OWNER, PLAN.id, now=NOW)
    seen = merge(tracker, preview=True)
    assert boards.read_content(tracker, OWNER, PLAN.id, now=NOW) == before
    assert all(each.went is None for each in units.register(tracker, OWNER, AGENCY))
    ((_, changes),) = seen.plans
    (said,) = acts_touched(changes, Words.of())
    assert "báo cáo R1 của Phòng A, quý II/2021" in said
    assert merge(tracker) == seen


def test_the_past_keeps_the_old_names(tracker: Tracker) -> None:
    said = TaskUpdate(task="T1", quarter=Q2, unit="A", status=TaskStatus.ON_TRACK)
    task_updates.update_task(tracker, PLAN.id, said, act(on=date(2021, 6, 1)))
    before = look(tracker, quarter=Q2)
    merge(tracker)
    after = look(tracker, quarter=Q2)
    assert after.counts == before.counts
    assert [unit.code for unit in after.plan.units] == [unit.code for unit in PLAN.units]
    assert look(tracker, as_of=date(2021, 6, 30)).plan == before.plan


def test_the_register_tells_when_units_came_and_went(tracker: Tracker) -> None:
    merge(tracker)
    found = {each.code: each for each in units.register(tracker, OWNER, PLAN.id)}
    gone, new = found["A"], found["N"]
    assert (gone.name, gone.valid_from, gone.valid_until) == ("Phòng A", None, date(2021, 6, 30))
    assert gone.went == WITHOUT_A
    assert (new.valid_from, new.valid_until, new.came) == (JULY, None, WITHOUT_A)
    assert found["VP"].names == ((PLAN.document.counts_from, "Văn phòng Sở"),)


def test_a_renamed_unit_has_two_names(tracker: Tracker) -> None:
    renamed = replace(
        WITHOUT_A,
        kind=UnitChangeKind.RENAMED,
        before=("A",),
        after=(RegisteredUnit(code="A", name="Phòng Mới", kind=UnitKind.DIVISION),),
    )
    merge(tracker, renamed)
    found = {each.code: each for each in units.register(tracker, OWNER, AGENCY)}
    assert [name for _, name in found["A"].names] == ["Phòng A", "Phòng Mới"]
    assert found["A"].names[1][0] == JULY


def bad_changes() -> Iterator[tuple[str, UnitChange]]:
    other = RegisteredUnit(code="M", name="Phòng M", kind=UnitKind.DIVISION)
    yield "in_force_on", replace(WITHOUT_A, in_force_on=date(2021, 7, 16))
    yield "decided_on", replace(WITHOUT_A, decided_on=date(2021, 7, 2))
    yield "basis", replace(WITHOUT_A, basis="  ")
    yield "unit", replace(WITHOUT_A, before=("A", "Z"))
    yield "unit", replace(WITHOUT_A, before=("A", "ROOMS"))
    taken = RegisteredUnit(code="VP", name="x", kind=UnitKind.OFFICE)
    yield "into", replace(WITHOUT_A, after=(taken,))
    yield "into", replace(WITHOUT_A, after=(replace(other, code="hai chữ"),))
    yield "into", replace(WITHOUT_A, after=(replace(other, name=""),))
    yield "into", replace(WITHOUT_A, kind=UnitChangeKind.SPLIT, before=("A",), after=(other,))
    same = RegisteredUnit(code="A", name="Phòng A", kind=UnitKind.DIVISION)
    yield (
        "name",
        replace(WITHOUT_A, kind=UnitChangeKind.RENAMED, before=("A",), after=(same,)),
    )
    yield "task", replace(WITHOUT_A, tasks=(("T9", "N"),))


@pytest.mark.parametrize(("field", "change"), list(bad_changes()))
def test_a_change_that_cannot_be_is_refused(
    tracker: Tracker, field: str, change: UnitChange
) -> None:
    with pytest.raises(Refused) as refused:
        merge(tracker, change)
    assert refused.value.field == field


def test_staff_change_no_units(tracker: Tracker) -> None:
    with pytest.raises(Forbidden):
        units.change_units(tracker, AGENCY, WITHOUT_A, act(STAFF_A))


def test_whoever_signs_in_for_a_unit_that_left_is_told(tracker: Tracker) -> None:
    administrator = AccountPlace(role=Role.ADMINISTRATOR)
    add_account(tracker, OWNER, name="quan-tri", place=administrator, now=NOW)
    staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="B")
    add_account(tracker, OWNER, name="hoa", place=staff, now=NOW)
    assert left_units.stranded_accounts(tracker, OWNER, now=NOW) == ()
    fewer = replace(
        PLAN,
        units=tuple(
            replace(unit, members=replace(unit.members, units=("A",))) if unit.members else unit
            for unit in PLAN.units
            if unit.code != "B"
        ),
        general_tasks=(),
    )
    load(tracker, fewer, datetime(2021, 7, 2, tzinfo=UTC))
    (told,) = left_units.stranded_accounts(tracker, OWNER, now=NOW)
    assert (told.account.name, told.left.unit, told.left.plan) == ("hoa", "B", PLAN.id)
    seen = left_units.left_unit_of(
        tracker, replace(told.account.actor(), held=False), AGENCY, now=NOW
    )
    assert seen == told.left
    assert any(not line.well and "hoa" in line.found for line in examine(tracker, OWNER))
    assert left_units.left_unit_of(tracker, OWNER, AGENCY, now=NOW) is None


# A change that is undone.


def undo(tracker: Tracker, change: UnitChange = WITHOUT_A, **how: bool) -> TakenBack:
    return unit_reversals.take_back(tracker, AGENCY, change.key, act(), **how)


def resting(tracker: Tracker, change: UnitChange = WITHOUT_A) -> set[tuple[str, str]]:
    """What keeps a change from being undone; nothing of it is."""
    before = boards.read_content(tracker, OWNER, PLAN.id, now=NOW)
    with pytest.raises(ChangeIsBuiltOn) as refused:
        undo(tracker, change)
    assert boards.read_content(tracker, OWNER, PLAN.id, now=NOW) == before
    (said,) = sentences_for(refused.value, Words.of())
    assert "không hoàn tác được nữa" in said
    return {(each.what, each.key) for each in refused.value.resting}


def test_an_undone_change_leaves_all_as_it_was_and_stays_in_the_history(tracker: Tracker) -> None:
    conclude(tracker)
    administrator = AccountPlace(role=Role.ADMINISTRATOR)
    add_account(tracker, OWNER, name="quan-tri", place=administrator, now=NOW)
    for name, unit in (("lan", "A"), ("hoa", "B")):
        staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit=unit)
        add_account(tracker, OWNER, name=name, place=staff, now=NOW)
    granted = Extension(
        duty="R4", unit="A", period=YEAR, last_day=date(2021, 12, 20), approver="GĐ", basis="CV 1"
    )
    reports.extend(tracker, PLAN.id, granted, act(on=date(2021, 6, 1)))
    before = look(tracker)
    merge(tracker)
    # What is mended meanwhile stays mended.
    mended = (RowChanged(table="tasks", key="T2", cells={"title": "Rà soát lại"}),)
    plan_edits.edit(tracker, PLAN.id, mended, act())
    seen = undo(tracker, preview=True)
    assert look(tracker).plan.unit("N") is not None, "only tried"
    back = undo(tracker)
    assert back == seen
    assert (back.conclusions, back.extensions) == (("K1",), ("R4/N/2021",))
    assert back.accounts == ("hoa", "lan")
    assert [find_account(tracker, OWNER, name).unit for name in ("lan", "hoa")] == ["A", "B"]
    after = look(tracker)
    titles = {task.code: task.title for _, task in after.plan.all_tasks()}
    assert titles["T2"] == "Rà soát lại"
    assert (after.plan.units, after.conclusions[0].value, after.amendments) == (
        before.plan.units,
        before.conclusions[0].value,
        before.amendments,
    )
    assert [row.key for row in after.reports] == [row.key for row in before.reports]
    assert {row.key: row.last_day for row in after.reports} == {
        row.key: row.last_day for row in before.reports
    }
    assert all(not each.changes for each in units.register(tracker, OWNER, AGENCY))
    with reading(tracker.engine) as session:
        told = queries.chain(session, UNIT_CHANGE, AGENCY, WITHOUT_A.key)
    assert [each.value for each in told] == [WITHOUT_A, None]
    merge(tracker)
    assert look(tracker).plan.unit("N") is not None, "it can be made again"


def test_what_rests_on_a_change_is_named_and_keeps_it(tracker: Tracker) -> None:
    conclude(tracker)
    merge(tracker)
    said = TaskUpdate(task="T1", quarter=Q3, unit="N", status=TaskStatus.ON_TRACK)
    task_updates.update_task(tracker, PLAN.id, said, act())
    spoken = ConclusionWord(unit="N", status=TaskStatus.ON_TRACK)
    conclusions.say_of(tracker, PLAN.id, "K1", spoken, act())
    assert resting(tracker) == {("task_update", said.key), ("conclusion", "K1")}
    conclusions.take_back(tracker, PLAN.id, "K1", act())
    task_updates.undo_update(tracker, PLAN.id, "T1", Q3, act())
    assert resting(tracker) == {("conclusion", "K1")}, "even what was taken back again"


def test_rows_people_and_changes_that_came_since_keep_a_change(tracker: Tracker) -> None:
    merge(tracker)
    led_by_n = (RowAdded(table="tasks", cells={"code": "G9", "title": "Mới", "lead": "N"}),)
    plan_edits.edit(tracker, PLAN.id, led_by_n, act())
    assert ("task", "G9") in resting(tracker)
    administrator = AccountPlace(role=Role.ADMINISTRATOR)
    add_account(tracker, OWNER, name="quan-tri", place=administrator, now=NOW)
    staff = AccountPlace(role=Role.STAFF, agencies=(AGENCY,), unit="N")
    add_account(tracker, OWNER, name="moi", place=staff, now=NOW)
    assert ("account", "moi") in resting(tracker)
    renamed = replace(
        WITHOUT_A,
        kind=UnitChangeKind.RENAMED,
        before=("N",),
        after=(RegisteredUnit(code="N", name="Phòng Mới", kind=UnitKind.DIVISION),),
        in_force_on=date(2021, 7, 10),
    )
    merge(tracker, renamed)
    assert resting(tracker) == {("unit_change", renamed.key)}
    undo(tracker, renamed)
    assert ("unit_change", renamed.key) not in resting(tracker)
    with pytest.raises(Refused, match="change of units"):
        undo(tracker, renamed)


def test_a_unit_that_goes_on_speaks_no_more_for_the_one_it_took_over(tracker: Tracker) -> None:
    into_b = replace(
        WITHOUT_A, after=(RegisteredUnit(code="B", name="Phòng B", kind=UnitKind.DIVISION),)
    )
    merge(tracker, into_b)
    of_a = PLAN.sub_indices[0].tasks[0].code
    said = TaskUpdate(task=of_a, quarter=Q3, unit="B", status=TaskStatus.ON_TRACK)
    task_updates.update_task(tracker, PLAN.id, said, act())
    undo(tracker, into_b)  # B supports T1, and may say so without the change
    assert look(tracker).plan.units == PLAN.units


def test_staff_undo_no_change(tracker: Tracker) -> None:
    merge(tracker)
    with pytest.raises(Forbidden):
        unit_reversals.take_back(tracker, AGENCY, WITHOUT_A.key, act(STAFF_A))
