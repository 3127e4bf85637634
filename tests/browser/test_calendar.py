"""A calendar program over real HTTP: the feed holds the days of what is due, for a link alone."""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from ddci_tracker.services import links
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings
from tests.browser.commands import ask, tell
from tests.browser.reading import ILLUSTRATION, YEAR
from tests.browser.serving import Server, running_server
from tests.patience import PATIENCE_SECONDS

OWNER = Actor.owner("tests")
AGENCY = "SKHCN-MH"


@pytest.fixture(scope="module")
def own_state(first_state: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(first_state, tmp_path_factory.mktemp("calendar") / "state"))


@pytest.fixture(scope="module")
def server(own_state: Path) -> Iterator[Server]:
    environment = {"DDCI_STATE_DIR": str(own_state), "DDCI_DATABASE_URL": ""}
    with running_server(environment=environment) as running:
        yield running


@pytest.fixture
def tracker(server: Server, own_state: Path) -> Tracker:
    """The tracker that the server serves."""
    settings = load_settings({"DDCI_STATE_DIR": str(own_state)})
    return open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )


class Answer:
    """What a calendar program gets."""

    def __init__(self, server: Server, path: str, method: str = "GET", tag: str = "") -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, headers={"If-None-Match": tag} if tag else {})
            response = connection.getresponse()
            self.status = response.status
            self.headers = {name.lower(): value for name, value in response.getheaders()}
            self.body = response.read()
        finally:
            connection.close()

    @property
    def days(self) -> dict[str, date]:
        """The day of each event by its UID."""
        calendar: Any = Calendar.from_ical(self.body)
        return {str(event["uid"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}


def path_to(tracker: Tracker, unit: str | None = None) -> str:
    token = links.make_calendar_link(tracker, OWNER, AGENCY, unit, now=datetime.now(UTC))
    return links.path_of(links.Purpose.CALENDAR, token)


def last_days(state: Path, unit: str | None = None) -> dict[str, date]:
    """The days that the command line gives for reports and conclusions that have one."""
    reports = {
        f"{row['duty']}/{row['from']}/{row['period']}@{ILLUSTRATION}": date.fromisoformat(day)
        for row in ask(state, "reports", ILLUSTRATION)
        if (day := row["last_day_in_time"])
        and row["state"] != "not_applicable"
        and unit in (None, row["from"])
    }
    conclusions = {
        f"conclusion/{row['id']}@{ILLUSTRATION}": date.fromisoformat(row["due"])
        for row in ask(state, "conclusion", "list", ILLUSTRATION)
        if row["due"] and unit in (None, *row["units"])
    }
    return reports | conclusions


@pytest.mark.parametrize("unit", [None, "TTr", "CDS"])
def test_the_days_of_the_feed_are_those_of_reports_and_conclusions(
    server: Server, tracker: Tracker, own_state: Path, unit: str | None
) -> None:
    answer = Answer(server, path_to(tracker, unit))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.days == last_days(own_state, unit)
    assert answer.days


def test_the_feed_follows_an_extension_and_a_day_that_the_office_sets(
    server: Server, tracker: Tracker, own_state: Path
) -> None:
    path = path_to(tracker)
    before = Answer(server, path)
    extended = ("report", "extend", ILLUSTRATION, "BC1", "CDS", f"{YEAR}-Q2")
    tell(
        own_state,
        *(*extended, "--until", f"{YEAR}-08-31", "--approver", "Giám đốc", "--basis", "CV 12"),
    )
    tell(own_state, "report", "set-due", ILLUSTRATION, "BC4", "--by", "15")
    after = Answer(server, path)
    assert after.days == last_days(own_state) != before.days
    assert after.days[f"BC1/CDS/{YEAR}-Q2@{ILLUSTRATION}"] == date(YEAR, 8, 31)
    assert after.headers["etag"] != before.headers["etag"]


def test_a_program_that_has_the_newest_feed_is_sent_nothing(
    server: Server, tracker: Tracker
) -> None:
    path = path_to(tracker, "TTr")
    first = Answer(server, path)
    again = Answer(server, path, tag=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert "private" in first.headers["cache-control"]
    head = Answer(server, path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]


def test_without_a_link_there_is_no_feed(server: Server, tracker: Tracker) -> None:
    path = path_to(tracker)
    nothing = Answer(server, path_to(tracker).replace("/lich/", "/lich/x"))
    assert nothing.status == 404
    assert b"VCALENDAR" not in nothing.body
    for link in links.list_links(tracker, OWNER, AGENCY):
        links.revoke_link(tracker, OWNER, link.token_hash)
    assert Answer(server, path).status == 404
    assert Answer(server, path, method="POST").status in (403, 405)
