"""``/api/v1`` as other systems ask it: every answer, whatever it is, is as its description says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ddci_tracker.domain.acts import Conclusion
from ddci_tracker.domain.periods import Period
from ddci_tracker.services import (
    api_tokens,
    boards,
    conclusions,
    documents,
    frozen_months,
    installation,
    passwords,
)
from ddci_tracker.services.accounts import AccountPlace
from ddci_tracker.services.acts import Act
from ddci_tracker.services.permissions import Actor, Role
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store.errors import StoreUnavailable, Trouble
from ddci_tracker.web.api.document import TROUBLES
from ddci_tracker.web.api.resources import RESOURCES
from ddci_tracker.web.api.routes import api_routes
from ddci_tracker.web.backend import Backend
from ddci_tracker.web.gate import Gate
from ddci_tracker.web.network import Network
from ddci_tracker.web.troubles import ToldTroubles
from ddci_tracker.words.catalogue import Words
from tests.browser.people import tracker_in
from tests.integration.services.people import QUICK_HASHER, add
from tests.integration.web.asgi import ELSEWHERE, HOST, Answer, Header, ask

OWNER = Actor.owner("tests")
ROOT = Path(__file__).parents[3]
MINE, OTHERS = "STTTT-LS-2023", "STNMT-LS-2020"
FROZEN = "2020-11"
OFTEN = 10_000


@dataclass
class System:
    """Another system, which reads by a token and holds each answer against the description."""

    app: ASGIApp
    token: str | None
    description: dict[str, Any]

    def get(self, path: str, *headers: Header, query: str = "", method: str = "GET") -> Answer:
        sent = [HOST, *headers]
        if self.token is not None:
            sent.append(("authorization", f"Bearer {self.token}"))
        answer = ask(self.app, f"/api/v1{path}", query=query, headers=sent, method=method)
        self._hold(path, answer)
        return answer

    def json(self, path: str, query: str = "") -> Any:
        answer = self.get(path, query=query)
        assert answer.status == 200, answer.text
        return json.loads(answer.body)

    def _hold(self, path: str, answer: Answer) -> None:
        named = [each for each in RESOURCES if each.pattern.fullmatch(path)] or RESOURCES[:1]
        responses = self.description["paths"][named[0].path]["get"]["responses"]
        described = responses[str(answer.status)]
        if "content" not in described:
            assert answer.body == b""
            return
        media_type = answer.headers["content-type"].partition(";")[0]
        schema = described["content"][media_type]["schema"]
        if media_type == "application/json":
            whole = {**schema, "components": self.description["components"]}
            Draft202012Validator(whole, format_checker=FormatChecker()).validate(
                json.loads(answer.body)
            )
        for header in described.get("headers", {}):
            assert header.lower() in answer.headers
        assert answer.headers["content-language"] in {"vi", "en"}


def app_of(tracker: Tracker) -> ASGIApp:
    """The API behind the gate, as the entry joins them."""
    backend = Backend(
        prepare=lambda: None,
        tend=lambda: None,
        accounts_exist=lambda: installation.accounts_exist(tracker),
        session_of=lambda _: None,
        session_watched=lambda _: None,
        why_sick=lambda: None,
    )
    inside = Starlette(routes=api_routes(tracker))
    return ToldTroubles(Gate(inside, backend=backend, network=Network.of()))


def system_of(tracker: Tracker, token: str | None) -> System:
    app = app_of(tracker)
    described = ask(app, "/api/v1/openapi.json")
    assert described.status == 200
    return System(app, token, json.loads(described.body))


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    """Every shipped plan and the illustration, a conclusion and a frozen month, and accounts."""
    folder: Path = tmp_path_factory.mktemp("api")
    made = replace(tracker_in(folder), api_per_minute=OFTEN)
    now = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", QUICK_HASHER)
        installation.initialise(made, OWNER, now=now, illustration=True)
        add(made, "quan-tri", AccountPlace(role=Role.ADMINISTRATOR), now=now)
    frozen_months.freeze(made, OWNER, OTHERS, Period.parse(FROZEN), now=now)
    told = Conclusion(
        id="K1", about=None, text="=1+1", units=("VP",), due=None, met_on=date(2023, 6, 1)
    )
    conclusions.conclude(made, MINE, told, Act(actor=OWNER, now=now, on=date(2023, 6, 1)))
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def system(tracker: Tracker) -> System:
    """A system that reads every agency."""
    return system_of(tracker, api_tokens.make_token(tracker, OWNER, "IOC", now=datetime.now(UTC)))


def paths(system: System) -> Iterator[str]:
    """Every address that there is, of every plan."""
    for plan in [None, *(each["id"] for each in system.json("/plans"))]:
        for resource in RESOURCES:
            names = {each.name for each in resource.of_path}
            if (plan is not None) == ("plan" in names) and "month" not in names:
                yield resource.path.format(plan=plan)
    yield f"/plans/{OTHERS}/months/{FROZEN}"


def test_every_answer_is_as_the_description_says_and_every_table_says_the_same(
    system: System,
) -> None:
    for path in paths(system):
        document = system.json(path)
        if not isinstance(document, list):
            assert system.get(path, ("accept", "text/csv")).status == 406
            continue
        answer = system.get(path, ("accept", "text/csv, */*;q=0.1"))
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(rows) == len(document)
        for row, each in zip(rows, document, strict=True):
            assert list(dict.fromkeys(name.partition(".")[0] for name in row)) == list(each)
        assert not any(cell.startswith(("=", "@")) for row in rows for cell in row.values())
    assert json.loads(system.get(f"/plans/{MINE}/conclusions").body)[0]["text"] == "=1+1"


def test_the_description_is_sound_and_speaks_two_languages(system: System) -> None:
    for schema in system.description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for item in system.description["paths"].values():
        statuses = {str(status) for status in TROUBLES} | {"200", "304"}
        assert set(item["get"]["responses"]) == statuses
    guide = (ROOT / "docs" / "huong-dan-he-thong-khac.md").read_text(encoding="utf-8")
    assert all(each.path in guide for each in RESOURCES)
    english = ask(system.app, "/api/v1/openapi.json", query="lang=en").body
    assert json.loads(english)["info"]["title"] != system.description["info"]["title"]


def test_documents_are_those_of_the_command_line(tracker: Tracker, system: System) -> None:
    words, now = Words.of(), datetime.now(UTC)
    board = boards.look_at(tracker, OWNER, OTHERS, now=now, as_of=date(2020, 10, 1))
    asked = system.json(f"/plans/{OTHERS}/board", "as_of=2020-10-01")
    printed = documents.board_document(board, words)
    assert {**asked, "known_at": None} == {**printed, "known_at": None}
    assert system.json(
        f"/plans/{OTHERS}/reports", "as_of=2020-10-01"
    ) == documents.reports_document(board.reports, words)
    tasks = system.json(f"/plans/{OTHERS}/tasks", "as_of=2020-10-01")
    assert tasks == documents.tasks_document(board, words)
    assert [each["code"] for each in tasks] == [view.task.code for _, view in board.all_tasks()]
    kept = frozen_months.read_document(tracker, OWNER, OTHERS, Period.parse(FROZEN))
    assert system.get(f"/plans/{OTHERS}/months/{FROZEN}").body == kept
    late = system.json(f"/plans/{OTHERS}/board", "quarter=2020-Q2&lang=en")
    assert late["quarter"] == "2020-Q2"
    assert late["sub_indices"][0]["execution_light"]["reason"] == "Not tracked in the system"


def test_what_is_known_already_is_not_sent_again(system: System) -> None:
    for path in (f"/plans/{MINE}/board", f"/plans/{MINE}/tasks"):
        first = system.get(path)
        known = ("if-none-match", first.headers["etag"])
        assert first.headers["cache-control"] == "private, no-cache"
        assert (system.get(path, known).status, system.get(path, known).body) == (304, b"")
        assert system.get(path, known, query="lang=en").status == 200
    assert system.get(f"/plans/{MINE}/tasks", known, ("accept", "text/csv")).status == 200


@pytest.mark.parametrize(
    ("path", "query", "status", "field"),
    [
        ("", "", 404, None),
        ("/nothing", "", 404, None),
        ("/plans/", "", 404, None),
        ("/plans/KHAC/board", "", 404, "plan"),
        ("/plans/a\x00b/board", "", 404, None),
        (f"/plans/{OTHERS}/months/2020-10", "", 404, "month"),
        (f"/plans/{OTHERS}/months/2020-13", "", 404, "month"),
        (f"/plans/{OTHERS}/months/{FROZEN}", "edition=2", 404, "edition"),
        (f"/plans/{OTHERS}/board", "as_of=2999-01-01", 404, "as_of"),
        (f"/plans/{OTHERS}/board", "as_of=01/02/2020", 422, "as_of"),
        (f"/plans/{OTHERS}/board", "as_of=2020-02-30", 422, "as_of"),
        (f"/plans/{OTHERS}/board", "known_at=2020-02-03", 422, "known_at"),
        (f"/plans/{OTHERS}/board", "known_at=1000-02-03T00:00:00Z", 422, "known_at"),
        (f"/plans/{OTHERS}/board", "known_at=2999-02-03T00:00:00Z", 404, "known_at"),
        (f"/plans/{OTHERS}/board", "quarter=2021-Q1", 404, "quarter"),
        (f"/plans/{OTHERS}/board", "quarter=Q1", 422, "quarter"),
        (f"/plans/{OTHERS}/board", "year=2021", 404, "year"),
        (f"/plans/{OTHERS}/board", "year=", 422, "year"),
        (f"/plans/{OTHERS}/board", "asof=2020-01-01", 422, "asof"),
        (f"/plans/{OTHERS}/board", "year=2020&year=2020", 422, "year"),
        (f"/plans/{OTHERS}/board", "lang=fr", 422, "lang"),
        (f"/plans/{OTHERS}/reports", "quarter=2020-Q1", 422, "quarter"),
    ],
)
def test_what_cannot_be_answered_is_told_in_one_sentence(
    system: System, path: str, query: str, status: int, field: str | None
) -> None:
    answer = system.get(path, query=query)
    said = json.loads(answer.body)
    assert (answer.status, said.get("field")) == (status, field)
    assert said["said"]
    assert answer.headers["content-language"] == "vi"


@pytest.mark.parametrize("accept", ["text/html", "application/xml, image/*", "*/*;q=0", "x"])
def test_only_json_and_csv_come(system: System, accept: str) -> None:
    assert system.get("/plans", ("accept", accept)).status == 406
    assert system.get("/plans", ("accept", "text/*")).headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_is_written(system: System, method: str) -> None:
    for path in ("/plans", f"/plans/{MINE}/board"):
        answer = system.get(path, method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert ask(system.app, "/api/v1/openapi.json", method=method).status == 405


def test_who_has_no_token_that_reads_gets_nothing(tracker: Tracker, system: System) -> None:
    token = api_tokens.make_token(tracker, OWNER, "tạm", now=datetime.now(UTC))
    revoked = next(
        each for each in api_tokens.list_tokens(tracker, OWNER) if each.name == "tạm"
    ).token_hash
    api_tokens.revoke_token(tracker, OWNER, revoked)
    for bad in (None, "", "a" * 43, token, revoked, "\x00"):
        stranger = replace(system, token=bad)
        for path in ("/plans", f"/plans/{MINE}/board", "/nothing", "/plans/KHAC/board"):
            answer = stranger.get(path)
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
            assert MINE not in answer.text
    basic = [HOST, ("authorization", f"Basic {system.token}"), ("cookie", "ddci_session=a")]
    assert ask(system.app, "/api/v1/plans", headers=basic).status == 401


def test_a_token_reads_its_own_agencies_alone(tracker: Tracker, system: System) -> None:
    maker = Actor(name="lan", role=Role.COORDINATOR, agencies=frozenset({"STTTT-LS"}))
    mine = replace(system, token=api_tokens.make_token(tracker, maker, "sở", now=datetime.now(UTC)))
    assert [each["id"] for each in mine.json("/plans")] == [MINE]
    for path in paths(system):
        expected = 200 if path == "/plans" or MINE in path else 403
        answer = mine.get(path)
        assert answer.status == expected, path
        assert OTHERS not in answer.text


def test_who_asks_too_often_waits_and_nobody_else(tracker: Tracker) -> None:
    now = datetime.now(UTC)
    seldom = replace(tracker, api_per_minute=3)
    one, other = (
        system_of(seldom, api_tokens.make_token(tracker, OWNER, name, now=now))
        for name in ("một", "hai")
    )
    other.app = one.app
    assert [one.get("/plans").status for _ in range(4)] == [200, 200, 200, 429]
    answer = one.get("/plans")
    assert 1 <= int(answer.headers["retry-after"]) <= 20
    assert other.get("/plans").status == 200
    stranger = replace(one, token="b" * 43)
    assert [stranger.get("/plans").status for _ in range(4)] == [401, 401, 401, 429]
    assert other.get("/plans").status == 200, "whoever is known is not held off with a stranger"


def test_it_is_off_unless_it_is_set(tracker: Tracker, system: System) -> None:
    off = app_of(replace(tracker, api_per_minute=None))
    for path in ("/api/v1", "/api/v1/openapi.json", "/api/v1/plans"):
        answer = ask(off, path, headers=[HOST, ("authorization", f"Bearer {system.token}")])
        assert (answer.status, list(json.loads(answer.body))) == (404, ["said"])


def test_what_the_gate_refuses_is_told_in_json(tracker: Tracker, system: System) -> None:
    for headers in (
        [("host", "example.vn")],
        [HOST, ("origin", "https://example.vn")],
    ):
        answer = ask(system.app, "/api/v1/plans", headers=headers)
        assert (answer.status, list(json.loads(answer.body))) == (403, ["said"])
        assert answer.headers["content-type"] == "application/json"


def test_while_nobody_signs_in_no_other_computer_reads(tracker: Tracker, tmp_path: Path) -> None:
    fresh = replace(tracker_in(tmp_path), api_per_minute=OFTEN)
    installation.prepare(fresh)
    answer = ask(app_of(fresh), "/api/v1/plans", client=ELSEWHERE)
    assert (answer.status, list(json.loads(answer.body))) == (403, ["said"])
    fresh.engine.dispose()


def test_a_database_that_is_gone_and_an_error_of_our_own_are_told_in_json(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(error: Exception) -> None:
        def instead(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(boards, "look_at", instead)

    fail(StoreUnavailable("connection refused by db.internal", Trouble.UNREACHABLE))
    answer = system.get(f"/plans/{MINE}/board")
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")
    assert "db.internal" not in answer.text
    fail(ZeroDivisionError("a secret"))
    answer = system.get(f"/plans/{MINE}/board")
    assert answer.status == 500
    assert "secret" not in answer.text
