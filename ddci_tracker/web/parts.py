"""The parts of which the entry builds the application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from ddci_tracker.web.backend import Backend
from ddci_tracker.web.closed import ClosedAddresses
from ddci_tracker.web.compression import CompressedAssets
from ddci_tracker.web.errors import on_script_error
from ddci_tracker.web.files import OwnFiles
from ddci_tracker.web.gate import Gate
from ddci_tracker.web.headers import CarefulHeaders
from ddci_tracker.web.health import health_route, ready_routes
from ddci_tracker.web.measured import Measured
from ddci_tracker.web.network import Network
from ddci_tracker.web.refused_start import ToldStart
from ddci_tracker.web.shell import NO_LOOKS, Looks, shell_routes
from ddci_tracker.web.starting import lifespan_with
from ddci_tracker.web.troubles import ToldTroubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What ``st.App`` is given, by the names of its arguments.

    The entry writes the call out itself: ``streamlit run`` finds an application only where it is
    made, by reading the source.
    """

    routes: list[Route]
    middleware: list[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]
    on_script_error: Callable[[Exception], bool]


def parts_for(
    backend: Backend,
    looks: Looks = NO_LOOKS,
    *,
    network: Network | None = None,
    routes: Iterable[Route] = (),
    log_as_json: bool = False,
    measured: bool = False,
) -> Parts:
    """The parts, joined to the rest of the tracker by ``backend``.

    ``looks`` go with each page. ``network`` None knows no names but this computer's own and no
    proxies. ``routes`` come before those of the screens. ``log_as_json``: a line of the log is a
    JSON document, and each request one of them but what ``Measured`` leaves out. ``measured``:
    requests are counted.
    """
    network = network or Network.of()
    return Parts(
        routes=[
            health_route(backend.why_sick),
            *ready_routes(backend.accounts_exist),
            *routes,
            *shell_routes(looks),
        ],
        # The first is the outermost. Behind the gate only what it lets through.
        middleware=[
            *([Middleware(Measured, tells=log_as_json)] if measured or log_as_json else []),
            Middleware(ToldStart),
            Middleware(CarefulHeaders, network=network),
            Middleware(ToldTroubles),
            Middleware(Gate, backend=backend, network=network),
            Middleware(ClosedAddresses),
            Middleware(OwnFiles),
            Middleware(CompressedAssets),
        ],
        lifespan=lifespan_with(backend.prepare, backend.tend, log_as_json=log_as_json),
        on_script_error=on_script_error,
    )
