"""Serves the tracker from the command line, on uvicorn, with the settings that answer fastest.

Not here: words for the terminal. What goes wrong is an exception of its own kind, and what
``Backend.prepare`` raises comes out as it is.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.importer import import_from_string

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.web import broken_requests, refused_start
from ddci_tracker.web.broken_requests import Connections, Requests
from ddci_tracker.web.network import ip_of

APPLICATION = "dashboard:app"

_ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared, not listened on
# A browser that keeps a connection open must not keep the server from ending.
_SECONDS_TO_END = 3
_WAITING_CONNECTIONS = 2048


class CannotServe(Exception):
    """The tracker cannot listen where it was told to."""


class PortInUse(CannotServe):
    """Another program, or another tracker, listens on ``port``."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use")
        self.port = port


class PortNotAllowed(CannotServe):
    """The system does not let this user listen on ``port``."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is not allowed")
        self.port = port


class NotAnAddressHere(CannotServe):
    """``host`` is no name or address of this computer."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not an address of this computer")
        self.host = host


def serve(
    host: str,
    port: int,
    open_browser: bool,
    on_ready: Callable[[str], None] = lambda _address: None,
    home: Path = Path(),
) -> None:
    """Serve the tracker until the process is told to end, by Ctrl+C or a signal.

    ``localhost`` listens on both its addresses, 127.0.0.1 and ::1.
    ``home`` is where the entry lies that is not beside the caller. Once the tracker answers,
    ``on_ready`` is told its address and the browser is opened, not on a computer without a
    screen. Raises PortInUse, PortNotAllowed, NotAnAddressHere, and whatever stops the
    application from starting.
    """
    with ExitStack() as listening:
        sockets = [listening.enter_context(listener) for listener in _listeners(host, port)]
        # Installed, it lies beside the package, and the command is called from anywhere.
        sys.path.append(str(home))
        application = _Starting(import_from_string(APPLICATION))
        entry = sys.modules[APPLICATION.partition(":")[0]]
        inside.read_its_settings(Path(str(entry.__file__)))
        server = _Server(
            uvicorn.Config(
                application,
                host=host,
                port=port,
                lifespan="on",
                http=Requests,
                ws=Connections,
                # The gate must see who really asks.
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_level="warning",
                timeout_graceful_shutdown=_SECONDS_TO_END,
            ),
            address=address_of(host, port),
            opens=open_browser and _has_a_screen(),
            on_ready=on_ready,
        )
        refused_start.say_it_once()
        broken_requests.say_nothing_of_them()
        # A start that failed ends uvicorn with SystemExit; the reason is raised below.
        with suppress(KeyboardInterrupt, SystemExit):
            server.run(sockets)
    if application.failure is not None:
        raise application.failure


def address_of(host: str, port: int) -> str:
    """The address to open in a browser on this computer."""
    if host in _ANY_ADDRESS:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_for_this_computer_alone(host: str) -> bool:
    """Whether nobody else can reach what listens on a host."""
    address = ip_of(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def address_for_others(host: str, port: int) -> str:
    """The address to open in a browser on another computer."""
    return address_of(socket.gethostname() if host in _ANY_ADDRESS else host, port)


class _Starting:
    """The application, keeping what stopped its start so that the caller can be told."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_without_traceback(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                message = {"type": message["type"]}
            await send(message)

        try:
            await self._app(scope, receive, send_without_traceback)
        except Exception as error:
            self.failure = error
            raise


class _Server(uvicorn.Server):
    """A server that says when it is ready, and opens the browser then."""

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        address: str,
        opens: bool,
        on_ready: Callable[[str], None],
    ) -> None:
        super().__init__(config)
        self._address = address
        self._opens = opens
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        self._on_ready(self._address)
        if self._opens:
            # In a thread: some systems return only when the browser ends.
            Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()


def _has_a_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _listeners(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket for each address of a host."""
    if host != "localhost":
        yield _listening(host, port)
        return
    yield _listening("127.0.0.1", port)
    # Browsers try ::1 first; a computer without IPv6 has none.
    with suppress(NotAnAddressHere):
        yield _listening("::1", port)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that no other program can come between."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # With the protocol named: asyncio sends small answers at once only where it is TCP.
        listener = socket.socket(family, kind, protocol)
    except OSError:
        raise NotAnAddressHere(host) from None
    try:
        if os.name != "nt":  # There it would share the port with whoever has it.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_WAITING_CONNECTIONS)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port) from None
        if error.errno == errno.EACCES:
            raise PortNotAllowed(port) from None
        raise NotAnAddressHere(host) from None
    return listener
