"""Servers that really run: the ways to start one, what stops the start, and what a fresh one
lets through."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app
from websockets.exceptions import ConnectionClosed, InvalidStatus

from ddci_tracker import __version__
from ddci_tracker.web.serving import (
    NotAnAddressHere,
    PortInUse,
    address_for_others,
    address_of,
    is_for_this_computer_alone,
    serve,
)
from tests.browser.serving import (
    BY_COMMAND,
    BY_STREAMLIT,
    BY_UVICORN,
    ROOT,
    free_port,
    look,
    open_socket,
    rerun,
    running_server,
    write_entry,
)
from tests.markup import values
from tests.patience import PATIENCE_SECONDS

HELLO = 'st.write("Xin chào")\n'

# A page that leaves a trace of having run, wherever its words may have gone.
TRACE = """\
import pathlib
import streamlit as st
pathlib.Path(__file__).with_suffix(".has_run").touch()
st.write("Xin chào")
"""


@pytest.mark.parametrize(
    "start", [BY_COMMAND, BY_UVICORN, BY_STREAMLIT], ids=["serve", "uvicorn", "streamlit run"]
)
def test_every_way_to_start_serves_the_same(tmp_path: Path, start: Sequence[str]) -> None:
    with running_server(write_entry(tmp_path, HELLO), start=start) as server:
        assert json.loads(server.get("/healthz")[1]) == {
            "ok": True,
            "version": __version__,
            "database": True,
        }
        assert values(server.get("/tong-quan")[1], "html", "lang") == ["vi"]
        assert server.get("/tong-quan", {"Host": "ddci.example.vn"})[0] == 403
        assert "Xin chào" in str(look(server, "tong-quan"))


def test_streamlit_finds_the_application_by_reading_the_entry() -> None:
    assert discover_asgi_app(ROOT / "dashboard.py").import_string == "dashboard:app"


# No header, a greeting of TLS, a connection without a key, and with half a key.
NO_REQUESTS = (
    b"GET / HTTP/1.1\r\nno header\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
    b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: half\r\n\r\n",
)


def addresses_here() -> list[str]:
    """Those of localhost on this machine."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:  # This machine has no IPv6.
        return ["127.0.0.1"]
    return ["127.0.0.1", "::1"]


def test_a_server_says_nothing_whatever_it_is_sent_and_ends_when_told(tmp_path: Path) -> None:
    with running_server(write_entry(tmp_path, HELLO)) as server:
        look(server)
        for address in addresses_here():
            socket.create_connection((address, server.port)).close()
        for sent in NO_REQUESTS:
            here = "127.0.0.1", server.port
            with socket.create_connection(here, timeout=PATIENCE_SECONDS) as broken:
                broken.sendall(sent)
                answer = b"".join(iter(lambda: broken.recv(4096), b""))
            head, _, body = answer.partition(b"\r\n\r\n")
            assert (head[:13], body) == (b"HTTP/1.1 400 ", b"")
        # Whoever offers another protocol is answered in this one.
        offers = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": ""}
        assert server.get("/healthz", offers)[0] == 200
        server.process.terminate()
        server.process.wait(timeout=PATIENCE_SECONDS)
        assert server.said() == ""


def test_a_port_that_somebody_listens_on_is_in_use() -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]
        with pytest.raises(PortInUse) as refused:
            serve("localhost", port, False)
    assert refused.value.port == port


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-computer.invalid"])
def test_what_is_no_address_of_this_computer_is_refused(host: str) -> None:
    with pytest.raises(NotAnAddressHere) as refused:
        serve(host, free_port(), False)
    assert refused.value.host == host


def test_what_stops_the_start_comes_out_as_it_is(tmp_path: Path) -> None:
    prepare = "(_ for _ in ()).throw(PermissionError('the folder is read-only'))"
    program = f"""
from ddci_tracker.web.serving import serve
try:
    serve("localhost", {free_port()}, False)
except PermissionError as error:
    print(f"told: {{error}}")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=write_entry(tmp_path, HELLO, prepare=prepare),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    assert ended.stdout == "told: the folder is read-only\n"
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost", "http://localhost:8501"),
        ("192.168.1.5", "http://192.168.1.5:8501"),
        ("::1", "http://[::1]:8501"),
        ("0.0.0.0", "http://localhost:8501"),  # noqa: S104
        ("::", "http://localhost:8501"),
    ],
)
def test_the_address_to_open_is_one_that_a_browser_can_open(host: str, address: str) -> None:
    assert address_of(host, 8501) == address


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.5", False),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("ddci.example.vn", False),
    ],
)
def test_whether_others_can_reach_a_server_is_known_by_where_it_listens(
    host: str, alone: bool
) -> None:
    assert is_for_this_computer_alone(host) == alone


def test_others_are_told_the_name_of_this_computer() -> None:
    everywhere = "0.0.0.0"  # noqa: S104
    assert address_for_others(everywhere, 8501) == f"http://{socket.gethostname()}:8501"
    assert address_for_others("192.168.1.5", 8501) == "http://192.168.1.5:8501"


def with_pages(folder: Path, *, accounts_exist: str) -> Path:
    """A folder whose entry has no navigation, with one page beside it and one a level down."""
    write_entry(folder, TRACE, accounts_exist=accounts_exist)
    for page in ("pages/secret.py", "pages/leaders/board.py"):
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(TRACE, encoding="utf-8")
    return folder


def those_that_ran(folder: Path) -> set[str]:
    return {trace.stem for trace in folder.rglob("*.has_run")}


def test_no_page_of_a_fresh_server_runs_without_signing_in_once_an_account_exists(
    tmp_path: Path,
) -> None:
    # No script runs in this server, so each address is the first that it is asked for.
    folder = with_pages(tmp_path, accounts_exist="True")
    with running_server(folder) as server:
        for page in ("secret", "board", "leaders/board", "tong-quan", "dashboard", ""):
            status, body = server.get(f"/{page}")
            assert status == 401
            assert "static/js" not in body
            with pytest.raises(InvalidStatus) as refused:
                look(server, page)
            assert refused.value.response.status_code == 403
        for path in ("/_stcore/health", "/_stcore/host-config", "/static/js/", "/media/a", "//"):
            assert server.get(path)[0] == 401
        assert server.get("/healthz")[0] == 200
    assert those_that_ran(folder) == set()


def test_the_first_account_cuts_off_an_open_page(tmp_path: Path) -> None:
    account = tmp_path / "account"
    folder = write_entry(
        tmp_path, HELLO, accounts_exist=f"__import__('pathlib').Path({str(account)!r}).exists()"
    )
    with running_server(folder) as server, open_socket(server) as opened:
        rerun(opened)
        account.touch()
        with pytest.raises(ConnectionClosed) as closed:
            rerun(opened)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401
        assert server.get("/tong-quan")[0] == 401
        assert server.said() == ""


@pytest.mark.parametrize("page", ["secret", "board"])
def test_no_page_of_a_fresh_server_runs_without_the_entry(tmp_path: Path, page: str) -> None:
    folder = with_pages(tmp_path, accounts_exist="False")
    with running_server(folder) as server:
        look(server, page)
    assert those_that_ran(folder) == {"dashboard"}


def test_our_pages_lie_one_level_down_where_streamlit_finds_none_by_itself() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []
    assert list((ROOT / "pages").glob("*/*.py")) != []
