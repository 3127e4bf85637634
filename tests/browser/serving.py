"""A tracker that really runs, in a process of its own on a free port of this computer.

``running_server`` serves a folder with a ``dashboard.py``: the repository itself, or one that
``write_entry`` made around a script of a test. ``look`` is a reader without a browser.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import IO

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]

_ENTRY = """\
import streamlit as st

if __name__ == "__main__":
{script}
else:
    from ddci_tracker.web.backend import Backend
    from ddci_tracker.web.parts import parts_for

    parts = parts_for(
        Backend(
            prepare=lambda: {prepare},
            tend=lambda: None,
            accounts_exist=lambda: {accounts_exist},
            session_of=lambda token_hash: None,
            session_watched=lambda token_hash: None,
            why_sick=lambda: None,
        )
    )
    app = st.App(
        __file__,
        routes=parts.routes,
        middleware=parts.middleware,
        lifespan=parts.lifespan,
        on_script_error=parts.on_script_error,
    )
"""

_SERVE = "import sys; from ddci_tracker.web.serving import serve; serve('localhost', {port}, False)"

# The ways to start a server, each with a place for the port.
BY_COMMAND = (sys.executable, "-c", _SERVE)
BY_UVICORN = (sys.executable, "-m", "uvicorn", "dashboard:app", "--port", "{port}")
BY_STREAMLIT = (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, its process, and what it has written to the terminal."""

    port: int
    process: subprocess.Popen[bytes]
    output: IO[bytes]

    @property
    def address(self) -> str:
        """Where a browser opens it, without a slash at the end."""
        return f"http://localhost:{self.port}"

    def said(self) -> str:
        """Everything that the server has written so far."""
        self.output.seek(0)
        return self.output.read().decode()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and body of one request; no redirection is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


def write_entry(
    folder: Path, script: str, *, prepare: str = "None", accounts_exist: str = "False"
) -> Path:
    """Write a ``dashboard.py`` around the script of a screen, with the settings of the tracker.

    ``prepare`` and ``accounts_exist`` are Python expressions. Returns the folder.
    """
    entry = _ENTRY.format(
        script=indent(script, "    "), prepare=prepare, accounts_exist=accounts_exist
    )
    (folder / "dashboard.py").write_text(entry, encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    return folder


@contextmanager
def running_server(
    folder: Path = ROOT,
    *,
    start: Sequence[str] = BY_COMMAND,
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Server]:
    """Serve the ``dashboard.py`` of a folder until the block ends.

    ``environment`` adds to this process's; ``port`` None is a free one. A server that ends instead
    of answering is an error that tells what it wrote.
    """
    port = port or free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [part.format(port=port) for part in start],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        server = Server(port, process, output)
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE_SECONDS)
            finally:
                process.kill()


def free_port() -> int:
    """A port of this computer on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def look(
    server: Server, page: str = "", *, query: str = "", headers: Mapping[str, str] | None = None
) -> list[ForwardMsg]:
    """What a server sends to a reader who opens a page, until its script has run."""
    with open_socket(server, headers=headers) as opened:
        return rerun(opened, page, query=query)


def open_socket(
    server: Server, *, headers: Mapping[str, str] | None = None, origin: str | None = None
) -> ClientConnection:
    """The websocket that a page of the tracker opens; close it, or use it in a ``with``.

    ``headers`` are added; ``origin`` None is that of the tracker's own pages.
    """
    return connect(
        f"ws://localhost:{server.port}/_stcore/stream",
        origin=Origin(origin or server.address),
        additional_headers=headers,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=PATIENCE_SECONDS,
    )


def rerun(opened: ClientConnection, page: str = "", *, query: str = "") -> list[ForwardMsg]:
    """Have the script of a page run, and what the server sends until it has."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    opened.send(message.SerializeToString())
    sent: list[ForwardMsg] = []
    while not sent or sent[-1].WhichOneof("type") != "script_finished":
        sent.append(ForwardMsg.FromString(opened.recv(PATIENCE_SECONDS, decode=False)))
    return sent


def _wait_until_healthy(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if server.get("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"the server does not answer; it said:\n{server.said()}")
