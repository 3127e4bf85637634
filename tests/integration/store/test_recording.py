"""Recording versions: revisions, conflicts, moments, and which plans look different after it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.ledger import Viewpoint
from ddci_tracker.domain.plan import Plan, Result, ResultKind
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.store.claims import claim
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import Conflict, NoSuchRevision, UnknownPlan
from ddci_tracker.store.kinds import (
    POLICY,
    POLICY_KEY,
    RESULT_ENTRY,
    TASK,
    TASK_UPDATE,
    Scope,
)
from ddci_tracker.store.queries import EVER, newest
from tests.integration.store.made import (
    EVENING,
    ILLUSTRATION,
    MARCH,
    MORNING,
    NOON,
    PLAN,
    load,
    look,
    of_year,
    update,
    version_of_data,
    word,
)
from tests.unit.domain.build import make_task


def enter_result(engine: Engine, agency: str, at: datetime = NOON) -> None:
    entry = ResultEntry(
        index="DDCI",
        sub_index="transparency",
        result=Result(year=2021, kind=ResultKind.PUBLISHED, score=Decimal("7.90")),
    )
    with writing(engine) as session:
        append(session, RESULT_ENTRY, agency, entry, key=entry.key, on=MARCH, by="office", at=at)


def test_versions_of_a_thing_count_from_one(engine: Engine) -> None:
    load(engine)
    assert update(engine, word(note="a")).revision == 1
    assert update(engine, word(note="b")).revision == 2
    assert [each.value and each.value.note for each in look(engine).updates] == ["a", "b"]


def test_a_recorded_version_is_what_a_look_finds(engine: Engine) -> None:
    load(engine)
    recorded = update(engine, word(note="đã niêm yết"))
    assert look(engine).updates == (recorded,)


def test_the_second_of_two_from_one_revision_is_told_who_came_first_and_when(
    engine: Engine,
) -> None:
    load(engine)
    update(engine, word(), by="lan", at=MORNING + timedelta(hours=1), expected_revision=0)
    first = update(engine, word(note="b"), by="hoa", at=NOON, expected_revision=1)
    with pytest.raises(Conflict) as refused:
        update(engine, word(note="c"), by="lan", at=EVENING, expected_revision=1)
    conflict = refused.value
    assert (conflict.key, conflict.revision_now, conflict.by) == ("T1@2021-Q1", 2, "hoa")
    assert conflict.recorded_at == first.recorded_at == NOON


def test_a_refused_version_changes_nothing(engine: Engine) -> None:
    load(engine)
    update(engine, word())
    before, ledger = version_of_data(engine), look(engine)
    with pytest.raises(Conflict):
        update(engine, word(note="b"), expected_revision=0)
    assert version_of_data(engine) == before
    assert look(engine) == ledger


@pytest.mark.parametrize(("expected", "replaces"), [(2, None), (None, 2)])
def test_a_revision_that_was_never_recorded_is_refused(
    engine: Engine, expected: int | None, replaces: int | None
) -> None:
    load(engine)
    update(engine, word())
    with pytest.raises(NoSuchRevision):
        update(engine, word(), expected_revision=expected, replaces=replaces)


def test_an_act_on_an_unknown_plan_is_refused(engine: Engine) -> None:
    with pytest.raises(UnknownPlan):
        update(engine, word())


def test_a_naive_moment_is_refused(engine: Engine) -> None:
    load(engine)
    with pytest.raises(ValueError, match="time zone"):
        update(engine, word(), at=NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        load(engine, of_year(2022), at=NOON.replace(tzinfo=None))


def test_a_closed_thing_keeps_its_history_and_can_come_back(engine: Engine) -> None:
    load(engine)
    said = word()
    update(engine, said)
    with writing(engine) as session:
        append(session, TASK_UPDATE, PLAN.id, None, key=said.key, on=MARCH, by="lan", at=NOON)
    update(engine, said)
    assert [each.value for each in look(engine).updates] == [said, None, said]


def test_the_newest_version_is_the_one_recorded_last_whatever_its_day(engine: Engine) -> None:
    load(engine)
    update(engine, word(note="a"), on=date(2021, 3, 20))
    late = update(engine, word(note="b"), on=date(2021, 3, 2))
    with reading(engine) as session:
        assert newest(session, TASK_UPDATE, PLAN.id, late.key) == late
        assert newest(session, TASK_UPDATE, PLAN.id, "T9@2021-Q1") is None


def test_an_amended_task_stays_where_it_is(engine: Engine) -> None:
    load(engine)
    amended = replace(make_task("T2"), title="Nhiệm vụ sửa")
    with writing(engine) as session:
        append(session, TASK, PLAN.id, amended, key="T2", on=MARCH, by="office", at=NOON)
    tasks = look(engine).plan.sub_indices[0].tasks
    assert [task.title for task in tasks] == ["Nhiệm vụ T1", "Nhiệm vụ sửa", "Nhiệm vụ T3"]
    assert look(engine, as_of=date(2021, 2, 28)).plan == PLAN


def test_a_new_task_goes_behind_its_like(engine: Engine) -> None:
    load(engine)
    for code, parent in (("T9", "DDCI/transparency"), ("G9", None)):
        with writing(engine) as session:
            append(
                session,
                TASK,
                PLAN.id,
                make_task(code),
                key=code,
                on=MARCH,
                by="office",
                at=NOON,
                parent=parent,
            )
    plan = look(engine).plan
    assert [task.code for task in plan.sub_indices[0].tasks] == ["T1", "T2", "T3", "T9"]
    assert [task.code for task in plan.general_tasks] == ["G1", "G9"]


def test_a_task_that_a_corrected_print_dropped_comes_back_where_it_stood(engine: Engine) -> None:
    load(engine)
    first, *others = PLAN.sub_indices
    shorter = replace(first, tasks=(first.tasks[0], first.tasks[2]))
    load(engine, replace(PLAN, sub_indices=(shorter, *others)), at=NOON)
    with writing(engine) as session:
        append(session, TASK, PLAN.id, first.tasks[1], key="T2", on=MARCH, by="office", at=EVENING)
    assert look(engine).plan == PLAN


def test_each_transaction_raises_the_data_version_once(engine: Engine) -> None:
    load(engine)
    before = version_of_data(engine)
    with writing(engine) as session:
        for task in ("T1", "T2", "T3"):
            said = word(task)
            append(session, TASK_UPDATE, PLAN.id, said, key=said.key, on=MARCH, by="a", at=NOON)
    assert version_of_data(engine) == before + 1


def test_an_act_on_a_plan_leaves_other_plans_alone(engine: Engine) -> None:
    load(engine)
    load(engine, of_year(2022))
    before = version_of_data(engine, "SX-TP-2022")
    update(engine, word())
    assert version_of_data(engine, "SX-TP-2022") == before


def test_a_result_changes_every_plan_of_its_agency_and_no_other(engine: Engine) -> None:
    plans = (PLAN, of_year(2022), ILLUSTRATION)
    for plan in plans:
        load(engine, plan)
    before = [version_of_data(engine, plan.id) for plan in plans]
    enter_result(engine, PLAN.agency.code)
    after = [version_of_data(engine, plan.id) for plan in plans]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 0]
    assert [len(look(engine, plan.id).results) for plan in plans] == [1, 1, 0]


def test_a_result_can_be_entered_before_its_agency_has_a_plan(engine: Engine) -> None:
    enter_result(engine, PLAN.agency.code)
    load(engine)
    assert len(look(engine).results) == 1


def test_thresholds_change_every_plan_of_their_agency_and_hold_from_their_day(
    engine: Engine,
) -> None:
    elsewhere = replace(PLAN, id="XX-TP-2021", agency=replace(PLAN.agency, code="XX-TP"))
    next_year = of_year(2022)
    plans = (PLAN, next_year, elsewhere)
    for plan in plans:
        load(engine, plan)
    before = [version_of_data(engine, plan.id) for plan in plans]
    stricter = AdoptedPolicy(
        policy=Policy(amber_share=Decimal("0.030"), due_soon_days=5), basis="QĐ 12"
    )
    agency = PLAN.agency.code
    with writing(engine) as session:
        append(session, POLICY, agency, stricter, key=POLICY_KEY, on=MARCH, by="a", at=NOON)
    after = [version_of_data(engine, plan.id) for plan in plans]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 0]

    def policy(day: date, plan: Plan = PLAN) -> Policy:
        ledger = look(engine, plan.id, as_of=day)
        return ledger.policy(Viewpoint(as_of=day, known_at=EVER))

    assert policy(MARCH) == policy(MARCH, next_year) == stricter.policy
    assert str(policy(MARCH).amber_share) == "0.030"
    assert policy(MARCH - timedelta(days=1)) == policy(MARCH, elsewhere) == Policy()


def test_what_is_recorded_after_a_look_was_not_known_at_it(engine: Engine) -> None:
    """Even when a clock lags, or a writer took its moment before it had to wait for another."""
    load(engine)
    with writing(engine) as session:
        frozen_at = claim(session, Scope.PLAN, PLAN.id, EVENING)
    frozen = look(engine, known_at=frozen_at)
    later = update(engine, word(), at=NOON)
    assert later.recorded_at == EVENING + timedelta(microseconds=1)
    assert look(engine, known_at=frozen_at) == frozen


def test_two_versions_of_one_microsecond_are_told_apart(engine: Engine) -> None:
    load(engine)
    first = update(engine, word(note="a"), at=NOON)
    second = update(engine, word(note="b"), at=NOON)
    assert first.recorded_at < second.recorded_at
    assert look(engine, known_at=first.recorded_at).updates == (first,)


def test_one_transaction_has_one_moment(engine: Engine) -> None:
    load(engine)
    with writing(engine) as session:
        recorded = [
            append(
                session, TASK_UPDATE, PLAN.id, said, key=said.key, on=MARCH, by="a", at=NOON
            ).recorded_at
            for said in (word("T1"), word("T2"), word("T1", note="again"))
        ]
    assert recorded == [NOON] * 3


def test_a_moment_after_several_plans_comes_after_all_that_was_recorded_on_them(
    engine: Engine,
) -> None:
    load(engine)
    load(engine, ILLUSTRATION)
    update(engine, word(), at=EVENING, plan=ILLUSTRATION)
    said = word()
    with writing(engine) as session:
        for plan in (PLAN, ILLUSTRATION):
            append(session, TASK_UPDATE, plan.id, said, key=said.key, on=MARCH, by="a", at=NOON)
    assert update(engine, word(), at=NOON).recorded_at > EVENING
