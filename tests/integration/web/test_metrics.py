"""``/metrics``: who reads it, and that it says what has happened, bounded and without a secret."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from ddci_tracker.measures import OTHER, Counter, Durations
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.tokens import new_token
from ddci_tracker.web.log import JsonLines
from ddci_tracker.web.measured import Measured, address_meant
from ddci_tracker.web.metrics import metrics_routes
from ddci_tracker.web.troubles import ToldTroubles
from tests.integration.web.asgi import HOST, Answer, Witness, ask

TOKEN = "chi-de-prometheus-doc"
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')


def asked(token: str | None, *given: str, up: bool = True, tells: bool = False) -> Answer:
    """What is told after one look at a screen."""

    def ping() -> None:
        if not up:
            raise OSError("postgresql://ddci:secret@db")

    copied = datetime.now(UTC) - timedelta(hours=2)
    routes = [
        *metrics_routes(token, ping=ping, newest_copy=lambda: copied if up else None),
        Mount("/", Witness()),
    ]
    app = Measured(ToldTroubles(Starlette(routes=routes)), tells=tells)
    ask(app, "/tong-quan", query="plan=1")
    headers = [HOST, *(("authorization", each) for each in given)]
    return ask(app, "/metrics", headers=headers)


def test_nobody_reads_it_without_the_token_of_the_setting() -> None:
    assert asked(None, f"Bearer {TOKEN}").status == 404
    for given in ([], ["Bearer "], [f"Bearer {TOKEN}x"], [f"Basic {TOKEN}"], ["Bearer ắ"]):
        answer = asked(TOKEN, *given)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert "ddci_" not in answer.text
    with pytest.raises(Refused):
        metrics_routes("a" * 19, ping=lambda: None, newest_copy=lambda: None)


def test_it_says_what_has_happened_in_the_form_that_prometheus_reads() -> None:
    answer = asked(TOKEN, f"Bearer {TOKEN}")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert answer.text.endswith("\n")
    lines = answer.text.splitlines()
    said = [line for line in lines if not line.startswith("# ")]
    assert [line for line in said if not LINE.fullmatch(line)] == []
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    endings = ("", "_bucket", "_sum", "_count")
    assert {re.split("[{ ]", line)[0] for line in said} <= {
        name + ending for name in typed for ending in endings
    }
    seen = 'ddci_request_seconds_count{address="/tong-quan",status="200"}'
    assert any(line.startswith(seen) for line in said)
    assert "ddci_database_up 1" in said
    (age,) = (line.split()[1] for line in said if line.startswith("ddci_newest_copy_age"))
    assert 7200 <= int(age) < 7260


def test_a_database_that_is_away_is_told_and_nothing_of_it() -> None:
    answer = asked(TOKEN, f"Bearer {TOKEN}", up=False)
    assert "ddci_database_up 0" in answer.text.splitlines()
    assert "ddci_database_ping_seconds" not in answer.text
    assert "ddci_newest_copy" not in answer.text
    assert "secret" not in answer.text


def test_an_address_is_told_as_it_was_meant() -> None:
    secret = new_token()
    for path, status, meant in (
        ("/", 303, "/"),
        ("/tong-quan", 200, "/tong-quan"),
        (f"/man-hinh/{secret}", 200, "/man-hinh"),
        (f"/lich/{secret}.ics", 304, "/lich"),
        (f"/{secret}", 200, OTHER),
        ("/wp-login", 404, OTHER),
        ("/tong-quan", 0, OTHER),
        ("/api/v1/plans/A-2021/board", 403, "/api/v1/plans/{plan}/board"),
        ("/api/v1/x/y", 404, "/api/v1"),
        ("/_stcore/upload_file/a/b", 204, "/_stcore"),
    ):
        assert address_meant(path, status) == meant


def test_there_is_an_end_of_labels() -> None:
    counter, durations = Counter("a", "", "b"), Durations("c", "", "d")
    for number in range(1000):
        counter.add(str(number))
        durations.add(0.01, str(number))
    assert len(list(counter.lines())) == 201
    assert f'a{{b="{OTHER}"}} 800' in list(counter.lines())
    assert f'c_count{{d="{OTHER}"}} 800' in list(durations.lines())


def test_a_label_is_escaped() -> None:
    counter = Counter("a", "", "b")
    counter.add('"\\\n')
    assert list(counter.lines()) == [r'a{b="\"\\\n"} 1']


def test_each_duration_counts_for_every_bound_that_it_keeps_to() -> None:
    durations = Durations("a", "")
    for seconds in (0.005, 0.02, 0.02, 60):
        durations.add(seconds)
    lines = dict(line.rsplit(" ", 1) for line in durations.lines())
    bounds = ("0.005", "0.01", "0.025", "10.0", "+Inf")
    assert [lines[f'a_bucket{{le="{bound}"}}'] for bound in bounds] == ["1", "1", "3", "3", "4"]
    assert (lines["a_sum"], lines["a_count"]) == ("60.045000", "4")


def test_a_request_is_a_line_of_the_log_without_who_asked_for_what(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO, logger="ddci_tracker.web.measured"):
        asked(TOKEN, tells=True)
    said = [json.loads(JsonLines().format(record)) for record in caplog.records]
    first = next(each for each in said if each.get("address") == "/tong-quan")
    assert (first["method"], first["status"], first["said"]) == ("GET", 200, "request")
    assert not re.search("127.0.0.1|plan=1", json.dumps(said))
