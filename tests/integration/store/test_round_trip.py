"""What is stored is what is read: whole plans, printed places, Vietnamese words, moments."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import select

from ddci_tracker.domain.acts import (
    Conclusion,
    Extension,
    ReportAct,
    ReportStep,
    ResultEntry,
    TaskStatus,
    TaskUpdate,
)
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import DueRule, Lines, Plan, Result, ResultKind
from ddci_tracker.domain.policy import AdoptedPolicy, Band, Policy
from ddci_tracker.domain.versions import Version
from ddci_tracker.plans import read_catalog, read_plan, write_plan
from ddci_tracker.store.commands import append
from ddci_tracker.store.content import assemble, flatten
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import (
    CONCLUSION,
    DUE_DAY,
    EXTENSION,
    KINDS,
    POLICY,
    REPORT_ACT,
    RESULT_ENTRY,
    TASK_UPDATE,
    Kind,
)
from ddci_tracker.store.queries import newest
from ddci_tracker.store.tables import Account, FrozenMonthRow
from ddci_tracker.store.types import to_plain
from tests.integration.store.made import MARCH, NOON, PLAN, Q1, load, look, word
from tests.strategies import plans

DATA = Path(__file__).parents[3] / "data"
NUMBERS = count(1)


@pytest.mark.parametrize("path", sorted((DATA / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_plan_comes_out_as_it_went_in(engine: Engine, path: Path) -> None:
    plan = read_plan(path, read_catalog(DATA / "catalog"))
    load(engine, plan)
    found = look(engine, plan.id).plan
    assert found == plan
    assert write_plan(found) == write_plan(plan)
    assert not load(engine, plan)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
def test_any_plan_comes_out_as_it_went_in(engine: Engine, plan: Plan) -> None:
    plan = replace(plan, id=f"{plan.id}-{next(NUMBERS)}")
    load(engine, plan)
    found = look(engine, plan.id, as_of=date.min).plan
    assert found == plan
    # Equal decimals may differ in their printed places; their plain form may not.
    assert to_plain(found) == to_plain(plan)


@settings(max_examples=20, deadline=None)
@given(plan=plans())
def test_a_plan_taken_apart_and_put_together_is_the_plan(plan: Plan) -> None:
    items = flatten(plan)
    assert assemble(plan.id, illustration=plan.illustration, items=items) == plan
    for kind, found in items.items():
        keys = [item.key for item in found]
        assert len(keys) == len(set(keys)), kind


PERIOD = Period.half(2021, 1)
ACTS: list[tuple[Kind[Any], str, object]] = [
    (
        TASK_UPDATE,
        PLAN.id,
        TaskUpdate(
            task="II.1.1-01",
            quarter=Q1,
            unit="TTĐN",
            status=TaskStatus.BLOCKED,
            percent=100,
            done_on=date(2021, 2, 28),
            note="Đã niêm yết công khai\ntại trụ sở",
            difficulty="“Vướng” quy định – chờ hướng dẫn",
            needs_help=True,
            recovery="Phòng A, trước 15/3",
        ),
    ),
    (
        REPORT_ACT,
        PLAN.id,
        ReportAct(duty="R1", unit="A", period=PERIOD, step=ReportStep.RETURNED, note="Thiếu số"),
    ),
    (
        EXTENSION,
        PLAN.id,
        Extension(
            duty="R1",
            unit="A",
            period=Period.whole_year(2021),
            last_day=date(2021, 12, 20),
            approver="Giám đốc",
            basis="Công văn 12/VP",
        ),
    ),
    (DUE_DAY, PLAN.id, DueRule(inclusive=True, day=5, of_next_period=True)),
    (
        CONCLUSION,
        PLAN.id,
        Conclusion(
            id="K1",
            about="DDCI/time_cost",
            text="Giao VP",
            units=("VP", "A"),
            due=date(2021, 8, 1),
            done_on=date(2021, 7, 30),
            met_on=date(2021, 7, 1),
            with_units=("B",),
            person="Chánh Văn phòng",
            authority="Giám đốc",
            product="Danh mục",
            first_due=date(2021, 7, 20),
            approver="Giám đốc",
            basis="KL 12",
            status=TaskStatus.DONE,
            said_by="VP",
            note="Xong",
            accepted=True,
            returned="Thiếu",
            ongoing=True,
        ),
    ),
    (
        RESULT_ENTRY,
        PLAN.agency.code,
        ResultEntry(
            index="DDCI",
            sub_index=None,
            result=Result(
                year=2021,
                kind=ResultKind.ESTIMATE,
                score=Decimal("60.0"),
                score_change=Decimal("-1.20"),
                derived=True,
                lines=Lines(3, 4),
            ),
        ),
    ),
    (
        POLICY,
        PLAN.agency.code,
        AdoptedPolicy(
            policy=Policy(
                amber_share=Decimal("0.050"),
                bands=(Band(name="Thấp", low=Decimal("0")), Band(name="Khá", low=Decimal("80.00"))),
            ),
            basis="Quyết định 12/QĐ-STTTT",
        ),
    ),
]


@pytest.mark.parametrize(("kind", "owner", "value"), ACTS, ids=[act[0].name for act in ACTS])
def test_an_act_comes_out_as_it_went_in(
    engine: Engine, kind: Kind[Any], owner: str, value: object
) -> None:
    load(engine)
    with writing(engine) as session:
        recorded = append(session, kind, owner, value, key="k", on=MARCH, by="lan", at=NOON)
    with reading(engine) as session:
        found = newest(session, kind, owner, "k")
    assert found == recorded
    assert found is not None
    assert to_plain(found.value) == to_plain(value)


def test_a_moment_of_any_zone_comes_out_in_utc(engine: Engine) -> None:
    load(engine)
    vietnam = timezone(timedelta(hours=7))
    at = datetime(2021, 3, 1, 0, 30, 15, 123456, tzinfo=vietnam)
    with writing(engine) as session:
        said = word()
        append(session, TASK_UPDATE, PLAN.id, said, key=said.key, on=MARCH, by="lan", at=at)
    (found,) = look(engine).updates
    assert found.recorded_at == at
    assert found.recorded_at.tzinfo is UTC


def test_a_naive_moment_is_refused_by_every_column_of_moments(engine: Engine) -> None:
    account = Account(
        name="lan",
        full_name="Lan",
        password_hash="x",
        role="staff",
        created_at=NOON.replace(tzinfo=None),
        created_by="an",
    )
    with pytest.raises(StatementError, match="time zone"), writing(engine) as session:
        session.add(account)


@pytest.mark.parametrize("number", [7.8, Decimal("NaN"), Decimal("Infinity")])
def test_a_number_without_printed_places_is_refused(engine: Engine, number: object) -> None:
    load(engine)
    result = Result(year=2021, kind=ResultKind.PUBLISHED)
    object.__setattr__(result, "score", number)
    entry = ResultEntry(index="DDCI", sub_index=None, result=result)
    with pytest.raises(StatementError, match="not a finite decimal"), writing(engine) as session:
        append(session, RESULT_ENTRY, "SX-TP", entry, key="k", on=MARCH, by="lan", at=NOON)


def test_the_database_refuses_a_word_that_nobody_knows(engine: Engine) -> None:
    load(engine)
    copied = (
        'INSERT INTO task_update (owner, key, revision, "on", recorded_at, recorded_by, closed,'
        " task, quarter, unit, status, needs_help)"
        " VALUES (:owner, 'k', 1, '2021-03-01', '2021-03-01 00:00:00', 'x', FALSE,"
        " 'T1', '2021-Q1', 'A', :status, FALSE)"
    )
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.connection().execute(text(copied), {"owner": PLAN.id, "status": "almost_done"})
    with writing(engine) as session:
        session.connection().execute(text(copied), {"owner": PLAN.id, "status": "done"})


def test_the_database_refuses_half_a_value(engine: Engine) -> None:
    load(engine)
    said = word()
    object.__setattr__(said, "unit", None)
    with pytest.raises(IntegrityError), writing(engine) as session:
        append(session, TASK_UPDATE, PLAN.id, said, key=said.key, on=MARCH, by="lan", at=NOON)


def test_a_frozen_month_comes_out_as_it_went_in(engine: Engine) -> None:
    load(engine)
    month = FrozenMonthRow(
        plan_id=PLAN.id,
        month=Period.month(2021, 3),
        edition=1,
        as_of=date(2021, 3, 31),
        known_at=NOON,
        frozen_at=NOON,
        frozen_by="office",
        format_version=1,
        checksum="00",
        body="Bản tin tháng 3".encode(),
    )
    with writing(engine) as session:
        session.add(month)
    with reading(engine) as session:
        found = session.exec(select(FrozenMonthRow)).one()
        assert (found.month, found.known_at) == (Period.month(2021, 3), NOON)
        assert found.body.decode() == "Bản tin tháng 3"


def test_every_field_of_an_act_has_a_column() -> None:
    acts = [TaskUpdate, ReportAct, Extension, DueRule, Conclusion]
    kinds: list[Kind[Any]] = [TASK_UPDATE, REPORT_ACT, EXTENSION, DUE_DAY, CONCLUSION]
    for act, kind in zip(acts, kinds, strict=True):
        assert set(kind.value_columns) == {field.name for field in fields(act)}, kind
    thresholds = {field.name for field in fields(Policy)}
    assert set(POLICY.value_columns) == thresholds | {"basis"}


def test_every_column_of_a_value_is_a_field() -> None:
    about = {field.name for field in fields(Version)} - {"value"}
    about |= {"row_id", "owner", "closed", "parent", "position"}
    for kind in KINDS:
        assert set(kind.table.c.keys()) - about == set(kind.value_columns), kind
