"""Saving while many do: twenty people who are signed in, an update every five seconds each.

It fails for what is lost or goes wrong, never for being slow: the table is for people. What is
timed is the way of a person's click: the save, and the list drawn anew after it. The run takes
five minutes, or as many seconds as DDCI_BENCH_SAVING_SECONDS says.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from ddci_tracker.domain.owed import all_tasks
from ddci_tracker.services import accounts, sessions
from ddci_tracker.services.accounts import Place
from ddci_tracker.services.housekeeping import initialise
from ddci_tracker.services.looking import look_at
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.remembering import history_of
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings
from tests.browser.reading import ILLUSTRATION
from tests.browser.serving import Server, running_server

PEOPLE = 20
EVERY_SECONDS = 5.0
SECONDS = float(os.environ.get("DDCI_BENCH_SAVING_SECONDS", "300"))
PATIENCE_SECONDS = 60
PAGE = "viec-cua-toi"
OWNER = Actor.owner("bench")
FIRST, SECOND = "mật khẩu tạm thời", "mật khẩu của tôi"

_DONE = ForwardMsg.FINISHED_SUCCESSFULLY
_PART_DONE = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass(slots=True)
class Person:
    """Somebody with the page open, without a browser: fills the form of a task and saves it."""

    name: str
    task: str
    opened: ClientConnection
    said: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def work(self, until: float) -> None:
        """Save an update every five seconds, beginning at a moment of one's own."""
        time.sleep(random.uniform(0, EVERY_SECONDS))  # noqa: S311 - only spreads the load
        while time.monotonic() < until:
            began = time.monotonic()
            self.save(f"{self.name} {len(self.said)}")
            time.sleep(max(0.0, began + EVERY_SECONDS - time.monotonic()))

    def save(self, note: str) -> None:
        """Open the drawer, type, and save."""
        query = f"plan={ILLUSTRATION}&unit=all&task={self.task}"
        drawn = self._ask(BackMsg(), query)
        fields, fragment = _fields(drawn)
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        typed = asked.rerun_script.widget_states.widgets
        typed.append(WidgetState(id=fields["work-note"], string_value=note))
        typed.append(_chosen(fields["work-status"], "Đang làm"))
        typed.append(WidgetState(id=fields["work-save"], trigger_value=True))
        began = time.perf_counter()
        told = self._ask(asked, query)
        self.took.append(time.perf_counter() - began)
        assert "Đã gửi: " in _text(told), _text(told)[-600:]
        self.said.append(note)

    def _ask(self, asked: BackMsg, query: str) -> list[ForwardMsg]:
        """What the server sends until the whole page stands again."""
        asked.rerun_script.page_name = PAGE
        asked.rerun_script.query_string = query
        self.opened.send(asked.SerializeToString())
        sent: list[ForwardMsg] = []
        while (
            not sent
            or sent[-1].WhichOneof("type") != "script_finished"
            or (sent[-1].script_finished != _DONE)
        ):
            sent.append(ForwardMsg.FromString(self.opened.recv(PATIENCE_SECONDS, decode=False)))
            assert sent[-1].script_finished != _PART_DONE or not _failed(sent), _text(sent)
        return sent


def _failed(sent: Iterable[ForwardMsg]) -> bool:
    return any(each.delta.new_element.WhichOneof("type") == "exception" for each in sent)


def _fields(drawn: Iterable[ForwardMsg]) -> tuple[dict[str, str], str]:
    """The ids of the inputs in the drawer by what they are for, and of the drawer itself."""
    fields: dict[str, str] = {}
    fragment = ""
    for message in drawn:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        found = getattr(getattr(element, kind), "id", "") if kind else ""
        for name in ("work-note", "work-status", "work-save"):
            if f"-{name}" in found and not found.endswith("save-all"):
                fields[name], fragment = found, message.delta.fragment_id
    return fields, fragment


def _chosen(widget: str, option: str) -> WidgetState:
    state = WidgetState(id=widget)
    state.string_array_value.data.append(option)
    return state


def _text(sent: Iterable[ForwardMsg]) -> str:
    return "\n".join(each.delta.new_element.markdown.body for each in sent)


def people_of(tracker: Tracker) -> dict[str, str]:
    """Twenty accounts of the Office, signed in; tokens by name."""
    now = datetime.now(UTC)
    keeper = Place(role=Role.ADMINISTRATOR)
    accounts.add_account(tracker, OWNER, name="quan-tri", place=keeper, now=now, password=FIRST)
    board = look_at(tracker, OWNER, ILLUSTRATION, now=now)
    place = Place(role=Role.COORDINATOR, agencies=(board.plan.agency.code,))
    tokens = {}
    for number in range(PEOPLE):
        name = f"nguoi-{number}"
        accounts.add_account(tracker, OWNER, name=name, place=place, now=now, password=FIRST)
        address = f"10.0.0.{number}"
        held = sessions.sign_in(tracker, name, FIRST, address=address, now=now)
        own = sessions.change_password(
            tracker, sessions.hash_of(held.token), FIRST, SECOND, now=now
        )
        tokens[name] = own.token
    return tokens


def open_page(server: Server, token: str) -> ClientConnection:
    return connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        origin=Origin(server.address),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": f"ddci_session={token}"},
        max_size=None,
        open_timeout=PATIENCE_SECONDS,
    )


def test_twenty_people_save_an_update_every_five_seconds(tmp_path: Path) -> None:
    environment = {"DDCI_STATE_DIR": str(tmp_path), "DDCI_DATABASE_URL": ""}
    settings = load_settings(environment)
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    initialise(tracker, OWNER, now=datetime.now(UTC), illustration=True)
    tokens = people_of(tracker)
    board = look_at(tracker, OWNER, ILLUSTRATION, now=datetime.now(UTC))
    # Tasks without an end ask for nothing but a word.
    tasks = [view.task.code for view in all_tasks(board) if view.task.recurs][:PEOPLE]
    with running_server(environment=environment) as server:
        people = [
            Person(name=name, task=tasks[number % len(tasks)], opened=open_page(server, token))
            for number, (name, token) in enumerate(tokens.items())
        ]
        until = time.monotonic() + SECONDS
        with ThreadPoolExecutor(PEOPLE) as pool:
            for done in [pool.submit(person.work, until) for person in people]:
                done.result()
        for person in people:
            person.opened.close()
        assert "Traceback" not in server.said(), server.said()[-2000:]
    _nothing_is_lost(tracker, people)
    _print(people)


def _nothing_is_lost(tracker: Tracker, people: list[Person]) -> None:
    entries = history_of(tracker, OWNER, ILLUSTRATION, now=datetime.now(UTC))
    notes = Counter(
        entry.after["note"] for entry in entries if entry.what == "task_update" and entry.after
    )
    said = [note for person in people for note in person.said]
    assert said
    assert [note for note in said if notes[note] != 1] == []


def _print(people: list[Person]) -> None:
    took = sorted(seconds * 1000 for person in people for seconds in person.took)
    p95 = took[int(0.95 * (len(took) - 1))]
    print(f"\n\nSaving, {PEOPLE} people, each every {EVERY_SECONDS:.0f} s for {SECONDS:.0f} s")
    print(f"  {len(took)} saved, none lost")
    print(f"  median {statistics.median(took):6.0f} ms")
    print(f"  p95    {p95:6.0f} ms")
    print(f"  worst  {took[-1]:6.0f} ms")
