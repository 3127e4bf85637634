"""The thresholds of an agency: setting them, what they would turn, and who came first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.periods import Period
from ddci_tracker.domain.policy import AdoptedPolicy, Band, Policy
from ddci_tracker.domain.policy_effects import LightOf
from ddci_tracker.services import earlier_versions, frozen_months, history, policies
from ddci_tracker.services.boards import look_at
from ddci_tracker.services.permissions import Forbidden, Role
from ddci_tracker.services.policies import PolicyView, read_policy
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import Conflict
from tests.integration.services.made import (
    AGENCY,
    NOW,
    OFFICE,
    OWNER,
    PLAN,
    Q2,
    Q3,
    TODAY,
    act,
    load,
    person,
    say,
    word,
)

STRICT = Policy(red_share=Decimal("0.5"), due_soon_days=60)
FIRST = date(2021, 7, 1)
BASIS = "Quyết định 12/QĐ-STTTT"


def view(tracker: Tracker) -> PolicyView:
    return policies.policy_of(tracker, OFFICE, PLAN.id, now=NOW)


def test_an_agency_judges_by_the_usual_thresholds_until_it_sets_its_own(tracker: Tracker) -> None:
    before = view(tracker)
    assert (before.policy, before.held, before.revision) == (Policy(), None, 0)
    assert (before.first_day, before.today) == (FIRST, TODAY)
    made = policies.set_policy(tracker, PLAN.id, STRICT, f" {BASIS} ", act(OFFICE, on=FIRST))
    assert (made.on, made.recorded_by) == (FIRST, OFFICE.name)
    after = view(tracker)
    assert (after.policy, after.held, after.revision) == (STRICT, made, 1)
    assert made.value == AdoptedPolicy(policy=STRICT, basis=BASIS)
    board = look_at(tracker, OWNER, PLAN.id, now=NOW)
    assert (board.policy, board.policy_since, board.policy_basis) == (STRICT, FIRST, BASIS)


def test_thresholds_are_of_one_agency(tracker: Tracker) -> None:
    other = replace(PLAN, id="KHAC-2021", agency=replace(PLAN.agency, code="KHAC"))
    load(tracker, other)
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act())
    assert look_at(tracker, OWNER, "KHAC-2021", now=NOW).policy == Policy()


@pytest.mark.parametrize(("on", "field"), [(date(2021, 6, 30), "on"), (date(2021, 7, 16), "on")])
def test_a_day_of_a_past_quarter_and_one_to_come_are_refused(
    tracker: Tracker, on: date, field: str
) -> None:
    for attempt in (
        lambda: policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(on=on)),
        lambda: policies.preview(tracker, PLAN.id, STRICT, act(on=on)),
        lambda: policies.bring_policy_back(tracker, PLAN.id, None, act(on=on)),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.field == field
    assert view(tracker).revision == 0


def test_a_change_counts_from_the_one_before_it_or_later(tracker: Tracker) -> None:
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(on=date(2021, 7, 10)))
    assert view(tracker).first_day == date(2021, 7, 10)
    with pytest.raises(Refused) as refused:
        policies.set_policy(tracker, PLAN.id, Policy(), BASIS, act(on=date(2021, 7, 9)))
    assert refused.value.field == "on"


def test_a_reason_is_asked_for_and_something_must_differ(tracker: Tracker) -> None:
    with pytest.raises(Refused) as refused:
        policies.set_policy(tracker, PLAN.id, STRICT, " \u200b", act())
    assert refused.value.field == "basis"
    with pytest.raises(Refused) as refused:
        policies.set_policy(tracker, PLAN.id, Policy(), BASIS, act())
    assert refused.value.field == "policy"


def test_of_two_changes_of_one_revision_the_second_is_told_who_came_first(
    tracker: Tracker,
) -> None:
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(OFFICE, revision=0))
    with pytest.raises(Conflict) as conflict:
        policies.set_policy(
            tracker,
            PLAN.id,
            Policy(amber_places=1),
            BASIS,
            act(person(Role.ADMINISTRATOR), revision=0),
        )
    assert (conflict.value.by, conflict.value.revision_now) == (OFFICE.name, 1)
    assert view(tracker).policy == STRICT


def test_the_preview_names_the_lights_that_turn_and_changes_nothing(tracker: Tracker) -> None:
    load(tracker, replace(PLAN, id="SX-TP-2021-PAR"))
    # The other three were silent for two quarters: three of four are red.
    say(tracker, word("T1", Q3, unit="A"))
    lax = Policy(red_share=Decimal(1), due_soon_days=60)
    effects = policies.preview(tracker, PLAN.id, lax, act())
    turned = {
        effect.board.plan.id: [
            (each.of, each.key, each.before, each.after) for each in effect.turned
        ]
        for effect in effects
    }
    assert set(turned) == {PLAN.id, "SX-TP-2021-PAR"}
    part = (LightOf.EXECUTION, "DDCI/transparency", Colour.RED, Colour.AMBER)
    assert turned[PLAN.id][0] == part
    assert part not in turned["SX-TP-2021-PAR"]
    reports = [each for each in turned["SX-TP-2021-PAR"] if each[0] is LightOf.REPORT]
    assert {each[2:] for each in reports} == {(None, Colour.AMBER)}
    assert view(tracker).revision == 0
    policies.set_policy(tracker, PLAN.id, lax, BASIS, act())
    board = look_at(tracker, OWNER, PLAN.id, now=NOW)
    assert board.sub_indices[0].execution.colour is Colour.AMBER
    assert policies.preview(tracker, PLAN.id, lax, act()) == ()


def test_a_past_quarter_keeps_its_lights(tracker: Tracker) -> None:
    say(tracker, word("T1", Q2, TaskStatus.BLOCKED, recovery="A"), act(on=date(2021, 6, 3)))
    before = look_at(tracker, OWNER, PLAN.id, now=NOW, quarter=Q2)
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(on=FIRST))
    after = look_at(tracker, OWNER, PLAN.id, now=NOW, quarter=Q2)
    assert after.sub_indices == before.sub_indices
    assert (after.policy, after.execution_policy) == (STRICT, Policy())


def test_a_frozen_month_names_the_thresholds_it_was_judged_by(tracker: Tracker) -> None:
    june, july = Period.month(2021, 6), Period.month(2021, 7)
    frozen_months.freeze(tracker, OWNER, PLAN.id, june, now=NOW)
    old = frozen_months.read_document(tracker, OWNER, PLAN.id, june)
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(on=FIRST))
    frozen_months.freeze(tracker, OWNER, PLAN.id, july, now=NOW, as_of=TODAY)
    board = frozen_months.read(tracker, OWNER, PLAN.id, july).board
    assert (board.policy, board.policy_since, board.policy_basis) == (STRICT, FIRST, BASIS)
    assert frozen_months.read_document(tracker, OWNER, PLAN.id, june) == old
    assert frozen_months.read(tracker, OWNER, PLAN.id, june).board.policy == Policy()
    changes = frozen_months.diff(tracker, OWNER, PLAN.id, june, july).changes
    assert [each.field for each in changes.thresholds] == ["red_share", "due_soon_days"]


def test_the_history_holds_every_change_and_leads_back(tracker: Tracker) -> None:
    policies.set_policy(tracker, PLAN.id, STRICT, BASIS, act(OFFICE))
    lax = Policy(amber_places=9)
    policies.set_policy(tracker, PLAN.id, lax, "Họp giao ban", act(OFFICE))
    entries = history.versions_of(tracker, OFFICE, PLAN.id, "policy", "policy", now=NOW)
    assert [entry.after and entry.after["basis"] for entry in entries] == [BASIS, "Họp giao ban"]
    assert earlier_versions.may_restore(OFFICE, AGENCY, entries[0], 2)
    assert not earlier_versions.may_restore(person(Role.LEADER), AGENCY, entries[0], 2)
    earlier_versions.restore_version(
        tracker, PLAN.id, "policy", "policy", 1, act(OFFICE, on=date(2021, 1, 5), revision=2)
    )
    assert view(tracker).policy == STRICT
    policies.bring_policy_back(tracker, PLAN.id, None, act(OFFICE, revision=3))
    assert (view(tracker).policy, view(tracker).held, view(tracker).revision) == (Policy(), None, 4)


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.PROVINCE, Role.DISPLAY])
def test_who_does_not_keep_the_agency_may_not_even_preview(tracker: Tracker, role: Role) -> None:
    with pytest.raises(Forbidden):
        policies.preview(tracker, PLAN.id, STRICT, act(person(role, "A")))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({}, Policy()),
        ({"amber_share": "2,5"}, Policy(amber_share=Decimal("0.025"))),
        ({"red_share": " 30 % "}, Policy(red_share=Decimal("0.30"))),
        ({"spoken_share": "100"}, Policy(spoken_share=Decimal(1))),
        ({"amber_places": "0"}, Policy(amber_places=0)),
        ({"green_lag": "5", "amber_lag": "6"}, Policy(green_lag=5, amber_lag=6)),
        (
            {"bands": "0 Kém\n\n 79,99: Khá \n80.00 – Rất tốt"},
            Policy(
                bands=(
                    Band(name="Kém", low=Decimal(0)),
                    Band(name="Khá", low=Decimal("79.99")),
                    Band(name="Rất tốt", low=Decimal("80.00")),
                )
            ),
        ),
        ({"bands": " \n"}, Policy()),
    ],
)
def test_thresholds_are_read_as_people_type_them(typed: dict[str, str], read: Policy) -> None:
    assert read_policy(typed, Policy()) == read


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amber_share": "mười"}, "amber_share"),
        ({"amber_share": ""}, "amber_share"),
        ({"red_share": "0"}, "red_share"),
        ({"red_share": "101"}, "red_share"),
        ({"amber_places": "2,5"}, "amber_places"),
        ({"amber_places": "-1"}, "amber_places"),
        ({"due_soon_days": "367"}, "due_soon_days"),
        ({"green_lag": "25"}, "amber_lag"),
        ({"amber_lag": "101"}, "amber_lag"),
        ({"bands": "Kém"}, "bands"),
        ({"bands": "10 Kém"}, "bands"),
        ({"bands": "0 Kém\n50 Khá\n50 Tốt"}, "bands"),
        ({"bands": "0 Kém\n60"}, "bands"),
        ({"bands": "0 Kém\n60 kém"}, "bands"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(typed: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_policy(typed, Policy())
    assert refused.value.field == field
