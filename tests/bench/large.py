"""A large installation, made quickly: so many agencies with a plan of each year.

One plan of each year is loaded and spoken of as a person would do it, row for row of the store's
own tables; every other agency gets a copy of it, made by the database itself. A million versions
take about a minute. Titles are those of the shipped plans, so that words are as common as they
are in life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    text,
)

from ddci_tracker.domain.acts import ReportAct, ReportStep, TaskStatus, TaskUpdate
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.versions import Version
from ddci_tracker.plans import read_plan
from ddci_tracker.services import installation
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.commands import as_row
from ddci_tracker.store.engine import Engine, writing
from ddci_tracker.store.kinds import AGENCY, KINDS, METADATA, REPORT_ACT, TASK_UPDATE, Kind, Scope
from ddci_tracker.store.queries import PLAN
from ddci_tracker.store.search import keep_words
from tests.integration.services.made import CATALOG, DATA, load
from tests.unit.domain.build import make_plan, make_sub_index, make_task

_OF_A_PLAN = tuple(kind for kind in KINDS if kind.scope in (Scope.PLAN, Scope.CONTENT))
_SEARCH = METADATA.tables["search_text"]
_STATUSES = (TaskStatus.ON_TRACK, TaskStatus.BEHIND, TaskStatus.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large: ``agencies`` with a plan of ``years`` years up to ``last_year``, each of
    ``tasks`` tasks that are spoken of in each of ``quarters`` quarters ``revisions`` times."""

    agencies: int
    years: int
    tasks: int = 50
    quarters: int = 4
    revisions: int = 2
    last_year: int = 2021

    @property
    def every_year(self) -> range:
        return range(self.last_year - self.years + 1, self.last_year + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made: the newest plan of the first agency, and how many rows of what."""

    plan: str
    plans: int
    tasks: int
    versions: int


def fill(tracker: Tracker, size: Size) -> Made:
    """Fill an empty database that is up to date."""
    shipped = tuple(read_plan(file, CATALOG) for file in installation.shipped_plans(DATA))
    for year in size.every_year:
        plan = _plan_of(year, size.tasks, shipped)
        load(tracker, plan, datetime(year, 1, 5, 1, tzinfo=UTC))
        _speak(tracker.engine, plan, size)
    with tracker.engine.begin() as connection:
        _copy_to_agencies(connection, size)
    _gather_statistics(tracker.engine)
    with tracker.engine.connect() as connection:
        return Made(
            plan=_plan_id(0, size.last_year),
            plans=_count(connection, PLAN),
            tasks=_count(connection, METADATA.tables["task"]),
            versions=sum(_count(connection, kind.table) for kind in KINDS),
        )


def _plan_id(agency: int, year: int) -> str:
    return f"{_agency(agency)}-{year}"


def _agency(number: int) -> str:
    return f"SO-{number:03}"


def _plan_of(year: int, tasks: int, shipped: tuple[Plan, ...]) -> Plan:
    """A plan with the sub-indices and duties of a shipped one, and so many tasks."""
    titles = cycle([task.title for plan in shipped for _, task in plan.all_tasks()])
    model = make_plan(year=year, issued_on=date(year, 1, 5))
    known = CATALOG.index("DDCI")
    assert known is not None
    codes = [each.code for each in known.sets[-1].sub_indices]
    made = [replace(make_task(f"T{n:03}"), title=next(titles)) for n in range(tasks)]
    parts = tuple(
        make_sub_index(code, tasks=tuple(made[number :: len(codes)]))
        for number, code in enumerate(codes)
    )
    agency = replace(model.agency, code=_agency(0), name="Sở 0", short_name="Sở 0")
    return replace(model, id=_plan_id(0, year), agency=agency, sub_indices=parts)


def _speak(engine: Engine, plan: Plan, size: Size) -> None:
    """Every task is spoken of in each quarter, and each quarter's report handed in."""
    quarters = list(islice(Period.all_in(PeriodKind.QUARTER, plan.year), size.quarters))
    rows: dict[Kind[Any], list[dict[str, Any]]] = {TASK_UPDATE: [], REPORT_ACT: []}
    for quarter in quarters:
        for revision in range(1, size.revisions + 1):
            on = quarter.first_day + timedelta(days=80 * revision // size.revisions)
            for number, (_, task) in enumerate(plan.all_tasks()):
                said = TaskUpdate(
                    task=task.code,
                    quarter=quarter,
                    unit="A",
                    status=_STATUSES[(number + revision) % 3],
                    note=f"Đã báo cáo kế hoạch lần {revision}, đang rà soát: {task.title}",
                )
                rows[TASK_UPDATE].append(_row(TASK_UPDATE, plan, said.key, said, revision, on))
        act = ReportAct(duty="BC", unit="A", period=quarter, step=ReportStep.HANDED_IN)
        on = min(quarter.last_day, date(plan.year, 12, 20))
        duty = plan.report_duties[0].code
        act = replace(act, duty=duty)
        rows[REPORT_ACT].append(_row(REPORT_ACT, plan, act.key, act, 1, on))
    with writing(engine) as session:
        for kind, of_kind in rows.items():
            session.connection().execute(insert(kind.table), of_kind)
            keep_words(session, kind, plan.id, of_kind)


def _row(
    kind: Kind[Any], plan: Plan, key: str, value: object, revision: int, on: date
) -> dict[str, Any]:
    version = Version(
        key=key,
        revision=revision,
        on=on,
        recorded_at=datetime(on.year, on.month, on.day, 3, tzinfo=UTC),
        recorded_by="lan",
        value=value,
    )
    return as_row(kind, plan.id, version)


def _copy_to_agencies(connection: Connection, size: Size) -> None:
    """Give every agency what the first one has."""
    first = _agency(0)
    for number in range(1, size.agencies):
        agency = _agency(number)
        changed = {"id": func.replace(PLAN.c.id, first, agency), "agency": bindparam("agency")}
        copied = _with(PLAN, changed).where(PLAN.c.agency == first)
        connection.execute(
            insert(PLAN).from_select(list(PLAN.c.keys()), copied), {"agency": agency}
        )
    own: ColumnElement[str] = literal_column("copy.agency")
    for kind in _OF_A_PLAN:
        names = ("code", "name", "short_name") if kind is AGENCY else ()
        _copy(connection, kind.table, dict.fromkeys(names, own), first)
    # How the index of words names an agency, and begins to name its plans.
    mark = func.lower(func.replace(own, "-", "_"))
    words = func.replace(_SEARCH.c.words, first.lower().replace("-", "_"), mark)
    _copy(connection, _SEARCH, {"words": words}, first)


def _copy(connection: Connection, table: Table, changed: Mapping[str, Any], first: str) -> None:
    """Copy the rows of the first agency's plans to the plans of the same year of all others."""
    copy = PLAN.alias("copy")
    key = next(iter(table.primary_key)).name
    names = [column.name for column in table.c if column.name not in (key, "owner")]
    of_year = (
        select(copy.c.id, *(changed.get(name, table.c[name]) for name in names))
        .select_from(table.join(PLAN, PLAN.c.id == table.c.owner))
        .join(copy, copy.c.year == PLAN.c.year)
        .where(PLAN.c.agency == first, copy.c.agency != first)
    )
    connection.execute(insert(table).from_select(["owner", *names], of_year))


def _with(table: Table, changed: Mapping[str, Any]) -> Select[Any]:
    return select(*(changed.get(column.name, column) for column in table.c))


def _gather_statistics(engine: Engine) -> None:
    """What a database does by itself in a while; SQLite gets by without."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def megabytes(engine: Engine) -> float:
    """How much the database takes on the disk."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            each = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
            return int(pages) * int(each) / 1e6
        tables = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
        own = f"{tables} AND relnamespace = current_schema()::regnamespace"
        return int(connection.exec_driver_sql(own).scalar_one()) / 1e6
