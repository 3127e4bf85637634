"""A plan as tables is the whole plan: what goes out comes back, and a problem names its cell."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ddci_tracker.domain.plan import Cadence, DayOfYear, DueRule, LegalBasis, Plan, Signer
from ddci_tracker.plans import read_catalog, read_plan
from ddci_tracker.plans.tables import read_tables, write_tables
from tests.strategies import plans

DATA = Path(__file__).parents[3] / "data"
CATALOG = read_catalog(DATA / "catalog")
_NOTHING = LegalBasis(number=None, issued_on=None, issuer=None, about=None, note=None)


def told(plan: Plan) -> Plan:
    """A plan without the parts of which nothing is known: they leave no trace in a table."""
    signer = plan.document.signer
    if signer == Signer(name=None, role=None, on_behalf_of=None):
        plan = replace(plan, document=replace(plan.document, signer=None))
    bases = tuple(each for each in plan.legal_bases if each != _NOTHING)
    return replace(plan, legal_bases=bases)


def day(day: int, month: int, *, inclusive: bool = True, later: bool = False) -> DayOfYear:
    return DayOfYear(inclusive=inclusive, day=day, month=month, of_next_year=later)


LISTED_DAYS = {
    Cadence.YEARLY: (day(30, 4), day(1, 9, inclusive=False), day(15, 12)),
    Cadence.HALF_YEARLY: (day(1, 6, inclusive=False), day(15, 11)),
    Cadence.QUARTERLY: (
        *(day(20, 3), day(20, 6), day(1, 10, inclusive=False)),
        day(5, 1, inclusive=False, later=True),
    ),
}


def with_listed_days(plan: Plan, cadence: Cadence) -> Plan:
    """A plan whose first duty is due on days of the year that the plan lists."""
    first, *others = plan.report_duties
    days = DueRule(inclusive=True, days=LISTED_DAYS[cadence])
    listed = replace(first, cadence=cadence, due=days, periods=())
    return replace(plan, report_duties=(listed, *others))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_plan_survives_its_tables_with_every_printed_place(plan: Plan) -> None:
    again = read_tables(write_tables(plan), CATALOG)
    assert again == told(plan)
    assert repr(again) == repr(told(plan))


@pytest.mark.parametrize("path", sorted((DATA / "plans").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_plan_survives_its_tables(path: Path) -> None:
    plan = read_plan(path, CATALOG)
    assert repr(read_tables(write_tables(plan), CATALOG)) == repr(plan)


@pytest.mark.parametrize("cadence", LISTED_DAYS)
def test_the_days_that_a_duty_lists_are_a_line_each_and_come_back(cadence: Cadence) -> None:
    plan = with_listed_days(read_plan(DATA / "plans" / "STNMT-LS-2020.yaml", CATALOG), cadence)
    tables = write_tables(plan)
    assert len(tables["report_duties"][0].cells["due.days"].split("\n")) == len(
        LISTED_DAYS[cadence]
    )
    assert repr(read_tables(tables, CATALOG)) == repr(plan)


def test_what_goes_without_saying_may_be_left_blank() -> None:
    """The usual code, that the text is whole, and a row of an index that has targets."""
    plan = read_plan(DATA / "plans" / "STNMT-LS-2020.yaml", CATALOG)
    tables = dict(write_tables(plan))
    (head,) = tables["document"]
    cells = {key: text for key, text in head.cells.items() if key not in ("id", "complete")}
    tables |= {"document": (replace(head, cells=cells),), "overall": ()}
    assert repr(read_tables(tables, CATALOG)) == repr(plan)
