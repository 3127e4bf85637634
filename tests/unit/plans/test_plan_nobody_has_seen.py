"""A plan that the tracker was not made for, typed by the documentation of the file alone.

Another province, nine sub-indices, ranges of ranks, improvements in places, monthly reports.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ddci_tracker.domain.plan import Cadence, DueRule, Lines, Plan, Target, TargetKind, TargetOf
from ddci_tracker.plans import parse_plan, read_catalog, read_plan, write_plan

HERE = Path(__file__).parent
CATALOG = read_catalog(HERE.parents[2] / "data" / "catalog")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(HERE / "files" / "unseen.yaml", CATALOG)


def test_it_has_nine_sub_indices_the_ninth_its_own(plan: Plan) -> None:
    assert len(plan.sub_indices) == 9
    assert plan.sub_indices[8].code == "land_access"
    assert plan.own_sub_indices[0].name == "Tiếp cận đất đai"


def test_ranges_of_ranks_keep_both_ends_and_the_print(plan: Plan) -> None:
    assert plan.overall[0].targets[0] == Target(
        kind=TargetKind.RANK_RANGE,
        low=Decimal(8),
        high=Decimal(12),
        out_of=20,
        text="hạng 8–12",
        lines=Lines(14, 14),
    )


def test_an_improvement_counts_places_or_points(plan: Plan) -> None:
    places, points = plan.sub_indices[0].targets[0], plan.sub_indices[1].targets[0]
    assert (places.of, places.low, places.high) == (TargetOf.PLACES, Decimal(2), Decimal(3))
    assert (points.of, str(points.low), points.high) == (TargetOf.POINTS, "1.5", None)


def test_a_monthly_report_by_the_20th_includes_the_20th(plan: Plan) -> None:
    duty = plan.report_duties[0]
    assert duty.cadence is Cadence.MONTHLY
    assert duty.due == DueRule(inclusive=True, day=20)
    assert plan.expand(duty.from_units) == ("QLTM", "QLCN")


def test_what_was_left_out_is_unknown_or_empty_and_never_invented(plan: Plan) -> None:
    leadership = plan.sub_indices[6]
    assert (leadership.targets, leadership.results, leadership.tasks) == ((), (), ())
    assert (leadership.lead, leadership.group, leadership.person) == ((), None, None)
    assert (plan.general_tasks, plan.recipients, plan.notes) == ((), (), ())
    assert (plan.document.issued_on, plan.illustration, plan.today) == (None, False, None)
    assert plan.document.counts_from == date(2025, 2, 1)


def test_it_is_written_in_canonical_form_and_reads_the_same(plan: Plan) -> None:
    text = write_plan(plan)
    assert "# " not in text
    assert 'title: "Công khai thủ tục: đủ, đúng hạn"\n' in text
    assert "due: {by: {day: 20}}\n" in text
    assert parse_plan(text, "x.yaml", CATALOG) == plan
