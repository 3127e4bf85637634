"""Loading a plan again: what changed gets versions, what vanished is closed, updates stay."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from ddci_tracker.domain.plan import Plan, Target, TargetKind, Task
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import ActsWouldBeLost, PlanIdentityChanged
from ddci_tracker.store.kinds import TASK, TASK_UPDATE
from ddci_tracker.store.loading import FieldChange, PlanChanges, Thing, store_plan
from ddci_tracker.store.queries import history
from tests.integration.store.made import (
    EVENING,
    MARCH,
    NOON,
    PLAN,
    YEAR_END,
    load,
    look,
    of_year,
    update,
    version_of_data,
    word,
)
from tests.unit.domain.build import ISSUED, make_task


def with_tasks(*tasks: Task, of: Plan = PLAN) -> Plan:
    """The plan with these tasks in its first sub-index."""
    first, *others = of.sub_indices
    return replace(of, sub_indices=(replace(first, tasks=tasks), *others))


def issued(on: date, of: Plan = PLAN) -> Plan:
    return replace(of, document=replace(of.document, issued_on=on))


def recorded(engine: Engine) -> int:
    """How many versions there are."""
    with reading(engine) as session:
        return len(history(session, PLAN.id))


T1, T2, T3 = PLAN.sub_indices[0].tasks


def test_the_first_load_adds_everything_from_the_day_of_issue(engine: Engine) -> None:
    changes = load(engine)
    assert Thing(what="task", key="T1") in changes.added
    assert Thing(what="target", key="DDCI/transparency#1") in changes.added
    assert (changes.changed, changes.closed) == ((), ())
    with reading(engine) as session:
        entries = history(session, PLAN.id)
    assert len(entries) == len(changes.added)
    assert {(entry.revision, entry.on) for entry in entries} == {(1, ISSUED)}


def test_an_unchanged_plan_writes_nothing(engine: Engine) -> None:
    load(engine)
    before = version_of_data(engine), recorded(engine)
    changes = load(engine, at=NOON)
    assert changes == PlanChanges()
    assert not changes
    assert (version_of_data(engine), recorded(engine)) == before


def test_only_what_changed_gets_a_version(engine: Engine) -> None:
    load(engine)
    versions, data = recorded(engine), version_of_data(engine)
    corrected = with_tasks(T1, replace(T2, title="Tên đúng", lead=("B",)), T3)
    changes = load(engine, corrected, at=NOON)
    assert changes == PlanChanges(
        changed=(
            FieldChange(
                what="task", key="T2", field="title", before="Nhiệm vụ T2", after="Tên đúng"
            ),
            FieldChange(what="task", key="T2", field="lead", before=("A",), after=("B",)),
        )
    )
    assert recorded(engine) == versions + 1
    assert version_of_data(engine) == data + 1
    assert look(engine).plan == corrected


def test_another_number_of_printed_places_is_a_change(engine: Engine) -> None:
    load(engine)
    first, *others = PLAN.sub_indices
    target = Target(kind=TargetKind.ABOVE, value=Decimal("7.8"), text="trên 7,80")
    corrected = replace(PLAN, sub_indices=(replace(first, targets=(target,)), *others))
    (change,) = load(engine, corrected, at=NOON).changed
    assert (str(change.before), str(change.after)) == ("7.80", "7.8")
    assert str(look(engine).plan.sub_indices[0].targets[0].value) == "7.8"


def test_what_vanished_is_closed_and_can_come_back(engine: Engine) -> None:
    load(engine)
    shorter = with_tasks(T1, T3)
    assert load(engine, shorter, at=NOON).closed == (Thing(what="task", key="T2"),)
    assert look(engine).plan == shorter
    assert not load(engine, shorter, at=NOON)
    assert load(engine, PLAN, at=EVENING).added == (Thing(what="task", key="T2"),)
    assert look(engine).plan == PLAN


def test_a_task_with_updates_is_not_dropped_unless_told(engine: Engine) -> None:
    load(engine)
    for task in ("T3", "T2"):
        update(engine, word(task))
    before = recorded(engine), version_of_data(engine)
    with pytest.raises(ActsWouldBeLost) as refused:
        load(engine, with_tasks(), at=EVENING)
    assert [each.key for each in refused.value.lost] == ["T2@2021-Q1", "T3@2021-Q1"]
    assert (recorded(engine), version_of_data(engine)) == before
    with writing(engine) as session:
        changes = store_plan(session, with_tasks(T1), at=EVENING, by="office", drop_recorded=True)
    assert [thing.key for thing in changes.closed] == ["T2", "T3"]
    assert len(look(engine).updates) == 2


def test_a_task_whose_updates_were_all_withdrawn_may_be_dropped(engine: Engine) -> None:
    load(engine)
    said = update(engine, word("T2"))
    with writing(engine) as session:
        append(session, TASK_UPDATE, PLAN.id, None, key=said.key, on=MARCH, by="lan", at=NOON)
    assert load(engine, with_tasks(T1, T3), at=EVENING).closed


def test_a_task_may_move_to_another_sub_index_with_its_updates(engine: Engine) -> None:
    load(engine)
    update(engine, word("T3"))
    first, second = PLAN.sub_indices
    moved = replace(
        PLAN,
        sub_indices=(replace(first, tasks=(T1, T2)), replace(second, tasks=(T3, *second.tasks))),
    )
    (change,) = load(engine, moved, at=EVENING).changed[:1]
    assert (change.key, change.field) == ("T3", "parent")
    assert look(engine).plan == moved


def test_loading_again_never_touches_updates(engine: Engine) -> None:
    load(engine)
    update(engine, word())
    updates = look(engine).updates
    load(engine, with_tasks(replace(T1, title="Tên mới"), T2, T3), at=EVENING)
    assert look(engine).updates == updates


def test_a_moved_task_changes_its_position_alone(engine: Engine) -> None:
    load(engine)
    moved = with_tasks(T3, T1, T2)
    changes = load(engine, moved, at=NOON)
    assert [(each.key, each.field) for each in changes.changed] == [("T3", "position")]
    assert (changes.added, changes.closed) == ((), ())
    assert look(engine).plan == moved


def test_a_task_put_in_between_moves_no_other(engine: Engine) -> None:
    load(engine)
    longer = with_tasks(T1, make_task("T1a"), T2, T3)
    changes = load(engine, longer, at=NOON)
    assert changes == PlanChanges(added=(Thing(what="task", key="T1a"),))
    assert look(engine).plan == longer


def test_an_amendment_stays_above_a_corrected_print(engine: Engine) -> None:
    load(engine)
    amended = replace(T1, title="Sửa đổi từ tháng 3")
    with writing(engine) as session:
        append(session, TASK, PLAN.id, amended, key="T1", on=MARCH, by="office", at=NOON)
    assert not load(engine, at=EVENING), "the print itself is unchanged"
    corrected = with_tasks(replace(T1, title="Bản in đúng"), T2, T3)
    load(engine, corrected, at=EVENING)
    before_march = look(engine, as_of=MARCH - timedelta(days=1)).plan
    assert before_march == corrected
    assert look(engine, as_of=MARCH).plan.sub_indices[0].tasks[0] == amended


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2021, 1, 20)])
def test_a_corrected_day_of_issue_moves_the_whole_plan(engine: Engine, day: date) -> None:
    load(engine)
    corrected = issued(day)
    changes = load(engine, corrected, at=NOON)
    assert [(each.what, each.field) for each in changes.changed] == [("plan_document", "issued_on")]
    for as_of in (date(2020, 12, 31), day, YEAR_END):
        assert look(engine, as_of=as_of).plan == corrected
    assert not load(engine, corrected, at=EVENING)


def test_a_day_of_issue_may_be_corrected_back_and_forth(engine: Engine) -> None:
    load(engine)
    steps = (
        issued(date(2021, 2, 1), with_tasks(replace(T1, title="b"), T3)),
        issued(date(2021, 1, 10), with_tasks(replace(T1, title="c"), T3)),
        issued(date(2021, 1, 2), with_tasks(T1, T2, T3)),
        issued(date(2021, 1, 3), with_tasks(T2)),
    )
    for number, plan in enumerate(steps):
        load(engine, plan, at=EVENING + timedelta(hours=number))
        for as_of in (plan.document.counts_from, date(2021, 1, 15), YEAR_END):
            assert look(engine, as_of=as_of).plan == plan


@pytest.mark.parametrize(
    ("other", "field"),
    [
        (replace(PLAN, agency=replace(PLAN.agency, code="KHAC")), "agency"),
        (replace(of_year(2022), id=PLAN.id), "year"),
        (replace(PLAN, illustration=True), "illustration"),
    ],
)
def test_a_plan_keeps_its_agency_its_year_and_its_being_real(
    engine: Engine, other: Plan, field: str
) -> None:
    load(engine)
    with pytest.raises(PlanIdentityChanged) as refused:
        load(engine, other, at=NOON)
    assert refused.value.field == field
    assert look(engine).plan == PLAN
