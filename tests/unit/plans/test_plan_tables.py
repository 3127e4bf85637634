"""A plan as tables is the whole plan: what goes out comes back, and a problem names its cell."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ddci_tracker.domain.plan import LegalBasis, Plan, Signer
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
