"""A browser without a screen: keeps its cookies, follows nothing by itself, sends forms.

Also the tracker's own pages behind its gate, and what a ``Witness`` says behind both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from ddci_tracker.services import installation, sessions
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.faces.page import face_of
from ddci_tracker.ui.faces.phone import PHONE, phone_page
from ddci_tracker.ui.faces.province import PROVINCE, province_page
from ddci_tracker.ui.faces.wall import WALL, wall_page
from ddci_tracker.ui.search.page import search_page_of
from ddci_tracker.web.backend import Backend
from ddci_tracker.web.gate import Gate
from ddci_tracker.web.network import Network
from ddci_tracker.web.own_sessions import own_session_routes
from ddci_tracker.web.pulses import pulse_routes
from ddci_tracker.web.quick_faces import face_routes
from ddci_tracker.web.second_factor import second_factor_routes
from ddci_tracker.web.secret_links import opening_routes
from ddci_tracker.web.signing_in import sign_in_routes
from tests.integration.services.people import PASSWORD, TEMPORARY
from tests.integration.web.asgi import ELSEWHERE, Answer, Header, Witness, ask

HTML: Header = ("accept", "text/html,*/*")


def served(tracker: Tracker, network: Network | None = None) -> ASGIApp:
    """The pages before the tracker; everything else is answered by a witness behind the gate."""
    old_after = timedelta(minutes=10)
    phone = face_of(PHONE, phone_page, tracker, old_after)
    province = face_of(PROVINCE, province_page, tracker, old_after)
    wall = face_of(WALL, wall_page, tracker, old_after)
    routes = [
        *sign_in_routes(tracker),
        *own_session_routes(tracker),
        *second_factor_routes(tracker),
        *opening_routes(tracker),
        *face_routes(
            tracker, phone=phone, province=province, wall=wall, search=search_page_of(tracker)
        ),
        *pulse_routes(tracker),
        Mount("/", Witness()),
    ]
    backend = Backend(
        prepare=lambda: None,
        tend=lambda: None,
        accounts_exist=lambda: installation.accounts_exist(tracker),
        session_of=lambda token_hash: sessions.session_of(
            tracker, token_hash, now=datetime.now(UTC)
        ),
        session_watched=lambda token_hash: sessions.session_of(
            tracker, token_hash, now=datetime.now(UTC), is_use=False
        ),
        why_sick=lambda: None,
    )
    return Gate(Starlette(routes=routes), backend=backend, network=network or Network.of())


@dataclass
class Visitor:
    """Somebody on another computer; ``headers`` go with every request."""

    app: ASGIApp
    host: str = "192.168.1.5:8501"
    scheme: str = "http"
    client: tuple[str, int] = ELSEWHERE
    headers: tuple[Header, ...] = (HTML,)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, *headers: Header) -> Answer:
        """The answer to one request for a page."""
        return self._ask("GET", address, b"", headers)

    def post(self, address: str, form: Mapping[str, str], *headers: Header) -> Answer:
        """The answer to a form that a page of ours sent, unless headers say another one did."""
        own = ("origin", f"{self.scheme}://{self.host}")
        return self.send(address, urlencode(form).encode(), *(headers or (own,)))

    def send(self, address: str, body: bytes, *headers: Header) -> Answer:
        """The answer to whatever was sent."""
        return self._ask("POST", address, body, headers)

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> Answer:
        """Send the form of ``/login``."""
        return self.post("/login", {"name": name, "password": password, **fields})

    def join(self, name: str) -> None:
        """Sign in for the first time, and choose a password."""
        self.sign_in(name, TEMPORARY)
        chosen = {"old": TEMPORARY, "new": PASSWORD, "again": PASSWORD}
        assert self.post("/password", chosen).status == 303

    def is_in(self) -> bool:
        """Whether the tracker itself answers."""
        return self.get("/tong-quan").text == "behind the gate"

    def _ask(self, method: str, address: str, body: bytes, headers: tuple[Header, ...]) -> Answer:
        asked = urlsplit(address)
        sent = [("host", self.host), *self.headers, *headers]
        if self.cookies:
            pairs = (f"{name}={value}" for name, value in self.cookies.items())
            sent.append(("cookie", "; ".join(pairs)))
        answer = ask(
            self.app,
            asked.path,
            query=asked.query,
            method=method,
            headers=sent,
            client=self.client,
            scheme=self.scheme,
            body=body,
        )
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return answer
