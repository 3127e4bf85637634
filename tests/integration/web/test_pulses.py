"""What the pages that follow a meeting ask: who is told, and when it is something else."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ddci_tracker.services import meeting_stages, meetings
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.meetings import MeetingDetails
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import paths
from ddci_tracker.web.entrances import MEETING_PULSE
from ddci_tracker.web.measured import Measured
from tests.integration.services.made import AGENCY, OFFICE, PLAN, TODAY, act, load
from tests.integration.services.people import add
from tests.integration.web.visiting import Visitor, served

LEADER = AccountPlace(role=Role.LEADER, agencies=(AGENCY,))
ELSEWHERE = AccountPlace(role=Role.LEADER, agencies=("KHAC",))


@pytest.fixture
def tracker(store_with_plan: Tracker) -> Tracker:
    return store_with_plan


def signed_in(tracker: Tracker, name: str, place: AccountPlace) -> Visitor:
    add(tracker, name, place, now=datetime.now(UTC))
    visitor = Visitor(Measured(served(tracker), tells=True), headers=())
    visitor.join(name)
    return visitor


def test_it_is_another_once_the_meeting_moves_on(
    tracker: Tracker, caplog: pytest.LogCaptureFixture
) -> None:
    key = meetings.open_meeting(tracker, PLAN.id, MeetingDetails(met_on=TODAY), act(OFFICE)).key
    meetings.start(tracker, PLAN.id, key, act(OFFICE))
    leader = signed_in(tracker, "giam-doc", LEADER)
    address = f"{paths.MEETING_PULSE}?plan={PLAN.id}&meeting={key}"
    with caplog.at_level(logging.INFO, logger="ddci_tracker.web.measured"):
        first = leader.get(address)
        assert (first.status, first.headers["cache-control"]) == (200, "no-store")
        assert first.text == str(meeting_stages.pulse_of(tracker, OFFICE, PLAN.id, key))
        assert leader.get(address).text == first.text
        closing = meeting_stages.CLOSING
        meeting_stages.move_to(tracker, OFFICE, PLAN.id, key, closing, now=datetime.now(UTC))
        assert leader.get(address).text != first.text
    # Asked several times a second, it would fill the log.
    assert caplog.records == []


def test_nobody_else_is_told(tracker: Tracker, caplog: pytest.LogCaptureFixture) -> None:
    load(tracker, replace(PLAN, id="KHAC-2021", agency=replace(PLAN.agency, code="KHAC")))
    stranger = Visitor(served(tracker), headers=())
    visitor = signed_in(tracker, "nguoi-khac", ELSEWHERE)
    address = f"{MEETING_PULSE}?plan={PLAN.id}&meeting=1"
    assert stranger.get(address).status == 401
    with caplog.at_level(logging.INFO, logger="ddci_tracker.web.measured"):
        for plan in (PLAN.id, "KHONG-CO-2021", "", "%00"):
            assert visitor.get(f"{MEETING_PULSE}?plan={plan}&meeting=1").status == 404
    assert len(caplog.records) == 4
    assert visitor.get(MEETING_PULSE).status == 404
