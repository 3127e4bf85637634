"""Nothing is overwritten, and the database itself sees to it. Only an illustration may go."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, delete, insert, text, update
from sqlalchemy.exc import DBAPIError

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Result, ResultKind
from ddci_tracker.domain.policy import AdoptedPolicy, Policy
from ddci_tracker.store.commands import append, remove_illustration
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.errors import NotAnIllustration, UnknownPlan
from ddci_tracker.store.kinds import (
    CONTENT,
    KINDS,
    METADATA,
    POLICY,
    POLICY_KEY,
    RESULT_ENTRY,
    TASK_UPDATE,
)
from ddci_tracker.store.queries import PLAN as PLAN_TABLE
from ddci_tracker.store.queries import plans
from ddci_tracker.store.tables import FrozenMonthRow
from tests.integration.store.made import (
    EVENING,
    ILLUSTRATION,
    MARCH,
    NOON,
    PLAN,
    load,
    look,
    version_of_data,
    word,
)
from tests.integration.store.made import update as record_word

SAYS = "nothing is overwritten"
ENTRY = ResultEntry(
    index="DDCI", sub_index=None, result=Result(year=2021, kind=ResultKind.PUBLISHED, rank=3)
)


def fill(engine: Engine, plan: Plan = PLAN) -> None:
    """Something of every sort: content, an act, a result, a policy, a frozen month."""
    load(engine, plan)
    record_word(engine, word(), plan=plan)
    with writing(engine) as session:
        append(session, RESULT_ENTRY, plan.agency.code, ENTRY, key="k", on=MARCH, by="a", at=NOON)
        policy = AdoptedPolicy(policy=Policy(), basis="QĐ 1")
        agency = plan.agency.code
        append(session, POLICY, agency, policy, key=POLICY_KEY, on=MARCH, by="a", at=NOON)
        session.add(
            FrozenMonthRow(
                plan_id=plan.id,
                month=Period.month(2021, 3),
                edition=1,
                as_of=MARCH,
                known_at=NOON,
                frozen_at=NOON,
                frozen_by="a",
                format_version=1,
                checksum="00",
                body=b"x",
            )
        )


def test_no_version_can_be_changed_or_deleted(engine: Engine) -> None:
    fill(engine)
    filled = {TASK_UPDATE.table, RESULT_ENTRY.table, POLICY.table}
    filled |= {kind.table for kind in CONTENT if kind.name in {"task", "target", "result", "unit"}}
    for table in filled:
        for statement in (update(table).values(recorded_by="b"), delete(table)):
            with pytest.raises(DBAPIError, match=SAYS), writing(engine) as session:
                session.connection().execute(statement)


def test_every_versioned_table_is_guarded(engine: Engine) -> None:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
    }[engine.dialect.name]
    with reading(engine) as session:
        guards = set(session.connection().execute(text(names)).scalars())
    tables = [kind.name for kind in KINDS] + ["frozen_month", "plan"]
    # The index of words is kept by triggers as well.
    assert {name for name in guards if not name.startswith("search_text_on_")} == {
        f"keep_{table}_on_{what}" for table in tables for what in ("update", "delete")
    }


def test_a_frozen_month_never_changes(engine: Engine) -> None:
    fill(engine)
    table = METADATA.tables["frozen_month"]
    for statement in (update(table).values(body=b"y"), delete(table)):
        with pytest.raises(DBAPIError, match=SAYS), writing(engine) as session:
            session.connection().execute(statement)


@pytest.mark.parametrize(
    "changed", [{"illustration": True}, {"agency": "X"}, {"year": 2022}, {"id": "X"}]
)
def test_a_plan_keeps_what_it_is(engine: Engine, changed: dict[str, object]) -> None:
    load(engine)
    with pytest.raises(DBAPIError, match=SAYS), writing(engine) as session:
        session.connection().execute(update(PLAN_TABLE).values(changed))


def test_a_real_plan_stays(engine: Engine) -> None:
    load(engine)
    with pytest.raises(NotAnIllustration), writing(engine) as session:
        remove_illustration(session, PLAN.id, at=NOON)
    with pytest.raises(DBAPIError), writing(engine) as session:
        session.connection().execute(delete(PLAN_TABLE))
    assert look(engine).plan == PLAN


def test_an_illustration_goes_wholly_and_takes_nothing_else_along(engine: Engine) -> None:
    fill(engine)
    fill(engine, ILLUSTRATION)
    real = look(engine)
    with writing(engine) as session:
        remove_illustration(session, ILLUSTRATION.id, at=EVENING)
    with pytest.raises(UnknownPlan):
        look(engine, ILLUSTRATION.id)
    assert look(engine) == real
    with reading(engine) as session:
        assert [plan.id for plan in plans(session)] == [PLAN.id]
        gone = (ILLUSTRATION.id, ILLUSTRATION.agency.code)
        for kind in KINDS:
            owners = session.connection().execute(kind.table.select()).mappings()
            assert not [row for row in owners if row["owner"] in gone], kind


def test_results_of_an_agency_with_a_real_plan_outlive_its_illustration(engine: Engine) -> None:
    fill(engine)
    load(engine, replace(ILLUSTRATION, agency=PLAN.agency))
    with writing(engine) as session:
        remove_illustration(session, ILLUSTRATION.id, at=EVENING)
    assert len(look(engine).results) == 1


def test_results_of_an_agency_with_a_real_plan_cannot_be_deleted(engine: Engine) -> None:
    fill(engine)
    load(engine, replace(ILLUSTRATION, agency=PLAN.agency))
    with pytest.raises(DBAPIError, match=SAYS), writing(engine) as session:
        session.connection().execute(delete(RESULT_ENTRY.table))


def test_plans_that_looked_at_a_removed_illustration_look_different(engine: Engine) -> None:
    load(engine, ILLUSTRATION)
    document = replace(ILLUSTRATION.document, year=2022)
    later = replace(ILLUSTRATION, id="MINH-HOA-2022", document=document)
    load(engine, later)
    before = version_of_data(engine, later.id)
    with writing(engine) as session:
        remove_illustration(session, ILLUSTRATION.id, at=EVENING)
    assert version_of_data(engine, later.id) == before + 1


def test_an_illustration_that_comes_back_is_never_taken_for_the_one_that_went(
    engine: Engine,
) -> None:
    load(engine, ILLUSTRATION, at=NOON)
    for _ in range(3):
        record_word(engine, word(), plan=ILLUSTRATION)
    last = version_of_data(engine, ILLUSTRATION.id)
    with writing(engine) as session:
        remove_illustration(session, ILLUSTRATION.id, at=NOON)
    load(engine, ILLUSTRATION, at=EVENING)
    assert version_of_data(engine, ILLUSTRATION.id) > last


def test_a_version_without_its_plan_is_refused(engine: Engine) -> None:
    row = {
        "owner": "NOWHERE",
        "key": "k",
        "revision": 1,
        "on": MARCH,
        "recorded_at": NOON,
        "recorded_by": "a",
        "closed": True,
    }
    with pytest.raises(DBAPIError), writing(engine) as session:
        session.connection().execute(insert(TASK_UPDATE.table), row)
