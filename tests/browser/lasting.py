"""What takes the ground from under an open page: a restart, a kill, a cut, the end of a session.

The tracker stands behind a line of its own, which can be cut, so that its address stays the same
whatever becomes of the server.
"""

from __future__ import annotations

import fcntl
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.people import PASSWORD
from tests.browser.serving import ROOT, Server, running_server

# The server forgets whoever is away so soon, instead of after two minutes.
FORGETS_AFTER_SECONDS = 1


@contextmanager
def _held(may_pass: threading.Event) -> Iterator[None]:
    may_pass.clear()
    try:
        yield
    finally:
        may_pass.set()


class Line:
    """A line from a port of its own to whichever server stands behind it; it can be cut."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.leads_to: int | None = None
        self._reaches_server, self._reaches_page = threading.Event(), threading.Event()
        self._reaches_server.set()
        self._reaches_page.set()
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nobody gets through any more, and whoever had got through is cut off."""
        self.leads_to = None
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def holding_back(self) -> AbstractContextManager[None]:
        """What is sent to the server meanwhile reaches it afterwards."""
        return _held(self._reaches_server)

    def holding_answers_back(self) -> AbstractContextManager[None]:
        """What the server answers meanwhile reaches the page afterwards."""
        return _held(self._reaches_page)

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                try:
                    if self.leads_to is None:
                        raise OSError
                    server = socket.create_connection(("127.0.0.1", self.leads_to))
                except OSError:
                    caller.close()
                    continue
                self._open |= {caller, server}
                for one, other, may_pass in (
                    (caller, server, self._reaches_server),
                    (server, caller, self._reaches_page),
                ):
                    passing = threading.Thread(
                        target=self._pass_on, args=(one, other, may_pass), daemon=True
                    )
                    passing.start()

    def _pass_on(self, one: socket.socket, other: socket.socket, may_pass: threading.Event) -> None:
        # Closed by who reads from it, so that nobody reads from one that is another by then.
        with one, suppress(OSError):
            while sent := one.recv(65536):
                may_pass.wait()
                other.sendall(sent)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
        self._open.discard(one)


@dataclass(slots=True)
class Ground:
    """A tracker that can be taken away and brought back, at one address."""

    state: Path
    line: Line = field(default_factory=Line)
    server: Server | None = None
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.line.port}"

    def start(self) -> None:
        environment = {
            "DDCI_STATE_DIR": str(self.state),
            "DDCI_DATABASE_URL": "",
            "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(FORGETS_AFTER_SECONDS),
        }
        self.server = self._running.enter_context(running_server(ROOT, environment=environment))
        self.line.leads_to = self.server.port

    def stop(self) -> None:
        """As it is stopped for an upgrade."""
        self._running.close()

    def kill(self) -> None:
        """In the middle of whatever it does."""
        assert self.server is not None
        self.server.process.kill()
        self._running.close()

    def cut(self) -> None:
        """No network for so long that the server forgets who was there."""
        self.line.cut()
        time.sleep(2 * FORGETS_AFTER_SECONDS)

    def mend(self) -> None:
        assert self.server is not None
        self.line.leads_to = self.server.port


@contextmanager
def taking_turns(folder: Path) -> Iterator[None]:
    """Nobody else does so in this folder meanwhile, in whichever process."""
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@contextmanager
def standing_ground(state: Path) -> Iterator[Ground]:
    """A tracker over a state folder."""
    ground = Ground(state)
    ground.start()
    try:
        yield ground
    finally:
        ground.stop()
        ground.line.close()


__all__ = ["PASSWORD", "Ground", "standing_ground", "taking_turns"]
