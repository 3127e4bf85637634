"""An agency that took the place of others shows what they reached as theirs, never as its own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import ResultEntry
from ddci_tracker.domain.plan import Result, ResultKind
from ddci_tracker.domain.results import Results
from ddci_tracker.services import agencies, results
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from tests.integration.services.made import AGENCY, OWNER, PLAN, STAFF_A, act, load, look

JULY = date(2021, 7, 1)
OTHER = replace(
    PLAN,
    id="SY-TP-2021",
    agency=replace(PLAN.agency, code="SY-TP", name="Sở Y", short_name="SY"),
    sub_indices=(
        replace(
            PLAN.sub_indices[0],
            results=(
                Result(year=2019, kind=ResultKind.PUBLISHED, score=Decimal("5.10"), rank=20),
                Result(year=2020, kind=ResultKind.ESTIMATE, score=Decimal("9.90")),
            ),
        ),
    ),
)


def succeed(tracker: Tracker, **how: bool) -> agencies.Inherited:
    return agencies.succeed(
        tracker,
        AGENCY,
        "SY-TP",
        decided_on=date(2021, 6, 20),
        in_force_on=JULY,
        basis="Nghị quyết 1",
        act=act(),
        **how,
    )


def known(tracker: Tracker, as_of: date | None = None) -> Results:
    return look(tracker, as_of=as_of).sub_indices[0].standing.results


def enter_theirs(tracker: Tracker, score: str) -> None:
    entry = ResultEntry(
        index="DDCI",
        sub_index="transparency",
        result=Result(
            year=2020,
            kind=ResultKind.PUBLISHED,
            score=Decimal(score),
            published_on=date(2021, 5, 1),
        ),
    )
    results.enter_result(tracker, OTHER.id, entry, act(on=date(2021, 5, 1)))


def test_predecessors_results_are_history_marked_as_theirs(tracker: Tracker) -> None:
    load(tracker, OTHER)
    before = known(tracker)
    assert succeed(tracker, preview=True) == succeed(tracker)
    found = known(tracker)
    assert [(each.of, each.year, each.score) for each in found.predecessors] == [
        ("SY", 2019, Decimal("5.10"))
    ], "an estimate was for their own use"
    assert (found.published, found.estimates) == (before.published, before.estimates)
    assert known(tracker, date(2021, 6, 30)).predecessors == (), "before it was in force"
    # What arrives for them later shows as well, at once.
    enter_theirs(tracker, "6.00")
    assert [each.year for each in known(tracker).predecessors] == [2019, 2020]
    (held,) = agencies.predecessors(tracker, STAFF_A, AGENCY)
    assert (held.predecessor, held.name, held.in_force_on) == ("SY-TP", "SY", JULY)
    agencies.take_back(tracker, AGENCY, "SY-TP", act())
    assert known(tracker) == before
    with pytest.raises(Refused, match="did not take"):
        agencies.take_back(tracker, AGENCY, "SY-TP", act())


def test_what_cannot_be_is_refused_and_staff_may_not(tracker: Tracker) -> None:
    load(tracker, OTHER)

    def refused(agency: str, predecessor: str, decided: date, in_force: date, basis: str) -> str:
        with pytest.raises(Refused) as error:
            agencies.succeed(
                tracker,
                agency,
                predecessor,
                decided_on=decided,
                in_force_on=in_force,
                basis=basis,
                act=act(),
            )
        return str(error.value.field)

    assert refused(AGENCY, "SZ-TP", JULY, JULY, "NQ 1") == "predecessor"
    assert refused(AGENCY, AGENCY, JULY, JULY, "NQ 1") == "predecessor"
    assert refused(AGENCY, "SY-TP", JULY, JULY, " ") == "basis"
    assert refused(AGENCY, "SY-TP", date(2021, 7, 2), JULY, "NQ 1") == "decided_on"
    assert refused(AGENCY, "SY-TP", JULY, date(2021, 7, 16), "NQ 1") == "in_force_on"
    succeed(tracker)
    assert refused("SY-TP", AGENCY, JULY, JULY, "NQ 1") == "predecessor"
    with pytest.raises(Forbidden):
        agencies.take_back(tracker, AGENCY, "SY-TP", act(STAFF_A))
    assert agencies.agencies_here(tracker, OWNER, AGENCY) == (("SY-TP", "SY"),)
