"""Small plans and acts for the tests of the store, and the shortest way to record and look."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Engine

from ddci_tracker.domain.acts import TaskStatus, TaskUpdate
from ddci_tracker.domain.catalog import Catalog
from ddci_tracker.domain.ledger import Ledger
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.plan import Plan, Result, ResultKind, Target, TargetKind
from ddci_tracker.domain.versions import Version
from ddci_tracker.store.commands import append
from ddci_tracker.store.engine import reading, writing
from ddci_tracker.store.kinds import TASK_UPDATE
from ddci_tracker.store.loading import PlanChanges, store_plan
from ddci_tracker.store.queries import EVER, data_version, load_ledger
from tests.unit.domain.build import make_plan, make_sub_index, make_task

MORNING = datetime(2021, 1, 5, 1, tzinfo=UTC)
NOON = datetime(2021, 1, 5, 5, tzinfo=UTC)
EVENING = datetime(2021, 1, 5, 12, tzinfo=UTC)
MARCH = date(2021, 3, 1)
YEAR_END = date(2021, 12, 31)
Q1 = Period.quarter(2021, 1)

PLAN = make_plan(
    sub_indices=(
        make_sub_index(
            "transparency",
            tasks=(make_task("T1"), make_task("T2"), make_task("T3")),
            targets=(Target(kind=TargetKind.ABOVE, value=Decimal("7.80"), text="trên 7,80"),),
            results=(Result(year=2020, kind=ResultKind.PUBLISHED, score=Decimal("6.0"), rank=16),),
        ),
        make_sub_index("time_cost", tasks=(make_task("T4"),)),
    ),
    general_tasks=(make_task("G1"),),
)


def load(engine: Engine, plan: Plan = PLAN, at: datetime = MORNING) -> PlanChanges:
    with writing(engine) as session:
        return store_plan(session, plan, at=at, by="office")


def word(task: str = "T1", note: str | None = None, quarter: Period = Q1) -> TaskUpdate:
    """A unit's word on a task."""
    return TaskUpdate(
        task=task, quarter=quarter, unit="A", status=TaskStatus.ON_TRACK, percent=40, note=note
    )


def update(
    engine: Engine,
    said: TaskUpdate,
    *,
    on: date = MARCH,
    by: str = "lan",
    at: datetime = NOON,
    expected_revision: int | None = None,
    replaces: int | None = None,
    plan: Plan = PLAN,
) -> Version[TaskUpdate]:
    """Record a word on a task, in a transaction of its own."""
    with writing(engine) as session:
        return append(
            session,
            TASK_UPDATE,
            plan.id,
            said,
            key=said.key,
            on=on,
            by=by,
            at=at,
            expected_revision=expected_revision,
            replaces=replaces,
        )


def look(
    engine: Engine,
    plan_id: str = PLAN.id,
    *,
    as_of: date = YEAR_END,
    known_at: datetime = EVER,
) -> Ledger:
    with reading(engine) as session:
        return load_ledger(session, plan_id, as_of=as_of, known_at=known_at, catalog=Catalog())


def version_of_data(engine: Engine, plan_id: str = PLAN.id) -> int:
    with reading(engine) as session:
        return data_version(session, plan_id)


def of_year(year: int, plan: Plan = PLAN) -> Plan:
    """The same agency's plan of another year, issued on 4 January of it."""
    document = replace(plan.document, year=year, issued_on=date(year, 1, 4))
    return replace(plan, id=f"SX-TP-{year}", document=document)


ILLUSTRATION = replace(
    PLAN,
    id="MINH-HOA-2021",
    agency=replace(PLAN.agency, code="MINH-HOA"),
    illustration=True,
    today=date(2021, 8, 20),
)
