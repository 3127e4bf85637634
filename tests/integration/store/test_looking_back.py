"""As of a day, known at a moment: the store chooses exactly what the rules choose."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from ddci_tracker.domain.acts import TaskUpdate
from ddci_tracker.domain.versions import Version, holding, qualifying
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import UnknownPlan
from ddci_tracker.store.kinds import SUB_INDEX, TASK_UPDATE
from ddci_tracker.store.queries import history, plans, versions
from tests.integration.store.made import (
    EVENING,
    ILLUSTRATION,
    MARCH,
    MORNING,
    NOON,
    PLAN,
    Q1,
    load,
    look,
    of_year,
    update,
    word,
)
from tests.unit.domain.build import make_plan, make_task

FIRST_DAY = date(2021, 3, 1)
DAYS = st.integers(min_value=0, max_value=3).map(lambda days: FIRST_DAY + timedelta(days=days))


@dataclass(frozen=True)
class Act:
    """Something recorded on a task: ``back`` names the earlier revision that it corrects."""

    task: str
    on: date
    closes: bool
    back: int | None


ACTS = st.lists(
    st.builds(
        Act,
        task=st.sampled_from(["T1", "T2"]),
        on=DAYS,
        closes=st.booleans(),
        back=st.none() | st.integers(min_value=0, max_value=2),
    ),
    min_size=1,
    max_size=7,
)
NUMBERS = count(1)


def record(engine: Engine, plan_id: str, acts: list[Act]) -> list[Version[TaskUpdate]]:
    recorded: list[Version[TaskUpdate]] = []
    for number, act in enumerate(acts):
        said = word(act.task, note=str(number))
        last = sum(each.key == said.key for each in recorded)
        replaces = last - act.back if act.back is not None and last > act.back else None
        with writing(engine) as session:
            recorded.append(
                append(
                    session,
                    TASK_UPDATE,
                    plan_id,
                    None if act.closes else said,
                    key=said.key,
                    on=act.on,
                    by="lan",
                    at=NOON + timedelta(minutes=number),
                    replaces=replaces,
                )
            )
    return recorded


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=ACTS,
    as_of=DAYS,
    known_at=st.integers(min_value=-1, max_value=7).map(
        lambda minutes: NOON + timedelta(minutes=minutes)
    ),
)
def test_the_store_chooses_the_versions_that_the_rules_choose(
    engine: Engine, acts: list[Act], as_of: date, known_at: datetime
) -> None:
    # Of an agency of its own: its acts have days to come, and what another plan of the agency
    # recorded later would be taken for a clock that ran ahead.
    number = next(NUMBERS)
    agency = replace(PLAN.agency, code=f"S{number}-TP")
    plan = replace(make_plan(), id=f"S{number}-TP-2021", agency=agency)
    load(engine, plan)
    recorded = record(engine, plan.id, acts)
    with reading(engine) as session:
        found = versions(session, TASK_UPDATE, plan.id, as_of=as_of, known_at=known_at)
    chosen = qualifying(recorded, as_of=as_of, known_at=known_at)
    assert found == tuple(each for key in sorted(chosen) for each in chosen[key])
    # Looked at again, from an earlier day, as past quarters are.
    for day in (as_of, FIRST_DAY):
        again = holding(found, as_of=min(day, as_of), known_at=known_at)
        assert again == holding(recorded, as_of=min(day, as_of), known_at=known_at)


def test_what_is_entered_late_does_not_displace_what_came_after(engine: Engine) -> None:
    load(engine)
    update(engine, word(note="after"), on=date(2021, 3, 20))
    update(engine, word(note="late"), on=date(2021, 3, 2))
    notes = [each.value and each.value.note for each in look(engine).updates]
    assert notes == ["late", "after"]
    early = look(engine, as_of=date(2021, 3, 19)).updates
    assert [each.value and each.value.note for each in early] == ["late"]


def test_a_corrected_day_hides_the_version_it_replaces_from_the_first_day_on(
    engine: Engine,
) -> None:
    load(engine)
    update(engine, word(note="wrong day"), on=date(2021, 3, 2))
    update(engine, word(note="right day"), on=date(2021, 4, 2), at=EVENING, replaces=1)
    assert look(engine, as_of=date(2021, 3, 31)).updates == ()
    known_before = look(engine, as_of=date(2021, 3, 31), known_at=NOON).updates
    assert [each.value and each.value.note for each in known_before] == ["wrong day"]


def test_content_before_its_issue_is_shown_as_issued(engine: Engine) -> None:
    load(engine)
    assert look(engine, as_of=date(2020, 6, 1)).plan == PLAN


def test_content_without_a_day_of_issue_counts_from_the_earliest_possible_day(
    engine: Engine,
) -> None:
    plan = make_plan(issued_on=None, issued_not_before=date(2021, 3, 11))
    load(engine, plan)
    with reading(engine) as session:
        entries = history(session, plan.id)
    assert {entry.on for entry in entries} == {date(2021, 3, 11)}


def test_a_plan_is_unknown_before_it_was_loaded(engine: Engine) -> None:
    load(engine, at=NOON)
    with pytest.raises(UnknownPlan):
        look(engine, known_at=MORNING)
    with pytest.raises(UnknownPlan):
        look(engine, "SX-TP-1999")


def test_a_corrected_print_is_seen_from_its_recording_on(engine: Engine) -> None:
    load(engine, at=MORNING)
    corrected = replace(PLAN, document=replace(PLAN.document, title="Kế hoạch sửa"))
    load(engine, corrected, at=EVENING)
    assert look(engine, known_at=NOON).plan == PLAN
    assert look(engine, known_at=EVENING).plan == corrected


def test_results_that_other_plans_of_the_agency_print_come_with_their_plan_and_its_day(
    engine: Engine,
) -> None:
    load(engine, of_year(2020))
    load(engine)
    (found,) = look(engine).printed_elsewhere
    assert found.value is not None
    assert (found.value.index, found.value.sub_index) == ("DDCI", "transparency")
    assert found.value.result == replace(PLAN.sub_indices[0].results[0], source="SX-TP-2020")
    assert found.on == date(2020, 1, 4)


def test_a_later_plan_lends_its_results_only_from_its_issue(engine: Engine) -> None:
    load(engine)
    load(engine, of_year(2022))
    assert look(engine, as_of=date(2022, 1, 3)).printed_elsewhere == ()
    assert len(look(engine, as_of=date(2022, 1, 4)).printed_elsewhere) == 1


def test_an_illustration_lends_nothing_to_a_real_plan(engine: Engine) -> None:
    load(engine)
    load(engine, replace(ILLUSTRATION, agency=PLAN.agency))
    assert look(engine).printed_elsewhere == ()
    assert look(engine, ILLUSTRATION.id).printed_elsewhere == ()


def test_the_plans_are_listed_by_agency_newest_first(engine: Engine) -> None:
    for plan in (PLAN, ILLUSTRATION, of_year(2022)):
        load(engine, plan)
    with reading(engine) as session:
        listed = plans(session)
    assert [each.id for each in listed] == ["MINH-HOA-2021", "SX-TP-2022", "SX-TP-2021"]
    assert [each.illustration for each in listed] == [True, False, False]


def test_history_tells_what_each_version_was_made_from(engine: Engine) -> None:
    load(engine)
    update(engine, word(note="a"), by="lan", at=NOON)
    update(engine, word(note="b"), by="hoa", at=EVENING, on=date(2021, 2, 1))
    with reading(engine) as session:
        task, first, second = history(session, PLAN.id, "T1")
    assert (task.what, task.key, task.before) == ("task", "T1", None)
    assert task.after is not None
    assert task.after["title"] == "Nhiệm vụ T1"
    assert first.before is None
    assert second.before == first.after
    assert second.after is not None
    assert second.after | {"note": "a"} == first.after
    assert second.after["quarter"] == str(Q1)
    assert (second.what, second.key, second.revision) == ("task_update", "T1@2021-Q1", 2)
    assert (second.by, second.recorded_at, second.on) == ("hoa", EVENING, date(2021, 2, 1))


def test_history_of_a_closed_thing_ends_with_nothing(engine: Engine) -> None:
    load(engine)
    load(engine, replace(PLAN, general_tasks=()), at=NOON)
    with reading(engine) as session:
        _, closed = history(session, PLAN.id, "G1")
    assert closed.after is None
    assert closed.before is not None


def test_history_of_a_plan_is_in_the_order_of_recording(engine: Engine) -> None:
    load(engine)
    update(engine, word("T2"), on=date(2021, 12, 1), at=NOON)
    update(engine, word("T1"), on=date(2021, 1, 5), at=EVENING)
    with reading(engine) as session:
        entries = history(session, PLAN.id)
    moments = [entry.recorded_at for entry in entries]
    assert moments == sorted(moments)
    assert [entry.key for entry in entries[-2:]] == ["T2@2021-Q1", "T1@2021-Q1"]


def test_history_of_a_key_is_not_that_of_a_longer_one(engine: Engine) -> None:
    plan = make_plan(tasks=(make_task("T1"), make_task("T11"), make_task("T_1")))
    load(engine, plan)
    with reading(engine) as session:
        assert {entry.key for entry in history(session, plan.id, "T1")} == {"T1"}
        assert {entry.key for entry in history(session, plan.id, "T_1")} == {"T_1"}


def test_history_of_a_sub_index_has_its_targets_and_results(engine: Engine) -> None:
    load(engine)
    with reading(engine) as session:
        entries = history(session, PLAN.id, "DDCI/transparency")
    assert [(entry.what, entry.key) for entry in entries] == [
        ("sub_index", "DDCI/transparency"),
        ("target", "DDCI/transparency#1"),
        ("result", "DDCI/transparency/2020/published"),
    ]


def test_what_belongs_to_a_closed_sub_index_is_gone_with_it(engine: Engine) -> None:
    load(engine)
    with writing(engine) as session:
        append(
            session,
            SUB_INDEX,
            PLAN.id,
            None,
            key="DDCI/transparency",
            on=MARCH,
            by="office",
            at=NOON,
        )
    assert [part.code for part in look(engine).plan.sub_indices] == ["time_cost"]
